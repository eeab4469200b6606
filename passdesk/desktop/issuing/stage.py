"""What the parts of the workspace share: the one picture, and how work is done and its failure told."""

from collections.abc import Callable
from typing import Any, TypeVar

from msgspec.structs import replace
from PySide6.QtCore import QObject, Signal

from passdesk.desktop.issuing.state import IssuingPicture, Sheet, Told
from passdesk.desktop.jobs import Err, Ok, Result
from passdesk.desktop.opened_desk import OpenedDesk
from passdesk.store.acts import Acting

T = TypeVar("T")


class Stage(QObject):
    """`pictured` whenever the picture is another; `acted` when something was recorded, the person shown may have
    changed by it."""

    pictured = Signal(object)
    acted = Signal()

    def __init__(self, opened: OpenedDesk) -> None:
        super().__init__(opened)
        self.opened = opened
        self.picture = IssuingPicture()

    def show(self, **changes: Any) -> None:
        self.picture = replace(self.picture, **changes)
        self.pictured.emit(self.picture)

    def show_people(self, **changes: Any) -> None:
        self.show(people=replace(self.picture.people, **changes))

    def open_sheet(self, sheet: Sheet) -> None:
        self.show(sheet=sheet, sheet_number=self.picture.sheet_number + 1, told=None)

    def change_sheet(self, **changes: Any) -> None:
        """Nothing where it was closed meanwhile."""
        if self.picture.sheet is not None:
            self.show(sheet=replace(self.picture.sheet, **changes))

    def close_sheet(self) -> None:
        if self.picture.sheet is not None:
            self.show(sheet=None, told=None)

    def tell(self, told: Told | None) -> None:
        self.show(told=told)

    def read(self, work: Callable[[], T], done: Callable[[T], None]) -> None:
        """Work that changes nothing; a failure is told."""
        self.read_or(work, done, self.tell)

    def read_or(self, work: Callable[[], T], done: Callable[[T], None], failed: Callable[[Told], None]) -> None:
        def came(result: Result[T]) -> None:
            match result:
                case Ok(value):
                    done(value)
                case Err(error):
                    failed(Told.of(error))

        self.opened.jobs.run(work, came)

    def act(self, work: Callable[[Acting], T], done: Callable[[T], None]) -> None:
        """Work of whoever is signed in. What was recorded is sent on, and `acted` follows `done`."""
        acting = self.opened.session.acting
        if acting is None:
            return

        def came(result: Result[T]) -> None:
            if not self.is_here(acting):  # what comes late is not for the next
                self.recorded()
                return
            self.show(busy=False)
            match result:
                case Ok(value):
                    done(value)
                    self.recorded()
                case Err(error):
                    self.tell(Told.of(error))

        self.show(busy=True, told=None)
        self.opened.jobs.run(lambda: work(acting), came)

    def is_here(self, acting: Acting) -> bool:
        """Whether whoever asked for some work is still the one who is signed in."""
        return self.opened.session.acting is acting

    def shows(self, number: int) -> bool:
        """Whether the sheet of this number is still open."""
        return self.picture.sheet is not None and self.picture.sheet_number == number

    def recorded(self) -> None:
        self.opened.written()
        if not self.opened.session.locked:
            self.acted.emit()
