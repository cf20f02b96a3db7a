"""How Chinese news writes dates: the patterns, what each one means, and what only looks like one."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta

from pipelines.extraction.date_values import (
    Clue,
    bare_day,
    months,
    nearest_weekday,
    number,
    on,
    quarter,
    valid,
    weekday_in,
    whole_year,
    year_of,
    year_of_day,
    year_of_month,
    year_of_quarter,
)
from pipelines.values import Date

Reader = Callable[[re.Match[str], Clue], Date | None]
Rule = tuple[re.Pattern[str], Reader]

_RELATIVE_DAYS = {
    "大前天": -3, "前天": -2, "前日": -2, "昨天": -1, "昨日": -1, "昨早": -1, "昨晚": -1, "昨晨": -1, "昨": -1,
    "今天": 0, "今日": 0, "今早": 0, "今晚": 0, "今晨": 0, "今午": 0, "今": 0,
    "明天": 1, "明日": 1, "明早": 1, "明晚": 1, "明": 1, "后天": 2, "后日": 2,
}  # fmt: skip
_YEAR_WORDS = {"前": -2, "去": -1, "上": -1, "今": 0, "本": 0, "明": 1, "来": 1, "后": 2}
_TURNS = {"上": -1, "本": 0, "这": 0, "今": 0, "下": 1}
_HOLIDAYS = {"元旦": (1, 1), "劳动节": (5, 1), "国庆节": (10, 1), "圣诞节": (12, 25), "平安夜": (12, 24)}


def _full(match: re.Match[str], clue: Clue) -> Date | None:
    year = number(match["y"])
    year += 2000 if year < 100 else 0
    start = valid(year, number(match["m"]), number(match["d"]))
    return on(start, "explicit", _end(match, start))


def _end(match: re.Match[str], start: date | None) -> date | None:
    """The second day of a range: 18日至20日, 12月30日至翌年1月2日 (also without 翌年)."""
    groups = match.groupdict()
    if start is None or not groups.get("d2"):
        return None
    told = groups.get("y2")
    year = number(told) if told and number(told) else start.year + (told in ("翌", "次", "明"))
    month = number(groups.get("m2")) or start.month
    end = valid(year, month, number(groups["d2"]))
    if end is not None and end < start and not told and groups.get("m2"):
        return valid(year + 1, month, number(groups["d2"]))
    return end


def _year_month(match: re.Match[str], clue: Clue) -> Date | None:
    year = number(match["y"])
    first = number(match["m"])
    return months(year + (2000 if year < 100 else 0), first, number(match["m2"]) or first, "explicit")


def _roc(match: re.Match[str], clue: Clue) -> Date | None:
    year = number(match["y"]) + 1911
    if match["d"]:
        return on(valid(year, number(match["m"]), number(match["d"])), "roc")
    return (
        months(year, number(match["m"]), number(match["m"]), "roc") if match["m"] else whole_year(year, "roc")
    )


def _month_day(match: re.Match[str], clue: Clue) -> Date | None:
    month, day = number(match["m"]), number(match["d"])
    year = year_of_day(month, day, clue)
    start = valid(year, month, day) if year is not None else None
    return on(start, "yearless", _end(match, start))


def _relative_year(match: re.Match[str], clue: Clue) -> Date | None:
    """去年, 明年3月底, 今年5月15日, 明年第一季度, 今年前三季度, 今年首四个月."""
    if clue.reference is None:
        return None
    return _within_year(match, clue.reference.year + _YEAR_WORDS[match["w"]], "relative")


def _told_year(match: re.Match[str], clue: Clue) -> Date | None:
    """同年11月, 那年八月, 翌年1月: counted from the year told before, else from the article's."""
    told = year_of(clue.earlier) or (clue.reference.year if clue.reference else None)
    return _within_year(match, told + (match["w"] in "翌次"), "relative") if told is not None else None


def _year_part(match: re.Match[str], clue: Clue) -> Date | None:
    return _within_year(match, number(match["y"]), "explicit")


