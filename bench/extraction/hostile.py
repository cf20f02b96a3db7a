"""Texts that hold no fact and all that could be taken for one: what extraction is given to stumble over.

Each kind names the zone and uses words of signings where such texts do (签约价 in a price list, ``sign`` in code), so that
whatever comes out of it would be told. ``ROWS`` are other: rows of the very words that rules look for, made to be slow.
They may well be read as facts; only their time is looked at.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping
from itertools import count

_SEED = 20261129
#: Of the undamaged news of a reader's mind; the zone stands in every text.
_ZONE = "河套深港科技创新合作区"
_POEMS = (
    "河套的晚风吹过旧堤，\n芦苇一页一页翻开秋天。\n我把月光折成一封信，\n寄给没有名字的渡船。\n\n",
    "谁与春水立约，谁与落花签名，\n山盖了一枚夕阳的印。\n从此云是云，我是我，\n隔着河套，听同一阵雨声。\n\n",
    "一道残阳铺水中，河套千里稻花风。\n渔舟唱晚归何处，明月初开第几重。\n\n",
    "我们曾约定在桥头见面，\n桥说它今天不开放；\n我们把沉默当作协议，\n一式两份，各自收藏。\n\n",
)
_GOODS = "签字笔 合同夹 签约台租赁 协议书封套 落户摆件 开园纪念章 揭牌红布 启用印章 剪彩剪刀 论坛桌牌".split()
_CODE = (
    "def sign(contract: Contract, party_a: str, party_b: str) -> bool:  # 河套园区签约模块\n"
    '    """甲方与乙方签署后返回 True。"""\n'
    "    if not contract.signed and contract.amount > 1_000_000:\n"
    "        contract.status = Status.SIGNED  # 状态：已签署\n"
    "        log.info('signed %s with %s', party_a, party_b)\n"
    "    return contract.signed\n\n",
    'const hetao = {"签约": 0, "入驻": [], "开园": null}; // TODO: 河套\n'
    "for (let i = 0; i < rows.length; i++) { if (rows[i].type === '揭牌') total += rows[i].n; }\n",
    "SELECT party, amount FROM signings WHERE zone = '河套' AND status IN ('签署', '终止') ORDER BY date;\n",
    "{% if park.open %}<b>{{ park.name }}</b>{% else %}河套{% endif %}\n",
)
_STREAM = "河套的风吹过堤岸人们在岸边散步孩子们放着风筝老人说起从前的渡口和船上的灯"
_EMOJI = "🎉🏙️🤝✍️📍👩‍🔬🧪🇭🇰🇨🇳🚀💪🏽📝🖊️🎊❤️‍🔥🔬"
_BIDI = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f"


def _poems(rng: random.Random) -> str:
    return rng.choice(_POEMS)


def _table(rng: random.Random) -> str:
    cells = (f"{rng.uniform(-5, 40):.1f}" for _ in range(6))
    return f"| {rng.randrange(1, 13)}月{rng.randrange(1, 29)}日 | 河套站 | {' | '.join(cells)} | {rng.choice('晴阴雨雾')} |\n"


def _prices(rng: random.Random) -> str:
    goods, price = rng.choice(_GOODS), rng.randrange(5, 90_000)
    return (
        f"{goods}\t{rng.randrange(1, 99)}件装\t原价{price:,}元\t签约价{price * 0.8:.2f}元\t河套店自提9.5折\n"
    )


def _code(rng: random.Random) -> str:
    return rng.choice(_CODE)


def _one_line(rng: random.Random) -> str:
    return _STREAM


def _commas(rng: random.Random) -> str:
    return rng.choice("，,、") * rng.randrange(40, 60)


def _unbalanced(rng: random.Random) -> str:
    return "".join(rng.choice("“”‘’「」『』《》（）()【】[]\"'〈〉{}") for _ in range(30)) + rng.choice(
        ("", "", "河套", "签约")
    )


def _digits(rng: random.Random) -> str:
    return str(rng.randrange(10**59, 10**60))


def _emoji(rng: random.Random) -> str:
    return "".join(rng.choice(_EMOJI) for _ in range(30))


def _bidirectional(rng: random.Random) -> str:
    return "".join(rng.choice(_BIDI) + rng.choice("河套天气晴好风从海上来") for _ in range(20))


#: The kinds of the specification: linear time, no exception, no fact.
KINDS: Mapping[str, Callable[[random.Random], str]] = {
    "poems": _poems,
    "tables": _table,
    "price lists": _prices,
    "code": _code,
    "one line": _one_line,
    "commas": _commas,
    "unbalanced quotes and brackets": _unbalanced,
    "only digits": _digits,
    "emoji": _emoji,
    "bidirectional controls": _bidirectional,
}
#: What rules look for, over and over: for time alone.
ROWS: Mapping[str, str] = {
    "签署 without end": "签署",
    "a list of companies": "海岚科技有限公司、",
    "companies that sign, one sentence": "海岚科技有限公司与粤澜大学签署合作协议，",
    "days without end": "2026年6月1日",
    "titles opened, never closed": "《关于",
    "with whom, without end": "与河套研究院",
    "counts without end": "23家企业、",
    "amounts without end": "3.5亿元，",
    "capitals": "Hetao Park and Sunrise Bio Ltd. ",
    "one word of Latin": "a",
    "posts without names": "董事长兼总经理、",
}


def hostile(kind: str, characters: int) -> str:
    """A text of one of :data:`KINDS`, the same for the same length; the zone's name stands at its head."""
    rng = random.Random(f"{_SEED} {kind}")
    head = "" if kind == "only digits" else f"{_ZONE}\n" if kind != "one line" else _ZONE
    pieces, length = [head], len(head)
    for _ in count():
        if length >= characters:
            return "".join(pieces)[:characters]
        pieces.append(KINDS[kind](rng))
        length += len(pieces[-1])
    raise AssertionError


def row(name: str, characters: int) -> str:
    """One of :data:`ROWS`, so long."""
    piece = ROWS[name]
    return (piece * (characters // len(piece) + 1))[:characters]
