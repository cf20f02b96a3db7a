"""Posts and the names beside them: 总裁林原, 沈孟儒校长, CEO John Smith. What they bound is no organisation."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

from pipelines.extraction import employer_words as terms
from pipelines.extraction import person_names
from pipelines.extraction.person_names import FOREIGN_NAME, LATIN_NAME, is_surname
from pipelines.lexicons import names

__all__ = [
    "FOREIGN_NAME",
    "LATIN_NAME",
    "Post",
    "find_posts",
    "is_honour",
    "is_surname",
    "name_behind",
    "name_ending",
]

# What in a list of posts shows that the next one is in another house: 院士、某科学院院长.
_HOUSES = "公司|集团|大学|政府|中心|医院|银行|院院|局局|会会|所所|署署|厅厅|社社|委主任|办主任|(?<!董事)(?<!理事)(?<!监事)会主席"
#: 常任秘书长（工务）: the branch of an office in brackets is part of the post.
_BRANCH = re.compile("（[一-鿿]{2,8}）(?=[一-鿿])")
_NOT_BRANCH = re.compile("（(?:右|左|中|前排|后排|图|女|男|以下|下称|简称|时任|现任|原|前)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Post:
    """Folded ``[start, end)`` of the title; ``name`` the place of the person, where one is named."""

    start: int
    end: int
    title: str
    name: tuple[int, int] | None


@lru_cache(maxsize=1)
def _lexicon() -> dict[str, list[str]]:
    return tomllib.loads((files("pipelines") / "lexicons" / "titles.toml").read_text("utf-8"))


@lru_cache(maxsize=1)
def _title_pattern() -> re.Pattern[str]:
    lexicon = _lexicon()
    times = f"(?:{names.any_of(lexicon['times'])})?"
    head = f"(?:{names.any_of([*lexicon['heads'], *lexicon['trades']])})(?!{'|'.join(lexicon['not_before'])})"
    # the chief of any field: 首席商务总监, 首席预报员
    aide = "(?:董事长|总经理|总裁|行政总裁|执行长|院长|校长|部长|局长|署长|市长|主席)(?:特别|高级)?(?:助理|特助|秘书)"
    head = f"(?:{aide}|首席[一-鿿]{{1,5}}?(?:官|总监|专家|工程师|科学家|师|顾问|员)|{head})"
    one = f"(?:{names.any_of(lexicon['prefixes'])}){{0,6}}{head}"
    # posts of one house in one breath: 创始人兼董事会主席; separate posts: 党委书记、校长
    joined = f"(?:(?:兼任?|暨|/|及(?![^、，]{{0,12}}(?:{_HOUSES})))[一-鿿]{{0,6}}?{one})*"
    more = f"(?P<more>(?:[、，](?![^、，]{{0,12}}(?:{_HOUSES}))[一-鿿]{{0,8}}?{one})*)"
    words = [*lexicon["times"], *lexicon["prefixes"], *lexicon["heads"], *lexicon["trades"]]
    begins = names.any_of(word[0] for word in words)  # seen at once where no post can begin
    return re.compile(f"(?=[{begins.replace('|', '')}]){times}(?P<title>{one}{joined}){more}")


@lru_cache(maxsize=1)
def _right_words() -> re.Pattern[str]:
    return re.compile(rf"[，。、；：！？“”‘’（）《》\s/]|{names.any_of(_lexicon()['right'])}")


@lru_cache(maxsize=1)
def _honours() -> tuple[str, ...]:
    return tuple(_lexicon()["honours"])


@lru_cache(maxsize=1)
def _trades() -> tuple[str, ...]:
    return tuple(_lexicon()["trades"])


def find_posts(text: str) -> list[Post]:
    """All titles of a text in order, with the name that stands beside each."""
    return list(_posts(text))


@lru_cache(maxsize=2)  # organisations and people ask for those of the same text
def _posts(text: str) -> tuple[Post, ...]:
    found: list[Post] = []
    for match in _title_pattern().finditer(text):
        end, title = match.end(), match["title"]
        if title.startswith("司长") and text[match.start() - 1 : match.start()] == "公":
            continue  # 附属公司长屿智能: no head of a department
        if title.endswith("博士") and text.startswith("后", end):
            continue  # 博士后协会, 博士后工作站
        branch = _BRANCH.match(text, end)
        if branch and not match["more"] and not _NOT_BRANCH.match(text, end):
            name = name_behind(text, branch.end())
            end, title = (branch.end(), title + branch[0]) if name else (end, title)
        else:
            name = name_behind(text, end)
        if name is None and match["more"]:
            # the run of posts may have swallowed the next person's post: 局长张林、主任郭毅 cannot, 部长、X cannot
            name = name_behind(text, match.end("title"))
        if name is None:
            name = _name_before(text, match.start(), found)
        if found and found[-1].name and match.start() == found[-1].name[1] and name == found[-1].name:
            continue
        if name is None and is_trade(title):
            continue
        start = match.start()
        if name is not None and is_trade(title) and not is_honour(title):
            start = _phrase_start(text, start)
            title = text[start : match.start()] + title
        found.append(Post(start=start, end=end, title=title, name=name))
    return tuple(sorted([*found, *_by_role(text, found)], key=lambda post: post.start))


# What somebody is, told by the last character of a word that no list of posts holds: 领航员, 花艺师, 物理学家, 永续长.
_ROLE = re.compile("(?<=[一-鿿])(?:[员师家手者工商士民匠警官长授监管督])(?=[一-鿿A-Z])")
_NO_ROLE = frozenset(
    "国家 大家 人家 一家 专家 成员 人员 会员 全员 委员 党员 学员 动员 商家 厂家 店家 买家 卖家 赢家 独家 两家 多家 几家 各家 哪家 老家 作者 记者 或者 读者 患者 使者 前者 后者 "
    "消费者 参观者 与会者 雇员 增长 成长 延长 部长 特长 擅长 生长 较长 很长 全长 最长 拉长 加长 助长 身长 周长 漫长 校长 局长 外商 厂商 客商 电商 磋商 协商 "
    "洽商 智商 情商 经商 施工 开工 动工 完工 竣工 加工 分工 人工 手工 停工 复工 返工 用工 人民 公民 国民 网民 便民 惠民 利民 为民 携手 联手 着手 入手 出手 对手 握手 "
    "双手 亲手 人士 女士 讲授 传授 授 监管 托管 接管 保管 尽管 不管 掌管 分管 官 师 "
    "通讯员 摄影师 编辑 撰稿人 监".split()
)


def _phrase_start(text: str, at: int) -> int:
    """Where the whole phrase of a trade begins: 新生代|演员, 凝聚态|物理学家, but 附近|居民, 香港|演员."""
    run = _BEFORE_TRADE.search(text[max(0, at - 9) : at])
    if run is None:
        return at
    words = run["words"]
    while words and (place := next((n for n in (4, 3, 2) if names.is_region(words[:n])), 0)):
        words = words[place:]
    pieces = list(names.cut(words))
    plain = not any(names.bounds_name(w) or w in _NOT_OF_TRADE or w in "的与和及名位" for w in pieces)
    house = terms.ENDING.search(words) or (words and words[-1] in "会局署部厅处院校社团厂店")  # 陆委会|官员
    return at - len(words) if plain and not house and len(words) <= 6 else at


#: From a mark or the beginning of a line to the trade.
_BEFORE_TRADE = re.compile("(?:^|[^一-鿿])(?P<words>[一-鿿]{1,7})$")
_NOT_OF_TRADE = frozenset(
    "附近 当地 本地 一名 一位 一些 公司 学校 大学 记者 其中 负责 来自 据 有 多 前 原 这 那 该 同行 我国".split()
)


def _by_role(text: str, known: list[Post]) -> list[Post]:
    """Posts of roles that only the dictionary knows; the name behind must be bounded by a word that follows names."""
    taken = bytearray(len(text))
    for post in known:
        begin, end = post.start, post.end
        if post.name is not None:
            begin, end = min(begin, post.name[0]), max(end, post.name[1])
        taken[begin:end] = b"\x01" * (end - begin)
    found: list[Post] = []
    for match in _ROLE.finditer(text):
        at = match.end()
        if taken[at - 1] or taken[at]:
            continue
        name = person_names.name_behind(text, at, _right_words(), sure=True)
        word = (
            _role_word(text, at, speaks=name is not None and bool(_SPEAKS.match(text, name[1])))
            if name
            else ""
        )
        if word and name and name[0] == at and not taken[name[1] - 1] and _may_be_person(text[slice(*name)]):
            found.append(Post(start=at - len(word), end=at, title=word, name=name))
    return found


#: 光学工程|学会, 医学工|程系, 大姐: what a reading behind a trade may end in and no name does.
_NO_PERSON = re.compile("(?:[学协商总工公]会|联盟|系|大[姐哥爷妈婶叔]|阿姨|先生|女士|小姐)$")


def _may_be_person(name: str) -> bool:
    """No body, form of address, place or occasion: 科学家|沙龙."""
    return not (
        _NO_PERSON.search(name)
        or names.is_region(name)
        or name[-1] in "镇乡县省"
        or name in _lexicon()["not_before"]
    )


_SPEAKS = re.compile("表示|说|指出|认为|透露|坦言|强调|介绍|回忆|笑言|解释|称，|告诉")


def _role_word(text: str, at: int, *, speaks: bool) -> str:
    """The longest noun of the dictionary that ends at ``at`` and is what a person is; any word of one who speaks."""
    for length in (4, 3, 2):
        word = text[max(0, at - length) : at]
        if word in _NO_ROLE or word[-2:] in _NO_ROLE:
            return ""
        tag = names.tag(word)
        if (
            tag is not None
            and len(word) == length
            and tag.startswith("n")
            and not tag.startswith(("nr", "ns", "nt"))
        ):
            return word
    # Taiwan makes posts of every field: 永续长, 数据长
    office = text[max(0, at - 3) : at]
    if office[-1] == "长" and names.tag(office[:2]) and not {office, office[1:]} & _NO_ROLE:
        return office
    plain = text[max(0, at - 2) : at]
    return plain if speaks and re.fullmatch("[一-鿿]{2}", plain) and names.tag(plain) is None else ""


def name_behind(text: str, at: int) -> tuple[int, int] | None:
    """The name that begins at ``at``: the reading that a word which follows names confirms."""
    if _title_pattern().match(text, at) or text.startswith("暨", at):
        return None  # 董事长: no person of the family 董; 秘书长暨某公司主席: another post
    return person_names.name_behind(text, at, _right_words())


def _name_before(text: str, at: int, earlier: list[Post]) -> tuple[int, int] | None:
    last = earlier[-1] if earlier else None
    if last and last.name and last.name[1] == at:
        return last.name  # 校长段明辉教授: one person
    return person_names.name_before(text, at, last.end if last else 0)


def name_ending(text: str, at: int, floor: int) -> tuple[int, int] | None:
    """The name that ends at ``at``, not before ``floor``: 甲某 in 由某大学的甲某博士担任."""
    return person_names.name_before(text, at, floor)


def is_person(name: str) -> bool:
    """Whether a stretch as a whole reads as a Chinese name."""
    return person_names.is_whole_name(name)


def is_honour(title: str) -> bool:
    """A rank that stands beside any post: 教授, 院士."""
    return title in _honours()


def is_trade(title: str) -> bool:
    """What somebody is by profession, where a post may be told elsewhere: 作家, 化学家."""
    if title.endswith(tuple(_lexicon()["heads"])):
        return is_honour(title)
    return title.endswith((*_trades(), "员", "师", "家", "手", "者", "商", "民", "士"))
