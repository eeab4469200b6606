"""`passdesk` without a command: the desk's window. Qt is loaded here and nowhere else in the command line."""

import gc
import sys
from collections.abc import Mapping
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING

from passdesk import config
from passdesk.cli.output import Output, as_ours, complain, tolerate_any_terminal
from passdesk.cli.session import Session
from passdesk.cli.surroundings import Surroundings, surroundings_here
from passdesk.errors import Misuse, PassdeskError, Trouble
from passdesk.logs import level_of
from passdesk.store.system_key_store import SystemKeyStore

if TYPE_CHECKING:
    from collections.abc import Callable

    from passdesk.desktop.desk_folder import MadeUp, Show

_SCREENS = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")


def open_window(session: Session) -> int:
    """Show the desk's window until it is closed: the desk of `--data`, of PASSDESK_DATA, or of this account.

    `Misuse` with options that mean nothing to a window, `Trouble` where there is no screen or no Qt.
    """
    if session.output.as_json or session.operator:
        raise Misuse("The window takes --data alone.", kept="Nothing was done.", remedy="See: passdesk --help")
    refuse_no_screen(session.environ, sys.platform)
    level_of(session.environ)
    folder = desk_folder(session)
    passphrase = config.passphrase(session.environ, folder)
    gc.disable()  # nothing that is loaded is garbage; app.run goes on with it
    try:
        import passdesk.desktop.plain_imports  # noqa: F401 - before all that comes after Qt
        from passdesk.desktop import app
        from passdesk.desktop.desk_folder import Opening
    except ImportError as error:
        raise Trouble(
            f"The window's libraries can't be loaded: {error}.",
            kept="Nothing was done.",
            remedy="On a bare Linux install libegl1, libxkbcommon0 and libxcb-cursor0; else install Passdesk again.",
        ) from error
    opening = Opening(folder, passphrase, SystemKeyStore(), session.cost)
    with ExitStack() as stack:
        made_up = _made_up(session, folder, stack)
        return app.run(opening, session.clock, log=session.logged, made_up=made_up)


def open_alone(around: Surroundings | None) -> int:
    """`passdesk` and not a word more: the window of this account's desk, or of PASSDESK_DATA; the exit status."""
    tolerate_any_terminal()
    try:
        return open_window(Session(None, None, Output(), around or surroundings_here()))
    except (PassdeskError, EOFError, KeyboardInterrupt, OSError) as error:
        ours = as_ours(error)
        complain(ours, as_json=False)
        return ours.exit_status


def desk_folder(session: Session) -> Path:
    """The folder that was named, else that of whoever is logged in."""
    if session.data is None and not session.environ.get(config.DATA):
        return config.own_folder(session.environ)
    return session.folder


def refuse_no_screen(environ: Mapping[str, str], platform: str) -> None:
    """`Trouble` where Qt would end the program without a word that helps."""
    if platform.startswith("linux") and not any(environ.get(name) for name in _SCREENS):
        raise Trouble(
            "There is no screen here to open the window on.",
            kept="Nothing was done.",
            remedy="Start it in a desktop session, or name a command: see passdesk --help.",
        )


def _made_up(session: Session, folder: Path, stack: ExitStack) -> "MadeUp":
    """The demo, beside the desk of one's own; its server ends when `stack` does."""

    def prepare(tell: "Callable[[str], None]") -> "Show":
        from passdesk.demo.rehearsal import prepared
        from passdesk.desktop.rehearsal.running import rehearse

        rehearsal = stack.enter_context(prepared(folder.with_name("made-up"), session.clock, tell=tell))
        return lambda: rehearse(rehearsal)

    return prepare
