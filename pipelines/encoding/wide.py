"""UTF-16: told without a mark, and read on where a byte was lost or added.

One byte lost shifts all that follows: high bytes become low ones. Where a block reads badly the path through its
bytes is sought that gives the most plausible characters, a byte being skipped at a price.
"""

from __future__ import annotations

from functools import lru_cache

from pipelines.han_model import is_han, weight

Codec = str
#: Even; a block of so many bytes is read as one.
_BLOCK = 256
#: Blocks that are realigned at most: damage is rare, and what is damaged throughout is no text.
_MOST_REALIGNED = 400
#: So many places of a body, those with the fewest zeroes, tell the two orders apart.
_PROBES = 12
#: So many code units read badly below this mean score (text: -4 to -8; shifted by one byte: -12 and less).
_FEW, _BAD = 12, -9.5
#: A loss shows in so many bytes behind it, in at least so many units, which have this
#: mean score one byte on, and so much less as they stand.
_PROOF, _FEWEST, _FLUENT, _BETTER = 4 * _BLOCK, 4, -8.5, 3.0
#: A byte skipped costs as much as two characters that are no text: to skip one and go on must pay at once.
_SKIP = -30.0


def wide_codec(body: bytes) -> Codec | None:
    """UTF-16 without a mark where it shows: pages hold so much ASCII markup that every second byte is zero.

    A lost byte changes which second byte, so each block is asked for itself.
    """
    head = body[:4096]
    if len(head) < 8 or b"\x00" not in head:
        return None
    votes = [_side_of_zeroes(head[at : at + 128]) for at in range(0, len(head), 128)]
    told = [vote for vote in votes if vote is not None]
    if len(told) * 2 < len(votes):
        return None
    # markup reads the same in both orders, in one of them shifted by a byte: Chinese text tells them apart
    first, other = ("utf-16-le", "utf-16-be") if told[0] else ("utf-16-be", "utf-16-le")
    size = 4 * _BLOCK
    probes = [body[at : at + size] for at in range(0, len(body), max(size, len(body) // 256 & ~1))]
    probes.sort(key=lambda probe: probe.count(0) / len(probe))
    return max((first, other), key=lambda codec: sum(wide_score(probe, codec) for probe in probes[:_PROBES]))


def _side_of_zeroes(block: bytes) -> bool | None:
    """True where the odd bytes are zero (little endian), False for the even ones, None for neither."""
    even, odd = block[0::2].count(0), block[1::2].count(0)
    half = len(block) / 2
    if odd > 0.4 * half and even < 0.05 * half:
        return True
    if even > 0.4 * half and odd < 0.05 * half:
        return False
    return None


def wide_score(body: bytes, codec: Codec) -> float:
    """Mean score of a code unit at the head of a body read with realignment."""
    data, _ = _realigned(body[: 4 * _BLOCK], codec)
    return _score(data, codec)


def decode_wide(body: bytes, codec: Codec) -> tuple[str, int]:
    """The text of UTF-16 bytes without their mark, and 1 if a byte is left over at the end.

    Where a byte is skipped stands U+FFFD.
    """
    data, left = _realigned(body, codec)
    text = data.decode(codec, "replace")
    return text.replace("\x00", ""), left


def _realigned(body: bytes, codec: Codec) -> tuple[bytes, int]:
    """The code units one after another, with U+FFFD where a byte was skipped, and the bytes left over."""
    units: list[tuple[int, bytes, bool]] = []
    at = mended = 0
    while at + 2 <= len(body):
        block = body[at : at + _BLOCK]
        block = block[: len(block) & ~1]
        if mended >= _MOST_REALIGNED or not _reads_badly(block, codec) or not _is_shifted(body, at, codec):
            units.append((at, block, True))
            at += len(block)
            continue
        mended += 1
        start = at
        if units and units[-1][2]:  # the loss may lie at the end of the block before, which it hardly hurt
            start = units.pop()[0]
        data, used = _best_path(body[start : at + _BLOCK], codec)
        units.append((start, data, False))
        at = start + used
    return b"".join(data for _, data, _ in units), len(body) - at


def _is_shifted(body: bytes, at: int, codec: Codec) -> bool:
    """Whether code units from a place on are fluent one byte further and are not as they stand.

    Badly reads also what is whole: Korean, Yi, box drawing. Only what becomes text proves that a byte is missing.
    """
    stretch = body[at : at + _PROOF]
    now, then = _unit_scores(stretch, codec), _unit_scores(stretch[1:], codec)
    for few in range(0, max(1, len(then) - _FEW + 1), _FEW // 2):
        here, shifted = now[few : few + _FEW], then[few : few + _FEW]
        units = [_unit(stretch, 1 + 2 * at, codec) for at in range(few, few + len(shifted))]
        # a line of one sign is a line of another one byte on
        if len(shifted) < _FEWEST or max(map(units.count, units)) * 2 > len(units):
            continue
        mean = sum(shifted) / len(shifted)
        if mean >= _FLUENT and mean - sum(here) / max(1, len(here)) >= _BETTER:
            return True
    return False


def _best_path(stretch: bytes, codec: Codec) -> tuple[bytes, int]:
    """The most plausible code units of a stretch, and how many bytes they take, skipped ones counted."""
    best = [0.0, _SKIP]
    for end in range(2, len(stretch) + 1):
        taken = best[end - 2] + _unit_score(_unit(stretch, end - 2, codec))
        best.append(max(taken, best[end - 1] + _SKIP))
    size = len(stretch)
    end = size if size < 2 or best[size] >= best[size - 1] else size - 1
    used = end
    lost = "\ufffd".encode(codec)
    path: list[bytes] = []
    while end > 0:
        if end == 1 or best[end] == best[end - 1] + _SKIP:
            path.append(lost)
            end -= 1
        else:
            path.append(stretch[end - 2 : end])
            end -= 2
    return b"".join(reversed(path)), max(used, 1)


def _score(block: bytes, codec: Codec) -> float:
    scores = _unit_scores(block, codec)
    return sum(scores) / len(scores) if scores else _BAD


def _reads_badly(block: bytes, codec: Codec) -> bool:
    """Whether some code units side by side are no text; figures around them would hide it in the mean of the block."""
    scores = _unit_scores(block, codec)
    return any(
        sum(few) < _BAD * len(few) for at in range(0, len(scores), _FEW) if (few := scores[at : at + _FEW])
    )


def _unit_scores(block: bytes, codec: Codec) -> list[float]:
    return [_unit_score(_unit(block, at, codec)) for at in range(0, len(block) - 1, 2)]


def _unit(data: bytes, at: int, codec: Codec) -> int:
    return data[at] | data[at + 1] << 8 if codec == "utf-16-le" else data[at] << 8 | data[at + 1]


@lru_cache(maxsize=65_536)
def _unit_score(unit: int) -> float:
    """How likely a code unit is in a Chinese page, as a log-probability."""
    if 0x20 <= unit < 0x7F or unit in (0x09, 0x0A, 0x0D):
        return -4.0
    if 0x3000 <= unit <= 0x3020 or 0xFF01 <= unit <= 0xFF5E or 0x2010 <= unit <= 0x2026:
        return -5.0
    if 0xD83C <= unit <= 0xD87F or 0xDC00 <= unit <= 0xDFFF:
        return -11.0  # half of a rare ideograph or an emoji
    character = chr(unit)
    known = weight(character)
    if is_han(character) and known is not None:
        return known
    if 0xD800 <= unit <= 0xDBFF or unit < 0x20 or known is not None:
        return -18.0
    return -11.0
