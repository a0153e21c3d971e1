from __future__ import annotations

import time

import pytest

from toolkit.bitext import Text
from toolkit.errors import DataError
from toolkit.readers import html

PORTAL = """<!DOCTYPE html><html><head><meta http-equiv="Content-Type" content="text/html; charset=gb2312">
<title>青河市召开春季植树工作会议-青河市人民政府</title>
<style>.a{color:red}</style><script>var x="脚本内容";</script></head><body>
<div class="top"><a href="/">网站首页</a> | <a href="/n">新闻中心</a> | <a href="/g">政务公开</a></div>
<table><tr><td class="left"><ul><li><a href="1">领导之窗</a></li><li><a href="2">机构设置</a></li></ul></td>
<td><div class="pos">当前位置：<a href="/">首页</a> &gt; <a href="/n">新闻中心</a> &gt; 政务要闻</div>
<h1>青河市召开春季植树工作会议</h1>
<div class="info">来源：青河日报　作者：李小平　发布时间：2021-03-12 09:30
【字体：<a>大</a> <a>中</a> <a>小</a>】</div>
<div class="content" id="zoom">
<p>　　三月十日，青河市召开春季植树工作会议，总结去年的造林绿化工作，研究部署今年的任务。</p>
<p>　　市长王建国强调，要把植树造林作为一项长期任务来抓，<br>不能只图一时的热闹。</p>
<p>　　会议提出三点要求：</p>
<p>　　一要选好树种。二要管好苗木。三要护好成果。</p>
<p>　　一要选好树种。二要管好苗木。三要护好成果。</p>
<div><div><span>　　去年全市共植树四十二万株，成活率达到百分之九十一。</span></div></div>
<table><tr><th>县区</th><th>株数</th></tr><tr><td>东河县</td><td>12万</td></tr></table>
<p>　　各县区负责同志参加会议。（记者 李小平）</p>
</div>
<div class="tools"><a href="#">打印本页</a> <a href="#">关闭窗口</a></div>
<div class="prev">上一篇：<a href="9">我市开展食品安全检查</a><br>下一篇：<a href="10">春耕生产全面展开</a></div>
<div class="xg"><h3>相关链接</h3><ul><li><a href="11">青河市召开防汛会议</a></li></ul></div></td></tr></table>
<div class="foot">版权所有：青河市人民政府　<a href="http://beian">粤ICP备05012345号</a></div></body></html>"""

BLOG = """<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>A new bridge &#8211; River Daily</title>
<script>window.foo = "leak";</script></head><body class="post-template-default single has-sidebar">
<header id="masthead" class="site-header"><a href="/">River Daily</a>
<nav><ul><li><a href="/n">News</a></li></ul></nav></header>
<div class="breadcrumb"><a href="/">Home</a> » <a href="/n">News</a> » Town council plans a new bridge</div>
<main><article class="post type-post"><header class="entry-header"><h1>Town council plans a new bridge</h1>
<div class="entry-meta">Posted on <time>March 3, 2021</time> by <a href="/a">admin</a></div></header>
<div class="entry-content">
<p>The town council voted on Tuesday to build a second bridge across the river, after years of complaints.</p>
<p>&#8220;We have waited long enough,&#8221; said the mayor, in office since 2015&nbsp;&mdash; and far away.</p>
<h2>What it will cost</h2>
<p>The bridge is expected to cost 14 million crowns. Work is to begin next spring.</p>
<p>Short line.</p>
<ul><li>Two lanes for cars</li><li>A path for cyclists and walkers</li></ul>
<p>The old bridge will stay open.</p>
<p>The old bridge will stay open.</p>
<blockquote><p>It was built for carts, not for lorries, and it shows its age on every winter morning.</p></blockquote>
<p>The council meets again on Friday.</p></div>
<div class="sharedaddy"><h3>Share this:</h3><ul><li><a>Twitter</a></li><li><a>Facebook</a></li></ul></div>
<div class="related-posts"><h3>You may also like</h3>
<ul><li><a href="/1">Ferry captain retires after forty years</a></li></ul></div>
</article><div id="comments"><h2>3 Comments</h2><ol><li class="comment">
<p>I think that this bridge is a waste of money, and the council should be ashamed of itself.</p></li></ol>
<div id="respond"><h3>Leave a Comment</h3>
<form><p class="comment-notes">Your email address will not be published.</p></form></div>
<p class="akismet_notice">This site uses Akismet to reduce spam.
<a>Learn how your comment data is processed</a>.</p></div>
</main><aside class="widget-area"><h2>Recent Posts</h2><ul><li><a>Harvest festival draws crowds</a></li></ul></aside>
<footer class="site-footer"><p>Copyright © 2021 River Daily. All rights reserved.</p></footer>
<div id="cookie-law-info-bar">This website uses cookies to improve your experience. <a>Accept</a> <a>Read More</a></div>
<noscript>leak</noscript></body></html>"""


