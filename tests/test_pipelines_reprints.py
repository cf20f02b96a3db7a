"""A reprint is the same text in whatever script or cut; a template with other names is not."""

from __future__ import annotations

from datetime import UTC, datetime

import opencc
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.reprints import ArticleText, compare_texts, fingerprint

NOTICE = (
    "十一月三日，青禾智能科技有限公司与深港量子研究院在河套深圳园区签署战略合作协议。"
    "双方将围绕量子计算与人工智能的融合应用建立联合实验室，共同培养研究生，并在三年内投入五千万元。"
    "青禾智能董事长林远舟表示，园区的跨境科研环境吸引了公司落户。研究院院长苏文柏说，实验室将于明年春天启用。"
    "活动现场，来自深港两地的四十多名科研人员参观了中试平台，并就成果转化交流了意见。"
)
EXTRA = (
    "据介绍，园区今年已引进多家研发机构，累计建成三座中试平台，科研人员超过万人，跨境通道日均通行量持续上升。"
    * 2
)
OTHER = (
    "深圳市气象台今日发布大风蓝色预警信号，预计未来两天受冷空气影响，全市气温明显下降，请市民注意添衣保暖。"
    "沿海地区阵风可达八级，海上作业船只应及时回港避风。教育部门提醒学校减少户外活动，注意高空坠物。"
)
TEMPLATE = (
    "{day}，{a}与{b}在河套深圳园区举行签约仪式，双方签署合作协议，总投资{n}亿元。根据协议，双方将在技术研发、"
    "人才培养、成果转化等方面开展全面合作，推动产业升级，助力粤港澳大湾区国际科技创新中心建设。"
)


def article(text: str, title: str | None = None, day: int = 3) -> ArticleText:
    return ArticleText(text=text, title=title, published_at=datetime(2026, 11, day, tzinfo=UTC))


def test_the_same_letters_are_the_same() -> None:
    comparison = compare_texts(article(NOTICE), article(NOTICE.replace("，", ",").replace("。", " ")))
    assert comparison.relation == "same"


def test_the_other_script_is_a_script_variant() -> None:
    traditional = opencc.OpenCC("s2t").convert(NOTICE)
    assert compare_texts(article(NOTICE), article(traditional)).relation == "script_variant"


def test_a_cut_text_is_an_excerpt_and_the_longer_one_extends_it() -> None:
    assert compare_texts(article(NOTICE + EXTRA), article(NOTICE)).relation == "excerpt"
    assert compare_texts(article(NOTICE), article(NOTICE + EXTRA)).relation == "extended"


def test_strangers_are_different() -> None:
    assert compare_texts(article(NOTICE), article(OTHER)).relation == "different"
    assert not compare_texts(article(NOTICE), article("")).is_reprint


def test_two_signings_from_one_template_stay_two() -> None:
    a = TEMPLATE.format(day="11月3日", a="青禾智能公司", b="远屿新材公司", n=3)
    b = TEMPLATE.format(day="11月5日", a="海岚科技公司", b="粤澜大学", n=8)
    first = article(a, "青禾智能与远屿新材签约")
    second = article(b, "海岚科技与粤澜大学签约", day=5)
    assert compare_texts(first, second).relation == "different"


def test_corrected_figures_on_the_same_day_are_an_update() -> None:
    newer = NOTICE.replace("五千万元", "6千万元").replace("四十多名", "52名").replace("三年内", "5年内")
    older = NOTICE.replace("五千万元", "5千万元").replace("四十多名", "40名").replace("三年内", "3年内")
    title = "青禾智能与深港量子研究院签约"
    comparison = compare_texts(article(older, title), article(newer, title))
    assert comparison.is_reprint


def test_a_corrected_day_an_hour_later_is_an_update_whichever_comes_first() -> None:
    older = NOTICE.replace("十一月三日", "11月3日")
    newer = older.replace("11月3日", "11月4日").replace("四十多名", "五十多名")
    title = "青禾智能与深港量子研究院签约"
    early, late = (
        ArticleText(text=text, title=title, published_at=datetime(2026, 11, 4, hour, tzinfo=UTC))
        for text, hour in ((older, 8), (newer, 9))
    )
    assert compare_texts(early, late).is_reprint
    assert compare_texts(late, early).is_reprint


def test_parts_of_a_series_are_counted_however_their_number_is_written() -> None:
    one = article(NOTICE, "河套蹲点记（三）")
    assert compare_texts(one, article(NOTICE.replace("苏文柏", "苏先生"), "河套蹲点记（3）")).is_reprint
    other = article(EXTRA + NOTICE[:60], "河套蹲点记（四）")
    assert compare_texts(one, other).relation == "different"


@pytest.mark.parametrize(
    "other", [NOTICE + EXTRA, NOTICE[: len(NOTICE) * 2 // 3], opencc.OpenCC("s2t").convert(NOTICE)]
)
def test_reprints_share_a_band(other: str) -> None:
    assert set(fingerprint(NOTICE).keys) & set(fingerprint(other).keys)


@given(st.text(max_size=300), st.text(max_size=300))
def test_any_two_texts_can_be_compared(a: str, b: str) -> None:
    comparison = compare_texts(ArticleText(text=a), ArticleText(text=b))
    assert 0 <= comparison.jaccard <= 1
    assert 0 <= comparison.containment <= 1


@given(st.text(max_size=300))
def test_a_text_is_itself(text: str) -> None:
    comparison = compare_texts(ArticleText(text=text), ArticleText(text=text))
    assert comparison.relation in ("same", "different")
    assert fingerprint(text) == fingerprint(text)
