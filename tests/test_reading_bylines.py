"""Reporters, authors and editors of a page; sentences that only speak of them name nobody."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines import encoding
from pipelines.reading import read
from pipelines.reading.bylines import Credits, credits_in
from pipelines.values import Article, Page, Selectors

BODY = "<p>第一段：河套深圳园区的新实验楼启用，多家机构迁入，科研人员表示满意。</p><p>第二段：园区将继续完善服务，欢迎各方来访与合作交流。</p>"


@pytest.mark.parametrize(
    ("line", "author", "editor"),
    [
        *(
            ("责编：林原", None, "林原"),
            ("责任编辑：林原 周闻", None, "林原、周闻"),
            ("（责任编辑：林原）", None, "林原"),
        ),
        *(
            ("【责任编辑:林原】", None, "林原"),
            ("[责编：林原、周闻]", None, "林原、周闻"),
            ("責任編輯：林原_NB12556", None, "林原"),
        ),
        *(("编辑 林原", None, "林原"), ("编辑丨林原", None, "林原"), ("責任編輯：張燊", None, "張燊")),
        *(
            ("（记者 林原 周闻）", "林原、周闻", None),
            ("（记者林原）", "林原", None),
            ("本报记者 林 原", "林原", None),
        ),
        *(("（本报记者 林原 通讯员 周闻）", "林原、周闻", None), ("（香港文匯報記者 林原）", "林原", None)),
        *(
            ("深圳商报记者 林原/文 周闻/图", "林原", None),
            ("本报记者 林原 深圳报道", "林原", None),
            ("记者 欧阳小林", "欧阳小林", None),
        ),
        *(
            ("文/图 林原", "林原", None),
            ("文丨深圳特区报记者 林原", "林原", None),
            ("撰文：南都记者 林原 周闻", "林原、周闻", None),
        ),
        *(
            ("作者：林原", "林原", None),
            ("作者：星河研究院", "星河研究院", None),
            ("记者 贝·若琳", "贝·若琳", None),
        ),
        *(
            ("By Lin Yuan", "Lin Yuan", None),
            ("By LIN YUAN in Shenzhen", "Lin Yuan", None),
            ("Editor: Zhou Wen", None, "Zhou Wen"),
        ),
        ("By Lin Yuan and Zhou Wen | The Daily", "Lin Yuan, Zhou Wen", None),
        # a label ends the names before it
        ("记者 林原 通讯员 周闻 编辑 韩松 校对 贝若琳 审核 王五", "林原、周闻", "韩松"),
        ("文/林原 编辑/周闻", "林原", "周闻"),
        ("2026-10-03 10:05 来源：某报 记者：林原 责编：周闻", "林原", "周闻"),
        ("深圳10月3日电（记者林原）河套园区启用，记者林原在现场看到", "林原", None),
        # who took the picture, who read it over
        *(
            ("记者 林原 摄", None, None),
            ("（记者林原摄）", None, None),
            ("初审：林原 复审：周闻 终审：韩松", None, None),
        ),
    ],
)
def test_credits_in_their_forms(line: str, author: str | None, editor: str | None) -> None:
    assert credits_in(line) == Credits(author=author, editor=editor)


@pytest.mark.parametrize(
    "sentence",
    [
        *(
            "记者从发展署获悉，园区启用",
            "记者昨日从深圳海关获悉",
            "记者 会 现场",
            "记者节",
            "编辑部",
            "编辑精选",
            "作者简介：林原，教授",
        ),
        *(
            "记者：所以您认为最坏的时间已经过去了吗？",
            "记者：好的，那么接下来呢？",
            "记者：王总，您好",
            "记者：林原，您怎么看？",
        ),
        *("撰文：中国为解决全球发展不平等带来曙光", "本报编辑了一份名单", "他做过编辑、记者和校对"),
        *(
            "By far the biggest park of the zone",
            "By Wednesday the park had opened",
            "Built by Lin Yuan",
            "By Lin",
        ),
        "记者：林原\n林原：你好\n记者：周闻\n周闻：你好",  # an interview
    ],
)
def test_sentences_that_speak_of_reporters_name_none(sentence: str) -> None:
    assert credits_in(sentence) == Credits()


_names = st.sampled_from(["林原", "周闻", "贝若琳", "韩松", "欧阳小林", "王五"])


@given(
    st.lists(_names, min_size=1, max_size=4, unique=True),
    st.lists(_names, min_size=1, max_size=3, unique=True),
    st.sampled_from(["记者 ", "本报记者 ", "记者：", "見習記者 "]),
    st.sampled_from(["责编：", "责任编辑：", "編輯/", "编辑 "]),
    st.sampled_from([" ", "、"]),
    st.sampled_from(["{}\n{}", "{} {}", "（{}）\n【{}】", "{}｜{}"]),
)
def test_who_is_credited_is_found(
    reporters: list[str], editors: list[str], label: str, other: str, between: str, frame: str
) -> None:
    line = frame.format(label + between.join(reporters), other + between.join(editors))
    assert credits_in(line) == Credits(author="、".join(reporters), editor="、".join(editors))


@given(st.text(alphabet="记者责编辑文图作林原周闻：/ （）、\nBy LinA", max_size=60))
def test_names_stand_in_the_text(text: str) -> None:
    found = credits_in(text)
    bare = "".join(text.split())
    for name in "、".join(filter(None, (found.author, found.editor))).replace(", ", "、").split("、"):
        assert "".join(name.split()) in bare


def test_a_long_page_of_labels_ends_in_time() -> None:
    credits_in("记者 " * 100_000)
    credits_in("记者：林原、" * 50_000)
    credits_in("（记者" * 50_000 + "\n" * 50_000)


def article(markup: str, selectors: Selectors | None = None) -> Article:
    body = markup.encode()
    page = Page(
        url="http://a.example/x",
        body=body,
        fetched_at=None,
        selectors=selectors or Selectors(),
        publisher="某报",
    )
    return read(page, encoding.decode(body))


def test_the_printed_byline_outranks_the_machine_and_the_declared_one_both() -> None:
    page = (
        '<html><head><meta name="author" content="admin"></head><body><div class="by">作者：<b>周闻</b> 编辑：韩松</div>'
        f"<div class=con>{BODY}<p>（某报记者 林原）</p></div><div>责任编辑：<span>贝若琳</span></div></body></html>"
    )
    result = article(page, Selectors(text=(".con",)))
    assert (result.author, result.editor) == ("林原", "韩松、贝若琳")
    assert article(page, Selectors(text=(".con",), author=(".by",))).author == "周闻"
    bare = page.replace("（某报记者 林原）", "").replace("作者：", "")
    assert article(bare, Selectors(text=(".con",))).author == "admin"
