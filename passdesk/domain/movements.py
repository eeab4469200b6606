"""Where people are, as the journals say: presence, the clock of each journal, and cases."""

from typing import Any, ClassVar, Literal, NamedTuple, get_args

from passdesk.domain.register import Mark, Row

Direction = Literal["entry", "exit"]
TRAIL = 64
"""Movements kept per person for judging a late one; an older one still stands in its journal."""
NO_MOVEMENT: Mark = (b"", 0)
"""Stands where every movement of a person was undone."""


class Step(NamedTuple):
    """One movement: corrected time in µs, the entry that made it, what its desk believed came before, and its clock."""

    at: int
    journal: bytes
    seq: int
    into: bool
    lane: str
    after: Mark | None
    pass_id: bytes
    boot: int
    boot_id: bytes
    anchored: bool

    @property
    def mark(self) -> Mark:
        return (self.journal, self.seq)


class Presence(Row, frozen=True, kw_only=True):
    """`key` is the person's. `inside` is all that is asserted: in the park or not in the park.

    previous: (at, journal, seq, into, lane) of the movement before. spells: the stays that are over, as `spells` packs
    them; since: µs UTC when the one under way began, 0 outside; entries: (pass id, times it led in), the newest last.
    base: the same three before the trail's first step, and the time up to which they count. annulled: movements that
    were undone, whenever they come. hosts: (journal, seq, person) of the movements of the trail by which they were
    brought in.
    """

    TABLE: ClassVar[str] = "presence"

    inside: bool
    at: int
    lane: str
    movement: Mark
    trail: tuple[tuple[Any, ...], ...] = ()
    previous: tuple[Any, ...] = ()
    spells: bytes = b""
    since: int = 0
    entries: tuple[tuple[bytes, int], ...] = ()
    base: tuple[Any, ...] = ()
    annulled: tuple[Mark, ...] = ()
    hosts: tuple[tuple[Any, ...], ...] = ()

    @property
    def stands(self) -> bool:
        """Whether any movement of theirs counts; else nothing is known of where they are."""
        return self.movement != NO_MOVEMENT

    @property
    def needs(self) -> int:
        """A program that knows no stays must not take a row for what it was without them."""
        newer = self.spells or self.since or self.entries or self.previous or self.annulled or self.hosts
        return 3 if newer else 1


class Times(Row, frozen=True, kw_only=True):
    """What a journal has shown about its clock; `key` is the journal. Stays with whoever folds that journal.

    `difference`: server time minus wall at its last anchored entry, µs. `floor`: that entry's corrected time.
    `boots`: (boot id, anchor) by boot; `vouched`: likewise, by two people who said what time it was.
    `latest`: the time of its newest entry, or of one since the newest that had a time to rely on, if later.
    `unsure`: the newest boots with entries without an anchor, and the boot clock (µs) of the first.
    """

    TABLE: ClassVar[str] = "times"

    difference: int = 0
    floor: int = 0
    boots: tuple[tuple[bytes, int], ...] = ()
    vouched: tuple[tuple[bytes, int], ...] = ()
    latest: int = 0
    unsure: tuple[tuple[bytes, int], ...] = ()


class Unanchored(Row, frozen=True, kw_only=True):
    """A person whom a journal moved in boots without an anchor yet; `key` is a hash of journal and person.

    `boots`: journal and boot id, 32 bytes each. Stays with whoever folds that journal.
    """

    TABLE: ClassVar[str] = "unanchored"
    INDEXED: ClassVar[tuple[str, ...]] = ("boots",)

    person: bytes
    boots: tuple[bytes, ...]


class Shown(Row, frozen=True, kw_only=True):
    """A presentation whose outcome is awaited; `key` is journal and seq. Stays with whoever folds that journal."""

    TABLE: ClassVar[str] = "shown"

    person: bytes | None
    pass_id: bytes | None
    direction: str
    lane: str
    verified: bool
    after: Mark | None
    hand: str = ""
    """Why an officer found the person by name, where no pass was read."""
    host: bytes | None = None
    verdict: str = ""
    """As it was shown; "" in a row of an older program."""


AsideState = Literal["waiting", "settled"]


class Aside(Row, frozen=True, kw_only=True):
    """Somebody who waits beside the lane; `key` is their presentation's, as of `Shown`. `at`: when they were set aside,
    µs UTC. `verdict` and `reasons` as they were shown; `why`: a short code of the officer's. `outcome`: what came of
    them, at whichever desk. `early`: only the outcome was heard so far, as after a restore; `verified` then tells
    whether an officer signed it."""

    TABLE: ClassVar[str] = "aside"
    INDEXED: ClassVar[tuple[str, ...]] = ("state",)

    person: bytes | None
    pass_id: bytes | None
    direction: str
    lane: str
    verified: bool
    after: Mark | None
    at: int
    verdict: str
    reasons: tuple[str, ...]
    hand: str = ""
    host: bytes | None = None
    why: str = ""
    state: AsideState = "waiting"
    outcome: str = ""
    early: bool = False

    @property
    def shown(self) -> Mark:
        return (self.key[:16], int.from_bytes(self.key[16:]))


class Escorted(Row, frozen=True, kw_only=True):
    """A visitor inside whom `host`, a person, brought in at `at` (µs UTC); `key` is the visitor's."""

    TABLE: ClassVar[str] = "escorted"
    INDEXED: ClassVar[tuple[str, ...]] = ("host",)

    host: bytes
    at: int


class Mustered(Row, frozen=True, kw_only=True):
    """A person found at the assembly point, or (`present` false) ticked off again; `key` is theirs. `started`: the
    entry that began the evacuation, None for a muster without one. `how`: "name" or "pass"."""

    TABLE: ClassVar[str] = "mustered"

    at: int
    started: Mark | None
    how: str
    present: bool = True


CaseKind = Literal[
    "two_lanes_apart", "admitted_after", "stale_grant", "journal_branched", "unsigned_outcome", "desk_not_entitled",
    "unread", "settled_twice",
]  # fmt: skip
CaseState = Literal["open", "explained", "closed"]
CASE_STATES: tuple[CaseState, ...] = get_args(CaseState)


class Case(Row, frozen=True, kw_only=True):
    """A disagreement. `entries` are those it is about; `refs` the rows; `cause` a short code for its wording."""

    TABLE: ClassVar[str] = "case"
    INDEXED: ClassVar[tuple[str, ...]] = ("person",)

    kind: CaseKind
    entries: tuple[Mark, ...]
    at: int
    person: bytes | None = None
    refs: tuple[tuple[str, bytes], ...] = ()
    cause: str = ""
    state: CaseState = "open"


def mark_key(mark: Mark) -> bytes:
    """The 24-byte key of an entry: journal and seq."""
    return mark[0] + mark[1].to_bytes(8)
