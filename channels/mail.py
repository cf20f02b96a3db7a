"""Mail by SMTP: one plain text a message, with the id of its delivery as Message-ID."""

from __future__ import annotations

import asyncio
import base64
import ssl
from dataclasses import dataclass
from email.message import EmailMessage
from email.policy import SMTP as MAIL
from email.utils import format_datetime

import aiosmtplib

from channels.fitting import utf8_bytes
from channels.messages import fitted, message_of, plain, subject
from channels.outgoing import NotSent, Outgoing, Refused, said
from crawler.channel_settings import MailSettings
from crawler.named_secrets import look_up
from pipelines.alerting import LOCAL

#: What a list of mails shows of a subject; RFC 5322 has no bound but that of a line, which is folded.
SUBJECT = 120
#: Of a body; a news item is far below it.
BODY_BYTES = 20_000


@dataclass(frozen=True, slots=True, kw_only=True)
class MailChannel:
    """Each alert as a mail to all readers of the channel."""

    name: str
    settings: MailSettings
    per_minute: int | None = None
    bundles: bool = True

    def has_room(self, message: Outgoing) -> bool:
        """See :class:`channels.outgoing.Channel`."""
        return _fits(plain(message_of(message, self.settings.language)))

    def send(self, message: Outgoing) -> str | None:
        """Send an alert; the remark names those readers that the server refuses.

        See :class:`channels.outgoing.Channel`.
        """
        wished, password = self.settings, None
        if wished.password:
            password = look_up(wished.password, f"channels.{self.name}.password")
        secrets = _forms(wished.user or "", password) if password else ()
        try:
            refused = asyncio.run(
                asyncio.wait_for(_sent(wished, self.mail(message), password), wished.seconds)
            )
        except TimeoutError:
            raise NotSent(f"{wished.host} did not take the mail within {wished.seconds:g} seconds") from None
        except aiosmtplib.SMTPRecipientsRefused as problem:
            why = "; ".join(f"{r.recipient}: {r.code} {r.message}" for r in problem.recipients)
            kind = Refused if all(r.code >= 500 for r in problem.recipients) else NotSent
            raise kind(f"{wished.host} refuses the readers: {said(why, secrets)}") from None
        except aiosmtplib.SMTPResponseException as problem:
            kind = Refused if problem.code >= 500 else NotSent
            raise kind(f"{wished.host} answers {problem.code}: {said(problem.message, secrets)}") from None
        except (aiosmtplib.SMTPException, OSError, ValueError) as problem:
            words = said(str(problem), secrets) or type(problem).__name__
            raise NotSent(f"{wished.host}: {words}") from None
        if not refused:
            return None
        return said("sent, but not to " + "; ".join(f"{to}: {why}" for to, why in refused.items()), secrets)

    def mail(self, message: Outgoing) -> EmailMessage:
        """The mail of an alert: what is in it is foreign, and can end no header."""
        what = message_of(message, self.settings.language)
        mail = EmailMessage(policy=MAIL)
        mail["From"] = self.settings.sender
        mail["To"] = ", ".join(self.settings.to)
        mail["Subject"] = subject(what, SUBJECT)
        mail["Date"] = format_datetime(message.at.astimezone(LOCAL))
        mail["Message-ID"] = f"<{message.key}@{self.settings.sender.rpartition('@')[2]}>"
        mail["Auto-Submitted"] = "auto-generated"
        body = fitted(what, plain, _fits)
        mail.set_content(body, charset="utf-8", cte="base64")  # not every server takes eight bits
        return mail


def _fits(body: str) -> bool:
    return utf8_bytes(body) <= BODY_BYTES


async def _sent(wished: MailSettings, mail: EmailMessage, password: str | None) -> dict[str, str]:
    """Send a mail; gives what the server says to readers that it refuses while it takes others."""
    client = aiosmtplib.SMTP(
        hostname=wished.host,
        port=wished.port,
        timeout=wished.seconds,
        use_tls=wished.security == "tls",
        start_tls=wished.security == "starttls",
        tls_context=None if wished.security == "none" else ssl.create_default_context(),
        username=wished.user,
        password=password,
    )
    async with client:
        refused, _ = await client.send_message(mail, sender=wished.sender, recipients=list(wished.to))
    return {to: f"{answer.code} {answer.message}" for to, answer in refused.items()}


def _forms(user: str, password: str) -> tuple[str, ...]:
    """The password, and the line in which it is sent, which a server may echo."""
    return password, base64.b64encode(f"\0{user}\0{password}".encode()).decode()
