"""This desk: facts about it, and the settings of its screen and devices."""

import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from msgspec import Struct
from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QPushButton, QVBoxLayout, QWidget

import passdesk
from passdesk.desktop.admin import words
from passdesk.desktop.admin.outside import Outside
from passdesk.desktop.admin.parts import facts, heading, id_fact
from passdesk.desktop.admin.sections import SectionPage
from passdesk.desktop.jobs import Ok, Result
from passdesk.desktop.look import Look
from passdesk.desktop.opened_desk import OpenedDesk
from passdesk.desktop.preferences.panel import PreferencesPanel
from passdesk.desktop.widgets.controls import card, clear, column, scrolled, surface
from passdesk.errors import PassdeskError
from passdesk.store.database_key import ways_to_open
from passdesk.store.engine import engine_version

_ROOM, _FACTS = 1000, 360
_NO_BOUND = (1 << 24) - 1
"""Qt's own: as wide as may be."""


class ThisDesk(Struct, frozen=True):
    """`ways`: how the database key is kept: passphrase, key_store, recovery. `entries` in its journal."""

    name: str
    roles: tuple[str, ...]
    lanes: tuple[str, ...]
    zone: str
    journal: bytes
    folder: str
    entries: int
    engine: str
    ways: tuple[str, ...]


class ThisDeskSection(QObject):
    """`pictured` with a `ThisDesk`."""

    pictured = Signal(object)

    def __init__(self, opened: OpenedDesk) -> None:
        super().__init__()
        self._opened = opened
        self.picture: ThisDesk | None = None

    def refresh(self) -> None:
        self._opened.jobs.run(self._read, self._came)

    def _read(self) -> ThisDesk:
        store, desk = self._opened.store, self._opened.desk
        journal = store.journal
        roles, lanes = (desk.roles, desk.lanes) if desk is not None else ((), ())
        return ThisDesk(desk.name if desk is not None else journal.name, roles, lanes, journal.zone, journal.id,
                        str(store.folder), journal.seq, engine_version(), _ways(store.folder))  # fmt: skip

    def _came(self, result: Result[ThisDesk]) -> None:
        if isinstance(result, Ok) and result.value != self.picture:
            self.picture = result.value
            self.pictured.emit(self.picture)


class ThisDeskPage(SectionPage):
    """`preferences`: the panel with what people choose for this screen; None: it is elsewhere."""

    def __init__(
        self, look: Look, outside: Outside, preferences: Callable[[Look], PreferencesPanel] | None
    ) -> None:
        super().__init__()
        self._look, self._outside = look, outside
        gap = look.px(18)
        self._facts: QVBoxLayout = column(spacing=look.px(14), margins=(gap, gap, gap, gap))
        self._about = card(self._facts)
        self.panel = preferences(look) if preferences is not None else None
        self._parts = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._parts.setSpacing(look.px(16))
        margins = (look.px(20), look.px(16), look.px(20), look.px(16))
        self._parts.setContentsMargins(*margins)
        if self.panel is not None:
            self._parts.addWidget(self.panel, 1)
        self._parts.addWidget(self._about, 0 if self.panel is not None else 1, Qt.AlignmentFlag.AlignTop)
        self.setLayout(column(scrolled(surface(self._parts))))

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Beside each other where there is room, else below each other."""
        super().resizeEvent(event)
        look, beside = self._look, event.size().width() >= self._look.px(_ROOM)
        directions = QBoxLayout.Direction
        self._parts.setDirection(directions.LeftToRight if beside else directions.TopToBottom)
        alone = self.panel is None
        self._about.setMinimumWidth(look.px(_FACTS if beside and not alone else 0))
        self._about.setMaximumWidth(look.px(_FACTS) if beside and not alone else _NO_BOUND)
        self._parts.setAlignment(self._about, Qt.AlignmentFlag.AlignTop if beside else Qt.AlignmentFlag(0))

    @property
    def first(self) -> QWidget:
        chips = self.findChildren(QPushButton)
        return chips[0] if chips else self

    def paint(self, desk: ThisDesk | None) -> None:
        clear(self._facts)
        if desk is None:
            return
        look = self._look
        self._facts.addWidget(heading(look, desk.name))
        self._facts.addWidget(facts(look, [
            (look.tr("Zone"), desk.zone),
            (look.tr("Does"), "\n".join(words.desk_role_meaning(look, role) for role in desk.roles)),
            (look.tr("Lanes"), look.listed(desk.lanes)),
            (look.tr("Journal"), look.count(desk.entries, "{n} entry", "{n} entries")),
            (look.tr("Folder"), desk.folder),
            (look.tr("Its key is kept"), kept(look, desk.ways)),
            (look.tr("Program"), f"Passdesk {passdesk.__version__} · Python {sys.version.split()[0]}"),
            (look.tr("Database engine"), desk.engine),
        ]))  # fmt: skip
        self._facts.addWidget(id_fact(look, self._outside, look.tr("Journal id"), desk.journal))
        self._facts.addStretch(1)


def _ways(folder: Path) -> tuple[str, ...]:
    """A folder whose keys file can't be read just now is open all the same."""
    try:
        return ways_to_open(folder)
    except PassdeskError:
        return ()


def kept(look: Look, ways: Sequence[str]) -> str:
    """How the database key can be had; the recovery key opens it always."""
    known = {
        "passphrase": look.tr("under a passphrase"),
        "key_store": look.tr("in the key store of this account"),
        "recovery": look.tr("for the zone's recovery key, kept offline"),
    }
    return "\n".join(known.get(way, way) for way in ways)
