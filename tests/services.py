"""Services that alerts are sent to, on loopback: an HTTP server that does what its test wants, and mail servers."""

from __future__ import annotations

import json
import ssl
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session

Answer = Callable[[BaseHTTPRequestHandler], None]


@dataclass(frozen=True)
class Asked:
    """One request as it came."""

    path: str
    headers: dict[str, str]
    body: bytes

    @property
    def json(self) -> Any:
        return json.loads(self.body)


@dataclass
class Service:
    """A server that is asked. ``answers``: what it does with the next requests; the last one stays."""

    address: str
    answers: list[Answer]
    asked: list[Asked] = field(default_factory=list)


def says(body: Any, status: int = 200, **headers: str) -> Answer:
    """An answer with a JSON body; ``Retry_After`` is written with a hyphen."""

    def answer(handler: BaseHTTPRequestHandler) -> None:
        content = body if isinstance(body, bytes) else json.dumps(body).encode()
        handler.send_response(status)
        for name, value in headers.items():
            handler.send_header(name.replace("_", "-"), value)
        handler.send_header("Content-Length", str(len(content)))
        handler.end_headers()
        handler.wfile.write(content)

    return answer


def hangs(until: threading.Event) -> Answer:
    """No answer before the event, then none either."""

    def answer(handler: BaseHTTPRequestHandler) -> None:
        until.wait(30)
        handler.close_connection = True

    return answer


@contextmanager
def service(*answers: Answer, port: int = 0) -> Iterator[Service]:
    """A running service."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            self.body = body = self.rfile.read(int(self.headers["Content-Length"]))
            running.asked.append(Asked(path=self.path, headers=dict(self.headers), body=body))
            answer = running.answers[0] if len(running.answers) == 1 else running.answers.pop(0)
            try:
                answer(self)
            except (BrokenPipeError, ConnectionResetError):
                self.close_connection = True

        def log_message(self, format: str, *args: object) -> None:
            """Quiet."""

    class Server(ThreadingHTTPServer):
        allow_reuse_address = True
        daemon_threads = True

    listening = Server(("127.0.0.1", port), Handler)
    threading.Thread(target=listening.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
    running = Service(address=f"http://127.0.0.1:{listening.server_address[1]}", answers=list(answers))
    try:
        yield running
    finally:
        listening.shutdown()
        listening.server_close()


@dataclass
class MailServer:
    """What a mail server does and got. ``answers``: what it says to the next mails, else 250; ``refused``: readers."""

    port: int = 0
    got: list[Envelope] = field(default_factory=list)
    answers: list[str] = field(default_factory=list)
    refused: dict[str, str] = field(default_factory=dict)
    users: list[tuple[bytes, bytes]] = field(default_factory=list)
    login_says: str | None = None
    mood: Callable[[], str] = lambda: "250 taken"  # what it says to mails that no answer is set for

    async def handle_RCPT(
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if address in self.refused:
            return self.refused[address]
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        said = self.answers.pop(0) if self.answers else self.mood()
        if said.startswith("250"):
            self.got.append(envelope)
        return said

    def login(
        self, server: SMTP, session: Session, envelope: Envelope, mechanism: str, data: Any
    ) -> AuthResult:
        assert isinstance(data, LoginPassword)
        self.users.append((data.login, data.password))
        if self.login_says is not None:
            return AuthResult(success=False, handled=False, message=self.login_says)
        return AuthResult(success=True)


@contextmanager
def mail_server(
    context: ssl.SSLContext | None = None, *, at_once: bool = False, mails: MailServer | None = None
) -> Iterator[MailServer]:
    """A running mail server: plain, with STARTTLS where a context is given, with TLS from the start ``at_once``.

    ``mails``: one that was running before and comes back, at the port that it had.
    """
    mails = mails or MailServer()
    options: dict[str, Any] = {"enable_SMTPUTF8": False, "authenticator": mails.login}
    if context and at_once:
        options |= {"ssl_context": context, "auth_require_tls": False}
    elif context:
        options |= {"tls_context": context, "require_starttls": True}
    else:
        options |= {"auth_require_tls": False}
    controller = _Controller(mails, hostname="127.0.0.1", port=mails.port, **options)
    controller.start()
    assert controller.server is not None
    mails.port = controller.server.sockets[0].getsockname()[1]
    try:
        yield mails
    finally:
        controller.stop()


class _Controller(Controller):
    """One that takes any free port: aiosmtpd knocks at the number that it was given."""

    def _trigger_server(self) -> None:
        assert self.server is not None
        self.port = self.server.sockets[0].getsockname()[1]
        super()._trigger_server()
