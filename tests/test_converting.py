from __future__ import annotations

import gzip
import itertools
import os
import subprocess
import sys
from dataclasses import fields
from pathlib import Path

import pytest

from tests.formats.made import HOSTILE
from toolkit.converting import convert, units_in
from toolkit.errors import BadParameter, DataError, UnknownPlugin
from toolkit.quality import Flag
from toolkit.registry import load, names
from toolkit.units import FIELDS, Unit, held

WHOLE = ("tsv:all", "jsonl", "parquet", "huggingface", "tmx", "xliff")
FLAG = Flag("0", "numbers", "Accuracy/Number", "major", (0, 1), (0, 1), "甲", "a", "why\t", "b", 0.5)
UNITS = [
    Unit(
        str(i),
        f"甲{text}",
        f"a{text}",
        "d",
        (i,),
        (i,),
        1.5,
        0.25,
        "",
        0.125,
        (FLAG,) if i == 0 else (),
        "reviewed",
        {"k": text},
    )
    for i, text in enumerate(HOSTILE)
    if text
]


def save(path: Path, spec: str, units: list[Unit]) -> Path:
    name, _, columns = spec.partition(":")
    format = load("formats", name, **({"columns": columns} if columns else {}))
    paths = [Path(f"{path}{suffix}") for suffix in format.suffixes]
    streams = [part.open("wb") for part in paths]
    format.write(units, streams)
    for stream in streams:
        stream.close()
    return path


@pytest.mark.parametrize(("one", "other"), list(itertools.permutations(WHOLE, 2)))
def test_what_two_formats_hold_comes_through_both(one: str, other: str, tmp_path: Path) -> None:
    first = save(tmp_path / "1", one, UNITS)
    convert(first, tmp_path / "2", other)
    convert(tmp_path / "2", tmp_path / "3", one)
    there = load("formats", other.partition(":")[0], **({"columns": "all"} if ":" in other else {}))
    expected = [held(unit, there.carries, there.clean) for unit in units_in(first)]
    assert list(units_in(tmp_path / "2")) == expected
    back = load("formats", one.partition(":")[0], **({"columns": "all"} if ":" in one else {}))
    assert list(units_in(tmp_path / "3")) == [held(unit, back.carries, back.clean) for unit in expected]


@pytest.mark.parametrize(("one", "other"), list(itertools.permutations(names("formats"), 2)))
def test_every_format_becomes_every_other(one: str, other: str, tmp_path: Path) -> None:
    units = [Unit("1", "甲。", "A.", "", (0, 1), (0,), 0.5, 0.5), Unit("2", "乙。", "B.", "", (2,), (1, 2), 0.75, 0.75)]
    source = save(tmp_path / "1", one, units)
    done = convert(source, tmp_path / "2", other, format=one)
    assert done.units == 2
    there = list(units_in(tmp_path / "2", other))
    common = load("formats", one).carries & load("formats", other).carries & FIELDS
    for found, unit in zip(there, units, strict=True):
        assert all(getattr(found, name) == getattr(unit, name) for name in common)
    assert done.changed == 0
    held_back = {name for name in FIELDS - common if getattr(units[0], name) != getattr(Unit("", "", ""), name)} - {
        "id"
    }
    assert {name for name in done.lost if name != "id"} <= held_back


@pytest.mark.parametrize("name", names("formats"))
def test_a_file_tells_its_format(name: str, tmp_path: Path) -> None:
    units = [Unit("1", "甲。", "A.", "", (0,), (0,), 0.25, 0.25)]
    path = save(tmp_path / "x", name, units)
    [unit] = units_in(path)
    [wanted] = units_in(path, name)
    assert unit == wanted
    if name != "moses":
        packed = tmp_path / "y"
        packed.write_bytes(gzip.compress(path.read_bytes()))
        assert list(units_in(packed)) == [wanted]


def test_the_two_files_of_moses(tmp_path: Path) -> None:
    save(tmp_path / "x", "moses", [Unit("1", "甲", "a")])
    for name in ("x", "x.zh", "x.en"):
        assert list(units_in(tmp_path / name)) == [Unit("1", "甲", "a")]
    done = convert(tmp_path / "x", tmp_path / "y.gz", "moses")
    assert (done.units, sorted(path.name for path in tmp_path.iterdir())) == (1, ["x.en", "x.zh", "y.en.gz", "y.zh.gz"])
    assert list(units_in(tmp_path / "y")) == list(units_in(tmp_path / "y.zh.gz")) == [Unit("1", "甲", "a")]
    with pytest.raises(DataError, match="is an input"):
        convert(tmp_path / "x", tmp_path / "x", "moses")


