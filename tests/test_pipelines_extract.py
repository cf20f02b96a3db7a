"""What articles claim: signings and events with their status. Every sentence here is invented."""

from __future__ import annotations

from datetime import date

import opencc
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.extraction.document import ReferenceDate
from pipelines.extraction.extract import extract
from pipelines.extraction.rules import signing_type
from pipelines.values import Article, Claim, Extraction

REFERENCE = ReferenceDate(day=date(2026, 11, 24), basis="given")


def read(text: str, title: str | None = None) -> Extraction:
    return extract(Article(url="u", title=title, text=text), reference=REFERENCE)


def kinds(text: str) -> list[str]:
    return [f"{c.type}{'.' + c.subtype if c.subtype else ''} {c.status}" for c in read(text).claims]


def only(text: str) -> Claim:
    (claim,) = read(text).claims
    return claim


def parties(claim: Claim) -> set[str]:
    return set(claim.values("party", "party_a", "party_b", "settler", "investor"))


# sentence, what it claims
TOLD = [
    (
        "11月23日，星澜生物有限公司与粤澜大学在河套深圳园区签署战略合作协议。",
        ["strategic_cooperation occurred"],
    ),
    ("星澜生物有限公司、粤澜大学昨日签订联合培养合作协议，合作地点在河套。", ["cooperation occurred"]),
    ("11月20日，星澜生物有限公司与深港科创公司签署河套入驻意向书。", ["loi occurred"]),
    ("星澜生物有限公司昨日签约入驻河套深圳园区。", ["settle_in occurred"]),
    ("青屿软件、闻溪新材等23家企业昨日签约入驻河套深圳园区。", ["batch occurred"]),
    ("13个重点项目、23家生态合作伙伴昨日在河套集中签约。", ["batch occurred"]),
    ("港深创新及科技园有限公司与星澜生物科技有限公司今日（24日）签订租约。", ["lease occurred"]),
    ("星澜生物与粤澜大学签约仪式昨日在河套深圳园区举行。", ["unspecified occurred"]),
    ("河套发展署昨日分别与星澜生物有限公司、粤澜大学签署合作协议。", ["cooperation occurred"]),
    ("远屿新材料有限公司11月22日与河套发展署签约，项目总投资5亿元。", ["investment occurred"]),
    ("河套发展署将于12月3日与粤澜大学签署合作协议。", ["cooperation scheduled"]),
    ("星澜生物有限公司拟与粤澜大学签署合作协议，在河套建实验室。", ["cooperation planned"]),
    ("星澜生物有限公司有意与河套发展署签署合作协议，双方仍在谈。", ["cooperation intended"]),
    ("星澜生物有限公司否认与河套发展署签署合作协议。", ["cooperation denied"]),
    ("星澜生物有限公司昨日宣布终止与河套发展署的合作协议。", ["cooperation terminated"]),
    ("星澜生物有限公司曾与河套发展署签署合作协议。", ["cooperation historical"]),
    ("2024年3月，星澜生物有限公司与河套发展署签署合作协议。", ["cooperation historical"]),
    ("截至去年底，港深创科园已与逾60家企业签署租约。", ["lease cumulative"]),
    ("河套香港园区明日（25日）正式开园。", ["OPENING.park scheduled"]),
    ("河套香港园区昨日正式开园。", ["OPENING.park occurred"]),
    ("深港材料实验室11月22日在河套深圳园区揭牌。", ["OPENING.unveil occurred"]),
    ("第三届河套量子论坛昨日在河套深圳园区举行。", ["MEETING.forum occurred"]),
    ("原定12月3日举行的河套量子论坛延期至12月20日举行。", ["MEETING.forum postponed"]),
    ("港湾商会宣布取消原定12月3日举行的河套招商推介会。", ["MEETING.roadshow cancelled"]),
    ("河套发展署昨日印发《河套科研设备共享办法》。", ["RELEASE.policy occurred"]),
    ("《河套科研设备共享办法》自12月1日起施行。", ["RELEASE.policy scheduled"]),
    ("11月23日，河套香港园区第二批次楼宇动工。", ["CONSTRUCTION.start occurred"]),
    ("河套发展署昨日任命林远舟为副署长。", ["PERSONNEL.appoint occurred"]),
    ("河套中试服务联盟昨日正式成立。", ["ORG.alliance occurred"]),
    ("市领导昨日到河套深圳园区调研。", ["VISIT occurred"]),
    ("The Hetao Hong Kong Park will be officially opened on December 22.", ["OPENING.park scheduled"]),
]
SILENT = [
    "河套园区职工签约家庭医生比例上升。",
    "河套题材小说的作者成为签约作家。",
    "百岁球会签约一名前锋。",
    "河套园区人才落户条件放宽。",
    "如果企业与河套发展署签约，可享受优惠。",
    "希望与更多高校签署合作协议。",
    "下一步，河套发展署将高效推进园区开发建设。",
    "打造国际一流生物科技研发高地",
    "项目由北岸建筑师事务所设计。",
    "根据双方签署的协议，实验室将共享。",
    "根据《河套发展规划》，园区将扩容。",
    "星澜生物受邀出席河套深圳园区签约仪式。",
    "图为星澜生物与粤澜大学签约仪式现场。",
]


@pytest.mark.parametrize(("text", "expected"), TOLD, ids=[t[:16] for t, _ in TOLD])
def test_a_sentence_claims_what_it_says(text: str, expected: list[str]) -> None:
    assert kinds(text) == expected


@pytest.mark.parametrize(("text", "expected"), TOLD, ids=[t[:16] for t, _ in TOLD])
def test_the_other_script_claims_the_same(text: str, expected: list[str]) -> None:
    assert kinds(opencc.OpenCC("s2t").convert(text)) == expected


