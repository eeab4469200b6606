"""Before a desk is open: the wizard's steps, and what may stand in the way of one that is there."""

from collections.abc import Callable, Iterator
from pathlib import Path
from threading import Event

from msgspec.structs import replace

from passdesk.desktop.desk_folder import Opening
from passdesk.desktop.wizard.wizard import Wizard
from passdesk.store.desk_lock import DeskLock
from tests.cli import town as towns
from tests.cli.shell import PASSPHRASE
from tests.factories.clocks import FakeClock
from tests.factories.zones import CHEAP
from tests.gallery.studio import StartSubject, Studio
from tests.gallery.subjects import until

SAID = 4711
"""The number of the process that holds a desk, as the picture has it."""


def wizard(studio: Studio) -> Iterator[str]:
    """A desk of one's own from its first step to its last."""
    folder = studio.folder / "new" / "desk"
    with studio.start(Opening(folder, None, None, CHEAP), made_up=_BeingMade()) as at:
        made = _begun(at)
        yield "wizard-way"
        made.choose("join")
        yield "wizard-join"
        made.invite("no such code")
        yield "wizard-join-wrong"
        made.back()
        made.choose("alone")
        yield "wizard-alone"
        made.answer(password="short", again="other")
        made.go_on()
        yield "wizard-alone-wrong"
        yield from _kept(at, made)
    making = _BeingMade()
    with studio.start(Opening(studio.folder / "other" / "desk", None, None, CHEAP), made_up=making) as at:
        made, at.waits = _begun(at), True
        made.choose("made up")
        until(lambda: made.picture.progress)
        yield "wizard-made-up"
        made.cancel()
        yield "wizard-made-up-cancelling"
        making.enough.set()


def _kept(at: StartSubject, made: Wizard) -> Iterator[str]:
    made.answer(password="a good password", again="a good password")
    made.go_on()
    until(lambda: made.picture.key_store is not None)
    yield "wizard-keeping"
    made.answer(passphrase="short", passphrase_again="")
    made.go_on()
    yield "wizard-keeping-wrong"
    made.answer(passphrase=PASSPHRASE, passphrase_again=PASSPHRASE)
    made.go_on()
    until(lambda: made.picture.step == "scan")
    yield "wizard-scan"
    made.typed("7281903647")
    yield "wizard-scan-read"
    del at


def standing(studio: Studio) -> Iterator[str]:
    """A desk that does not open yet."""
    (studio.folder / "standing").mkdir()
    data = towns.found(studio.folder / "standing", FakeClock()).shell.data
    with studio.start(Opening(data, None, None, CHEAP)) as at:
        until(lambda: at.start.starting.picture.stage == "passphrase")
        yield "start-passphrase"
        at.start.give_passphrase("not this one")
        until(lambda: at.start.starting.picture.happened)
        yield "start-passphrase-wrong"
    lock = DeskLock.take(data)
    with studio.start(Opening(data, PASSPHRASE, None, CHEAP)) as at:
        until(lambda: at.start.starting.picture.stage == "held")
        at.start.starting.picture = replace(at.start.starting.picture, pid=SAID)
        yield "start-held"
    lock.release()
    _damage(data)
    with studio.start(Opening(data, PASSPHRASE, None, CHEAP)) as at:
        until(lambda: at.start.starting.picture.stage == "trouble")
        yield "start-damaged"
    yield from _unfinished(studio)


def _unfinished(studio: Studio) -> Iterator[str]:
    folder = studio.folder / "unfinished" / "desk"
    folder.mkdir(parents=True)
    (folder / "journal.db").write_bytes(b"")
    with studio.start(Opening(folder, PASSPHRASE, None, CHEAP)) as at:
        until(lambda: at.start.starting.picture.stage not in ("opening", "open"))
        yield "start-unfinished"


def _begun(at: StartSubject) -> Wizard:
    until(lambda: at.start.wizard is not None)
    assert at.start.wizard is not None
    return at.start.wizard


def _damage(data: Path) -> None:
    journal = data / "journal.db"
    held = bytearray(journal.read_bytes())
    held[4096:8192] = bytes(4096)
    journal.write_bytes(held)


class _BeingMade:
    """A desk with made-up people that is being made for as long as it is looked at."""

    def __init__(self) -> None:
        self.enough = Event()

    def __call__(self, tell: Callable[[str], None]) -> Callable[[], int]:
        tell("Thirty people are filed and approved.")
        self.enough.wait()
        tell("")
        raise AssertionError("It was to be cancelled.")
