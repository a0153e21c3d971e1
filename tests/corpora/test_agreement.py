from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from corpora.agreement import GOLD, HELD_OUT, Read, agreement, by_category, read_readings, report
from corpora.beads import read
from corpora.build import SAMPLES, UNSEEN
from corpora.flags import marot
from toolkit.errors import DataError
from toolkit.evaluate.scores import Ratio
from toolkit.quality import Flag, Severity, Span

HEADER = "segment\treader\tcategory\tseverity\tsrc_text\ttgt_text\tbetter\treason\n"
BEADS = """# genre: news
# title: t
# zh: txt
# en: txt
# note: n

ZH 投资1.2亿元。
EN It invested 12 million yuan.
! Accuracy/Number | critical | 1.2亿元 | 12 million yuan | 120 million yuan

zh 漏了。
! Accuracy/Omission | major | 漏了。 |  | Lost.

ZH 好，很好。
EN Good good.
"""


def samples(folder: Path, *notes: str) -> Path:
    (folder / "pair.txt").write_text(BEADS, "utf-8")
    for name in ("flags", "readings"):
        (folder / name).mkdir()
    (folder / "flags/pair.tsv").write_bytes(marot(read(folder / "pair.txt")))
    (folder / "readings/pair.tsv").write_text(HEADER + "".join(f"{note}\n" for note in notes), "utf-8")
    return folder


def fault(tgt: Span, category: str = "Style/Awkward", severity: Severity = "minor") -> Flag:
    return Flag("1", "", category, severity, None, tgt, "", "", "", "", 1.0)


def bead(first: Sequence[Flag] = (), second: Sequence[Flag] = ()) -> Read:
    return {"first": first, "second": second}


def test_a_reading_is_read_with_the_gold_of_each_bead_with_two_sides(tmp_path: Path) -> None:
    note = "pair-001\tfirst\tAccuracy/Number\tmajor\t1.2亿元\t\t120 million yuan\t"
    (documents,) = read_readings(samples(tmp_path, note)).values()
    assert [sorted(document) for document in documents] == [["first", GOLD], [GOLD]]
    (noted,) = documents[0]["first"]
    assert (noted.src, noted.tgt, noted.severity) == ((2, 7), None, "major")
    assert documents[0][GOLD][0].tgt_text == "12 million yuan"


@pytest.mark.parametrize(
    ("note", "message"),
    [
        ("pair-009\tfirst\tStyle/Awkward\tminor\t\tGood\t\t", "there is no bead 'pair-009'"),
        ("pair-003\tfirst\tStyle/Awkward\tminor\t很好\tWell\t\t", "'Well' are in their bead 0 times"),
        ("pair-003\tfirst\tStyle/Awkward\tminor\t好\tGood\t\t", "'好' are in their bead 2 times"),
        ("pair-003\tfirst\tStyle/Awkward\tawful\t很好\tGood\t\t", "'awful' is no severity"),
    ],
)
def test_a_note_that_fits_no_bead_is_an_error_with_its_place(tmp_path: Path, note: str, message: str) -> None:
    with pytest.raises(DataError, match=rf"pair\.tsv:2: .*{message}"):
        read_readings(samples(tmp_path, note))


def test_faults_about_the_same_words_are_found_whatever_their_category() -> None:
    beads = [
        bead([fault((0, 5)), fault((8, 9))], [fault((4, 6), "Terminology/Wrong")]),
        bead(),
        bead([fault((0, 2), severity="critical")], [fault((0, 2), severity="major"), fault((5, 6))]),
        bead([], [fault((0, 1), severity="major")]),
    ]
    found = agreement(beads, ("first", "second"))
    assert found.found == Ratio(right_hyp=2, hyp=3, right_gold=2, gold=4)
    assert (found.same_category, found.same_severity) == (0.5, 0.5)
    assert (found.faulty, found.grave) == (0.5, 0.5)


def test_categories_are_counted_by_the_reader_who_named_them() -> None:
    beads = [bead([fault((0, 5))], [fault((4, 6), "Terminology/Wrong"), fault((7, 8), "Terminology/Wrong")])]
    assert by_category(beads) == {
        "Style/Awkward": Ratio(right_hyp=1, hyp=1),
        "Terminology/Wrong": Ratio(right_gold=1, gold=2),
    }


def test_there_are_two_readings_of_every_sample() -> None:
    documents = read_readings()
    assert (
        documents.keys()
        == {path.stem for folder in (SAMPLES, UNSEEN) for path in (folder / "beads").iterdir()}
        > HELD_OUT
    )
    for beads in documents.values():
        assert {"first", "second"} <= {reader for bead in beads for reader in bead}


def test_the_readme_says_what_the_command_prints() -> None:
    assert report(read_readings()) in (SAMPLES / "README.md").read_text("utf-8"), "run `python -m corpora.agreement`"
