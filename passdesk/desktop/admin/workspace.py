"""The administrator's workspace: which section is shown, and the sections' own state."""

from typing import assert_never

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from passdesk.credential.wrapping import DEFAULT_COST, Cost
from passdesk.desktop.admin.desks import Desks
from passdesk.desktop.admin.desks_page import DesksPage
from passdesk.desktop.admin.keys import Keys
from passdesk.desktop.admin.keys_page import KeysPage
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
        self.operators, self.desks, self.keys = Operators(opened, cost=cost), Desks(opened), Keys(opened)
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
        match self.section:
            case "operators":
                operators = OperatorsPage(look, self.operators, self.outside)
                self.operators.pictured.connect(operators.paint)
                operators.paint(self.operators.picture)
                return operators
            case "desks":
                desks = DesksPage(look, self.desks, self.outside, connected=self._opened.exchanging is not None)
                self.desks.pictured.connect(desks.paint)
                desks.paint(self.desks.picture)
                return desks
            case "keys":
                keys = KeysPage(look, self.keys, self.outside)
                self.keys.pictured.connect(keys.paint)
                keys.paint(self.keys.picture)
                return keys
            case "policy" | "exchange" | "desk":
                return QWidget()
            case _:
                assert_never(self.section)

    def shown(self) -> None:
        match self.section:
            case "operators":
                self.operators.refresh()
            case "desks":
                self.desks.refresh()
            case "keys":
                self.keys.refresh()
            case "policy" | "exchange" | "desk":
                pass
            case _:
                assert_never(self.section)

    def scanned(self, text: str, input_kind: InputKind) -> None:
        """Passes are not for this workspace; they change nothing here."""

    def close(self) -> None:
        pass

    def _session_changed(self) -> None:
        if self._opened.session.locked:
            for one in (self.operators, self.desks, self.keys):
                one.locked()
