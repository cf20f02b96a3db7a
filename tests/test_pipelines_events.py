"""Names, places and roles of events, and what is none. Every sentence and every name here is invented."""

from __future__ import annotations

from datetime import date

import pytest

from pipelines.extraction.document import read_document
from pipelines.extraction.draft import Draft, Reading
from pipelines.extraction.events import read_events


def events(text: str) -> list[Draft]:
    document = read_document(text, title=None, reference=date(2026, 11, 24))
    return read_events(Reading(document=document, zone_subject=True))


def roles(draft: Draft) -> set[tuple[str, str]]:
    return {(f.role, f.value) for f in draft.found if f.role not in ("name", "appointee", "financed")}


# sentence; type, subtype, status and name of its event; roles that it must have
TOLD = [
    (
        "11月20日，由海岚科协指导、河套发展署主办、海岚集团承办的第二届河套青年科学家论坛在湾区会展中心开幕。",
        ("MEETING", "forum", "occurred", "第二届河套青年科学家论坛"),
        {
            ("host", "河套发展署"),
            ("undertaker", "海岚集团"),
            ("supporter", "海岚科协"),
            ("place", "湾区会展中心"),
        },
    ),
    (
        "港深創科園公司今日與香港青嶼科技園公司合辦「創科同行」研討會，吸引逾二百名業界人士。",
        ("MEETING", "seminar", "occurred", "“创科同行”研讨会"),
        {("host", "港深创科园公司"), ("host", "香港青屿科技园公司")},
    ),
    (
        "2026年河套脑机接口开发者大会将于12月5日至6日在福田举办。",
        ("MEETING", "forum", "scheduled", "2026年河套脑机接口开发者大会"),
        {("place", "福田")},
    ),
    (
        "（海峡社记者高启明香港24日电）2026两岸机器人论坛今天在河套举行。",
        ("MEETING", "forum", "occurred", "2026两岸机器人论坛"),
        set(),
    ),
    (
        "數字署今日（十一月二十四日）在河套香港園區舉行「河套數據橋」服務平台啟動禮。平台由北嶼數據（香港）有限公司營運。",
        ("LAUNCH", None, "occurred", "河套数据桥"),
        {("place", "河套香港园区"), ("operator", "北屿数据（香港）有限公司")},
    ),
    (
        "河套香港園區5號大樓將於8日啟用。",
        ("OPENING", "operate", "scheduled", "河套香港园区5号大楼"),
        {("place", "河套香港园区")},
    ),
    (
        "11月22日，河套深圳园区云帆大厦项目正式动工。项目由海岚科创公司投资建设，中岚建工集团承建。",
        ("CONSTRUCTION", "start", "occurred", "云帆大厦"),
        {("place", "河套深圳园区"), ("host", "海岚科创公司"), ("builder", "中岚建工集团")},
    ),
    (
        "連接兩個園區的東岸步行橋，22日上午完成主跨合龍。",
        ("CONSTRUCTION", "topping_out", "occurred", "东岸步行桥"),
        set(),
    ),
    (
        "港深創科園公司宣布，主席林嘉泰任期屆滿離任，由副主席何頌明接任。",
        ("PERSONNEL", "leave", "occurred", "林嘉泰"),
        {("post", "主席")},
    ),
    (
        "河套药研联盟昨日在河套成立。首任秘书长由香港青屿理工学院的林若尘博士担任。",
        ("ORG", "alliance", "occurred", "河套药研联盟"),
        {("place", "河套")},
    ),
    (
        "深圳海岚半导体近日完成超3亿元B轮融资，由青屿资本领投，深岚创投、岭岚资本跟投。",
        ("FINANCE", "round", "occurred", "深圳海岚半导体"),
        {("round", "B轮"), ("lead_investor", "青屿资本"), ("co_investor", "岭岚资本")},
    ),
    (
        "運輸署昨日就「河套接駁巴士服務」展開公開招標。",
        ("TENDER", "call", "occurred", "河套接驳巴士服务"),
        {("host", "运输署")},
    ),
    (
        "会上颁发了“年度最佳邻居奖”，得主是海岚医疗——他们昨日很开心。",
        ("AWARD", None, "occurred", "年度最佳邻居奖"),
        {("winner", "海岚医疗")},
    ),
    (
        "《园区产业支持若干措施》昨日发布，自2027年1月1日起施行。",
        ("RELEASE", "policy", "occurred", "园区产业支持若干措施"),
        {("effective_date", "2027年1月1日")},
    ),
    (
        "海岚科学基金会与青屿研究基金21日在河套宣布合并，合并后的机构定名“海青科学基金会”。",
        ("ORG", "merge", "occurred", "海青科学基金会"),
        {("host", "海岚科学基金会"), ("host", "青屿研究基金"), ("place", "河套")},
    ),
    (
        "Building 7 of the Hetao Hong Kong Park was topped out on Monday.",
        ("CONSTRUCTION", "topping_out", "occurred", "Building 7"),
        {("place", "Hetao Hong Kong Park")},
    ),
    (
        "The Hailan Hetao Hard Tech Fund was launched in the Shenzhen park on Thursday.",
        ("FINANCE", "fund", "occurred", "Hailan Hetao Hard Tech Fund"),
        {("place", "the Shenzhen park")},
    ),
]
NOTHING = [
    "论坛期间，双方举行了座谈。",
    "下一届河套量子论坛料于2028年举行。",
    "云帆大厦要封顶；通道要扩围。",
    "专家建议，应尽快出台河套数据条例。",
    "他建议成立深港产业联盟，统一标准。",
    "该中心于2019年成立，现有员工百人。",
    "发展署将继续推进园区建设，推动更多项目动工。",
    "动工仪式上没有彩带，只有一台破土的铲车。",
    "平台由北屿数据有限公司营运，覆盖两个园区。",
    "《二期纲要》建议分两片推展，北片2028年动工。",
    "双方昨日签署《样本跨境合作安排》，安排即日生效。",
    "根据备忘录，四间机构会派员进驻并开办课程。",
    "He was appointed to a committee in 2019.",
    "The company may move into Hetao next year.",
]


