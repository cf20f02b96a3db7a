"""A notice on the desktop, by ``notify-send`` of libnotify."""

from __future__ import annotations

import html
import shutil
import subprocess
from dataclasses import dataclass

from channels.messages import fitted, message_of, plain, subject
from channels.outgoing import NotSent, Outgoing, said
from crawler.channel_settings import DesktopSettings

#: More than this no desktop shows.
_TITLE, _TEXT = 80, 500


@dataclass(frozen=True, slots=True, kw_only=True)
class DesktopChannel:
    """Each alert as a notice to whoever sits before the screen of the program."""

    name: str
    settings: DesktopSettings
    per_minute: int | None = None
    bundles: bool = True

    def has_room(self, message: Outgoing) -> bool:
        """A notice tells that there is much to read, not all of it; a screen full of them would be worse."""
        return True

    def send(self, message: Outgoing) -> None:
        """Show an alert. See :class:`channels.outgoing.Channel`."""
        program = shutil.which("notify-send")
        if program is None:
            raise NotSent("notify-send is not there; install libnotify (libnotify-bin), or use another kind")
        what = message_of(message, self.settings.language)
        text = fitted(what, plain, lambda text: len(text) <= _TEXT)
        words = (subject(what, _TITLE), html.escape(text, quote=False))  # the text is read as markup
        try:
            done = subprocess.run(
                [program, "--app-name=Hetao Watch", "--", *words],
                capture_output=True,
                timeout=self.settings.seconds,
                check=False,
            )
        except subprocess.TimeoutExpired:
            raise NotSent(f"notify-send did not end within {self.settings.seconds:g} seconds") from None
        if done.returncode:
            raise NotSent(f"notify-send: {said(done.stderr, ()) or done.returncode}")
