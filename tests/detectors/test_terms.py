from __future__ import annotations

from pathlib import Path

import pytest

from toolkit.quality import Finding, Pair
from toolkit.registry import load
from toolkit.terms import Bank, Term

GLOSS = "Explain: upholding the leading position of the core and the authority of the central leadership"
BANK = Bank(
    [
        Term("自立自强", "self-reliance and strength", (), ("self-reliance and self-reliance",), source="a report"),
        Term("科技自立自强", "self-reliance in science and technology", (), ("technological self-reliance and self-reliance",)),
        Term("有为政府", "capable government", ("able government",), ("promising government",)),
        Term("两个维护", "the Two Upholds", ("Two Safeguards",), ("two maintenances",), note=GLOSS),
        Term("先立后破", "establishing the new before abolishing the old", (), ("standing first and breaking later",)),
        Term("贷款市场报价利率", "loan prime rate", ("LPR",), ("loan market quotation rate", "loan quoted rate")),
        Term("街道办事处", "subdistrict office", (), ("street office",)),
        Term("短板", "weak link", ("shortcoming",), ("short board", "shortboard")),
        Term("放管服", "streamlining administration and delegating power", (), ("release, control and service",)),
        Term("事中事后监管", "ongoing and ex post oversight", (), ("supervision during and after the event",)),
        Term("揭榜挂帅", "open competition", (), ("unveiling the list", "taking command"),
             note="Explain: anyone able may take on a listed task"),
        Term("深化改革", "deepening reform", (), ("deepened reforms",)),
        Term("规上工业企业", "industrial enterprises above the designated size", (), ("industrial enterprises on the rules",)),
        Term("战略定力", "strategic resolve", ("resolve", "strategic determination"), ("steady force",)),
        Term("营商环境", "business environment"),
        Term("公有制", "public ownership"),
        Term("标的物", "subject matter", (), ("target",)),
    ]
)  # fmt: skip
DETECT = load("detectors", "terms", terms=BANK)


def pair(src: str, tgt: str, confidence: float | None = None) -> Pair:
    return Pair("b", src, tgt, src, confidence)


def found(*rows: tuple[str, str]) -> list[Finding]:
    return list(DETECT([pair(*row) for row in rows]))


@pytest.mark.parametrize(
    ("zh", "en", "src", "tgt", "severity", "suggestion"),
    [
        ("实现高水平自立自强。", "Achieve self-reliance and self-reliance of a high level.",
         "自立自强", "self-reliance and self-reliance", "major", "self-reliance and strength"),
        ("推动科技自立自强。", "Promote technological self-reliance and self-reliance.",
         "科技自立自强", "technological self-reliance and self-reliance", "minor", "self-reliance in science and technology"),
        ("建设有为政府。", "We should build promising governments.",
         "有为政府", "promising governments", "major", "capable governments"),
        ("坚持先立后破。", "Standing first and breaking later is what we insist on.",
         "先立后破", "Standing first and breaking later", "major", "Establishing the new before abolishing the old"),
        ("贷款市场报价利率下调。", "The Loan Market Quotation Rate was cut.",
         "贷款市场报价利率", "Loan Market Quotation Rate", "major", "loan prime rate"),
        ("贷款市场报价利率下调。", "Loan quoted rates were cut.",
         "贷款市场报价利率", "Loan quoted rates", "minor", "Loan prime rates"),
        ("补齐短板。", "Make up for the short-boards.", "短板", "short-boards", "major", "weak link"),
        ("推进“放管服”改革。", "Promote the reform of \"release, control, and service\".",
         "放管服", "release, control, and service", "major", "streamlining administration and delegating power"),
        ("加强事中事后监管。", "Strengthen supervision during and after events.",
         "事中事后监管", "supervision during and after events", "major", "ongoing and ex post oversight"),
        ("保持战略定力。", "Keep up the steady force.", "战略定力", "steady force", "major", "strategic resolve"),
        # What stands beside it is not said again.
        ("保持战略定力。", "Keep up the strategic steady force.", "战略定力", "steady force", "major", "resolve"),
    ],
)  # fmt: skip
def test_bad_forms_are_found_and_put_right(
    zh: str, en: str, src: str, tgt: str, severity: str, suggestion: str
) -> None:
    (finding,) = [one for one in found((zh, en)) if one.tgt]
    assert finding.src
    assert finding.tgt
    assert (zh[slice(*finding.src)], en[slice(*finding.tgt)]) == (src, tgt)
    assert (finding.category, finding.severity) == ("Terminology/Wrong", severity)
    assert (finding.suggestion, finding.strength) == (suggestion, 1.0)


