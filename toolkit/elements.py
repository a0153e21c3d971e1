"""XML, element by element and however long the file is: read without entities, DTDs or a network, and escaped.

Memory is bounded: what is handed on is forgotten, and a tag or an element that is out of all proportion is refused.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import BinaryIO, NoReturn
from xml.etree.ElementTree import Element
from xml.parsers import expat
from xml.sax.saxutils import escape, quoteattr

import regex

from toolkit.errors import DataError

MAX_TAG = 1 << 22
"""Bytes that a tag with its attributes may have."""
MAX_ELEMENT = 1 << 26
"""Characters that an element may hold that is handed on whole."""
MAX_DEPTH = 200

_CHUNK = 1 << 16
_TAG_COST = 100  # characters that an element weighs beside its text
_XML = "http://www.w3.org/XML/1998/namespace "
_NO_XML = regex.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def elements(
    stream: BinaryIO, source: str, roots: Collection[str], wholes: Collection[str]
) -> Iterator[tuple[int, Element]]:
    """The elements of a file in the order of their start tags' lines, each with its line.

    Those named in `wholes` come when they are complete, with all that is in them; the others around them as soon as they
    begin, with their attributes and nothing else. Names are without namespace, but for `xml:lang` and its like.

    Raises:
        DataError: it is not well-formed, its root is none of `roots`, it declares or uses entities, or something in it is
            larger than `MAX_TAG`, `MAX_ELEMENT` or `MAX_DEPTH` allow.
    """
    reader = _Reader(source, roots, wholes)
    while chunk := stream.read(_CHUNK):
        reader.feed(chunk)
        yield from reader.take()
    reader.finish()
    yield from reader.take()


class _Reader:
    def __init__(self, source: str, roots: Collection[str], wholes: Collection[str]) -> None:
        self._source, self._roots, self._wholes = source, roots, wholes
        self._done: list[tuple[int, Element]] = []
        self._open: list[Element] = []  # the whole that is being read, down to the innermost element
        self._pieces: list[str] = []  # of the text since the last tag
        self._line = 0  # where it began
        self._depth = self._size = self._fed = 0
        self._parser = expat.ParserCreate(namespace_separator=" ")
        self._parser.buffer_text = True
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end
        self._parser.CharacterDataHandler = self._text
        self._parser.EntityDeclHandler = lambda *_: self._refuse("declares an entity, which may be an attack")
        self._parser.SkippedEntityHandler = lambda name, _: self._refuse(f"uses the unknown entity &{name[:60]};")

    def feed(self, data: bytes) -> None:
        self._fed += len(data)
        self._parse(data, False)
        if self._fed - self._parser.CurrentByteIndex > MAX_TAG:
            self._refuse(f"has a tag or a comment that is longer than {MAX_TAG >> 20} MB")

    def finish(self) -> None:
        self._parse(b"", True)

    def take(self) -> list[tuple[int, Element]]:
        done, self._done = self._done, []
        return done

    def _parse(self, data: bytes, is_last: bool) -> None:
        try:
            self._parser.Parse(data, is_last)
        except expat.ExpatError as error:
            message = f"is not well-formed XML: {expat.ErrorString(error.code)}"
            raise DataError(message, self._source, error.lineno) from None
        except (ValueError, LookupError) as error:  # an encoding that the parser does not know
            raise DataError(f"cannot be read ({error}); save it as UTF-8", self._source, 1) from None

    def _refuse(self, problem: str) -> NoReturn:
        raise DataError(problem, self._source, self._parser.CurrentLineNumber)

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        local = _local(name)
        if not self._depth and local not in self._roots:
            self._refuse(f"has the root <{local[:60]}>, not <{'> or <'.join(self._roots)}>")
        self._depth += 1
        if self._depth > MAX_DEPTH:
            self._refuse(f"has more than {MAX_DEPTH} elements in each other")
        element = Element(local, {_local(key): value for key, value in attributes.items()})
        if self._open:
            self._join_text()
            self._weigh(_TAG_COST + sum(map(len, attributes.values())))
            self._open[-1].append(element)
            self._open.append(element)
        elif local in self._wholes:
            self._open.append(element)
            self._line, self._size = self._parser.CurrentLineNumber, 0
        else:
            self._done.append((self._parser.CurrentLineNumber, element))

    def _end(self, name: str) -> None:
        self._depth -= 1
        if self._open:
            self._join_text()
            whole = self._open.pop()
            if not self._open:
                self._done.append((self._line, whole))

    def _text(self, text: str) -> None:
        if self._open:
            self._weigh(len(text))
            self._pieces.append(text)

    def _join_text(self) -> None:
        """Put the pieces of text that came since the last tag where they belong."""
        if not self._pieces:
            return
        text, element = "".join(self._pieces), self._open[-1]
        self._pieces.clear()
        if len(element):
            element[-1].tail = text
        else:
            element.text = text

    def _weigh(self, size: int) -> None:
        self._size += size
        if self._size > MAX_ELEMENT:
            self._refuse(f"has a <{self._open[0].tag}> that is larger than {MAX_ELEMENT >> 20} MB")


def _local(name: str) -> str:
    space, _, local = name.rpartition(" ")
    return f"xml:{local}" if f"{space} " == _XML else local


def xml_text(text: str) -> str:
    """The text as XML 1.0 can hold it: control characters and surrogates, which it cannot, become U+FFFD."""
    return text if text.isprintable() else _NO_XML.sub("\ufffd", text)


def content(text: str) -> str:
    """The text as the content of an element, escaped."""
    return escape(xml_text(text), {"\r": "&#13;"})


def attributes(**values: str) -> str:
    """Attributes with these values, escaped, a space before each; `xml_lang` is xml:lang, `o_tmf` is o-tmf."""
    return "".join(
        f" {name.replace('xml_', 'xml:').replace('_', '-')}={quoteattr(xml_text(value))}"
        for name, value in values.items()
    )
