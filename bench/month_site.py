"""The outlets of bench/month.py: those of the demo, which fail and lie as real ones do, each fault from and to a moment."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

from crawler.demo.site import Answer, DemoSite, serving
from crawler.demo.stories import OUTLETS, Story

_CAPTCHA = """<!DOCTYPE html><html><head><meta charset="utf-8"><title>访问验证</title></head><body>
<h1>请完成安全验证</h1><p>系统检测到您的网络有异常流量，请拖动滑块完成验证后继续访问。</p></body></html>"""
_LOGIN = """<!DOCTYPE html><html><head><meta charset="utf-8"><title>登录</title></head><body>
<form action="/login"><p>请登录后查看</p><input name="user"><input name="password"></form></body></html>"""
#: No outlet names more of its articles at once.
_NAMED = 200


@dataclass(kw_only=True)
class MonthSite(DemoSite):
    """``faults``: outlet to the fault of the moment, a key of :data:`FAULTS` or of :data:`LIES`."""

    faults: dict[str, str] = field(default_factory=dict)

    def visible(self, outlet: str) -> list[Story]:
        """As an outlet names them: the newest, with times that are wrong where it lies about them."""
        shown = super().visible(outlet)[:_NAMED]
        if self.faults.get(outlet) == "dates":
            return [replace(story, day=-20_000) for story in shown]  # the seventies
        return shown

    def lies(self, outlet: str) -> bool:
        """Whether all that changed is denied."""
        return self.faults.get(outlet) == "unmodified"

    def answer(self, outlet: str, path: str) -> Answer:
        """What an outlet answers, in its present state."""
        right = super().answer(outlet, path)
        if path == "/robots.txt" and self.faults.get(outlet) != "down":
            return right
        return FAULTS.get(self.faults.get(outlet, ""), lambda answer, _: answer)(right, path)


def _down(*_: object) -> Answer:
    raise ConnectionResetError  # the server hangs up


def _redesigned(right: Answer, path: str) -> Answer:
    """Other markup; what was found by its classes is found no more."""
    body = right.body.replace(b"class='news'", b"class='feed-v2'").replace(b"class='next'", b"class='pager'")
    for old, new in ((b"headline", b"art-h"), (b"body", b"art-b"), (b"when", b"art-w"), (b"from", b"art-f")):
        body = body.replace(b"class='" + old + b"'", b"class='" + new + b"'")
    return replace(right, body=body)


def _layout_of_pages(right: Answer, path: str) -> Answer:
    return _redesigned(right, path) if path.startswith("/news/") else right


def _other_shape(right: Answer, path: str) -> Answer:
    body = json.dumps({"ok": True, "result": {"list": []}}).encode()
    return Answer(body=body, content_type="application/json") if path.startswith("/api/") else right


#: What an outlet answers in place of what is right.
FAULTS: dict[str, Callable[[Answer, str], Answer]] = {
    "down": _down,
    "overloaded": lambda *_: Answer(body=b"busy", status=503),
    "error": lambda *_: Answer(body=b"error", status=500),
    "captcha": lambda *_: Answer(body=_CAPTCHA.encode(), content_type="text/html; charset=utf-8"),
    "forbidden": lambda *_: Answer(body=b"forbidden", status=403),
    "login": lambda *_: Answer(body=_LOGIN.encode(), content_type="text/html; charset=utf-8"),
    "redesigned": _redesigned,
    "pages redesigned": _layout_of_pages,
    "other shape": _other_shape,
    "charset": lambda right, _: replace(
        right, content_type=right.content_type.partition(";")[0] + "; charset=big5"
    ),
}
#: Played elsewhere than in the answer: "not modified" to all, times of the seventies, nothing published.
LIES = ("unmodified", "dates", "silent")
#: The states in which `hetao status` may show a source that has a fault. A lie that the program sees through leaves it well.
STATES: dict[str, tuple[str, ...]] = {
    "": ("healthy", "quiet"),
    "down": ("unreachable",),
    "overloaded": ("unreachable",),
    "error": ("unreachable",),
    "captcha": ("blocked",),
    "forbidden": ("blocked",),
    "login": ("blocked", "broken"),
    "redesigned": ("broken",),
    "pages redesigned": ("degraded",),
    "other shape": ("broken",),
    "charset": ("healthy", "quiet"),
    "unmodified": ("healthy", "quiet"),
    "dates": ("healthy", "quiet"),
    "silent": ("gap",),
}


@contextmanager
def served(end: date) -> Iterator[MonthSite]:
    """The outlets, with nothing published; ``end``: the last day of the month."""
    site = MonthSite(today=end, stories={})
    with serving(site, tuple(0 for _ in OUTLETS)):
        yield site


def settings_of(site: MonthSite, folder: Path, fastest: str) -> str:
    """The outlets as a user declares them in ``hetao.toml``, each found in another way."""
    at = site.addresses
    hosts = ", ".join(f'"{url.removeprefix("http://")}"' for url in at.values())
    return f"""
[crawl]
archive = "{folder}/archive"
fastest = "{fastest}"
allow_addresses = [{hosts}]
[sources.month_xingzhou]
outlet = "星洲日讯"
feeds = ["{at["xingzhou"]}/rss.xml"]
newest_within = "2d"
[sources.month_nanling]
outlet = "南岭晚报"
newest_within = "2d"
[[sources.month_nanling.listings]]
url = "{at["nanling"]}/list.html"
links = "ul.news a"
next_page = "a.next"
pages = 3
[sources.month_nanling.selectors]
title = "h1.headline"
text = "div.body"
published_at = "span.when"
outlet = "span.from"
[sources.month_gangwan]
outlet = "港灣時報"
language = "zh-Hant"
sitemaps = ["{at["gangwan"]}/sitemap.xml"]
newest_within = "2d"
[sources.month_kuaixun]
outlet = "湾畔快讯"
newest_within = "2d"
[[sources.month_kuaixun.searches]]
url = "{at["kuaixun"]}/api/search"
body = '{{"key": "{{query}}", "page": 1}}'
queries = ["河套"]
fields = {{ records = "data.records", text = "content", published_at = "displayTime", outlet = "source", text_is_full = true }}
"""


def publish(site: MonthSite, story: Story) -> None:
    """Let an article appear."""
    site.stories[story.key] = story
    site.publish(story.key)
