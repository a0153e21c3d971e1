"""The steps put together: two files in, an alignment and its files out."""

from __future__ import annotations

import codecs
import operator
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from toolkit.bitext import Alignment, Bead, Document, Label, Lang, Sentence, Text
from toolkit.errors import BadParameter, DataError, ToolkitError
from toolkit.files import STDIN, kind_of, read_bytes
from toolkit.furniture import edge_furniture, furniture
from toolkit.registry import load, parameters
from toolkit.text import HAN, escape_cell, fold_spaces, han_share

if TYPE_CHECKING:
    from toolkit.aligners import Aligner
    from toolkit.encoders import Encoder

Source = str | Path
Progress = Callable[[str, int, int], None]
"""Called before each step with what the step does, its number, and how many there are."""

DEFAULT_ENCODER = "use"
LOW_CONFIDENCE = 0.5
MAX_CHARS = 20_000_000
MAX_TEXT_BYTES = 4 * MAX_CHARS  # No encoding has more bytes to a character, so there is no need to decode so much.
MAX_SENTENCES = 100_000
"""A side longer than this is refused: memory grows with the sentences, 2.7 GB for 70,000 of them on both sides."""

_SAMPLE = 100_000
_CHINESE = 0.25  # A Han character stands for a word, so a text of half Chinese words and half English has about .2.
_TRADITIONAL = 0.01  # Traditional text has a third of its characters simplified; simplified text hardly any.


