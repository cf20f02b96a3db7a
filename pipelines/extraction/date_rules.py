"""How Chinese news writes dates: the patterns, and what only looks like one."""

from __future__ import annotations

import re

from pipelines.extraction import date_readers as readers
from pipelines.extraction.date_readers import Reader, Rule

__all__ = ["Reader", "Rule", "rules"]

# Blanks stand between figures and 年月日 in careful typography and on damaged pages: 1 月 15 日.
_S = r"[ \u3000\xa0]{0,2}"
_HAN = "一二三四五六七八九十廿卅"
_N = rf"(?:\d{{1,2}}|[{_HAN}]{{1,3}}|元(?=月))"
_YEAR = r"(?:\d{4}|[二一][〇零○一二三四五六七八九]{3})"
_TO = rf"{_S}(?:至|到|-|－|–|~|～|—{{1,2}}){_S}"
_K = "[一二三四五六日天]"
_WEEKDAY = rf"(?:{_S}（(?:星期|周|礼拜)?{_K}）|(?:星期|周|礼拜){_K}(?![至到、]))?"
_PART = (
    rf"(?:{_S}(?:凌晨|清晨|早上|早晨|上午|中午|午间|下午|午后|傍晚|晚上|晚间|深夜|夜间|晚(?![于会宴些报霞])|早(?![前已些年期]))"
    r"(?![一-鿿]班))?"
)
_TAIL = f"{_WEEKDAY}{_PART}"
_PART_OF_MONTH = "(?:份|上旬|中旬|下旬|底|初|末|中(?![旬国心学小外央]))?"
_MONTH = rf"(?P<m>{_N}){_S}月"
_DAY = rf"{_S}(?P<d>{_N}){_S}[日号]"
_UNTIL = (
    rf"(?:{_TO}(?:(?:(?P<y2>{_YEAR}|翌|次|同|明){_S}年)?{_S}(?P<m2>{_N}){_S}月)?{_S}(?P<d2>{_N}){_S}[日号])?"
)
# 6月18日, 6月18日至20日, 6月18-20日; 6月18家 is none
_DAYS = rf"{_S}(?={_N}{_S}(?:[日号]|{_TO}(?:{_N}{_S}月)?{_S}{_N}{_S}[日号]))(?P<d>{_N})(?:{_S}[日号])?{_UNTIL}{_TAIL}"
_BRACKET = (
    rf"{_S}（(?:{_YEAR}{_S}年{_S})?(?:(?P<m>{_N}){_S}月{_S})?(?P<d>{_N}){_S}日?(?:[，、]?(?:星期|周){_K})?）"
)
_PARTS_OF_YEAR = (
    rf"(?:{_S}(?P<m>{_N})(?:{_S}月(?:{_DAYS}|{_TO}(?P<m9>{_N}){_S}月|{_PART_OF_MONTH})|{_TO}(?P<m8>{_N}){_S}月)"
    rf"|{_S}第?{_S}(?P<q>[一二三四1-4首]){_S}季度?|(?:前|首|头)(?P<qs>[一二两三四1-4])个?季度?"
    rf"|(?:前|首|头)(?P<ms>{_N})个?月|(?P<h>[上下])半年|(?P<hy>半)年度?(?=[^一-鿿]|报|业绩|度|末|财)"
    r"|度(?![假过])|年?[初底末](?!级)|年?中(?![国心学小外央])|的?[春夏秋冬](?:[天季])?)?"
)
_NOT_MONTH = (
    "日号均球薪饼亮子嫂龄经光租费票卡息度活报刊供产销内期后前来〇零一二三四五六七八九十个家项间位名点"
)
# 光明年产能, 十年后年均, 如今年产, 过去年均, 未来年份: the first character belongs to the word before
_YEAR_WORD = (
    "(?:(?:(?<![如至当])|(?=今年[\\d一二三四五六七八九十首第上下前初底末]))今"
    "|(?<!过)去|(?<![光昆文证说声发透表分聪开精])明|(?<![\\d年十百])[前后]|(?<![成资基根样书剧])本|(?<![未原后近以])来)"
)

