"""How far the letters of a word prove a brand: 屿 and 澜 do, 打造 and 绿色 do not, 木棉 does behind a bound."""

from __future__ import annotations

import re
from functools import lru_cache

from pipelines.lexicons import names, rarity

JOINERS = frozenset("与和及、跟")
_HAN = re.compile("[一-鿿]")
#: Letters of grammar, of counting and of doing: no piece of a brand where only letters prove it (更懂数据).
_GRAMMAR = frozenset(
    "了是有说到要去能会看使想见没走做让听叫无吃打笑死住属受带应占请派找拿干杀写坐讲送买卖办待提离令靠供敢获据搞需含装驻领谈留愿举帮"
    "求推救抱拍交降改停解追读守问答涉涨减增采撤签扩租缴付赴购造用投为在对与以从把被于由向给至同自跟因按除凭和而但并或所及若他我这仅刚你她那"
    "其它各本该谁另任别哪某怎何咱每不也就都还又将只已却最更再才便则曾太共均未边越仅竟刚亦必须似皆届欲颇尚着地得过之等很此较今后里"
    "前间初末年日号两几半余个种次们者的把称设集让"
)
#: Latin words before a trade that are a field, not a brand.
_FIELDS = frozenset(
    "AI IT IoT ICT VR AR XR MR CT 3D 5G 6G AIGC ESG GPU CPU PC LED App IP SaaS PaaS B2B O2O".split()
)


@lru_cache(maxsize=65536)
def brand_letters(word: str) -> int | None:
    """How many letters of a brand a word holds, negative where they prove it only behind a bound; None: it is no brand."""
    if len(word) == 1:
        return (
            None if word in _GRAMMAR or word in JOINERS or not _HAN.match(word) or names.is_head(word) else 1
        )
    if names.is_region(word):
        return -len(word) if rarity.is_rare_place(word) else 0
    if not _HAN.match(word):
        latin = word[0].isalpha() and word[0].isupper() and word not in _FIELDS
        return len(word) if latin else None
    if names.is_taught(word) or names.is_stop(word) or names.is_head(word):
        return None
    return _of_dictionary(word)


def _of_dictionary(word: str) -> int | None:
    tag = rarity.any_tag(word)
    if rarity.is_modifier(word) or (len(word) == 2 and tag and not _GRAMMAR.isdisjoint(word)):
        return None
    if tag is None or tag.startswith(("nz", "nr", "nt")):
        return len(word)
    return -len(word) if rarity.is_rare(word) else None


def proof(words: list[str]) -> int:
    """How many letters of a brand a stretch holds."""
    return sum(abs(brand_letters(word) or 0) for word in words)


def sure_proof(words: list[str]) -> int:
    """How many letters of a brand a stretch holds wherever it stands: without its rare words."""
    return sum(max(0, brand_letters(word) or 0) for word in words)


def is_grammar(word: str) -> bool:
    """Whether a word is one letter of grammar: 若, 所, 自."""
    return word in _GRAMMAR
