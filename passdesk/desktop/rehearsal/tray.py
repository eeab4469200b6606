"""The tray's window: looks as the desk beside it does, and is painted anew when that changes."""

from PySide6.QtCore import QRect, QTimer, Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QWidget

from passdesk.desktop.look import Look
from passdesk.desktop.rehearsal.conductor import Conductor
from passdesk.desktop.rehearsal.page import TrayPage
from passdesk.desktop.rehearsal.state import Rehearsal
from passdesk.desktop.stylesheet import sheet
from passdesk.desktop.theme import Theme
from passdesk.desktop.widgets.controls import column

WIDTH, HEIGHT = 500, 900
LEAST_DESK = 960
"""Below this width the gate would show its verdict alone."""
LOOKS_EVERY_MS = 200


class Tray(QWidget):
    """`closing` when somebody closed it."""

    closing = Signal()

    def __init__(self, rehearsal: Rehearsal, conductor: Conductor) -> None:
        super().__init__()
        self._rehearsal, self._conductor = rehearsal, conductor
        self._look: Look | None = None
        self._layout = column()
        self.setLayout(self._layout)
        self.page: TrayPage | None = None
        self._looks = QTimer(self, interval=LOOKS_EVERY_MS)
        self._looks.timeout.connect(self.look_again)
        self._looks.start()
        self.look_again()
        conductor.pictured.connect(self._paint)

    def look_again(self) -> None:
        """As the desk beside it looks now; also what lets signals be heard while nothing happens."""
        held = self._conductor.current
        look = held.look() if held is not None else Look(Theme(dark=False, scale=1.0, language="en"))
        if self._look is not None and self._look.theme == look.theme:
            return
        self._look = look
        self.setWindowTitle(look.tr("Passdesk: a rehearsal"))
        self.setStyleSheet(sheet(look.theme))
        former, self.page = self.page, TrayPage(look, self._rehearsal, self._conductor)
        if former is not None:
            self._layout.removeWidget(former)
            former.hide()
            former.deleteLater()
        self._layout.addWidget(self.page)
        self.setMinimumSize(look.px(400), look.px(480))
        if self.isVisible():
            keep_within(self, self.screen().availableGeometry())
        self._paint()

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802 - Qt's name
        self._looks.stop()
        self.closing.emit()
        event.accept()

    def _paint(self) -> None:
        if self.page is not None:
            self.page.paint(self._conductor.picture)


def place_beside(desk: QWidget, tray: QWidget, screen: QRect) -> None:
    """The desk on the left and the tray on the right of the screen, as large as there is room; on a small one the desk
    gives way a little, so that neither covers the other."""
    wide = max(tray.minimumWidth(), min(WIDTH, screen.width() - 1366))
    high = min(HEIGHT, screen.height() - 40)
    desk.setMinimumWidth(min(desk.minimumWidth(), max(LEAST_DESK, screen.width() - wide)))
    room = max(desk.minimumWidth(), min(1366, screen.width() - wide))
    desk.setGeometry(screen.x(), screen.y() + 32, room, min(768, screen.height() - 40))
    tray.setGeometry(screen.right() - wide + 1 if room + wide > screen.width() else screen.x() + room, screen.y() + 32,
                     wide, high)  # fmt: skip


def keep_within(window: QWidget, screen: QRect) -> None:
    """Moved back where larger words made it reach over the right side or the bottom of the screen."""
    place = window.geometry()
    place.moveLeft(max(screen.left(), min(place.left(), screen.right() + 1 - place.width())))
    place.moveTop(max(screen.top(), min(place.top(), screen.bottom() + 1 - place.height())))
    window.move(place.topLeft())
