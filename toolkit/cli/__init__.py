"""The command `bitext`: parse, one library call, print."""

from __future__ import annotations

import os
import sys
from typing import NoReturn

import click

from toolkit.cli._align import align, train_aligner
from toolkit.cli._convert import convert
from toolkit.cli._corpus import corpus
from toolkit.cli._evaluate import evaluate
from toolkit.cli._export import compare_exports, export
from toolkit.cli._flag import calibrate, flag, train_risk
from toolkit.cli._report import report
from toolkit.cli._review import decisions, review
from toolkit.cli._terms import terms
from toolkit.errors import ToolkitError

_BROKEN_PIPE, _ERROR, _INTERRUPTED = 1, 2, 130  # 1 is click's own for a pipe that nobody reads


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


for command in (
    align, flag, review, report, decisions, export, compare_exports, convert, corpus,
    terms, evaluate, train_aligner, calibrate, train_risk,
):  # fmt: skip
    cli.add_command(command)
