"""``[watches.NAME]``: what a reader wants to hear of. What is left away lets everything through."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BeforeValidator, Field

from crawler.mistakes import Mistake, Strict, like
from pipelines import vocabulary
from pipelines.entities.values import CLASSES
from pipelines.extraction.money import find_amounts
from pipelines.values import Amount
from pipelines.watches import NEWS_KINDS, OPERATOR_KINDS, Watch, parse_digest, parse_hours, parse_words

#: The watch that there is where the file has none: everything, by all channels.
DEFAULT = "default"
#: The watch that is told of sources that fail, and of floods.
OPERATOR = "operator"
_LONGEST = 200
#: Names of currencies that stand beside 元: what they mean is read, and they stand outside of the amount.
_UNREAD = ("", "人民币", "港币", "美金", "新台币", "台币", "澳门币")
_CODE_LAST = re.compile(r"(.*\S)\s+([A-Za-z]{3})")


def _known(what: str, known: Iterable[str]) -> AfterValidator:
    allowed = tuple(known)

    def check(given: tuple[str, ...]) -> tuple[str, ...]:
        for one in given:
            if one not in allowed:
                raise ValueError(f"no {what} {one!r}{like(one, allowed)}")
        return given

    return AfterValidator(check)


def _quoted(given: Any) -> Any:
    """A bare number is told how an amount is written, as any other that cannot be read."""
    if isinstance(given, int | float):
        raise ValueError(
            f'{given} is no amount in words: write it in quotes, "{given}", "1亿" or "HK$100 million"'
        )
    return given


def _readable(parse: Callable[[Any], object]) -> AfterValidator:
    def check(given: Any) -> Any:
        parse(given)
        return given

    return AfterValidator(check)


def parse_amount(text: str) -> Amount:
    """``1亿``, ``1亿港元``, ``HK$100 million``, ``100 million HKD``; without a currency any counts.

    Raises:
        ValueError: it is no amount.
    """
    plain = text.strip()
    code = _CODE_LAST.fullmatch(plain)
    forms = [plain, f"{plain.replace(' ', '')}元", f"{code[2].upper()} {code[1]}" if code else plain]
    for form in forms:
        found = find_amounts(form, home="")
        if len(found) == 1 and form[: found[0].start] + form[found[0].end :] in _UNREAD:
            return found[0].amount
    raise ValueError(f"{text[:_LONGEST]!r} is no amount; write 1亿, 5000万港元 or HK$100 million")


#: Kinds of signings and events as a reader names them, wide or narrow.
TYPES = (
    *vocabulary.SIGNING_TYPES,
    *vocabulary.EVENT_TYPES,
    *(f"{kind}.{sub}" for kind, subs in vocabulary.EVENT_TYPES.items() for sub in subs),
)
Names = Annotated[
    tuple[Annotated[str, Field(min_length=1, max_length=_LONGEST)], ...], Field(max_length=_LONGEST)
]


class WatchSettings(Strict):
    """The settings of one watch."""

    channels: tuple[str, ...] | None = None
    kinds: Annotated[tuple[str, ...], _known("kind of alert", vocabulary.ALERT_KINDS)] = NEWS_KINDS
    families: Annotated[tuple[str, ...], _known("family", vocabulary.FAMILIES)] = ()
    types: Annotated[tuple[str, ...], _known("type", TYPES)] = ()
    statuses: Annotated[tuple[str, ...], _known("status that is told", vocabulary.ALERTING_STATUSES)] = ()
    side: Literal["shenzhen", "hongkong"] | None = None
    organisations: Names = ()
    classes: Annotated[tuple[str, ...], _known("class of organisations", CLASSES)] = ()
    words: Annotated[tuple[str, ...], _readable(parse_words)] = ()
    min_confidence: float = Field(default=0.0, ge=0, le=1)
    min_reports: int = Field(default=1, ge=1, le=100)
    min_amount: Annotated[str, BeforeValidator(_quoted), _readable(parse_amount)] | None = None
    hours: Annotated[str, _readable(parse_hours)] | None = None
    digest: Annotated[str, _readable(parse_digest)] | None = None
    unconfirmed: Literal["mark", "wait"] = "mark"
    first_crawl: Literal["hold", "send"] = "hold"
    most_per_day: int = Field(default=20, ge=1, le=1000)
    language: Literal["en", "zh"] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Channels:
    """The names of the channels of a file. ``told``: each alert; ``programs``: those of them that programs read;
    ``files``: feeds and calendars, which show what watches let through."""

    told: tuple[str, ...] = ()
    programs: tuple[str, ...] = ()
    files: tuple[str, ...] = ()


def watches_of(settings: Mapping[str, WatchSettings], channels: Channels) -> tuple[Watch, ...]:
    """The watches of a file, in its order; the default one where it has none, and one for news or for the operator where
    none asks for these.

    Raises:
        Mistake: a watch names a channel that there is not.
    """
    if not settings:
        return (
            Watch(
                name=DEFAULT,
                channels=channels.told,
                programs=channels.programs,
                kinds=vocabulary.ALERT_KINDS,
            ),
        )
    watches = tuple(_watch(name, wished, channels) for name, wished in settings.items())
    if not any(kind in NEWS_KINDS for watch in watches for kind in watch.kinds):
        # whoever says where failing sources are told did not say that the news ends
        news = Watch(
            name=_free_name(DEFAULT, settings),
            channels=channels.told,
            programs=channels.programs,
            kinds=NEWS_KINDS,
        )
        watches = (*watches, news)
    if any(kind in OPERATOR_KINDS for watch in watches for kind in watch.kinds):
        return watches
    used = {channel for watch in watches for channel in watch.channels}
    return (*watches, _of_operator(_free_name(OPERATOR, settings), used, channels)) if used else watches


def _free_name(wished: str, taken: Collection[str]) -> str:
    """What a watch is called that the file does not name: watches are known apart by their names."""
    names = (wished, *(f"{wished}-{number}" for number in range(2, len(taken) + 3)))
    return next(name for name in names if name not in taken)


def _of_operator(name: str, used: Collection[str], channels: Channels) -> Watch:
    """Who reads the news hears of sources that fail, too, unless the file says who does: otherwise silence would look like
    no news. By the channels that are in use, at most once an hour, and not at night."""
    return Watch(
        name=name,
        channels=tuple(one for one in channels.told if one in used),
        programs=channels.programs,
        kinds=OPERATOR_KINDS,
        digest=parse_digest("hourly"),
        hours=parse_hours("08:00-22:00"),
    )


def _watch(name: str, wished: WatchSettings, channels: Channels) -> Watch:
    named = (*channels.told, *channels.files)
    for number, channel in enumerate(wished.channels or ()):
        if channel not in named:
            known = like(channel, named) if named else "; there is none: add [channels.NAME]"
            raise Mistake(("watches", name, "channels", number), f"no channel {channel!r}{known}")
    own = named if wished.channels is None else wished.channels
    return Watch(
        name=name,
        channels=tuple(one for one in own if one in channels.told),
        files=tuple(one for one in own if one in channels.files),
        programs=channels.programs,
        kinds=OPERATOR_KINDS if name == OPERATOR and "kinds" not in wished.model_fields_set else wished.kinds,
        families=wished.families,
        types=wished.types,
        statuses=wished.statuses,
        side=wished.side,
        organisations=wished.organisations,
        classes=wished.classes,
        words=parse_words(wished.words),
        min_confidence=wished.min_confidence,
        min_reports=wished.min_reports,
        least=parse_amount(wished.min_amount) if wished.min_amount else None,
        hours=parse_hours(wished.hours) if wished.hours else None,
        digest=parse_digest(wished.digest) if wished.digest else None,
        unconfirmed=wished.unconfirmed,
        first_crawl=wished.first_crawl,
        most_per_day=wished.most_per_day,
        language=wished.language,
    )
