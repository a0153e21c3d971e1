"""`bitext flag`, and what it goes by: `calibrate`, `train-risk`."""

from __future__ import annotations

import time

import click


@click.command()
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

    PAIR is what `bitext align` wrote, any other TSV with the columns src and tgt, an MQM TSV, or a bitext in another
    format: TMX, XLIFF, JSON lines, gzipped or not. The FILE of --terms needs the columns zh and preferred; `bitext terms
    import` makes one of a glossary in CSV or TBX. Where none of its forms of a term is used, that is flagged.
    """
    from toolkit import flagging
    from toolkit.flag_files import flag_writer

    began = time.monotonic()
    write = flag_writer(output, to, segments=segments, inputs=(pair, *terms))
    flags = flagging.flag(pair, terms=terms, min_confidence=min_confidence, calibration=calibration)
    write(flags)
    click.echo(f"{flagging.summary(flags)}\n{time.monotonic() - began:.1f} s", err=True)


@click.command()
@click.argument("gold", nargs=-1, required=True)
@click.option("-o", "--output", metavar="CALIBRATION", help="Where the confidences go, as JSON.")
@click.option("--held-out", is_flag=True, help="Instead: the score of each document's flags, calibrated without it.")
@click.option("--terms", multiple=True, metavar="FILE", help="Terms of your own, merged over those that ship.")
def calibrate(gold: tuple[str, ...], output: str | None, held_out: bool, terms: tuple[str, ...]) -> None:
    """Learn from GOLD how often the flags of each detector are right.

    GOLD are MQM TSVs, or TSVs with the columns src and tgt of translations that have no fault; a document each.
    """
    from toolkit import calibrating
    from toolkit.text import counted

    if (output is None) != held_out:
        raise click.UsageError("give either -o CALIBRATION or --held-out")
    if output is not None:
        count = calibrating.learn(gold, output, terms=terms)
        click.echo(f"confidences from {counted(count, 'finding')}: {output}", err=True)
    else:
        click.echo(str(calibrating.hold_out(gold, terms=terms)))


@click.command("train-risk")
@click.argument("scores", nargs=-1, required=True)
@click.option("-o", "--output", metavar="WEIGHTS", help="Where the weights go, as JSON.")
@click.option("--held-out", is_flag=True, help="Instead: what the risk is worth, lines and systems held out.")
def train_risk(scores: tuple[str, ...], output: str | None, held_out: bool) -> None:
    """Learn from SCORES how likely a segment has a major error.

    SCORES are TSVs with the columns system, line, mqm, src and tgt; mqm is the penalty of the segment, 5 for a major error.
    """
    from toolkit import risk_training
    from toolkit.text import counted

    if (output is None) != held_out:
        raise click.UsageError("give either -o WEIGHTS or --held-out")
    if output is not None:
        click.echo(f"weights from {counted(risk_training.train(scores, output), 'segment')}: {output}", err=True)
    else:
        click.echo(risk_training.report(risk_training.hold_out(scores)))
