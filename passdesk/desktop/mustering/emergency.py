"""What lies over every page of a desk in an emergency, signed in or not: banner, questions, assembly point."""

from collections.abc import Callable
from typing import Literal, Protocol

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from passdesk.credential.staff_card import is_card
from passdesk.desktop.faces import Faces
from passdesk.desktop.jobs import Err, Ok, Result
from passdesk.desktop.look import Look
from passdesk.desktop.main_window import MainWindow
from passdesk.desktop.mustering import sheets
from passdesk.desktop.mustering.alarm import Alarm
from passdesk.desktop.mustering.banner import Banner
from passdesk.desktop.mustering.hold_button import HOLD_MS
from passdesk.desktop.mustering.page import MusterPage
from passdesk.desktop.mustering.point import AssemblyPoint
from passdesk.desktop.opened_desk import OpenedDesk
from passdesk.desktop.sign_in.door import Door
from passdesk.desktop.widgets.sheet import Sheet
from passdesk.records.mustering import evacuating
from passdesk.sync.exchanging import Exchanged

Asked = Literal["", "begin", "why", "end", "move"]
CHIEFS = frozenset({"supervisor", "administrator"})


class Desk(Protocol):
    """The window of the desk."""

    window: MainWindow
    door: Door

    def look(self) -> Look: ...

    def repaint(self) -> None: ...


