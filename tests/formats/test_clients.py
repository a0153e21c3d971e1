"""The programs that read these files: each gets the texts that were written."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest

from tests.formats.made import HOSTILE, read, there_and_back, written
from toolkit.errors import DataError, MissingExtra
from toolkit.quality import Flag
from toolkit.registry import load
from toolkit.text import escape_cell, replace_surrogates
from toolkit.units import Unit

FLAG = Flag("0", "numbers", "Accuracy/Number", "major", None, (0, 1), "", "x", "why", "", 0.5)
UNITS = [
    Unit(
        str(i),
        text,
        f"x{text}",
        "d",
        (i,),
        (),
        0.5,
        0.25,
        flags=(FLAG,) if i == 0 else (),
        more={"genre": "news"} if i % 2 else {},
    )
    for i, text in enumerate(HOSTILE)
]
SRC, TGT = ([replace_surrogates(text) for text in side] for side in zip(*((u.src, u.tgt) for u in UNITS), strict=True))


def saved(name: str, path: Path) -> Path:
    [data] = written(load("formats", name), UNITS)
    path.write_bytes(data)
    return path


@pytest.mark.parametrize("library", ["pandas", "polars"])
def test_parquet_in_tables(library: str, tmp_path: Path) -> None:
    module = pytest.importorskip(library)
    frame = module.read_parquet(saved("parquet", tmp_path / "a.parquet"))
    assert list(frame["src"]) == SRC
    assert list(frame["tgt"]) == TGT
    assert [dict(flag)["message"] for flag in frame["flags"][0]] == ["why"]
    assert [dict(pair) for pair in frame["more"][1]] == [{"name": "genre", "text": "news"}]


@pytest.mark.parametrize("library", ["pandas", "polars"])
def test_json_lines_in_tables(library: str, tmp_path: Path) -> None:
    module = pytest.importorskip(library)
    path = saved("jsonl", tmp_path / "a.jsonl")
    frame = module.read_json(path, lines=True, dtype=False) if library == "pandas" else module.read_ndjson(path)
    assert list(frame["src"]) == SRC
    assert list(frame["tgt"]) == TGT


def test_tsv_in_polars() -> None:
    polars = pytest.importorskip("polars")
    [data] = written(load("formats", "tsv"), UNITS)
    frame = polars.read_csv(data, separator="\t", quote_char=None, infer_schema_length=0)
    assert [cell or "" for cell in frame["src"]] == [escape_cell(text) for text in SRC]


def test_the_hub_of_hugging_face(tmp_path: Path) -> None:
    datasets = pytest.importorskip("datasets")
    path = saved("huggingface", tmp_path / "a.parquet")
    rows = datasets.Dataset.from_parquet(str(path), cache_dir=str(tmp_path / "cache"))
    assert [row["translation"] for row in rows] == [{"zh": src, "en": tgt} for src, tgt in zip(SRC, TGT, strict=True)]


def test_parquet_of_others(tmp_path: Path) -> None:
    pa = pytest.importorskip("pyarrow")
    from pyarrow import parquet

    text = pa.string()
    schema = pa.schema(
        [
            ("translation", pa.struct([("zh", text), ("en", text), ("de", text)])),
            ("n", pa.int8()),
            ("more", pa.map_(text, text)),
        ]
    )
    row = {"translation": {"zh": "甲", "en": "a", "de": "x"}, "n": 3, "more": [("k", "v")]}
    table = pa.Table.from_pylist([row], schema)
    parquet.write_table(table, tmp_path / "a.parquet")
    [unit] = read(load("formats", "parquet"), [(tmp_path / "a.parquet").read_bytes()])
    assert unit == Unit("1", "甲", "a", more={"n": "3", "k": "v"})
    parquet.write_table(pa.table({"src": ["甲"]}), tmp_path / "a.parquet")
    with pytest.raises(DataError, match="has no text 'tgt'; needed are src and tgt, or translation with zh and en"):
        read(load("formats", "parquet"), [(tmp_path / "a.parquet").read_bytes()])
    with pytest.raises(DataError, match="is no Parquet file, or is damaged"):
        read(load("formats", "parquet"), [b"PAR1 and no more"])


def test_parquet_without_its_package(monkeypatch: pytest.MonkeyPatch) -> None:
    import sys

    monkeypatch.setitem(sys.modules, "pyarrow", None)
    monkeypatch.delitem(sys.modules, "pyarrow.parquet", raising=False)
    with pytest.raises(
        MissingExtra, match=r"Parquet needs the package pyarrow: pip install 'bitext-toolkit\[corpus\]'"
    ):
        load("formats", "parquet")


def test_many_row_groups() -> None:
    units = [Unit(str(i), "甲", "a") for i in range(10_001)]
    assert there_and_back("parquet", units) == units


def test_moses_lines_are_lines_to_everyone() -> None:
    src, tgt = written(load("formats", "moses"), UNITS)
    assert len(src.decode().splitlines()) == len(tgt.decode().splitlines()) == len(UNITS)
    packed = written(load("formats", "moses", gzip=True), UNITS)
    assert [gzip.decompress(data) for data in packed] == [src, tgt]
    assert read(load("formats", "moses"), packed) == read(load("formats", "moses"), [src, tgt])
    sacrebleu = pytest.importorskip("sacrebleu")
    lines = tgt.decode().split("\n")[:-1]
    assert sacrebleu.corpus_chrf(lines, [lines]).score == pytest.approx(100)


def test_moses_sides_of_unequal_length() -> None:
    with pytest.raises(DataError, match=r"^x\.file\.en: ends before line 2, which x\.file\.zh has"):
        read(load("formats", "moses"), ["甲\n乙\n".encode(), b"a\n"])
    with pytest.raises(DataError, match=r"^x\.file\.zh: ends before line 1, which x\.file\.en has"):
        read(load("formats", "moses"), [b"", b"a\n"])


@pytest.mark.parametrize(
    ("line", "unit"),
    [
        (
            '{"src": "甲", "tgt": "a", "bead_id": "7", "n": 3, "tags": ["x"]}',
            Unit("7", "甲", "a", more={"n": "3", "tags": '["x"]'}),
        ),
        ('{"translation": {"zh": "甲", "en": "a"}, "id": 5}', Unit("5", "甲", "a")),
        (
            '\ufeff{"src": "甲", "tgt": "a", "confidence": null, "score": "inf"}',
            Unit("1", "甲", "a", score=float("inf")),
        ),
    ],
)
def test_json_lines_of_others(line: str, unit: Unit) -> None:
    assert read(load("formats", "jsonl"), [line.encode()]) == [unit]


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("[1]", "x.file:2: is JSON but no object: '[1]'"),
        ('{"src": "甲"}', "x.file:2: has no text 'tgt'"),
        ('{"src": "甲", "tgt": 1}', "has no text 'tgt'"),
        ('{"src": "甲", "tgt": "a", "src_ids": [-1]}', "are no sentence numbers; they look so: [3, 4]"),
        ('{"src": "甲", "tgt": "a", "flags": [3]}', "is no flag: '3'"),
        ('{"src": "甲", "tgt": "a", "flags": 3}', "flags is no list"),
        ('{"src": "甲", "tgt": "a", "more": 3}', "more is no object"),
        ('{"src": "甲", "tgt": "a", "confidence": true}', "'true' is no confidence"),
        ("{" + '"a":{' * 100_000, "is no JSON"),
        ('{"src": "甲"', "is no JSON: Expecting"),
    ],
)
def test_json_lines_that_are_wrong(line: str, message: str) -> None:
    with pytest.raises(DataError) as caught:
        read(load("formats", "jsonl"), [f"\n{line}\n".encode()])
    assert message in str(caught.value)
    assert len(str(caught.value)) < 300
