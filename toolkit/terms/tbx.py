"""TBX, the exchange format of term bases (ISO 30042:2019).

Read are the versions 2 (root `martif`) and 3 (`tbx`), data categories as attributes (DCA) or as tags (DCT). Written is
version 3, dialect TBX-Basic, style DCA.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO, NoReturn
from xml.parsers import expat

from toolkit.elements import content
from toolkit.errors import DataError
from toolkit.terms.entries import Term
from toolkit.terms.topics import TOPICS

NAMESPACE = "urn:iso:std:iso:30042:ed-2"
_ROOTS = ("tbx", "martif")
_CONCEPTS, _LANGUAGES, _TERMS = ("conceptEntry", "termEntry"), ("langSec", "langSet"), ("termSec", "tig", "ntig")
_STATUS = ("administrativeStatus", "normativeAuthorization")
_INLINE = ("hi", "foreign", "sc", "ec", "ph", "bpt", "ept")  # Markup within a text belongs to it.
_LANG = "http://www.w3.org/XML/1998/namespace lang"
_ABOUT = "x-about"  # TBX has no category for it.
_ZH, _EN = ("zh", "cmn", "zho", "chi"), ("en", "eng")
# Statuses begin so, in the picklists of either version and in the files of common tools.
_PREFERRED, _AVOID = ("preferred",), ("deprecated", "superseded", "forbidden", "obsolete", "notrecommended")


@dataclass
class _Concept:
    """An entry as it is read: its terms as (language, text, status), and what is said of the whole of it."""

    terms: list[tuple[str, str, str]] = field(default_factory=list)
    said: dict[str, str] = field(default_factory=dict)

    def of(self, languages: tuple[str, ...]) -> list[tuple[str, str]]:
        return [(text, status.lower()) for language, text, status in self.terms if language in languages]


def read_tbx(data: bytes, source: str | Path) -> tuple[list[Term], Counter[str]]:
    """The terms of a TBX file, and how many of its concepts gave none, by reason.

    A concept with several Chinese terms gives one each. Declarations of entities are refused, and nothing is fetched.

    Raises:
        DataError: it is not well-formed XML, no TBX, or declares entities.
    """
    reader = _Reader(source)
    terms: list[Term] = []
    dropped: Counter[str] = Counter()
    for concept in reader.read(data):
        found, reason = _terms_of(concept)
        terms.extend(found)
        dropped.update([reason] if reason else [])
    return terms, dropped


def _terms_of(concept: _Concept) -> tuple[list[Term], str]:
    zh, en = concept.of(_ZH), concept.of(_EN)
    if not zh or not en:
        return [], "no Chinese term" if en else "no English term" if zh else "neither language"
    avoid = tuple(text for text, status in en if status.startswith(_AVOID))
    # A stable sort: preferred forms first, the rest as they come.
    good = sorted((form for form in en if form[0] not in avoid), key=lambda form: not form[1].startswith(_PREFERRED))
    if not good:
        return [], "only English terms to avoid"
    preferred, *accepted = dict.fromkeys(text for text, _ in good)
    *said, about = (concept.said.get(what, "") for what in ("subjectField", "note", "source", _ABOUT))
    said.append(about if about in TOPICS else "")  # of another tool, perhaps
    return [Term(form, preferred, tuple(accepted), avoid, *said) for form in dict.fromkeys(text for text, _ in zh)], ""


class _Reader:
    """Reads the concepts of a file, element by element."""

    def __init__(self, source: str | Path) -> None:
        self._source = source
        self._concepts: list[_Concept] = []
        self._concept: _Concept | None = None  # the one that is open
        self._path: list[tuple[str, str]] = []  # local name and data category of each open element
        self._is_in_term = False
        self._language = ""
        self._text: list[str] = []
        self._parser = expat.ParserCreate(namespace_separator=" ")
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end
        self._parser.CharacterDataHandler = self._text.append
        self._parser.EntityDeclHandler = lambda *_: self._refuse("declares an entity, which may be an attack")
        self._parser.SkippedEntityHandler = lambda name, _: self._refuse(f"uses the unknown entity &{name};")

    def read(self, data: bytes) -> list[_Concept]:
        try:
            self._parser.Parse(data, True)
        except expat.ExpatError as error:
            raise DataError(
                f"is not well-formed XML: {expat.ErrorString(error.code)}", self._source, error.lineno
            ) from error
        except (ValueError, LookupError) as error:  # an encoding that the parser does not know
            raise DataError(f"cannot be read ({error}); save it as UTF-8", self._source) from error
        return self._concepts

    def _refuse(self, problem: str) -> NoReturn:
        raise DataError(problem, self._source, self._parser.CurrentLineNumber)

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        local = name.rpartition(" ")[2]
        if not self._path and local not in _ROOTS:
            self._refuse(f"is no TBX file: its root is <{local}>, not <{'> or <'.join(_ROOTS)}>")
        if local in _CONCEPTS:
            self._concept = _Concept()
            self._concepts.append(self._concept)
        elif local in _LANGUAGES:
            language = attributes.get(_LANG, attributes.get("lang", ""))
            self._language = language.lower().replace("_", "-").partition("-")[0]
        elif local in _TERMS:
            self._is_in_term = True
        if local not in _INLINE:
            self._text.clear()
        self._path.append((local, attributes.get("type", local)))

    def _end(self, name: str) -> None:
        local, category = self._path.pop()
        if local in _INLINE:
            return
        text = " ".join("".join(self._text).split())
        self._text.clear()
        if self._concept is None:
            return
        if local in _CONCEPTS:
            self._concept = None
        elif local in _TERMS:
            self._is_in_term = False
        elif local == "term" and text:
            self._concept.terms.append((self._language, text, ""))
        elif category in _STATUS and self._concept.terms:
            self._concept.terms[-1] = (*self._concept.terms[-1][:2], text)
        elif text and not self._is_in_term:
            self._concept.said.setdefault(category, text)


def write_tbx(terms: Iterable[Term], out: BinaryIO) -> None:
    """Write terms as TBX, a concept each."""
    out.write(
        f'<?xml version="1.0" encoding="UTF-8"?>\n<tbx type="TBX-Basic" style="dca" xml:lang="en" xmlns="{NAMESPACE}">\n'
        "<tbxHeader><fileDesc><sourceDesc><p>bitext toolkit</p></sourceDesc></fileDesc></tbxHeader>\n"
        "<text><body>\n".encode()
    )
    for number, term in enumerate(terms, start=1):
        out.write("\n".join(_concept_lines(number, term)).encode() + b"\n")
    out.write(b"</body></text>\n</tbx>\n")


def _concept_lines(number: int, term: Term) -> Iterable[str]:
    yield f'<conceptEntry id="c{number}">'
    said = (("descrip", "subjectField", term.domain), ("admin", "source", term.source), ("admin", _ABOUT, term.about))
    for element, category, text in said:
        if text:
            yield f'  <{element} type="{category}">{content(text)}</{element}>'
    if term.note:
        yield f"  <note>{content(term.note)}</note>"
    yield f'  <langSec xml:lang="zh"><termSec><term>{content(term.zh)}</term></termSec></langSec>'
    yield '  <langSec xml:lang="en">'
    for status, forms in (("preferred", (term.preferred,)), ("admitted", term.accepted), ("deprecated", term.avoid)):
        for form in forms:
            note = f'<termNote type="administrativeStatus">{status}Term-admn-sts</termNote>'
            yield f"    <termSec><term>{content(form)}</term>{note}</termSec>"
    yield "  </langSec>\n</conceptEntry>"
