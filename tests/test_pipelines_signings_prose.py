"""Signings as ordinary prose tells them: whole sentences with what a reader takes from them. All names are invented."""

from __future__ import annotations

from datetime import date

import pytest

from pipelines.extraction.document import ReferenceDate
from pipelines.extraction.extract import extract
from pipelines.folding import fold_name
from pipelines.values import Article, Claim

DAY = date(2026, 6, 24)
SIGNS = ("party", "party_a", "party_b", "settler", "investor")


def signings(text: str) -> list[Claim]:
    claims = extract(
        Article(url="u", title=None, text=text), reference=ReferenceDate(day=DAY, basis="given")
    ).claims
    return [claim for claim in claims if claim.family == "signing"]


def told(text: str) -> set[tuple[str, str, frozenset[str]]]:
    return {
        (c.type, c.status, frozenset(fold_name(a.value) for a in c.arguments if a.role in SIGNS))
        for c in signings(text)
    }


ONE = [
    # names that only a day, an adverb or a verb of signing shows
    (
        "霜桥精仪去年9月与潮声大学签约，从签约到进驻用了三个月。",
        "settle_in",
        "historical",
        "霜桥精仪 潮声大学",
    ),
    ("雾山检测亦于同场签约，承接联盟首年的检测工作。", "service_contract", "occurred", "雾山检测"),
    (
        "瑞典仪器商诺维克传感系统周三与晓岸生物签订租约，租下九楼一层。",
        "lease",
        "occurred",
        "诺维克传感系统 晓岸生物",
    ),
    (
        "今年3月签下五年租约的韩国机器人厂商海敏自动化，昨日迁入河套深圳园区。",
        "lease",
        "historical",
        "海敏自动化",
    ),
    # talks and plans
    (
        "霜桥精仪正与香港潮声大学洽谈在河套共建联合实验室，尚未签署文件。",
        "joint_build",
        "intended",
        "霜桥精仪 香港潮声大学",
    ),
    (
        "潮声大学校方拟与内地初创企业“鲸湾生物”在河套深圳园区设立联合实验室。",
        "joint_build",
        "planned",
        "潮声大学 鲸湾生物",
    ),
    # who attends does not sign; whose post it is does
    (
        "财政司司长昨日见证18间企业与港深创新及科技园有限公司签订协议。",
        "batch",
        "occurred",
        "港深创新及科技园有限公司",
    ),
    (
        "深圳卫生局局长与香港卫生局局长昨日签署合作安排，便利河套两地患者转诊。",
        "gov_arrangement",
        "occurred",
        "深圳卫生局 香港卫生局",
    ),
    # the paper behind or before, its end, its sale
    (
        "霜桥精仪牵手潮声大学，双方将在河套深圳园区共建脑科学实验室，协议昨日签署。",
        "joint_build",
        "occurred",
        "霜桥精仪 潮声大学",
    ),
    ("晓岸生物与潮声大学的租约已于上周提前解除。", "lease", "terminated", "晓岸生物 潮声大学"),
    (
        "雾山医院向晓岸生物采购三台设备，合同额1200万元，昨日签约。",
        "procurement_sale",
        "occurred",
        "雾山医院 晓岸生物",
    ),
    # English
    (
        "Norvind Robotics, a Swedish maker of arms, signed on June 22 to move its headquarters into the Hetao Hong Kong Park.",
        "settle_in",
        "occurred",
        "NorvindRobotics",
    ),
    (
        "Frostbridge Instruments will own a third of a pilot line in Hetao after signing an investment agreement with"
        " Lanqi Semiconductor on June 18.",
        "investment",
        "occurred",
        "FrostbridgeInstruments LanqiSemiconductor",
    ),
    (
        "Frostbridge Biotech has teamed up with Tidewater University to build a cell laboratory in Hetao, under a deal"
        " sealed on Monday.",
        "joint_build",
        "occurred",
        "FrostbridgeBiotech TidewaterUniversity",
    ),
    (
        "Frostbridge Instruments and Tidewater University are in talks to set up a joint laboratory in Hetao.",
        "joint_build",
        "intended",
        "FrostbridgeInstruments TidewaterUniversity",
    ),
]


