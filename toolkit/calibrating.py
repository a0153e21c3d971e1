"""Learn from judged translations how often the findings of each detector are right."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from toolkit.calibration import Judged, calibrate
from toolkit.errors import DataError
from toolkit.evaluate.flags import FlagScore, expected_penalty, measure_flags
from toolkit.files import check_target, read_bytes
from toolkit.flagging import find, flags_of
from toolkit.learned import write_learned
from toolkit.marot import Segment, is_marot, segments_of
from toolkit.pairs import pairs_of_segments, pairs_of_table
from toolkit.quality import ABOUT_ALIGNMENT, SUSPECTS, Finding, Flag, Pair, is_about_any
from toolkit.reading import Source
from toolkit.terms import Bank, open_bank

_MOST_BEADS = 300
"""A larger file counts as one of so many, lest a single sort of text outweigh all others."""


@dataclass(frozen=True)
class _Document:
    """A document that was judged, and what the detectors find in it."""

    name: str
    segments: Sequence[Segment]
    pairs: Sequence[Pair]
    weight: float
    findings: Sequence[tuple[str, Finding]]

    @cached_property
    def judged(self) -> list[Judged]:
        """The findings about the translation whose strength wants calibrating, and whether each is about a fault."""
        return [
            Judged(
                name,
                finding.category,
                finding.strength,
                is_about_any(finding, self.segments[finding.row].faults),
                self.weight,
            )
            for name, finding in self.findings
            if name != SUSPECTS and not finding.category.startswith(ABOUT_ALIGNMENT)
        ]


def learn(sources: Sequence[Source], output: str | Path, *, terms: Sequence[Source] = ()) -> int:
    """Learn the confidences from judged translations and write them; returns the number of findings.

    Args:
        sources: MQM TSVs, a document each; or TSVs with src and tgt of translations without a fault.
        terms: as of `toolkit.flagging.flag`.

    Raises:
        DataError: a file is broken.
    """
    check_target(output, inputs=sources)
    judged = [item for document in _read(sources, terms) for item in document.judged]
    content = {"learned_from": [Path(source).name for source in sources], "detectors": calibrate(judged).to_json()}
    write_learned(output, content)
    return len(judged)


def hold_out(sources: Sequence[Source], *, terms: Sequence[Source] = (), threshold: float = 0.5) -> FlagScore:
    """The score of the flags of each document, with confidences that were learned from files of other names.

    So a translation and its corrected version, of one name in two folders, are held out together.

    Raises:
        DataError: a file is broken, or there is only one.
    """
    documents = _read(sources, terms)
    if len({document.name for document in documents}) < 2:
        raise DataError("is the only file; give several, so that each can be held out", sources[0])
    results = []
    for document in documents:
        others = [item for other in documents if other.name != document.name for item in other.judged]
        own: list[list[Flag]] = [[] for _ in document.pairs]
        for row, flag in flags_of(document.pairs, document.findings, calibrate(others)):
            own[row].append(flag)
        results += [
            (segment, flags, expected_penalty(flags)) for segment, flags in zip(document.segments, own, strict=True)
        ]
    return measure_flags(results, threshold)


def _read(sources: Sequence[Source], terms: Sequence[Source]) -> list[_Document]:
    bank = open_bank(terms)
    return [document for source in sources for document in _documents(source, bank)]


def _documents(source: Source, terms: Bank) -> Iterator[_Document]:
    """The documents in a file: of an MQM TSV those of each system, since each is to be consistent in itself."""
    data = read_bytes(source)
    if is_marot(data):
        segments = segments_of(data, source)
    else:
        found = pairs_of_table(data, source)
        segments = [Segment(pair.bead_id, "", str(source), pair.src, pair.tgt, ()) for pair in found]
    weight = min(1.0, _MOST_BEADS / max(len(segments), 1))
    documents: dict[tuple[str, str], list[Segment]] = {}
    for segment in segments:
        documents.setdefault((segment.system, segment.doc), []).append(segment)
    for own in documents.values():
        pairs = pairs_of_segments(own)
        yield _Document(Path(source).name, own, pairs, weight, find(pairs, terms))
