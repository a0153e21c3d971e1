"""`bitext export`, and `compare-exports`."""

from __future__ import annotations

import time
from pathlib import Path

import click


@click.command()
@click.argument("bitexts", nargs=-1, required=True)
@click.option(
    "-o", "--output", metavar="OUT", help="A file, or a folder if it ends in / or there are splits or models."
)
@click.option("--to", metavar="FORMAT", help="As of `bitext convert`.  [default: by the ending of OUT, else tsv]")
@click.option(
    "--flags", multiple=True, metavar="FILE", help="From `bitext flag`; once for each BITEXT, in their order."
)
@click.option(
    "--decisions", multiple=True, metavar="FILE", help="From the review; once for each BITEXT, in their order."
)
@click.option(
    "--filters", default="none", show_default=True, metavar="NAME", help="none, default, strict, or a TOML file."
)
@click.option("--dedup", default="none", show_default=True, metavar="HOW", help="none, exact, normalised or near.")
@click.option("--dedup-on", default="both", show_default=True, metavar="SIDES", help="both, src, tgt or either.")
@click.option(
    "--decontaminate", multiple=True, metavar="FILE", help="A test set; what is like it on a side is left out."
)
@click.option("--split", metavar="SIZES", help="Sizes in pairs, as in dev=1000,test=1000; what is left is train.")
@click.option("--split-by", default="document", show_default=True, metavar="WHAT", help="document or pair.")
@click.option("--seed", default=0, show_default=True, type=click.IntRange(0, 2**32 - 1), help="Of what is drawn.")
@click.option(
    "--sentencepiece", default=0, metavar="SIZE", type=click.IntRange(0), help="Train a model, encode the splits."
)
@click.option("--separate", is_flag=True, help="A SentencePiece model for each language, not one for both.")
@click.option("--gzip", is_flag=True, help="Gzip the files of a folder.")
@click.option("--licence", metavar="NAME", help="Of the corpus, for its card.")
@click.option("--keep-dropped", metavar="FILE", help="A TSV of what was left out, and why.")
def export(
    bitexts: tuple[str, ...],
    output: str | None,
    to: str | None,
    flags: tuple[str, ...],
    decisions: tuple[str, ...],
    filters: str,
    dedup: str,
    dedup_on: str,
    decontaminate: tuple[str, ...],
    split: str | None,
    split_by: str,
    seed: int,
    sentencepiece: int,
    separate: bool,
    gzip: bool,
    licence: str | None,
    keep_dropped: str | None,
) -> None:
    """Write BITEXTS as one corpus, and account for every pair that is left out.

    A BITEXT is what `bitext align` wrote, a file of any format that `bitext convert` reads, or the folder of a run. Null beads
    and what a reviewer rejected are left out whatever the filters are.
    """
    from toolkit.corpus import exporting
    from toolkit.corpus.writing import HUB, Output
    from toolkit.sniffing import format_for, format_named

    began = time.monotonic()
    is_folder = bool(
        split or sentencepiece or to == HUB or (output and (output.endswith("/") or Path(output).is_dir()))
    )
    to = to or (format_named(output or "") or "tsv" if is_folder else format_for(output))
    recipe = exporting.Recipe(filters, dedup, dedup_on, decontaminate, split, split_by, seed)
    where = Output(output, to, is_folder, sentencepiece, not separate, licence, gzip)
    account = exporting.export(bitexts, where, recipe, flags=flags, decisions=decisions, keep_dropped=keep_dropped)
    click.echo(f"{account}\n{time.monotonic() - began:.1f} s", err=True)


@click.command("compare-exports")
@click.argument("old")
@click.argument("new")
def compare_exports(old: str, new: str) -> None:
    """Say which pairs came in, went and moved between the folders OLD and NEW that `bitext export` wrote, and why."""
    from toolkit.corpus.difference import difference

    click.echo(str(difference(old, new)))
