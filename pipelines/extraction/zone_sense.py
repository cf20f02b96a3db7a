"""Whether what a sentence tells belongs to the zone: it takes part, receives, or is where it happens.

河套企业甲公司昨日在上海与乙集团签署协议。: the zone is an address only, the deal is elsewhere.
"""

from __future__ import annotations

import re

from pipelines import relevance

_CITIES = (
    "前海|南沙|光明(?:区|科学城)|横琴|松山湖|坪山|龙岗|宝安|罗湖|盐田|大鹏|龙华|上海|北京|广州|杭州|苏州|成都|武汉|西安|合肥|南京|重庆|天津|青岛|厦门"
    "|东莞|珠海|佛山|惠州|中山市|江门|肇庆|长沙|海南|海口|三亚|大连|沈阳|长春|哈尔滨|济南|郑州|福州|泉州|宁波|无锡|昆明|贵阳|贵安|南宁|南昌|太原|石家庄|兰州"
    "|雄安|新加坡|内蒙古|巴彦淖尔|临河|鄂尔多斯|呼和浩特|宁夏|台北|新竹|台中|台南|高雄|东京|大阪|首尔|伦敦|巴黎|柏林|纽约|硅谷|迪拜|曼谷|雅加达|吉隆坡|越南|泰国|马来西亚|印尼|美国|德国|挪威|葡萄牙"
)
#: Places that are not the zone: a sentence that sets its act there is not about the zone.
_ELSEWHERE = re.compile(
    rf"(?:(?<![存潜现所正])在|落户|入驻|签约(?:于|落地|落户)?|赴|走进|前往|来到|到访?)(?:了)?[^，。；、“”]{{0,6}}(?:{_CITIES})"
    r"|\b(?:in|at|to) (?:the )?(?:[A-Z]\w+ )?(?:Dongguan|Guangzhou|Shanghai|Beijing|Qianhai|Nansha|Guangming|Hengqin|Zhuhai|Foshan|Huizhou"
    r"|Hangzhou|Suzhou|Chengdu|Wuhan|Nanjing|Xiamen|Qingdao|Singapore|Taipei|Hsinchu|Tokyo|Seoul|London|Berlin|Milan|Hanoi|Dubai)\b"
)
# A body of another place as a party: 光明区投资促进中心与青囊医药签署协议.
_THEIRS = re.compile(
    r"(?:前海|南沙|光明|横琴|松山湖|坪山|龙岗|宝安|罗湖|盐田|龙华|东莞|珠海|佛山|惠州|广州|中山)(?:市|区|新区|科学城)?(?:人民)?(?:政府|管委会|管理局|投资促进|招商|商务局|发展局|开发区|高新区|科学城|园区)[^，。；]{0,12}?(?:与|和|同|分别|签)"
)
# The zone as place, receiver or party of an act, not as somebody's address (河套企业…在上海).
_HERE = re.compile(
    r"(?:(?<![存潜现所正])在|落户|入驻|进驻|于|与|和|至|到|迁入|租用|承租)[^，。；]{0,8}(?:河套|港深创|深圳园区|香港园区)|发展署|深港科创公司|港深创科园公司|深港科技创新合作区发展有限公司|创新及科技园有限公司"
    r"|\b(?:in|into|at|to|for) (?:the )?(?:[A-Z]\w+ ){0,4}(?:Hetao|Loop|Hong Kong Park|Shenzhen Park|Shenzhen park)\b"
)
# （海峡社记者某某台北29日电）: where the reporter is, and with a meeting or a report, where that is.
_DATELINE = re.compile(
    rf"^[（(【]?[一-鿿]{{2,16}}?(?:{_CITIES})(?:\d{{1,2}}月)?\d{{1,2}}日[综专]?合?(?:电|讯)"
)
_INVESTORS = re.compile(
    "(?:董事会|监事会|董事局|理事会|委员会)第?[^，。；]{0,8}次[^，。；]{0,6}会议|(?:召开|举行)[^，。；]{0,6}(?:董事会|监事会|董事局)(?:会议)?|电话会议|立法会会议|重大讯息说明会"
    "|法人说明会|法说会|业绩说明会|业绩发布会|股东(?:大)?会|投资者说明会"
)
# The government or an office of a place that is not the zone's: 某市某区人民政府与甲公司签署投资协议.
_OTHER_GOVERNMENT = re.compile(
    r"(?<![一-鿿])(?:(?!深圳|香港|福田|广东|河套|中国|国家|特区)[一-鿿]){2,9}(?:市|县|区|自治[州县区]|盟|旗|镇)(?:人民政府|政府|管委会|管理委员会|投资促进局|商务局|经济开发区|高新区)[^，。；]{0,20}?[与和同签]"
    r"|[与和同](?:(?!深圳|香港|福田|广东|河套|中国|国家|特区)[一-鿿]){2,9}(?:市|县|区|自治[州县区]|盟|旗|镇)(?:人民政府|政府|管委会|管理委员会|投资促进局|商务局|经济开发区|高新区)[^，。；]{0,12}?(?:签|达成|订立)"
)
# 在深圳河套注册的甲公司: an address in a register says who; 设于河套香港园区的乙 is a tenant.
_ADDRESS = re.compile(
    r"(?:在|于)(?:香港|深圳)?(?:河套|落马洲)(?:注册|登记)(?:设立|成立|在案)?的|注册(?:地|地址)?(?:于|在|位于|设在)(?:香港|深圳)?(?:河套|落马洲)的"
)
_FILM = re.compile(
    r"(?:影集|电影|影片|电视剧|剧集|网剧|短剧|舞台剧|音乐剧|综艺|纪录片|唱片|专辑|写真)[^。；]{0,40}(?:开机|开镜|首映|杀青|定档|见面会|记者会|发布会|发片)"
)
#: A scene set elsewhere holds for the sentences behind it until another is set.
_SCENE = 2


