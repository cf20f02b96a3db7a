"""Lines that are no prose: code, and rows of tables. Their half-width marks are syntax, whatever their words are."""

from __future__ import annotations

import re

from pipelines.han_model import is_han
from pipelines.repairing.edits import Place
from pipelines.repairing.looks import HAN

_NAME = "[A-Za-z_][A-Za-z0-9_.]{0,60}"
_CODE = re.compile(
    r"^\s*(?:def|class|for|while|if|elif|else|return|import|from|print|echo|var|let|const|function|public|private"
    r"|static|void|int|float|double|char|string|bool|try|except|catch|raise|throw|with|assert|lambda|switch|case"
    r"|SELECT|INSERT|UPDATE|DELETE|CREATE|ALTER|DROP|WHERE|FROM|VALUES|select|insert|update|delete|create)\b"
    r"|^\s*(?://|/\*|\*/|<!--|\$ |>>> )"  # comments, prompts
    rf"|{_NAME}\([^()\n]{{0,80}}[\"'=]|^\s*{_NAME}\([^\n]{{0,200}}\)\s*;?\s*$"
    r"|[{}\\`]|[=!<>+*/-]=|=>|->|&&|\|\||</?[A-Za-z]|\"\s*:\s*[\"\d\[]|\[[\"']|[\"']\]"
    rf"|(?:^|[\s(,])[{HAN}A-Za-z_][{HAN}A-Za-z0-9_.]{{0,30}}\s?=\s?[{HAN}A-Za-z0-9_\"'\[(-]"
    r"|[);]\s*;\s*$|%[sd]"
)
# Comments beside code; alone they are headings and dialogue.
_COMMENT = re.compile(r"^\s*(?:# |--)|\S\s{1,9}# ")
_SEPARATORS = re.compile(r"(?<![0-9]),|,(?![0-9]{3}(?![0-9]))|[;\t]")
_NUMBERS = re.compile("[0-9]+(?:,[0-9]+)+")
_SENTENCE = re.compile("[。！？!?：“”…]")
_CELL = re.compile(r"[\s\"'A-Za-z0-9.:/%+-]{1,40}")
#: A name of a column or a place has no more characters; a clause of a sentence has, soon or late.
_SHORT, _LONG = 4, 16


def verbatim_lines(text: str) -> tuple[Place, ...]:
    """The lines of code and the rows of tables, as places in order; the whole text where most lines are such."""
    lines: list[tuple[Place, str]] = []
    start = 0
    for line in text.split("\n"):
        lines.append(((start, start + len(line)), line))
        start += len(line) + 1
    parts = [_cells(line) for _, line in lines]
    code = [_CODE.search(line) is not None for _, line in lines]
    holds_code = any(code)
    kept = [
        place
        for number, (place, line) in enumerate(lines)
        if code[number]
        or (holds_code and _COMMENT.search(line))
        or _is_row(parts, number)
        or (line.count("|") > 1 and not _SENTENCE.search(line))
    ]
    filled = sum(1 for _, line in lines if line.strip())
    if len(kept) * 2 > filled:
        return ((0, len(text)),)
    return tuple(kept)


def _cells(line: str) -> list[str]:
    """What stands between the separators of a line; nothing where it is a sentence, or has no separator."""
    if _SENTENCE.search(line) or line.rstrip().endswith((".", ",", ";", "，")):
        return []
    if _NUMBERS.fullmatch(line.strip()):
        return line.split(",")  # 983,479 among rows of two cells is none of thousands
    cells = _SEPARATORS.split(line.strip())
    return cells if len(cells) > 1 and max(map(len, cells)) <= 3 * _LONG else []


def _is_row(parts: list[list[str]], number: int) -> bool:
    """A row has cells that are short, or its neighbour has as many, or one holds nothing but a number or a code."""
    cells = parts[number]
    if len(cells) < 2:
        return False
    longest = max(sum(map(is_han, cell)) for cell in cells)
    if len(cells) > 2 and longest <= _SHORT:
        return True
    beside = [parts[at] for at in (number - 1, number + 1) if 0 <= at < len(parts)]
    if longest <= _LONG and any(len(other) == len(cells) for other in beside):
        return True
    return len(cells) > 2 and longest <= _LONG and sum(map(bool, map(_CELL.fullmatch, cells))) >= 1
