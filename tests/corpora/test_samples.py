"""The committed samples are what their bead files give, and the toolkit reads them whole."""

from __future__ import annotations

import io
import shutil
from pathlib import Path

import pytest

from corpora.beads import BeadFile
from corpora.build import (
    FORMS,
    GENRES,
    LANGS,
    SAMPLES,
    UNSEEN,
    Form,
    bead_files,
    build,
    genres,
    raw_document,
    raw_path,
    readme,
    sentence_files,
)
from corpora.writers.pdf import RUNNING_HEADS
from toolkit import registry
from toolkit.bitext import Alignment, Bead, Lang, Text
from toolkit.errors import DataError
from toolkit.text import han_share

from ..conftest import make_document

FOLDERS = (SAMPLES, UNSEEN)
FILES = [file for folder in FOLDERS for file in bead_files(folder)]
SIDES: list[tuple[BeadFile, Lang]] = [(file, lang) for file in FILES for lang in LANGS]
STALE = "run `make samples`"


def sides(*formats: str) -> pytest.MarkDecorator:
    """Run a test on the sides that are in one of these formats, or on all."""
    chosen = [(file, lang) for file, lang in SIDES if not formats or file.header[lang] in formats]
    return pytest.mark.parametrize(("file", "lang"), chosen, ids=[f"{file.name}.{lang}" for file, lang in chosen])


def solid(text: str) -> str:
    """A text without white space."""
    return "".join(text.split())


def folder_of(file: BeadFile) -> Path:
    return file.path.parents[1]


def toolkit_text(file: BeadFile, lang: Lang) -> Text:
    path = folder_of(file) / raw_path(file, lang)
    text = registry.load("readers", file.header[lang])(path.read_bytes(), str(path))
    assert isinstance(text, Text)
    return text


def docx_text(data: bytes) -> str:
    import docx

    return "\n".join(paragraph.text for paragraph in docx.Document(io.BytesIO(data)).paragraphs)


def pdf_text(data: bytes, lang: Lang) -> str:
    import pypdfium2

    with pypdfium2.PdfDocument(data) as document:
        lines = [line.strip() for page in document for line in page.get_textpage().get_text_range().splitlines()]
    return "\n".join(line for line in lines if not line.isdigit() and solid(line) != solid(RUNNING_HEADS[lang]))


def test_there_are_enough_of_them() -> None:
    assert len(FILES) >= 10
    assert all(20 <= len(file.sentences("zh")) <= 75 for file in FILES)
    assert {file.header[lang] for file in FILES for lang in LANGS} == {"txt", "html", "docx", "pdf"}
    assert {bead.label for file in FILES for bead in file.beads} == {"", "furniture", "moved"}
    assert set(FORMS) <= {f"{file.name}.{lang}" for file in FILES for lang in LANGS}


def test_no_file_is_missing_or_left_over() -> None:
    expected = {
        folder_of(file) / path
        for file in FILES
        for path in (*sentence_files(file), *(raw_path(file, lang) for lang in LANGS))
    }
    kinds = ("zh", "en", "paragraphs", "gold", "flags", "clean", "raw")
    assert {path for folder in FOLDERS for kind in kinds for path in (folder / kind).iterdir()} == expected, STALE


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_sentences_and_links_are_those_of_the_bead_file(file: BeadFile) -> None:
    for path, data in sentence_files(file).items():
        assert (folder_of(file) / path).read_bytes() == data, STALE


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_the_table_is_current(folder: Path) -> None:
    assert (folder / "README.md").read_bytes() == readme(bead_files(folder), folder), STALE


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_genres_are_current_and_few(folder: Path) -> None:
    files = bead_files(folder)
    assert (folder / "genres.tsv").read_bytes() == genres(files), STALE
    rows = [line.split("\t") for line in genres(files).decode().strip().split("\n")]
    assert [name for name, _ in rows[1:]] == [file.name for file in files]
    assert {genre for _, genre in rows[1:]} <= GENRES.keys()


def test_a_genre_of_no_group_is_an_error() -> None:
    strange = BeadFile(Path("a.txt"), {"genre": "limerick"}, [])
    with pytest.raises(DataError, match=r"a\.txt: its genre 'limerick' is in no group"):
        genres([strange])


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_links_cover_every_sentence(file: BeadFile) -> None:
    links = registry.load("readers", "links")((folder_of(file) / f"gold/{file.name}.links").read_bytes(), file.name)
    zh, en = (
        registry.load("readers", "lines")((folder_of(file) / lang / f"{file.name}.txt").read_bytes(), file.name)
        for lang in LANGS
    )
    # The constructor proves it.
    alignment = Alignment(
        make_document([zh.text[block.start : block.end] for block in zh.blocks], "zh"),
        make_document([en.text[block.start : block.end] for block in en.blocks], "en"),
        tuple(Bead(bead.src, bead.tgt) for bead in links),
    )
    assert alignment.src.texts == file.sentences("zh")
    assert alignment.tgt.texts == file.sentences("en")


