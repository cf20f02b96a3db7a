"""Pages that keep programs out instead of saying what they were asked for: challenges, captchas, blocks, logins.

They come with status 200 as often as not, and then look like an article that is not about the zone. No captcha,
challenge or login is worked around: the outlet is named as blocked, and its pages wait.
"""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from pipelines.reading.markup import text_of_html

#: A challenge or block page is small: the largest are some 20 kB of script. Pages of outlets are seldom so small.
LARGEST = 40_000
#: … and says little. The captcha that waits hidden on a healthy page stands among thousands of characters.
_LEAST_TEXT, _LEAST_ARTICLE = 300, 600

#: Scripts and cookies of challenges: 加速乐, Aliyun, 瑞数, 360, 云锁, Cloudflare, Incapsula, DataDome, Akamai, AWS.
_CHALLENGES = (
    ("__jsl_clearance", "a challenge of 加速乐 (__jsl_clearance)"),
    ("acw_sc__v2", "a challenge of Aliyun (acw_sc__v2)"),
    ("$_ts=window", "a challenge of 瑞数 ($_ts)"),
    ("wzws-waf-cgi", "a challenge of 360 (wzws)"),
    ("yunsuo_session", "a challenge of 云锁"),
    ("/cdn-cgi/challenge-platform/", "a challenge of Cloudflare"),
    ("cf-chl-", "a challenge of Cloudflare"),
    ("_incapsula_resource", "a challenge of Incapsula"),
    ("captcha-delivery.com", "a captcha of DataDome"),
    ("aliyunwaf", "a block page of Aliyun"),
    ("awswafcookiedomainlist", "a challenge of AWS"),
)
_WORDS = re.compile(
    r"访问(?:过于|太过?)?频繁|操作(?:过于|太)频繁|请求(?:过于|太)频繁|安全验证|人机验证|滑动验证|拖动滑块|"
    r"(?:输入|填写|图形|获取)验证码|验证码|您的访问(?:被|存在)|(?:请求|访问)已?被(?:拦截|拒绝|阻断|禁止)|"
    r"網絡安全驗證|安全驗證|驗證碼|訪問過於頻繁|Just a moment\.\.\.|Attention Required|Access Denied|"
    r"Checking your browser|verify (?:that )?you are (?:a )?human|not a robot|unusual traffic|Request blocked",
    re.IGNORECASE,
)
#: A challenge that only a browser answers says so to whoever is none, and nothing else.
_NO_SCRIPT = re.compile(
    r"(?:开启|启用|打开|開啟|啟用)\s?JavaScript\s?[并後后，,]?\s?(?:刷新|重新加载|重新整理)", re.IGNORECASE
)
#: A login page asks for a password and tells nothing; beside a form in the head of a page stands an article.
_PASSWORD = re.compile(r"<input[^<>]{0,300}\btype\s?=\s?[\"']?password", re.IGNORECASE)
_ENTER = re.compile(r"登录|登錄|登陆|登入|log ?in|sign ?in", re.IGNORECASE)
_SENTENCE = re.compile(r"[^。！？\n]{15,}[。！？]|[^.\n]{40,}\.(?:\s|$)")
_LOGIN = re.compile(
    r"(?:^|[/._-])(?:log-?in|log-?on|sign-?in|passport|sso|oauth2?|denglu)(?:[/._?-]|$)", re.IGNORECASE
)


def block_sign(page: str) -> str | None:
    """What tells that a page keeps programs out, for people; None where nothing does.

    >>> block_sign("<title>安全验证</title><p>请完成安全验证</p>")
    'a block page (安全验证)'
    >>> block_sign("<p>请输入验证码</p>" + "<p>河套深圳园区实验楼昨日启用，多家机构迁入。</p>" * 50)
    """
    if len(page) > LARGEST:
        return None
    lowered = page.lower()
    challenge = next((said for sign, said in _CHALLENGES if sign in lowered), None)
    word = _WORDS.search(page)
    asks = _PASSWORD.search(page)
    if not (challenge or word or asks or _NO_SCRIPT.search(page)):
        return None
    text = text_of_html(page)
    if challenge and len(text) < _LEAST_ARTICLE:
        return challenge
    if word and len(text) < _LEAST_TEXT and _WORDS.search(text):
        return f"a block page ({word[0]})"
    if not text.strip() and (script := _NO_SCRIPT.search(page)):
        return f"a block page ({script[0]})"
    if asks and len(text) < _LEAST_TEXT and _ENTER.search(text) and not _SENTENCE.search(text):
        return "a login page"
    return None


def is_login(url: str) -> bool:
    """Whether an address is that of a login page.

    >>> is_login("https://passport.outlet.example/?back=1"), is_login("https://www.outlet.example/login.do")
    (True, True)
    >>> is_login("https://www.outlet.example/news/blogging-in-shenzhen.html")
    False
    """
    parts = urlsplit(url)
    return bool(_LOGIN.search(f"{parts.netloc}{parts.path}"))


#: What a page must hold, as bytes in whatever charset it is written, before it is worth decoding.
_SIGNS = sorted(
    {sign.encode() for sign, _ in _CHALLENGES}
    | {
        word.encode(charset)
        for word in ("频繁", "验证", "拦截", "被拒绝", "被阻断", "被禁止")
        for charset in ("utf-8", "gb18030")
    }
    | {word.encode(charset) for word in ("驗證", "頻繁") for charset in ("utf-8", "big5", "gb18030")}
    | {word.encode(charset) for word in ("刷新", "重新加载") for charset in ("utf-8", "gb18030")}
    | {quote + b"password" for quote in (b"=", b'="', b"='")}
    | {b"just a moment", b"attention required", b"access denied", b"checking your browser"}
    | {b"are human", b"are a human"}
    | {b"not a robot", b"unusual traffic", b"request blocked"}
)
_MAY_BLOCK = re.compile(b"|".join(map(re.escape, _SIGNS)), re.IGNORECASE)


def may_be_block_page(body: bytes) -> bool:
    """Whether a body is worth a look by :func:`block_sign`; quick, and blind to its charset."""
    return 0 < len(body) <= LARGEST and _MAY_BLOCK.search(body) is not None
