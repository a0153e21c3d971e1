"""What leaves the toolkit is read by the programs that it is for."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from tests.corpus.samples import sample_pairs, write_documents, write_pair_file
from toolkit.corpus.exporting import Recipe, export
from toolkit.corpus.writing import Output

SPLIT = Recipe(split="dev=20,test=20")


def test_datasets_loads_the_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HF_HUB_OFFLINE", "1")
    datasets = pytest.importorskip("datasets")
    account = export(write_documents(tmp_path, 8), Output(str(tmp_path / "out"), "huggingface", is_folder=True), SPLIT)
    found = datasets.load_dataset(str(tmp_path / "out"), cache_dir=str(tmp_path / "cache"))
    assert {split: len(rows) for split, rows in found.items()} == {
        "train": account.kept["train"],
        "validation": account.kept["dev"],
        "test": account.kept["test"],
    }
    pairs = sample_pairs(80)
    assert all((row["zh"], row["en"]) in pairs for row in found["test"]["translation"])


def test_pandas_and_polars_read_tsv_and_parquet(tmp_path: Path) -> None:
    import pandas as pd

    polars = pytest.importorskip("polars")
    pairs = [*sample_pairs(5), ("“引号”", '"quoted\tand NA"'), ("NA", "NA")]
    source = write_pair_file(tmp_path / "a.tsv", pairs)
    export([source], Output(str(tmp_path / "b.tsv")))
    export([source], Output(str(tmp_path / "b.parquet"), "parquet"))
    wanted = [(zh, en.replace("\t", " ")) for zh, en in pairs]
    for frame in (
        pd.read_csv(tmp_path / "b.tsv", sep="\t", quoting=csv.QUOTE_NONE, keep_default_na=False, dtype=str),
        pd.read_parquet(tmp_path / "b.parquet"),
        polars.read_csv(tmp_path / "b.tsv", separator="\t", quote_char=None, infer_schema=False),
        polars.read_parquet(tmp_path / "b.parquet"),
    ):
        assert list(zip(frame["src"], frame["tgt"], strict=True)) == wanted


def test_sacrebleu_scores_the_test_files(tmp_path: Path) -> None:
    sacrebleu = pytest.importorskip("sacrebleu")
    export(write_documents(tmp_path, 8), Output(str(tmp_path / "out"), "moses", is_folder=True), SPLIT)
    lines = (tmp_path / "out" / "test.en").read_text("utf-8").split("\n")[:-1]
    assert sacrebleu.corpus_bleu(lines, [lines]).score == pytest.approx(100)


@pytest.mark.parametrize("is_joint", [True, False])
def test_sentencepiece_reads_the_model(tmp_path: Path, is_joint: bool) -> None:
    import sentencepiece

    output = Output(str(tmp_path / "out"), "moses", is_folder=True, pieces=32_000, is_joint=is_joint)
    account = export(write_documents(tmp_path, 8), output, SPLIT)
    assert account.notes, "so small a corpus has no 32,000 pieces, which is said"
    for lang in ("zh", "en"):
        model = tmp_path / "out" / ("spm.model" if is_joint else f"spm.{lang}.model")
        pieces = sentencepiece.SentencePieceProcessor(model_file=str(model))
        assert (pieces.bos_id(), pieces.eos_id(), pieces.unk_id(), pieces.pad_id()) == (-1, 0, 1, -1)
        assert pieces.decode(pieces.encode("，：１𠮷12")) == "，：１𠮷12", "nothing is normalised, bytes stand in"
        assert len(pieces) == account.pieces["models"][model.stem]["size"] < 32_000
        plain, encoded = (
            (tmp_path / "out" / f"test.{name}").read_text("utf-8").split("\n") for name in (lang, f"sp.{lang}")
        )
        assert [pieces.decode(line.split(" ")) if line else "" for line in encoded] == plain
    figures = account.pieces["test"]["zh"]
    assert figures["unknown"] == 0
    assert 0 < figures["han_coverage"] <= 1
    assert figures["pieces_a_word"] > 0
