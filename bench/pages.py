"""Invented Chinese news pages of about 30 kB for the benches: the same seed gives the same bytes.

Everything is made up: outlets, companies, people, figures. The markup is what portals send: inline scripts and
styles, three rows of navigation, share buttons, related links, hot lists, a footer. One page in ``one_in`` is about the
zone, with a signing or an event of varied kind; the others are about everything else.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

import jieba
import opencc

CHARSETS = ("gb18030", "utf-8", "big5hkscs", "utf-8", "gb18030")
_DECLARED = {"gb18030": "gb2312", "utf-8": "utf-8", "big5hkscs": "big5"}
_SURNAMES = "王李张刘陈杨黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程"
_GIVEN = "子文雨晨思远嘉怡浩然若曦明哲雅婷志强一凡书瑶俊杰梓涵清越知行望舒听澜怀瑾听雪"
_BRANDS = "青屿澜湾霁川远岫星洲云岭澄海粤澜南浦北辰惠泽启明同舟鹏程海岳天枢瑶光玉衡长汀百川松涛碧波"
_TRADES = (
    "智能科技 生物技术 光电材料 量子信息 医疗器械 新能源 半导体 数据服务 精密制造 海洋工程 食品 物流 纺织 文化传媒"
).split()
_CITIES = "广州 上海 北京 成都 武汉 杭州 南京 西安 长沙 合肥 青岛 厦门 昆明 郑州 沈阳 福州 南昌 贵阳".split()
_THINGS = (
    "地铁新线 老旧小区改造 春季招聘会 马拉松 图书馆 博物馆特展 菜市场 夜间公交 社区食堂 河道整治 高考改革 医保结算 "
    "快递柜 充电桩 植树活动 戏曲节 篮球联赛 羽毛球公开赛 旅游专列 防汛演练 食品安全检查 消防培训 垃圾分类 养老服务"
).split()
_OPINIONS = (
    "说起来简单，做起来要一步一步来",
    "最要紧的是让大家用得方便",
    "我们听了几百位居民的意见才定下方案",
    "往年这个时候总要排长队，今年好多了",
    "数字背后是实实在在的变化",
    "下一步还要把好的做法写进制度",
)
_SENTENCES = (
    "{day}，记者从{city}有关部门了解到，{thing}的准备工作已经进入最后阶段，预计{n}天之内可以完成。",
    "{person}是{city}本地人，从事这一行已有{n}年，她说，{opinion}。",
    "据统计，今年前{m}个月，{city}共办理相关事项{big}件，比去年同期增长{pct}%，平均用时缩短到{n}分钟。",
    "“{opinion}。”{city}{brand}{trade}有限公司的{person}在接受采访时这样表示。",
    "围绕{thing}，当地先后投入资金{money}万元，新增设施{n}处，覆盖{m}个街道和{n2}个社区。",
    "天气方面，未来{m}天{city}以多云为主，最高气温{n}摄氏度左右，早晚温差较大，出门请注意增减衣物。",
    "有居民提出，{thing}不能只看一时的热闹，还要有长久的安排；负责人{person}回应说，{opinion}。",
    "在{city}的{n}号展厅里，来自各地的参观者排起了队，工作人员一边维持秩序，一边耐心解答大家的问题。",
    "专家{person}认为，从{city}的经验看，{thing}之所以受到欢迎，在于把服务送到了家门口。",
    "截至{day}下午{m}时，现场已有{big}人次参与，志愿者{n}名，没有发生安全问题。",
    "与{m}年前相比，{city}的变化肉眼可见：道路宽了，灯亮了，{thing}也从图纸变成了现实。",
    "记者注意到，{thing}涉及的部门多、环节多，过去要跑{m}趟，如今在一个窗口就能办完。",
)
# Frames for words of the dictionary: no two pages share more than news of one day does.
_FRAMES = (
    "{n}{n}的{n}正在{v}，{n}和{n}也{v}了不少{n}。",
    "在{n}方面，{n}{v}{n}，{n}{v}的{n}比往年更{a}。",
    "“{n}要{v}，{n}更要{v}。”一位{n}说，{n}{n}不是{a}的事。",
    "从{n}到{n}，从{v}到{v}，{n}让{n}变得{a}。",
    "不少{n}反映，{n}{n}{v}之后，{v}{n}的{n}明显{a}。",
    "{n}负责人说，今后将{v}{n}，把{n}{n}{v}好。",
    "为了{v}{n}，{n}们白天{v}，晚上{v}，{n}里总是{a}的。",
    "过去{v}{n}要等{n}，现在{n}{v}得{a}，{n}也就放心了。",
)
_ZONE = (
    "河套深港科技创新合作区",
    "河套深圳园区",
    "河套深港科技创新合作区深圳园区",
    "落马洲河套地区港深创新及科技园",
)
_NEWS = (
    "{day}，{a}与{b}在{zone}签署战略合作协议，双方将在{trade}方面开展合作，计划总投资{n}亿元。",
    "{day}，{a}正式入驻{zone}，将建设研发中心，首期面积约{big}平方米。",
    "{day}，{zone}{brand}科创中心揭牌启用，首批{n}家机构集中签约。",
    "{day}，第{m}届{zone}{trade}论坛在深圳举行，来自深港两地的{big}名科研人员参加。论坛由{a}主办。",
    "{day}，{zone}与{a}签订投资协议，{a}将在园区建设{trade}项目，项目投资{n}亿元。",
    "{day}，{zone}{brand}实验楼项目正式动工，总建筑面积{n}万平方米，由{a}承建，预计{m}年后完工。",
    "{day}，{zone}发布《{trade}产业支持办法》，对入驻企业给予最高{n}万元的支持。",
    "{day}，{a}、{b}等{n}家企业在{zone}集中签约，涉及{trade}等领域。",
)
_BEHIND = (
    "{zone}有关负责人{person}表示，园区将继续完善跨境科研服务。",
    "{a}董事长{person}在签约仪式上说，{opinion}。",
    "{person}介绍，{a}成立于20{yy}年，现有研发人员{big}名，去年营业收入{n}亿元。",
    "目前，{zone}已聚集科研机构和企业{big}家，{n}个项目正在洽谈。",
)
_WORDS = "首页 新闻 国内 国际 财经 体育 娱乐 科技 健康 教育 汽车 房产 旅游 军事 评论 视频 图片 专题 地方 文化 时尚 美食 公益 法治".split()
_JS = (
    "var _hmt=_hmt||[];(function(){{var h=document.createElement('script');h.src='https://stat.example/h.js?{h}';"
    "var s=document.getElementsByTagName('script')[0];s.parentNode.insertBefore(h,s);}})();\n"
    "window.__cfg={{pageId:{n},channel:'{h}',ab:[{m},{n},{m}],share:{{wx:true,wb:true,qq:false}},t:function(e){{return e&&e.id}}}};\n"
    "function f{n}(a,b){{if(!a){{return b||null;}}for(var i=0;i<a.length;i++){{if(a[i].k===b){{return a[i].v;}}}}return f{n}(null,b);}}\n"
)
_CSS = ".m{n}-{h}{{margin:0 auto;padding:{m}px {n}px;font:14px/1.8 'Microsoft YaHei',sans-serif;color:#{h}}}\n.m{n}-{h} a:hover{{color:#c00;text-decoration:underline}}\n"


@dataclass(frozen=True, slots=True, kw_only=True)
class MadePage:
    """One invented page. ``path``: where the bench's site has it."""

    path: str
    title: str
    body: bytes
    charset: str
    relevant: bool


