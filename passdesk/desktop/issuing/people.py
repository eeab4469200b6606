"""The table of people as a part of the workspace: what is asked for, what came, who is chosen."""

from collections.abc import Mapping
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from passdesk.desktop.faces import Faces
from passdesk.desktop.issuing.rows import Rows
from passdesk.desktop.issuing.stage import Stage
from passdesk.desktop.issuing.state import MOST_CHOSEN, Told
from passdesk.domain.attachments import Names
from passdesk.domain.people import Institution
from passdesk.domain.zone import Policy
from passdesk.issuing.possible import entitled_kinds
from passdesk.records.people_listing import PeopleFilter, PeopleListing, list_people, people_rows
from passdesk.store.desk_store import DeskStore
from passdesk.store.policy_here import in_force


class _Read(Struct, frozen=True):
    listing: PeopleListing
    institutions: tuple[Institution, ...]
    policy: Policy | None
    entitled: frozenset[str]


class People:
    """Asks for one listing at a time: what is typed meanwhile is asked for once, when the answer has come."""

    def __init__(self, stage: Stage) -> None:
        self._stage = stage
        self.rows, self.faces = Rows(stage.opened), Faces(stage.opened)
        self._asking = self._again = self._all_then = False

    def ask(self, **changes: Any) -> None:
        """Other people than before: fields of `PeopleFilter`."""
        asked = replace(self._stage.picture.people.asked, **changes)
        if asked != self._stage.picture.people.asked:
            self._stage.show_people(asked=asked)
            self.refresh()

    def refresh(self) -> None:
        """Ask again, as something may have changed."""
        if self._asking:
            self._again = True
            return
        opened, asked = self._stage.opened, self._stage.picture.people.asked
        acting = opened.session.acting
        if acting is None:
            return
        self._asking, self._again = True, False

        def work() -> _Read:
            listing = list_people(opened.store, opened.clock, asked)
            policy = in_force(opened.store, opened.clock).policy
            return _Read(listing, _institutions(opened.store), policy, entitled_kinds(acting))

        self._stage.read_or(work, self._came, self._failed)

    def _came(self, read: _Read) -> None:
        self._asking = False
        self.rows.begin(read.listing.numbers)
        self._stage.show_people(
            listing=read.listing, institutions=read.institutions, policy=read.policy, entitled=read.entitled
        )
        if self._again:
            self.refresh()
        elif self._all_then:
            self.choose_all()

    def _failed(self, told: Told) -> None:
        self._asking = False
        self._stage.tell(told)

    # Choosing

    def choose(self, changes: Mapping[bytes, Names | None], *, on: bool) -> None:
        """Tick these people, or no longer."""
        chosen = dict(self._stage.picture.people.chosen)
        for person, names in changes.items():
            if on and len(chosen) < MOST_CHOSEN:
                chosen[person] = names
            elif not on:
                chosen.pop(person, None)
        self._stage.show_people(chosen=chosen)

    def choose_none(self) -> None:
        self._stage.show_people(chosen={})

    def choose_all(self) -> None:
        """Everybody listed, the first `MOST_CHOSEN` of them; of the listing that was asked for last."""
        self._all_then = self._asking
        if self._asking:
            return
        listing, opened = self._stage.picture.people.listing, self._stage.opened
        if listing is None:
            return
        numbers = list(listing.numbers[:MOST_CHOSEN])

        def done(found: dict[bytes, Names | None]) -> None:
            self._stage.show_people(chosen=found)
            if len(listing.numbers) > len(numbers):
                words = "The first {n} are chosen; no more are done at a time."
                self._stage.tell(Told(words, "attention", {"n": MOST_CHOSEN}))

        def work() -> dict[bytes, Names | None]:
            rows = people_rows(opened.store, opened.clock, None, numbers)
            return {row.person: row.names for row in rows if row is not None}

        self._stage.read(work, done)

    def forget(self) -> None:
        """Another operator: nothing stays chosen, nobody's data in memory."""
        self.rows.forget()
        self.faces.forget()
        self._all_then = False
        self._stage.show_people(chosen={}, asked=PeopleFilter(), entitled=frozenset())


def _institutions(store: DeskStore) -> tuple[Institution, ...]:
    with store.view() as view:
        return tuple(sorted(view.all(Institution), key=lambda row: row.name_latin.casefold()))