@pytest.mark.parametrize(
    ("zh", "en"),
    [
        ("建设有为政府。", "A capable government is to be built."),
        ("建设有为政府。", "Governments that are able and do their part."),
        ("政府很有希望。", "It is a promising government."),  # the term is not in the Chinese
        ("深化改革。", "The deepening reforms go on."),  # the stems of the good form in other words
        ("街道办事处有五人。", "The sub-district office, or subdistrict office, has five people."),
        ("街道办事处有五人。", "It stands in the street; offices are rare there."),
        ("补短板、强弱项。", "Shore up weak links and remedy the shortcomings."),
        ("补短板。", "Shore up the weak links, the short boards of the barrel."),
        ("改善营商环境。", "Improve the environment in which businesses work."),
        ("公有制为主体。", "It is the mainstay."),  # too short to miss
        ("", "promising government"),
        ("有为政府", ""),
    ],
)
def test_good_english_is_left_in_peace(zh: str, en: str) -> None:
    assert found((zh, en)) == []


def test_a_form_that_may_render_another_word_is_no_more_than_a_hint() -> None:
    for zh, strength in (("标的物交付后，目标实现。", 0.4), ("标的物交付。", 1.0)):
        (finding,) = found((zh, "The target is delivered."))
        assert finding.strength == strength


def test_the_message_says_what_is_established_and_by_what() -> None:
    (finding,) = found(("自立自强", "self-reliance and self-reliance"))
    assert finding.message == (
        "自立自强: “self-reliance and self-reliance” is a literal or wrong form; "
        "established: “self-reliance and strength” (a report)."
    )


def test_a_literal_slogan_wants_an_explanation() -> None:
    (finding,) = found(("做到“两个维护”。", "achieve “two maintenances”."))
    assert (finding.category, finding.severity, finding.suggestion) == (
        "Terminology/Unexplained",
        "major",
        "the Two Upholds",
    )
    assert "It needs an explanation: upholding the leading position" in finding.message


def test_an_explained_literal_form_is_only_wrong() -> None:
    (finding,) = found(("做到两个维护。", "We achieve two maintenances (to uphold the core and the centre)."))
    assert finding.category == "Terminology/Wrong"


@pytest.mark.parametrize(
    "rows",
    [
        [("做到两个维护。", "Uphold the core's leading position and the authority of the leadership, that is, the Two Upholds.")],
        [("做到两个维护。", "Ensure the Two Upholds."), ("即甲。", "This upholds the core position and central authority.")],
        [("做到两个维护。", "Ensure the Two Upholds, namely what was said.")],
    ],
)  # fmt: skip
def test_a_good_form_that_is_explained_is_left_in_peace(rows: list[tuple[str, str]]) -> None:
    assert found(*rows) == []


def test_a_bare_good_form_is_told_of_once_and_weakly() -> None:
    (finding,) = found(
        ("做到两个维护。", "Ensure the Two Upholds."), ("再次做到两个维护。", "Again ensure the Two Upholds.")
    )
    assert (finding.row, finding.category, finding.severity) == (0, "Terminology/Unexplained", "minor")
    assert finding.strength < 0.5
    assert finding.suggestion.startswith("Two Upholds (upholding the leading position")


def test_a_term_that_is_not_rendered_is_a_weak_finding_on_the_chinese() -> None:
    (finding,) = found(("规上工业企业增加值增长。", "Added value grew."))
    assert (finding.src, finding.tgt, finding.category) == ((0, 6), None, "Terminology/Wrong")
    assert 0 < finding.strength < 0.5
    assert "“industrial enterprises above the designated size”" in finding.message


