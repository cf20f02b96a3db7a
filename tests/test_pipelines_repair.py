"""Damaged text is cured or marked, healthy text is left alone, and twice is once."""

from __future__ import annotations

import time

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from pipelines.repairing import repair
from pipelines.repairing.edits import Edit, applied, moved
from pipelines.values import Repaired

HEALTHY = (
    "星洲生物科技有限公司（以下简称“星洲生物”）6月21日与河湾新区管委会签约，总投资1,200万元；"
    "仪式于19:30开始。负责人表示：“项目年内开工！”详见 https://news.example/a?id=1,2 。",
    "星洲生物科技有限公司6月21日與河灣新區管委會簽約──「項目年內開工！」負責人表示：咁樣做嘅效果好好。",
    "Société Générale 与星洲生物签约，naïve café，Zürich 的 Müller 先生出席……",
    "The company of Mr Li (李明) signed a lease, and said: it opens in June!",
    "曾綺年   \n 鄭嘉莉   \n 關思偉   \n 詹燕珠",
    "研究发现牙龈卟啉单胞菌与嘌呤、嘧啶、吡咯烷代谢有关；真的?乒乓球馆也开放。",
    "據說「乜乜乜乜」，這是甚麼考慮？耿爽說明了情況。",
    "窈窕淑女，君子好逑。谷胱甘肽、赖氨酸、羧甲基纤维素均已投产。",
    "👨\u200d👩\u200d👧 家庭日在园区举行，葛\U000e0100城区居民参加。",
    "",
    "\n\n",
)


def names(repaired: Repaired) -> dict[str, int]:
    return {found.name: found.count for found in repaired.repairs}


@pytest.mark.parametrize("text", HEALTHY)
def test_healthy_text_is_left_alone(text: str) -> None:
    assert repair(text) == Repaired(text=text)


# ------------------------------------------------------------------ half-width punctuation


@pytest.mark.parametrize(
    ("damaged", "cured"),
    [
        ("来源:星洲日报", "来源：星洲日报"),
        ("6月21日,园区开园;双方签约!是吗?是.", "6月21日，园区开园；双方签约！是吗？是。"),
        ("星洲中心(河湾分中心)主任", "星洲中心（河湾分中心）主任"),
        ("“项目开工!”,他说", "“项目开工！”，他说"),
        ("同比增长5%,其中设备占2,300万元", "同比增长5%，其中设备占2,300万元"),
        ("引进ABC,推动发展", "引进ABC，推动发展"),
        ("时间:2024年", "时间：2024年"),
    ],
)
def test_half_width_punctuation_of_chinese_text_becomes_full_width(damaged: str, cured: str) -> None:
    repaired = repair(damaged)
    assert repaired.text == cured
    assert names(repaired) == {"half_width_punctuation": sum(map(str.__ne__, damaged, cured))}


@pytest.mark.parametrize(
    "kept",
    ["1,200", "19:30", "3:2", "https://news.example/河?a=1,2", "a@b.example", "Smith, Lee", "(AI)", "x;y"],
)
def test_numbers_addresses_and_latin_keep_their_punctuation(kept: str) -> None:
    text = f"园区开园,双方签约,项目{kept}在园区开工,负责人出席"
    assert repair(text).text == f"园区开园，双方签约，项目{kept}在园区开工，负责人出席"


def test_an_outlet_keeps_its_habit_of_one_half_width_colon() -> None:
    text = "来源:星洲日报。园区开园，双方签约，项目开工。"
    assert repair(text).text == text


# ------------------------------------------------------------------ mojibake and invisible characters

SENTENCE = "星洲生物与河湾新区签署合作协议，共建联合实验室。"
TRADITIONAL = "星洲生物與河灣新區簽署合作協議，共建聯合實驗室"


@pytest.mark.parametrize(
    ("text", "right", "wrong"),
    [
        (SENTENCE, "utf-8", "latin-1"),
        (SENTENCE, "gb18030", "latin-1"),
        (TRADITIONAL, "big5", "latin-1"),
        (TRADITIONAL, "big5", "gb18030"),
        ("签约仪式在园区举行", "utf-8", "cp1252"),
        (SENTENCE.replace("。", ""), "gb18030", "cp1252"),
    ],
)
def test_wrongly_read_text_is_read_again(text: str, right: str, wrong: str) -> None:
    try:
        damaged = text.encode(right).decode(wrong)
    except UnicodeDecodeError:
        damaged = text.encode(right).decode("latin-1")
    repaired = repair(f"园区要闻\n{damaged}\n完")
    assert repaired.text == f"园区要闻\n{text}\n完"
    (found,) = repaired.repairs
    assert found.name == "mojibake"
    assert text in {repaired.text[start:end] for start, end in ((s.start, s.end) for s in found.steps)}


def test_utf_8_read_as_gbk_is_read_again_where_nothing_was_lost() -> None:
    damaged = "园区签署项目合作协议".encode().decode("gb18030")
    assert "椤圭洰鍚堜綔鍗忚" in damaged
    assert repair(damaged).text == "园区签署项目合作协议"


def test_utf_8_read_as_gbk_with_losses_is_read_again_and_what_is_gone_stays_marked() -> None:
    damaged = SENTENCE.encode().decode("gbk", "replace")
    assert "\ufffd" in damaged
    whole = repair(damaged).text
    assert whole.startswith("星洲生物与河湾新区签署合作协")
    assert set(whole) <= {*SENTENCE, "\ufffd"}


