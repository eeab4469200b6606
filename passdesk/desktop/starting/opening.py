"""Opening a desk's folder for the window, off the GUI thread."""

from contextlib import ExitStack
from pathlib import Path

from passdesk.clock import Clock
from passdesk.desktop.desk_folder import Note, OpenedFolder, Opening
from passdesk.errors import Declined, Trouble
from passdesk.store.continuing import JOURNAL_FILE
from passdesk.store.creating import check_free
from passdesk.store.database_key import KEYS_FILE, kept_under_passphrase, open_keys_file
from passdesk.store.desk_store import DeskStore
from passdesk.store.folder_kinds import is_desk, refuse_server
from passdesk.store.going_on import open_desk
from passdesk.sync import known_server


class NoDesk(Declined):
    """There is no desk in this folder, and one can be made."""


class PassphraseNeeded(Declined):
    """A passphrase opens this desk, and none was given, or not the right one."""


class Unfinished(Declined):
    """A desk was being made here when the program ended; nothing was recorded at it."""


def open_folder(opening: Opening, clock: Clock) -> OpenedFolder:
    """The desk, ready for work.

    `NoDesk`, `PassphraseNeeded`, `Unfinished`; `desk_lock.Held`; `Damaged`; `Trouble` for a folder that can't be used.
    """
    folder = opening.folder
    refuse_server(folder)
    if not is_desk(folder):
        _refuse_no_desk(folder)
    key = _key(opening)
    with ExitStack() as stack:
        store = stack.enter_context(open_desk(folder, key, clock()))
        if _is_unfinished(store):
            raise _unfinished(folder)
        notes: tuple[Note, ...] = ("went on",) if store.went_on else ("power cut",) if store.power_cut else ()
        kept = stack.pop_all()

    def close() -> None:
        with kept:
            store.catch_up()

    return OpenedFolder(store, close, notes, opening.hint)


def _refuse_no_desk(folder: Path) -> None:
    if (folder / KEYS_FILE).exists():
        raise _unfinished(folder)
    check_free(folder)
    _check_writable(folder)
    raise NoDesk(f"There is no desk in {folder} yet.")


def _check_writable(folder: Path) -> None:
    """Before a wizard asks a dozen questions: whether its answers could be kept."""
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        probe = folder / ".probe"
        probe.touch()
        probe.unlink()
    except OSError as error:
        raise Trouble(
            f"This program may not write in {folder}: {error.strerror}.",
            kept="Nothing was made.",
            remedy="Start it under the account this folder belongs to, or name another folder with --data.",
        ) from error


def _key(opening: Opening) -> bytes:
    try:
        return open_keys_file(opening.folder, passphrase=opening.passphrase, keyring=opening.key_store)
    except Declined as error:
        if kept_under_passphrase(opening.folder):
            raise PassphraseNeeded(
                error.happened if opening.passphrase else "", kept=error.kept, remedy=error.remedy
            ) from error
        raise


def _is_unfinished(store: DeskStore) -> bool:
    """The first entry is what makes a desk; one that joined also has to know its server."""
    first = store.journal.entry(1)
    if first is None:
        return True
    joined = first.kind == "journal_opened" and known_server.known(store.journal) is None
    return joined and _joining_was_begun(store.folder)


def _unfinished(folder: Path) -> Unfinished:
    goes_on = " Give the same code again then." if _joining_was_begun(folder) else ""
    begun = "was begun in" if (folder / JOURNAL_FILE).exists() else "was to be made in"
    return Unfinished(
        f"A desk {begun} {folder}, and was not finished.",
        kept="Nothing was recorded at it.",
        remedy=f"Set the folder aside and begin again.{goes_on}",
    )


def _joining_was_begun(folder: Path) -> bool:
    from passdesk.sync.new_desk import was_begun  # with the whole line to a server, which a start does without

    return was_begun(folder)
