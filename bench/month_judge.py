"""What came of the month of bench/month.py: what was told of what is true, and where it was lost that was not told."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sqlalchemy import select

from bench.month_news import Fact, Item, News
from database import models, queries
from database.rows import ARTICLE_OUTCOMES, AlertRow
from database.session import Store
from pipelines.watches import OPERATOR_KINDS

#: An alert of one of these kinds tells something for the first time.
FIRST = ("new", "status_change")
Place = tuple[str, str, str]  # happening, family, status


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """An alert that went out by mail, with what it is about: a fact, or nothing (and then the article it came from)."""

    alert: AlertRow
    item: Item | None
    fact: Fact | None

    @property
    def is_named_right(self) -> bool:
        """Whether kind and finer kind are those of the fact."""
        kind = f"{self.alert.type}{f'.{self.alert.subtype}' if self.alert.subtype else ''}"
        return self.fact is not None and self.fact.truth.split(":")[1] == kind


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """All that is counted. ``lost``: fact and stage; ``twice``: facts told again; ``false``: alerts about nothing true."""

    owed: tuple[Fact, ...]
    told: tuple[Told, ...]
    lost: tuple[tuple[Fact, str], ...]
    twice: tuple[Told, ...]
    false: tuple[Told, ...]
    not_owed: tuple[Told, ...]  # updates and corrections of something true that nothing new was reported of


def judged(store: Store, news: News, sent: Sequence[int]) -> Verdict:
    """``sent``: the alerts that went out by one channel, in order."""
    owed = {(*_place(fact), fact.change): fact for fact in news.facts}
    first_of = _stories(store, news)
    told, twice, false, not_owed = [], [], [], []
    seen: set[tuple[str, ...]] = set()
    for alert in (queries.alert(store, id_) for id_ in sent):
        if alert.kind in OPERATOR_KINDS:
            continue
        item = first_of.get(alert.id)
        place = _about(alert, item)
        change = "" if alert.kind in FIRST else "correction"
        one = Told(alert=alert, item=item, fact=owed.get((*place, change)) if place else None)
        told.append(one)
        if place is None or item is None or item.why in ("moved", "archive"):
            false.append(one)
        elif one.fact is None and change:
            not_owed.append(one)
        elif (*place, change) in seen:
            (twice if one.is_named_right else false).append(
                one
            )  # of another kind: another thing of the same article
        elif one.fact is None:
            false.append(one)  # of before the month, which nobody tells
        else:
            seen.add((*place, change))
    lost = tuple((fact, Stage(store, news, fact).name) for key, fact in owed.items() if key not in seen)
    return Verdict(
        owed=tuple(owed.values()), told=tuple(told), lost=lost, twice=tuple(twice), false=tuple(false), not_owed=tuple(not_owed)
    )  # fmt: skip


def _place(fact: Fact) -> Place:
    family, _, status = fact.truth.split(":")
    return fact.key, family, status


def _about(alert: AlertRow, item: Item | None) -> Place | None:
    """The happening that an alert is about by the article that proves it; None where that tells no such thing."""
    if item is None or item.story.same is None:
        return None
    truths = [truth.split(":") for truth in item.story.tells]
    if not any(family == alert.family and status == alert.status for family, _, status in truths):
        return None
    return item.story.same, str(alert.family), str(alert.status)


def _stories(store: Store, news: News) -> dict[int, Item]:
    """The article that an alert came from."""
    query = (
        select(models.Alert.id, models.Page.url)
        .join(models.Claim, models.Claim.id == models.Alert.claim_id)
        .join(models.ArticleVersion, models.ArticleVersion.id == models.Claim.version_id)
        .join(models.Article, models.Article.id == models.ArticleVersion.article_id)
        .join(models.Page, models.Page.id == models.Article.page_id)
    )
    with store.reading() as reading:
        rows = reading.execute(query).all()
    return {id_: news.by_key[key] for id_, url in rows if (key := key_of(url)) in news.by_key}


def key_of(url: str) -> str:
    """The story at an address."""
    return url.rpartition("/")[2].removesuffix(".html")


class Stage:
    """Where a fact was lost that no message told."""

    def __init__(self, store: Store, news: News, fact: Fact) -> None:
        self._store = store
        self._place = _place(fact)
        self._keys = {
            item.story.key
            for item in news.items
            if item.story.same == fact.key and fact.truth in item.story.tells and item.why != "moved"
        }
        if fact.change:
            self._keys = {key for key in self._keys if news.by_key[key].why == fact.change}
        self.name = next(self._passed())

    def _passed(self) -> Iterator[str]:
        """The first stage that it did not pass."""
        page, version, claim = models.Page, models.ArticleVersion, models.Claim
        with self._store.reading() as reading:
            urls = reading.execute(select(page.id, page.url, page.outcome, page.why)).all()
            pages = {id_: (outcome, why) for id_, url, outcome, why in urls if key_of(url) in self._keys}
            if not pages:
                yield "crawl: no entry point named it"
            if not any(outcome in ARTICLE_OUTCOMES for outcome, _ in pages.values()):
                yield f"crawl: {Counter(str(outcome) for outcome, _ in pages.values())}"
            rows = reading.execute(
                select(claim.id, claim.family, claim.status, claim.alert, claim.why_not)
                .join(version, version.id == claim.version_id)
                .join(models.Article, models.Article.id == version.article_id)
                .where(models.Article.page_id.in_(pages))
            ).all()
            right = [row for row in rows if (row.family, row.status) == self._place[1:]]
            if not right:
                found = sorted({f"{row.family}:{row.status}" for row in rows})
                yield f"extraction: {', '.join(found) or 'nothing'} read in {len(pages)} articles"
            if not any(row.alert for row in right):
                yield f"judging: {right[0].why_not}"
            link, alert = models.HappeningClaim, models.Alert
            happenings = reading.scalars(
                select(link.happening_id).where(link.claim_id.in_([row.id for row in right]))
            ).all()
            alerts = reading.scalars(select(alert.id).where(alert.happening_id.in_(happenings))).all()
            if not alerts:
                yield "merging: no alert was written"
            rows = reading.execute(
                select(models.Delivery.state, models.Delivery.hold).where(
                    models.Delivery.alert_id.in_(alerts)
                )
            ).all()
            states = Counter(f"{state}{f' ({hold})' if hold else ''}" for state, hold in rows)
            if any(state == "sent" for state, _ in rows):
                yield f"merging: the happening was told as another one ({dict(states)})"
            yield f"delivery: {dict(states)}"


def by_reason(ones: Sequence[Told]) -> dict[str, int]:
    """What the articles are from which alerts came."""
    found: defaultdict[str, int] = defaultdict(int)
    for one in ones:
        found[one.item.why if one.item else "unknown"] += 1
    return dict(sorted(found.items()))