def align(
    src: Source,
    tgt: Source,
    *,
    pre_split: bool = False,
    encoding: str | None = None,
    encoder: str | None = None,
    aligner: str = "beads",
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
        progress: called before each step.

    Raises:
        DataError: a file cannot be read, is empty or too long, or both are in the same language.
        ToolkitError: there is no such aligner, encoder or encoding.
    """
    if str(src) == STDIN and str(tgt) == STDIN:
        raise ToolkitError("only one side can come from standard input; give the other as a file")
    step = progress or _ignore
    step("loading the aligner", 0, 4)
    plugin, names = _load_aligner(aligner, encoder)
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
    result = align_documents(zh, en, plugin, pre_split=pre_split)
    return replace(result, signature={**names, **result.signature, "swapped": is_swapped})


def _ignore(step: str, number: int, total: int) -> None:
    """Report nothing."""


def _load_aligner(name: str, encoder: str | None) -> tuple[Aligner, dict[str, object]]:
    from toolkit import __version__

    names: dict[str, object] = {"toolkit": __version__, "aligner": name}
    if "encoder" not in parameters("aligners", name):
        if encoder is not None:
            raise BadParameter(f"the aligner {name} uses no encoder; leave out the encoder {encoder}")
        return load("aligners", name), names
    encoder = encoder or DEFAULT_ENCODER
    return load("aligners", name, encoder=_load_encoder(encoder)), {**names, "encoder": encoder}


def _load_encoder(name: str) -> Encoder:
    """The encoder `name`, or of `name:value` the one made with this value for its first parameter."""
    name, _, value = name.partition(":")
    known = parameters("encoders", name)
    if value and not known:
        raise BadParameter(f"the encoder {name} takes no parameter; leave out :{value}")
    plugin: Encoder = load("encoders", name, **({known[0]: value} if value else {}))
    return plugin


def read_document(source: Source, lang: Lang, *, encoding: str | None = None, pre_split: bool = False) -> Document:
    """Read a file and split it into sentences.

    Raises:
        DataError: the file cannot be read, is empty or too long.
    """
    text = read_text(source, encoding=encoding, pre_split=pre_split)
    return take_lines(text, lang) if pre_split else segment(text, lang)


def read_text(source: Source, *, encoding: str | None = None, pre_split: bool = False) -> Text:
    """Read a file with the reader for its kind; `pre_split` allows plain text only.

    Raises:
        DataError: the file cannot be read, is empty or too long.
        BadParameter: there is no such encoding.
    """
    _check_encoding(encoding)
    data = read_bytes(source)
    if not data:
        raise DataError("is empty", source)
    kind = kind_of(data, source)
    if pre_split and kind != "txt":
        raise DataError(f"is {kind.upper()}; pre-split input is plain text with one sentence a line", source)
    if kind in ("txt", "html") and len(data) > MAX_TEXT_BYTES:
        megabytes = f"{len(data) // 1_000_000:,} MB, more than {MAX_TEXT_BYTES // 1_000_000}"
        raise DataError(f"has {megabytes} MB of text; split it into parts", source)
    reader = "lines" if pre_split else kind
    options = {"encoding": encoding} if "encoding" in parameters("readers", reader) else {}
    text: Text = load("readers", reader, **options)(data, str(source))
    if len(text.text) > MAX_CHARS:
        raise DataError(f"has {len(text.text):,} characters, more than {MAX_CHARS:,}; split it into parts", source)
    return text


def _check_encoding(encoding: str | None) -> None:
    try:
        if encoding is not None:
            "".encode(codecs.lookup(encoding).name)
    except (LookupError, ValueError):
        raise BadParameter(f"no text encoding is called {encoding!r}; try utf-8, gb18030 or big5") from None


def segment(text: Text, lang: Lang) -> Document:
    """Split a text into sentences, block by block.

    Raises:
        DataError: there are more than `MAX_SENTENCES`.
    """
    split = load("segmenters", lang)
    sentences: list[Sentence] = []
    for number, block in enumerate(text.blocks):
        for start, end in split(text.text[block.start : block.end]):
            start, end = block.start + start, block.start + end
            sentences.append(Sentence(fold_spaces(text.text[start:end]), number, start, end))
        _check_length(len(sentences), text.source)
    return Document(text.source, lang, text.sha256, tuple(sentences), text.blocks, text.encoding, text.left_out)


def take_lines(text: Text, lang: Lang) -> Document:
    """Take each block of a text as a sentence, exactly as it stands; an empty line is an empty sentence.

    Raises:
        DataError: there are more than `MAX_SENTENCES`.
    """
    _check_length(len(text.blocks), text.source)
    sentences = [Sentence(text.text[b.start : b.end], i, b.start, b.end) for i, b in enumerate(text.blocks)]
    return Document(text.source, lang, text.sha256, tuple(sentences), text.blocks, text.encoding, text.left_out)


def _check_length(sentences: int, source: str) -> None:
    if sentences > MAX_SENTENCES:
        raise DataError(f"has more than {MAX_SENTENCES:,} sentences; split it into parts", source)


def _is_swapped(src: Text, tgt: Text) -> bool:
    """Whether the target is the Chinese side.

    Raises:
        DataError: both sides are Chinese, or neither is.
    """
    # Every n-th character will do to tell the language.
    chinese = [han_share(side.text[:: len(side.text) // _SAMPLE + 1]) >= _CHINESE for side in (src, tgt)]
    if chinese[0] == chinese[1]:
        which = "both are Chinese" if chinese[0] else "neither is Chinese"
        raise DataError(f"{which}; give a Chinese original and its English translation", f"{src.source}, {tgt.source}")
    return chinese[1]


def align_documents(src: Document, tgt: Document, aligner: Aligner, *, pre_split: bool = False) -> Alignment:
    """Align two documents that are already split into sentences.

    Page furniture is kept apart from the text, in null beads with that label, unless the documents were `pre_split`.
    Traditional Chinese is aligned through Simplified; the alignment has the original characters.

    Raises:
        ToolkitError: the aligner lost a sentence.
    """
    known = [_known_furniture(side, pre_split) for side in (src, tgt)]
    if all(map(any, known)):
        known = [[], []]  # Bylines and the like may be translations of each other: let the aligner see.
    paragraphs = [None if pre_split else [s.paragraph for s in side.sentences] for side in (src, tgt)]
    texts, is_traditional = simplify([escape_cell(text) for text in src.texts])
    beads = aligner(
        texts,
        [escape_cell(text) for text in tgt.texts],
        src_null=_known_null(src, known[0]),
        tgt_null=_known_null(tgt, known[1]),
        src_paragraphs=paragraphs[0],
        tgt_paragraphs=paragraphs[1],
    )
    if not pre_split:
        beads = label_furniture(beads, *_edge_furniture(src, tgt, beads))
    signature = {"parameters": aligner.signature, "pre_split": pre_split, "traditional": is_traditional}
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
    null_src = {i for bead in beads if not bead.tgt for i in bead.src}
    null_tgt = {j for bead in beads if not bead.src for j in bead.tgt}
    return (
        edge_furniture(src, [i in null_src for i in range(len(src))]),
        edge_furniture(tgt, [j in null_tgt for j in range(len(tgt))]),
    )


def label_furniture(beads: Sequence[Bead], src: Sequence[bool], tgt: Sequence[bool]) -> list[Bead]:
    """The beads, where furniture has null beads of its own: of those that hold some, one for each sentence."""
    labelled: list[Bead] = []
    for bead in beads:
        marks = [src[i] for i in bead.src] + [tgt[j] for j in bead.tgt]
        if not bead.is_null or not any(marks):
            labelled.append(bead)
            continue
        singles = [((i,), ()) for i in bead.src] + [((), (j,)) for j in bead.tgt]
        for (left, right), is_furniture in zip(singles, marks, strict=True):
            label: Label = "furniture" if is_furniture else ""
            labelled.append(replace(bead, src=left, tgt=right, label=label))
    return labelled


def simplify(texts: Sequence[str]) -> tuple[list[str], bool]:
    """The texts in simplified characters, and whether they are traditional; if not, they come back as they are."""
    convert = _simplifier()
    simplified = [convert(text) for text in texts]
    changed = sum(sum(map(operator.ne, old, new)) for old, new in zip(texts, simplified, strict=True))
    han = sum(len(HAN.findall(text)) for text in texts)
    is_traditional = changed > _TRADITIONAL * han
    return (simplified if is_traditional else list(texts)), is_traditional


@cache
def _simplifier() -> Callable[[str], str]:
    import opencc

    convert: Callable[[str], str] = opencc.OpenCC("t2s").convert
    return convert


def summary(alignment: Alignment) -> str:
    """What is in an alignment, in a few lines for people."""
    beads = [bead for bead in alignment.beads if bead.label != "furniture"]
    kinds = Counter(bead.kind for bead in beads if not bead.is_null).most_common()
    lines = [
        f"{len(alignment.src)} Chinese and {len(alignment.tgt)} English sentences in {len(alignment)} beads",
        "beads: " + (", ".join(f"{count} {kind}" for kind, count in kinds) or "none"),
        f"null beads: {sum(bead.is_null for bead in beads)}, and {len(alignment) - len(beads)} of page furniture",
        f"low confidence (under {LOW_CONFIDENCE}): {sum(bead.confidence < LOW_CONFIDENCE for bead in beads)}",
    ]
    lines += [
        f"{side.left_out} characters around the text of {side.id} were left out: menus, notices, page headers"
        for side in (alignment.src, alignment.tgt)
        if side.left_out
    ]
    if alignment.signature.get("swapped"):
        lines.insert(0, f"the files were the other way round: {alignment.src.id} is the Chinese one")
    return "\n".join(lines)
