"""The command `bitext`: parse, one library call, print."""

from __future__ import annotations

import os
import sys
import threading
import time
from typing import NoReturn

import click

from toolkit.errors import ToolkitError

_BROKEN_PIPE, _ERROR, _INTERRUPTED = 1, 2, 130  # 1 is click's own for a pipe that nobody reads
_BAR_WIDTH = 20


def main() -> NoReturn:
    """Run the command line; an error that the user can put right is one line on standard error and status 2."""
    try:
        status = cli.main(prog_name="bitext", standalone_mode=False) or 0
        sys.stdout.flush()
    except ToolkitError as error:
        status = _fail(str(error))
    except MemoryError:
        status = _fail("not enough memory; split the input into parts")
    except click.ClickException as error:
        error.show()
        status = error.exit_code
    except (click.Abort, KeyboardInterrupt):
        status = _INTERRUPTED
    except OSError as error:
        # The interpreter's own last flush would fail once more.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        status = (
            _BROKEN_PIPE if isinstance(error, BrokenPipeError) else _fail(f"cannot write: {error.strerror or error}")
        )
    sys.exit(status)


def _fail(message: str) -> int:
    click.echo(f"error: {' '.join(message.split())}", err=True)
    return _ERROR


def _print_version(context: click.Context, _: click.Parameter, is_wanted: bool) -> None:
    if is_wanted:
        from toolkit import __version__

        click.echo(f"bitext {__version__}")
        context.exit()


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.option(
    "--version", is_flag=True, is_eager=True, expose_value=False, callback=_print_version, help="Show the version."
)
def cli() -> None:
    """Align an English translation with its Chinese original, sentence by sentence, and flag what is wrong in it."""


@cli.command()
@click.argument("src")
@click.argument("tgt")
@click.option("-o", "--output", metavar="OUT", help="Where the result goes; standard output without it.")
@click.option("--to", default="tsv", show_default=True, metavar="FORMAT", help="tsv, or links: [0, 1]:[0]:0.93.")
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
    to: str,
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
    with _Progress() as progress:
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


@cli.command()
@click.argument("pair")
@click.option("-o", "--output", metavar="OUT", help="Where the flags go; standard output without it.")
@click.option("--to", default="tsv", show_default=True, metavar="FORMAT", help="tsv, marot (MQM) or jsonl.")
@click.option("--terms", multiple=True, metavar="FILE", help="Terms of your own, merged over those that ship.")
@click.option(
    "--min-confidence",
    default=0.3,
    show_default=True,
    type=click.FloatRange(0, 1),
    help="Leave out flags that are less likely to be right.",
)
@click.option("--segments", metavar="FILE", help="Also write how likely each bead is to have a major error.")
@click.option("--calibration", metavar="FILE", help="From calibrate.  [default: the one that ships]")
def flag(
    pair: str,
    output: str | None,
    to: str,
    terms: tuple[str, ...],
    min_confidence: float,
    segments: str | None,
    calibration: str | None,
) -> None:
    """Flag what is awkward or wrong in the English of PAIR, and say why.

    PAIR is what `bitext align` wrote, any other TSV with the columns src and tgt, or an MQM TSV.
    """
    from toolkit import flagging
    from toolkit.flag_files import flag_writer

    began = time.monotonic()
    write = flag_writer(output, to, segments=segments, inputs=(pair, *terms))
    flags = flagging.flag(pair, terms=terms, min_confidence=min_confidence, calibration=calibration)
    write(flags)
    click.echo(f"{flagging.summary(flags)}\n{time.monotonic() - began:.1f} s", err=True)


@cli.command("train-aligner")
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

    if (output is None) == (held_out is None):
        raise click.UsageError("give either -o WEIGHTS or --held-out FOLDER")
    if output is not None:
        count = training.train(gold, output, encoder=encoder)
        click.echo(f"weights from {count} documents: {output}", err=True)
    elif held_out is not None:
        click.echo(training.report(training.hold_out(gold, held_out, is_ablating=ablate, encoder=encoder)))


@cli.group()
def terms() -> None:
    """Check and convert term files."""


@terms.command()
@click.argument("files", nargs=-1, required=True)
def check(files: tuple[str, ...]) -> int:
    """Say what is wrong in term FILES, by file and line; status 1 if anything is."""
    from toolkit.terms import check as problems_in

    problems = problems_in(files)
    click.echo("\n".join(problems) if problems else "no problems found")
    return int(bool(problems))


