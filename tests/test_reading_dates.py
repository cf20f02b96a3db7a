"""When a page was published: every dress of a date, what is none, and dates that need the moment of reading."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines import encoding
from pipelines.alerting import LOCAL
from pipelines.reading import read
from pipelines.reading.page_dates import date_in_text, parse_published
from pipelines.reading.recent_dates import recent_date
from pipelines.values import Article, Discovered, Page, Selectors

READ_AT = datetime.fromisoformat("2026-10-03T10:00:00+08:00")
BODY = "<p>第一段：河套深圳园区的新实验楼启用，多家机构迁入，科研人员表示满意。</p><p>第二段：园区将继续完善服务，欢迎各方来访与合作交流。</p>"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Sat Oct 03 07:23:11 CST 2026", "2026-10-03T07:23:11+08:00"),
        ("Sat, 03 Oct 2026 07:23:11 CST", "2026-10-03T07:23:11+08:00"),
        ("Sat Oct 03 2026 07:23:11 GMT+0800 (中国标准时间)", "2026-10-03T07:23:11+08:00"),
        ("1766388600", "2025-12-22T15:30:00+08:00"),
        ("民國114年10月3日", "2025-10-03T00:00:00+08:00"),
        ("中華民國一一四年十月三日 下午3時05分", "2025-10-03T15:05:00+08:00"),
        ("114/10/03", "2025-10-03T00:00:00+08:00"),
        ("二〇二六年十月三日", "2026-10-03T00:00:00+08:00"),
        ("二○二六年十月廿三日", "2026-10-23T00:00:00+08:00"),
        ("二零二六年十二月三十一日", "2026-12-31T00:00:00+08:00"),
        ("2026/10/3 上午10:05", "2026-10-03T10:05:00+08:00"),
        ("2026/10/3 下午3:05:09", "2026-10-03T15:05:09+08:00"),
        ("2026/10/3 上午12:05", "2026-10-03T00:05:00+08:00"),
        ("2026年10月3日 中午12时30分", "2026-10-03T12:30:00+08:00"),
        ("２０２６年１０月３日　１０：０５", "2026-10-03T10:05:00+08:00"),
        ("2026.10.03 星期六 10:05", "2026-10-03T10:05:00+08:00"),
        ("2026-10-03 (Sat) | 10:05", "2026-10-03T10:05:00+08:00"),
        ("October 3, 2026 10:05 p.m.", "2026-10-03T22:05:00+08:00"),
        ("3rd Oct 2026, 10:05", "2026-10-03T10:05:00+08:00"),
        ("03/10/2026 15:30", "2026-10-03T15:30:00+08:00"),
        ("12/22/2025", "2025-12-22T00:00:00+08:00"),
        ("202610/0307:23:11", "2026-10-03T07:23:11+08:00"),
        ("20261003072311", "2026-10-03T07:23:11+08:00"),
        ("2026100307", None),  # no epoch: it would be 2034
        ("2026-10-03 10:05:00+08", "2026-10-03T10:05:00+08:00"),
        ("2026-10-03T10:05-05:00", "2026-10-03T10:05:00-05:00"),
        # a stretch of time is no zone, nor is a count of comments
        ("2026-10-03 10:05-11:30", "2026-10-03T10:05:00+08:00"),
        ("2026-10-03 10:05 +12 赞", "2026-10-03T10:05:00+08:00"),
        # the clock is nonsense, the day is not
        ("2026-10-03 99:99", "2026-10-03T00:00:00+08:00"),
        # a page that tells both was published on the other one
        ("更新时间：2026-10-04 11:00 发布时间：2026-10-03 10:05", "2026-10-03T10:05:00+08:00"),
        ("更新时间：2026-10-04 11:00", "2026-10-04T11:00:00+08:00"),
        ("0000-00-00 00:00 2026-10-03", "2026-10-03T00:00:00+08:00"),
    ],
)
def test_dates_are_read_with_the_zone_of_here(text: str, expected: str | None) -> None:
    assert parse_published(text) == (datetime.fromisoformat(expected) if expected else None)


@pytest.mark.parametrize(
    "text",
    [
        *("1970-01-01 08:00:00", "0", "-1", "0000-00-00", "2026-13-40", "2026-02-30", "3026-10-03"),
        *(
            "114.10.03.1",
            "192.168.10.3",
            "v1.2.2026",
            "第114期",
            "Sat Oct 33 07:23:11 HKT 2026",
        ),
    ],
)
def test_nonsense_is_no_date(text: str) -> None:
    assert parse_published(text) is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("今天是2026年10月3日 星期六 首页 > 要闻 2026-09-30 08:15 来源：某报", "2026-09-30T08:15:00+08:00"),
        ("Published: 30 September 2026 | 08:15", "2026-09-30T08:15:00+08:00"),
        ("該會於114年10月3日成立", None),  # in a running text only with 民國
        ("該會於民國114年10月3日成立", "2025-10-03T00:00:00+08:00"),
    ],
)
def test_dates_in_visible_text(text: str, expected: str | None) -> None:
    assert date_in_text(text) == (datetime.fromisoformat(expected) if expected else None)


_WIDE = str.maketrans("0123456789:/", "０１２３４５６７８９：／")
_HAN = str.maketrans("0123456789", "〇一二三四五六七八九")
# Shanghai had summer time until 1991
_moments = st.integers(694_195_200, 4_070_000_000).map(lambda second: datetime.fromtimestamp(second, LOCAL))
_DRESSES = (
    "%Y-%m-%d %H:%M:%S", "%Y/%m/%d %H:%M:%S", "%Y.%m.%d %H:%M:%S", "%Y年%m月%d日 %H:%M:%S", "%Y年%m月%d日%H时%M分%S",
    "%Y-%m-%dT%H:%M:%S%z", "%Y-%m-%d %I:%M:%S %p", "%d/%m/%Y %H:%M:%S", "%B %d, %Y %H:%M:%S", "%d %b %Y %H:%M:%S",
    "%a %b %d %H:%M:%S HKT %Y", "%a, %d %b %Y %H:%M:%S +0800", "发布时间：%Y-%m-%d %H:%M:%S 来源：某报",
)  # fmt: skip


@given(_moments, st.sampled_from(_DRESSES))
def test_what_is_written_is_read(moment: datetime, dress: str) -> None:
    text = moment.strftime(dress)
    assert parse_published(text) == moment
    assert parse_published(text.translate(_WIDE)) == moment


@given(_moments)
def test_numerals_years_of_the_republic_and_epochs_are_read(moment: datetime) -> None:
    day = moment.replace(hour=0, minute=0, second=0)
    year = str(moment.year).translate(_HAN)
    assert parse_published(f"{year}年{moment.month}月{moment.day}日") == day
    assert parse_published(f"民國{moment.year - 1911}年{moment.month}月{moment.day}日") == day
    if datetime(2001, 9, 10, tzinfo=UTC) < moment < datetime(2033, 1, 1, tzinfo=UTC):
        seconds = int(moment.timestamp())
        assert parse_published(str(seconds)) == parse_published(f"{seconds}000") == moment


@given(st.text(alphabet="0123456789年月日时:-/ 上下午前天昨小HKTZ+〇一十廿", max_size=40))
def test_any_string_of_a_date_is_an_aware_instant_or_none(text: str) -> None:
    for moment in (parse_published(text), date_in_text(text), recent_date(text, reference=READ_AT)):
        assert moment is None or (moment.utcoffset() is not None and 1990 <= moment.year <= 2100)


# ---------------------------------------------------------------- seen from when the page was read


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        *(("3小时前", "2026-10-03T07:00"), ("5分鐘前", "2026-10-03T09:55"), ("半小时前", "2026-10-03T09:30")),
        *(("2天前", "2026-10-01T00:00"), ("两周前", "2026-09-19T00:00"), ("刚刚", "2026-10-03T10:00")),
        *(("昨天 10:05", "2026-10-02T10:05"), ("昨日10:05", "2026-10-02T10:05"), ("前天 下午3:05", "2026-10-01T15:05")),
        *(("3 hours ago", "2026-10-03T07:00"), ("yesterday at 10:05 am", "2026-10-02T10:05")),
        *(("10月3日 09:30", "2026-10-03T09:30"), ("12月30日 15:30", "2025-12-30T15:30")),
        *(("10-03 09:30", "2026-10-03T09:30"), ("发布时间：10/02", "2026-10-02T00:00")),
        ("02-29 10:00", "2024-02-29T10:00"),
        # their clock is fast; the article is not a year old
        ("10月3日 10:04", "2026-10-03T10:00"),
        # near misses: a fraction, a number of people, a paper's name, a whole date of the future
        *(("3/5的成员", None), ("10-12人", None), ("昨日报", None), ("今日头条", None), ("2027-01-01", None), ("13-40 10:00", None)),
        ("记者昨日从发展署获悉，3小时前发生的停电没有造成损失，目前供电已经恢复，后续情况将会进一步公布，敬请各位读者留意。", None),
    ],
)  # fmt: skip
def test_dates_that_need_the_moment_of_reading(text: str, expected: str | None) -> None:
    moment = recent_date(text, reference=READ_AT)
    assert moment == (datetime.fromisoformat(f"{expected}:00+08:00") if expected else None)


def test_the_address_gives_the_year() -> None:
    told = datetime.fromisoformat("2024-10-03T00:00:00+08:00")
    moment = recent_date("10月3日 15:30", reference=READ_AT, near=told)
    assert moment == datetime.fromisoformat("2024-10-03T15:30:00+08:00")


@given(
    _moments,
    _moments,
    st.sampled_from(["%m月%d日 %H:%M", "%m-%d %H:%M", "昨天 %H:%M", "今天 %H:%M", "%M分钟前", "%d天前"]),
)
def test_nothing_was_published_after_it_was_read(told: datetime, reference: datetime, dress: str) -> None:
    moment = recent_date(told.strftime(dress), reference=reference)
    assert moment is None or (moment <= reference and reference - moment < timedelta(days=8 * 366 + 1))


# ---------------------------------------------------------------- on a page


def article(
    markup: str,
    *,
    url: str = "http://a.example/x",
    selectors: Selectors | None = None,
    hint: Discovered | None = None,
) -> Article:
    body = markup.encode()
    page = Page(url=url, body=body, fetched_at=READ_AT, selectors=selectors or Selectors(), hint=hint)
    return read(page, encoding.decode(body))


def test_a_date_line_without_its_year_is_read_where_there_is_no_other() -> None:
    page = f"<html><body><h1>实验楼启用</h1><div class='info'>12月30日 15:30</div>{BODY}</body></html>"
    result = article(page)
    assert (result.published_at, result.published_basis) == (
        datetime.fromisoformat("2025-12-30T15:30:00+08:00"),
        "visible",
    )
    declared = article(page, selectors=Selectors(published_at=("h1", ".info")))
    assert (declared.published_at, declared.missed) == (result.published_at, ())
    given_by_feed = Discovered(url="u", published_at=datetime.fromisoformat("2026-09-30T08:00:00+08:00"))
    assert article(page, hint=given_by_feed).published_basis == "feed"


def test_the_line_of_another_article_is_not_read() -> None:
    page = f"<html><body><h1>实验楼启用</h1><ul><li><span class='time'>3小时前</span>别的</li></ul>{BODY}</body></html>"
    assert article(page).published_at is None
    away = f"<html><body><h1>实验楼启用</h1><div class='time'>3小时前</div>{BODY}</body></html>"
    told = article(away, url="http://a.example/2026-08/22/content_1.htm")
    assert (told.published_at, told.published_basis) == (
        datetime.fromisoformat("2026-08-22T00:00:00+08:00"),
        "url",
    )


@pytest.mark.parametrize(
    ("declared", "expected"),
    [
        ("2026-10-03T09:55:00Z", "2026-10-03T09:55:00+08:00"),  # a local time that is labelled as UTC
        ("2026-10-03T01:55:00Z", "2026-10-03T09:55:00+08:00"),  # a true one
        ("2026-10-04T00:00:00+08:00", "2026-10-04T00:00:00+08:00"),  # the paper of tomorrow
        ("2036-10-03T09:55:00+08:00", None),
    ],
)
def test_a_page_of_the_future_is_not_believed(declared: str, expected: str | None) -> None:
    result = article(
        f'<html><head><meta name="PubDate" content="{declared}"></head><body>{BODY}</body></html>'
    )
    assert result.published_at == (datetime.fromisoformat(expected) if expected else None)
    assert (result.published_basis == "meta") == bool(expected)
