"""A GBK stream that lost a byte is paired anew; healthy text with rare characters is left alone."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.repairing import repair
from pipelines.repairing.edits import applied
from pipelines.repairing.gb_stream import Unknown, read_from, stream_of
from pipelines.repairing.lost_bytes import find_lost_bytes, find_lost_characters
from pipelines.repairing.unknown_characters import chosen, surroundings

WHOLE = "负责人表示将继续推进。”重點簽約項目代表出席"


def cured(text: str) -> str:
    return applied(text, find_lost_bytes(text))[0]


def without_byte(
    text: str, at: int, instead: bytes = b"", *, codec: str = "gb18030", errors: str = "replace"
) -> str:
    """What a reader gets where byte ``at`` of the GBK stream became ``instead``."""
    body = text.encode("gb18030")
    return (body[:at] + instead + body[at + 1 :]).decode(codec, errors)


# ------------------------------------------------------------------ restored


@pytest.mark.parametrize("mark", ["?!敝攸c", "?！敝攸c", "？！敝攸c", "\ufffd！敝攸c"])
def test_the_stop_the_quotation_mark_and_the_words_behind_come_back(mark: str) -> None:
    text = f"“我們將開拓市場{mark}簽約項目代表出席。"
    assert cured(text) == "“我們將開拓市場。”重點簽約項目代表出席。"
    (edit,) = find_lost_bytes(text)
    assert edit.margin is not None
    assert edit.margin > 1.0


@pytest.mark.parametrize(
    ("text", "lost"),
    [
        ("双方在河湾新区签署合作协议，共建联合实验室，总投资2亿元", 16),
        ("星洲生物与河湾新区管委会签署入驻协议2份", 26),
        ("園區舉行揭牌儀式，多家機構代表出席", 10),
    ],
)
@pytest.mark.parametrize("instead", [b"?", b""])
@pytest.mark.parametrize("codec", ["gb18030", "gbk"])
def test_a_lead_byte_lost_is_restored(text: str, lost: int, instead: bytes, codec: str) -> None:
    damaged = without_byte(text, lost, instead, codec=codec)
    assert damaged != text
    assert cured(damaged) == text


def test_a_trail_byte_that_was_dropped_is_restored() -> None:
    text = "双方在河湾新区签署合作协议，共建联合实验室"
    damaged = without_byte(text, 15)
    assert damaged != text
    assert cured(damaged) == text


def test_a_stream_whose_undecodable_end_was_dropped_is_restored() -> None:
    damaged = without_byte("双方签署合作协议。", 6, b"?", errors="ignore")
    assert damaged != "双方签署合作协议。"
    assert cured(damaged) == "双方签署合作协议。"


def test_marks_that_width_folding_made_narrow_are_taken_for_the_bytes_they_were() -> None:
    text = "負責人說：“我們將繼續推進。”重點簽約項目代表出席"
    at = len("負責人說：“我們將繼續推進".encode("gb18030"))
    damaged = unicodedata.normalize("NFKC", without_byte(text, at, b"?"))
    assert "?!敝攸c" in damaged
    assert cured(damaged) == unicodedata.normalize("NFKC", text[:5]) + text[5:]


def test_a_name_that_stands_elsewhere_in_the_text_decides() -> None:
    first = "会议由翟昀芮主持，翟昀芮回顾了园区的建设。"
    last = "最后翟昀芮作总结发言。"
    at = len((first + "最后翟昀").encode("gb18030"))
    damaged = without_byte(first + last, at, b"?")
    assert damaged != first + last
    assert cured(damaged) == first + last


def test_the_steps_say_what_became_of_what() -> None:
    repaired = repair("“我們將開拓市場?!敝攸c簽約項目代表出席。")
    (found,) = [r for r in repaired.repairs if r.name == "lost_byte"]
    (step,) = found.steps
    assert (step.before, step.after) == ("?!敝攸c", "。”重點")
    assert repaired.text[step.start : step.end] == step.after
    assert step.margin is not None


# ------------------------------------------------------------------ left alone, or only marked


@pytest.mark.parametrize(
    "text",
    [
        "研究发现牙龈卟啉单胞菌与嘌呤、嘧啶、吡咯烷代谢有关；真的?乒乓球馆也开放。",
        "犇淼科技与鑫垚资本签约，翟翀、骞靖、邰芮出席。",
        "薰蒨、李明",
        "來賓有吕蒨、陳雅婷及林姵荺。",
        "黄藜酉\n孟绮颋\n胤璘 曄翬 婞姵",
        "签约锘\ufffd",
        "新闻中心锘\ufffd",
        "佢哋喺度做嘢，瞓咗一陣又嚟過。",
        "他问:这是真的吗?园区没有回答。",
        "买入A股与B股，K线图显示T恤厂停产。",
        "陎陎⑹堤",  # GBK read as Big5: another damage
        "鏄熶唬椤规槦",  # UTF-8 read as GBK
        "Ωmega 与 ф 函数，见第∑章；ㄅㄆㄇ是注音。",
    ],
)
def test_healthy_text_is_left_alone(text: str) -> None:
    assert find_lost_bytes(text) == ()


@pytest.mark.parametrize("damage", ["\ufffd", "\ufffd?", "?\ufffd"])
def test_where_both_bytes_are_gone_the_place_is_marked_and_nothing_invented(damage: str) -> None:
    text = f"股东徐强和徐{damage}合计持股"
    repaired = repair(text)
    assert repaired.text == text
    (found,) = repaired.repairs
    assert (found.name, found.count, found.restored) == ("lost_for_good", 1, False)
    (step,) = found.steps
    assert repaired.text[step.start : step.end] == damage == step.before == step.after


def test_a_replacement_character_among_latin_letters_is_not_ours() -> None:
    assert find_lost_characters("Smith \ufffd Lee") == ()


def test_a_character_that_nothing_tells_is_not_chosen() -> None:
    assert chosen(Unknown(None, None), "园区", "签约", surroundings("园区签约", 2, 2)) is None


# ------------------------------------------------------------------ laws


@given(text=st.text(alphabet=st.sampled_from("星洲生物簽約，。A1 \ufffd€𠮷\ud800\ue000Я"), max_size=30))
def test_a_stream_read_from_its_begin_is_the_text(text: str) -> None:
    stream = stream_of(text)
    at, read = 0, ""
    while at < len(stream.codes):
        reading, at = read_from(stream.codes, at)
        read += "\ufffd" if isinstance(reading, Unknown) else reading
    if "\ufffd" not in text:  # a lost byte pairs with what follows
        assert read == text


@settings(deadline=None, max_examples=100)
@given(
    text=st.lists(
        st.sampled_from(["星洲生物", "签署", "合作协议", "，", "园区", "2026年", "揭牌"]),
        min_size=2,
        max_size=9,
    ),
    data=st.data(),
)
def test_one_byte_lost_never_makes_the_rest_worse(text: list[str], data: st.DataObject) -> None:
    whole = "".join(text)
    at = data.draw(st.integers(0, len(whole.encode("gb18030")) - 1))
    damaged = without_byte(whole, at, data.draw(st.sampled_from([b"?", b""])))
    once = repair(damaged).text
    assert repair(once).text == once


def test_a_text_of_many_damaged_places_keeps_its_other_cures() -> None:
    text = "他强调?!敝攸c工作要抓好。\n" * 900 + "市(shì )长会(huì )见来宾，开(kāi )幕式举行。"
    assert repair(text).text.endswith("市长会见来宾，开幕式举行。")


def test_what_gives_nothing_does_not_hide_what_does() -> None:
    text = "名单：翟翀、骞靖、爨颖。\n" * 120 + "他强调?!敝攸c工作要抓好。"
    assert repair(text).text.endswith("他强调。”重點工作要抓好。")
