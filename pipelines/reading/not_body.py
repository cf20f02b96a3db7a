"""Lines that stand in an article without being of its body: credits, captions, what the site says of itself."""

from __future__ import annotations

import re

from pipelines.extraction.zones import zones_of

_OPEN = r"^[\W_]{0,4}"
_NAMES = r"[^。！？：:，,]{1,24}"
_JOBS = (
    r"(?:采写|采访|撰文|撰稿|文字?|图|图片|视频|摄影|统筹|编辑|编译|编排|选稿|校对|校审|责编|责任编辑|審校|审核|审校|审读|监审|终审|翻译|译者?|制图|设计|记者|作者|通讯员|监制|策划|剪辑|主编|美编|"
    r"原创|出品|image|text|photo|editor|責任編輯|編輯|記者|撰文者|攝影)"
)
#: 采写：南都记者 林某; 文/某某 图/某某; 编辑 井某 校对 李某; (责任编辑：某某).
_CREDITS = re.compile(
    rf"{_OPEN}(?:本组|本版|本期|本报|本文|本网)?{_JOBS}(?:[、/&＆和及 ]{_JOBS}){{0,3}}\s*[：:/／|｜丨]\s*{_NAMES}(?:[：:/／|｜]{_NAMES}){{0,5}}$"
    rf"|{_OPEN}(?:编辑|責編|责编|责任编辑|编辑)[\s:：]+\S{{2,4}}(?:\s+{_JOBS}[\s:：]+\S{{2,4}}){{0,4}}[\W_]{{0,2}}$"
    rf"|^(?:责任编辑|責任編輯|責編|责编)\s*[：:]?\s*$"
)
_LONGEST_CREDITS = 80
#: 来源：某报; （来源：某地交警）; 本文来源：某报 责任编辑：某某; never 资料来源, which belongs to a table.
_ORIGIN = re.compile(
    rf"{_OPEN}(?:本文|文章|信息|稿件|新闻|消息|内容|综合)?(?:来源|來源|稿源|出处|出處|转载?自|轉載?自|摘自|供稿)\s*[：:/｜|]\s*\S.{{0,40}}$"
)
#: 原标题：某某; （原题为《某某》）.
_OTHER_TITLE = re.compile(rf"{_OPEN}(?:本文)?原(?:标题|標題|题目?|題)(?:为|為|是)?\s*[：:《]")
#: 免责声明：…; 声明：…; 某网声明：…, where it speaks of rights and risks. A firm's statement in the news does so too.
_NOTICE = re.compile(
    rf"{_OPEN}(?:(?:免责|免責|版权|版權|特别|特別|郑重|重要|风险|風險|[^\W\d]{{0,6}}[网網站报報]|平台)?(?:声明|聲明|提示|说明|說明)[^：:。]{{0,6}}[：:]"
    r"|[^\W\d]{0,6}(?:版权|版權|投稿|爆料|报料)[^：:。]{0,6}[：:]|本文(?:为|系|由)|以上(?:内容|文章|只是|仅|為|为)|(?:本网|本網|本站|本平台)|未经|未經|非經|(?:该文|該文|此文)?(?:文章)?(?:观点|觀點|内容)[^。，]{0,4}代表)"
)
_RIGHTS = re.compile(
    r"不代表|仅代表|僅代表|信息存储|信息发布平台|不意味着|不構成|不构成|仅供参考|僅供參考|版权归|版權|授权|转载|轉載|侵权|风险自担|个人观点|个人言论|与本(?:网|站|平台)无关|爆料|报料"
)
#: 新浪声明：…; after any other name a statement must say what only a site says.
_STATEMENT = re.compile(rf"{_OPEN}[^\W\d]{{1,6}}(?:声明|聲明)[：:]")
_OF_SITE = re.compile(
    r"不意味着|(?:不代表|并不代表)[^。]{0,12}(?:立场|立場|观点|觀點)|仅供参考|不构成[^。]{0,6}建议|风险自担"
)
_FROM_APP = re.compile(
    rf"{_OPEN}(?:本文|文章)(?:来自|來自|来源|首发|转自|摘自)[^。]{{0,60}}(?:下载|APP|App|客户端|公众号|授权|转载)"
)
_CALL = re.compile(
    rf"{_OPEN}(?:(?:长按|扫描|扫一扫|识别|微信扫|打开微信|分享(?:到|至|此文|本文)|一键(?:分享|关注)|点击(?:[“「『]?阅读原文|文末|下方|上方|右上|图片|进入|查看|阅读|关注|下载|蓝字|标题)|下载[^。]{{0,14}}(?:APP|App|客户端)|关注[^。]{{0,24}}(?:公众号|微信|微博|订阅号)|欢迎(?:关注|扫|投稿|加入)|更多(?:精彩|资讯|内容|新闻|报道)|返回.{{2,6}}(?:首页|列表)|(?:開啟|打开|打開|立即下[载載])[^。]{{0,20}}(?:APP|App|客户端)|.{{0,20}}(?:APP|App)[^。]{{0,16}}(?:請即|请即|立即|即可)(?:更新|下[载載]))"
    r"|(?:上|下)一?篇(?:稿件|文章|[：:]|$)|(?:文章)?(?:关键[词字]|标签|專題|专题|Tags?)\s*[：:>]|视频加载中|自动播放|加载中|【?\s*(?:我要)?(?:发表)?评论\s*(?:$|[(（\d】]|_))",
    re.IGNORECASE,
)
_LONGEST_CALL, _SHORTEST_SENTENCE = 70, 20
_PAGES = re.compile(
    r"^(?:[\s\[\]【】]|上一?[页頁]|下一?[页頁]|首页|末页|尾页|余下全文|[\[(（]?\d{1,3}[\])）]?|[.…<>«»|/]|共\s*\d+\s*页|第\s*\d+\s*页)+$"
)
_PAGE_WORDS = re.compile(r"[页頁]|余下全文|^\d+/\d+$")
#: 某某在场边。视频截图; some captions are plain paragraphs, and only their ends tell.
_SCREENSHOT = re.compile(r"(?:视频|報道|报道|网页|微博|朋友圈|画面|節目|节目)?截[图圖]\s*[）)。]?$")
_LONGEST_SCREENSHOT = 40
#: How the government of Hong Kong closes a press release: 完／2026年6月21日（星期日）, 香港時間15時30分.
_SIGN_OFF = re.compile(r"^(?:完|Ends)\s*[/／]|^香港時間\s*\d{1,2}\s*[時:：]\s*\d{1,2}\s*分?$|^Issued at HKT")
#: 图说：签约现场; the forms that zones know are not repeated here.
_PICTURED = re.compile(rf"{_OPEN}[图圖][说說]\s*[：:]")
_LONGEST_FOOT = 120
_FOOT = re.compile(
    r"All Rights Reserved|版[权權]所有(?![人者权])|[^\W\d]ICP[备備證证]|公网安备", re.IGNORECASE
)
#: One line that leads elsewhere: 此前报道：…; 相关阅读：….
_ELSEWHERE = re.compile(
    rf"{_OPEN}(?:此前报道|早前报道|相关(?:阅读|报道|新闻|链接|專題|专题)|延伸阅读|推荐阅读|更多阅读|往期回顾|相關(?:新聞|報道|報導|閱讀|文章|連結)|延伸閱讀|推薦閱讀|更多閱讀)\s*[：:|｜>]\s*\S.{{0,80}}$"
)
#: 某某。返回某网，查看更多, grown onto the last paragraph.
_GROWN_ON = re.compile(
    r"(?:返回[^，。\s]{2,6}，查看更多|[（(]?责任编辑[：:]\s*\S{0,8}[）)]?|【?查看原文】?|(?:阅读|展开)全文)\s*$"
)