def test_what_is_lost_is_counted(tmp_path: Path) -> None:
    source = save(
        tmp_path / "1",
        "jsonl",
        [Unit("a", "甲\t乙", "x", flags=(FLAG,), more={"genre": "n"}), Unit("2", "", "y", risk=0.5)],
    )
    done = convert(source, tmp_path / "2", "moses")
    assert (done.units, dict(done.lost), done.changed) == (2, {"id": 1, "flags": 1, "more": 1, "risk": 1}, 1)
    assert str(done).splitlines() == [
        "2 units",
        "left out, for moses has no place for them, with the number of units: ids (1), risk (1), flags (1), "
        "other columns or properties (1)",
        "with characters that moses cannot hold, which were replaced: 1",
    ]
    assert not convert(source, tmp_path / "3", "jsonl").lost
    assert "more" not in convert(source, tmp_path / "4", "tsv:src,tgt,genre").lost
    assert convert(source, tmp_path / "5", "links").lost["src"] == 1


def test_units_without_text_are_counted(tmp_path: Path) -> None:
    source = save(tmp_path / "1", "links", [Unit("1", "", "", "", (0,), (0,))])
    done = convert(source, tmp_path / "2", "tmx")
    assert str(done).startswith(
        "1 unit\nwithout any text: 1; where there are only sentence numbers, give the sentences with --texts"
    )
    assert convert(source, tmp_path / "3", "xces").blank == 0
    source = save(tmp_path / "4", "jsonl", [Unit("1", "", ""), Unit("2", "甲", "")])
    assert convert(source, tmp_path / "5", "xces").blank == 1


def test_the_ending_says_which_format(tmp_path: Path) -> None:
    source = save(tmp_path / "1", "jsonl", [Unit("1", "甲", "a")])
    convert(source, tmp_path / "2.tmx")
    convert(source, tmp_path / "2.tsv.gz")
    assert (tmp_path / "2.tmx").read_bytes().startswith(b"<?xml")
    assert gzip.decompress((tmp_path / "2.tsv.gz").read_bytes()).startswith(b"bead_id\t")
    first = (tmp_path / "2.tsv.gz").read_bytes()
    os.utime(source, (0, 0))
    convert(source, tmp_path / "3.tsv.gz")
    assert (tmp_path / "3.tsv.gz").read_bytes() == first
    with pytest.raises(BadParameter, match=r"say which format to convert to, or let .* end in one of \.tsv"):
        convert(source, tmp_path / "2.doc")


def test_texts_for_formats_without(tmp_path: Path) -> None:
    (tmp_path / "zh.txt").write_text("甲\n乙\n", "utf-8")
    (tmp_path / "en.txt").write_text("a\nb\n", "utf-8")
    (tmp_path / "x.links").write_text("[0, 1]:[0]:0.5\n[]:[1]\n")
    texts = (tmp_path / "zh.txt", tmp_path / "en.txt")
    assert [(unit.src, unit.tgt) for unit in units_in(tmp_path / "x.links", texts=texts)] == [("甲乙", "a"), ("", "b")]
    convert(tmp_path / "x.links", tmp_path / "x.xces", texts=texts)
    assert f'fromDoc="{texts[0]}"'.encode() in (tmp_path / "x.xces").read_bytes()
    convert(tmp_path / "x.xces", tmp_path / "x.tmx", texts=texts)
    convert(tmp_path / "x.tmx", tmp_path / "y.xces", texts=texts)
    assert (tmp_path / "y.xces").read_bytes() == (tmp_path / "x.xces").read_bytes()
    with pytest.raises(BadParameter, match="tmx and jsonl have their texts in them"):
        convert(tmp_path / "x.tmx", tmp_path / "x.jsonl", texts=texts)
    with pytest.raises(DataError, match="is an input"):
        convert(tmp_path / "x.links", texts[0], "tsv", texts=texts)


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "has no header line|no format that can be told"),
        ("甲\ta\n".encode(), r"x:1: has no header line with the columns src and tgt; .* tsv:plain or tsv:bicleaner"),
        (b"hello\n", "is a bitext in no format that can be told; say which"),
        (bytes(range(256)), "is a bitext in no format that can be told; say which"),
        (b"<html/>", "is XML, but its root is none of <tmx>, <xliff>, <cesAlign>, <linkGrp>"),
        (
            "src\ttgt\nHello there\t你好，世界\n".encode(),
            "has the Chinese as tgt and the English as src; exchange them",
        ),
        (gzip.compress(b"src\ttgt\n" + b"\n" * 999)[:-9], r"x: is a damaged gzip file"),
    ],
)
def test_what_cannot_be_read(data: bytes, message: str, tmp_path: Path) -> None:
    (tmp_path / "x").write_bytes(data)
    with pytest.raises(DataError, match=message):
        convert(tmp_path / "x", tmp_path / "y.tsv")
    assert [path.name for path in tmp_path.iterdir()] == ["x"]


