from __future__ import annotations

import math
import xml.etree.ElementTree as ElementTree
from pathlib import Path

from tests.benchmarks.documents import recombined
from tests.benchmarks.speed import COLOURS, exponent, plot
from tests.conftest import make_alignment


def test_a_document_has_its_size_and_its_gold() -> None:
    pair = recombined(500)
    assert 500 <= len(pair.src) < 510
    alignment = make_alignment(pair.src, pair.tgt, pair.gold)  # which proves that every sentence is in one bead
    assert {bead.kind for bead in alignment.beads} >= {"1-1", "1-2", "2-1", "1-0", "0-1"}
    assert len(set(pair.src)) > 0.95 * len(pair.src)


def test_a_document_depends_on_its_seed_only() -> None:
    assert recombined(50) == recombined(50)
    assert recombined(50).src != recombined(50, seed=2).src


def test_running_text_has_all_sentences(tmp_path: Path) -> None:
    pair = recombined(50)
    zh, en = pair.write(tmp_path)
    assert zh.read_text("utf-8").replace("\n", "") == "".join(pair.src)
    assert en.read_text("utf-8").split() == " ".join(pair.tgt).split()


def test_growth() -> None:
    sizes = [10.0, 100.0, 1000.0]
    assert math.isclose(exponent(sizes, [3 * size**1.5 for size in sizes]), 1.5)


def test_the_plot_is_a_picture() -> None:
    root = ElementTree.fromstring(plot({name: [(100, 0.5), (1000, 7)] for name in COLOURS}))
    assert len(root.findall("{http://www.w3.org/2000/svg}polyline")) == len(COLOURS)
