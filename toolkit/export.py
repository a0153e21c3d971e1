"""Write an alignment where it is wanted, with the file beside it that says what made it."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from pathlib import Path

from toolkit.bitext import Alignment, Document
from toolkit.converting import load_format, targets_of, write_units
from toolkit.files import atomic_write, check_target
from toolkit.sniffing import format_for
from toolkit.units import units_of

_WITH_SIDECAR = {"tsv"}


def writer(
    output: str | Path | None, to: str | None = None, *, inputs: Sequence[str | Path] = ()
) -> Callable[[Alignment], None]:
    """A function that writes an alignment to a file, or to standard output where `output` is None.

    Without `to`, the ending of `output` says which format (TSV where it has none); if it is `.gz`, the file is gzipped. Files
    are written whole or not at all; a TSV gets a second one beside it, OUTPUT.json; see `sidecar`. What can be found wrong
    before there is an alignment is found here.

    Raises:
        UnknownPlugin: there is no such format.
        BadParameter: no format has such an ending.
        DataError: the output could not be written (so, too, the function), or is one of the inputs.
    """
    if output is not None:
        check_target(output, inputs)
    to = format_for(output, to)
    format = load_format(to, is_packed=str(output).endswith(".gz"))
    targets = targets_of(output, format, inputs)
    count = len(targets)
    if output is None:
        return lambda alignment: write_units(units_of(alignment), format, None, ())
    if to.partition(":")[0] in _WITH_SIDECAR and _is_new_or_regular(output):
        targets.append(f"{output}.json")
        check_target(targets[-1], inputs)

    def write(alignment: Alignment) -> None:
        with atomic_write(*targets) as streams:
            write_units(units_of(alignment), format, output, streams[:count])
            for stream in streams[count:]:
                stream.write(sidecar(alignment))

    return write


def _is_new_or_regular(path: str | Path) -> bool:
    return not Path(path).exists() or Path(path).is_file()


def sidecar(alignment: Alignment) -> bytes:
    """What is not in the table, as JSON: the signature and, of each side, the file and where in it each sentence is.

    A sentence is [block, start, end], a block [start, end, kind]; start and end are in characters of the text that was
    read, which for plain text is the decoded file.
    """
    content = {
        "signature": alignment.signature,
        "src": _side(alignment.src),
        "tgt": _side(alignment.tgt),
    }
    # A path that is no valid UTF-8 holds lone surrogates; as \udcXX they are valid JSON.
    return json.dumps(content, ensure_ascii=False).encode("utf-8", "backslashreplace") + b"\n"


def _side(document: Document) -> dict[str, object]:
    return {
        "path": document.id,
        "lang": document.lang,
        "sha256": document.sha256,
        "encoding": document.encoding,
        "left_out": document.left_out,
        "blocks": [[block.start, block.end, block.kind] for block in document.blocks],
        "sentences": [[sentence.paragraph, sentence.start, sentence.end] for sentence in document.sentences],
    }
