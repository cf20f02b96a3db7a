"""Events in prose of many wordings: none of these sentences stands in the files of rules. All names are invented."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from pipelines.decide import decide_article
from pipelines.extraction.document import read_document
from pipelines.extraction.draft import Draft, Reading
from pipelines.extraction.english_subjects import subject_before
from pipelines.extraction.events import read_events
from pipelines.extraction.phrases import Views
from pipelines.values import Article, Claim

TODAY = date(2026, 11, 12)


def read(text: str, title: str | None = None) -> list[Draft]:
    document = read_document(text, title=title, reference=TODAY)
    return read_events(Reading(document=document, zone_subject=True))


def told(text: str, title: str = "河套新闻") -> list[Claim]:
    article = Article(
        url="https://press.example/1.html",
        title=title,
        text=text,
        outlet="press",
        published_at=datetime.fromisoformat("2026-11-12T10:00:00+08:00"),
        published_basis="given",
    )
    report = decide_article(article, fetched_at=None)
    alerts = {v.claim_id for v in report.verdicts if v.alert}
    return [claim for claim in report.extraction.claims if claim.id in alerts]


SUBJECTS = [
    (
        "The Hetao Proving Ground, a 3,000-square-metre hall, was [inaugurated] on Monday.",
        "Hetao Proving Ground",
    ),
    ("A testing station for medical devices [opened] in the park.", "testing station for medical devices"),
    ("A footbridge linking the two parks [opened] on Sunday.", "footbridge"),
    ("Hong Kong's Kwan Tai Bank on Thursday [opened] a branch.", "Kwan Tai Bank"),
    ("Norwegian firm Skagen Marine [opened] an office.", "Skagen Marine"),
    ("On Monday, the park said Tuoba Yi-hang, an executive, would [become] its head.", "Tuoba Yi-hang"),
    ("Labs can share tools, after a clearance platform [went live] on Monday.", "clearance platform"),
    ("Lanyu Lab, jointly run by two universities, [opened] on Monday.", "Lanyu Lab"),
]


@pytest.mark.parametrize(("marked", "subject"), SUBJECTS)
def test_an_english_subject_is_found_from_its_verb_backwards(marked: str, subject: str) -> None:
    at = marked.index("[")
    text = marked.replace("[", "").replace("]", "")
    views = Views(Reading(document=read_document(text, title=None, reference=TODAY)))
    found = subject_before(views, views.reading.document.sentences[0], at)
    assert found is not None
    assert found.value == subject
    assert views.reading.text[found.start : found.end] == subject


@pytest.mark.parametrize(
    "marked",
    ["They [moved] into the park.", "On Monday, students saw a laboratory that [opened] two years ago."],
)
def test_pronouns_and_relatives_are_no_subject(marked: str) -> None:
    at = marked.index("[")
    text = marked.replace("[", "").replace("]", "")
    views = Views(Reading(document=read_document(text, title=None, reference=TODAY)))
    assert subject_before(views, views.reading.document.sentences[0], at) is None


TELLS = [
    (
        "10月30日，云汐智能传感实验室（Yunxi Lab for Smart Sensing）在河套深圳园区正式揭牌。",
        "OPENING",
        "2026-10-30",
    ),
    (
        "经过两年筹备，由澜屿大学与丰野医疗合办的康复工程研究院，昨午在河套香港园区举行开幕礼。",
        "OPENING",
        "2026-11-11",
    ),
    ("河套跨境医药检测中心（以下简称“检测中心”）11日投入运行。", "OPENING", "2026-11-11"),
    ("“我们等了很久。”昨天，望涛理工学院河套实验楼交付师生使用，院长边走边说。", "OPENING", "2026-11-11"),
    ("河套深圳园区首个跨境法律服务中心今起接受预约。", "OPENING", "2026-11-12"),
    (
        "Hong Kong's Yunxi University on Tuesday opened a laboratory for sensing in Hetao.",
        "OPENING",
        "2026-11-10",
    ),
    ("河套国际生物样本库论坛昨日进入第二天，与会者讨论跨境运输规则。", "MEETING", "2026-11-11"),
    ("在11月10日的河套深港新材料对接会上，32家企业同台推介。", "MEETING", "2026-11-10"),
    ("为期两天的河套科创投资峰会昨日落下帷幕，共促成17个项目对接。", "MEETING", "2026-11-11"),
    (
        "The annual Loop Materials Forum returns to the Hong Kong Park on November 28.",
        "MEETING",
        "2026-11-28",
    ),
    ("深圳海关昨日对外公布支持河套建设的12项措施。", "RELEASE", "2026-11-11"),
    ("关于河套外籍人才个税补贴的通知10日下发，补贴标准按差额计算。", "RELEASE", "2026-11-10"),
    ("新华社深圳11月11日电深圳市科技创新局11日公布河套国际科研合作新规。", "RELEASE", "2026-11-11"),
    (
        "New entry rules for the Hetao zone, which shorten leases, were published on Monday.",
        "RELEASE",
        "2026-11-09",
    ),
    ("在位六年的园区公司主席莫子谦昨日宣布年底退休，河套业界感到意外。", "PERSONNEL", "2026-11-11"),
    (
        "Mok Tsz-him, who leads the Hetao Biobank, will step down as director on November 30.",
        "PERSONNEL",
        "2026-11-30",
    ),
    (
        "The Hetao park company said on Tuesday that Luo Yining would become its chairman.",
        "PERSONNEL",
        "2026-11-10",
    ),
    ("河套跨境数据共享平台三期11月10日上线，新增设备400台。", "LAUNCH", "2026-11-10"),
    ("河套—机场直达快线昨日首发，全程45分钟。", "LAUNCH", "2026-11-11"),
    ("A shuttle service between the two Hetao parks began on Monday.", "LAUNCH", "2026-11-09"),
    (
        "Alvin Instruments, a Swiss maker of lenses, moved into Block 8 of the Hetao park on Monday.",
        "SETTLEMENT",
        "2026-11-09",
    ),
    ("Builders broke ground on Tuesday for a data hub in the Hetao zone.", "CONSTRUCTION", "2026-11-10"),
    ("Forty institutions formed a synthetic biology alliance in Hetao on Tuesday.", "ORG", "2026-11-10"),
]


@pytest.mark.parametrize(("text", "type_", "day"), TELLS)
def test_prose_that_no_rule_names_is_told_with_its_day(text: str, type_: str, day: str) -> None:
    found = [claim for claim in told(text) if claim.type == type_]
    assert len(found) == 1
    assert found[0].date is not None
    assert found[0].date.start[:10] == day


@pytest.mark.parametrize(
    "text",
    [
        "去年的河套论坛上，不少专家提到人才短缺。",
        "一旦大桥通车，河套到古洞只需五分钟。",
        "昨日，园区物业发出停水通知，河套2栋早上八时起停水。",
        "有议员昨日要求政府公布河套二期的时间表。",
        "一年前启用的河套共享实验室昨日接待了一批小学生。",
        "昨日是罗以宁上任的第一百天，他在河套接受访问。",
        "公司昨日否认将在河套启用新总部。",
        "他昨日在新加坡举行的亚洲金融论坛上推介河套。",
        "On Tuesday students visited a laboratory in Hetao that opened two years ago.",
        "Nobody at the Hetao company was named in the report released on Monday.",
        "Shops around the Hetao zone opened late on Monday because of the typhoon.",
        "The bank raised its fees on Monday for Hetao customers.",
    ],
)
def test_what_is_background_a_wish_or_another_sense_tells_nothing(text: str) -> None:
    assert [(c.type, c.status, c.name) for c in told(text)] == []


def test_a_common_noun_stands_for_the_full_name_told_before() -> None:
    text = (
        "主办方昨日介绍第三届河套脑机接口论坛的筹备情况。\n发布会透露，论坛定于12月17日举行，设六场专题会。"
    )
    forum = next(d for d in read(text) if d.type == "MEETING")
    assert (forum.name, forum.status) == ("第三届河套脑机接口论坛", "scheduled")


@pytest.mark.parametrize("noun", ["上届论坛", "去年论坛"])
def test_another_edition_is_not_the_one_told_before(noun: str) -> None:
    text = f"主办方昨日介绍第三届河套脑机接口论坛的筹备情况。\n{noun}11月1日在河套举行。"
    assert [d.name for d in read(text) if d.type == "MEETING"] == []


def test_a_clause_without_a_subject_has_the_topic_of_the_one_before() -> None:
    (opening,) = read("河套口岸的旅检大厅经过升级改造，昨日重新开放。")
    assert opening.name == "河套口岸的旅检大厅"


def test_a_bare_noun_in_english_is_what_was_told_before() -> None:
    text = (
        "A laboratory to test encryption opened in the Hong Kong Park of the Hetao zone on Monday. "
        "The facility started work on Monday with 17 staff."
    )
    assert [c.type for c in told(text, title="Lab opens at the Loop")] == ["OPENING"]


def test_what_only_the_title_tells_is_read_where_the_text_names_it() -> None:
    text = (
        "昨天，在河套深圳园区鹤汀大厦六层，记者见到了澜屿大学神经工程中心的12台脑磁图仪。\n"
        "中心由澜屿大学与慧桥科技建设，首期投资八千万元。"
    )
    assert told(text) == []
    (claim,) = told(text, title="澜屿大学神经工程中心落成 首批设备已就位")
    assert (claim.type, claim.name) == ("CONSTRUCTION", "澜屿大学神经工程中心")
    assert claim.evidence.text == text.split("\n")[0]
    assert claim.date is not None
    assert claim.date.start == "2026-11-11"


@pytest.mark.parametrize(
    "title",
    ["澜屿大学神经工程中心何时落成？", "澜屿大学神经工程中心料明年落成", "澜屿大学神经工程中心落成一周年"],
)
def test_a_title_that_asks_or_expects_tells_nothing(title: str) -> None:
    text = "昨天，在河套深圳园区鹤汀大厦六层，记者见到了澜屿大学神经工程中心的12台脑磁图仪。"
    assert told(text, title=title) == []


def test_an_appointment_is_news_when_it_is_announced() -> None:
    (claim,) = told("港深创新及科技园有限公司昨日公布，罗以宁将于明年1月1日出任首席财务官。")
    assert (claim.type, claim.status) == ("PERSONNEL", "occurred")
    assert claim.date is not None
    assert claim.date.start == "2026-11-11"


def test_the_day_of_effect_is_no_second_release() -> None:
    text = "深圳昨日公布河套科研数据跨境新规，共二十条。\n有关措施将于12月1日起生效，有效期三年。"
    assert [(c.type, c.status) for c in told(text)] == [("RELEASE", "occurred")]


def test_the_day_may_stand_where_the_act_is_told_again() -> None:
    text = "深圳公布河套科研数据跨境新措施，列入白名单的数据可即日传送。\n新措施文件昨日由河套深圳园区发展署发出，共二十条。"
    (release,) = [c for c in told(text) if c.type == "RELEASE"]
    assert release.date is not None
    assert release.date.start == "2026-11-11"


@pytest.mark.parametrize(
    "text", ["河套跨境平台二期昨日还开通了英文界面。", "某公司的总部今年迁入河套香港园区，昨日换届。"]
)
def test_what_is_opened_up_for_others_and_what_has_only_this_year_are_no_news(text: str) -> None:
    assert [c.type for c in told(text) if c.type in ("OPENING", "SETTLEMENT")] == []
