"""People with posts: every form with the sentence that needs it, and what only looks like a person."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.extraction.document import read_document
from pipelines.extraction.organisations import find_organisations
from pipelines.extraction.people import PersonMention, find_people


def people(text: str) -> tuple[PersonMention, ...]:
    document = read_document(text, title=None, reference=None)
    return find_people(document, find_organisations(document))


def told(text: str) -> list[tuple[str, str, str | None]]:
    return [(p.name, p.title, p.organisation) for p in people(text)]


ONE = [
    ("河套发展署署长曾明远表示，将持续推进。", ("曾明远", "署长", "河套发展署")),
    ("星澜生物科技（深圳）有限公司董事长兼总经理王晓东致辞。", ("王晓东", "董事长兼总经理", "星澜生物科技（深圳）有限公司")),
    ("深圳岭屿生物技术有限公司创始人兼董事会主席刘可平表示。", ("刘可平", "创始人兼董事会主席", "深圳岭屿生物技术有限公司")),
    ("粤澜大学党委书记、校长黄启明院士表示。", ("黄启明", "党委书记", "粤澜大学")),
    ("发展署产业服务部部长钟毅介绍了情况。", ("钟毅", "产业服务部部长", "发展署")),
    ("深港科创公司大湾区发展总监莫文轩说，", ("莫文轩", "大湾区发展总监", "深港科创公司")),
    ("港深創新及科技園有限公司行政總裁馬立人表示，", ("马立人", "行政总裁", "港深创新及科技园有限公司")),
    ("香港特区政府创新科技及工业局局长孙明表示。", ("孙明", "局长", "香港特区政府创新科技及工业局")),
    ("财政司司长陈茂林出席。", ("陈茂林", "财政司司长", None)),
    ("深圳市副市长罗晃出席。", ("罗晃", "副市长", "深圳市")),
    ("沈孟岚校长在会上说。", ("沈孟岚", "校长", None)),
    ("澜图智能CEO John Smith表示。", ("John Smith", "CEO", "澜图智能")),
    ("屿舟智行CTO李想与万屿集团签署战略合作协议。", ("李想", "CTO", "屿舟智行")),
    ("瑞屿制药中国区总经理马克·施耐德说，公司将迁入。", ("马克·施耐德", "中国区总经理", "瑞屿制药")),
    ("港屿银行行长范徐佩仪获委任为顾问。", ("范徐佩仪", "行长", "港屿银行")),
    ("广东省屿投资集团有限公司总经理欧阳卫明签字。", ("欧阳卫明", "总经理", "广东省屿投资集团有限公司")),
    ("深屿集团董事长王立新出席。", ("王立新", "董事长", "深屿集团")),
    ("国家超级计算深圳中心（深圳云计算中心）主任卢宇同表示，", ("卢宇同", "主任", "国家超级计算深圳中心（深圳云计算中心）")),
    ("河套深港科技创新合作区深圳园区发展署（以下简称“河套发展署”）署长曾明远说。", ("曾明远", "署长", "河套深港科技创新合作区深圳园区发展署")),
]  # fmt: skip


@pytest.mark.parametrize(("text", "person"), ONE, ids=[p[0] for _, p in ONE])
def test_a_person_has_name_post_and_house(text: str, person: tuple[str, str, str | None]) -> None:
    assert told(text) == [person]


LISTS = [
    ("粤澜大学校长沈孟岚，副校长赵以诚出席。", [("沈孟岚", "校长", "粤澜大学"), ("赵以诚", "副校长", "粤澜大学")]),
    ("深港科创公司产业发展部总监何丽、招商中心主任吴凯参加。", [("何丽", "产业发展部总监", "深港科创公司"), ("吴凯", "招商中心主任", "深港科创公司")]),
    ("鹏屿实验室主任高文风院士、香港屿科学院院长卢煜明教授演讲。", [("高文风", "主任", "鹏屿实验室"), ("卢煜明", "院长", "香港屿科学院")]),
    ("深圳市政府副秘书长罗晓、市科创局局长张林、市政协主席林洁参加。", [("罗晓", "副秘书长", "深圳市政府"), ("张林", "局长", "市科创局"), ("林洁", "主席", "市政协")]),
    ("星澜生物总裁林原与发展署副署长周闻代表双方签字。", [("林原", "总裁", "星澜生物"), ("周闻", "副署长", "发展署")]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "wanted"), LISTS, ids=[t for t, _ in LISTS])
def test_a_list_passes_the_house_on_until_another_is_named(
    text: str, wanted: list[tuple[str, str, str | None]]
) -> None:
    assert told(text) == wanted


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("局长王明说，", "王明"),
        ("主席温彬认为，潜力大。", "温彬"),
        ("局长孙东今日出席。", "孙东"),
        ("主任夏明见面。", "夏明"),
        ("会长李和出席。", "李和"),
        ("总裁张有为，", "张有为"),
    ],
)
def test_the_right_edge_of_a_name_is_where_the_next_word_begins(text: str, name: str) -> None:
    assert [p.name for p in people(text)] == [name]


@pytest.mark.parametrize(
    "text",
    [
        "记者 张三 通讯员 李四 摄影 王五",
        "责任编辑：刘洋",
        "（本报记者 王丰）",
        "董事长高度评价合作成果。",
        "工程师协会与会计师公会签约。",
        "部长会议上讨论了方案。",
        "董事长董事长",
        "该公司董事会秘书表示未收到通知。",
        "行政长官表示支持。",
    ],
)
def test_bylines_words_and_posts_without_a_name_are_nobody(text: str) -> None:
    assert people(text) == ()


def test_one_person_is_one_row_and_the_fuller_mention_wins() -> None:
    text = "林原教授到场。星澜生物董事长林原表示，将扩产。董事长林原说。"
    assert told(text) == [("林原", "董事长", "星澜生物")]


PIECES = st.sampled_from(
    [
        "局长",
        "王明",
        "、",
        "，",
        "兼",
        "董事长",
        "说",
        "欧阳",
        "·",
        "马克",
        "澜图公司",
        "教授",
        "（",
        "）",
        "。",
        "John",
        " Lee",
    ]
)


@settings(max_examples=60, deadline=None)
@given(st.one_of(st.text(max_size=60), st.lists(PIECES, max_size=20).map("".join)))
def test_a_person_quotes_the_text_whatever_it_is(text: str) -> None:
    document = read_document(text, title=None, reference=None)
    for person in find_people(document, find_organisations(document)):
        assert document.text[person.start : person.end] == person.name
        assert person.title


MORE = [
    ("岭澜大学化学系讲座教授容若言说，", ("容若言", "讲座教授", "岭澜大学化学系")),
    ("深港岭科公司工程管理中心主任毕闻星透露，", ("毕闻星", "工程管理中心主任", "深港岭科公司")),
    ("夜泊出版社总编辑王禹川透露，", ("王禹川", "总编辑", "夜泊出版社")),
    ("企业服务专员纪晓岚说，", ("纪晓岚", "企业服务专员", None)),
    ("芬兰驻华大使马蒂·科斯基问得最细。", ("马蒂·科斯基", "大使", None)),
    ("发展局常任秘书长（工务）季庭安出席。", ("季庭安", "常任秘书长（工务）", "发展局")),
    ("青原化成社长小笠原隆说，", ("小笠原隆", "社长", "青原化成")),
    ("创始人顾盼掰着手指头数。", ("顾盼", "创始人", None)),
    ("材料学家詹若何说，", ("詹若何", "材料学家", None)),
    ("理事长巴图尔说，", ("巴图尔", "理事长", None)),
]  # fmt: skip


@pytest.mark.parametrize(("text", "person"), MORE, ids=[p[0] for _, p in MORE])
def test_fields_departments_and_rare_names(text: str, person: tuple[str, str, str | None]) -> None:
    assert told(text) == [person]


def test_a_shared_post_and_a_post_told_apart() -> None:
    names_only = [p.name for p in people("三校校长梅圣言、邬嘉林、施利文在协议上签字。")]
    assert names_only == ["梅圣言", "邬嘉林", "施利文"]
    assert told("论坛秘书长、岭澜大学物理系教授褚怀远回忆。")[0][:2] == ("褚怀远", "秘书长")


ENGLISH = [
    ("Yin Mobei, founding partner of Heyun Capital, said so.", ("Yin Mobei", "founding partner", "Heyun Capital")),
    ("Professor Jonas Terp of Wagefeld University spoke.", ("Jonas Terp", "Professor", "Wagefeld University")),
    ("Managing director Fiona Ruther said so.", ("Fiona Ruther", "Managing director", None)),
    ("Norvale's chairman, Peter Lowe, said so.", ("Peter Lowe", "chairman", "Norvale")),
]  # fmt: skip


@pytest.mark.parametrize(("text", "person"), ENGLISH, ids=[p[0] for _, p in ENGLISH])
def test_english_people(text: str, person: tuple[str, str, str | None]) -> None:
    assert told(text) == [person]


@pytest.mark.parametrize(
    "text",
    [
        "他的老师和一家公司签约。",
        "董事长全程陪同。",
        "人员张贴告示。",
        "国家高度重视。",
        "Hong Kong Park director",
    ],
)
def test_words_that_begin_like_names_are_nobody(text: str) -> None:
    assert people(text) == ()
