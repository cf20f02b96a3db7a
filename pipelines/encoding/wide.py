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
#: A block reads badly below this mean score of a code unit (text: -4 to -8; shifted by one byte: -12 and less).
_BAD = -9.5
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
        if mended >= _MOST_REALIGNED or _score(block, codec) >= _BAD:
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
    units = [_unit(block, at, codec) for at in range(0, len(block) - 1, 2)]
    return sum(map(_unit_score, units)) / len(units) if units else _BAD


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
