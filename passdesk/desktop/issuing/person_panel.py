"""One person: face, names, passes, filings, what can be done, and what happened."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QPushButton, QScrollArea, QVBoxLayout, QWidget

from passdesk.desktop.issuing import history_words
from passdesk.desktop.issuing.panel_parts import PanelParts
from passdesk.desktop.issuing.parts import Parts
from passdesk.desktop.issuing.state import IssuingPicture, PersonPicture
from passdesk.desktop.look import Look
from passdesk.desktop.widgets.controls import clear, column, scrolled, surface
from passdesk.desktop.widgets.empty import empty
from passdesk.desktop.widgets.timeline import timeline
from passdesk.domain.zone import Policy
from passdesk.issuing.possible import Possible

WIDTH = 340


class PersonPanel(QFrame):
    """Painted anew when the person, or anything about them, is another. Escape goes `back`."""

    def __init__(self, look: Look, parts: Parts, now_s: Callable[[], int], back: Callable[[], None]) -> None:
        super().__init__()
        self._look, self._parts, self._now_s, self._back = look, parts, now_s, back
        self._painted: tuple[PersonPicture | None, Policy | None] | None = None
        self._buttons: dict[Possible, QPushButton] = {}
        self._to_focus: bytes | None = None
        self.setObjectName("card")
        self.setFixedWidth(look.px(WIDTH))
        self._layout: QVBoxLayout = column(margins=(look.px(5),) * 4)
        self.setLayout(self._layout)

    def paint(self, picture: IssuingPicture) -> None:
        wanted = (picture.person, picture.people.policy)
        if self._painted is not None and wanted[0] is self._painted[0] and wanted[1] == self._painted[1]:
            return
        same = self._painted is not None and _key(wanted[0]) == _key(self._painted[0])
        focused = next((one for one, made in self._buttons.items() if made.hasFocus()), None)
        scrolled_to = self._scrolled_to() if same else 0
        self._painted, self._buttons = wanted, {}
        clear(self._layout)
        self._layout.addWidget(self._nobody() if wanted[0] is None else self._somebody(wanted[0], wanted[1]))
        self._settle(focused, scrolled_to)
        if self._to_focus is not None and _key(wanted[0]) == self._to_focus:
            self._take_focus()

    def focus_when_painted(self, person: bytes) -> None:
        """The focus comes here, at once or when this person is shown."""
        self._to_focus = person
        if self._painted is not None and _key(self._painted[0]) == person:
            self._take_focus()

    def focus_first(self) -> None:
        """The first thing that can be done has the focus."""
        for made in self._buttons.values():
            if made.isEnabled():
                made.setFocus(Qt.FocusReason.OtherFocusReason)
                return

    def button(self, doing: str) -> QPushButton | None:
        """The first button of that kind."""
        return next((made for one, made in self._buttons.items() if one.doing == doing), None)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        if event.key() == Qt.Key.Key_Escape:
            self._back()
        else:
            super().keyPressEvent(event)

    def _take_focus(self) -> None:
        self._to_focus = None
        self.focus_first()

    def _nobody(self) -> QWidget:
        look = self._look
        said = look.tr("Choose somebody in the table, or read their pass.")
        return empty(look, "account-outline", look.tr("Nobody chosen"), said)

    def _somebody(self, person: PersonPicture, policy: Policy | None) -> QScrollArea:
        look = self._look
        parts = PanelParts(look, person, policy, self._now_s(), self._begin)
        gap = look.px(12)
        history = [history_words.moment(look, policy, one) for one in person.history]
        inside = surface(
            column(
                parts.head(), *parts.notes(), *parts.passes(), *parts.filings(), *parts.about(),
                *((parts.title(look.tr("History")), timeline(look, history)) if history else ()), None,
                spacing=look.px(12), margins=(gap, gap, gap, gap),
            )
        )  # fmt: skip
        self._buttons = parts.buttons
        return scrolled(inside)

    def _begin(self, wanted: Possible) -> None:
        self._parts.acts.begin(wanted)

    def _scrolled_to(self) -> int:
        area = self.findChild(QScrollArea)
        return area.verticalScrollBar().value() if isinstance(area, QScrollArea) else 0

    def _settle(self, focused: Possible | None, scrolled_to: int) -> None:
        """A button that was pressed keeps the focus if it is still there, else the first one has it."""
        item = self._layout.itemAt(0)
        area = item.widget() if item is not None else None
        if isinstance(area, QScrollArea) and (inside := area.widget()) is not None and scrolled_to:
            inside.adjustSize()
            area.verticalScrollBar().setValue(scrolled_to)
        if focused is not None:
            again = self._buttons.get(focused)
            if again is not None and again.isEnabled():
                again.setFocus(Qt.FocusReason.OtherFocusReason)
            else:
                self.focus_first()


def _key(person: PersonPicture | None) -> bytes | None:
    return person.key if person is not None else None
