"""Names without an ending, licensed by their neighbours: lists, the two sides of a signing, subjects, quotation.

青禾智能、远屿新材等23家企业: the head noun says that the items are names. 华屿集团、中屿移动与…签署: what stands in a
row with a name, or where a signing wants its side, is one, if its letters are no words of the dictionary.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipelines.extraction.brands import NOT_NAME, Span, brandish, name_only
from pipelines.extraction.ground import Ground
from pipelines.extraction.sides import sides_of_signings
from pipelines.lexicons import names

_HEAD = re.compile(
    r"等(?:[一-鿿]{0,4}?)(?:\d+|[一二两三四五六七八九十百多数]+)?(?:余|多)?(?:家|间|个|所)?"
    r"(?:[一-鿿]{0,8}?)(?:企业|公司|机构|单位|高校|院校|科企|伙伴|独角兽|商户|药企|集团|租户|巨头|品牌|团队|厂商|成员)"
)
_BREAK = re.compile(r"[，。；：！？“”‘’《》\s等]")
_LABEL = re.compile(
    r"(?:(?:主办|承办|协办|支持|指导|合作|签约|建设|运营|参与|联合主办|战略合作|技术支持)(?:单位|方|机构|伙伴)?|甲方|乙方|丙方|签约双方|落户企业|入驻企业|签约企业)[：:](?P<items>[^。；\n]{2,120})"
)
_APPOSED = re.compile(
    r"(?:子公司|孙公司|关联公司|参股公司|旗下(?:品牌|公司|企业)?|母公司)(?P<name>[一-鿿A-Za-z]{2,8})"
)
_QUOTED = re.compile(
    r"(?:企业|公司|机构|品牌|团队|平台|集团|独角兽|巨头|租户|客户|与|和|及|、)[“‘](?P<name>[^“”‘’，。；：！？]{2,30})[”’]"
)
_ROLE = re.compile(r"(?:联合)?(?:领投|跟投|参投|主办|承办|协办|独家投资|牵头)")
_BEFORE_ROLE = re.compile(r"[由、，和与及；](?=[^由、，和与及；]*$)")


def licensed(ground: Ground, taken: list[Span]) -> list[Span]:
    """Spans of names that only their place in the sentence shows; ``taken`` are the names found already."""
    found = [*_labelled(ground), *_listed(ground), *_quoted(ground), *_apposed(ground), *_roles(ground)]
    free = _Taken(taken)
    found = [span for span in found if free.free(span)]
    everything = sorted({*taken, *found})
    return sorted({*found, *sides_of_signings(ground, everything)})


class _Taken:
    """Which characters names cover already."""

    def __init__(self, spans: list[Span]) -> None:
        self.covered = {o for start, end in spans for o in range(start, end)}

    def free(self, span: Span) -> bool:
        return not any(o in self.covered for o in range(*span))


def _listed(ground: Ground) -> Iterator[Span]:
    """List licence: a、b、c等N家企业."""
    for head in _HEAD.finditer(ground.text):
        bar = max(ground.bar_before(head.start()), head.start() - 300)
        start = max((m.end() for m in _BREAK.finditer(ground.text, bar, head.start())), default=bar)
        yield from _items(ground, start, head.start(), strict=False)


def _labelled(ground: Ground) -> Iterator[Span]:
    """主办单位：a、b."""
    for label in _LABEL.finditer(ground.text):
        yield from _items(ground, label.start("items"), label.end("items"), strict=True)


def _items(ground: Ground, start: int, end: int, *, strict: bool) -> Iterator[Span]:
    for item in re.finditer(r"[^、，和与及；\s]+", ground.text[start:end]):
        span = name_only(ground, start + item.start(), start + item.end())
        if _acceptable(ground, span, strict=strict):
            yield span


def _acceptable(ground: Ground, span: Span, *, strict: bool) -> bool:
    start, end = span
    text = ground.text[start:end]
    if not 2 <= len(text) <= 16 or NOT_NAME.search(text) or names.is_generic(text):
        return False
    if brandish(ground, start, end):
        return True
    words = [w for _, w in ground.words.between(start, end)]
    placed = names.is_region(words[0]) and len(words) > 1 and not any(map(names.bounds_name, words))
    return placed and not strict


def _apposed(ground: Ground) -> Iterator[Span]:
    """全资子公司华晟投资: the apposition licenses a brand with its trade."""
    for match in _APPOSED.finditer(ground.text):
        start = match.start("name")
        for stop in range(match.end("name"), start + 2, -1):
            if names.ends_weak(ground.text[start:stop]) and brandish(ground, start, stop):
                yield start, stop
                break


def _quoted(ground: Ground) -> Iterator[Span]:
    """企业“Name Ltd”: the inside is the name."""
    for match in _QUOTED.finditer(ground.text):
        inside = match["name"]
        if not re.search(r"[的了是]|\d+\+", inside) and (
            brandish(ground, *match.span("name")) or names.ends_name(inside)
        ):
            yield match.span("name")


def _roles(ground: Ground) -> Iterator[Span]:
    """由a领投，b、c跟投."""
    for match in _ROLE.finditer(ground.text):
        bar = max(ground.bar_before(match.start()), match.start() - 14)
        before = _BEFORE_ROLE.search(ground.text[bar : match.start()])
        if before and match.start() - bar - before.end() >= 2:
            start, end = name_only(ground, bar + before.end(), match.start())
            if brandish(ground, start, end):
                yield start, end
