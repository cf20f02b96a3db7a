"""How signings are read: each frame and slot by its own cases, and what sentences say together. All names are invented."""

from __future__ import annotations

from datetime import date

import pytest

from pipelines.extraction.document import ReferenceDate, read_document
from pipelines.extraction.draft import Reading
from pipelines.extraction.extract import extract
from pipelines.extraction.rules import BadKind
from pipelines.extraction.signing.frames import Frame, frames, parse_frames, read_acts
from pipelines.extraction.signing.slots import Slot, slots
from pipelines.extraction.signing.tokens import row_of
from pipelines.folding import fold_name
from pipelines.values import Article, Claim

DAY = date(2026, 11, 24)


def reading(text: str) -> Reading:
    return Reading(document=read_document(text, title=None, reference=DAY))


def read_by(text: str) -> list[str]:
    read = reading(text)
    return [framed.frame.id for framed in read_acts(row_of(read.typed, 0, len(read.typed)))]


def signings(text: str) -> list[Claim]:
    claims = extract(
        Article(url="u", title=None, text=text), reference=ReferenceDate(day=DAY, basis="given")
    ).claims
    return [claim for claim in claims if claim.family == "signing"]


def only(text: str) -> Claim:
    (claim,) = signings(text)
    return claim


def parties(claim: Claim) -> set[str]:
    return {fold_name(a.value) for a in claim.arguments if a.role in ("party", "settler", "investor")}


def values(claim: Claim, role: str) -> list[str]:
    return [a.value for a in claim.arguments if a.role == role]


@pytest.mark.parametrize("frame", frames(), ids=lambda f: f.id)
def test_a_frame_reads_its_own_sentences_and_leaves_the_near_misses(frame: Frame) -> None:
    for sentence in frame.yes:
        assert frame.id in read_by(sentence), sentence
    for sentence in frame.no:
        assert frame.id not in read_by(sentence), sentence


@pytest.mark.parametrize("slot", slots(), ids=lambda s: f"{s.role}-{s.yes[0][:12]}")
def test_a_slot_finds_its_value_and_leaves_the_near_misses(slot: Slot) -> None:
    for sentence in slot.yes:
        assert slot.pattern.search(reading(sentence).typed), sentence
    for sentence in slot.no:
        assert not slot.pattern.search(reading(sentence).typed), sentence


FRAME = """
[[frame]]
id = "x"
acts = ["sign"]
pattern = "party:sides mid act"
prior = 0.5
yes = ["甲", "乙", "丙"]
no = ["丁", "戊"]
"""


@pytest.mark.parametrize(
    ("found", "put"),
    [
        ('"丙"]', "]"),  # two cases are too few
        ("party:sides", "stranger:sides"),  # no such role
        ('["sign"]', '["sing"]'),  # no such act
        ("mid act", "mid deed"),  # no such word
        ('id = "x"', 'id = "x"\ntype = "betrothal"'),  # no such type
        ('id = "x"', 'id = "x"\ncarries = "some"'),
    ],
)
def test_a_frame_that_cannot_be_used_is_refused(found: str, put: str) -> None:
    assert parse_frames(FRAME)
    with pytest.raises(BadKind, match="signing frame x"):
        parse_frames(FRAME.replace(found, put, 1))


def test_what_a_sentence_tells_behind_its_first_act() -> None:
    first, second = signings(
        "11月23日，星澜生物有限公司与河套发展署签署《投资协议》，与粤澜大学签署《合作协议》。"
    )
    assert parties(first) == {"星澜生物有限公司", "河套发展署"}
    assert parties(second) == {"星澜生物有限公司", "粤澜大学"}
    assert values(second, "agreement") == ["合作协议"]


def test_contracts_told_below_a_colon_are_the_records() -> None:
    text = "昨日的闭幕式上签下两份合同：青屿医院与粤澜大学签署合作备忘录；星澜生物有限公司与青屿医院签订采购合同，总价860万元。"
    first, second = signings("河套论坛昨日闭幕。" + text)
    assert (first.type, second.type) == ("mou", "procurement_sale")
    assert first.amount is None
    assert second.amount
    assert second.amount.value == 8_600_000


