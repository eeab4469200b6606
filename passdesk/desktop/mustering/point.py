"""An assembly point: counts, lists, ticks by name and by pass, prints. Anybody at a desk may; that they looked is
recorded."""

from collections.abc import Callable

from msgspec import Struct
from msgspec.structs import replace
from PySide6.QtCore import QObject, Signal

from passdesk.clock import Clock
from passdesk.desktop.jobs import Err, Ok, Result, Ticket
from passdesk.desktop.mustering.paper import PrintPages, print_pages
from passdesk.desktop.mustering.state import MusterPicture, Part, Printing, Told
from passdesk.desktop.opened_desk import OpenedDesk
from passdesk.desktop.widgets.choosing_files import Choose, ask_place
from passdesk.domain.attachments import Attachment, Names
from passdesk.domain.people import Person
from passdesk.errors import PassdeskError
from passdesk.records.mustering.listing import MusterList, listed
from passdesk.records.mustering.moving_out import move_out, still_inside
from passdesk.records.mustering.reading import muster
from passdesk.records.mustering.ticking import Looks, NotTicked, TickedHere, tick, tick_pass
from passdesk.records.mustering.writing import drawn_pages, note_written, place_of, write_muster
from passdesk.records.numbered import numbered
from passdesk.store.desk_store import DeskStore


class _Ticked(Struct, frozen=True):
    done: TickedHere | NotTicked
    names: Names


