from __future__ import annotations

import time

import pytest

from toolkit.bitext import Label
from toolkit.quality import Pair
from toolkit.registry import load

DETECT = load("detectors", "coverage")


def pair(src: str, tgt: str, confidence: float | None = None, label: Label = "") -> Pair:
    return Pair("1", src, tgt, src, confidence, label)


def found(*pairs: Pair) -> list[tuple[str, str]]:
    """The category and the words of each finding."""
    out = []
    for finding in DETECT(pairs):
        text, span = (pairs[finding.row].src, finding.src) if finding.src else (pairs[finding.row].tgt, finding.tgt)
        assert span is not None
        out.append((finding.category.partition("/")[2], text[slice(*span)]))
    return out


@pytest.mark.parametrize(
    ("src", "tgt", "expected"),
    [
        (
            "公司去年建成三座工厂，新增就业岗位五百多个，产品出口到二十个国家。",
            "Last year the company built three factories, and its products were exported to twenty countries.",
            [("Omission", "新增就业岗位五百多个")],
        ),
        (
            "医院周末照常开放，老年患者可以优先挂号，停车免费。",
            "The hospital is open as usual on weekends, and parking is free.",
            [("Omission", "老年患者可以优先挂号")],
        ),
        (
            "列车准时到达车站，乘客有序下车。",
            "The train arrived at the station on time, the weather in the mountains turned cold and stormy, "
            "and the passengers got off in good order.",
            [("Addition", "the weather in the mountains turned cold and stormy")],
        ),
        (
            "公司去年建成三座工厂，新增就业岗位五百多个，产品出口到二十个国家。",
            "Last year the company built three factories and created more than 500 jobs, and its products were "
            "exported to twenty countries.",
            [],
        ),
        ("医院周末照常开放，停车免费。", "The hospital is open as usual on weekends, and parking is free.", []),
        ("张建国和李秀英出席了会议。", "Zhang Jianguo and Li Xiuying attended the meeting.", []),
        ("好。", "Fine.", []),
    ],
)
def test_clauses(src: str, tgt: str, expected: list[tuple[str, str]]) -> None:
    assert found(pair(src, tgt)) == expected


def test_a_null_bead_is_stronger_than_a_missed_clause_and_the_more_the_surer_the_aligner_is() -> None:
    findings = DETECT([pair("孩子们都回家了。", "", 0.9), pair("", "This was added.", 0.7)])
    assert [(f.category, f.severity, round(f.strength, 2)) for f in findings] == [
        ("Accuracy/Omission", "major", 0.97),
        ("Accuracy/Addition", "minor", 0.91),
    ]


@pytest.mark.parametrize("label", ["furniture", "moved"])
def test_what_is_labelled_is_neither_omitted_nor_added(label: Label) -> None:
    assert found(pair("孩子们都回家了。", "", 0.9, label), pair("", "They went home.", 0.9, label)) == []


def test_a_null_bead_without_words_says_nothing() -> None:
    assert found(pair("……", ""), pair("", "* * *"), pair("", "")) == []


@pytest.mark.parametrize(
    "src", ["\ud800孩子\u2028𠀀，" * 3, "啊" * 200_000, "经济，" * 60_000, "3，" * 60_000, "，" * 200_000]
)
@pytest.mark.parametrize("tgt", ["A\ud800 \u2028b", "economy " * 40_000, "Lin" * 60_000, "Lin Ke " * 30_000])
def test_any_text_takes_linear_time(src: str, tgt: str) -> None:
    start = time.perf_counter()
    DETECT([pair(src, tgt)])
    assert time.perf_counter() - start < 20
