"""Build the files of `corpora/samples` and `corpora/unseen` from their bead files: `python -m corpora.build`.

From `beads/NAME.txt` come `zh/NAME.txt` and `en/NAME.txt` (a sentence a line), `paragraphs/NAME.zh.txt` and `.en.txt`
(the number of each sentence's paragraph), `gold/NAME.links` (the alignment in Vecalign's form), `flags/NAME.tsv` (the faults),
`clean/NAME.tsv` (the pair without them), and `raw/NAME.zh.EXT` and `raw/NAME.en.EXT` (the documents as a user would have
them). Files there that no bead file gives are removed, and
`genres.tsv` and the table in `README.md` are made anew.

PDF needs `pip install fpdf2` and Debian's `fonts-droid-fallback` and `fonts-dejavu-core`; where they are missing the
PDF files stay as they are, and the command says so.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from corpora import flags
from corpora.beads import BeadFile, read
from corpora.contents import with_table
from corpora.writers import MissingTool
from toolkit.bitext import Lang
from toolkit.errors import DataError

SAMPLES, UNSEEN = (Path(__file__).resolve().parent / name for name in ("samples", "unseen"))
DERIVED = ("zh", "en", "gold", "paragraphs", "flags", "clean", "raw")
LANGS: tuple[Lang, Lang] = ("zh", "en")


@dataclass(frozen=True)
class Form:
    """How the text of a raw document is written: encoding, line end, and columns to break lines at (0: none)."""

    encoding: str = "utf-8"
    newline: str = "\n"
    columns: int = 0

    def describe(self) -> str:
        """How the table of the samples names it: nothing where it is the usual one."""
        line_end = {"\n": "", "\r\n": "CR LF"}[self.newline]
        width = f"{self.columns} columns" if self.columns else ""
        encoding = self.encoding if self.encoding != "utf-8" else ""
        return ", ".join(part for part in (encoding, line_end, width) if part)


# Every encoding that users bring is met once; all other documents are UTF-8.
FORMS = {
    "annual-report.zh": Form("gb18030", newline="\r\n"),
    "press-conference.zh": Form("utf-16"),
    "product-manual.en": Form("utf-8-sig", newline="\r\n"),
    "short-story.en": Form("cp1252"),
    "tourism-page.zh": Form("gb18030"),
    "traditional-museum.zh": Form("big5hkscs"),
    "vernacular-tale.en": Form(columns=72),
}

# The groups that results are reported by: a genre of one or two documents would say nothing.
GENRES = {
    "official": ("official", "circular", "speech", "press conference", "annual report"),
    "technical": ("manual", "medicine leaflet", "patent"),
    "legal": ("court judgment",),
    "web": ("news", "magazine", "tourism", "culture"),
    "literary": ("fiction", "essay", "vernacular tale"),
    "academic": ("academic", "science"),
    "subtitles": ("subtitles",),
}


def bead_files(samples: Path = SAMPLES) -> list[BeadFile]:
    """The bead files, checked, by name.

    Raises:
        DataError: a bead file is broken.
    """
    return [read(path) for path in sorted((samples / "beads").glob("*.txt"))]


def sentence_files(file: BeadFile) -> dict[str, bytes]:
    """All that is made of the sentences but the raw documents: paths under `samples` and what the files hold.

    Raises:
        DataError: the span of a fault is in its bead twice.
    """
    links = "".join(f"{zh}:{en}\n" for zh, en in file.links())
    sides = {lang: "".join(f"{sentence}\n" for sentence in file.sentences(lang)) for lang in LANGS}
    texts = {f"gold/{file.name}.links": links} | {f"{lang}/{file.name}.txt": text for lang, text in sides.items()}
    for lang in LANGS:
        numbers = [number for number, paragraph in enumerate(file.paragraphs(lang)) for _ in paragraph.sentences]
        texts[f"paragraphs/{file.name}.{lang}.txt"] = "".join(f"{number}\n" for number in numbers)
    encoded = {path: text.encode() for path, text in texts.items()}
    return encoded | {f"flags/{file.name}.tsv": flags.marot(file), f"clean/{file.name}.tsv": flags.clean(file)}


def raw_path(file: BeadFile, lang: Lang) -> str:
    """Where the raw document of one side is, under `samples`."""
    return f"raw/{file.name}.{lang}.{file.header[lang]}"


def raw_document(file: BeadFile, lang: Lang) -> bytes:
    """The raw document of one side in the format that the header names.

    Raises:
        MissingTool: the package that writes the format, or a font, is not installed.
    """
    form = FORMS.get(f"{file.name}.{lang}", Form())
    paragraphs = file.paragraphs(lang)
    match file.header[lang]:
        case "html":
            from corpora.writers import html

            return _encode(html.write(paragraphs, lang, form.encoding), form)
        case "docx":
            from corpora.writers import docx

            return docx.write(paragraphs, lang)
        case "pdf":
            from corpora.writers import pdf

            return pdf.write(paragraphs, lang)
        case _:
            from corpora.writers import txt

            return _encode(txt.write(paragraphs, lang, form.columns), form)


def readme(files: Sequence[BeadFile], samples: Path = SAMPLES) -> bytes:
    """`samples/README.md` with its table as it should be.

    Raises:
        DataError: the README lacks the place for the table.
    """
    forms = {
        f"{file.name}.{lang}": ", ".join(
            part for part in (file.header[lang], FORMS.get(f"{file.name}.{lang}", Form()).describe()) if part
        )
        for file in files
        for lang in LANGS
    }
    return with_table((samples / "README.md").read_text(encoding="utf-8"), files, forms).encode()


def genres(files: Sequence[BeadFile]) -> bytes:
    """`samples/genres.tsv`: the group of genres that each pair belongs to.

    Raises:
        DataError: the genre of a pair is in no group.
    """
    groups = {genre: group for group, members in GENRES.items() for genre in (group, *members)}
    rows = [("name", "genre")]
    for file in files:
        genre = file.header["genre"]
        if genre not in groups:
            raise DataError(f"its genre {genre!r} is in no group; add it to one of GENRES, corpora/build.py", file.path)
        rows.append((file.name, groups[genre]))
    return "".join(f"{name}\t{group}\n" for name, group in rows).encode()


def _encode(text: str, form: Form) -> bytes:
    return text.replace("\n", form.newline).encode(form.encoding)


def build(samples: Path = SAMPLES) -> list[str]:
    """Write the files of `samples` that differ from what the bead files give; what was done, a line a file."""
    done: list[str] = []
    expected: set[str] = set()
    files = bead_files(samples)
    for file in files:
        for path, data in sentence_files(file).items():
            expected.add(path)
            done += _write(samples, path, data)
        for lang in LANGS:
            path = raw_path(file, lang)
            expected.add(path)
            try:
                done += _write(samples, path, raw_document(file, lang))
            except MissingTool as error:
                done.append(f"left as it is: {path} ({error})")
    for folder in DERIVED:
        for stale in sorted((samples / folder).glob("*")):
            if f"{folder}/{stale.name}" not in expected:
                stale.unlink()
                done.append(f"removed: {folder}/{stale.name}")
    done += _write(samples, "genres.tsv", genres(files))
    return done + _write(samples, "README.md", readme(files, samples))


def _write(samples: Path, path: str, data: bytes) -> list[str]:
    target = samples / path
    if target.exists() and target.read_bytes() == data:
        return []
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(data)
    return [f"written: {path}"]


def main() -> int:
    """Build the samples and say what was done; 1 where a bead file is broken."""
    try:
        done = [line for folder in (SAMPLES, UNSEEN) for line in build(folder)]
        print("\n".join(done) or "the samples are up to date")
    except DataError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