def _within_year(match: re.Match[str], year: int, basis: str) -> Date | None:
    groups = {k: v for k, v in match.groupdict().items() if v}
    if "d" in groups:
        start = valid(year, number(groups["m"]), number(groups["d"]))
        return on(start, basis, _end(match, start))
    if "m" in groups:
        first = number(groups["m"])
        return months(year, first, number(groups.get("m9") or groups.get("m8")) or first, basis)
    if "q" in groups:
        return quarter(year, _which_quarter(groups["q"]), basis)
    if "qs" in groups:
        return months(year, 1, 3 * _which_quarter(groups["qs"]), basis)
    if "ms" in groups:
        return months(year, 1, number(groups["ms"]), basis)
    if "hy" in groups:
        return months(year, 1, 6, basis)
    if "h" in groups:
        return months(year, 1, 6, basis) if groups["h"] in "上前" else months(year, 7, 12, basis)
    return whole_year(year, basis)


def _which_quarter(text: str) -> int:
    return {"首": 1, "末": 4, "尾": 4}.get(text) or number(text.replace("两", "二"))


def _bare_quarter(match: re.Match[str], clue: Clue) -> Date | None:
    several = bool(match.groupdict().get("qs"))
    which = _which_quarter(match["qs"] if several else match["q"])
    year = year_of_quarter(which, clue)
    if year is None:
        return None
    return months(year, 1, 3 * which, "yearless") if several else quarter(year, which, "yearless")


def _first_months(match: re.Match[str], clue: Clue) -> Date | None:
    """首四个月 alone: of this year, of the last one where so many months are not over yet."""
    last = number(match["ms"])
    if clue.reference is None:
        return None
    return months(clue.reference.year - (last > clue.reference.month), 1, last, "relative")


def _years(match: re.Match[str], clue: Clue) -> Date | None:
    return whole_year(number(match["y"]), "explicit", number(match["y2"]))


def _relative_day(match: re.Match[str], clue: Clue) -> Date | None:
    """今日（22日）, 今（十二）日, 昨日（三月十八日）: the day in brackets decides, it was written by one who knew."""
    if clue.reference is None:
        return None
    expected = clue.reference + timedelta(days=_RELATIVE_DAYS[match["w"]])
    return on(_checked(match, expected, clue), "relative")


