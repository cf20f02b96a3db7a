"""What looks like news of a signing in the zone and is none. Every text is invented, and read in both scripts."""

from __future__ import annotations

from datetime import datetime

import opencc
import pytest

from pipelines.decide import decide_article
from pipelines.values import Article

TRADITIONAL = opencc.OpenCC("s2hk")


def told(
    text: str, title: str | None = None, day: str = "2026-11-24", outlet: str | None = None
) -> list[tuple[str, str, str]]:
    """(family, type, status) of what an article alerts on."""
    moment = datetime.fromisoformat(f"{day}T09:00:00+08:00")
    article = Article(
        url="u", title=title, text=text, outlet=outlet, published_at=moment, published_basis="given"
    )
    report = decide_article(article, fetched_at=None)
    alerts = {v.claim_id for v in report.verdicts if v.alert}
    return [(c.family, c.type, c.status) for c in report.extraction.claims if c.id in alerts]


DONE = "晨曦光电科技有限公司昨日与河套发展署签署合作协议"
# why it is no news; title; text
NEGATIVES = [
    ("said in a profile", None, "晨曦光电科技有限公司曾与河套发展署签署合作协议，公司现有员工百人。"),
    ("total in a preview", None, "河套香港园区将在年底举行开放日。目前园区已签约60余家企业。"),
    ("only talks", None, "晨曦光电科技有限公司正与河套发展署洽谈，有意签署入驻协议。"),
    (
        "denied by a listed company",
        "晨曦光电：澄清公告",
        "晨曦光电科技股份有限公司（以下简称“公司”）注意到，近日有媒体报道公司已与河套发展署签署投资协议。上述报道不实，公司未与河套发展署签署任何协议。",
    ),
    (
        "signed elsewhere by a company of the zone",
        None,
        "总部位于河套深圳园区的晨曦光电科技有限公司昨日在成都与锦江医药集团有限公司签署合作协议。",
    ),
    (
        "invited to the signing of others",
        None,
        "河套深圳园区企业晨曦光电科技有限公司昨日受邀参加松山湖芯片产业园签约仪式，观摩当地项目签约。",
    ),
    (
        "neighbours sign, the zone looks on",
        None,
        "光明科学城昨日举行签约活动，青囊医药有限公司与光明区投资促进中心签署协议。河套深圳园区负责人到场祝贺。",
    ),
    ("progress report", None, "河套深圳园区签约项目建设提速。首批签约项目已有12个开工，预计明年6月投产。"),
    ("family doctors", None, "河套深圳园区社康中心昨日启动服务，480名居民与家庭医生签约。"),
    ("writers", None, "深圳河套题材小说的作者柳青昨日成为文华出版社签约作家。"),
    ("players", None, "河套深圳园区附近的河湾队昨日签下两名外援，前锋与俱乐部签约两年。"),
    ("households", None, "河套深圳园区人才落户政策放宽，应届硕士可直接落户深圳。"),
    ("merchants", None, "河套深圳园区线上商城首批三十二家商户入驻平台。"),
    (
        "fiction",
        "长篇连载：最后一份合约",
        f"凌晨三点，河套深圳园区的灯还亮着。{DONE}，钢笔落下，停电了。（未完待续）",
    ),
    (
        "year in review",
        "回顾2026：河套的五件大事",
        "以下按时间整理。\n1月，晨曦光电科技有限公司与河套发展署签署合作协议。\n3月，粤澜大学与河套发展署签署备忘录。\n"
        "5月，青屿软件有限公司签约入驻河套深圳园区。\n8月，远屿新材料有限公司与河套发展署签约。\n10月，星澜生物有限公司与港大在河套签署协议。",
    ),
    (
        "history of a company",
        None,
        "晨曦光电科技有限公司成立于2015年，总部位于河套深圳园区。2019年，公司与粤澜大学签署合作协议。2023年，公司与河套发展署签署入驻协议。",
    ),
    (
        "caption of an old picture",
        None,
        "河套深圳园区迎来深秋，游人不少。\n图为晨曦光电科技有限公司与河套发展署签署合作协议。（资料图片）\n市民可以预约参观。",
    ),
    (
        "bottom caption without a year",
        None,
        "河套深圳园区迎来深秋，游人不少。\n▲晨曦光电科技有限公司与河套发展署签署合作协议 林远 摄",
    ),
    (
        "machine's summary",
        None,
        f"AI摘要\n{DONE}。\n\n晨曦光电科技有限公司昨日表示，仍在与河套发展署磋商，尚未签署协议。",
    ),
    (
        "related links",
        None,
        f"河套深圳园区昨日天气晴好。\n相关阅读\n{DONE}\n青屿软件有限公司签约入驻河套深圳园区",
    ),
    ("Yellow River", None, "巴彦淖尔市临河区昨日举办对接会，36家采购商与河套灌区合作社签订购销合同。"),
    ("liquor", None, "河套酒业集团昨日在呼和浩特与远山经销商有限公司签订销售合同。"),
    ("nickname", None, "绰号“河套”的投手何韬今天与海燕队完成签约。"),
    ("advice", None, "市政协委员宗明昨日建议，河套深圳园区与香港园区的有关部门签署互认协议。"),
    ("wish", None, "河套发展署副署长秦望舒昨日表示：“希望可以和粤澜大学签署合作协议。”"),
    ("question", None, "晨曦光电科技有限公司何时与河套发展署签署合作协议？园区昨日没有回应。"),
    ("condition", None, "如果晨曦光电科技有限公司与河套发展署签署合作协议，河套将增加千个职位。"),
    ("hearsay", None, "市场传闻晨曦光电科技有限公司已与河套发展署签署合作协议。"),
    ("statistics", None, "河套深圳园区今年前10个月共签约项目120个，总投资300亿元。"),
    ("plan without a day", None, "晨曦光电科技有限公司拟与河套发展署签署合作协议，落户河套深圳园区。"),
]


