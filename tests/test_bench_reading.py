"""The bench of reading judges as it says, and its labels hold no text of other people's pages."""

from __future__ import annotations

import json
import re
from datetime import date, datetime

from hypothesis import given
from hypothesis import strategies as st

from bench.reading.labels import LABELS, UNJUDGED, Labelled
from bench.reading.poorer import POORER
from bench.reading.scoring import Answer, Scores, body_f1, same_origin, same_title

ROWS = [json.loads(line) for line in LABELS.read_text("utf-8").splitlines()]


def labelled(origin: str | None) -> Labelled:
    return Labelled(
        path="a", site="b.example", half="tune", body=b"", decoded="", text="园区昨日启用", title="园区启用",
        published_on=date(2026, 6, 21), origin=origin,
    )  # fmt: skip


@given(
    st.text(alphabet="园区昨日启用，。 \n", min_size=1), st.text(alphabet="园区昨日启用，。 \n", min_size=1)
)
def test_the_measure_of_bodies_is_one_for_the_same_letters_and_takes_no_side(one: str, two: str) -> None:
    if one.strip():
        assert body_f1(one, "".join(one.split())) == 1
    assert body_f1(one, two) == body_f1(two, one)
    assert 0 <= body_f1(one, two) <= 1


def test_a_body_with_as_much_beside_it_is_two_thirds_right() -> None:
    assert round(body_f1("园区昨日启用" + "甲乙丙丁戊己", "园区昨日启用"), 2) == round(2 * 3 / (9 + 3), 2)
    assert body_f1("", "园区昨日启用") == 0


def test_titles_and_origins_agree_but_for_script_width_and_blanks() -> None:
    assert same_title("園區啟用: 首日", "园区启用：首日")
    assert not same_title("园区启用_某网", "园区启用")
    assert not same_title(None, "园区启用")
    assert same_origin(None, None)
    assert not same_origin("某报", None)


def test_who_gives_up_is_wrong_in_every_field_and_unjudged_origins_do_not_count() -> None:
    scores = Scores()
    scores.add(labelled("某报"), None)
    scores.add(
        labelled(UNJUDGED),
        Answer(title="园区启用", text="园区昨日启用", published_on=date(2026, 6, 21), origin="x"),
    )
    assert (scores.bodies, scores.titles, scores.days) == ([0.0, 1.0], 1, 1)
    assert (scores.origins, scores.judged_origins, scores.failed) == (0, 1, 1)


def test_a_site_stands_in_one_half_and_no_page_twice() -> None:
    halves: dict[str, set[str]] = {}
    for row in ROWS:
        halves.setdefault(row["site"], set()).add(row["half"])
        assert datetime.fromisoformat(row["published_at"])
        assert re.fullmatch("[0-9a-f]{64}", row["sha256"])
    assert all(len(half) == 1 for half in halves.values())
    assert len({row["sha256"] for row in ROWS}) == len(ROWS) >= 60


def test_labels_hold_words_of_credits_but_no_sentence_of_a_page() -> None:
    for row in ROWS:
        paths = " ".join((*row["body"], *row["without"], row["title"], row.get("title_without", "")))
        assert not re.search(r"[\u4e00-\u9fff]{6}", paths), row["path"]


def test_poorer_markup_keeps_the_words() -> None:
    markup = '<h1 class="a">园区启用</h1><p id=b>昨日。</p><pre>园</pre>'
    for name, poorer in POORER.items():
        assert re.sub("<[^>]*>", "", poorer(markup)) == "园区启用昨日。园", name
    assert "<pre>" in POORER["all but br"](markup)
