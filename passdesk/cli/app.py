"""The command `passdesk`: its global options, its commands, and what an error becomes."""

import os
import sys
from pathlib import Path
from typing import Annotated

import click
import typer

from passdesk import __version__
from passdesk.cli import demo, desk, issue, keys, operators, people, records, scan, server, zone
from passdesk.cli.arguments import globals_first
from passdesk.cli.output import Output, complain
from passdesk.cli.session import Session
from passdesk.errors import PassdeskError

app = typer.Typer(
    help="Passdesk: file people, issue QR passes, scan them at the line, keep the log.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)
for part in (desk, zone, people, issue, operators, keys, scan, records, server, demo):
    part.add_to(app)


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"passdesk {__version__}")
        raise typer.Exit


@app.callback()
def _globals(
    context: typer.Context,
    data: Annotated[Path | None, typer.Option(help="The desk's folder; else PASSDESK_DATA.")] = None,
    operator: Annotated[str | None, typer.Option(help="Who acts; password from PASSDESK_PASSWORD or asked.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object a line.")] = False,
    version: Annotated[bool, typer.Option("--version", callback=_version, is_eager=True)] = False,
) -> None:
    del version
    context.obj = Session(data, operator, Output(as_json), dict(os.environ))


def main(words: list[str] | None = None) -> int:
    """Run one command; gives the exit status: 0 done, 1 refused, 2 wrong use, 3 could not read or write."""
    words = globals_first(sys.argv[1:] if words is None else words)
    as_json = "--json" in words
    try:
        status = app(words, standalone_mode=False, prog_name="passdesk")
    except PassdeskError as error:
        complain(error, as_json=as_json)
        return error.exit_status
    except click.exceptions.Exit as asked:
        return asked.exit_code
    except click.ClickException as error:
        error.show()
        return 2
    except (click.Abort, KeyboardInterrupt):
        print("Stopped. What was recorded before stays recorded.", file=sys.stderr)
        return 3
    except BrokenPipeError:
        # Whoever read our output has gone; there is nobody left to tell.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 3
    except OSError as error:
        complain(PassdeskError(f"Could not read or write: {error}."), as_json=as_json)
        return 3
    return status if isinstance(status, int) else 0
