"""Who says what: each form of quotation with the sentence that needs it, and what has no speaker."""

from __future__ import annotations

import pytest

from pipelines.extraction.document import read_document
from pipelines.extraction.organisations import find_organisations
from pipelines.extraction.people import find_people
from pipelines.extraction.quotations import Quotation, said_by, speakers

LEAD = "岭川大学校长沈砚秋与澜图公司总裁林望舒到场。"


def quotations(text: str) -> tuple[Quotation, ...]:
    document = read_document(text, title=None, reference=None)
    return speakers(document, find_people(document, find_organisations(document)))


def told(text: str) -> list[tuple[str, str, list[str]]]:
    return [(q.speaker, q.kind, [text[a:b] for a, b in q.spans]) for q in quotations(text)]


FORMS = [
    ("沈砚秋表示，学校将建新楼。", ("沈砚秋", "indirect", ["学校将建新楼。"])),
    ("沈砚秋在会上指出：“学校将建新楼。”", ("沈砚秋", "direct", ["“学校将建新楼。”"])),
    ("“学校将建新楼。”沈砚秋说。", ("沈砚秋", "direct", ["“学校将建新楼。”"])),
    ("“学校将建新楼，”沈砚秋说，“明年开工。”", ("沈砚秋", "direct", ["“学校将建新楼，”", "“明年开工。”"])),
    ("沈砚秋认为，新楼是“一座桥”，会连起两岸。", ("沈砚秋", "mixed", ["新楼是“一座桥”，会连起两岸。"])),
    ("沈校长笑言，桥已架好。", ("沈砚秋", "indirect", ["桥已架好。"])),
    ("林望舒接受采访时透露，公司将扩产。", ("林望舒", "indirect", ["公司将扩产。"])),
]  # fmt: skip


@pytest.mark.parametrize(("sentence", "wanted"), FORMS, ids=[s for s, _ in FORMS])
def test_every_form_has_its_speaker(sentence: str, wanted: tuple[str, str, list[str]]) -> None:
    assert told(LEAD + sentence) == [wanted]


def test_a_pronoun_is_the_last_who_spoke_or_acted() -> None:
    text = LEAD + "林望舒表示，公司将扩产。她补充说，厂房已选定。"
    assert [q.speaker for q in quotations(text)] == ["林望舒", "林望舒"]
    acted = LEAD + "林望舒参观了实验室。她说，设备很新。"
    assert [q.speaker for q in quotations(acted)] == ["林望舒"]


def test_a_sentence_of_nothing_but_quotation_goes_on() -> None:
    text = LEAD + "林望舒说：“公司将扩产。”“厂房已选定。”"
    assert {q.speaker for q in quotations(text)} == {"林望舒"}


@pytest.mark.parametrize(
    "sentence",
    [
        "记者从深圳市某局获悉，新楼将开工。",
        "双方表示，将继续合作。",
        "“新楼”由沈砚秋揭牌。",
        "据沈砚秋介绍的情况，有三座楼。",
        "沈砚秋说明书写得很清楚的事不多。",
    ],
)
def test_what_nobody_says_has_no_speaker(sentence: str) -> None:
    assert told(LEAD + sentence) == []


def test_english_speakers() -> None:
    text = (
        "Mary Chan, chief executive of Norvale Systems, said the lab would open in May. "
        "“We are ready,” said Peter Lowe, its chief engineer."
    )
    found = quotations(text)
    assert [q.speaker for q in found] == ["Mary Chan", "Peter Lowe"]
    assert [q.kind for q in found] == ["indirect", "direct"]


def test_an_offset_tells_who_says_it() -> None:
    text = LEAD + "沈砚秋表示，学校将与澜图签约。"
    found = quotations(text)
    assert said_by(found, text.index("签约")) == "沈砚秋"
    assert said_by(found, 0) is None
