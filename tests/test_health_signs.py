"""What tells a page that keeps programs out, an article that lost a field, and near misses of both."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.health.articles import Filled, PageEnd, failing_pages, lost_fields
from pipelines.health.block_pages import block_sign, is_login, may_be_block_page
from pipelines.health.network import is_away

PROSE = "<p>河套深圳园区实验楼昨日启用，多家机构迁入，科研人员表示满意，园区将继续引进更多的机构。</p>"
NAV = "<a href=/1>要闻</a><a href=/2>国际</a><a href=/3>军事</a><a href=/4>财经</a><a href=/5>科技</a>"


@pytest.mark.parametrize(
    ("page", "sign"),
    [
        ("<title>安全验证</title><p>您的访问过于频繁，请输入验证码</p>", "安全验证"),
        ("<p>訪問過於頻繁，請稍後再試</p>", "訪問過於頻繁"),
        ("<p>很抱歉，由于您访问的URL有可能对网站造成安全威胁，您的访问被阻断。</p>", "您的访问被"),
        ("<title>Just a moment...</title><script src=/cdn-cgi/challenge-platform/h/b></script>", "Cloudflare"),
        ("<title>Attention Required! | Cloudflare</title><p>Sorry, you have been blocked</p>", "Attention"),
        ("<script>document.cookie='__jsl_clearance=1|0|x'</script>", "加速乐"),
        ("<script>var arg1='0A';setCookie('acw_sc__v2', x)</script>", "Aliyun"),
        ("<HTML><HEAD><TITLE>Access Denied</TITLE></HEAD><BODY>You don't have permission</BODY></HTML>", "Access"),
        ("<noscript>请开启JavaScript并刷新该页.</noscript><script src=/x.js></script>", "开启JavaScript并刷新"),
        ("<title>登录</title><form><input name=p type=\"password\"><a>登录</a></form>", "a login page"),
        ("<script>$_ts=window['$_ts'];if(!$_ts)$_ts={};</script>", "瑞数"),
    ],
)  # fmt: skip
def test_a_page_that_keeps_programs_out_is_told_by_its_sign(page: str, sign: str) -> None:
    found = block_sign(page)
    assert found is not None
    assert sign in found
    for charset in ("utf-8", "gb18030"):
        assert may_be_block_page(page.encode(charset))


@pytest.mark.parametrize(
    "page",
    [
        PROSE * 3,
        # 观察者网 has a captcha container on healthy pages
        f"<div id=captcha style='display:none'>请完成安全验证，输入验证码</div>{PROSE * 10}",
        # a login form in the head of a short page
        f"<input placeholder=验证码>{NAV * 20}{PROSE}",
        f"<form>用户登录<input type=password></form>{NAV}{PROSE}",
        # an application that a browser fills; that its page is empty is said elsewhere
        "<noscript>We're sorry, please enable JavaScript to continue.</noscript><div id=app></div>",
        f"<p>请开启JavaScript并刷新</p>{PROSE}",
        # news about captchas
        f"<h1>多地上线人机验证</h1>{PROSE * 8}<p>验证码将于明年停用。</p>",
        # the script that watches a healthy page behind Cloudflare or Aliyun
        f"<script src=/cdn-cgi/challenge-platform/scripts/jsd/main.js></script>{PROSE * 20}",
        f"<script>window.AliyunCaptchaConfig={{}}</script>{PROSE * 20}",
        "<script>if(code!==验证码长度){}</script><p>简讯：园区今日启用。</p>",  # not among the words that people see
        "<html></html>",
        "",
    ],
)
def test_a_healthy_page_is_none_whatever_words_stand_in_it(page: str) -> None:
    assert block_sign(page) is None


def test_a_large_page_is_not_looked_at() -> None:
    assert not may_be_block_page("验证码".encode() + bytes(50_000))


@given(st.text(max_size=300))
def test_no_page_raises(page: str) -> None:
    block_sign(page)
    is_login(page) if page.isascii() and "[" not in page and "]" not in page else None


@pytest.mark.parametrize(
    ("url", "login"),
    [
        ("https://a.example/login?back=1", True),
        ("https://passport.a.example/", True),
        ("https://a.example/user/signin.html", True),
        ("https://sso.a.example/cas", True),
        ("https://a.example/news/2026/logistics.html", False),
        ("https://a.example/blog/index.html", False),
        ("https://www.cas.example/kx/", False),  # 中国科学院 is no single sign-on
        ("https://a.example/passports-for-talents/1.html", False),
    ],
)
def test_a_login_page_is_told_by_its_address(url: str, login: bool) -> None:
    assert is_login(url) is login


WHOLE = Filled(fields=frozenset({"title", "text", "published_at"}), reader="selector")
UNDATED = Filled(fields=frozenset({"title", "text"}), reader="selector")
MISSED = Filled(fields=WHOLE.fields, reader="generic", missed=True)
GENERIC = Filled(fields=WHOLE.fields, reader="generic")
FILLED = ("title", "text", "published_at")


@pytest.mark.parametrize(
    ("latest_first", "said"),
    [
        ([WHOLE] * 20, None),
        ([UNDATED] * 3, None),  # three prove nothing
        ([UNDATED] * 5 + [WHOLE] * 3 + [WHOLE] * 20, "published_at is missing on 5 of its latest 8"),
        ([UNDATED] * 3 + [WHOLE] * 25, None),
        ([UNDATED] * 40, None),  # it never had one: nothing was lost
        ([UNDATED] * 8, "published_at is missing"),  # of a new source it is expected
        ([MISSED] * 6 + [WHOLE] * 20, "its selectors miss on 6 of its latest 8 articles"),
        ([GENERIC] * 6 + [WHOLE] * 20, "another reader than its selectors"),
        ([GENERIC] * 30, None),  # it declares none
    ],
)
def test_a_field_that_is_lost_or_a_reader_that_changed_degrades_a_source(
    latest_first: list[Filled], said: str | None
) -> None:
    found = lost_fields(latest_first, FILLED)
    assert (found is None) == (said is None), found
    assert said is None or said in str(found)


def test_a_degraded_source_needs_more_to_be_well_again() -> None:
    mixed = [WHOLE] * 5 + [MISSED] * 3 + [WHOLE] * 20
    assert lost_fields(mixed, FILLED) is None
    assert lost_fields(mixed, FILLED, is_degraded=True) is not None
    assert lost_fields([WHOLE] * 7 + [MISSED] * 9, FILLED, is_degraded=True) is None


@pytest.mark.parametrize(
    ("ends", "health"),
    [
        ([("new", 200)] * 10, None),
        ([("http_error", 403)] * 4, None),
        ([("http_error", 403)] * 6 + [("new", 200)] * 4, "blocked"),
        ([("http_error", 403)] * 5 + [("new", 200)] * 5, None),
        ([("blocked", None)] * 6, "blocked"),
        ([("robots_denied", None)] * 6, "blocked"),
        ([("broken", 200)] * 9 + [("irrelevant", 200)], "broken"),
        ([("unreachable", None)] * 9, "unreachable"),
        ([("http_error", 404)] * 9, None),  # articles go; the outlet is well
        ([("http_error", 500)] * 9, "unreachable"),
    ],
)
def test_most_pages_that_come_to_one_bad_end_tell_of_their_source(
    ends: list[tuple[str, int | None]], health: str | None
) -> None:
    found = failing_pages([PageEnd(outcome=outcome, status=status) for outcome, status in ends])
    assert (found[0] if found else None) == health


@given(st.integers(0, 100), st.integers(0, 100), st.booleans())
def test_more_sources_that_answer_never_make_the_network_worse(away: int, answer: int, was: bool) -> None:
    if is_away(away, away + answer + 1, was_away=was) and away + answer >= 4:
        assert is_away(away, away + answer, was_away=was)
