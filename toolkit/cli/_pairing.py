"""`bitext corpus pair`."""

from __future__ import annotations

import time

import click

from toolkit.cli._progress import Progress

_INCOMPLETE = 3


@click.command()
@click.argument("zh")
@click.argument("en")
@click.option("-o", "--output", metavar="OUT", help="Where the pairs go; standard output without it.")
@click.option(
    "--min-score",
    default=0.5,
    show_default=True,
    type=click.FloatRange(0, 1),
    help="Leave out pairs less likely than this.",
)
@click.option("--encoder", default="use", show_default=True, metavar="NAME", help="The sentence encoder.")
def pair(zh: str, en: str, output: str | None, min_score: float, encoder: str) -> int:
    """Find which document of EN translates which of ZH.

    Each is a folder, taken with the folders in it, or a list with a path a line and, behind a tab, the page's address if you
    know it. OUT gets a line a pair: id, src, tgt, score. With -o, OUT.alone beside it (pairs.alone.tsv) lists every file that
    is in no pair, and why. The exit status is 3 if a file could not be read.
    """
    from toolkit.pairing import matching, results

    began = time.monotonic()
    write = results.pairing_writer(output, inputs=(zh, en))
    with Progress() as progress:
        pairing = matching.pair(zh, en, least=min_score, encoder=encoder, progress=progress)
    results.check_sides(pairing)
    write(pairing)
    click.echo(f"{results.summary(pairing)}\n{time.monotonic() - began:.1f} s", err=True)
    if output and (root := results.root_needed(pairing, output)):
        click.echo(f"the files are not in the folder of {output}; check and run it with --root {root}", err=True)
    return 0 if pairing.is_complete else _INCOMPLETE
