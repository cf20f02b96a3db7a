"""Signings: who signs with whom, what, with which status. Precision first: a false signing is the worst error."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import islice

from pipelines.extraction.counts import CountMention
from pipelines.extraction.draft import MOST_ACTS, Draft, Found, Reading, party_found
from pipelines.extraction.organisations import OrganisationMention
from pipelines.extraction.signing.acts import Told, has_paper, told_acts
from pipelines.extraction.signing.agreements import agreement_type
from pipelines.extraction.signing.papers import amount_of, further, titles
from pipelines.extraction.signing.repeats import joined, merged, with_representatives
from pipelines.extraction.signing.sides import Sides, listed_behind
from pipelines.extraction.signing.slots import fill, plain, receives
from pipelines.extraction.status import Act, status_of
from pipelines.relevance import is_zone_place

_CONTENT = re.compile("^(?:的|之)")
_SIGNED_COUNTS = ("project", "company", "partner", "institution", "agreement", "mou", "team", "other")
_OUT_OF_NEWS = ("historical", "cumulative", "denied", "planned", "intended")
#: Who lets the zone's buildings and signs for it puts no money in.
_LANDLORD = re.compile("园有限公司|园公司|合作区发展有限公司|Park Limited")
#: 园区, 大厦: what receives, and does not sign.
_HOUSES = re.compile(
    "(?:园区|港园|深园|大厦|大楼|[一-鿿]楼|[座栋]|Park|Tower|Building|House|Block)$", re.IGNORECASE
)
_THE = re.compile(r"\s*(?:\w+ )?(?:the|this|that)\b", re.IGNORECASE)
#: It will own a line after signing: the act itself is done.
_AFTER = re.compile(r"\b(?:after|having|by)(?= (?:having )?$)", re.IGNORECASE)
#: It moved in four months after it signed the lease.
_LONG_AFTER = re.compile(r"\b(?:months?|years?) after [^.，；]{0,40}$", re.IGNORECASE)
_BARE_VERB = re.compile("sign|rent|lease|take up", re.IGNORECASE)
_FIRST = re.compile(r"\b(?:first|second|third|latest|last|only)\b", re.IGNORECASE)
_RECALLS = re.compile("提述|日期为[^，。；]{4,20}[之的](?:公告|通函)|参阅[^，。；]{0,30}公告")
_PERSONS = re.compile("[名位][^，。；]{0,8}(?:者|人员?|生|工|民|员|师)$")
#: 园区公司宣布，七间机构签订租约: who says so lets the rooms.
_ANNOUNCES = re.compile("[^，。；]{0,12}(?:宣布|公布|表示|透露|称)，")
#: A body that bears the zone's name.
_ZONE_NAME = re.compile("河套|港深创新及科技园|港深创科园|Hetao")
_MODAL = re.compile("(?:可以?|应该?|需要?|会|将|愿)[与和同跟]")
_EXPECTED = re.compile("(?:预计|预期|料|有望|最快|争取|力争)[^，。；]{0,14}(?:签|订立)")
_VAGUE = ("cooperation", "unspecified")
#: What an agreement that ends takes over from the record of its signing.
_KEPT = ("party", "party_a", "party_b", "settler", "investor", "agreement", "host", "project", "term")
#: Of these one at least stands in every record.
_SOMEBODY = (*_KEPT[:5], "counterparty_group", "host", "organiser")


def read_signings(reading: Reading) -> list[Draft]:
    """The signings of a document, repeats folded, in the order of the text."""
    drafts: list[Draft] = []
    for told, sides in islice(told_acts(reading), MOST_ACTS):
        draft = _draft(told, sides)
        if draft and told.framed.frame.carries == "paper":
            draft = _of_paper(draft, drafts)
        if draft and draft.status == "terminated":
            draft = _of_signed(draft, drafts)
        if draft and drafts and _points_back(told) and drafts[-1].status == draft.status:
            drafts[-1] = joined(drafts[-1], draft)
        elif draft:
            drafts = merged(drafts, draft)
    return with_representatives(reading, drafts)


def _of_paper(draft: Draft, earlier: list[Draft]) -> Draft | None:
    """意向书已失效: whose it was, from the record of a paper of its kind told before."""
    signed = next((d for d in reversed(earlier) if d.type == draft.type), None)
    if signed is None or draft.status not in ("occurred", "terminated"):
        return None
    kept = tuple(f for f in signed.found if f.role in _KEPT)
    return replace(draft.with_found(*kept), status="terminated", amount=draft.amount or signed.amount)


def _of_signed(draft: Draft, earlier: list[Draft]) -> Draft:
    """甲与乙签署《终止协议》: what kind of agreement ends, where its signing was told before."""
    names = set(draft.values(*_KEPT[:5]))
    signed = (d for d in reversed(earlier) if len(names & set(d.values(*_KEPT[:5]))) >= min(2, len(names)))
    same = next((d for d in signed if names and d.type not in _VAGUE), None)
    return replace(draft, type=same.type) if same is not None and draft.type in _VAGUE else draft


def _points_back(told: Told) -> bool:
    """Under the contract, signed on Tuesday, …: the one that was told before."""
    paper = next((t for t in told.framed.between if t.kind == "paper"), None)
    under = told.framed.frame.id.startswith("english_under")
    return under and paper is not None and bool(_THE.match(told.reading.text, paper.start, paper.end))


def _draft(told: Told, sides: Sides) -> Draft | None:
    reading, framed, here = told.reading, told.framed, told.here
    status = _status(told)
    if status is None or (sides.unnamed and not sides.sure and status != "historical"):
        return None
    aside = bool(_CONTENT.match(reading.text[framed.act.end :]))
    if status == "occurred" and aside and (not _is_dated(told) or _is_recalled(told)):
        status = "historical"  # 双方签署的协议: of an earlier day
    kind = agreement_type(reading, framed, sides, here)
    called, several = _called(reading), len(sides.named)
    found = [
        party_found(_role(kind, role, (index, several), m, called), m)
        for index, (role, m) in enumerate(sides.named)
    ]
    listed = listed_behind(reading, sides, framed.act.end, told.near[1])
    found += [party_found("party", m) for m in listed]
    if not listed and kind != "batch" and status != "cumulative":
        found += [plain(reading, "counterparty_group", *span) for span in sides.groups]
    found += _letting(told, sides, kind)
    found += [plain(reading, "signatory", p.start, p.end) for p in sides.people]
    found += fill(reading, kind, here, further(reading, here, told.near))
    found += receives(told.reading, kind, found, here)
    found += titles(reading, here)
    counts = _counts(reading, sides, here, status)
    hired = kind == "employment_appointment"  # with persons, who are no parties
    if not (
        counts or hired or sides.unnamed or framed.frame.carries == "paper" or any(map(_is_somebody, found))
    ):
        return None  # 327名居民在协议上签字: nobody by name, nothing that is counted
    return Draft(
        family="signing", type=kind, subtype=None, status=status, sentence=told.sentence,
        trigger=told.trigger, found=_each_once(found), counts=counts,
        amount=amount_of(reading, here, told.near, status), on_hetao=_is_of_zone(told, found), aside=aside,
        weight=framed.frame.prior - (0.0 if len(sides.named) >= 2 or counts else 0.15),
    )  # fmt: skip


def _is_somebody(found: Found) -> bool:
    """Whether a role is filled by a body: 一百名志愿者 sign no agreement of the zone."""
    crowd = found.role == "counterparty_group" and _PERSONS.search(found.value)
    return found.role in _SOMEBODY and not crowd


def _letting(told: Told, sides: Sides, kind: str) -> list[Found]:
    """The landlord who announces that others signed their leases."""
    reading, begin = told.reading, told.sentence.start
    if sides.named or not sides.groups or kind not in ("lease", "settle_in"):
        return []
    first = next(iter(reading.organisations_in(begin, told.framed.act.start)), None)
    tells = first and _LANDLORD.search(first.canonical) and _ANNOUNCES.match(_bare(reading, first.end))
    return [party_found("party", first)] if first and tells else []


def _bare(reading: Reading, start: int) -> str:
    """The words behind a name, without its bracket."""
    return re.sub("^（[^（）]{1,30}）", "", reading.text[start : start + 60])


def _is_recalled(told: Told) -> bool:
    """兹提述本公司2025年10月9日之公告，内容有关…订立之备忘录: what an earlier notice told."""
    return bool(_RECALLS.search(told.reading.text, told.sentence.start, told.framed.act.start))


def _is_of_zone(told: Told, found: list[Found]) -> bool:
    """Whether a signing is the zone's: by its sentence, or because a body of the zone signs, wherever: 深圳河套研究院."""
    bodies = (f.value for f in found if f.role in _KEPT[:5])
    own = told.reading.zone_subject and any(map(_ZONE_NAME.search, bodies))
    return own or told.reading.on_zone(told.sentence)