@lru_cache(maxsize=1)
def _traditional() -> opencc.OpenCC:
    return opencc.OpenCC("s2hk")


def pages(count: int, *, seed: int, one_in: int = 20) -> Iterator[MadePage]:
    """``count`` pages; of each ``one_in`` exactly one, at a chance place, is about the zone."""
    chance = random.Random(seed)
    place = 0
    for number in range(count):
        if number % one_in == 0:
            place = number + chance.randrange(one_in)
        yield _page(chance, number, relevant=number == place)


def _page(chance: random.Random, number: int, *, relevant: bool) -> MadePage:
    charset = CHARSETS[number % len(CHARSETS)]
    day = date(2026, 11, 23) - timedelta(days=chance.randrange(20))
    title, paragraphs = _story(chance, day, relevant=relevant)
    markup = _markup(chance, title, paragraphs, day, _DECLARED[charset])
    if charset == "big5hkscs":
        markup, title = (
            str(_traditional().convert(t)).replace("籤約", "簽約").replace("籤署", "簽署")
            for t in (markup, title)
        )
    return MadePage(
        path=f"/news/{day:%Y%m%d}/{number:06d}.html",
        title=title,
        body=markup.encode(charset, "xmlcharrefreplace"),
        charset=charset,
        relevant=relevant,
    )


def _story(chance: random.Random, day: date, *, relevant: bool) -> tuple[str, list[str]]:
    words = _words(chance, day)
    body = [_paragraph(chance, day) for _ in range(chance.randrange(5, 10))]
    if not relevant:
        return f"{words['city']}{words['thing']}：{words['opinion'][:14]}", body
    story = chance.choice(_NEWS).format(**words)
    behind = [chance.choice(_BEHIND).format(**words) for _ in range(3)]
    return story.partition("，")[2][:28].rstrip("，。《"), [story, *behind, *body[:5]]


def _paragraph(chance: random.Random, day: date) -> str:
    told = [chance.choice(_SENTENCES).format(**_words(chance, day))]
    told += [_framed(chance) for _ in range(chance.randrange(2, 5))]
    chance.shuffle(told)
    return "".join(told)