def _checked(match: re.Match[str], expected: date, clue: Clue) -> date:
    """The day in brackets nearest to the one expected, unless it is another story's."""
    groups = match.groupdict()
    if not groups.get("d"):
        return expected
    day, month = number(groups["d"]), number(groups.get("m"))
    first = expected.year * 12 + expected.month - 1
    near = [d for m in (first - 1, first, first + 1) if (d := valid(m // 12, m % 12 + 1, day))]
    near = [d for d in near if not month or d.month == month]
    told = min(near, key=lambda d: abs((d - expected).days), default=expected)
    return told if abs((told - expected).days) <= 3 or month else expected


def _week(match: re.Match[str], clue: Clue) -> Date | None:
    if clue.reference is None:
        return None
    expected = weekday_in(clue.reference, _weekday(match["k"]), _TURNS[match["w"]])
    return on(_checked(match, expected, clue), "relative")


def _bare_weekday(match: re.Match[str], clue: Clue) -> Date | None:
    """星期五（11日）: the 11th that is a Friday; without a bracket the nearest Friday."""
    expected = nearest_weekday(_weekday(match["k"]), clue)
    if expected is None or clue.reference is None:
        return None
    near = (expected, expected + timedelta(weeks=1), expected - timedelta(weeks=1))
    told = number(match["d"]) if match["d"] else 0
    return on(next((d for d in near if d.day == told), _checked(match, expected, clue)), "relative")


def _weekday(text: str) -> int:
    return "一二三四五六日".index(text.replace("天", "日"))


def _relative_month(match: re.Match[str], clue: Clue) -> Date | None:
    if clue.reference is None:
        return None
    index = clue.reference.year * 12 + clue.reference.month - 1 + _TURNS[match["w"]]
    if match["d"]:
        start = valid(index // 12, index % 12 + 1, number(match["d"]))
        return on(start, "relative", _end(match, start))
    return months(index // 12, index % 12 + 1, index % 12 + 1, "relative")


def _this_month(match: re.Match[str], clue: Clue) -> Date | None:
    day = clue.reference
    return months(day.year, day.month, day.month, "relative") if day else None


def _this_quarter(match: re.Match[str], clue: Clue) -> Date | None:
    if clue.reference is None:
        return None
    index = clue.reference.year * 4 + (clue.reference.month - 1) // 3 + _TURNS[match["w"]]
    return quarter(index // 4, index % 4 + 1, "relative")


def _bare_month(match: re.Match[str], clue: Clue) -> Date | None:
    first = number(match["m"])
    last = number(match["m2"]) or first
    year = year_of_month(first, clue)
    return months(year, first, last, "yearless") if year is not None else None


def _bare_day(match: re.Match[str], clue: Clue) -> Date | None:
    start = bare_day(number(match["d"]), clue)
    return on(start, "bare_day", _end(match, start))


def _holiday(match: re.Match[str], clue: Clue) -> Date | None:
    month, day = _HOLIDAYS[match["w"]]
    if match["y"]:
        return on(valid(int(match["y"]), month, day), "explicit")
    year = year_of_day(month, day, clue)
    return on(valid(year, month, day), "yearless") if year is not None else None


def _fuzzy(match: re.Match[str], clue: Clue) -> Date | None:
    if clue.reference is None:
        return None
    start = clue.reference - timedelta(days=10)  # 近日 and 日前 reach back about ten days in agency use
    end = clue.reference.isoformat()
    return Date(start=start.isoformat(), end=end, precision="fuzzy", basis="fuzzy_word")


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
    r"|度(?![假过])|年?[初底末](?!级)|年?中(?![国心学小外央])|[春夏秋冬](?:[天季])?)?"
)
_NOT_MONTH = (
    "日号均球薪饼亮子嫂龄经光租费票卡息度活报刊供产销内期后前来〇零一二三四五六七八九十个家项间位名点"
)
# 光明年产能, 十年后年均, 如今年产, 过去年均, 未来年份: the first character belongs to the word before
_YEAR_WORD = "(?:(?<![如至当])今|(?<!过)去|(?<![光昆文证说声发透表分聪开精])明|(?<![\\d年十百])[前后]|(?<![成资基根样书剧])本|(?<![未原后近以])来)"

_TABLE: tuple[tuple[str, Reader], ...] = (
    (r"(?:(?P<y>20\d\d)年)?(?P<w>元旦|劳动节|国庆节|圣诞节|平安夜)(?![假档前后期]|黄金|小长|晚会|联欢|礼|树|大)", _holiday),
    (rf"(?P<w>大前天|前天|前日|昨天|昨日|昨[早晚晨]|今天|今日(?!头条)|今[早晚晨午](?!报)|明天|明日|明[早晚]|后天|后日)(?:{_BRACKET}日?)?{_PART}", _relative_day),
    (rf"(?P<w>[今昨明]){_BRACKET}日?{_PART}", _relative_day),
    (rf"(?P<w>[上本这下])个?(?:周|星期|礼拜)(?P<k>{_K})(?:{_BRACKET})?{_PART}", _week),
    (rf"(?:中华)?民国{_S}(?P<y>\d{{2,3}}|[{_HAN}百〇零]{{2,5}}){_S}年(?:{_S}{_MONTH}(?:{_S}(?P<d>{_N}){_S}日{_TAIL})?|度|年?[初底末])?", _roc),
    (rf"(?<!\d)(?P<y>1[01]\d){_S}年(?:{_S}{_MONTH}(?:{_S}(?P<d>{_N}){_S}日{_TAIL})?|度)", _roc),
    (r"(?<![\d./])(?P<y>1[01]\d)([./])(?P<m>\d{1,2})\2(?P<d>\d{1,2})(?![\d./%])", _roc),
    (rf"(?<!\d)(?P<y>{_YEAR}|[12]\d){_S}年{_S}{_MONTH}{_DAYS}", _full),
    (r"(?<![\d/.-])(?P<y>(?:19|20)\d{2})([-/.])(?P<m>\d{1,2})\2(?P<d>\d{1,2})(?![\d-])", _full),
    (r"(?<![\d/.-])(?P<d>\d{1,2})([/.-])(?P<m>\d{1,2})\2(?P<y>20\d{2})(?!\d)", _full),
    (rf"(?<!\d)(?P<y>[12]\d){_S}年{_S}{_MONTH}{_PART_OF_MONTH}(?P<m2>)", _year_month),
    (rf"(?<!\d)(?P<y>{_YEAR})(?:{_S}年)?{_TO}(?P<y2>{_YEAR}){_S}年(?:度|[初底末])?(?!代)", _years),
    (rf"(?<![\d〔\[])(?P<y>{_YEAR}){_S}年(?!前(?![首二两三234]个?季|{_N}个?月)|[代级间来后〕\]）]|以[前后来]|历史){_PARTS_OF_YEAR}", _year_part),
    (
        rf"(?P<w>{_YEAR_WORD})年(?!度[假过]|[均龄轻货会味]){_PARTS_OF_YEAR}(?![代级])",
        _relative_year,
    ),
    (rf"(?<![个\d第{_HAN}])第{_S}(?P<q>[一二三四1-4]){_S}季度?(?!度?[赛播届名])", _bare_quarter),
    (rf"(?<![第\d{_HAN}年前首头])(?P<q>[一二三四首]){_S}季度(?![一-鿿]?赛)", _bare_quarter),
    (r"(?<![以之目日年])(?:前|首|头)(?P<qs>[二两三234])个?季度?", _bare_quarter),
    (rf"(?<![以之目日年])(?:首|头|前(?![一二两三123]个))(?P<ms>{_N})个?月(?![内后])", _first_months),
    (rf"(?<![\d年月{_HAN}]){_MONTH}{_DAYS}", _month_day),
    (rf"(?P<w>[同那翌次])年(?={_S}(?:{_N}{_S}月|第?[一二三四1-4首]季|[上下]半年)){_PARTS_OF_YEAR}", _told_year),
    (rf"(?P<w>昨)(?![年天])日?(?:夜|{_PART})", _relative_day),
    (r"(?<![一-鿿])(?P<w>今)(?=宣布|公布|举行|签|与|在|于|出席|正式|起|揭|开|发|晨)", _relative_day),
    (r"(?<![一-鿿]{2}当)(?P<w>[上本下])(?P<q>季)度?(?![后节候风中赛])", _this_quarter),
    (
        rf"(?<![每逢个至到、上下本这；第隔一二三四五六])(?:周|星期|礼拜)(?P<k>{_K})(?:{_BRACKET}{_PART}|{_PART}(?=[，]|宣布|表示|公布|公告|说|称|在|于|与|举行|发布|签|率|出席|到访)(?![至到、]))",
        _bare_weekday,
    ),
    (rf"(?P<w>[上本这下])个?月(?![球光亮台]){_S}(?:(?P<d>{_N}){_S}日{_UNTIL}{_TAIL}|{_PART_OF_MONTH})", _relative_month),
    (rf"(?<![\d年月个{_HAN}每当各逐满])月[底中初](?![国心学央级])", _this_month),
    (
        rf"(?<![\d.年月第每〇零百两几数{_HAN}])(?P<m>{_N})(?:{_S}月?{_TO}(?P<m2>{_N}){_S}月(?:份|底)?|{_S}月{_PART_OF_MONTH})(?![\d{_NOT_MONTH}])",
        _bare_month,
    ),
    (
        rf"(?<![\d月年.第每{_HAN}])(?<![减缩增延长]至)(?<!为期)(?<!历时)(?P<d>\d{{1,2}}){_S}(?:日|(?=[至-]{_S}\d{{1,2}}{_S}日))(?![均游内元报间后前常之期龄线系本减缩增延%]){_UNTIL}{_TAIL}",
        _bare_day,
    ),
    (
        rf"(?<![\d月年.第每{_HAN}百])(?<![减缩增延长]至)(?<!为期)(?<!历时)(?P<d>十[一二三四五六七八九]|二十[一二三四五六七八九]|三十一|廿[一二三四五六七八九]?|卅一?)日(?![均游内元报间后前常之期减缩增延])(?P<d2>){_TAIL}",
        _bare_day,
    ),
    (r"近日|日前|近期|近来|连日来|新近", _fuzzy),
)  # fmt: skip


def rules() -> tuple[Rule, ...]:
    """In order: what is more exact comes first and claims its characters."""
    return tuple((re.compile(pattern), reader) for pattern, reader in _TABLE)
