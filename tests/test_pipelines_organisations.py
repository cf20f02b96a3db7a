"""Names of organisations: each rule with the sentence that made it necessary, and the near miss that it must leave alone.

In the sentences ``[…]`` marks a name that must be found with exactly these bounds and ``{…}`` a place; nothing else may be
found. Firms and people are invented.
"""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.extraction.document import read_document
from pipelines.extraction.organisations import OrganisationMention, find_organisations


def mentions(text: str) -> tuple[OrganisationMention, ...]:
    return find_organisations(read_document(text, title=None, reference=None))


def unmarked(marked: str) -> tuple[str, list[str], list[str]]:
    """The plain sentence, the names and the places that it marks."""
    plain, opened = "", []
    names: list[str] = []
    places: list[str] = []
    for character in marked:
        if character in "[{":
            opened.append(len(plain))
        elif character in "]}":
            (names if character == "]" else places).append(plain[opened.pop() :])
        else:
            plain += character
    return plain, names, places


def holds(marked: str) -> None:
    """Asserts that exactly the marked names are found, each where it is marked."""
    plain, names, places = unmarked(marked)
    document = read_document(plain, title=None, reference=None)
    found = find_organisations(document)
    surfaces = [document.folded.span(m.start, m.end).text for m in found if m.kind != "place"]
    assert surfaces == names
    assert set(places) <= {document.folded.span(m.start, m.end).text for m in found if m.kind == "place"}


SIGNINGS = [
    "[星澜生物]6月21日在福田与[深港量子研究院]签署战略合作协议。",
    "[海岚科技]、[粤澜大学]签订联合培养协议。",
    "[启衡科技]与[南屿大学]战略合作签约仪式在深圳举行。",
    "德国微创器械商[柏瑞医疗有限公司]签约进驻{河套香港园区}。",
    "在市领导见证下，[云汐机器人（深圳）有限公司]与[香港城屿大学]签署合作备忘录。",
    "其中，[晨曜机器人]与[福田区人民政府]签约建设中试线。",
    "[澜海集团]牵手[屿山资本]！",
    "[屿山资本]落户河套！",
    "[中屿芯]与[海屿]签约。",
    "[华屿技术]与[中屿移动]、[中屿电信]、[中屿联通]等签署协议。",
    "[深圳湾实验室]与[华屿集团]、[中屿国际银行]和[香港屿澜商会]签署四方协议。",
    "[澜屿光电]12日與[香港理嶼大學]簽署諒解備忘錄，雙方將在河套共建傳感實驗室。",
    "[港深創新及科技園有限公司]昨日（12日）與[啟帆生物醫藥有限公司]簽訂租約。",
    "[台湾屿光电子股份有限公司]今（12）日与[国立屿华大学]签订合作意向书。",
    "[华屿燃气]、[港屿煤气]联手投资氢能项目。",
]


@pytest.mark.parametrize("marked", SIGNINGS)
def test_both_sides_of_a_signing_are_bounded(marked: str) -> None:
    holds(marked)


NO_NAMES = [
    "重点企业、科研机构、高校和有关部门代表出席活动。",
    "签约企业表示，本公司将与多家医院合作。",
    "双方将成立联合实验室，该公司负责人说。",
    "13个重点项目、23家生态合作伙伴集中签约。",
    "根据双方签署的备忘录，园区将建设中试线。",
    "居民与家庭医生签约，社区医院提供服务。",
    "一家瑞士药企和两间本地医院签订意向书。",
    "大学生在图书馆里讨论人工智能与生物医药的未来。",
    "过去一年，园区新增企业120家，其中外资企业占两成半。",
    "签约现场气氛热烈，双方代表握手致意，合影留念。",
    "多家银行推出科技金融产品，为初创企业提供信贷支持。",
    "随着口岸扩建，旅客通关时间缩短至十分钟。",
    "在国家战略引领下，粤港澳大湾区国际科技创新中心建设提速。",
    "园区内多家科技企业与科研机构达成合作，推动产业与科技互促。",
    "世界500强企业、独角兽企业等相继落户。",
    "市场监督管理局、税务局等部门提供一站式服务。",
    "他说，今年的目标是让更多科研成果走出实验室，走进市场。",
]


