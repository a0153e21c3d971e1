"""Learn from judged translations how often the findings of each detector are right."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from toolkit.calibration import calibrate
from toolkit.errors import DataError
from toolkit.evaluate.flags import FlagScore, expected_penalty, measure_flags
from toolkit.files import check_target, read_bytes
from toolkit.flagging import find, flags_of, pairs_of_segments, pairs_of_table
from toolkit.learned import write_learned
from toolkit.marot import Segment, is_marot, segments_of
from toolkit.quality import ABOUT_ALIGNMENT, Finding, Flag, Pair, is_about_any
from toolkit.reading import Source


@dataclass(frozen=True)
class _Document:
    """A document that was judged, and what the detectors find in it."""

    segments: Sequence[Segment]
    pairs: Sequence[Pair]
    findings: Sequence[tuple[str, Finding]]

    @cached_property
    def judged(self) -> list[tuple[str, str, float, bool]]:
        """Detector, category and strength of each finding about the translation, and whether it is about a fault."""
        return [
            (name, finding.category, finding.strength, is_about_any(finding, self.segments[finding.row].faults))
            for name, finding in self.findings
            if not finding.category.startswith(ABOUT_ALIGNMENT)
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
    """The score of the flags of each document, with confidences that were learned from the others.

    Raises:
        DataError: a file is broken, or there is only one.
    """
    documents = _read(sources, terms)
    if len(documents) < 2:
        raise DataError("is the only file; give several, so that each can be held out", sources[0])
    results = []
    for document in documents:
        others = [item for other in documents if other is not document for item in other.judged]
        own: list[list[Flag]] = [[] for _ in document.pairs]
        for row, flag in flags_of(document.pairs, document.findings, calibrate(others)):
            own[row].append(flag)
        results += [
            (segment, flags, expected_penalty(flags)) for segment, flags in zip(document.segments, own, strict=True)
        ]
    return measure_flags(results, threshold)


def _read(sources: Sequence[Source], terms: Sequence[Source]) -> list[_Document]:
    documents = []
    for source in sources:
        data = read_bytes(source)
        if is_marot(data):
            segments = segments_of(data, source)
            pairs = pairs_of_segments(segments)
        else:
            pairs = pairs_of_table(data, source)
            segments = [Segment(pair.bead_id, "", str(source), pair.src, pair.tgt, ()) for pair in pairs]
        documents.append(_Document(segments, pairs, find(pairs, terms)))
    return documents
