"""What is about the zone, and what only sounds like it."""

from __future__ import annotations

import pytest

from pipelines.relevance import judge_relevance, mentions_zone, sentence_on_zone
from pipelines.values import Article

FILLER = "全省经济稳步增长，民营企业贡献突出，外贸出口保持活力，市场主体信心增强。" * 4


def kind(text: str, title: str | None = None) -> str:
    return judge_relevance(Article(url="u", title=title, text=text)).kind


@pytest.mark.parametrize(
    ("text", "title", "expected"),
    [
        ("河套深港科技创新合作区深圳园区新建实验楼启用，科研人员陆续搬入。", None, "subject"),
        ("港深創科園首批大樓落成，租戶陸續進駐。", None, "subject"),
        ("The Lok Ma Chau Loop will host a laboratory, HSITP said.", None, "subject"),
        (f"有关部门支持横琴、前海、南沙、河套等平台先行先试。{FILLER}", None, "mention"),
        (f"{FILLER}{FILLER}他曾在河套深圳园区工作。{FILLER}", None, "mention"),
        ("内蒙古巴彦淖尔河套灌区秋浇结束，葵花籽丰收。", None, "irrelevant"),
        ("河套学院新校区启用，位于临河区。", None, "irrelevant"),
        ("晶泰科技昨日在上海发布季度业绩。", None, "company"),
        ("市区今日多云，气温下降。", None, "irrelevant"),
        ("大楼落成，租户陆续迁入。", "河套深圳园区大楼落成", "subject"),
    ],
)
def test_the_class_follows_names_context_and_look_alikes(text: str, title: str | None, expected: str) -> None:
    assert kind(text, title) == expected
    assert judge_relevance(Article(url="u", title=title, text=text)).why


@pytest.mark.parametrize(
    "raw",
    [
        "河套",
        "\\u6cb3\\u5957",
        "&#x6cb3;&#x5957;",
        "HETAO zone",
        "港深創(chuàng )科園",
        "河(hé)套",
        "河 ( he ) 套",
        "Lok Ma Chau Loop",
    ],
)
def test_any_spelling_lets_a_page_through(raw: str) -> None:
    assert mentions_zone(f"<html><p>{raw}</p></html>")


def test_a_page_without_any_name_is_stopped() -> None:
    assert not mentions_zone("<html><p>深圳天气晴</p></html>")


def test_a_sentence_names_the_zone_or_does_not() -> None:
    assert sentence_on_zone("实验室在河套揭牌。")
    assert not sentence_on_zone("河套灌区秋浇结束。")