_WORD = re.compile(r"\w")
#: Zones that are no body, with the longest line of each.
_APART = {"caption": 160, "credits": 80, "related_links": 10_000}
#: A line of credits has no sentence: 记者：您怎么看？ is a question of an interview.
_ASKS = re.compile(r"(?:记者|記者|问|問)[：:][^：:、]{10,}$")
_SENTENCE_END = re.compile("[。！？?!]")


def body_lines(lines: list[str], captions: frozenset[str] = frozenset()) -> list[str]:
    """The lines that tell the news: without credits, notices, links elsewhere, and what of these grew onto news.

    ``captions``: lines that stand at pictures; they are left for who sets captions apart. Others that read like
    captions are dropped.
    """
    told = [
        cut
        for line in lines
        if (cut := _GROWN_ON.sub("", line).rstrip()) and (line in captions or not is_aside(cut))
    ]
    zones = zones_of(told)
    return [
        line for line, zone in zip(told, zones, strict=True) if line in captions or not _is_apart(line, zone)
    ]


def _is_apart(line: str, zone: str) -> bool:
    if zone == "credits" and (_SENTENCE_END.search(line) or _ASKS.match(line)):
        return False
    if zone == "related_links" and line.endswith("。") and len(line) >= _SHORTEST_SENTENCE:
        return False  # what leads elsewhere are headlines
    return zone in _APART and len(line) <= _APART[zone]


def is_aside(line: str) -> bool:
    """Whether a line is not of the body, whatever stands around it."""
    if _OTHER_TITLE.match(line) and len(line) < 120:
        return True
    if len(line) <= _LONGEST_CREDITS and (_CREDITS.match(line) or _ORIGIN.match(line)):
        return True
    if _NOTICE.match(line) and _RIGHTS.search(line):
        return True
    if _STATEMENT.match(line) and _OF_SITE.search(line):
        return True
    if _PAGES.match(line) and _PAGE_WORDS.search(line):
        return True
    if len(line) <= _LONGEST_SCREENSHOT and _SCREENSHOT.search(line):
        return True
    if not _WORD.search(line):
        return True
    return bool(
        (len(line) < _LONGEST_FOOT and _FOOT.search(line))
        or _SIGN_OFF.match(line)
        or (len(line) < 160 and _PICTURED.match(line))
        or _FROM_APP.match(line)
        or _ELSEWHERE.match(line)
        or (
            _CALL.match(line)
            and len(line) <= (_LONGEST_CALL if line[-1] not in "。”" else _SHORTEST_SENTENCE)
        )
    )
