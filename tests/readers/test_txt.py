from __future__ import annotations

import hashlib
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit.bitext import Text
from toolkit.errors import DataError
from toolkit.readers import txt

SHORT = ["春眠不觉晓", "会议昨天召开", "他说：“好。”", "第一章", "Paypal 付款", "20枚三叉戟（T"]
TRADITIONAL = ["臺灣的歷史", "會議昨天召開", "他說：「好。」", "分鐘內沒有回應", "圖書館在哪裡？"]
LONG = "去年冬天，河上结了厚厚的冰，孩子们天天在冰上玩耍。母亲总是站在岸边看着，喊他们早点回家吃饭。\n" * 200
LONG_TRADITIONAL = (
    "去年冬天，河上結了厚厚的冰，孩子們天天在冰上玩耍。母親總是站在岸邊看著，喊他們早點回家吃飯。\n" * 200
)


def read(data: bytes | str, encoding: str | None = None) -> Text:
    return txt.make(encoding)(data.encode() if isinstance(data, str) else data, "a.txt")


def blocks(text: str) -> list[str]:
    found = read(text)
    return [found.text[block.start : block.end] for block in found.blocks]


def kinds(text: str) -> list[str]:
    return [block.kind for block in read(text).blocks]


def error(data: bytes, encoding: str | None = None) -> str:
    with pytest.raises(DataError) as caught:
        read(data, encoding)
    message = str(caught.value)
    assert message.startswith("a.txt")
    assert "\n" not in message
    return message


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
@pytest.mark.parametrize("text", [*SHORT, *TRADITIONAL, LONG, LONG_TRADITIONAL])
def test_simplified_encodings_are_told_apart(text: str, encoding: str) -> None:
    found = read(text.encode(encoding))
    assert (found.text, found.encoding) == (text, encoding)


@pytest.mark.parametrize("text", [*TRADITIONAL, LONG_TRADITIONAL])
def test_big5_is_told_from_gb18030(text: str) -> None:
    found = read(text.encode("cp950"))
    assert (found.text, found.encoding) == (text, "cp950")


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
@pytest.mark.parametrize(
    "text", ["Hello there.\nThe end.", "他们昨天在北京开会，讨论了很多问题。", LONG, "中文 and English."]
)
def test_utf_16_without_a_mark(text: str, encoding: str) -> None:
    assert read(text.encode(encoding)).text == text


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-32"])
def test_a_byte_order_mark_settles_it_and_goes(encoding: str) -> None:
    assert read("中文。".encode(encoding)).text == "中文。"


def test_a_mark_that_lies_is_an_error() -> None:
    assert "tried utf-8" in error(b"\xef\xbb\xbf\xff\xff")


def test_english_of_windows() -> None:
    text = "It’s a fine day, and “we” are off — to the café."
    assert read(text.encode("cp1252")).text == text


def test_a_given_encoding_is_obeyed() -> None:
    data = "會議".encode("big5")
    assert read(data, "Big5").text == "會議"
    assert read(data, "gb2312").text != "會議"
    assert read("镕".encode("gbk"), "gb2312").text == "镕", "what says GB 2312 may use all of GB 18030"


def test_undecodable_bytes_say_where_and_what_to_do() -> None:
    message = error(("一行很普通的中文。\n" * 9).encode() + b"\xff\xff" + "又一行中文。\n".encode())
    assert message.startswith("a.txt:10: ")
    assert "utf-8, " in message
    assert "gb18030" in message
    assert "--encoding" in message


@pytest.mark.parametrize("encoding", ["nonsense", "rot13", "hex", "a\0b", ""])
def test_an_unknown_encoding_is_an_error(encoding: str) -> None:
    assert "unknown encoding" in error(b"abc", encoding)


def test_the_wrong_encoding_is_an_error() -> None:
    assert error("a\n中文".encode("gb18030"), "utf-8").startswith("a.txt:2: is not utf-8")


@pytest.mark.parametrize(
    "data", [bytes(range(256)) * 20, b"\0" * 50, b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + b"\0\x01\xfe" * 99]
)
def test_binary_data_is_an_error(data: bytes) -> None:
    assert "binary" in error(data)


@pytest.mark.parametrize("data", [b"", b" \n\t\r\n", "\ufeff".encode(), "\u3000\u2028".encode()])
def test_nothing_readable_is_an_error(data: bytes) -> None:
    assert "nothing readable" in error(data)


def test_a_stray_control_character_is_kept() -> None:
    text = "Some ordinary line of text, as long as they usually are, with one \0 in it."
    assert read(text).text == text


def test_line_ends_are_one_character() -> None:
    found = read("一\r\n二\r三\n四。")
    assert found.text == "一\n二\n三\n四。"
    assert [(b.start, b.end) for b in found.blocks] == [(0, 1), (2, 3), (4, 5), (6, 8)]


