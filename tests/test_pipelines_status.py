"""Whether it really happened, and when. Every sentence here is invented; the act stands in square brackets."""

from __future__ import annotations

from datetime import date

import opencc
import pytest

from tests.status_cases import judged

# text, status, first day
CASES = [
    # done, and the news
    ("晨曦光电昨日与河套发展署[签署]合作协议，计划三年内投资5亿元，希望成为标杆。", "occurred", "2026-11-23"),
    ("近日，晨曦光电与河套发展署[签署]合作协议。", "occurred", None),
    ("有意进驻河套的晨曦光电昨日与园区[签署]意向书。", "occurred", "2026-11-23"),
    ("计划在河套建厂的晨曦光电昨日与发展署[签署]协议。", "occurred", "2026-11-23"),
    ("经半年谈判，晨曦光电与粤澜大学终于在11月23日[签署]协议。", "occurred", "2026-11-23"),
    ("按照计划，双方昨日[签署]协议。", "occurred", "2026-11-23"),
    ("经董事会同意，公司昨日与园区[签署]协议。", "occurred", "2026-11-23"),
    ("继去年签署备忘录之后，晨曦光电昨日与园区[签署]正式协议。", "occurred", "2026-11-23"),
    ("11月23日，在2024年签署的框架协议基础上，双方[签署]项目协议。", "occurred", "2026-11-23"),
    ("未来科技城公司昨日与园区[签约]。", "occurred", "2026-11-23"),
    ("晨曦光电昨日将总部迁入河套，并与发展署[签署]入驻协议。", "occurred", "2026-11-23"),
    ("“我们昨日[签署]了协议。”林远说。", "occurred", "2026-11-23"),
    (
        "公司11月23日公告，与园区[签署]租约，租期自2027年1月1日起至2031年12月31日止。",
        "occurred",
        "2026-11-23",
    ),
    ("双方上周五（11月20日）[签署]安排，安排将于12月1日生效。", "occurred", "2026-11-20"),
    ("原合同将于12月31日届满，双方已于11月23日完成[续签]。", "occurred", "2026-11-23"),
    # to come
    ("双方将于12月3日[签署]协议。", "scheduled", "2026-12-03"),
    ("大会定于12月3日举行，届时20个项目将集中[签约]。", "scheduled", "2026-12-03"),
    ("大会将于12月3日举行。五家企业将在会上[签约]。", "scheduled", "2026-12-03"),
    (
        "园区公司宣布，将于12月3日举行开放日。当日下午，公司与五所中学会[签署]备忘录。",
        "scheduled",
        "2026-12-03",
    ),
    ("双方拟明年[签署]协议。", "planned", "2027"),
    ("合同还没[签]，预计第四季度内敲定。", "planned", None),
    ("公司董事会11月20日审议，同意公司与园区[签署]投资协议。", "planned", None),
    ("董事会于11月20日审议通过《关于与园区[签署]投资协议的议案》。", "planned", None),
    ("公司昨日表示将与园区[签署]租约。", "planned", None),
    ("预计明年公布结果，并与中标者[签订]合约。", "planned", "2027"),
    ("“[签]了会第一时间公告。”", "planned", None),
    ("双方另行[签订]租赁合同。", "planned", None),
    # talks
    ("晨曦光电与发展署昨日[达成]合作意向。", "intended", None),
    ("双方昨日就[签署]协议一事进行会谈。", "intended", None),
    ("已有企业前来洽谈整层租用，目前还没有[签下]任何一家。", "intended", None),
    ("正评估参与认购，已与券商接触，尚未[签约]。", "intended", None),
    # not so
    ("晨曦光电否认与园区[签署]协议。", "denied", None),
    ("公司从未与园区[签署]任何租约。", "denied", None),
    ("因价格分歧，双方已终止谈判，未[签署]合同。", "denied", None),
    ("董事会澄清，公司并无就传闻所述事项[订立]任何协议。", "denied", None),
    # changed
    ("双方昨日宣布[终止]去年3月签订的协议。", "terminated", "2026-11-23"),
    ("公司今日公布，已与园区[终止]协议，原协议于2025年3月签署。", "terminated", "2026-11-24"),
    ("双方于11月23日[签署]《终止协议》，终止2024年3月签订的《投资协议》。", "terminated", "2026-11-23"),
    ("截至11月20日，意向书已[到期]失效。", "terminated", "2026-11-20"),
    ("原定今日[签署]的租约，因八号风球押后至12月3日。", "postponed", "2026-12-03"),
    ("主办方昨日宣布推迟与晨曦光电的[签约]仪式。", "postponed", None),
    ("商会昨日宣布取消原定12月3日[举行]的论坛。", "cancelled", "2026-12-03"),
    ("意向书已于11月20日到期，双方未[签订]正式协议。", "terminated", "2026-11-20"),
    # background
    ("自去年12月[开园]以来，园区累计引入租户81家。", "historical", "2025-12"),
    ("双方早在2024年3月[签署]框架协议。", "historical", "2024-03"),
    ("双方去年[签]过转介协议。", "historical", "2025"),
    ("2023年9月与某地政府签署的协议已[终止]。", "historical", None),
    ("公司去年8月[签订]的备忘录已于今年8月到期。", "historical", "2025-08"),
    ("2024年5月18日，分园开放。同日，三家机构[签署]入驻协议。", "historical", "2024-05-18"),
    ("公司上月与园区[签署]协议，昨日项目动工。", "historical", "2026-10"),
    ("公司去年12月[签订]的临时合约将于明年3月届满。", "historical", "2025-12"),
    # totals
    ("截至去年底，园区已与逾60家企业[签署]租约。", "cumulative", None),
    ("开园以来，这里一共[签下]94份租约。", "cumulative", None),
    ("河套两个园区第3季合计新增[签约]64件。", "cumulative", None),
    ("报告期内，前3季共有5家企业提前[退租]。", "cumulative", None),
    # nothing claimed
    ("如果企业与园区[签约]，可享优惠。", None, None),
    ("委员建议两地有关部门[签署]互认协议。", None, None),
    ("公司何时与园区[签约]？", None, None),
    ("要推动更多企业与园区[签署]协议。", None, None),
    ("他把园区走了三遍，[签约]前看了合同。", None, None),
    ("“谁的机器人能爬上楼梯，我当场[签]投资意向书！”", None, None),
]


