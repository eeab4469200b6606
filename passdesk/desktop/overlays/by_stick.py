"""The exchange by stick: a file for the server is written, or its answer taken in, while the line is down."""

from collections.abc import Callable
from contextlib import nullcontext
from pathlib import Path
from typing import Literal

from msgspec import Struct
from msgspec.structs import replace
from PySide6.QtCore import QObject, Signal

from passdesk.desktop.jobs import Err, Ok, Result, Ticket
from passdesk.desktop.opened_desk import OpenedDesk
from passdesk.desktop.widgets.choosing_files import Choose, ask_file, ask_place
from passdesk.domain.people import Operator
from passdesk.sync.bundling import Bundled, Progress, write_request
from passdesk.sync.unbundling import Unbundled, take_answer

_MAY = frozenset({"supervisor", "administrator"})
_TELL_EVERY = 1 << 20
NAME = "{desk}.passdesk-bundle"
Work = Literal["", "writing", "taking"]


class ByStickPicture(Struct, frozen=True):
    """`work`: what is under way, `bytes` so far. `written` to the file `name`, or `taken` from it; `wrong`: what was
    said against it, in its parts."""

    work: Work = ""
    bytes: int = 0
    name: str = ""
    written: Bundled | None = None
    taken: Unbundled | None = None
    wrong: tuple[str, ...] = ()


class ByStick(QObject):
    """Of one desk. `pictured` whenever the picture is another. What is under way goes on when the sheet is closed."""

    pictured = Signal(object)

    def __init__(
        self, opened: OpenedDesk, *, choose_place: Choose = ask_place, choose_file: Choose = ask_file
    ) -> None:
        super().__init__()
        self._opened, self._choose_place, self._choose_file = opened, choose_place, choose_file
        self.picture = ByStickPicture()
        self._ticket: Ticket | None = None

    def is_for(self, operator: Operator | None) -> bool:
        """In a zone with a server, whoever answers for the desk."""
        return self._opened.exchanging is not None and operator is not None and bool(_MAY & set(operator.roles))

    def begin(self) -> None:
        """Forget what was done, not what is being done."""
        if not self.picture.work:
            self._show(ByStickPicture())

    def write(self) -> None:
        store, clock = self._opened.store, self._opened.clock
        begin = NAME.format(desk=_plain(store.journal.name))
        path = None if self.picture.work else self._choose_place(begin, "*.passdesk-bundle")
        if path is not None:
            self._run("writing", path, lambda tell: write_request(store, path, clock, tell))

    def take(self) -> None:
        store, clock = self._opened.store, self._opened.clock
        path = None if self.picture.work else self._choose_file("", "*")
        if path is not None:
            self._run("taking", path, lambda tell: take_answer(store, path, clock, progress=tell))

    def cancel(self) -> None:
        if self._ticket is not None:
            self._ticket.cancel()

    def _run(self, work: Work, path: Path, do: Callable[[Progress], Bundled | Unbundled]) -> None:
        exchanging = self._opened.exchanging

        def run(ticket: Ticket) -> Bundled | Unbundled:
            with nullcontext() if exchanging is None else exchanging.aside():
                return do(_seldom(ticket))

        self._show(ByStickPicture(work=work, name=path.name))
        self._ticket = self._opened.line_jobs.run_long(run, self._came, self._told)

    def _told(self, done: int) -> None:
        self._show(replace(self.picture, bytes=done))

    def _came(self, result: Result[Bundled | Unbundled]) -> None:
        self._ticket = None
        self._opened.wrote.emit()
        done = replace(self.picture, work="", bytes=0)
        match result:
            case Ok(Bundled() as written):
                self._show(replace(done, written=written))
            case Ok(Unbundled() as taken):
                self._show(replace(done, taken=taken))
            case Err(error):
                self._show(replace(done, wrong=error.parts))

    def _show(self, picture: ByStickPicture) -> None:
        self.picture = picture
        self.pictured.emit(picture)


def _seldom(ticket: Ticket) -> Progress:
    last = [-_TELL_EVERY]

    def tell(done: int) -> None:
        if done - last[0] >= _TELL_EVERY:
            last[0] = done
            ticket.tell(done)

    return tell


def _plain(name: str) -> str:
    """What every file system takes."""
    return "".join(letter if letter.isalnum() or letter in "-_ " else "-" for letter in name)[:60] or "desk"
