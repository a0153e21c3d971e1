from __future__ import annotations

import pytest

from tests.detectors.surface import LENGTH, MONSTERS, english, found, pair
from toolkit.detectors.duplication import make

DETECT = make()


@pytest.mark.parametrize(
    ("zh", "en", "spans", "better"),
    [
        ("我们坚持科技自立自强。", "We uphold self-reliance and self-reliance in science.",
         ("自立自强", "self-reliance and self-reliance"), "self-reliance and self-improvement"),
        ("纪念碑前聚集了许多人，缅怀英雄和烈士。", "Many gathered to remember the heroes and heroes.",
         ("英雄和烈士", "heroes and heroes"), "heroes and martyrs"),
        ("我们面临困难和问题。", "We face problems and problems.", ("困难和问题", "problems and problems"), ""),
        ("保护森林和树木。", "Protect trees and trees.", ("森林和树木", "trees and trees"), "forests and trees"),
        ("县里加强防汛抗洪工作。", "The county stepped up flood control and flood control.",
         ("防汛抗洪", "flood control and flood control"), ""),
        ("双方团结、凝聚社区居民。", "They are uniting and uniting the residents.", ("团结、凝聚", "uniting and uniting"), ""),
        ("市民健康与卫生委员会成立了。", "The Health and Health Commission was set up.",
         ("健康与卫生", "Health and Health"), "Health and Hygiene"),
        ("大家感到很奇妙。", "They were lurping and lurping.", (None, "lurping and lurping"), ""),
        ("他教人守时、勤奋、诚实和节俭。", "He taught thrift, hard work, honesty and thrift.", ("节俭", "thrift"), ""),
        ("要么更严的检查，要么更严的巡查。", "Either stricter checks, or stricter checks.", ("检查", "stricter checks"), ""),
    ],
)  # fmt: skip
def test_one_english_word_for_two_chinese_ones(zh: str, en: str, spans: tuple[str | None, str], better: str) -> None:
    findings = found(DETECT, zh, en)
    assert english(findings, en) == [(spans[1], better)]
    (finding,) = findings
    assert (zh[slice(*finding.src)] if finding.src else None) == spans[0]
    assert (finding.category, finding.severity) == ("Fluency/Duplication", "minor")
    assert finding.strength >= 0.7


@pytest.mark.parametrize(
    ("zh", "en"),
    [
        ("来的人越来越多。", "More and more people came."),
        ("天越来越黑，风越刮越大。", "It grew darker and darker, and the wind blew harder and harder."),
        ("他一遍又一遍地问。", "He asked again and again, over and over."),
        ("他笑啊笑，停不下来。", "He laughed and laughed and could not stop."),
        ("他们走着走着，走到了海边。", "They walked and walked until they came to the sea."),
        ("两队难分高下。", "The two teams were neck and neck."),
        ("副行长兼行长出席。", "The vice president and president of the bank attended."),
        ("教师与教师之间互相听课。", "Teachers and teachers sit in on each other's lessons."),
        ("她来了，坐下，又来了，又坐下。", "She came, sat down, came and sat."),
        ("增加收入、就业和税收。", "Raise income, employment, and income taxes."),
        ("咖啡、茶和咖啡。", "Coffee, tea and coffee."),
        ("他去过西班牙，西班牙是个好地方。", "He has been to Spain, and Spain is a good place."),
        ("她和她的同事都来了。", "Both her and her colleagues came."),
        ("时间一年年过去。", "Years and years went by."),
        ("地下一层、地下二层是车库。", "B1 and B1 are car parks."),
    ],
)
def test_what_repeats_itself_in_chinese_or_is_idiom_stays(zh: str, en: str) -> None:
    assert found(DETECT, zh, en) == []


def test_both_halves_known_is_stronger_evidence() -> None:
    strengths = [
        found(DETECT, zh, en)[0].strength
        for zh, en in (
            ("庄严肃穆的气氛。", "A solemn and solemn mood."),
            ("庄严的气氛。", "A solemn and solemn mood."),
            ("这样的气氛。", "A solemn and solemn mood."),
        )
    ]
    assert strengths == sorted(strengths, reverse=True)
    assert len(set(strengths)) == 3


@pytest.mark.parametrize("text", MONSTERS)
def test_monsters_come_to_an_end(text: str) -> None:
    assert len(DETECT([pair("改革和创新、" * (LENGTH // 6), text)])) <= 20


@pytest.mark.parametrize(
    ("zh", "en", "marked"),
    [
        ("他有了地位、身份。", "He had status, status.", "status, status"),
        ("要保护和维护环境。", "We must protect and protecting the environment.", "protect and protecting"),
    ],
)
def test_a_comma_and_a_word_of_the_same_family_count_where_both_chinese_words_may_be_rendered_so(
    zh: str, en: str, marked: str
) -> None:
    (finding,) = found(DETECT, zh, en)
    assert finding.tgt
    assert en[slice(*finding.tgt)] == marked
    assert finding.strength < 0.75, "less sure than the very same word after a conjunction"


@pytest.mark.parametrize(
    ("zh", "en"),
    [("太好了，太好了。", "It is great, great."), ("历史和古代遗迹。", "The history and historical relics.")],
)
def test_a_comma_or_a_family_alone_is_no_fault(zh: str, en: str) -> None:
    assert found(DETECT, zh, en) == []