class Emergency(QObject):
    """`asked`: which question lies over the page. `hold_ms`: for how long the button that begins it is held."""

    def __init__(
        self, desk: Desk, opened: OpenedDesk, point: AssemblyPoint, *, lane: Callable[[], str] = str,
        sound: Callable[[str], object] = lambda _: None, hold_ms: int = HOLD_MS,
    ) -> None:  # fmt: skip
        super().__init__(opened)
        self._sound, self._sounded = sound, False
        self._desk, self._opened, self._lane, self._hold_ms = desk, opened, lane, hold_ms
        self.alarm, self.point, self._faces = Alarm(opened, self), point, Faces(opened)
        self.asked: Asked = ""
        self.sheet: Sheet | None = None
        self._wrong = ""
        self._reason_asked = False
        desk.door.evacuation_asked.connect(self.ask_to_begin)
        desk.door.muster_asked.connect(self.open_point)
        point.left.connect(self.leave)
        point.asked.connect(lambda: self._ask("move"))
        opened.session.changed.connect(self._session_changed)
        self.alarm.changed.connect(self._alarmed)
        opened.wrote.connect(self._look_again)
        opened.bridge.arrived.connect(self._arrived)
        self.alarm.look()

    # What the window asks of it

    @property
    def is_open(self) -> bool:
        """Keys belong to what lies over the page, or in its place, not to the page."""
        return self.asked != "" or self.point.is_open

    def banner(self, look: Look) -> QWidget:
        operator = self._opened.session.operator
        may_end = operator is not None and bool(CHIEFS & set(operator.roles))
        end = (lambda: self._ask("end")) if may_end else None
        return Banner(look, self.alarm, self._opened.now_us, self.open_point, end)

    def page(self, look: Look) -> QWidget | None:
        """The assembly point in place of the page; None where it is not open."""
        if not self.point.is_open:
            return None
        desk = self._opened.desk
        made = MusterPage(look, self.point, self._faces, desk.name if desk is not None else "")
        self.point.pictured.connect(made.paint)
        made.paint(self.point.picture)
        return made

    def takes(self, text: str) -> bool:
        """Whether a code that was read ticks somebody; a staff card is for the door."""
        if not self.point.is_open:
            return False
        if is_card(text):
            if self._opened.session.locked:
                self.leave()
            return False
        self.point.scanned(text)
        return True

    def key(self, event: QKeyEvent) -> bool:
        """Ctrl+F10 asks whether to evacuate, at any page; it begins nothing by itself."""
        if event.key() == Qt.Key.Key_F10 and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.ask_to_begin()
            return True
        return False

    def repainting(self) -> None:
        """The page is about to be built anew."""
        if self.sheet is not None:
            asked, sheet = self.asked, self.sheet
            self.sheet = None
            sheet.close_sheet()
            self.asked = asked

    def repainted(self) -> None:
        if self.asked:
            self._build()

    # Commands

    def ask_to_begin(self) -> None:
        """Where one goes on already, to the assembly point."""
        if self.alarm.active:
            self.open_point()
        else:
            self._ask("begin")

    def open_point(self) -> None:
        self._close()
        if not self.point.is_open:
            self.point.open()
            self._desk.repaint()

    def leave(self) -> None:
        self._close()
        if self.point.is_open:
            self.point.close()
            self._desk.repaint()

    # What is asked

    def _ask(self, asked: Asked) -> None:
        self._close()
        self.asked, self._wrong = asked, ""
        self._build()

    def _build(self) -> None:
        look, over = self._desk.look(), self._desk.window.centralWidget()
        assert over is not None  # a window is painted before anything lies over it
        match self.asked:
            case "begin":
                self.sheet = sheets.ask_to_begin(look, over, self._begin, self._closed, self._wrong, self._hold_ms)
            case "why":
                self.sheet = sheets.ask_why(look, over, self._explain, self._closed, self._wrong)
            case "end":
                self.sheet = sheets.ask_to_end(look, over, self._end, self._closed, self._wrong)
            case "move":
                people = [self.point.picture.by_id[one.person] for one in self.point.picture.ready]
                self.sheet = sheets.ask_to_move(look, over, people, self._move, self._closed)
            case "":
                pass

    def _begin(self) -> None:
        store, clock, operator = self._opened.store, self._opened.clock, self._opened.session.operator
        lane, actor = self._lane() or None, operator.key if operator is not None else None
        self.alarm.work(lambda: evacuating.start(store, clock, lane=lane, actor=actor), self._done)

    def _explain(self, reason: str) -> None:
        acting = self._opened.session.acting
        if acting is not None:
            self.alarm.work(lambda: evacuating.explain(acting, reason), self._done)

    def _end(self) -> None:
        acting = self._opened.session.acting

        def ended(result: Result[object]) -> None:
            self._done(result)
            if isinstance(result, Ok):
                self.open_point()

        if acting is not None:
            self.alarm.work(lambda: evacuating.end(acting), ended)

    def _move(self) -> None:
        self._close()
        self.point.move()

    def _done(self, result: Result[object]) -> None:
        match result:
            case Ok():
                self._close()
            case Err(error) if self.asked:
                self._wrong = self._desk.look().said(*error.parts)
                self.repainting()
                self._build()

    # What happens

    def _alarmed(self) -> None:
        """Begun, explained, or over: what was asked about it is answered."""
        if self.asked in ("begin", "end", "why"):
            self._close()
        if self.alarm.active and not self._sounded:
            self._sound("evacuation")
        self._sounded = self.alarm.active
        if self.point.is_open:
            self.point.refresh()
        self._ask_why_once()

    def _arrived(self, told: object) -> None:
        if isinstance(told, Exchanged):
            self._look_again()

    def _look_again(self) -> None:
        """Others tick too."""
        if self.point.is_open:
            self.point.refresh()

    def _session_changed(self) -> None:
        self._close()
        self._reason_asked = False
        self._ask_why_once()

    def _ask_why_once(self) -> None:
        held, operator = self.alarm.held, self._opened.session.operator
        if held is None or not held.active or held.reason or operator is None or self._reason_asked or self.asked:
            return
        self._reason_asked = True
        self._ask("why")

    def _closed(self) -> None:
        self.asked, self.sheet = "", None

    def _close(self) -> None:
        sheet = self.sheet
        self.asked, self.sheet = "", None
        if sheet is not None:
            sheet.close_sheet()
