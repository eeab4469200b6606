"""Who is inside: read, searched, chosen by institution."""

from msgspec import Struct
from msgspec.structs import replace
from PySide6.QtCore import QObject, Signal

from passdesk.desktop.jobs import Err, Ok, Result
from passdesk.desktop.opened_desk import OpenedDesk
from passdesk.desktop.records.inside_state import InsidePicture
from passdesk.desktop.records.looking import Looking
from passdesk.desktop.records.state import OpenPerson, Problem
from passdesk.domain.attachments import Names
from passdesk.records.occupancy import Inside, inside


class _Read(Struct, frozen=True):
    people: tuple[Inside, ...]
    at: int
    heard: int | None
    silent: tuple[tuple[str, int], ...]


class InsideList(QObject):
    """`pictured` whenever the picture is another. `open_person` shows the crossings of somebody inside."""

    pictured = Signal(object)

    def __init__(
        self, opened: OpenedDesk, looking: Looking, open_person: OpenPerson,
        parent: QObject | None = None,
    ) -> None:  # fmt: skip
        super().__init__(parent)
        self._opened, self._looking, self._open_person = opened, looking, open_person
        self.picture = InsidePicture()

    def refresh(self) -> None:
        if not self.picture.busy:
            self._show(replace(self.picture, busy=True, problem=None))
            self._opened.jobs.run(lambda: _read(self._looking), self._came)

    def look_again(self) -> None:
        self.refresh()

    def find(self, text: str) -> None:
        self._show(replace(self.picture, text=text))

    def choose(self, institution: Names) -> None:
        """Only that one's; the same again: everybody."""
        chosen = None if institution == self.picture.institution else institution
        self._show(replace(self.picture, institution=chosen))

    def crossings_of(self, row: int) -> None:
        if 0 <= row < len(self.picture.shown):
            one = self.picture.shown[row]
            self._open_person(one.person, one.names)

    def _came(self, result: Result[_Read]) -> None:
        match result:
            case Ok(read):
                alone = self._opened.exchanging is None
                self._show(replace(
                    self.picture, people=read.people, at=read.at, heard=read.heard, silent=read.silent, alone=alone,
                    busy=False,
                ))  # fmt: skip
            case Err(error):
                self._show(replace(self.picture, busy=False, problem=Problem.of(error)))

    def _show(self, picture: InsidePicture) -> None:
        self.picture = picture
        self.pictured.emit(picture)


def _read(looking: Looking) -> _Read:
    return _Read(tuple(inside(looking.store, looking.policy())), looking.now(), looking.heard_until(), looking.silent())
