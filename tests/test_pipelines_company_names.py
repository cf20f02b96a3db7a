"""A company's brand may be any word, a verb as well: a trade and a legal form alone name nobody."""

from __future__ import annotations

import pytest

from pipelines.extraction.document import read_document
from pipelines.extraction.organisations import find_organisations


def firms(text: str) -> list[str]:
    document = read_document(text, title=None, reference=None)
    return [mention.text for mention in find_organisations(document) if mention.text.endswith("公司")]


@pytest.mark.parametrize(
    "name",
    [
        "银杉生命科技有限公司",
        "深蓝智造科技有限公司",
        "维度跨越（深圳）科技有限公司",
        "云帆配送网络科技有限公司",
        "启航科技有限公司",
        "星火传承文化有限公司",
        "春雨生活科技股份有限公司",
    ],
)
@pytest.mark.parametrize(
    "text",
    [
        "11月28日，{}与远屿新材研究院在河套签署协议。",
        "星洲量子科技有限公司、{}、桥川生物科技有限公司现场签约入驻。",
        "河套香港园区公司28日与{}签署租赁协议。",
    ],
)
def test_a_verb_before_a_trade_and_a_legal_form_is_of_the_name(name: str, text: str) -> None:
    assert name in firms(text.format(name))


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("初创企业银杉生命科技有限公司日前与园区签约。", "银杉生命科技有限公司"),
        ("园区引进银杉科技有限公司。", "银杉科技有限公司"),
        ("去年园区并购银杉启航科技有限公司。", "银杉启航科技有限公司"),
    ],
)
def test_what_is_done_to_a_company_is_not_of_its_name(text: str, name: str) -> None:
    assert firms(text) == [name]


@pytest.mark.parametrize("text", ["园区已有多家科技有限公司。", "双方将注册成立一家生物科技有限公司。"])
def test_a_trade_and_a_legal_form_alone_are_no_name(text: str) -> None:
    assert firms(text) == []
