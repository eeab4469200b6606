"""`passdesk demo`: the whole line with made-up people, from an empty folder to its own checks."""

import signal
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType
from typing import Annotated, NoReturn

import typer

from passdesk.cli.session import Session
from passdesk.demo.cast import PARTS, PLAYERS
from passdesk.demo.checking import insist, table
from passdesk.demo.run import Played, play
from passdesk.errors import Misuse

DEFAULT = Path("passdesk-demo")


def add_to(app: typer.Typer) -> None:
    app.command("demo")(demo)


def demo(
    context: typer.Context,
    out: Annotated[Path, typer.Option(help="A new or empty folder; a former demo's is replaced.")] = DEFAULT,
    headless: Annotated[bool, typer.Option("--headless", help="Without a window, to its end.")] = False,
    people: Annotated[int, typer.Option(min=len(PARTS), max=len(PLAYERS), help="How many people.")] = len(PLAYERS),
) -> None:
    """Play the whole line with made-up people; status 1, naming the check, if anything is off."""
    session: Session = context.obj
    if not headless:
        raise Misuse("The demo has no window yet.", kept="Nothing was made.", remedy="Add --headless.")
    started = time.monotonic()
    with _ended_in_order():
        played = play(out, session.clock, people=people, tell=session.output.remark)
    _print(session, played, time.monotonic() - started)
    insist(played.checks, f"Everything is in {played.folder.root}.")


@contextmanager
def _ended_in_order() -> Iterator[None]:
    """Also on SIGTERM: the server's process must not outlive this one."""
    before = signal.signal(signal.SIGTERM, _end)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


def _print(session: Session, played: Played, took: float) -> None:
    off = sum(not check.holds for check in played.checks)
    if session.output.as_json:
        for check in played.checks:
            session.output.result(
                {"check": check.what, "expected": check.expected, "found": check.found, "holds": check.holds}, ""
            )
        ended = {"folder": str(played.folder.root), "checks": len(played.checks), "off": off, "seconds": round(took, 1)}
        session.output.result(ended, "")
        return
    session.output.result({}, "\n".join(table(played.checks)))
    result = "all hold" if not off else f"{off} ARE OFF"
    session.output.result({}, f"\n{len(played.checks)} checks, {result}; {took:.0f} seconds.\n\n{played.story}")


def _end(number: int, _: FrameType | None) -> NoReturn:
    sys.exit(128 + number)
