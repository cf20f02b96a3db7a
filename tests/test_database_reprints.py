"""Finding reprints in the store: one group whatever arrives, and no more work for the ten thousandth than for the tenth."""

from __future__ import annotations

import random
import threading
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import func, select

from bench.reprints import flood
from database import models, queries, save
from database.session import Store
from pipelines.reprints import fingerprint
from pipelines.values import Date, Report
from tests.reports import NOW, OPENED, SIGNED, report, signing

# What outlets print: five sentences about nothing that the rules extract.
STORY = (
    "河套深圳园区的中试平台昨日迎来一批参观者。他们在洁净室里看到了刚刚装好的两台光刻设备，并同工程师交谈了一个下午。"
    "平台负责人介绍，设备从下单到投用只花了九个月，比原计划提前了一个季度。来访的教师问得最多的是学生能否来此实习。"
    "负责人答复说，明年春天起每周开放两天，报名从下月开始。傍晚时分，参观者从一号通道回到香港一侧。"
)


def edited(number: int) -> str:
    """The story with some letters exchanged, as careless hands leave it."""
    chance = random.Random(number)
    text = list(STORY)
    for _ in range(3):
        text[chance.randrange(len(text))] = chance.choice("的了在是和也就都而及")
    return "".join(text)


def plain(url: str, text: str, **changes: object) -> Report:
    return report(url, text, (), **changes)


def groups(store: Store) -> set[int]:
    return {article.group_id for article in queries.articles(store)}


def keys(store: Store) -> int:
    with store.reading() as session:
        return session.scalar(select(func.count()).select_from(models.ReprintKey)) or 0


def test_hundreds_of_reprints_are_one_group_and_hardly_any_links_or_keys(store: Store) -> None:
    for number in range(120):
        save.save_report(store, plain(f"https://o{number}.example/1", edited(number)), now=NOW)
    assert len(groups(store)) == 1
    own = len(fingerprint(STORY).keys)
    assert keys(store) < 120 * own / 3, "a reprint repeated the keys of its originals"
    with store.reading() as session:
        links = session.scalar(select(func.count()).select_from(models.ReprintLink)) or 0
    assert links <= 119 * 4


def test_a_flood_of_reprints_is_one_happening_told_once(store: Store) -> None:
    for one in flood.reprints(25):
        save.save_report(store, one, now=NOW)
    assert len(groups(store)) == 1
    (signing,) = queries.signings(store)
    assert (len(signing.articles), signing.independent_reports) == (25, 1)
    assert len(queries.alerts(store)) == 1


TODAY_SIGNED = "今日，星洲量子科技有限公司与远屿新材股份有限公司在河套深圳园区签署战略合作协议。" + STORY


def read_on(day: int, url: str, text: str) -> Report:
    """A text that says 今日, printed on a day of June and read as of that day."""
    read = signing(
        text, date=Date(start=f"2026-06-{day}", end=f"2026-06-{day}", precision="day", basis="relative")
    )
    return report(url, text, (read,), published_at=datetime(2026, 6, day, 8, tzinfo=UTC))


@pytest.mark.parametrize("days", [(10, 21, 25), (21, 10, 25)])
def test_today_in_a_text_that_is_put_on_line_again_is_no_other_day(
    store: Store, days: tuple[int, ...]
) -> None:
    for day in days:
        save.save_report(store, read_on(day, f"https://o{day}.example/1", TODAY_SIGNED), now=NOW)
    (told,) = queries.signings(store)
    assert told.date is not None
    assert told.date.start == f"2026-06-{days[0]}"
    assert len(told.articles) == 3
    assert [alert.kind for alert in queries.alerts(store)] == ["new"]


def test_today_in_a_text_of_its_own_is_another_day(store: Store) -> None:
    """Two meet every other week, and each report begins with the same sentence."""
    other = TODAY_SIGNED.split("。")[0] + "。" + SIGNED.split("。", 1)[1] + OPENED
    for day, text in ((10, TODAY_SIGNED), (21, other)):
        save.save_report(store, read_on(day, f"https://o{day}.example/1", text), now=NOW)
    assert len(groups(store)) == 2
    assert len(queries.signings(store)) == 2


