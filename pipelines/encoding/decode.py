"""Which charset bytes are written in: by proof and plausibility, never by declaration alone.

UTF-8 is self-checking, so valid UTF-8 is UTF-8 whatever the label says. For the rest each candidate (what
HTTP and the page declare, read by the WHATWG labels; GB18030; Big5-HKSCS; damaged UTF-8; UTF-16; the opinion
of charset-normalizer) is decoded and the most plausible Han text wins; the answer names the runner-up and why.
The 7-bit charsets (HZ, ISO-2022-CN, UTF-7) are not among them: no page on the web needs them, browsers refuse them
for their safety, and 7-bit bytes are read as the ASCII that they are.
"""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache

from pipelines.encoding.accidental import accidental
from pipelines.encoding.containers import no_page, unpack
from pipelines.encoding.labels import byte_order_mark, codec_of, declared_inside
from pipelines.encoding.lenient import as_on_the_web, decode_leniently, decode_strictly
from pipelines.encoding.lost_utf8 import decode_utf8
from pipelines.encoding.readings import CHINESE, NOTHING, fluent, readings_of
from pipelines.encoding.stretches import decode_stretches, holds_utf8
from pipelines.encoding.wide import decode_wide, wide_codec
from pipelines.values import CharsetDecision, Decoded

#: First bytes of what is packed (gzip, zlib) or marked (UTF-8, UTF-16, UTF-32, GB18030).
_PACKED_OR_MARKED = frozenset(b"\x1fx\xef\xff\xfe\x84\x00")
#: Labels are remembered up to this length, decisions up to this number.
_LABEL, _REMEMBERED = 40, 256


def decode(body: bytes, *, http_charset: str | None = None) -> Decoded:
    """Text of a body, with the charset that it was read with and why. Never raises.

    A character cut in half at the very end is dropped and counted in ``replaced``. ``charset.used`` is None,
    and the text empty, where nothing readable comes out.
    """
    packings = ""
    if body and body[0] in _PACKED_OR_MARKED:
        body, packings = unpack(body)
        declared = declared_inside(body)
        if decoded := _marked(body):
            return _told(decoded, http_charset, declared, packings)
    else:
        declared = declared_inside(body)
    if body.find(0) < 0:  # half the time of "in", which matters to a short body
        ends, decoded = _utf8(body, http_charset, declared)
    else:
        ends, decoded = 0, _with_zeroes(body, http_charset, declared)
    if decoded is None:
        labels = (http_charset, declared)
        decoded = _fluent(body, ends, labels) or _most_plausible(body, labels)
        return _told(decoded, http_charset, declared, packings)
    return _told(decoded, http_charset, declared, packings) if packings else decoded


def _told(decoded: Decoded, http: str | None, declared: str | None, packings: str) -> Decoded:
    """The answer with what was declared, and out of which packings the text came."""
    why = f"{decoded.charset.why}; unpacked from {packings}" if packings else decoded.charset.why
    charset = replace(decoded.charset, declared_http=http, declared_meta=declared, why=why)
    return replace(decoded, charset=charset)


# ------------------------------------------------------------------------------ proof


def _utf8(body: bytes, http: str | None, declared: str | None) -> tuple[int, Decoded | None]:
    """The text of valid UTF-8, or where it ceases to be valid."""
    try:
        text = body.decode()
    except UnicodeDecodeError as problem:
        if problem.reason != "unexpected end of data":
            return problem.start, None
        text = body[: problem.start].decode()
        if chinese := accidental(body, text, (http, declared)):
            return 0, _by_accident(chinese, http, declared)
        why = "valid UTF-8, cut off inside the last character"
        return 0, Decoded(text=text, charset=_proof(why, http, declared), replaced=text.count("\ufffd") + 1)
    if text.isascii():
        return 0, Decoded(text=text, charset=_proof("plain ASCII", http, declared))
    if chinese := accidental(body, text, (http, declared)):
        return 0, _by_accident(chinese, http, declared)
    replaced = text.count("\ufffd") if "\ufffd" in text else 0
    return 0, Decoded(text=text, charset=_proof("valid UTF-8", http, declared), replaced=replaced)


def _by_accident(chinese: tuple[str, str], http: str | None, declared: str | None) -> Decoded:
    """Chinese whose bytes are valid UTF-8 by accident."""
    text, codec = chinese
    why = _beside_labels("valid UTF-8 by accident: its letters make no words", codec, (http, declared))
    charset = CharsetDecision(
        used=codec, runner_up="utf-8", declared_http=http, declared_meta=declared, why=why
    )
    return Decoded(text=text, charset=charset)


def _proof(why: str, http: str | None, declared: str | None) -> CharsetDecision:
    if http is not None and len(http) > _LABEL:
        return CharsetDecision(used="utf-8", declared_http=http, declared_meta=declared, why=why)
    return _remembered(why, http, declared)


@lru_cache(maxsize=_REMEMBERED)
def _remembered(why: str, http: str | None, declared: str | None) -> CharsetDecision:
    """One decision for all bodies in clean UTF-8 that declare the same: making it took as long as decoding."""
    return CharsetDecision(used="utf-8", declared_http=http, declared_meta=declared, why=why)


