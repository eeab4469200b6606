"""A field that finds people as one types; the arrow keys and Return choose one."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QPoint, Qt
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QLineEdit, QListWidget, QListWidgetItem, QWidget

from passdesk.desktop.look import Look
from passdesk.desktop.records import words
from passdesk.desktop.records.state import Finding, FoundPerson
from passdesk.desktop.widgets.controls import column
from passdesk.desktop.widgets.plain_tip import plain

_SEEN = 8


class Finder(QWidget):
    """`find` hears what is typed, `choose` who was chosen. The list of those found lies over `over`."""

    def __init__(
        self, look: Look, over: QWidget, find: Callable[[str], None], choose: Callable[[FoundPerson], None]
    ) -> None:
        super().__init__()
        self._look, self._choose = look, choose
        self._people: tuple[FoundPerson, ...] = ()
        self._fresh = True
        self.edit = QLineEdit()
        self.edit.setMaxLength(120)
        self.edit.setClearButtonEnabled(True)
        self.edit.setPlaceholderText(look.tr("Find a person: name or short number"))
        self.edit.setToolTip(plain(self.edit.placeholderText()))
        self.edit.setAccessibleName(look.tr("Find a person"))
        self.edit.textEdited.connect(find)
        self.edit.textChanged.connect(lambda text: None if text else find(""))
        self.edit.installEventFilter(self)
        self.list = QListWidget(over)
        self.list.setObjectName("finder")
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setStyleSheet(
            f"#finder {{ border: 1px solid {look.colours.edge}; border-radius: {look.px(9)}px;"
            f" padding: {look.px(4)}px; }} #finder::item {{ padding: {look.px(7)}px; }}"
        )
        self.list.itemClicked.connect(lambda _: self._take())
        self.list.hide()
        self.setLayout(column(self.edit))
        self.setFocusProxy(self.edit)

    def show_found(self, finding: Finding) -> None:
        """A page that was built anew goes on with what was looked for; from then on only a person types into the field.
        """
        if self._fresh:
            self._fresh = False
            self.edit.setText(finding.text)
        if finding.people is None:
            return
        self._people = finding.people
        self.list.clear()
        for one in finding.people[:_SEEN]:
            said = words.person(self._look, one.names) or self._look.tr("Name not here")
            found = "  ·  ".join((said, *map(self._look.institution, one.institutions)))
            QListWidgetItem(found, self.list).setToolTip(plain(found))
        if finding.text and not finding.people:
            self.list.addItem(self._look.tr("Nobody of that name is known here."))
        self.list.setCurrentRow(0)
        self.list.setVisible(bool(finding.text) and bool(self.edit.text()))
        self._place()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        super().resizeEvent(event)
        self._place()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        if watched is self.edit and self.list.isVisible():
            if event.type() == QEvent.Type.FocusOut:
                self.list.hide()
            elif isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
                return self._pressed(event.key())
        return False

    def _pressed(self, key: int) -> bool:
        match key:
            case Qt.Key.Key_Down | Qt.Key.Key_Up:
                step = 1 if key == Qt.Key.Key_Down else -1
                self.list.setCurrentRow((self.list.currentRow() + step) % self.list.count())
            case Qt.Key.Key_Return | Qt.Key.Key_Enter:
                self._take()
            case Qt.Key.Key_Escape:
                self.list.hide()
            case _:
                return False
        return True

    def _take(self) -> None:
        chosen = self.list.currentRow()
        self.list.hide()
        if 0 <= chosen < len(self._people):
            person = self._people[chosen]
            self.edit.clear()
            self._choose(person)

    def _place(self) -> None:
        over = self.list.parentWidget()
        assert over is not None
        corner = self.edit.mapTo(over, QPoint(0, self.edit.height() + self._look.px(4)))
        height = self.list.sizeHintForRow(0) * self.list.count() + self._look.px(12)
        width = min(max(self.edit.width(), self._look.px(420)), over.width() - corner.x() - self._look.px(12))
        self.list.setGeometry(corner.x(), corner.y(), width, min(height, over.height() - corner.y()))
        self.list.raise_()
