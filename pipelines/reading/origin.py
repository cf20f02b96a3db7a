"""来源: which outlet a page names as the one that an article is from."""

from __future__ import annotations

import re

from lxml import etree

from pipelines.reading.around import Around
from pipelines.reading.lines import Line

_LABEL = (
    r"(?:(?:文章|信息|新闻|新聞|消息|稿件|内容|內容|本文|文稿|作品)?(?:来源|來源)(?:于|於)?|来自|來自|稿源|出处|出處|(?:文章|稿件)?(?:转|轉)(?:载)?自|摘自|供稿(?:单位|單位)?|"
    r"(?:发布|發布)(?:单位|單位|机构|機構)|发文机关|文章来源|Source)"
)
# a name may have blanks between Latin words, and marks around it
_NAME = r"[《“\"「]?(?P<name>(?:[A-Za-z][\w.&'’·-]*(?: [A-Za-z&][\w.&'’·-]*){1,5}|[^\s|｜丨，,；;。（()）<>【】\[\]/／“”\"《》「」]{2,24}))"
#: 来源：某报 of anything but a picture or a figure.
_SOURCE = re.compile(
    rf"(?<![图圖片料据據像频頻表频])(?:(?<=\W)|^|(?<=[\d日时分])|(?=[来來稿出转轉摘供本文信新消]))(?:{_LABEL})\s*[：:｜|]\s*{_NAME}",
    re.IGNORECASE,
)
#: In a line of its own the colon may be missing: 来源 某报.
_BARE_SOURCE = re.compile(
    rf"(?:^[（(【\[]?|(?<=[\d日分]\s))(?:来源|來源|稿源)\s+{_NAME}|(?:^|\s)(?:来源|來源)[于於]\s*{_NAME.replace('name', 'other')}"
)
#: What follows a name without a blank: 来源：某网责任编辑：…
#: Words that are a part of many names too (香港文汇报, 某某发布) need their sign, or a number.
_GLUED = re.compile(
    r"(?:(?:信息提供|作者|选稿|編輯|编辑|责编|責編|责任|責任|字号|字號|字体|浏览|瀏覽|点击|點擊|举报|收藏|打印|分享)[：:\s（(]?"
    r"|(?:记者|記者|时间|時間|发布|發佈|阅读|閱讀|評論|评论|日期|访问|人气|关注|撰文|摄影|图|文)[：:（(／/\d]).*$"
)
#: What pages put where the name of an outlet belongs.
_NOISE = re.compile(
    r"^(?:本(?:站|网|網|刊|报|報|单位|平台|公众号)(?:原创|讯|综合|整理|编辑)?|网络|網絡|網路|互联网|网上|网络综合|网络整理|互联网综合|综合(?:整理|报道)?|整理|原创|原創|转载|轉載|其[他它]|未知|佚名|不详|无|暂无|匿名|admin|管理员|网友(?:投稿)?|投稿|自拟|[图圖]片|资料|编辑部?|null|none|undefined|test)$",
    re.IGNORECASE,
)
_DAY = re.compile(
    r"(?:19|20)\d{2}\s*[-/.年]\s*\d{1,2}\s*[-/.月]\s*\d{1,2}\s*日?(?:\s*(?:星期.|周.|上午|下午))?(?:[T\s]*\d{1,2}\s*[:：]\s*\d{2}(?:\s*[:：]\s*\d{2})?)?"
    r"|(?<!\d)\d{1,2}\s?[-/月]\s?\d{1,2}日?\s+\d{1,2}[:：]\d{2}(?!\d)"
)
_NAMED_SOURCE = re.compile(
    r"(?:^|[\s_-])(?:\w{0,20}[_-])?(?:source|laiyuan|(?<!rich_)media|media_?name|origin|copy_?from|js_name|nick_?name)(?:[_-]\w{0,12})?(?:$|\s)",
    re.IGNORECASE,
)
#: How outlets end; a word without such an end beside the date may be a person, a channel or a button.
_OUTLET = re.compile(
    r"(?:网站?|網站?|报|報|社|台|臺|电视|電視|卫视|广播|日报|晚报|时报|周刊|週刊|杂志|雜誌|月刊|新闻|新聞|在线|在線|财经|財經|资讯|资讯|通讯社|通訊社|传媒|傳媒|融媒体|客户端|公众号|发布|發佈|观察|频道|門戶|门户|体育|科技|娱乐|"
    r"时尚|星座|游戏|见闻|之声|央视|政府|委员会|办公室|局|厅|署|院|部|中心|大学|[A-Za-z]{2,})$"
)
#: Channels and buttons that end like outlets.
_NO_OUTLET = re.compile(
    r"^(?:(?:国内|国际|社会|财经|体育|娱乐|时政|综合|本地|热点|最新|今日|图片|视频|港澳|台湾|城市|地方|要闻|头条|科技|公司|行业|热门|相关)(?:新闻|新聞|资讯|频道|要闻)?|新闻|新聞|正文|首页|微博|微信|QQ|收藏|评论|分享|打印|关注|举报|原创|我有话说|字号|发布|频道|App|APP|HKT|GMT|UTC|CST|AM|PM|Email|Print|Share|Facebook|Twitter)$",
    re.IGNORECASE,
)
_ORIGINAL = re.compile("^(?:原创|原創)")
_WORD = re.compile(r"\w")
#: Between an outlet and the date may stand who wrote it; English lines have bars between their parts.
_MOST_AHEAD = 3
_BAR = re.compile(r"[|｜丨·•]")
_LATIN_OUTLET = re.compile(
    r"^[A-Z].*\b(?:News|Daily|Times|Post|Press|Herald|Journal|Agency|Standard|Weekly|Network|TV)$"
)
_PERSON = re.compile(r"记者|記者|作者|编辑|編輯|通讯员|責編|责编|文[/／]|摄影|[：:]")
#: Behind an article the origin stands in a line of credits.
_LONGEST_CREDITS = 80
#: Shorter names beside a date are people's.
_LEAST_ACCOUNT = 4


