"""Invented reports for the tests of the store: what the rules might say of invented articles."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

from pipelines.values import (
    Amount,
    Argument,
    Article,
    CharsetDecision,
    Claim,
    Count,
    Date,
    Extraction,
    Person,
    Relevance,
    Repair,
    Report,
    Span,
    Step,
    Verdict,
)
from pipelines.vocabulary import ALERT_KINDS
from pipelines.watches import Watch

NOW = datetime(2026, 6, 22, 3, 0, tzinfo=UTC)
SIGNED = (
    "6月21日，星洲量子科技有限公司与远屿新材股份有限公司在河套深港科技创新合作区签署战略合作协议，"
    "总投资3亿元，首批签约13个项目。星洲量子科技有限公司董事长林远帆出席仪式。"
    "双方将在园区共建联合实验室，面向集成电路与新材料开展长期研究，并向港深两地高校开放。"
)
OPENED = (
    "6月20日，由云岭论坛秘书处主办的第三届河套创新论坛在深圳园区开幕，来自两地的科研人员出席。"
    "论坛为期两天，设四个平行会场，讨论跨境数据流动、科研物资通关与人才引进等议题。"
)


def span(text: str, part: str) -> Span:
    """The first place where ``part`` stands."""
    start = text.index(part)
    return Span(start=start, end=start + len(part), text=part)


def argument(text: str, role: str, value: str, normalised: str | None = None) -> Argument:
    return Argument(role=role, value=value, normalised=normalised or value, evidence=span(text, value))


def signing(text: str = SIGNED, **changes: object) -> Claim:
    """星洲量子 and 远屿新材 sign."""
    claim = Claim(
        id="s1",
        family="signing",
        type="strategic_cooperation",
        subtype=None,
        status="occurred",
        name=None,
        evidence=span(text, text.split("。")[0] + "。"),
        date=Date(start="2026-06-21", end="2026-06-21", precision="day", basis="yearless"),
        arguments=tuple(
            argument(text, role, value)
            for role, value in (
                ("party", "星洲量子科技有限公司"),
                ("party", "远屿新材股份有限公司"),
                ("place", "河套深港科技创新合作区"),
            )
            if value in text
        ),
        counts=(Count(what="project", n=13, scope="this_event", evidence=span(text, "13个项目")),)
        if "13个项目" in text
        else (),
        amount=Amount(value=3e8, currency="CNY", kind="investment") if "3亿元" in text else None,
        confidence=0.9,
    )
    return replace(claim, **changes)  # type: ignore[arg-type]


def opening(text: str = OPENED, **changes: object) -> Claim:
    """A forum opens."""
    claim = Claim(
        id="e1",
        family="event",
        type="MEETING",
        subtype="forum",
        status="occurred",
        name="第三届河套创新论坛",
        evidence=span(text, text.split("。")[0] + "。"),
        date=Date(start="2026-06-20", end="2026-06-20", precision="day", basis="yearless"),
        arguments=(
            argument(text, "name", "第三届河套创新论坛"),
            argument(text, "host", "云岭论坛秘书处"),
        ),
    )
    return replace(claim, **changes)  # type: ignore[arg-type]


def report(
    url: str = "https://news.example/a/1",
    text: str = SIGNED,
    claims: tuple[Claim, ...] | None = None,
    **changes: object,
) -> Report:
    """A report as ``decide`` might give it; ``title``, ``outlet`` and ``published_at`` go to the article."""
    title = changes.pop("title", text[:18])
    article = Article(
        url=url,
        title=str(title) if title else None,
        text=text,
        published_at=changes.pop("published_at", datetime(2026, 6, 21, 8, 0, tzinfo=UTC)),  # type: ignore[arg-type]
        published_basis="meta",
        outlet=str(changes.pop("outlet", "星洲晚报")),
        script="hans",
        repairs=(
            Repair(
                name="half_width_punctuation", count=1, steps=(Step(start=3, end=4, before=",", after="，"),)
            ),
        ),
        text_as_read=text.replace("，", ",", 1),
    )
    said = (signing(text),) if claims is None else claims
    named = "董事长林远帆"
    people = (
        (
            Person(
                name="林远帆", title="董事长", organisation="星洲量子科技有限公司", evidence=span(text, named)
            ),
        )
        if named in text
        else ()
    )
    made = Report(
        page_url=url,
        source="xingzhou",
        fetched_at=datetime(2026, 6, 21, 9, 0, tzinfo=UTC),
        body_sha256="0" * 64,
        charset=CharsetDecision(used="utf-8", why="declared and valid"),
        article=article,
        relevance=Relevance(kind="subject", why=("names the zone in the lead",)),
        extraction=Extraction(claims=said, people=people),
        verdicts=tuple(Verdict(claim_id=claim.id, alert=claim.status == "occurred") for claim in said),
        rules_version="test",
    )
    return replace(made, **changes)  # type: ignore[arg-type]


def unreadable(url: str = "https://news.example/a/broken") -> Report:
    """A page that could not be read."""
    made = report(url, "", claims=(), title=None)
    return replace(made, error="the body is empty", relevance=Relevance(kind="irrelevant", why=("unread",)))


def everything(*channels: str) -> tuple[Watch, ...]:
    """The watch that wants every alert at once, also of a first crawl, by these channels."""
    return (Watch(name="everything", channels=channels, kinds=ALERT_KINDS, first_crawl="send"),)
