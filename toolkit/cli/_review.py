"""`bitext review` and `bitext decisions`."""

from __future__ import annotations

import click


class _BeforeJupyter(click.Command):
    """A command whose options are followed by those of JupyterLab."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        try:
            return super().parse_args(ctx, args)
        except click.NoSuchOption as error:
            if error.possibilities:
                raise
            hint = f"options of JupyterLab go behind --, as in: {ctx.command_path} PAIR -- --no-browser"
            raise click.UsageError(f"{error.message.rstrip('.')}; {hint}", ctx) from error


@click.command(cls=_BeforeJupyter)
@click.argument("pair")
@click.option("--flags", metavar="FLAGS", help="From `bitext flag`; without it PAIR is flagged now.")
@click.option("--decisions", metavar="STORE", help="Where decisions are kept.  [default: PAIR.review.sqlite]")
@click.option("--reviewer", metavar="NAME", help="Whose decisions these are.  [default: your login name]")
@click.option("--blind", is_flag=True, help="Hide what other reviewers decided.")
@click.option("--document", metavar="ID", help="PAIR is the folder of a `bitext corpus run`; which of its documents.")
@click.argument("options", nargs=-1, metavar="[-- OPTIONS]")
@click.pass_context
def review(
    context: click.Context,
    pair: str,
    flags: str | None,
    decisions: str | None,
    reviewer: str | None,
    blind: bool,
    document: str | None,
    options: tuple[str, ...],
) -> None:
    """Review PAIR, which `bitext align` wrote, in JupyterLab.

    Every decision is saved at once; several people may work on the same pair at the same time. OPTIONS behind ` -- ` are those of
    `jupyter lab`, such as --no-browser.
    """
    from toolkit.review.notebook import open_notebook

    status = open_notebook(
        pair, flags, decisions=decisions, reviewer=reviewer, blind=blind, document=document, options=options
    )
    context.exit(status)


@click.group()
def decisions() -> None:
    """What reviewers decided: export it, measure it, learn from it."""


@decisions.command("export")
@click.argument("store")
@click.option("--to", default="tsv", show_default=True, metavar="FORMAT", help="tsv (all decisions) or marot (MQM).")
@click.option("-o", "--output", required=True, metavar="OUT", help="Where they go.")
def export_decisions(store: str, to: str, output: str) -> None:
    """Write the decisions in STORE as a file for other programs."""
    from toolkit.review import decision_files
    from toolkit.text import counted

    click.echo(f"{counted(decision_files.export_decisions(store, output, to), 'decision')}: {output}", err=True)


@decisions.command()
@click.argument("stores", nargs=-1, required=True)
def agreement(stores: tuple[str, ...]) -> None:
    """How often each detector is right by the verdicts in STORES, and how far reviewers agree (Cohen's kappa)."""
    from toolkit.review.agreement import report

    click.echo(report(stores))


@decisions.command()
@click.argument("stores", nargs=-1, required=True)
@click.option("-o", "--output", required=True, metavar="CALIBRATION", help="Where the confidences go, as JSON.")
@click.option("--calibration", metavar="FILE", help="What the flags were made by.  [default: the one that ships]")
def recalibrate(stores: tuple[str, ...], output: str, calibration: str | None) -> None:
    """Learn from the verdicts in STORES how often flags are right, for `bitext flag --calibration`."""
    from toolkit.review.recalibrating import recalibrate as learn
    from toolkit.text import counted

    click.echo(
        f"confidences from {counted(learn(stores, output, calibration=calibration), 'verdict')}: {output}", err=True
    )
