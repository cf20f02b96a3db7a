"""Text decoded with a wrong charset is read again; clean text, whatever its language, is left alone."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.repairing.edits import applied
from pipelines.repairing.mojibake import find_mojibake

HANS = "星洲生物与河湾新区签署合作协议，双方将共建联合实验室"
HANT = "星洲生物與河灣新區簽署合作協議，雙方將共建聯合實驗室"
LATIN = ("utf-8", "latin-1")


def read(text: str, *layers: tuple[str, str], errors: str = "strict") -> str:
    """What comes out where a text goes through wrong decoders."""
    for right, wrong in layers:
        text = text.encode(right).decode(wrong, errors)
    return text


def web_cp1252(text: str, right: str) -> str:
    """Browsers show the five undefined bytes of Windows-1252 as controls."""
    return "".join(
        bytes((b,)).decode("latin-1" if b in b"\x81\x8d\x8f\x90\x9d" else "cp1252")
        for b in text.encode(right)
    )


def cured(text: str) -> str:
    return applied(text, find_mojibake(text))[0]


# ------------------------------------------------------------------ nothing is lost


@pytest.mark.parametrize(
    ("text", "damaged"),
    [
        (HANS, read(HANS, LATIN)),
        (HANT, web_cp1252(HANT, "utf-8")),
        (HANS, read(HANS, LATIN, LATIN)),
        (HANT, web_cp1252(web_cp1252(HANT, "utf-8"), "utf-8")),
        (HANS, web_cp1252(read(HANS, LATIN), "utf-8")),
        (HANS, read(HANS, ("gbk", "latin-1"))),
        (HANT, web_cp1252(HANT, "gbk")),
        (HANS, read(HANS, ("gbk", "latin-1"), LATIN)),
        (HANT, read(HANT, ("big5", "latin-1"))),
        (HANT, web_cp1252(HANT, "big5")),
        (HANT, read(HANT, ("big5", "gb18030"))),
        (HANS[:-2], read(HANS[:-2], ("gbk", "big5"))),
        ("星洲生物投资河湾新区", read("星洲生物投资河湾新区", ("utf-8", "gbk"))),
        ("星洲生物投資河灣新區", read("星洲生物投資河灣新區", ("utf-8", "gb18030"))),
        ("河湾新区签约仪式", read("河湾新区签约仪式", ("utf-8", "gb18030"), ("utf-8", "gb18030"))),
        (HANS, read(HANS, LATIN, ("utf-8", "gb18030"))),
    ],
)
def test_reversible_damage_is_undone(text: str, damaged: str) -> None:
    assert damaged != text
    assert cured(damaged) == text
    assert cured(text) == text


def test_entities_of_wrongly_read_text_are_read_with_it() -> None:
    damaged = "".join(f"&#{ord(c)};" if c > "\x7f" else c for c in read(HANS + " 2026", LATIN))
    assert cured(damaged) == HANS + " 2026"
    assert cured("&eacute;&egrave;&agrave; caf&eacute;") == "&eacute;&egrave;&agrave; caf&eacute;"


def test_a_no_break_space_that_became_a_space_is_the_byte_that_it_was() -> None:
    damaged = read("张先生与星洲生物签约", LATIN)
    assert "å¼\xa0" in damaged
    assert cured(damaged.replace("\xa0", " ")) == "张先生与星洲生物签约"


def test_letters_of_other_languages_are_read_again_too() -> None:
    assert cured("歌手BeyoncÃ©与MÃ¼ller出席，donâ€™t miss") == "歌手Beyoncé与Müller出席，don’t miss"
    assert cured("Ã la carte, SÃO PAULO, ÃÂÊ") == "Ã la carte, SÃO PAULO, ÃÂÊ"


# ------------------------------------------------------------------ one part of a text


@pytest.mark.parametrize("layers", [(LATIN,), (("utf-8", "gbk"),), (("gbk", "big5"),), (("gbk", "latin-1"),)])
def test_only_the_damaged_part_is_touched(layers: tuple[tuple[str, str], ...]) -> None:
    quotation = "项目明年在园区开工建设"
    damaged = read(quotation, *layers, errors="replace")
    text = f"昨日，河湾新区负责人表示：“{damaged}”，各界人士出席了仪式。"
    out = cured(text)
    assert out.startswith("昨日，河湾新区负责人表示：“项目明年在园区开工建")
    assert out.endswith("”，各界人士出席了仪式。")
    (edit,) = find_mojibake(text)
    assert text[: edit.start] == "昨日，河湾新区负责人表示：“"
    assert edit.margin is not None
    assert edit.margin > 2


# ------------------------------------------------------------------ bytes are lost


@pytest.mark.parametrize("mark", ["\ufffd", "?"])
def test_what_lost_a_byte_is_restored_only_where_one_reading_is_left(mark: str) -> None:
    # the odd last byte of 会 has no pair
    damaged = read("河湾新区管委会", ("utf-8", "gbk"), errors="replace") + "2026"
    assert damaged.count("\ufffd") == 1
    assert cured(damaged.replace("\ufffd", mark)) == "河湾新区管委会2026"


def test_a_mark_between_words_stays_lost() -> None:
    damaged = read("河湾新区，", ("utf-8", "gbk"), errors="replace")
    assert damaged.endswith("\ufffd")
    assert cured(damaged + "abc") == "河湾新区\ufffdabc"


@pytest.mark.parametrize("errors", ["replace", "ignore"])
def test_bytes_without_a_character_in_cp1252(errors: str) -> None:
    text = "园区发展规划公布，双方共同推进项目建设"
    out = cured(text.encode().decode("cp1252", errors))
    assert len(out) == len(text)
    assert all(a in (b, "\ufffd") for a, b in zip(out, text, strict=True))
    assert out.count("\ufffd") <= 2


@pytest.mark.parametrize(
    ("right", "wrong", "text"), [("gbk", "big5", HANS), ("big5", "gbk", HANT), ("gbk", "big5", HANT)]
)
def test_pairs_that_shifted_behind_a_lost_byte_are_paired_again(right: str, wrong: str, text: str) -> None:
    out = cured(text.encode(right).decode(wrong, "replace"))
    assert len(out) == len(text)
    right_ones = sum(a == b for a, b in zip(out, text, strict=True))
    assert right_ones + out.count("\ufffd") == len(text)
    assert right_ones * 2 > len(text)


# ------------------------------------------------------------------ clean text

CLEAN = (
    "章喆、朱镕、李堃、犇牛、王淼、张鑫与赵昕怡出席，陳詠琹、鄺俊宇、龔鈺婷致辭。",
    "嘌呤、嘧啶、吡咯、噻唑、哌啶、蒽醌；饕餮、貔貅、狴犴、睚眦、麒麟。",
    "藏藏掖掖 遮遮掩掩 磕磕绊绊 藏藏掖掖",
    "東京の会場で契約書に署名しました。ｶﾀｶﾅもあります。",
    "서울에서 협약을 체결했다. 양측은 공동 연구소를 세운다.",
    "« Égalité », « Noël » à l’été… café…” déjà vu — œuvre ; garçon, naïveté",
    "Größe, Straße, Übermut: „Ärger“ für 5 € (½ Preis, 20 °C, 30 m²) § 12",
    "Đảng Cộng sản Việt Nam họp tại Hà Nội, thủ tướng phát biểu",
    "Þetta er íslenska: ðægur, ýsa, æði og ömmur",
    "Русский текст и ελληνικό κείμενο, [ˈtʃaɪnə] /ʃɑ̃/",
    "价格为€12、£9.50、§3、25°C、10²、½，商标™®©",
    "if (a ?b :c) { s = x ? 'é' : \"ü\"; } // naïve &aacute; &copy; &nbsp;",
    "锛、鈥与銆都是生僻字。锟斤拷不是词，烫烫烫也不是。",
    "真的？鑫源?森淼?垚",
)


@pytest.mark.parametrize("text", CLEAN)
def test_clean_text_is_left_alone(text: str) -> None:
    assert find_mojibake(text) == ()
    assert find_mojibake("\n".join((text,) * 5)) == ()


def test_readings_that_are_close_are_left() -> None:
    # a short name says too little
    damaged = read("李喆", ("utf-8", "gb18030"))
    assert find_mojibake(damaged) == ()


# ------------------------------------------------------------------ laws

_BITS = [
    *"星洲生物签署合作协议簽約園區，。？?&;é“€\ufffd\x81\xa0\n ",
    "Ã©",
    "å¼€å›­",
    "Ç©Ô¼",
    "锛?",
    "銆\ufffd",
    "娌冲",
    "氓聟卢",
    "\ue100",
    "ㄤ",
    "&#xe5;",
    "&aring;",
    "\ud800",
]


@settings(deadline=None, max_examples=200)
@given(text=st.one_of(st.text(max_size=80), st.lists(st.sampled_from(_BITS), max_size=40).map("".join)))
def test_any_text_gives_edits_in_order_inside_of_it(text: str) -> None:
    last = 0
    for edit in find_mojibake(text):
        assert last <= edit.start < edit.end <= len(text)
        assert edit.text != text[edit.start : edit.end]
        last = edit.end


@pytest.mark.parametrize(
    "unit",
    [
        read(HANS, LATIN),
        read(HANS, ("gbk", "big5"), errors="replace"),
        read(HANS, ("utf-8", "gbk"), errors="replace"),
        "?鑫",
        "娌喆",
        "锛?",
        "é”",
        "&aring;",
    ],
)
def test_the_time_grows_with_the_length_only(unit: str) -> None:
    def seconds(length: int) -> float:
        """The least of three: whatever else the machine does only adds to it."""
        text = unit * (length // len(unit))
        spent = []
        for _ in range(3):
            started = time.process_time()
            find_mojibake(text)
            spent.append(time.process_time() - started)
        return min(spent)

    seconds(1_000)
    assert seconds(32_000) < 12 * max(0.02, seconds(8_000))


# ------------------------------------------------------------------ marks of the clean text around it


@pytest.mark.parametrize(("before", "after"), [("“", "”"), ("‘", "’"), ("——", "——"), ("", "…"), ("“", "。”")])
@pytest.mark.parametrize("right", ["gbk", "big5"])
@pytest.mark.parametrize("wrong", ["latin-1", "cp1252"])
def test_quotes_and_dashes_around_pairs_are_no_bytes(before: str, after: str, right: str, wrong: str) -> None:
    quotation = "雙方達成合作協議"
    damaged = web_cp1252(quotation, right) if wrong == "cp1252" else read(quotation, (right, wrong))
    assert cured(f"他说：{before}{damaged}{after}随后参观。") == f"他说：{before}{quotation}{after}随后参观。"


@pytest.mark.parametrize("text", ["據了解星洲生物將擴建", "條件成熟，園區開工建設", "星洲生物宣佈投產時間"])
def test_quotes_and_dashes_that_are_bytes_are_read(text: str) -> None:
    damaged = web_cp1252(text, "gbk")
    assert set(damaged) & set("“”—•")
    assert cured(damaged) == text
    assert cured(f"他说：“{damaged}”。") == f"他说：“{text}”。"


# ------------------------------------------------------------------ ISO-8859-15


@pytest.mark.parametrize("text", ["昨天上午开会，双方签约", "今晨園區開會，雙方簽約", "昨天开会"])
def test_utf8_read_as_iso_8859_15_is_undone(text: str) -> None:
    damaged = read(text, ("utf-8", "iso-8859-15"))
    assert set(damaged) & set("€ŠšŽžŒœŸ")
    assert cured(f"据了解，{damaged}。") == f"据了解，{text}。"


def test_gbk_read_as_iso_8859_15_is_undone() -> None:
    damaged = read(HANS, ("gbk", "iso-8859-15"))
    assert set(damaged) & set("€ŠšŽžŒœŸ")
    assert cured(f"据了解，{damaged}。") == f"据了解，{HANS}。"


def test_a_euro_sign_beside_latin_1_is_a_euro_sign() -> None:
    assert cured("星洲€5 " + read(HANS, LATIN)) == "星洲€5 " + HANS


# ------------------------------------------------------------------ letters of other languages


@pytest.mark.parametrize(
    "text",
    [
        "MARCA REGISTRADA SÃO PAULO MAÇÃ® registrada",
        "Ã é uma letra. Ã© não.",
        "Â´ e Â° são sinais",
        "ÂµTorrent",
        "网页上的乱码，例如Ã©就是é",
        "编码错误时 é 显示为 BeyoncÃ©，ü 显示为 MÃ¼ller",
        "Mojibake: dÃ©jÃ\xa0 vu, garÃ§on, naÃ¯f",
        "所谓乱码，就是“签约”成了“ç\xad¾çº¦”",
    ],
)
def test_few_pairs_and_texts_about_mojibake_are_left(text: str) -> None:
    assert find_mojibake(text) == ()


@pytest.mark.parametrize(
    ("damaged", "text"),
    [
        ("歌手BeyoncÃ©出席", "歌手Beyoncé出席"),
        ("MÃ¼ller公司签约", "Müller公司签约"),
        ("It doesnâ€™t matter", "It doesn’t matter"),
        ("Â« La ville Â» ouvre Ã\xa0 PÃ©kin", "« La ville » ouvre à Pékin"),
        ("签约Â\xa0仪式举行", "签约\xa0仪式举行"),
    ],
)
def test_pairs_in_words_and_several_pairs_are_read_again(damaged: str, text: str) -> None:
    assert cured(damaged) == text


# ------------------------------------------------------------------ byte order marks


@pytest.mark.parametrize(
    ("damaged", "text"),
    [
        ("ï»¿签约仪式", "签约仪式"),
        ("河湾新区\nï»¿签约仪式", "河湾新区\n签约仪式"),
        ("ï»¿" + read("签约仪式", LATIN), "签约仪式"),
        (read("\ufeff河湾新区签约会", ("utf-8", "gb18030")), "河湾新区签约会"),
        ("锘緾hina签约", "China签约"),
        ("锘?<p>签约", "<p>签约"),
        ("锘挎河湾口岸开通", "河湾口岸开通"),
    ],
)
def test_what_is_left_of_a_byte_order_mark_is_taken_out(damaged: str, text: str) -> None:
    assert cured(damaged) == text


@pytest.mark.parametrize(
    "text", ["锘可由加速器制得", "锘？是元素", "锘?不知道", "元素锘緾hina", "锘挎签约", "签约Â 仪式"]
)
def test_nobelium_and_what_is_not_sure_are_left(text: str) -> None:
    assert find_mojibake(text) == ()


@pytest.mark.parametrize("text", ["星洲生物宣布政策红利", "镇江星洲生物交易", "星洲生物公司有限公司"])
def test_no_debris_stays_beside_what_was_read_twice(text: str) -> None:
    damaged = read(text, ("utf-8", "gbk"), ("utf-8", "gbk"), errors="replace")
    assert set(cured(damaged)) <= {*text, "\ufffd"}


def test_whole_utf_8_proves_itself_however_odd_its_words_are() -> None:
    text = "洲项项项项项"
    assert cured(text.encode().decode("latin-1")) == text
