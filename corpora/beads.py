"""Read and check bead files, the form in which the sample pairs are written.

    python -m corpora.beads corpora/samples/beads/*.txt

checks them and prints a table of bead kinds. `corpora/samples/README.md` describes the format.
"""

from __future__ import annotations

import re
import sys
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

from toolkit.bitext import BlockKind, Label, Lang
from toolkit.errors import DataError
from toolkit.text import CELL_BREAKS, JOINERS

FORMATS = ("txt", "html", "docx", "pdf")
SEVERITIES = ("neutral", "minor", "major", "critical")

_HEADER_KEYS = ("genre", "title", "zh", "en", "note")
_KINDS: dict[str, BlockKind] = {"": "text", "#": "heading", "-": "item"}
_LABELS: dict[str, Label] = {"furniture": "furniture", "moved": "moved"}
_SENTENCE = re.compile(r"(?:(zh|en)|(ZH|EN)([#-]?)) (\S.*)")
_CATEGORY = re.compile(r"(Accuracy|Fluency|Terminology|Style|Locale)/[A-Z][\w-]+")


@dataclass(frozen=True)
class Line:
    """A sentence; `begins` says that it begins a paragraph, which is then of the kind `kind`."""

    text: str
    begins: bool
    kind: BlockKind


@dataclass(frozen=True)
class Fault:
    """A translation fault: its spans ("" where a side has none) and what should replace the English one."""

    category: str
    severity: str
    zh: str
    en: str
    better: str


@dataclass
class GoldBead:
    """Sentences that translate each other, and the faults of the translation."""

    zh: list[Line] = field(default_factory=list)
    en: list[Line] = field(default_factory=list)
    label: Label = ""
    faults: list[Fault] = field(default_factory=list)

    def side(self, lang: Lang) -> list[Line]:
        """The sentences in one language."""
        return self.zh if lang == "zh" else self.en

    @property
    def kind(self) -> str:
        """ "1-2": one Chinese and two English sentences."""
        return f"{len(self.zh)}-{len(self.en)}"


@dataclass(frozen=True)
class Paragraph:
    """A paragraph, heading or list item: sentences that follow one another on one line."""

    kind: BlockKind
    sentences: list[str]

    def text(self, lang: Lang) -> str:
        """The sentences joined as the language joins them."""
        return JOINERS[lang].join(self.sentences)


@dataclass(frozen=True)
class BeadFile:
    """A sample pair: `header` holds genre, title, note and the file formats of the two sides under "zh" and "en"."""

    path: Path
    header: dict[str, str]
    beads: list[GoldBead]

    @property
    def name(self) -> str:
        """What the files of the pair are called."""
        return self.path.stem

    def sentences(self, lang: Lang) -> list[str]:
        """The sentences of one side in the order of the document."""
        return [line.text for bead in self.beads for line in bead.side(lang)]

    def paragraphs(self, lang: Lang) -> list[Paragraph]:
        """One side as a document."""
        out: list[Paragraph] = []
        for bead in self.beads:
            for line in bead.side(lang):
                if line.begins:
                    out.append(Paragraph(line.kind, []))
                out[-1].sentences.append(line.text)
        return out

    def links(self) -> list[tuple[list[int], list[int]]]:
        """The gold alignment: 0-based sentence numbers of the two sides of each bead."""
        out, zh, en = [], 0, 0
        for bead in self.beads:
            out.append((list(range(zh, zh + len(bead.zh))), list(range(en, en + len(bead.en)))))
            zh, en = zh + len(bead.zh), en + len(bead.en)
        return out


def read(path: Path) -> BeadFile:
    """Read and check a bead file.

    Raises:
        DataError: the format is broken, a fault names a span that is not there, or the file cannot be read.
    """
    try:
        lines = path.read_text(encoding="utf-8").split("\n")
    except (OSError, UnicodeDecodeError) as error:
        raise DataError(f"cannot be read as a bead file: {error}", path) from error
    header: dict[str, str] = {}
    beads: list[GoldBead] = []
    current: GoldBead | None = None
    for number, line in enumerate(lines, start=1):
        try:
            if not line.strip():
                current = None
            elif line.startswith("# ") and not beads:
                header.update([_header(line)])
            else:
                if current is None:
                    current = GoldBead()
                    beads.append(current)
                _extend(current, line)
        except ValueError as error:
            raise DataError(str(error), path, number) from error
    file = BeadFile(path, header, beads)
    _check_header(file)
    for lang in ("zh", "en"):
        _check_paragraphs(file, lang)
    _check_beads(file)
    return file


