"""Names without an ending, names abroad, buildings and English names: what proves each, and the near miss beside it."""

from __future__ import annotations

import pytest

from tests.test_pipelines_organisations import holds, mentions

TRADES = [
    "昨日[霁岭测控]的设备运抵，[朔澜光子]的还在路上。",
    "据了解，[木槿基因]已完成扩建。",
    "[汐岭海洋科技]总部在青岛。",
    "晶片封测商[汐岭微电子]公布业绩。",
    "[圆岭动力科技集团]董事长说，工厂明年投产。",
    "绿色能源、柔性电子和生物医药是重点方向。",
    "企业采用共用仪器，减少支付环节，显示屏由厂家更换。",
    "园区打造智能网络，发展海洋科技，更懂数据。",
    "[朔澜算力]支付违约金三百万元。",
    "屿澜光电产业规模扩大。",
    "[岭屿股份]（300999）晚间公告，项目进展顺利。",
    "公司（300999）晚间公告，项目进展顺利。",
]


@pytest.mark.parametrize("marked", TRADES)
def test_letters_that_make_no_word_before_a_trade_are_a_brand(marked: str) -> None:
    holds(marked)


ABROAD = [
    "瑞典的[诺岭德机器人]和芬兰的[赫岭科医疗]签约。",
    "丹麦[奥岭斯绿能]退租，是开园后首例。",
    "[澜海集团]与比利时[德岭莱尔公司]终止谈判。",
    "[澜海集团]控股子公司[深圳朔岭智药有限公司]签署《增资协议》。",
    "香港[宝岭建筑]订购四十台。",
    "[香港宝岭建筑有限公司]订购四十台。",
    "港商[鲗岭光学]与台商[泛岭光电]签约。",
    "德国经济部长到访，日本代表团同行。",
]


@pytest.mark.parametrize("marked", ABROAD)
def test_whose_firm_it_is_stands_before_the_name(marked: str) -> None:
    holds(marked)


HOUSES = [
    "[香港朔岭大学知识转移有限公司]与[澜海集团]签约。",
    "[北方交岭大学]与[澜海集团]签约。",
    "[无锡新和屿精密机械有限公司]与[澜海集团]签约。",
    "[澜海集团]与[维岭律师事务所]、[朔衡知识产权代理公司]签约。",
    "[运输署]表示，巴士线将延长，[劳工处]同意。",
    "[临河区农牧局]与[澜海集团]签约。",
    "运输安排不变，双方布局海外，部署如下。",
    "[港澜公司]工程管理中心主任毕闻说，[港澜公司]人才办主任楼钥同意。",
]


@pytest.mark.parametrize("marked", HOUSES)
def test_verbs_joiners_and_departments_fall_on_the_right_side(marked: str) -> None:
    holds(marked)


PLACES = [
    ("[澜海集团]租下{澄岭楼}两层。", "澄岭楼"),
    ("仪式在{河套深圳园区知岭厅}举行。", "河套深圳园区知岭厅"),
    ("推介会在{朔岭大厦A座}举行。", "朔岭大厦A座"),
    ("[澜海集团]进驻{河套香港园区5号大楼}。", "河套香港园区5号大楼"),
    ("团队落户{河套}，首年免租。", "河套"),
    ("机构进驻{香港园区}，租期三年。", "香港园区"),
]


@pytest.mark.parametrize(("marked", "place"), PLACES)
def test_buildings_halls_and_parks_are_places(marked: str, place: str) -> None:
    holds(marked)
    plain = marked.translate({ord(c): None for c in "[]{}"})
    assert place in [m.text for m in mentions(plain) if m.kind == "place"]


@pytest.mark.parametrize(
    "plain",
    [
        "写字楼租金下跌，楼市平稳。",
        "展厅在三楼，楼上是餐厅。",
        "河套平原的农民在河套灌区种地。",
        "他喜欢河套酒。",
    ],
)
def test_common_buildings_and_the_plain_are_no_places(plain: str) -> None:
    assert mentions(plain) == ()


def test_a_park_has_the_fullest_form_of_its_text() -> None:
    found = mentions("河套香港园区昨日开园。首批企业进驻香港园区。")
    assert [m.name for m in found] == ["河套香港园区", "河套香港园区"]


ENGLISH = [
    "[Lindow Instruments], [Kestan Pharma] and [Grey Isle Marine] signed agreements with [Hollin Capital].",
    "[NovoTide], a maker of implants, has closed a round led by [Hollin Capital].",
    "[Aldern Lifts (Hong Kong) Limited] won the contract; [Aldern] will install them.",
    "The [Hong Kong Institute of Marine Science and Technology] and [Pearl Delta University] signed on Monday.",
    "Researchers from [Wagmer University] of the Netherlands signed on Friday. [Tolka Hill Ventures] took part.",
    "The bridge is built by [Norling Construction] and Hong Kong's [Po Lam Builders].",
    "Novelist Cheung Yuet-wan signed 300 copies in Yuen Long, said Ms Duan, its chief scientist.",
    "Astrid Berg, the founder, signed the lease in Shenzhen on Tuesday.",
    "The bank signed an agreement with the [Futian district government].",
    "[Volmer] has terminated its lease.",
    "[Nam Shan University Faculty of Medicine] signed with [St Bede Memorial Hospital].",
]


@pytest.mark.parametrize("marked", ENGLISH)
def test_english_names_are_cut_by_grammar(marked: str) -> None:
    holds(marked)


def test_english_parks_are_places() -> None:
    found = mentions(
        "It moved into the Cloud Gate Tower of the Hetao Shenzhen Park, then to the Hong Kong park."
    )
    assert [(m.text, m.kind) for m in found] == [
        ("Cloud Gate Tower of the Hetao Shenzhen Park", "place"),
        ("Hong Kong park", "place"),
    ]


def test_a_short_form_in_latin_letters_resolves() -> None:
    found = mentions("The Pearl Delta Parks Corporation (PDPC) signed on Monday. PDPC will pay.")
    assert found[-1].name == "Pearl Delta Parks Corporation"