@pytest.mark.parametrize(("text", "expected", "held"), TOLD, ids=[t[:16] for t, _, _ in TOLD])
def test_an_event_has_its_name_place_and_roles(
    text: str, expected: tuple[str, str | None, str, str], held: set[tuple[str, str]]
) -> None:
    event = events(text)[0]
    assert (event.type, event.subtype, event.status, event.name) == expected
    assert held <= roles(event)


@pytest.mark.parametrize("text", NOTHING, ids=[t[:16] for t in NOTHING])
def test_hopes_proposals_times_and_content_of_plans_are_no_events(text: str) -> None:
    assert [(e.type, e.name, e.status) for e in events(text)] == []


def test_hosts_told_three_sentences_later_belong_to_the_gathering() -> None:
    text = (
        "首届河套人才峰会昨日在河套香港园区会议中心举行，吸引七百人参加。压轴环节气氛热烈。会场座无虚席。"
        "峰会由港深创科园公司主办，香港青屿协会协办，主题是“河两岸，一家人”。"
    )
    (event,) = events(text)
    assert roles(event) >= {
        ("host", "港深创科园公司"),
        ("co_organiser", "香港青屿协会"),
        ("theme", "河两岸，一家人"),
        ("place", "河套香港园区会议中心"),
    }


def test_who_wrote_a_report_is_no_host_of_the_forum() -> None:
    text = "首届河套人才峰会昨日举行。报告由岭岚大学主办的研究所撰写。"
    assert not events(text)[0].values("host")


def test_label_lines_name_the_hosts_and_the_place() -> None:
    text = "河套生命健康推介会12月3日举行。\n地点：河套科创中心T3栋报告厅\n主办单位：海岚商会、岭岚大学\n"
    (event,) = events(text)
    assert roles(event) >= {("place", "河套科创中心T3栋报告厅"), ("host", "海岚商会"), ("host", "岭岚大学")}


def test_a_repeat_adds_roles_and_is_no_second_event() -> None:
    text = "河套脑科学实验室昨日在深圳园区揭牌。林远舟院士出席。河套脑科学实验室由岭岚大学与海岚医院共建，昨日正式启用。"
    (event,) = events(text)
    assert set(event.values("host")) == {"岭岚大学", "海岚医院"}


def test_an_appointee_without_a_house_joins_the_body_just_founded() -> None:
    text = "深港封测联盟昨日在河套成立。海岚微电子总经理周闻舟当选首任理事长。"
    _, appointed = events(text)
    assert appointed.name == "周闻舟"
    assert roles(appointed) == {("post", "理事长"), ("host", "深港封测联盟")}


def test_who_follows_has_the_post_and_the_predecessor() -> None:
    _, followed = events("港深创科园公司宣布，主席林嘉泰昨日离任，由副主席何颂明接任。")
    assert {("predecessor", "林嘉泰"), ("post", "主席")} <= roles(followed)


def test_an_opening_in_the_past_is_told_beside_todays() -> None:
    text = "河套香港园区5号大楼昨日启用。自去年12月开园以来，香港园区引入租户81家。"
    assert [(e.name, e.status) for e in events(text)] == [
        ("河套香港园区5号大楼", "occurred"),
        ("河套香港园区", "historical"),
    ]


def test_a_name_holds_no_cue_of_its_status() -> None:
    assert [e.status for e in events("河套未来科学家计划昨日正式启动。")] == ["occurred"]
