"""`bitext align` and `bitext train-aligner`."""

from __future__ import annotations

import time

import click

from toolkit.cli._progress import Progress


@click.command()
@click.argument("src")
@click.argument("tgt")
@click.option("-o", "--output", metavar="OUT", help="Where the result goes; standard output without it.")
@click.option(
    "--to", metavar="FORMAT", help="tsv, tmx, xliff, links …; see convert.  [default: by the ending of OUT, or tsv]"
)
@click.option("--pre-split", is_flag=True, help="The files are plain text with one sentence a line.")
@click.option("--encoding", metavar="ENC", help="Of both files, if not to be detected: utf-8, gb18030, big5 …")
@click.option("--encoder", metavar="NAME", help="The sentence encoder of the aligner.  [default: use]")
@click.option("--aligner", default="beads", show_default=True, metavar="NAME", help="beads, or gale_church.")
@click.option("--weights", metavar="FILE", help="Of the aligner beads, from train-aligner.  [default: those that ship]")
@click.option("--pins", metavar="FILE", help="Links that must be in the result: [0, 1]:[0]; []:[1] for no partner.")
def align(
    src: str,
    tgt: str,
    output: str | None,
    to: str | None,
    pre_split: bool,
    encoding: str | None,
    encoder: str | None,
    aligner: str,
    weights: str | None,
    pins: str | None,
) -> None:
    """Align SRC, a Chinese original, with TGT, its English translation.

    Each is plain text, HTML, DOCX or PDF; one may be "-", standard input. With -o, a TSV gets a file OUT.json beside
    it, which says what made it and where in the inputs each sentence is.

    Sentences are numbered from 0, and the links of --pins and of the result have the Chinese ones first, also where
    the files are given the other way round.
    """
    from toolkit import pipeline
    from toolkit.export import writer

    began = time.monotonic()
    write = writer(output, to, inputs=(src, tgt) if pins is None else (src, tgt, pins))
    with Progress() as progress:
        alignment = pipeline.align(
            src,
            tgt,
            pre_split=pre_split,
            encoding=encoding,
            encoder=encoder,
            aligner=aligner,
            weights=weights,
            pins=pins,
            progress=progress,
        )
    write(alignment)
    click.echo(f"{pipeline.summary(alignment)}\n{time.monotonic() - began:.1f} s", err=True)


@click.command("train-aligner")
@click.argument("gold", nargs=-1, required=True)
@click.option("-o", "--output", metavar="WEIGHTS", help="Where the weights go, as JSON.")
@click.option("--held-out", metavar="FOLDER", help="Instead: how well its documents are aligned, each learned without.")
@click.option("--ablate", is_flag=True, help="With --held-out: also without each kind of evidence.")
@click.option("--encoder", default="use", show_default=True, metavar="NAME", help="The sentence encoder.")
def train_aligner(gold: tuple[str, ...], output: str | None, held_out: str | None, ablate: bool, encoder: str) -> None:
    """Learn the weights of the aligner `beads` from GOLD folders.

    A folder has zh/NAME.txt, en/NAME.txt (a sentence a line) and gold/NAME.links, or segments/NAME.tsv with columns src and
    tgt.
    """
    from toolkit import training
    from toolkit.text import counted

    if (output is None) == (held_out is None):
        raise click.UsageError("give either -o WEIGHTS or --held-out FOLDER")
    if output is not None:
        count = training.train(gold, output, encoder=encoder)
        click.echo(f"weights from {counted(count, 'document')}: {output}", err=True)
    elif held_out is not None:
        click.echo(training.report(training.hold_out(gold, held_out, is_ablating=ablate, encoder=encoder)))