def test_invisible_characters_go_and_those_that_shape_a_character_stay() -> None:
    repaired = repair("\ufeff星洲\u200b生物\u2060签\u00ad约\u200e，👨\u200d👩")
    assert repaired.text == "星洲生物签约，👨\u200d👩"
    assert names(repaired) == {"invisible_characters": 5}


# ------------------------------------------------------------------ the whole


def test_a_text_damaged_in_many_ways_is_cured_in_one_go() -> None:
    damaged = "星洲科創(chuàng )公司開(kāi)園,首批13個(gè)項目\u200b簽約!\n負責人(新任)說(shuō):“開(kāi)拓市場(chǎng)?!敝攸c(diǎn)項目代表出席。"
    repaired = repair(damaged)
    assert repaired.text == (
        "星洲科創公司開園，首批13個項目簽約！\n負責人（新任）說：“開拓市場。”重點項目代表出席。"
    )
    assert names(repaired) == {
        "invisible_characters": 1,
        "pinyin_in_brackets": 7,
        "half_width_punctuation": 5,
        "lost_byte": 1,
    }
    places = {found.name: [(s.start, s.end) for s in found.steps] for found in repaired.repairs}
    shown = "".join(repaired.text[start:end] for start, end in places["half_width_punctuation"])
    assert shown == "，！（）："
    assert repaired.text[: places["invisible_characters"][0][0]].endswith("項目")
    assert "".join(repaired.text[start - 1] for start, _ in places["pinyin_in_brackets"]) == "創開個說開場點"


_BITS = st.sampled_from(
    [
        "星洲",
        "簽約",
        "創(chuàng )新",
        "開(kāi)",
        "長(zhǎng)",
        ",",
        "!",
        "?",
        "(",
        ")",
        "（",
        "\n",
        " ",
        "?!敝攸c",
        "\ufffd",
        "\u200b",
        "å¼€",
        "å›­",
        "Ç©Ô¼",
        "Ã©",
        "\xad",
        "锟斤拷",
        "12",
        "a",
        "é",
        "”",
        "娌冲",
        "\ud800",
        ":",
        "http://",
    ]
)


@settings(deadline=None, max_examples=300)
@given(text=st.one_of(st.text(max_size=60), st.lists(_BITS, max_size=30).map("".join)))
@example(text="創(chuàng(chuàng))新" * 3)
@example(text="Ã\u200b©Ã\u200b©")
@example(text="創(chu\u200bàng)開(kāi)新(xīn)")
def test_repairing_twice_is_repairing_once_and_never_fails(text: str) -> None:
    once = repair(text)
    twice = repair(once.text)
    assert twice.text == once.text
    assert all(not found.restored for found in twice.repairs)
    for found in once.repairs:
        assert found.count > 0
        assert all(0 <= step.start <= step.end <= len(once.text) for step in found.steps)


@settings(deadline=None, max_examples=150)
@given(
    text=st.lists(
        st.sampled_from(list("星洲生物签署合作协议园区项目代表出席，。与和在")), min_size=4, max_size=40
    ).map("".join),
    way=st.sampled_from(
        [
            ("utf-8", "latin-1"),
            ("gbk", "latin-1"),
            ("utf-8", "gbk"),
            # not GBK read as Big5: Python's and the web's Big5 show 签 and 请 as one character
            ("gbk", "utf-8"),
            ("utf-8", "cp1252"),
        ]
    ),
)
def test_text_broken_by_a_wrong_charset_comes_back_or_is_left_alone(text: str, way: tuple[str, str]) -> None:
    right, wrong = way
    try:
        damaged = text.encode(right).decode(wrong)
    except UnicodeError:
        return
    assert repair(damaged).text in (text, damaged)


@pytest.mark.parametrize(
    "unit",
    [
        HEALTHY[0],
        "創(chuàng )新,",
        "?",
        "(",
        " ",
        "?敝",
        "啊(a",
        "Ã¤",
        "\ufffd啊",
        "啊,",
        "http://a",
        "\u200b",
        "Ç©",
    ],
)
def test_the_time_grows_with_the_length_only(unit: str) -> None:
    def seconds(length: int) -> float:
        text = unit * (length // len(unit))
        started = time.process_time()
        repair(text)
        return time.process_time() - started

    seconds(2_000)
    short, long = (min(seconds(length) for _ in range(2)) for length in (10_000, 40_000))
    # four times the text: linear takes four times as long, whatever the machine; what tries every pair takes sixteen
    assert long < 8 * short + 0.2


# ------------------------------------------------------------------ edits


def test_edits_are_applied_and_places_move_with_them() -> None:
    edits = (Edit(1, 3, ""), Edit(4, 5, "xyz"))
    text, steps = applied("abcdef", edits)
    assert (text, [(s.start, s.end, s.before, s.after) for s in steps]) == (
        "adxyzf",
        [(1, 1, "bc", ""), (2, 5, "e", "xyz")],
    )
    assert moved([(0, 1), (3, 4), (5, 6), (1, 2)], edits) == ((0, 1), (1, 2), (5, 6), (1, 1))
