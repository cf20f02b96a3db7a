"""Names behind what says what their bearer is, verbs and joiners inside names, and places with floors."""

from __future__ import annotations

import pytest

from pipelines.extraction.document import read_document
from pipelines.extraction.organisations import find_organisations


def found(text: str) -> dict[str, str]:
    """The names of a text with their kinds."""
    document = read_document(text, title=None, reference=None)
    return {m.text: m.kind for m in find_organisations(document)}


NAMES = [
    ("微机电感测器厂岚屿科技今天召开说明会。", "岚屿科技"),
    ("人工智能公司澜算科技至今仍未开业。", "澜算科技"),
    ("瑞士诊断企业赫屿西亚生物提供设备。", "赫屿西亚生物"),
    ("合约批予嘉屿设施管理有限公司，为期三年。", "嘉屿设施管理有限公司"),
    ("项目方沧屿医疗科技（广州）有限公司到场签约。", "沧屿医疗科技（广州）有限公司"),
    ("南非开普敦屿水研究所派员签约。", "开普敦屿水研究所"),
    ("去年签约落户园区的武汉光屿半导体设备有限公司已投产。", "武汉光屿半导体设备有限公司"),
    ("公司与粤港澳大湾区数据流通服务有限公司签约。", "粤港澳大湾区数据流通服务有限公司"),
    ("与香港国际争议解决学会缔结协议。", "香港国际争议解决学会"),
    ("由同屿血液安全基金会发起。", "同屿血液安全基金会"),
    ("岚屿制药与河套发展署签署协议。", "河套发展署"),
    ("与合肥高新技术产业开发区管理委员会签署协议。", "合肥高新技术产业开发区管理委员会"),
    ("深圳市消防救援支队与运输署签约。", "深圳市消防救援支队"),
]


@pytest.mark.parametrize(("text", "name"), NAMES)
def test_a_name_begins_behind_what_its_bearer_is(text: str, name: str) -> None:
    assert name in found(text)


NONE = [
    "企业代表表示，公司产品将销往海外，制造商介绍了经验。",
    "深圳完善管理委员会制度，工商总会未表态。",
    "人工智能公司纷纷入驻，储能系统商昨日到场。",
]


@pytest.mark.parametrize("text", NONE)
def test_a_head_alone_names_nobody(text: str) -> None:
    assert [n for n, kind in found(text).items() if kind == "firm"] == []


PLACES = [
    ("在湾区芯谷A座21层揭牌。", "湾区芯谷A座21层"),
    ("承租福屿产业园3栋第四、五层，为期五年。", "福屿产业园3栋第四、五层"),
    ("在河套深圳园区海屿楼三层的路演厅签约。", "河套深圳园区海屿楼三层的路演厅"),
    ("物业位于河套深圳园区凌屿科技楼的二楼。", "河套深圳园区凌屿科技楼"),
    ("把澜屿楼的10楼也租了下来。", "澜屿楼"),
    ("屿科大厦三楼层高四米。", "屿科大厦"),
    ("在区委会堂举行。", "区委会堂"),
]


@pytest.mark.parametrize(("text", "place"), PLACES)
def test_floors_and_the_park_in_front_belong_to_a_place(text: str, place: str) -> None:
    assert found(text).get(place) == "place"


def test_a_company_known_by_its_letters_is_no_place() -> None:
    assert found("HSITPL与晨屿科技签约。")["HSITPL"] == "firm"


def test_a_park_is_no_short_form_of_its_company() -> None:
    text = "港深创新及科技园有限公司（园区公司）在港深创新及科技园签约。"
    document = read_document(text, title=None, reference=None)
    mentions = {(m.text, m.name) for m in find_organisations(document)}
    assert ("港深创新及科技园", "港深创新及科技园") in mentions
    assert ("港深创新及科技园有限公司", "港深创新及科技园有限公司") in mentions
