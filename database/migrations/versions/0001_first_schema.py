"""The first schema: all tables, and the flat views for readers."""

# ruff: noqa: E501 - written by Alembic from the models; the vocabularies make long lines

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision: str = "0001"
down_revision: str | None = None
branch_labels: str | None = None
depends_on: str | None = None


#: The flat views for readers: one row per alert, per signing, per event. Times are UTC.
VIEWS = {
    "v_alerts": """
        CREATE VIEW v_alerts AS
        SELECT a.id, a.kind, a.created_at, a.read_at, h.family, h.type, h.subtype, a.status,
               h.name, h.date_start, COALESCE(s.parties, e.hosts) AS organisations, h.place,
               a.summary, c.evidence_text AS evidence, ar.title, ar.outlet, p.url, ar.published_at,
               a.happening_id, a.source_id
        FROM alerts a
        LEFT JOIN happenings h ON h.id = a.happening_id
        LEFT JOIN signings s ON s.happening_id = h.id
        LEFT JOIN events e ON e.happening_id = h.id
        LEFT JOIN claims c ON c.id = a.claim_id
        LEFT JOIN article_versions v ON v.id = c.version_id
        LEFT JOIN articles ar ON ar.id = v.article_id
        LEFT JOIN pages p ON p.id = ar.page_id
    """,
    "v_signings": """
        CREATE VIEW v_signings AS
        SELECT h.id, h.type, h.status, h.name, h.date_start, h.date_end, h.date_precision,
               s.parties, s.host, h.place, s.projects, s.companies, s.agreements,
               h.amount_value AS amount, h.amount_currency AS currency,
               (SELECT COUNT(DISTINCT v.article_id) FROM happening_claims hc
                JOIN claims c ON c.id = hc.claim_id JOIN article_versions v ON v.id = c.version_id
                WHERE hc.happening_id = h.id) AS articles,
               h.independent_reports,
               (SELECT COUNT(DISTINCT x.role) FROM happening_conflicts x
                WHERE x.happening_id = h.id) AS conflicts,
               (SELECT c.evidence_text FROM happening_claims hc JOIN claims c ON c.id = hc.claim_id
                WHERE hc.happening_id = h.id ORDER BY c.id LIMIT 1) AS evidence,
               h.parent_id AS part_of, h.first_reported_at
        FROM happenings h
        JOIN signings s ON s.happening_id = h.id
    """,
    "v_events": """
        CREATE VIEW v_events AS
        SELECT h.id, h.type, h.subtype, h.status, h.name, h.date_start, h.date_end,
               h.date_precision, h.place, e.hosts, e.participants, e.people, e.theme,
               h.amount_value AS amount, h.amount_currency AS currency,
               (SELECT COUNT(DISTINCT v.article_id) FROM happening_claims hc
                JOIN claims c ON c.id = hc.claim_id JOIN article_versions v ON v.id = c.version_id
                WHERE hc.happening_id = h.id) AS articles,
               h.independent_reports,
               (SELECT COUNT(DISTINCT x.role) FROM happening_conflicts x
                WHERE x.happening_id = h.id) AS conflicts,
               (SELECT c.evidence_text FROM happening_claims hc JOIN claims c ON c.id = hc.claim_id
                WHERE hc.happening_id = h.id ORDER BY c.id LIMIT 1) AS evidence,
               h.parent_id AS part_of, h.first_reported_at
        FROM happenings h
        JOIN events e ON e.happening_id = h.id
    """,
}