@pytest.mark.parametrize(("why", "title", "text"), NEGATIVES, ids=[n[0] for n in NEGATIVES])
def test_no_signing_is_told(why: str, title: str | None, text: str) -> None:
    for convert in (str, TRADITIONAL.convert):
        signings = [c for c in told(convert(text), convert(title) if title else None) if c[0] == "signing"]
        assert signings == [], why


def test_an_old_dispatch_put_out_again_is_past() -> None:
    text = (
        "新华社深圳12月22日电 河套香港园区22日开园，晨曦光电科技有限公司与港深创新及科技园有限公司签署租约。"
    )
    for convert in (str, TRADITIONAL.convert):
        assert told(convert(text), day="2026-04-18") == []
        assert ("signing", "lease", "occurred") in told(convert(text), day="2025-12-22")


def test_a_text_that_says_when_it_was_first_out_is_past() -> None:
    text = f"{DONE}。\n（本文首发于2024年6月12日）"
    assert told(text) == []


def test_a_framework_that_ended_is_told_as_ended_alone() -> None:
    text = "晨曦光电科技有限公司去年6月与河套发展署签署框架协议。双方昨日宣布终止该协议。"
    for convert in (str, TRADITIONAL.convert):
        assert [c[2] for c in told(convert(text))] == ["terminated"]


def test_a_letter_of_intent_is_told_and_its_agreement_is_not() -> None:
    text = "晨曦光电科技有限公司昨日与河套发展署签署意向书，拟设研发中心。正式协议预计明年签署。"
    for convert in (str, TRADITIONAL.convert):
        assert told(convert(text)) == [("signing", "loi", "occurred")]


def test_an_opening_of_tomorrow_is_scheduled_and_a_forum_put_off_postponed() -> None:
    opening = "河套香港园区5号大楼将于11月25日启用。"
    forum = "原定11月28日举行的河套量子科技论坛，因台风延期举行，新的日期另行公布。"
    for convert in (str, TRADITIONAL.convert):
        assert [c[2] for c in told(convert(opening), convert("河套香港园区5号大楼明日启用"))] == ["scheduled"]
        assert [c[2] for c in told(convert(forum))] == ["postponed"]


@pytest.mark.parametrize(
    "text",
    [
        f"{DONE}。",
        "晨曦光电科技股份有限公司（以下简称“公司”）于2026年11月23日与深圳观海算力有限公司（以下简称“乙方”）签署《服务合同》。"
        "\n乙方注册地址为河套深港科技创新合作区深圳园区。",
        "未来科技城有限公司昨日与河套发展署签署合作协议。",
        "11月23日，继去年签署备忘录后，晨曦光电科技有限公司与河套发展署再度签署合作协议。",
        f"{DONE}。\n相关阅读\n青屿软件有限公司去年签约入驻河套深圳园区",
        "港深创科园公司今日（十一月二十四日）与晨曦光电科技有限公司签署租约，租期三年。",
    ],
)
def test_near_misses_are_told(text: str) -> None:
    for convert in (str, TRADITIONAL.convert):
        assert [c[2] for c in told(convert(text)) if c[0] == "signing"] == ["occurred"]
