"""Which charset bytes are written in: by proof and plausibility, never by declaration alone.

UTF-8 is self-checking, so valid UTF-8 is UTF-8 whatever the label says. For the rest each candidate (what
HTTP and the page declare, read by the WHATWG labels; GB18030; Big5-HKSCS; damaged UTF-8; the opinion of
charset-normalizer) is decoded and the most plausible Han text wins; the answer names the runner-up and why.
"""

from __future__ import annotations

import codecs
import re
import zlib
from dataclasses import dataclass

import charset_normalizer

from pipelines.han_model import plausibility
from pipelines.values import CharsetDecision, Decoded

#: A page that unpacks to more is a bomb, not news.
MOST_UNPACKED = 20_000_000
#: The plausibility of a charset shows in its first characters; longer samples only cost time.
_SAMPLE = 60_000
_HEAD = 32_768  # browsers look at 1 kB for a declaration; real pages declare behind 5 kB of scripts
_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
    (b"\x84\x31\x95\x33", "gb18030"),
)
_META = re.compile(
    rb"""<meta[^>]{0,300}?charset\s*=\s*["']?\s*([\w.:-]{2,30})|<\?xml[^>]{0,200}?encoding\s*=\s*["']([\w.:-]{2,30})["']""",
    re.IGNORECASE,
)
# The WHATWG labels of the charsets that Chinese pages use: gb2312 means GB18030, big5 means Big5-HKSCS.
_LABELS = {
    "gb18030": (
        "gb2312",
        "gbk",
        "gb18030",
        "gb_2312-80",
        "gb2312-80",
        "x-gbk",
        "chinese",
        "cp936",
        "euc-cn",
        "hz-gb-2312",
    ),
    "big5hkscs": ("big5", "big5-hkscs", "big5hkscs", "cn-big5", "x-x-big5", "csbig5", "cp950"),
    "utf-8": ("utf-8", "utf8", "unicode-1-1-utf-8", "utf_8"),
    "cp1252": ("iso-8859-1", "latin1", "latin-1", "windows-1252", "cp1252", "us-ascii", "ascii"),
    "utf-16-le": ("utf-16", "utf-16le", "unicode"),
    "utf-16-be": ("utf-16be",),
    "euc_kr": ("euc-kr", "ks_c_5601-1987"),
    "shift_jis": ("shift_jis", "shift-jis", "x-sjis"),
    "euc_jp": ("euc-jp",),
}
_CODEC_OF = {label: codec for codec, labels in _LABELS.items() for label in labels}


def _big5_leftover(error: UnicodeError) -> tuple[str, int]:
    """What Big5-HKSCS lacks of the Windows code page 950 (private rows, the euro sign)."""
    if not isinstance(error, UnicodeDecodeError):
        raise error
    pair = error.object[error.start : error.start + 2]
    try:
        return pair.decode("cp950"), error.start + 2
    except UnicodeDecodeError:
        return "\ufffd", error.start + max(1, error.end - error.start)


codecs.register_error("hetao-big5", _big5_leftover)


@dataclass(frozen=True, slots=True)
class _Reading:
    codec: str
    replaced: int
    score: float


def codec_of(label: str | None) -> str | None:
    """The codec that a declared label means on the web, or None for an unknown label."""
    return _CODEC_OF.get(label.strip().lower()) if label else None


def decode(body: bytes, *, http_charset: str | None = None) -> Decoded:
    """Text of a body, with the charset that it was read with and why. Never raises.

    ``charset.used`` is None, and the text empty, where nothing readable comes out.
    """
    body = unpacked(body)
    declared = _declared_inside(body)

    def decided(text: str, used: str | None, why: str, runner_up: str | None = None) -> Decoded:
        charset = CharsetDecision(
            used=used, declared_http=http_charset, declared_meta=declared, runner_up=runner_up, why=why
        )
        return Decoded(text=text, charset=charset, replaced=text.count("\ufffd"))

    for bom, codec in _BOMS:
        if body.startswith(bom):
            return decided(_text(body[len(bom) :], codec), codec, "byte order mark")
    if wide := _wide(body):
        return decided(_text(body, wide), wide, "every second byte is zero")
    try:
        text = body.decode("utf-8")
    except UnicodeDecodeError:
        pass
    else:
        if "\x00" not in text[:1000]:
            return decided(text, "utf-8", "plain ASCII" if text.isascii() else "valid UTF-8")
    readings = _readings(body, http_charset, declared)
    best = readings[0]
    if best.score == float("-inf"):
        return decided("", None, "no charset gives readable text")
    runner_up = readings[1].codec if len(readings) > 1 else None
    why = (
        f"most plausible of {len(readings)} ({best.score:.1f}, then {runner_up} {readings[1].score:.1f})"
        if runner_up
        else "only reading"
    )
    if best.codec in (codec_of(http_charset), codec_of(declared)):
        why = f"declared, and {why}"
    elif http_charset or declared:
        why = f"not as declared: {why}"
    return decided(_text(body, best.codec), best.codec, why, runner_up)


def unpacked(body: bytes) -> bytes:
    """A body that is still gzip-compressed, unpacked up to :data:`MOST_UNPACKED`; any other as it is."""
    if not body.startswith(b"\x1f\x8b"):
        return body
    try:
        return zlib.decompressobj(wbits=47).decompress(body, MOST_UNPACKED)
    except zlib.error:
        return body


def _declared_inside(body: bytes) -> str | None:
    match = _META.search(body, 0, _HEAD)
    return (match[1] or match[2]).decode("ascii", "replace") if match else None


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


def _text(body: bytes, codec: str) -> str:
    return body.decode(codec, "hetao-big5" if codec == "big5hkscs" else "replace").replace("\x00", "")


def _readings(body: bytes, *labels: str | None) -> list[_Reading]:
    """All candidates, the most plausible first."""
    sample = _sample(body)
    declared = [codec for label in labels if (codec := codec_of(label))]
    candidates = dict.fromkeys([*declared, "utf-8", "gb18030", "big5hkscs", *_opinion(sample), "cp1252"])
    readings = [_read(sample, codec, declared) for codec in candidates]
    return sorted(readings, key=lambda r: -r.score)


def _sample(body: bytes) -> bytes:
    """The stretch around the first bytes that are not ASCII: scripts in the head tell nothing."""
    first = re.search(rb"[\x80-\xff]", body)
    start = max(0, first.start() - 1) if first else 0
    return body[start : start + _SAMPLE]


def _opinion(sample: bytes) -> list[str]:
    """charset-normalizer's best guess among the Chinese charsets; it abstains on damaged bytes."""
    match = charset_normalizer.from_bytes(
        sample[:8192], cp_isolation=["gb18030", "big5hkscs", "utf_8"]
    ).best()
    return [{"utf_8": "utf-8"}.get(match.encoding, match.encoding)] if match else []


def _read(sample: bytes, codec: str, declared: list[str]) -> _Reading:
    text = _text(sample, codec)
    replaced = text.count("\ufffd")
    told = sum(1 for c in text if c > "\x7f")
    fluent = plausibility(text.replace("\ufffd", ""))
    share = replaced / max(1, told)
    if share > 0.25:
        score = float("-inf")  # a quarter unreadable: these bytes are not in this charset
    elif fluent is None:
        # no Han at all: western text with a few accents, if they are few
        score = -9.0 if told < 0.2 * len(text) else float("-inf")
    elif fluent < -11:
        score = float("-inf")
    else:
        # what stands in the label tips the scale between near equals only
        score = fluent - 12 * share + (0.3 if codec in declared else 0.0)
    return _Reading(codec, replaced, score)
