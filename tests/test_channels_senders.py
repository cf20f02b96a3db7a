"""Each kind of channel against a server that answers as its service does, whatever it answers; no secret is shown."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import socket
import ssl
import subprocess
import threading
from email import message_from_bytes
from email.header import decode_header, make_header
from email.message import Message as Mail
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from channels.configured import channel_of
from channels.outgoing import Channel, NotSent, Refused, said
from channels.posting import wait_of
from crawler.channel_settings import Remote, read_channels
from crawler.mistakes import ConfigurationError
from tests.alert_rows import ALERT, outgoing
from tests.reports import NOW
from tests.services import MailServer, hangs, mail_server, says, service

SECRET = "s3cr3t-ToKen_99"
OK: dict[str, Any] = {
    "webhook": {"received": True},
    "wecom": {"errcode": 0, "errmsg": "ok"},
    "feishu": {"code": 0, "msg": "success", "data": {}},
    "dingtalk": {"errcode": 0, "errmsg": "ok"},
    "telegram": {"ok": True, "result": {"message_id": 1}},
    "apprise": {},
}
KINDS = tuple(OK)


@pytest.fixture(autouse=True)
def _secret(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HETAO_TEST_SECRET", SECRET)


def channel(
    kind: str, address: str, monkeypatch: pytest.MonkeyPatch | None = None, **changes: object
) -> Channel:
    """A channel of a kind whose service is at an address."""
    named = "env:HETAO_TEST_SECRET"
    tables: dict[str, dict[str, object]] = {
        "webhook": {"url": f"{address}/hook", "secret": named},
        "wecom": {"key": named, "address": address},
        "feishu": {"token": named, "secret": named, "address": address},
        "dingtalk": {"token": named, "secret": named, "address": address},
        "telegram": {"token": named, "chat": "-100123", "address": address},
        "apprise": {"url": "env:HETAO_TEST_APPRISE"},
    }
    if kind == "apprise":
        assert monkeypatch is not None
        monkeypatch.setenv(
            "HETAO_TEST_APPRISE", f"json://user:{SECRET}@{urlsplit(address).netloc}/{SECRET}?rto=1&cto=1"
        )
    table = {"kind": kind, "timeout": "5s", **tables[kind], **changes}
    return channel_of("one", read_channels({"one": table})["one"])


@pytest.mark.parametrize("kind", KINDS)
def test_an_alert_reaches_its_service(kind: str, monkeypatch: pytest.MonkeyPatch) -> None:
    with service(says(OK[kind])) as there:
        assert channel(kind, there.address, monkeypatch).send(outgoing()) is None
    (asked,) = there.asked
    assert "星洲量子科技有限公司" in json.dumps(asked.json, ensure_ascii=False)
    assert outgoing().key in asked.body.decode()


def test_a_webhook_is_signed_over_time_and_body_and_can_be_known_again() -> None:
    with service(says(b"", 204)) as there:
        sender = channel("webhook", there.address)
        sender.send(outgoing())
        sender.send(outgoing())
    first, second = there.asked
    stamp = first.headers["Hetao-Timestamp"]
    expected = hmac.new(SECRET.encode(), stamp.encode() + b"." + first.body, hashlib.sha256).hexdigest()
    assert first.headers["Hetao-Signature"] == f"sha256={expected}"
    assert int(stamp) == int(NOW.timestamp())
    assert first.headers["Idempotency-Key"] == second.headers["Idempotency-Key"] == first.json["id"]
    assert first.json["test"] is False
    assert first.json["alert"]["parties"] == list(ALERT.parties)
    assert first.json["alert"]["amount"]["value"] == 3e8


def test_the_chats_are_asked_as_they_document() -> None:
    with service(*(says(OK[kind]) for kind in ("wecom", "feishu", "dingtalk", "telegram"))) as there:
        for kind in ("wecom", "feishu", "dingtalk", "telegram"):
            channel(kind, there.address).send(outgoing())
    wecom, feishu, dingtalk, telegram = there.asked
    assert wecom.path == f"/cgi-bin/webhook/send?key={SECRET}"
    assert wecom.json["msgtype"] == "markdown"
    assert feishu.path == f"/open-apis/bot/v2/hook/{SECRET}"
    stamp = feishu.json["timestamp"]
    sign = hmac.new(f"{stamp}\n{SECRET}".encode(), digestmod=hashlib.sha256).digest()
    assert base64.b64decode(feishu.json["sign"]) == sign
    assert feishu.json["content"]["post"]["zh_cn"]["title"] == "新签约：战略合作"
    query = parse_qs(urlsplit(dingtalk.path).query)
    assert query["access_token"] == [SECRET]
    assert query["timestamp"] == [str(int(NOW.timestamp() * 1000))]
    sign = hmac.new(SECRET.encode(), f"{query['timestamp'][0]}\n{SECRET}".encode(), hashlib.sha256).digest()
    assert base64.b64decode(query["sign"][0]) == sign
    assert dingtalk.json["markdown"]["title"].startswith("新签约：战略合作")
    assert telegram.path == f"/bot{SECRET}/sendMessage"
    assert telegram.json["chat_id"] == "-100123"
    assert telegram.json["parse_mode"] == "HTML"


@pytest.mark.parametrize(
    ("kind", "answer", "expected"),
    [
        ("wecom", {"errcode": 93000, "errmsg": f"invalid webhook url, hint: {SECRET}"}, Refused),
        ("wecom", {"errcode": 45009, "errmsg": "api freq out of limit"}, NotSent),
        ("feishu", {"code": 19021, "msg": "sign match fail or timestamp is not within one hour"}, Refused),
        ("feishu", {"code": 11232, "msg": "frequency limited"}, NotSent),
        ("dingtalk", {"errcode": 310000, "errmsg": "sign not match"}, Refused),
        ("dingtalk", {"errcode": 130101, "errmsg": "send too fast"}, NotSent),
        ("wecom", ["no", "object"], NotSent),
        ("dingtalk", "<html>log in to this network</html>", NotSent),
        ("telegram", {"ok": False}, NotSent),
    ],
)
def test_a_200_that_says_no_is_no_success(kind: str, answer: Any, expected: type[NotSent]) -> None:
    with service(says(answer)) as there, pytest.raises(NotSent) as problem:
        channel(kind, there.address).send(outgoing())
    assert problem.type is expected
    assert SECRET not in str(problem.value)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("status", [400, 401, 403, 404, 410, 413])
def test_a_4xx_is_a_refusal(kind: str, status: int, monkeypatch: pytest.MonkeyPatch) -> None:
    with service(says({"error": f"bad {SECRET}"}, status)) as there, pytest.raises(Refused) as problem:
        channel(kind, there.address, monkeypatch).send(outgoing())
    assert str(status) in str(problem.value)
    assert SECRET not in str(problem.value)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("status", [408, 429, 500, 502, 503])
def test_what_says_later_is_no_refusal(kind: str, status: int, monkeypatch: pytest.MonkeyPatch) -> None:
    with (
        service(says({"error": SECRET}, status, Retry_After="90")) as there,
        pytest.raises(NotSent) as problem,
    ):
        channel(kind, there.address, monkeypatch).send(outgoing())
    assert problem.type is NotSent
    assert SECRET not in str(problem.value)
    if kind != "apprise":  # which does not tell it
        assert problem.value.retry_after == 90


@pytest.mark.parametrize(("wait", "seconds"), [(35, 35.0), ("x", None), (-1, None), (10**12, None)])
def test_telegram_writes_into_the_body_how_long_to_wait(wait: object, seconds: float | None) -> None:
    body = {"ok": False, "error_code": 429, "parameters": {"retry_after": wait}}
    with service(says(body, 429)) as there, pytest.raises(NotSent) as problem:
        channel("telegram", there.address).send(outgoing())
    assert problem.value.retry_after == seconds


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind != "apprise"])
def test_a_redirect_is_not_followed(kind: str) -> None:
    with service(says(OK[kind])) as elsewhere:
        location = elsewhere.address.replace("127.0.0.1", "localhost") + "/"
        with (
            service(says({}, 307, Location=location)) as there,
            pytest.raises(Refused, match="leads elsewhere"),
        ):
            channel(kind, there.address).send(outgoing())
        assert elsewhere.asked == []


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every message has a fifth of a second."""
    monkeypatch.setattr(Remote, "seconds", 0.2)


