"""Layouts of real Chinese pages, rebuilt with invented news: what the generic reader must find on each."""

from __future__ import annotations

import json
from datetime import datetime

import pytest

from pipelines import encoding
from pipelines.reading import read
from pipelines.values import Article, Page

TITLE = "星澜生物签约入驻河套园区 首期租用三层实验楼"
FIRST = "星澜生物与岭屿园区昨日签署入驻协议，首期租用三层实验楼，计划年底前投入使用。"
SECOND = "公司负责人林原表示，园区的公共仪器平台和跨境物流通道，是他们作出决定的主要原因。"
THIRD = "园区管理方介绍，今年以来已有九家生物医药企业迁入，涉及新药研发、检测和设备制造。"
BODY = "\n".join((FIRST, SECOND, THIRD))
PARAGRAPHS = f"<p>　　{FIRST}</p><p>　　{SECOND}</p><p>　　{THIRD}</p>"
MENU = "".join(
    f'<li><a href="/{n}/">{n}</a></li>' for n in ("首页", "国内", "国际", "财经", "科技", "体育", "视频")
)
LINKS = "".join(
    f'<li><a href="/a/{n}.html">{n}号线延长段开工建设，预计后年建成通车</a></li>' for n in range(1, 9)
)
FOOT = '<div id="footer">星洲新闻网版权所有，未经授权禁止复制或建立镜像 <a href="/about">关于我们</a> 热线：000-1234</div>'


def article(markup: str, *, charset: str = "utf-8") -> Article:
    body = markup.encode(charset)
    return read(Page(url="https://news.example/x", body=body, fetched_at=None), encoding.decode(body))


def page(body: str, title: str = f"{TITLE}_科技_星洲新闻网", head: str = "") -> str:
    return f"<html><head><title>{title}</title>{head}</head><body><ul>{MENU}</ul>{body}{FOOT}</body></html>"


def test_the_headline_is_a_block_with_key_words_behind_it_in_the_title_and_the_article_stands_there_twice() -> (
    None
):
    desk = (
        f'<div id="Pagepc"><div id="biaoti">{TITLE}</div><div class="time"><p><span id="pubtime">2026-06-21 08:17:45</span></p>'
        '<p><span id="source">来源:岭南晚报 作者:周文 选稿:陈一</span></p></div>'
        f'<div id="zw"><p>原标题: 又一家企业来了</p>{PARAGRAPHS}<p><img src="a.jpg"></p><p class="pictext">图说：实验楼外景。</p></div>'
        '<div><a>分享到</a><a>微博</a></div><div id="prevpage"><a>上一篇稿件</a></div></div>'
    )
    phone = f'<div id="Pagephone"><h1>{TITLE}</h1><div id="zw1">{PARAGRAPHS}</div></div>'
    found = article(
        page(desk + phone, f"{TITLE}-星澜生物 园区 入驻 实验楼-科技频道-星洲网"), charset="gb18030"
    )
    assert (found.title, found.text, found.outlet) == (TITLE, BODY, "岭南晚报")
    assert found.published_at == datetime.fromisoformat("2026-06-21T08:17:45+08:00")


def test_the_title_names_the_channel_and_the_credits_stand_at_the_foot() -> None:
    found = article(
        page(
            f'<p><a>每日推荐</a> <a>园区之声</a></p><div>每日推荐</div><div>当前位置：专题首页 &gt;&gt; 稿件</div><div class="fc pix16">{TITLE}<div class="blank">2026年6月21日 10:36</div></div>'
            f'<div class="pix14">{PARAGRAPHS}</div><div class="fr">选稿:蒋一 来源:岭南晚报 作者:知言</div>',
            title="每日推荐-园区之声",
        )
    )
    assert (found.title, found.text, found.outlet) == (TITLE, BODY, "岭南晚报")
    assert found.published_at == datetime.fromisoformat("2026-06-21T10:36:00+08:00")


def test_tables_in_tables_of_the_years_of_font() -> None:
    rows = (
        f'<tr><td class="h">当前位置：首页 &gt;&gt; 园区 &gt;&gt; 正 文</td></tr><tr><td align="center"><font size="4">{TITLE}</font></td></tr>'
        '<tr><td align="center"><font color="#666666">来源:岭南导报 作者:张文 选稿:刘一 2026-06-21</font></td></tr>'
        f"<tr><td>{PARAGRAPHS}</td></tr><tr><td>上一篇：光影的温度</td></tr>"
    )
    found = article(
        page(
            f"<table><tr><td><table><tr><td><table>{rows}</table></td></tr></table></td></tr></table>",
            title=f"{TITLE}-岭南园区网",
        ),
        charset="gb18030",
    )
    assert (found.title, found.text, found.outlet) == (TITLE, BODY, "岭南导报")
    assert found.published_at == datetime.fromisoformat("2026-06-21T00:00:00+08:00")


