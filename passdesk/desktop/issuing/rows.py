"""The rows of the table that are looked at: read off the GUI thread, a page at a time, the latest ones kept."""

from collections import OrderedDict
from collections.abc import Sequence

from PySide6.QtCore import QObject, Signal

from passdesk.desktop.jobs import Ok, Result
from passdesk.desktop.opened_desk import OpenedDesk
from passdesk.records.people_listing import PersonRow, people_rows
from passdesk.store.policy_here import in_force

PAGE = 64
MOST_KEPT = 64 * PAGE

_Read = tuple[PersonRow | None, ...]


class Rows(QObject):
    """`row` gives what is here and fetches what is not; `came` tells the first and last row that came since. A row that
    was read before a change stays until it is read again, so that nothing flickers."""

    came = Signal(int, int)

    def __init__(self, opened: OpenedDesk) -> None:
        super().__init__(opened)
        self._opened = opened
        self._numbers: Sequence[int] = ()
        self._kept: OrderedDict[int, PersonRow] = OrderedDict()
        self._fresh: set[int] = set()
        self._asked: set[int] = set()
        self._listing = 0

    def __len__(self) -> int:
        return len(self._numbers)

    def begin(self, numbers: Sequence[int]) -> None:
        """Another listing: `numbers` as `PeopleListing` has them."""
        self._numbers = numbers
        self._listing += 1
        self._asked, self._fresh = set(), set()

    def number(self, at: int) -> int | None:
        """The line number of a row, which stays the person's in the next listing."""
        return self._numbers[at] if 0 <= at < len(self._numbers) else None

    def find(self, number: int) -> int | None:
        """The row that has this line number now."""
        try:
            return self._numbers.index(number)
        except ValueError:
            return None

    def row(self, at: int) -> PersonRow | None:
        """None where it is not here yet, or gone."""
        number = self._numbers[at]
        if number not in self._fresh:
            self._ask(at // PAGE)
        held = self._kept.get(number)
        if held is not None:
            self._kept.move_to_end(number)
        return held

    def forget(self) -> None:
        """Nothing of anybody stays in memory."""
        self._kept.clear()
        self._fresh.clear()
        self._asked.clear()

    def _ask(self, page: int) -> None:
        if page in self._asked:
            return
        self._asked.add(page)
        store, clock, listing = self._opened.store, self._opened.clock, self._listing
        numbers = list(self._numbers[page * PAGE : (page + 1) * PAGE])

        def work() -> _Read:
            return tuple(people_rows(store, clock, in_force(store, clock).policy, numbers))

        def done(result: Result[_Read]) -> None:
            if listing != self._listing:
                return
            match result:
                case Ok(rows):
                    self._keep(numbers, rows)
                    self.came.emit(page * PAGE, page * PAGE + len(numbers) - 1)
                case _:
                    self._asked.discard(page)

        self._opened.jobs.run(work, done)

    def _keep(self, numbers: Sequence[int], rows: _Read) -> None:
        for number, row in zip(numbers, rows, strict=True):
            self._fresh.add(number)
            self._kept.pop(number, None)
            if row is not None:
                self._kept[number] = row
        while len(self._kept) > MOST_KEPT:
            gone, _ = self._kept.popitem(last=False)
            self._fresh.discard(gone)
            self._asked.clear()
