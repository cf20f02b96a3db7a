"""A server's answer, opened with suspicion: it may be cut, wrapped, doubled, nested without end or no JSON at all."""

from __future__ import annotations

import json
import re
from typing import Any, NoReturn

from pipelines.proposing.prompts import least_tokens
from pipelines.proposing.values import Answer, Prompt, Refused

#: Our own answers nest four deep.
_DEEPEST = 32
#: Where an object may begin in a text that says more than the object.
_MOST_STARTS = 20
#: No article of news makes a longer answer.
LONGEST_ANSWER = 200_000
# A string ends at its quotation mark or nowhere: with a required end, `"\"\"\"…` would cost quadratic time.
_MARKS = re.compile(r'"(?:[^"\\]++|\\.)*+"?|[{\[]|[}\]]', re.DOTALL)


def read_answer(body: bytes, prompt: Prompt) -> Answer:
    """The claims in the body of a chat completion, as the model wrote them.

    Raises:
        Refused: it cannot be used as a whole; the reason says why.
    """
    try:
        envelope = _load(body.decode("utf-8"))
    except UnicodeDecodeError:
        raise Refused("not_json") from None
    choice = _first_choice(envelope)
    tokens = _prompt_tokens(envelope)
    if tokens is not None and tokens < least_tokens(prompt):
        raise Refused("truncated")
    ended = choice.get("finish_reason")
    if ended == "length":
        raise Refused("cut_off")
    if ended not in (None, "stop"):
        raise Refused("unfinished")
    message = choice.get("message")
    content = message.get("content") if isinstance(message, dict) else None
    if not isinstance(content, str):
        raise Refused("wrong_shape")
    return Answer(claims=_claims(content), prompt_tokens=tokens)


def _first_choice(envelope: Any) -> dict[str, Any]:
    choices = envelope.get("choices") if isinstance(envelope, dict) else None
    if isinstance(choices, list) and choices and isinstance(choices[0], dict):
        return choices[0]
    raise Refused("wrong_shape")


def _prompt_tokens(envelope: dict[str, Any]) -> int | None:
    usage = envelope.get("usage")
    tokens = usage.get("prompt_tokens") if isinstance(usage, dict) else None
    # what a column holds: a server that counts a quintillion counts nothing
    return tokens if type(tokens) is int and 0 <= tokens < 2**31 else None


def _claims(content: str) -> list[object]:
    """The list that the content holds, whatever stands around its object."""
    if len(content) > LONGEST_ANSWER:
        raise Refused("too_large")
    found = _object_in(_unwrapped(content))
    claims = found.get("claims") if isinstance(found, dict) else None
    if not isinstance(claims, list):
        raise Refused("wrong_shape")
    return claims


def _unwrapped(content: str) -> str:
    """The content without the thoughts of a reasoning model before it, and out of its Markdown fence.

    >>> _unwrapped('<think>hm</think>Here: ```json {"claims": []} ``` Done.')
    ' {"claims": []} '
    """
    head, thoughts, rest = content.partition("</think>")
    if thoughts and head.lstrip().startswith("<think>"):
        content = rest
    _, fence, rest = content.partition("```")
    if not fence:
        return content
    return rest.partition("```")[0].removeprefix("json")


def _object_in(content: str) -> Any:
    try:
        return _load(content.strip())
    except Refused as problem:
        if problem.reason != "not_json":
            raise
    at = -1
    for _ in range(_MOST_STARTS):
        at = content.find("{", at + 1)
        if at < 0:
            break
        try:
            found, end = _DECODER.raw_decode(content, at)
        except RecursionError:
            raise Refused("too_deep") from None
        except ValueError as problem:
            if isinstance(problem, Refused):
                raise
            continue
        if isinstance(found, dict) and "claims" in found:
            return found
        at = end - 1
    raise Refused("not_json")


def _load(text: str) -> Any:
    """JSON in which no key comes twice: which of the two would count, every parser decides for itself."""
    if _depth(text) > _DEEPEST:
        raise Refused("too_deep")
    try:
        return _DECODER.decode(text)
    except Refused:
        raise
    except RecursionError:
        raise Refused("too_deep") from None
    except ValueError:  # JSONDecodeError, and numbers of thousands of digits
        raise Refused("not_json") from None


def _depth(text: str) -> int:
    """How deep brackets are nested, those in strings left out."""
    depth = deepest = 0
    for piece in _MARKS.finditer(text):
        if piece[0] in "{[":
            depth += 1
            deepest = max(deepest, depth)
        elif piece[0] in "}]":
            depth -= 1
    return deepest


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise Refused("duplicate_keys")
    return found


def _no_number(name: str) -> NoReturn:
    raise Refused("not_json")  # NaN and Infinity are no JSON


_DECODER = json.JSONDecoder(object_pairs_hook=_once, parse_constant=_no_number)
