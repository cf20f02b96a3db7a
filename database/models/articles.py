"""What was read: articles, the versions of their text, and who reprinted whom."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, BigInteger, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from database.columns import Base, UtcDateTime, one_of
from pipelines import vocabulary


class ReprintGroup(Base):
    """Articles that say the same text, in whatever script or damage. Every article has a group."""

    __tablename__ = "reprint_groups"
    __table_args__ = ({"comment": "articles that say the same text; every article belongs to one group"},)

    id: Mapped[int] = mapped_column(primary_key=True, comment="number of the group")
    created_at: Mapped[datetime] = mapped_column(UtcDateTime, comment="when its first article came (UTC)")


class Article(Base):
    """What was read from a page; the newest version's facts."""

    __tablename__ = "articles"
    __table_args__ = (
        one_of("relevance", vocabulary.RELEVANCE),
        {"comment": "what was read from a page (irrelevant pages have none)"},
    )

    id: Mapped[int] = mapped_column(primary_key=True, comment="number of the article")
    page_id: Mapped[int] = mapped_column(
        ForeignKey("pages.id"), unique=True, comment="the page it was read from"
    )
    source_id: Mapped[str | None] = mapped_column(
        ForeignKey("sources.id"), index=True, comment="who fetched it"
    )
    group_id: Mapped[int] = mapped_column(
        ForeignKey("reprint_groups.id"), index=True, comment="its reprint group"
    )
    reprint_of: Mapped[int | None] = mapped_column(
        ForeignKey("articles.id"), index=True, comment="first article of its group; null for that one itself"
    )
    title: Mapped[str | None] = mapped_column(comment="headline, cured")
    outlet: Mapped[str | None] = mapped_column(
        comment="origin that the page names (来源), else the publisher"
    )
    author: Mapped[str | None] = mapped_column(comment="byline")
    published_at: Mapped[datetime | None] = mapped_column(
        UtcDateTime, index=True, comment="publication (UTC)"
    )
    published_basis: Mapped[str | None] = mapped_column(
        comment="where published_at comes from: json-ld, meta, visible, dateline, url, feed, fetch time"
    )
    reached_at: Mapped[datetime] = mapped_column(
        UtcDateTime, index=True, comment="when it reached us first (UTC)"
    )
    script: Mapped[str] = mapped_column(comment="hans, hant, mixed, other, unknown")
    relevance: Mapped[str] = mapped_column(comment="subject, mention, company, review")
    relevance_why: Mapped[list[str]] = mapped_column(JSON, comment="reasons, for people")
    charset: Mapped[str | None] = mapped_column(comment="charset that the body was read with")
    charset_why: Mapped[str | None] = mapped_column(comment="why that charset")
    degraded: Mapped[bool] = mapped_column(comment="a selector missed and a weaker reader answered")
    read_by: Mapped[dict[str, str]] = mapped_column(JSON, comment="which reader answered for which field")
    text_key: Mapped[str] = mapped_column(
        index=True, comment="hash of the folded letters, for exact reprints"
    )
    current_version: Mapped[int] = mapped_column(comment="number of the version that counts")


class ArticleVersion(Base):
    """One state of an article's text. Offsets and evidence refer to a version's ``text``."""

    __tablename__ = "article_versions"
    __table_args__ = (
        UniqueConstraint("article_id", "number"),
        UniqueConstraint("article_id", "text_sha256"),
        {"comment": "one state of an article's text; offsets and evidence refer to its column text"},
    )

    id: Mapped[int] = mapped_column(primary_key=True, comment="number of the version, over all articles")
    article_id: Mapped[int] = mapped_column(ForeignKey("articles.id"), comment="its article")
    number: Mapped[int] = mapped_column(comment="1 for the first text that we saw, and so on")
    text_sha256: Mapped[str] = mapped_column(comment="hash of title and cured text")
    title: Mapped[str | None] = mapped_column(comment="headline of this version, cured")
    text: Mapped[str] = mapped_column(comment="the text as cured; evidence counts its code points")
    text_as_read: Mapped[str | None] = mapped_column(comment="the text before repair; null where equal")
    repairs: Mapped[list[dict[str, Any]]] = mapped_column(
        JSON, comment="cures applied: name, count, restored, steps"
    )
    rules_version: Mapped[str] = mapped_column(comment="version of the rules that read it")
    seen_at: Mapped[datetime] = mapped_column(UtcDateTime, comment="when this text was seen first (UTC)")


class ReprintLink(Base):
    """Why an article was put into its group: what it was compared with, and the scores."""

    __tablename__ = "reprint_links"
    __table_args__ = (
        one_of("relation", vocabulary.RELATIONS),
        {"comment": "why two articles are in one group: the comparison and its scores"},
    )

    article_id: Mapped[int] = mapped_column(
        ForeignKey("articles.id"), primary_key=True, comment="the later one"
    )
    other_id: Mapped[int] = mapped_column(
        ForeignKey("articles.id"), primary_key=True, index=True, comment="the one stored before it"
    )
    relation: Mapped[str] = mapped_column(comment="same, script_variant, excerpt, extended, updated")
    jaccard: Mapped[float] = mapped_column(comment="shared part of both texts, 0 to 1")
    containment: Mapped[float] = mapped_column(
        comment="part of the shorter text that the longer holds, 0 to 1"
    )
    why: Mapped[str] = mapped_column(comment="the reason, for people")


class ReprintKey(Base):
    """Keys under which similar texts are found without comparing all with all; one index for any number of articles."""

    __tablename__ = "reprint_keys"
    # without a row number: the primary key is the table, so that one descent finds the articles of a key and a time
    __table_args__ = (
        {
            "comment": "index of similar texts: articles that share a key are compared",
            "sqlite_with_rowid": False,
        },
    )

    key: Mapped[int] = mapped_column(
        BigInteger,
        primary_key=True,
        autoincrement=False,
        comment="hash of a sentence, or of a band of the text's MinHash signature",
    )
    day: Mapped[int] = mapped_column(
        primary_key=True, autoincrement=False, comment="when it was published, in days since 1970 (UTC)"
    )
    article_id: Mapped[int] = mapped_column(
        ForeignKey("articles.id"),
        primary_key=True,
        autoincrement=False,
        comment="an article that has it; a reprint has only those that its originals lack",
    )
