"""Pages to be encoded anew: real markup, real paragraphs of one part, characters and declarations put in by script.

A page is the text of a real page of the corpus with paragraphs of the wanted script inside; Traditional ones
are converted with OpenCC and carry paragraphs of Hong Kong news. What a charset cannot write becomes a
character reference, as browsers and editorial systems do it.
"""

from __future__ import annotations

import gzip
import random
import re
import zlib
from functools import lru_cache
from pathlib import Path
from typing import Literal

import opencc

from bench.encoding.texts import Split, pages, paragraphs, part_of

Script = Literal["hans", "hant"]
#: In GBK and not in GB 2312: names of people that declared gb2312 pages use nevertheless.
GBK_NAMES = ("镕", "喆", "堃", "玥", "翀", "彧", "昇", "珺", "曌", "弢")
#: In GB18030 with four bytes.
FOUR_BYTES = ("㐂", "䶮", "𠮷", "𬭼", "𫖯", "㛃", "𬱖", "䜣", "㑇", "𫟼")
#: In Big5-HKSCS and not in Big5.
HONG_KONG = ("喺", "啲", "嘅", "咗", "嚟", "埗", "㗎", "邨", "脷", "嗰")
_DECLARATION = re.compile(r"<meta[^>]{0,300}?charset[^>]{0,100}>|<\?xml[^>]{0,200}\?>", re.IGNORECASE)
_HAN_RUN = re.compile("[\u4e00-\u9fff]{6,}")


@lru_cache(maxsize=2)
def templates(corpus: Path, part: Split) -> tuple[str, ...]:
    """Texts of the whole real pages of one part, without declarations; the title decides the part."""
    found: list[str] = []
    for row, body in pages(corpus):
        if row["decode_damage"]:
            continue
        text = _text(body, str(row["actual_encoding"]))
        title = re.search(r"<title[^>]*>([^<]{0,60})", text)
        story = title[1].strip() if title else str(row["path"])
        if part_of(story) == part and len(_HAN_RUN.findall(text)) >= 10:
            found.append(_DECLARATION.sub("", text).removeprefix("\ufeff"))
    return tuple(sorted(found))


def _text(body: bytes, actual: str) -> str:
    if inner := re.fullmatch(r"gzip\((.+)\)", actual):
        unpacker = zlib.decompressobj(wbits=31)
        return unpacker.decompress(body).decode({"gb2312": "gb18030"}.get(inner[1], inner[1]), "ignore")
    return body.decode({"gb2312": "gb18030", "gbk": "gb18030"}.get(actual, actual), "ignore")


@lru_cache(maxsize=4)
def made_pages(corpus: Path, part: Split, script: Script, count: int) -> tuple[str, ...]:
    """So many pages of one script, without a declaration."""
    generator = random.Random(f"pages {part} {script}")
    markup, texts = templates(corpus, part), paragraphs(corpus, part, script)
    converter = opencc.OpenCC("s2hk")
    made: list[str] = []
    for number in range(count):
        page = markup[number % len(markup)]
        if script == "hant":
            page = converter.convert(page)
        news = "".join(f"<p>{text}</p>\n" for text in generator.sample(texts, 6))
        at = page.rfind("</body>")
        made.append(page[:at] + news + page[at:] if at >= 0 else page + news)
    return tuple(made)


def injected(text: str, characters: tuple[str, ...], generator: random.Random, *, times: int = 6) -> str:
    """The text with characters put in behind some Han characters of its runs."""
    places = sorted((m.start() + 3 for m in _HAN_RUN.finditer(text)), reverse=True)
    for at in sorted(generator.sample(places, min(times, len(places))), reverse=True):
        text = text[:at] + generator.choice(characters) + text[at:]
    return text


def declared(page: str, label: str) -> str:
    """The page with a meta element as the first thing in its head."""
    head = re.search(r"<head[^>]*>", page, re.IGNORECASE)
    at = head.end() if head else 0
    return f'{page[:at]}<meta http-equiv="Content-Type" content="text/html; charset={label}">{page[at:]}'


def written(page: str, codec: str) -> tuple[str, bytes]:
    """The page as it can be written in a charset, and its bytes.

    Big5 is written as Windows writes it (code page 950, with ‧ and ～ where browsers read them, without the kana that
    browsers read as other ones) and Big5-HKSCS as Windows with the Hong Kong characters added.
    """
    if codec not in ("big5", "big5hkscs"):
        body = page.encode(codec, "xmlcharrefreplace")
        return body.decode(codec), body
    kept = "".join(c if c < "\x80" or _is_writable(c, codec) else f"&#{ord(c)};" for c in page)
    return kept, to_bytes(kept, codec)


def to_bytes(text: str, codec: str) -> bytes:
    """The bytes of text that a charset can write."""
    if codec == "big5":
        return text.encode("cp950")
    return text.translate(_AS_PYTHON).encode(codec) if codec == "big5hkscs" else text.encode(codec)


@lru_cache(maxsize=65_536)
def _is_writable(character: str, codec: str) -> bool:
    try:
        body = to_bytes(character, codec)
    except UnicodeEncodeError:
        return False
    return codec != "big5" or not b"\xc6\xa1" <= body <= b"\xc8\xfe"


# the characters on the left are those of code page 950; those on the right it lacks
_AS_PYTHON = str.maketrans("‧﹑¯～⊕⊙￥￠￡•､‾∼♁☉¥¢£", "•､‾∼♁☉¥¢£" + "\ue000" * 9)


def packed(body: bytes) -> bytes:
    return gzip.compress(body, mtime=0)
