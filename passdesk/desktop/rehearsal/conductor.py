"""Keeps the rehearsal going: opens desks, holds cards before their cameras, cuts the network, stops the server."""

from pathlib import Path

from msgspec.structs import replace
from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtGui import QGuiApplication

from passdesk.desktop.app import show_desk
from passdesk.desktop.camera_device import by_settings
from passdesk.desktop.desk_window import DeskWindow
from passdesk.desktop.jobs import Err, Jobs, Result
from passdesk.desktop.rehearsal.hand import Hand
from passdesk.desktop.rehearsal.queueing import QueueAtLane
from passdesk.desktop.rehearsal.state import GATES, Card, Place, PlaceKind, Rehearsal, TrayPicture
from passdesk.desktop.settings import Settings, load, save
from passdesk.desktop.workspace import KINDS


class Conductor(QObject):
    """`pictured` whenever the tray's picture is another; `ended` once every desk's window is closed."""

    pictured = Signal(object)
    ended = Signal()

    def __init__(self, rehearsal: Rehearsal, jobs: Jobs, first: PlaceKind = "automatic lane") -> None:
        super().__init__()
        self._rehearsal, self._jobs = rehearsal, jobs
        self.picture = TrayPicture(first)
        self._windows: dict[Path, DeskWindow] = {}
        self._hands: dict[Path, Hand] = {}
        self._own: set[Path] = set()
        self._lost: set[Path] = set()
        self._over = False
        self._queue = QueueAtLane(rehearsal.queue, self._put)
        self._queue.progressed.connect(lambda progress: self._show(queue=progress))
        self._tired = QTimer(self, singleShot=True)
        self._tired.timeout.connect(lambda: self.hold(None))

    @property
    def current(self) -> DeskWindow | None:
        """The window that was chosen last."""
        return self._windows.get(self._folder)

    def open_place(self, kind: PlaceKind) -> DeskWindow:
        """The window of a place, opened or brought to the front. Who is signed in there and has no such work is
        asked to make room."""
        self.hold(None)
        place = self._rehearsal.place(kind)
        self._show(place=kind)
        held = self._windows.get(self._folder) or self._opened(place)
        _make_room(held, kind)
        self._to_front()
        self._show_camera()
        return held

    def hold(self, card: Card | None) -> None:
        """Hold a card before the camera of the window chosen last, for as long as a hand does; None takes it away. A
        queue there makes room."""
        self._queue.stop()
        self._tired.stop()
        self._put(card)
        if card is not None:
            self._tired.start(round(card.holds_s * 1000))
            self._to_front()

    def switch_queue(self) -> None:
        """Let the queue come to the window chosen last, or stop it."""
        held = self.current
        if self._queue.progress.moves or held is None or self.picture.place not in GATES:
            self._queue.stop()
            return
        self.hold(None)
        self._to_front()
        self._queue.begin(held)

    def switch_network(self) -> None:
        self._rehearsal.line.cut = self.picture.connected
        self._show(connected=not self.picture.connected)
        self._exchange_everywhere()

    def switch_server(self) -> None:
        """Kill it as a power cut does, or start it again."""
        server = self._rehearsal.server
        match self.picture.server:
            case "runs":
                self._show(server="stopped", trouble=())
                self._jobs.run(server.kill, self._server_went)
            case "stopped":
                self._show(server="starting", trouble=())
                self._jobs.run(server.start, self._server_came)
            case "starting":
                pass

    def switch_camera(self) -> None:
        """The machine's own camera at the window chosen last, or the made-up one again."""
        held, folder = self.current, self._folder
        if held is None or held.camera is None:
            return
        self._lost.discard(folder)
        self._own ^= {folder}
        if folder in self._own:
            settings = held.settings
            index = settings.camera if settings.camera is not None else 0
            held.camera.open(by_settings(replace(settings, camera=index)))
        else:
            held.camera.open(self._hands[folder].open)
        self._show_camera()

    def end(self) -> None:
        """Close every window; once."""
        if self._over:
            return
        self._over = True
        self._queue.stop()
        self._tired.stop()
        for held in self._windows.values():
            held.window.close()
        self._jobs.close()
        self.ended.emit()

    # Parts

    def _put(self, card: Card | None) -> None:
        hand = self._hands.get(self._folder)
        if hand is not None:
            hand.put(card)
        self._show(held=card)

    @property
    def _folder(self) -> Path:
        return self._rehearsal.place(self.picture.place).store.folder

    def _opened(self, place: Place) -> DeskWindow:
        folder = place.store.folder
        beside = next(iter(self._windows.values()), None)
        if beside is not None:
            save(folder, _looking_like(beside.settings, load(folder)))
        hand = self._hands[folder] = Hand(self._rehearsal.make_camera, self._rehearsal.hold)
        held = show_desk(
            place.store, self._rehearsal.clock, choose_camera=lambda _: hand.open,
            connect=self._rehearsal.line.of(place.store), among_others=True,
        )  # fmt: skip
        if beside is not None:
            held.window.setGeometry(beside.window.geometry())
        held.window.closing.connect(self.end)
        if held.camera is not None:
            held.camera.state.connect(lambda state: self._camera_is(folder, state))
        self._windows[folder] = held
        return held

    def _camera_is(self, folder: Path, state: str) -> None:
        self._lost ^= {folder} if (state == "lost") != (folder in self._lost) else set()
        self._show_camera()

    def _show_camera(self) -> None:
        own = self._folder in self._own
        self._show(own_camera=own, lost=own and self._folder in self._lost)

    def _server_went(self, result: Result[object]) -> None:
        """It may have been asked to start again meanwhile."""
        self._show(trouble=_trouble(result))
        self._exchange_everywhere()

    def _server_came(self, result: Result[object]) -> None:
        trouble = _trouble(result)
        self._show(server="stopped" if trouble else "runs", trouble=trouble)
        self._exchange_everywhere()

    def _exchange_everywhere(self) -> None:
        for held in self._windows.values():
            held.opened.exchange_now()

    def _to_front(self) -> None:
        if self.current is None:
            return
        if QGuiApplication.platformName() != "offscreen":  # it knows no before and behind, and says so each time
            self.current.window.raise_()
        self.current.window.activateWindow()

    def _show(self, **changes: object) -> None:
        self.picture = replace(self.picture, **changes)
        self.pictured.emit(self.picture)


_WORK: dict[PlaceKind, str] = {
    "automatic lane": "gate", "confirm lane": "gate", "issuing": "issuing", "records": "records", "admin": "admin",
}  # fmt: skip


def _trouble(result: Result[object]) -> tuple[str, ...]:
    return result.error.parts if isinstance(result, Err) else ()


def _looking_like(shown: Settings, own: Settings) -> Settings:
    return replace(own, language=shown.language, appearance=shown.appearance, scale=shown.scale)


def _make_room(held: DeskWindow, place: PlaceKind) -> None:
    """Show this place's work, or the door to whoever may do it."""
    session, name = held.opened.session, _WORK[place]
    kind = next(kind for kind in KINDS if kind.name == name)
    if session.locked or kind.is_for(held.opened.desk, session.operator):
        held.go_to(name)
    else:
        session.lock()
