from __future__ import annotations

from pathlib import Path

import pytest

from toolkit.quality import Pair
from toolkit.registry import load
from toolkit.terms import Bank, Term

BANK = Bank(
    [
        Term("自立自强", "self-reliance and strength", ("self-reliance and self-strengthening",),
             ("self-reliance and self-reliance", "self-reliance and self-improvement")),
        Term("连带责任", "joint and several liability", (), ("joint liability",)),
    ]
)  # fmt: skip
DETECT = load("detectors", "inconsistency", terms=BANK)


def pairs(*rows: tuple[str, str]) -> list[Pair]:
    return [Pair(f"b{row}", zh, en, zh) for row, (zh, en) in enumerate(rows)]


def told(rows: list[tuple[str, str]]) -> list[tuple[int, str, str, str]]:
    """Row, Chinese, English and suggestion of each finding."""
    out = []
    for finding in DETECT(pairs(*rows)):
        assert (finding.category, finding.severity) == ("Terminology/Inconsistent", "minor")
        assert finding.src
        assert finding.tgt
        zh, en = rows[finding.row]
        out.append((finding.row, zh[slice(*finding.src)], en[slice(*finding.tgt)], finding.suggestion))
    return out


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ([("自立自强，再自立自强", "self-reliance and self-reliance, again self-reliance and self-improvement")],
         (0, "自立自强", "self-reliance and self-improvement", "self-reliance and self-reliance")),
        ([("自立自强，增强自立自强", "improving self-reliance and self-reliance, self-reliance and strength with strengths")],
         (0, "自立自强", "self-reliance and self-reliance", "self-reliance and strength")),
        ([("自立自强", "self-reliance and self-reliance"), ("自立自强", "self-reliance and strength")],
         (0, "自立自强", "self-reliance and self-reliance", "self-reliance and strength")),
        ([("负连带责任", "has joint liability"), ("负连带责任", "has joint and several liability")],
         (0, "连带责任", "joint liability", "joint and several liability")),
        ([("践行“三个抢先”", "practise the “three firsts”"), ("以“三个抢先”检验", 'tested by "three rushes"')],
         (1, "“三个抢先”", '"three rushes"', "“three firsts”")),
        ([("支架（12）、轮（3）", "bracket (12), wheel (3)"), ("支架（12）", "a bracket (12)"), ("支架（12）", "a shelf (12)")],
         (2, "支架", "shelf", "bracket")),
        ([("主持人：早上好。", "Moderator: Good morning."), ("记者：早。", "Reporter: Hi."), ("主持人：再见。", "Host: Goodbye.")],
         (2, "主持人", "Host", "Moderator")),
        ([("到了月牙泉。", "We came to Crescent Spring."), ("月牙泉小。", "Yueyaquan is small."), ("在月牙泉。", "At Yueyaquan.")],
         (0, "月牙泉", "Crescent Spring", "Yueyaquan")),
        ([("老耿来了。", "Lao Geng came."), ("老耿笑了。", "Lao Geng's laugh was loud."), ("老耿走了。", "Then Old Geng left.")],
         (2, "老耿", "Old Geng", "Lao Geng")),
    ],
)  # fmt: skip
def test_deviating_renderings(rows: list[tuple[str, str]], expected: tuple[int, str, str, str]) -> None:
    assert told(rows) == [expected]


WASTE = [
    ("生活垃圾要分类。", "Household waste must be sorted."),
    ("他们运走生活垃圾。", "They take the household waste away."),
    ("生活垃圾逐年减少。", "There is less household waste every year."),
    ("天气很好。", "The weather is fine."),
]


def test_the_document_teaches_what_is_usual() -> None:
    row = ("村里烧掉了生活垃圾。", "The village burnt its domestic garbage.")
    assert told([*WASTE, row]) == [(4, "生活垃圾", "domestic garbage", "household waste")]
    (finding,) = DETECT(pairs(*WASTE, row))
    assert finding.message == "生活垃圾 is “domestic garbage” here, but “household waste” (3 times) in bead b1."
    assert finding.strength < 0.5, "no more than a hint, since people vary their words"


