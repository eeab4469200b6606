"""The windows of the day's desks, worked without a screen, one after another; pictures of them are kept."""

from collections.abc import Iterator
from contextlib import contextmanager

from msgspec import Struct

from passdesk.demo import office
from passdesk.demo.cast import ADMINISTRATOR, STAFF, Member
from passdesk.demo.day import Day
from passdesk.demo.made_up_camera import HELD, MadeUpCamera
from passdesk.demo.photographing import Conditions, Pixels
from passdesk.desktop.app import application, show_desk
from passdesk.desktop.desk_window import DeskWindow
from passdesk.desktop.driving import Driver
from passdesk.desktop.rehearsal.line import CuttableLine
from passdesk.domain.entries import Entry
from passdesk.domain.people import Operator

PICTURES_A_SECOND = 8
"""Enough for what is held still before it."""


class Worked(Struct):
    """One desk's window while it is worked. `line`: its line to the server; `cards`: the texts of staff cards."""

    day: Day
    name: str
    held: DeskWindow
    driver: Driver
    line: CuttableLine
    camera: MadeUpCamera

    def picture(self, stem: str) -> None:
        self.driver.keep_picture(self.day.stage.folder.screens / f"{stem}.png")

    def check(self, what: str, expected: object, found: object) -> None:
        self.day.check(f"window: {what}", expected, found)

    def show(self, pixels: Pixels | None, held: Conditions = HELD) -> None:
        """Hold something before the camera, or take it away."""
        self.camera.put(pixels, held)

    def entries(self, since: int, *kinds: str) -> list[Entry]:
        """What this desk wrote after that number."""
        return list(self.held.opened.store.journal.entries(since + 1, kinds=kinds))

    @property
    def seq(self) -> int:
        return self.held.opened.store.journal.seq

    @property
    def accounted(self) -> int:
        """The newest of this desk's entries the server is known to have."""
        with self.held.opened.store.view() as view:
            return view.accounted

    def line_comes_back(self) -> None:
        """And everything written until now is at the server."""
        last, opened = self.seq, self.held.opened
        self.line.cut = False
        opened.exchange_now()
        self.driver.until(lambda: self.accounted >= last, "what was recorded offline is at the server")

    def sign_in(self, member: Member) -> None:
        """By the keyboard; it has to stand in the journal."""
        before = self.seq
        self.driver.sign_in(member.name, member.password)
        self.check(f"{member.name} signs in by the keyboard", member.name, self.signed_in(before))

    def signed_in(self, since: int) -> str:
        """Who signed in after that entry, by the journal."""
        keys = [entry.body["operator"] for entry in self.entries(since, "signed_in")]
        with self.held.opened.store.view() as view:
            rows = [view.get(Operator, key) for key in keys]
        return ", ".join(row.name for row in rows if isinstance(row, Operator)) or "nobody"


@contextmanager
def window(
    day: Day, name: str, *, cut: bool = False, per_second: float = PICTURES_A_SECOND
) -> Iterator[Worked]:
    """The window of one desk of the stage; everything it opened has ended afterwards. `cut`: off the network."""
    application()
    stage = day.stage
    line, camera = CuttableLine(stage.clock), MadeUpCamera(stage.clock, per_second=per_second)
    line.cut = cut
    store = stage.desks[name].store
    held = show_desk(store, stage.clock, choose_camera=lambda _: lambda: camera, connect=line.of(store))
    worked = Worked(day, name, held, Driver(held), line, camera)
    worked.driver.until(lambda: held.window.isVisible() and held.window.isActiveWindow(), f"the window of {name}")
    try:
        yield worked
    finally:
        worked.driver.close()
        store.catch_up()


def member(name: str) -> Member:
    return next(one for one in (ADMINISTRATOR, *STAFF) if one.name == name)


def cards(day: Day) -> dict[str, bytes]:
    """Everybody makes a staff card; PNGs by name."""
    made = office.make_cards(day.staff)
    day.stage.exchange_all()
    return made
