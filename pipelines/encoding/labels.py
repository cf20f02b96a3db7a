"""What bytes and headers claim of a charset, and what such a label means on the web (WHATWG Encoding)."""

from __future__ import annotations

import codecs
import re

import re2
from w3lib.encoding import resolve_encoding


def _latin1() -> re2.Options:
    options = re2.Options()
    options.encoding = re2.Options.Encoding.LATIN1
    return options


#: Browsers look at the first kilobyte for a declaration; real pages declare behind 5 kB of scripts, or 40.
HEAD = 65_536
# RE2 finds a word in any case at the speed of bytes.find; the rest is looked at only where it stands
_WORD = re2.compile(b"(?i)charset", _latin1())
_IN_META = re.compile(rb"""charset\s*=\s*["']?\s*([\w.:-]{2,30})""", re.IGNORECASE)
_IN_XML = re.compile(rb"""<\?xml[^>]{0,200}?encoding\s*=\s*["']\s*([\w.:-]{2,30})\s*["']""", re.IGNORECASE)
#: An XML declaration is the first thing of a feed, or nearly.
_XML = 512
#: So far before the word charset may its meta element begin.
_META_BEGINS = 300
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    # browsers do not read UTF-32; its mark begins like that of UTF-16, and only what is whole counts
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
    (b"\x84\x31\x95\x33", "gb18030"),
)
# gb2312 means GB18030 and big5 means Big5-HKSCS: pages use characters that the declared charset lacks.
_MEANINGS = {
    "gb18030": "gb2312 gbk gb18030 gb_2312 gb_2312-80 gb2312-80 csgb2312 iso-ir-58 x-gbk chinese cp936 euc-cn "
    "ms936 windows-936",
    "big5hkscs": "big5 big5-hkscs big5hkscs big5_hkscs cn-big5 x-x-big5 csbig5 big-5 cp950 ms950 windows-950",
    "utf-8": "utf-8 utf8 utf_8 unicode-1-1-utf-8 x-unicode20utf8 utf8mb4",
    "utf-16-le": "utf-16 utf16 utf-16le utf-16-le ucs-2 unicode iso-10646-ucs-2",
    "utf-16-be": "utf-16be utf-16-be unicodefffe",
}
_CODEC_OF = {label: codec for codec, labels in _MEANINGS.items() for label in labels.split()}

_FOREIGN = re.compile(r"cp125\d|cp874|cp932|cp949|euc_jp|iso8859-\d{1,2}|koi8-[ru]|mac-roman")


def codec_of(label: str | None) -> str | None:
    """The codec that a declared label means on the web, or None for no or an unknown label.

    >>> codec_of("GB2312"), codec_of(' "Big5" '), codec_of("x-user-invented")
    ('gb18030', 'big5hkscs', None)
    """
    if not label:
        return None
    plain = label.strip(" \t\r\n\"';,").lower()
    if plain in _CODEC_OF:
        return _CODEC_OF[plain]
    try:
        codec = resolve_encoding(plain)
    except (ValueError, UnicodeError):  # a label with a null or a letter outside ASCII
        return None
    # Python's registry also answers to rot13, zlib and punycode, which are no charsets of pages
    return codec if codec and _FOREIGN.fullmatch(codec) else None


def declared_inside(body: bytes) -> str | None:
    """The label in the first meta element or the XML declaration, as it stands there."""
    if body.find(0x3C) < 0:
        return None
    if match := _IN_XML.search(body, 0, _XML):
        return match[1].decode("ascii", "replace")
    head = body[:HEAD]
    for word in _WORD.finditer(head):
        if _inside_meta(head, word.start()) and (match := _IN_META.match(head, word.start())):
            return match[1].decode("ascii", "replace")
    return None


def _inside_meta(head: bytes, at: int) -> bool:
    before = head[max(0, at - _META_BEGINS) : at].lower()
    start = before.rfind(b"<meta")
    return start >= 0 and before.find(b">", start) < 0


def byte_order_mark(body: bytes) -> tuple[bytes, str] | None:
    """The mark that a body begins with and its codec."""
    for mark, codec in _MARKS:
        if body.startswith(mark) and (not codec.startswith("utf-32") or _is_utf_32(body[len(mark) :], codec)):
            return mark, codec
    return None


def _is_utf_32(rest: bytes, codec: str) -> bool:
    try:
        rest[: len(rest) & ~3].decode(codec)
    except UnicodeDecodeError:
        return False
    return len(rest) > 3