def test_what_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="x: there is no such file"):
        list(units_in(tmp_path / "x"))
    with pytest.raises(DataError, match="is a folder, not a file"):
        list(units_in(tmp_path))
    save(tmp_path / "x", "tsv", [])
    with pytest.raises(UnknownPlugin, match="no format is called 'tvs'"):
        convert(tmp_path / "x", None, "tvs")
    with pytest.raises(BadParameter, match="formats/tmx has no parameter 'columns'"):
        convert(tmp_path / "x", None, "tmx:plain")
    with pytest.raises(BadParameter, match="has 2 files; say with -o where they go"):
        convert(tmp_path / "x", None, "moses")
    with pytest.raises(DataError, match="is not the 2 files that this format has"):
        list(units_in(tmp_path / "x", "moses"))


def bitext(*args: str | Path, data: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    return subprocess.run([sys.executable, "-m", "toolkit", *args], input=data, capture_output=True)


def test_the_command(tmp_path: Path) -> None:
    source = save(tmp_path / "1", "tsv:all", UNITS[:2])
    result = bitext("convert", source, "--to", "tmx")
    assert result.returncode == 0
    assert result.stdout.startswith(b"<?xml")
    assert result.stderr == b"2 units\n"
    result = bitext("convert", "-", "--from", "tmx", "-o", tmp_path / "2.jsonl", data=result.stdout)
    assert (result.returncode, result.stdout, result.stderr) == (0, b"", b"2 units\n")
    assert list(units_in(tmp_path / "2.jsonl")) == list(units_in(source))
    result = bitext("convert", "-", "-o", tmp_path / "3.tsv", data=b"<tmx>\n<")
    assert result.returncode == 2
    assert result.stderr.startswith(b"error: -:2: is not well-formed XML")
    assert not (tmp_path / "3.tsv").exists()


def test_memory_does_not_grow_with_the_file(tmp_path: Path) -> None:
    if not Path("/proc/self/status").exists():
        pytest.skip("tells its memory by /proc")
    code = (
        "import sys\nfrom toolkit.converting import convert\n"
        "for one, other in zip(sys.argv[1:], sys.argv[2:]): convert(one, other)\n"
        "print(open('/proc/self/status').read().partition('VmHWM:')[2].split()[0])"
    )
    peaks = []
    for count in (1_500, 10_000):
        save(tmp_path / "a.jsonl", "jsonl", [Unit(str(i), "甲" * 100, "a" * 100) for i in range(count)])
        chain = [tmp_path / f"a.{ending}" for ending in ("jsonl", "tmx", "xliff", "tsv")]
        result = subprocess.run([sys.executable, "-c", code, *chain], capture_output=True, text=True, check=True)
        peaks.append(int(result.stdout))
    assert peaks[1] < peaks[0] + 4_000, "kilobytes"


def test_every_field_of_a_unit_has_a_word_for_people() -> None:
    from toolkit.units import DEFAULTS

    assert {field.name for field in fields(Unit)} == {"id", *DEFAULTS}


def test_damaged_texts_and_numbers_are_named_with_their_places(tmp_path: Path) -> None:
    (tmp_path / "a.links").write_text("[0]:[0]:0.9\n", "utf-8")
    (tmp_path / "en.txt").write_text("He came.\n", "utf-8")
    (tmp_path / "zh.gz").write_bytes(gzip.compress("他来了。\n".encode() * 50)[:20])
    with pytest.raises(DataError, match=r"zh\.gz: is a damaged gzip file"):
        list(units_in(tmp_path / "a.links", texts=(tmp_path / "zh.gz", tmp_path / "en.txt")))
    (tmp_path / "m.zh").write_text("甲\n乙\n", "utf-8")
    (tmp_path / "m.en").write_text("A\n", "utf-8")
    with pytest.raises(DataError, match=r"m\.en: ends before line 2, which .*m\.zh has"):
        list(units_in(tmp_path / "m.zh"))
    link = '<link xtargets="1;1" certainty="much"/>'
    (tmp_path / "a.xces").write_text(f'<cesAlign version="1.0">\n<linkGrp>\n{link}\n</linkGrp>\n</cesAlign>\n', "utf-8")
    with pytest.raises(DataError, match=r"a\.xces:3: 'much' is no certainty"):
        list(units_in(tmp_path / "a.xces"))