@pytest.mark.parametrize("plain", NO_NAMES)
def test_what_says_only_its_kind_is_no_name(plain: str) -> None:
    assert [m.text for m in mentions(plain) if m.kind != "place"] == []


LISTS = [
    "[青禾智能]、[远屿新材]等23家企业现场签约入驻。",
    "[旭岭新材]、[澄海机器人]、[一苇数科]等15家企业集中签约。",
    "园区已集聚440余家科技企业，包括[元屿启行]、[鲸云智造]等独角兽企业。",
    "活动由[深圳市福田区人民政府]指导，[河套发展署]主办，[深港科创公司]承办。",
    "主办单位：[深圳市屿光学会]；承办单位：[澜图智能]。",
    "[澜图智能]完成B轮融资，由[屿山资本]领投，[鹏晟创投]、[海屿基金]跟投。",
    "企业“[Novalis Bio Ltd]”与「[歌屿微电子]」进驻园区。",
    "本公司全资子公司[华屿投资]签订协议。",
    "人工智能、生物医药等23个项目签约。",
    "“从0到∞”与“拎包入住”成为亮点。",
]


@pytest.mark.parametrize("marked", LISTS)
def test_a_list_a_label_or_quotation_licenses_names_without_an_ending(marked: str) -> None:
    holds(marked)


WHOLE = [
    "[国家药品监督管理局药品、医疗器械技术审评检查大湾区分中心]揭牌。",
    "[粤港澳大湾区国家技术创新中心国际总部]落户河套。",
    "[粤港澳大湾区（广东）量子科学中心]主任出席。",
    "[国家超级计算深圳中心（深圳云计算中心）]与[澜图智能]签署协议。",
    "[香港屿丰大学（深圳）]与[深圳市澜图智能科技有限公司]签约。",
    "[海洋与海事技术联合实验室]由[粤澜大学]与[港澜理工大学]共建。",
    "[对外经济合作促进会]与[深圳市澜海投资控股有限公司]签约。",
    "[深圳市工业和信息化局]与[福田区科技创新局]召开会议。",
    "[深圳市屿和康复医院]与[中山屿大学附属第一医院]签署合作协议。",
    "[招屿银行股份有限公司深圳分行]与[深圳市屿投控股有限公司]签订协议。",
    "[屿通数科]、[云屿数据]及[港屿保险]现场签约。",
    "由[深圳市政府]与[创新科技及工业局]共同主办的论坛开幕。",
    "[国际量子研究院]、[福田区投资推广和企业服务中心]与[深圳市量旋屿科技有限公司]签约。",
]


@pytest.mark.parametrize("marked", WHOLE)
def test_a_joiner_or_bracket_inside_a_name_does_not_cut_it_and_one_between_names_does(marked: str) -> None:
    holds(marked)


BOUNDED = [
    "独角兽企业[极屿科技]与上市公司[天屿股份]达成战略合作。",
    "瑞士制药巨头旗下的[诺屿医药]宣布进驻{港深创科园}。",
    "重点签约项目代表[深圳岭屿生物技术有限公司]创始人刘可发言。",
    "香港企业[嘉屿生物]与[澜岸证券]签约。",
    "来自[麻屿理工学院]的教授与[深圳河屿学院]的学生参加活动。",
    "[港屿国际集团]（股票代码：01234）发布公告。",
    "[香港中屿大学]校长段明辉教授与[深圳屿学院]院长李光签署备忘录。",
    "全力服务{河套深圳园区}科技创新。",
    "[屿深地铁集团]中标，工期三年。",
]


@pytest.mark.parametrize("marked", BOUNDED)
def test_appositions_people_and_verbs_before_a_name_stay_out(marked: str) -> None:
    holds(marked)


LATIN = [
    "[ASN Medical Limited]与[H. Buschkuehl Limited]签约进驻。",
    "[A*STAR]与[香港科技园公司]签署合作备忘录。",
    "[Bluewater Robotics Co., Ltd.]与[港深创新及科技园有限公司]签订租约。",
    "[Astra Nova Inc.]、[Blue Peak Holdings Limited]及[屿峰控股]参与签约。",
    "[Northwind Robotics Inc.] and [Harbour Labs Limited] signed a memorandum of understanding on Monday.",
    "The [Innovation and Technology Commission] signed an agreement with [Pearl Delta University].",
    "Limited seats are left, and the Group will decide.",
]


