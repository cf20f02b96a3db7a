"""The candidates for bytes that are not UTF-8, each with how plausible the Chinese is that it gives."""

from __future__ import annotations

import re
from dataclasses import dataclass

import charset_normalizer

from pipelines.encoding.declared import is_foreign_text, is_whole_chinese
from pipelines.encoding.stretches import UTF8_RUN, decode_stretches
from pipelines.encoding.wide import decode_wide
from pipelines.han_model import PLAUSIBLE, plausibility, weight

CHINESE = ("gb18030", "big5hkscs")
NOTHING = float("-inf")
#: The plausibility of a charset shows in its first characters; longer samples only cost time.
_SAMPLE = 60_000
#: Share of the characters outside ASCII that may be unreadable; random bytes and images lie above.
_MOST_UNREADABLE = 0.25
#: Below this even damaged Chinese text does not fall (1,100 news texts: -6.5 to -8; read wrongly: -12 and less).
_NONSENSE = -11.0
#: Western text says nothing of itself to a model of Chinese: less than fluent Chinese, more than nonsense.
_WESTERN = -9.0
_UTF8_SEQUENCE = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")
#: So much worse, in nats a character, is a charset in which no byte of a page is written.
_FOREIGN = 3.0
#: Less UTF-8 than this is a stretch in a page of another charset.
_FEW = 0.3
#: Pieces of so many bytes, so many bytes in all, and the least score of text that lost a byte.
_PIECE, _SHIFTED, _SHIFTED_TEXT = 24, 1_200, -9.5
#: One zero byte in so many is more than dirt.
_ZEROES = 50
_CONTROL = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_ASCII = bytes(range(128))
#: So much likelier, in nats for all characters together, is Chinese that speaks against a declared Chinese charset.
_AGAINST_DECLARED = 12.0
_OUTSIDE = re.compile("[^\x00-\x7f]+")
#: So many characters outside ASCII tell a charset beyond doubt, and are quickly weighed.
_TOLD, _FEWEST_TOLD = 100, 32
#: So many windows of so many bytes are looked at.
_WINDOWS, _WINDOW = 12, 768
#: So much more plausible than the other charset must the first characters be, in nats a character.
_CLEAR = 2.0


@dataclass(frozen=True, slots=True)
class Reading:
    """A candidate and the mean log-probability of its characters, the tip of a declaration included."""

    codec: str
    score: float


def fluent(body: bytes, start: int) -> tuple[Reading, Reading] | None:
    """The Chinese charset in which the first characters are fluent, and the other one; None where that is not clear.

    Args:
        body: bytes that are not UTF-8.
        start: where UTF-8 ends.
    """
    windows = _windows(body, start)
    densest = max(windows, key=lambda window: len(window.translate(None, _ASCII)), default=b"")
    # in the middle of a long run nothing shows where the bytes pair; at its beginning they do
    for sample in dict.fromkeys((densest, *windows[:1])):
        readings = sorted(((_first_score(sample, codec), codec) for codec in CHINESE), reverse=True)
        ((best, told), codec), ((other, _), runner_up) = readings
        if told >= _FEWEST_TOLD and best >= PLAUSIBLE and best - other >= _CLEAR:
            return Reading(codec, best), Reading(runner_up, other)
    return None


