from __future__ import annotations

import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit.bitext import Block, BlockKind, Document, Lang, Sentence
from toolkit.furniture import edge_furniture, furniture

EN_FURNITURE = [
    "Home » The committee held a meeting - City Portal",
    "You are here: Home > News",
    "by admin",
    "Posted on March 3, 2021 by admin",
    "See also  Mayor opens the second bridge over the river",
    "Read more",
    "Continue reading",
    "You may also like",
    "Related posts",
    "Leave a Comment",
    "3 Comments",
    "Share this:",
    "Share this story: Facebook / X / Email",
    "March 3, 2021 | River City, Schools | 0 comments",
    "Twitter Facebook LinkedIn",
    "This site uses Akismet to reduce spam.",
    "Learn how your comment data is processed.",
    "This website uses cookies to improve your experience.",
    "We'll assume you're ok with this, but you can opt-out if you wish.",
    "Accept Read More",
    "Privacy & Cookies Policy",
    "Subscribe to our newsletter",
    "Copyright © 2021 River Daily. All rights reserved.",
    "Yue ICP No. 05012345",
    "Responsible editor: Li Xiaoping",
    "2020-07-26 05:03:17 Source: River Daily Author: Li Xiaoping",
    "[Font: Large Medium Small]",
    "Previous post: A school roof is repaired",
]

ZH_FURNITURE = [
    "当前位置：首页 > 新闻中心 > 政务要闻",
    "首页 > 新闻 > 正文",
    "来源：青河日报 作者：李小平 编辑：王红",
    "2021-03-12 09:30 来源：青河日报",
    "发布时间：2021-03-12",
    "【字体：大 中 小】",
    "打印本页 关闭窗口",
    "责任编辑：李小平",
    "（责任编辑：李小平）",
    "相关链接",
    "相关新闻：",
    "上一篇：我市开展食品安全检查",
    "下一篇：没有了",
    "分享到：微信 微博",
    "扫一扫在手机打开当前页",
    "版权所有：青河市人民政府",
    "粤ICP备05012345号",
    "网站地图",
    "發佈時間：2021-03-12",
    "上一篇：會議召開",
]

EN_CONTENT = [
    "He has a home, and so has she.",
    "By administering the vaccine early, the clinic saved many lives.",
    "See also Figure 3 for the results.",
    "You may also like to know that the bridge is old.",
    "The site uses a great deal of water.",
    "Cookies are small files that a browser keeps.",
    "Share this bread with your brother.",
    "Read more books, the teacher said.",
    "The previous story was better than this one.",
    "We related posts to the wall.",
    "She left a comment on the door.",
    "The source of the river is in the mountains.",
    "Editor in chief Li Xiaoping has resigned.",
    "All rights reserved by the treaty were later lost, and with them the province.",
    "The newsletter of the society appears each month.",
    "Copyright law is older than the printing press.",
]

ZH_CONTENT = [
    "首页上登着市长的照片。",
    "他的位置在第三排。",
    "这条河的来源至今不明。",
    "来源：这是一个谁也说不清楚的问题。",
    "上一篇文章写得很好。",
    "下一条路通向村子。",
    "编辑部的人都下班了。",
    "他把消息分享到群里，大家都很高兴。",
    "扫一扫就能付款，很方便。",
    "相关新闻发布会将于明天举行。",
    "打印机坏了，请关闭窗户。",
    "版权所有者已经去世多年。",
    "字体大小要合适。",
    "责任编辑是一份辛苦的工作。",
]


@pytest.mark.parametrize("line", EN_FURNITURE)
def test_english_furniture(line: str) -> None:
    assert furniture([line, f"  {line}\n"], "en") == [True, True]


@pytest.mark.parametrize("line", ZH_FURNITURE)
def test_chinese_furniture(line: str) -> None:
    assert furniture([line], "zh") == [True]


@pytest.mark.parametrize(("line", "lang"), [*((x, "en") for x in EN_CONTENT), *((x, "zh") for x in ZH_CONTENT)])
def test_sentences_about_such_things_are_content(line: str, lang: Lang) -> None:
    assert furniture([line], lang) == [False]


def test_human_sentences_set_off_no_false_alarm(shared: Path) -> None:
    """What fires are the bylines of news sites, which are furniture: 31 of 13,700 sentences; none in the novels."""
    rows = [line.split("\t") for line in (shared / "wmt/bitext.tsv").read_text("utf-8").split("\n") if line]
    zh, en = (
        [text for text, is_it in zip(side, furniture(side, lang), strict=True) if is_it]
        for side, lang in (([row[1] for row in rows], "zh"), ([row[2] for row in rows], "en"))
    )
    assert all("责任编辑" in text or text.startswith("【编辑") for text in zh)
    assert all("Editor" in text for text in en)
    for path in sorted((shared / "mac-dev").glob("[ze][nh]/*.txt")):
        lang: Lang = "zh" if path.parent.name == "zh" else "en"
        assert not any(furniture(path.read_text("utf-8").split("\n"), lang))


