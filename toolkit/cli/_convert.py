"""`bitext convert`."""

from __future__ import annotations

import click


@click.command()
@click.argument("bitext")
@click.option("--to", metavar="FORMAT", help="The format that is wanted.  [default: by the ending of OUT]")
@click.option(
    "-o", "--output", metavar="OUT", help="Where it goes; standard output without it. Gzipped if it ends in .gz."
)
@click.option("--from", "format", metavar="FORMAT", help="The format of BITEXT.  [default: by what is in it]")
@click.option(
    "--texts", nargs=2, metavar="ZH EN", help="The sentences, one a line, of a format that has only their numbers."
)
def convert(bitext: str, to: str | None, output: str | None, format: str | None, texts: tuple[str, str] | None) -> None:
    """Write BITEXT in another format, and say what that cannot hold.

    The formats are tsv, moses, jsonl, parquet, huggingface, tmx, xliff, marot, xces, intertext, links, vecalign and ladder.
    Behind tsv may stand which columns: tsv:all, tsv:plain, tsv:bitextor, tsv:bicleaner, tsv:opuscleaner, or names, as in
    tsv:src,tgt,confidence. Of moses, BITEXT and OUT are the names without .zh and .en.
    """
    from toolkit import converting

    click.echo(str(converting.convert(bitext, output, to, format=format, texts=texts)), err=True)