def _header(line: str) -> tuple[str, str]:
    key, separator, value = line[2:].partition(": ")
    if not separator:
        raise ValueError("a header line is '# key: value'")
    return key, value.strip()


def _extend(bead: GoldBead, line: str) -> None:
    """Add what a line says to a bead; raises ValueError where it is not a line of a bead file."""
    mark, _, rest = line.partition(" ")
    if mark == "@":
        if rest.strip() not in _LABELS:
            raise ValueError(f"'@' takes one of: {', '.join(_LABELS)}")
        bead.label = _LABELS[rest.strip()]
    elif mark == "!":
        bead.faults.append(_fault(bead, rest))
    elif match := _SENTENCE.fullmatch(line.rstrip()):
        text = match[4]
        if CELL_BREAKS.search(text):
            raise ValueError("a sentence holds a tab or a line separator")
        lang = (match[1] or match[2]).lower()
        side = bead.side("zh" if lang == "zh" else "en")
        side.append(Line(text, begins=match[2] is not None, kind=_KINDS[match[3] or ""]))
    else:
        raise ValueError("not a line of a bead file")


def _fault(bead: GoldBead, text: str) -> Fault:
    parts = [part.strip() for part in text.split("|")]
    if len(parts) != 5 or not _CATEGORY.fullmatch(parts[0]) or parts[1] not in SEVERITIES:
        raise ValueError("a fault is '! category | severity | zh span | en span | better rendering'")
    fault = Fault(*parts)
    for span, side in ((fault.zh, bead.zh), (fault.en, bead.en)):
        if span and not any(span in line.text for line in side):
            raise ValueError(f"the span {span!r} is in no line of this bead above it")
    return fault


def _check_header(file: BeadFile) -> None:
    missing = [key for key in _HEADER_KEYS if not file.header.get(key)]
    if missing:
        raise DataError(f"the header lacks {', '.join(missing)}", file.path)
    for lang in ("zh", "en"):
        if file.header[lang] not in FORMATS:
            raise DataError(f"'# {lang}:' takes one of: {', '.join(FORMATS)}", file.path)


def _check_paragraphs(file: BeadFile, lang: Lang) -> None:
    """A sentence without a mark of its own must have a paragraph to continue."""
    before: tuple[BlockKind, bool] | None = None
    for bead in file.beads:
        is_furniture = bead.label == "furniture"
        for line in bead.side(lang):
            if line.begins:
                before = line.kind, is_furniture
            elif before is None or before[0] == "heading" or before[1] != is_furniture:
                raise DataError(f"has no paragraph to continue; mark it {lang.upper()}: {line.text!r}", file.path)


def _check_beads(file: BeadFile) -> None:
    moved: Counter[str] = Counter()
    for bead in file.beads:
        texts = [line.text for line in (*bead.zh, *bead.en)]
        if not texts:
            raise DataError("a bead has no sentence", file.path)
        if bead.label and bead.zh and bead.en:
            raise DataError(f"only a null bead is {bead.label}: {texts[0]!r}", file.path)
        if bead.label == "moved":
            moved["zh" if bead.zh else "en"] += 1
    if moved["zh"] != moved["en"]:
        raise DataError("the moved beads of the two sides are not as many", file.path)


def main() -> int:
    """Check the files that the command line names; 1 where one is broken."""
    failed = False
    for name in sys.argv[1:]:
        try:
            file = read(Path(name))
        except DataError as error:
            print(error)
            failed = True
            continue
        kinds = " ".join(f"{kind}:{count}" for kind, count in Counter(bead.kind for bead in file.beads).most_common())
        faults = sum(len(bead.faults) for bead in file.beads)
        counts = f"{len(file.sentences('zh'))} zh, {len(file.sentences('en'))} en, {len(file.beads)} beads"
        print(f"{name}: {counts}, {faults} faults; {kinds}")
    return int(failed)


if __name__ == "__main__":
    sys.exit(main())
