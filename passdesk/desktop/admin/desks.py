"""The desks: changed, confirmed, disabled; places for new ones opened, and what goes to them written."""

import dataclasses
from collections.abc import Sequence
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from passdesk.administration import desks
from passdesk.administration.desk_overview import DeskLine, DeskOverview, LaneLine, desk_overview
from passdesk.administration.desks import Place
from passdesk.administration.join_files import Invited, join_files
from passdesk.administration.places import open_places, take_back
from passdesk.desktop.admin.board import Board, Read
from passdesk.desktop.admin.desks_state import ChangeDesk, Enrolled
from passdesk.desktop.admin.institutions import institutions_to_choose
from passdesk.desktop.admin.told import told_of
from passdesk.desktop.jobs import Err, Ok, Result, Ticket
from passdesk.desktop.opened_desk import OpenedDesk
from passdesk.errors import Cancelled, PassdeskError
from passdesk.store.acts import Acting
from passdesk.store.desk_store import DeskStore
from passdesk.store.whole_file import whole_file
from passdesk.sync import known_server
from passdesk.sync.exchange import exchange
from passdesk.sync.invitations import FILE_SUFFIX, Invitation, write_invitation
from passdesk.sync.link import Link


class _Opened(Struct, frozen=True):
    invited: tuple[Invited, ...]
    heard: bool


class Desks(Board[DeskLine | LaneLine]):
    """`picture.extra` is the whole `DeskOverview`."""

    def __init__(self, opened: OpenedDesk) -> None:
        super().__init__(opened, lambda: _read(opened))
        self._saving: Ticket | None = None

    @property
    def overview(self) -> DeskOverview:
        extra = self.picture.extra
        return extra if isinstance(extra, DeskOverview) else DeskOverview()

    # One desk

    def ask_change(self, desk: bytes) -> None:
        line = next((one for one in self.overview.desks if one.key == desk), None)
        if line is not None:
            row = line.row
            place = Place(name=row.name, roles=row.roles, lanes=row.lanes, institutions=row.institutions)
            self.opened.jobs.run(
                lambda: institutions_to_choose(self.opened.store),
                lambda came: self.ask(ChangeDesk(desk, place, came.value if isinstance(came, Ok) else ())),
            )

    def change(self, desk: bytes, place: Place) -> None:
        self.act(
            lambda acting: desks.change(acting, desk, place), lambda _: self.done("desk changed", place.name.strip())
        )

    def confirm(self, desk: bytes) -> None:
        name = self._name(desk)
        self.act(lambda acting: desks.confirm(acting, desk), lambda _: self.done("desk confirmed", name))

    def disable(self, desk: bytes, reason: str | None) -> None:
        name = self._name(desk)
        self.act(lambda acting: desks.disable(acting, desk, reason), lambda _: self.done("desk disabled", name))

    def take_back(self, place: bytes) -> None:
        name = self._name(place)
        self.act(lambda acting: take_back(acting, place), lambda _: self.done("place taken back", name))

    def _name(self, desk: bytes) -> str:
        return next((line.row.name for line in self.overview.desks if line.key == desk), "")

    # New desks

    def open_places(self, places: Sequence[Place]) -> None:
        def opened(made: _Opened) -> None:
            self.show(replace(self.picture, asking=Enrolled(made.invited, made.heard)))

        self.act(lambda acting: _open(self.opened, acting, places), opened)

    def save(self, folder: Path) -> None:
        """Write the files of the places just opened; again, and elsewhere, where it failed."""
        asking = self.picture.asking
        if not isinstance(asking, Enrolled) or self.picture.busy:
            return
        begun = dataclasses.replace(asking, folder=folder, files=0)
        self.show(replace(self.picture, asking=begun, busy=True, wrong=None))
        store = self.opened.store
        self._saving = self.opened.jobs.run_long(
            lambda ticket: _save(store, folder, begun, ticket), self._saved, self._written
        )

    def stop_saving(self) -> None:
        if self._saving is not None:
            self._saving.cancel()

    def _written(self, files: int) -> None:
        if isinstance(self.picture.asking, Enrolled):
            self.show(replace(self.picture, asking=dataclasses.replace(self.picture.asking, files=files)))

    def _saved(self, result: Result[int]) -> None:
        self._saving = None
        match result:
            case Ok(files):
                self._written(files)
                self.show(replace(self.picture, busy=False, wrong=None))
            case Err(error):
                self.show(replace(self.picture, busy=False, wrong=told_of(error)))


def _read(opened: OpenedDesk) -> Read[DeskLine | LaneLine]:
    overview = desk_overview(opened.store, opened.clock)
    return Read(overview.lines, overview)


def _open(opened: OpenedDesk, acting: Acting, places: Sequence[Place]) -> _Opened:
    """Exchange first, so that the names that are taken are known; afterwards, so that the places are open."""
    url, line = known_server.required(acting.store.journal).url, opened.line
    assert line is not None  # there is one to a server that is known
    with line() as link:
        exchange(acting.store, link, acting.clock)
        made = open_places(acting, places, link.keep_codes)
        heard = _heard(acting, link)
    return _Opened(tuple(Invited(one, write_invitation(Invitation(url, one.code))) for one in made), heard)


def _heard(acting: Acting, link: Link) -> bool:
    """Whatever becomes of this exchange, the codes must be shown: they are kept nowhere."""
    try:
        return exchange(acting.store, link, acting.clock).refusal is None
    except PassdeskError:
        return False


def _save(store: DeskStore, folder: Path, enrolled: Enrolled, ticket: Ticket) -> int:
    url = known_server.required(store.journal).url
    written = 0
    for file in join_files(enrolled.invited, FILE_SUFFIX, url, store.journal.zone):
        with whole_file(folder / file.name) as out:
            out.write(file.data)
        written += 1
        try:
            ticket.tell(written)
        except Cancelled:
            raise Cancelled(
                f"Saving was stopped: {written} of {enrolled.of} files are in {folder}.",
                kept="Whoever has one of them can take a desk's place.", remedy="Destroy them, or save again.",
            ) from None
    return written
