from __future__ import annotations

from pathlib import Path

import pytest

from tests.conftest import make_alignment
from tests.evaluate.made import beads, write
from toolkit.errors import DataError
from toolkit.evaluate import Ratio, compare_links, score_links
from toolkit.export import writer


def folders(tmp_path: Path) -> tuple[Path, Path]:
    gold, hyp = tmp_path / "gold", tmp_path / "hyp"
    write(gold / "a.links", "[0]:[0]\n[1]:[]\n")
    write(hyp / "a.txt", "[0]:[0]:0.9\n[1]:[1]:0.2\n")
    write(gold / "b.links", "[0]:[0, 1]\n")
    write(hyp / "b.txt", "[0]:[0, 1]\n")
    write(hyp / ".hidden", "x")
    return gold, hyp


def test_files_and_folders(tmp_path: Path) -> None:
    gold, hyp = folders(tmp_path)
    report = score_links(gold, hyp)
    assert list(report.files) == ["a", "b"]
    assert report.total.strict == Ratio(2, 3, 2, 3)
    assert report.kinds["1-2"].strict.f1 == 1
    assert report.genres == {}
    lines = str(report).split("\n")
    assert "Null beads are counted on both sides" in str(report)
    assert lines[2].split()[:6] == ["all", "3", "3", *["0.6667"] * 3]
    assert lines[2].split()[-3:] == ["0.6667"] * 3
    names = [" ".join(line.split()[:2]) for line in lines[3 : lines.index("")]]
    assert names == ["beads 1-0", "beads 1-1", "beads 1-2", "a 2", "b 1"]
    assert list(score_links(gold / "a.links", hyp / "a.txt").files) == ["a"]


def test_a_table_of_ours_is_as_good_as_links(tmp_path: Path) -> None:
    gold, hyp = folders(tmp_path)
    (hyp / "a.txt").unlink()
    writer(hyp / "a.tsv")(make_alignment(["甲", "乙"], ["A", "B"], beads(((0,), (0,)), ((1,), (1,)))))
    assert score_links(gold, hyp).total.strict == Ratio(2, 3, 2, 3)
    text = (hyp / "a.tsv").read_text()
    write(hyp / "a.tsv", text.replace("\t1\t1\t", "\t0\t1\t"))
    with pytest.raises(DataError, match=r"a\.tsv:3: source sentence 0 is already in the bead of line 2"):
        score_links(gold, hyp)
    write(hyp / "a.tsv", text.replace("\t1\t1\t", "\tx\t1\t"))
    with pytest.raises(DataError, match=r"a\.tsv:3: expected a line such as"):
        score_links(gold, hyp)


def test_genres(tmp_path: Path) -> None:
    gold, hyp = folders(tmp_path)
    table = write(tmp_path / "genres.tsv", "name\tgenre\nb\tlegal\nother\tweb\n")
    report = score_links(gold, hyp)
    assert {genre: score.strict.gold for genre, score in report.genres.items()} == {"legal": 1, "unknown": 2}
    assert "\ngenre legal " in str(report)
    assert list(score_links(gold / "b.links", hyp / "b.txt").genres) == ["legal"]
    elsewhere = write(tmp_path / "x.tsv", "genre\tname\nweb\ta\nweb\tb\n")
    assert list(score_links(gold, hyp, genres=elsewhere).genres) == ["web"]
    write(table, "a\tlegal\n")
    with pytest.raises(DataError, match=r"genres\.tsv:1: the header line lacks the columns name, genre"):
        score_links(gold, hyp)
    with pytest.raises(DataError, match=r"none\.tsv: there is no such file"):
        score_links(gold, hyp, genres=tmp_path / "none.tsv")


def test_folders_that_do_not_pair(tmp_path: Path) -> None:
    gold, hyp = tmp_path / "gold", tmp_path / "hyp"
    gold.mkdir()
    hyp.mkdir()
    with pytest.raises(DataError, match="has no files"):
        score_links(gold, hyp)
    file = write(gold / "a.links", "")
    with pytest.raises(DataError, match=r"hyp: has no file named a"):
        score_links(gold, hyp)
    with pytest.raises(DataError, match=r"a\.links: is a file but .* is a folder"):
        score_links(file, hyp)
    with pytest.raises(DataError, match="no such file"):
        score_links(file, tmp_path / "none")
    write(gold / "a.txt", "")
    with pytest.raises(DataError, match=r"two files named a: a\.links, a\.txt"):
        score_links(gold, gold)


def many(folder: Path, wrong: int, documents: int = 8) -> Path:
    """Documents of ten beads, of which the last `wrong` are not as they should be."""
    for number in range(documents):
        lines = [f"[{i}]:[{i}]" for i in range(10 - wrong)]
        lines += [f"[{i}]:[]\n[]:[{i}]" for i in range(10 - wrong, 10)]
        write(folder / f"{number}.links", "\n".join(lines))
    return folder


def test_how_many_documents_an_interval_is_from_is_said(tmp_path: Path) -> None:
    gold, hyp = many(tmp_path / "gold", 0), many(tmp_path / "hyp", 2)
    assert "5000 resamples of 8, seed 3" in str(score_links(gold, hyp, seed=3))
    assert "too narrow" not in str(score_links(gold, hyp))
    assert "too narrow" in str(score_links(many(tmp_path / "g3", 0, 3), many(tmp_path / "h3", 2, 3)))
    assert "no interval can be given" in str(score_links(gold / "0.links", hyp / "0.links"))
    assert "[" not in str(score_links(gold / "0.links", hyp / "0.links"))


def test_two_systems(tmp_path: Path) -> None:
    gold, ours, theirs = many(tmp_path / "gold", 0), many(tmp_path / "ours", 1), many(tmp_path / "theirs", 3)
    comparison = compare_links(gold, ours, theirs)
    line = next(line for line in reversed(str(comparison).split("\n")) if line.startswith("all"))
    assert line.split() == ["all", "0.8571", "0.6087", "+0.2484", "[+0.2484,", "+0.2484]", "0.0004"]
    same = str(compare_links(gold, ours, ours)).split("\n")
    line = next(line for line in reversed(same) if line.startswith("all"))
    assert line.split()[3:] == ["+0.0000", "[+0.0000,", "+0.0000]", "1.0000"]
    # A kind that only one system has.
    one_sided = str(compare_links(gold, gold, theirs))
    assert any(line.startswith("beads 1-0") and "1.0000 0.0000" in line for line in one_sided.split("\n"))


def test_shared_gold_is_perfect_against_itself(shared: Path) -> None:
    report = score_links(shared / "mac-dev" / "gold", shared / "mac-dev" / "gold")
    assert report.total.strict.f1 == report.total.lax.f1 == 1
    assert report.total.strict.gold == 1329
