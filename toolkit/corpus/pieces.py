"""SentencePiece models of a corpus: trained on one split, applied to all, and measured."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import regex

from toolkit.errors import DataError
from toolkit.text import HAN, escape_cell
from toolkit.units import Unit

_SENTENCES = 2_000_000  # that a model is trained on; of more, as many are drawn
_THREADS = 4  # the sums of a training run depend on it, so it is the same on every machine
_SEED = 1
_TOO_MANY = regex.compile(r"set it to a value <= (\d+)")
_TOO_FEW = regex.compile(r"smaller than required_chars\. (\d+) vs (\d+)")

Texts = Callable[[], Iterator[str]]
Units = Callable[[], Iterator[Unit]]


@dataclass(frozen=True)
class Model:
    """A model for some languages, as its file has it."""

    name: str
    langs: tuple[str, ...]
    data: bytes
    size: int


def write_pieces(
    folder: Path, splits: Mapping[str, Units], size: int, *, is_joint: bool
) -> tuple[dict[str, Any], list[str]]:
    """Train on the split `train`, write the models and every split in pieces, `SPLIT.sp.zh` and `SPLIT.sp.en`.

    Returns: what was measured, and what the user should know.

    Raises:
        DataError: `size` is too small for the characters that the corpus has.
    """
    units = splits["train"]
    models, notes = [], []
    for name, langs in [("spm", ("zh", "en"))] if is_joint else [("spm.zh", ("zh",)), ("spm.en", ("en",))]:
        model = train(name, langs, _texts(units, langs), size)
        (folder / f"{name}.model").write_bytes(model.data)
        (folder / f"{name}.vocab").write_text(_vocabulary(model), "utf-8")
        if model.size < size:
            notes.append(f"{name}.model has {model.size:,} pieces and not {size:,}: the corpus has no more")
        models.append(model)
    measured: dict[str, Any] = {"models": {model.name: {"size": model.size} for model in models}}
    for split, own in splits.items():
        measured[split] = {
            lang: _encode(model, lang, _texts(own, (lang,)), folder / f"{split}.sp.{lang}")
            for model in models
            for lang in model.langs
        }
    return measured, notes


def _texts(units: Units, langs: tuple[str, ...]) -> Texts:
    sides = [lang == "zh" for lang in langs]
    return lambda: (escape_cell(unit.src if is_src else unit.tgt) for unit in units() for is_src in sides)


def train(name: str, langs: tuple[str, ...], texts: Texts, size: int) -> Model:
    """A unigram model with at most `size` pieces.

    As is practised for Chinese and English: byte fallback, digits split, no normalisation (`nmt_nfkc` makes ，：１ ASCII), and
    the ids eos 0, unk 1, no bos and no padding.

    Raises:
        DataError: the texts have more characters than `size`.
    """
    try:
        return Model(name, langs, _trained(texts, size), size)
    except RuntimeError as error:
        if too_many := _TOO_MANY.search(str(error)):
            most = int(too_many[1])
            return Model(name, langs, _trained(texts, most), most)
        if too_few := _TOO_FEW.search(str(error)):
            message = (
                f"{size} pieces are too few for the characters of the corpus; ask for {int(too_few[2]) + 1} or more"
            )
            raise DataError(message) from None
        raise DataError(f"no SentencePiece model can be learned from the corpus: {error}") from error


def _trained(texts: Texts, size: int) -> bytes:
    import sentencepiece

    sentencepiece.set_random_generator_seed(_SEED)
    model = io.BytesIO()
    sentencepiece.SentencePieceTrainer.train(
        sentence_iterator=texts(),
        model_writer=model,
        model_type="unigram",
        vocab_size=size,
        character_coverage=0.9995,
        byte_fallback=True,
        split_digits=True,
        normalization_rule_name="identity",
        remove_extra_whitespaces=False,
        bos_id=-1,
        eos_id=0,
        unk_id=1,
        pad_id=-1,
        input_sentence_size=_SENTENCES,
        shuffle_input_sentence=True,
        num_threads=_THREADS,
        max_sentence_length=16_384,
        minloglevel=2,
    )
    return model.getvalue()


def _vocabulary(model: Model) -> str:
    pieces = _processor(model)
    return "".join(f"{pieces.id_to_piece(i)}\t{pieces.get_score(i):g}\n" for i in range(len(pieces)))


def _processor(model: Model) -> Any:
    import sentencepiece

    return sentencepiece.SentencePieceProcessor(model_proto=model.data)


def _encode(model: Model, lang: str, texts: Texts, path: Path) -> dict[str, float]:
    """Write the texts in pieces, and count: pieces a word (a Han character is one), the shares of unknown pieces and of
    pieces that are bytes, and the share of Han characters that need no bytes."""
    pieces = _processor(model)
    words = total = unknown = bytes_ = han = covered = 0
    with path.open("w", encoding="utf-8", newline="\n") as stream:
        for text in texts():
            ids = pieces.encode(text)
            found = [pieces.id_to_piece(i) for i in ids]
            stream.write(" ".join(found) + "\n")
            total += len(ids)
            unknown += sum(map(pieces.is_unknown, ids))
            bytes_ += sum(map(pieces.is_byte, ids))
            characters = len(HAN.findall(text))
            han += characters
            covered += sum(len(HAN.findall(piece)) for piece in found)
            words += characters if lang == "zh" else len(text.split())
    return {
        "pieces": total,
        "pieces_a_word": round(total / words, 4) if words else 0.0,
        "unknown": round(unknown / total, 6) if total else 0.0,
        "bytes": round(bytes_ / total, 6) if total else 0.0,
        **({"han_coverage": round(covered / han, 6) if han else 1.0} if lang == "zh" else {}),
    }
