"""中評社, by its column of Hong Kong, Macau and both sides of the strait and of affairs of China."""

from __future__ import annotations

from datetime import timedelta

from crawler.outlet import OutletSpider
from crawler.source import Expects, Listing, Source
from pipelines.values import Selectors

_ARTICLE = (
    r"https?://(?:hk|bj|www)\.crntt\.com/"
    r"(?:doc/(?:\d+/){4,5}\d+\.html(?:\?[\w=&;]+)?|doc/\d+(?:_\d+){3,6}\.html|crn-webapp/doc/docDetail\w*\.jsp\?.+)"
)
_LISTS = "https://hk.crntt.com/crn-webapp"


class Crntt(OutletSpider):
    """中國評論新聞網: the two columns in which the zone is reported."""

    name = "crntt"
    source = Source(
        id="crntt",
        outlet="中評社",
        family="crntt",
        kind="media",
        side="hongkong",
        language="zh-Hant",
        hosts=("hk.crntt.com", "bj.crntt.com", "www.crntt.com"),
        entry_points=(
            Listing(url=f"{_LISTS}/msgOutline.jsp?coluid=7&kindid=0", links="li > a", article_url=_ARTICLE),
            Listing(url=f"{_LISTS}/coluOutline.jsp?coluid=151", links="li > a", article_url=_ARTICLE),
        ),
        every=timedelta(hours=1),
        example="https://hk.crntt.com/doc/1071/5/4/4/107154473.html?coluid=7&kindid=0&docid=107154473&mdate=1223004833",
        article_url=_ARTICLE,
        selectors=Selectors(title=("td font[style*='font-size:22px'] strong",), text=("td#zoom",)),
        expects=Expects(newest_within=timedelta(days=2)),
        delay=5.0,
        terms="not seen",
        robots="no refusal known",
        remarks=(
            "Column 7 is that of the attested articles on the zone; headlines do not tell, so that both are fetched whole. Laid "
            "out in tables; long pieces go on over pages. Constructed from public code of 2026."
        ),
    )