@pytest.mark.parametrize(
    ("line", "outlet"),
    [
        ("<span>2026/6/21 15:39:50岭南网</span>", "岭南网"),
        ("<span>2026-06-21 15:39</span> <a>岭南日报</a> <a>微博</a> <a>我有话说</a>", "岭南日报"),
        ("<span>原创</span> <span>园区人文</span> <span>2026-06-21 15:39</span>", "园区人文"),
        ("时间：2026/6/21 15:39:50 来源：岭南日报 选稿：陈一", "岭南日报"),
        ("2026-06-21 15:39:44 [来源:岭南在线] [作者:风吟] [编辑:周一]", "岭南在线"),
        ("发布时间：2026-06-21 15:39　信息来源：某市科技创新局　字体：[大 中 小]", "某市科技创新局"),
        ("2026-06-21 15:39 稿源：岭南新闻网", "岭南新闻网"),
        ("2026-06-21 15:39 出处：Harbour Science Post 作者：Lam", "Harbour Science Post"),
        ("2026年6月21日 來源：《星洲日報》", "星洲日報"),
        ("<span>2026/6/21 15:39:50园区人文</span>", "园区人文"),
        # near misses
        ("<span>2026-06-21 15:39</span> <span>作者：林原</span>", None),
        ("<span>林原</span> <span>2026-06-21 15:39</span>", None),
        ("2026-06-21 15:39 来源：本站原创", None),
        ("2026-06-21 15:39 来源：网络", None),
        ("2026-06-21 15:39 图片来源：岭南图库", None),
        ("2026-06-21 15:39 <a>国内新闻</a> <a>分享</a>", None),
    ],
)
def test_the_origin_stands_beside_the_date_in_many_forms(line: str, outlet: str | None) -> None:
    found = article(
        page(f'<h1>{TITLE}</h1><div class="info">{line}</div><div class="content">{PARAGRAPHS}</div>')
    )
    assert (found.title, found.text, found.outlet) == (TITLE, BODY, outlet)
    assert found.published_at is not None
    assert found.published_at.date().isoformat() == "2026-06-21"


@pytest.mark.parametrize("between", ["<br><br>", "<br />　　", "<br>\n<br>\n&nbsp;&nbsp;"])
def test_a_body_of_bare_text_and_breaks(between: str) -> None:
    found = article(
        page(
            f'<h1>{TITLE}</h1><div>2026-06-21 来源：岭南日报</div><div id="zoom">{between.join((FIRST, SECOND, THIRD))}</div><ul>{LINKS}</ul>'
        )
    )
    assert found.text == BODY


@pytest.mark.parametrize("tag", ["div", "section", "span style='display:block'"])
def test_paragraphs_that_are_no_paragraphs(tag: str) -> None:
    name = tag.split()[0]
    blocks = "".join(f"<{tag}>{text}</{name}><br>" for text in (FIRST, SECOND, THIRD))
    found = article(
        page(f'<h1>{TITLE}</h1><div>2026-06-21</div><div class="c">{blocks}</div><ul>{LINKS}</ul>')
    )
    assert found.text == BODY


@pytest.mark.parametrize(
    "brief",
    [
        "星澜生物昨日与岭屿园区签署协议，租用实验楼三层，年底迁入。",
        "岭屿园区昨日启用新的公共仪器平台，首批开放四十台设备，供园区内外的科研团队预约使用，费用按小时计算，周末照常开放。",
    ],
)
def test_a_brief_is_an_article(brief: str) -> None:
    found = article(
        page(
            f'<h1>{TITLE}</h1><div>2026-06-21 来源：岭南日报</div><div class="txt"><p>{brief}</p></div><ul>{LINKS}</ul>'
        )
    )
    assert found.text == brief


def test_the_whole_page_may_be_one_form() -> None:
    found = article(
        page(
            f'<form action="x.aspx"><h1>{TITLE}</h1><div>2026-06-21 来源：岭南日报</div><div>{PARAGRAPHS}</div></form>'
        )
    )
    assert (found.title, found.text, found.outlet) == (TITLE, BODY, "岭南日报")


def test_a_logo_may_be_the_first_heading() -> None:
    found = article(
        page(
            f'<h1>星洲新闻网</h1><h2>科技</h2><div class="t">{TITLE}</div><div>2026-06-21</div><div>{PARAGRAPHS}</div>'
        )
    )
    assert found.title == TITLE


def test_prose_beside_the_body_is_of_it_and_an_appeal_is_not() -> None:
    lead = "核心提示：一家生物企业签约入驻，是今年迁入这个园区的第十家企业，第一批设备已经运到。"
    appeal = "【线索征集】如果您在园区里遇到问题，欢迎扫描二维码投诉，我们会在三个工作日之内答复。"
    found = article(
        page(
            f'<div class="art"><h1>{TITLE}</h1><div>2026-06-21 来源：岭南日报 字号：大 中 小</div><div class="lead">{lead}</div>'
            f'<div class="call">{appeal}</div><div class="text">{PARAGRAPHS}</div></div>'
        )
    )
    assert found.text == f"{lead}\n{BODY}"