@pytest.mark.usefixtures("impatient")
@pytest.mark.parametrize("kind", KINDS)
def test_a_service_that_hangs_costs_a_bounded_time(kind: str, monkeypatch: pytest.MonkeyPatch) -> None:
    over = threading.Event()
    with service(hangs(over)) as there:
        with pytest.raises(NotSent) as problem:
            channel(kind, there.address, monkeypatch).send(outgoing())
        over.set()
    assert problem.type is NotSent
    assert SECRET not in str(problem.value)


def test_an_answer_without_end_is_read_no_further_than_it_needs_to_be() -> None:
    written = 0

    def endless(handler: Any) -> None:
        nonlocal written
        handler.send_response(500)
        handler.end_headers()
        while written < 50_000_000:
            handler.wfile.write(b"x" * 65_536)
            written += 65_536

    with service(endless) as there, pytest.raises(NotSent):
        channel("webhook", there.address).send(outgoing())
    assert written < 20_000_000


def test_nobody_listens() -> None:
    with service(says({})) as there:
        pass
    with pytest.raises(NotSent, match=r"127\.0\.0\.1 cannot be reached") as problem:
        channel("wecom", there.address).send(outgoing())
    assert SECRET not in str(problem.value)


def test_a_secret_that_is_not_there_is_said_with_its_setting(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("HETAO_TEST_SECRET")
    with pytest.raises(
        ConfigurationError, match=r"channels\.one\.key: the environment has no HETAO_TEST_SECRET"
    ):
        channel("wecom", "http://127.0.0.1:9").send(outgoing())


def test_a_webhook_whose_address_is_secret(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    with service(says({"no hook": SECRET}, 404)) as there:
        (tmp_path / "url").write_text(f"{there.address}/hooks/{SECRET}\n", "utf-8")
        sender = channel("webhook", there.address, url=f"file:{tmp_path / 'url'}")
        with pytest.raises(Refused) as problem:
            sender.send(outgoing())
    assert there.asked[0].path == f"/hooks/{SECRET}"
    assert SECRET not in str(problem.value) + repr(sender)


def test_a_proxy_is_asked_where_one_is_named() -> None:
    with service(says(OK["wecom"])) as proxy:
        channel("wecom", "http://localhost:9", proxy=proxy.address).send(outgoing())
    assert proxy.asked[0].path.startswith("http://localhost:9/cgi-bin/webhook/send")


@pytest.mark.parametrize(
    ("header", "seconds"),
    [
        ("120", 120.0),
        (" 5 ", 5.0),
        ("Mon, 22 Jun 2026 03:01:00 GMT", 60.0),
        ("Mon, 22 Jun 2026 02:00:00 GMT", 0.0),
        ("soon", None),
        ("", None),
        (None, None),
        ("9" * 5000, 999_999_999.0),
    ],
)
def test_retry_after_is_seconds_or_a_date(header: str | None, seconds: float | None) -> None:
    assert wait_of(header, NOW) == seconds


@pytest.mark.parametrize("echo", [SECRET, "s3cr3t%2DToKen_99", base64.b64encode(SECRET.encode()).decode()])
def test_what_a_server_echoes_is_struck_out(echo: str) -> None:
    shown = said(f"no\r\nsuch token {echo}", (SECRET, "s3cr3t%2DToKen_99"))
    assert "***" in shown
    assert echo not in shown
    assert "\n" not in shown


# mail


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, ssl.SSLContext]:
    """A certificate for 127.0.0.1, signed by itself, and the server's side of it."""
    folder = tmp_path_factory.mktemp("tls")
    subprocess.run(
        [
            "openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-keyout", "key.pem", "-out", "cert.pem",
            "-days", "2", "-subj", "/CN=localhost", "-addext", "subjectAltName=IP:127.0.0.1",
        ],
        cwd=folder, check=True, capture_output=True,
    )  # fmt: skip
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(folder / "cert.pem", folder / "key.pem")
    return folder / "cert.pem", context


def mail_channel(server: MailServer, **changes: object) -> Channel:
    table = {
        "kind": "mail", "host": "127.0.0.1", "port": server.port, "security": "none", "timeout": "5s",
        "from": "watch@mail.example", "to": ["a@mail.example", "b@mail.example"], **changes,
    }  # fmt: skip
    return channel_of("post", read_channels({"post": table})["post"])


WITH_LOGIN = {"user": "watch", "password": "env:HETAO_TEST_SECRET"}


def parsed(server: MailServer, number: int = 0) -> Mail:
    content = server.got[number].content
    return message_from_bytes(content if isinstance(content, bytes) else (content or "").encode())


def test_a_mail_says_it_all_and_has_the_id_of_its_delivery() -> None:
    with mail_server() as server:
        sender = mail_channel(server)
        assert sender.send(outgoing()) is None
        sender.send(outgoing())
    mail = parsed(server)
    assert str(make_header(decode_header(mail["Subject"]))) == (
        "新签约：战略合作 | 星洲量子科技有限公司、远屿新材股份有限公司 | 2026-06-21（原文未写年份）"
    )
    body = mail.get_payload(decode=True)
    assert isinstance(body, bytes)
    assert "金额：总投资3亿元人民币" in body.decode()
    assert mail["Message-ID"] == f"<{outgoing().key}@mail.example>" == parsed(server, 1)["Message-ID"]
    assert mail["Date"] == "Mon, 22 Jun 2026 11:00:00 +0800"
    assert server.got[0].rcpt_tos == ["a@mail.example", "b@mail.example"]


@pytest.mark.parametrize("at_once", [False, True], ids=["starttls", "tls"])
def test_a_mail_goes_in_secret_with_a_login(
    certificate: tuple[Path, ssl.SSLContext], monkeypatch: pytest.MonkeyPatch, at_once: bool
) -> None:
    trusted, context = certificate
    monkeypatch.setenv("SSL_CERT_FILE", str(trusted))
    with mail_server(context, at_once=at_once) as server:
        mail_channel(server, security="tls" if at_once else "starttls", **WITH_LOGIN).send(outgoing())
    assert server.users == [(b"watch", SECRET.encode())]
    assert len(server.got) == 1


@pytest.mark.parametrize("at_once", [False, True], ids=["starttls", "tls"])
def test_a_server_that_nobody_vouches_for_gets_no_password(
    certificate: tuple[Path, ssl.SSLContext], at_once: bool
) -> None:
    with (
        mail_server(certificate[1], at_once=at_once) as server,
        pytest.raises(NotSent, match=r"(?i)certificate"),
    ):
        mail_channel(server, security="tls" if at_once else "starttls", **WITH_LOGIN).send(outgoing())
    assert server.users == []


def test_a_server_without_starttls_gets_no_password() -> None:
    with mail_server() as server, pytest.raises(NotSent, match=r"(?i)starttls"):
        mail_channel(server, security="starttls", **WITH_LOGIN).send(outgoing())
    assert server.users == []


def test_a_login_that_is_refused_shows_no_password() -> None:
    with mail_server() as server:
        server.login_says = f"535 5.7.8 no: {SECRET}"
        with pytest.raises(Refused, match="535") as problem:
            mail_channel(server, **WITH_LOGIN).send(outgoing())
    assert SECRET not in str(problem.value)


@pytest.mark.parametrize(
    ("answer", "expected"), [("451 busy", NotSent), ("552 too much", Refused), ("554 no", Refused)]
)
def test_a_mail_that_is_not_taken(answer: str, expected: type[NotSent]) -> None:
    with mail_server() as server:
        server.answers = [answer]
        with pytest.raises(NotSent, match=answer.replace(" ", ": ", 1)) as problem:
            mail_channel(server).send(outgoing())
    assert problem.type is expected


def test_one_reader_who_is_refused_takes_nothing_from_the_others() -> None:
    with mail_server() as server:
        server.refused = {"b@mail.example": "550 no such user"}
        remark = mail_channel(server).send(outgoing())
    assert remark == "sent, but not to b@mail.example: 550 no such user"
    assert server.got[0].rcpt_tos == ["a@mail.example"]


@pytest.mark.parametrize(("answer", "expected"), [("550 no such user", Refused), ("450 later", NotSent)])
def test_readers_who_are_all_refused(answer: str, expected: type[NotSent]) -> None:
    with mail_server() as server:
        server.refused = dict.fromkeys(["a@mail.example", "b@mail.example"], answer)
        with pytest.raises(NotSent, match="refuses the readers") as problem:
            mail_channel(server).send(outgoing())
    assert problem.type is expected


@pytest.mark.usefixtures("impatient")
def test_a_mail_server_that_says_nothing_costs_a_bounded_time() -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        server = MailServer(port=silent.getsockname()[1])
        with pytest.raises(NotSent, match=r"within 0.2 seconds|[Tt]imed out"):
            mail_channel(server).send(outgoing())


# on this machine


@pytest.mark.parametrize(("status", "said_"), [(0, None), (1, "no bus")])
def test_the_desktop_shows_text_as_text(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, status: int, said_: str | None
) -> None:
    program = tmp_path / "notify-send"
    program.write_text(
        f'#!/bin/sh\nprintf "%s\\n" "$@" > {tmp_path}/shown\necho no bus >&2\nexit {status}\n', "utf-8"
    )
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:/usr/bin:/bin")
    sender = channel_of("one", read_channels({"one": {"kind": "desktop"}})["one"])
    if said_:
        with pytest.raises(NotSent, match=said_):
            sender.send(outgoing())
        return
    sender.send(outgoing(place="<b>x</b>", names=()))
    shown = (tmp_path / "shown").read_text("utf-8")
    assert shown.splitlines()[1] == "--"
    assert "&lt;b&gt;x&lt;/b&gt;" in shown


def test_a_desktop_without_notices_is_said(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(NotSent, match="install libnotify"):
        channel_of("one", read_channels({"one": {"kind": "desktop"}})["one"]).send(outgoing())


def test_an_apprise_address_that_is_none_is_a_mistake_of_the_setting(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HETAO_TEST_APPRISE", f"nosuch://{SECRET}")
    sender = channel_of(
        "one", read_channels({"one": {"kind": "apprise", "url": "env:HETAO_TEST_APPRISE"}})["one"]
    )
    with pytest.raises(ConfigurationError, match=r"channels\.one\.url") as problem:
        sender.send(outgoing())
    assert SECRET not in str(problem.value)