def test_nothing_is_missed_in_a_doubtful_bead() -> None:
    assert DETECT([pair("规上工业企业增加值增长。", "Added value grew.", 0.3)]) == []


def test_two_halves_of_a_bad_form_are_one() -> None:
    en = "promote “unveiling the list and taking command”"
    (finding,) = found(("推行揭榜挂帅。", en))
    assert finding.tgt
    assert en[slice(*finding.tgt)] == "unveiling the list and taking command"


def test_a_form_that_explains_itself_is_all_that_a_literal_one_wants() -> None:
    term = Term(
        "七下八上", "late July and early August", (), ("seven down",), note="Explain: late July and early August"
    )
    (finding,) = load("detectors", "terms", terms=Bank([term]))([pair("七下八上", "in seven down")])
    assert finding.category == "Terminology/Wrong"
    assert load("detectors", "terms", terms=Bank([term]))([pair("七下八上", "in late July and early August")]) == []


def test_each_place_goes_with_its_own_in_the_chinese() -> None:
    zh, en = "有为政府，有为政府", "An able government, a promising government"
    (finding,) = found((zh, en))
    assert finding.src == (5, 9)


@pytest.mark.parametrize(
    ("en", "suggestion"),
    [
        ("We have the two maintenances.", "Two Upholds"),
        ("We have two maintenances.", "the Two Upholds"),
        ("The “two maintenances” count.", "Two Upholds"),
        ("Two maintenances count.", "The Two Upholds"),
        ("It said: “Two maintenances count.", "The Two Upholds"),
    ],
)
def test_articles_and_capitals_fit(en: str, suggestion: str) -> None:
    assert found(("两个维护", en))[0].suggestion == suggestion


@pytest.mark.parametrize(
    ("en", "suggestion"),
    [
        ("We insist on establish first.", ""),
        ("We are establishing first.", ""),
        ("We must establish first.", "establish the new before abolishing the old"),
    ],
)
def test_a_verb_is_suggested_only_where_one_can_stand(en: str, suggestion: str) -> None:
    term = Term("先立后破", "establish the new before abolishing the old", (), ("establish first",))
    (finding,) = load("detectors", "terms", terms=Bank([term]))([pair("先立后破", en)])
    assert finding.suggestion == suggestion
    assert "“establish the new before abolishing the old”" in finding.message


def test_files_of_terms_go_over_the_shipped_ones(tmp_path: Path) -> None:
    path = tmp_path / "mine.tsv"
    path.write_text("zh\tpreferred\tavoid\n揭榜制\topen calls\tlist unveiling\n", "utf-8")
    (finding,) = load("detectors", "terms", terms=[path])([pair("推行揭榜制", "promote list-unveiling")])
    assert finding.suggestion == "open calls"


def test_offsets_hold_in_odd_text_and_much_of_it_is_no_harm() -> None:
    zh, en = "𠀀\ud800\u2028有为政府" * 20_000, "𠀀\ud800\u2028 promising government " * 20_000
    findings = found((zh, en))
    assert len(findings) == 20_000
    for finding in findings[:3] + findings[-3:]:
        assert finding.src
        assert finding.tgt
        assert (zh[slice(*finding.src)], en[slice(*finding.tgt)]) == ("有为政府", "promising government")


def test_a_good_form_that_renders_another_term_does_not_hide_a_bad_one() -> None:
    long = Term(
        "高水平自立自强",
        "greater self-reliance",
        ("self-reliance and self-improvement",),
        ("self-reliance and self-reliance",),
    )
    short = Term(
        "自立自强", "self-reliance", ("self-reliance and self-improvement",), ("self-reliance and self-reliance",)
    )
    src, tgt = (
        "推动高水平自立自强，强化自立自强。",
        "Promote self-reliance and self-reliance; strengthen self-reliance and self-improvement.",
    )
    (finding,) = load("detectors", "terms", terms=Bank([long, short]))([pair(src, tgt)])
    assert finding.tgt
    assert tgt[slice(*finding.tgt)] == "self-reliance and self-reliance"
    assert finding.src
    assert src[slice(*finding.src)] == "高水平自立自强"
