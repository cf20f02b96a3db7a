"""Any text gives an answer, in time and memory linear in its length: plain and hostile texts of 10 kB to 10 MB.

    python -m bench.encoding.growth [--largest BYTES] [--seconds S]

Each cell is milliseconds of processor time per kilobyte of UTF-8, so that a row of equal numbers is linear; memory is
the peak of what Python allocates beyond the text itself, in bytes per byte. A row that meets ``--seconds`` stops.
ftfy's time per kilobyte stands beside, at the largest size both reached.
"""

from __future__ import annotations

import argparse
import random
import time
import tracemalloc
from collections.abc import Callable

import ftfy

from pipelines.repairing import repair

_SIZES = (10_000, 100_000, 1_000_000, 10_000_000)
_PLAIN = "星洲生物科技有限公司（以下简称“星洲生物”）6月21日与河湾新区管委会签约，总投资1,200万元；仪式于19:30开始。\n"
_MIRROR = "星洲科創(chuàng )公司開(kāi)園,首批13個(gè)項目簽約!負責人說(shuō):“開(kāi)拓市場(chǎng)?!敝攸c(diǎn)項目出席。"
_MISREAD = "星洲生物与河湾新区签署合作协议，共建联合实验室".encode()


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--largest", type=int, default=_SIZES[-1], metavar="BYTES")
    parser.add_argument(
        "--seconds", type=float, default=60.0, help="a row ends with a text that takes longer"
    )
    options = parser.parse_args()
    sizes = [size for size in _SIZES if size <= options.largest]
    print(
        f"{'text':<28}"
        + "".join(f"{f'{size // 1000:,} kB':>12}" for size in sizes)
        + f"{'memory':>8} {'ftfy':>8}"
    )
    repair("娌冲")  # tables are read and patterns compiled once
    for name, unit in _units().items():
        _row(name, unit, sizes, options.seconds)


def _units() -> dict[str, str]:
    """Name to what is repeated."""
    rng = random.Random(20261125)
    hostile = "( （ ? \ufffd ' \" . - & 1 　 \u200b 龘 烫 锟斤拷 ■。 Ã© ¿ª 娌冲 &amp; &#22269; \ue5e5 \x80 ﾊ 敝攸c".split(
        " "
    )
    whole = "".join(
        chr(rng.choice((rng.randrange(0xD800), rng.randrange(0xE000, 0x110000)))) for _ in range(3_000)
    )
    return {
        "news": _PLAIN,
        "news, one line": _PLAIN.strip(),
        "English": "The company opened a new centre in June, said its chief (Li Ming). ",
        "mirror": _MIRROR,
        "UTF-8 as Latin-1": _MISREAD.decode("latin-1"),
        "UTF-8 as GBK": _MISREAD[: len(_MISREAD) // 6 * 6].decode("gb18030", "replace"),
        "rare characters": "龘靐齉爩鱻麤灪龗齾厵",
        "all of Unicode": whole,
        "2 0 2 6 年": "2 0 2 6 年 6 月 ",
        "spaced digits": "1 2 3 ",
        "spaces": " ",
        **{f"{piece!r} and Han": f"{piece}河" for piece in hostile},
        **{repr(piece): piece for piece in hostile},
    }


def _row(name: str, unit: str, sizes: list[int], most: float) -> None:
    cells: list[str] = []
    memory = peer = ""
    for size in sizes:
        text = unit * (size // len(unit.encode("utf-8", "surrogatepass")) + 1)
        taken = _seconds(repair, text)
        cells.append(f"{taken * 1e6 / size:>12.3f}")
        if size == 1_000_000 or size == sizes[0]:
            memory = f"{_peak(text) / size:>8.1f}"
            peer = f"{_seconds(ftfy.fix_text, text) * 1e6 / size:>8.3f}"
        if taken > most:
            cells[-1] = f"{'> ' + str(int(most)) + ' s':>12}"
            break
    print(f"{name:<28}{''.join(cells)}{memory} {peer}", flush=True)


def _seconds(check: Callable[[str], object], text: str) -> float:
    started = time.process_time()
    check(text)
    return time.process_time() - started


def _peak(text: str) -> int:
    tracemalloc.start()
    repair(text)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return peak


if __name__ == "__main__":
    main()
