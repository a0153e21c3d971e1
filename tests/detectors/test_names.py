from __future__ import annotations

import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.detectors.test_numbers import cut, make_pairs
from toolkit.detectors.names import detect
from toolkit.quality import Pair
from toolkit.registry import load

SURE = 0.5


def found(*rows: tuple[str, str], least: float = SURE) -> list[tuple[int, str, str, str]]:
    """The row, the source words, the target words and the suggestion of each finding that is strong enough."""
    return [
        (f.row, cut(rows[f.row][0], f.src), cut(rows[f.row][1], f.tgt), f.suggestion)
        for f in detect(make_pairs(*rows))
        if f.strength >= least
    ]


@pytest.mark.parametrize(
    ("src", "tgt", "expected"),
    [
        ("主任骆文清主持会议。", "Director Luo Wenqin presided.", ("骆文清", "Luo Wenqin", "Luo Wenqing")),
        ("骆文清说。", "said Lou Wenqing.", ("骆文清", "Lou Wenqing", "Luo Wenqing")),
        ("陆怀民说。", "Liu Huaimin's answer was short.", ("陆怀民", "Liu Huaimin", "Lu Huaimin")),
        ("市长滕岚出席。", "Mayor Teng Nan attended.", ("滕岚", "Teng Nan", "Teng Lan")),
        ("夏侯明远出席。", "Xia Houmingyuan attended.", None),
        ("端木诚出席。", "Duan Mucheng attended.", ("端木诚", "Duan Mucheng", "Duanmu Cheng")),
        ("清湍县的人", "people of Qingtun County", ("清湍", "Qingtun County", "Qingtuan County")),
        ("吕文安到了西安。", "Lü Wenan arrived in Xi'an.", None),
        ("駱靜姝出席會議。", "Luo Jingshi attended.", ("駱靜姝", "Luo Jingshi", "Luo Jingshu")),
    ],
)
def test_slips_in_pinyin(src: str, tgt: str, expected: tuple[str, str, str] | None) -> None:
    assert found((src, tgt)) == ([(0, *expected)] if expected else [])


@pytest.mark.parametrize(
    ("src", "tgt"),
    [
        ("骆文清、滕岚出席。", "Luo Wenqing and Teng Lan attended."),
        ("夏侯启明和端木诚", "Xiahou Qiming and Duanmu Cheng"),
        ("长安区和厦门市", "Chang'an District and Xiamen City"),
        ("她很高兴，马上方便地买了毛衣。", "She was glad, and at once bought a sweater. He Was Not."),
        ("奥巴马和阿拉米达县的警察", "Obama and the police of Alameda County"),
        ("加拿大和巴拿马的女士", "The Women of Canada and Panama City"),
        ("李嘉誠和張建宗在香港。", "Li Ka-shing and Matthew Cheung were in Hong Kong."),
        ("韩国瑜当选。", "Han Kuo-yu was elected."),
        ("韩国瑜当选。", "Han Kuoyu was elected."),
        ("他们到了。", "They met Zhang Wei there."),
        ("吕文清、吕梁", "Lu Wenqing, Lyu Liang"),
        ("", "Luo Wenqing"),
        ("骆文清", ""),
    ],
)
def test_good_names_are_left_in_peace(src: str, tgt: str) -> None:
    assert found((src, tgt)) == []


def test_the_document_makes_a_name_surer() -> None:
    slip = ("吴某甲没有到庭。", "Wu Jia did not appear.")
    alone = detect(make_pairs(slip))
    known = detect(make_pairs(("吴某甲的父亲", "the father of Wu Moujia"), slip))
    assert max((finding.strength for finding in alone), default=0) < SURE
    assert [finding.suggestion for finding in known if finding.strength >= SURE] == ["Wu Moujia"]


def test_a_known_name_that_is_no_pinyin_here() -> None:
    rows = ("骆文清说。", "said Luo Wenqing."), ("骆文清走了。", "Luo Wenqng left.")
    assert found(*rows) == [(1, "骆文清", "Luo Wenqng", "Luo Wenqing")]


