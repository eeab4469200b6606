"""The list of cases: read, chosen by state, closed by a supervisor."""

from msgspec.structs import replace
from PySide6.QtCore import QObject, Signal

from passdesk.desktop.jobs import Err, Ok, Result
from passdesk.desktop.opened_desk import OpenedDesk
from passdesk.desktop.records.cases_state import CasesPicture, Chosen
from passdesk.desktop.records.state import OpenPerson, Problem
from passdesk.domain.entries import Entry
from passdesk.domain.passes import Pass
from passdesk.records import cases
from passdesk.records.cases import Listed
from passdesk.store.desk_store import DeskStore

Read = tuple[tuple[Listed, ...], tuple[tuple[bytes, str], ...]]


class CaseList(QObject):
    """`pictured` whenever the picture is another. `open_person` shows the crossings of whom a case is about."""

    pictured = Signal(object)

    def __init__(self, opened: OpenedDesk, open_person: OpenPerson, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._opened, self._open_person = opened, open_person
        self.picture = CasesPicture()

    def refresh(self) -> None:
        if not self.picture.busy:
            self._show(replace(self.picture, busy=True, problem=None, may_close=self._may_close()))
            self._opened.jobs.run(lambda: _read(self._opened.store), self._came)

    def look_again(self) -> None:
        self.refresh()

    def choose(self, chosen: Chosen) -> None:
        self._show(replace(self.picture, chosen=chosen))

    def stand_on(self, row: int) -> None:
        shown = self.picture.shown
        if 0 <= row < len(shown):
            self.picture = replace(self.picture, standing=shown[row].case.key)

    def open_row(self, row: int) -> None:
        shown = self.picture.shown
        if 0 <= row < len(shown):
            key = shown[row].case.key
            may = self._may_close()
            self._show(replace(self.picture, standing=key, closing=key, wrong=None, may_close=may))

    def leave(self) -> None:
        if self.picture.closing is not None:
            self._show(replace(self.picture, closing=None, wrong=None))

    def see_crossings(self) -> None:
        one = self.picture.case(self.picture.closing)
        if one is not None and one.person is not None:
            self.leave()
            self._open_person(one.person, one.names)

    def close_case(self, reason: str) -> None:
        key, acting = self.picture.closing, self._opened.session.acting
        if key is None or acting is None or self.picture.busy:
            return
        self._show(replace(self.picture, busy=True, wrong=None))
        self._opened.jobs.run(lambda: cases.close(acting, key, reason or None), self._closed)

    def _closed(self, result: Result[Entry]) -> None:
        match result:
            case Ok(_):
                self._show(replace(self.picture, busy=False, closing=None))
                self._opened.written()
                self.refresh()
            case Err(error):
                self._show(replace(self.picture, busy=False, wrong=Problem.of(error)))

    def _came(self, result: Result[Read]) -> None:
        match result:
            case Ok((found, numbers)):
                self._show(replace(self.picture, cases=found, numbers=numbers, busy=False))
            case Err(error):
                self._show(replace(self.picture, busy=False, problem=Problem.of(error)))

    def _may_close(self) -> bool:
        operator = self._opened.session.operator
        return operator is not None and "supervisor" in operator.roles

    def _show(self, picture: CasesPicture) -> None:
        self.picture = picture
        self.pictured.emit(picture)


def _read(store: DeskStore) -> Read:
    """Every case, and the short numbers of the badges they name."""
    found = tuple(cases.cases(store, None))
    printed = {key for one in found for key in one.printed}
    with store.view() as view:
        rows = [view.get(Pass, key) for key in printed]
    return found, tuple((row.key, row.short_number) for row in rows if isinstance(row, Pass))
