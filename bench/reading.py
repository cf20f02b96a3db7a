"""Title and date of real pages against what their sites say: python bench/reading.py CORPUS/html

The folder holds a manifest.jsonl (path, site_metadata) and the pages as raw bytes; it is not part of this repository.
Prints the shares of pages with a title, date and body, the agreement with the sites, and pages a second.
"""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path

from pipelines import encoding, reading
from pipelines.folding import fold_name
from pipelines.reading.page_dates import parse_published
from pipelines.values import Page


def main(folder: Path) -> int:
    rows = [json.loads(line) for line in (folder / "manifest.jsonl").read_text("utf-8").splitlines()]
    counts = dict.fromkeys(("pages", "read", "titled", "title_same", "dated", "date_same"), 0)
    started = time.perf_counter()
    for row in rows:
        meta = row.get("site_metadata") or {}
        if row["kind"] not in ("news_page", "article_page") or not meta.get("title"):
            continue
        counts["pages"] += 1
        body = (folder / row["path"]).read_bytes()
        page = Page(url="https://page.example/", body=body, fetched_at=None)
        try:
            article = reading.read(page, encoding.decode(body))
        except reading.Unreadable:
            continue
        counts["read"] += 1
        mine, theirs = fold_name(article.title or ""), fold_name(str(meta["title"]))
        counts["titled"] += 1
        counts["title_same"] += bool(mine) and (mine in theirs or theirs in mine)
        told = parse_published(str(meta.get("date") or meta.get("published") or ""))
        if told:
            counts["dated"] += 1
            counts["date_same"] += (
                article.published_at is not None and article.published_at.date() == told.date()
            )
    seconds = time.perf_counter() - started
    sys.stdout.write(json.dumps(counts) + f" {counts['pages'] / seconds:.1f} pages/s\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
