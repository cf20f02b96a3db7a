"""人民网, by the search of its channels."""

from __future__ import annotations

from datetime import timedelta

from crawler.outlet import OutletSpider
from crawler.source import Expects, Search, Source
from pipelines.discovery import SearchFields
from pipelines.values import Selectors


class People(OutletSpider):
    """人民网 with its Shenzhen, Guangdong and Hong Kong channels; the search answers with whole articles."""

    name = "people"
    source = Source(
        id="people",
        outlet="人民网",
        family="people_daily",
        kind="media",
        side="both",
        language="zh-Hans",
        hosts=("*.people.com.cn", "search.people.cn"),
        entry_points=(
            Search(
                # http only: https is redirected to an address that refuses POST
                url="http://search.people.cn/search-platform/front/search",
                body=(
                    '{"key":"{query}","page":1,"limit":50,"hasTitle":true,"hasContent":true,"isFuzzy":true,'
                    '"type":0,"sortType":2,"startTime":0,"endTime":0}'
                ),
                headers=(("Referer", "http://search.people.cn/s/"),),
                queries=("河套深港科技创新合作区", "河套深圳园区", "河套香港园区"),
                fields=SearchFields(
                    records="data.records",
                    title="title",
                    text="contentOriginal|content",
                    published_at="displayTime|inputTime",
                    outlet="source|belongsName",
                    author="author",
                ),
            ),
        ),
        every=timedelta(hours=2),
        example="http://sz.people.com.cn/n2/2025/0801/c202846-41310443.html",
        article_url=r"https?://\w+\.people\.com\.cn/n[12]/\d{4}/\d{4}/c\d+-\d+\.html",
        selectors=Selectors(
            text=("#rwb_zw", "#rm_txt_zw", ".rm_txt_con", ".show_text", ".box_con"),
            drop=(".paper_num", "#rwb_tjyd", ".edit"),
        ),
        expects=Expects(newest_within=timedelta(days=14)),
        terms="not seen",
        robots="no refusal known",
        remarks="From public descriptions of the search; not seen live.",
    )
