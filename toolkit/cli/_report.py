"""`bitext report`."""

from __future__ import annotations

import click


@click.command()
@click.argument("pair")
@click.option("--flags", metavar="FLAGS", help="From `bitext flag`; without it the pair is flagged now.")
@click.option("--decisions", metavar="STORE", help="What reviewers decided.  [default: PAIR.review.sqlite]")
@click.option("-o", "--output", required=True, metavar="HTML", help="Where the report goes.")
def report(pair: str, flags: str | None, decisions: str | None, output: str) -> None:
    """Write PAIR, its flags and what reviewers decided as one read-only HTML file.

    PAIR is what `bitext align` wrote. The file has no script and loads nothing, so it can be mailed as it is.
    """
    from toolkit.review.report import write_report
    from toolkit.text import counted

    progress = write_report(pair, output, flags=flags, decisions=decisions)
    click.echo(
        f"{counted(progress['beads'], 'bead')}, {progress['judged']} of {counted(progress['flags'], 'flag')} judged: {output}",
        err=True,
    )
