"""Inputs by grammar: pieces that belong to a format, put together, then damaged as networks and editors damage."""

from __future__ import annotations

import gzip
from collections.abc import Callable
from random import Random

#: News of our own writing, with what the rules look for: dates, money, posts, lists, quotation, the zone.
SENTENCES = (
    "11月24日，港深屿桥科技有限公司与鹏澜研究院在河套深圳园区签署战略合作协议，合同金额2.6亿港元。",
    "昨日（23日），港深創新及科技園在落馬洲河套地區舉行開園儀式，行政長官林原出席並致辭。",
    "青禾智能、远屿新材、星澜生物等23家企业集中签约，总投资逾30亿元。",
    "其中，澜图智能科技有限公司（以下简称“澜图智能”）将入驻国际量子大厦。",
    "“合作区累计签约60家企业。”发展署产业服务部部长陈冯远屿表示。",
    "论坛原定于12月3日举行，现延期至明年1月；双方终止合作协议，公司否认已签约。",
    "Harbour Robotics Limited and the University of Port signed a memorandum of understanding on 3 December 2026.",
    "河套灌區今年糧食豐收，河套酒業舉行發布會。",
    "（记者 王明 摄影 李想）来源：海港日报 责编：周闻",
)
WORDS = (
    *"签约 签署 協議 揭牌 开园 论坛 有限公司 研究院 大学 委员会 董事长 局长 教授 河套 落馬洲 深圳 香港 2026年 11月24日 昨日".split(),
    *"以下简称 等 家企业 亿元 HK$ 万 、 ， 。 “ ” （ ） 《 》 与 和 及 第 在 由 将 拟 曾 \n \t \u200b \ufeff \u00ad ﷺ 創(chuàng)新".split(),
    *"å¼€å›­ ¿ªÔ° 娌冲 锟斤拷 \ufffd ?! (hé) http://a.example/b?c=d A-B Limited Ltd. of and the 3,000 1.5 10:30 𠮷 👩‍🔬".split(),
)
TAGS = "html head body div p span a h1 h2 ul li table tr td article section time script style title meta br img iframe svg".split()
_MARKUP = (
    *("<", ">", "</", "/>", "<!--", "-->", "<![CDATA[", "]]>", "&", "&#x6cb3;", "&#0;", "&#x110000;", "&nbsp", "&amp;amp;"),
    *('<a href="/news/2026-11/24/2.html">', "</a>", '<a href="javascript:x">', "<a href=//[::1>", '<a href="http://[x/">'),
    *('<meta charset="gb2312">', '<meta name="PubDate" content="2026-11-24 08:00">', '<meta property="og:title" content="签约">'),
    *('<div class="content">', '<span class="time">', "<p>", "<br>", "</p>", "</div>", "<h1>", "</h1>", '<time datetime="2026-11-24T08:00:00Z">'),
    *('<script type="application/ld+json">{"@type":"NewsArticle","headline":"签约","datePublished":"2026-11-24"}</script>',),
    *('<script type="application/ld+json">{"@graph":[[', '<?xml version="1.0" encoding="gbk"?>', "<!DOCTYPE html>", "<plaintext>", "<template>"),
    *("来源：海港日报", "2026年11月24日 08:00", "2026-02-30 25:61", "2026-11-24T08:00:00+99:99", "民國115年13月40日", "<title>签约_海港日报</title>"),
)  # fmt: skip
_FEED = (
    *('<rss version="2.0"><channel>', "</channel></rss>", '<feed xmlns="http://www.w3.org/2005/Atom">', "<rdf:RDF>", "<item>", "</item>"),
    *("<entry>", "</entry>", "<title>", "</title>", "<link>http://outlet.example/1.html</link>", '<link href="/2.html"/>', "<link/>"),
    *("<guid>https://outlet.example/3.html</guid>", "<description>", "</description>", "<pubDate>Tue, 24 Nov 2026 08:00:00 +0800</pubDate>"),
    *("<pubDate>Tue, 99 Nov 99999 88:00:00 +9999</pubDate>", "<content:encoded><![CDATA[<p>", "</p>]]></content:encoded>", "<source>"),
    *('<!DOCTYPE rss [<!ENTITY a "b">]>', "&a;", "&nbsp;", "&lt;p&gt;", "<dc:creator>", "<updated>2026-11-24</updated>", "<id>urn:x</id>"),
    *("<link>http://[bad</link>", "<?pi?>", "<!-- -->", '<item rdf:about="http://outlet.example/4">', "\x00", "\x0b"),
)  # fmt: skip
_SITEMAP = (
    *('<?xml version="1.0" encoding="UTF-8"?>', '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">', "</urlset>", "<url>", "</url>"),
    *("<loc>https://outlet.example/1.html</loc>", "<loc>/relative</loc>", "<loc>http://[x</loc>", "<lastmod>2026-11-24</lastmod>", "<lastmod>x</lastmod>"),
    *("<sitemapindex>", "<sitemap>", "</sitemap>", "</sitemapindex>", "<news:news>", "</news:news>", "<news:title>签约</news:title>"),
    *("<news:publication><news:name>海港日报</news:name></news:publication>", "<news:publication_date>2026-11-24T08:00:00+08:00</news:publication_date>"),
)  # fmt: skip
_JSON = (
    *('{"result":{"items":[', "]}}", '{"url":"https://outlet.example/1","title":"<b>签约</b>","date":1795500000}', '{"link":"/2"}', ","),
    *("[", "]", "{", "}", '"', ":", "null", "true", "1e999", "-0", "NaN", "\\u0000", "\\ud800", "callback(", ");", '"url":', '"x"', "9" * 40),
    *('{"url":"http://[x","title":7,"date":"99999999999"}', '{"url":{"a":1},"title":[],"content":"&lt;p&gt;"}', "// ", "\n"),
)  # fmt: skip
_ROBOTS = (
    *("User-agent: *\n", "User-agent: hetao-watch\n", "Disallow: /\n", "Allow: /news\n", "Disallow:\n", "Crawl-delay: 1e9\n", "Crawl-delay: x\n"),
    *("Disallow: /*?*$\n", "Disallow: " + "*" * 40 + "\n", "Sitemap: http://[x\n", "# x\n", "\r", "\x00", ":", "Disallow: /%zz\n", "Request-rate: 1/0s\n"),
    *("Visit-time: 9999-0000\n", "Disallow: /河套\n", "\ufeff", "Request-rate: 1/0\n", "Crawl-delay: -1\n", "Disallow: http://[x\n"),
)  # fmt: skip
_ADDRESS = (
    *("http://", "https://", "HTTP:", "//", "/", "..", "/./", "?", "&", "#", "#!", "%", "%e6%b2", "%zz", "@", ":", ":80", ":99999", "[", "]", "::1"),
    *("a.example", "河套.example", "xn--", "2026-11/24", "20261124", "t20261124_1", "utm_source=x", "from=weibo", "=", ";", " ", "\t", "\u3002", "ß", "\\"),
    *("2026年11月24日", "Tue, 24 Nov 2026", "99:99", "+0800", "１２", "1795500000", "1e9", "民國115年", "二〇二六年十一月", "\x00", "%2e%2e", "²"),
)  # fmt: skip
_TOML = (
    *("[crawl]\n", "[limits]\n", "[sources.rthk]\n", "[sources.nobody]\n", "[database]\n", "[[sources]]\n", 'every = "30m"\n', 'cron = "*/20 * * * *"\n'),
    *("delay = 0\n", "delay = nan\n", "delay = 1e400\n", 'contact = "x"\n', "most_pages = -1\n", 'page_bytes = "1 GB"\n', 'page_time = "0s"\n', "enabled = 1\n"),
    *('cron = "99 * * * *"\n', 'every = "999999d"\n', '"', "=", "[", "]", "\n", "x = 1979-05-27\n", "a.b.c = 1\n", "redirects = 9999999999999999999999\n"),
    *("'''", "\x00", "\ufeff", "sources = 3\n", 'every = "２０m"\n', 'url = "sqlite://"\n', 'cron = "* * * * * *"\n', "[sources.'']\n", 'worker_memory = "0.0001 kB"\n'),
)  # fmt: skip
_LINES = (
    *('{"url":"https://outlet.example/1","title":"签约","text":"', '"}\n', '{"text":"', '","published_at":"2026-11-24"}\n', "\n", "[]\n", "null\n"),
    *('{"body_b64":"PHA+5rKz5aWXPC9wPg=="}\n', '{"body_b64":"x"}\n', '{"text":1}\n', '{"text":"a","published_at":"x"}\n', "\ufeff", "\\ud800", "\\u0000"),
    *('{"text":"a","fetched_at":"2026-11-24T08:00:00+08:00","outlet":"海港日报"}\n', "[" * 50, '{"url":7,"text":""}\n', "{" * 20, "\\", "9" * 50),
)  # fmt: skip