def read(page: str | bytes, encoding: str | None = None) -> Text:
    return html.make(encoding)(page.encode() if isinstance(page, str) else page, "a.html")


def blocks(page: str) -> list[tuple[str, str]]:
    found = read(page)
    return [(block.kind, found.text[block.start : block.end]) for block in found.blocks]


def test_a_chinese_portal_page() -> None:
    found = read(PORTAL.encode("gb18030"))
    assert found.encoding == "gb18030"
    assert found.text.split("\n") == [
        "青河市召开春季植树工作会议",
        "三月十日，青河市召开春季植树工作会议，总结去年的造林绿化工作，研究部署今年的任务。",
        "市长王建国强调，要把植树造林作为一项长期任务来抓，",
        "不能只图一时的热闹。",
        "会议提出三点要求：",
        "一要选好树种。二要管好苗木。三要护好成果。",
        "一要选好树种。二要管好苗木。三要护好成果。",
        "去年全市共植树四十二万株，成活率达到百分之九十一。",
        "县区\t株数",
        "东河县\t12万",
        "各县区负责同志参加会议。（记者 李小平）",
    ]
    assert found.blocks[0].kind == "heading"
    assert found.left_out > 100


def test_an_english_blog_page() -> None:
    found = blocks(BLOG)
    assert [kind for kind, _ in found] == [
        "heading", "text", "text", "heading", "text", "text", "item", "item", "text", "text", "text", "text",
    ]  # fmt: skip
    texts = [text for _, text in found]
    assert texts[0] == "Town council plans a new bridge"
    assert texts[2].startswith("“We have waited long enough,” said")
    assert texts.count("The old bridge will stay open.") == 2
    assert texts[-1] == "The council meets again on Friday."
    assert read(BLOG).left_out > 300


@pytest.mark.parametrize(
    "wrap",
    [
        "<p>{}</p>",
        "<div>{}</div>",
        "{}<br><br>",
        "<div><span>{}</span></div>",
        "<section><h2>Part</h2><p>{}</p></section>",
    ],
    ids=["p", "div", "br", "span", "section"],
)
@pytest.mark.parametrize("unit", ["城市桥梁", "river town "])
def test_no_paragraph_is_lost_however_short_or_marked_up(wrap: str, unit: str) -> None:
    stop = "。" if unit == "城市桥梁" else "."
    texts = [f"{unit * n}{i}{stop}" for i, n in enumerate([1, 2, 12, 1, 30, 3, 9, 1])]
    menu = "".join(f"<li><a href=/{i}>{unit}{i}</a></li>" for i in range(9))
    page = f"<div class=nav><ul>{menu}</ul></div><div>{''.join(map(wrap.format, texts))}</div><ul>{menu}</ul>"
    assert [line for line in read(page).text.split("\n") if line != "Part"] == texts


def test_what_is_kept_and_what_is_left_out_is_all_that_is_visible() -> None:
    found = read("<nav>甲</nav><p>乙丙丁。</p>")
    assert len("".join(found.text.split())) + found.left_out == 5