def test_the_order_of_a_name() -> None:
    rows = (
        ("骆文清说。", "said Luo Wenqing."),
        ("端木诚走了。", "Duanmu Cheng left."),
        ("滕家岚走了。", "Jialan Teng left."),
    )
    assert found(*rows) == [(2, "滕家岚", "Jialan Teng", "Teng Jialan")]
    assert found(rows[2]) == []


def test_one_name_in_two_spellings() -> None:
    rows = (
        ("单文清说。", "said Shan Wenqing."),
        ("单文清走了。", "Shan Wenqing left."),
        ("单文清来了。", "Shan Wen'qing came."),
    )
    assert found(*rows) == [(2, "单文清", "Shan Wen'qing", "Shan Wenqing")]


def test_an_organisation_in_two_forms() -> None:
    rows = [
        ("市全面改革委员会开会。", "The Municipal Comprehensive Reform Committee met."),
        ("市全面改革委员会主任", "Director of the Comprehensive Reform Committee of the city"),
        ("市全面改革委员会委员参加。", "Members of the city’s Comprehensively Reform Committee took part."),
        ("全面改革很难。", "To reform comprehensively is hard."),
    ]
    (finding,) = detect(make_pairs(*rows))
    assert (finding.row, finding.category) == (2, "Terminology/Inconsistent")
    assert cut(rows[2][0], finding.src) == "市全面改革委员会"
    assert cut(rows[2][1], finding.tgt) == "Comprehensively Reform Committee"
    assert finding.suggestion == "Comprehensive Reform Committee"


@pytest.mark.parametrize(
    "rows",
    [
        [("市委会开会。", "The Party Committee met."), ("县委会开会。", "Two Parties Committees met.")],
        [("改革委员会", "Reform Committee"), ("改革委员会", "Reform Committee"), ("改革协会", "Reforming Committee")],
        [("改革委员会", "the Reform Committee"), ("改革委员会", "the Reforming Committee")],
    ],
)
def test_organisations_that_are_left_in_peace(rows: list[tuple[str, str]]) -> None:
    assert found(*rows) == []


ZH = st.text(st.one_of(st.sampled_from("骆文清端木诚吕西安县委员会说，改革"), st.characters()))
EN = st.lists(
    st.one_of(st.sampled_from("Luo Wenqing Wenqin Duan Duanmu Lü Xi'an County Lu’s Reform Reformed Committee".split()), st.text())
).map(" ".join)  # fmt: skip


@given(st.lists(st.tuples(ZH, EN), max_size=4))
@settings(deadline=None)
def test_any_text(rows: list[tuple[str, str]]) -> None:
    pairs = make_pairs(*rows)
    findings = detect(pairs)
    assert detect(pairs) == findings
    assert [finding.row for finding in findings] == sorted(finding.row for finding in findings)
    for finding in findings:
        assert 0 <= finding.strength <= 1
        for span, text in ((finding.src, pairs[finding.row].src), (finding.tgt, pairs[finding.row].tgt)):
            assert span is not None
            assert 0 <= span[0] < span[1] <= len(text)


@pytest.mark.parametrize(
    ("zh", "en"),
    [
        ("骆文清", "Luo Wenqin "),
        ("改革委员会", "Reformed Committee Reform Committee "),
        ("清县", "Qing County "),
        ("骆", "L"),
        ("骆", "Li’"),
    ],
)
def test_a_megabyte_is_no_trouble(zh: str, en: str) -> None:
    pair = Pair("0", zh * (300_000 // len(zh)), en * (1_000_000 // len(en)), zh * (300_000 // len(zh)))
    start = time.process_time()
    detect([pair, pair])
    assert time.process_time() - start < 30


def test_human_translations_have_few_findings(shared: Path) -> None:
    lines = (shared / "wmt" / "bitext.tsv").read_text("utf-8").removesuffix("\n").split("\n")[1:3001]
    pairs = make_pairs(*((line.split("\t")[1], line.split("\t")[2]) for line in lines))
    assert sum(finding.strength >= SURE for finding in detect(pairs)) <= 0.005 * len(pairs)


def test_the_plug_in() -> None:
    assert load("detectors", "names")([]) == []