@pytest.mark.parametrize(("text", "status", "day"), CASES, ids=[c[0][:18] for c in CASES])
def test_status_and_day(text: str, status: str | None, day: str | None) -> None:
    assert judged(text) == (status, day)


@pytest.mark.parametrize("target", ["s2hk", "s2twp"])
@pytest.mark.parametrize(("text", "status", "day"), CASES, ids=[c[0][:18] for c in CASES])
def test_the_other_scripts_say_the_same(text: str, status: str | None, day: str | None, target: str) -> None:
    assert judged(opencc.OpenCC(target).convert(text)) == (status, day)


ENGLISH = [
    ("The two parks [signed] a lease that will run for three years.", "occurred"),
    ("The firm plans to [sign] a lease next year.", "planned"),
    ("It is in talks to [sign] a lease.", "intended"),
    ("The board has yet to [sign] the lease.", "planned"),
    ("The bank denied that it had [signed] a deal.", "denied"),
    ("Nothing has been [signed].", "denied"),
    ("It is the first to leave since the park [opened] in December.", "historical"),
    ("She moved in when her company [signed] the lease.", "historical"),
    ("In September that year the firm [signed] an agreement.", "historical"),
    ("It has [terminated] its lease.", "terminated"),
    ("The [signing] has been postponed until the spring.", "postponed"),
    ("If a school were built, engineers would [sign] contracts.", None),
    ("It was invited to the [signing] of a chip park.", None),
]


@pytest.mark.parametrize(("text", "status"), ENGLISH, ids=[c[0][:24] for c in ENGLISH])
def test_status_in_english(text: str, status: str | None) -> None:
    assert judged(text)[0] == status


def test_the_day_of_a_meeting_is_that_of_what_is_signed_in_it() -> None:
    text = "11月20日至22日，博览会在河套举行。现场人头涌动。\n晨曦光电与粤澜大学在会上[签署]协议。"
    assert judged(text) == ("occurred", "2026-11-20")


def test_the_next_day_is_the_day_after_the_one_told_last() -> None:
    text = "11月20日，论坛在河套举行。翌日，晨曦光电与园区[签约]。"
    assert judged(text) == ("occurred", "2026-11-21")


def test_a_day_to_come_is_not_lent_to_what_is_done() -> None:
    assert judged("论坛将于12月3日举行。双方已[签署]协议。") == ("occurred", None)


def test_a_sentence_that_goes_on_from_the_past_is_past() -> None:
    text = (
        "11月23日，园区开放。很多人来了。天气很好。\n"
        "园区不断壮大。居民很多。2023年9月，分园开幕。十六间机构[签约]入驻。\n"
    )
    assert judged(text) == ("historical", "2023-09")


def test_the_same_sentence_is_news_a_year_before() -> None:
    text = "2025年11月20日，晨曦光电与园区[签署]协议。"
    assert judged(text) == ("historical", "2025-11-20")
    assert judged(text, date(2025, 11, 21)) == ("occurred", "2025-11-20")


def test_hostile_text_has_an_answer() -> None:
    for piece in ("将", "，", "的", "未", "“", "2026年", "曾", "签署，", "if ", "与"):
        judged(piece * 400 + "[签署]协议" + piece * 400)
