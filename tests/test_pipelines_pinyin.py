"""Inserted readings go, genuine ones stay."""

from __future__ import annotations

import pytest

from pipelines.repairing.edits import applied
from pipelines.repairing.pinyin import find_pinyin

MIRRORED = "星洲科技創(chuàng )新公司開(kāi)設產(chǎn)業(yè)園，"


def cured(text: str) -> str:
    return applied(text, find_pinyin(text))[0]


def test_readings_that_nobody_needs_go() -> None:
    assert cured(MIRRORED) == "星洲科技創新公司開設產業園，"


@pytest.mark.parametrize(
    ("damaged", "healthy"),
    [
        ("發(fā)展", "發展"),
        ("發(fa)展", "發展"),
        ("發(fa1)展", "發展"),
        ("發（fā）展", "發展"),
        ("發（fā)展", "發展"),
        ("發 (fā )展", "發展"),
        ("發 (fā) 展", "發展"),
        ("發( fā\u00a0)展", "發展"),
        ("發((fā))展", "發展"),
        ("發(fā)(fā)展", "發展"),
        ("发(fā)展", "发展"),
        ("發(fɑ̄)展".replace("ɑ̄", "ā"), "發展"),
        ("署長(cháng)", "署長"),  # a mirror takes any reading of 長
        ("會(huì)長(zhǎng)", "會長"),
        ("綠(lǜ)色", "綠色"),
        ("綠(lv)色", "綠色"),
        ("（論壇(tán)）", "（論壇）"),
        ("發(Fā)展", "發展"),
        ("發(fa\u0304)展", "發展"),
        ("創(chuɑ̀nɡ)新", "創新"),
        ("綠(lv4)色", "綠色"),
        ("發（（fā））展", "發展"),
        ("發\u3000(fā)\u3000展", "發展"),
        ("發[fā]展", "發展"),
        ("發【fā】展", "發展"),
        ("額(É)度", "額度"),
    ],
)
def test_every_way_to_write_an_inserted_reading_is_known(damaged: str, healthy: str) -> None:
    assert cured(MIRRORED + damaged) == cured(MIRRORED) + healthy


@pytest.mark.parametrize(
    "genuine",
    [
        "人工智能(AI)",
        "細胞治療(CAR-T)",
        "血栓(VTE)",
        "記者李某(完)",
        "新聞(xinwen)",
        "開(open)放",
        "對愛(AI)的研究",
        "項目(甲)(乙)(丙)",
        "發展(zhǎn的讀音)",
        "溫度(C)和濕度(h)",
        "附註[a]和[an]",
        "小馬(xiǎo mǎ)過河",
        "額(E)度",
    ],
)
def test_brackets_that_hold_no_reading_stay_even_in_a_mirrored_text(genuine: str) -> None:
    assert cured(MIRRORED + genuine) == cured(MIRRORED) + genuine


@pytest.mark.parametrize(
    "text",
    [
        "古籍记载“砉（huā）然响然”，庖丁解牛的故事在展览中重现。",
        "公司位于乐(yuè)清，创始人姓单(shàn)，合伙人姓朴(piáo)，均出席了签约仪式。",
        "展览展出了簋(guǐ)、甗(yǎn)、觚(gū)、罍(léi)、卣(yǒu)等青铜器，观众可在园区参观。",
        "“行”有行(xíng)、行(háng)、行(hàng)、行(héng)四个读音，园区的语言课讲解了它们的区别。",
        "拼音练习：小（xiǎo）马（mǎ）过（guò）河（hé），请小朋友跟老师念三遍，再写在田字格里。",
        "生字：园（yuán）、区（qū）、签（qiān）、约（yuē）、河（hé）、湾（wān），各写三遍，家长签字后交给老师。",
        "他把开(kāi)字写在黑板上，也写了发(fā)字，河湾新区的小学在园区里开设了面向职工子女的课后课程，"
        "每周两次，由志愿者授课，课程内容包括书法、朗读和写作，很受欢迎，今年还将扩大规模。",
        "黄(Huang)、李(Li)、王(Wang)等人发表论文，张(Zhang)为通讯作者。",
        "陈(chen)小姐与林(lin)先生出席了签约仪式。",
        "今天我们学两个字：妈(mā)和爸(bà)。小朋友们要记住。",
        "外国人来上课：水(shuǐ)、火(huǒ)、山(shān)、石(shí)。",
        "一级词表包括爱(ài)、八(bā)、爸(bà)、吃(chī)、大(dà)、他(tā)、我(wǒ)等。",
        "合唱团唱了多(do)、来(re)、米(mi)、发(fa)。",
        "氨(an)、他(ta)、铁(fe)",
        "域名采用拼写：上(shang)海(hai)",
        "部门缩写：财(cai)、办(ban)、人(ren)",
    ],
    ids=[
        "one rare",
        "names",
        "vessels",
        "explained",
        "verse",
        "new characters",
        "two in an article",
        "surnames",
        "surnames with titles",
        "two characters",
        "a class",
        "a list of words",
        "notes",
        "symbols",
        "a domain",
        "departments",
    ],
)
def test_readings_that_help_a_reader_stay(text: str) -> None:
    assert find_pinyin(text) == ()


def test_a_headline_shows_its_mirror_by_a_single_reading_with_a_gap() -> None:
    assert cured("星洲科創(chuàng )公司簽約") == "星洲科創公司簽約"
    assert cured("星洲科創(chuàng)公司開(kāi)園") == "星洲科創公司開園"


def test_a_headline_with_one_clean_reading_stays() -> None:
    assert find_pinyin("“开(kāi)”字怎么写") == ()


def test_a_genuine_reading_goes_with_the_inserted_ones_of_its_text() -> None:
    assert cured(MIRRORED * 3 + "砉(huā)然") == cured(MIRRORED) * 3 + "砉然"


def test_the_reading_of_a_damaged_character_goes_too() -> None:
    # the character lost a byte; what is left of it is an ASCII letter
    assert cured(MIRRORED + "敝攸c(diǎn)") == cured(MIRRORED) + "敝攸c"


def test_letters_behind_latin_words_stay() -> None:
    assert cured(MIRRORED + "產品C(diǎn)") == cured(MIRRORED) + "產品C"
    assert cured(MIRRORED + "ABC(dian)") == cured(MIRRORED) + "ABC(dian)"


def test_a_mirrored_text_may_speak_of_lessons() -> None:
    mirrored = "河(hé)灣小學(xué)的語文課(kè)在(zài)園區舉行，校長說(shuō)這(zhè)是(shì)第一次，語文老師都很(hěn)高興。"
    assert "(" not in cured(mirrored)


def test_a_text_in_which_a_mirror_took_any_reading_is_cured() -> None:
    assert (
        cured("據了(le)解，股份(bīn)公司(sì)的(dī)開(kāi)園條(tiáo)件有(yòu)三項。")
        == "據了解，股份公司的開園條件有三項。"
    )


def test_neutral_readings_in_square_brackets_go_with_the_others() -> None:
    damaged = "他们[men]来了，我[wǒ]们在这[zhè]里[lǐ]开[kāi]会[huì]了[le]，园区的[de]路"
    assert cured(damaged) == "他们来了，我们在这里开会了，园区的路"
    assert find_pinyin("他们[men]来了[le]，园区的[de]路") == ()
    assert find_pinyin("安[an]全见附注，啊[a]见附注") == ()


def test_half_a_character_beside_a_reading_is_no_word() -> None:
    assert find_pinyin("開(kāi)\ud800") == ()
