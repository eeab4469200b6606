"""The administrator's workspace: which section is shown, and the sections' own state."""

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from passdesk.credential.wrapping import DEFAULT_COST, Cost
from passdesk.desktop.admin.operators import Operators
from passdesk.desktop.admin.operators_page import OperatorsPage
from passdesk.desktop.admin.outside import Outside
from passdesk.desktop.admin.page import AdminPage
from passdesk.desktop.admin.sections import Section
from passdesk.desktop.look import Look
from passdesk.desktop.opened_desk import OpenedDesk
from passdesk.domain.admission import InputKind


class AdminWorkspace(QObject):
    """`pictured`: another section is shown."""

    pictured = Signal(str)

    def __init__(self, opened: OpenedDesk, *, outside: Outside | None = None, cost: Cost = DEFAULT_COST) -> None:
        super().__init__()
        self._opened = opened
        self.outside = outside or Outside()
        self.section: Section = "operators"
        self.operators = Operators(opened, cost=cost)
        opened.session.changed.connect(self._session_changed)

    def page(self, look: Look) -> AdminPage:
        made = AdminPage(look, self)
        self.pictured.connect(made.paint)
        return made

    def go_to(self, section: Section) -> None:
        if section != self.section:
            self.section = section
            self.pictured.emit(section)
            self.shown()

    def section_page(self, look: Look) -> QWidget:
        page = OperatorsPage(look, self.operators, self.outside)
        self.operators.pictured.connect(page.paint)
        page.paint(self.operators.picture)
        return page

    def shown(self) -> None:
        self.operators.refresh()

    def scanned(self, text: str, input_kind: InputKind) -> None:
        """Passes are not for this workspace; they change nothing here."""

    def close(self) -> None:
        pass

    def _session_changed(self) -> None:
        if self._opened.session.locked:
            self.operators.locked()