@pytest.mark.parametrize("text", SILENT, ids=[t[:16] for t in SILENT])
def test_other_senses_conditions_slogans_and_captions_claim_nothing(text: str) -> None:
    assert [k for k in kinds(text) if k.endswith(("occurred", "scheduled"))] == []


def test_both_sides_of_an_agreement_are_parties() -> None:
    claim = only("在副市长见证下，星澜生物有限公司与粤澜大学昨日在河套深圳园区签署合作备忘录。")
    assert parties(claim) == {"星澜生物有限公司", "粤澜大学"}
    assert claim.type == "mou"
    assert claim.values("place") == ("河套深圳园区",)
    assert claim.date is not None
    assert claim.date.start == "2026-11-23"


def test_who_hosts_reports_or_watches_signs_nothing() -> None:
    text = "由海岸商会主办的活动昨日在河套举行，星澜生物有限公司与粤澜大学签署合作协议，湾区银行等机构见证。"
    signing = next(c for c in read(text).claims if c.family == "signing")
    assert parties(signing) == {"星澜生物有限公司", "粤澜大学"}


def test_both_parties_of_the_sentence_before_are_meant_by_shuangfang() -> None:
    text = "11月22日，星澜生物有限公司与粤澜大学在河套深圳园区会面。双方签署战略合作协议。"
    claim = only(text)
    assert parties(claim) == {"星澜生物有限公司", "粤澜大学"}
    assert claim.date is not None
    assert claim.date.basis == "inherited"


def test_a_signing_inside_a_forum_is_part_of_it() -> None:
    text = "11月22日，河套量子论坛在河套深圳园区举行。论坛期间，星澜生物有限公司与粤澜大学签署合作协议。"
    forum, signing = read(text).claims
    assert signing.parent == forum.id
    assert forum.family == "event"


def test_named_children_belong_to_their_batch() -> None:
    text = "11月23日，15个项目在河套集中签约。其中，星澜生物有限公司与粤澜大学签署共建协议。"
    batch, child = read(text).claims
    assert [(c.what, c.n, c.scope) for c in batch.counts] == [("project", 15, "this_event")]
    assert child.parent == batch.id


def test_a_representative_of_the_signed_projects_is_a_party() -> None:
    text = "昨日，15个项目在河套集中签约。签约项目代表星澜生物有限公司董事长林远舟表示，将尽快投产。"
    assert parties(read(text).claims[0]) == {"星澜生物有限公司"}


def test_a_repeat_is_no_second_record() -> None:
    text = (
        "星澜生物有限公司与粤澜大学昨日在河套签署合作协议。星澜生物有限公司与粤澜大学签署的协议为期五年。"
        "此次签约，星澜生物有限公司与粤澜大学签署合作协议，共建实验室。"
    )
    assert len(read(text).claims) == 1


def test_amount_and_term_stand_with_their_evidence() -> None:
    text = "11月22日，远屿新材料有限公司与河套发展署签署《产业园投资协议》，总投资约3.5亿元，为期五年。"
    claim = only(text)
    assert claim.amount is not None
    assert (claim.amount.value, claim.amount.currency, claim.amount.operator) == (350_000_000, "CNY", "≈")
    assert {a.role for a in claim.arguments} >= {"party", "amount", "date", "agreement"}


@pytest.mark.parametrize(
    "text",
    [
        "河套论坛将于2028年1月至3月举行。星洲量子科技有限公司与远屿新材研究院将签署合作协议。翌日，两家公司签约。",
        "2026年1月至3月，河套论坛举行。星洲量子科技有限公司与远屿新材研究院将签署合作协议。会上，双方签约。",
        "2028年1月至3月，星洲量子科技有限公司将与远屿新材研究院在河套签署合作协议。翌日双方签约。",
    ],
)
def test_a_range_of_months_has_no_first_day_to_compare(text: str) -> None:
    read(text)


def test_a_deal_elsewhere_does_not_belong_to_the_zone() -> None:
    assert not only("河套企业星澜生物有限公司昨日在上海与申江医药集团签署合作协议。").on_hetao
    assert only("星澜生物有限公司昨日在河套深圳园区与申江医药集团签署合作协议。").on_hetao


def test_the_new_day_of_a_postponed_forum_counts() -> None:
    claim = only("原定12月3日举行的河套量子论坛延期至12月20日举行。")
    assert claim.date is not None
    assert claim.date.start == "2026-12-20"


def test_people_are_named_with_post_and_house_in_the_script_of_the_text() -> None:
    (person,) = read("河套發展署副署長秦望舒表示，園區將完善服務。").people
    assert (person.name, person.title, person.organisation) == ("秦望舒", "副署長", "河套發展署")


def test_the_words_of_an_agreement_give_its_type() -> None:
    assert signing_type("簽署諒解備忘錄") == "mou"
    assert signing_type("签署") == "unspecified"


PIECES = st.sampled_from(
    ["星澜生物有限公司", "与", "粤澜大学", "签署", "合作协议", "，", "。", "河套", "“", "”", "11月23日", "13个项目", "集中签约",
     "将", "（", "）", "\n", "論壇", "舉行", "3亿元", "?", "\u200b", "林远舟", "董事长"]
)  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(st.lists(PIECES, max_size=30).map("".join))
def test_whatever_the_text_the_evidence_quotes_it(text: str) -> None:
    extraction = read(text)
    spans = [
        s
        for c in extraction.claims
        for s in (c.evidence, *(a.evidence for a in c.arguments), *(n.evidence for n in c.counts))
    ]
    for span in [*spans, *(p.evidence for p in extraction.people)]:
        assert text[span.start : span.end] == span.text