_TABLE: tuple[tuple[str, Reader], ...] = (
    (r"(?:(?P<y>20\d\d|明|今|去)年)?(?P<w>元旦|劳动节|国庆节|圣诞节|平安夜)(?![假档前后期]|黄金|小长|晚会|联欢|礼|树|大)", readers.read_holiday),
    (rf"(?P<w>大前天|前天|前日|昨天|昨日|昨[早晚晨]|今天|今日(?!头条)|今[早晚晨午](?!报)|明天|明日|明[早晚]|后天|后日)(?:{_BRACKET}日?)?{_PART}", readers.read_relative_day),
    (rf"(?P<w>[今昨明]){_BRACKET}日?{_PART}", readers.read_relative_day),
    (rf"(?P<w>[上本这下])个?(?:周|星期|礼拜)(?P<k>{_K})(?:{_BRACKET})?{_PART}", readers.read_week),
    (rf"(?:中华)?民国{_S}(?P<y>\d{{2,3}}|[{_HAN}百〇零]{{2,5}}){_S}年(?:{_S}{_MONTH}(?:{_S}(?P<d>{_N}){_S}日{_TAIL})?|度|年?[初底末])?", readers.read_roc),
    (rf"(?<!\d)(?P<y>1[01]\d){_S}年(?:{_S}{_MONTH}(?:{_S}(?P<d>{_N}){_S}日{_TAIL})?|度)", readers.read_roc),
    (r"(?<![\d./])(?P<y>1[01]\d)([./])(?P<m>\d{1,2})\2(?P<d>\d{1,2})(?![\d./%])", readers.read_roc),
    (rf"(?<!\d)(?P<y>{_YEAR}|[12]\d){_S}年{_S}{_MONTH}{_DAYS}", readers.read_full),
    (r"(?<![\d/.-])(?P<y>(?:19|20)\d{2})([-/.])(?P<m>\d{1,2})\2(?P<d>\d{1,2})(?![\d-])", readers.read_full),
    (r"(?<![\d/.-])(?P<d>\d{1,2})([/.-])(?P<m>\d{1,2})\2(?P<y>20\d{2})(?!\d)", readers.read_full),
    (rf"(?<!\d)(?P<y>[12]\d){_S}年{_S}{_MONTH}{_PART_OF_MONTH}(?P<m2>)", readers.read_year_month),
    (rf"(?<!\d)(?P<y>{_YEAR})(?:{_S}年)?{_TO}(?P<y2>{_YEAR}){_S}年(?:度|[初底末])?(?!代)", readers.read_years),
    (rf"(?<![\d〔\[])(?P<y>{_YEAR}){_S}年(?!前(?![首二两三234]个?季|{_N}个?月)|[代级间来后〕\]）]|以[前后来]|历史){_PARTS_OF_YEAR}", readers.read_year_part),
    (
        rf"(?P<w>{_YEAR_WORD})年(?!度[假过]|[均龄轻货味]|会(?:上|议|员|现场|[，。])){_PARTS_OF_YEAR}(?![代级])",
        readers.read_relative_year,
    ),
    (rf"(?<![个\d第{_HAN}])第{_S}(?P<q>[一二三四1-4]){_S}季度?(?!度?[赛播届名])", readers.read_bare_quarter),
    (rf"(?<![第\d{_HAN}年前首头])(?P<q>[一二三四首]){_S}季度(?![一-鿿]?赛)", readers.read_bare_quarter),
    (r"(?<![以之目日年])(?:前|首|头)(?P<qs>[二两三234])个?季度?", readers.read_bare_quarter),
    (rf"(?<![以之目日年])(?:首|头|前(?![一二两三123]个))(?P<ms>{_N})个?月(?![内后])", readers.read_first_months),
    (rf"(?<![\d年月{_HAN}]){_MONTH}{_DAYS}", readers.read_month_day),
    (rf"(?P<w>[同那翌次])年(?={_S}(?:{_N}{_S}月|第?[一二三四1-4首]季|[上下]半年)){_PARTS_OF_YEAR}", readers.read_told_year),
    (r"(?P<w>[翌次隔])年(?![举办一初底中末度])", readers.read_told_year),
    (r"(?<![以])(?P<w>上)年度", readers.read_relative_year),
    (rf"(?P<w>昨)(?![年天])日?(?:夜|{_PART})", readers.read_relative_day),
    (r"(?<![一-鿿])(?P<w>今)(?=宣布|公布|举行|签|与|在|于|出席|正式|起|揭|开|发|晨)", readers.read_relative_day),
    (r"(?<![如至当迄古])(?P<w>[今昨])(?=起(?!义|诉|初|源|步|重|家|点|于))", readers.read_relative_day),
    (r"(?<![一-鿿]{2}当)(?P<w>[上本下])(?P<q>季)度?(?![后节候风中赛])", readers.read_this_quarter),
    (
        rf"(?<![每逢个至到、上下本这；第隔一二三四五六])(?:周|星期|礼拜)(?P<k>{_K})(?:{_BRACKET}{_PART}|{_PART}(?=[，]|宣布|表示|公布|公告|说|称|在|于|与|举行|发布|签|率|出席|到访)(?![至到、]))",
        readers.read_bare_weekday,
    ),
    (rf"(?P<w>[上本这下])个?月(?![球光亮台]){_S}(?:(?P<d>{_N}){_S}日{_UNTIL}{_TAIL}|{_PART_OF_MONTH})", readers.read_relative_month),
    (rf"(?<![\d年月个{_HAN}每当各逐满])月[底中初](?![国心学央级])", readers.read_this_month),
    (
        rf"(?<![\d.年月第每〇零百两几数{_HAN}])(?P<m>{_N})(?:{_S}月?{_TO}(?P<m2>{_N}){_S}月(?:份|底)?(?![\d{_NOT_MONTH}])|{_S}月(?:{_PART_OF_MONTH[:-1]}|(?![\d{_NOT_MONTH}])))",
        readers.read_bare_month,
    ),
    (
        rf"(?<![\d月年.第每{_HAN}])(?<![减缩增延长]至)(?<!为期)(?<!历时)(?P<d>\d{{1,2}}){_S}(?:日|(?=[至-]{_S}\d{{1,2}}{_S}日))(?![均游内元报间后前常之期龄线系本减缩增延%]){_UNTIL}{_TAIL}",
        readers.read_bare_day,
    ),
    (
        rf"(?<![\d月年.第每{_HAN}百])(?<![减缩增延长]至)(?<!为期)(?<!历时)(?P<d>十[一二三四五六七八九]|二十[一二三四五六七八九]|三十一|廿[一二三四五六七八九]?|卅一?)日(?![均游内元报间后前常之期减缩增延])(?P<d2>){_TAIL}",
        readers.read_bare_day,
    ),
    (r"近日|日前|近期|近来|连日来|新近", readers.read_fuzzy),
)  # fmt: skip


def rules() -> tuple[Rule, ...]:
    """In order: what is more exact comes first and claims its characters."""
    return tuple((re.compile(pattern), reader) for pattern, reader in _TABLE)