@pytest.mark.parametrize("marked", LATIN)
def test_latin_names_end_in_their_legal_form_or_kind(marked: str) -> None:
    holds(marked)


def test_a_defined_short_form_resolves_to_the_full_name() -> None:
    text = "深圳市屿科技有限公司（“屿科技”）宣布，屿科技与星澜生物达成协议。"
    found = {(m.start, m.text, m.name) for m in mentions(text)}
    assert (20, "屿科技", "深圳市屿科技有限公司") in found
    assert all(m.start != text.index("“屿科技”") + 1 for m in mentions(text))


def test_two_short_forms_may_be_defined_and_anaphors_are_none() -> None:
    text = "粤海储能股份有限公司（以下简称“公司”或“粤海储能”）公告，粤海储能与宁屿电力集团有限公司签约，公司表示满意。"
    assert [(m.text, m.name) for m in mentions(text)] == [
        ("粤海储能股份有限公司", "粤海储能股份有限公司"),
        ("粤海储能", "粤海储能股份有限公司"),
        ("宁屿电力集团有限公司", "宁屿电力集团有限公司"),
    ]


def test_a_short_form_follows_from_the_full_name_unless_two_names_share_it() -> None:
    alone = mentions("深圳市澜图智能科技有限公司昨日签约。澜图表示，产线将投产。")
    assert alone[-1].text == "澜图"
    assert alone[-1].name == "深圳市澜图智能科技有限公司"
    two = mentions("深圳市澜图智能科技有限公司与香港澜图投资有限公司签约。澜图表示，产线将投产。")
    assert [m.name for m in two if m.text == "澜图"] == []


def test_what_the_lexicon_knows_has_one_canonical_name() -> None:
    short, full = mentions("河套发展署发布公告。"), mentions("河套深港科技創新合作區深圳園區發展署發布公告。")
    assert short[0].canonical == full[0].canonical == "河套深港科技创新合作区深圳园区发展署"
    assert mentions("創科局與港大簽約。")[0].canonical == "创新科技及工业局"


def test_one_university_is_never_the_short_form_of_another() -> None:
    found = mentions("香港大学与香港科技大学签约，深圳大学与深圳技术大学签约。")
    assert [m.name for m in found] == ["香港大学", "香港科技大学", "深圳大学", "深圳技术大学"]


def test_two_letters_of_a_longer_brand_are_no_known_short_form() -> None:
    assert "中大" not in [m.text for m in mentions("中大股份7月28日与平安证券正式签约。")]
    assert mentions("中大与港科大签约。")[0].canonical == "香港中文大学"


KINDS = [
    ("澜图智能科技有限公司", "firm"),
    ("福田区人民政府", "gov"),
    ("粤澜大学", "academy"),
    ("深圳市屿光商会", "society"),
    ("鹏晟创投", "money"),
    ("屿和医院", "other"),
    ("屿洲电视台", "media"),
    ("河套科创中心", "place"),
    ("河套深圳园区", "place"),
    ("深港屿光产业园", "place"),
]


@pytest.mark.parametrize(("name", "kind"), KINDS)
def test_the_kind_is_told_by_the_ending(name: str, kind: str) -> None:
    assert next((m.text, m.kind) for m in mentions(f"昨日，{name}与星澜生物有限公司签约。")) == (name, kind)


PIECES = st.sampled_from(
    "有限公司 （ ） 与 、 和 澜图 深圳 “ ” 以下简称 等3家企业 局长 王明 签约 ， 。 Ltd A*B 1 月 大学 中心 公司 、、 集团 由 領投".split()
)


@settings(max_examples=60, deadline=None)
@given(st.one_of(st.text(max_size=60), st.lists(PIECES, max_size=25).map("".join)))
def test_every_mention_quotes_its_text_and_none_overlap(text: str) -> None:
    document = read_document(text, title=None, reference=None)
    end = 0
    for mention in find_organisations(document):
        assert end <= mention.start < mention.end
        assert document.text[mention.start : mention.end] == mention.text
        end = mention.end