def upgrade() -> None:
    op.create_table(
        "feedback",
        sa.Column("id", sa.Integer(), nullable=False, comment="number of the row"),
        sa.Column("subject_kind", sa.String(), nullable=False, comment="alert, claim, happening or article"),
        sa.Column("subject_id", sa.Integer(), nullable=False, comment="its number"),
        sa.Column("verdict", sa.String(), nullable=False, comment="right, wrong, duplicate, unwanted"),
        sa.Column("note", sa.String(), nullable=True, comment="in the reader's words"),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False, comment="when (UTC)"),
        sa.CheckConstraint(
            "subject_kind IN ('alert', 'claim', 'happening', 'article')",
            name=op.f("ck_feedback_subject_kind_known"),
        ),
        sa.CheckConstraint(
            "verdict IN ('right', 'wrong', 'duplicate', 'unwanted')", name=op.f("ck_feedback_verdict_known")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_feedback")),
        comment="what readers say of alerts and records",
    )
    op.create_table(
        "happenings",
        sa.Column(
            "id", sa.Integer(), nullable=False, comment="number of the happening, as in `hetao show ID`"
        ),
        sa.Column("family", sa.String(), nullable=False, comment="signing or event"),
        sa.Column("type", sa.String(), nullable=False, comment="kind of signing or event"),
        sa.Column("subtype", sa.String(), nullable=True, comment="finer kind; always null for signings"),
        sa.Column("status", sa.String(), nullable=False, comment="the newest known status"),
        sa.Column("name", sa.String(), nullable=True, comment="proper name, if it has one"),
        sa.Column("place", sa.String(), nullable=True, comment="where, canonical form"),
        sa.Column("parties", sa.JSON(), nullable=False, comment="organisations by which it is recognised"),
        sa.Column("people", sa.JSON(), nullable=False, comment="people by whom it is recognised"),
        sa.Column("counts", sa.JSON(), nullable=False, comment="pairs of what and how many"),
        sa.Column("parent_id", sa.Integer(), nullable=True, comment="the happening that it is part of"),
        sa.Column(
            "independent_reports",
            sa.Integer(),
            nullable=False,
            comment="voices that report it: one text or one publisher family is one voice",
        ),
        sa.Column(
            "first_reported_at",
            sa.DateTime(timezone=True),
            nullable=False,
            comment="when its first article reached us (UTC)",
        ),
        sa.Column(
            "updated_at",
            sa.DateTime(timezone=True),
            nullable=False,
            comment="when a claim changed it last (UTC)",
        ),
        sa.Column(
            "date_start",
            sa.String(),
            nullable=True,
            comment="first day, local ISO: 2026, 2026-06 or 2026-06-21",
        ),
        sa.Column(
            "date_end",
            sa.String(),
            nullable=True,
            comment="last day, local ISO; equals date_start for one day",
        ),
        sa.Column(
            "date_precision",
            sa.String(),
            nullable=True,
            comment="minute, day, range, month, quarter, year, fuzzy",
        ),
        sa.Column(
            "date_basis",
            sa.String(),
            nullable=True,
            comment="how the text gave it: explicit, yearless, relative …",
        ),
        sa.Column("amount_value", sa.Double(), nullable=True, comment="money, in units of the currency"),
        sa.Column("amount_currency", sa.String(), nullable=True, comment="ISO 4217 code"),
        sa.Column(
            "amount_kind",
            sa.String(),
            nullable=True,
            comment="what the money is: investment, contract, fund …",
        ),
        sa.Column("amount_operator", sa.String(), nullable=True, comment="= ≈ > ≥ < ≤ range"),
        sa.CheckConstraint(
            "date_basis IN ('explicit', 'yearless', 'bare_day', 'relative', 'roc', 'fuzzy_word', 'dateline', 'inherited')",
            name=op.f("ck_happenings_date_basis_known"),
        ),
        sa.CheckConstraint(
            "date_precision IN ('minute', 'day', 'range', 'month', 'quarter', 'year', 'fuzzy')",
            name=op.f("ck_happenings_date_precision_known"),
        ),
        sa.CheckConstraint("family IN ('signing', 'event')", name=op.f("ck_happenings_family_known")),
        sa.CheckConstraint(
            "status IN ('occurred', 'ongoing', 'scheduled', 'planned', 'intended', 'postponed', 'cancelled', 'terminated', 'denied', 'historical', 'cumulative', 'generic')",
            name=op.f("ck_happenings_status_known"),
        ),
        sa.CheckConstraint(
            "subtype IN ('park', 'unveil', 'operate', 'forum', 'seminar', 'press', 'expo', 'roadshow', 'policy', 'plan', 'result', 'start', 'topping_out', 'completion', 'enter', 'set_up', 'alliance', 'merge', 'appoint', 'leave', 'round', 'fund', 'ipo', 'win', 'call', 'land')",
            name=op.f("ck_happenings_subtype_known"),
        ),
        sa.CheckConstraint(
            "type IN ('strategic_cooperation', 'framework', 'cooperation', 'mou', 'loi', 'investment', 'settle_in', 'lease', 'joint_build', 'procurement_sale', 'service_contract', 'tech_transfer_licence', 'joint_venture', 'equity', 'credit', 'gov_arrangement', 'employment_appointment', 'renewal', 'batch', 'unspecified', 'OPENING', 'MEETING', 'RELEASE', 'CONSTRUCTION', 'SETTLEMENT', 'ORG', 'PERSONNEL', 'FINANCE', 'TENDER', 'AWARD', 'LAUNCH', 'VISIT', 'COOPERATION_OTHER', 'OTHER')",
            name=op.f("ck_happenings_type_known"),
        ),
        sa.ForeignKeyConstraint(["parent_id"], ["happenings.id"], name=op.f("fk_happenings_parent_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_happenings")),
        comment="signings and events, each once, whoever reports them",
    )
    op.create_index(op.f("ix_happenings_family"), "happenings", ["family"], unique=False)
    op.create_index(
        op.f("ix_happenings_first_reported_at"), "happenings", ["first_reported_at"], unique=False
    )
    op.create_index(op.f("ix_happenings_parent_id"), "happenings", ["parent_id"], unique=False)
    op.create_index(op.f("ix_happenings_status"), "happenings", ["status"], unique=False)
    op.create_table(
        "organisations",
        sa.Column("id", sa.Integer(), nullable=False, comment="number of the organisation"),
        sa.Column(
            "key", sa.String(), nullable=False, comment="canonical name: Simplified, narrow, lower case"
        ),
        sa.Column("name", sa.String(), nullable=False, comment="canonical name for reading"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_organisations")),
        sa.UniqueConstraint("key", name=op.f("uq_organisations_key")),
        comment="organisations, one row each whatever the script or spelling",
    )
    op.create_table(
        "reprint_groups",
        sa.Column("id", sa.Integer(), nullable=False, comment="number of the group"),
        sa.Column(
            "created_at",
            sa.DateTime(timezone=True),
            nullable=False,
            comment="when its first article came (UTC)",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reprint_groups")),
        comment="articles that say the same text; every article belongs to one group",
    )
    op.create_table(
        "sources",
        sa.Column("id", sa.String(), nullable=False, comment="name of the source, as in `hetao crawl NAME`"),
        sa.Column("outlet", sa.String(), nullable=False, comment="the organisation that publishes"),
        sa.Column(
            "family",
            sa.String(),
            nullable=False,
            comment="publisher family; outlets of one family are one voice",
        ),
        sa.Column(
            "enabled", sa.Boolean(), nullable=False, comment="crawled by the schedule, says the catalogue"
        ),
        sa.Column(
            "switched",
            sa.Boolean(),
            nullable=True,
            comment="set by `hetao sources enable` or `disable`; outranks the column enabled",
        ),
        sa.Column("every", sa.String(), nullable=True, comment="interval or cron expression of the schedule"),
        sa.Column(
            "last_run_at", sa.DateTime(timezone=True), nullable=True, comment="end of the latest run (UTC)"
        ),
        sa.Column(
            "last_success_at",
            sa.DateTime(timezone=True),
            nullable=True,
            comment="end of the latest run that did not fail (UTC)",
        ),
        sa.Column(
            "consecutive_failures", sa.Integer(), nullable=False, comment="failed runs since the last success"
        ),
        sa.Column("health", sa.String(), nullable=False, comment="state that was told last"),
        sa.Column("health_changes", sa.Integer(), nullable=False, comment="how often the told state changed"),
        sa.CheckConstraint("health IN ('unknown', 'ok', 'failing')", name=op.f("ck_sources_health_known")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sources")),
        comment="how one outlet is watched, and how well that goes",
    )
    op.create_table(
        "entry_points",
        sa.Column("url", sa.String(), nullable=False, comment="address of the entry point"),
        sa.Column("source_id", sa.String(), nullable=False, comment="its source"),
        sa.Column("etag", sa.String(), nullable=True, comment="ETag of the last answer"),
        sa.Column(
            "last_modified", sa.String(), nullable=True, comment="Last-Modified of the last answer, verbatim"
        ),
        sa.Column("body_sha256", sa.String(), nullable=True, comment="hash of the last body"),
        sa.Column("checked_at", sa.DateTime(timezone=True), nullable=False, comment="last answer (UTC)"),
        sa.ForeignKeyConstraint(["source_id"], ["sources.id"], name=op.f("fk_entry_points_source_id")),
        sa.PrimaryKeyConstraint("url", name=op.f("pk_entry_points")),
        comment="feeds, sitemaps, listings and searches, with their validators",
    )
    op.create_index(op.f("ix_entry_points_source_id"), "entry_points", ["source_id"], unique=False)
    op.create_table(
        "events",
        sa.Column("happening_id", sa.Integer(), nullable=False, comment="the happening"),
        sa.Column(
            "hosts", sa.String(), nullable=False, comment="who holds, issues or appoints, joined by 、"
        ),
        sa.Column(
            "participants", sa.String(), nullable=False, comment="other organisations in it, joined by 、"
        ),
        sa.Column(
            "people", sa.String(), nullable=False, comment="people in it (appointees, speakers), joined by 、"
        ),
        sa.Column("theme", sa.String(), nullable=True, comment="its theme, as the text has it"),
        sa.ForeignKeyConstraint(["happening_id"], ["happenings.id"], name=op.f("fk_events_happening_id")),
        sa.PrimaryKeyConstraint("happening_id", name=op.f("pk_events")),
        comment="details of happenings of family event",
    )
    op.create_table(
        "happening_keys",
        sa.Column("key", sa.String(), nullable=False, comment="blocking key made from a claim"),
        sa.Column("happening_id", sa.Integer(), nullable=False, comment="a happening that has it"),
        sa.ForeignKeyConstraint(
            ["happening_id"], ["happenings.id"], name=op.f("fk_happening_keys_happening_id")
        ),
        sa.PrimaryKeyConstraint("key", "happening_id", name=op.f("pk_happening_keys")),
        comment="index for recognising a happening again",
    )
    op.create_index(op.f("ix_happening_keys_happening_id"), "happening_keys", ["happening_id"], unique=False)
    op.create_table(
        "happening_relations",
        sa.Column("from_id", sa.Integer(), nullable=False, comment="the happening"),
        sa.Column("to_id", sa.Integer(), nullable=False, comment="the one that it relates to"),
        sa.Column(
            "kind", sa.String(), nullable=False, comment="part_of, follows_up, supersedes, contradicts"
        ),
        sa.CheckConstraint(
            "kind IN ('part_of', 'follows_up', 'supersedes', 'contradicts')",
            name=op.f("ck_happening_relations_kind_known"),
        ),
        sa.CheckConstraint("from_id <> to_id", name=op.f("ck_happening_relations_not_itself")),
        sa.ForeignKeyConstraint(["from_id"], ["happenings.id"], name=op.f("fk_happening_relations_from_id")),
        sa.ForeignKeyConstraint(["to_id"], ["happenings.id"], name=op.f("fk_happening_relations_to_id")),
        sa.PrimaryKeyConstraint("from_id", "to_id", "kind", name=op.f("pk_happening_relations")),
        comment="how two happenings belong together",
    )
    op.create_index(op.f("ix_happening_relations_to_id"), "happening_relations", ["to_id"], unique=False)
    op.create_table(
        "organisation_names",
        sa.Column("id", sa.Integer(), nullable=False, comment="number of the row"),
        sa.Column("organisation_id", sa.Integer(), nullable=False, comment="the organisation"),
        sa.Column("name", sa.String(), nullable=False, comment="the name as a text has it"),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisations.id"], name=op.f("fk_organisation_names_organisation_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_organisation_names")),
        sa.UniqueConstraint(
            "organisation_id", "name", name=op.f("uq_organisation_names_organisation_id_name")
        ),
        comment="the forms under which texts name an organisation",
    )
    op.create_index(op.f("ix_organisation_names_name"), "organisation_names", ["name"], unique=False)
    op.create_table(
        "runs",
        sa.Column("id", sa.Integer(), nullable=False, comment="number of the run"),
        sa.Column("source_id", sa.String(), nullable=False, comment="what was crawled"),
        sa.Column("trigger", sa.String(), nullable=False, comment="who asked: schedule, hand, demo …"),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=False, comment="begin (UTC)"),
        sa.Column(
            "finished_at", sa.DateTime(timezone=True), nullable=True, comment="end (UTC); null while running"
        ),
        sa.Column(
            "outcome", sa.String(), nullable=False, comment="running, success, partial, failed, interrupted"
        ),
        sa.Column("message", sa.String(), nullable=True, comment="what went wrong, for people"),
        sa.Column("discovered", sa.Integer(), nullable=False, comment="articles named by entry points"),
        sa.Column("fetched", sa.Integer(), nullable=False, comment="pages fetched with a body"),
        sa.Column("not_modified", sa.Integer(), nullable=False, comment="answers 304"),
        sa.Column("known", sa.Integer(), nullable=False, comment="pages known already, unchanged"),
        sa.Column("new", sa.Integer(), nullable=False, comment="new articles"),
        sa.Column("updated", sa.Integer(), nullable=False, comment="articles whose text changed"),
        sa.Column(
            "reprints", sa.Integer(), nullable=False, comment="new articles that say what an earlier one said"
        ),
        sa.Column("irrelevant", sa.Integer(), nullable=False, comment="pages that are not about the zone"),
        sa.Column("failed", sa.Integer(), nullable=False, comment="pages that could not be fetched or read"),
        sa.Column("alerts", sa.Integer(), nullable=False, comment="alerts written"),
        sa.Column("bytes", sa.BigInteger(), nullable=False, comment="bytes received"),
        sa.CheckConstraint(
            "outcome IN ('running', 'success', 'partial', 'failed', 'interrupted')",
            name=op.f("ck_runs_outcome_known"),
        ),
        sa.ForeignKeyConstraint(["source_id"], ["sources.id"], name=op.f("fk_runs_source_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_runs")),
        comment="one crawl of one source",
    )
    op.create_index(op.f("ix_runs_source_id"), "runs", ["source_id"], unique=False)
    op.create_index(op.f("ix_runs_started_at"), "runs", ["started_at"], unique=False)
    op.create_table(
        "signings",
        sa.Column("happening_id", sa.Integer(), nullable=False, comment="the happening"),
        sa.Column("parties", sa.String(), nullable=False, comment="who signs, canonical names joined by 、"),
        sa.Column("host", sa.String(), nullable=True, comment="zone, park or building that receives"),
        sa.Column("projects", sa.Integer(), nullable=True, comment="projects signed at this event"),
        sa.Column(
            "companies", sa.Integer(), nullable=True, comment="companies, partners or institutions that sign"
        ),
        sa.Column("agreements", sa.Integer(), nullable=True, comment="agreements signed at this event"),
        sa.ForeignKeyConstraint(["happening_id"], ["happenings.id"], name=op.f("fk_signings_happening_id")),
        sa.PrimaryKeyConstraint("happening_id", name=op.f("pk_signings")),
        comment="details of happenings of family signing",
    )
    op.create_table(
        "pages",
        sa.Column("id", sa.Integer(), nullable=False, comment="number of the page"),
        sa.Column("url", sa.String(), nullable=False, comment="canonical address"),
        sa.Column(
            "asked_url",
            sa.String(),
            nullable=False,
            comment="address as it was first discovered, used for fetching",
        ),
        sa.Column("source_id", sa.String(), nullable=True, comment="who discovered it first"),
        sa.Column("run_id", sa.Integer(), nullable=True, comment="latest run on it"),
        sa.Column(
            "outcome",
            sa.String(),
            nullable=False,
            comment="what became of it: queued, new, irrelevant, http_error …",
        ),
        sa.Column("why", sa.String(), nullable=True, comment="the reason, for people"),
        sa.Column("tries", sa.Integer(), nullable=False, comment="failed attempts since the last success"),
        sa.Column("status", sa.Integer(), nullable=True, comment="HTTP status of the last answer"),
        sa.Column("etag", sa.String(), nullable=True, comment="ETag of the last answer"),
        sa.Column(
            "last_modified", sa.String(), nullable=True, comment="Last-Modified of the last answer, verbatim"
        ),
        sa.Column("body_sha256", sa.String(), nullable=True, comment="hash of the last body"),
        sa.Column("archive_file", sa.String(), nullable=True, comment="WARC file that holds the last body"),
        sa.Column(
            "archive_offset", sa.BigInteger(), nullable=True, comment="byte offset of its record there"
        ),
        sa.Column("discovered_at", sa.DateTime(timezone=True), nullable=False, comment="first seen (UTC)"),
        sa.Column("fetched_at", sa.DateTime(timezone=True), nullable=True, comment="last answer (UTC)"),
        sa.Column(
            "hint",
            sa.JSON(none_as_null=True),
            nullable=True,
            comment="what the entry point said of it while it waits; null when done",
        ),
        sa.CheckConstraint(
            "outcome IN ('queued', 'new', 'updated', 'reprint', 'undated', 'known', 'irrelevant', 'broken', 'undecodable', 'empty', 'not_an_article', 'too_large', 'robots_denied', 'blocked', 'redirected', 'http_error', 'timeout', 'unreachable')",
            name=op.f("ck_pages_outcome_known"),
        ),
        sa.ForeignKeyConstraint(["run_id"], ["runs.id"], name=op.f("fk_pages_run_id")),
        sa.ForeignKeyConstraint(["source_id"], ["sources.id"], name=op.f("fk_pages_source_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pages")),
        sa.UniqueConstraint("url", name=op.f("uq_pages_url")),
        comment="every URL seen, and what became of it",
    )
    op.create_index(op.f("ix_pages_run_id"), "pages", ["run_id"], unique=False)
    op.create_index(op.f("ix_pages_source_id_outcome"), "pages", ["source_id", "outcome"], unique=False)
    op.create_table(
        "articles",
        sa.Column("id", sa.Integer(), nullable=False, comment="number of the article"),
        sa.Column("page_id", sa.Integer(), nullable=False, comment="the page it was read from"),
        sa.Column("source_id", sa.String(), nullable=True, comment="who fetched it"),
        sa.Column("group_id", sa.Integer(), nullable=False, comment="its reprint group"),
        sa.Column(
            "reprint_of",
            sa.Integer(),
            nullable=True,
            comment="first article of its group; null for that one itself",
        ),
        sa.Column("title", sa.String(), nullable=True, comment="headline, cured"),
        sa.Column(
            "outlet",
            sa.String(),
            nullable=True,
            comment="origin that the page names (来源), else the publisher",
        ),
        sa.Column("author", sa.String(), nullable=True, comment="byline"),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=True, comment="publication (UTC)"),
        sa.Column(
            "published_basis",
            sa.String(),
            nullable=True,
            comment="where published_at comes from: json-ld, meta, visible, dateline, url, feed, fetch time",
        ),
        sa.Column(
            "reached_at", sa.DateTime(timezone=True), nullable=False, comment="when it reached us first (UTC)"
        ),
        sa.Column("script", sa.String(), nullable=False, comment="hans, hant, mixed, other, unknown"),
        sa.Column("relevance", sa.String(), nullable=False, comment="subject, mention, company, review"),
        sa.Column("relevance_why", sa.JSON(), nullable=False, comment="reasons, for people"),
        sa.Column("charset", sa.String(), nullable=True, comment="charset that the body was read with"),
        sa.Column("charset_why", sa.String(), nullable=True, comment="why that charset"),
        sa.Column(
            "degraded", sa.Boolean(), nullable=False, comment="a selector missed and a weaker reader answered"
        ),
        sa.Column("read_by", sa.JSON(), nullable=False, comment="which reader answered for which field"),
        sa.Column(
            "text_key", sa.String(), nullable=False, comment="hash of the folded letters, for exact reprints"
        ),
        sa.Column(
            "current_version", sa.Integer(), nullable=False, comment="number of the version that counts"
        ),
        sa.CheckConstraint(
            "relevance IN ('subject', 'mention', 'company', 'review', 'irrelevant')",
            name=op.f("ck_articles_relevance_known"),
        ),
        sa.ForeignKeyConstraint(["group_id"], ["reprint_groups.id"], name=op.f("fk_articles_group_id")),
        sa.ForeignKeyConstraint(["page_id"], ["pages.id"], name=op.f("fk_articles_page_id")),
        sa.ForeignKeyConstraint(["reprint_of"], ["articles.id"], name=op.f("fk_articles_reprint_of")),
        sa.ForeignKeyConstraint(["source_id"], ["sources.id"], name=op.f("fk_articles_source_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_articles")),
        sa.UniqueConstraint("page_id", name=op.f("uq_articles_page_id")),
        comment="what was read from a page (irrelevant pages have none)",
    )
    op.create_index(op.f("ix_articles_group_id"), "articles", ["group_id"], unique=False)
    op.create_index(op.f("ix_articles_published_at"), "articles", ["published_at"], unique=False)
    op.create_index(op.f("ix_articles_reached_at"), "articles", ["reached_at"], unique=False)
    op.create_index(op.f("ix_articles_reprint_of"), "articles", ["reprint_of"], unique=False)
    op.create_index(op.f("ix_articles_source_id"), "articles", ["source_id"], unique=False)
    op.create_index(op.f("ix_articles_text_key"), "articles", ["text_key"], unique=False)
    op.create_table(
        "article_versions",
        sa.Column("id", sa.Integer(), nullable=False, comment="number of the version, over all articles"),
        sa.Column("article_id", sa.Integer(), nullable=False, comment="its article"),
        sa.Column(
            "number", sa.Integer(), nullable=False, comment="1 for the first text that we saw, and so on"
        ),
        sa.Column("text_sha256", sa.String(), nullable=False, comment="hash of title and cured text"),
        sa.Column("title", sa.String(), nullable=True, comment="headline of this version, cured"),
        sa.Column(
            "text", sa.String(), nullable=False, comment="the text as cured; evidence counts its code points"
        ),
        sa.Column(
            "text_as_read", sa.String(), nullable=True, comment="the text before repair; null where equal"
        ),
        sa.Column(
            "repairs", sa.JSON(), nullable=False, comment="cures applied: name, count, restored, places"
        ),
        sa.Column("rules_version", sa.String(), nullable=False, comment="version of the rules that read it"),
        sa.Column(
            "seen_at",
            sa.DateTime(timezone=True),
            nullable=False,
            comment="when this text was seen first (UTC)",
        ),
        sa.ForeignKeyConstraint(["article_id"], ["articles.id"], name=op.f("fk_article_versions_article_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_article_versions")),
        sa.UniqueConstraint("article_id", "number", name=op.f("uq_article_versions_article_id_number")),
        sa.UniqueConstraint(
            "article_id", "text_sha256", name=op.f("uq_article_versions_article_id_text_sha256")
        ),
        comment="one state of an article's text; offsets and evidence refer to its column text",
    )
    op.create_table(
        "reprint_bands",
        sa.Column("band", sa.String(), nullable=False, comment="one band of the text's MinHash signature"),
        sa.Column("article_id", sa.Integer(), nullable=False, comment="article whose newest text has it"),
        sa.ForeignKeyConstraint(["article_id"], ["articles.id"], name=op.f("fk_reprint_bands_article_id")),
        sa.PrimaryKeyConstraint("band", "article_id", name=op.f("pk_reprint_bands")),
        comment="index of similar texts: articles that share a band are compared",
    )
    op.create_index(op.f("ix_reprint_bands_article_id"), "reprint_bands", ["article_id"], unique=False)
    op.create_table(
        "reprint_links",
        sa.Column("article_id", sa.Integer(), nullable=False, comment="the later one"),
        sa.Column("other_id", sa.Integer(), nullable=False, comment="the one stored before it"),
        sa.Column(
            "relation",
            sa.String(),
            nullable=False,
            comment="same, script_variant, excerpt, extended, updated",
        ),
        sa.Column("jaccard", sa.Double(), nullable=False, comment="shared part of both texts, 0 to 1"),
        sa.Column(
            "containment",
            sa.Double(),
            nullable=False,
            comment="part of the shorter text that the longer holds, 0 to 1",
        ),
        sa.Column("why", sa.String(), nullable=False, comment="the reason, for people"),
        sa.CheckConstraint(
            "relation IN ('same', 'script_variant', 'excerpt', 'extended', 'updated', 'rewritten', 'different')",
            name=op.f("ck_reprint_links_relation_known"),
        ),
        sa.ForeignKeyConstraint(["article_id"], ["articles.id"], name=op.f("fk_reprint_links_article_id")),
        sa.ForeignKeyConstraint(["other_id"], ["articles.id"], name=op.f("fk_reprint_links_other_id")),
        sa.PrimaryKeyConstraint("article_id", "other_id", name=op.f("pk_reprint_links")),
        comment="why two articles are in one group: the comparison and its scores",
    )
    op.create_index(op.f("ix_reprint_links_other_id"), "reprint_links", ["other_id"], unique=False)
    op.create_table(
        "claims",
        sa.Column("id", sa.Integer(), nullable=False, comment="number of the claim"),
        sa.Column("version_id", sa.Integer(), nullable=False, comment="the text that says it"),
        sa.Column("local_id", sa.String(), nullable=False, comment="its name within that text: s1, e1 …"),
        sa.Column(
            "parent_id",
            sa.Integer(),
            nullable=True,
            comment="the claim that it is part of (signing inside a forum)",
        ),
        sa.Column("family", sa.String(), nullable=False, comment="signing or event"),
        sa.Column("type", sa.String(), nullable=False, comment="kind of signing or event"),
        sa.Column("subtype", sa.String(), nullable=True, comment="finer kind; always null for signings"),
        sa.Column("status", sa.String(), nullable=False, comment="occurred, scheduled, planned, denied …"),
        sa.Column(
            "name",
            sa.String(),
            nullable=True,
            comment="proper name of the meeting, agreement, document, building",
        ),
        sa.Column(
            "zone", sa.String(), nullable=False, comment="where in the text: lead, body, caption, quote …"
        ),
        sa.Column("prominence", sa.String(), nullable=False, comment="main, co_main, background"),
        sa.Column(
            "attributed_to", sa.String(), nullable=True, comment="who says so, where the text names somebody"
        ),
        sa.Column("confidence", sa.Double(), nullable=False, comment="0 to 1"),
        sa.Column("on_hetao", sa.Boolean(), nullable=False, comment="belongs to the zone"),
        sa.Column("alert", sa.Boolean(), nullable=False, comment="would be told, were this the first report"),
        sa.Column("why_not", sa.String(), nullable=True, comment="why it would not be told"),
        sa.Column(
            "evidence_start",
            sa.Integer(),
            nullable=False,
            comment="first code point of the evidence in the version's text",
        ),
        sa.Column("evidence_end", sa.Integer(), nullable=False, comment="code point behind the evidence"),
        sa.Column(
            "evidence_text", sa.String(), nullable=False, comment="the characters themselves: text[start:end]"
        ),
        sa.Column(
            "date_start",
            sa.String(),
            nullable=True,
            comment="first day, local ISO: 2026, 2026-06 or 2026-06-21",
        ),
        sa.Column(
            "date_end",
            sa.String(),
            nullable=True,
            comment="last day, local ISO; equals date_start for one day",
        ),
        sa.Column(
            "date_precision",
            sa.String(),
            nullable=True,
            comment="minute, day, range, month, quarter, year, fuzzy",
        ),
        sa.Column(
            "date_basis",
            sa.String(),
            nullable=True,
            comment="how the text gave it: explicit, yearless, relative …",
        ),
        sa.Column("amount_value", sa.Double(), nullable=True, comment="money, in units of the currency"),
        sa.Column("amount_currency", sa.String(), nullable=True, comment="ISO 4217 code"),
        sa.Column(
            "amount_kind",
            sa.String(),
            nullable=True,
            comment="what the money is: investment, contract, fund …",
        ),
        sa.Column("amount_operator", sa.String(), nullable=True, comment="= ≈ > ≥ < ≤ range"),
        sa.CheckConstraint(
            "date_basis IN ('explicit', 'yearless', 'bare_day', 'relative', 'roc', 'fuzzy_word', 'dateline', 'inherited')",
            name=op.f("ck_claims_date_basis_known"),
        ),
        sa.CheckConstraint(
            "date_precision IN ('minute', 'day', 'range', 'month', 'quarter', 'year', 'fuzzy')",
            name=op.f("ck_claims_date_precision_known"),
        ),
        sa.CheckConstraint("family IN ('signing', 'event')", name=op.f("ck_claims_family_known")),
        sa.CheckConstraint(
            "status IN ('occurred', 'ongoing', 'scheduled', 'planned', 'intended', 'postponed', 'cancelled', 'terminated', 'denied', 'historical', 'cumulative', 'generic')",
            name=op.f("ck_claims_status_known"),
        ),
        sa.CheckConstraint(
            "subtype IN ('park', 'unveil', 'operate', 'forum', 'seminar', 'press', 'expo', 'roadshow', 'policy', 'plan', 'result', 'start', 'topping_out', 'completion', 'enter', 'set_up', 'alliance', 'merge', 'appoint', 'leave', 'round', 'fund', 'ipo', 'win', 'call', 'land')",
            name=op.f("ck_claims_subtype_known"),
        ),
        sa.CheckConstraint(
            "type IN ('strategic_cooperation', 'framework', 'cooperation', 'mou', 'loi', 'investment', 'settle_in', 'lease', 'joint_build', 'procurement_sale', 'service_contract', 'tech_transfer_licence', 'joint_venture', 'equity', 'credit', 'gov_arrangement', 'employment_appointment', 'renewal', 'batch', 'unspecified', 'OPENING', 'MEETING', 'RELEASE', 'CONSTRUCTION', 'SETTLEMENT', 'ORG', 'PERSONNEL', 'FINANCE', 'TENDER', 'AWARD', 'LAUNCH', 'VISIT', 'COOPERATION_OTHER', 'OTHER')",
            name=op.f("ck_claims_type_known"),
        ),
        sa.CheckConstraint("confidence >= 0 AND confidence <= 1", name=op.f("ck_claims_confidence_range")),
        sa.CheckConstraint(
            "evidence_start >= 0 AND evidence_end >= evidence_start",
            name=op.f("ck_claims_evidence_start_order"),
        ),
        sa.ForeignKeyConstraint(["parent_id"], ["claims.id"], name=op.f("fk_claims_parent_id")),
        sa.ForeignKeyConstraint(["version_id"], ["article_versions.id"], name=op.f("fk_claims_version_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_claims")),
        sa.UniqueConstraint("version_id", "local_id", name=op.f("uq_claims_version_id_local_id")),
        comment="what one version of one article says: a signing or an event, with its sentence",
    )
    op.create_index(op.f("ix_claims_parent_id"), "claims", ["parent_id"], unique=False)
    op.create_table(
        "people",
        sa.Column("id", sa.Integer(), nullable=False, comment="number of the row"),
        sa.Column("version_id", sa.Integer(), nullable=False, comment="the text that names them"),
        sa.Column("name", sa.String(), nullable=False, comment="the bare name"),
        sa.Column("title", sa.String(), nullable=False, comment="the post"),
        sa.Column("organisation", sa.String(), nullable=True, comment="whose post it is, as the text has it"),
        sa.Column("organisation_id", sa.Integer(), nullable=True, comment="the organisation"),
        sa.Column(
            "evidence_start",
            sa.Integer(),
            nullable=False,
            comment="first code point of the evidence in the version's text",
        ),
        sa.Column("evidence_end", sa.Integer(), nullable=False, comment="code point behind the evidence"),
        sa.Column(
            "evidence_text", sa.String(), nullable=False, comment="the characters themselves: text[start:end]"
        ),
        sa.CheckConstraint(
            "evidence_start >= 0 AND evidence_end >= evidence_start",
            name=op.f("ck_people_evidence_start_order"),
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisations.id"], name=op.f("fk_people_organisation_id")
        ),
        sa.ForeignKeyConstraint(["version_id"], ["article_versions.id"], name=op.f("fk_people_version_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_people")),
        sa.UniqueConstraint(
            "version_id",
            "name",
            "title",
            "evidence_start",
            name=op.f("uq_people_version_id_name_title_evidence_start"),
        ),
        comment="people named with a post, once per version of an article",
    )
    op.create_index(op.f("ix_people_name"), "people", ["name"], unique=False)
    op.create_index(op.f("ix_people_organisation_id"), "people", ["organisation_id"], unique=False)
    op.create_table(
        "alerts",
        sa.Column("id", sa.Integer(), nullable=False, comment="number of the alert, as in `hetao ack ID`"),
        sa.Column("subject_kind", sa.String(), nullable=False, comment="happening or source"),
        sa.Column("subject_id", sa.String(), nullable=False, comment="id of the happening or source"),
        sa.Column(
            "kind", sa.String(), nullable=False, comment="new, material_update, status_change, correction …"
        ),
        sa.Column("state_hash", sa.String(), nullable=False, comment="hash of the state that is told"),
        sa.Column(
            "happening_id",
            sa.Integer(),
            nullable=True,
            comment="the happening; null for alerts about a source",
        ),
        sa.Column(
            "source_id", sa.String(), nullable=True, comment="the source; null for alerts about a happening"
        ),
        sa.Column("claim_id", sa.Integer(), nullable=True, comment="the claim that proves it"),
        sa.Column("status", sa.String(), nullable=True, comment="status of the happening as told"),
        sa.Column("summary", sa.String(), nullable=False, comment="one line for people"),
        sa.Column(
            "created_at", sa.DateTime(timezone=True), nullable=False, comment="when it was written (UTC)"
        ),
        sa.Column(
            "read_at", sa.DateTime(timezone=True), nullable=True, comment="when somebody marked it read (UTC)"
        ),
        sa.CheckConstraint(
            "(subject_kind = 'happening' AND happening_id IS NOT NULL AND source_id IS NULL) OR (subject_kind = 'source' AND source_id IS NOT NULL AND happening_id IS NULL)",
            name=op.f("ck_alerts_one_subject"),
        ),
        sa.CheckConstraint(
            "kind IN ('new', 'material_update', 'status_change', 'correction', 'source_failing', 'source_recovered')",
            name=op.f("ck_alerts_kind_known"),
        ),
        sa.CheckConstraint(
            "status IN ('occurred', 'ongoing', 'scheduled', 'planned', 'intended', 'postponed', 'cancelled', 'terminated', 'denied', 'historical', 'cumulative', 'generic')",
            name=op.f("ck_alerts_status_known"),
        ),
        sa.CheckConstraint(
            "subject_kind IN ('happening', 'source')", name=op.f("ck_alerts_subject_kind_known")
        ),
        sa.ForeignKeyConstraint(["claim_id"], ["claims.id"], name=op.f("fk_alerts_claim_id")),
        sa.ForeignKeyConstraint(["happening_id"], ["happenings.id"], name=op.f("fk_alerts_happening_id")),
        sa.ForeignKeyConstraint(["source_id"], ["sources.id"], name=op.f("fk_alerts_source_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_alerts")),
        sa.UniqueConstraint(
            "subject_kind",
            "subject_id",
            "kind",
            "state_hash",
            name=op.f("uq_alerts_subject_kind_subject_id_kind_state_hash"),
        ),
        comment="what is told, each once: unique by subject, kind and told state",
    )
    op.create_index(op.f("ix_alerts_claim_id"), "alerts", ["claim_id"], unique=False)
    op.create_index(op.f("ix_alerts_created_at"), "alerts", ["created_at"], unique=False)
    op.create_index(op.f("ix_alerts_happening_id"), "alerts", ["happening_id"], unique=False)
    op.create_index(op.f("ix_alerts_kind"), "alerts", ["kind"], unique=False)
    op.create_index(op.f("ix_alerts_source_id"), "alerts", ["source_id"], unique=False)
    op.create_table(
        "claim_arguments",
        sa.Column("id", sa.Integer(), nullable=False, comment="number of the row"),
        sa.Column("claim_id", sa.Integer(), nullable=False, comment="its claim"),
        sa.Column("position", sa.BigInteger(), nullable=False, comment="order within the claim, from 0"),
        sa.Column("role", sa.String(), nullable=False, comment="party, settler, host, date, amount …"),
        sa.Column("value", sa.String(), nullable=False, comment="the fullest form in this text"),
        sa.Column("normalised", sa.String(), nullable=False, comment="the canonical form"),
        sa.Column(
            "organisation_id",
            sa.Integer(),
            nullable=True,
            comment="the organisation, where the role is held by one",
        ),
        sa.Column(
            "evidence_start",
            sa.Integer(),
            nullable=False,
            comment="first code point of the evidence in the version's text",
        ),
        sa.Column("evidence_end", sa.Integer(), nullable=False, comment="code point behind the evidence"),
        sa.Column(
            "evidence_text", sa.String(), nullable=False, comment="the characters themselves: text[start:end]"
        ),
        sa.CheckConstraint(
            "role IN ('party', 'party_a', 'party_b', 'settler', 'investor', 'host', 'counterparty_group', 'signatory', 'witness', 'organiser', 'venue', 'place', 'date', 'amount', 'count', 'agreement', 'project', 'term', 'name', 'undertaker', 'co_organiser', 'supporter', 'operator', 'builder', 'attendee', 'speaker', 'moderator', 'appointee', 'post', 'predecessor', 'financed', 'lead_investor', 'co_investor', 'round', 'issuer', 'document_number', 'effective_date', 'theme', 'winner', 'object')",
            name=op.f("ck_claim_arguments_role_known"),
        ),
        sa.CheckConstraint(
            "evidence_start >= 0 AND evidence_end >= evidence_start",
            name=op.f("ck_claim_arguments_evidence_start_order"),
        ),
        sa.ForeignKeyConstraint(["claim_id"], ["claims.id"], name=op.f("fk_claim_arguments_claim_id")),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisations.id"], name=op.f("fk_claim_arguments_organisation_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_claim_arguments")),
        sa.UniqueConstraint("claim_id", "position", name=op.f("uq_claim_arguments_claim_id_position")),
        comment="who and what a claim names, by role, each with its characters",
    )
    op.create_index(op.f("ix_claim_arguments_normalised"), "claim_arguments", ["normalised"], unique=False)
    op.create_index(
        op.f("ix_claim_arguments_organisation_id"), "claim_arguments", ["organisation_id"], unique=False
    )
    op.create_table(
        "claim_counts",
        sa.Column("id", sa.Integer(), nullable=False, comment="number of the row"),
        sa.Column("claim_id", sa.Integer(), nullable=False, comment="its claim"),
        sa.Column("position", sa.BigInteger(), nullable=False, comment="order within the claim, from 0"),
        sa.Column("what", sa.String(), nullable=False, comment="project, company, agreement …"),
        sa.Column("n", sa.BigInteger(), nullable=False, comment="how many"),
        sa.Column("scope", sa.String(), nullable=False, comment="this_event, cumulative, zone_total, plan"),
        sa.Column(
            "evidence_start",
            sa.Integer(),
            nullable=False,
            comment="first code point of the evidence in the version's text",
        ),
        sa.Column("evidence_end", sa.Integer(), nullable=False, comment="code point behind the evidence"),
        sa.Column(
            "evidence_text", sa.String(), nullable=False, comment="the characters themselves: text[start:end]"
        ),
        sa.CheckConstraint(
            "scope IN ('this_event', 'cumulative', 'zone_total', 'plan')",
            name=op.f("ck_claim_counts_scope_known"),
        ),
        sa.CheckConstraint(
            "what IN ('project', 'company', 'partner', 'institution', 'agreement', 'mou', 'guest', 'country', 'team', 'building', 'area', 'job', 'other')",
            name=op.f("ck_claim_counts_what_known"),
        ),
        sa.CheckConstraint(
            "evidence_start >= 0 AND evidence_end >= evidence_start",
            name=op.f("ck_claim_counts_evidence_start_order"),
        ),
        sa.ForeignKeyConstraint(["claim_id"], ["claims.id"], name=op.f("fk_claim_counts_claim_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_claim_counts")),
        sa.UniqueConstraint("claim_id", "position", name=op.f("uq_claim_counts_claim_id_position")),
        comment="how many projects, companies, agreements … a claim names",
    )
    op.create_table(
        "happening_claims",
        sa.Column("claim_id", sa.Integer(), nullable=False, comment="the claim"),
        sa.Column("happening_id", sa.Integer(), nullable=False, comment="the happening"),
        sa.Column("why", sa.String(), nullable=False, comment="why the claim was merged here"),
        sa.Column("review", sa.Boolean(), nullable=False, comment="doubtful: somebody should look"),
        sa.ForeignKeyConstraint(["claim_id"], ["claims.id"], name=op.f("fk_happening_claims_claim_id")),
        sa.ForeignKeyConstraint(
            ["happening_id"], ["happenings.id"], name=op.f("fk_happening_claims_happening_id")
        ),
        sa.PrimaryKeyConstraint("claim_id", name=op.f("pk_happening_claims")),
        comment="which claims speak of a happening, and why we think so",
    )
    op.create_index(
        op.f("ix_happening_claims_happening_id"), "happening_claims", ["happening_id"], unique=False
    )
    op.create_table(
        "happening_conflicts",
        sa.Column("happening_id", sa.Integer(), nullable=False, comment="the happening"),
        sa.Column("role", sa.String(), nullable=False, comment="date, amount, or count:<what>"),
        sa.Column("claim_id", sa.Integer(), nullable=False, comment="the claim that says it"),
        sa.Column("value", sa.String(), nullable=False, comment="what that claim says"),
        sa.ForeignKeyConstraint(["claim_id"], ["claims.id"], name=op.f("fk_happening_conflicts_claim_id")),
        sa.ForeignKeyConstraint(
            ["happening_id"], ["happenings.id"], name=op.f("fk_happening_conflicts_happening_id")
        ),
        sa.PrimaryKeyConstraint("happening_id", "role", "claim_id", name=op.f("pk_happening_conflicts")),
        comment="values on which the reports of one happening differ, side by side",
    )
    op.create_index(
        op.f("ix_happening_conflicts_claim_id"), "happening_conflicts", ["claim_id"], unique=False
    )
    op.create_table(
        "deliveries",
        sa.Column("id", sa.Integer(), nullable=False, comment="number of the delivery"),
        sa.Column("alert_id", sa.Integer(), nullable=False, comment="what is delivered"),
        sa.Column("channel", sa.String(), nullable=False, comment="name of the channel"),
        sa.Column("state", sa.String(), nullable=False, comment="waiting, sent, failed, held"),
        sa.Column("tries", sa.Integer(), nullable=False, comment="attempts so far"),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False, comment="not before (UTC)"),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=True, comment="when it was sent (UTC)"),
        sa.Column("message", sa.String(), nullable=True, comment="what the channel answered last"),
        sa.CheckConstraint(
            "state IN ('waiting', 'sent', 'failed', 'held')", name=op.f("ck_deliveries_state_known")
        ),
        sa.ForeignKeyConstraint(["alert_id"], ["alerts.id"], name=op.f("fk_deliveries_alert_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_deliveries")),
        sa.UniqueConstraint("alert_id", "channel", name=op.f("uq_deliveries_alert_id_channel")),
        comment="outbox: alerts on their way to a channel",
    )
    op.create_index(op.f("ix_deliveries_state"), "deliveries", ["state"], unique=False)
    for sql in VIEWS.values():
        op.execute(sql)


