"""The documents say what is so: commands parse, links lead somewhere, no option goes unsaid, examples run."""

from __future__ import annotations

import ast
import importlib.util
import shlex
import tomllib
import xml.etree.ElementTree as ElementTree
from collections.abc import Iterator
from html import escape
from pathlib import Path

import click
import pytest
import regex
from hypothesis import given
from hypothesis import strategies as st

from tests.conftest import ROOT, make_alignment
from toolkit.bitext import COLUMNS, Bead
from toolkit.cli import cli
from toolkit.text import fold_spaces

_spec = importlib.util.spec_from_file_location("picture", ROOT / "docs" / "picture.py")
assert _spec is not None
assert _spec.loader is not None
picture = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(picture)

README = ROOT / "README.md"
SAMPLES = ROOT / "corpora" / "samples"
PAGES = [README, *(ROOT / name for name in ("CONTRIBUTING.md", "CHANGELOG.md")), *sorted((ROOT / "docs").glob("*.md"))]
PAGES += [ROOT / "corpora" / folder / "README.md" for folder in ("samples", "unseen", "terms")]
COMMAND = regex.compile(r"\bbitext (?=[a-z-])[^`\n]*")
MODULE = regex.compile(r"\bpython -m ([\w.]+)([^`\n]*)")
OPTION = regex.compile(r"(?<![\w-])--?[a-z][\w-]*+")
LINK = regex.compile(r"\]\(([^)\s]+)\)")
BLOCK = regex.compile(r"^```(\w*)\n(.*?)^```", regex.MULTILINE | regex.DOTALL)


def code(page: Path) -> Iterator[str]:
    """The pieces of code of a page: lines of blocks, fenced or indented, and what stands between back-quotes."""
    text = page.read_text("utf-8")
    for block in BLOCK.finditer(text):
        yield from block[2].split("\n")
    rest = BLOCK.sub("", text)
    yield from (line for line in rest.split("\n") if line.startswith("    "))
    yield from (found[1] for found in regex.finditer(r"`([^`\n]+)`", rest))


def commands(group: click.Group, name: str = "bitext") -> Iterator[tuple[str, click.Command]]:
    """Every command with its full name."""
    for word, command in group.commands.items():
        yield f"{name} {word}", command
        if isinstance(command, click.Group):
            yield from commands(command, f"{name} {word}")


def parse(line: str) -> None:
    """Parse a command line as `bitext` would, without running it. A command may be named alone or with an option only."""
    words = shlex.split(line.replace("[", "").replace("]", "").replace("…", ""), comments=True)[1:]
    command: click.Command = cli
    while isinstance(command, click.Group) and words and not words[0].startswith("-"):
        name = words.pop(0)
        assert name in command.commands, f"there is no command {name!r}"
        command = command.commands[name]
    if all(OPTION.fullmatch(word) for word in words):
        known = {option for parameter in command.get_params(click.Context(command)) for option in parameter.opts}
        assert known.issuperset(words), f"{command.name} has no {set(words) - known}"
    else:
        command.make_context(command.name, words)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_commands_that_are_quoted_parse(page: Path) -> None:
    for line in code(page):
        for command in COMMAND.findall(line):
            try:
                parse(command.split("|")[0])
            except click.UsageError as error:
                pytest.fail(f"{command}: {error.format_message()}")


@pytest.mark.parametrize(
    "line", ["bitext none", "bitext align a", "bitext align --none", "bitext align a b --none", "bitext align a b c"]
)
def test_commands_that_are_wrong_do_not_parse(line: str) -> None:
    with pytest.raises((click.UsageError, AssertionError)):
        parse(line)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_modules_that_are_quoted_exist_and_know_their_options(page: Path) -> None:
    for line in code(page):
        for name, rest in MODULE.findall(line):
            path = ROOT / Path(*name.split(".")).with_suffix(".py")
            assert path.is_file(), f"{page.name}: there is no {name}"
            source = path.read_text("utf-8")
            assert not [option for option in OPTION.findall(rest) if f'"{option}"' not in source], line


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_lead_somewhere(page: Path) -> None:
    for link in LINK.findall(page.read_text("utf-8")):
        if "://" not in link:
            assert (page.parent / link.partition("#")[0]).exists(), link


def test_every_option_is_explained() -> None:
    said = {option for page in PAGES for line in code(page) for option in OPTION.findall(line)}
    for name, command in commands(cli):
        for parameter in command.params:
            if isinstance(parameter, click.Option):
                assert said & {*parameter.opts}, f"{name} {parameter.opts[-1]} is neither in the README nor in docs"


def test_the_table_of_options_is_that_of_align() -> None:
    page = (ROOT / "docs" / "alignment.md").read_text("utf-8")
    table = [line for line in page.split("\n") if line.startswith("| `-")]
    known = {option for parameter in cli.commands["align"].params for option in parameter.opts}
    assert table
    assert {option for line in table for option in OPTION.findall(line.split("|")[1])} <= known


