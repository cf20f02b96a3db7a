"""A week of invented articles for bench/soak.py: the same for the same seed. Every name and figure in them is fiction.

Names are made of characters that are the same in both scripts and occur in no other name, so that what was told can
be found again whichever outlet told it first.
"""

from __future__ import annotations

import itertools
import random
from collections.abc import Iterator

from crawler.demo.stories import NAMES, OUTLETS, Story

_HEADS = "石木禾玉松柏梅杏桃竹川岩青"
_TAILS = "田原林泉岸野坡谷泊港汀洲丘岩茂洋沐舟"
TRADES = ("智能科技", "生物科技", "新材料科技", "量子科技", "光子科技", "能源科技")
_FIELDS = ("算法", "中试", "样本保存", "材料表征", "能源管理", "人才培养")
TOWNS = ("青石", "白水", "明月", "松山", "竹林", "古泉")
#: Title, first sentence and truth of what must be told; {a} and {b} occur in no other story.
_TOLD = (
    (
        "{a}与{b}签署战略合作协议",
        "{{d{day:+d}}}，{a}有限公司与{b}有限公司在河套深圳园区签署战略合作协议。",
        "signing:strategic_cooperation:occurred",
    ),
    (
        "{a}与{b}签署合作协议",
        "{{d{day:+d}}}，{a}有限公司与{b}有限公司在河套深圳园区签署合作协议，共同推进{field}。",
        "signing:cooperation:occurred",
    ),
    (
        "{a}签约入驻河套深圳园区",
        "{{d{day:+d}}}，{a}有限公司签约入驻河套深圳园区，将在园区开展{field}。",
        "signing:settle_in:occurred",
    ),
    (
        "{a}租用河套深圳园区一层办公楼",
        "{{d{day:+d}}}，{a}有限公司与{b}有限公司签署租赁合同，租用河套深圳园区一层办公楼作研发用途。",
        "signing:lease:occurred",
    ),
)
#: Every fourth day: openings at one place within three days, whose names end alike, count as one.
_OPENING = (
    "{a}联合实验室在河套揭牌",
    "{{d{day:+d}}}，{a}联合实验室在河套深圳园区揭牌。",
    "event:OPENING.unveil:occurred",
)
#: What else such an article says, four of them in any order: articles of one kind must not be the same but for a name.
_MORE = (
    "有关团队来自{town}，现有{n}名研究人员，多数从事{field}。",
    "设备将分{n}批运抵，其中一批用于{field}，调试约需两个月。",
    "{town}的一家工厂会提供{n}种试样，质量由双方的工程师共同把关。",
    "负责人表示，今后{n}个月的重点是{field}，不急于扩大规模。",
    "楼内设有{n}间工作室，走廊尽头可以看到深圳河，窗户朝南。",
    "此前团队在{town}试验了{n}次，有得有失，经验都写进了手册。",
    "工程师说，难处不在仪器，而在{field}所需要的耐心，{n}年都不算长。",
    "来自{town}的学生可以申请{n}个实习岗位，每年两次，食宿自理。",
    "资料显示，{field}的成本在{n}年间下降了一半，但仍高于预期。",
    "食堂、班车和{n}套公寓已经备好，首批人员下个月从{town}搬来。",
    "评审专家认为，{field}的路线清楚，但有{n}个细节还要验证。",
    "数据会存放在{town}的机房，备份{n}份，每周核对一次。",
)
_NOT_ABOUT_THE_ZONE = (
    "{town}镇的绿道{{d{day:+d}}}开放，全长{n}公里，沿线有{n}个休息点。",
    "{town}镇图书馆{{d{day:+d}}}起延长开放，新到图书{n}百册，儿童阅览室周末不休息。",
    "{town}镇足球队{{d{day:+d}}}在主场取胜，现场有{n}百名观众，下一场比赛在周末举行。",
)


def week(*, seed: int, days: int, a_day: int) -> list[Story]:
    """Articles in the order in which they are published, the last day being today.

    Of ten, four must be told, one is a reprint of an earlier one by another outlet, and five are about other things.
    """
    chance = random.Random(seed)
    names = names_of(chance)
    found: list[Story] = []
    for number in range(days * a_day):
        day = number // a_day - days + 1
        # a listing shows the highest day first and then sorts by key: what comes later must stand before
        key = f"week-{99_999 - number}"
        outlet = chance.choice(OUTLETS)
        told = [story for story in found[-20:] if story.tells and story.outlet != outlet]
        kind = number % 10
        if kind in (0, 3, 5, 8):
            found.append(_told(chance, key, outlet, day, names, opening=number % (4 * a_day) == 0))
        elif kind == 6 and told:
            found.append(_reprint(chance.choice(told), key, outlet, day))
        else:
            found.append(_other(chance, key, outlet, day))
    return found


def names_of(chance: random.Random) -> Iterator[str]:
    """Stems of names, each once, the same for the same seed; none is part of another."""
    found = ["".join(three) for three in itertools.product(_HEADS, _TAILS, _TAILS)]
    chance.shuffle(found)
    return iter(found)


def _told(
    chance: random.Random, key: str, outlet: str, day: int, names: Iterator[str], *, opening: bool
) -> Story:
    title, text, truth = _OPENING if opening else chance.choice(_TOLD)
    filled = {name: next(names) + chance.choice(TRADES) for name in "ab"}
    more = {"day": day, "field": chance.choice(_FIELDS)}
    lines = [line.format(**_slots(chance)) for line in chance.sample(_MORE, k=4)]
    return Story(
        key=key,
        outlet=outlet,
        day=day,
        title=title.format(**filled, **more),
        text="\n".join([text.format(**filled, **more), *lines]),
        relevance="subject",
        tells=(truth,),
        same=filled["a"],
        held=True,
    )


def _slots(chance: random.Random) -> dict[str, object]:
    return {"town": chance.choice(TOWNS), "n": chance.randint(3, 90), "field": chance.choice(_FIELDS)}


def _reprint(told: Story, key: str, outlet: str, day: int) -> Story:
    return Story(
        key=key,
        outlet=outlet,
        day=day,
        title=told.title,
        text=told.text,
        relevance="subject",
        reprint_of=told.key,
        same=told.same,
        origin=NAMES[told.outlet],
        held=True,
    )


def _other(chance: random.Random, key: str, outlet: str, day: int) -> Story:
    town = chance.choice(TOWNS)
    lines = chance.sample(_NOT_ABOUT_THE_ZONE, k=2)
    text = "\n".join(line.format(town=town, day=day, n=chance.randint(3, 90)) for line in lines)
    return Story(
        key=key,
        outlet=outlet,
        day=day,
        title=f"{town}镇要闻（{key[5:]}）",
        text=text,
        relevance="irrelevant",
        held=True,
    )
