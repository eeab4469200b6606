"""The sections of this workspace, and the chips in the bar that lead to them."""

from collections.abc import Callable
from functools import partial
from typing import Literal, get_args

from PySide6.QtCore import QSize
from PySide6.QtGui import QFontMetrics, QResizeEvent
from PySide6.QtWidgets import QComboBox, QPushButton, QSizePolicy, QWidget

from passdesk.desktop.look import Look
from passdesk.desktop.theme import SMALL
from passdesk.desktop.widgets.controls import chip, row
from passdesk.desktop.widgets.labels import label
from passdesk.desktop.widgets.pressing import PressedByReturn

Section = Literal["operators", "desks", "keys", "policy", "exchange", "desk"]
SECTIONS: tuple[Section, ...] = get_args(Section)


def title(look: Look, section: Section) -> str:
    match section:
        case "operators":
            return look.tr("Operators")
        case "desks":
            return look.tr("Desks and lanes")
        case "keys":
            return look.tr("Keys")
        case "policy":
            return look.tr("Policy")
        case "exchange":
            return look.tr("Exchange")
        case "desk":
            return look.tr("This desk")


class SectionPage(QWidget):
    """The page of one section. (A focus proxy to a child of its own would let Tab run in a circle.)"""

    @property
    def first(self) -> QWidget:
        """What takes the focus when the section is come to."""
        return self


class SectionBar(PressedByReturn):
    """A chip for each section; where there is no room for them, one box to choose from."""

    def __init__(self, look: Look, current: Section, go_to: Callable[[Section], None]) -> None:
        super().__init__()
        self._go_to = go_to
        self.chips: dict[Section, QPushButton] = {}
        for one in SECTIONS:
            self.chips[one] = chip(look, title(look, one), partial(self._asked, one), checked=one == current)
            bold = QFontMetrics(look.font(SMALL, bold=True))  # a chosen chip is bold
            self.chips[one].setMinimumWidth(bold.horizontalAdvance(title(look, one)) + look.px(30))
        self.box = QComboBox()
        self.box.addItems([title(look, one) for one in SECTIONS])
        self.box.setCurrentIndex(SECTIONS.index(current))
        self.box.setAccessibleName(look.tr("Section"))
        self.box.activated.connect(lambda at: self._asked(SECTIONS[at]))
        self._name = label(look.tr("Admin"), size="head")
        self._gap = look.px(8)
        self.setLayout(row(self._name, self._gap, *self.chips.values(), self.box, spacing=self._gap))
        self.box.hide()
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)

    def paint(self, current: Section) -> None:
        for one, made in self.chips.items():
            made.setChecked(one == current)
        self.box.setCurrentIndex(SECTIONS.index(current))

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        return QSize(self._wide(), super().sizeHint().height())

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        gap = self._gap
        alone = self._name.sizeHint().width() + self.box.sizeHint().width() + 3 * gap
        return QSize(alone, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        room = event.size().width() >= self._wide()
        for made in self.chips.values():
            made.setVisible(room)
        self.box.setVisible(not room)

    def _wide(self) -> int:
        """With the fonts of the style sheet, so it is asked anew each time."""
        parts = [self._name, *self.chips.values()]
        return sum(max(one.sizeHint().width(), one.minimumWidth()) for one in parts) + self._gap * (len(parts) + 2)

    def _asked(self, section: Section) -> None:
        self._go_to(section)
        self.paint(section)
