"""The types that everything else is about: texts, sentences, documents, beads and alignments."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Literal

from toolkit.errors import ToolkitError
from toolkit.text import JOINERS

if TYPE_CHECKING:
    import pandas as pd

Lang = Literal["zh", "en"]
BlockKind = Literal["text", "heading", "item"]
Label = Literal["", "furniture", "moved"]
Pin = tuple[tuple[int, ...], tuple[int, ...]]
"""Source and target sentences that a person is sure are a bead; one side may be empty."""

COLUMNS = ("bead_id", "kind", "label", "score", "confidence", "src_ids", "tgt_ids", "src", "tgt")


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, heading or list item: the characters `start` to `end` of a text."""

    start: int
    end: int
    kind: BlockKind = "text"


@dataclass(frozen=True, slots=True)
class Text:
    """What a reader found in a file.

    `blocks` are in order, do not overlap, and hold every character that is not white space. `source` is the path or
    "-", `sha256` the hash of the bytes that were read, `encoding` what they were decoded with ("" for a binary format).
    `left_out` counts the visible characters, white space apart, that the reader took for boilerplate: menus, page
    numbers.
    """

    text: str
    blocks: tuple[Block, ...]
    source: str = ""
    sha256: str = ""
    encoding: str = ""
    left_out: int = 0


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of a document.

    `start` and `end` are offsets in characters of the text that was read, so that every span maps back; `text` is that
    span with its line breaks and runs of white space folded. `paragraph` is the number of its block.
    """

    text: str
    paragraph: int
    start: int
    end: int


@dataclass(frozen=True)
class Document:
    """The sentences of one side, `blocks[s.paragraph]` the block that sentence `s` is in, `id` where they are from.

    `encoding` and `left_out` are those of the `Text`.
    """

    id: str
    lang: Lang
    sha256: str
    sentences: tuple[Sentence, ...]
    blocks: tuple[Block, ...] = ()
    encoding: str = ""
    left_out: int = 0

    def __len__(self) -> int:
        return len(self.sentences)

    @cached_property
    def texts(self) -> list[str]:
        """The sentences as strings."""
        return [sentence.text for sentence in self.sentences]

    def join(self, ids: Sequence[int]) -> str:
        """The sentences with these numbers as one string, joined as the language joins them."""
        return JOINERS[self.lang].join(self.sentences[i].text for i in ids)


@dataclass(frozen=True, slots=True)
class Bead:
    """A group of sentences that translate each other.

    `src` and `tgt` are 0-based sentence numbers, contiguous, never both empty; a null bead has one empty side. `score`
    is the aligner's own, `confidence` the probability that the bead is right. `partner` is set on a bead labelled
    "moved": the number, in the alignment, of the null bead that holds the other side.
    """

    src: tuple[int, ...]
    tgt: tuple[int, ...]
    score: float = 0.0
    confidence: float = 1.0
    label: Label = ""
    partner: int | None = None

    @property
    def kind(self) -> str:
        """ "1-2": one source and two target sentences."""
        return f"{len(self.src)}-{len(self.tgt)}"

    @property
    def is_null(self) -> bool:
        """Whether one side is empty."""
        return not self.src or not self.tgt


@dataclass(frozen=True)
class Alignment:
    """Two documents and the beads between them.

    The constructor proves that every sentence of either side is in exactly one bead, in order. `signature` says what
    made the alignment (version, aligner, encoder, parameters) and is the same for a second run.

    Raises:
        ToolkitError: a sentence is missing, twice in the beads, or out of order.
    """

    src: Document
    tgt: Document
    beads: tuple[Bead, ...]
    signature: dict[str, object] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for name, document, ids in (
            ("source", self.src, [i for bead in self.beads for i in bead.src]),
            ("target", self.tgt, [j for bead in self.beads for j in bead.tgt]),
        ):
            if ids != list(range(len(document))):
                counts = Counter(ids)
                problem = next((i for i in range(len(document)) if counts[i] != 1), None)
                where = "out of order" if problem is None else f"in {counts[problem]} beads: number {problem}"
                raise ToolkitError(f"not an alignment: a {name} sentence is {where}")
        if any(not bead.src and not bead.tgt for bead in self.beads):
            raise ToolkitError("not an alignment: a bead is empty on both sides")

    def __len__(self) -> int:
        return len(self.beads)

    @cached_property
    def bead_ids(self) -> tuple[str, ...]:
        """One id a bead: a hash of its two texts and of which occurrence of them it is.

        A bead whose texts are unchanged keeps its id when the document is aligned anew, so that a review survives.
        """
        return bead_ids((self.src.join(bead.src), self.tgt.join(bead.tgt)) for bead in self.beads)

    def to_frame(self) -> pd.DataFrame:
        """A row a bead, with the columns of the TSV: `COLUMNS`."""
        import pandas as pd

        return pd.DataFrame([tuple(row) for row in self.rows()], columns=list(COLUMNS))

    def rows(self) -> Iterable[tuple[str, str, str, float, float, str, str, str, str]]:
        """The beads as rows of `COLUMNS`; the ids of either side comma separated, empty on the empty side."""
        for bead_id, bead in zip(self.bead_ids, self.beads, strict=True):
            label = bead.label if bead.partner is None else f"{bead.label}:{self.bead_ids[bead.partner]}"
            yield (
                bead_id,
                bead.kind,
                label,
                bead.score,
                bead.confidence,
                ",".join(map(str, bead.src)),
                ",".join(map(str, bead.tgt)),
                self.src.join(bead.src),
                self.tgt.join(bead.tgt),
            )


def bead_ids(texts: Iterable[tuple[str, str]]) -> tuple[str, ...]:
    """One id for each (source, target) pair of texts: 12 hexadecimal digits, unique by occurrence."""
    seen: Counter[tuple[str, str]] = Counter()
    ids = []
    for src, tgt in texts:
        seen[src, tgt] += 1
        key = f"{len(src)}\n{src}\n{tgt}\n{seen[src, tgt]}".encode("utf-8", "surrogatepass")
        ids.append(hashlib.sha256(key).hexdigest()[:12])
    return tuple(ids)
