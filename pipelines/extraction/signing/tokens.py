"""A sentence as a row of words that frames know: mentions, acts, joiners, adverbs; what no list knows is ``other``.

Rows are read from left to right, each word at its first place: linear in the sentence. Patterns then run over one
letter a word, so that no stretch of text can be read in two ways (and none makes a pattern try them all).
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Any

from pipelines.extraction import typed
from pipelines.extraction.sieve import Sieve

#: A letter for each kind of word in a row. Acts are upper case.
LETTERS = {
    "org": "o", "place": "p", "count": "c", "person": "n", "post": "t", "date": "d", "money": "m", "doc": "D",
    "paper": "g", "with": "w", "to": "r", "by": "v", "sep": "s", "rest": "y", "each": "e", "several": "b", "one": "u",
    "adverb": "j", "again": "i", "is": "z", "that": "h", "comma": ",", "stop": ";", "bracket": "k", "quoted": "q", "head": "a", "presence": "f", "other": "x",
    "sign": "S", "signed": "N", "ceremony": "C", "rent": "R", "order": "O", "licence": "L", "found": "F", "fund": "M", "end": "E", "lapse": "P",
    "talk": "T", "let": "G", "ended": "Q", "nominal": "V", "supply": "U",
}  # fmt: skip
ACTS = "SNCROLFMEPTGQUV"
#: 瑞典的, 本地初创, 芯片制造商: what the bearer of a name is stands before it.
_HEAD = r"(?:(?!租约|协议|合同|合约|备忘录|意向书|(?:联合|合作|共同)?(?:共建|合建|合办))[一-鿿]){0,10}(?:的|企业|公司|厂商?|商|机构|初创|团队|品牌|独角兽|同业|巨头|开发商|服务商|供应商)(?=“?<org>)"
#: The noun of a paper with what says its kind: 人才公寓互认协议, a cooperation agreement.
_PAPER = (
    r"(?:一?[份项纸个])?(?:(?![签订立与和同向]|分别|达成|[商洽][讨谈]|磋商|谈判)[一-鿿A-Za-z0-9·]){0,22}?"
    "(?:协议书|协议|备忘录|意向书|合约|合同|契约|租约|聘约|合作安排|合作意向|合作文本|公约|确认书|承诺书|责任书|合作关系|战略合作|(?:项目)?合作(?=签))"
)
_ENGLISH_PAPER = (
    r"\b(?:(?:an?|the|its|their|new|two|three|four|five|several) )?(?:(?!with\b|to\b|sign)[a-z-]+ ){0,5}?"
    r"(?:agreements?|memorand(?:um|a)(?: of (?:understanding|co-?operation))?|leases?|contracts?|arrangements?"
    r"|letters? of intent|deals?|pacts?|accords?|tenanc(?:y|ies)|MoUs?)\b"
)
#: 海关关长与海关关长签署: a post right behind a body, whose holder has no name here.
_POST = (
    r"(?<=[{inner}])(?:副|常务|助理|候任|署理|代理)?(?:局长|署长|处长|厅长|司长|部长|关长|会长|校长|院长|所长|行长|社长|理事长|董事长|总经理|总裁|主席|主任|秘书长|市长|区长"
    r"|行政总裁|首席执行官|总干事|专员|代表|负责人)(?=[与和同及跟、，]|昨|今|<date>|在|于|分别|共同|代表|签|$)"
)
#: 第三批合作伙伴: many, though nobody says how many.
_GROUP = (
    "(?:第[一二三四五六七八九十]{1,2}|首|新一)批(?:次)?[一-鿿]{0,6}?"
    "(?:伙伴|企业|租户|机构|项目|团队|科企|单位)(?=签|集|正式|在|与|和|昨|今|共)"
)
_BRACKET = r"（[^（）]{1,40}）"
_QUOTED = r"“[^“”\ue000-\ue00f]{1,30}”"


#: Quotation marks around a name are no word.
_BLANK = " \t\n\u3000“”‘’\"'"


_HAN, _TWO_LATIN = re.compile("[一-鿿]"), re.compile("[A-Za-z]{2}")
#: What is written in Latin letters in a pattern and stands for none.
_SYNTAX = re.compile(r"\\.|\(\?P?[<:=!i-]*(?:[a-z_]+>)?|<[a-z_]+>")
#: The precedence of words that begin at one place.
_ORDER = (
    *typed.KINDS, "bracket", "quoted", "nominal", "end", "ended", "lapse", "talk", "ceremony", "sign", "signed",
    "let", "rent", "order", "supply", "licence", "found", "fund", "several", "one", "is", "each", "with", "adverb", "again", "presence", "to", "by",
    "sep", "rest", "head", "paper", "that", "comma", "stop",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Token:
    """One word of a row: ``[start, end)`` in the text, and what it is."""

    start: int
    end: int
    kind: str


@dataclass(frozen=True, slots=True)
class Row:
    """The words of a sentence; ``letters`` has one letter for each."""

    tokens: tuple[Token, ...]
    letters: str

    def until(self, offset: int) -> int:
        """How many words begin before an offset."""
        return sum(t.start < offset for t in self.tokens)


def row_of(masked: str, start: int, end: int) -> Row:
    """The row of ``[start, end)`` of a masked text (:mod:`pipelines.extraction.typed`)."""
    tokens: list[Token] = []
    last = start
    for match in _pattern(_script(masked, start, end)).finditer(masked, start, end):
        if match.start() == match.end():
            continue
        if match.start() > last and masked[last : match.start()].strip(_BLANK):
            tokens.append(Token(last, match.start(), "other"))
        tokens.append(Token(match.start(), match.end(), match.lastgroup or "other"))
        last = match.end()
    if last < end and masked[last:end].strip(_BLANK):
        tokens.append(Token(last, end, "other"))
    return Row(tuple(tokens), "".join(LETTERS[t.kind] for t in tokens))


def may_hold_act(words: str) -> bool:
    """Whether a sentence holds the words that any act needs; without them there is no row to read."""
    return bool(_acts().possible(words))


@lru_cache(maxsize=1)
def _acts() -> Sieve:
    return Sieve([typed.compiled("|".join(words for acts in _words()["act"].values() for words in acts))])


@lru_cache(maxsize=1)
def _words() -> dict[str, Any]:
    text = (files("pipelines.extraction") / "kinds" / "signing" / "words.toml").read_text("utf-8")
    return tomllib.loads(text)


@lru_cache(maxsize=3)
def _pattern(script: str) -> re.Pattern[str]:
    """All words in the order of precedence; of a text in one script without the words of the other."""
    data = _words()
    lists: dict[str, list[str]] = {kind: [f"<{kind}>"] for kind in typed.KINDS}
    lists |= {"bracket": [_BRACKET], "head": [_HEAD], "quoted": [_QUOTED], "paper": [_PAPER, _ENGLISH_PAPER]}
    lists["count"].append(_GROUP)
    lists["post"].append(_POST.replace("{inner}", typed.inside("org")))
    adverb = "|".join(data["word"]["adverb"])
    for kind, words in [*data["act"].items(), *data["word"].items()]:
        lists[kind] = [word.replace("<adverb>", f"(?:{adverb})") for word in words]
    held = {kind: [word for word in words if _may_stand(word, script)] for kind, words in lists.items()}
    return typed.compiled("|".join(f"(?P<{kind}>{'|'.join(held[kind])})" for kind in _ORDER if held[kind]))


def _may_stand(word: str, script: str) -> bool:
    """Whether a pattern can match in a text of one script only; what names no letter can anywhere."""
    latin = bool(_TWO_LATIN.search(_SYNTAX.sub("", word)))
    han = bool(_HAN.search(word))
    return script == "both" or latin == han or (han if script == "han" else latin)


def _script(masked: str, start: int, end: int) -> str:
    latin, han = _TWO_LATIN.search(masked, start, end), _HAN.search(masked, start, end)
    return "both" if latin and han else "latin" if latin else "han"
