"""What bench/month.py prints: the figures of its aims, each loss with its stage, every state that was named wrongly."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from bench.month_judge import Told, Verdict, by_reason, judged
from bench.month_readers import KINDS
from bench.month_run import Month
from database import queries
from pipelines.watches import OPERATOR_KINDS

#: The aims of the issue: alerts for each true happening, and the share of them that is true.
MOST_ALERTS, LEAST_PRECISION = 1.1, 0.95


def say(month: Month, *, show: int) -> list[str]:
    """Print what came of a month; gives what is not as it should be."""
    store = month.crawls.store
    by_mail = month.sent["mail"]
    verdict = judged(store, month.news, [id_ for _, _, ids in by_mail for id_ in ids])
    days = (month.end - month.begin).days
    why = Counter(item.why for item in month.news.items)
    print(f"{days} days, {month.runs} runs; published: {dict(why.most_common())}")
    problems = [*_told(month, verdict, show), *_sources(month, show), *_received(month)]
    print("\n".join(f"WRONG: {problem}" for problem in problems) or "all is as it should be")
    return problems


def _told(month: Month, verdict: Verdict, show: int) -> Iterator[str]:
    owed = [fact for fact in verdict.owed if not fact.change]
    changes = len(verdict.owed) - len(owed)
    happenings = len({fact.key for fact in owed})
    messages = [ids for _, _, ids in month.sent["mail"]]
    operator = {one.id for one in queries.alerts(month.crawls.store) if one.kind in OPERATOR_KINDS}
    about_news = [ids for ids in messages if not set(ids) <= operator]
    alerts = len(verdict.told)
    right = alerts - len(verdict.false)
    print(
        f"true: {happenings} happenings with {len(owed)} things to tell and {changes} corrections of them\n"
        f"sent by mail: {len(about_news)} messages with {alerts} alerts, and {len(messages) - len(about_news)} messages about sources; "
        f"for each thing to tell {len(about_news) / len(verdict.owed):.2f} messages, {alerts / len(verdict.owed):.2f} alerts "
        f"(aim {MOST_ALERTS})\n"
        f"precision {right / max(1, alerts):.3f} (aim {LEAST_PRECISION}): false {by_reason(verdict.false)}; "
        f"told twice {len(verdict.twice)}; updates of nothing new {len(verdict.not_owed)}; "
        f"of the right ones {sum(one.is_named_right for one in verdict.told if one.fact)} of "
        f"{sum(one.fact is not None for one in verdict.told)} under their right kind"
    )
    stages = Counter(stage.split(":")[0] for _, stage in verdict.lost)
    print(f"lost: {len(verdict.lost)} of {len(verdict.owed)}, by stage {dict(stages)}")
    for fact, stage in [one for one in verdict.lost if not one[1].startswith("extraction")][:show]:
        print(f"    lost {fact.key} {fact.truth} {fact.change} of {fact.at:%m-%d %H:%M}: {stage}")
    for fact, stage in [one for one in verdict.lost if one[1].startswith("extraction")][:show]:
        titles = [
            i.story.title
            for i in month.news.items
            if i.story.same == fact.key and fact.truth in i.story.tells
        ]
        print(f"    not read {fact.key} {fact.truth}: {stage}: {titles[:3]}")
    for name, ones in (("false", verdict.false), ("twice", verdict.twice), ("update", verdict.not_owed)):
        for one in ones[:show]:
            print(f"    {name}: {_shown(one)}")
    yield from _missed(verdict, messages=len(about_news))


def _missed(verdict: Verdict, *, messages: int) -> Iterator[str]:
    """The aims that were missed; ``messages``: those about news."""
    alerts = len(verdict.told)
    pipeline = [one for one in verdict.lost if not one[1].startswith("extraction")]
    if pipeline:
        yield f"{len(pipeline)} were lost though they were read"
    old = [one for one in verdict.false if one.item and one.item.why in ("moved", "archive", "retold")]
    if old:
        yield f"{len(old)} old ones were told"
    if verdict.twice:
        yield f"{len(verdict.twice)} were told twice"
    if (alerts - len(verdict.false)) / max(1, alerts) < LEAST_PRECISION:
        yield f"precision is below {LEAST_PRECISION}"
    if messages / len(verdict.owed) > MOST_ALERTS:
        yield f"more than {MOST_ALERTS} messages for each thing to tell"


def _shown(one: Told) -> str:
    why = (
        f"{one.item.why} {one.item.story.key} {one.item.story.same} of {one.item.story.outlet}"
        if one.item
        else ""
    )
    return f"{one.alert.created_at:%m-%d %H:%M} {one.alert.kind} {one.alert.summary[:150]} ({why})"


def _sources(month: Month, show: int) -> Iterator[str]:
    counted: Counter[tuple[str, bool]] = Counter((seen.fault or "none", seen.is_right) for seen in month.seen)
    wrong = [seen for seen in month.seen if not seen.is_right]
    names = sorted({name for name, _ in counted})
    print(
        f"states: {len(month.seen) - len(wrong)} of {len(month.seen)} looks at a source show it right ("
        + ", ".join(f"{n} {counted[n, True]}/{counted[n, True] + counted[n, False]}" for n in names)
        + ")"
    )
    for seen in wrong[: 2 * show]:
        print(
            f"    {seen.at:%m-%d %H:%M} {seen.outlet} with {seen.fault or 'nothing'} is called {seen.health}: {seen.why}"
        )
    for alert in reversed(queries.alerts(month.crawls.store, kinds=OPERATOR_KINDS)):
        print(f"    operator {alert.created_at:%m-%d %H:%M} {alert.kind}: {alert.summary[:150]}")
    if wrong:
        yield f"{len(wrong)} times a source was called what it was not"


def _received(month: Month) -> Iterator[str]:
    for kind in KINDS:
        rows = queries.deliveries(month.crawls.store, channel=kind)
        states = Counter(f"{row.state}{f' ({row.hold})' if row.hold else ''}" for row in rows)
        sent, got = [key for key, _, _ in month.sent[kind]], month.readers.got(kind)
        waits = [
            (at - alert.created_at).total_seconds()
            for _, at, ids in month.sent[kind]
            for alert in [queries.alert(month.crawls.store, ids[0])]
        ]
        late = sorted(waits)[-1] / 3600 if waits else 0.0
        print(
            f"{kind}: {len(rows)} deliveries {dict(states)}; {len(sent)} messages sent, {len(got)} received, "
            f"{month.readers.twice(kind)} of them again; the latest {late:.1f} h after its alert"
        )
        if sent != got:
            yield f"{kind} received {len(got)} messages of {len(sent)}, or in another order"
        if left := states.total() - sum(
            n for state, n in states.items() if state.startswith(("sent", "held"))
        ):
            yield f"{kind}: {left} deliveries did not end"
