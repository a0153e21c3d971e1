from __future__ import annotations

import pytest

from tests.detectors.surface import MONSTERS, found, pair
from toolkit.detectors._finite import finite_verb, tokens
from toolkit.detectors.fragment import make

DETECT = make()
ZH = "会议审议了年度工作要点等文件，听取了情况汇报，并对下一步工作作出安排。"


@pytest.mark.parametrize(
    ("zh", "en", "fragment", "src"),
    [
        ("由于降雨过多，田里的庄稼全被淹了。", "Because of the heavy rain over so many days. All crops in the field were flooded.",
         "Because of the heavy rain over so many days.", "由于降雨过多"),
        ("每个站点配备洗手池和照明设备，并有专人管理。", "Equipped with sinks and lighting. Each site has a manager.",
         "Equipped with sinks and lighting.", "每个站点配备洗手池和照明设备"),
        (ZH, "The meeting was held. “Annual Key Points” and documents such as reports on the situation, and plans for work.",
         "“Annual Key Points” and documents such as reports on the situation, and plans for work.", None),
        ("全市经济稳中向好，发展的质量和效益显著提升。", "The economy is sound. With the quality of development markedly improved.",
         "With the quality of development markedly improved.", "发展的质量和效益显著提升。"),
        ("他把风险防控贯穿工作全过程，取得了成效。", "He keeps risks in check. the whole course of the work.",
         "the whole course of the work.", None),
        ("他们修好了路，接着又架起了一座桥。", "They mended the road and", "They mended the road and", None),
    ],
)  # fmt: skip
def test_a_sentence_that_is_none(zh: str, en: str, fragment: str, src: str | None) -> None:
    (finding,) = found(DETECT, zh, en)
    assert finding.tgt
    assert en[slice(*finding.tgt)] == fragment
    assert (finding.category, finding.strength >= 0.8) == ("Fluency/Fragment", True)
    if src:
        assert finding.src
        assert zh[slice(*finding.src)] == src


@pytest.mark.parametrize(
    ("zh", "en"),
    [
        (ZH, "The meeting considered the key points. It heard reports, and made plans."),
        (ZH, "Adhere to the problem orientation. Drive more results. Focus on the weak points."),
        (ZH, "First, we must go on. Second, strengthen the work. In the coming year, build the platform."),
        (ZH, "Members of the committee and heads of departments took part. Li Lan, head of the office, presided."),
        (ZH, "Report on the Work of the Year"),
        (ZH, "1. Key points of the work.\nPhoto: the members of the committee at work."),
        (ZH, "“A long wait for nothing at all.” That was his answer. “Not a soul in the street.”"),
        (ZH, "What a strange and lonely place! Who else?"),
        ("好。", "Because of the rain over so many days. Nothing else at all."),
        ("", "Equipped with sinks and lighting. Done with care by the team."),
        (ZH, ""),
    ],
)
def test_clauses_headings_and_speech_stay(zh: str, en: str) -> None:
    assert found(DETECT, zh, en) == []


def test_a_lone_sentence_is_weak_evidence() -> None:
    (finding,) = found(
        DETECT, "雪白的墙壁，乌黑的瓦片，弯弯的小桥。", "White walls, black tiles, and the curve of a small bridge."
    )
    assert finding.strength < 0.5


@pytest.mark.parametrize(
    ("en", "verb"),
    [
        ("The plan works quite well.", "works"),
        ("He likes the sea.", "likes"),
        ("The measures reflect the duty of all.", "reflect"),
        ("The works range from oils to prints.", "range"),
        ("Li Lan, deputy head of the office, chaired the meeting.", "chaired"),
        ("Heads of relevant departments participated.", "participated"),
        ("It's late.", "It's"),
        ("Please mind the step.", "Please"),
        ("Then check the oil first.", "check"),
        ("Before use, check the oil.", "check"),
        ("the whole process of reform", None),
        ("reforms such as supporting local firms to take part in key projects", None),
        ("the plan and the reforms of May", None),
        ("goods produced in the town by state-owned firms", "produced"),
        ("an internationalized block, financed by banks", None),
        ("equipped with lighting", None),
        ("", None),
    ],
)
def test_finite_verbs(en: str, verb: str | None) -> None:
    words = tokens(en)
    place = finite_verb(words)
    assert (None if place is None else words[place]) == verb


@pytest.mark.parametrize("text", MONSTERS)
def test_monsters_come_to_an_end(text: str) -> None:
    DETECT([pair(ZH * 1000, text), pair(ZH, text[:2900])])
