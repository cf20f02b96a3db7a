"""Texts that nothing is wrong with, of many kinds: what a check of damage must leave as they are.

News comes from the corpus folder; all else from what every machine with our lock has (Python's sources, jieba's
dictionary), from word lists of our own, and, where the system has them, from the translations of its programs
(``/usr/share/locale``): real Japanese, Korean, Chinese, Arabic, Thai, German full of code.
"""

from __future__ import annotations

import gettext
import random
import sysconfig
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path

from bench.encoding.texts import paragraphs, titles

_SEED = 20261125
#: Texts are cut to about so many characters, at the ends of lines.
_LENGTH = 2_000
_TRANSLATIONS = Path("/usr/share/locale")

#: Kinds in which a half-width mark is right.
NO_PROSE = frozenset(
    (
        "code with Chinese",
        "rows of tables (CSV)",
        "lessons and glosses",
        "lists of names",
        "keys, symbols, masks",
        "about references",
    )
)


def kinds(corpus: Path) -> dict[str, tuple[str, ...]]:
    """Kind to texts, in a fixed order. News is of the test part; a kind that this machine lacks is empty."""
    found = {
        "news, Simplified": paragraphs(corpus, "test", "hans") + titles(corpus, "test", "hans"),
        "news, Traditional": paragraphs(corpus, "test", "hant") + titles(corpus, "test", "hant"),
        "Python sources": _sources(),
        "rare names in sentences": tuple(_names()),
        "prices and tables": tuple(_tables()),
        "code with Chinese": tuple(_filled(_CODE)),
        "rows of tables (CSV)": tuple(_rows()),
        "lessons and glosses": tuple(_filled(_LESSONS)),
        "lists of names": tuple(_lists()),
        "keys, symbols, masks": tuple(_filled(_KEYS)),
        "about references": tuple(_filled(_ABOUT_REFERENCES)),
        "Japanese (made)": tuple(_made(_JAPANESE)),
        "Korean (made)": tuple(_made(_KOREAN)),
        "English (made)": tuple(_made(_ENGLISH)),
    }
    for language in ("ja", "ko", "zh_CN", "zh_TW", "ar", "fa", "th", "de", "fr", "ru", "el", "vi"):
        found[f"translations, {language}"] = _translations(language)
    return found


def pieces(text: str) -> Iterator[str]:
    """The text in pieces of about 2,000 characters, cut at the ends of lines."""
    piece: list[str] = []
    length = 0
    for line in text.splitlines(keepends=True):
        piece.append(line)
        length += len(line)
        if length >= _LENGTH:
            yield "".join(piece)
            piece, length = [], 0
    if piece:
        yield "".join(piece)


def _sources() -> tuple[str, ...]:
    """Four million characters of Python, of the standard library and of what is installed beside."""
    paths = sysconfig.get_paths()
    here = sorted({*Path(paths["stdlib"]).rglob("*.py"), *Path(paths["purelib"]).rglob("*.py")})
    random.Random(_SEED).shuffle(here)
    found: list[str] = []
    length = 0
    for path in here:
        # tests of encodings, and of ftfy, are full of damage on purpose
        if "test" in str(path) or "ftfy" in path.parts or path.stat().st_size > 400_000:
            continue
        try:
            text = path.read_text("utf-8")
        except UnicodeDecodeError:
            continue
        found += pieces(text)
        length += len(text)
        if length > 4_000_000:
            break
    return tuple(found)


def _names() -> Iterator[str]:
    """Every word of jieba's dictionary that is a name (tags nr, ns, nt, nz), the rarest first, in a sentence."""
    rng = random.Random(_SEED)
    lines = (files("jieba") / "dict.txt").read_text("utf-8").splitlines()
    words = [
        (int(parts[1]), parts[0])
        for line in lines
        if (parts := line.split())[2][:2] in ("nr", "ns", "nt", "nz")
    ]
    words.sort()
    for _, word in words[:25_000]:
        yield rng.choice(_SENTENCES).format(word, rng.choice(words)[1], rng.choice(words)[1])


