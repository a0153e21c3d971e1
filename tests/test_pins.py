"""Beads that a person is sure of, from the file to the alignment."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from tests.conftest import Pairwise, make_document
from toolkit import align, pipeline
from toolkit.bitext import Lang, Pin
from toolkit.errors import DataError
from toolkit.export import sidecar
from toolkit.reading import read_document, read_pins
from toolkit.registry import load

pytestmark = pytest.mark.usefixtures("pairwise")
LANGS: tuple[Lang, Lang] = ("zh", "en")


def test_pins_reach_the_aligner_and_the_signature(pair: tuple[Path, Path], tmp_path: Path, pairwise: Pairwise) -> None:
    path = tmp_path / "a.links"
    path.write_text("[0]:[0]:1.0\n[2]:[]\n")
    for sides in (pair, pair[::-1]):
        alignment = align(*sides, aligner="pairwise", pins=path)
        assert pairwise.seen["pins"] == [((0,), (0,)), ((2,), ())]
        assert alignment.signature["pins"] == [[[0], [0]], [[2], []]]
        sidecar(alignment)


@pytest.mark.parametrize(
    ("links", "message"),
    [
        ("[0]:[9]", "a pin has sentence 9, but there are 3, counted from 0; put its line right or delete it"),
        ("[0, 2]:[0]", "a pin must hold sentences that follow each other"),
        ("[0]:[1]\n[1]:[0]", "two pins overlap or cross"),
    ],
)
@pytest.mark.parametrize("name", ["beads", "gale_church"])
def test_a_pin_that_cannot_be_names_its_file(
    pair: tuple[Path, Path], tmp_path: Path, name: str, links: str, message: str
) -> None:
    path = tmp_path / "a.links"
    path.write_text(f"{links}\n")
    with pytest.raises(DataError, match=rf"a\.links: {message}"):
        align(*pair, aligner=name, pins=path)


def test_pins_are_stronger_than_furniture_and_empty_lines(pairwise: Pairwise) -> None:
    src = make_document(["首页 » 新闻", "", "会议昨天举行。", "完。"], "zh")
    tgt = make_document(["Home", "The meeting was yesterday."], "en")
    pipeline.align_documents(src, tgt, pairwise)
    assert (pairwise.seen["src_null"], pairwise.seen["tgt_null"]) == ({0, 1}, frozenset())
    pipeline.align_documents(src, tgt, pairwise, pins=[((0, 1), (0,)), ((3,), ())])
    assert pairwise.seen["src_null"] == frozenset()
    alignment = pipeline.align_documents(
        src, tgt, load("aligners", "gale_church"), pins=[((0, 1), (0,)), ((2,), ()), ((), (1,))]
    )
    assert (alignment.beads[0].src, alignment.beads[0].tgt, alignment.beads[0].label) == ((0, 1), (0,), "")
    assert all(bead.is_null for bead in alignment.beads[1:])
    assert [bead.confidence for bead in alignment.beads] == pytest.approx([1] * 4)


def rest_f1(gold: set[Pin], found: set[Pin], pinned: set[Pin]) -> tuple[int, int]:
    """Right beads, and beads of both, but for those that are pinned: F1 is twice the first by the second."""
    return len(gold & found - pinned), len(gold - pinned) + len(found - pinned)


@pytest.mark.parametrize("name", ["beads", "gale_church"])
def test_with_a_tenth_of_the_beads_pinned_the_rest_is_no_worse(shared: Path, name: str) -> None:
    novels = shared / "mac-dev"
    options = {"encoder": load("encoders", "use")} if name == "beads" else {}
    aligner = load("aligners", name, **options)
    counts = np.zeros((2, 2), dtype=int)
    for path in sorted((novels / "gold").glob("*.links")):
        documents = [read_document(novels / lang / f"{path.stem}.txt", lang, pre_split=True) for lang in LANGS]
        gold = read_pins(path)
        pins = [pin for pin in gold if all(side == tuple(range(*side[:1], side[-1] + 1)) for side in pin if side)][::10]
        singles = {((i,), ()) for src, tgt in pins if not tgt for i in src}
        singles |= {((), (j,)) for src, tgt in pins if not src for j in tgt}
        pinned = {pin for pin in pins if all(pin)} | singles
        for row, given in enumerate(([], pins)):
            alignment = pipeline.align_documents(*documents, aligner, pre_split=True, pins=given)
            found = {(bead.src, bead.tgt) for bead in alignment.beads}
            counts[row] += rest_f1(set(gold), found, pinned)
            if given:
                sure = [bead.confidence for bead in alignment.beads if (bead.src, bead.tgt) in pinned]
                assert len(sure) == len(pinned), "a pin was violated"
                assert sure == pytest.approx([1] * len(sure), abs=1e-6)
    free, pinned_f1 = 2 * counts[:, 0] / counts[:, 1]
    assert pinned_f1 >= free
