"""Houses that stand away from their post, names that hold words of grammar, and what only looks like either."""

from __future__ import annotations

import pytest

from tests.people import told


@pytest.mark.parametrize(
    ("text", "person"),
    [
        # what the holder of a post does there stands between house and post
        ("國務院港澳事務辦公室分管日常工作的副主任柳如鏡致辭。", ("柳如镜", "副主任", "国务院港澳事务办公室")),
        # an office that is a house, and one that is a unit
        ("中央人民政府驻香港特别行政区联络办公室主任薛乘风出席。", ("薛乘风", "主任", "中央人民政府驻香港特别行政区联络办公室")),
        ("福田区投资推广中心办公室主任薛乘风出席。", ("薛乘风", "办公室主任", "福田区投资推广中心")),
        # 暨 joins two posts, and is no family name
        ("创新科技局常任秘书长暨港深创新及科技园有限公司主席余嘉朗到访。", ("余嘉朗", "常任秘书长", "创新科技局")),
        # 教授 of one person, 及, the post of the next
        ("韦浩然教授及香港银行学会会长查德成获委任为新成员。", ("查德成", "会长", "香港银行学会")),
        # 来自 says where somebody works; 在…的台商 where he has a factory
        ("来自南岭大学的博士生江可亭发言。", ("江可亭", "博士生", "南岭大学")),
        ("在南岭电子厂的台商江可亭发言。", ("江可亭", "台商", None)),
        ("香港博士后协会主席卫晓彤欢迎计划。", ("卫晓彤", "主席", "香港博士后协会")),
        ("湾区国际商学院副教授、博士生导师宁静致认为，机会很多。", ("宁静致", "副教授", "湾区国际商学院")),
        ("横琴粤澳深度合作区执行委员会副主任苏炳权宣布。", ("苏炳权", "副主任", "横琴粤澳深度合作区执行委员会")),
        ("河套企业星火量子创始人黎嘉言透露，产品年底上市。", ("黎嘉言", "创始人", "星火量子")),
        ("经济日报总编辑沈大川演讲。", ("沈大川", "总编辑", "经济日报")),
        ("深圳副市长卢定坤到河套视察。", ("卢定坤", "副市长", "深圳")),
        ("深圳商人卢定坤到河套考察。", ("卢定坤", "商人", None)),
        # a noun that a name in quotation marks ends in
        ("民间智库“桥梁研究所”发表报告。研究所总监司马慧说，人流最弱。", ("司马慧", "总监", "桥梁研究所")),
        ("“深港青年工坊”开园。工坊运营总监谷小满告诉记者。", ("谷小满", "运营总监", "深港青年工坊")),
        # a word of grammar that begins the house's own name
        ("前海管理局副局长高见明到河套考察。", ("高见明", "副局长", "前海管理局")),
        ("同济大学校长李成行到访河套。", ("李成行", "校长", "同济大学")),
        ("原海岚基金主席李成行到访河套。", ("李成行", "主席", "海岚基金")),
        ("立法会创科界议员邱达根说。", ("邱达根", "创科界议员", "立法会")),
        ("Lumen Chips founder and CEO Harvey Tong rang the bell.", ("Harvey Tong", "founder and CEO", "Lumen Chips")),
        ("Chairwoman Iris Poon of the Hetao Chamber of Innovation spoke.", ("Iris Poon", "Chairwoman", "Hetao Chamber of Innovation")),
        # names with characters that are words elsewhere
        ("研究所所长汉斯·克莱因说，河套速度快。", ("汉斯·克莱因", "所长", None)),
        ("研究所所长卡拉·门德斯则说，河套速度快。", ("卡拉·门德斯", "所长", None)),
        ("福田区科技创新局局长鄢若飞向团队祝贺。", ("鄢若飞", "局长", "福田区科技创新局")),
        ("香港南荟大学生物医学工程系讲座教授区展鹏演讲。", ("区展鹏", "讲座教授", "香港南荟大学生物医学工程系")),
        ("University president Alastair Kong praised the park.", ("Alastair Kong", "president", None)),
        ("The Secretary for Innovation, Technology and Industry, Professor Owen Sung, spoke.", ("Owen Sung", "Secretary for Innovation， Technology and Industry", None)),
    ],
)  # fmt: skip
def test_a_post_finds_its_house(text: str, person: tuple[str, str, str | None]) -> None:
    assert person in told(text)


@pytest.mark.parametrize(
    "text",
    [
        "会议由河套发展署副署长戚继业主持。",  # no 业主 called 戚继
        "院长由该校工程学院院长上官澈兼任。",  # no 官澈
        "香港南荟大学生物医学工程系开学。",  # no 程系, a 学工
        "香港博士后协会欢迎计划。",  # no 后协会, a 博士
        "President of Hong Kong University signed.",
    ],
)
def test_no_name_is_cut_out_of_words(text: str) -> None:
    names = [name for name, _, _ in told(text)]
    assert not {"戚继", "官澈", "程系", "后协会", "暨港深", "Hong Kong"} & set(names)
