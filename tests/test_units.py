from __future__ import annotations

from itertools import takewhile
from pathlib import Path

import pytest

from tests.conftest import ROOT, make_alignment
from toolkit.bitext import Bead
from toolkit.quality import Flag
from toolkit.registry import load, names
from toolkit.text import escape_cell
from toolkit.units import FIELDS, Unit, held, units_of


def test_the_beads_of_an_alignment() -> None:
    beads = [
        Bead((0, 1), (0,), 1 / 3, 2 / 3),
        Bead((), (1,), label="moved", partner=2),
        Bead((2,), (), label="moved", partner=1),
    ]
    alignment = make_alignment(["甲", "乙", "丙"], ["a", "b"], beads)
    one, two, three = units_of(alignment)
    assert one == Unit(alignment.bead_ids[0], "甲乙", "a", "", (0, 1), (0,), 0.3333, 0.6667)
    assert (two.src, two.tgt, two.src_ids, two.label) == ("", "b", (), f"moved:{three.id}")


def test_what_is_held_keeps_spans_at_their_words() -> None:
    flag = Flag("a", "x", "y", "minor", (3, 4), (0, 2), "丙", "\r\n", "m\tn", "", 0.5)
    unit = Unit("a", "甲\r\n丙", "\r\nb", flags=(flag,), more={"k": "v\n", "l": "w"}, risk=0.5)
    kept = held(unit, FIELDS, escape_cell)
    assert (kept.src, kept.tgt, kept.more, kept.risk) == ("甲 丙", " b", {"k": "v ", "l": "w"}, 0.5)
    assert (kept.flags[0].src, kept.flags[0].src_text, kept.flags[0].tgt, kept.flags[0].message) == (
        (2, 3),
        "丙",
        (0, 1),
        "m n",
    )
    assert held(unit, {"src", "more:l"}, str) == Unit("a", "甲\r\n丙", "", more={"l": "w"})


def rows() -> dict[str, list[str]]:
    """The cells of the table of formats, by what stands in its first column."""
    lines = (ROOT / "docs" / "formats.md").read_text("utf-8").split("\n")
    head = next(number for number, line in enumerate(lines) if line.startswith("| `--to`"))
    table = [[cell.strip() for cell in line.strip("|").split("|")] for line in takewhile(bool, lines[head + 2 :])]
    return {name.strip("`"): cells[2:] for cells in table for name in cells[0].split(", ")}


@pytest.mark.parametrize("spec", rows())
def test_the_table_of_formats_says_what_they_hold(spec: str) -> None:
    name, _, columns = spec.partition(":")
    carries = load("formats", name, **({"columns": columns} if columns else {})).carries
    texts, id, document, numbers, score, confidence, others, flags, more = rows()[spec]
    assert (texts == "yes") == ({"src", "tgt"} <= carries)
    assert (numbers == "yes") == ({"src_ids", "tgt_ids"} <= carries)
    for cell, field in (
        (id, "id"),
        (document, "document"),
        (score, "score"),
        (confidence, "confidence"),
        (flags, "flags"),
    ):
        assert (cell == "yes") == (field in carries), field
    assert {"yes": {"label", "risk", "state"}, "label": {"label"}, "": set()}[others] == carries & {
        "label",
        "risk",
        "state",
    }
    assert {"yes": {"more"}, "addresses": {"more:src_url", "more:trg_url"}, "": set()}[more] == {
        n for n in carries if "more" in n
    }


def test_every_format_is_in_the_table_and_in_the_help() -> None:
    assert set(names("formats")) == {spec.partition(":")[0] for spec in rows()}
    help_text = Path(ROOT / "toolkit" / "cli" / "_convert.py").read_text("utf-8")
    assert all(name in help_text for name in names("formats"))
