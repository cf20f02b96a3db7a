"""Outlets that carry news of the zone and are not watched, each with the reason. No block is worked around."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class NotWatched:
    """An outlet that is left alone. ``refuses``: its hosts, which are not asked either where a search names them."""

    outlet: str
    reason: str
    refuses: tuple[str, ...] = ()


NOT_WATCHED = (
    NotWatched(
        outlet="读特、读创 (dutenews.com)",
        reason="answers 405 to whatever is no browser; 深圳新闻网 and the printed papers carry the same reports",
        refuses=("*.dutenews.com",),
    ),
    NotWatched(
        outlet="微信公众号",
        reason="captcha and login; addresses from people can be handed in with `hetao ingest`",
        refuses=("mp.weixin.qq.com", "weixin.sogou.com"),
    ),
    NotWatched(
        outlet="百度资讯",
        reason="its robots.txt refuses most programs, and its search answers them with captchas",
        refuses=("www.baidu.com", "baijiahao.baidu.com"),
    ),
    NotWatched(
        outlet="Google News",
        reason="its links lead over pages that only a browser with scripts resolves; 必应资讯 and GDELT name the "
        "outlets' own addresses",
        refuses=("news.google.com",),
    ),
    NotWatched(
        outlet="南方日报（数字报）",
        reason="its pages are made by a script, and no index is known; 南方+ carries the same reports",
    ),
    NotWatched(
        outlet="粤港澳大灣區網 (bayarea.gov.hk)",
        reason="static pages, no news; the government's press releases are watched",
    ),
    NotWatched(
        outlet="Hong Kong Free Press",
        reason="its feed answers 403 to programs (2026)",
        refuses=("hongkongfp.com", "www.hongkongfp.com"),
    ),
    NotWatched(
        outlet="Global Times",
        reason="its feed holds old recommendations, no news (2026); no list is proven",
    ),
    NotWatched(
        outlet="财联社",
        reason="its lists answer only to requests that its own program has signed; other wires carry the same flashes",
    ),
    NotWatched(outlet="深圳证券交易所", reason="巨潮资讯 holds the same filings, with their text"),
)

#: Pages that are paid for or stand behind a challenge, of outlets that are watched by what their lists and feeds say.
LISTS_ALONE = ("*.caixin.com", "www.scmp.com", "36kr.com", "www.36kr.com", "www.thepaper.cn")
#: Hosts whose pages a search over all hosts leaves alone, wherever an address comes from.
REFUSING = (*(host for one in NOT_WATCHED for host in one.refuses), *LISTS_ALONE)
