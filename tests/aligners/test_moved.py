"""Sentences that the translation has elsewhere."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from typing import Any

import pytest

from corpora.beads import BeadFile
from corpora.build import LANGS, SAMPLES, bead_files, raw_path
from tests.conftest import make_document
from toolkit import pipeline
from toolkit.aligners import Aligner
from toolkit.aligners._constraints import constraints
from toolkit.aligners._documents import prepare
from toolkit.aligners._moved import mark_moved
from toolkit.bitext import Alignment, Bead
from toolkit.reading import read_document
from toolkit.registry import load

FILES = bead_files()
Pair = tuple[str, str]


@cache
def aligner() -> Aligner:
    made: Aligner = load("aligners", "beads", encoder=load("encoders", "use"))
    return made


def moved(alignment: Alignment) -> set[Pair]:
    """The pairs of texts that are labelled; partners name each other, in the alignment and in the TSV."""
    rows = {row[0]: row for row in alignment.rows()}
    found = set()
    for number, bead in enumerate(alignment.beads):
        label = rows[alignment.bead_ids[number]][2]
        if bead.label != "moved":
            assert bead.partner is None
            assert not label.startswith("moved")
            continue
        assert bead.partner is not None
        other = alignment.beads[bead.partner]
        assert (other.label, other.partner) == ("moved", number)
        assert bead.is_null
        assert other.is_null
        assert bool(bead.src) != bool(other.src)
        assert re.fullmatch(r"moved:[0-9a-f]{12}", label)
        assert rows[label.removeprefix("moved:")][2] == f"moved:{alignment.bead_ids[number]}"
        if bead.src:
            found.add((alignment.src.join(bead.src), alignment.tgt.join(other.tgt)))
    return found


def planted(file: BeadFile) -> set[Pair]:
    """What the bead file calls moved: one pair, or none."""
    sides = [[line.text for b in file.beads if b.label == "moved" for line in b.side(lang)] for lang in LANGS]
    return set(zip(*sides, strict=True))


@pytest.mark.parametrize("is_raw", [False, True], ids=["pre-split", "raw"])
@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_what_was_moved_in_the_samples_is_found_and_nothing_else(file: BeadFile, is_raw: bool) -> None:
    paths = {lang: raw_path(file, lang) if is_raw else f"{lang}/{file.name}.txt" for lang in LANGS}
    src, tgt = (read_document(SAMPLES / paths[lang], lang, pre_split=not is_raw) for lang in LANGS)
    assert moved(pipeline.align_documents(src, tgt, aligner(), pre_split=not is_raw)) == planted(file)


def test_four_sentences_are_moved_in_the_samples() -> None:
    assert sum(len(planted(file)) for file in FILES) == 4


def by_name(name: str) -> BeadFile:
    return next(file for file in FILES if file.name == name)


def align(src: Sequence[str], tgt: Sequence[str], **known: Any) -> Alignment:
    return Alignment(make_document(src, "zh"), make_document(tgt, "en"), tuple(aligner()(src, tgt, **known)))


def with_swapped(file: BeadFile, first: int, second: int) -> list[str]:
    """The English sentences after two paragraphs have changed places."""
    paragraphs = [paragraph.sentences for paragraph in file.paragraphs("en")]
    paragraphs[first], paragraphs[second] = paragraphs[second], paragraphs[first]
    return [sentence for paragraph in paragraphs for sentence in paragraph]


@pytest.mark.parametrize(
    ("name", "first", "second", "least"),
    [("academic-article", 2, 5, 4), ("science-article", 10, 13, 5), ("essay-with-verse", 14, 18, 4)],
)
def test_of_two_paragraphs_that_changed_places_one_is_moved(name: str, first: int, second: int, least: int) -> None:
    file = by_name(name)
    partners = {(zh.text, en.text) for bead in file.beads for zh in bead.zh for en in bead.en} | planted(file)
    found = moved(align(file.sentences("zh"), with_swapped(file, first, second))) - planted(file)
    assert len(found) >= least
    assert found <= partners


@pytest.mark.parametrize("side", ["src", "tgt"])
def test_what_has_no_partner_is_not_moved(side: str) -> None:
    file = by_name("annual-report")
    src, tgt = file.sentences("zh"), file.sentences("en")
    ((zh, en),) = planted(file)
    assert moved(align(src, tgt)) == {(zh, en)}
    i, j = src.index(zh), tgt.index(en)
    number = {"src": i, "tgt": j}[side]
    pin = {"src": ((i,), ()), "tgt": ((), (j,))}[side]
    for known in ({f"{side}_null": frozenset({number})}, {"pins": [pin]}):
        found = align(src, tgt, **known)
        assert moved(found) == set()
        assert pin in {(bead.src, bead.tgt) for bead in found.beads}


def null_beads(*order: str) -> list[Bead]:
    """Beads of two sentences a side: "s" and "t" are null beads, "=" pairs one sentence with one."""
    beads, i, j = [], 0, 0
    for kind in order:
        src, tgt = ((i,) if kind in "s=" else ()), ((j,) if kind in "t=" else ())
        i, j = i + len(src), j + len(tgt)
        beads.append(Bead(src, tgt))
    return beads


def labels(src: Sequence[str], tgt: Sequence[str], *order: str) -> list[tuple[str, int | None]]:
    """Labels and partners of these beads, in a document that goes on with pairs of something else."""
    size, file = len(order), by_name("tourism-page")
    pairs = [(bead.zh[0].text, bead.en[0].text) for bead in file.beads if bead.kind == "1-1"][:9]
    src, tgt = [*src, *(zh for zh, _ in pairs)], [*tgt, *(en for _, en in pairs)]
    whole = prepare(src, tgt, None, None, load("encoders", "use"))
    known = constraints(len(src), len(tgt), (), (), ())
    beads = mark_moved(null_beads(*order, *"=" * len(pairs)), whole, known)
    assert not any(bead.label for bead in beads[size:])
    return [(bead.label, bead.partner) for bead in beads[:size]]


def test_null_beads_side_by_side_are_in_one_place_and_not_moved() -> None:
    zh = ["公司拟派发现金红利四亿元。", "清洁前请先关机。"]
    en = ["Turn the machine off before cleaning.", "The company plans to pay a cash dividend of 400 million yuan."]
    assert labels(zh, en, "s", "=", "t") == [("moved", 2), ("", None), ("moved", 0)]
    assert labels(zh, en[::-1], "s", "t", "=") == [("", None)] * 3
    assert labels(zh, en, "t", "s", "s", "t") == [("", None)] * 4


def test_what_is_not_near_is_not_moved() -> None:
    zh, en = (
        ["公司拟派发现金红利四亿元。", "清洁前请先关机。"],
        ["Turn the machine off before cleaning.", "It was raining."],
    )
    assert labels(zh, en, "s", "=", "t") == [("", None)] * 3


def test_each_has_one_partner() -> None:
    line, other = "清洁前请先关机。", "公司拟派发现金红利四亿元。"
    dividend = "The company plans to pay a cash dividend of 400 million yuan."
    found = labels(
        [line, other, line, other],
        [dividend, dividend, "Turn the machine off before cleaning."],
        *("s", "=", "s", "=", "t"),
    )
    assert sum(label == "moved" for label, _ in found) == 2
