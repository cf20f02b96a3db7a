"""Half-width marks of Chinese prose become full-width; all others stay."""

from __future__ import annotations

import pytest

from pipelines.repairing import repair
from pipelines.repairing.edits import applied
from pipelines.repairing.punctuation import find_half_width


@pytest.mark.parametrize(
    ("damaged", "cured"),
    [
        ('以"从0到∞"为主题,园区开园', "以“从0到∞”为主题，园区开园"),
        ('他说:"项目开工!",并表示"满意"', "他说：“项目开工！”，并表示“满意”"),
        ("他说:\"所谓'星洲速度'就是这样\"", "他说：“所谓‘星洲速度’就是这样”"),
        ("园区今日开园,双方签约.", "园区今日开园，双方签约。"),
        ("星洲生物今日签约.河湾新区表示欢迎,项目开工.", "星洲生物今日签约。河湾新区表示欢迎，项目开工。"),
        ("大家都在等,等...", "大家都在等，等……"),
        ("首批项目,共13个--河湾最多", "首批项目，共13个——河湾最多"),
        ("河湾府函(2026)9号,已印发", "河湾府函（2026）9号，已印发"),
        ("(1)总则,共三条", "（1）总则，共三条"),
    ],
)
def test_all_half_width_marks_of_a_chinese_text_become_full_width(damaged: str, cured: str) -> None:
    assert repair(damaged).text == cured


@pytest.mark.parametrize(
    "healthy",
    [
        '以"从0到∞"为主题，园区开园；',
        "我们都在等......",
        "作家马克.吐温,卡尔.马克思的书",
        '大小是55"和65",两种',
        "一.总则\n二.范围",
        "详见第一章......12,共三页",
        "用法是 a --help,很简单",
        '{"标题": "签约", "地点": "河湾"},如上',
        "L'Oréal 与 Int'l 签约,在河湾",
        "版本3.5,编号No.1",
        "会社は、新しい研究所(東京)を開設,した",
    ],
)
def test_habits_names_codes_and_other_languages_keep_their_marks(healthy: str) -> None:
    kept = applied(healthy, find_half_width(healthy))[0]
    assert kept.replace("，", ",").replace("（", "(").replace("）", ")") == healthy.replace("，", ",")


@pytest.mark.parametrize(
    "healthy",
    [
        "def 求和(甲, 乙):",
        "SELECT 姓名, 年龄 FROM 用户表 WHERE 年龄 > 3;",
        'print(f"你好, {姓名}")',
        "# 求和,甲与乙都是整数\n结果 = 求和(甲, 乙)",
        "姓名,年龄,城市",
        "姓名,年龄,城市\n张三,25,北京\n李四,30,星洲",
        "金额,电话\n983,479\n876,园区",
        "星洲生物科技有限公司,91440300,河湾新区创新路1号",
        '"姓名","年龄"\n"张三","25"',
        "| 姓名 | 说明:全名 |\n| 张三 | 员工,在职 |",
        "输入&copy;即可",
        "什么???为什么",
        "http://例子.公司/首页?名=张三,李四&x=1",
        "见 https://news.example/search?q=星洲,河湾&page=2",
    ],
)
def test_code_tables_and_addresses_keep_their_marks(healthy: str) -> None:
    assert repair(healthy).text is healthy


def test_prose_between_lines_of_code_is_mended() -> None:
    text = "园区开园,双方签约并在现场交换了文本.\n代码见 求和(甲, 乙) == 3\n星洲生物表示满意,项目今年开工."
    cured = (
        "园区开园，双方签约并在现场交换了文本。\n代码见 求和(甲, 乙) == 3\n星洲生物表示满意，项目今年开工。"
    )
    assert repair(text).text == cured
