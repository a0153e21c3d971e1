"""Beads against gold beads."""

from __future__ import annotations

from pathlib import Path

from toolkit.evaluate.files import paired, read_beads, read_genres
from toolkit.evaluate.report import Comparison, Report
from toolkit.evaluate.scores import score_beads

_CONVENTION = (
    "strict: the very same bead; lax: overlaps a bead of the other alignment on both sides.\n"
    "Null beads are counted on both sides, in precision and in recall, as in Bertalign's evaluation."
)


def score_links(gold: str | Path, hyp: str | Path, *, genres: str | Path | None = None, seed: int = 1) -> Report:
    """Score the beads of a file against another's, or the files of a folder against those of another with the same stems.

    A file is a links file or a TSV of ours. `genres` is a TSV with the columns name (of a gold file, without suffix) and
    genre; without it, `genres.tsv` beside the folder of the gold is used if there is one. `seed` is the bootstrap's.

    Raises:
        DataError: a file has no beads that can be read, or has no partner in the other folder.
    """
    scores = {
        name: score_beads(read_beads(gold_file), read_beads(hyp_file))
        for name, gold_file, hyp_file in paired(Path(gold), [Path(hyp)])
    }
    genre_of = read_genres(Path(genres) if genres else None, Path(gold))
    return Report(scores, _CONVENTION, genre_of, seed=seed)


def compare_links(
    gold: str | Path, hyp: str | Path, other: str | Path, *, genres: str | Path | None = None, seed: int = 1
) -> Comparison:
    """Score two systems against the same gold, as `score_links` does, and the one against the other.

    Raises:
        DataError: a file has no beads that can be read, or has no partner in the other folder.
    """
    return Comparison(*(score_links(gold, one, genres=genres, seed=seed) for one in (hyp, other)))
