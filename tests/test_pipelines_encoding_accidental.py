"""A few Chinese words whose bytes are valid UTF-8 by accident, and text in other languages that is UTF-8 indeed."""

from __future__ import annotations

import pytest

from pipelines.encoding import decode

# words that are valid UTF-8 in GBK
ACCIDENTS = [
    "签约",
    "平台",
    "停止",
    "职业",
    "营业税",
    "太太",
    "血压",
    "没药",
    "谢谢",
    "平实",
    "签约 2026 平台",
]

FOREIGN = [
    "Он сказал, что новая лаборатория открыта.",
    "Новости",
    "Мама мыла раму",
    "она",
    "Українська їжа",
    "Η νέα εφημερίδα των Αθηνών",
    "Αθήνα",
    "Žluťoučký kůň úpěl ďábelské ódy",
    "Škoda",
    "İstanbul'da güneşli bir gün, çığ",
    "người Việt Nam, đất nước tôi",
    "São Paulo, uma ação",
    "Zürich Café",
    "© 2026 »",
    "עברית שלום",
    "مرحبا بالعالم",
    "Ғылым және ғарыш, өңір",
    "Өфө, мәҙәниәт",
    "ˈlʌndən",
]


@pytest.mark.parametrize("text", ACCIDENTS)
@pytest.mark.parametrize("label", ["gb2312", "GBK", "gb18030"])
def test_declared_words_that_are_utf_8_by_accident_are_read_as_declared(text: str, label: str) -> None:
    html = f'<html><head><meta charset="{label}"><title>{text}</title></head><body>2026</body></html>'
    decoded = decode(html.encode("gbk"))
    assert (decoded.text, decoded.charset.used) == (html, "gb18030")
    assert decoded.charset.why.startswith("as declared")
    html = f"<p>{text}</p>"
    assert decode(html.encode("gbk"), http_charset=label).text == html


@pytest.mark.parametrize("http", ["gb2312", None])
def test_many_such_words_are_no_proof_of_utf_8_either(http: str | None) -> None:
    html = f"<p>{'签约' * 40}</p>"
    assert decode(html.encode("gbk"), http_charset=http).text == html


@pytest.mark.parametrize("text", FOREIGN)
@pytest.mark.parametrize("label", ["gb2312", "gbk", "big5", "utf-8", None])
@pytest.mark.parametrize("times", [1, 20])
def test_utf_8_in_other_languages_stays_whatever_the_label(text: str, label: str | None, times: int) -> None:
    html = f"<title>{text}</title>" + f"<p>{text}</p>\n" * times
    decoded = decode(html.encode(), http_charset=label)
    assert (decoded.text, decoded.charset.used) == (html, "utf-8")


def test_a_page_declared_gbk_that_ends_in_its_only_character_is_not_cut_off_utf_8() -> None:
    assert decode("2026 甯".encode("gbk"), http_charset="gbk").text == "2026 甯"
    # near miss: ASCII, then UTF-8 that is cut off
    assert decode("Hello 星".encode()[:-1], http_charset="utf-8").text == "Hello "
