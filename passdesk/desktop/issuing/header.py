"""What stands in the window's bar over the people: the search, and what begins something new."""

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QSizePolicy, QWidget

from passdesk.desktop.issuing.parts import Parts
from passdesk.desktop.issuing.state import IssuingPicture
from passdesk.desktop.look import Look
from passdesk.desktop.widgets.controls import button, row
from passdesk.desktop.widgets.icon_button import icon_button
from passdesk.desktop.widgets.labels import key_cap, label
from passdesk.desktop.widgets.plain_tip import plain
from passdesk.desktop.widgets.pressing import pressed_by_return

ASKED_AFTER_MS = 150


class Search(QLineEdit):
    """Escape empties it; Down and Return go to the table."""

    went_down = Signal()

    def __init__(self, look: Look) -> None:
        super().__init__()
        self.setPlaceholderText(look.tr("Search 大文, chan, number"))
        self.setToolTip(plain(self.placeholderText()))
        self.setAccessibleName(look.tr("Search people"))
        self.setMaxLength(120)
        self.setMinimumWidth(look.px(110))
        self.setMaximumWidth(look.px(320))
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        slash = key_cap("/")
        inside = row(None, slash, margins=(0, 0, look.px(10), 0))
        self.setLayout(inside)
        self.textChanged.connect(lambda text: slash.setVisible(not text))

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's names
        return QSize(self.maximumWidth(), super().sizeHint().height())

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        if event.key() == Qt.Key.Key_Escape:
            self.clear()
            self.went_down.emit()
        elif event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.went_down.emit()
        else:
            super().keyPressEvent(event)


class Header(QWidget):
    went_down = Signal()

    def __init__(self, look: Look, parts: Parts) -> None:
        super().__init__()
        self._people = parts.people
        self.search = Search(look)
        self._soon = QTimer(self, singleShot=True, interval=ASKED_AFTER_MS)
        self._soon.timeout.connect(lambda: self._people.ask(text=self.search.text().strip()))
        self.search.textChanged.connect(lambda _: self._soon.start())
        self.search.went_down.connect(self.went_down)
        self.new = button(look, look.tr("New person"), parts.forms.new_person)
        self.import_ = button(look, look.tr("Import…"), parts.importing.begin, kind="primary")
        self.institutions = icon_button(look, "domain", look.tr("Institutions"), parts.forms.institutions)
        title = label(look.tr("People"), size="head")
        self.setLayout(row(title, self.search, self.new, self.import_, self.institutions, spacing=look.px(10)))

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        if not pressed_by_return(event, self):
            super().keyPressEvent(event)

    def paint(self, picture: IssuingPicture) -> None:
        """What was asked for stands in the field, but for what is being typed now."""
        self.new.setVisible("person_added" in picture.people.entitled)
        self.import_.setVisible({"person_added", "filing_filed"} <= picture.people.entitled)
        if not self._soon.isActive() and self.search.text().strip() != picture.people.asked.text:
            self.search.setText(picture.people.asked.text)
            self._soon.stop()
