"""What TMX and XLIFF share: the fields of a unit as named texts, and the side that a language is."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Literal

from toolkit.formats._fields import Place, ids_text, number_text
from toolkit.units import Unit

NAMES = ("document", "score", "confidence", "label", "src_ids", "tgt_ids", "risk", "state")

_LANGUAGES = ({"zh", "cmn", "zho", "chi"}, {"en", "eng"})


def properties(unit: Unit) -> Iterator[tuple[str, str]]:
    """The fields `NAMES` of a unit of which something is known, as texts."""
    for name in NAMES:
        value = getattr(unit, name)
        text = ids_text(value) if isinstance(value, tuple) else value if isinstance(value, str) else number_text(value)
        if text:
            yield name, text


def fields(found: Mapping[str, str], place: Place) -> dict[str, Any]:
    """The fields that texts under `NAMES` are of.

    Raises:
        DataError: a text is not what its name says.
    """
    src_ids, tgt_ids = place.ids(found.get("src_ids", ""), found.get("tgt_ids", ""))
    return {
        "document": found.get("document", ""),
        "score": place.number(found.get("score", ""), "score"),
        "confidence": place.share(found.get("confidence", ""), "confidence"),
        "label": found.get("label", ""),
        "src_ids": src_ids,
        "tgt_ids": tgt_ids,
        "risk": place.share(found.get("risk", ""), "risk"),
        "state": place.state(found.get("state", "")),
    }


class More(dict[str, list[str]]):
    """What is gathered for `more`: texts by their names, of which several may have the same."""

    def add(self, name: str, text: str) -> None:
        """One more text."""
        self.setdefault(name, []).append(text)

    def joined(self) -> dict[str, str]:
        """A text a name, those that have the same below each other."""
        return {name: "\n".join(texts) for name, texts in self.items()}


def side_of(language: str) -> Literal[0, 1] | None:
    """0 for Chinese, 1 for English, whatever region or script stands behind; None for another language."""
    code = language.lower().replace("_", "-").partition("-")[0]
    return 0 if code in _LANGUAGES[0] else 1 if code in _LANGUAGES[1] else None
