"""The steps put together: two files in, an alignment and its files out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from toolkit.bitext import Alignment, Bead, Document, Label, Pin, Text
from toolkit.errors import BadParameter, DataError, ToolkitError
from toolkit.files import STDIN
from toolkit.furniture import edge_furniture, furniture
from toolkit.lexicon.script import simplify
from toolkit.reading import Source, read_pins, read_text, segment, take_lines
from toolkit.registry import load, parameters
from toolkit.text import counted, escape_cell, is_chinese

if TYPE_CHECKING:
    from toolkit.aligners import Aligner
    from toolkit.encoders import Encoder

Progress = Callable[[str, int, int], None]
"""Called before each step with what the step does, its number, and how many there are."""

DEFAULT_ENCODER = "use"
LOW_CONFIDENCE = 0.5

_SAMPLE = 100_000


def align(
    src: Source,
    tgt: Source,
    *,
    pre_split: bool = False,
    encoding: str | None = None,
    encoder: str | None = None,
    aligner: str = "beads",
    weights: Source | None = None,
    pins: Source | None = None,
    progress: Progress | None = None,
) -> Alignment:
    """Read a Chinese original and its English translation and align them.

    Args:
        src: a path, or "-" for standard input; plain text, HTML, DOCX or PDF.
        tgt: the same for the other side. If the files are the other way round, the sides are put right and the
            alignment's signature has `swapped: True`.
        pre_split: the files are plain text, and line i (0-based) is sentence i. An empty line is a sentence too, which
            stays in a null bead. No furniture is looked for.
        encoding: of those files that are plain text or HTML, where it is not to be detected.
        encoder: the name of an encoder, "use" if the aligner wants one and none is given. A colon and a value after it
            is its first parameter: "sentence_transformers:/path/to/model".
        aligner: the name of an aligner.
        weights: a file of weights for the aligner `beads`, as `train-aligner` writes it, instead of those that ship.
        pins: a links file of beads that must be in the result. A bead with an empty side says that its sentences have
            no partner. The sentences have the numbers that they get here: `[Chinese]:[English]`, whichever side is `src`.
        progress: called before each step.

    Raises:
        DataError: a file cannot be read, is empty or too long, both are in the same language, or no alignment can have
            these pins.
        ToolkitError: there is no such aligner, encoder or encoding.
    """
    if [str(source) for source in (src, tgt, pins)].count(STDIN) > 1:
        raise ToolkitError("only one file can come from standard input; give the others by their names")
    step = progress or _ignore
    step("loading the aligner", 0, 4)
    loaded = load_aligner(aligner, encoder, weights)
    return align_with(loaded, src, tgt, pre_split=pre_split, encoding=encoding, pins=pins, progress=step)


def align_with(
    loaded: tuple[Aligner, Mapping[str, object]],
    src: Source,
    tgt: Source,
    *,
    pre_split: bool = False,
    encoding: str | None = None,
    pins: Source | None = None,
    progress: Progress | None = None,
) -> Alignment:
    """As `align`, with what `load_aligner` gives: for many pairs of files, it is loaded once."""
    plugin, names = loaded
    sure = [] if pins is None else read_pins(pins)
    step = progress or _ignore
    step(f"reading {src}", 1, 4)
    first = read_text(src, encoding=encoding, pre_split=pre_split)
    step(f"reading {tgt}", 2, 4)
    second = read_text(tgt, encoding=encoding, pre_split=pre_split)
    is_swapped = _is_swapped(first, second)
    if is_swapped:
        first, second = second, first
    split = take_lines if pre_split else segment
    zh, en = split(first, "zh"), split(second, "en")
    step(f"aligning {len(zh)} and {len(en)} sentences", 3, 4)
    try:
        result = align_documents(zh, en, plugin, pre_split=pre_split, pins=sure)
    except BadParameter as error:
        if pins is None:
            raise
        raise DataError(f"{error}; put its line right or delete it", pins) from error
    return replace(result, signature={**names, **result.signature, "swapped": is_swapped})


def _ignore(step: str, number: int, total: int) -> None:
    """Report nothing."""


def load_aligner(
    name: str = "beads", encoder: str | None = None, weights: Source | None = None
) -> tuple[Aligner, Mapping[str, object]]:
    """An aligner with its encoder, and their names for the signature of an alignment.

    Raises:
        DataError: the weights cannot be read.
        ToolkitError: there is no such aligner or encoder, or the aligner uses none.
    """
    from toolkit import __version__

    names: dict[str, object] = {"toolkit": __version__, "aligner": name}
    known = parameters("aligners", name)
    for kind, value in (("encoder", encoder), ("weights", weights)):
        if value is not None and kind not in known:
            raise BadParameter(f"the aligner {name} uses no {kind}; leave out {value}")
    options: dict[str, object] = {} if weights is None else {"weights": weights}
    if "encoder" in known:
        names["encoder"] = encoder or DEFAULT_ENCODER
        options["encoder"] = load_encoder(encoder or DEFAULT_ENCODER)
    return load("aligners", name, **options), names


def load_encoder(name: str) -> Encoder:
    """The encoder `name`, or of `name:value` the one made with this value for its first parameter."""
    name, _, value = name.partition(":")
    known = parameters("encoders", name)
    if value and not known:
        raise BadParameter(f"the encoder {name} takes no parameter; leave out :{value}")
    plugin: Encoder = load("encoders", name, **({known[0]: value} if value else {}))
    return plugin


def _is_swapped(src: Text, tgt: Text) -> bool:
    """Whether the target is the Chinese side.

    Raises:
        DataError: both sides are Chinese, or neither is.
    """
    # Every n-th character will do to tell the language.
    chinese = [is_chinese(side.text[:: len(side.text) // _SAMPLE + 1]) for side in (src, tgt)]
    if chinese[0] == chinese[1]:
        which = "both are Chinese" if chinese[0] else "neither is Chinese"
        raise DataError(f"{which}; give a Chinese original and its English translation", f"{src.source}, {tgt.source}")
    return chinese[1]


def align_documents(
    src: Document, tgt: Document, aligner: Aligner, *, pre_split: bool = False, pins: Sequence[Pin] = ()
) -> Alignment:
    """Align two documents that are already split into sentences.

    Page furniture is kept apart from the text, in null beads with that label, unless the documents were `pre_split`.
    Traditional Chinese is aligned through Simplified; the alignment has the original characters. `pins` are beads that
    must be in the result, whatever is in them.

    Raises:
        BadParameter: a pin that no alignment can have.
        ToolkitError: the aligner lost a sentence.
    """
    pinned = [{i for pin in pins if all(pin) for i in pin[side]} for side in (0, 1)]
    known = [_known_furniture(side, pre_split) for side in (src, tgt)]
    if all(map(any, known)):
        known = [[], []]  # Bylines and the like may be translations of each other: let the aligner see.
    paragraphs = [None if pre_split else [s.paragraph for s in side.sentences] for side in (src, tgt)]
    texts, is_traditional = simplify([escape_cell(text) for text in src.texts])
    beads = aligner(
        texts,
        [escape_cell(text) for text in tgt.texts],
        src_null=_known_null(src, known[0]) - pinned[0],
        tgt_null=_known_null(tgt, known[1]) - pinned[1],
        src_paragraphs=paragraphs[0],
        tgt_paragraphs=paragraphs[1],
        pins=pins,
    )
    if not pre_split:
        beads = label_furniture(beads, *_edge_furniture(src, tgt, beads))
    signature = {
        "parameters": aligner.signature,
        "pre_split": pre_split,
        "traditional": is_traditional,
        "pins": [[list(side) for side in pin] for pin in pins],
    }
    return Alignment(src, tgt, tuple(beads), signature)


def _known_furniture(side: Document, pre_split: bool) -> list[bool]:
    return [] if pre_split else furniture(side.texts, side.lang)


def _known_null(side: Document, known: Sequence[bool]) -> frozenset[int]:
    """The sentences that are empty or known to be furniture."""
    return frozenset(i for i, text in enumerate(side.texts) if not text.strip()) | {
        i for i, mark in enumerate(known) if mark
    }


def _edge_furniture(src: Document, tgt: Document, beads: Sequence[Bead]) -> tuple[list[bool], list[bool]]:
    """For each side which sentences are furniture, now that it is known which have no partner."""
    alone = [bead for bead in beads if bead.is_null and bead.label != "moved"]
    null_src = {i for bead in alone for i in bead.src}
    null_tgt = {j for bead in alone for j in bead.tgt}
    return (
        edge_furniture(src, [i in null_src for i in range(len(src))]),
        edge_furniture(tgt, [j in null_tgt for j in range(len(tgt))]),
    )


def label_furniture(beads: Sequence[Bead], src: Sequence[bool], tgt: Sequence[bool]) -> list[Bead]:
    """The beads, where furniture has null beads of its own: of those that hold some, one for each sentence."""
    labelled: list[Bead] = []
    place: list[int] = []
    for bead in beads:
        place.append(len(labelled))
        marks = [src[i] for i in bead.src] + [tgt[j] for j in bead.tgt]
        if not bead.is_null or not any(marks):
            labelled.append(bead)
            continue
        singles = [((i,), ()) for i in bead.src] + [((), (j,)) for j in bead.tgt]
        for (left, right), is_furniture in zip(singles, marks, strict=True):
            label: Label = "furniture" if is_furniture else ""
            labelled.append(replace(bead, src=left, tgt=right, label=label))
    return [b if b.partner is None else replace(b, partner=place[b.partner]) for b in labelled]


def summary(alignment: Alignment) -> str:
    """What is in an alignment, in a few lines for people."""
    beads = [bead for bead in alignment.beads if bead.label != "furniture"]
    kinds = Counter(bead.kind for bead in beads if not bead.is_null).most_common()
    sentences = f"{len(alignment.src):,} Chinese and {counted(len(alignment.tgt), 'English sentence')}"
    lines = [
        f"{sentences} in {counted(len(alignment), 'bead')}",
        "beads: " + (", ".join(f"{count} {kind}" for kind, count in kinds) or "none"),
        f"null beads: {sum(bead.is_null for bead in beads)}, and {len(alignment) - len(beads)} of page furniture",
        f"low confidence (under {LOW_CONFIDENCE}): {sum(bead.confidence < LOW_CONFIDENCE for bead in beads)}",
    ]
    lines += [
        f"{counted(side.left_out, 'character')} left out around the text of {side.id}: menus, notices, page headers"
        for side in (alignment.src, alignment.tgt)
        if side.left_out
    ]
    if beads and 2 * sum(bead.is_null or bead.confidence < LOW_CONFIDENCE for bead in beads) > len(beads):
        lines.append("hardly anything was found to translate anything: are these the right files?")
    if alignment.signature.get("swapped"):
        lines.insert(0, f"the files were the other way round: {alignment.src.id} is the Chinese one")
    return "\n".join(lines)
