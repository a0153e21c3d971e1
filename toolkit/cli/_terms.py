"""`bitext terms`."""

from __future__ import annotations

import click


@click.group()
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
