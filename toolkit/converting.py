"""Bitext files of any format: read as units, and written in another format."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, ExitStack, contextmanager, nullcontext
from dataclasses import dataclass, field
from io import BufferedReader, BytesIO
from itertools import chain, islice
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, cast

from toolkit.errors import BadParameter, DataError
from toolkit.files import STDIN, atomic_write, check_target
from toolkit.packed import BUFFER, blaming, packed, unpacked
from toolkit.registry import load, parameters
from toolkit.sniffing import SUFFIXES, format_named, format_of
from toolkit.text import is_chinese
from toolkit.units import DEFAULTS, Unit

if TYPE_CHECKING:
    from toolkit.formats import Format

Source = str | Path
Texts = tuple[Source, Source] | None

_SAMPLE = 1000  # units, and characters of each, by which the language of a side is told
_MOSES = (".zh", ".en")
_PACKED = ".gz"


def units_in(source: Source, format: str | None = None, *, texts: Texts = None) -> Iterator[Unit]:
    """The units of a bitext file, one at a time.

    Args:
        source: a file of any format, gzipped or not, or "-", standard input; of Moses' two files either, or their name without
            `.zh` and `.en`.
        format: its name, `tsv:` with what stands for `columns` behind; without it, it is told by what is in the file.
        texts: of a format that has sentence numbers only, the files that the sentences are in, Chinese first.

    Raises:
        UnknownPlugin: there is no such format.
        DataError: the file cannot be read, or the Chinese is not in src.
    """
    with _bitext(source, format) as (name, streams):
        yield from _read(load_format(name, texts), streams, source)


def units_of_data(data: bytes, source: Source) -> Iterator[Unit]:
    """The units of a bitext file of one format or another, whose bytes were read from `source`; as `units_in`."""
    with blaming(source):
        stream = unpacked(BufferedReader(BytesIO(data)))
        name = format_of(stream, source)
    yield from _read(load_format(name), [stream], source)


@contextmanager
def _bitext(source: Source, format: str | None) -> Iterator[tuple[str, list[BinaryIO]]]:
    """The format of a bitext file, and its streams."""
    files = _files_of(source)
    with ExitStack() as stack:
        with blaming(source):
            streams = [unpacked(stack.enter_context(_opened(path))) for path in files]
            name = format or ("moses" if len(files) > 1 else format_of(streams[0], source))
        yield name, streams


def _read(format: Format, streams: Sequence[BinaryIO], source: Source) -> Iterator[Unit]:
    if len(format.suffixes) != len(streams):
        raise DataError(f"is not the {len(format.suffixes)} files that this format has", source)
    with blaming(source):
        yield from _with_chinese_first(format.read(streams, str(source)), source)


def _files_of(source: Source) -> list[Path]:
    """The file, or the two of Moses."""
    path = Path(source)
    for ending in ("", _PACKED):
        name = str(path).removesuffix(ending)
        for side in _MOSES:
            name = name.removesuffix(side)
        files = [Path(f"{name}{side}{ending}") for side in _MOSES]
        if (path in files or not path.exists()) and all(file.is_file() for file in files):
            return files
    return [path]


@contextmanager
def _opened(path: Path) -> Iterator[BinaryIO]:
    if str(path) == STDIN:
        yield cast(BinaryIO, sys.stdin.buffer)
        return
    try:
        stream = path.open("rb", buffering=BUFFER)
    except FileNotFoundError:
        raise DataError("there is no such file", path) from None
    except IsADirectoryError:
        raise DataError("is a folder, not a file", path) from None
    with stream:
        yield stream


def load_format(spec: str, texts: Texts = None, *, is_packed: bool = False) -> Format:
    """The format that is meant by `tmx` or `tsv:plain`.

    Raises:
        UnknownPlugin: there is no such format.
        BadParameter: it has no columns to choose, or its texts in itself.
    """
    name, _, columns = spec.partition(":")
    is_gzip = is_packed and "gzip" in parameters("formats", name)
    wanted = {"columns": columns, "texts": texts and tuple(map(str, texts)), "gzip": is_gzip}
    return cast("Format", load("formats", name, **{key: value for key, value in wanted.items() if value}))


def _with_chinese_first(units: Iterator[Unit], source: Source) -> Iterator[Unit]:
    head = list(islice(units, _SAMPLE))
    sides = ("".join(unit.src[:_SAMPLE] for unit in head), "".join(unit.tgt[:_SAMPLE] for unit in head))
    if [is_chinese(side) for side in sides] == [False, True]:
        raise DataError("has the Chinese as tgt and the English as src; exchange them", source)
    yield from chain(head, units)


@dataclass
class Conversion:
    """How many units were converted, of how many a field was lost, by its name, and of how many a text was changed.

    `blank` are those without any text or sentence number; formats of sentence numbers leave them out.
    """

    format: str
    units: int = 0
    lost: Counter[str] = field(default_factory=Counter)
    changed: int = 0
    blank: int = 0

    def __str__(self) -> str:
        """The same, for people."""
        lines = [f"{self.units:,} unit{'' if self.units == 1 else 's'}"]
        if self.lost:
            lost = (f"{_SAID.get(name, name)} ({self.lost[name]:,})" for name in ("id", *DEFAULTS) if self.lost[name])
            lines.append(
                f"left out, for {self.format} has no place for them, with the number of units: {', '.join(lost)}"
            )
        if self.changed:
            lines.append(f"with characters that {self.format} cannot hold, which were replaced: {self.changed:,}")
        if self.blank:
            lines.append(
                f"without any text: {self.blank:,}; where there are only sentence numbers, give the sentences with --texts"
            )
        return "\n".join(lines)

    def counted(self, units: Iterable[Unit], format: Format) -> Iterator[Unit]:
        """The units as they are, counted on their way into a format."""
        carries = format.carries
        absent = [(name, nothing) for name, nothing in DEFAULTS.items() if name not in carries]
        texts = [name for name in ("src", "tgt") if name in carries]
        for unit in units:
            self.units += 1
            self.blank += not unit.src and not unit.tgt and (bool(texts) or unit.src_ids is None)
            self.lost.update(name for name, nothing in absent if _lacks(getattr(unit, name), nothing, carries))
            if "id" not in carries and unit.id != str(self.units):
                self.lost["id"] += 1
            self.changed += any(format.clean(text := getattr(unit, name)) != text for name in texts)
            yield unit


def _lacks(value: object, nothing: object, carries: frozenset[str]) -> bool:
    """Whether something is lost of the value of a field that a format does not carry, or of `more` only some of it."""
    if isinstance(value, Mapping):
        return not all(f"more:{name}" in carries for name in value)
    return value != nothing


_SAID = {
    "src": "Chinese",
    "tgt": "English",
    "src_ids": "Chinese sentence numbers",
    "tgt_ids": "English sentence numbers",
    "id": "ids",
    "more": "other columns or properties",
}


def convert(
    source: Source,
    target: Source | None,
    to: str | None = None,
    *,
    format: str | None = None,
    texts: Texts = None,
) -> Conversion:
    """Write the units of a bitext file in another format, all or nothing; see `units_in` for `source` and `format`.

    Args:
        target: the file, or what the names of Moses' two begin with; standard output for None. Gzipped if it ends in `.gz`.
        to: the format; without it, the ending of `target` says.
        texts: of a format that has sentence numbers only, the files that the sentences are in, Chinese first.

    Raises:
        UnknownPlugin: there is no such format.
        BadParameter: nothing says which format, or one has its texts in itself.
        DataError: the source cannot be read or the target not be written.
    """
    to = to or (format_named(target) if target is not None else None)
    if to is None:
        endings = ", ".join(SUFFIXES)
        raise BadParameter(f"say which format to convert to, or let the name of the output end in one of {endings}")
    with _bitext(source, format) as (name, streams):
        takers = [spec for spec in (name, to) if "texts" in parameters("formats", spec.partition(":")[0])]
        if texts and not takers:
            raise BadParameter(f"{name} and {to} have their texts in them; leave out --texts")
        reader = load_format(name, texts if name in takers else None)
        writer = load_format(to, texts if to in takers else None, is_packed=str(target).endswith(_PACKED))
        done = Conversion(to)
        targets = targets_of(target, writer, [*_files_of(source), *(texts or ())])
        writing: AbstractContextManager[list[BinaryIO]] = atomic_write(*targets) if targets else nullcontext([])
        with writing as out:
            write_units(done.counted(_read(reader, streams, source), writer), writer, target, out)
    return done


def targets_of(output: Source | None, format: Format, inputs: Sequence[Source]) -> list[str]:
    """The files that a format is written to: OUTPUT, or, where it has several, OUTPUT with an ending each; none for None.

    Raises:
        BadParameter: there is no output, but the format has several files.
        DataError: a file could not be written, or is one of the inputs.
    """
    are_many = len(format.suffixes) > 1
    if output is None:
        if are_many:
            raise BadParameter(f"this format has {len(format.suffixes)} files; say with -o where they go")
        return []
    targets = [str(output).removesuffix(_PACKED) + suffix for suffix in format.suffixes] if are_many else [str(output)]
    for target in targets:
        check_target(target, inputs)
    return targets


def write_units(units: Iterable[Unit], format: Format, output: Source | None, streams: Sequence[BinaryIO]) -> None:
    """Write units to the open files of `targets_of`, gzipped where `output` says so, or to standard output."""
    if output is None:
        format.write(units, [sys.stdout.buffer])
        sys.stdout.buffer.flush()
    elif str(output).endswith(_PACKED) and len(format.suffixes) == 1:
        with packed(streams[0]) as stream:
            format.write(units, [cast(BinaryIO, stream)])
    else:
        format.write(units, streams)