def test_the_columns_are_those_of_the_table() -> None:
    assert f"`{' '.join(COLUMNS)}`" in README.read_text("utf-8")
    architecture = (ROOT / "docs" / "architecture.md").read_text("utf-8")
    named = [
        name for cell in regex.findall(r"^\| (`[^|]*`) \|", architecture, regex.MULTILINE) for name in cell.split(", ")
    ]
    assert set(COLUMNS) <= {name.strip("`") for name in named}


def test_the_version_has_an_entry_in_the_changelog() -> None:
    version = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["version"]
    assert regex.search(rf"^## {regex.escape(version)}\b", (ROOT / "CHANGELOG.md").read_text("utf-8"), regex.MULTILINE)


def test_the_python_example_runs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("trafilatura")
    monkeypatch.chdir(tmp_path)
    raw = SAMPLES / "raw"
    Path("original.zh.txt").write_bytes((raw / picture.PAIR[0]).read_bytes())
    lines = (raw / picture.PAIR[1]).read_text("utf-8").split("\n")
    page = "".join(f"<p>{escape(line)}</p>" for line in lines if line)
    Path("translation.en.html").write_text(
        f"<!doctype html><html><body><article>{page}</article></body></html>", "utf-8"
    )
    example = next(block[2] for block in BLOCK.finditer(README.read_text("utf-8")) if block[1] == "python")
    tree = ast.parse(example)
    names: dict[str, object] = {}
    exec(compile(tree, str(README), "exec"), names)
    assert list(names["frame"].columns) == list(COLUMNS)  # type: ignore[attr-defined]
    assert (names["frame"].src != "").sum() > 20  # type: ignore[attr-defined]
    assert isinstance(tree.body[-1], ast.Expr), "what the example shows last is a table, too"
    assert len(eval(compile(ast.Expression(tree.body[-1].value), str(README), "eval"), names)) < len(names["frame"])  # type: ignore[arg-type]


def test_the_way_to_read_a_table_back_reads_it_back(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import pandas

    from toolkit.export import writer

    monkeypatch.chdir(tmp_path)
    alignment = make_alignment(["甲", "乙", "丙"], ['"A', "NA", ""], [Bead((i,), (i,)) for i in range(3)])
    writer("pair.tsv")(alignment)
    (call,) = [piece for piece in code(README) if piece.startswith("pandas.read_csv(")]
    frame = eval(call, {"pandas": pandas})
    assert list(frame.tgt) == ['"A', "NA", ""]
    assert list(frame.src_ids) == ["0", "1", "2"]


def sentences(svg: str) -> dict[str, list[str]]:
    """The lines of text in a picture, in the font of Chinese and in that of English."""
    found: dict[str, list[str]] = {"zh": [], "en": []}
    for text in ElementTree.fromstring(svg).iter("{http://www.w3.org/2000/svg}text"):
        if text.get("class") in (None, "zh"):
            found["zh" if text.get("class") else "en"].append(text.text or "")
    return found


def test_the_picture_shows_the_sample() -> None:
    svg = (ROOT / "docs" / "picture.svg").read_text("utf-8")
    for lang, name in zip(("zh", "en"), picture.PAIR, strict=True):
        whole = fold_spaces((SAMPLES / "raw" / name).read_text("utf-8"))
        lines = sentences(svg)[lang]
        assert len(lines) > 10
        assert all(line.removesuffix("…") in whole for line in lines)
    assert {"1–2", "0–1", "furniture"} <= {text.strip() for text in ElementTree.fromstring(svg).itertext()}


def test_a_picture_of_hostile_text_is_a_picture() -> None:
    hostile = ['<script>alert("甲")</script>&amp;', "\x00\ud800\u2028\ufffe", "]]>", "a" * 3000]
    alignment = make_alignment(hostile, hostile, [Bead((i,), (i,), confidence=0.25 * i) for i in range(4)])
    root = ElementTree.fromstring(picture.draw(alignment, range(4)).encode())
    assert root.find(".//{http://www.w3.org/2000/svg}script") is None
    assert '<script>alert("甲")</script>&amp;' in "".join(root.itertext()).replace("\n", "")


@given(st.text(alphabet="汉，。“”《》 aA1.’-\u3000", max_size=60), st.integers(1, 30))
def test_wrapping_loses_nothing(text: str, width: int) -> None:
    lines = list(picture.wrap(text, width))
    assert "".join("".join(lines).split()) == "".join(text.split())
    assert not any(line.startswith(("，", "。", "”", "》")) for line in lines[1:])


def test_the_base_install_is_enough_for_what_numba_compiles() -> None:
    """A product of arrays inside a kernel would need scipy, which only an extra brings."""
    for path in (ROOT / "toolkit").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.FunctionDef) and any("njit" in ast.unparse(mark) for mark in node.decorator_list):
                inside = list(ast.walk(node))
                products = [
                    ast.unparse(n) for n in inside if isinstance(n, ast.BinOp) and isinstance(n.op, ast.MatMult)
                ]
                products += [n for n in map(ast.unparse, inside) if regex.match(r"np\.(?:v?dot|linalg\.\w+)\(", n)]
                assert not products, f"{path}: write the loop in {node.name}"