@pytest.mark.parametrize("end", ["\n", "\f", "\v", "\x85", "\u2028", "\u2029", "\n \n\u3000"])
def test_what_ends_a_line(end: str) -> None:
    assert blocks(f"　　甲乙丙。{end}丁戊己。") == ["甲乙丙。", "丁戊己。"]


def test_hash_and_source() -> None:
    found = read("中文。")
    assert (found.source, found.sha256) == ("a.txt", hashlib.sha256("中文。".encode()).hexdigest())


WRAPPED = """\
The old bridge was built for carts, and not for lorries, and it shows its
age on every winter morning when the planks are covered with ice and the
children walk to school.

It has two lanes.

Nobody in the town remembers who built it, for the papers of that year
were lost in a fire.
"""


def test_lines_broken_to_a_width_are_joined() -> None:
    found = blocks(WRAPPED)
    assert [piece.split()[0] for piece in found] == ["The", "It", "Nobody"]
    assert found[0].endswith("school.")


def test_lines_of_han_broken_to_a_width_are_joined() -> None:
    prose = (
        "去年冬天河上结了厚厚的冰，孩子们天天在冰上玩耍，母亲总是站在岸边看着他们，"
        "喊他们早点回家吃饭。后来春天来了，冰都化了。"
    )
    lines = [prose[i : i + 20] for i in range(0, len(prose), 20)]
    text = "　　" + "\n".join(lines) + "\n　　第二天他们又来了。\n"
    assert blocks(text) == ["\n".join(lines), "第二天他们又来了。"]


def test_items_of_a_broken_list_stay_apart() -> None:
    text = WRAPPED.split("\n\n", maxsplit=1)[0] + "\n1. " + WRAPPED.split("\n\n", maxsplit=1)[0]
    assert len(blocks(text)) == 2


@pytest.mark.parametrize(
    "text",
    [
        "他们昨天到了北京，住在一家小旅馆里。\n第二天一早，他们就去看了长城和故宫。\n晚上回来的时候，大家都已经很累了。",
        "The first sentence stands on its own line.\nThe second sentence stands on its own too.\nSo does this.",
        "市政府召开春季植树造林工作会议\n全市教育工作会议昨日在京召开了\n我市开展冬季食品安全专项检查",
        "白日依山尽，\n黄河入海流。\n欲穷千里目，\n更上一层楼。",
        "Apples and pears\nPlums\nA basket of cherries\nNuts.",
    ],
    ids=["zh sentences", "en sentences", "headlines", "verse", "list"],
)
def test_lines_that_are_not_broken_stay_apart(text: str) -> None:
    assert blocks(text) == text.split("\n")


def test_kinds_of_blocks() -> None:
    text = "\n".join(
        [
            "第一章　起源",
            "这是正文的第一句话，写得比较长一些。",
            "一、总体要求",
            "（二）加强领导，落实责任。",
            "1. 选好树种",
            "• a bullet",
            "# Markdown",
            "1.5 million people live there, and they like it.",
            "That is all that there is to say about it.",
        ]
    )
    assert kinds(text) == ["heading", "text", "heading", "item", "item", "item", "heading", "text", "text"]


def test_a_short_line_is_a_heading_unless_all_are_short() -> None:
    prose = "The council voted to build a second bridge across the river."
    assert kinds(f"A new bridge\n{prose}") == ["heading", "text"]
    assert kinds("we were there\nand saw it\nall of us\nat once") == ["text"] * 4


@given(st.text(st.sampled_from("中文a。. \n\r\f\x85\u2028\u2029\u3000\t•1、\x00\ufeff-"), max_size=60))
def test_blocks_hold_all_that_is_not_white_space(text: str) -> None:
    try:
        found = txt.make("utf-8")(text.encode(), "a.txt")
    except DataError:
        return
    assert found.text == text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    end = 0
    for block in found.blocks:
        assert end <= block.start < block.end
        assert not found.text[end : block.start].strip()
        assert found.text[block.start : block.end].strip() == found.text[block.start : block.end]
        end = block.end
    assert not found.text[end:].strip()


@pytest.mark.parametrize(
    "data",
    [
        "一行没有尽头的文字，".encode() * 100_000,
        b"a b " * 500_000,
        b"\n \r\n" * 300_000 + b"x",
        b"(" * 1_000_000,
        ("一" * 30 + "\n").encode() * 20_000,
    ],
    ids=["one line", "words", "blank", "brackets", "equal lines"],
)
def test_time_is_linear(data: bytes) -> None:
    start = time.perf_counter()
    read(data)
    assert time.perf_counter() - start < 5
