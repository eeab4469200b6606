"""The gate: every state of it, come to by what brings it about."""

from collections.abc import Iterator

from msgspec.structs import replace
from PySide6.QtCore import QEvent, Qt, QTimer
from PySide6.QtGui import QKeyEvent

from passdesk.demo.forging import altered
from passdesk.desktop.checkpoint.pace import HAND_WAVE_MS
from passdesk.desktop.checkpoint.page import GatePage
from passdesk.desktop.checkpoint.paper_typing import PaperTyping
from passdesk.desktop.checkpoint.state import NotRecorded, Settled, Shown
from passdesk.errors import NotRecorded as NotRecordedError
from passdesk.errors import Unreachable
from passdesk.issuing import passes
from tests.factories.desks import fill_the_disk
from tests.gallery.studio import DeskSubject, Studio
from tests.gallery.subjects import until
from tests.gallery.town import HR, OFFICER, SUPERVISOR, Town

FOREIGN = "https://u.wechat.com/EAbcdefghijkl"
GOOD, EXPIRED, REVOKED, HELD = "Oluwaseun Adebayo", "Anneliese Vogt", "Sun Zhiyuan", "Ho Wing Lam"
LONG = "Wilhelmina"


def gate(studio: Studio) -> Iterator[str]:
    """A lane where an officer confirms each."""
    with studio.desk("gate", OFFICER) as at:
        at.gate.turn_to("entry")
        at.show_camera()
        yield "gate-idle"
        yield from _standing(studio, at)
        line = at.gate.picture.line
        at.gate.show(line=replace(line, room="exits"))
        yield "gate-disk-full"
        at.gate.show(line=line)
        yield from _reading(studio, at)
        yield from _entry(studio, at)
        yield from _refused(studio, at)
        yield from _leaving(studio, at)
        yield from _long_names(studio, at)
        yield from _listed(studio, at)
        yield from _without(studio, at)


def automatic_gate(studio: Studio) -> Iterator[str]:
    """A lane that lets pass by itself, and its door."""
    town = studio.town
    with studio.desk("gate-auto") as at:
        yield "gate-locked"
        at.scans.scanned.emit(town.holders[GOOD].qr_text, "camera")
        yield "gate-lane-closed"
    with studio.desk("gate-auto", OFFICER) as at:
        at.show_camera()
        present(studio, at, text_of(town, "Chan Tsz Kiu"))
        yield "gate-admit"
        present(studio, at, FOREIGN)
        yield "gate-foreign-code"
        yield from _unknown(studio, at)
        _fill_up(at)
        at.scans.scanned.emit(text_of(town, "Mateus da Rosa"), "camera")
        until(lambda: isinstance(at.gate.picture.moment, NotRecorded))
        yield "gate-not-recorded"


def _standing(studio: Studio, at: DeskSubject) -> Iterator[str]:
    """What is asked of a lane itself, and whose shift it is."""
    at.key(Qt.Key.Key_F6)
    yield "gate-turn-asked"
    at.gate.turn_to("entry")
    at.key(Qt.Key.Key_F10)
    studio.settle()
    yield "gate-shift"
    at.key(Qt.Key.Key_F10)
    at.gate.find(GOOD)
    studio.settle()
    at.key(Qt.Key.Key_F2)
    studio.settle()
    yield "gate-why-found"
    at.key(Qt.Key.Key_F2)
    at.gate.find("")


def _reading(studio: Studio, at: DeskSubject) -> Iterator[str]:
    for hint in ("closer", "farther", "tilt", "brighten", "darken", "damaged", "one at a time"):
        at.eye.sighted.emit(hint, False)
        yield f"gate-not-read-{hint.replace(' ', '-')}"
    at.eye.sighted.emit("damaged", True)
    yield "gate-not-read-number-offered"
    at.eye.sighted.emit("", False)
    del studio


def _entry(studio: Studio, at: DeskSubject) -> Iterator[str]:
    present(studio, at, text_of(studio.town, GOOD))
    yield "gate-check"
    at.scans.scanned.emit(studio.town.cards[SUPERVISOR], "camera")
    until(lambda: at.overlays.is_open)
    studio.settle()
    yield "gate-check-next-officer"
    at.overlays.close()
    studio.settle()
    at.gate.act("let", lone=True)
    yield "gate-too-soon"
    _time_is_up(at, HAND_WAVE_MS)
    _act(studio, at, "turn")
    yield "gate-turning-away"
    _act(studio, at, "turn")
    until(lambda: isinstance(at.gate.picture.moment, Settled))
    still(at)
    yield "gate-turned-away"
    present(studio, at, text_of(studio.town, "Liu Haoran"))
    _act(studio, at, "let")
    until(lambda: isinstance(at.gate.picture.moment, Settled))
    still(at)
    yield "gate-let-pass"


def _refused(studio: Studio, at: DeskSubject) -> Iterator[str]:
    town = studio.town
    present(studio, at, text_of(town, "Cheung Man Hei"))
    yield "gate-attention"
    present(studio, at, text_of(town, EXPIRED))
    yield "gate-refuse-expired"
    present(studio, at, text_of(town, REVOKED))
    yield "gate-refuse"
    moment = at.gate.picture.moment
    assert isinstance(moment, Shown)
    at.gate.show(moment=replace(moment, changed=True))
    yield "gate-changed"
    at.gate.show(moment=moment)
    at.key(Qt.Key.Key_F2)
    studio.settle()
    yield "gate-why"
    at.key(Qt.Key.Key_F2)
    present(studio, at, altered(text_of(town, GOOD)))
    yield "gate-refuse-forged"
    present(studio, at, "1234567890")
    yield "gate-refuse-not-a-pass"
    at.key(Qt.Key.Key_F2)
    studio.settle()
    yield "gate-why-nobody-known"
    at.key(Qt.Key.Key_F2)


