"""What the records workspace asks of the services. Everything here runs off the GUI thread."""

from collections.abc import Iterator, Sequence
from datetime import UTC, tzinfo
from pathlib import Path

from msgspec import Struct

from passdesk.clock import Clock
from passdesk.desktop.jobs import Ticket
from passdesk.desktop.records.state import Choices, ExportPicture, FoundPerson, Origin, Problem, Source
from passdesk.domain.attachments import Names
from passdesk.domain.crossings import CrossingFilter, CrossingRecord
from passdesk.domain.people import Institution, Operator
from passdesk.domain.register import Mark
from passdesk.domain.zone import Policy
from passdesk.errors import Declined, Misuse, Unreachable
from passdesk.records.crossing_pages import CrossingPage, CrossingPages, OwnPages, ServerPages
from passdesk.records.crossings import Crossing, crossings, joined
from passdesk.records.export import export_crossings
from passdesk.records.lanes import LaneHeard, lanes_heard, silent_lanes
from passdesk.records.search import find
from passdesk.records.story import Story, crossing_story
from passdesk.store.desk_store import DeskStore
from passdesk.store.exchanged import exchanged_at
from passdesk.store.policy_here import in_force
from passdesk.store.told import told
from passdesk.sync.entries import EntryGiven
from passdesk.sync.exchanging import Connect
from passdesk.sync.zone_crossings import newest_crossings, zone_crossings, zone_entry

PAGE = 100
_OFFICERS = frozenset({"checkpoint", "supervisor"})


class Began(Struct, frozen=True):
    """The first page, whose pages they are, and what else a filter could name."""

    pages: CrossingPages
    page: CrossingPage
    origin: Origin
    choices: Choices


class Looking:
    """`connect`: the line to the server, None where there is none. `page_size`: crossings read at a time."""

    def __init__(self, store: DeskStore, clock: Clock, connect: Connect | None, page_size: int = PAGE) -> None:
        self.store, self.clock, self.connect, self.page_size = store, clock, connect, page_size

    def now(self) -> int:
        """Corrected µs UTC."""
        return told(self.store, self.clock()).at

    def policy(self) -> Policy | None:
        return in_force(self.store, self.clock).policy

    def time_zone(self) -> tzinfo:
        policy = self.policy()
        return policy.local if policy is not None else UTC

    # Crossings

    def begin(self, asked: CrossingFilter, limit: int | None = None) -> Began:
        """From the server where it answers, else from this desk's own journal."""
        policy, limit = self.policy(), limit or self.page_size
        choices, at = _choices(self.store, policy), self.now()
        own, unreached = OwnPages(self.store, policy), None
        if self.connect is not None:
            zone = ServerPages(self.store, policy, self._ask)
            try:
                return Began(zone, zone.page(asked, None, limit), Origin("server", at), choices)
            except (Unreachable, Declined) as error:
                unreached = Problem.of(error)
        return Began(own, own.page(asked, None, limit), Origin("own", at, unreached), choices)

    def _ask(self, asked: CrossingFilter, after: int | None, most: int) -> tuple[Sequence[CrossingRecord], int | None]:
        assert self.connect is not None
        with self.connect() as link:
            return newest_crossings(link, asked, after, most)

    def story(self, crossing: Crossing) -> Story:
        """Of another desk's crossing, from its entry, which the server has."""
        return crossing_story(
            self.store, self.clock, crossing.record, self._entry if self.connect is not None else None
        )

    def _entry(self, mark: Mark, branch: bytes) -> EntryGiven:
        assert self.connect is not None
        with self.connect() as link:
            return zone_entry(link, mark, branch)

    def find(self, text: str) -> tuple[FoundPerson, ...]:
        hits = find(self.store, text, limit=8)
        return tuple(
            FoundPerson(one.person.key, one.names or Names("", ""), tuple(one.institutions.values())) for one in hits
        )

    # How far it has heard

    def heard_until(self) -> int | None:
        """When the last exchange went through, µs UTC."""
        return exchanged_at(self.store.journal)

    def lanes_of(self, policy: Policy | None) -> list[LaneHeard]:
        return lanes_heard(self.store, policy)

    def silent(self) -> tuple[tuple[str, int], ...]:
        """Lanes not heard within the policy's limit before the last exchange, and when they were; 0 for never."""
        policy, until = self.policy(), self.heard_until()
        if policy is None or until is None or self.connect is None:
            return ()
        return tuple(
            (one.lane, one.heard_at or 0) for one in silent_lanes(lanes_heard(self.store, policy), policy, until)
        )

    # Exports

    def export(
        self, asked: CrossingFilter, path: Path, source: Source, actor: bytes | None, ticket: Ticket
    ) -> ExportPicture:
        """Everything that fits, from where the page on screen was read; nothing is left of an export that was given
        up."""
        policy = self.policy()
        zone = policy.local if policy is not None else UTC
        ticket.tell(0)
        rows = export_crossings(
            self.store, self.clock, self._everything(policy, asked, source), path, asked=asked, zone=zone, actor=actor,
            source=source, progress=ticket.tell,
        )  # fmt: skip
        return ExportPicture(path, rows, "done", source)

    def _everything(self, policy: Policy | None, asked: CrossingFilter, source: Source) -> Iterator[Crossing]:
        if source == "own":
            yield from crossings(self.store, policy, asked)
            return
        if self.connect is None:
            raise Misuse("This desk has no server to ask.", kept="Nothing was written.")
        with self.connect() as link:
            yield from joined(self.store, policy, asked, zone_crossings(link, asked))


def _choices(store: DeskStore, policy: Policy | None) -> Choices:
    with store.view() as view:
        institutions = [(row.key, Names(row.name_latin, row.name_chinese)) for row in view.all(Institution)]
        officers = [(row.key, row.name) for row in view.all(Operator) if _OFFICERS & set(row.roles)]
    named = sorted(institutions, key=lambda one: (one[1].latin or one[1].chinese).casefold())
    if policy is None:
        return Choices(institutions=tuple(named), officers=tuple(sorted(officers, key=lambda one: one[1])))
    return Choices(
        lines=tuple((line.id, line.names) for line in policy.lines.values()),
        checkpoints=tuple((one.id, one.names) for one in policy.checkpoints.values()),
        lanes=tuple(policy.lanes),
        classes=tuple((one.number, one.names) for one in policy.classes.values()),
        institutions=tuple(named),
        officers=tuple(sorted(officers, key=lambda one: one[1])),
    )