def _tables() -> Iterator[str]:
    """Prices, scores, timetables and codes, as market pages have them."""
    rng = random.Random(_SEED)
    for _ in range(1_500):
        rows = [
            rng.choice(_ROWS).format(
                a=rng.randrange(1, 99),
                b=rng.randrange(100, 999),
                c=f"{rng.uniform(1, 99):.2f}",
                d=f"{rng.randrange(1000, 99_999_999):,}",
                e=f"{rng.randrange(24):02}:{rng.randrange(60):02}",
                f=f"{rng.randrange(300000, 301000)}",
            )
            for _ in range(rng.randrange(3, 12))
        ]
        yield "\n".join(rows)


def _filled(forms: tuple[str, ...]) -> Iterator[str]:
    """Each form forty times, with words and numbers of its own."""
    rng = random.Random(_SEED)
    for form in forms * 40:
        a, b, c = rng.sample(_WORDS, 3)
        yield form.format(a=a, b=b, c=c, n=rng.randrange(2, 9), m=rng.randrange(100, 999))


def _rows() -> Iterator[str]:
    """A head and rows of short cells between commas, semicolons or tabs."""
    rng = random.Random(_SEED)
    for _ in range(500):
        columns = rng.randrange(2, 6)
        separator = rng.choice((",", ",", ", ", ";", "\t"))
        rows = [rng.sample(_WORDS, columns)]
        for _ in range(rng.randrange(1, 8)):
            rows.append([rng.choice((rng.choice(_WORDS), str(rng.randrange(1000)))) for _ in range(columns)])
        yield "\n".join(separator.join(row) for row in rows)


def _lists() -> Iterator[str]:
    """Names, digits and words, one behind the other."""
    rng = random.Random(_SEED)
    for _ in range(500):
        separator = rng.choice(("、", " ", "\n", "\u3000"))
        names = [
            rng.choice("黄李王张陈林周吴") + rng.choice("明华伟芳静强磊洋")
            for _ in range(rng.randrange(3, 12))
        ]
        digits = " ".join(str(rng.randrange(1, 9)) for _ in range(rng.randrange(3, 6)))
        yield f"名单：{separator.join(names)}{separator}各组 {digits} {rng.choice('万元人组')}"


def _made(words: tuple[str, ...]) -> Iterator[str]:
    rng = random.Random(_SEED)
    for _ in range(2_000):
        yield "".join(rng.choice(words) for _ in range(rng.randrange(8, 40)))


def _translations(language: str) -> tuple[str, ...]:
    """The messages of the system's programs in a language, some thousand characters a text."""
    messages: list[str] = []
    for path in sorted((_TRANSLATIONS / language / "LC_MESSAGES").glob("*.mo")):
        try:
            with path.open("rb") as opened:
                catalogue = gettext.GNUTranslations(opened)
        except (OSError, UnicodeDecodeError, ValueError):
            continue
        known: dict[object, str] = getattr(catalogue, "_catalog")  # noqa: B009 - gettext lists messages nowhere else
        messages += [message for key, message in known.items() if key and message and "\ufffd" not in message]
    return tuple(pieces("\n".join(messages)))[:400]


