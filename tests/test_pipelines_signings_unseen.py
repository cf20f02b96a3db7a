"""What a fresh set of articles showed to be missing: each rule with a sentence that needs it and a near miss. All names are invented."""

from __future__ import annotations

from datetime import date

import pytest

from pipelines.extraction.document import ReferenceDate, read_document
from pipelines.extraction.extract import extract
from pipelines.extraction.organisations import find_organisations
from pipelines.folding import fold_name
from pipelines.values import Article, Claim

DAY = date(2026, 9, 18)
SIGNS = ("party", "party_a", "party_b", "settler", "investor")


def signings(text: str) -> list[Claim]:
    article = Article(url="u", title="河套深圳园区签约", text=text)
    claims = extract(article, reference=ReferenceDate(day=DAY, basis="given")).claims
    return [claim for claim in claims if claim.family == "signing"]


def parties(claim: Claim) -> set[str]:
    return {fold_name(a.value) for a in claim.arguments if a.role in SIGNS}


def values(claim: Claim, role: str) -> list[str]:
    return [a.value for a in claim.arguments if a.role == role]


def names(text: str) -> list[str]:
    found = find_organisations(read_document(text, title=None, reference=DAY))
    return [m.text for m in found if m.kind != "place"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # one office for two things; two bodies of which the second begins with its place
        ("深圳市福田区科技和工业信息化局昨日签署协议。", ["深圳市福田区科技和工业信息化局"]),
        ("芥屿科技和香港鲤屿大学物理学院签署合同。", ["芥屿科技", "香港鲤屿大学物理学院"]),
        # a joiner behind another joiner; a row of bodies
        (
            "河套深圳园区发展署与深圳市人工智能与机器人研究院签署协议。",
            ["河套深圳园区发展署", "深圳市人工智能与机器人研究院"],
        ),
        # a department of a university belongs to it; 系统 is no department
        ("维屿大学计算机科学系与蓝屿算力签署协议。", ["维屿大学计算机科学系", "蓝屿算力"]),
        # a city in brackets that begins with 上 or 前; a place of a picture is none
        ("拜屿医疗科技（上海）有限公司昨日签约。", ["拜屿医疗科技（上海）有限公司"]),
        ("拜屿医疗科技有限公司（上图）昨日签约。", ["拜屿医疗科技有限公司"]),
        # whose firm it is, and a brand of common words with its place in brackets
        ("公司间接全资附属公司长颈鹿（河套）智能设备有限公司签约。", ["长颈鹿（河套）智能设备有限公司"]),
        # an authority's own centre
        ("深圳湾口岸海关技术中心与蓝屿算力签署协议。", ["深圳湾口岸海关技术中心", "蓝屿算力"]),
        # behind 企业 a side of a signing is a firm, whatever its first letter; a person who speaks is none
        ("医疗器械企业梅奥康与园区签下入驻协议。", ["梅奥康"]),
        ("上海机器人企业傅屿智行昨日签约。", ["傅屿智行"]),
        # a person's name may end in a word for a trade
        ("副局长潘倚云昨日签署协议。", []),
    ],
)
def test_names(text: str, expected: list[str]) -> None:
    assert names(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("9月18日，南屿银行与蓝屿算力在口岸旁的一间咖啡馆里敲定授信合同。", "南屿银行/蓝屿算力"),
        ("由南屿银行、蓝屿算力、维屿大学联合共建的样本中心9月18日在河套签约。", "南屿银行/蓝屿算力/维屿大学"),
        ("签约双方——蓝屿算力与维屿大学——将共享设备。", "蓝屿算力/维屿大学"),
        (
            "蓝屿算力宣布在河套建设总部，有关投资协议已于9月15日与福田区政府签署。",
            "蓝屿算力/福田区政府",
        ),
        ("经过三轮谈判，蓝屿算力终于与河套园区的业主方签下了租约。", "蓝屿算力"),
        (
            "据深圳深港科技创新合作区发展有限公司公布，蓝屿算力、傅屿智行，以及本地初创量屿科技昨日签约进驻。",
            "蓝屿算力/傅屿智行/量屿科技",
        ),
        (
            "The Hetao Shenzhen Park Development Authority and Kelvin Biosensors signed an agreement yesterday.",
            "Hetao Shenzhen Park Development Authority/Kelvin Biosensors",
        ),
    ],
)
def test_who_signs(text: str, expected: str) -> None:
    found = set().union(*(parties(claim) for claim in signings(text)))
    assert found == {fold_name(name) for name in expected.split("/")}


