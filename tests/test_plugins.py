"""What every plug-in must do, whichever it is: these tests find new ones by themselves."""

from __future__ import annotations

import ast
import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import make_alignment
from toolkit.bitext import Text
from toolkit.errors import DataError, ToolkitError
from toolkit.quality import CATEGORIES, SEVERITIES, Pair
from toolkit.registry import ROOMS, load, names, parameters
from toolkit.units import FIELDS, Unit, held

ROOT = Path(__file__).resolve().parent.parent
PLUGINS = [(room, name) for room in ROOMS for name in names(room)]
HOSTILE = [
    "",
    " \t\n\u3000",
    "。",
    "…",
    "甲。乙！丙？",
    "“甲。”乙说：“丙！”",
    "A. B? “C!” D.",
    "a\tb\u2028c\u2029d\x85e\x00f",
    "\ud800\udfff\ud800",
    "𠀀𠀀。\U0001f600’",
    "《" * 1000,
    "“" * 1000 + "。" * 1000,
    "a" * 100_000,
    "1.2.3.4." * 10_000,
    " " * 100_000 + "x",
]


@pytest.mark.parametrize(("room", "name"), PLUGINS)
def test_a_plugin_is_made_explained_and_tested(room: str, name: str) -> None:
    source = (ROOT / "toolkit" / room / f"{name}.py").read_text("utf-8")
    tree = ast.parse(source)
    make = next((node for node in tree.body if isinstance(node, ast.FunctionDef) and node.name == "make"), None)
    assert ast.get_docstring(tree), "say in a docstring what the plug-in is"
    assert make, "a plug-in has a function `make`"
    assert ast.get_docstring(make), "say in the docstring of `make` what it returns and takes"
    # One set of tests may serve the whole room.
    assert any((ROOT / "tests" / room / f"test_{own}.py").is_file() for own in (name, room)), (
        "a plug-in has a test file"
    )
    assert make.args.kwarg is None, "`make` names its parameters, so that a wrong one is found out"


@pytest.mark.parametrize("name", names("formats"))
@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_formats_bring_back_what_they_carry(name: str, text: str) -> None:
    plugin = load("formats", name)
    for src, tgt in ((text, text), (text, ""), ("", text)):
        unit = Unit("a1", src, tgt, "d", (0,), (0, 1), 0.5, 0.5, "furniture", 0.5, (), "reviewed", {"genre": "news"})
        written = []
        for _ in range(2):
            streams = [io.BytesIO() for _ in plugin.suffixes]
            plugin.write([unit], streams)
            assert not any(stream.closed for stream in streams)
            written.append([stream.getvalue() for stream in streams])
        assert written[0] == written[1], "the same bytes twice"
        [back] = plugin.read([io.BytesIO(data) for data in written[0]], "x")
        kept = held(unit, plugin.carries, plugin.clean)
        for field in plugin.carries & FIELDS:
            assert getattr(back, field) == getattr(kept, field), field


@pytest.mark.parametrize("name", names("formats"))
@pytest.mark.parametrize("data", [b"", b"\x00\x01\x02\xff" * 100, b"<a", b"{", b"a\tb\tc\n", b"PAR1PAR1"])
def test_formats_read_or_say_what_is_wrong(name: str, data: bytes) -> None:
    plugin = load("formats", name)
    found = outcome(lambda: list(plugin.read([io.BytesIO(data) for _ in plugin.suffixes], "x.bin")))
    if isinstance(found, str):
        assert found.startswith("x.bin"), "an error names the file"
        assert "\n" not in found
    else:
        assert all(isinstance(unit, Unit) for unit in found)


@pytest.mark.parametrize("name", names("segmenters"))
@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_segmenters_lose_nothing(name: str, text: str) -> None:
    split = load("segmenters", name)
    spans = split(text)
    assert spans == load("segmenters", name)(text)
    end = 0
    for start, stop in spans:
        assert end <= start < stop <= len(text), "spans are in order and not empty"
        assert not text[end:start].strip(), "what is between two sentences is white space"
        assert text[start:stop].strip(), "a sentence is not only white space"
        end = stop
    assert not text[end:].strip()


def outcome(call: Callable[[], Any]) -> Any:
    try:
        return call()
    except DataError as error:
        return str(error)


@pytest.mark.parametrize("name", names("readers"))
@pytest.mark.parametrize(
    "data",
    [
        b"",
        b" \n",
        b"\x00\x01\x02\xff" * 100,
        b"%PDF-1.4\n",
        b"PK\x03\x04" + b"\0" * 100,
        "甲。\n\n乙。".encode(),
        b"<p>a</p>",
    ],
    ids=["empty", "white", "binary", "pdf", "zip", "text", "html"],
)
def test_readers_read_or_say_what_is_wrong(name: str, data: bytes) -> None:
    found, again = (outcome(lambda: load("readers", name)(data, "x.bin")) for _ in range(2))
    assert found == again
    if isinstance(found, str):
        assert found.startswith("x.bin"), "an error names the file"
        assert "\n" not in found
    if isinstance(found, Text):
        end = 0
        for block in found.blocks:
            assert end <= block.start <= block.end <= len(found.text)
            assert not found.text[end : block.start].strip(), "blocks hold all that is not white space"
            end = block.end
        assert not found.text[end:].strip()
        assert (found.source, len(found.sha256)) == ("x.bin", 64)