@pytest.mark.parametrize("key", ["content", "articleBody", "html"])
def test_the_body_may_stand_in_a_script(key: str) -> None:
    state = json.dumps(
        {"a": {"title": TITLE, key: PARAGRAPHS, "pubTime": "2026-06-21 08:17:45", "summary": FIRST}}
    )
    found = article(page(f"<div id='app'>加载中，请稍候。</div><script>window.__STATE__={state};</script>"))
    assert (found.title, found.text) == (TITLE, BODY)
    assert found.published_at == datetime.fromisoformat("2026-06-21T08:17:45+08:00")


def test_what_a_page_shows_outranks_what_its_scripts_hold() -> None:
    state = json.dumps({"content": f"<p>{THIRD}</p>" * 9, "comment": SECOND * 30}, ensure_ascii=False)
    shown = f"<h1>{TITLE}</h1><div>2026-06-21</div><div>{PARAGRAPHS}<p>{FIRST[:-1]}，另行公布细节，请关注后续报道和公告。</p></div>"
    found = article(page(f"{shown}<script>var list={state};</script>"))
    assert SECOND in found.text
    assert found.text.count(THIRD) == 1


def test_two_columns_are_one_body() -> None:
    found = article(
        page(
            f'<div class="art"><h1>{TITLE}</h1><div>2026-06-21</div><div class="col"><p>{FIRST}</p><p>{SECOND}</p></div>'
            f'<div class="col"><p>{THIRD}</p><p>{FIRST[:-1]}，双方将另行公布细节。</p></div></div>'
        )
    )
    assert found.text == f"{BODY}\n{FIRST[:-1]}，双方将另行公布细节。"


def test_comments_and_recommendations_behind_the_body_are_not_of_it() -> None:
    found = article(
        page(
            f'<div class="main"><h1>{TITLE}</h1><div>2026-06-21</div><div class="text">{PARAGRAPHS}</div><div>网友评论</div>'
            '<div class="list"><div>山间客：这个园区去年我去过，路上很方便，就是吃饭的地方太少。</div>'
            "<div>南风：希望早点开放，我们公司也想搬过去，租金能不能再低一点？</div></div></div>"
        )
    )
    assert found.text == BODY


def test_a_body_in_an_element_with_a_suspect_name_is_found_above_a_smaller_one() -> None:
    more = "".join(
        f"<p>园区第{n}栋楼的改造已经开始，预计明年春天完成，届时会有更多企业迁入。</p>" for n in range(9)
    )
    other = f"<div class='text'><p>{SECOND}</p><p>园区食堂昨日开门，首日供应三百份午餐，周末也照常供应，菜单每周更换。</p></div>"
    below = article(
        page(
            f"<h1>{TITLE}</h1><div>2026-06-21</div><div class='extra remark'>{PARAGRAPHS}{more}</div>{other}"
        )
    )
    assert below.text.startswith(f"{BODY}\n园区第0栋楼")
    # the near miss: the brief stands first, and what is longer is below it
    brief = article(
        page(f"<h1>{TITLE}</h1><div>2026-06-21</div>{other}<div class='extra remark'>{more}</div>")
    )
    assert brief.text.startswith(SECOND)
    assert "第0栋" not in brief.text


def test_cards_that_lead_elsewhere_are_no_prose_though_they_are_longer_than_a_brief() -> None:
    teaser = "某市昨日公布了新一批公共仪器的开放清单，企业可以在线预约，按小时付费，首批设备有四十台，分布在三个园区，周末也照常开放。"
    cards = "".join(
        f'<li><a href="/{n}"><div><div>第{n}条</div><p>{teaser}{n}</p></div></a></li>' for n in range(6)
    )
    found = article(
        page(
            f"<div>{TITLE}</div><div>2026-06-21</div><div class='r'><p>{FIRST}</p><p>{SECOND}</p><ul>{cards}</ul></div>"
        )
    )
    assert found.text == f"{FIRST}\n{SECOND}"


def test_an_anchor_that_nobody_closed_is_no_card() -> None:
    found = article(page(f"<h1>{TITLE}</h1><div>2026-06-21</div><a name='top'><div>{PARAGRAPHS}</div>"))
    assert found.text == BODY


