"""What the frames work with before claims are made: typed mentions by sentence, and drafts in folded offsets."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass, field, replace
from functools import cached_property

from pipelines.extraction import zone_sense
from pipelines.extraction.called import called
from pipelines.extraction.counts import CountMention, find_counts
from pipelines.extraction.dates import DateMention, find_dates
from pipelines.extraction.document import Document, Sentence
from pipelines.extraction.money import AmountMention, find_amounts, home_currency
from pipelines.extraction.organisations import OrganisationMention, find_organisations
from pipelines.extraction.people import PersonMention, find_people
from pipelines.extraction.quotations import Quotation, speakers
from pipelines.extraction.typed import Mention, mask
from pipelines.folding import fold_name
from pipelines.values import Argument, Date

#: The title of a paper, marks included.
_DOCUMENT = re.compile("《[^《》]{1,60}》")

# 《关于拟签署投资协议的议案》: here the title is what the sentence claims.
_TELLS = re.compile("议案|预案|提案|签|终止|解除|取消|关于")

#: A blank inside a name, left by a converter.
_GAP = re.compile(r"(?<=[一-鿿]) (?=[一-鿿])")

#: Acts of one family that are read in one text: a year in review tells dozens, what tells more is no news.
MOST_ACTS = 300


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A role filled, in folded offsets."""

    role: str
    start: int
    end: int
    value: str
    normalised: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A claim in the making. ``key``: its number among the drafts of the text; ``parent`` likewise."""

    family: str
    type: str
    subtype: str | None
    status: str
    sentence: Sentence
    trigger: tuple[int, int]
    name: str | None = None
    found: tuple[Found, ...] = ()
    counts: tuple[CountMention, ...] = ()
    amount: AmountMention | None = None
    date: Date | None = None
    date_at: tuple[int, int] | None = None
    parent: int | None = None
    within: int | None = None  # number of the batch of signings that it belongs to
    on_hetao: bool = True
    aside: bool = False  # told in passing, as what something else is about: the agreement that both signed
    weight: float = 0.5  # how sure the rule is, before anything else counts

    def values(self, *roles: str) -> tuple[str, ...]:
        """Normalised values in some roles."""
        return tuple(f.normalised for f in self.found if f.role in roles)

    def with_found(self, *more: Found) -> Draft:
        """The draft with further roles, each value once per role."""
        known = {(f.role, f.normalised) for f in self.found}
        fresh = [f for f in more if (f.role, f.normalised) not in known]
        return replace(self, found=(*self.found, *fresh)) if fresh else self


@dataclass(frozen=True)
class Reading:
    """A document with all its mentions; what a frame asks for is cut out by sentence."""

    document: Document
    zone_subject: bool = field(default=False)

    @cached_property
    def organisations(self) -> tuple[OrganisationMention, ...]:
        """Names of organisations and places."""
        return find_organisations(self.document)

    @cached_property
    def called(self) -> dict[str, OrganisationMention]:
        """Whom 公司, 甲方 and the like stand for, where the text says so."""
        return called(self.text, self.organisations)

    @cached_property
    def people(self) -> tuple[PersonMention, ...]:
        """People with posts."""
        return find_people(self.document, self.organisations)

    @cached_property
    def dates(self) -> tuple[DateMention, ...]:
        """Dates."""
        return find_dates(self.document)

    @cached_property
    def quotations(self) -> tuple[Quotation, ...]:
        """Who says what."""
        return speakers(self.document, self.people)

    @cached_property
    def counts(self) -> tuple[CountMention, ...]:
        """Counts."""
        return find_counts(self.document.text)

    @cached_property
    def amounts(self) -> tuple[AmountMention, ...]:
        """Amounts of money."""
        return find_amounts(self.document.text, home=home_currency(self.document))

    @cached_property
    def typed(self) -> str:
        """The folded text with its mentions masked by kind, for patterns that name kinds (``<org>``)."""
        mentions: list[Mention] = [(*m.span(), "doc") for m in _DOCUMENT.finditer(self.text)]
        mentions += [(d.start, d.end, "date") for d in self.dates]
        mentions += [(o.start, o.end, "place" if o.kind == "place" else "org") for o in self.organisations]
        mentions += [(p.start, p.end, "person") for p in self.people]
        mentions += [(p.title_start, p.title_start + len(p.title), "post") for p in self.people]
        mentions += [(a.start, a.end, "money") for a in self.amounts]
        # 签约项目37个: the act stands before what is counted
        mentions += [(c.start + 2 * c.text.startswith("签约"), c.end, "count") for c in self.counts]
        return mask(self.text, mentions)

    @cached_property
    def cues(self) -> str:
        """The folded text in which names are blanked, so that they hold no cue: 圣若翰医院 is no 若, 未来科技 no future.

        Of titles only those that name a plan; a title that tells of a signing is part of what is told.
        """
        blank = list(self.text.replace("今早", "今日"))  # 今早在 is no 早在
        spans = [(p.start, p.end) for p in self.people]
        spans += [(o.start, o.end) for o in self.organisations]
        spans += [m.span() for m in _DOCUMENT.finditer(self.text) if not _TELLS.search(m[0])]
        for start, end in spans:
            blank[start:end] = "某" * (end - start)
        return "".join(blank)

    @property
    def text(self) -> str:
        """The folded text."""
        return self.document.text

    def organisations_in(self, start: int, end: int) -> list[OrganisationMention]:
        """Names that stand wholly in ``[start, end)``."""
        first = bisect_left(self.organisations, start, key=lambda m: m.start)
        last = bisect_left(self.organisations, end, key=lambda m: m.start)
        return [m for m in self.organisations[first:last] if m.end <= end]

    def dates_in(self, sentence: Sentence) -> tuple[DateMention, ...]:
        """Dates of a sentence."""
        first = bisect_left(self.dates, sentence.start, key=lambda d: d.start)
        last = bisect_left(self.dates, sentence.end, key=lambda d: d.start)
        return self.dates[first:last]

    def sentence_text(self, sentence: Sentence) -> str:
        """The folded words of a sentence."""
        return self.text[sentence.start : sentence.end]

    @cached_property
    def told(self) -> tuple[Sentence, ...]:
        """The sentences that tell news: no captions, credits, related links or machine summaries."""
        return tuple(s for s in self.document.sentences if s.zone in ("lead", "body", "dateline"))

    def on_zone(self, sentence: Sentence) -> bool:
        """Whether what a sentence tells belongs to the zone: by its words, else by the article's subject."""
        this = bisect_left(self.told, sentence.start, key=lambda s: s.start)
        before = tuple(map(self.sentence_text, self.told[max(0, this - 2) : this]))
        return zone_sense.on_zone(self.sentence_text(sentence), subject=self.zone_subject, before=before)


def party_found(role: str, mention: OrganisationMention) -> Found:
    """An organisation in a role: the fullest name of the text, the canonical one beside it."""
    return Found(
        role=role,
        start=mention.start,
        end=mention.end,
        value=mention.name,
        normalised=fold_name(mention.canonical),
    )


def argument(reading: Reading, found: Found) -> Argument:
    """A role with its evidence in the stored text. The value is in the script of the text where it stands there."""
    evidence = reading.document.folded.span(found.start, found.end)
    stands = reading.text[found.start : found.end] == found.value
    return Argument(
        role=found.role,
        value=_GAP.sub("", evidence.text) if stands else found.value,
        normalised=found.normalised,
        evidence=evidence,
    )
