"""The measures of docs/evaluation.md over many articles: strict, character-relaxed, by value, by record."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from bench.extraction.facts import Fact
from bench.extraction.matching import Matched, overlap

#: Roles that are scored; a value in another role of the claim is neither right nor wrong.
SCORED = (
    "party counterparty_group signatory witness organiser host place agreement term project name undertaker co_organiser "
    "supporter operator builder speaker moderator appointee post predecessor financed lead_investor co_investor round "
    "issuer document_number effective_date theme winner object"
).split()


@dataclass(slots=True)
class Tally:
    """Right, claimed and labelled; precision, recall and F1 of them."""

    right: float = 0.0
    claimed: float = 0.0
    labelled: float = 0.0
    recalled: float | None = (
        None  # where what is right of the labels differs from what is right of the claims
    )

    def add(self, right: float, claimed: float, labelled: float) -> None:
        """Count one comparison."""
        self.right += right
        self.claimed += claimed
        self.labelled += labelled

    @property
    def precision(self) -> float:
        """Share of the claims that are right; 1 where nothing was claimed."""
        return self.right / self.claimed if self.claimed else 1.0

    @property
    def recall(self) -> float:
        """Share of the labels that were found; 1 where there were none."""
        right = self.right if self.recalled is None else self.recalled
        return right / self.labelled if self.labelled else 1.0

    @property
    def f1(self) -> float:
        """Harmonic mean of both."""
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


@dataclass(slots=True)
class Scores:
    """What was counted over all articles; ``told`` measures look at records that alert, ``all`` at every record."""

    documents: Tally = field(default_factory=Tally)  # holds a new, done signing
    types: dict[str, Tally] = field(default_factory=lambda: defaultdict(Tally))
    types_all: dict[str, Tally] = field(default_factory=lambda: defaultdict(Tally))
    signing_types: Tally = field(default_factory=Tally)
    statuses: dict[tuple[str, str], int] = field(default_factory=lambda: defaultdict(int))  # label, claim
    relevance: dict[tuple[str, str], int] = field(default_factory=lambda: defaultdict(int))  # label, class
    parties: Tally = field(default_factory=Tally)
    parties_relaxed: Tally = field(default_factory=Tally)
    roles: dict[str, Tally] = field(default_factory=lambda: defaultdict(Tally))
    roles_relaxed: Tally = field(default_factory=Tally)
    days: Tally = field(default_factory=Tally)
    counts: Tally = field(default_factory=Tally)
    amounts: Tally = field(default_factory=Tally)
    people: Tally = field(default_factory=Tally)
    core: Tally = field(default_factory=Tally)
    exact: Tally = field(default_factory=Tally)
    negatives: Tally = field(default_factory=Tally)  # right: a hard negative that was told
    told: Tally = field(default_factory=Tally)  # alerts by record
    repeated: int = 0
    spans: Tally = field(default_factory=Tally)
    sure: list[tuple[float, bool]] = field(
        default_factory=list
    )  # confidence, and whether the claim was right


def score_article(scores: Scores, matched: Matched, *, negative: bool) -> None:
    """Count one article. Labels that do not alert are scored mildly: a missing one is no fault of the told measures."""
    claims = [c for c, _ in matched.pairs] + list(matched.invented)
    labels = [g for _, g in matched.pairs] + list(matched.missed)
    _documents(scores, claims, labels, negative=negative)
    _types(scores, matched)
    _told(scores, matched)
    for claim, label in matched.pairs:
        scores.statuses[label.status, claim.status] += 1
        if label.told:
            _arguments(scores, claim, label)
    for label in matched.missed:
        if label.told and not _folded_into_parent(label, matched):
            _arguments(scores, None, label)
    for claim in matched.invented:
        if claim.told:
            _arguments(scores, claim, None)
    for claim, label in [*matched.pairs, *((c, None) for c in matched.invented)]:
        right = label is not None and (claim.type, claim.told) == (label.type, label.told)
        scores.sure.append((claim.confidence, right))


def _documents(scores: Scores, claims: list[Fact], labels: list[Fact], *, negative: bool) -> None:
    def holds(facts: list[Fact]) -> bool:
        return any(f.family == "signing" and f.status == "occurred" and f.told for f in facts)

    scores.documents.add(holds(claims) and holds(labels), holds(claims), holds(labels))
    if negative:
        scores.negatives.add(any(c.told for c in claims), 1, 1)


def _types(scores: Scores, matched: Matched) -> None:
    def count(table: dict[str, Tally], pairs: Iterable[tuple[Fact | None, Fact | None]]) -> None:
        for claim, label in pairs:
            if claim and label and claim.type == label.type:
                table[claim.type].add(1, 1, 1)
                continue
            if claim:
                table[claim.type].add(0, 1, 0)
            if label:
                table[label.type].add(0, 0, 1)

    everything: list[tuple[Fact | None, Fact | None]] = [*matched.pairs]
    everything += [(c, None) for c in matched.invented]
    everything += [(None, g) for g in matched.missed if not _folded_into_parent(g, matched)]
    events = [(c, g) for c, g in everything if (c or g).family == "event"]  # type: ignore[union-attr]
    count(scores.types_all, events)
    count(scores.types, [(c if c and c.told else None, g if g and g.told else None) for c, g in events])
    for claim, label in everything:
        if (claim or label).family == "signing":  # type: ignore[union-attr]
            right = claim is not None and label is not None and claim.type == label.type
            told = claim is not None and claim.told, label is not None and label.told
            scores.signing_types.add(right and all(told), told[0], told[1])


def _told(scores: Scores, matched: Matched) -> None:
    """Alerts by record: of the right type and status; one more for a record told already is repeated."""
    for claim, label in matched.pairs:
        right = claim.told and label.told and claim.status == label.status
        scores.told.add(right, claim.told, label.told)
    for label in matched.missed:
        scores.told.add(0, 0, label.told and not _folded_into_parent(label, matched))
    for claim in matched.invented:
        again = claim.told and any(
            g.told and g.family == claim.family and overlap(g.evidence, claim.evidence) > 0.5
            for _, g in matched.pairs
        )
        scores.repeated += again
        scores.told.add(0, claim.told, 0)


def _folded_into_parent(label: Fact, matched: Matched) -> bool:
    """Children may fold into the parent that they name: a missing one is right if the parent was told."""
    return label.parent is not None and any(g.key == label.parent and c.told for c, g in matched.pairs)


def _arguments(scores: Scores, claim: Fact | None, label: Fact | None) -> None:
    """The arguments of a pair, of an invented claim, or of a missed label."""
    for role in SCORED:
        mine = claim.texts(role) if claim else frozenset()
        theirs = label.texts(role) if label else frozenset()
        signing = (claim or label).family == "signing"  # type: ignore[union-attr]
        scores.roles[role].add(len(mine & theirs), len(mine), len(theirs))
        relaxed = [scores.roles_relaxed] + ([scores.parties_relaxed] if role == "party" and signing else [])
        for tally in relaxed:
            _relaxed(tally, mine, theirs)
        if role == "party" and signing:
            scores.parties.add(len(mine & theirs), len(mine), len(theirs))
    _valued(scores, claim, label)
    if claim and label:
        scores.core.add(_core(claim, label), 1, 1)
        scores.exact.add(_exact(claim, label), 1, 1)
    else:
        scores.core.add(0, claim is not None, label is not None)
        scores.exact.add(0, claim is not None, label is not None)


def _relaxed(tally: Tally, mine: frozenset[str], theirs: frozenset[str]) -> None:
    """DuEE 1.0: an argument is worth the F1 of its characters with the best label of its role."""
    precise = sum(max((overlap(a, b) for b in theirs), default=0.0) for a in mine)
    found = sum(max((overlap(a, b) for a in mine), default=0.0) for b in theirs)
    tally.recalled = (tally.recalled or 0.0) + found
    tally.add(precise, len(mine), len(theirs))


def _valued(scores: Scores, claim: Fact | None, label: Fact | None) -> None:
    if claim and label and label.date and len(label.date) == 10:
        scores.days.add(claim.date == label.date, 1, 1)
    mine, theirs = (f.counts if f else frozenset() for f in (claim, label))
    scores.counts.add(len(mine & theirs), len(mine), len(theirs))
    paid = [f.amount if f and f.family == "signing" else None for f in (claim, label)]
    scores.amounts.add(paid[0] is not None and paid[0] == paid[1], paid[0] is not None, paid[1] is not None)
    for role, a, b in (("date", claim and claim.date, label and label.date), ("amount", *paid)):
        scores.roles[role].add(a is not None and a == b, a is not None, b is not None)
        right = float(a is not None and a == b)
        scores.roles_relaxed.recalled = (scores.roles_relaxed.recalled or 0.0) + right
        scores.roles_relaxed.add(right, a is not None, b is not None)


def _core(claim: Fact, label: Fact) -> bool:
    """Who, what and when are right: what makes an alert useful."""
    if (claim.type, claim.status, claim.date) != (label.type, label.status, label.date):
        return False
    if claim.family == "event":
        return claim.texts("name") == label.texts("name") and _near(claim, label, "place")
    mine, theirs = claim.texts("party"), label.texts("party")
    enough = len(mine & theirs) >= min(2, len(theirs)) and mine <= theirs
    if len(theirs) < 2:
        enough = enough and _near(claim, label, "host") and claim.counts == label.counts
    return enough


def _near(claim: Fact, label: Fact, role: str) -> bool:
    """A park and the building in it are both defensible (docs/annotation.md): half of the characters decide."""
    mine, theirs = claim.texts(role), label.texts(role)
    return bool(mine) == bool(theirs) and all(max(overlap(a, b) for b in theirs) >= 0.5 for a in mine)


def _exact(claim: Fact, label: Fact) -> bool:
    """Every field that is scored is right."""
    mine = {pair for pair in claim.arguments if pair[0] in SCORED}
    theirs = {pair for pair in label.arguments if pair[0] in SCORED}
    kinds = [(f.type, f.subtype, f.status, f.date) for f in (claim, label)]
    valued = [(f.amount, f.counts) if f.family == "signing" else None for f in (claim, label)]
    return mine == theirs and kinds[0] == kinds[1] and valued[0] == valued[1]


def calibration_error(sure: list[tuple[float, bool]], bins: int = 10) -> float:
    """Expected calibration error over bins of equal mass: the mean gap of confidence and share of right ones."""
    ranked = sorted(sure, key=lambda one: one[0])  # not by what is right: equal confidences fall as they come
    gaps = 0.0
    for index in range(bins):
        part = ranked[index * len(ranked) // bins : (index + 1) * len(ranked) // bins]
        if part:
            gaps += abs(sum(c for c, _ in part) - sum(right for _, right in part))
    return gaps / max(1, len(ranked))
