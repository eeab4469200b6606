"""Where people are, as the journals say: presence, the clock of each journal, and cases."""

from typing import Any, ClassVar, Literal, NamedTuple, get_args

from passdesk.domain.register import Mark, Row

Direction = Literal["entry", "exit"]
TRAIL = 64
"""Movements kept per person for judging a late one; an older one still stands in its journal."""


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
    """`key` is the person's. `inside` is all that is asserted: in the park or not in the park."""

    TABLE: ClassVar[str] = "presence"

    inside: bool
    at: int
    lane: str
    movement: Mark
    trail: tuple[tuple[Any, ...], ...] = ()


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


CaseKind = Literal[
    "two_lanes_apart", "admitted_after", "stale_grant", "journal_branched", "unsigned_outcome", "desk_not_entitled",
    "unread",
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