def pieces_of(grammar: str) -> tuple[str, ...]:
    """The pieces that inputs of a grammar are made of."""
    prose = (*SENTENCES, *WORDS)
    table: dict[str, tuple[str, ...]] = {
        "bytes": (*prose, *_MARKUP),
        "text": prose,
        "page": (*_MARKUP, *(f"<{t}>" for t in TAGS), *(f"</{t}>" for t in TAGS), *SENTENCES, *WORDS),
        "feed": (*_FEED, *_FEED, *_MARKUP, *SENTENCES),
        "sitemap": (*_SITEMAP, *_SITEMAP, *_FEED),
        "json": (*_JSON, *_JSON, *WORDS),
        "robots": _ROBOTS,
        "address": _ADDRESS,
        "toml": _TOML,
        "lines": (*_LINES, *_LINES, *WORDS),
        "warc": (),
    }
    return table[grammar]


def made(grammar: str, random: Random) -> bytes:
    """One input of a grammar."""
    if grammar == "warc":
        return _warc(random)
    pieces = pieces_of(grammar)
    parts: list[str] = []
    for _ in range(random.randint(1, 40)):
        times = random.choice((1, 1, 1, 1, 1, 2, 3, 30))
        parts.append(random.choice(pieces) * times)
    if grammar in ("page", "feed", "sitemap", "json") and random.random() < 0.5:
        parts = [*_frame(grammar)[0], *parts, *_frame(grammar)[1]]
    text = "".join(parts)
    codec = (
        random.choice(("utf-8", "utf-8", "gb18030", "big5hkscs", "utf-16")) if grammar != "toml" else "utf-8"
    )
    return damaged(text.encode(codec, "ignore"), random)