@pytest.mark.parametrize(
    "aside",
    [
        '<p class="pictext">图说：签约现场。岭南园区供图</p>',
        "<figure><img src='a.jpg'><figcaption>双方代表在签约仪式上握手</figcaption></figure>",
        '<div class="img_wrapper"><img src="a.jpg"><span class="img_descr">双方代表握手</span></div>',
        '<div><img src="a.jpg"><p class="pgc-img-caption">双方代表握手</p></div>',
        "<p>▲双方代表握手</p>",
        "<p>双方代表在现场。视频截图</p>",
        "<p>原标题：又一家企业来了</p>",
        "<p>（原题为《又一家企业来了》）</p>",
        "<p>来源：岭南日报</p>",
        "<p>（来源：岭南日报）</p>",
        "<p>本文来源：岭南日报 责任编辑：史一_NB11</p>",
        "<p>责任编辑：张一</p>",
        "<p>编辑 井一 校对 李二</p>",
        "<p>采写：岭南日报记者 林一</p>",
        "<p>文：张一 / 图：李二</p>",
        "<p>撰文 | 常一</p>",
        "<p>星洲声明：登载此文并不意味着赞同其观点或证实其描述。</p>",
        "<p>发表评论</p>",
        "<p>Copyright © 2026 某网 版权所有</p>",
        "<p>免责声明：自媒体提供的内容版权归原作者所有，不代表本网立场。</p>",
        "<p>(本文来自岭南新闻，更多原创资讯请下载“岭南新闻”APP)</p>",
        "<p>此前报道：园区新楼封顶</p>",
        "<p>[1] [2] [下一页]</p>",
        "<p>点击进入专题：园区十年</p>",
    ],
)
def test_what_is_not_news_is_left_out_of_the_body(aside: str) -> None:
    text = f"<p>{FIRST}</p><p>{SECOND}</p>{aside}<p>{THIRD}</p>"
    assert article(page(f"<h1>{TITLE}</h1><div>2026-06-21</div><div>{text}</div>")).text == BODY


@pytest.mark.parametrize(
    "news",
    [
        "资料来源：岭南园区统计处",
        "记者：您怎么看园区的变化？",
        "来源可靠的供水和供电，是企业选址时首先考虑的因素。",
        "“原标题党”是业内对这种写法的称呼，园区方面对此不予置评。",
        "编辑部的三位同事昨天搬进了园区的新办公室，并在那里办公。",
        "举报电话：00012345678",
        "星澜生物声明：公司从未授权任何机构转载或使用其标识，将追究侵权者的责任。",
        "双方发表联合声明：重申各自立场，并同意继续对话。",
        "评论认为，园区的吸引力在于设备，而不在于租金。",
        "下载这个APP的企业用户已经超过一万家，其中三成在园区之外。",
        "更多新闻发布会的内容将在下周公布，包括租金和补贴的标准。",
        "法院认定，该软件的版权所有人是星澜生物，岭屿园区没有过错。",
        "记者：请介绍一下，园区今年有哪些变化",
        "市民可以下载“岭南通”APP，免费预约参观园区的展厅和实验室。",
        "车型价格(参数|图片)从二十万元起，另一款(参数|图片)要贵三成，第三款(参数|图片)还没有公布，园区里已经能看到样车。",
    ],
)
def test_what_looks_like_it_and_is_news_stays(news: str) -> None:
    text = f"<p>{FIRST}</p><p>{SECOND}</p><p>{news}</p><p>{THIRD}</p>"
    assert news in article(page(f"<h1>{TITLE}</h1><div>2026-06-21</div><div>{text}</div>")).text


@pytest.mark.parametrize(
    ("whole", "shown", "expected"),
    [
        (f"{TITLE}|生物|园区_星洲财经_星洲网", f"<h1>{TITLE}</h1>", TITLE),
        (f"{TITLE} - 要闻 - 岭南在线", "", TITLE),
        (f"{TITLE}_中南海_星洲新闻-The Paper", "", TITLE),
        (f"星洲新闻网：{TITLE}", f"<h2>{TITLE}</h2>", TITLE),
        (TITLE, f"<h2><span>原创</span>{TITLE}</h2>", TITLE),
        (f"[河套]{TITLE}", f"<h1>[河套]{TITLE}</h1>", f"[河套]{TITLE}"),
        (f"{TITLE}_星澜", f"<h1><span>原创</span>\n   {TITLE}</h1>", TITLE),
        ("专访｜林原：我们为什么来这里", "", "专访｜林原：我们为什么来这里"),
        ("新知｜量子纠缠", "<h1>新知｜量子纠缠</h1>", "新知｜量子纠缠"),
        ("404 Not Found", f"<h1>{TITLE}</h1>", TITLE),
        ("首页", f"<h3 class='title'>{TITLE}</h3>", TITLE),
    ],
)
def test_the_headline_is_what_page_and_title_agree_on(whole: str, shown: str, expected: str) -> None:
    found = article(page(f"{shown}<div>2026-06-21</div><div>{PARAGRAPHS}</div>", title=whole))
    assert found.title == expected
