from __future__ import annotations

import pytest

from tests.detectors.surface import MONSTERS, english, found, pair
from toolkit.detectors.untranslated import make

DETECT = make()


@pytest.mark.parametrize(
    ("zh", "en", "expected", "src"),
    [
        ("镇上有一家小卖部。", "There is a 小卖部 in the town.", [("小卖部", "")], "小卖部"),
        ("鎮上有一家書店。", "There is a 书店 in the town.", [("书店", "")], None),
        ("他说“加油”。", 'He said "加油".', [("加油", "")], "加油"),
        ("𠮷野家开业。", "𠮷野家 has opened.", [("𠮷野家", "")], "𠮷野家"),
    ],
)
def test_han_is_not_translated(zh: str, en: str, expected: list[tuple[str, str]], src: str | None) -> None:
    findings = found(DETECT, zh, en)
    assert english(findings, en) == expected
    (finding,) = findings
    assert (finding.category, finding.severity) == ("Accuracy/Untranslated", "major")
    assert (zh[slice(*finding.src)] if finding.src else None) == src


@pytest.mark.parametrize(
    ("en", "expected"),
    [
        ("It is over。", [("。", ".")]),
        ("Yes，it is.", [("，", ", ")]),
        ("He read 《Home》.", [("《", "“"), ("》", "”")]),
        ("It has １２ rooms.", [("１２", "12")]),
        ("Wait…… no.", [("……", "…")]),
        ("Nikolai·Gogol wrote it.", [("·", " ")]),
        ("What？！", [("？！", "?!")]),
        ("No\u3000way.", [("\u3000", " ")]),
    ],
)
def test_full_width_marks(en: str, expected: list[tuple[str, str]]) -> None:
    findings = found(DETECT, "一句话。", en)
    assert english(findings, en) == expected
    assert {finding.category for finding in findings} == {"Fluency/Punctuation"}


@pytest.mark.parametrize(
    "en",
    [
        "The “Two Firsts” (两个率先) are well known.",
        "The character 仁 (ren) means kindness.",
        "The word “缘分” means a bond of fate.",
        "Xinhua丨Sport",
        "It used 3 kW·h — “a lot”… he said; 5×3 = 15.",
        "He’s naïve—a café owner.",
        "",
    ],
)
def test_what_english_has_or_explains_stays(en: str) -> None:
    assert found(DETECT, "一句话。", en) == []


@pytest.mark.parametrize("text", MONSTERS)
def test_monsters_come_to_an_end(text: str) -> None:
    DETECT([pair("甲。", text)])


@pytest.mark.parametrize(
    ("zh", "en", "expected"),
    [
        ("低保户少了。", "There are fewer dibaohu now.", [("dibaohu", "低保户")]),
        ("低保户", "Dibaohu and dibaohu", [("dibaohu", "低保户")]),
        ("网上招聘很快。", "Online zhaopin is fast; zhaopin pays.", [("zhaopin", "招聘")]),
        ("白酒很烈。", "Baijiu and baijiu are strong.", []),  # English has it
        ("低保户少了。", "There are fewer dibaohu (households on benefits) now.", []),
        ("我们来了。", "The women came.", []),  # 我们 is women in pinyin
        ("我到了石家庄。", "I came to Shijiazhuang.", []),
    ],
)
def test_a_word_in_pinyin_is_not_translated(zh: str, en: str, expected: list[tuple[str, str]]) -> None:
    found_here = [one for one in found(DETECT, zh, en) if one.tgt and one.src]
    assert [(en[slice(*one.tgt)], zh[slice(*one.src)]) for one in found_here if one.tgt and one.src] == expected
