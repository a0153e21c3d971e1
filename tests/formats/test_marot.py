from __future__ import annotations

from pathlib import Path

import pytest

from tests.conftest import ROOT
from tests.formats.made import read, there_and_back, written
from toolkit.errors import DataError
from toolkit.marot import read_marot
from toolkit.quality import Flag
from toolkit.registry import load
from toolkit.units import Unit

FLAG = Flag(
    "u1", "numbers", "Accuracy/Number", "major", (0, 2), (1, 3), "三亿", "0,", "三亿 is 300 million", "300", 0.875
)
UNITS = [Unit("u1", "三亿人。", "30, <v>million</v>.", "d1", flags=(FLAG, FLAG)), Unit("u2", "甲", "a")]


def test_there_and_back(tmp_path: Path) -> None:
    assert there_and_back("marot", UNITS) == UNITS
    [data] = written(load("formats", "marot"), UNITS)
    (tmp_path / "a.tsv").write_bytes(data)
    assert [(s.id, s.src, s.tgt, len(s.faults)) for s in read_marot(tmp_path / "a.tsv")] == [
        ("u1", "三亿人。", "30, <v>million</v>.", 2),
        ("u2", "甲", "a", 0),
    ]


def test_the_gold_of_a_sample() -> None:
    path = ROOT / "corpora" / "samples" / "flags" / "circular.tsv"
    units = read(load("formats", "marot"), [path.read_bytes()])
    segments = read_marot(path)
    assert [(unit.id, unit.src, unit.tgt) for unit in units] == [(s.id, s.src, s.tgt) for s in segments]
    assert sum(len(unit.flags) for unit in units) == sum(len(s.faults) for s in segments) > 0
    assert {unit.document for unit in units} == {"sample:circular"}


def test_what_is_wrong_is_said() -> None:
    header = "system\tdoc\tglobalSegId\tsource\ttarget\tcategory\tseverity\n"
    format = load("formats", "marot")
    with pytest.raises(DataError, match=r"x\.file:3: the texts of segment '1' differ from those above"):
        read(format, [f"{header}s\td\t1\t甲\ta\tx\tmajor\ns\td\t1\t甲\tb\tx\tmajor\n".encode()])
    with pytest.raises(DataError, match=r"x\.file:2: 'dire' is no severity"):
        read(format, [f"{header}s\td\t1\t甲\ta\tx\tdire\n".encode()])
    with pytest.raises(DataError, match="lacks the column globalSegId"):
        read(format, [header.replace("globalSegId", "n").encode() + "s\td\t1\t甲\ta\tx\tmajor\n".encode()])
