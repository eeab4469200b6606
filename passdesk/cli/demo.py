"""`passdesk demo`: the whole line with made-up people, on a screen to try, or without one to its own checks."""

import os
import signal
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from types import FrameType
from typing import Annotated, NoReturn

import typer

from passdesk.cli.session import Session
from passdesk.demo.cast import PARTS, PLAYERS
from passdesk.demo.checking import insist, table
from passdesk.demo.rehearsal import prepared
from passdesk.demo.run import Played, play

DEFAULT = Path("passdesk-demo")
_SCREENS = ("DISPLAY", "WAYLAND_DISPLAY")
_PLATFORM = "QT_QPA_PLATFORM"


def add_to(app: typer.Typer) -> None:
    app.command("demo")(demo)


def demo(
    context: typer.Context,
    out: Annotated[Path, typer.Option(help="A new or empty folder; a former demo's is replaced.")] = DEFAULT,
    headless: Annotated[
        bool | None, typer.Option("--headless/--screen", help="To its end without a screen, or in windows to try.")
    ] = None,
    people: Annotated[int, typer.Option(min=len(PARTS), max=len(PLAYERS), help="How many people.")] = len(PLAYERS),
) -> None:
    """Play the whole line with made-up people: on a screen in windows, with a tray of passes to show; without one to
    its end, with status 1, naming the check, if anything is off."""
    session: Session = context.obj
    if headless is None:
        headless = not has_screen(session.environ, sys.platform)
        words = "There is no screen here: everything is played to its end." if headless else "Windows open in a moment."
        session.output.remark(words)
    if headless:
        _play_to_its_end(session, out, people)
    else:
        _rehearse(session, out, people)


def has_screen(environ: Mapping[str, str], platform: str) -> bool:
    """Whether windows can be shown to somebody."""
    return not platform.startswith("linux") or any(environ.get(name) for name in _SCREENS)


def _rehearse(session: Session, out: Path, people: int) -> None:
    """Until a window is closed or a signal comes."""
    from passdesk.desktop.rehearsal.running import rehearse  # Qt is loaded here

    with _ended_in_order(), prepared(out, session.clock, people=people, tell=session.output.remark) as rehearsal:
        words = "The windows are open; who may sign in stands on the tray. Closing one ends it all."
        status = rehearse(rehearsal, opened=lambda: session.output.remark(words))
    session.output.remark(f"Everything is in {out}.")
    if status:
        raise typer.Exit(status)


def _play_to_its_end(session: Session, out: Path, people: int) -> None:
    """The windows are worked too, where nobody sees them."""
    os.environ.setdefault(_PLATFORM, "offscreen")
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
        ended["queue"] = played.figures
        session.output.result(ended, "")
        return
    session.output.result({}, "\n".join(table(played.checks)))
    session.output.result({}, "\n".join(("", *played.figures)))
    result = "all hold" if not off else f"{off} ARE OFF"
    session.output.result({}, f"\n{len(played.checks)} checks, {result}; {took:.0f} seconds.\n\n{played.story}")


def _end(number: int, _: FrameType | None) -> NoReturn:
    sys.exit(128 + number)
