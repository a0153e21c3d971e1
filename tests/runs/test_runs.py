from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from tests.runs.made import EN, OPTIONS, ZH, parts_of, write_corpus
from toolkit import flagging, pipeline, runs
from toolkit.cli import cli
from toolkit.errors import DataError, ToolkitError
from toolkit.flag_files import read_flags
from toolkit.pairs import read_pairs
from toolkit.parallel import cores
from toolkit.runs import AlignOptions, plan, work
from toolkit.runs.manifest import rows_of_manifest
from toolkit.runs.parts import footer_of, path_of
from toolkit.runs.plan import partitions


@pytest.fixture(autouse=True)
def small_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(plan, "SMALLEST", 1000)


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_corpus(tmp_path_factory.mktemp("corpus"), 12)


@pytest.fixture
def done(corpus: Path, tmp_path: Path) -> Path:
    runs.run(corpus, tmp_path / "run", executor="serial", **OPTIONS)
    return tmp_path / "run"


def test_a_run_has_what_align_and_flag_find(tmp_path: Path) -> None:
    manifest = write_corpus(tmp_path, 3)
    report = runs.run(manifest, tmp_path / "run", executor="serial")
    assert (report.documents, report.failed.total()) == (3, 0)
    units = [unit for unit in runs.units_of_run(tmp_path / "run") if unit.document == "d0"]
    alignment = pipeline.align(tmp_path / "docs/0.zh.txt", tmp_path / "docs/0.en.txt")
    assert [unit.id for unit in units] == list(alignment.bead_ids)
    assert [unit.confidence for unit in units] == [round(bead.confidence, 4) for bead in alignment.beads]
    found = flagging.flag(alignment)
    assert [flag.message for unit in units for flag in unit.flags] == [flag.message for flag in found]
    assert any(flag.category == "Accuracy/Number" for unit in units for flag in unit.flags)
    assert [unit.risk for unit in units] == [round(risk, 4) for risk in found.risks]
    assert all(unit.more == {"genre": "news"} for unit in units)


def test_every_executor_and_number_of_workers_gives_the_same_bytes(corpus: Path, done: Path, tmp_path: Path) -> None:
    first = parts_of(done)
    assert len(first) > 4, "several parts"
    for workers in (1, 3):
        runs.run(corpus, tmp_path / str(workers), executor="processes", workers=workers, **OPTIONS)
        assert parts_of(tmp_path / str(workers)) == first


def test_the_process_has_its_cores_again(corpus: Path, done: Path) -> None:
    assert cores() == len(__import__("os").sched_getaffinity(0))


