"""Every rule of ``kinds/`` with its own sentences, and a kind that comes as one text. All names are invented."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import opencc
import pytest

from pipelines.extraction.document import read_document
from pipelines.extraction.draft import Draft, Reading
from pipelines.extraction.events import read_events
from pipelines.extraction.phrases import Views
from pipelines.extraction.rules import BadKind, Kind, Role, Rule, event_kinds, parse_kind

RULES = [
    (f"{kind.type}-{number}", replace(kind, rules=(rule,)))
    for kind in event_kinds()
    for number, rule in enumerate(kind.rules, 1)
]
ROLES = {role.pattern.pattern: role for kind in event_kinds() for role in kind.roles}


def reading(text: str) -> Reading:
    document = read_document(text, title=None, reference=date(2026, 11, 24))
    return Reading(document=document, zone_subject=True)


def events(text: str, *kinds: Kind) -> list[Draft]:
    return read_events(reading(text), kinds or None)


def fills(role: Role, sentence: str) -> bool:
    return bool(role.pattern.search(Views(reading(sentence)).plain))


@pytest.mark.parametrize(("name", "kind"), RULES, ids=[name for name, _ in RULES])
def test_every_rule_reads_its_yes_and_leaves_its_no(name: str, kind: Kind) -> None:
    rule = kind.rules[0]
    assert len(rule.yes) >= 3
    assert len(rule.no) >= 2
    assert [s for s in rule.yes if not events(s, kind)] == []
    assert [s for s in rule.no if events(s, kind)] == []


@pytest.mark.parametrize("role", ROLES.values(), ids=lambda r: "-".join(r.pattern.groupindex))
def test_every_role_is_found_in_its_yes_and_not_in_its_no(role: Role) -> None:
    assert [s for s in role.yes if not fills(role, s)] == []
    assert [s for s in role.no if fills(role, s)] == []


def test_the_rules_read_traditional_characters_too() -> None:
    turned = opencc.OpenCC("s2t").convert
    for _, kind in RULES:
        assert [s for s in kind.rules[0].yes if not events(turned(s), kind)] == []


DEMONSTRATION = """
type = "OTHER"
prior = 0.9
places = ["act"]

[[rule]]
pattern = '(?P<head><n>{2,30}?示范飞行)(?P<act>举行|起飞)'
name = "head"
yes = ["低空物流示范飞行举行。", "医疗样本示范飞行起飞。", "跨河示范飞行举行。"]
no = ["他谈到示范飞行。", "飞行计划已经提交。"]

[[role]]
reach = "near"
pattern = '由(?P<operator><n>{2,30}?)执飞'
yes = ["航班由海岚航空执飞。", "飞行由青屿无人机公司执飞。", "首航由海岚航空执飞。"]
no = ["执飞人员已经到位。", "他由此出发。"]
"""


def test_a_kind_is_added_by_one_text_and_read_with_its_roles() -> None:
    kind = parse_kind("demonstration.toml", DEMONSTRATION)
    text = "11月22日，首条跨河样本示范飞行举行。航班由海岚航空有限公司执飞，全程四分钟。"
    (event,) = events(text, kind)
    assert (event.type, event.name, event.status, event.weight) == (
        "OTHER",
        "跨河样本示范飞行",
        "occurred",
        0.9,
    )
    assert event.values("operator") == ("海岚航空有限公司",)
    assert events("示范飞行计划由海岚航空提出。", kind) == []


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        (DEMONSTRATION.replace('"OTHER"', '"OTHERS"'), "OTHERS"),
        (DEMONSTRATION.replace('name = "head"', 'name = "guess"'), "guess"),
        (DEMONSTRATION.replace("(?P<head>", "(?P<head>("), "error"),
        (DEMONSTRATION.replace("(?P<operator>", "(?P<pilot>"), "pilot"),
        (DEMONSTRATION.replace('reach = "near"', 'reach = "far"'), "far"),
        (DEMONSTRATION.replace('places = ["act"]', 'places = ["there"]'), "there"),
        (DEMONSTRATION.replace("<n>", "<noun>"), "noun"),
        (
            DEMONSTRATION.replace(
                'no = ["他谈到示范飞行。", "飞行计划已经提交。"]', 'no = ["他谈到示范飞行。"]'
            ),
            "at least",
        ),
        (DEMONSTRATION.replace('yes = ["航班由海岚航空执飞。", ', "yes = ["), "at least"),
        ("type = 3", "rule"),
    ],
)
def test_a_broken_kind_does_not_load_and_says_why(wrong: str, says: str) -> None:
    with pytest.raises(BadKind, match=says):
        parse_kind("demonstration.toml", wrong)


def test_a_group_of_a_rule_is_a_role() -> None:
    kind = next(kind for kind in event_kinds() if kind.type == "PERSONNEL")
    assert any("post" in rule.roles for rule in kind.rules)
    assert isinstance(kind.rules[0], Rule)