@pytest.mark.parametrize(
    "rows",
    [
        # no word that the dictionary has for it: a pronoun, or nothing at all
        [*WASTE, ("村里烧掉了生活垃圾。", "The village burnt all of it.")],
        # the word belongs to another word of the sentence
        [*WASTE, ("他们拒收生活垃圾。", "They refuse to take it.")],
        # too few to say what is usual
        [*WASTE[:2], ("村里烧掉了生活垃圾。", "The village burnt its domestic garbage.")],
        # a word that always comes with another one is the other's
        [(zh + "蓝桶。", en) for zh, en in WASTE[:3]]
        + [("村里烧掉了生活垃圾。", "The village burnt its domestic garbage.")],
        # two good forms
        [("自立自强", "self-reliance and strength"), ("自立自强", "self-reliance and self-strengthening")],
        # the same in other inflection, number, case and marks
        [("以“三个抢先”", "by the “Three Firsts”"), ("“三个抢先”", 'the "three-first"')],
        [("“勾连”", "“collude”"), ("“勾连”", "“collusion”")],
        [("“江畔人家”", "“Homes on the River”"), ("“江畔人家”", "“Homes by the River”")],
        # a part of it
        [("“全民健身日”", "“National Fitness Day”"), ("“全民健身日”", "“Fitness Day”")],
        # more quotations on one side than on the other
        [("“甲乙”", "“one”"), ("“甲乙”和“丙丁”", "“two”")],
        # the usual form is in the bead as well, so the order may differ
        [("“甲乙”", "“one”"), ("“甲乙”和“丙丁”", "“two” and “one”")],
        # a label that is a name is for others to judge
        [("何田禾：早。", "He Tianhe: Hi."), ("何田禾：好。", "Mr. He: Fine.")],
        [("生活垃圾", ""), ("", "household waste")],
        [],
    ],
)
def test_what_people_vary_is_left_in_peace(rows: list[tuple[str, str]]) -> None:
    assert told(rows) == []


def test_findings_are_in_the_order_of_the_pairs() -> None:
    rows = [
        ("“三个抢先”", "“one”"),
        ("主持人：早。", "Moderator: Hi."),
        ("主持人：早。", "Host: Hi."),
        ("“三个抢先”", "“two”"),
    ]
    assert [finding.row for finding in DETECT(pairs(*rows))] == [2, 3]


def test_the_page_the_project_began_from(shared: Path) -> None:
    """科技自立自强 is there twice in one paragraph, rendered in two ways."""
    zh, en = (
        next(line for line in (shared / "seed" / name).read_text("utf-8").split("\n") if word in line)
        for name, word in (("guangzhou.zh.txt", "科技自立自强"), ("guangzhou.en.txt", "self-improvement"))
    )
    bad = tuple(f"scientific and technological self-reliance and self-{word}" for word in ("reliance", "improvement"))
    detect = load("detectors", "inconsistency", terms=Bank([Term("科技自立自强", "self-reliance in science", (), bad)]))
    (finding,) = detect(pairs((zh, en)))
    assert en[slice(*finding.tgt)] == bad[1]
    assert finding.suggestion == bad[0]


@pytest.mark.parametrize(
    ("zh", "en"),
    [
        ("“" * 50_000 + "”" * 50_000, '"' * 100_000),
        ("支架（1）" * 20_000, "bracket (1) " * 20_000),
        ("主持人：" * 20_000, "a" + " " * 100_000 + ":"),
        ("自立自强" * 20_000, "self-reliance and self-reliance " * 20_000),
        ("\ud800\u2028𠀀主持人：", "\ud800\u2028𠀀: "),
    ],
)
def test_odd_and_long_text_is_no_harm(zh: str, en: str) -> None:
    assert DETECT(pairs((zh, en), (zh, en), (zh, en))) == []


def test_a_bad_form_deviates_from_a_good_one_of_a_longer_term() -> None:
    forms = ("self-reliance and self-improvement",), ("self-reliance and self-reliance",)
    bank = Bank(
        [
            Term("高水平自立自强", "greater self-reliance", *forms),
            Term("自立自强", "strength and self-reliance", *forms),
        ]
    )
    zh, en = (
        "推动高水平自立自强，强化自立自强。",
        "Promote self-reliance and self-reliance; strengthen self-reliance and self-improvement.",
    )
    (finding,) = load("detectors", "inconsistency", terms=bank)(pairs((zh, en)))
    assert finding.tgt
    assert en[slice(*finding.tgt)] == "self-reliance and self-reliance"
    assert finding.suggestion == "self-reliance and self-improvement"