def _is_dated(told: Told) -> bool:
    """Whether the sentence has a day of its own: 由甲与乙签署的协议，昨日公布."""
    days = told.reading.dates_in(told.sentence)
    return len(told.framed.sides) >= 2 and any(d.date.precision == "day" for d in days)


def _each_once(found: list[Found]) -> tuple[Found, ...]:
    return tuple({(f.role, f.normalised): f for f in reversed(found)}.values())[::-1]


def _status(told: Told) -> str | None:
    sentence, act = told.sentence, told.framed.act
    reading = told.reading
    done = _AFTER.search(reading.text, sentence.start, act.start)
    begin = done.start() if done else sentence.start
    status = status_of(
        Act(text=reading.cues, start=told.trigger[0], end=told.trigger[1], sentence=(begin, sentence.end)),
        reading.dates_in(sentence),
        reading.document.reference,
    )
    if status == "occurred" and _LONG_AFTER.search(reading.text, sentence.start, act.start):
        return "historical"
    if status == "occurred" and _is_only_said(told):
        return None
    if act.kind == "talk":
        return _of_talks(told, status)
    if act.kind == "found" and not has_paper(reading, sentence):
        return status if status in ("denied", "planned", "intended") else None
    return "terminated" if status == "occurred" and act.kind in ("end", "ended", "lapse") else status


