"""Articles as a small tree: who published a text first, and who took it from whom."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from rich.console import Group, RenderableType
from rich.text import Text
from rich.tree import Tree

from database.rows import ArticleRow
from faces.times import when

if TYPE_CHECKING:
    from pipelines.reprints.genealogy import Descent


def genealogy_view(articles: Sequence[ArticleRow], found: Sequence[Descent]) -> RenderableType:
    """One tree for each text, its first article at the root."""
    by_id = {article.id: article for article in articles}
    nodes: dict[int, Tree] = {}
    roots: list[Tree] = []
    for descent in found:
        label = _label(by_id[descent.id], descent.relation)
        if descent.origin is not None and descent.origin in nodes:
            nodes[descent.id] = nodes[descent.origin].add(label)
        else:
            nodes[descent.id] = Tree(label)
            roots.append(nodes[descent.id])
    return Group(*roots)


def _label(article: ArticleRow, relation: str | None) -> Text:
    text = Text(f"{article.id}  {when(article.published_at)}  {article.outlet or '-'}")
    if relation is not None:
        text.append(f"  {relation}", style="cyan")
    if article.withdrawn:
        text.append("  withdrawn", style="red")
    text.append(f"\n{article.title or '-'}\n{article.url}", style="dim")
    return text
