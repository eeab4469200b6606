"""The page of this workspace: the bar's chips, and the section that is shown."""

from typing import Protocol

from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QVBoxLayout

from passdesk.desktop.admin.sections import Section, SectionBar, SectionPage
from passdesk.desktop.look import Look
from passdesk.desktop.widgets.controls import clear, column
from passdesk.desktop.widgets.pressing import PressedByReturn


class AdminCommands(Protocol):
    @property
    def section(self) -> Section: ...

    def go_to(self, section: Section) -> None: ...

    def section_page(self, look: Look) -> SectionPage:
        """A new page of the section that is shown, painted."""


class AdminPage(PressedByReturn):
    def __init__(self, look: Look, admin: AdminCommands) -> None:
        super().__init__()
        self._look, self._admin = look, admin
        self.header = SectionBar(look, admin.section, admin.go_to)
        self.inside = SectionPage()
        self._shown: Section | None = None
        self._holder: QVBoxLayout = column(self.inside, spacing=0)
        self.setLayout(self._holder)
        self.paint(admin.section)

    def focusInEvent(self, event: QFocusEvent) -> None:  # noqa: N802 - Qt's name
        """Whoever gives the page the focus means what comes first on it."""
        super().focusInEvent(event)
        self.inside.first.setFocus(event.reason())

    def paint(self, section: Section) -> None:
        if section == self._shown:
            return
        self._shown = section
        clear(self._holder)
        self.inside = self._admin.section_page(self._look)
        self._holder.addWidget(self.inside)
        self.header.paint(section)
        if self.isVisible():
            self.inside.show()  # what is not shown yet takes no focus
        self.inside.first.setFocus()