def test_what_is_done_stays(corpus: Path, done: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = parts_of(done)
    made = []
    monkeypatch.setattr(work, "_made", lambda document, *_: made.append(document.row.id))
    report = runs.run(corpus, done, executor="serial", **OPTIONS)
    assert (report.old_parts, made) == (report.parts, [])
    assert parts_of(done) == first


@pytest.mark.parametrize("harm", ["truncated", "emptied", "deleted", "garbled", "left over"])
def test_a_part_that_is_not_whole_is_made_again(corpus: Path, done: Path, harm: str) -> None:
    first, path = parts_of(done), path_of(done, 1)
    if harm == "truncated":
        path.write_bytes(path.read_bytes()[:-9])
    elif harm == "emptied":
        path.write_bytes(b"")
    elif harm == "deleted":
        path.unlink()
    elif harm == "garbled":
        path.write_bytes(path.read_bytes()[::-1])
    else:
        path_of(done, 999).write_bytes(path.read_bytes())
        (path.parent / ".bitext-0123.tmp").write_bytes(b"half")
    report = runs.run(corpus, done, executor="serial", **OPTIONS)
    assert report.parts - report.old_parts == (harm != "left over")
    assert parts_of(done) == first


def test_what_a_killed_worker_left_is_gone_when_the_run_is_done(corpus: Path, done: Path, tmp_path: Path) -> None:
    folder = tmp_path / "other"

    def leave(*_: int) -> None:
        (folder / "parts" / ".bitext-0123.tmp").write_bytes(b"half a part")

    runs.run(corpus, folder, executor="serial", progress=leave, **OPTIONS)
    assert parts_of(folder) == parts_of(done)


def test_what_changed_is_made_again(tmp_path: Path) -> None:
    manifest = write_corpus(tmp_path, 12)
    runs.run(manifest, tmp_path / "run", executor="serial", **OPTIONS)
    path = tmp_path / "docs" / "11.en.txt"
    path.write_text(path.read_text("utf-8").replace("saw", "met"), "utf-8")
    report = runs.run(manifest, tmp_path / "run", executor="serial", **OPTIONS)
    assert report.parts - report.old_parts == 1
    report = runs.run(manifest, tmp_path / "run", executor="serial", min_confidence=0.9, replace=True, **OPTIONS)
    assert report.old_parts == 0


def test_another_run_is_not_replaced_unless_it_may_be(corpus: Path, done: Path, tmp_path: Path) -> None:
    first = parts_of(done)
    lines = corpus.read_text("utf-8").splitlines(keepends=True)
    other = corpus.with_name("other.tsv")
    other.write_text("".join(lines[:-1]), "utf-8")
    with pytest.raises(DataError, match=r"is a run of .*pairs.tsv, and 1 of its documents .* 'd11'; .*--replace"):
        runs.run(other, done, executor="serial", **OPTIONS)
    with pytest.raises(DataError, match=r"is a run with --min-confidence 0.3, and not 0.9; .*--replace"):
        runs.run(corpus, done, executor="serial", min_confidence=0.9, **OPTIONS)
    with pytest.raises(DataError, match="is a run with --root"):
        runs.run(corpus, done, executor="serial", root=str(corpus.parent.parent), **OPTIONS)
    report = runs.run(corpus, done, executor="serial", **OPTIONS)
    assert (report.old_parts, parts_of(done)) == (report.parts, first)
    assert runs.run(other, done, executor="serial", replace=True, **OPTIONS).old_parts > 0
    other.write_text("".join([*lines, lines[-1].replace("d11", "d12")]), "utf-8")
    report = runs.run(other, done, executor="serial", **OPTIONS)
    assert report.old_parts > 0, "a manifest may grow"
    assert report.documents == 13


def test_ten_poisoned_documents(tmp_path: Path) -> None:
    manifest = write_corpus(tmp_path, 30)
    docs = tmp_path / "docs"
    (tmp_path.parent / "outside.txt").write_text("机密。", "utf-8")
    (docs / "link.zh.txt").symlink_to(tmp_path.parent / "outside.txt")
    (docs / "1.en.txt").write_bytes(bytes(range(256)) * 40)
    (docs / "2.zh.txt").write_bytes(b"")
    (docs / "3.zh.txt").write_text("会议" * 200_000, "utf-8")
    (docs / "4.zh.txt").write_text(EN.format(1, 2, 3), "utf-8")
    (docs / "5.en.txt").write_text(ZH.format(1, 2), "utf-8")
    (docs / "6.zh.txt").write_bytes("会议昨天举行。".encode("gb18030") * 9 + b"\xff\xfe\x00\x81" * 9)
    (docs / "7.en.txt").write_bytes(b"%PDF-1.7 nothing")
    (docs / "8.en.txt").unlink()
    (docs / "9.zh.txt").write_text("会" * (work.LONGEST + 1), "utf-8")
    text = manifest.read_text("utf-8").replace("docs/10.zh.txt", "../outside.txt")
    manifest.write_text(text.replace("docs/11.zh.txt", "docs/link.zh.txt"), "utf-8")
    told: list[str] = []
    report = runs.run(manifest, tmp_path / "run", executor="processes", max_megabytes=1, tell=told.append, **OPTIONS)
    reasons = dict(
        line.split("\t")[::3] for line in (tmp_path / "run/quarantine.tsv").read_text("utf-8").split("\n")[1:-1]
    )
    assert set(reasons) == {f"d{n}" for n in (1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11)}
    assert "is empty" in reasons["d2"]
    assert "more than 1 MB" in reasons["d3"]
    assert "neither is Chinese" in reasons["d4"]
    assert "both are Chinese" in reasons["d5"]
    assert "no such file" in reasons["d8"]
    assert "50,001 characters" in reasons["d9"]
    assert "outside the root" in reasons["d10"]
    assert "outside the root" in reasons["d11"]
    assert not any(str(tmp_path) in reason for reason in reasons.values()), "the places are those of the manifest"
    assert report.failed.total() == 11
    assert {unit.document for unit in runs.units_of_run(tmp_path / "run")} == {f"d{n}" for n in {0, *range(12, 30)}}
    assert [line.split(":")[0] for line in told] == ["line 10", "line 12", "line 13"], "what is known before, is told"
    assert "d2" not in str(runs.status(tmp_path / "run").outliers)


def test_a_document_that_kills_its_worker_is_found(
    corpus: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import os
    import signal

    work_on = work._work_on

    def deadly(src: str, *rest: object) -> object:
        if src.endswith("/5.zh.txt"):
            os.kill(os.getpid(), signal.SIGKILL)
        return work_on(src, *rest)  # type: ignore[arg-type]

    monkeypatch.setattr(work, "_work_on", deadly)
    report = runs.run(corpus, tmp_path / "run", executor="processes", workers=2, **OPTIONS)
    assert dict(report.failed) == {"the worker was killed by SIGKILL": 1}
    assert len({unit.document for unit in runs.units_of_run(tmp_path / "run")}) == 11
    monkeypatch.undo()
    monkeypatch.setattr(plan, "SMALLEST", 1000)
    report = runs.run(corpus, tmp_path / "run", executor="processes", workers=2, **OPTIONS)
    assert report.failed.total() == 0, "it was the machine, perhaps, so it is tried once more"


def test_a_full_disk_ends_the_run_and_the_next_goes_on(
    corpus: Path, done: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import errno
    import os

    written, fsync = [], os.fsync

    def full(descriptor: int) -> None:
        written.append(descriptor)
        if len(written) == 4:
            raise OSError(errno.ENOSPC, "No space left on device")
        fsync(descriptor)

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(DataError, match="No space left"):
        runs.run(corpus, tmp_path / "full", executor="serial", **OPTIONS)
    assert not list((tmp_path / "full" / "parts").glob(".bitext*"))
    report = runs.run(corpus, tmp_path / "full", executor="serial", **OPTIONS)
    assert report.old_parts == 2
    assert parts_of(tmp_path / "full") == parts_of(done)


def test_status_tells_what_is_done(corpus: Path, done: Path) -> None:
    found = runs.status(done)
    assert (found.done, found.documents, found.parts_done) == (12, 12, found.parts)
    assert sum(found.null) == sum(found.risk) == 12
    path_of(done, 0).unlink()
    fewer = runs.status(done)
    assert fewer.parts_done == found.parts - 1
    assert fewer.done < 12
    assert fewer.rate
    assert "documents an hour" in str(fewer)


def test_a_document_is_opened_as_align_and_flag_write_it(done: Path, tmp_path: Path) -> None:
    pair, flags = runs.document_of_run(done, "d3", tmp_path)
    units = [unit for unit in runs.units_of_run(done) if unit.document == "d3"]
    assert [row.src for row in read_pairs(pair)] == [unit.src for unit in units]
    assert read_flags(flags) == [flag for unit in units for flag in unit.flags]
    assert read_flags(flags)
    with pytest.raises(DataError, match="no document"):
        runs.document_of_run(done, "d99", tmp_path)
    with pytest.raises(DataError, match="a folder"):
        runs.document_of_run(done, "d3", tmp_path / "doc.tsv")


def test_a_run_that_is_not_whole_is_not_read_as_if_it_were(done: Path) -> None:
    path_of(done, 1).unlink()
    with pytest.raises(DataError, match="not done yet"):
        list(runs.units_of_run(done))


def test_a_wrong_parameter_ends_the_run(corpus: Path, tmp_path: Path) -> None:
    for align, message in (
        ({"encoding": "utf-99"}, "utf-99"),
        ({"aligner": "none"}, "none"),
        ({"encoder": "no"}, "no"),
    ):
        with pytest.raises(ToolkitError, match=message):
            runs.run(corpus, tmp_path / "run", executor="processes", align=AlignOptions(**align))


def test_folders_that_are_no_run(tmp_path: Path) -> None:
    for call in (runs.status, lambda folder: list(runs.units_of_run(folder))):
        with pytest.raises(DataError, match="is no run"):
            call(tmp_path)


def test_addresses_are_read(tmp_path: Path) -> None:
    import fsspec

    memory = fsspec.filesystem("memory")
    memory.pipe("/bucket/a.zh.txt", ZH.format(1, 2).encode())
    memory.pipe("/bucket/a.en.txt", EN.format(1, 2, 2).encode())
    manifest = tmp_path / "m.tsv"
    manifest.write_text("id\tsrc\ttgt\na\tmemory://bucket/a.zh.txt\tmemory://bucket/a.en.txt\n")
    runs.run(manifest, tmp_path / "run", executor="serial", **OPTIONS)
    manifest.write_text("id\tsrc\ttgt\na\ta.zh.txt\ta.en.txt\n")
    runs.run(manifest, tmp_path / "rooted", root="memory://bucket", executor="serial", **OPTIONS)
    assert [unit.src for unit in runs.units_of_run(tmp_path / "run")] == [
        unit.src for unit in runs.units_of_run(tmp_path / "rooted")
    ]
    manifest.write_text("id\tsrc\ttgt\na\tfile:///etc/passwd\tsimplecache::file:///etc/passwd\n")
    with pytest.raises(DataError, match="give files by their paths"):
        runs.run(manifest, tmp_path / "bad", executor="serial", **OPTIONS)


def test_a_manifest_in_parquet_is_as_good(corpus: Path, done: Path, tmp_path: Path) -> None:
    import pandas as pd

    frame = pd.read_csv(corpus, sep="\t", dtype=str)
    frame.to_parquet(corpus.with_suffix(".parquet"))
    assert [row.id for row in rows_of_manifest(corpus.with_suffix(".parquet"))] == [f"d{n}" for n in range(12)]
    runs.run(corpus.with_suffix(".parquet"), tmp_path / "other", executor="serial", **OPTIONS)
    assert parts_of(tmp_path / "other") == parts_of(done)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "lacks the columns id, src, tgt"),
        ("id\tsrc\ttgt\n", "no row"),
        ("id\tsrc\n", "lacks the columns tgt"),
        ("id\tsrc\ttgt\na\tb\n", ":2: has 2 cells"),
        ("id\tsrc\ttgt\n \tdocs/0.zh.txt\tdocs/0.en.txt\n", ":2: the id is empty"),
        (
            "id\tsrc\ttgt\na\tdocs/0.zh.txt\tdocs/0.en.txt\n\na\tdocs/1.zh.txt\tdocs/1.en.txt\n",
            ":4: the id 'a' is on line 2",
        ),
        ("id\tsrc\ttgt\na\tnone\tdocs/0.en.txt\nb\tdocs\tdocs\n", "2 of 2 rows are bad; the first: line 2"),
    ],
)
def test_manifests_that_are_none(corpus: Path, tmp_path: Path, text: str, message: str) -> None:
    path = tmp_path / "m.tsv"
    path.write_text(text)
    with pytest.raises(DataError, match=message):
        runs.run(path, tmp_path / "run", root=str(corpus.parent), executor="serial", **OPTIONS)