def _leaving(studio: Studio, at: DeskSubject) -> Iterator[str]:
    at.gate.turn_to("exit")
    present(studio, at, text_of(studio.town, HELD))
    yield "gate-hold"
    _act(studio, at, "turn")
    yield "gate-keeping-here"
    _act(studio, at, "back")
    _act(studio, at, "let")
    until(lambda: isinstance(at.gate.picture.moment, Settled))
    at.gate.turn_to("entry")


def _long_names(studio: Studio, at: DeskSubject) -> Iterator[str]:
    for latin, holder in studio.town.holders.items():
        if latin.startswith((LONG, "Rind", "\u05d0")):
            present(studio, at, holder.qr_text)
            yield f"gate-long-name-{holder.number}"


def _listed(studio: Studio, at: DeskSubject) -> Iterator[str]:
    present(studio, at, FOREIGN)
    assert at.gate.picture.unsettled
    yield "gate-not-settled"
    at.gate.begin_to_find()
    at.gate.find("chan")
    studio.settle()
    yield "gate-found"
    at.gate.find("wilhelmina")
    studio.settle()
    yield "gate-found-long"
    at.gate.find("nobody of this name")
    studio.settle()
    yield "gate-found-nobody"
    at.gate.find("8213")
    studio.settle()
    yield "gate-found-by-number"
    yield from _by_hand(studio, at)


def _by_hand(studio: Studio, at: DeskSubject) -> Iterator[str]:
    """Somebody without a pass that reads: chosen with the arrow keys, and recorded from a sheet."""
    at.gate.find("wing")
    studio.settle()
    for key in (Qt.Key.Key_Down, Qt.Key.Key_Return):
        event = QKeyEvent(QEvent.Type.KeyPress, key, Qt.KeyboardModifier.NoModifier)
        at.gate.begin_to_find()
        studio.settle()
        assert at.gate.key(event, True)
    studio.settle()
    yield "gate-by-hand"
    event = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_Plus, Qt.KeyboardModifier.NoModifier, "+")
    assert at.gate.key(event, True)
    until(lambda: isinstance(at.gate.picture.moment, Shown))
    studio.settle()
    yield "gate-by-hand-verdict"
    at.gate.find("")
    yield from _from_paper(studio, at)


def _from_paper(studio: Studio, at: DeskSubject) -> Iterator[str]:
    """Rows of a sheet of paper, typed in later."""
    assert at.gate.key(QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_F4, Qt.KeyboardModifier.NoModifier), True)
    (page,) = at.window.findChildren(GatePage)
    (paper,) = (one for one in page.features if isinstance(one, PaperTyping))
    for who, hour, row in (("chan", "8:40", True), ("liu hao", "08:52", True), ("wing", "", False)):
        paper.find(who)
        studio.settle()
        paper.change(sheet="B 17", hour=hour)
        if row:
            paper.record()
            studio.settle()
    yield "gate-paper"
    paper.record()
    studio.settle()
    yield "gate-paper-wrong"
    paper.leave()


def _without(studio: Studio, at: DeskSubject) -> Iterator[str]:
    at.gate.take_up(at.gate.picture.unsettled[0])
    at.seeing = False
    at.eye.state.emit("lost")
    yield "gate-camera-lost"
    at.eye.state.emit("frozen")
    yield "gate-camera-frozen"
    at.show_camera()
    at.exchanged(Unreachable("The server does not answer."))
    studio.town.clock.step(5 * 3600)
    at.desk.line.look()
    studio.settle()
    yield "gate-offline-awaiting"
    at.gate.scanned("", "camera")
    studio.settle()
    present(studio, at, text_of(studio.town, "Chan Tsz Kiu"))
    yield "gate-offline-check"
    studio.town.clock.step(-5 * 3600)


def _unknown(studio: Studio, at: DeskSubject) -> Iterator[str]:
    """A pass made a moment ago, which this desk has not heard of: no photo, no name."""
    town = studio.town
    text = passes.replace(town.acting(HR), town.holders["Lam Hoi Ching"].pass_id).qr_text
    at.gate.turn_to("exit")
    present(studio, at, text)
    yield "gate-unknown-pass"
    at.gate.turn_to("entry")
    present(studio, at, text)
    yield "gate-unknown-pass-refused"


def text_of(town: Town, latin: str) -> str:
    return town.holders[latin].qr_text


def present(studio: Studio, at: DeskSubject, text: str) -> None:
    """Read the code, and look at the face."""
    studio.town.clock.step(61)
    before = at.gate.picture.moment
    at.scans.scanned.emit(text, "camera")
    until(lambda: isinstance(at.gate.picture.moment, Shown) and at.gate.picture.moment is not before)
    studio.settle()
    still(at)


def _act(studio: Studio, at: DeskSubject, key: str) -> None:
    until(lambda: at.gate.face_painted)
    at.seconds[0] += 1
    assert at.gate.act(key, lone=True)  # type: ignore[arg-type]
    studio.settle()
    still(at)


def still(at: DeskSubject) -> None:
    """What would go by itself after some seconds stays to be looked at."""
    for timer in at.gate.findChildren(QTimer):
        timer.stop()


def _time_is_up(at: DeskSubject, interval: int) -> None:
    for timer in at.gate.findChildren(QTimer):
        if timer.interval() == interval:
            timer.timeout.emit()


def _fill_up(at: DeskSubject) -> None:
    fill_the_disk(at.opened.store)
    for _ in range(1000):
        try:
            at.opened.store.write("sign_in_failed", {"operator": None}, reading=at.opened.clock())
        except NotRecordedError:
            break
    fill_the_disk(at.opened.store)
