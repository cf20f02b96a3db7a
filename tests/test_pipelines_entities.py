"""What an organisation is and where, by its names; which forms prove who is meant; which keys are one body."""

from __future__ import annotations

import itertools
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.entities.classes import class_of, classify, entity_class, entity_region, locate, region_of
from pipelines.entities.forms import derived, is_global, names_somebody, script_of_name
from pipelines.entities.joining import MOST_BEARERS, Saying, root, settle
from pipelines.entities.lexicon import key_of, seed
from pipelines.entities.values import CLASSES, REGIONS, Name

CLASS_CASES = {
    "深圳市星澜生物科技有限公司": "firm",
    "星澜生物科技": "firm",
    "Starlan GmbH": "firm",
    "福田区人民政府": "gov",
    "海岚市发展和改革委员会": "gov_agency",
    "海岚海關": "gov_agency",
    "粤澜大学": "university",
    "Yuelan University": "university",
    "粤澜大学海岚校区": "university",
    "粤澜大学深圳研究院": "institute",
    "海岚脑科学重点实验室": "lab",
    "粤澜大学附属医院": "hospital",
    "港灣科創商會": "association",
    "湾区海岚联盟": "alliance",
    "星澜创业投资有限公司": "fund",
    "海岚天使母基金": "fund",
    "海岚银行股份有限公司": "bank",
    "海岚银行深圳分行": "bank",
    "Bank of Starlan (Hong Kong) Limited": "bank",
    "海岚科技园发展有限公司": "park_operator",
    "Starlan Science Park Company Limited": "park_operator",
    "南岭晚报": "media",
    "国际海岚组织": "intl_org",
}
#: Near misses: the ending of a class stands there and the bearer is none, or nothing tells.
OPEN_CASES = (
    "海岚展示中心",
    "粤澜大学学术委员会",
    "海岚科技有限公司总经理办公室",
    "海岚证券交易所",
    "海岚",
    "局",
    "",
)


@pytest.mark.parametrize(("name", "expected"), CLASS_CASES.items())
def test_the_ending_of_a_name_tells_the_class(name: str, expected: str) -> None:
    assert class_of(name) == expected


@pytest.mark.parametrize("name", OPEN_CASES)
def test_what_no_ending_tells_stays_open(name: str) -> None:
    assert class_of(name) == "other"


@pytest.mark.parametrize("name", ["海岚幼儿园有限公司", "海岚欢乐公园管理有限公司", "海岚花园发展有限公司"])
def test_who_runs_a_kindergarten_or_a_garden_runs_no_park_of_science(name: str) -> None:
    assert class_of(name) == "firm"


REGION_CASES = {
    "深圳市星澜生物科技有限公司": "SZ",
    "前海星澜基金": "SZ",
    "星澜科技（香港）有限公司": "HK",
    "Starlan (Hong Kong) Limited": "HK",
    "澳门海岚商会": "MO",
    "广州海岚研究院": "GD",
    "中国海岚学会": "mainland",
    "中共深圳市海岚区委": "SZ",
    "新竹海岚公司": "TW",
    "德国海岚器材公司": "foreign",
    "Starlan GmbH": "foreign",
    "香港粤澜大学（深圳）": "SZ",
    "香港粤澜大学深圳研究院": "SZ",
    "中国海岚银行（香港）": "HK",
    "香港深圳海岚商会": "HK",
    "海岚银行深圳分行": "SZ",
    "Yuelan University, Shenzhen, China": "SZ",
}


@pytest.mark.parametrize(("name", "expected"), REGION_CASES.items())
def test_the_places_of_a_name_tell_the_region(name: str, expected: str) -> None:
    assert region_of(name) == expected


@pytest.mark.parametrize(
    "name",
    [
        "深港海岚研究院",
        "星澜科技有限公司",
        "粤港澳大湾区海岚院",
        "Starlan Limited",
        "海岚访深圳团有限公司",
        "",
    ],
)
def test_what_no_place_tells_stays_unknown(name: str) -> None:
    assert region_of(name) == "unknown"


def test_of_several_names_the_fullest_that_tells_counts_and_contradictions_tell_nothing() -> None:
    assert classify(["星澜", "星澜科技有限公司"]) == "firm"
    assert locate(["星澜科技", "深圳星澜科技"]) == "SZ"
    assert locate(["星澜科技", "深圳星澜科技", "香港星澜科技"]) == "unknown"
    assert locate(["深圳星澜科技", "香港星澜科技"]) == "SZ"


def test_the_lexicons_know_class_and_region_of_the_zones_bodies() -> None:
    known = {
        "河套發展署": ("gov_agency", "SZ"),
        "HSITPL": ("park_operator", "HK"),
        "Hong Kong-Shenzhen Innovation and Technology Park Limited": ("park_operator", "HK"),
        "深港科创公司": ("park_operator", "SZ"),
        "創新科技及工業局": ("gov_agency", "HK"),
        "国际量子研究院": ("institute", "SZ"),
        "The University of Hong Kong": ("university", "HK"),
        "SparkLink Alliance": ("alliance", "SZ"),
    }
    for name, expected in known.items():
        key = key_of(name)
        assert seed(key) is not None, name
        assert (entity_class(key, [name]), entity_region(key, [name])) == expected, name


def test_every_seed_has_a_class_and_a_region_of_the_vocabulary() -> None:
    from pipelines.entities.lexicon import _seeds

    for key, known in _seeds().items():
        assert entity_class(key, known.names) in CLASSES
        assert entity_region(key, known.names) in REGIONS
    from pipelines.entities.lexicon import toml

    listed = toml("entities.toml")
    for table in ("classes", "regions"):
        for names in listed[table].values():
            assert all(
                key_of(name) in _seeds() for name in names if name not in ("IDG", "红杉资本", "阿斯利康")
            )