def _frame(grammar: str) -> tuple[list[str], list[str]]:
    return {
        "page": (["<html><body><h1>签约</h1><div class=content><p>"], ["</p></div></body></html>"]),
        "feed": (
            ["<rss><channel><item><link>http://a.example/1</link><description>"],
            ["</description></item></channel></rss>"],
        ),
        "sitemap": (["<urlset><url><loc>https://outlet.example/0</loc>"], ["</url></urlset>"]),
        "json": (['{"result":{"items":[{"url":"/1","title":"'], ['"}]}}']),
    }[grammar]


def damaged(body: bytes, random: Random) -> bytes:
    """Bytes as they may arrive: whole in half of the cases, else cut, spliced, with bytes lost or changed, packed."""
    kind = random.randrange(12)
    if kind >= 6 or not body:
        return body
    at = random.randrange(len(body))
    changes: tuple[Callable[[], bytes], ...] = (
        lambda: body[:at],
        lambda: body[:at] + body[at + 1 :],
        lambda: body[:at] + bytes((random.randrange(256),)) + body[at + 1 :],
        lambda: body[:at] + random.randbytes(random.randint(1, 8)) + body[at:],
        lambda: gzip.compress(body)[: random.randint(10, 10_000)],
        lambda: body[at:] + body[:at],
    )
    return changes[kind]()


def _warc(random: Random) -> bytes:
    """Records whose lengths, headers and bodies may be wrong."""
    out = b""
    for _ in range(random.randint(0, 3)):
        page = made("page", random)
        http = (
            b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset="
            + random.choice((b"gbk", b"", b"\xff"))
            + b"\r\n\r\n"
        )
        body = random.choice((http, b"", b"HTTP/1.1\r\n", b"\xff\xfe")) + page
        length = len(body) + random.choice((0, 0, 0, -1, 1, 10_000, -len(body)))
        head = (
            "WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://outlet.example/1\r\n"
            f"WARC-Date: {random.choice(('2026-11-24T08:00:00Z', 'x', ''))}\r\nContent-Length: {random.choice((length, length, 'x'))}\r\n\r\n"
        )
        out += head.encode() + body + b"\r\n\r\n"
    return damaged(gzip.compress(out) if random.random() < 0.2 else out, random)
