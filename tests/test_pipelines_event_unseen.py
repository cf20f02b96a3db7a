"""Names, places and people of events as unseen news words them, with what each rule must leave alone."""

from __future__ import annotations

from datetime import date

import pytest

from pipelines.extraction.document import read_document
from pipelines.extraction.draft import Draft, Reading
from pipelines.extraction.events import read_events
from pipelines.folding import fold


def told(text: str) -> list[Draft]:
    document = read_document(fold(text).text, title="", reference=date(2026, 6, 18))
    return read_events(Reading(document=document, zone_subject=True))


def roles(text: str, role: str) -> list[tuple[str, ...]]:
    return [draft.values(role) for draft in told(text)]


@pytest.mark.parametrize(
    ("text", "type_", "name", "place"),
    [
        # what is set up in a place is no part of the place
        ("昨日，海岚大学在河套深圳园区设立的海洋机器人研究院正式成立。", "SETTLEMENT", "海洋机器人研究院", None),
        # where a thing lies stands before its name, with quotation marks or 的 between
        ("昨日，河套深圳园区“青年工坊”迎来开园首日。", "OPENING", "青年工坊", "河套深圳园区"),
        ("位于河套深圳园区东侧的云帆大厦昨日封顶。", "CONSTRUCTION", "云帆大厦", "河套深圳园区东侧"),
        # a quoted name needs no word that says what it is
        ("「创科荟」昨日开张，设有咖啡店。", "OPENING", "创科荟", None),
        # 合作区 is a place, 合作 is none
        ("2026中医药论坛昨日在横琴粤澳深度合作区开幕。", "MEETING", "2026中医药论坛", "横琴粤澳深度合作区"),
        # words between name and act
        ("河套东桥昨日全线贯通。", "CONSTRUCTION", "河套东桥", None),
        ("海岚科技昨日从香港科学园迁入河套深圳园区。", "SETTLEMENT", "海岚科技", "河套深圳园区"),
    ],
)  # fmt: skip
def test_a_name_and_its_place_are_told_apart(text: str, type_: str, name: str, place: str | None) -> None:
    draft = next(d for d in told(text) if d.type == type_)
    assert draft.name == name
    assert place is None or draft.values("place") == (place,)


def test_an_election_in_a_later_clause_is_done() -> None:
    draft = next(d for d in told("河套科技联合会昨日换届，龚松当选会长。") if d.type == "PERSONNEL")
    assert (draft.name, draft.status) == ("龚松", "occurred")
    assert all(d.status != "occurred" for d in told("龚松将当选会长，消息未经证实。"))


@pytest.mark.parametrize(
    "text",
    [
        "去年，园区举办各类论坛、路演、沙龙138场。",  # statistics
        "昨日，现场为7位“产业推介官”颁发了聘书。",  # a letter is no prize
        "昨日，大会颁发奖金三百万元。",
    ],
)
def test_what_is_counted_or_handed_out_is_no_event(text: str) -> None:
    assert told(text) == []


def test_a_park_that_opens_a_laboratory_does_not_open_itself() -> None:
    names = [d.name for d in told("The Hetao Shenzhen Park opened a shared wet laboratory on Wednesday.")]
    assert names == ["shared wet laboratory"]


@pytest.mark.parametrize(
    ("text", "role", "value"),
    [
        ("测试基地昨日在河套揭牌，由海岚低空研究院牵头建设。", "host", "海岚低空研究院"),
        ("“青年工坊”昨日开园，海岚孵化器管理有限公司负责日常运营。", "operator", "海岚孵化器管理有限公司"),
        ("第二届河套医疗峰会昨日举行，由海岚总会主办，青屿协会为支持机构。", "supporter", "青屿协会"),
        ("第三届河套芯片展昨日开幕，展览由海岚协会主办。", "host", "海岚协会"),
    ],
)
def test_who_stands_behind_an_event(text: str, role: str, value: str) -> None:
    assert (value,) in roles(text, role)
