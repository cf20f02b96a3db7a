"""Finds stored articles of the same text, and writes the links, the groups and the keys to find them by.

What one article costs does not grow with what is stored: each key is looked up once, in one index, within a
window of days, and gives the newest few articles. Reprints add only keys that their originals lack, so that ten
thousand reprints of one story are not compared with each other.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import func, insert, select, update
from sqlalchemy import text as sql
from sqlalchemy.orm import Session

from database import models
from pipelines.reprints import ArticleText, Comparison, Fingerprint, compare_texts
from pipelines.values import Report

#: Outlets reprint within days; a magazine's or yearbook's reprint within weeks. Older twins are linked
#: only where all letters agree.
REPRINT_DAYS = 45
#: A reprint repeats the keys of an original that is older.
_RENEWED_DAYS = 7
#: A key that more articles share is boilerplate; the newest of them are looked at.
_MOST_OF_A_KEY = 12
#: The articles that share most keys are compared.
_MOST_COMPARED = 24
#: Twins of one group that are compared and linked: enough to say where a text comes from.
_MOST_OF_A_GROUP = 4
# As many lookups as a text has keys at most; absent ones ask for a key that nothing has.
_LOOKUPS = 44
_NO_KEY = -1

Twin = tuple[models.Article, Comparison]

# One statement, always of the same shape: every key takes its own few rows from the index.
_CANDIDATES = sql(
    " UNION ALL ".join(
        f"SELECT article_id FROM (SELECT article_id FROM reprint_keys WHERE key = :key{n}"
        f" AND day BETWEEN :first AND :last ORDER BY day DESC, article_id DESC LIMIT {_MOST_OF_A_KEY}) AS of{n}"
        for n in range(_LOOKUPS)
    )
)


def find(session: Session, report: Report, print_: Fingerprint, reached: datetime) -> list[Twin]:
    """Stored articles that say the same text, each with the comparison that shows it; oldest first."""
    if not print_.keys:
        return []
    moment = report.article.published_at or reached
    mine = ArticleText(
        text=report.article.text,
        title=report.article.title,
        published_at=report.article.published_at,
        outlet=report.article.outlet,
    )
    # what has the same letters has the same twins: the first of them is enough
    exact = session.scalar(select(func.min(models.Article.id)).where(models.Article.text_key == print_.exact))
    if exact is not None and (twins := _compared(session, [exact], mine)):
        return twins
    return _compared(session, _candidates(session, print_, _day(moment)), mine)


def _candidates(session: Session, print_: Fingerprint, day: int) -> list[int]:
    asked = dict(enumerate((*print_.keys, *[_NO_KEY] * _LOOKUPS)[:_LOOKUPS]))
    rows = session.execute(
        _CANDIDATES,
        {f"key{n}": key for n, key in asked.items()}
        | {"first": day - REPRINT_DAYS, "last": day + REPRINT_DAYS},
    )
    times = Counter(row[0] for row in rows)
    # of equals the older: what arrives in another order is compared with the same ones
    return sorted(times, key=lambda article: (-times[article], article))[:_MOST_COMPARED]


def _compared(session: Session, ids: Sequence[int], mine: ArticleText) -> list[Twin]:
    """Which of some articles say the same text, oldest first. Of a group that is known to do, a few are enough."""
    rows = session.execute(
        select(models.Article, models.ArticleVersion.text)
        .join(
            models.ArticleVersion,
            (models.ArticleVersion.article_id == models.Article.id)
            & (models.ArticleVersion.number == models.Article.current_version),
        )
        .where(models.Article.id.in_(ids))
    )
    stored = {other.id: (other, text) for other, text in rows}
    twins: list[Twin] = []
    times: Counter[int] = Counter()
    for other, text in (stored[number] for number in ids if number in stored):
        if times[other.group_id] >= _MOST_OF_A_GROUP:
            continue
        theirs = ArticleText(
            text=text, title=other.title, published_at=other.published_at, outlet=other.outlet
        )
        comparison = compare_texts(theirs, mine)
        if comparison.is_reprint:
            times[other.group_id] += 1
            twins.append((other, comparison))
    return sorted(twins, key=lambda twin: twin[0].id)


def one_group(session: Session, group_ids: list[int]) -> int:
    """The group of all twins: where an article shows that two groups are one, they become the older one."""
    oldest = min(group_ids)
    others = sorted(set(group_ids) - {oldest})
    if others:
        first = session.scalar(
            select(func.min(models.Article.id)).where(models.Article.group_id.in_([oldest, *others]))
        )
        session.execute(
            update(models.Article)
            .where(models.Article.group_id.in_([oldest, *others]))
            .values(group_id=oldest, reprint_of=first)
        )
        session.execute(update(models.Article).where(models.Article.id == first).values(reprint_of=None))
        session.flush()
    return oldest


def link(session: Session, article: models.Article, twins: Sequence[Twin]) -> None:
    """Write why an article is in its group."""
    session.add_all(
        models.ReprintLink(
            article_id=article.id,
            other_id=twin.id,
            relation=comparison.relation,
            jaccard=comparison.jaccard,
            containment=comparison.containment,
            why=comparison.why,
        )
        for twin, comparison in twins
    )


def remember(
    session: Session, article: models.Article, print_: Fingerprint, *, known: Sequence[int] = ()
) -> None:
    """Write the keys of an article's text, but those under which one of the articles ``known`` is found already."""
    article.text_key = print_.exact
    day = _day(article.published_at or article.reached_at)
    held = select(models.ReprintKey.key).where(
        models.ReprintKey.key.in_(print_.keys),
        models.ReprintKey.article_id.in_(known),
        models.ReprintKey.day >= day - _RENEWED_DAYS,  # or the story would be lost to the next month
    )
    there = frozenset(session.scalars(held)) if known else frozenset()
    rows = [{"key": key, "day": day, "article_id": article.id} for key in print_.keys if key not in there]
    if rows:
        session.execute(insert(models.ReprintKey), rows)


def _day(moment: datetime) -> int:
    return int(moment.timestamp()) // 86_400