_WORDS = tuple(
    "姓名 年龄 城市 电话 地址 星洲 河湾 园区 项目 公司 张三 李四 金额 日期 备注 编号 单位 学生 老师 苹果".split()
)
_CODE = (
    "def {a}({b}, {c}):\n    return {b} + {c}",
    "SELECT {a}, {b} FROM {c} WHERE {a} > {m};",
    'print(f"{a}, {{{b}}}")',
    "# {a},{b}\n{c} = {a}({b}, {m})",
    'const {a} = ["{b}", "{c}"]; // {a},{b}',
    "if ({a} == {m}) {{ {b}({c}, {n}); }}",
    '{{"{a}": "{b}", "{c}": {m}}}',
    "http://例子.公司/{a}?{b}={c},{a}&x={n}",
    "https://news.example/s?q={a},{b}&page={n}",
    "INSERT INTO {a} ({b}, {c}) VALUES ('{a}', {m});",
)
_LESSONS = (
    "黄(Huang)、李(Li)、王(Wang)等人在{a}发表论文，张(Zhang)为通讯作者。",
    "陈(chen)小姐与林(lin)先生到{a}参观。",
    "今天我们学两个字：妈(mā)和爸(bà)。{a}要记住。",
    "外国人学中文：水(shuǐ)、火(huǒ)、山(shān)、石(shí)，还有{a}。",
    "{a}一级词汇包括爱(ài)、八(bā)、吃(chī)、大(dà)、他(tā)、我(wǒ)等。",
    "{a}采用拼写：上(shang)海(hai)，{b}也一样。",
    "{a}代码：财(cai)、办(ban)、人(ren)。",
    "{a}课上教了天(tiān)、地(dì)、人(rén)、你(nǐ)四张卡片。",
)
_KEYS = (
    "查询{a}请拨打95588按#。",
    "井字键即#，星号键即*，{a}照此办理。",
    "{a}的密码不含^，也不含空格。",
    "{a}只得了{n}颗★。",
    "图例：{a}为▲，{b}为■。",
    "打*，号为必填，{a}除外。",
    "{a}太烫烫烫了，{b}也是。",
    "真的???真的吗???{a}不会吧",
    "手机号138????1{m}，{a}",
    "{a}价格：{n}???元",
)
_ABOUT_REFERENCES = (
    "在{a}中输入&copy;即可显示版权符号。",
    "使用&nbsp;可以插入空格，{a}也行。",
    "前端开发中，{a}的空格写作&nbsp;，小于号写作&lt;。",
    "教程：&times;表示乘号，{a}用&divide;表示除号。",
    "HTML 里{a}写成&amp;lt;，不写成<。",
)
_SENTENCES = (
    "{0}与{1}昨日在河湾新区签约，{2}出席了仪式。",
    "记者从{0}获悉：{1}、{2}等项目已经开工，预计明年投产。",
    "“{0}的故事说不完。”来自{1}的讲解员说，“{2}也一样……”",
    "{0}（左）、{1}（右）和{2}在园区合影。",
    "{0}，{1}人，曾任{2}主任；代表作有《{0}》。",
)
_ROWS = (
    "股票代码 {f}  现价 {c}  涨跌 +{a}%  成交 {d} 股",
    "{e}  {b}次  河湾—星洲  二等座 ¥{c}",
    "| {a} | {b} | {c} | {d} |",
    "黄金 ${d}/盎司，白银 €{c}，£{a}；±{a}‰",
    "第{a}轮　星洲队 {a}:{b} 河湾队",
    "{a} {b} {c} {d}",
    "产品编号：XZ-{f}；规格：{a}×{b}×{c}mm；温度：-{a}℃～{b}℃",
    "α={c}，β≈{c}，∑x²={d}，{a}°{b}′N",
    "①{a}㎡　②{b}㎏　③{c}％　№{f}",
    "{a}/{b}/{c} {e} {d}円 ￦{d} NT${d} HK${d}",
)
_JAPANESE = tuple(
    "会社は 新しい 研究所を 開設しました。 「星洲」と 河湾市で 協定を 締結し、 来年 六月に 始まる 予定です。 ﾃﾞｰﾀ ｶﾀｶﾅ コンピュータ・ "
    "プログラムが 利用できます。 （代表取締役：山﨑） 髙橋さんは 京都府の 鰻と 寿司が 好きで、 邪馬台国の 歴史を 調べている。 〜 ・ ー 々".split(
        " "
    )
)
_KOREAN = tuple(
    "회사는 |새로운 |연구소를 |열었습니다. |‘성주’와 |하만시에서 |협약을 |맺고, |내년 |6월에 |시작할 |예정이다. |大韓民國 |서울特別市 |“데이터” |"
    "센터(本部)는 |약 3,000㎡ |규모다. |김철수 대표는 |말했다: |뷁 |쀍 |".split("|")
)
_ENGLISH = tuple(
    "The company |opened a new |research centre in |Zürich, |said its CEO, |François Müller; |“it’s ‘naïve’,” |he added — |costs £1,200 or €3.5m… |"
    "Café Ångström, |São Paulo, |Kraków, Łódź and |Đà Nẵng |© 2026 • ™ ® ½ |10°C ± 2 |(AI) |AT&T, |R&D: |it's 5 > 3 < 9; |#tag! |São João, |Ærø |".split(
        "|"
    )
)
