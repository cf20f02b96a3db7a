"""The closed vocabularies of the data model; ``docs/glossary.md`` explains every value.

A value more is a change of the documented JSON shapes, not only of this file.
"""

from __future__ import annotations

RELEVANCE = ("subject", "mention", "company", "review", "irrelevant")
FAMILIES = ("signing", "event")
STATUSES = (
    "occurred",
    "ongoing",
    "scheduled",
    "planned",
    "intended",
    "postponed",
    "cancelled",
    "terminated",
    "denied",
    "historical",
    "cumulative",
    "generic",
)
#: Statuses that are told to readers; a plan without a day, a denial or old news is stored and stays silent.
ALERTING_STATUSES = ("occurred", "scheduled", "postponed", "cancelled", "terminated")

SIGNING_TYPES = (
    "strategic_cooperation",
    "framework",
    "cooperation",
    "mou",
    "loi",
    "investment",
    "settle_in",
    "lease",
    "joint_build",
    "procurement_sale",
    "service_contract",
    "tech_transfer_licence",
    "joint_venture",
    "equity",
    "credit",
    "gov_arrangement",
    "employment_appointment",
    "renewal",
    "batch",
    "unspecified",
)
EVENT_TYPES: dict[str, tuple[str, ...]] = {
    "OPENING": ("park", "unveil", "operate"),
    "MEETING": ("forum", "seminar", "press", "expo", "roadshow"),
    "RELEASE": ("policy", "plan", "result"),
    "CONSTRUCTION": ("start", "topping_out", "completion"),
    "SETTLEMENT": ("enter", "set_up"),
    "ORG": ("alliance", "merge"),
    "PERSONNEL": ("appoint", "leave"),
    "FINANCE": ("round", "fund", "ipo"),
    "TENDER": ("win", "call", "land"),
    "AWARD": (),
    "LAUNCH": (),
    "VISIT": (),
    "COOPERATION_OTHER": (),
    "OTHER": (),
}
#: Every organisation that signs stands in one of these roles.
PARTY_ROLES = ("party", "party_a", "party_b", "settler", "investor")
SIGNING_ROLES = (
    *PARTY_ROLES,
    "host",
    "counterparty_group",
    "signatory",
    "witness",
    "organiser",
    "venue",
    "place",
    "date",
    "amount",
    "count",
    "agreement",
    "project",
    "term",
)
EVENT_ROLES = (
    "name",
    "date",
    "place",
    "venue",
    "host",
    "undertaker",
    "co_organiser",
    "supporter",
    "operator",
    "builder",
    "attendee",
    "speaker",
    "moderator",
    "witness",
    "appointee",
    "post",
    "predecessor",
    "financed",
    "lead_investor",
    "co_investor",
    "round",
    "amount",
    "issuer",
    "document_number",
    "effective_date",
    "theme",
    "winner",
    "object",
    "count",
)
COUNT_WHAT = (
    "project",
    "company",
    "partner",
    "institution",
    "agreement",
    "mou",
    "guest",
    "country",
    "team",
    "building",
    "area",
    "job",
    "other",
)
COUNT_SCOPE = ("this_event", "cumulative", "zone_total", "plan")
DATE_PRECISION = ("minute", "day", "range", "month", "quarter", "year", "fuzzy")
DATE_BASIS = (
    "explicit",
    "yearless",
    "bare_day",
    "relative",
    "roc",
    "fuzzy_word",
    "dateline",
    "inherited",
)
RELATIONS = ("same", "script_variant", "excerpt", "extended", "updated", "rewritten", "different")
ALERT_KINDS = (
    "new",
    "material_update",
    "status_change",
    "correction",
    "source_failing",
    "source_recovered",
)


def check(field: str, value: str, allowed: tuple[str, ...]) -> None:
    """Refuse a value outside a closed vocabulary, naming the field and what it may be.

    Raises:
        ValueError: ``value`` is not in ``allowed``.
    """
    if value not in allowed:
        raise ValueError(f"{field} {value!r} is not one of: {', '.join(allowed)}")


def check_claim(family: str, type_: str, subtype: str | None, status: str) -> None:
    """Refuse a claim whose family, type, subtype and status do not belong together.

    Raises:
        ValueError: one of the four is unknown, or the subtype is not one of its type's.
    """
    check("family", family, FAMILIES)
    check("status", status, STATUSES)
    if family == "signing":
        check("type", type_, SIGNING_TYPES)
        if subtype is not None:
            raise ValueError(f"a signing has no subtype, got {subtype!r}")
        return
    check("type", type_, tuple(EVENT_TYPES))
    if subtype is not None:
        check(f"subtype of {type_}", subtype, EVENT_TYPES[type_])
