"""Skeletons of common systems and layouts, in their documented markup, with invented news between menus, lists of other
articles, advertisements and what readers write. What no rule of a source knows, the generic reader must find."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import timedelta, timezone

import pytest

from pipelines import encoding
from pipelines.reading import read
from pipelines.values import Page

ONE = "深圳湾实验室与岭南材料研究院昨日在园区签署合作协议，双方将共建一座中试平台，首期投入两亿元。"
TWO = "研究院院长沈知行介绍，平台面向新能源电池和柔性显示两个方向，计划明年三月启用，届时可容纳四十个团队。"
THREE = "“以前我们做一次放大实验要跑三个城市，现在下楼就能完成。”首批入驻的企业负责人黎晚说。"
FOUR = "园区管理方表示，下一步将开放更多共享设备，并为青年科研人员提供两百套公寓。"
BODY = (ONE, TWO, THREE, FOUR)
TITLE = "深圳湾实验室携手岭南材料研究院共建中试平台"
P = "".join(f"<p>{line}</p>" for line in BODY)
MENU = "".join(
    f"<li><a href='/{name}/'>{name}</a></li>" for name in "首页 要闻 时政 财经 科技 教育 文化".split()
)
OTHERS = (
    ("海滨大道隧道段昨日贯通", "历时四年的海滨大道隧道段昨日贯通，两地车程将由四十分钟缩短到二十分钟，预计年底通车。"),
    ("青年合唱团巡演首站落户大剧院", "青年合唱团本月起在六座城市巡演，首站选在大剧院，曲目包括三部新作，门票已经售出八成。"),
    ("新版居住证下月起在线申领", "新版居住证下月起可以在线申领，市民只需上传照片和住址证明，五个工作日内即可领取。"),
    ("老街改造完成三十家商铺开业", "历时一年的老街改造工程完成，三十家商铺重新开业，首日接待游客两万人次，商户表示满意。"),
)  # fmt: skip
CARDS = "".join(
    f'<div class="item"><a href="/b/{n}.html"><h3>{head}</h3></a><p>{lead}</p><span>2026-06-0{n}</span></div>'
    for n, (head, lead) in enumerate(OTHERS, start=1)
)
LINKS = "".join(
    f"<li><a href='/c/{n}.html'>{head}</a><span>06-0{n}</span></li>" for n, (head, _) in enumerate(OTHERS)
)
REPLIES = "".join(
    f'<div class="comment-item"><span>{who}</span><p>{said}</p></div>'
    for who, said in (
        ("海边的风", "这个平台建成之后，希望能对中小企业也开放，不要只给大公司用，价格也要合理一些。"),
        ("小城故事", "去年就听说要建，终于签约了，期待早日启用，我们团队第一个报名参加。"),
    )
)
FOOT = "<div class=footer><p>版权所有：星洲网 粤ICP备00000000号</p><p>未经书面授权，不得转载，违者必究。举报电话：0000-000000</p></div>"
ENGLISH = (
    "The zone opened a shared laboratory on Friday, its operator said in a statement.",
    "Forty teams will move in by March, and the first of them came from two universities in Hong Kong.",
    '"We used to travel to three cities for one test," said Li Wan, who heads one of the companies.',
)
STATE = {
    "article": {"title": TITLE, "publishTime": "2024-06-21 10:30:00", "source": "星洲日报", "content": P}
}
OTHER_STATE = {"list": [{"title": "海滨大道隧道段昨日贯通", "source": "别家报纸"}]}
MOVED = P.replace("<", "\\u003C").replace(">", "\\u003E").replace("/", "\\u002F")


@dataclass(frozen=True)
class Layout:
    """What stands between menu and foot, and what must be found."""

    markup: str
    title: str = TITLE
    body: tuple[str, ...] = BODY
    at: str | None = "2024-06-21T10:30"
    outlet: str | None = "星洲日报"
    head: str = f"{TITLE}_星洲网"


LAYOUTS = {
    "dedecms: an abstract, neighbours, a margin": Layout(
        f"<div class=pleft><div class=place>当前位置: <a>主页</a>></div><div class=viewbox><div class=title><h2>{TITLE}</h2></div><div class=info>"
        f"<small>时间:</small>2024-06-21 10:30<small>来源:</small>星洲日报 <small>作者:</small>admin <small>点击:</small>次</div>"
        f"<div class=intro>{ONE[:30]}</div>"
        f"<div class=content><table><tr><td>{P}</td></tr></table></div></div><div class=context>上一篇：<a>海滨大道</a>"
        f"</div><dl class=tbox><dd>{LINKS}</dd></dl></div><div class=pright>{CARDS}</div>"
    ),
    "phpcms: the day stands in the heading": Layout(
        f"<div id=Article><h1>{TITLE}<br><span>2024-06-21 10:30:15&nbsp; 来源：<a>星洲日报</a>&nbsp; 评论：<a>0</a> 点击：</span>"
        f"</h1><div class=content>{P}</div></div>{LINKS}"
    ),
    "discuz: an abstract that breaks off, text between breaks": Layout(
        f"<div class=vw><h1 class=ph>{TITLE}</h1>"
        f"<p class=xg1>2024-6-21 10:30<span>|</span>发布者: <a>小李</a><span>|</span>查看: 12<span>|</span>来自: 星洲日报</p>"
        f"<div class=s><div><strong>摘要</strong>: {ONE[:40]}...</div></div><table>"
        f"<tr><td id=article_content>{'<br><br>'.join(BODY)}</td></tr></table></div>"
    ),
    "wordpress: the time stands in the element": Layout(
        f"<main><article class=post><header class=entry-header><h1>{TITLE}</h1><div class=entry-meta>"
        f"<time datetime='2024-06-21T10:30:00+08:00'>2024年6月21日</time> 作者 <a>编辑部</a></div></header>"
        f"<div class=entry-content>{P}<div class=sharedaddy><h3>分享此文：</h3></div>"
        f"</div></article><div id=comments>{REPLIES}</div></main><aside>{CARDS}</aside>",
        outlet=None,
    ),
    "cards stand in the element of the article": Layout(
        f"<div class=post_main><h1>{TITLE}</h1><div>2024-06-21 10:30:12　来源: <a>星洲日报</a>　广东 <a>举报</a>"
        f"</div><div id=content>{P}<div>特别声明：以上内容为自媒体平台用户上传并发布，本平台仅提供信息存储服务。</div></div>"
        f"<div class=recs>{CARDS}</div><div>{REPLIES}</div></div>"
    ),
    "many cards and replies, two sentences": Layout(
        f"<div class=side>{CARDS * 5}</div><div class=main><h1>{TITLE}</h1><div>来源：星洲日报 时间：2024-06-21 10:30</div>"
        f"<div class=zw><p>{ONE}</p><p>{TWO}</p></div></div><div class=cmts>{REPLIES * 5}</div>",
        body=BODY[:2],
    ),
    "one sentence below a film": Layout(
        f"<div class=video><h1>{TITLE}</h1><div><span>2024-06-21 10:30</span>"
        f"<span>星洲卫视</span></div><div class=desc><p>{ONE}</p></div></div><div>{CARDS}</div>",
        body=(ONE,),
        outlet="星洲卫视",
    ),
    "the account before a dot and the date, notices of the platform": Layout(
        f"<div class=detail><h1>{TITLE}</h1><div><a class=item-a>星洲日报</a><span>"
        f"<i>·</i>2024年06月21日 10:30</span></div><div>{P}<p>该文观点仅代表作者本人，平台仅提供信息存储空间服务。</p></div>"
        f"<div>平台声明：该文观点仅代表作者本人，本号系信息发布平台。</div></div>{CARDS}"
    ),
    "an account of a platform of messages": Layout(
        f"<h1 class=rich_media_title>{TITLE}</h1><div class=rich_media_meta_list><span class='rich_media_meta rich_media_meta_text'>沈一</span>"
        f"<span class='rich_media_meta rich_media_meta_nickname'><a id=js_name>湾畔记事 </a></span>"
        f"<em id=publish_time class='rich_media_meta'>2024年6月21日 10:30</em></div>"
        f"<div id=js_content style='visibility: hidden'>{''.join(f'<section><p><span>{line}</span></p></section>' for line in BODY)}<p>点击“阅读原文”了解更多</p></div>",
        outlet="湾畔记事",
        head="",
    ),
    "state of a script: the outlet beside the headline, not another's": Layout(
        f"<div id=__next></div><script type=application/json>{json.dumps(OTHER_STATE | STATE, ensure_ascii=False)}</script>"
    ),
    "state of a script, its tags escaped": Layout(
        f'<div id=app></div><script>window.S={{"title":"{TITLE}","pubTime":"2024-06-21 10:30","sourceName":"星洲日报","content":"{MOVED}"}}</script>'
    ),
    "advertisements between paragraphs": Layout(
        f"<h1>{TITLE}</h1><div><span>星洲日报</span><span>2024-06-21 10:30</span></div><div class=b><div class=p>{ONE}</div>"
        f"<div class=ad><a>广告</a></div><div class=p>{TWO}</div><div class=ad-box><p>领取优惠券，新用户注册立减五十元，限时三天。</p></div>"
        f"<div class=p>{THREE}</div><div class=p>{FOUR}</div></div>"
    ),
    "the whole page stands in one form, without paragraphs": Layout(
        f"<form id=aspnetForm><table><tr><td><span id=lblTitle>{TITLE}</span></td></tr><tr>"
        f"<td>发布人：<span>办公室</span> 发布时间：<span>2024/6/21 10:30:00</span> 信息来源：<span>星洲日报</span></td></tr>"
        f"<tr><td><div>{'</div><div>'.join(BODY)}</div></td></tr></table></form>",
        head="星洲学院",
    ),
    "a name with 文, and a button behind another": Layout(
        f"<h1>{TITLE}</h1><div><span>來源：香港文匯網</span><time datetime='2024-06-21 10:30:45'>2024-06-21 10:30:45</time>"
        f"</div><div>{P}<p>責任編輯： 周二</p></div><div>{LINKS}</div>",
        outlet="香港文匯網",
    ),
    "an abstract over the line of the date": Layout(
        f"<div class=h><h1>{TITLE}</h1><p>中试平台面向新能源电池和柔性显示两个方向。</p></div><div><span><a>沈一</a></span>"
        f"<span>2024/06/21 10:30</span><span>来源：星洲日报</span><span>收藏</span></div><div class=c>{P}</div>{CARDS}"
    ),
    "an abstract with the headline in brackets": Layout(
        f"<h1>{TITLE}</h1><div>2024年06月21日 10:30 来源： 星洲日报</div><div>【{TITLE}】{ONE}</div><div id=c>{P}<p>（文章来源：星洲日报）</p></div>"
    ),
    "the time before the day, a letter to sign up for": Layout(
        f"<article><h1>Zone opens shared laboratory</h1><p>Forty teams to move in by March</p>"
        f"<div>By <a>Chen Yi</a></div><div>Published: 10:30am, 21 Jun 2024</div><p>{ENGLISH[0]}</p>"
        f"<div class=newsletter><p>Sign up for the morning briefing, delivered to your inbox every weekday.</p>"
        f"</div><p>{ENGLISH[1]}</p><p>{ENGLISH[2]}</p></article>",
        title="Zone opens shared laboratory",
        body=ENGLISH,
        outlet=None,
        head="Zone opens shared laboratory | Bay Post",
    ),
    "the day apart from its month": Layout(
        f"<div class=date-box><strong>21</strong><span>2024-06</span></div><h2>{TITLE}</h2><p>分类：公司新闻　浏览：200</p><div>{P}</div>",
        at="2024-06-21T00:00",
        outlet=None,
    ),
    "a labelled year of the Republic": Layout(
        f"<h2>{TITLE}</h2><ul><li>發布日期：113-06-21</li><li>發布單位：某某局</li></ul><div>{P}</div>",
        at="2024-06-21T00:00",
        outlet="某某局",
    ),
    # near misses
    "paragraphs that begin with links are no cards": Layout(
        f"<h1>{TITLE}</h1><div>2024-06-21 10:30 来源：星洲日报</div>"
        f"<div>{''.join(f'<p><a href=/d>{line[:12]}</a>{line[12:]}</p>' for line in BODY)}</div>"
    ),
    "a report that is made of cards": Layout(
        f"<h1>一周园区要闻</h1><div>2024-06-21 10:30 来源：星洲日报</div>"
        f"<div>{''.join(f'<div class=it><h3><a href=/d>{line[:9]}</a></h3><p>{line}</p></div>' for line in BODY)}</div>",
        title="一周园区要闻",
        head="一周园区要闻_星洲网",
    ),
}


@pytest.mark.parametrize("name", LAYOUTS)
def test_the_article_is_found_and_nothing_beside_it(name: str) -> None:
    layout = LAYOUTS[name]
    markup = f"<html><head><meta charset=utf-8><title>{layout.head}</title></head><body><ul>{MENU}</ul>{layout.markup}{FOOT}</body></html>"
    body = markup.encode()
    found = read(Page(url="https://www.example.cn/x", body=body, fetched_at=None), encoding.decode(body))
    assert tuple(found.text.split("\n")) == layout.body
    assert (found.title or TITLE) == layout.title
    at = found.published_at and found.published_at.astimezone(timezone(timedelta(hours=8)))
    assert (at and at.isoformat()[:16], found.outlet) == (layout.at, layout.outlet)
