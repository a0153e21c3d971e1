"""`bitext evaluate`."""

from __future__ import annotations

import click


@click.group()
def evaluate() -> None:
    """Measure a result against gold."""


_GENRES = click.option(
    "--genres",
    metavar="FILE",
    help="TSV with name and genre of each document.  [default: genres.tsv beside the gold folder]",
)
_SEED = click.option("--seed", default=1, show_default=True, type=click.IntRange(0), help="Of the bootstrap.")


@evaluate.command()
@click.argument("gold")
@click.argument("hyp")
@click.argument("other", required=False, metavar="[OTHER_HYP]")
@_GENRES
@_SEED
def links(gold: str, hyp: str, other: str | None, genres: str | None, seed: int) -> None:
    """Precision, recall and F1 of the beads in HYP against those in GOLD.

    All are links files or TSVs of `bitext align`, or all folders whose files pair by name without suffix and are pooled.
    With OTHER_HYP, another system's beads, the difference of the two is tested as well.
    """
    from toolkit.evaluate import compare_links, score_links

    if other is None:
        click.echo(str(score_links(gold, hyp, genres=genres, seed=seed)))
    else:
        click.echo(str(compare_links(gold, hyp, other, genres=genres, seed=seed)))


@evaluate.command()
@click.argument("segments")
@click.argument("out", nargs=-1, required=True)
@_GENRES
@_SEED
def raw(segments: str, out: tuple[str, ...], genres: str | None, seed: int) -> None:
    """Precision, recall and F1 of the beads in OUT, TSVs that `bitext align` wrote, by gold SEGMENTS of running text.

    SEGMENTS is a TSV with the columns src and tgt, a segment a row in the order of the document, an empty cell where that
    side lacks it; or a folder of them, whose files pair by name without suffix with those of the folder OUT, or with
    the files that are given.
    """
    from toolkit.evaluate import score_segments

    click.echo(str(score_segments(segments, out, genres=genres, seed=seed)))


@evaluate.command()
@click.argument("gold")
@click.argument("hyp")
def confidence(gold: str, hyp: str) -> None:
    """How well the confidences in HYP, which `bitext align` wrote, foretell that a bead is the same in GOLD.

    Both are files, or both folders whose files pair by name without suffix and are pooled. GOLD is links, HYP links or TSV.
    """
    from toolkit.evaluate import score_confidence

    click.echo(str(score_confidence(gold, hyp)))


@evaluate.command()
@click.argument("gold")
@click.argument("found", metavar="FLAGS", nargs=-1, required=True)
@click.option("--segments", metavar="FILE", help="The risks that `bitext flag --segments` wrote, to be judged as well.")
@click.option(
    "--min-confidence", default=0.5, show_default=True, type=click.FloatRange(0, 1), help="Of flags that count."
)
def flags(gold: str, found: tuple[str, ...], segments: str | None, min_confidence: float) -> None:
    """Precision and recall of FLAGS, TSVs that `bitext flag` wrote, against GOLD, MQM TSVs of the same segments.

    Both are files, or GOLD is a folder, whose files pair by name without suffix with those of the folder FLAGS, or with the
    files that are given, and are pooled.
    """
    from toolkit.evaluate import score_flags

    click.echo(str(score_flags(gold, found, segments=segments, threshold=min_confidence)))