def _is_only_said(told: Told) -> bool:
    """Tenants must sign a lease; a club that helps firms to rent offices: the bare verb tells no deed."""
    text, act, frame = told.reading.text, told.framed.act, told.framed.frame
    if frame.id == "founds_carried":
        return True  # 甲表示，与乙共建的平台…: what is, not what was done
    if not _BARE_VERB.fullmatch(text, act.start, act.end):
        return False
    return frame.id != "english_first_to_sign" or not _FIRST.search(text, told.sentence.start, act.start)


def _of_talks(told: Told, status: str | None) -> str | None:
    """Talks are an intention, a plan where their paper is expected (料明年首季签约); 可与甲商讨 is advice."""
    begin, act = told.framed.between[0].start, told.framed.act
    if status in (None, "denied") or _MODAL.search(told.reading.text, begin, act.start):
        return "denied" if status == "denied" else None
    return "planned" if _EXPECTED.search(told.reading.text, act.end, told.sentence.end) else "intended"


def _role(
    kind: str, role: str, place: tuple[int, int], mention: OrganisationMention, sides: dict[str, str]
) -> str:
    """The role of a party: what the text calls it (甲方), who moves in, who puts in the money; else a party.

    ``place``: its number among the parties, and how many there are.
    """
    if called := sides.get(mention.canonical):
        return called
    if mention.kind == "place" and (
        mention.name == "河套" or is_zone_place(mention.canonical) or _HOUSES.search(mention.name)
    ):
        return "host"  # 与园区签约: the park receives, its company signs
    index, several = place
    firm = mention.kind in ("firm", "money")
    if role == "party" and kind == "settle_in":
        receives = mention.kind == "gov" or _LANDLORD.search(mention.canonical)
        return "settler" if index == 0 and not receives else "party"
    if (
        role == "party"
        and kind == "investment"
        and firm
        and several > 1
        and not _LANDLORD.search(mention.canonical)
    ):
        return "investor"
    return role


def _called(reading: Reading) -> dict[str, str]:
    """Whom the text calls 甲方 and 乙方, by canonical name."""
    sides = {"甲方": "party_a", "乙方": "party_b"}
    return {m.canonical: sides[word] for word, m in reading.called.items() if word in sides}


def _counts(reading: Reading, sides: Sides, span: tuple[int, int], status: str) -> tuple[CountMention, ...]:
    inside = [
        c
        for c in reading.counts
        if span[0] <= c.start < span[1] and c.what in ("project", "agreement", "mou")
    ]
    found = {c.start: c for c in (*sides.counts, *inside) if c.what in _SIGNED_COUNTS and c.n > 0}
    scope = {"cumulative": "cumulative"}.get(status, "this_event")
    kept = [replace(c, scope=scope) for _, c in sorted(found.items())]
    return tuple(c for c in kept if c.n > 1 or status not in _OUT_OF_NEWS)
