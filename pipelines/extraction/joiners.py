"""Whether 与, 和, 及 or 、 stands inside a name or between two."""

from __future__ import annotations

import re

from pipelines.extraction.ground import LONGEST, Ground
from pipelines.extraction.letters import JOINERS
from pipelines.lexicons import names


def joins_inside(ground: Ground, joiner: int, right: int, offset: int) -> bool:
    """Whether a joiner stands inside a name (海洋与海事技术联合实验室) rather than between two."""
    text = ground.text
    if _in_phrase(ground, joiner, right):
        return True
    left = re.split(
        r"[，。；：！？“”《》（）\s]", text[max(ground.bar_before(joiner), joiner - LONGEST) : joiner]
    )[-1]
    if text[joiner] != "、":
        left = _behind_whole_name(left)
    own = names.without_region(left)
    if left[-1:] in ("正", "亦", "刚", "仍", "现") and text[joiner] in "与跟":
        return False  # 正与河套发展署商讨: an adverb, no letter of a name
    if len(own) == 1 and (names.is_brand_piece(own) or (len(left) > 1 and right < offset)):
        return True  # 深圳市屿和康复医院: one letter is no name
    is_office = own and not names.ends_name(left) and _is_office(ground, right, offset)
    if is_office and _all_plain(ground, joiner - len(own), joiner):
        return True  # 福田区科技和工业信息化局, 国家研究与创新署: one office for two things
    if right == offset and text[joiner] == "与" and names.ends_place(text[offset : offset + 2]):
        return False  # 梅屿康与园区签下协议
    if right == offset and len(left) > 1 and text[joiner] != "、":
        return names.is_brand_piece(ground.words.before(joiner)[1]) and not names.ends_name(left)  # 养和医院
    if len(left) < 2 or joiner in ground.sure or names.ends_name(left) or right >= offset:
        return False
    inner = list(names.suffix_pattern().finditer(left))
    last = ground.words.before(joiner)[1]
    following = ground.words.at(right)[1]
    if text[joiner] == "、":
        # 国家药品监督管理局药品、医疗器械…分中心: a body, then two things of one kind that it deals with
        behind = left[inner[-1].end() :] if inner else ""
        return 1 < len(behind) <= 6 and is_plain(last) and behind.endswith(last) and is_plain(following)
    if not is_plain(last) or not is_plain(following) or names.is_generic(left):
        return False
    own_start = joiner - len(own) if len(own) >= 3 and right < offset else joiner - len(left)
    return not names.ends_weak(left) or _all_plain(ground, own_start, joiner)


def _in_phrase(ground: Ground, joiner: int, right: int) -> bool:
    """Whether it joins what is always said together: 工业和信息化."""
    begin = max(0, joiner - 9)
    phrase = names.joined_pattern().search(ground.text[begin : right + 9])
    if phrase is None or (phrase[0].endswith(("与", "及")) and names.is_region(ground.words.at(right)[1])):
        return False
    return begin + phrase.start() < joiner < begin + phrase.end()


def _is_office(ground: Ground, right: int, offset: int) -> bool:
    """Whether what ends at ``offset`` is an office of a government, and no name of its own begins at ``right``."""
    ending = names.suffix_pattern().match(ground.text, offset)
    word = ground.words.at(right)[1]
    return bool(ending and names.kind_of(ending[0]) == "gov") and not names.is_region(word)


def _behind_whole_name(left: str) -> str:
    """What stands behind the last complete name of a row: 深圳市人工智能 of 发展署与深圳市人工智能."""
    for at in range(len(left) - 1, 0, -1):
        if left[at] in JOINERS and names.ends_name(left[:at]):
            return left[at + 1 :]
    return left


def is_plain(word: str) -> bool:
    """A common noun of two characters or more."""
    return len(word) >= 2 and names.is_common(word) and not names.bounds_name(word)


def _all_plain(ground: Ground, start: int, end: int) -> bool:
    return all(is_plain(word) for _, word in ground.words.between(start, end))
