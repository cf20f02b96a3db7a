"""Ten things that happen to a text on its way from one outlet to another; each takes an article and gives it back edited."""

from __future__ import annotations

import random
import re
from collections.abc import Callable
from dataclasses import replace
from functools import lru_cache

import opencc
import pypinyin

from bench.reprints.invented.news import News, invented
from pipelines.han_model import is_han

Edit = Callable[[News, random.Random], News]
_SENTENCE = re.compile(r"[^。！？\n]*[。！？]?[”」）]?\n?")
# one character in sixty; a part of the text; bytes between two losses; share of characters with a reading
_SPACING, _KEPT, _DROPPED, _ADDED, _BYTES, _READINGS = 60, 0.6, 0.3, 0.3, 400, 0.1
_BRACKETS = ("({} )", "({})", "（{}）")
#: What Hong Kong calls otherwise, in Traditional after conversion (ours, of everyday words).
HONG_KONG = {
    "信息": "資訊", "質量": "質素", "視頻": "短片", "短信": "短訊", "公交車": "巴士", "公交": "巴士", "出租車": "的士",
    "地鐵": "港鐵", "電動自行車": "電動單車", "機器人": "機械人", "激光": "鐳射", "程序": "程式", "幼兒園": "幼稚園",
    "老人": "長者", "高校": "大專院校", "客商": "買家", "立交": "天橋", "土豆": "薯仔", "早餐攤": "早餐檔", "冷庫": "凍倉",
    "民警": "警員", "應急": "緊急", "停車樓": "停車場大廈", "志願者": "義工", "公租房": "公屋", "物業費": "管理費",
    "快遞": "速遞", "簽約": "簽署合約", "渠道": "途徑", "水平": "水準", "打印": "列印", "周末": "週末", "食堂": "飯堂",
    "運動員": "健兒", "主教練": "領隊", "導遊": "領隊", "招聘": "聘請", "租金": "租值", "審批": "批核", "家庭醫生": "家庭科醫生",
}  # fmt: skip


def sentences(text: str) -> list[str]:
    """The sentences of a text; joined they are the text."""
    return [found for found in _SENTENCE.findall(text) if found]


def framed(news: News, chance: random.Random) -> News:
    """A page's header before, its footer and three other headlines behind."""
    others = [f"· {other.title}" for other in invented(3, f"{chance.random()}")]
    head = f"首页 > 新闻中心 > 正文\n{news.title}\n{news.published_at:%Y-%m-%d %H:%M}　来源：{news.outlet}　字号：大 中 小"
    foot = f"【责任编辑：{chance.choice('李王张陈')}编】　分享到：微信 微博　打印本页\n相关阅读"
    rights = f"版权声明：凡注明来源为{news.outlet}的作品，未经授权不得转载。举报电话：0755-{chance.randint(10**7, 10**8)}"
    return replace(news, text="\n".join([head, news.text, foot, *others, rights]))


def retouched(news: News, chance: random.Random) -> News:
    """One Han character in sixty replaced, dropped or doubled by another; figures stay, since another figure is other news."""
    text = list(news.text)
    places = [at for at, character in enumerate(text) if is_han(character)]
    for at in chance.sample(places, min(len(places), max(1, len(text) // _SPACING))):
        other = news.text[chance.choice(places)]
        text[at] = chance.choice((other, "", text[at] + other))
    return replace(news, text="".join(text))


def cut(news: News, chance: random.Random) -> News:
    """The first three fifths."""
    del chance
    return replace(news, text=news.text[: int(len(news.text) * _KEPT)])


def thinned(news: News, chance: random.Random) -> News:
    """Three sentences in ten left out."""
    told = sentences(news.text)
    gone = set(chance.sample(range(len(told)), round(len(told) * _DROPPED)))
    return replace(news, text="".join(one for number, one in enumerate(told) if number not in gone))


def extended(news: News, chance: random.Random) -> News:
    """Another text's sentences put between, three tenths of the length."""
    told = sentences(news.text)
    wanted = len(news.text) * _ADDED
    for other in invented(9, f"{chance.random()}"):
        for one in sentences(other.text):
            if wanted <= 0:
                return replace(news, text="".join(told))
            told.insert(chance.randint(0, len(told)), one)
            wanted -= len(one)
    return replace(news, text="".join(told))


@lru_cache(maxsize=2)
def _converter(name: str) -> opencc.OpenCC:
    return opencc.OpenCC(name)


def other_script(news: News, chance: random.Random) -> News:
    """In Traditional, as a rule or as Taiwan writes it; a Traditional text in Simplified."""
    simplified = _converter("hk2s").convert(news.text) == news.text
    convert = _converter(chance.choice(("s2t", "s2tw")) if simplified else "hk2s").convert
    return replace(news, title=convert(news.title), text=convert(news.text))


def hong_kong(news: News, chance: random.Random) -> News:
    """In the script, the quotes and the words of Hong Kong."""
    del chance
    return replace(news, title=_in_hong_kong(news.title), text=_in_hong_kong(news.text))


def _in_hong_kong(text: str) -> str:
    known = re.compile("|".join(sorted(HONG_KONG, key=len, reverse=True)))
    written = _converter("s2hk").convert(text).translate(str.maketrans("“”", "「」"))
    return known.sub(lambda found: HONG_KONG[found[0]], written)


def with_readings(news: News, chance: random.Random) -> News:
    """A tenth of the characters with their pinyin in brackets, as mirrors insert it."""
    bracket = chance.choice(_BRACKETS)
    toned = pypinyin.pinyin(news.text, errors=list)  # type: ignore[arg-type]  # a list keeps one entry a character
    pieces = (
        character + (bracket.format(reading) if is_han(character) and chance.random() < _READINGS else "")
        for character, (reading, *_) in zip(news.text, toned, strict=True)
    )
    return replace(news, text="".join(pieces))


def joined(news: News, chance: random.Random) -> News:
    """One paragraph, no spaces."""
    del chance
    return replace(news, text="".join(news.text.split()))


def with_lost_bytes(news: News, chance: random.Random) -> News:
    """A GBK stream in which about one byte in four hundred is gone, read with a mark for what cannot be read."""
    body = bytearray(news.text.encode("gb18030"))
    gone = chance.sample(range(len(body)), max(1, len(body) // _BYTES))
    for at in sorted(gone, reverse=True):
        del body[at]
    return replace(news, text=bytes(body).decode("gb18030", "replace"))


EDITS: dict[str, Edit] = {
    "header and footer": framed,
    "1 edit in 60": retouched,
    "cut to 60 %": cut,
    "30 % dropped": thinned,
    "30 % added": extended,
    "other script": other_script,
    "Hong Kong": hong_kong,
    "pinyin": with_readings,
    "joined": joined,
    "lost bytes": with_lost_bytes,
}
