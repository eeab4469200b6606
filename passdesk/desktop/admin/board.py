"""A list with one thing chosen, a form over it, and acts on it: what operators, desks and keys have in common."""

from collections.abc import Callable, Sequence
from typing import Any, Generic, Protocol, TypeVar

from msgspec import Struct
from msgspec.structs import replace
from PySide6.QtCore import QObject, Signal

from passdesk.desktop.admin.told import NOBODY, Done, Told, told_of
from passdesk.desktop.jobs import Err, Ok, Result
from passdesk.desktop.opened_desk import OpenedDesk
from passdesk.store.acts import Acting

T = TypeVar("T")


class Keyed(Protocol):
    @property
    def key(self) -> bytes: ...


L = TypeVar("L", bound=Keyed)


class BoardPicture(Struct, Generic[L], frozen=True):
    """`lines` None: not read yet. `chosen`: the key of a line; `asking`: the form that stands over the page, a value
    of the section's own. `wrong`: what was said against what the form asked; `told`: what is told on the page."""

    lines: tuple[L, ...] | None = None
    search: str = ""
    chosen: bytes | None = None
    asking: object = None
    busy: bool = False
    wrong: Told | None = None
    told: Told | Done | None = None
    extra: Any = None

    @property
    def line(self) -> L | None:
        return next((line for line in self.lines or () if line.key == self.chosen), None)


class Read(Struct, Generic[L], frozen=True):
    """The lines, and what else the section's page paints."""

    lines: Sequence[L]
    extra: Any = None


class BoardCommands(Protocol):
    """What a page may ask of any such section."""

    def refresh(self) -> None: ...

    def choose(self, key: bytes) -> None: ...

    def search(self, words: str) -> None: ...

    def ask(self, asking: object) -> None: ...

    def cancel(self) -> None: ...


class Board(QObject, Generic[L]):
    """`pictured` whenever the picture is another. `read` gives the lines, off the GUI thread."""

    pictured = Signal(object)

    def __init__(self, opened: OpenedDesk, read: Callable[[], Read[L]]) -> None:
        super().__init__()
        self.opened = opened
        self._read = read
        self.picture: BoardPicture[L] = BoardPicture()

    def refresh(self) -> None:
        self.opened.jobs.run(self._read, self._came)

    def choose(self, key: bytes) -> None:
        if key != self.picture.chosen:
            self.show(replace(self.picture, chosen=key))

    def search(self, words: str) -> None:
        self.show(replace(self.picture, search=words))

    def ask(self, asking: object) -> None:
        self.show(replace(self.picture, asking=asking, wrong=None, told=None, busy=False))

    def cancel(self) -> None:
        if self.picture.asking is not None and not self.picture.busy:
            self.show(replace(self.picture, asking=None, wrong=None))

    def left(self) -> None:
        """Whoever was at work is gone; their forms go with them."""
        self.show(replace(self.picture, asking=None, wrong=None, told=None, busy=False))

    def act(self, work: Callable[[Acting], T], done: Callable[[T], None]) -> None:
        """Do it as whoever is signed in; what is said against it stands in the form."""
        acting = self.opened.session.acting
        if acting is None or self.picture.busy:
            self.show(replace(self.picture, wrong=None if acting is not None else NOBODY))
            return

        def came(result: Result[T]) -> None:
            if isinstance(result, Ok):
                self.opened.written()
            if self.opened.session.acting is not acting:  # what comes late, a password maybe, is not for the next
                return
            match result:
                case Ok(value):
                    self.show(replace(self.picture, busy=False, wrong=None))
                    done(value)
                    self.refresh()
                case Err(error):
                    self.show(replace(self.picture, busy=False, wrong=told_of(error)))

        self.show(replace(self.picture, busy=True, wrong=None, told=None))
        self.opened.jobs.run(lambda: work(acting), came)

    def done(self, code: str, name: str) -> None:
        """The form is gone, and the page says that it is done."""
        self.show(replace(self.picture, asking=None, wrong=None, told=Done(code, name)))

    def show(self, picture: BoardPicture[L]) -> None:
        if picture != self.picture:
            self.picture = picture
            self.pictured.emit(picture)

    def _came(self, result: Result[Read[L]]) -> None:
        match result:
            case Ok(read):
                lines = tuple(read.lines)
                keys = [line.key for line in lines]
                first = keys[0] if keys else None
                chosen = self.picture.chosen if self.picture.chosen in keys else first
                self.show(replace(self.picture, lines=lines, chosen=chosen, extra=read.extra))
            case Err(error):
                self.show(replace(self.picture, lines=self.picture.lines or (), told=told_of(error)))
