from __future__ import annotations

import pytest

from toolkit.quality import Finding, Pair
from toolkit.registry import load

DETECT = load("detectors", "deixis")


def found(zh: str, en: str) -> list[Finding]:
    return list(DETECT([Pair("b", zh, en, zh)]))


@pytest.mark.parametrize(
    ("zh", "en", "src", "tgt", "suggestion", "is_strong"),
    [
        ("我国经济稳中向好。", "My country's economy is steady.", "我国", "My country's", "China's", True),
        ("我国森林面积增加。", "The forests of our country grew.", "我国", "our country", "China", False),
        ("我市新建三座水厂。", "Our city has built three waterworks.", "我市", "Our city", "", False),
        ("本报讯（记者何田）", "This newspaper reported (reporter He Tian)", "本报", "This newspaper", "", True),
        ("据我省统计", "according to our own province", "我省", "our own province", "", False),
    ],
)
def test_words_that_point_home(zh: str, en: str, src: str, tgt: str, suggestion: str, is_strong: bool) -> None:
    (finding,) = found(zh, en)
    assert finding.src
    assert finding.tgt
    assert (zh[slice(*finding.src)], en[slice(*finding.tgt)], finding.suggestion) == (src, tgt, suggestion)
    assert (finding.category, finding.severity) == ("Style/Awkward", "minor")
    assert (finding.strength >= 0.5) is is_strong


@pytest.mark.parametrize(
    ("zh", "en"),
    [
        ("我国经济稳中向好。", "China's economy is steady."),
        ("“我爱我国。”他说。", "“I love my country,” he said."),
        ('他说："我国很大。"', 'He said: "Our country is large." It is.'),
        ("我的国家", "my country"),
        ("这个国家", "this country"),
        ("本市有五个区。", "This city has five districts."),
        ("我市民心所向", "our citizens want it"),
        ("本报告共三章", "This report has three chapters."),
        ("自我国产化", "by our country alone"),
        ("我国", "Tommy country"),
        ("我国", ""),
        ("", "my country"),
    ],
)
def test_others_are_left_in_peace(zh: str, en: str) -> None:
    assert found(zh, en) == []


def test_each_goes_with_its_own_and_quotes_close() -> None:
    zh, en = "我国、我国、本报", "“Here.” My country and our country, so this paper"
    assert [finding.src for finding in found(zh, en)] == [(0, 2), (3, 5), (6, 8)]


def test_much_of_it_is_no_harm() -> None:
    assert len(found("我国" * 50_000, '"a" my country ' * 50_000)) == 50_000
