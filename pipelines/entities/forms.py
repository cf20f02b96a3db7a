"""Forms of a name: whether one says who is meant, in which script it is, and which shorter ones follow from it."""

from __future__ import annotations

import re
from functools import lru_cache

from pipelines.entities.lexicon import plain_key
from pipelines.extraction import aliases
from pipelines.folding import fold_name
from pipelines.lexicons import names
from pipelines.script import side_of

_HAN = re.compile("[一-鿿]")
#: 市政府, 区科创局, 特区政府, 本公司: the place that would say whose it is goes without saying in its own text.
_UNNAMED_HEAD = re.compile("^(?:市|省|区|县|该|本|我|特区|两地|有关|相关|当地)+")
_LEGAL = re.compile("(?:有限公司|有限责任公司|股份公司)$")
_LATIN_GENERIC = frozenset(
    "company group corporation university institute bank bureau department government authority council commission "
    "hospital college school academy association alliance fund foundation project park zone party office centre center "
    "issuer purchaser vendor lessor lessee tenant landlord partner partners parties agreement".split()
)
_BRACKET = re.compile("（[^（）]+）")
_CITY = re.compile("^[一-鿿]{2,3}市(?=[一-鿿]{2}[区县])")


@lru_cache(maxsize=8192)
def names_somebody(name: str) -> bool:
    """Whether a name says by itself who is meant; 区政府, 发展署 and the University do not.

    >>> names_somebody("福田区政府"), names_somebody("区政府"), names_somebody("海岚局"), names_somebody("the Company")
    (True, False, True, False)
    """
    plain = fold_name(name)
    if not _HAN.search(plain):
        words = re.findall("[a-z]+", plain_key(name))
        return len("".join(words)) >= 2 and not all(w in _LATIN_GENERIC for w in words)
    bare = _UNNAMED_HEAD.sub("", plain)
    if len(bare) < 2 or names.is_generic(plain):
        return False
    ending = names.suffix_pattern().fullmatch(bare)
    return ending is None or bool(_LEGAL.search(bare) and bare != ending[0])


@lru_cache(maxsize=8192)
def is_global(alias: str) -> bool:
    """Whether a short form can mean one body only, wherever it is read: it has a word of its own, or a district.

    >>> is_global("星澜生物"), is_global("福田区政府"), is_global("区政府"), is_global("深圳研究院"), is_global("市三院")
    (True, True, False, False, False)
    """
    plain = fold_name(alias)
    if not names_somebody(alias):
        return False
    if not _HAN.search(plain):
        return len(re.sub("[^A-Za-z0-9]", "", plain)) >= 3
    if len(plain) < 3:
        return False  # 海岚 may be 海岚科技 or 海岚银行
    if names.kind_by_ending(plain) == "gov":
        return names.without_region(plain) != plain or bool(_own_word(plain))
    return bool(_own_word(plain))


def _own_word(plain: str) -> bool:
    return len("".join(w for w in names.cut(plain) if _is_own(w))) >= 2


def _is_own(word: str) -> bool:
    """No common word, no trade, no place; single letters that are also places (澜, 青) are pieces of brands."""
    if names.is_common(word) or names.ends_weak(word) or not re.search(r"\w", word):
        return False
    return len(word) == 1 or not names.is_region(word)


def derived(name: str, kind: str) -> tuple[str, ...]:
    """Short forms that follow from a full name, folded: of a firm's its brand, of a government's without its city.

    >>> derived("海岚市北辰区人民政府", "gov")
    ('海岚市北辰区政府', '北辰区人民政府', '北辰区政府')
    """
    plain = fold_name(name)
    if kind in ("firm", "money"):
        return tuple(form for form in aliases.derived(plain) if form != plain and form in plain)
    if kind != "gov":
        return ()
    forms = [plain, plain.replace("人民政府", "政府")]
    forms += [_CITY.sub("", form) for form in forms]
    return tuple(dict.fromkeys(form for form in forms if form != plain))


def scope_of(form: str, full: str) -> str:
    """``global`` where a short form proves, wherever it stands, that the body of this full name is meant.

    Of a branch (海岚科技（深圳）有限公司) the form without its place may be the house that it is a branch of.

    >>> scope_of("星澜生物", "深圳市星澜生物有限公司"), scope_of("海岚科技", "海岚科技（深圳）有限公司")
    ('global', 'document')
    """
    return "global" if is_global(form) and not _BRACKET.search(fold_name(full)) else "document"


def script_of_name(name: str) -> str:
    """``hans``, ``hant``, ``han`` (written alike in both), ``latin``, or ``mixed``.

    >>> script_of_name("河套发展署"), script_of_name("河套發展署"), script_of_name("中山大学"), script_of_name("IDEA")
    ('hans', 'hant', 'hans', 'latin')
    """
    han = _HAN.findall(name)
    if not han:
        return "latin"
    sides = {side for side in map(side_of, han) if side}
    if len(sides) == 2:
        return "mixed"
    return {1: "hant", -1: "hans"}[sides.pop()] if sides else "han"
