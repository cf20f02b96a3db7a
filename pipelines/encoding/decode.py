"""Which charset bytes are written in: by proof and plausibility, never by declaration alone.

UTF-8 is self-checking, so valid UTF-8 is UTF-8 whatever the label says. For the rest each candidate (what
HTTP and the page declare, read by the WHATWG labels; GB18030; Big5-HKSCS; damaged UTF-8; UTF-16; the opinion
of charset-normalizer) is decoded and the most plausible Han text wins; the answer names the runner-up and why.
"""

from __future__ import annotations

import codecs
import re
import zlib
from dataclasses import dataclass, replace

import charset_normalizer

from pipelines.encoding.labels import byte_order_mark, codec_of, declared_inside
from pipelines.encoding.stretches import decode_stretches, holds_utf8
from pipelines.han_model import PLAUSIBLE, is_han, plausibility
from pipelines.values import CharsetDecision, Decoded

#: A page that unpacks to more is a bomb, not news.
MOST_UNPACKED = 20_000_000
#: The plausibility of a charset shows in its first characters; longer samples only cost time.
_SAMPLE = 60_000
#: Share of the characters outside ASCII that may be unreadable; random bytes and images lie above.
_MOST_UNREADABLE = 0.25
#: Below this even damaged Chinese text does not fall (1,100 news texts: -6.5 to -8; read wrongly: -12 and less).
_NONSENSE = -11.0
#: Western text says nothing of itself to a model of Chinese: less than fluent Chinese, more than nonsense.
_WESTERN = -9.0
_UTF8_SEQUENCE = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")
_CONTROL = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_OUTSIDE_ASCII = bytes(range(128, 256))
_OUTSIDE = re.compile("[^\x00-\x7f]+")
#: So many characters of Chinese tell their charset beyond doubt.
_FLUENT_SAMPLE = 500
_CHINESE = frozenset(("gb18030", "big5hkscs"))
_NOTHING = float("-inf")


@dataclass(frozen=True, slots=True)
class _Reading:
    codec: str
    score: float


def decode(body: bytes, *, http_charset: str | None = None) -> Decoded:
    """Text of a body, with the charset that it was read with and why. Never raises.

    A character cut in half at the very end is dropped and counted in ``replaced``. ``charset.used`` is None,
    and the text empty, where nothing readable comes out.
    """
    body = unpacked(body)
    declared = declared_inside(body)
    labels = (http_charset, declared)
    decoded = _proved(body, labels) or _fluent(body, labels) or _most_plausible(body, labels)
    charset = replace(decoded.charset, declared_http=http_charset, declared_meta=declared)
    return replace(decoded, charset=charset)


def unpacked(body: bytes) -> bytes:
    """A body that is still gzip-compressed, unpacked up to :data:`MOST_UNPACKED`; any other as it is.

    What stands before a broken place is kept.
    """
    if not body.startswith(b"\x1f\x8b"):
        return body
    unpacker = zlib.decompressobj(wbits=31)
    pieces: list[bytes] = []
    room = MOST_UNPACKED
    for start in range(0, len(body), 65_536):
        try:
            piece = unpacker.decompress(unpacker.unconsumed_tail + body[start : start + 65_536], room)
        except zlib.error:
            break
        pieces.append(piece)
        room -= len(piece)
        if room <= 0 or unpacker.eof:
            break
    return b"".join(pieces) if pieces else body


# ------------------------------------------------------------------------------ proof


def _proved(body: bytes, labels: tuple[str | None, ...]) -> Decoded | None:
    """The text where the bytes themselves prove their charset."""
    if marked := byte_order_mark(body):
        mark, codec = marked
        text, _ = decode_stretches(body[len(mark) :], codec, mixed=False)
        if text.count("\ufffd") * 50 <= len(text):  # a UTF-8 mark may precede a GBK page
            text, cut = decode_stretches(body[len(mark) :], codec)
            return _decided(text, codec, "byte order mark", cut=cut)
    if wide := _wide(body):
        text, cut = decode_stretches(body, wide)
        return _decided(text, wide, "every second byte is zero", cut=cut)
    try:
        text, used = codecs.utf_8_decode(body, "strict", False)
    except UnicodeDecodeError:
        return None
    if "\x00" in text[:1000] or _looks_accidental(text, labels):
        return None
    text = text.replace("\x00", "")  # a NUL further on is dirt, which PostgreSQL does not store
    if used < len(body):
        return _decided(text, "utf-8", "valid UTF-8, cut off inside the last character", cut=1)
    return _decided(text, "utf-8", "plain ASCII" if text.isascii() else "valid UTF-8")


def _looks_accidental(text: str, labels: tuple[str | None, ...]) -> bool:
    """Few characters, none Chinese, and a Chinese label: 联通 in GBK happens to be valid UTF-8."""
    if text.isascii() or not {codec_of(label) for label in labels} & _CHINESE:
        return False
    told = [c for c in text if c > "\x7f"]
    return len(told) <= 10 and not any(is_han(c) or "\u3000" <= c <= "\u30ff" for c in told)


def _wide(body: bytes) -> str | None:
    """UTF-16 without a mark: pages hold so much ASCII markup that every second byte is zero."""
    head = body[:4096]
    if len(head) < 8:
        return None
    even, odd = head[0::2].count(0), head[1::2].count(0)
    half = len(head) / 2
    if odd > 0.4 * half and even < 0.05 * half:
        return "utf-16-le"
    if even > 0.4 * half and odd < 0.05 * half:
        return "utf-16-be"
    return None