def test_the_same_letters_are_compared_once_however_often_they_came(store: Store) -> None:
    for number in range(30):
        save.save_report(store, plain(f"https://o{number}.example/1", STORY), now=NOW)
    assert len(groups(store)) == 1
    assert keys(store) == len(fingerprint(STORY).keys)
    with store.reading() as session:
        assert session.scalar(select(func.count()).select_from(models.ReprintLink)) == 29


@pytest.mark.parametrize("order", [(0, 1, 2), (2, 1, 0), (1, 2, 0), (0, 2, 1)])
def test_a_text_between_two_cuts_joins_them_in_any_order(store: Store, order: tuple[int, ...]) -> None:
    half = len(STORY) // 2
    texts = (STORY[:half], STORY, STORY[half:])
    for number in order:
        save.save_report(store, plain(f"https://o{number}.example/1", texts[number]), now=NOW)
    assert len(groups(store)) == 1
    (first,) = {article.reprint_of for article in queries.articles(store) if article.reprint_of is not None}
    assert first == min(article.id for article in queries.articles(store))


@pytest.mark.parametrize(
    ("text", "other"),
    [
        ("图片新闻", "快讯"),
        ("1 2 3 4 5 6 7 8 9 10", "3 5 7 9 11 13 15 17"),
        ("河套开园。" * 400, "河套论坛。" * 400),
        ("!!! ？？？", "…… ——"),
    ],
)
def test_texts_of_hardly_anything_are_stored_and_kept_apart(store: Store, text: str, other: str) -> None:
    for number, one in enumerate((text, other)):
        save.save_report(store, plain(f"https://o{number}.example/1", one), now=NOW)
    assert len(groups(store)) == 2


def test_captions_of_few_letters_are_one_only_under_one_title(store: Store) -> None:
    days = [datetime(2026, 6, day, tzinfo=UTC) for day in (21, 22, 22)]
    for number, (title, day) in enumerate(zip(("园区的早晨", "口岸的傍晚", "园区的早晨"), days, strict=True)):
        caption = plain(f"https://o{number}.example/1", "本报记者摄", published_at=day, title=title)
        save.save_report(store, caption, now=NOW)
    assert len(groups(store)) == 2


def test_writers_that_save_reprints_at_the_same_moment_make_one_group(store: Store) -> None:
    start, problems = threading.Barrier(4), []

    def work(worker: int) -> None:
        start.wait()
        try:
            for number in range(5):
                text = edited(worker * 5 + number)
                save.save_report(store, plain(f"https://w{worker}.example/{number}", text), now=NOW)
        except Exception as problem:  # a thread that fails must fail the test
            problems.append(problem)

    threads = [threading.Thread(target=work, args=(worker,)) for worker in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert problems == []
    assert len(groups(store)) == 1


def test_a_story_is_found_through_hundreds_of_others(store: Store) -> None:
    chance = random.Random(7)
    common = [SIGNED[i : i + 9] for i in range(0, len(SIGNED) - 9, 7)]
    for number in range(60):
        other = (
            "，".join(chance.sample(common, 4))
            + f"。第{number}条消息就到这里，读者可以明天再来看后续的报道。"
        )
        save.save_report(store, plain(f"https://x{number}.example/1", other), now=NOW)
    first = save.save_report(store, plain("https://a.example/1", STORY), now=NOW)
    later = datetime(2026, 6, 21, tzinfo=UTC) + timedelta(days=20)
    second = save.save_report(store, plain("https://b.example/1", edited(1), published_at=later), now=NOW)
    assert second.reprint_of is not None
    with store.reading() as session:
        linked = session.scalars(select(models.ReprintLink.other_id)).all()
    assert first.article_id in linked