class AssemblyPoint(QObject):
    """`pictured` whenever the picture is another; `left` when its page is to be left, `asked` when the found are to be
    moved out. `sound` plays by name; `choose_place` and `print_on` stand for the system's dialogs."""

    pictured = Signal(object)
    left = Signal()
    asked = Signal()

    def __init__(
        self, opened: OpenedDesk, *, sound: Callable[[str], object] = lambda _: None,
        choose_place: Choose = ask_place, print_on: PrintPages = print_pages, printer: Callable[[], str] = str,
    ) -> None:  # fmt: skip
        super().__init__(opened)
        self._opened, self._sound, self._choose_place = opened, sound, choose_place
        self._print_on, self._printer = print_on, printer
        self._looks = Looks(opened.store, opened.clock)
        self._list: MusterList | None = None
        self._counting = self._again = False
        self._ticket: Ticket | None = None
        self._number = 0
        self.is_open = False
        self.picture = MusterPicture()

    def open(self) -> None:
        self.is_open = True
        self.picture = MusterPicture()
        self.refresh()

    def close(self) -> None:
        """The page is gone; what is printed goes on to its end."""
        self.is_open = False

    # Commands

    def refresh(self) -> None:
        """Count again; while it is being counted, once more afterwards."""
        if self._counting:
            self._again = True
            return
        self._counting = True
        opened, looks = self._opened, self._looks if self._opened.session.locked else None
        self._show(replace(self.picture, busy=True))
        opened.jobs.run(lambda: _counted(opened.store, opened.clock, looks), self._came)

    def find(self, text: str) -> None:
        self._show(replace(self.picture, text=text))

    def choose(self, part: Part) -> None:
        self._show(replace(self.picture, part=part, text=""))

    def look_at(self, person: bytes | None) -> None:
        if person != self.picture.current:
            self._show(replace(self.picture, current=person, photo=None))
            self._fetch_photo()

    def tick(self, person: bytes) -> None:
        held, store, clock = self.picture.by_id.get(person), self._opened.store, self._opened.clock
        present, actor = held is None or held.of.found is None, self._actor
        names = held.names if held is not None else Names("", "")
        self._tick(lambda: _Ticked(tick(store, clock, [person], present=present, actor=actor), names))

    def scanned(self, text: str) -> None:
        """A pass at the assembly point: its holder is found, and crosses nothing."""
        store, clock, actor = self._opened.store, self._opened.clock, self._actor
        self._tick(lambda: _ticked_pass(store, clock, text, actor))

    def save(self) -> None:
        path = self._choose_place("muster.pdf", "*.pdf *.csv")
        found, opened, actor = self._list, self._opened, self._actor
        if path is None or found is None:
            return
        path = path if path.suffix else path.with_suffix(".pdf")

        def work(ticket: Ticket) -> Printing:
            place = place_of(opened.store, opened.clock)
            write_muster(
                opened.store, opened.clock, found, path, place, actor=actor,
                progress=lambda page, of: ticket.tell(Printing(page, of)),
            )  # fmt: skip
            return Printing(done=True, path=str(path))

        self._put_on_paper(work)

    def print(self) -> None:
        found, opened, actor, printer = self._list, self._opened, self._actor, self._printer()
        print_on = self._print_on
        if found is None:
            return

        def work(ticket: Ticket) -> Printing:
            pages = drawn_pages(
                opened.store, found, place_of(opened.store, opened.clock),
                lambda page, of: ticket.tell(Printing(page, of)),
            )  # fmt: skip
            print_on(pages, printer)
            note_written(opened.store, opened.clock, found, actor)
            return Printing(done=True)

        self._put_on_paper(work)

    def stop_printing(self) -> None:
        if self._ticket is not None:
            self._ticket.cancel()

    def ask_to_move(self) -> None:
        self.asked.emit()

    def move(self) -> None:
        """Put out who was found and is inside by the register still, signed by whoever is signed in."""
        acting, ready = self._opened.session.acting, self.picture.ready
        if acting is not None and ready:
            self._show(replace(self.picture, busy=True, wrong=()))
            self._opened.jobs.run(lambda: len(move_out(acting, ready)), lambda result: self._moved(len(ready), result))

    def leave(self) -> None:
        self.left.emit()

    def _fetch_photo(self) -> None:
        person, store = self.picture.current, self._opened.store
        held = self.picture.by_id.get(person or b"")
        hash_ = held.photo if held is not None else None
        if hash_ is not None:
            self._opened.jobs.run(
                lambda: store.attachments.get(hash_), lambda result: self._photo_came(person, result)
            )

    def _photo_came(self, person: bytes | None, result: Result[Attachment | None]) -> None:
        if isinstance(result, Ok) and result.value is not None and person == self.picture.current:
            self._show(replace(self.picture, photo=result.value.content))

    # What comes of them

    @property
    def _actor(self) -> bytes | None:
        operator = self._opened.session.operator
        return None if operator is None else operator.key

    def _came(self, result: Result[MusterList]) -> None:
        self._counting = False
        match result:
            case Ok(found):
                self._list = found
                self._show(replace(
                    self.picture, muster=found.muster, people=(*found.people, *found.besides), busy=False,
                    ready=still_inside(found.muster),
                ))  # fmt: skip
            case Err(error):
                self._fail(error)
        if self._again:
            self._again = False
            self.refresh()

    def _tick(self, work: Callable[[], _Ticked]) -> None:
        self._opened.jobs.run(work, self._ticked)

    def _ticked(self, result: Result[_Ticked]) -> None:
        self._number += 1
        match result:
            case Ok(_Ticked(done=TickedHere() as done, names=names)):
                self._sound("admit" if done.present else "check")
                told = Told(self._number, names, done.people[0], done.present)
                self._show(replace(self.picture, told=told, moved=None, wrong=()))
                self.look_at(done.people[0])
                self._opened.written()
                self._opened.exchange_now()
                self.refresh()
            case Ok(_Ticked(done=NotTicked() as done)):
                self._sound("refuse")
                self._show(replace(self.picture, told=Told(self._number, why=done.why), wrong=()))
            case Err(error):
                self._sound("not-recorded")
                self._fail(error)

    def _put_on_paper(self, work: Callable[[Ticket], Printing]) -> None:
        self._show(replace(self.picture, printing=Printing(), wrong=()))
        self._ticket = self._opened.jobs.run_long(work, self._on_paper, self._printed)

    def _printed(self, printing: Printing) -> None:
        self._show(replace(self.picture, printing=printing))

    def _on_paper(self, result: Result[Printing]) -> None:
        self._ticket = None
        self._opened.written()
        match result:
            case Ok(printing):
                self._show(replace(self.picture, printing=printing))
            case Err(error):
                self._show(replace(self.picture, printing=None))
                self._fail(error)

    def _moved(self, people: int, result: Result[int]) -> None:
        match result:
            case Ok(_):
                self._opened.written()
                self._show(replace(self.picture, moved=people, ready=(), busy=False))
                self.refresh()
            case Err(error):
                self._fail(error)

    def _fail(self, error: PassdeskError) -> None:
        self._show(replace(self.picture, busy=False, wrong=error.parts))

    def _show(self, picture: MusterPicture) -> None:
        operator = self._opened.session.operator
        chief = operator is not None and "supervisor" in operator.roles
        self.picture = replace(picture, chief=chief)
        self.pictured.emit(self.picture)


def _counted(store: DeskStore, clock: Clock, looks: Looks | None) -> MusterList:
    found = muster(store, clock)
    if looks is not None:
        looks.note(found)
    return listed(store, found)


def _ticked_pass(store: DeskStore, clock: Clock, text: str, actor: bytes | None) -> _Ticked:
    done = tick_pass(store, clock, text, actor=actor)
    if isinstance(done, NotTicked):
        return _Ticked(done, Names("", ""))
    with store.view() as view:
        row = view.get(Person, done.people[0])
    if row is None:
        return _Ticked(done, numbered(done.people[0]))
    names = store.names_of(row.names) if isinstance(row, Person) and row.names is not None else None
    return _Ticked(done, names or Names("", ""))