def document(lines: list[str], lang: Lang = "en", kinds: dict[int, BlockKind] | None = None) -> Document:
    """A sentence a line, each in a block of its own."""
    sentences, blocks, start = [], [], 0
    for i, line in enumerate(lines):
        sentences.append(Sentence(line, i, start, start + len(line)))
        blocks.append(Block(start, start + len(line), (kinds or {}).get(i, "text")))
        start += len(line) + 1
    return Document("a", lang, "", tuple(sentences), tuple(blocks))


def edges(lines: list[str], lang: Lang = "en", kinds: dict[int, BlockKind] | None = None) -> list[str]:
    """The lines found to be furniture; a line that begins with "=" is aligned."""
    texts = [line.removeprefix("=") for line in lines]
    found = edge_furniture(document(texts, lang, kinds), [not line.startswith("=") for line in lines])
    return [text for text, is_it in zip(texts, found, strict=True) if is_it]


def test_everything_unaligned_behind_a_closing_phrase() -> None:
    tail = [
        "You may also like",
        "Ferry captain retires after forty years on the water, and is missed by all of us.",
        "x",
    ]
    assert edges(["=The council met.", *tail]) == tail
    assert edges(["=会议召开。", "相关链接", "青河市召开了防汛工作会议，部署了今年的工作。"], "zh") == [
        "相关链接",
        "青河市召开了防汛工作会议，部署了今年的工作。",
    ]


def test_an_untranslated_tail_of_paragraphs_is_content() -> None:
    assert not edges(["=The council met.", "Then it rained for three days.", "Nobody came to the second meeting."])


def test_short_labels_at_the_tail() -> None:
    tail = ["River Daily", "2021-03-12"]
    assert edges(["=The council met.", "It was late.", *tail]) == tail


def test_labels_say_nothing_where_sentences_have_no_stops() -> None:
    assert not edges(["=we met", "=in the hall", "and went home"])


def test_list_items_and_pieces_of_an_aligned_paragraph_are_content() -> None:
    assert not edges(["=They bought:", "=It was a lot.", "apples"], kinds={2: "item"})
    half = Document("a", "en", "", (Sentence("We met.", 0, 0, 7), Sentence("and then", 0, 8, 16)), (Block(0, 16),))
    assert edge_furniture(half, [False, True]) == [False, False]


def test_an_untranslated_title_at_the_head_is_content() -> None:
    assert not edges(["Town council plans a new bridge", "=The council met."])


def test_what_stands_above_a_breadcrumb() -> None:
    lines = [
        "River Daily news",
        "Sports",
        "Home » News » A new bridge",
        "A new bridge for the old town",
        "=The council met.",
    ]
    assert edges(lines) == lines[:3]


def test_known_phrases_in_the_middle_count_only_if_unaligned() -> None:
    assert edges(["=One met.", "See also  Other news of the day", "=Two met."]) == ["See also  Other news of the day"]
    assert edges(["=One met.", "=See also  Other news of the day", "=Two met."]) == []


def test_where_nothing_is_aligned_only_phrases_count() -> None:
    assert edges(["A", "Leave a Comment", "B"]) == ["Leave a Comment"]


def test_the_lengths_must_agree() -> None:
    with pytest.raises(ValueError, match="2 sentences"):
        edge_furniture(document(["a", "b"]), [True])


def test_the_model_page(shared: Path) -> None:
    lines = [line.strip() for line in (shared / "seed/guangzhou.en.txt").read_text("utf-8").split("\n") if line.strip()]
    content = [1, 3, 4, 5, 7, 8]
    found = edge_furniture(document(lines), [i not in content for i in range(len(lines))])
    assert [i for i, is_it in enumerate(found) if not is_it] == content


@given(
    st.lists(
        st.tuples(st.sampled_from([*EN_FURNITURE, *EN_CONTENT, "", "x", "\ud800\u2028\t", "2021"]), st.booleans())
    ),
    st.sampled_from(["en", "zh"]),
)
def test_no_aligned_sentence_and_no_content_between_is_furniture(rows: list[tuple[str, bool]], lang: Lang) -> None:
    texts, unaligned = [text for text, _ in rows], [free for _, free in rows]
    found = edge_furniture(document(texts, lang), unaligned)
    known = furniture(texts, lang)
    aligned = [i for i, free in enumerate(unaligned) if not free]
    for i, is_it in enumerate(found):
        assert not (is_it and not unaligned[i])
        assert not known[i] or not unaligned[i] or is_it
        if aligned and aligned[0] < i < aligned[-1]:
            assert is_it == (known[i] and unaligned[i])


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_hostile_lines_take_no_time(lang: Lang) -> None:
    seeds = [
        "打印 ",
        "首页 ",
        "facebook, ",
        "字体大中小",
        "2021-01-01 ",
        "home > ",
        "read more ",
        "(c) 2021 ",
        " ",
        "»",
        "版权所有",
    ]
    start = time.perf_counter()
    furniture([(a * n + b * n)[:620] for a in seeds for b in seeds for n in (1, 20, 70)], lang)
    assert furniture([" " * 10**6 + "x", "打印" * 10**6], lang) == [False, False]
    assert time.perf_counter() - start < 3
