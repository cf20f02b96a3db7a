"""Ten thousand reprints of one story in an hour: ``python -m bench.reprints.flood [--reprints 10000] [--channel]``.

Each outlet is another one, each text has three characters of its own, and each tells the same signing. Printed: the time of one
save in every tenth of them, then how many reprint groups, happenings and alerts there are (one of each).
"""

from __future__ import annotations

import argparse
import random
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from statistics import median

from database import queries, save, session
from pipelines.alerting import LOCAL
from pipelines.decide import decide_article
from pipelines.values import Article, Report
from pipelines.watches import Watch

_BEGIN = datetime(2026, 9, 1, 9, tzinfo=LOCAL)
_TEXT = (
    "9月1日，澜屿光子科技有限公司与河岭大学在河套深圳园区签署战略合作协议，将在园区共建硅光联合实验室。"
    "实验室设在园区三号楼，面积约一千二百平方米，计划明年春天投入使用。澜屿光子负责设备，河岭大学派出研究人员。"
    "园区有关负责人到场祝贺。双方还约定每年举办一次开放日，让中学生走进洁净室。首批课题有片上激光、光电封装和测试标准。"
)
_CARELESS = "的了在是和也就都而及"


def reprints(count: int) -> Iterator[Report]:
    """What the program decides of each, extracted once: the three characters stand behind all that the claims quote."""
    first = decide_article(
        Article(url="https://o.example/0", title="澜屿光子与河岭大学签约", text=_TEXT, published_at=_BEGIN),
        fetched_at=_BEGIN,
    )
    body = first.article.text
    end = max(argument.evidence.end for claim in first.extraction.claims for argument in claim.arguments)
    end = max(end, *(claim.evidence.end for claim in first.extraction.claims))
    for number in range(count):
        chance, text = random.Random(number), list(body)
        for _ in range(3):
            text[chance.randrange(end, len(text))] = chance.choice(_CARELESS)
        url, moment = f"https://o{number}.example/1", _BEGIN + timedelta(seconds=number * 3600 / count)
        article = replace(
            first.article,
            url=url,
            text="".join(text),
            text_as_read=None,
            repairs=(),
            published_at=moment,
            outlet=url,
        )
        yield replace(first, page_url=url, source=f"o{number}", article=article, fetched_at=moment)


def main() -> int:
    """Prints a line for every tenth, then what was made of all."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--reprints", type=int, default=10_000)
    parser.add_argument("--channel", action="store_true", help="with a channel that readers are told by")
    options = parser.parse_args()
    watches = (Watch(name="readers", channels=("mail",)),) if options.channel else ()
    tenth = max(1, options.reprints // 10)
    with tempfile.TemporaryDirectory() as folder:
        store = session.open_store(f"sqlite:///{folder}/flood.db", watches=watches)
        try:
            spent: list[float] = []
            for number, report in enumerate(reprints(options.reprints), 1):
                begin = time.perf_counter()
                save.save_report(store, report, now=_BEGIN)
                spent.append(time.perf_counter() - begin)
                if number % tenth == 0:
                    sys.stdout.write(f"{number:>7,}: {median(spent[-tenth:]) * 1000:.1f} ms each\n")
                    sys.stdout.flush()
            groups = {article.group_id for article in queries.articles(store)}
            told = (*queries.signings(store), *queries.events(store))
            sys.stdout.write(
                f"{len(groups)} reprint groups, {len(told)} happenings, {len(queries.alerts(store))} alerts\n"
            )
        finally:
            store.close()
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
