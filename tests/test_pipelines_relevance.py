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
        ("河套人行天桥贯通，河套深圳园区的租户先行试用。", None, "subject"),
        ("大楼落成，租户陆续迁入。", "河套深圳园区大楼落成", "subject"),
        # a party's address in a notice, land bought there: a part of the news however late it stands
        (f"证券代码：900001\n{FILLER}乙方注册地址为河套深圳园区。", "关于签订重大合同的公告", "subject"),
        (f"{FILLER}{FILLER}公司已竞得河套深圳园区一宗科研用地。", None, "subject"),
        # an address at the end of other news, a house among others, background, a landmark: in passing
        (
            f"晨曦光电与槟城一家公司签署供货协议。{FILLER}{FILLER}晨曦光电的总部在河套深圳园区。",
            None,
            "mention",
        ),
        (
            f"晨曦光电推出新品。{FILLER}公司在大连、三亚以及深圳河套设有实验室，科技人员逾百。",
            None,
            "mention",
        ),
        ("岭海银行昨日与粤澜大学签约。银行此前已在河套深圳园区设立支行。", None, "mention"),
        ("深圳河湾队签下两名外援。训练基地离河套不远。", None, "mention"),
        # several names, each in doubt alone
        ("河套人才公寓信托认购，香港投资者接触券商，认购条款未定。", "河套人才公寓REITs", "subject"),
        ("深圳河套学院新校区启用。", None, "subject"),
        ("昨日，河套深圳园区与前海合作区签署联动协议。", None, "subject"),
        ("The Hetao zone lost a visit. Both parks had prepared laboratories.", None, "subject"),
        ("绰号“河套”的投手何韬今天完成签约。", None, "irrelevant"),
        ("作家的长篇小说《河套来信》售出版权，背景设在黄河河套。", None, "irrelevant"),
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


@pytest.mark.parametrize(
    ("outlet", "expected"),
    [
        ("河套深圳园区观察", "subject"),
        ("港深創科園資訊", "subject"),
        ("河套平原农业报", "irrelevant"),
        ("园区日报", "irrelevant"),
    ],
)
def test_what_the_zone_itself_publishes_is_about_the_zone(outlet: str, expected: str) -> None:
    article = Article(
        url="u", title="落户、租房，一次说清", text="企业入园满三个月可申请公寓。", outlet=outlet
    )
    assert judge_relevance(article).kind == expected


def test_the_other_plain_stays_the_other_whoever_publishes() -> None:
    text = "内蒙古巴彦淖尔河套灌区秋浇结束，葵花籽丰收。"
    assert (
        judge_relevance(Article(url="u", title=None, text=text, outlet="河套深圳园区观察")).kind
        == "irrelevant"
    )
