"""Every cue of status matches its sentences and leaves the others alone, in both scripts."""

from __future__ import annotations

import opencc
import pytest

from pipelines.extraction.cue_rules import MEANINGS, BadCue, Cue, case_view, cues, parse_cues

ALL = [cue for found in cues().values() for cue in found]
TRADITIONAL = opencc.OpenCC("s2t")


def test_every_meaning_has_cues() -> None:
    assert set(cues()) == set(MEANINGS)


@pytest.mark.parametrize("cue", ALL, ids=lambda c: c.id)
def test_a_cue_matches_its_yes_and_leaves_its_no(cue: Cue) -> None:
    for convert in (str, TRADITIONAL.convert):
        for case in cue.yes:
            assert cue.end(case_view(convert(case))) is not None, case
        for case in cue.no:
            assert cue.end(case_view(convert(case))) is None, case


GOOD = """
says = "planned"
[[cue]]
id = "soon"
where = "left"
pattern = "即将"
yes = ["即将[签约]。", "双方即将[签署]协议。", "論壇即將[舉行]。"]
no = ["双方[签约]。", "即将离任的他说，双方[签约]。"]
"""


@pytest.mark.parametrize(
    ("wrong", "reason"),
    [
        (GOOD.replace('"planned"', '"soonish"'), "soonish"),
        (GOOD.replace('"left"', '"somewhere"'), "somewhere"),
        (GOOD.replace('"即将"', '"("'), "error"),
        (GOOD.replace('"即将[签约]。", ', ""), "at least"),
        (GOOD.replace("即将[签约]", "即将签约"), "without an"),
        ("cue = 3", "says"),
    ],
)
def test_a_broken_cue_does_not_load_and_says_why(wrong: str, reason: str) -> None:
    assert parse_cues("x.toml", GOOD)[0] == "planned"
    with pytest.raises(BadCue, match=reason):
        parse_cues("x.toml", wrong)
