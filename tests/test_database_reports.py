"""One report is stored once, whole or not at all; what it establishes is one happening and one alert."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import func, select

from database import models, queries, save
from database.errors import EvidenceMismatch
from database.rows import PageOutcome, Saved, SourceRow
from database.session import Store
from pipelines.values import Amount, Count, Date, Relevance, Report, Span, Verdict
from tests.reports import (
    NOW,
    OPENED,
    SIGNED,
    argument,
    everything,
    opening,
    report,
    signing,
    span,
    unreadable,
)

TABLES = (models.Article, models.ArticleVersion, models.Claim, models.Happening, models.Alert, models.Page)


def stored(store: Store) -> dict[str, int]:
    with store.reading() as session:
        return {t.__tablename__: session.scalar(select(func.count()).select_from(t)) or 0 for t in TABLES}


def store_(store: Store, *reports: Report) -> list[Saved]:
    return [save.save_report(store, one, now=NOW) for one in reports]


def test_a_report_becomes_article_claim_happening_and_alert(store: Store) -> None:
    (saved,) = store_(store, report())
    assert saved.outcome == "new"
    assert len(saved.new_happenings) == len(saved.alerts) == 1
    (row,) = queries.signings(store)
    assert row.parties == ("星洲量子科技有限公司", "远屿新材股份有限公司")
    assert row.amount == Amount(value=3e8, currency="CNY", kind="investment")
    assert row.counts == (("project", 13),)
    assert row.claims[0].claim == signing()
    assert [(p.name, p.title) for p in row.people] == [("林远帆", "董事长")]
    assert row.first_reported_at == datetime(2026, 6, 21, 9, 0, tzinfo=UTC)


def test_storing_a_report_twice_changes_nothing(store: Store) -> None:
    store_(store, report())
    before = stored(store)
    (again,) = store_(store, report())
    assert again.outcome == "known"
    assert again.alerts == again.new_happenings == ()
    assert stored(store) == before
    assert queries.page_counts(store) == (("new", 1),)


def test_evidence_that_does_not_stand_in_the_text_stores_nothing(store: Store) -> None:
    wrong = signing(evidence=Span(start=2, end=5, text="不在此"))
    with pytest.raises(EvidenceMismatch, match="claim s1"):
        store_(store, report(claims=(wrong,)))
    party = replace(
        argument(SIGNED, "party", "远屿新材股份有限公司"), evidence=Span(start=0, end=2, text="远屿")
    )
    with pytest.raises(EvidenceMismatch, match="party"):
        store_(store, report(claims=(signing(arguments=(party,)),)))
    assert set(stored(store).values()) == {0}


def test_every_stored_span_quotes_its_version(store: Store) -> None:
    store_(store, report(), report("https://news.example/a/2", OPENED, (opening(),)))
    with store.reading() as session:
        texts = {v.id: v.text for v in session.scalars(select(models.ArticleVersion))}
        versions = {c.id: c.version_id for c in session.scalars(select(models.Claim))}
        rows: list[tuple[int, int, int, str]] = []
        for table in (models.Claim, models.Person):
            rows += [
                (r.version_id, r.evidence_start, r.evidence_end, r.evidence_text)
                for r in session.scalars(select(table))
            ]
        for part in (models.ClaimArgument, models.ClaimCount):
            rows += [
                (versions[r.claim_id], r.evidence_start, r.evidence_end, r.evidence_text)
                for r in session.scalars(select(part))
            ]
    assert len(rows) >= 9
    assert all(texts[v][start:end] == text for v, start, end, text in rows)


def test_a_changed_text_is_a_new_version_and_the_old_claims_stay(store: Store) -> None:
    store_(store, report())
    longer = SIGNED + "另悉，仪式后举行了座谈。"
    (saved,) = store_(store, report(text=longer))
    assert saved.outcome == "updated"
    counts = stored(store)
    assert (counts["articles"], counts["article_versions"], counts["claims"]) == (1, 2, 2)
    assert (counts["happenings"], counts["alerts"]) == (1, 1)
    (row,) = queries.signings(store)
    assert [claim.current for claim in row.claims] == [True]
    assert len(row.articles) == 1


def test_an_irrelevant_page_leaves_its_reason_and_no_article(store: Store) -> None:
    river = report(
        "https://news.example/river",
        claims=(),
        relevance=Relevance(kind="irrelevant", why=("the Inner Mongolian plain",)),
    )
    (saved,) = store_(store, river)
    assert (saved.outcome, saved.article_id) == ("irrelevant", None)
    assert stored(store)["articles"] == 0
    with store.reading() as session:
        assert session.scalar(select(models.Page.why)) == "the Inner Mongolian plain"


def test_an_unreadable_page_is_recorded_with_its_error(store: Store) -> None:
    (saved,) = store_(store, unreadable())
    assert saved.outcome == "broken"
    assert queries.page_counts(store) == (("broken", 1),)


def test_the_fetchers_word_for_a_failure_is_kept(store: Store) -> None:
    too_large = PageOutcome(url="https://news.example/a/broken", outcome="too_large", status=200)
    saved = save.save_report(store, unreadable(), outcome=too_large, now=NOW)
    assert saved.outcome == "too_large"


def test_an_article_without_a_date_is_stored_and_marked(store: Store) -> None:
    (saved,) = store_(store, report(published_at=None))
    assert saved.article_id is not None
    assert queries.page_counts(store) == (("undated", 1),)


def test_a_page_that_breaks_later_keeps_its_article(store: Store) -> None:
    store_(store, report("https://news.example/a/broken"), unreadable())
    assert stored(store)["articles"] == 1
    assert queries.page_counts(store) == (("new", 1),)


def test_a_reprint_in_the_other_script_is_linked_and_raises_no_second_alert(store: Store) -> None:
    traditional = (
        "6月21日，星洲量子科技有限公司與遠嶼新材股份有限公司在河套深港科技創新合作區簽署戰略合作協議，"
        "總投資3億元，首批簽約13個項目。星洲量子科技有限公司董事長林遠帆出席儀式。"
        "雙方將在園區共建聯合實驗室，面向集成電路與新材料開展長期研究，並向港深兩地高校開放。"
    )
    claim = replace(
        signing(),
        evidence=span(traditional, traditional.split("。")[0] + "。"),
        arguments=(
            argument(traditional, "party", "星洲量子科技有限公司"),
            argument(traditional, "party", "遠嶼新材股份有限公司", "远屿新材股份有限公司"),
        ),
        counts=(),
    )
    first, second = store_(
        store, report(), report("https://hk.example/1", traditional, (claim,), source="hk", outlet="香江日報")
    )
    assert second.outcome == "reprint"
    assert second.reprint_of == first.article_id
    assert stored(store)["happenings"] == stored(store)["alerts"] == 1
    (row,) = queries.signings(store)
    assert len(row.articles) == 2
    assert row.independent_reports == 1, "one text is one voice"
    groups = {article.group_id for article in queries.articles(store)}
    assert len(groups) == 1
    with store.reading() as session:
        link = session.scalars(select(models.ReprintLink)).one()
        assert (link.relation, link.jaccard) == ("script_variant", 1.0)


def test_the_same_words_months_apart_are_linked_only_where_all_letters_agree(store: Store) -> None:
    later = datetime(2026, 6, 21, tzinfo=UTC) + timedelta(days=90)
    shortened = SIGNED[: SIGNED.index("双方")]
    _, whole, cut = store_(
        store,
        report(),
        report("https://b.example/1", published_at=later),
        report("https://b.example/2", shortened, published_at=later + timedelta(days=90)),
    )
    assert whole.outcome == "reprint"
    assert cut.outcome == "new"


def other_words(**changes: object) -> Report:
    text = (
        "本报讯：远屿新材股份有限公司昨日同星洲量子科技有限公司在河套深港科技创新合作区"
        "结成战略伙伴，涉及14个项目。"
    )
    claim = signing(
        text, counts=(Count(what="project", n=14, scope="this_event", evidence=span(text, "14个项目")),)
    )
    return report("https://other.example/9", text, (claim,), source="other", outlet="远山日报", **changes)


def test_independent_reports_are_one_happening_with_their_conflict_side_by_side(store: Store) -> None:
    store_(store, report(), other_words())
    (row,) = queries.signings(store)
    assert row.independent_reports == 2
    with store.reading() as session:
        assert session.scalar(select(models.Happening.independent_reports)) == 2
    (conflict,) = row.conflicts
    assert conflict.role == "count:project"
    assert [value.value for value in conflict.values] == ["13", "14"]
    assert all(value.evidence.text for value in conflict.values)
    assert stored(store)["alerts"] == 1


def test_outlets_of_one_family_are_one_voice(store: Store) -> None:
    for name in ("xingzhou", "other"):
        save.register_source(store, SourceRow(id=name, outlet=name, family="星洲报业"))
    store_(store, report(), other_words())
    (row,) = queries.signings(store)
    assert (len(row.articles), row.independent_reports) == (2, 1)


def test_a_new_status_is_told_once_more(store: Store) -> None:
    text = "6月25日，星洲量子科技有限公司与远屿新材股份有限公司宣布，双方终止此前在河套签署的合作协议。"
    ended = signing(
        text,
        status="terminated",
        date=Date(start="2026-06-25", end="2026-06-25", precision="day", basis="yearless"),
    )
    end = report("https://news.example/a/7", text, (ended,), verdicts=(Verdict(claim_id="s1", alert=True),))
    store_(store, report(), end, end)
    told = queries.alerts(store)
    assert [(row.kind, row.status) for row in told] == [("status_change", "terminated"), ("new", "occurred")]
    assert len({row.happening_id for row in told}) == 1


def test_claims_outside_the_zone_are_kept_and_make_no_happening(store: Store) -> None:
    store_(store, report(claims=(signing(on_hetao=False),)))
    counts = stored(store)
    assert (counts["claims"], counts["happenings"], counts["alerts"]) == (1, 0, 0)


def test_a_signing_inside_a_forum_is_part_of_it(store: Store) -> None:
    text = OPENED + SIGNED
    child = signing(text, parent="e1", evidence=span(text, SIGNED.split("。")[0] + "。"))
    # the child comes first: order in the report does not matter
    store_(store, report(text=text, claims=(child, opening(text))))
    (forum,) = queries.events(store)
    (signed,) = queries.signings(store)
    assert signed.parent_id == forum.id
    assert forum.roles()["host"] == ("云岭论坛秘书处",)
    assert signed.claims[0].claim.parent == "e1"
    with store.reading() as session:
        relation = session.scalars(select(models.HappeningRelation)).one()
        assert (relation.from_id, relation.to_id, relation.kind) == (signed.id, forum.id, "part_of")


def test_two_claims_of_one_text_stay_two_happenings(store: Store) -> None:
    lease = replace(signing(), id="s2", type="cooperation")
    store_(store, report(claims=(signing(), lease)))
    assert stored(store)["happenings"] == 2


def test_organisations_are_one_row_whatever_the_spelling(store: Store) -> None:
    store_(store, report(), other_words())
    with store.reading() as session:
        names = session.scalars(select(models.Organisation.name)).all()
    assert sorted(names) == sorted({"星洲量子科技有限公司", "远屿新材股份有限公司"})


def test_texts_without_an_address_are_told_apart(store: Store) -> None:
    store_(store, report(""), report("", OPENED, (opening(),)), report(""))
    assert stored(store)["articles"] == 2


def test_channels_get_a_delivery_with_the_alert(store: Store) -> None:
    store_(replace(store, watches=everything("mail", "chat")), report())
    with store.reading() as session:
        rows = session.scalars(select(models.Delivery)).all()
    assert sorted(row.channel for row in rows) == ["chat", "mail"]
    assert {row.state for row in rows} == {"waiting"}


def test_two_writers_at_once_store_a_report_once(store: Store) -> None:
    barrier = threading.Barrier(4)
    outcomes: list[str] = []

    def write() -> None:
        barrier.wait()
        outcomes.append(save.save_report(store, report(), now=NOW).outcome)

    threads = [threading.Thread(target=write) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(outcomes) == ["known", "known", "known", "new"]
    assert stored(store)["alerts"] == stored(store)["happenings"] == 1


REPORTS = (
    report(),
    report("https://copy.example/1", source="copy", outlet="远山日报"),
    other_words(),
    report("https://news.example/forum", OPENED, (opening(),)),
    report(
        "https://news.example/both", OPENED + SIGNED, (opening(OPENED + SIGNED), signing(OPENED + SIGNED))
    ),
    unreadable(),
)


@given(order=st.lists(st.sampled_from(range(len(REPORTS))), max_size=6))
@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_order_and_any_repetition_store_the_same(emptied: Callable[[], Store], order: list[int]) -> None:
    store = emptied()
    everything = [*order, *(i for i in range(len(REPORTS)) if i not in order), *order]
    store_(store, *(REPORTS[i] for i in everything))
    counts = stored(store)
    counts["alerts"] = len(queries.alerts(store, kinds=("new",)))  # what is added depends on what came first
    assert counts == {
        "articles": 5,
        "article_versions": 5,
        "claims": 6,
        "happenings": 2,
        "alerts": 2,
        "pages": 6,
    }
