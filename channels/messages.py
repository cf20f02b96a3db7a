"""What is said of an alert: a subject and the parts of a body, and how parts give way where a channel has no room."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal
from urllib.parse import quote, urlsplit

from channels.fitting import clean, cut, largest
from channels.outgoing import Outgoing
from channels.words import Language, has_word, word
from database.rows import AlertRow, HappeningRow
from pipelines.values import Amount, Date

PartName = Literal[
    "note", "status", "who", "day", "place", "amount", "counts", "proof", "outlets", "list", "link"
]
#: In this order parts give way, each as little as helps.
_GIVING_WAY: tuple[PartName, ...] = (
    "outlets", "proof", "counts", "place", "note", "list", "who", "amount", "day", "status", "link",
)  # fmt: skip
#: More outlets tell nobody anything, and a longer address is none to click on.
_MOST_OUTLETS, _LONGEST_LINK = 8, 1000
_RESERVED = "%:/?#@!$&'*+,;=~-._"


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One line of a body. ``items``: names of a list, or the one text of a ``proof`` or ``note``, which may be cut."""

    name: PartName
    label: str
    items: tuple[str, ...]
    total: int = 0  # of a list: how many there are
    more: str = ""  # what is said where not all are shown: {all}, {rest}
    tail: str = ""

    @property
    def is_text(self) -> bool:
        return self.name in ("proof", "note")

    @property
    def size(self) -> int:
        """How far it can give way: code points of a text, else names."""
        return len(self.items[0]) if self.is_text else len(self.items)

    @property
    def value(self) -> str:
        shown = len(self.items)
        more = self.more.format(all=self.total, rest=self.total - shown) if shown < self.total else ""
        if self.name == "list":
            return "".join(f"\n· {item}" for item in self.items) + (f"\n{more}" if more else "")
        return "、".join(self.items) + more + self.tail


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """What is said. All texts are clean: one line each, without control characters. ``names``: not to be cut."""

    head: str
    parts: tuple[Part, ...]
    key: str
    language: Language
    names: tuple[str, ...] = ()

    def lines(self) -> Iterator[tuple[str, str]]:
        """Label and value of each part but the link."""
        return ((part.label, part.value) for part in self.parts if part.name != "link")

    @property
    def link(self) -> str | None:
        return next((part.items[0] for part in self.parts if part.name == "link"), None)

    def within(self, name: PartName, most: int) -> Message:
        """The same with a part that has given way to a size; without it at none."""
        parts = (_given_way(self, part, name, most) for part in self.parts)
        return replace(self, parts=tuple(part for part in parts if any(part.items)))


def _given_way(message: Message, part: Part, name: PartName, most: int) -> Part:
    if part.name != name or most >= part.size:
        return part
    items = (cut(part.items[0], most, message.names),) if part.is_text else part.items[:most]
    return replace(part, items=items)


def fitted(message: Message, style: Callable[[Message], str], fits: Callable[[str], bool]) -> str:
    """A message in a style, its parts given way until it fits; the head alone where nothing else does."""
    for name in _GIVING_WAY:
        if fits(style(message)):
            break
        part = next((part for part in message.parts if part.name == name), None)
        if part is None:
            continue
        size = largest(part.size - 1, lambda most, of=message, name=name: fits(style(of.within(name, most))))  # type: ignore[misc]
        message = message.within(name, size)
    return style(message)


def subject(message: Message, most: int) -> str:
    """One line: what, who and when, at most so many code points."""
    brief = replace(message, parts=tuple(p for p in message.parts if p.name in ("who", "day", "note")))
    return fitted(brief, _one_line, lambda text: len(text) <= most)


def _one_line(message: Message) -> str:
    return " | ".join((message.head, *(part.value for part in message.parts)))


def plain(message: Message, *, with_key: bool = False) -> str:
    """Plain text: the head, a line per part, the link."""
    colon = "：" if message.language == "zh" else ": "
    lines = [message.head, *(f"{label}{colon}{value}" for label, value in message.lines())]
    if message.link:
        lines.append(message.link)
    if with_key:
        lines.append(f"{word('key', message.language)} {message.key}")
    return "\n".join(lines)


def message_of(outgoing: Outgoing, language: Language) -> Message:
    """What is said of an alert, or of several, in a reader's language; quoted texts stay in their own."""
    alert, language = outgoing.alert, outgoing.language or language
    if outgoing.digest:
        return _digest(outgoing, language)
    return Message(
        head=_head(alert, language),
        parts=tuple(
            part
            for part in (*_parts(alert, language), _list(outgoing.others, language), _linked(alert, language))
            if any(part.items)
        ),
        key=outgoing.key,
        language=language,
        names=tuple(map(clean, alert.names)),
    )


def happening_message(row: HappeningRow, language: Language) -> Message:
    """What is said of a happening by itself, without what was new of it."""
    about = AlertRow(
        id=0,
        kind=row.family,
        created_at=row.updated_at,
        read_at=None,
        happening_id=row.id,
        source_id=None,
        family=row.family,
        type=row.type,
        subtype=row.subtype,
        status=row.status,
        summary="",
        name=row.name,
        parties=row.parties,
        date=row.date,
        evidence=row.claims[-1].claim.evidence if row.claims else None,
        articles=row.articles,
        place=row.place,
        amount=row.amount,
        counts=row.counts,
        independent_reports=row.independent_reports,
    )
    return message_of(Outgoing(key=str(row.id), alert=about, at=row.updated_at), language)


