"""An Atom feed of alerts (RFC 4287). It depends on the alerts alone: the same alerts give the same bytes."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from datetime import UTC, datetime

from lxml import etree

from channels.fitting import clean
from channels.messages import message_of, plain, subject
from channels.outgoing import Outgoing, key_of
from channels.words import Language
from database.rows import AlertRow

_ATOM = "http://www.w3.org/2005/Atom"
_TITLE = 120
_NAMES = {"zh": "河套新闻监测", "en": "Hetao Watch"}


def atom(alerts: Sequence[AlertRow], language: Language, *, names: Sequence[str] = ()) -> bytes:
    """The alerts as a feed, in the order given: newest first, as readers expect. ``names``: of the watches whose it is.

    An alert has the same id in every feed, so a reader who subscribes to two sees it once.
    """
    root = etree.Element(_tag("feed"), nsmap={None: _ATOM})
    root.set("{http://www.w3.org/XML/1998/namespace}lang", "zh-Hans" if language == "zh" else "en")
    _add(root, "id", _feed_id(names))
    _add(root, "title", clean(" · ".join((_NAMES[language], *names))))
    _add(
        root,
        "updated",
        _moment(max((a.created_at for a in alerts), default=datetime(2026, 1, 1, tzinfo=UTC))),
    )
    _add(_add(root, "author"), "name", "Hetao Watch")
    _add(root, "generator", "Hetao Watch")
    for alert in alerts:
        _entry(root, alert, language)
    etree.indent(root)
    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8"))


def _feed_id(names: Sequence[str]) -> str:
    if not names:
        return "urn:hetao-watch:alerts"
    return uuid.uuid5(uuid.NAMESPACE_URL, f"hetao-watch watches {sorted(names)}").urn


def _entry(root: etree._Element, alert: AlertRow, language: Language) -> None:
    key = key_of([alert.id], [alert])
    message = message_of(Outgoing(key=key, alert=alert, at=alert.created_at), language)
    entry = _add(root, "entry")
    _add(entry, "id", uuid.uuid5(uuid.NAMESPACE_URL, f"hetao-watch alert {key}").urn)
    _add(entry, "title", subject(message, _TITLE))
    _add(entry, "updated", _moment(alert.created_at))
    _add(entry, "published", _moment(alert.created_at))
    if message.link:
        _add(entry, "link").attrib.update({"rel": "alternate", "href": message.link})
    for term in (alert.kind, alert.family, alert.type, alert.status):
        if term:
            _add(entry, "category").set("term", term)
    for outlet in dict.fromkeys(clean(article.outlet or "") for article in alert.articles):
        if outlet:
            _add(_add(entry, "contributor"), "name", outlet)
    _add(entry, "content", plain(message)).set("type", "text")


def _add(parent: etree._Element, name: str, text: str | None = None) -> etree._Element:
    child = etree.SubElement(parent, _tag(name))
    child.text = text
    return child


def _tag(name: str) -> str:
    return f"{{{_ATOM}}}{name}"


def _moment(at: datetime) -> str:
    return at.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
