"""What may be set for every source, built-in or own: whether, when and by which way it is asked."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Annotated

from pydantic import AfterValidator, Field, model_validator

from crawler import proxy_setting
from crawler.mistakes import ConfigurationError, Strict
from crawler.proxy_setting import Proxy
from crawler.spans import parse_days, parse_every, parse_size, parse_span

#: An hour between two requests is as good as never.
MOST_DELAY = 3600
LONGEST_CRON = 100
#: Any moment does to see whether a schedule comes at all: no field of it names a year.
_SOME_MOMENT = datetime(2026, 1, 1, tzinfo=UTC)


def _checked(parse: Callable[[str], object]) -> AfterValidator:
    def check(text: str) -> str:
        parse(text)
        return text

    return AfterValidator(check)


def _cron(text: str) -> str:
    if len(text) > LONGEST_CRON:
        raise ValueError(f"a cron expression of more than {LONGEST_CRON} characters")
    from apscheduler.triggers.cron import CronTrigger  # here, because few files hold one

    try:
        first = CronTrigger.from_crontab(text, timezone=UTC).get_next_fire_time(None, _SOME_MOMENT)
    except ValueError as problem:
        raise ValueError(f"{text!r} is no cron expression of five fields: {problem}") from None
    if first is None:
        raise ValueError(f"{text!r} never comes: there is no such day")
    return text


Every = Annotated[str, _checked(parse_every)]
Span = Annotated[str, _checked(parse_span)]
Size = Annotated[str, _checked(parse_size)]
Days = Annotated[str, _checked(parse_days)]
Cron = Annotated[str, AfterValidator(_cron)]
Delay = Annotated[float, Field(ge=1, le=MOST_DELAY, allow_inf_nan=False)]


class SourceSettings(Strict):
    """The settings of one source; for a built-in one they are all that there is to set."""

    enabled: bool | None = None
    every: Every | None = None
    cron: Cron | None = None
    fastest: Every | None = None
    slowest: Every | None = None
    delay: Delay | None = None
    newest_within: Every | None = None
    proxy_setting: Proxy | None = Field(default=None, alias="proxy", repr=False)

    @model_validator(mode="after")
    def _one_rhythm(self) -> SourceSettings:
        if self.every and self.cron:
            raise ValueError("give `every` or `cron`, not both")
        exact, bound = self.every or self.cron, self.fastest or self.slowest
        if exact and bound:
            raise ValueError("`every` and `cron` are exact; leave `fastest` and `slowest` away")
        if self.fastest and self.slowest and parse_every(self.slowest) < parse_every(self.fastest):
            raise ValueError(f"slowest is {self.slowest}, which is faster than fastest, {self.fastest}")
        return self

    @property
    def proxy(self) -> str | None:
        """The address of the proxy with its password, to be used and never shown; None where none is set.

        Raises:
            ConfigurationError: it is ``env:NAME``, and the environment has no usable address there.
        """
        if self.proxy_setting is None:
            return None
        try:
            return proxy_setting.address(self.proxy_setting)
        except ValueError as problem:
            raise ConfigurationError(f"proxy: {problem}") from None