def _head(alert: AlertRow, language: Language) -> str:
    kind = f"new {alert.family}" if alert.kind == "new" else alert.kind
    if alert.type is None:
        return word(kind, language)
    doubt = word("unconfirmed", language) if alert.is_unconfirmed else ""
    fine = f"{alert.type}.{alert.subtype}"
    colon = "：" if language == "zh" else ": "
    return f"{doubt}{word(kind, language)}{colon}{word(fine if has_word(fine) else alert.type, language)}"


def _parts(alert: AlertRow, language: Language) -> Iterator[Part]:
    def part(name: PartName, *items: str, label: str = "") -> Part:
        cleaned = tuple(filter(None, map(clean, items)))
        return Part(
            name=name,
            label=word(label or name, language),
            items=cleaned,
            total=len(cleaned),
            more=word("more", language),
        )

    if alert.happening_id is None:
        yield part("note", alert.summary)
        return
    yield part("note", _note(alert))
    if alert.status:
        yield part("status", word(alert.status, language))
    if alert.family == "signing" and alert.parties:
        yield part("who", *alert.parties)
    else:
        yield part("who", alert.name or "", label="name")
    yield part("day", _day(alert.date, language))
    yield part("place", alert.place or "")
    yield part("amount", _money(alert.amount, language))
    yield part("counts", *(_count(n, what, language) for what, n in alert.counts))
    yield part("proof", alert.evidence.text if alert.evidence else "")
    yield _outlets(alert, language)


def _note(alert: AlertRow) -> str:
    """What has changed of a happening since it was told."""
    return alert.summary.partition(" · ")[0] if alert.kind in ("correction", "material_update") else ""


def _digest(outgoing: Outgoing, language: Language) -> Message:
    """A digest: one line for each alert."""
    alerts = (outgoing.alert, *outgoing.others)
    return Message(
        head=f"{word('digest', language)} ({len(alerts)})",
        parts=(_list(alerts, language),),
        key=outgoing.key,
        language=language,
        names=tuple(clean(name) for alert in alerts for name in alert.names),
    )


def _list(alerts: Sequence[AlertRow], language: Language) -> Part:
    """One line for each alert: what, who, when, how much, where to read it."""
    lines = []
    for alert in alerts:
        who = "、".join(alert.parties) if alert.family == "signing" else alert.name
        facts = (
            _head(alert, language),
            _note(alert) if alert.kind == "correction" else "",
            who or alert.summary,
            alert.date.start if alert.date else "",
            _money(alert.amount, language),
            _link(alert),
        )
        lines.append(" | ".join(filter(None, map(clean, facts))))
    return Part(
        name="list",
        label=word("list", language),
        items=tuple(lines),
        total=len(lines),
        more=word("more alerts", language),
    )


def _linked(alert: AlertRow, language: Language) -> Part:
    link = _link(alert) if alert.happening_id is not None else ""
    return Part(name="link", label=word("link", language), items=(link,), total=1)


def _outlets(alert: AlertRow, language: Language) -> Part:
    named = dict.fromkeys(clean(article.outlet or "") for article in alert.articles)
    outlets = tuple(filter(None, named))
    n = alert.independent_reports
    return Part(
        name="outlets",
        label=word("outlets", language),
        items=outlets[:_MOST_OUTLETS],
        total=len(outlets),
        more=word("more", language),
        tail=f"（独立报道 {n}）" if language == "zh" else f" ({n} independent)",
    )


def _day(value: Date | None, language: Language) -> str:
    if value is None:
        return ""
    day = value.start if value.start == value.end else f"{value.start} – {value.end}"
    basis = word(value.basis, language)
    return f"{day}（{basis}）" if language == "zh" else f"{day} ({basis})"


def _money(value: Amount | None, language: Language) -> str:
    if value is None:
        return ""
    currency = word(value.currency, language)
    operator = word(value.operator, language) if has_word(value.operator) else ""
    kind = f"{value.kind} amount"
    if language == "zh":
        head = word(kind, language) if has_word(kind) else ""
        return f"{head}{operator}{_in_ten_thousands(value.value)}{currency}"
    tail = f" ({word(kind, language)})" if has_word(kind) else ""
    return f"{operator}{currency} {_digits(value.value)}{tail}"


def _in_ten_thousands(value: float) -> str:
    """``3亿``, ``2.6亿``, ``5000万``; in full where the short form would say another sum."""
    for unit, sign in ((1e8, "亿"), (1e4, "万")):
        if value >= unit and round(value / unit, 4) * unit == value:
            return f"{value / unit:.4f}".rstrip("0").rstrip(".") + sign
    return _digits(value)


def _digits(value: float) -> str:
    return f"{value:,.2f}".removesuffix(".00")


def _count(n: int, what: str, language: Language) -> str:
    unit = word(f"{what} count", language)
    return f"{n}{unit}" if language == "zh" else f"{n} {unit}"


def _link(alert: AlertRow) -> str:
    """The first article that has an address, as one that ends nowhere too early."""
    for article in alert.articles:
        try:
            scheme = urlsplit(article.url).scheme
            address = quote(article.url, safe=_RESERVED)
        except (ValueError, UnicodeError):
            continue
        if scheme in ("http", "https") and len(address) <= _LONGEST_LINK:
            return address
    return ""