def _windows(body: bytes, start: int) -> list[bytes]:
    """Windows spread over the body from ``start`` on."""
    places = range(start, len(body), max(_WINDOW, len(body) // _WINDOWS))
    return [body[(begin := _pairing_from(body, at)) : begin + _WINDOW] for at in places]


def _pairing_from(body: bytes, at: int) -> int:
    """A place not after ``at`` from which the bytes pair: a tag or line end is a part of a character in no charset."""
    within = max(0, at - _WINDOW // 4)
    return max(body.rfind(b">", within, at), body.rfind(b"\n", within, at), within - 1) + 1


def _first_score(sample: bytes, codec: str) -> tuple[float, int]:
    """The mean weight of the first characters outside ASCII, and how many were weighed."""
    text = sample.decode(codec, "replace")
    told: list[str] = []
    size = 0
    for match in _OUTSIDE.finditer(text):
        told.append(match[0])
        size += len(match[0])
        if size >= _TOLD:
            break
    weights = [known for known in map(weight, "".join(told)[:_TOLD]) if known is not None]
    return (sum(weights) / len(weights), len(weights)) if weights else (NOTHING, 0)


def readings_of(body: bytes, declared: tuple[str, ...]) -> list[Reading]:
    """All candidates, the most plausible first; the dear ones only where the usual ones are in doubt."""
    sample = _sample(body)
    candidates = dict.fromkeys(["utf-8", *declared, *CHINESE, "cp1252"])
    readings = [_read(sample, codec, codec in declared) for codec in candidates]
    readings.sort(key=lambda reading: -reading.score)
    if _is_in_doubt(readings, sample, declared) and (borne := _borne_out(readings, sample, declared)):
        return borne
    if readings[0].score < PLAUSIBLE:
        more = [codec for codec in _opinion(sample) if codec not in candidates]
        readings += [_read(sample, codec, False) for codec in more]
        # wide characters pair from the first byte on
        readings += [_read(body[:_SAMPLE], codec, False) for codec in ("utf-16-le", "utf-16-be")]
        readings.sort(key=lambda reading: -reading.score)
    if readings[0].score == NOTHING:
        readings += [Reading(codec, _shifting_score(sample, codec)) for codec in CHINESE]
        readings.sort(key=lambda reading: -reading.score)
    return readings


def _is_in_doubt(readings: list[Reading], sample: bytes, declared: tuple[str, ...]) -> bool:
    """Whether no reading is fluent, or the fluent one has too few characters to tell against a declared one."""
    best = readings[0]
    if best.score < PLAUSIBLE:
        return True
    if best.codec in declared or best.codec not in CHINESE or not set(declared) & set(CHINESE):
        return False
    claimed = max(reading.score for reading in readings if reading.codec in declared)
    pairs = len(sample.translate(None, _ASCII)) / 2
    return (best.score - max(claimed, _NONSENSE)) * pairs < _AGAINST_DECLARED


def _borne_out(readings: list[Reading], sample: bytes, declared: tuple[str, ...]) -> list[Reading]:
    """The readings with the declared one first that its bytes bear out; empty where none is.

    No other reading is fluent Chinese. Rare characters alone, as names are, or another script are no reason for doubt.
    """
    known = [
        reading
        for reading in readings
        if reading.codec in declared
        and (
            is_whole_chinese(sample, reading.codec)
            if reading.codec in CHINESE
            else is_foreign_text(sample, reading.codec)
        )
    ]
    if not known:
        return []
    best = known[0]
    score = best.score if best.score > NOTHING else _WESTERN
    return [Reading(best.codec, score), *(reading for reading in readings if reading != best)]


def _shifting_score(sample: bytes, codec: str) -> float:
    """How plausible short bytes are that lost one somewhere, so that half of them pair wrongly.

    Of each piece the better pairing counts: in the right charset one of the two is fluent, in a wrong one none is.
    """
    pieces = [sample[at : at + _PIECE] for at in range(0, min(len(sample), _SHIFTED), _PIECE)]
    scores = [
        max(
            known
            for known in (plausibility(piece[shift:].decode(codec, "replace")) or NOTHING for shift in (0, 1))
        )
        for piece in pieces
        if not piece.isascii()
    ]
    told = [score for score in scores if score > NOTHING]
    mean = sum(told) / len(told) if len(told) * 2 > len(pieces) else NOTHING
    return mean if mean >= _SHIFTED_TEXT else NOTHING


def _sample(body: bytes) -> bytes:
    """The stretch around the first bytes that are not ASCII: scripts in the head tell nothing."""
    first = re.search(rb"[\x80-\xff]", body)
    return body[first.start() :][:_SAMPLE] if first else body[:_SAMPLE]


def _opinion(sample: bytes) -> list[str]:
    """charset-normalizer's best guess among the CJK charsets; it abstains on damaged bytes."""
    isolated = ["gb18030", "big5hkscs", "utf_8", "euc_kr", "shift_jis", "euc_jp"]
    match = charset_normalizer.from_bytes(sample[:8192], cp_isolation=isolated).best()
    return [match.encoding.replace("utf_8", "utf-8")] if match else []


def _read(sample: bytes, codec: str, declared: bool) -> Reading:
    """How plausible a sample is in one charset; minus infinity where it is not in that charset at all."""
    if codec.startswith("utf-16"):
        text, _ = decode_wide(sample, codec)
    else:
        # as UTF-8 is read what is so for the most part; a short piece of GBK may be pieced together from anything
        mixed = codec != "utf-8" or _share(UTF8_RUN, sample) > _FEW
        text, _ = decode_stretches(sample, codec, mixed=mixed)
    told = len(text) - len(text.encode("ascii", "ignore"))
    unreadable = text.count("\ufffd") / max(1, told)
    score = plausibility(text.replace("\ufffd", ""))
    if not codec.startswith("utf-16") and sample.count(0) * _ZEROES > len(sample):
        return Reading(codec, NOTHING)  # half of wide characters are zero bytes, no others are
    if unreadable > _MOST_UNREADABLE or len(_CONTROL.findall(text)) * 20 > len(text):
        return Reading(codec, NOTHING)
    # what stands in the label tips the scale between near equals only
    bonus = 0.3 if declared else 0.0
    # stretches of a page may be in another charset: the one that has the most of it is the page's
    if codec == "utf-8":
        share = _share(_UTF8_SEQUENCE, sample)
        # other charsets hold so many valid sequences in very short texts only
        bonus += 3.0 if share > 0.85 else -_FOREIGN * (1 - share)
    elif codec in CHINESE:
        bonus -= _FOREIGN * _share(UTF8_RUN, sample)
    if score is None:
        return Reading(codec, _WESTERN + bonus if told * 5 < len(text) else NOTHING)
    if score < (_NONSENSE if codec != "cp1252" else PLAUSIBLE):
        foreign = declared and codec in ("cp949", "cp932", "euc_jp")
        return Reading(codec, _WESTERN if foreign and not unreadable else NOTHING)
    return Reading(codec, score - 12 * unreadable + bonus)


def _share(shape: re.Pattern[bytes], sample: bytes) -> float:
    """The share of the bytes outside ASCII that stand in UTF-8 sequences or runs of them."""
    outside = len(sample.translate(None, _ASCII)) or 1
    return sum(len(found.translate(None, _ASCII)) for found in shape.findall(sample)) / outside
