"""Where a sentence stands in its text, where it ends, and which day the text is of."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from pipelines.extraction.document import dateline_day, read_document, reference_date
from pipelines.extraction.zone_sense import is_reported_from_elsewhere, on_zone
from pipelines.values import Article

NEWS = "晨曦光电昨日与河套发展署签署协议。"


def zones(text: str) -> list[tuple[str, str]]:
    document = read_document(text, title=None, reference=date(2026, 11, 24))
    return [(document.text[s.start : s.end], s.zone) for s in document.sentences]


def zone_of(text: str, words: str) -> str:
    return next(zone for said, zone in zones(text) if words in said)


@pytest.mark.parametrize(
    "line",
    [
        "图为晨曦光电与园区签约现场。",
        "圖一：四間機構與園區公司簽署備忘錄。（資料圖片）",
        "▲签约现场 林远 摄",
        "晨曦光电与园区签约（林远 摄）",
        "Photo: the signing in the park.",
    ],
)
def test_captions_tell_nothing(line: str) -> None:
    assert {zone for _, zone in zones(f"{NEWS}\n{line}")[1:]} == {"caption"}


@pytest.mark.parametrize("line", ["图灵实验室昨日签约入园。", "他拍摄的影片昨日上映。", "图书馆昨日开放。"])
def test_what_only_begins_like_a_caption_is_body(line: str) -> None:
    assert zone_of(f"{NEWS}{NEWS}\n{line}", line[:4]) in ("body", "lead")


def test_a_caption_is_one_where_breaks_are_lost() -> None:
    text = f"{NEWS}图为去年签约现场。园区继续招商。"
    assert zone_of(text, "图为") == "caption"
    assert zone_of(text, "招商") == "lead"


@pytest.mark.parametrize(
    "line", ["责任编辑：林远", "文｜小满　图｜阿树", "来源：海岸日报", "Reporting by Lin Yuan"]
)
def test_credits(line: str) -> None:
    assert zone_of(f"{NEWS}\n{line}", line[-2:]) == "credits"


@pytest.mark.parametrize("heading", ["相关阅读", "【延伸阅读】", "相關報道：", "猜你喜欢", "Related stories"])
def test_related_links_end_where_an_article_goes_on(heading: str) -> None:
    text = f"{NEWS}\n{heading}\n青屿软件签约入驻河套\n远屿新材料与发展署签约\n{'园区的建设仍在继续，居民对此表示欢迎，' * 3}昨日大雨。"
    assert zone_of(text, "青屿") == zone_of(text, "远屿") == "related_links"
    assert zone_of(text, "大雨") == "lead"


@pytest.mark.parametrize(
    "text",
    [
        f"AI摘要\n{NEWS}\n\n双方仍在磋商。",
        f"以下内容由AI生成：{NEWS}\n双方仍在磋商。",
        f"{NEWS}\n以上内容由AI生成\n双方仍在磋商。",
        f"AI-generated summary: {NEWS}This summary may contain errors.\n双方仍在磋商。",
        f"AI-generated summary: {NEWS} This summary may contain errors. 双方仍在磋商。",
    ],
)
def test_a_machine_summary_is_none_of_the_article(text: str) -> None:
    assert zone_of(text, "签署协议") == "ai_summary"
    assert zone_of(text, "磋商") != "ai_summary"


def test_news_about_machines_is_no_summary() -> None:
    assert zone_of("晨曦光电昨日发布人工智能模型。", "模型") == "lead"


def test_english_sentences_end_at_stops_and_not_at_short_forms() -> None:
    text = (
        "Mr. Li of Chenxi Ltd. signed it in 2023. In March it moved. “We will stay.” The park, run by Dawn Co. Ltd. "
        "The rent is 3.5 million. J. Smith left at 5 p.m. on Monday."
    )
    assert [said for said, _ in zones(text)] == [
        "Mr. Li of Chenxi Ltd. signed it in 2023.",
        "In March it moved.",
        "“We will stay.”",
        "The park， run by Dawn Co. Ltd.",
        "The rent is 3.5 million.",
        "J. Smith left at 5 p.m. on Monday.",
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("新华社深圳12月22日电 园区开园。", date(2025, 12, 22)),
        ("（海峡社记者林远舟高雄19日电）签约。", date(2026, 4, 19)),
        ("SHENZHEN, Dec. 22 (Xinhua) -- The park opened.", date(2025, 12, 22)),
        ("本报深圳2025年12月22日讯 园区开园。", date(2025, 12, 22)),
        ("12月22日，园区开园。", None),
        ("In Shenzhen, May 1 is a holiday.", None),
    ],
)
def test_datelines(text: str, expected: date | None) -> None:
    document = read_document(text, title=None, reference=None)
    assert dateline_day(document.text, date(2026, 4, 19)) == expected


@pytest.mark.parametrize(
    ("text", "stale"),
    [
        ("新华社深圳12月22日电 园区开园。", True),
        ("园区开园。\n本文首发于2025年12月22日《海岸日报》", True),
        ("新华社深圳4月17日电 园区开园。", False),
        ("园区去年12月22日开园。", False),
    ],
)
def test_an_old_story_put_on_line_again_is_stale(text: str, stale: bool) -> None:
    moment = datetime.fromisoformat("2026-04-18T09:00:00+08:00")
    assert reference_date(Article(url="u", title=None, text=text, published_at=moment), None).stale is stale


@pytest.mark.parametrize(
    ("words", "subject", "before", "expected"),
    [
        ("晨曦光电与河套发展署签署协议。", True, (), True),
        ("晨曦光电与粤澜大学签署协议。", True, (), True),
        ("晨曦光电与粤澜大学签署协议。", False, (), False),
        ("河套企业晨曦光电在上海与申江医药签署协议。", True, (), False),
        ("三校在北京签署协议，研究院落户河套深圳园区。", True, (), True),
        ("光明区投资促进中心与青囊医药签署协议。", True, (), False),
        ("青囊医药签署了投资协议。", True, ("园区企业到光明科学城参加活动。",), False),
        (
            "青囊医药签署了投资协议。",
            True,
            ("园区企业到光明科学城参加活动。", "河套发展署随后举行仪式。"),
            True,
        ),
        ("大会提出用好前海、河套等平台，128个项目签约。", False, (), False),
        ("The firm signed a lease with a hospital in Guangzhou.", True, (), False),
        ("The firm signed a lease in the Hetao Hong Kong Park.", True, (), True),
    ],
)
def test_whether_a_sentence_belongs_to_the_zone(
    words: str, subject: bool, before: tuple[str, ...], expected: bool
) -> None:
    assert on_zone(words, subject=subject, before=before) is expected


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("（海峡社记者林远舟台北29日电）旭光协会今天发表研究报告，提醒前往河套的厂商。", True),
        ("旭光精密今天召开法人说明会，谈及河套香港园区的租约。", True),
        ("（海峡社记者林远舟台北29日电）旭光协会今天在河套发表研究报告。", False),
        ("（海峡社记者林远舟香港29日电）港深创科园公司今天发表研究报告。", False),
        ("河套量子论坛昨日举行。", False),
    ],
)
def test_a_report_from_another_city_is_not_the_zones(words: str, expected: bool) -> None:
    assert is_reported_from_elsewhere(words) is expected