# ---------------------------------------------------------------- forms


@pytest.mark.parametrize(
    "name", ["福田区政府", "海岚局", "星澜科技", "深圳大学", "Yuelan University", "有間科技有限公司"]
)
def test_a_name_says_who_is_meant(name: str) -> None:
    assert names_somebody(name)


@pytest.mark.parametrize(
    "name",
    ["区政府", "市科创局", "发展署", "研究院", "有限公司", "特區政府", "the University", "Company", "A", ""],
)
def test_a_mere_kind_of_body_says_nobody(name: str) -> None:
    assert not names_somebody(name)


@pytest.mark.parametrize("name", ["星澜生物", "福田区政府", "青禾智能", "HKYL", "Starlan"])
def test_a_short_form_with_a_word_of_its_own_can_mean_one_body_only(name: str) -> None:
    assert is_global(name)


@pytest.mark.parametrize("name", ["星澜", "区政府", "深圳研究院", "市三院", "本行", "AI", "新材料公司"])
def test_a_short_form_of_common_words_means_somebody_in_its_own_text_only(name: str) -> None:
    assert not is_global(name)


def test_short_forms_follow_from_full_names_of_firms_and_governments_only() -> None:
    assert "星澜生物" in derived("深圳市星澜生物科技有限公司", "firm")
    assert "北辰区政府" in derived("海岚市北辰区人民政府", "gov")
    assert derived("粤澜大学", "academy") == ()
    assert not any(form.endswith("集团") for form in derived("星澜生物科技有限公司", "firm"))


def test_scripts_of_names() -> None:
    names = {"發展署": "hant", "发展署": "hans", "中心": "han", "ABC": "latin", "发展署與": "mixed"}
    assert {name: script_of_name(name) for name in names} == names


def test_a_name_of_an_unknown_origin_is_refused() -> None:
    with pytest.raises(ValueError, match="origin"):
        Name(text="x", origin="guess")
    with pytest.raises(ValueError, match="scope"):
        replace(Name(text="x", origin="seed"), scope="local")


# ---------------------------------------------------------------- joining

FULL, NAMESAKE, SHORT, ENGLISH = (
    "深圳市星澜生物有限公司",
    "海岚星澜生物有限公司",
    "星澜生物",
    "starlan limited",
)


def said(alias: str, key: str, *, proves: bool = True, seed: bool = False) -> Saying:
    return Saying(alias=alias, key=key, proves=proves, seed=seed)


def test_a_definition_joins_the_short_and_the_english_name_to_the_full_one() -> None:
    bodies = settle([FULL, SHORT, ENGLISH], [said(SHORT, FULL), said(ENGLISH, FULL)])
    assert len(set(bodies.values())) == 1


def test_a_form_that_two_could_bear_joins_neither() -> None:
    keys = [FULL, NAMESAKE, SHORT]
    assert len(set(settle(keys, [said(SHORT, FULL), said(SHORT, NAMESAKE, proves=False)]).values())) == 3


def test_two_bearers_that_are_one_body_are_one_bearer() -> None:
    keys = [FULL, ENGLISH, SHORT]
    sayings = [said(SHORT, FULL), said(SHORT, ENGLISH), said(ENGLISH, FULL)]
    assert len(set(settle(keys, sayings).values())) == 1


def test_a_form_of_its_own_text_only_proves_nothing() -> None:
    assert len(set(settle([FULL, SHORT], [said(SHORT, FULL, proves=False)]).values())) == 2


def test_what_the_lexicons_know_goes_under_nobody_but_by_the_lexicons() -> None:
    keys = ["华为", "海岚华为有限公司"]
    assert len(set(settle(keys, [said("华为", keys[1])], known={"华为"}).values())) == 2
    assert len(set(settle(keys, [said("华为", keys[1], seed=True)], known={"华为"}).values())) == 1


def test_a_form_that_very_many_bear_means_none_of_them() -> None:
    full = [f"海岚{n}号有限公司" for n in range(MOST_BEARERS + 1)]
    chain = [said(a, b) for a, b in itertools.pairwise(full)]
    assert len(set(settle([*full, SHORT], [*chain, *(said(SHORT, f) for f in full)]).values())) == 2


def test_the_name_of_a_body_is_the_lexicons_else_the_fullest_chinese_one() -> None:
    assert root([ENGLISH, SHORT, FULL]) == FULL
    assert root([FULL, SHORT], known={SHORT}) == SHORT
    assert root([ENGLISH]) == ENGLISH


letters = st.sampled_from("abcdefg")
sayings_ = st.lists(
    st.builds(Saying, alias=letters, key=letters, proves=st.booleans(), seed=st.booleans()), max_size=14
)


@given(sayings_, st.randoms(use_true_random=False), st.sets(letters, max_size=2))
def test_any_order_of_what_was_said_gives_the_same_bodies(
    sayings: list[Saying], random: st.DataObject, known: set[str]
) -> None:
    keys = list("abcdefg")
    first = settle(keys, sayings, known=known)
    random.shuffle(sayings)  # type: ignore[attr-defined]
    random.shuffle(keys)  # type: ignore[attr-defined]
    assert settle(keys, [*sayings, *sayings], known=known) == first


@given(sayings_)
def test_two_bodies_of_the_lexicons_never_become_one_by_texts(sayings: list[Saying]) -> None:
    texts = [replace(saying, seed=False) for saying in sayings]
    bodies = settle(list("abcdefg"), texts, known={"a", "b"})
    assert bodies["a"] != bodies["b"]
