"""`bitext corpus`: whole corpora of document pairs."""

from __future__ import annotations

import sys
import time

import click

from toolkit.cli._pairing import pair
from toolkit.cli._progress import bar

_SOME_FAILED = 3


@click.group()
def corpus() -> None:
    """Pair, align and flag whole corpora, on one machine or on many."""


corpus.add_command(pair)


@corpus.command()
@click.argument("manifest")
@click.option("-o", "--output", required=True, metavar="RUN", help="The folder of the run.")
@click.option(
    "--root", metavar="FOLDER", help="Where the documents are: a folder or an address.  [default: MANIFEST's]"
)
@click.option("--executor", default="processes", show_default=True, metavar="NAME", help="processes, serial or dask.")
@click.option("--scheduler", metavar="ADDRESS", help="Of a Dask cluster that runs: tcp://head:8786.")
@click.option("--workers", type=click.IntRange(1), metavar="N", help="[default: one a core]")
@click.option("--pre-split", is_flag=True, help="The files are plain text with one sentence a line.")
@click.option("--encoding", metavar="ENC", help="Of all files, if not to be detected.")
@click.option("--encoder", metavar="NAME", help="The sentence encoder of the aligner.  [default: use]")
@click.option("--aligner", default="beads", show_default=True, metavar="NAME", help="beads, or gale_church.")
@click.option("--weights", metavar="FILE", help="Of the aligner beads.  [default: those that ship]")
@click.option("--terms", multiple=True, metavar="FILE", help="Terms over the bank that ships; may be given again.")
@click.option("--min-confidence", default=0.3, show_default=True, type=click.FloatRange(0, 1), help="Of flags.")
@click.option("--calibration", metavar="FILE", help="From `bitext calibrate`.  [default: the one that ships]")
@click.option("--max-megabytes", default=10, show_default=True, type=click.IntRange(1), help="That a side may have.")
@click.option("--replace", is_flag=True, help="Another run that is in RUN may go.")
@click.pass_context
def run(
    context: click.Context,
    manifest: str,
    output: str,
    root: str | None,
    executor: str,
    scheduler: str | None,
    workers: int | None,
    pre_split: bool,
    encoding: str | None,
    encoder: str | None,
    aligner: str,
    weights: str | None,
    terms: tuple[str, ...],
    min_confidence: float,
    calibration: str | None,
    max_megabytes: int,
    replace: bool,
) -> None:
    """Align and flag the document pairs of MANIFEST: a TSV or Parquet file with the columns id, src and tgt.

    Further columns are kept. RUN/parts gets Parquet files with a bead a row, RUN/quarantine.tsv the documents that failed, and
    why; the exit status is then 3. Whatever stopped a run, the same command goes on with it, also after MANIFEST has grown.
    For other documents or parameters give another folder, or --replace. The result is the same, byte for byte, on any
    executor and with any number of workers.
    """
    from toolkit import runs

    bar = _Bar()
    report = runs.run(
        manifest,
        output,
        root=root,
        executor=executor,
        scheduler=scheduler,
        workers=workers,
        align=runs.AlignOptions(pre_split, encoding, encoder, aligner, weights),
        terms=terms,
        min_confidence=min_confidence,
        calibration=calibration,
        max_megabytes=max_megabytes,
        replace=replace,
        tell=lambda line: click.echo(line, err=True),
        progress=bar,
    )
    bar.erase()
    click.echo(str(report), err=True)
    context.exit(_SOME_FAILED if report.failed else 0)


@corpus.command()
@click.argument("manifest")
@click.option(
    "--root", metavar="FOLDER", help="Where the documents are: a folder or an address.  [default: MANIFEST's]"
)
@click.pass_context
def check(context: click.Context, manifest: str, root: str | None) -> None:
    """Look at every row of MANIFEST and at the files that it names, as `run` does first.

    The exit status is 3 if a file is missing or outside the root.
    """
    from toolkit import runs
    from toolkit.text import counted

    plan = runs.check(manifest, root)
    click.echo("\n".join([*plan.told(), f"{counted(plan.documents, 'document')}, {plan.bad:,} of them bad"]))
    context.exit(_SOME_FAILED if plan.bad else 0)


@corpus.command()
@click.argument("run")
def status(run: str) -> None:
    """Say how far RUN is, what failed in it and why, and which documents look odd."""
    from toolkit import runs

    click.echo(str(runs.status(run)))


@corpus.command()
@click.argument("run")
@click.argument("id")
@click.option("-o", "--output", required=True, metavar="FOLDER", help="Gets pair.tsv and flags.tsv.")
def document(run: str, id: str, output: str) -> None:
    """Take the document ID out of RUN, as `bitext align` and `bitext flag` would have written it."""
    from toolkit import runs

    pair, flags = runs.document_of_run(run, id, output)
    click.echo(f"{pair}\n{flags}")


class _Bar:
    """A bar on standard error, if that is a terminal, with the rate and the time that is left.

    It draws only when it is called: a thread must not be at work where processes are forked.
    """

    def __init__(self) -> None:
        self._began = time.monotonic()
        self._is_shown = sys.stderr.isatty()

    def __call__(self, worked: int, old: int, total: int) -> None:
        if not self._is_shown:
            return
        seconds = time.monotonic() - self._began
        line = f"{bar(worked + old, total)} {(worked + old) / 1e6:,.1f} of {total / 1e6:,.1f} MB"
        if worked:
            left = (total - worked - old) / worked * seconds
            line += f", {worked / 1e3 / seconds:,.0f} kB/s, {_duration(left)} left"
        click.echo(f"\r\x1b[K{line}", nl=False, err=True)

    def erase(self) -> None:
        if self._is_shown:
            click.echo("\r\x1b[K", nl=False, err=True)


def _duration(seconds: float) -> str:
    """ "2 h 05 min", "3 min", "40 s"."""
    if seconds < 60:
        return f"{seconds:.0f} s"
    hours, minutes = divmod(round(seconds / 60), 60)
    return f"{hours} h {minutes:02} min" if hours else f"{minutes} min"
