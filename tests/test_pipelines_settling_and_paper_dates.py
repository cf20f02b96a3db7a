"""What an article as a whole makes of its acts, and which of its days dates a paper."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from pipelines.extraction.document import reference_date
from pipelines.extraction.extract import extract
from pipelines.values import Article, Claim

_PUBLISHED = datetime(2026, 8, 6, 8, tzinfo=ZoneInfo("Asia/Shanghai"))


def _claims(text: str, title: str = "河套深圳园区动态") -> tuple[Claim, ...]:
    article = Article(
        url="https://news.example/1", title=title, text=text, published_at=_PUBLISHED, published_basis="meta"
    )
    return extract(article, reference=reference_date(article, None)).claims


def _signing(text: str, title: str = "河套深圳园区动态") -> Claim:
    return next(c for c in _claims(text, title) if c.family == "signing")


@pytest.mark.parametrize(
    ("text", "day"),
    [
        (
            "晨星光电今天召开说明会，宣布与河套发展署签署合作协议。协议于8月4日在深圳签署，为期三年。",
            "2026-08-04",
        ),
        ("晨星光电8月5日与河套发展署签署合作协议。协议自9月1日起生效。", "2026-08-05"),
    ],
)
def test_the_paper_has_the_day_of_its_signing(text: str, day: str) -> None:
    date = _signing(text).date
    assert date is not None
    assert date.start == day


def test_the_day_of_the_report_is_not_that_of_what_was_lately() -> None:
    text = "记者5日从河套发展署获悉，晨星光电日前与河套发展署签署合作协议。"
    assert _signing(text).date is None


@pytest.mark.parametrize("title", ["往事｜河套的第一份租约", "【旧文重温】河套那一年"])
def test_an_old_story_is_past(title: str) -> None:
    text = "今天，晨星光电与河套深圳园区签署租约，成为第一家租户。"
    assert _signing(text, title).status == "historical"
    assert _signing(text, "往事不再：晨星光电落户河套").status == "occurred"


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("网传晨星光电与河套深圳园区签署租约，相关报道不准确。", "denied"),
        ("有报章报道称晨星光电已与河套深圳园区签署租约。公司澄清：并无订立任何协议。", "denied"),
        ("晨星光电昨日与河套深圳园区签署租约，市场反应热烈。", "occurred"),
    ],
)
def test_hearsay_is_denied_where_somebody_denies_it(text: str, status: str) -> None:
    assert {c.status for c in _claims(text) if c.family == "signing"} == {status}


def test_what_was_to_be_signed_at_a_postponed_gathering_is_postponed() -> None:
    text = (
        "原定今日在河套深圳园区举行的深港光学论坛，因台风延期至8月12日举行。"
        "按原定安排，晨星光电与岭南工业大学将在论坛上签署合作协议。"
    )
    signing = _signing(text)
    assert signing.status == "postponed"
    assert signing.date is not None
    assert signing.date.start == "2026-08-12"


def test_a_board_meeting_and_a_film_are_not_the_zones() -> None:
    board = "晨星光电股份有限公司于8月5日召开第三届董事会第七次会议，审议河套深圳园区租赁事项。"
    film = "8月5日，以河套深圳园区为背景的纪录片《过河》举行开机仪式和媒体见面会。"
    forum = "8月5日，深港光学论坛在河套深圳园区举行。"
    assert not any(c.on_hetao for text in (board, film) for c in _claims(text) if c.type == "MEETING")
    assert any(c.on_hetao for c in _claims(forum) if c.type == "MEETING")
