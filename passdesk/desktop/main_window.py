"""The window: a rail of workspaces, a bar, the page, and the foot that says what is not well."""

from collections.abc import Callable
from datetime import datetime

from msgspec import Struct
from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QFont, QFontMetrics, QGuiApplication, QIcon, QPaintEvent, QPixmap
from PySide6.QtWidgets import (
    QButtonGroup,
    QFrame,
    QLabel,
    QMainWindow,
    QPushButton,
    QSizePolicy,
    QStackedLayout,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from passdesk.desktop.look import Look
from passdesk.desktop.status import Light, Lights
from passdesk.desktop.stylesheet import sheet
from passdesk.desktop.theme import BODY
from passdesk.desktop.widgets.controls import button, column, frame, row, surface
from passdesk.desktop.widgets.labels import label
from passdesk.desktop.widgets.plain_tip import plain
from passdesk.desktop.workspace import Kind

RAIL, BAR, FOOT = 88, 52, 34
FRAME = 32
"""What a window manager puts around a window."""
LONGEST_NAME = 170


class Shell(Struct, frozen=True):
    """What stands around the page: the workspaces this operator has here, the one shown, and who it is.

    `operator` None: nobody is signed in, and there is neither rail nor bar.
    """

    kinds: tuple[Kind, ...] = ()
    current: str = ""
    operator: str | None = None
    title: str = "Passdesk"


class MainWindow(QMainWindow):
    """Paints a `Shell` and a page. `chosen` tells the workspace somebody asked for, `menu_asked` that they asked for
    the operator's menu; `closing` that the window was closed. `painted`, once, when its first page is on screen.
    While something `is_typing` the window system closes nothing: a code may hold Alt+F4."""

    chosen = Signal(str)
    menu_asked = Signal()
    closing = Signal()
    painted = Signal()

    def __init__(self, now: Callable[[], datetime]) -> None:
        super().__init__()
        self._now = now
        self._look: Look | None = None
        self._lights: Lights | None = None
        self._clock: QLabel | None = None
        self._day: QLabel | None = None
        self._operator: QPushButton | None = None
        self._told: tuple[Light, ...] = ()
        self._painted = False
        self.is_typing: Callable[[], bool] = lambda: False
        self._banner: Callable[[Look], QWidget] | None = None
        self._ticks = QTimer(self, interval=1000)
        self._ticks.timeout.connect(self._tick)
        self._ticks.start()
        self.setMinimumSize(1024, 640)
        self.resize(1366, 768)
        self.setWindowTitle("Passdesk")

    def fill_screen(self, on: bool) -> None:
        """Without frame and bar, or as it was before."""
        state = self.windowState()
        full = Qt.WindowState.WindowFullScreen
        self.setWindowState(state | full if on else state & ~full)

    def show_fitting(self) -> None:
        """Shown as large as it is, or as large as the screen where that has less room."""
        room = self.screen().availableSize()
        small = room.width() < self.width() or room.height() < self.height() + FRAME
        if small and QGuiApplication.platformName() != "offscreen":  # whose screen nobody looks at
            self.showMaximized()
        else:
            self.show()

    def paint(self, look: Look, shell: Shell, page: QWidget) -> None:
        """Build everything anew around `page`."""
        self._look, self._clock, self._day, self._operator = look, None, None, None
        self._lights = Lights(look)
        body = surface(row(spacing=0))
        layout = body.layout()
        assert layout is not None
        if shell.operator is not None:
            layout.addWidget(self._rail(look, shell))
        right = QWidget()
        held = QWidget()
        stack = QStackedLayout(held)
        stack.addWidget(page)
        parts: list[QWidget] = [held]
        if shell.operator is not None:
            parts = [self._bar(look, shell, getattr(page, "header", None)), held, self._foot(look)]
        right.setLayout(column(*parts, spacing=0))
        layout.addWidget(right)
        right.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setStyleSheet(sheet(look.theme))
        former = self.centralWidget()
        above = [] if self._banner is None else [self._banner(look)]
        self.setCentralWidget(surface(column(*above, body, spacing=0)))
        if former is not None:
            former.hide()
        self.setWindowTitle(shell.title)
        self._lights.show_lights(self._told)
        self._tick()
        page.setFocus(Qt.FocusReason.OtherFocusReason)

    def hang(self, banner: Callable[[Look], QWidget]) -> None:
        """From now on this stands above everything; what is on screen is not built anew for it."""
        self._banner = banner
        central = self.centralWidget()
        layout = central.layout() if central is not None else None
        if self._look is not None and isinstance(layout, QVBoxLayout):
            layout.insertWidget(0, banner(self._look))

    def show_lights(self, lights: tuple[Light, ...]) -> None:
        if lights != self._told:
            self._told = lights
            if self._lights is not None:
                self._lights.show_lights(lights)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        super().paintEvent(event)
        if not self._painted:
            self._painted = True
            QTimer.singleShot(0, self, self._say_painted)  # when this event, and every widget's painting, is over

    def _say_painted(self) -> None:
        if self.isVisible():
            self.painted.emit()

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802 - Qt's name
        if event.spontaneous() and self.is_typing():
            event.ignore()
            return
        self._ticks.stop()
        self.hide()  # what has to end first may take some seconds
        self.closing.emit()
        event.accept()

    def _rail(self, look: Look, shell: Shell) -> QFrame:
        mark = label("passdesk", size="small", bold=True, tone="accent")
        mark.setAlignment(Qt.AlignmentFlag.AlignCenter)
        group = QButtonGroup(self)
        buttons: list[QWidget] = []
        for kind in shell.kinds:
            made = _rail_button(look, kind, kind.name == shell.current)
            made.clicked.connect(lambda _=False, name=kind.name: self.chosen.emit(name))
            group.addButton(made)
            buttons.append(made)
        margins = (look.px(8), look.px(12), look.px(8), look.px(8))
        made_rail = frame("rail", column(mark, *buttons, None, spacing=look.px(6), margins=margins))
        made_rail.setFixedWidth(look.px(RAIL))
        return made_rail

    def _bar(self, look: Look, shell: Shell, header: QWidget | None) -> QFrame:
        self._day, self._clock = label("", size="small", tone="muted"), label("", bold=True)
        self._clock.setFont(QFont(look.font(20, bold=True)))
        self._clock.setProperty("step", "head")
        self._operator = _operator_button(look, shell.operator or "", self.menu_asked.emit)
        margins = (look.px(20), 0, look.px(12), 0)
        parts = [header, None] if header is not None else [None]
        made = frame("bar", row(*parts, self._day, self._clock, self._operator, spacing=look.px(14), margins=margins))
        made.setFixedHeight(look.px(BAR))
        return made

    def _foot(self, look: Look) -> QFrame:
        assert self._lights is not None
        made = frame("foot", row(self._lights, margins=(look.px(20), 0, look.px(20), 0)))
        made.setFixedHeight(look.px(FOOT))
        return made

    def _tick(self) -> None:
        if self._clock is None or self._day is None or self._look is None:
            return
        at = round(self._now().timestamp() * 1_000_000)
        self._clock.setText(self._look.clock(at))
        self._day.setText(self._look.weekday(at))


def _operator_button(look: Look, name: str, pressed: Callable[[], object]) -> QPushButton:
    """A long name is cut to what leaves the bar room for its page, and stands whole in the tool tip."""
    metrics = QFontMetrics(look.font(BODY, bold=True))
    shown = metrics.elidedText(name, Qt.TextElideMode.ElideRight, look.px(LONGEST_NAME))
    made = button(look, shown, pressed, kind="quiet", icon="account")
    made.setAccessibleName(name)
    made.setToolTip(plain(name if shown != name else ""))
    return made


def _rail_button(look: Look, kind: Kind, current: bool) -> QToolButton:
    made = QToolButton()
    made.setProperty("kind", "rail")
    made.setCheckable(True)
    made.setChecked(current)
    made.setText(look.tr(kind.title))
    made.setAccessibleName(look.tr(kind.title))
    colour = look.colours.accent if current else look.colours.muted
    made.setIcon(_plain_icon(look, kind.icon, colour))
    made.setIconSize(QSize(look.icon_px, look.icon_px))
    made.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextUnderIcon)
    made.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
    made.setMinimumHeight(look.px(58))
    made.setFocusPolicy(Qt.FocusPolicy.TabFocus)  # a click leaves the focus where the work is
    return made


def _plain_icon(look: Look, name: str, colour: str) -> QIcon:
    pixmap: QPixmap = look.icon(name, colour).pixmap(look.icon_px, look.icon_px)
    return QIcon(pixmap)
