"""Two folders or lists of documents in, pairs out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence, Set
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from toolkit.bitext import Lang
from toolkit.pairing.anchors import en_anchors, zh_anchors
from toolkit.pairing.candidates import nearest, same_names
from toolkit.pairing.closer import aligned
from toolkit.pairing.duplicates import duplicates
from toolkit.pairing.evidence import evidence
from toolkit.pairing.linking import Found, link
from toolkit.pairing.profiles import Side, Unread, read_side
from toolkit.pairing.results import Alone, Pair, Pairing
from toolkit.pairing.scoring import probabilities, shipped_weights
from toolkit.pairing.sources import Source, pair_ids, sources
from toolkit.pairing.vectors import Weighted
from toolkit.pipeline import DEFAULT_ENCODER, Progress, load_encoder
from toolkit.registry import load

if TYPE_CHECKING:
    from toolkit.aligners import Aligner
    from toolkit.encoders import Encoder

LEAST = 0.5
"""The least probability of a pair, where no other is asked for."""
ALIGNER = "beads"
"""The aligner that looks at the candidates in doubt; it knows how sure it is."""


def pair(
    zh: str | Path,
    en: str | Path,
    *,
    least: float = LEAST,
    encoder: str = DEFAULT_ENCODER,
    progress: Progress = lambda step, number, total: None,
) -> Pairing:
    """Find which English document translates which Chinese one.

    Args:
        zh, en: a folder, taken with the folders in it, or a list of files; see `toolkit.pairing.sources`.
        least: the least probability of a pair.
        encoder: as of `toolkit.pipeline.align`.
        progress: called with what is being done, how far that is, and how much there is of it.

    Raises:
        DataError: a folder or list is missing or empty, or a file was changed meanwhile. One that cannot be read is in the
            result.
        MissingExtra: there are too many documents to compare each with each, and usearch is not installed.
    """
    files = sources(zh), sources(en)
    loaded = load_encoder(encoder)
    (src, no_src), (tgt, no_tgt) = read_sides(*files, loaded, progress)
    progress("comparing", 0, 1)
    (src, src_copies), (tgt, tgt_copies) = _without_copies(src), _without_copies(tgt)
    found = compare(src, tgt, load("aligners", ALIGNER, encoder=loaded))
    chosen = sorted(found[k] for k in link(found) if found[k][2] >= least)
    left, right = src.sources, tgt.sources
    ids = pair_ids([left[i] for i, _, _ in chosen])
    pairs = tuple(Pair(name, left[i], right[j], score) for name, (i, j, score) in zip(ids, chosen, strict=True))
    found.sort(key=_by_score)
    likeliest_tgt = {left[i]: (right[j], score) for i, j, score in found}
    likeliest_src = {right[j]: (left[i], score) for i, j, score in found}
    alone = (
        *_alone("zh", files[0], {each.src for each in pairs}, no_src, src_copies, likeliest_tgt),
        *_alone("en", files[1], {each.tgt for each in pairs}, no_tgt, tgt_copies, likeliest_src),
    )
    return Pairing(pairs, alone)


def read_sides(
    zh: Sequence[Source], en: Sequence[Source], encoder: Encoder, progress: Progress
) -> tuple[tuple[Side, Unread], tuple[Side, Unread]]:
    """What is kept of the documents of both sides, and which files are none: Chinese, English."""
    total = len(zh) + len(en)
    # The English ones first, for Chinese is only searched for names that are in them.
    tgt, no_tgt, names = read_side(en, "en", encoder, en_anchors, lambda number: progress("reading", number, total))
    src, no_src, _ = read_side(
        zh,
        "zh",
        encoder,
        lambda texts: (zh_anchors(texts, names), set()),
        lambda number: progress("reading", len(en) + number, total),
    )
    return (src, no_src), (tgt, no_tgt)


def compare(src: Side, tgt: Side, aligner: Aligner) -> list[Found]:
    """The candidates among some documents, sorted by their numbers. Those in doubt are aligned.

    Raises:
        DataError: a file is no longer what it was when it was read.
    """
    if not len(src) or not len(tgt):
        return []
    left, right = Weighted(src), Weighted(tgt)
    named = same_names(src.sources, tgt.sources)
    near = nearest(left.vectors, right.vectors)
    candidates = np.unique(np.concatenate([near, np.array(sorted(named), np.int64).reshape(-1, 2)]), axis=0)
    numbers = [(i, j) for i, j in candidates.tolist()]
    has_same_name = np.array([number in named for number in numbers])
    scores = probabilities(
        evidence(left, right, candidates),
        has_same_name,
        lambda doubtful: aligned(left, right, candidates[doubtful], aligner),
        shipped_weights(),
    ).tolist()
    return [(i, j, score) for (i, j), score in zip(numbers, scores, strict=True)]


def _by_score(found: Found) -> float:
    return found[2]


def _without_copies(side: Side) -> tuple[Side, dict[Source, Source]]:
    """The side without duplicates, and those, each with the document that stands for it."""
    copies = duplicates(Weighted(side))
    sources_of = side.sources
    named = {sources_of[copy]: sources_of[kept] for copy, kept in copies.items()}
    return side.only([number for number in range(len(side)) if number not in copies]), named


def _alone(
    lang: Lang,
    files: Sequence[Source],
    paired: Set[Source],
    unread: Unread,
    copies: Mapping[Source, Source],
    likeliest: Mapping[Source, tuple[Source, float]],
) -> Iterator[Alone]:
    """Those of the files of one side that are in no pair, in their order, each with the reason."""
    for source in files:
        if source in unread:
            problem = unread[source]
            yield Alone(lang, source, "other language" if problem is None else "unreadable", detail=problem or "")
        elif source in copies:
            yield Alone(lang, source, "duplicate", copies[source])
        elif source not in paired:
            yield Alone(lang, source, "no partner", *likeliest.get(source, (None, None)))
