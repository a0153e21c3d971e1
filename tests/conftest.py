from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from importlib.metadata import EntryPoint
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from toolkit import registry
from toolkit.bitext import Alignment, Bead, Block, Document, Lang, Sentence

ROOT = Path(__file__).resolve().parent.parent
SHARED = ROOT.parent / "shared" / "data"
ZH = "会议昨天在广州举行。市长出席了会议。\n\n第二天他们去了北京。"
EN = "The meeting was held in Guangzhou yesterday. The mayor was there.\n\nThe next day they went to Beijing."


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "browser: drives a real browser; needs Chromium and Playwright")


def make_document(texts: Sequence[str], lang: Lang = "zh", name: str = "a.txt") -> Document:
    sentences, start = [], 0
    for text in texts:
        sentences.append(Sentence(text, 0, start, start + len(text)))
        start += len(text) + 1
    return Document(name, lang, "0" * 64, tuple(sentences), (Block(0, max(start - 1, 0)),), "utf-8")


def make_alignment(src: Sequence[str], tgt: Sequence[str], beads: Sequence[Bead]) -> Alignment:
    return Alignment(
        make_document(src, "zh", "a.zh"), make_document(tgt, "en", "b.en"), tuple(beads), {"aligner": "hand"}
    )


@pytest.fixture
def shared() -> Path:
    """The data that is measured on, which is not part of the project."""
    if not SHARED.is_dir():
        pytest.skip("no shared data here")
    return SHARED


class Pairwise:
    """An aligner that pairs sentence with sentence and leaves known nulls alone."""

    def __init__(self) -> None:
        self.signature: dict[str, object] = {"by": "position"}
        self.seen: dict[str, Any] = {}

    def __call__(self, src: Sequence[str], tgt: Sequence[str], **seen: Any) -> list[Bead]:
        self.seen = {"src": src, "tgt": tgt, **seen}
        return list(self._beads(len(src), len(tgt), seen["src_null"], seen["tgt_null"]))

    def _beads(self, m: int, n: int, src_null: frozenset[int], tgt_null: frozenset[int]) -> Iterator[Bead]:
        i = j = 0
        while i < m or j < n:
            if i < m and (i in src_null or j >= n):
                yield Bead((i,), ())
                i += 1
            elif j < n and (j in tgt_null or i >= m):
                yield Bead((), (j,))
                j += 1
            else:
                yield Bead((i,), (j,), 1.0, 0.75)
                i, j = i + 1, j + 1


@pytest.fixture
def pairwise(monkeypatch: pytest.MonkeyPatch) -> Pairwise:
    """The aligner above, as a plug-in of another package."""
    plugin, module = Pairwise(), ModuleType("elsewhere_pairwise")
    module.make = lambda: plugin  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, module.__name__, module)
    entries = registry._entries
    mine = EntryPoint("pairwise", module.__name__, "bitext_toolkit.aligners")
    monkeypatch.setattr(registry, "_entries", lambda room: [*entries(room), *([mine] if room == "aligners" else [])])
    return plugin


@pytest.fixture
def pair(tmp_path: Path) -> tuple[Path, Path]:
    zh, en = tmp_path / "zh.txt", tmp_path / "en.txt"
    zh.write_text(ZH, "utf-8")
    en.write_text(EN, "utf-8")
    return zh, en