def read_origin(around: Around, body: str) -> str | None:
    """The outlet that is named around an article: by 来源, by the element that it stands in, or beside the date.

    The line nearest below the headline decides, since a 来源 further down may be that of a picture or a part.
    """
    head = (*around.head, *around.over[::-1])
    for at, line in enumerate(head):
        name = origin(line.spaced)
        if not name and (at < len(around.head) or _DAY.search(line.spaced)):  # over the headline are menus
            name = _in_element(line) or _beside_date(line, head[at - 1] if at else None)
        if name:
            return name
    last = body.split("\n")[-1:]
    credits = [*(line.spaced for line in around.behind), *last]
    return next(
        (name for words in credits if len(words) <= _LONGEST_CREDITS and (name := origin(words))), None
    )


def origin(text: str) -> str | None:
    """The outlet that a stretch of page text names as the origin.

    >>> origin("2026-06-21 10:00 来源：星洲新报 责任编辑：林某")
    '星洲新报'
    """
    match = _SOURCE.search(text) or _BARE_SOURCE.search(text)
    return outlet_name(match["name"] or match.groupdict().get("other") or "") if match else None


def outlet_name(told: str) -> str | None:
    """The name alone; None where it says no more than 本站 or 网络."""
    name = _GLUED.sub("", told.strip()).strip('《》“”"「」：:·-—_ ') if len(told) > 4 else told.strip("：: ")
    if len(name) < 2 or _NOISE.match(name) or re.search(r"图片|照片|\d{4}|^https?:|^www\.", name):
        return None
    return name


def _in_element(line: Line) -> str | None:
    """The text of an element that is called source or media."""
    for text, element in line.pieces:
        around = element.getparent()
        if element.tag in ("a", "font", "em", "b") and not _called(element) and around is not None:
            element = around
        if _NAMED_SOURCE.search(_called(element)) and (name := _plausible(text)):
            return name
    return None


def _called(element: etree._Element) -> str:
    return " ".join(filter(None, (element.get("id"), element.get("class"))))


def _beside_date(line: Line, above: Line | None) -> str | None:
    """2026-06-21 10:00 某报, 某报 2026-06-21, or a line 某报 above the line of the date."""
    words = line.spaced
    match = _DAY.search(words)
    if not match:
        return None
    for told in _BAR.split(words):
        if _LATIN_OUTLET.search(told.strip()) and (name := _plausible(told.strip())):
            return name
    behind, ahead = _words(words[match.end() :])[:1], _nearest(_words(words[: match.start()]))
    for told in (*behind, *(ahead or ([above.text] if above else []))):
        if (name := _plausible(told)) and _OUTLET.search(name):
            return name
    # alone with the date in its line, an account of a platform: 某某人文 2020-03-09
    alone = _DAY.sub(" ", _ORIGINAL.sub("", words)).split()
    account = _plausible(alone[0]) if len(alone) == 1 else None
    return account if account and len(account) >= _LEAST_ACCOUNT else None


def _words(text: str) -> list[str]:
    """The words of a line; a dot or a bar that stands between two of them is none."""
    return [word for word in text.split() if _WORD.search(word)]


def _nearest(ahead: list[str]) -> list[str]:
    """The words before a date, the nearest first, as far as only people stand between: 某报 林原 2026-06-21."""
    people = next((n for n, word in enumerate(reversed(ahead)) if len(word) >= _LEAST_ACCOUNT), len(ahead))
    return ahead[::-1][: min(people + 1, _MOST_AHEAD)]


def _plausible(told: str) -> str | None:
    """A text that can be the name of an outlet, and is no person, channel or button."""
    name = outlet_name(told)
    if name is None or not 2 <= len(name) <= 20 or _PERSON.search(told) or _NO_OUTLET.match(name):
        return None
    return None if _DAY.search(name) or re.search(r"[，。！？、>]|\d{2}", name) else name