def test_parts_are_small_at_first_and_keep_their_documents_when_more_come(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(plan, "_size", lambda row, root: (600, ""))
    path, found = tmp_path / "m.tsv", []
    for count in (4000, 5000):
        path.write_text("id\tsrc\ttgt\n" + "".join(f"{n}\ta\tb\n" for n in range(count)))
        plan.make_plan(path, str(tmp_path), tmp_path)
        found.append([partition.rows for partition in partitions(tmp_path)])
    assert found[1][: len(found[0]) - 1] == found[0][:-1]
    assert [row.id for rows in found[1] for row in rows] == [str(n) for n in range(5000)]
    assert len(found[0][0]) == 1
    assert len(found[0][-2]) > 40


def test_one_run_at_a_time(corpus: Path, tmp_path: Path) -> None:
    def again(*_: int) -> None:
        import subprocess
        import sys

        code = f"from toolkit import runs; runs.run({str(corpus)!r}, {str(tmp_path / 'run')!r})"
        result = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
        assert "another run works in this folder" in result.stderr
        raise ToolkitError("seen")

    with pytest.raises(ToolkitError, match="seen"):
        runs.run(corpus, tmp_path / "run", executor="serial", progress=again, **OPTIONS)


def test_the_command(tmp_path: Path) -> None:
    manifest = write_corpus(tmp_path, 4)
    (tmp_path / "docs" / "2.en.txt").write_bytes(b"")
    out = str(tmp_path / "run")
    arguments = ["corpus", "run", str(manifest), "-o", out, "--executor", "serial", "--aligner", "gale_church"]
    result = CliRunner().invoke(cli, arguments)
    assert result.exit_code == 3, result.output
    assert "3 of 4 documents" in result.output
    assert "1: is empty" in result.output
    shown = CliRunner().invoke(cli, ["corpus", "status", out])
    assert "4 of 4 documents done" in shown.output
    assert "1: is empty" in shown.output
    taken = CliRunner().invoke(cli, ["corpus", "document", out, "d1", "-o", str(tmp_path / "taken")])
    assert taken.exit_code == 0
    assert (tmp_path / "taken" / "flags.tsv").is_file()
    content = json.loads((tmp_path / "run" / "run.json").read_bytes())
    assert content["parameters"]["align"]["aligner"] == "gale_church"
    (tmp_path / "docs" / "1.en.txt").unlink()
    checked = CliRunner().invoke(cli, ["corpus", "check", str(manifest)])
    assert checked.exit_code == 3
    assert "line 3" in checked.output


def test_a_footer_tells_of_each_document(done: Path) -> None:
    footer = footer_of(path_of(done, 0))
    assert footer
    assert footer.is_final
    for figures in footer.documents:
        units = [unit for unit in runs.units_of_run(done) if unit.document == figures.id]
        assert (figures.zh, figures.en) == (4, 5)
        assert (figures.beads, figures.null) == (len(units), sum(not unit.src or not unit.tgt for unit in units))
        assert figures.flags == sum(len(unit.flags) for unit in units)
