"""The command `passdesk`: its global options, its commands, and what an error becomes."""

import os
import sys
from collections.abc import Sequence
from importlib import import_module
from pathlib import Path
from typing import Annotated

import typer
from typer.main import get_command

from passdesk import __version__
from passdesk.cli.arguments import globals_first, refuse_empty
from passdesk.cli.commands import PARTS, part_of
from passdesk.cli.output import Output, as_ours, complain, tolerate_any_terminal
from passdesk.cli.surroundings import Surroundings, surroundings_here
from passdesk.errors import Misuse, PassdeskError, Trouble


def run(given: Sequence[str], around: Surroundings | None) -> int:
    """The exit status of one command. `around` None: the environment and clock of this process."""
    tolerate_any_terminal()
    line = globals_first(given)
    as_json = "--json" in line.options
    try:
        refuse_empty(given)
        status = _run(line.words, line.command, around or surroundings_here())
        sys.stdout.flush()
    except typer.Exit as asked:
        return asked.exit_code
    except BrokenPipeError:
        _hush_output()
        return Trouble.exit_status
    except (PassdeskError, typer.TyperException, typer.Abort, EOFError, KeyboardInterrupt, OSError) as error:
        ours = _as_ours(error)
        complain(ours, as_json=as_json)
        return ours.exit_status
    return status


def _run(words: list[str], command: str | None, around: Surroundings) -> int:
    tree = get_command(build(command))
    with tree.make_context("passdesk", words, obj=around) as context:
        status = tree.invoke(context)
    return status if isinstance(status, int) else 0


def build(command: str | None) -> typer.Typer:
    """The command tree in which `command` is whole and of every other there is only the name and a line of help.

    A command loads what it needs and nothing else: the server's libraries alone would cost each scan half a second.
    """
    app = typer.Typer(
        help="Passdesk: file people, issue QR passes, scan them at the line, keep the log.",
        no_args_is_help=False,
        add_completion=False,
        pretty_exceptions_enable=False,
        rich_markup_mode=None,
        context_settings={"help_option_names": ["--help", "-h"]},
    )
    app.callback(invoke_without_command=True)(_globals)
    wanted = part_of(command)
    for part in PARTS:
        if part is wanted:
            import_module(f"passdesk.cli.{part.module}").add_to(app)
        else:
            for name, said in part.commands.items():
                app.command(name, help=said)(_not_loaded)
    return app


def _not_loaded() -> None:
    """Stands for a command that was not asked for."""


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"passdesk {__version__}")
        raise typer.Exit


def _globals(
    context: typer.Context,
    data: Annotated[Path | None, typer.Option(help="The desk's folder; else PASSDESK_DATA.")] = None,
    operator: Annotated[str | None, typer.Option(help="Who acts; password from PASSDESK_PASSWORD or asked.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object a line.")] = False,
    version: Annotated[bool, typer.Option("--version", callback=_version, is_eager=True, help="Say which.")] = False,
) -> None:
    """These may stand anywhere on the line. Without a command the desk's window opens."""
    del version
    from passdesk.cli.session import Session  # it brings the store, which --help does without

    context.obj = Session(data, operator, Output(as_json), context.obj)
    if context.invoked_subcommand is None:
        from passdesk.cli.window import open_window

        raise typer.Exit(open_window(context.obj))


def _as_ours(error: BaseException) -> PassdeskError:
    return _wrong_use(error) if isinstance(error, typer.TyperException) else as_ours(error)


def _wrong_use(error: typer.TyperException) -> PassdeskError:
    """The shell library's words, with the command whose help explains more."""
    words = error.format_message()
    if words.startswith("Usage:"):  # a group without its command: the words are the whole help
        return Misuse(words)
    path = getattr(getattr(error, "ctx", None), "command_path", "passdesk")
    return Misuse(words, remedy=f"See: {path} --help")


def _hush_output() -> None:
    """Whoever read our output has gone; there is nobody left to tell, also when the interpreter flushes at its end."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
