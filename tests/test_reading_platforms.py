"""The markup of platforms that Chinese outlets use, rebuilt with invented news: title, moment, origin and body of each."""

from __future__ import annotations

import pytest

from pipelines import encoding
from pipelines.reading import read
from pipelines.values import Page

TITLE = "星澜生物签约入驻河套园区 首期租用三层实验楼"
LINES = (
    "星澜生物与岭屿园区昨日签署入驻协议，首期租用三层实验楼，计划年底前投入使用。",
    "公司负责人林原表示，园区的公共仪器平台和跨境物流通道，是他们作出决定的主要原因。",
    "园区管理方介绍，今年以来已有九家生物医药企业迁入，涉及新药研发、检测和设备制造。",
)
P = "".join(f"<p>　　{line}</p>" for line in LINES)
PAGES = {
    "a party paper": (
        f"<html><head><title>{TITLE}--科技--岭南网</title></head><body><div class='path'><a>岭南网</a>&gt;&gt;<a>科技</a></div>"
        f"<div class='rm_txt'><h1>{TITLE}</h1><div class='channel'><div class='col'>2026年06月21日08:30 | 来源：<a>岭南网－岭南日报</a></div>"
        f"<div>小字号</div></div><div class='rm_txt_con'>{P}<div class='edit'>(责编：张一、李二)</div></div><div class='rm_relevant'><h3>相关新闻</h3>"
        "<ul><li><a>园区新楼封顶</a></li><li><a>园区新路通车</a></li></ul></div></div></body></html>",
        "2026-06-21T08:30",
        "岭南网－岭南日报",
    ),
    "a news agency": (
        f"<html><head><title>{TITLE}-岭南社</title></head><body><div class='header'><div class='header-time'><span class='year'><em>2026</em></span>"
        "<span class='day'><em>06</em>/<em>21</em></span><span class='time'>10:02:33</span></div><div class='source'>来源：岭南社</div></div>"
        f"<div class='head-line'><h1><span class='title'>{TITLE}</span></h1></div><div id='detail'>{P}<p>【编辑:张一】</p></div></body></html>",
        None,
        "岭南社",
    ),
    "an account of a messenger": (
        f"<html><head><meta property='og:title' content='{TITLE}'></head><body><div id='page-content'><h1 id='activity-name'>{TITLE}</h1>"
        "<div id='meta_content'><span>原创</span><span><a id='js_name'>园区发布</a></span><em id='publish_time'>2026-06-21 10:30</em><em>广东</em></div>"
        f"<div id='js_content' style='visibility: hidden;'><section><section>{P}</section></section><p>文字 | 张一</p><p>编辑 | 李二</p></div></div></body></html>",
        "2026-06-21T10:30",
        "园区发布",
    ),
    "a press release of Hong Kong": (
        f"<html><head><title>{TITLE}</title></head><body><div id='menu'><a>主頁</a><a>往日新聞</a></div><span class='newsheadline'>{TITLE}</span>"
        f"<div id='pressrelease'>{'<br><br>'.join('　　' + line for line in LINES)}<br><br></div><div class='mB15'>完／2026年6月21日（星期日）<br>"
        "香港時間15時30分</div></body></html>",
        "2026-06-21T15:30",
        None,
    ),
    "a broadcaster of Hong Kong": (
        f"<html><head><title>{TITLE} - 嶺南電台</title></head><body><h1 class='logo'>嶺南電台</h1><h2 class='itemTitle'>{TITLE}</h2>"
        f"<div class='createddate'>2026-06-21 HKT 11:20</div><div class='itemFullText'>{'<br />'.join(LINES)}</div></body></html>",
        "2026-06-21T11:20",
        None,
    ),
    "a government's document": (
        f"<html><head><title>{TITLE}-某市科技创新局</title><meta name='PubDate' content='2026-06-21 09:00'></head><body><table><tr><td>索 引 号：</td>"
        "<td>000/2026-00012</td><td>分类：</td><td>科技</td></tr><tr><td>发布机构：</td><td>某市科技创新局</td><td>成文日期：</td><td>2026-06-18</td></tr></table>"
        f"<h1>{TITLE}</h1><div>发布日期：2026-06-21 09:00:00 浏览次数：- 字体：[大][中][小]</div><div class='article-content'>{P}</div><div>附件：</div></body></html>",
        "2026-06-21T09:00",
        "某市科技创新局",
    ),
    "a paper with bracketed credits": (
        f"<html><head><title>{TITLE}_岭南时报网</title></head><body><h1>{TITLE}</h1><div class='xinf-le'><span>来源：岭南时报网</span><span>作者：周文</span>"
        f"<span>2026-06-21 10:30</span></div><div class='txt'>{P}<p>责任编辑： 张一</p><p>校对： 李二</p></div><div class='statement'>声明：岭南时报力求信息真实、"
        "准确，文章提及内容仅供参考，不构成实质性投资建议</div></body></html>",
        "2026-06-21T10:30",
        "岭南时报网",
    ),
}


@pytest.mark.parametrize("name", PAGES)
def test_platforms_are_read(name: str) -> None:
    markup, moment, outlet = PAGES[name]
    body = markup.encode()
    found = read(Page(url="https://news.example/x", body=body, fetched_at=None), encoding.decode(body))
    assert found.title == TITLE
    assert found.text == "\n".join(LINES)
    assert found.outlet == outlet
    if moment is not None:
        assert found.published_at is not None
        assert found.published_at.isoformat()[:16] == moment
