from __future__ import annotations

import gzip
import json
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.corpus.samples import EN, ZH, make_flag, sample_pairs, write_documents, write_pair_file
from tests.review.made import flag_on, write_flags, write_pair
from tests.runs.made import OPTIONS, write_corpus
from toolkit import runs
from toolkit.cli import cli
from toolkit.converting import units_in
from toolkit.corpus import judging
from toolkit.corpus.account import Account
from toolkit.corpus.exporting import Recipe, export
from toolkit.corpus.fingerprints import normalised
from toolkit.corpus.writing import Output
from toolkit.errors import BadParameter, DataError
from toolkit.formats.tsv import make as make_tsv
from toolkit.review import Session
from toolkit.tables import line_of, read_table
from toolkit.units import Unit

CLEAN = Recipe(filters="default", dedup="near", split="dev=20,test=20")


def into(folder: Path, **settings: Any) -> Output:
    return Output(str(folder / "out"), is_folder=True, **settings)


def contents(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def is_balanced(account: Account) -> bool:
    for file in account.files:
        assert file["kept"] + sum(file["dropped"].values()) == file["total"]
    assert sum(file["total"] for file in account.files) == account.total
    assert sum(file["kept"] for file in account.files) == sum(account.kept.values())
    return all(count > 0 for count in account.dropped.values())


@given(
    pairs=st.lists(
        st.tuples(
            st.sampled_from([ZH, "", "是。", "a\tb", "\ud800", "\x00"]), st.sampled_from([EN, " ", "Yes.", "=A1"])
        ),
        max_size=20,
    ),
    dedup=st.sampled_from(["none", "exact", "normalised", "near"]),
    sides=st.sampled_from(["both", "src", "tgt", "either"]),
    filters=st.sampled_from(["none", "default", "strict"]),
)
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_every_pair_is_accounted_for(
    tmp_path: Path, pairs: list[tuple[str, str]], dedup: str, sides: str, filters: str
) -> None:
    source = write_pair_file(tmp_path / "a.tsv", pairs)
    account = export([source], Output(str(tmp_path / "b.tsv")), Recipe(filters, dedup, sides))
    assert is_balanced(account)
    assert account.total == len(pairs)
    assert sum(account.kept.values()) == len(list(units_in(tmp_path / "b.tsv")))


def test_a_folder_with_splits(tmp_path: Path) -> None:
    sources = write_documents(tmp_path, 12)
    account = export(sources, into(tmp_path, to="moses"), CLEAN)
    assert is_balanced(account)
    out = tmp_path / "out"
    texts = {}
    for split, count in account.kept.items():
        zh, en = ((out / f"{split}.{lang}").read_text("utf-8").split("\n")[:-1] for lang in ("zh", "en"))
        assert len(zh) == len(en) == count > 0
        texts[split] = {normalised(text) for text in zh} | {normalised(text) for text in en}
    assert not texts["train"] & texts["test"]
    assert not texts["dev"] & texts["test"]
    report = json.loads((out / "report.json").read_text("utf-8"))
    assert report["kept"] == account.kept
    assert report["signature"]["split"] == {"dev": 20, "test": 20}


def test_the_same_bytes_twice(tmp_path: Path) -> None:
    sources = write_documents(tmp_path, 8)
    output = into(tmp_path, to="huggingface", pieces=1000, licence="CC-BY-4.0")
    runs = []
    for _ in range(2):
        export(sources, output, CLEAN, keep_dropped=tmp_path / "dropped.tsv")
        runs.append({**contents(tmp_path / "out"), "dropped": (tmp_path / "dropped.tsv").read_bytes()})
    assert runs[0] == runs[1]


def test_no_near_duplicate_across_splits(tmp_path: Path) -> None:
    pairs = sample_pairs(60)
    files = [write_pair_file(tmp_path / f"{n}.tsv", pairs[n * 10 : n * 10 + 10]) for n in range(6)]
    # Every document has a second one whose Chinese is the same but for its marks, and whose English is another.
    files += [
        write_pair_file(
            tmp_path / f"again{n}.tsv", [(zh + "！", f"{number} {en[::-1]}") for number, (zh, en) in enumerate(part)]
        )
        for n, part in enumerate(pairs[n * 10 : n * 10 + 10] for n in range(6))
    ]
    account = export(files, into(tmp_path, to="moses"), Recipe(split="dev=20,test=20", seed=5))
    assert account.dropped["leak"] > 0
    sides = {
        split: {normalised(line) for line in (tmp_path / "out" / f"{split}.zh").read_text("utf-8").split("\n")[:-1]}
        for split in account.kept
    }
    assert not sides["train"] & sides["dev"]
    assert not sides["train"] & sides["test"]
    assert not sides["dev"] & sides["test"]


def test_the_better_copy_stays(tmp_path: Path) -> None:
    one = write_pair_file(tmp_path / "one.tsv", [(ZH, EN)], confidence=0.6)
    two = write_pair_file(tmp_path / "two.tsv", [(ZH, EN.upper())], confidence=0.8)
    account = export([one, two], Output(str(tmp_path / "out.tsv")), Recipe(dedup="normalised"))
    assert account.dropped == {"duplicate": 1}
    assert [unit.tgt for unit in units_in(tmp_path / "out.tsv")] == [EN.upper()]


def test_test_sets_are_kept_out(tmp_path: Path) -> None:
    pairs = sample_pairs(10)
    source = write_pair_file(tmp_path / "a.tsv", pairs)
    (tmp_path / "newstest.zh").write_text(pairs[2][0] + "\n", "utf-8")
    (tmp_path / "newstest.en").write_text(pairs[5][1].lower() + "\n", "utf-8")
    whole = write_pair_file(tmp_path / "whole.tsv", [pairs[8]])
    tests = (tmp_path / "newstest.zh", tmp_path / "newstest.en", whole)
    account = export([source], Output(str(tmp_path / "b.tsv")), Recipe(decontaminate=tests))
    assert account.dropped == {"contaminated": 3}
    assert [unit.src for unit in units_in(tmp_path / "b.tsv")] == [
        zh for number, (zh, _) in enumerate(pairs) if number not in (2, 5, 8)
    ]


def test_flags_are_filtered_by_and_carried_along(tmp_path: Path) -> None:
    from toolkit.flagging import flag_row
    from toolkit.quality import FLAG_COLUMNS

    source = write_pair_file(tmp_path / "a.tsv", sample_pairs(3))
    flags = tmp_path / "flags.tsv"
    rows = [["" if cell is None else str(cell) for cell in flag_row(make_flag("major", 0.9, "1"))]]
    flags.write_bytes(b"".join(map(line_of, [FLAG_COLUMNS, *rows])))
    output = Output(str(tmp_path / "b.tsv"), "tsv:all")
    assert export([source], output, flags=[flags]).dropped == {}
    assert [len(unit.flags) for unit in units_in(tmp_path / "b.tsv")] == [0, 1, 0]
    assert export([source], output, Recipe(filters="default"), flags=[flags]).dropped["flags"] == 1
    with pytest.raises(BadParameter, match="one for each"):
        export([source, source], output, flags=[flags])
    flags.write_bytes(flags.read_bytes().replace(b"\n1\t", b"\nxyz\t"))
    with pytest.raises(DataError, match="other beads"):
        export([source], output, flags=[flags])


def test_what_was_dropped_says_why(tmp_path: Path) -> None:
    source = write_pair_file(tmp_path / "a.tsv", [(ZH, EN), (ZH, ""), (ZH * 9, "Yes.")])
    export([source], Output(str(tmp_path / "b.tsv")), Recipe("default"), keep_dropped=tmp_path / "dropped.tsv")
    rows = [row for _, row in read_table(tmp_path / "dropped.tsv", ("reason",))]
    assert [(row["reason"], row["bead_id"], row["src"]) for row in rows] == [("null", "1", ZH), ("ratio", "2", ZH * 9)]
    assert float(rows[1]["score"]) < 0.4
    (tmp_path / "out").mkdir()
    with pytest.raises(DataError, match="the folder that it is in"):
        export([source], into(tmp_path), keep_dropped=tmp_path / "out" / "dropped.tsv")


def test_documents_and_genres_of_one_file(tmp_path: Path) -> None:
    pairs = sample_pairs(60)
    units = [
        Unit(str(i), zh, en, document=f"d{i // 5}", more={"genre": "law" if i % 20 < 10 else "news", "licence": "CC0"})
        for i, (zh, en) in enumerate(pairs)
    ]
    with (tmp_path / "all.tsv").open("wb") as stream:
        make_tsv("all").write(units, [stream])
    account = export([tmp_path / "all.tsv"], into(tmp_path, to="jsonl"), Recipe(split="test=20"))
    test = list(units_in(tmp_path / "out" / "test.jsonl"))
    assert 16 <= len(test) <= 20
    assert 8 <= sum(unit.more["genre"] == "law" for unit in test) <= 10
    train = list(units_in(tmp_path / "out" / "train.jsonl"))
    assert not {unit.document for unit in test} & {unit.document for unit in train}
    assert account.licences == {"CC0": sum(account.kept.values())}


@pytest.mark.parametrize(
    "recipe", [{"dedup": "nearly"}, {"dedup_on": "left"}, {"split_by": "line"}, {"filters": "missing.toml"}]
)
def test_what_there_is_not(tmp_path: Path, recipe: dict[str, Any]) -> None:
    source = write_pair_file(tmp_path / "a.tsv", [(ZH, EN)])
    with pytest.raises((BadParameter, DataError)):
        export([source], Output(str(tmp_path / "b.tsv")), Recipe(**recipe))
    assert not (tmp_path / "b.tsv").exists()


def test_models_need_a_folder_and_inputs_are_not_overwritten(tmp_path: Path) -> None:
    source = write_pair_file(tmp_path / "a.tsv", [(ZH, EN)])
    with pytest.raises(BadParameter, match="slash"):
        export([source], Output(str(tmp_path / "b.tsv"), pieces=100))
    with pytest.raises(DataError, match="input"):
        export([source], Output(str(source)))
    with pytest.raises(DataError, match="no run"):
        export([tmp_path], Output(str(tmp_path / "b.tsv")))


def test_many_batches_are_judged_as_few_are(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(judging, "_BATCH", 100)
    pairs = [(f"{zh}{i}", f"{en} {i}") for i in range(15) for zh, en in sample_pairs(100)]
    many = write_pair_file(tmp_path / "many.tsv", pairs)
    few = [write_pair_file(tmp_path / f"{n}.tsv", pairs[n::3]) for n in range(3)]
    recipe = Recipe("default")
    whole = export([many], Output(str(tmp_path / "a.tsv")), recipe)
    parts = [export([file], Output(str(tmp_path / f"b{n}.tsv")), recipe) for n, file in enumerate(few)]
    assert whole.total == 1500
    assert sum(whole.kept.values()) == sum(part.kept["train"] for part in parts)
    kept = [unit.src for unit in units_in(tmp_path / "a.tsv")]
    assert kept == sorted(kept, key=dict(zip([zh for zh, _ in pairs], range(len(pairs)), strict=True)).__getitem__)


def test_a_run_that_is_killed_leaves_no_half_folder(tmp_path: Path) -> None:
    sources = write_documents(tmp_path, 8)
    command = [sys.executable, "-m", "toolkit", "export", *map(str, sources), "--split", "dev=20,test=20"]
    command += ["--sentencepiece", "1000", "--to", "moses", "-o", str(tmp_path / "out")]
    running = subprocess.Popen(command, stderr=subprocess.DEVNULL)
    while not (tmp_path / ".out.part").exists():
        assert running.poll() is None, "it was to be killed before its end"
        time.sleep(0.002)
    running.send_signal(signal.SIGKILL)
    running.wait()
    assert not (tmp_path / "out").exists()
    assert subprocess.run(command, capture_output=True, check=False).returncode == 0
    assert (tmp_path / "out" / "report.json").is_file()
    assert not [path.name for path in tmp_path.iterdir() if path.name.startswith(".")]


def test_decisions_of_a_review_are_followed(tmp_path: Path) -> None:
    source = write_pair(tmp_path, [("第一句。", "The first."), ("第二句。", "The second."), ("第三句。", "The third.")])
    flags = write_flags(tmp_path, [flag_on("b0", "第一", "The first")])
    session = Session.open(source, flags, reviewer="ann")
    [flag] = [flag["id"] for bead in session.view()["beads"] for flag in bead["flags"]]
    for action in (
        {"do": "verdict", "flag": flag, "verdict": "rejected"},
        {"do": "edit", "bead": "b1", "side": "tgt", "text": "Number two."},
        {"do": "state", "bead": "b2", "state": "rejected"},
    ):
        assert session.act(action)["error"] is None
    output = Output(str(tmp_path / "b.tsv"), "tsv:all")
    account = export([source], output, flags=[flags], decisions=[tmp_path / "pair.review.sqlite"])
    assert account.dropped == {"rejected": 1}
    units = list(units_in(tmp_path / "b.tsv"))
    assert [unit.tgt for unit in units] == ["The first.", "Number two."]
    assert [unit.flags for unit in units] == [(), ()]


def test_the_folder_of_a_run_is_an_input(tmp_path: Path) -> None:
    runs.run(write_corpus(tmp_path, 6), tmp_path / "run", executor="serial", **OPTIONS)
    account = export([tmp_path / "run"], into(tmp_path, to="jsonl"), Recipe(split="test=10"))
    test, train = (list(units_in(tmp_path / "out" / f"{split}.jsonl")) for split in ("test", "train"))
    assert account.kept == {"test": len(test), "train": len(train)}
    assert test
    assert not {unit.document for unit in test} & {unit.document for unit in train}
    assert {unit.more["genre"] for unit in train} == {"news", "law"}


def test_the_same_file_twice_is_told(tmp_path: Path) -> None:
    source = write_pair_file(tmp_path / "a.tsv", [(ZH, EN)])
    account = export([source, source], Output(str(tmp_path / "b.tsv")))
    assert f"{source} is the same as {source}" in str(account)
    assert not export([source], Output(str(tmp_path / "b.tsv"))).notes


def test_where_nothing_is_left_the_reasons_are_told(tmp_path: Path) -> None:
    source = write_pair_file(tmp_path / "a.tsv", [(ZH, ""), (ZH, EN)])
    for output, recipe in ((into(tmp_path, pieces=100), Recipe()), (into(tmp_path), Recipe(split="dev=1"))):
        with pytest.raises(DataError, match=r"no pair is left to .*: 1 null, 1 contaminated"):
            export([source], output, Recipe(decontaminate=(source,), split=recipe.split))


def test_filters_that_there_are_not(tmp_path: Path) -> None:
    source = write_pair_file(tmp_path / "a.tsv", [(ZH, EN)])
    with pytest.raises(BadParameter, match="'stict'; there are none, default, strict"):
        export([source], Output(str(tmp_path / "b.tsv")), Recipe("stict"))


def test_filters_with_nothing_to_go_by_are_told(tmp_path: Path) -> None:
    source = write_pair_file(tmp_path / "a.tsv", [(ZH, EN)])
    account = export([source], into(tmp_path), Recipe("default"))
    assert "flags, risk: nothing to go by" in str(account)
    assert "nothing to go by" in (tmp_path / "out" / "README.md").read_text("utf-8")
    assert "nothing to go by" not in str(export([source], into(tmp_path)))


def test_a_folder_does_not_replace_its_own_input(tmp_path: Path) -> None:
    (source,) = write_documents(tmp_path, 1)
    export([source], Output(f"{tmp_path / 'out'}", is_folder=True))
    made = tmp_path / "out" / "train.tsv"
    before = made.read_bytes()
    with pytest.raises(DataError, match=r"train\.tsv: is in the folder that would be replaced"):
        export([made], Output(f"{tmp_path / 'out'}", is_folder=True))
    assert made.read_bytes() == before


def test_packed_files_of_moses_are_not_overwritten_by_what_is_made_of_them(tmp_path: Path) -> None:
    (source,) = write_documents(tmp_path, 1)
    export([source], Output(str(tmp_path / "c.gz"), "moses"))
    with pytest.raises(DataError, match=r"c\.zh\.gz: is an input"):
        export([tmp_path / "c.zh.gz"], Output(str(tmp_path / "c.gz"), "moses"))


def test_a_damaged_gzip_of_test_sentences_is_named(tmp_path: Path) -> None:
    (source,) = write_documents(tmp_path, 1)
    (tmp_path / "test.zh").write_bytes(gzip.compress("会议昨天举行。\n".encode() * 50)[:30])
    with pytest.raises(DataError, match=r"test\.zh: is a damaged gzip file"):
        export([source], Output(str(tmp_path / "o.tsv")), Recipe(decontaminate=(tmp_path / "test.zh",)))


@pytest.mark.parametrize("name", ["a.jsonl", "b.v2/"])
def test_a_file_is_of_the_format_of_its_ending_and_a_folder_needs_none(name: str, tmp_path: Path) -> None:
    pair, target = str(write_pair(tmp_path, [("第一句。", "The first.")])), f"{tmp_path}/{name}"
    assert CliRunner().invoke(cli, ["export", pair, "-o", target]).exit_code == 0
    assert Path(target).is_dir() == name.endswith("/")


def test_a_file_of_an_unknown_ending_is_not_written(tmp_path: Path) -> None:
    pair, target = str(write_pair(tmp_path, [("第一句。", "The first.")])), tmp_path / "a.csv"
    error = CliRunner().invoke(cli, ["export", pair, "-o", str(target)]).exception
    assert isinstance(error, BadParameter)
    assert "no format has the ending .csv" in str(error)
    assert not target.exists()
