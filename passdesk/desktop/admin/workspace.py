"""The administrator's workspace: which section is shown, and the sections' own state."""

from collections.abc import Callable
from typing import assert_never

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QKeyEvent
from shiboken6 import isValid

from passdesk.credential.wrapping import DEFAULT_COST, Cost
from passdesk.desktop.admin.desks import Desks
from passdesk.desktop.admin.desks_page import DesksPage
from passdesk.desktop.admin.exchange import ExchangeSection
from passdesk.desktop.admin.exchange_page import ExchangePage
from passdesk.desktop.admin.keys import Keys
from passdesk.desktop.admin.keys_page import KeysPage
from passdesk.desktop.admin.operators import Operators
from passdesk.desktop.admin.operators_page import OperatorsPage
from passdesk.desktop.admin.outside import Outside
from passdesk.desktop.admin.page import AdminPage
from passdesk.desktop.admin.policy import PolicySection
from passdesk.desktop.admin.policy_page import PolicyPage
from passdesk.desktop.admin.sections import Section, SectionPage
from passdesk.desktop.admin.this_desk import ThisDeskPage, ThisDeskSection
from passdesk.desktop.line_status import LineStatus
from passdesk.desktop.look import Look
from passdesk.desktop.opened_desk import OpenedDesk
from passdesk.desktop.preferences.panel import PreferencesPanel
from passdesk.domain.admission import InputKind

Preferences = Callable[[Look], PreferencesPanel]


class AdminWorkspace(QObject):
    """`pictured`: another section is shown. `preferences` makes the panel with the settings of this desk's screen."""

    pictured = Signal(str)

    def __init__(
        self, opened: OpenedDesk, *, preferences: Preferences | None = None, outside: Outside | None = None,
        cost: Cost = DEFAULT_COST,
    ) -> None:  # fmt: skip
        super().__init__()
        self._opened, self._preferences = opened, preferences
        self.outside = outside or Outside()
        self._panel: PreferencesPanel | None = None
        self.section: Section = "operators"
        self.operators, self.desks, self.keys = Operators(opened, cost=cost), Desks(opened), Keys(opened)
        self.policy, self.exchange, self.this_desk = (
            PolicySection(opened), ExchangeSection(opened), ThisDeskSection(opened),
        )  # fmt: skip
        opened.session.changed.connect(self._session_changed)
        self.exchange.ended.connect(self.shown)

    def page(self, look: Look) -> AdminPage:
        made = AdminPage(look, self)
        self.pictured.connect(made.paint)
        return made

    def go_to(self, section: Section) -> None:
        if section != self.section:
            self.section = section
            self.pictured.emit(section)
            self.shown()

    def section_page(self, look: Look) -> SectionPage:
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
            case "policy":
                policy = PolicyPage(look, self.policy, self.outside)
                self.policy.pictured.connect(policy.paint)
                policy.paint(self.policy.picture)
                return policy
            case "exchange":
                exchange = ExchangePage(look, self.exchange)
                self.exchange.pictured.connect(exchange.paint)
                exchange.paint(self.exchange.picture)
                return exchange
            case "desk":
                desk = ThisDeskPage(look, self.outside, self._preferences)
                self._panel = desk.panel
                self.this_desk.pictured.connect(desk.paint)
                desk.paint(self.this_desk.picture)
                return desk
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
            case "policy":
                self.policy.refresh()
            case "exchange":
                self.exchange.refresh()
            case "desk":
                self.this_desk.refresh()
            case _:
                assert_never(self.section)

    def key(self, event: QKeyEvent, lone: bool) -> bool:
        del event, lone
        return False

    def line_is(self, line: LineStatus) -> None:
        """The section of the exchange hears of each try itself."""

    def takes(self, text: str) -> bool:
        """No card is asked for here."""
        del text
        return False

    def scanned(self, text: str, input_kind: InputKind) -> None:
        """Passes change nothing here; what is read while the scanner is tried is shown in the preferences."""
        del input_kind
        if self.section == "desk" and self._panel is not None and isValid(self._panel):
            self._panel.scanned(text)

    def close(self) -> None:
        pass

    def _session_changed(self) -> None:
        """Also where the next comes in without locking the desk first, by a staff card."""
        for one in (self.operators, self.desks, self.keys, self.policy):
            one.left()