def is_elsewhere(words: str) -> bool:
    """Whether a sentence sets its act at another place, or with the body of another place, and not here."""
    found = _ELSEWHERE.search(words) or _THEIRS.search(words) or _OTHER_GOVERNMENT.search(words)
    return bool(found) and not _HERE.search(words)


def has_dateline_elsewhere(words: str) -> bool:
    """Whether a text that opens with these words is told from a city that is not the zone's."""
    return bool(_DATELINE.match(words))


def is_reported_from_elsewhere(words: str) -> bool:
    """Whether a meeting or report of a sentence is that of another city, or of a company's investors."""
    return bool(_DATELINE.match(words) or _INVESTORS.search(words)) and not _HERE.search(words)


def is_internal(name: str) -> bool:
    """Whether a meeting is that of a company's own organs: 第三届董事会第七次会议."""
    return bool(re.search("董事会|监事会|股东(?:大)?会|党委会|职代会", name))


def is_of_a_film(words: str) -> bool:
    """Whether a meeting of a sentence is that of a film: 影集今天举行开镜记者会."""
    return bool(_FILM.search(words))


def on_zone(words: str, *, subject: bool, before: tuple[str, ...] = ()) -> bool:
    """Whether what a sentence tells belongs to the zone: by its words, else by the article's subject.

    Args:
        words: the folded sentence.
        subject: the article is about the zone.
        before: the sentences before it, the nearest last.
    """
    bare = _ADDRESS.sub("，", words)
    if bare != words and has_dateline_elsewhere(words) and not relevance.sentence_on_zone(bare):
        return False  # （…台中20日电）甲公司与在深圳河套注册的乙签署认购协议
    elsewhere = is_elsewhere(words)
    if relevance.sentence_on_zone(words):
        return not elsewhere and (subject or not relevance.is_listed(words))
    if elsewhere or not subject:
        return False
    scene = next(
        (w for w in reversed(before[-_SCENE:]) if is_elsewhere(w) or relevance.sentence_on_zone(w)), None
    )
    return scene is None or not is_elsewhere(scene) or relevance.sentence_on_zone(scene)
