"""Time and memory of decoding in the length of a body, for bodies made to be slow.

    python -m bench.encoding.charset_linear [--most 10000000]

Linear means that ten times the bytes take about ten times the time; the columns give seconds, and the peak of
memory as a multiple of the body. No corpus is needed: the text is one sentence again and again.
"""

from __future__ import annotations

import argparse
import gzip
import random
import time
import tracemalloc
from collections.abc import Callable

from bench.encoding.charset_peers import table
from pipelines.encoding import decode

SENTENCE = "星洲生物科技有限公司六月二十一日与河湾新区管理委员会签署战略合作协议，总投资约5亿元。<br>\n"
_UTF8, _GBK = SENTENCE.encode(), SENTENCE.encode("gbk")
_BIG5 = "星洲生物科技有限公司與河灣新區管理委員會簽署合作協議。<br>\n".encode("big5hkscs")
_WIDE = SENTENCE.encode("utf-16-le")
_MEMBER = gzip.compress(b"a", mtime=0)


def _again(piece: bytes) -> Callable[[int], bytes]:
    return lambda size: (piece * (size // len(piece) + 1))[:size]


def _holes(piece: bytes) -> Callable[[int], bytes]:
    """A byte lost in every sentence."""
    return _again(piece * 3 + piece[:11] + piece[12:])


BODIES: dict[str, Callable[[int], bytes]] = {
    "clean UTF-8": _again(_UTF8),
    "damaged UTF-8": _holes(_UTF8),
    "clean GBK": _again(_GBK),
    "damaged GBK": _holes(_GBK),
    "damaged Big5": _holes(_BIG5),
    "clean UTF-16": _again(_WIDE),
    "damaged UTF-16": _holes(_WIDE),
    "UTF-8 and GBK in turn": _again(_UTF8 + _GBK),
    "GBK on one line": _again(SENTENCE[:30].encode("gbk")),
    "UTF-8 and GBK on one line": _again(SENTENCE[:30].encode() + SENTENCE[:30].encode("gbk")),
    "UTF-8 by accident": _again("丂丄丆丏".encode() + "园".encode("gbk")),
    "  … in a GBK page": lambda size: (
        _again(_GBK)(size // 2) + _again("丂丄丆丏".encode() + "园".encode("gbk"))(size // 2)
    ),
    "  … in many lines": lambda size: _again(_GBK)(size // 2) + _again("丂丄丆丏\n".encode())(size // 2),
    "noise": lambda size: random.Random(1).randbytes(size),
    "zeroes": _again(b"\x00"),
    "zero and noise in turn": lambda size: bytes(
        value for byte in random.Random(2).randbytes(size // 2) for value in (byte, 0)
    ),
    "meta without end": _again(b"<meta charset "),
    "tags of one byte": _again(b"<\xb0>"),
    "lead bytes": _again(b"\xe4"),
    "gzip members": _again(_MEMBER),
    "zlib headers": _again(b"x\x9c"),
}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--most", type=int, default=10_000_000, help="bytes of the longest body")
    options = parser.parse_args()
    sizes = [size for size in (10_000, 100_000, 1_000_000, 10_000_000) if size <= options.most]
    rows: dict[str, dict[str, str]] = {}
    decode(_GBK[:-1])
    for name, make in BODIES.items():
        for size in sizes:
            body = make(size)
            start = time.perf_counter()
            decode(body)
            rows.setdefault(name, {})[f"{size:,} B"] = f"{time.perf_counter() - start:.4f}"
        body = make(min(1_000_000, options.most))
        tracemalloc.start()
        decode(body)
        rows[name]["peak memory"] = f"{tracemalloc.get_traced_memory()[1] / len(body):.1f} ×"
        tracemalloc.stop()
    table("Seconds a body, and the peak of memory for one of 1 MB", rows)


if __name__ == "__main__":
    main()