@pytest.mark.parametrize(
    ("page", "encoding"),
    [
        ('<meta charset="big5"><p>會議昨天召開。</p>', "big5"),
        ("<meta http-equiv=Content-Type content='text/html; charset=GBK'><p>会议。</p>", "gb18030"),
        ("<p>会议昨天在北京召开，市长出席了会议。</p>", "gb18030"),
        ('<meta charset="gb2312"><p>会议昨天在北京召开。</p>', "utf-8"),
        ('<?xml version="1.0" encoding="utf-8"?><html><body><p>会议昨天召开。</p></body></html>', "utf-8"),
        ('<meta charset="nonsense"><p>会议昨天在北京召开。</p>', "utf-16"),
    ],
)
def test_the_encoding_is_declared_or_found(page: str, encoding: str) -> None:
    assert read(page.encode(encoding)).text in page


def test_a_given_encoding_beats_the_declared_one() -> None:
    assert read('<meta charset="utf-8"><p>會議。</p>'.encode("big5"), "big5").text == "會議。"


def test_inline_markup_line_breaks_and_entities() -> None:
    page = "<p>The <b>old</b>\n <i>br</i>idge &amp; the&nbsp;river &#x4e2d;<br/>stay.</p>"
    page += "<p>这是一个\n   很长的\n段落。</p>"
    assert [text for _, text in blocks(page)] == ["The old bridge & the river 中", "stay.", "这是一个很长的段落。"]


def test_preformatted_lines_and_ruby() -> None:
    assert read("<pre>line one\n  line two\n\nline three</pre>").text == "line one\nline two\nline three"
    assert read("<p><ruby>漢<rp>(</rp><rt>hàn</rt></ruby>字。</p>").text == "漢字。"


def test_text_outside_any_paragraph_stays_in_order() -> None:
    assert read("<div>one <div>two <p>three</p> four</div> five</div>").text.split("\n") == [
        "one", "two", "three", "four", "five",
    ]  # fmt: skip


def test_what_is_not_shown_is_not_read() -> None:
    hidden = "<script>leak</script><style>leak</style><template>leak</template><noscript>leak</noscript><!-- leak -->"
    hidden += "<p style='display: none'>leak</p><p hidden>leak</p><svg><text>leak</text></svg>"
    found = read(f"<p>All of it is fine.</p>{hidden}<p>a <script><p>leak</p></script> b.</p>")
    assert found.text == "All of it is fine.\na b."


@pytest.mark.parametrize("page", ["", "  \n", "<html><script>x</script></html>", "<frameset><frame src=x></frameset>"])
def test_nothing_to_read_is_an_error(page: str) -> None:
    with pytest.raises(DataError, match=r"^a\.html: nothing readable") as caught:
        read(page)
    assert "\n" not in str(caught.value)


def test_markup_nested_beyond_the_parser_is_an_error_not_a_loss() -> None:
    with pytest.raises(DataError, match="nested too deep"):
        read("<body>" + "<div>" * 5000 + "text")


@pytest.mark.parametrize(
    "page",
    [
        "<div>" * 400 + "The text in the deep of the page.",
        "text " + "<" * 200_000,
        "<p class='" + "-ad" * 100_000 + "'>The text.</p>",
        "<p>The text " + " \n" * 300_000 + "中文</p>",
        "<table>" + "<tr>" * 200 + "<td>The text</td>" * 2 + "</table>",
        "<table>" + "<tr><td>The text</td><td>2</td></tr>" * 5_000 + "</table>",
        "".join(f"<p>This is the text of paragraph {i}, and it says something.</p>" for i in range(5_000)),
    ],
    ids=["deep", "brackets", "attribute", "spaces", "rows", "table", "paragraphs"],
)
def test_hostile_and_large_pages(page: str) -> None:
    start = time.perf_counter()
    assert "text" in read(page).text
    assert time.perf_counter() - start < 10
