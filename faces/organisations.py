"""`hetao org`: one organisation, found by any of its names, with everything that we know of it."""

from __future__ import annotations

from collections.abc import Sequence

from rich.console import Group, RenderableType
from rich.markup import escape
from rich.table import Table
from rich.text import Text

from database import queries
from database.organisation_rows import Dealing, Dossier, OrganisationRow
from database.session import Store
from faces.tables import kind_of

_LONGEST_SENTENCE = 140
#: How we know a name, in words.
_ORIGINS = {
    "seed": "lexicon",
    "written": "in full in texts",
    "translation": "in brackets, in Latin letters",
    "former": "former name",
    "definition": "defined in a text",
    "acronym": "acronym in brackets",
    "in_text": "short form in a text",
    "suffix_strip": "follows from the full name",
}


class NotOneOrganisation(ValueError):
    """Nobody is called so, or several are; the message says who is near, or how to choose."""


def look_up(store: Store, wanted: str) -> Dossier:
    """Everything that we know of the organisation that is meant.

    Raises:
        NotOneOrganisation: there is none of this name, or several.
    """
    found = queries.find_organisations(store, wanted)
    if not found:
        near = queries.nearest_names(store, wanted)
        raise NotOneOrganisation(
            f"no organisation is called {wanted!r}. "
            + (f"The nearest names: {'、'.join(near)}." if near else "No stored name is like it.")
        )
    # who is called so in full is meant, though others may be called so for short
    in_full = [row for row in found if queries.is_called(store, row.id, wanted)]
    if len(found) > 1 and len(in_full) != 1:
        listed = "\n".join(f"  {row.id}  {row.name}  ({row.class_}, {row.region})" for row in found)
        raise NotOneOrganisation(
            f"{len(found)} organisations are called {wanted!r}, or begin so:\n{listed}\n"
            f"Choose one by its number (hetao org {found[0].id}) or by more of its name."
        )
    meant = in_full[0] if len(found) > 1 else found[0]
    return Dossier(
        organisation=meant,
        dealings=queries.dealings(store, meant),
        namesakes=tuple(row for row in found if row.id != meant.id),
    )


def dossier_view(dossier: Dossier) -> RenderableType:
    """Names, class and region, then one entry per thing, the oldest first."""
    row = dossier.organisation
    parts: list[RenderableType] = [
        Text(f"{row.name}", style="bold"),
        Text(f"{row.id}  class {row.class_}  region {row.region}{'  in the lexicon' if row.seed else ''}"),
        _names_view(row),
    ]
    if dossier.namesakes:
        others = "、".join(f"{other.name} ({other.id})" for other in dossier.namesakes)
        parts.append(Text(f"called so too: {others}", style="yellow"))
    parts.append(_timeline(dossier.dealings))
    return Group(*parts)


def _names_view(row: OrganisationRow) -> RenderableType:
    table = Table(box=None, pad_edge=False, header_style="bold")
    table.add_column("name", overflow="fold", ratio=1)
    table.add_column("script", no_wrap=True)
    table.add_column("how we know it")
    for name in row.names:
        how = ", ".join(_ORIGINS[origin] for origin in name.origins)
        alone = "" if name.scope == "global" else " (proves nothing alone)"
        table.add_row(escape(name.name), name.script, how + alone)
    return table


def _timeline(dealings: Sequence[Dealing]) -> RenderableType:
    if not dealings:
        return Text("\nNothing is told of it yet.")
    table = Table(box=None, pad_edge=False, header_style="bold", title="", title_justify="left")
    table.add_column("date", no_wrap=True)
    table.add_column("what", no_wrap=True)
    table.add_column("id", justify="right")
    table.add_column("role, proof and articles", ratio=1, overflow="fold")
    for dealing in dealings:
        number = str(dealing.happening_id) if dealing.happening_id is not None else ""
        table.add_row(dealing.day or "-", _what(dealing), number, _told(dealing))
    return table


def _what(dealing: Dealing) -> Text:
    what = Text(dealing.what, style="bold")
    if dealing.type:
        what.append(f"\n{kind_of(dealing.type, dealing.subtype)}\n{dealing.status}", style="not bold")
    return what


def _told(dealing: Dealing) -> RenderableType:
    head = " · ".join(part for part in (dealing.name, dealing.post, ", ".join(dealing.roles)) if part)
    proof = dealing.evidence.text.strip()
    outlets = dict.fromkeys(article.outlet or article.url for article in dealing.articles)
    lines = [Text(head)] if head else []
    lines.append(Text(proof[:_LONGEST_SENTENCE] + "…" * (len(proof) > _LONGEST_SENTENCE), style="dim"))
    lines.append(Text("、".join(outlets), style="italic"))
    return Group(*lines)