@sides()
def test_a_side_is_in_its_language(file: BeadFile, lang: Lang) -> None:
    share = han_share("".join(file.sentences(lang)))
    assert share > 0.7 if lang == "zh" else share < 0.05


@sides()
def test_raw_documents_are_those_of_the_bead_file(file: BeadFile, lang: Lang) -> None:
    data = (folder_of(file) / raw_path(file, lang)).read_bytes()
    expected = solid("".join(file.sentences(lang)))
    match file.header[lang]:
        case "docx":
            assert solid(docx_text(data)) == expected, STALE
        case "pdf":
            assert solid(pdf_text(data, lang)) == expected, STALE
        case _:
            assert data == raw_document(file, lang), STALE


@sides()
def test_the_toolkit_reads_every_sentence_in_order(file: BeadFile, lang: Lang) -> None:
    text = solid(toolkit_text(file, lang).text)
    at = 0
    for sentence in file.sentences(lang):
        found = text.find(solid(sentence), at)
        assert found >= 0, sentence
        assert not text[at:found], f"not in the bead file, before {sentence!r}"
        at = found + len(solid(sentence))
    assert not text[at:]


@sides()
def test_encodings_are_detected(file: BeadFile, lang: Lang) -> None:
    name = f"{file.name}.{lang}"
    detected = toolkit_text(file, lang).encoding
    if file.header[lang] in ("docx", "pdf"):
        assert not detected
    elif name in FORMS:
        wanted = {"utf-8-sig": "utf-8", "utf-16": "utf-16-le"}.get(FORMS[name].encoding, FORMS[name].encoding)
        assert detected == wanted
    else:
        assert detected == "utf-8"


@sides("html")
def test_what_surrounds_an_article_is_left_out(file: BeadFile, lang: Lang) -> None:
    assert toolkit_text(file, lang).left_out > 100


@sides("txt")
def test_paragraphs_are_seen(file: BeadFile, lang: Lang) -> None:
    text = toolkit_text(file, lang)
    is_wrapped = FORMS.get(f"{file.name}.{lang}", Form()).columns > 0
    # A title that is broken in two has no stop by which it could be told from two lines.
    wanted = [
        solid(paragraph.text(lang)) for paragraph in file.paragraphs(lang) if not is_wrapped or paragraph.kind == "text"
    ]
    blocks = [solid(text.text[block.start : block.end]) for block in text.blocks]
    assert [block for block in blocks if not is_wrapped or block in wanted] == wanted


@sides("html", "docx")
def test_headings_and_lists_are_seen(file: BeadFile, lang: Lang) -> None:
    text = toolkit_text(file, lang)
    blocks = [(block.kind, solid(text.text[block.start : block.end])) for block in text.blocks]
    assert blocks == [(paragraph.kind, solid(paragraph.text(lang))) for paragraph in file.paragraphs(lang)]


def test_a_build_writes_what_is_missing_and_removes_what_is_left_over(tmp_path: Path) -> None:
    shutil.copy(SAMPLES / "README.md", tmp_path)
    shutil.copytree(SAMPLES / "beads", tmp_path / "beads")
    first = build(tmp_path)
    assert "written: gold/short-story.links" in first
    assert (tmp_path / "raw/tourism-page.zh.html").read_bytes() == (SAMPLES / "raw/tourism-page.zh.html").read_bytes()
    (tmp_path / "beads/short-story.txt").unlink()
    lines = [line for line in build(tmp_path) if not line.startswith("left as it is")]
    assert lines == [
        *(f"removed: {folder}/short-story.{ext}" for folder, ext in (("zh", "txt"), ("en", "txt"), ("gold", "links"))),
        *(f"removed: paragraphs/short-story.{lang}.txt" for lang in ("en", "zh")),
        *(f"removed: {folder}/short-story.tsv" for folder in ("flags", "clean")),
        *(f"removed: raw/short-story.{lang}.txt" for lang in ("en", "zh")),
        "written: genres.tsv",
        "written: README.md",
    ]
    assert not [line for line in build(tmp_path) if not line.startswith("left as it is")]