def plain_charset(body: bytes, *, http_charset: str | None = None) -> CharsetDecision | None:
    """The charset of a body in UTF-8, or that pairs throughout in a declared Chinese charset; None for all others.

    What :func:`decode` chooses may be another one: only that the body is text is sure, and quick to tell.
    """
    if b"\x00" in body or body.startswith(b"\x1f\x8b"):
        return None
    declared = declared_inside(body)
    chinese = (codec for label in (http_charset, declared) if (codec := codec_of(label)) in _CHINESE)
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


def _fluent(body: bytes, labels: tuple[str | None, ...]) -> Decoded | None:
    """The text in a declared Chinese charset, where every byte pairs and the first characters are fluent Chinese.

    Read in another charset no text is, so that none needs to be tried.
    """
    for codec in dict.fromkeys(map(codec_of, labels)):
        if codec not in _CHINESE or holds_utf8(body):
            continue
        try:
            text = body.decode(codec).replace("\x00", "")
        except UnicodeDecodeError:
            continue
        score = plausibility(_told(text))
        if score is not None and score >= PLAUSIBLE:
            return _decided(text, codec, f"as declared: all bytes pair, plausibility {score:.1f}")
    return None


def _told(text: str) -> str:
    """The first characters outside ASCII, which tell a charset; markup and scripts do not."""
    told: list[str] = []
    size = 0
    for match in _OUTSIDE.finditer(text):
        told.append(match[0])
        size += len(match[0])
        if size >= _FLUENT_SAMPLE:
            break
    return "".join(told)


def _most_plausible(body: bytes, labels: tuple[str | None, ...]) -> Decoded:
    """The text in the charset that gives the most plausible Chinese."""
    declared = tuple(codec for label in labels if (codec := codec_of(label)))
    readings = _readings(body, declared)
    best = readings[0]
    if best.score == _NOTHING:
        return _decided("", None, "no charset gives readable text")
    text, cut = decode_stretches(body, best.codec)
    rest = [reading for reading in readings[1:] if reading.score > _NOTHING]
    why = f"plausibility {best.score:.1f}"
    why += f", then {rest[0].codec} {rest[0].score:.1f}" if rest else ", no other charset gives Chinese text"
    if best.codec in declared:
        why = f"as declared: {why}"
    elif any(labels):
        why = f"not as declared ({', '.join(label for label in labels if label)}): {why}"
    decoded = _decided(text, best.codec, why, cut=cut)
    runner_up = readings[1].codec if len(readings) > 1 else None
    return replace(decoded, charset=replace(decoded.charset, runner_up=runner_up))


def _readings(body: bytes, declared: tuple[str, ...]) -> list[_Reading]:
    """All candidates, the most plausible first; the dear ones only where the usual ones are in doubt."""
    sample = _sample(body)
    candidates = dict.fromkeys(["utf-8", *declared, "gb18030", "big5hkscs", "cp1252"])
    readings = [_read(sample, codec, codec in declared) for codec in candidates]
    readings.sort(key=lambda reading: -reading.score)
    if readings[0].score < PLAUSIBLE:
        more = [codec for codec in _opinion(sample) if codec not in candidates]
        readings += [_read(sample, codec, False) for codec in more]
        readings += [_read(body[:_SAMPLE], codec, False) for codec in ("utf-16-le", "utf-16-be")]
        readings.sort(key=lambda reading: -reading.score)
    return readings


def _sample(body: bytes) -> bytes:
    """The stretch around the first bytes that are not ASCII: scripts in the head tell nothing."""
    first = re.search(rb"[\x80-\xff]", body)
    return body[first.start() :][:_SAMPLE] if first else body[:_SAMPLE]


def _opinion(sample: bytes) -> list[str]:
    """charset-normalizer's best guess among the CJK charsets; it abstains on damaged bytes."""
    isolated = ["gb18030", "big5hkscs", "utf_8", "euc_kr", "shift_jis", "euc_jp"]
    match = charset_normalizer.from_bytes(sample[:8192], cp_isolation=isolated).best()
    return [match.encoding.replace("utf_8", "utf-8")] if match else []


def _read(sample: bytes, codec: str, declared: bool) -> _Reading:
    """How plausible a sample is in one charset; minus infinity where it is not in that charset at all."""
    text, _ = decode_stretches(sample, codec, mixed=False)
    told = len(text) - len(text.encode("ascii", "ignore"))
    unreadable = text.count("\ufffd") / max(1, told)
    fluent = plausibility(text.replace("\ufffd", ""))
    if unreadable > _MOST_UNREADABLE or len(_CONTROL.findall(text)) * 20 > len(text):
        return _Reading(codec, _NOTHING)
    # what stands in the label tips the scale between near equals only
    bonus = 0.3 if declared else 0.0
    if codec == "utf-8" and _share_of_utf8(sample) > 0.85:
        bonus += 3.0  # other charsets hold so many valid sequences in very short texts only
    if fluent is None:
        return _Reading(codec, _WESTERN + bonus if told * 5 < len(text) else _NOTHING)
    if fluent < (_NONSENSE if codec != "cp1252" else PLAUSIBLE):
        foreign = declared and codec in ("cp949", "cp932", "euc_jp")
        return _Reading(codec, _WESTERN if foreign and not unreadable else _NOTHING)
    return _Reading(codec, fluent - 12 * unreadable + bonus)


def _share_of_utf8(sample: bytes) -> float:
    """The share of the bytes outside ASCII that stand in valid UTF-8 sequences."""
    outside = len(sample) - len(sample.translate(None, _OUTSIDE_ASCII)) or 1
    return sum(map(len, _UTF8_SEQUENCE.findall(sample))) / outside


def _decided(text: str, used: str | None, why: str, *, cut: int = 0) -> Decoded:
    return Decoded(
        text=text,
        charset=CharsetDecision(used=used, why=why),
        replaced=text.count("\ufffd") + cut,
    )
