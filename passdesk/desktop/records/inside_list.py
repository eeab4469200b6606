"""Who is inside: read, searched, chosen by institution."""

from msgspec import Struct
from msgspec.structs import replace
from PySide6.QtCore import QObject, Signal

from passdesk.checkpoint.putting_right import put_right
from passdesk.desktop.jobs import Err, Ok, Result
from passdesk.desktop.opened_desk import OpenedDesk
from passdesk.desktop.records.inside_state import InsidePicture
from passdesk.desktop.records.looking import Looking
from passdesk.desktop.records.state import OpenPerson, Problem
from passdesk.domain.attachments import Names
from passdesk.domain.entries import Entry
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
            operator = self._opened.session.operator
            may = operator is not None and "supervisor" in operator.roles
            self._show(replace(self.picture, busy=True, problem=None, may_put_right=may))
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

    def begin_to_right(self, row: int) -> None:
        """Somebody of those shown is not inside, or everybody who is shown."""
        if self.picture.may_put_right and 0 <= row < len(self.picture.shown):
            self._show(replace(self.picture, righting=row, wrong=None))

    def leave(self) -> None:
        if self.picture.righting is not None:
            self._show(replace(self.picture, righting=None, wrong=None))

    def put_outside(self, reason: str, *, every: bool) -> None:
        """A supervisor has looked: the person, or everybody shown, is out."""
        at, acting, shown = self.picture.righting, self._opened.session.acting, self.picture.shown
        if at is None or acting is None or self.picture.busy or at >= len(shown):
            return
        people = [one.person for one in (shown if every else shown[at : at + 1])]
        self._show(replace(self.picture, busy=True, wrong=None))
        self._opened.jobs.run(lambda: put_right(acting, people, inside=False, reason=reason), self._righted)

    def _righted(self, result: Result[list[Entry]]) -> None:
        match result:
            case Ok(_):
                self._show(replace(self.picture, busy=False, righting=None))
                self._opened.written()
                self.refresh()
            case Err(error):
                self._show(replace(self.picture, busy=False, wrong=Problem.of(error)))

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
