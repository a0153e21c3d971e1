from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from corpora.build import SAMPLES
from toolkit.cli._pairing import pair as command
from toolkit.errors import DataError
from toolkit.pairing.matching import pair
from toolkit.pairing.results import Pairing, alone_path, pairing_writer, summary
from toolkit.reading import read_text
from toolkit.tables import read_table

RAW = SAMPLES / "raw"


@pytest.fixture(scope="module")
def crawl(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The samples, one of them without its translation, under names that say nothing, among what a crawl brings along."""
    folder = tmp_path_factory.mktemp("crawl")
    (folder / "zh").mkdir()
    (folder / "en" / "deep").mkdir(parents=True)
    for number, path in enumerate(sorted(RAW.glob("*.zh.*"))):
        shutil.copy(path, folder / "zh" / f"z{number}{path.suffix}")
    for number, path in enumerate(sorted(RAW.glob("*.en.*"))):
        if number:
            shutil.copy(path, folder / "en" / "deep" / f"e{number}{path.suffix}")
    for path in sorted((SAMPLES / "en").glob("*.txt")):
        lines = path.read_text("utf-8").split("\n")
        (folder / "en" / f"half-{path.name}").write_text("\n".join(lines[: len(lines) // 2]), "utf-8")
    (folder / "zh" / "mirror.txt").write_text(read_text(folder / "zh" / "z1.txt").text + "\n镜像站点\n", "utf-8")
    (folder / "zh" / "noise.txt").write_bytes(bytes(range(256)) * 3)
    (folder / "zh" / "foreign.txt").write_text("This is not Chinese at all, said the reader.", "utf-8")
    (folder / "en" / "empty.txt").write_bytes(b"")
    (folder / "en" / "odd\t=1+1\u2028.txt").write_text("An <script>alert(1)</script> odd name.", "utf-8")
    return folder


@pytest.fixture(scope="module")
def pairing(crawl: Path) -> Pairing:
    return pair(crawl / "zh", crawl / "en")


def test_every_document_finds_its_translation_and_no_half(pairing: Pairing) -> None:
    found = {(each.src.path.stem, each.tgt.path.stem) for each in pairing.pairs}
    kept = {"z1": "mirror"}  # The longer of the two stands for both.
    assert found == {(kept.get(f"z{k}", f"z{k}"), f"e{k}") for k in range(1, 20)}


def test_what_is_in_no_pair_is_listed_with_the_reason(pairing: Pairing) -> None:
    listed = {each.source.name: each for each in pairing.alone}
    assert {name for name, each in listed.items() if each.lang == "zh"} == {
        "z0.txt",
        "z1.txt",
        "noise.txt",
        "foreign.txt",
    }
    assert listed["z0.txt"].reason == "no partner"
    assert (listed["z1.txt"].reason, listed["z1.txt"].other and listed["z1.txt"].other.name) == (
        "duplicate",
        "mirror.txt",
    )
    assert listed["noise.txt"].reason == listed["empty.txt"].reason == "unreadable"
    assert "binary" in listed["noise.txt"].detail
    assert listed["foreign.txt"].reason == "other language"
    assert listed["odd\t=1+1\u2028.txt"].detail.startswith("has a tab")
    half = listed["half-circular.txt"]
    assert half.reason == "no partner"
    assert half.score is not None
    assert half.score < 0.5
    assert not pairing.is_complete
    assert "Chinese files in no pair: 1 duplicate, 1 no partner, 1 other language, 1 unreadable" in summary(pairing)


def test_every_file_is_in_just_one_of_the_two_lists(crawl: Path, pairing: Pairing) -> None:
    paths = [path for each in pairing.pairs for path in (each.src.path, each.tgt.path)]
    paths += [each.source.path for each in pairing.alone]
    assert sorted(paths) == sorted(path for path in crawl.rglob("*") if path.is_file() and path.parent != crawl)


def test_both_files_can_be_read_back(crawl: Path, pairing: Pairing) -> None:
    out = crawl / "pairs.tsv"
    pairing_writer(out)(pairing)
    rows = [cells for _, cells in read_table(out, ("id", "src", "tgt", "score"))]
    assert len(rows) == len({row["id"] for row in rows}) == 19
    assert all((crawl / row["src"]).is_file() and (crawl / row["tgt"]).is_file() for row in rows)
    assert all(0.5 <= float(row["score"]) <= 1 for row in rows)
    alone = [cells for _, cells in read_table(alone_path(out), ("lang", "path", "reason", "detail", "score"))]
    assert len(alone) == len(pairing.alone)


def test_paths_outside_the_folder_are_whole(crawl: Path, pairing: Pairing, tmp_path: Path) -> None:
    pairing_writer(tmp_path / "pairs.tsv")(pairing)
    assert all(Path(row["src"]).is_absolute() for _, row in read_table(tmp_path / "pairs.tsv", ("src",)))


def test_the_command_gives_the_same_bytes_and_status_3(
    crawl: Path, pairing: Pairing, capsys: pytest.CaptureFixture[str]
) -> None:
    pairing_writer(crawl / "first.tsv")(pairing)
    arguments = [str(crawl / "zh"), str(crawl / "en"), "-o", str(crawl / "second.tsv")]
    assert command.main(arguments, standalone_mode=False) == 3
    assert capsys.readouterr().err.startswith("19 pairs, ")
    for name in ("{}.tsv", "{}.alone.tsv"):
        assert (crawl / name.format("first")).read_bytes() == (crawl / name.format("second")).read_bytes()


def test_two_documents_are_enough_or_too_few(tmp_path: Path) -> None:
    (tmp_path / "zh.txt").write_text(
        "会议于2023年5月在温州举行。市长张光明出席了会议，并谈到了一千二百五十个新岗位。", "utf-8"
    )
    right = (
        "The meeting was held in Wenzhou in May 2023. Mayor Zhang Guangming attended it and spoke of 1,250 new jobs."
    )
    for text, expected in ((right, 1), ("Whales sing. Nobody knows what the songs of the humpback are good for.", 0)):
        (tmp_path / "en.txt").write_text(text, "utf-8")
        for side in ("zh", "en"):
            (tmp_path / side).write_text(f"{side}.txt\n")
        pairing = pair(tmp_path / "zh", tmp_path / "en")
        assert len(pairing.pairs) == expected
        assert len(pairing.alone) == 2 - 2 * expected


def test_a_side_without_a_readable_document_pairs_nothing(tmp_path: Path) -> None:
    for side, text in (("zh", ""), ("en", "Some English text that nothing belongs to.")):
        (tmp_path / side).mkdir()
        (tmp_path / side / "a.txt").write_text(text, "utf-8")
    pairing = pair(tmp_path / "zh", tmp_path / "en")
    assert [each.reason for each in pairing.alone] == ["unreadable", "no partner"]
    assert pairing.alone[1].other is None


def test_what_cannot_be_written_is_found_out_first(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="there is no folder"):
        pairing_writer(tmp_path / "no" / "pairs.tsv")
    (tmp_path / "list").write_text("a\n")
    with pytest.raises(DataError, match="is an input"):
        pairing_writer(tmp_path / "list", inputs=[tmp_path / "list"])