def _framed(chance: random.Random) -> str:
    words = _dictionary()
    frame = chance.choice(_FRAMES)
    return re.sub(r"\{(\w)\}", lambda slot: chance.choice(words[slot[1]]), frame)


@lru_cache(maxsize=1)
def _dictionary() -> dict[str, list[str]]:
    """Common words of two characters by their tag, from the segmenter's dictionary; none that could name the zone."""
    words: dict[str, list[str]] = {"n": [], "v": [], "a": []}
    with jieba.dt.get_dict_file() as lines:
        for line in lines:
            word, times, tag = line.decode("utf-8").split()
            if len(word) == 2 and tag in words and int(times) > 300 and not set(word) & set("河套签署约"):
                words[tag].append(word)
    return words


def _words(chance: random.Random, day: date) -> dict[str, object]:
    def brand() -> str:
        at = chance.randrange(0, len(_BRANDS) - 1, 2)
        return _BRANDS[at : at + 2]

    return {
        "day": f"{day.month}月{day.day}日",
        "city": chance.choice(_CITIES),
        "thing": chance.choice(_THINGS),
        "opinion": chance.choice(_OPINIONS),
        "person": chance.choice(_SURNAMES) + "".join(chance.sample(_GIVEN, 2)),
        "brand": brand(),
        "trade": chance.choice(_TRADES),
        "zone": chance.choice(_ZONE),
        "a": f"{brand()}{chance.choice(_TRADES)}有限公司",
        "b": f"{chance.choice(_CITIES)}{brand()}{chance.choice(_TRADES)}研究院",
        "n": chance.randrange(3, 60),
        "n2": chance.randrange(60, 200),
        "m": chance.randrange(2, 10),
        "big": chance.randrange(200, 9000),
        "money": chance.randrange(100, 4000),
        "pct": chance.randrange(3, 70),
        "yy": chance.randrange(10, 25),
    }


def _markup(chance: random.Random, title: str, paragraphs: list[str], day: date, declared: str) -> str:
    def noise(template: str, times: int) -> str:
        return "".join(
            template.format(
                h=f"{chance.getrandbits(24):06x}", n=chance.randrange(100, 999), m=chance.randrange(1, 40)
            )
            for _ in range(times)
        )

    nav = "".join(
        f'<li class="nav-item"><a href="/{i}/" target="_blank">{w}</a></li>' for i, w in enumerate(_WORDS * 2)
    )
    text = "\n".join(f'<p style="text-indent:2em;">　　{p}</p>' for p in paragraphs)
    return f"""<!DOCTYPE html>
<html lang="zh-CN"><head><meta charset="{declared}"><title>{title}_港湾新闻网</title>
<meta name="viewport" content="width=device-width"><meta name="keywords" content="{title[:6]},新闻">
<meta name="description" content="{paragraphs[0][:80]}">
<link rel="stylesheet" href="/static/main.css"><style>{noise(_CSS, 16)}</style><script>{noise(_JS, 8)}</script></head>
<body><div class="top"><a href="/">港湾新闻网</a><form action="/search"><input name="q"><button>搜索</button></form></div>
<ul class="nav">{nav}</ul><div class="crumb"><a href="/">首页</a> &gt; <a href="/gn/">国内</a> &gt; 正文</div>
<div class="main"><div class="article"><h1>{title}</h1>
<div class="info"><span class="time">{day:%Y-%m-%d} {chance.randrange(6, 22):02d}:{chance.randrange(60):02d}</span>
<span class="source">来源：港湾新闻网</span> <span>责任编辑：{chance.choice(_SURNAMES)}明</span></div>
<div class="content" id="content">{text}</div>
<div class="share"><a class="wx" href="javascript:;">微信</a><a class="wb" href="javascript:;">微博</a><a class="qq" href="javascript:;">QQ</a></div></div>
<div class="side"><h3>相关新闻</h3><ul>{_links(chance, day, 30)}</ul><h3>热点排行</h3><ol>{_links(chance, day, 38)}</ol></div></div>
<div class="footer"><p>关于我们 | 联系方式 | 版权声明 | 广告服务</p><p>本网站所刊载信息，不代表本站观点。刊用本网站稿件，务经书面授权。</p></div>
<script>{noise(_JS, 12)}</script></body></html>
"""


def _links(chance: random.Random, day: date, count: int) -> str:
    def link(number: int) -> str:
        words = _words(chance, day)
        return (
            f'<li><a href="/news/{day:%Y%m%d}/x{chance.randrange(10**6)}.html" title="" data-r="{number}">'
            f"{words['city']}{words['thing']}：{words['opinion']}</a><span>{words['day']}</span></li>"
        )

    return "\n".join(map(link, range(count)))