@terms.command("import")
@click.argument("glossary")
@click.option("-o", "--output", required=True, metavar="TERMS.tsv", help="The term file that is written.")
def import_(glossary: str, output: str) -> None:
    """Make a term file of GLOSSARY, which is TBX, CSV or TSV."""
    from toolkit.terms import convert

    click.echo(str(convert(glossary, output)), err=True)


@terms.command()
@click.argument("file")
@click.option("-o", "--output", required=True, metavar="GLOSSARY", help="What is written: .tbx or .csv.")
def export(file: str, output: str) -> None:
    """Make a glossary for other tools of a term FILE."""
    from toolkit.terms import convert

    click.echo(str(convert(file, output)), err=True)


@cli.command()
@click.argument("gold", nargs=-1, required=True)
@click.option("-o", "--output", metavar="CALIBRATION", help="Where the confidences go, as JSON.")
@click.option("--held-out", is_flag=True, help="Instead: the score of each document's flags, calibrated without it.")
@click.option("--terms", multiple=True, metavar="FILE", help="Terms of your own, merged over those that ship.")
def calibrate(gold: tuple[str, ...], output: str | None, held_out: bool, terms: tuple[str, ...]) -> None:
    """Learn from GOLD how often the flags of each detector are right.

    GOLD are MQM TSVs, or TSVs with the columns src and tgt of translations that have no fault; a document each.
    """
    from toolkit import calibrating

    if (output is None) != held_out:
        raise click.UsageError("give either -o CALIBRATION or --held-out")
    if output is not None:
        count = calibrating.learn(gold, output, terms=terms)
        click.echo(f"confidences from {count} findings: {output}", err=True)
    else:
        click.echo(str(calibrating.hold_out(gold, terms=terms)))


@cli.command("train-risk")
@click.argument("scores", nargs=-1, required=True)
@click.option("-o", "--output", metavar="WEIGHTS", help="Where the weights go, as JSON.")
@click.option("--held-out", is_flag=True, help="Instead: what the risk is worth, lines and systems held out.")
def train_risk(scores: tuple[str, ...], output: str | None, held_out: bool) -> None:
    """Learn from SCORES how likely a segment has a major error.

    SCORES are TSVs with the columns system, line, mqm, src and tgt; mqm is the penalty of the segment, 5 for a major error.
    """
    from toolkit import risk_training

    if (output is None) != held_out:
        raise click.UsageError("give either -o WEIGHTS or --held-out")
    if output is not None:
        click.echo(f"weights from {risk_training.train(scores, output)} segments: {output}", err=True)
    else:
        click.echo(risk_training.report(risk_training.hold_out(scores)))


@cli.group()
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
@click.argument("found", metavar="FLAGS")
@click.option("--segments", metavar="FILE", help="The risks that `bitext flag --segments` wrote, to be judged as well.")
@click.option(
    "--min-confidence", default=0.5, show_default=True, type=click.FloatRange(0, 1), help="Of flags that count."
)
def flags(gold: str, found: str, segments: str | None, min_confidence: float) -> None:
    """Precision and recall of FLAGS, TSVs that `bitext flag` wrote, against GOLD, MQM TSVs of the same segments.

    Both are files, or both folders whose files pair by name without suffix and are pooled.
    """
    from toolkit.evaluate import score_flags

    click.echo(str(score_flags(gold, found, segments=segments, threshold=min_confidence)))


class _Progress:
    """A bar on standard error, if that is a terminal, from the first second on; erased at the end."""

    def __init__(self) -> None:
        self._began = time.monotonic()
        self._step = ("", 0, 1)
        self._is_over = threading.Event()
        self._thread = threading.Thread(target=self._draw, daemon=True)

    def __call__(self, step: str, number: int, total: int) -> None:
        self._step = (step, number, total)

    def __enter__(self) -> _Progress:
        if sys.stderr.isatty():
            self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._is_over.set()
        if self._thread.is_alive():
            self._thread.join()

    def _draw(self) -> None:
        if self._is_over.wait(1):
            return
        while True:
            step, number, total = self._step
            done = _BAR_WIDTH * number // total
            seconds = time.monotonic() - self._began
            line = f"[{'#' * done}{'-' * (_BAR_WIDTH - done)}] {step}, {seconds:.0f} s"
            sys.stderr.write(f"\r\x1b[K{line}")
            sys.stderr.flush()
            if self._is_over.wait(0.2):
                break
        sys.stderr.write("\r\x1b[K")
        sys.stderr.flush()