def encoder(name: str) -> Any:
    try:
        return load("encoders", name)
    except ToolkitError as error:  # a package or a model that is not there
        pytest.skip(str(error))


@pytest.mark.parametrize("name", names("encoders"))
def test_encoders_give_unit_rows_and_the_same_twice(name: str) -> None:
    import numpy as np

    plugin = encoder(name)
    empty = plugin.encode([])
    texts = ["甲乙丙。", "A b c.", "", "\ud800\u2028", "1" * 5000]
    vectors = plugin.encode(texts)
    assert empty.shape == (0, vectors.shape[1])
    assert empty.dtype == vectors.dtype == np.float32
    assert np.allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-3)
    assert np.array_equal(vectors, plugin.encode(texts))
    assert isinstance(plugin.signature, str)
    assert plugin.signature


def aligner(name: str) -> Any:
    if "encoder" in parameters("aligners", name):
        return load("aligners", name, encoder=load("encoders", "hashed"))
    return load("aligners", name)


ZH = ["会议昨天举行。", "", "他说：“好。”", "甲", "\ud800", "第3条。", "完。"]
EN = ["The meeting was held yesterday.", "He said: “Good.”", "Article 3.", "", "The end.", "Home » News"]


@pytest.mark.parametrize("name", names("aligners"))
@pytest.mark.parametrize(
    ("src", "tgt"), [([], []), (ZH, []), ([], EN), (ZH, EN), (ZH[:1], EN[:1]), (ZH * 20, EN), (["甲"] * 40, ["a"] * 40)]
)
def test_aligners_keep_every_sentence(name: str, src: list[str], tgt: list[str]) -> None:
    plugin = aligner(name)
    beads = plugin(src, tgt)
    make_alignment(src, tgt, beads)
    assert all(0 <= bead.confidence <= 1 for bead in beads)
    assert beads == plugin(src, tgt)
    assert beads == plugin(src, tgt, src_paragraphs=None, tgt_paragraphs=None)


@pytest.mark.parametrize("name", names("aligners"))
def test_aligners_keep_known_nulls_null(name: str) -> None:
    src_null, tgt_null = frozenset({0, 1, 4}), frozenset({3, 5})
    paragraphs = [range(len(ZH)), range(len(EN))]
    beads = aligner(name)(
        ZH, EN, src_null=src_null, tgt_null=tgt_null, src_paragraphs=paragraphs[0], tgt_paragraphs=paragraphs[1]
    )
    make_alignment(ZH, EN, beads)
    for bead in beads:
        assert bead.is_null or not (src_null & set(bead.src) or tgt_null & set(bead.tgt))
    everything = aligner(name)(ZH, EN, src_null=frozenset(range(len(ZH))), tgt_null=frozenset(range(len(EN))))
    assert all(bead.is_null for bead in everything)
    make_alignment(ZH, EN, everything)


@pytest.mark.parametrize("name", names("aligners"))
def test_aligners_sign_their_work(name: str) -> None:
    import json

    assert json.loads(json.dumps(aligner(name).signature)) == aligner(name).signature


# What no detector may stumble over: beside the texts above, those that its patterns look for, without end.
ODD = [
    ("", ""),
    ("甲。", ""),
    ("", "A."),
    ("三" * 5000, "3" * 5000),
    ("1,000万亿" * 1000, "1.5 billion, " * 1000),
    ("自立自强、" * 1000, "self-reliance and self-reliance " * 1000),
    ("“《（" * 1000, "\"'([{" * 1000),
    ("林克庆" * 1000, "Lin Keqing " * 1000),
    ("a-" * 5000, "the The " * 1000),
    ("\ud800𠀀e\u0301\u2028", "=HYPERLINK(1)<script>\u202e\x00"),
    *((text, text) for text in HOSTILE),
]


@pytest.mark.parametrize("name", names("detectors"))
def test_detectors_take_any_text(name: str) -> None:
    pairs = [Pair(str(number), src, tgt, src) for number, (src, tgt) in enumerate(ODD)]
    found = load("detectors", name)(pairs)
    assert found == load("detectors", name)(pairs)
    assert [finding.row for finding in found] == sorted(finding.row for finding in found)
    for finding in found:
        pair = pairs[finding.row]
        for span, text in ((finding.src, pair.src), (finding.tgt, pair.tgt)):
            assert span is None or 0 <= span[0] < span[1] <= len(text), "a span is in its text and not empty"
        assert finding.src or finding.tgt, "a finding is about some words"
        assert finding.category in CATEGORIES
        assert finding.severity in SEVERITIES
        assert 0 <= finding.strength <= 1
        assert finding.message, "a finding says why"


@pytest.mark.parametrize("name", names("detectors"))
def test_detectors_find_nothing_in_nothing(name: str) -> None:
    assert load("detectors", name)([]) == []
