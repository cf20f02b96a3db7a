"""``hetao compare``: pairs of articles, the relation and why; a bad line is named and stops nothing."""

from __future__ import annotations

import base64
import json
from pathlib import Path

import opencc
import pytest

from tests.test_cli import hetao

TEXT = (
    "11月23日，星澜生物有限公司与粤澜大学在河套深圳园区签署战略合作协议。双方将共建联合实验室，面向细胞治疗开展长期研究。"
    "星澜生物有限公司董事长林远舟表示，园区的科研环境良好，公司将在明年春天迁入，并带来首批四十名工程师。"
    "粤澜大学副校长何青川介绍，学校会开放动物实验平台，每年选派研究生到企业实习，成果由双方共享。"
)
OTHER = (
    "香港天文台今早表示，一股清凉的北风补充正影响广东沿岸，预料本港未来两三日天气乾燥，早晚清凉，市区最低气温约十六度，"
    "新界再低一两度。市民外出应注意添衣，郊区山火危险性颇高，行山人士须小心火种。"
)


pytestmark = pytest.mark.usefixtures("empty_folder")


def article(text: str, **more: str) -> dict[str, str]:
    return {"url": "http://a.example/1.html", "title": "签约", "text": text, **more}


def compare(*lines: object, flags: tuple[str, ...] = ("--json",)) -> tuple[int, str]:
    written = (line if isinstance(line, str) else json.dumps(line, ensure_ascii=False) for line in lines)
    Path("pairs.jsonl").write_text("\n".join(written) + "\n", "utf-8")
    return hetao("compare", "pairs.jsonl", *flags)


def relation(a: dict[str, str], b: dict[str, str]) -> str:
    status, out = compare({"a": a, "b": b})
    assert status == 0
    return str(json.loads(out)["relation"])


def test_a_pair_has_the_documented_shape() -> None:
    status, out = compare({"a": article(TEXT), "b": article(TEXT)})
    shape = json.loads(out)
    assert status == 0
    assert list(shape) == ["line", "relation", "jaccard", "containment", "why", "error"]
    assert (shape["line"], shape["relation"], shape["jaccard"], shape["error"]) == (1, "same", 1.0, None)


def test_the_other_script_a_cut_and_more_text_are_named_and_another_story_is_not_linked() -> None:
    cut = TEXT[: TEXT.index("粤澜大学副校长")]
    assert relation(article(TEXT), article(opencc.OpenCC("s2t").convert(TEXT))) == "script_variant"
    assert relation(article(TEXT), article(cut)) == "excerpt"
    assert relation(article(cut), article(TEXT)) == "extended"
    assert relation(article(TEXT), article(OTHER, title="天氣乾燥")) == "different"


def test_the_bytes_of_a_page_are_decoded_and_cured_before_they_are_compared() -> None:
    damaged = TEXT.replace("，", ",").encode("gb18030")
    page = b"<html><body><h1>\xc7\xa9\xd4\xbc</h1><article><p>" + damaged + b"</p></article></body></html>"
    given = {"url": "http://b.example/2.html", "body_b64": base64.b64encode(page).decode()}
    assert relation(article(TEXT), given) == "same"


def test_a_bad_line_is_named_and_the_others_are_compared() -> None:
    good = {"a": article(TEXT), "b": article(TEXT)}
    status, out = compare("{", {"a": article(TEXT)}, {"a": article(TEXT), "b": {"url": "x"}}, good)
    rows = [json.loads(line) for line in out.splitlines()]
    assert status == 1
    assert [row["relation"] for row in rows] == [None, None, None, "same"]
    assert "pairs.jsonl, line 1" in rows[0]["error"]
    assert "`b` must be an article" in rows[1]["error"]
    assert "article `b`: a record needs `text` or `body_b64`" in rows[2]["error"]


def test_people_get_a_table() -> None:
    status, out = compare({"a": article(TEXT), "b": article(TEXT)}, flags=())
    assert status == 0
    assert "same" in out
    assert "1.00" in out