def test_the_landlord_who_announces_and_the_members_told_in_the_next_paragraph() -> None:
    (claim,) = signings(
        "港深创新及科技园有限公司（园区公司）今日宣布，再有三间机构签订租约。\n三间机构包括爱屿治疗有限公司及蓝屿算力，其余为初创企业。"
    )
    assert parties(claim) == {"港深创新及科技园有限公司", "爱屿治疗有限公司", "蓝屿算力"}
    (other,) = signings("协会今日宣布，再有三间机构与维屿大学签订租约。\n三间机构表示满意。")
    assert parties(other) == {"维屿大学"}


def test_move_ins_behind_the_signing_of_many_are_its_members() -> None:
    text = (
        "9月18日，八家企业与深圳深港科技创新合作区发展有限公司签订入园协议。\n"
        "具体来看，蓝屿算力落户量子谷，投入1.8亿元；\n量屿科技入驻湾区芯谷。"
    )
    first, *members = signings(text)
    assert parties(first) == {"深圳深港科技创新合作区发展有限公司"}
    assert [parties(m) for m in members] == [{"蓝屿算力"}]
    assert members[0].parent == first.id
    assert members[0].amount is not None
    assert members[0].amount.value == 180_000_000


def test_a_report_of_others_that_is_denied_behind_it_did_not_happen() -> None:
    text = "媒体报道蓝屿算力已与南屿银行签订合约。蓝屿算力今日澄清，报道内容并非事实。"
    assert {claim.status for claim in signings(text)} == {"denied"}
    text = "据媒体报道，蓝屿算力9月18日与南屿银行签订合约。蓝屿算力表示，明年投产。"
    assert {claim.status for claim in signings(text)} == {"occurred"}


def test_a_crowd_without_a_name_signs_no_agreement() -> None:
    assert signings("一上午，327名科研人员在协议上签了字。") == []
    assert signings("学校昨日与一百名志愿者签订服务承诺书。") == []
    (claim,) = signings("一上午，32家企业在协议上签了字。")
    assert claim.counts[0].n == 32


def test_an_earlier_notice_is_recalled() -> None:
    (claim,) = signings(
        "兹提述蓝屿算力日期为二零二五年十月九日之公告，内容有关蓝屿算力与南屿银行订立之谅解备忘录。"
    )
    assert claim.status == "historical"


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("蓝屿算力与维屿大学签署协议。蓝屿算力负责起降点建设，计划投入3500万元；维屿大学提供场地。", None),
        ("蓝屿算力与维屿大学签署协议。双方计划投入3500万元。", 35_000_000),
        ("蓝屿算力与维屿大学签署协议，双方各出资5000万元。", None),
        ("蓝屿算力与维屿大学签署协议，将共享价值1.5亿元的设备。", None),
        ("蓝屿算力与维屿大学订立采购框架协议。采购框架协议项下的年度上限为1.28亿元。", 128_000_000),
    ],
)
def test_the_amount_of_the_agreement(text: str, amount: int | None) -> None:
    (claim,) = signings(text)
    assert (claim.amount.value if claim.amount else None) == amount


def test_a_plan_for_a_meeting_with_a_day_is_scheduled() -> None:
    text = "11月13日，河套全球合作伙伴大会将在福田会展中心举行。大会现场将有36个项目集中签约。"
    (claim,) = signings(text)
    assert (claim.status, claim.date and claim.date.start) == ("scheduled", "2026-11-13")
    (claim,) = signings("河套全球合作伙伴大会将在年内举行。大会现场将有36个项目集中签约。")
    assert claim.status == "planned"


def test_a_body_with_the_zones_name_signs_for_the_zone_wherever() -> None:
    (claim,) = signings("北屿大学与香港维屿大学深圳河套研究院17日在台北签署备忘录。")
    assert claim.on_hetao
    (claim,) = signings("北屿大学与香港维屿大学医学院17日在台北签署备忘录。")
    assert not claim.on_hetao