@pytest.mark.parametrize(("text", "kind", "status", "parties"), ONE)
def test_one_signing_in_one_sentence(text: str, kind: str, status: str, parties: str) -> None:
    wanted = frozenset(parties.split())
    found = {(k, s, frozenset(p.replace(" ", "") for p in names)) for k, s, names in told(text)}
    assert found == {(kind, status, wanted)}


NOTHING = [
    "双语示范文本可与香港律政司商讨，河套的企业可以参考。",
    "霜桥精仪参加河套洽谈会，与潮声大学的展台相邻。",
    "局长出席河套深圳园区论坛，见证历史。",
    "晓岸生物目前在河套租用面积7800平方米，员工340人。",
    "Almgren Pharma was to rent 5,000 square metres in the Hetao Hong Kong Park.",
    "同事用一只签完字的笔在河套写信。",
]


@pytest.mark.parametrize("text", NOTHING)
def test_no_signing_is_told(text: str) -> None:
    assert signings(text) == []


def test_papers_in_a_list_are_records_with_their_sides() -> None:
    text = "昨日在河套签约的三份合同包括潮声大学与晓岸生物的合作协议、雾山检测与霜桥精仪的采购合同。"
    assert told(text) >= {
        ("cooperation", "occurred", frozenset({"潮声大学", "晓岸生物"})),
        ("procurement_sale", "occurred", frozenset({"雾山检测", "霜桥精仪"})),
    }


def test_members_of_a_group_behind_including() -> None:
    (claim,) = signings("河套香港园区公司昨日与22间企业签约，当中四间为上市公司，包括海屿制药、屿渡科技。")
    assert {fold_name(a.value) for a in claim.arguments} >= {"海屿制药", "屿渡科技"}
    assert [c.n for c in claim.counts] == [22]


def test_what_both_put_in_is_told_in_the_next_paragraph() -> None:
    (claim,) = signings(
        "潮声大学与晓岸生物昨日在河套签署协议，共建联合实验室。\n根据协议，双方五年内将投入1.2亿元，首批科研人员约40人。"
    )
    assert claim.amount
    assert claim.amount.value == 120_000_000


def test_the_money_of_another_is_not_the_agreements() -> None:
    (claim,) = signings(
        "潮声大学与晓岸生物昨日在河套签署合作协议。\n晓岸生物去年营收3亿元，此前完成一轮融资，募得2亿元，投入研发。"
    )
    assert claim.amount is None


def test_what_ends_is_of_the_kind_that_was_signed() -> None:
    text = (
        "晓岸生物有限公司于2025年12月2日与深圳河源光子发展有限公司签署投资合作协议。\n"
        "经协商，晓岸生物有限公司与深圳河源光子发展有限公司于2026年6月15日签署《终止协议》，双方互不承担责任。"
    )
    assert {(c.type, c.status) for c in signings(text)} == {
        ("investment", "historical"),
        ("investment", "terminated"),
    }


def test_a_paper_told_twice_in_english_is_one() -> None:
    (claim,) = signings(
        "A drone maker and two hospitals in Hetao have signed a service contract to fly samples.\n"
        "Under the contract, signed on Tuesday in the lobby of the park, Skyheron Aviation will run the flights."
    )
    assert "Skyheron Aviation" in {a.value for a in claim.arguments}


def test_numbers_of_companies_in_words() -> None:
    (claim,) = signings("Twenty-three companies on Monday agreed to set up in the Hetao Hong Kong Park.")
    assert [(c.what, c.n) for c in claim.counts] == [("company", 23)]


BARE = [
    "Tenants of the Hetao Hong Kong Park must sign a lease before they move in, Frostbridge Biotech said.",
    "Frostbridge Biotech helps start-ups to rent offices in the Hetao Hong Kong Park.",
    "霜桥精仪表示，租用设备的费用在河套下降了一成。",
]


@pytest.mark.parametrize("text", BARE)
def test_a_verb_alone_tells_no_deed(text: str) -> None:
    assert signings(text) == []