def downgrade() -> None:
    for name in VIEWS:
        op.execute(f"DROP VIEW {name}")
    op.drop_index(op.f("ix_deliveries_state"), table_name="deliveries")
    op.drop_table("deliveries")
    op.drop_index(op.f("ix_happening_conflicts_claim_id"), table_name="happening_conflicts")
    op.drop_table("happening_conflicts")
    op.drop_index(op.f("ix_happening_claims_happening_id"), table_name="happening_claims")
    op.drop_table("happening_claims")
    op.drop_table("claim_counts")
    op.drop_index(op.f("ix_claim_arguments_organisation_id"), table_name="claim_arguments")
    op.drop_index(op.f("ix_claim_arguments_normalised"), table_name="claim_arguments")
    op.drop_table("claim_arguments")
    op.drop_index(op.f("ix_alerts_source_id"), table_name="alerts")
    op.drop_index(op.f("ix_alerts_kind"), table_name="alerts")
    op.drop_index(op.f("ix_alerts_happening_id"), table_name="alerts")
    op.drop_index(op.f("ix_alerts_created_at"), table_name="alerts")
    op.drop_index(op.f("ix_alerts_claim_id"), table_name="alerts")
    op.drop_table("alerts")
    op.drop_index(op.f("ix_people_organisation_id"), table_name="people")
    op.drop_index(op.f("ix_people_name"), table_name="people")
    op.drop_table("people")
    op.drop_index(op.f("ix_claims_parent_id"), table_name="claims")
    op.drop_table("claims")
    op.drop_index(op.f("ix_reprint_links_other_id"), table_name="reprint_links")
    op.drop_table("reprint_links")
    op.drop_index(op.f("ix_reprint_bands_article_id"), table_name="reprint_bands")
    op.drop_table("reprint_bands")
    op.drop_table("article_versions")
    op.drop_index(op.f("ix_articles_text_key"), table_name="articles")
    op.drop_index(op.f("ix_articles_source_id"), table_name="articles")
    op.drop_index(op.f("ix_articles_reprint_of"), table_name="articles")
    op.drop_index(op.f("ix_articles_reached_at"), table_name="articles")
    op.drop_index(op.f("ix_articles_published_at"), table_name="articles")
    op.drop_index(op.f("ix_articles_group_id"), table_name="articles")
    op.drop_table("articles")
    op.drop_index(op.f("ix_pages_source_id_outcome"), table_name="pages")
    op.drop_index(op.f("ix_pages_run_id"), table_name="pages")
    op.drop_table("pages")
    op.drop_table("signings")
    op.drop_index(op.f("ix_runs_started_at"), table_name="runs")
    op.drop_index(op.f("ix_runs_source_id"), table_name="runs")
    op.drop_table("runs")
    op.drop_index(op.f("ix_organisation_names_name"), table_name="organisation_names")
    op.drop_table("organisation_names")
    op.drop_index(op.f("ix_happening_relations_to_id"), table_name="happening_relations")
    op.drop_table("happening_relations")
    op.drop_index(op.f("ix_happening_keys_happening_id"), table_name="happening_keys")
    op.drop_table("happening_keys")
    op.drop_table("events")
    op.drop_index(op.f("ix_entry_points_source_id"), table_name="entry_points")
    op.drop_table("entry_points")
    op.drop_table("sources")
    op.drop_table("reprint_groups")
    op.drop_table("organisations")
    op.drop_index(op.f("ix_happenings_status"), table_name="happenings")
    op.drop_index(op.f("ix_happenings_parent_id"), table_name="happenings")
    op.drop_index(op.f("ix_happenings_first_reported_at"), table_name="happenings")
    op.drop_index(op.f("ix_happenings_family"), table_name="happenings")
    op.drop_table("happenings")
    op.drop_table("feedback")
