"""The small cures, each with the text that made it necessary and near misses that it must leave alone."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from pipelines.repairing import repair
from pipelines.repairing.edits import Edit, applied
from pipelines.repairing.entities import find_entities
from pipelines.repairing.invisible import find_invisible
from pipelines.repairing.lost_for_good import find_lost_for_good
from pipelines.repairing.private_use import (
    find_private_use,
    find_unknown_private_use,
    gb_private_use,
    hkscs_private_use,
)
from pipelines.repairing.stray_symbols import find_stray_symbols

Rule = Callable[[str], tuple[Edit, ...]]


def by(rule: Rule, text: str) -> str:
    return applied(text, rule(text))[0]


# ------------------------------------------------------------------ references left over


@pytest.mark.parametrize(
    ("damaged", "cured"),
    [
        ("签约&nbsp;仪式", "签约 仪式"),
        ("签约&nbsp仪式", "签约 仪式"),
        ("签约&amp;nbsp;仪式", "签约 仪式"),
        ("签约&amp;amp;nbsp;仪式", "签约 仪式"),
        ("中&#22269;", "中国"),
        ("中&#x56fd;", "中国"),
        ("&#20013;&amp;#22269;", "中国"),
        ("&ldquo;星洲&rdquo;项目&mdash;&mdash;首批&hellip;", "“星洲”项目——首批…"),
        ("研发（R&amp;D）中心", "研发（R&D）中心"),
        ("面积&lt;5公顷，产值&gt;3亿元", "面积<5公顷，产值>3亿元"),
        ("负责人&#8220;满意&#8221;", "负责人“满意”"),
    ],
)
def test_references_that_were_escaped_twice_are_read(damaged: str, cured: str) -> None:
    assert by(find_entities, damaged) == cured
    assert repair(damaged).text == cured


@pytest.mark.parametrize(
    "healthy",
    [
        "AT&T 与星洲电信签约",
        "“&nbsp;”表示一个空格，老师在黑板上写道",
        "HTML 里写作 &lt; 的字符，课上讲了",
        "段落写在&lt;p&gt;和&lt;/p&gt;之间，学生照着做",
        "字符 &#22269; 是什么字？",
        '他写了 if (a == "&nbsp;") 这一行',
        "print('&amp;')",
        "河湾&未知名;新区",
        "河湾&foo;新区",
        "网址 https://news.example/?a=1&copy=2 可以打开",
        "无字符&#0;，半个&#55357;",
        "在网页中输入&copy;即可显示版权符号。",
        "使用&nbsp;可以插入空格。",
        "前端开发中，空格写作&nbsp;，小于号写作&lt;。",
        "教程：&times;表示乘号，&divide;表示除号。",
    ],
)
def test_explained_and_unknown_references_stay(healthy: str) -> None:
    assert find_entities(healthy) == ()


# ------------------------------------------------------------------ invisible characters


def test_marks_of_direction_stay_where_the_script_needs_them() -> None:
    persian = "می\u200cخواهم \u200f(HTML)\u200e"
    assert find_invisible(persian) == ()
    assert by(find_invisible, f"{persian}\n星洲\u200b生物") == f"{persian}\n星洲生物"
    assert by(find_invisible, "星洲\u202a生物\u202c签\u180e约\ufffb") == "星洲生物签约"


# ------------------------------------------------------------------ private use


def test_gbk_private_use_is_known_in_simplified_text() -> None:
    text = "星洲博物馆的展品“\ue81e”与“\ue863”来自园区，观众可以预约"
    assert by(find_private_use, text) == "星洲博物馆的展品“\u9fb4”与“䶮”来自园区，观众可以预约"


def test_hkscs_private_use_is_known_in_traditional_text() -> None:
    text = "華富\ue473的居民與李\ue0a3先生出席簽約儀式，園區對此表示歡迎"
    assert by(find_private_use, text) == "華富邨的居民與李喆先生出席簽約儀式，園區對此表示歡迎"


@pytest.mark.parametrize(
    "text",
    ["分享 \ue60a", "\uf0c9菜单", "下载\ue60a\n签约", "Hetao \ue0a3 Park", "合作\ue0a3合作"],
    ids=["icon", "icon before", "icon at the end of a line", "no Han", "of no script"],
)
def test_icons_are_marked_and_stay(text: str) -> None:
    repaired = repair(text)
    assert repaired.text == text
    (found,) = repaired.repairs
    assert (found.name, found.count, found.restored) == ("private_use", 1, False)
    assert find_unknown_private_use(text) == tuple((s.start, s.end) for s in found.steps)


def test_the_tables_hold_no_private_use_themselves() -> None:
    for table in (gb_private_use(), hkscs_private_use()):
        assert all(0xE000 <= code <= 0xF8FF for code in table)
        assert not any("\ue000" <= character <= "\uf8ff" for character in table.values())
    # the ends of the row and of the areas
    assert (gb_private_use()[0xE815], gb_private_use()[0xE864]) == ("⺁", "\u9fbb")
    assert (hkscs_private_use()[0xE0A3], hkscs_private_use()[0xF848]) == ("喆", "ɪ")


# ------------------------------------------------------------------ digits


@pytest.mark.parametrize(
    ("damaged", "cured"),
    [
        ("仪式于 2 0 2 6 年 6 月 2 1 日举行", "仪式于2026年6月21日举行"),
        ("总投资1 , 200 万元", "总投资1,200万元"),
        ("20 26 年开园", "2026年开园"),
        ("２ ０ ２ ６ 年 ６ 月", "２０２６年６月"),
        ("占地 1 2 3 亩，2 0 2 6 年建成，引进 1 3 个项目", "占地123亩，2026年建成，引进13个项目"),
        ("产值3 . 5 亿元", "产值3.5亿元"),
    ],
)
def test_numbers_whose_digits_stand_apart_are_put_together(damaged: str, cured: str) -> None:
    assert repair(damaged).text == cured


@pytest.mark.parametrize(
    "healthy",
    [
        "2026 年 6 月 21 日，13 个项目签约，总投资 1,200 万元",
        "1 2 3 年级的学生参加",
        "见表 1 2026 年数据",
        "2019 2020 2021 年的产值",
        "比分 3 2 1",
        "电话 0755 1234 5678",
        "签 约 仪 式",
        "第 3 , 5 , 7 期",
        "f(1 , 200)",
        "各组人数分别为 3 4 5 万人 6 7 8 万人。",
        "选项 1 2 3 4 年级都可以。3 5 7 亿",
        "A 股 3 2 1 元",
        "第 1 9 2 0 题",
    ],
)
def test_typography_lists_and_letter_spaced_headings_stay(healthy: str) -> None:
    assert repair(healthy).text is healthy


# ------------------------------------------------------------------ symbols before stops


@pytest.mark.parametrize(
    ("damaged", "cured"),
    [
        ("双方签署合作■。项目年内开工▲，", "双方签署合作。项目年内开工，"),
        ("双方签署协议*。", "双方签署协议。"),
        ("“项目开工”#，他表示", "“项目开工”，他表示"),
    ],
)
def test_a_symbol_before_a_stop_goes(damaged: str, cured: str) -> None:
    assert by(find_stray_symbols, damaged) == cured


@pytest.mark.parametrize(
    "healthy",
    [
        "酒店评为五星★★★★★。",
        "嫌疑人王*，李明*，均已到案",
        "嫌疑人陈■。",
        "双方签署协议*。\n*协议以公告为准",
        "■双方签署合作■。",
        "项目○。",
        "评分*****。",
        "请拨打95588按#。",
        "井字键即#，星号键即*。",
        "密码不含^，",
        "密码要有字母。结尾加上#，不要空格。",
        "他只得了三颗★。",
        "评分是5★。",
        "图例：红色为▲。",
        "打*，号为必填",
        "注：带*，为必选",
        "图中红色▲，蓝色●。",
    ],
)
def test_ratings_masks_bullets_and_footnotes_stay(healthy: str) -> None:
    assert find_stray_symbols(healthy) == ()


# ------------------------------------------------------------------ lost for good


@pytest.mark.parametrize(
    ("text", "lost"),
    [
        ("星洲锟斤拷锟斤拷签约", "锟斤拷锟斤拷"),
        ("星洲锟斤拷锟签约", "锟斤拷锟"),
        ("星洲嚙踝蕭簽約", "嚙踝蕭"),
        ("内容：烫烫烫烫烫", "烫烫烫烫烫"),
        ("屯屯屯屯", "屯屯屯屯"),
        ("签约\ufffd\ufffd\ufffd\ufffd仪式", "\ufffd\ufffd\ufffd\ufffd"),
        ("星洲生物????河湾新区", "????"),
        ("????2026?6?21?????", "????2026?6?21?????"),
        ("????????", "????????"),
        ("签约锟?仪式", "锟?"),
        ("签锟约仪式", "锟"),
        ("签约锟斤仪式", "锟斤"),
        ("签约斤拷仪式", "斤拷"),
        ("内容\n烫烫烫烫，", "烫烫烫烫"),
    ],
)
def test_what_is_lost_is_marked_and_nothing_is_invented(text: str, lost: str) -> None:
    repaired = repair(text)
    assert repaired.text == text
    marked = [(found.name, found.restored, [s.before for s in found.steps]) for found in repaired.repairs]
    assert marked == [("lost_for_good", False, [lost])]


@pytest.mark.parametrize(
    "healthy",
    [
        "汤太烫烫嘴",
        "边屯屯田",
        "真的吗????",
        "怎么回事???\n不知道。",
        "??:????",
        "What???",
        "火锅烫烫烫，啤酒冰冰冰",
        "太烫烫烫了",
        "真的???真的吗???不会吧",
        "什么???为什么",
        "手机号138????1234",
        "价格：1???元",
        "锟，音昆，宝剑名",
        "李锟出席仪式",
        "昆吾又作锟铻",
        "签约?",
        "??",
    ],
)
def test_exclamations_and_words_are_not_lost(healthy: str) -> None:
    assert find_lost_for_good(healthy) == ()


# ------------------------------------------------------------------ steps


def test_each_step_tells_what_stands_there_in_the_end() -> None:
    repaired = repair(
        "星洲科創(chuàng )公司&nbsp;開(kāi)園,首批 2 0 2 6 年&#22269;\u200b家項目簽約■。負責人(新任)說:“合作*。"
    )
    assert repaired.text == "星洲科創公司 開園，首批2026年国家項目簽約。負責人（新任）說：“合作。"
    names = {found.name: [(s.before, s.after) for s in found.steps] for found in repaired.repairs}
    assert names["html_entities"] == [("&nbsp;", " "), ("&#22269;", "国")]
    assert names["split_digits"] == [(" 2 0 2 6 ", "2026")]
    assert names["stray_symbols"] == [("■", ""), ("*", "")]
    for found in repaired.repairs:
        assert all(repaired.text[step.start : step.end] == step.after for step in found.steps)


def test_undamaged_text_is_the_same_object() -> None:
    text = "".join(["河湾新区与星洲生物签署合作协议，", "总投资1,200万元，19:30开始。"])
    assert repair(text).text is text
