"""Addresses in which an article's number stands beside what may change: the headline, its column, the way there.

Hong Kong's outlets write the headline into the address and write it anew when they mend the headline. By the number
such an article is one page, and no second one is fetched. Each short form is one that the outlet's own addresses have
been seen in, so that it can be opened.
"""

from __future__ import annotations

import re

_HKET = (r"https?://(\w+)\.hket\.com/article/(\d+)(?:[/?].*)?", r"https://\1.hket.com/article/\2")
_HKEJ = (
    r"https?://www2?\.hkej\.com/(instantnews/\w+/article/\d+)(?:[/?].*)?",
    r"https://www2.hkej.com/\1",
)
_HKCNA = (
    r"https?://(?:www\.)?hkcna\.hk/docDetail\.jsp\?(?:channel=\d+&)?id=(\d+)(?:&channel=\d+)?",
    r"https://hkcna.hk/docDetail.jsp?id=\1",
)
_CRNTT = (r"(https?://\w+\.crntt\.com/doc/(?:\d+/){4,5}\d+\.html)\?.*", r"\1")
_KR36 = (r"https?://(?:www\.)?36kr\.com/p/(\d+)(?:\?.*)?", r"https://36kr.com/p/\1")
#: Host: the pattern of its articles' addresses, and the short form.
_FORMS = {
    "www.hk01.com": (
        r"https?://www\.hk01\.com/(?:sns/article|[^/?]+)/(\d{7,})(?:[/?].*)?",
        r"https://www.hk01.com/sns/article/\1",
    ),
    "www.stheadline.com": (
        r"https?://www\.stheadline\.com/(?:zh-hans/)?([\w-]+(?:/[\w-]+)?)/(\d{6,})(?:[/?].*)?",
        r"https://www.stheadline.com/\1/\2",
    ),
    "news.mingpao.com": (
        r"(https?://news\.mingpao\.com/(?:ins|pns)/[^/]+/article/\d{8}/s\d{5}/\d+)(?:[/?].*)?",
        r"\1",
    ),
    "www.am730.com.hk": (
        r"https?://www\.am730\.com\.hk/[^/?]+/(?:[^/?]+/)?(\d{6,})(?:\?.*)?",
        r"https://www.am730.com.hk/article/\1",
    ),
    "www.worldjournal.com": (r"(https?://www\.worldjournal\.com/wj/story/\d+/\d+)\?from=.*", r"\1"),
    **{f"{name}.hket.com": _HKET for name in ("inews", "china", "topick", "wealth", "invest", "ps")},
    **dict.fromkeys(("www.hkej.com", "www2.hkej.com"), _HKEJ),
    **dict.fromkeys(("hkcna.hk", "www.hkcna.hk"), _HKCNA),
    **dict.fromkeys(("hk.crntt.com", "bj.crntt.com", "www.crntt.com"), _CRNTT),
    **dict.fromkeys(("36kr.com", "www.36kr.com"), _KR36),
}
_RULES = {host: (re.compile(pattern), form) for host, (pattern, form) in _FORMS.items()}


def by_number(host: str, url: str) -> str:
    """The short form of an article's address, where its host has one; every other address as it is.

    >>> by_number("36kr.com", "https://36kr.com/p/3786067810082051?f=rss")
    'https://36kr.com/p/3786067810082051'
    """
    pattern, form = _RULES.get(host, (None, ""))
    match = pattern.fullmatch(url) if pattern else None
    return match.expand(form) if match else url
