"""How time grows with the input: families of inputs that are hard on purpose, at n, 2n, 4n, 8n.

Linear time has the exponent 1, quadratic 2. The size doubles until a run takes long enough to be measured, so that
linear targets are tried with megabytes and a quadratic one betrays itself early.
"""

from __future__ import annotations

import base64
import math
import signal
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from random import Random

from bench.fuzzing.inputs import SENTENCES, pieces_of
from bench.fuzzing.targets import Target

#: Twice the input may cost 2.5 times the time (exponent 1.32): noise, caches and allocators are not the finding.
MOST_GROWTH = 2.5
#: Runs below this are noise; runs above the other one are measured well enough.
FLOOR, ENOUGH = 0.03, 0.5
#: One run may take so long before it is cut off, which is a finding where an input half as long was quick.
MOST_SECONDS = 30.0
SMALLEST, LARGEST = 4_000, 20_000_000


class TooLong(BaseException):
    """A run was cut off; no ``except Exception`` of the code under test may catch it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Growth:
    """Sizes in bytes with the seconds that they took. ``cut_off``: the last size ran into the limit."""

    sizes: tuple[int, ...]
    seconds: tuple[float, ...]
    cut_off: bool = False

    @property
    def exponent(self) -> float:
        """The slope of log time against log size over the last factor of four; 1.0 below the floor.

        At small sizes a cache that overflows looks like a slope.
        """
        measured = zip(self.sizes, self.seconds, strict=True)
        points = [(math.log(n), math.log(s)) for n, s in measured if s >= FLOOR]
        if len(points) < 3:
            return 1.0
        (x1, y1), _, (x2, y2) = points[-3:]
        return (y2 - y1) / (x2 - x1)

    @property
    def is_finding(self) -> bool:
        """Whether time grows faster than the input."""
        return self.cut_off or self.exponent > math.log2(MOST_GROWTH)


def measured(
    target: Target, family: Callable[[int], bytes], *, largest: int = LARGEST, exactly: bool = False
) -> Growth:
    """Time at doubling sizes; ``exactly``: the best of three, and up to larger ones."""
    sizes: list[int] = []
    seconds: list[float] = []
    size = SMALLEST
    while size <= largest:
        body = family(size)
        try:
            with limited(MOST_SECONDS * (3 if exactly else 1)):
                best = min(_seconds(target, body) for _ in range(3 if exactly else 1))
        except TooLong:
            return Growth(sizes=(*sizes, len(body)), seconds=(*seconds, MOST_SECONDS), cut_off=True)
        sizes.append(len(body))
        seconds.append(best)
        if best > (4 * ENOUGH if exactly else ENOUGH) and len([s for s in seconds if s >= FLOOR]) >= 3:
            break
        size *= 2
    return Growth(sizes=tuple(sizes), seconds=tuple(seconds))


def _seconds(target: Target, body: bytes) -> float:
    started = time.process_time()  # other programs may be at work
    target.run(body)
    return time.process_time() - started


@contextmanager
def limited(seconds: float) -> Iterator[None]:
    def stop(number: int, frame: object) -> None:
        raise TooLong

    before = signal.signal(signal.SIGALRM, stop)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


def families(grammar: str) -> dict[str, Callable[[int], bytes]]:
    """Families of hard inputs for a grammar: name to a function from a size in bytes to an input."""
    found = {f"{piece[:24]!r} * n": _repeated(piece) for piece in (*_REPEATED, *pieces_of(grammar))}
    found |= {
        f"{head[:20]!r} + {piece[:16]!r} * n": _framed(head, piece, tail) for head, piece, tail in _FRAMED
    }
    found |= {
        "base64": _base64,
        "one line of prose": _prose("，"),
        "sentences": _prose("。"),
        "lines": _prose("。\n"),
    }
    found |= {f"nested {a}": _nested(a, b) for a, b in _NESTED}
    return found


_REPEATED = (
    *"< > & ( （ ) “ ” ‘ 《 【 [ { \" ' = / . , ， 、 。 : ： ; - _ | % # ? ! 0 9 a A z 一 龘 河 套 \ufffd".split(),
    *(
        " ",
        "\n",
        "\t",
        "\r",
        "\x0b",
        "\u3000",
        "\xa0",
        "\x00",
        "\u200b",
        "é",
        "😀",
        "\\",
        "\\u",
        "&#",
        "&#x",
        "&amp;",
        "<!--",
        "<![CDATA[",
        "<?",
    ),
    *(
        "<a href=x>",
        "<a href=x>签约</a>",
        "<li>",
        "<li><a href=x>y</a>",
        "<p>",
        "<div>",
        "<b><i>",
        "<br>",
        "<table><tr><td>",
        "<script>",
    ),
    *(
        "签约",
        "签署协议",
        "2026年",
        "2026年11月24日",
        "11月",
        "24日",
        "3亿元",
        "第1个",
        "一",
        "十",
        "万",
        "有限公司",
        "研究院、",
        "董事长",
        "王明、",
    ),
    *(
        "（以下简称",
        "（河套）",
        "“河套”",
        "、河套",
        "横琴、",
        "在河套举行",
        "与",
        "甲与乙签署",
        "A and ",
        "Aa ",
        "Limited ",
        "Aa·",
        "a.b@",
        "http://a",
    ),
    *(
        "以“",
        "主办",
        "等企业",
        "来源：",
        "记者：",
        "说，",
        "？",
        "！”",
        "å¼€",
        "¿ª",
        "娌",
        "(hé)",
        "河(hé)",
        "_海港",
        "|日报",
        "、a ",
        "1,",
        "1.",
        "1/",
    ),
    *(
        "x=1&",
        "../",
        "/.",
        "%2e",
        "[1,",
        '{"a":',
        "x.",
        "a|",
        "<item>",
        "<item><link>x</link></item>",
        "<url><loc>/x</loc></url>",
        "&x;",
        "]]>",
    ),
    *(
        "内容由AI生成",
        "AI视界",
        "\n签约",
        "- ",
        " - x",
        "<!DOCTYPE ",
        "<!DOCTYPE [",
        "=\n",
        "User-agent: a\n",
        "Disallow: /*a\n",
        "*",
        "Allow: /a*$\n",
    ),
    *(
        "[a]\n",
        "a = 1\n",
        "a.",
        "[[a]]\n",
        "'''",
        '{"text":"签约"}\n',
        '{"text":"',
        "公司与",
        "院长王明",
        "将于",
        "河套深圳园区",
        "签约仪式",
    ),
)
_NESTED = (
    ("<div>", "</div>"),
    ("<ul><li><a href=x>", "</a></li></ul>"),
    ("<b>", "</b>"),
    ("[", "]"),
    ("（", "）"),
    ("“", "”"),
    ("<a><b>", "</b></a>"),
)
_FRAMED = (
    ("<ul><li>", "<a href=/{n}>x</a>", "</li></ul>"),
    ("<ul>", "<li><a href=/{n}>x</a> 2026-11-24</li>", "</ul>"),
    ("<div>", "<a href=/{n}><b>x</b></a>", "</div>"),
    ("<html><body><p>河套，。", "<span>签约，", "</p>"),
    ("<html><title>", "_x", "</title><body><p>河套签约，签署协议。</p>"),
    ("<html><body>", "<h1>签约</h1>", "<p>河套</p>"),
    ("<html><body>", '<p class="time">x</p>', "<p>河套</p>"),
    ("<html><body>", '<meta name="x{n}" content="y">', "<p>河套</p>"),
    ("<html><body><script type=application/ld+json>", "[", "</script>"),
    ("<html><body><script type='application/ld+json'>[", "1,", "1]</script>"),
    ("<html><body>", "<script type='application/ld+json'>{", "</script>"),
    ("<html><body>", "<p>签约，协议。</p>", "</body></html>"),
    ("<html><body>", "<div><p>签约，协议。</p></div>", "</body></html>"),
    ("<html><body class='", "a ", "'><p>河套，签约。</p></body></html>"),
    ("<html><body>", "<div class='content'>河套，签约。", ""),
    ("<html><body>", "<div class='ad'>河套，签约。", ""),
    ("<html><body><div class=content>", "<br>签约，协议。", "</div>"),
    ("<rss><channel>", "<item><link>http://a.example/{n}</link><title>签约</title></item>", "</channel></rss>"),
    ("<rss><channel>", "<item>", "</channel></rss>"),
    ("<rss><channel><item><link>http://a.example/1</link><description>", "&lt;p&gt;签约", "</description></item></channel></rss>"),
    ("<rss><channel><item><link>http://a.example/1</link><title>", "&lt;", "</title></item></channel></rss>"),
    ("<rss><channel><item><link>http://a.example/1</link>", "<description> </description>", "</item></channel></rss>"),
    ("<rss><channel><item><link>http://a.example/1</link>", "<a>", "</item></channel></rss>"),
    ("<!DOCTYPE rss [", '<!ENTITY a{n} "&a;&a;">', "]><rss><channel><title>&a1;</title></channel></rss>"),
    ("<rss", " a{n}='x'", "></rss>"),
    ("<urlset>", "<url><loc>/{n}</loc><lastmod>2026-11-24</lastmod></url>", "</urlset>"),
    ("<sitemapindex>", "<sitemap><loc>/{n}</loc></sitemap>", "</sitemapindex>"),
    ('{"result":{"items":[', '{"url":"/{n}","title":"x"},', "0]}}"),
    ('{"result":{"items":[{"url":"/1","content":"', "<p>", '"}]}}'),
    ("a(", " ", ""),
    ("a" * 50, "(", ")"),
    ("User-agent: *\n", "Disallow: /{n}\n", ""),
    ("User-agent: *\nDisallow: /", "*a", "$\n"),
    ("http://a.example/", "a/", "?x"),
    ("http://a.example/?", "x{n}=1&", ""),
    ("[crawl]\n", "x{n} = 1\n", ""),
    ("", "[sources.x{n}]\nenabled = true\n", ""),
    ("河套，", "屿{n}科技有限公司、", "签约。"),
    ("河套，", "屿{n}科技有限公司与鹏{n}研究院签署合作协议，", "。"),
    ("", "河套，屿{n}科技有限公司与鹏{n}研究院签署合作协议。", ""),
    ("", "河套论坛{n}举行。\n", ""),
    ("", "屿舟公司董事长王明{n}表示，", ""),
    ("", "河套签约{n}个项目，", "。"),
)  # fmt: skip


def _repeated(piece: str) -> Callable[[int], bytes]:
    unit = piece.encode("utf-8", "ignore")
    return lambda size: unit * (size // len(unit))


def _framed(head: str, piece: str, tail: str) -> Callable[[int], bytes]:
    def make(size: int) -> bytes:
        unit = len(piece.encode())
        numbered = "".join(piece.replace("{n}", str(n)) for n in range(size // unit))
        return (head + numbered + tail).encode()

    return make


def _nested(opening: str, closing: str) -> Callable[[int], bytes]:
    def make(size: int) -> bytes:
        times = size // len((opening + closing).encode())
        return (opening * times + "签约，" + closing * times).encode()

    return make


def _base64(size: int) -> bytes:
    return base64.b64encode(Random(size).randbytes(size * 3 // 4))


def _prose(mark: str) -> Callable[[int], bytes]:
    def make(size: int) -> bytes:
        random = Random(size)
        parts: list[str] = []
        while size > 0:
            parts.append(random.choice(SENTENCES).strip("。") + mark)
            size -= len(parts[-1]) * 3
        return "".join(parts).encode()

    return make
