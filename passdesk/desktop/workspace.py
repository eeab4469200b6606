"""What the window asks of a workspace. Each keeps its own state; a page is built anew whenever the look changes."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Protocol

from msgspec import Struct
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from passdesk.desktop.line_status import LineStatus
from passdesk.desktop.look import Look
from passdesk.domain.people import Desk, Operator

if TYPE_CHECKING:
    from passdesk.domain.admission import InputKind


class Workspace(Protocol):
    """A part of the window for one kind of work."""

    def page(self, look: Look) -> QWidget:
        """A new page that paints this workspace's state, and goes on painting it until it is deleted. It may have an
        attribute `header`: a widget that stands in the bar above it."""

    def shown(self) -> None:
        """Its page is the one on screen now."""

    def takes(self, text: str) -> bool:
        """Whether a code is for what its page asks: a staff card of somebody who signs as well."""

    def scanned(self, text: str, input_kind: "InputKind") -> None:
        """A code was read while this page was on screen and somebody was signed in."""

    def key(self, event: QKeyEvent, lone: bool) -> bool:
        """A key a person pressed, before anything has it; `lone`: no other came near it. True: it is done with."""

    def line_is(self, line: LineStatus) -> None:
        """How the line to the server is now."""

    def close(self) -> None:
        """Let go of threads and devices."""


class Kind(Struct, frozen=True):
    """`title` is English for tr(). A workspace is there for desks of role `desk` and operators with any of `roles`."""

    name: str
    title: str
    icon: str
    desk: str
    roles: frozenset[str]

    def is_for(self, desk: Desk | None, operator: Operator | None) -> bool:
        if desk is None or operator is None:
            return False
        return self.desk in desk.roles and bool(self.roles & set(operator.roles))


KINDS = (
    Kind("gate", "Gate", "qrcode-scan", "checkpoint", frozenset({"checkpoint", "supervisor"})),
    Kind("issuing", "Issuing", "account-group-outline", "issuing", frozenset({"hr", "approver", "supervisor"})),
    Kind("records", "Records", "chart-bar", "records", frozenset({"supervisor", "administrator"})),
    Kind("admin", "Admin", "cog-outline", "admin", frozenset({"administrator"})),
)
Make = Callable[[], Workspace]
"""Made when it is first shown, so that starting costs only what is on screen."""