def _marked(body: bytes) -> Decoded | None:
    """The text behind a byte order mark, unless the mark lies."""
    marked = byte_order_mark(body)
    if marked is None:
        return None
    mark, codec = marked
    rest = body[len(mark) :]
    if codec.startswith("utf-16"):
        text, cut = decode_wide(rest, codec)
    else:
        text, cut = decode_leniently(rest, codec)
    # a UTF-8 mark may precede a GBK page; a character that is U+FFFD in the page itself proves nothing
    if text.count("\ufffd") * 50 > len(text) and decode_strictly(rest, codec) is None:
        return None
    if "\ufffd" in text and codec == "utf-8":
        text, cut = decode_stretches(rest, codec)
    return _decided(text, codec, "byte order mark", cut=cut)


def _with_zeroes(body: bytes, http: str | None, declared: str | None) -> Decoded | None:
    """UTF-16 without a mark; or UTF-8 with a NUL further on, which is dirt that PostgreSQL does not store."""
    if wide := wide_codec(body):
        text, cut = decode_wide(body, wide)
        decided = _decided(text, wide, "every second byte is zero", cut=cut)
        return replace(decided, charset=replace(decided.charset, declared_http=http, declared_meta=declared))
    if b"\x00" in body[:1000]:
        return None
    _, decoded = _utf8(body, http, declared)
    return replace(decoded, text=decoded.text.replace("\x00", "")) if decoded else None


def plain_charset(body: bytes, *, http_charset: str | None = None) -> CharsetDecision | None:
    """The charset of a body in UTF-8, or that pairs throughout in a declared Chinese charset; None for all others.

    What :func:`decode` chooses may be another one: only that the body is text is sure, and quick to tell.
    """
    if b"\x00" in body or unpack(body)[1]:
        return None
    declared = declared_inside(body)
    chinese = (codec for label in (http_charset, declared) if (codec := codec_of(label)) in CHINESE)
    for codec in dict.fromkeys(("utf-8", *chinese)):
        try:
            body.decode(codec)
        except UnicodeDecodeError:
            continue
        return CharsetDecision(
            used=codec, declared_http=http_charset, declared_meta=declared, why=f"it can be read as {codec}"
        )
    return None


# ------------------------------------------------------------------------------ plausibility


def _fluent(body: bytes, ends: int, labels: tuple[str | None, ...]) -> Decoded | None:
    """The text where its first characters are fluent in one Chinese charset alone and all bytes pair in it."""
    readings = fluent(body, ends)
    if readings is None or b"\x00" in body or holds_utf8(body):
        return None
    best, other = readings
    pairing = _all_pairs(body, best.codec)
    if pairing is None:
        return None
    text, cut = pairing
    why = f"all bytes pair, plausibility {best.score:.1f}, then {other.codec} {other.score:.1f}"
    decoded = _decided(text, best.codec, _beside_labels(why, best.codec, labels), cut=cut)
    return replace(decoded, charset=replace(decoded.charset, runner_up=other.codec))


def _all_pairs(body: bytes, codec: str) -> tuple[str, int] | None:
    """The text where every byte pairs, and 1 if the last character is cut off; None where some do not."""
    # GBK is a part of GB18030 and its decoder the faster one
    for quick in ("gbk", "gb18030") if codec == "gb18030" else (codec,):
        try:
            return as_on_the_web(body.decode(quick), codec), 0
        except UnicodeDecodeError as problem:
            at = problem.start
    if len(body) - at > 3:
        return None
    return as_on_the_web(body[:at].decode(codec), codec), 1


def _most_plausible(body: bytes, labels: tuple[str | None, ...]) -> Decoded:
    """The text in the charset that gives the most plausible Chinese."""
    declared = tuple(codec for label in labels if (codec := codec_of(label)))
    readings = readings_of(body, declared)
    best = readings[0]
    if best.score == NOTHING:
        kind = no_page(body)
        return _decided(
            "", None, "no charset gives readable text" + (f": it begins like {kind}" if kind else "")
        )
    if best.codec.startswith("utf-16"):
        text, cut = decode_wide(body, best.codec)
    else:
        text, cut = decode_stretches(body, best.codec)
    restored = 0
    if best.codec == "utf-8" and "\ufffd" in text and decode_leniently(body, "utf-8")[0] == text:
        text, restored = decode_utf8(body)  # it lost bytes, and holds nothing in another charset
    rest = [reading for reading in readings[1:] if reading.score > NOTHING]
    why = f"plausibility {best.score:.1f}"
    why += f", then {rest[0].codec} {rest[0].score:.1f}" if rest else ", no other charset gives Chinese text"
    why += f"; {restored} character(s) restored from two of their three bytes" if restored else ""
    decoded = _decided(text, best.codec, _beside_labels(why, best.codec, labels), cut=cut)
    runner_up = readings[1].codec if len(readings) > 1 else None
    return replace(decoded, charset=replace(decoded.charset, runner_up=runner_up))


def _beside_labels(why: str, used: str, labels: tuple[str | None, ...]) -> str:
    """The reason, and whether a declaration said the same."""
    if used in {codec_of(label) for label in labels}:
        return f"as declared: {why}"
    given = ", ".join(label for label in labels if label)
    return f"not as declared ({given}): {why}" if given else why


def _decided(text: str, used: str | None, why: str, *, cut: int = 0) -> Decoded:
    return Decoded(
        text=text,
        charset=CharsetDecision(used=used, why=why),
        replaced=(text.count("\ufffd") if "\ufffd" in text else 0) + cut,
    )