def test_members_of_a_group_are_read_from_the_list_behind_it() -> None:
    claim = only(
        "河套发展署昨日与3家企业签署入驻协议：星澜生物有限公司、青屿软件有限公司、闻溪新材有限公司。"
    )
    assert parties(claim) >= {"星澜生物有限公司", "青屿软件有限公司", "闻溪新材有限公司"}
    assert values(claim, "counterparty_group") == []


def test_a_list_that_does_not_add_up_names_nobody() -> None:
    claim = only("河套发展署昨日与9家企业签署入驻协议：详情可向星澜生物有限公司查询。")
    assert parties(claim) == {"河套发展署"}
    assert values(claim, "counterparty_group") == ["9家企业"]


def test_each_of_several_counts() -> None:
    claim = only("星澜生物有限公司、青屿软件有限公司、闻溪新材有限公司昨日分别与河套发展署签署入驻协议。")
    assert [(c.what, c.n) for c in claim.counts] == [("company", 3)]


BACK = [
    (
        "星澜生物有限公司（以下简称“公司”）昨日发布公告。公司与河套发展署签署入驻协议。",
        {"星澜生物有限公司", "河套发展署"},
    ),
    ("岭屿银行昨日在河套开设分行。粤澜大学与该行签署授信协议。", {"岭屿银行", "粤澜大学"}),
    (
        "粤澜大学与青屿医院在河套合办论坛。会后，双方签署合作协议。",
        {"粤澜大学", "青屿医院"},
    ),
    (
        "粤澜大学、海屿大学、澳屿大学昨日在河套开会。三校签署联合培养协议。",
        {"粤澜大学", "海屿大学", "澳屿大学"},
    ),
]


@pytest.mark.parametrize(("text", "wanted"), BACK)
def test_words_that_point_back(text: str, wanted: set[str]) -> None:
    assert parties(signings(text)[-1]) == wanted


AMOUNTS = [
    ("星澜生物有限公司昨日与河套发展署签署投资协议，总投资5亿元。", 500_000_000),
    ("星澜生物有限公司昨日与河套发展署签署服务协议，每家服务费3万元。", None),
    ("星澜生物有限公司昨日与岭屿银行签署授信协议，额度由2000万元至8000万元不等，河套企业受惠。", None),
]


@pytest.mark.parametrize(("text", "value"), AMOUNTS)
def test_the_amount_is_that_of_the_agreement(text: str, value: float | None) -> None:
    amount = only(text).amount
    assert (amount.value if amount else None) == value


def test_where_who_and_for_how_long() -> None:
    claim = only(
        "星澜生物有限公司与粤澜大学昨日在河套深圳园区签署为期三年的合作协议，共建“柔性电子中试平台”。"
        "协议由总裁林原与校长周闻代表双方签署。签署仪式由河套发展署署长苏时雨主礼。"
    )
    assert values(claim, "term") == ["三年"]
    assert values(claim, "project") == ["柔性电子中试平台"]
    assert values(claim, "place") == ["河套深圳园区"]
    assert values(claim, "signatory") == ["林原", "周闻"]
    assert values(claim, "witness") == ["苏时雨"]


def test_what_lapsed_was_signed_by_those_who_signed_it() -> None:
    claim = signings(
        "星澜生物有限公司曾于2025年6月与河套发展署签订意向书，拟在河套深圳园区设立研发中心。意向书已于昨日失效。"
    )[-1]
    assert claim.status == "terminated"
    assert parties(claim) == {"星澜生物有限公司", "河套发展署"}


NOT_SIGNED = [
    "河套两岸居民签约家庭医生逾三万人。",
    "深圳河湾队昨日签下两名外援，球会称前锋下周报到。",
    "星澜生物有限公司与粤澜大学共建园区文化。",
    "病人与医院签署同意书后即可参加河套的试验。",
    "签约企业可向河套发展署申请资助。",
]


@pytest.mark.parametrize("text", NOT_SIGNED)
def test_near_misses_are_no_signings(text: str) -> None:
    assert not [c for c in signings(text) if c.status == "occurred"]
