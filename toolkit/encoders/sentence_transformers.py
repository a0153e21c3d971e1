"""Any encoder of the package sentence-transformers: LaBSE (Feng et al. 2022), BGE-M3 (Chen et al. 2024), a local folder.

The model must be on the machine: nothing is downloaded.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from itertools import chain
from pathlib import Path
from typing import Any

import numpy as np
import regex

from toolkit.encoders import Encoder, Overlaps, Parts, Rows, Vectors
from toolkit.encoders._rows import unit_rows
from toolkit.errors import MissingExtra, ToolkitError
from toolkit.text import replace_surrogates

BATCH = 32  # texts that go through the model together
_HUB_NAME = regex.compile(r"[\w-][\w.-]*(?:/[\w-][\w.-]*)?")


def make(model: str = "sentence-transformers/LaBSE") -> Encoder:
    """The encoder with this model: the name of one that was downloaded before, or a folder.

    Raises:
        MissingExtra: the package sentence-transformers is not installed.
        ToolkitError: the model is not on this machine, or cannot be loaded.
    """
    _tell_hub()
    try:
        import sentence_transformers
    except ImportError as error:
        raise MissingExtra("the encoder sentence_transformers", "sentence-transformers", "neural") from error
    folder = Path(model).expanduser()
    if not folder.is_dir() and not _HUB_NAME.fullmatch(model):
        raise ToolkitError(f"there is no folder {model!r} with a model in it")
    name = str(folder) if folder.is_dir() else model
    try:
        loaded = sentence_transformers.SentenceTransformer(name, local_files_only=True)
    except Exception as error:  # whatever the package, its libraries and its hub may raise
        raise ToolkitError(_remedy(model, folder.is_dir(), error)) from error
    return SentenceTransformersEncoder(loaded, f"sentence_transformers:{sentence_transformers.__version__}:{model}")


def _tell_hub() -> None:
    """Keep the package's hub from the network, which it asks even about a local model, and from drawing bars.

    It must know before it is imported; what the user has set stands.
    """
    for setting in ("HF_HUB_OFFLINE", "HF_HUB_DISABLE_PROGRESS_BARS"):
        os.environ.setdefault(setting, "1")


def _remedy(model: str, is_folder: bool, error: Exception) -> str:
    if is_folder:
        return f"{model!r} holds no model that sentence-transformers can load: {str(error).partition(chr(10))[0]}"
    return (
        f"the model {model} is not on this machine: where there is a network, download it with 'hf download {model}', "
        "or give the folder of a model: sentence_transformers:/path/to/model"
    )


class SentenceTransformersEncoder:
    """`sentence_transformers`: see the module's docstring."""

    stands_forking = False

    def __init__(self, model: Any, signature: str) -> None:
        self.signature = signature
        self._model = model
        self._dim = self._rows([""]).shape[1]

    def encode(self, texts: Sequence[str]) -> Vectors:
        """(n, d) float32, unit rows; d is the model's. A text longer than the model reads is cut by it."""
        return unit_rows(self._rows(texts)) if texts else np.empty((0, self._dim), dtype=np.float32)

    def encode_overlaps(self, sentences: Parts, joiner: str) -> Overlaps:
        """The overlaps of a document; each is encoded as joined text when it is first asked for."""
        return JoinedOverlaps(self, sentences, joiner)

    def _rows(self, texts: Sequence[str]) -> Vectors:
        rows = self._model.encode(
            [replace_surrogates(text) for text in texts],
            batch_size=BATCH,
            show_progress_bar=False,
            convert_to_numpy=True,
        )
        return np.asarray(rows, dtype=np.float32)


class JoinedOverlaps:
    """The overlaps of a document as texts, and the vectors of those that were asked for: 4 d bytes each."""

    def __init__(self, encoder: SentenceTransformersEncoder, sentences: Parts, joiner: str) -> None:
        self._encoder, self._joiner = encoder, joiner
        parts = list(sentences)
        self._texts = ["".join(clauses) for clauses in parts]
        self._known: dict[tuple[int, int], Vectors] = {}
        self.clauses: Rows = encoder.encode(list(chain.from_iterable(parts)))
        self.sentences: Rows = self.vectors(1, 0, len(self))

    def __len__(self) -> int:
        return len(self._texts)

    def vectors(self, size: int, start: int, stop: int) -> Vectors:
        """See `Overlaps.vectors`."""
        firsts = range(start, min(stop, len(self) - size + 1))
        new = [first for first in firsts if (size, first) not in self._known]
        rows = self._encoder.encode([self._joiner.join(self._texts[first : first + size]) for first in new])
        self._known.update(((size, first), row) for first, row in zip(new, rows, strict=True))
        out = np.zeros((stop - start, self.clauses.shape[1]), dtype=np.float32)
        for first in firsts:
            out[first - start] = self._known[size, first]
        return out
