"""What an old program wrote is read, proven and told no second time by this one.

``cases/first_schema.jsonl.xz`` holds all rows of a database of the first schema, as ``hetao demo`` of commit b08275e
(the last before the second migration) left them: one JSON array of table and row a line.
"""

from __future__ import annotations

import contextlib
import json
import lzma
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from alembic import command
from sqlalchemy import MetaData, create_engine, select, text

from database import models, queries, save
from database.addresses import engine_url
from database.schema import alembic_configuration
from database.session import Store, open_store
from database.upgrading import bring_up_to_date
from pipelines.decide import decide_article
from pipelines.values import Article
from tests import postgresql

#: Soon after the old program saw its articles.
LATER = datetime(2026, 11, 30, 2, 0, tzinfo=UTC)
ROWS = Path(__file__).parent / "cases" / "first_schema.jsonl.xz"


def old_rows() -> dict[str, list[dict[str, object]]]:
    found: dict[str, list[dict[str, object]]] = {}
    for line in lzma.decompress(ROWS.read_bytes()).decode().splitlines():
        table, row = json.loads(line)
        found.setdefault(table, []).append(row)
    return found


def write_old_database(url: str) -> None:
    """The first schema with the rows of the old program, as if that program had written them here."""
    rows, engine = old_rows(), create_engine(engine_url(url))
    with engine.begin() as connection:
        command.upgrade(alembic_configuration(connection), "0001")
        schema = MetaData()
        schema.reflect(connection)
        for table in schema.sorted_tables:
            for row in rows.get(table.name, []):
                names = ", ".join(row)
                places = ", ".join(f":{name}" for name in row)
                connection.execute(text(f"INSERT INTO {table.name} ({names}) VALUES ({places})"), row)
            if engine.dialect.name == "postgresql" and isinstance(
                rows.get(table.name, [{}])[0].get("id"), int
            ):
                sequence = f"pg_get_serial_sequence('{table.name}', 'id')"
                connection.execute(text(f"SELECT setval({sequence}, MAX(id)) FROM {table.name}"))
    engine.dispose()


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgresql)])
def upgraded(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Store]:
    with contextlib.ExitStack() as stack:
        url = f"sqlite:///{tmp_path / 'old.db'}"
        if request.param == "postgresql":
            server = request.getfixturevalue("migrated_postgresql").engine.url
            url = stack.enter_context(postgresql.throw_away_database(server))
        write_old_database(url)
        bring_up_to_date(url)
        store = open_store(url)
        stack.callback(store.close)
        yield store


def test_every_row_of_the_old_program_is_there_and_proven(upgraded: Store) -> None:
    rows = old_rows()
    exported = {name: len(list(export(upgraded))) for name, export in queries.EXPORTS.items()}
    assert exported == {"alerts": 21, "signings": 15, "events": 13, "articles": 33}
    assert len(rows["pages"]) == 41
    with upgraded.reading() as session:
        assert len(session.scalars(select(models.Page)).all()) == 41
        texts = {version.id: version.text for version in session.scalars(select(models.ArticleVersion))}
        version_of = {claim.id: claim.version_id for claim in session.scalars(select(models.Claim))}
        spans = [
            (claim.version_id, claim.evidence_start, claim.evidence_end, claim.evidence_text)
            for claim in session.scalars(select(models.Claim))
        ]
        for table in (models.ClaimArgument, models.ClaimCount):
            spans += [
                (version_of[row.claim_id], row.evidence_start, row.evidence_end, row.evidence_text)
                for row in session.scalars(select(table))
            ]
        spans += [
            (row.version_id, row.evidence_start, row.evidence_end, row.evidence_text)
            for table in (models.Person, models.OrganisationMention)
            for row in session.scalars(select(table))
        ]
    assert len(spans) > 35 + 127 + 9 + 14
    assert all(texts[version][start:end] == said for version, start, end, said in spans)


def stored_articles(store: Store) -> list[tuple[Article, int | None]]:
    with store.reading() as session:
        return [
            (
                Article(
                    url=page.url,
                    title=article.title,
                    text=version.text,
                    published_at=article.published_at,
                    published_basis=article.published_basis,
                    outlet=article.outlet,
                ),
                article.reprint_of,
            )
            for article, page, version in session.execute(
                select(models.Article, models.Page, models.ArticleVersion)
                .join(models.Page, models.Page.id == models.Article.page_id)
                .join(models.ArticleVersion, models.ArticleVersion.article_id == models.Article.id)
                .order_by(models.Article.id)
            )
        ]


def test_what_comes_again_after_the_upgrade_is_known_and_tells_nothing(upgraded: Store) -> None:
    outcomes: Counter[str] = Counter()
    for article, _ in stored_articles(upgraded):
        saved = save.save_report(upgraded, decide_article(article, fetched_at=LATER), now=LATER)
        outcomes[saved.outcome] += 1
        assert saved.alerts == ()
    assert outcomes.total() == 33
    assert outcomes["known"] > 30  # a text that today's rules cure in another way is updated
    assert set(outcomes) <= {"known", "updated"}


def kinds(claims: Iterable[Any]) -> Counter[tuple[str | None, ...]]:
    return Counter((claim.family, claim.type, claim.subtype, claim.status) for claim in claims)


def read_before(store: Store, url: str) -> tuple[Counter[tuple[str | None, ...]], set[str]]:
    """What the old program read in the article at an address: kinds of claims, and whom and what they name."""
    with store.reading() as session:
        claims = session.scalars(
            select(models.Claim)
            .join(models.ArticleVersion, models.ArticleVersion.id == models.Claim.version_id)
            .join(models.Article, models.Article.id == models.ArticleVersion.article_id)
            .join(models.Page, models.Page.id == models.Article.page_id)
            .where(models.Page.url == url)
        ).all()
        arguments = session.scalars(
            select(models.ClaimArgument.normalised).where(
                models.ClaimArgument.claim_id.in_([claim.id for claim in claims])
            )
        )
        return kinds(claims), set(arguments)


def test_another_outlet_that_prints_an_article_of_before_is_a_reprint_and_tells_nothing(
    upgraded: Store,
) -> None:
    """Where today's rules read other facts than the old ones did, it may tell them: `hetao reprocess` is for that."""
    originals = [article for article, reprint_of in stored_articles(upgraded) if reprint_of is None]
    alike = 0
    for article in originals:
        again = replace(article, url=article.url.replace("http://", "http://reprints."), outlet="转载报")
        report = decide_article(again, fetched_at=LATER)
        saved = save.save_report(upgraded, report, now=LATER)
        assert saved.outcome == "reprint", article.title
        claims = report.extraction.claims
        named = {a.normalised for claim in claims for a in claim.arguments}
        if read_before(upgraded, article.url) == (kinds(claims), named):
            alike += 1
            assert saved.alerts == (), article.title
    assert alike >= 5
