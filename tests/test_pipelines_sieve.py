"""The words that patterns need, and the patterns that a sentence leaves standing."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.extraction.cue_rules import cues
from pipelines.extraction.necessary import clauses_of, lowered
from pipelines.extraction.rules import event_kinds
from pipelines.extraction.sieve import Sieve
from pipelines.extraction.signing.frames import MOST_TRIED, read_acts
from pipelines.extraction.signing.tokens import may_hold_act, row_of


@pytest.mark.parametrize(
    ("pattern", "expected"),
    [
        ("签[署订]", [["签署", "签订"]]),
        ("签(?:署|署了)?", [["签"]]),  # the shorter word is in the longer
        ("(?:开园|揭牌).{0,4}?仪式", [["开园", "揭牌"], ["仪式"]]),
        ("(?:甲|乙.*丙)", [["乙", "甲"]]),  # of an open alternative one of its words
        ("(?:甲|.*)", []),
        ("(?:甲)*", []),
        ("(?:开园){2,}", [["开园"]]),
        ("(?<!参)与(?!会)", [["与"]]),
        ("[一-鿿]{2}", []),
        ("[^甲]", []),
        ("(?P<n>园)(?P=n)", [["园"]]),
        ("(?i:Signed)", [["signed"]]),
        ("^$", []),
    ],
)
def test_a_pattern_tells_the_words_that_it_needs(pattern: str, expected: list[list[str]]) -> None:
    assert [sorted(c) for c in clauses_of(re.compile(pattern))] == [sorted(words) for words in expected]


def test_letters_that_ignore_case_are_compared_lowered() -> None:
    (clause,) = clauses_of(re.compile("KIS", re.IGNORECASE))
    for spelled in (
        "kis",
        "KIS",
        "\u212aI\u017f",
        "K\u0131S",
    ):  # the sign of Kelvin, the long s, the i without its dot
        assert re.search("KIS", spelled, re.IGNORECASE)
        assert any(word in lowered(spelled) for word in clause)


PATTERNS = [
    re.compile(p, re.IGNORECASE)
    for p in ("签(?:署|订)?.{0,3}协议", "(?:甲|乙)与(?:丙|丁)?", "a+b?[cd]", "(?:甲.|丁?)乙", "[甲乙]{1,2}丙|签署$", "b{2}|甲*乙+")
]  # fmt: skip


@given(st.text(alphabet="甲乙丙丁与签署订协议abcdABCD", max_size=14))
def test_no_pattern_that_matches_is_sifted_out(text: str) -> None:
    matching = {n for n, pattern in enumerate(PATTERNS) if pattern.search(text)}
    assert matching <= set(Sieve(PATTERNS).possible(text))


def test_the_sentences_of_all_rules_and_cues_pass_the_sieve() -> None:
    for kind in event_kinds():
        for role in kind.roles:
            for sentence in role.yes:
                if role.pattern.search(sentence):
                    assert Sieve([role.pattern]).possible(sentence), sentence
    for found in cues().values():
        for cue in found:
            for case in cue.yes:
                if cue.pattern.search(case):
                    assert Sieve([cue.pattern]).possible(case), case


def test_a_pattern_without_words_is_always_possible() -> None:
    assert Sieve([re.compile("[一-鿿]"), re.compile("协议")]).possible("会议") == (0,)


def test_rows_are_read_only_where_an_act_may_stand() -> None:
    assert may_hold_act("星洲量子昨日与远屿新材签署合作协议。")
    assert may_hold_act("The two firms SIGNED an agreement.")
    assert not may_hold_act("记者昨日走访园区，见到新的实验室。")


def test_a_row_of_nothing_but_acts_is_read_to_a_bound() -> None:
    words = "签署" * 400
    row = row_of(words, 0, len(words))
    assert row.letters.count("S") == 400
    assert len(list(read_acts(row))) <= MOST_TRIED
