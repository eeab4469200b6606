"""What the server asks of a database, whichever it is: one writer's transaction, and reads of one moment."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from typing import Literal, Protocol

from msgspec import Struct

from passdesk.domain.passes import Pass
from passdesk.domain.register import Mark, R, Ref, Row, View
from passdesk.sync.crossings import Crossing, CrossingQuery, NewestQuery
from passdesk.sync.wire import BranchHead, JournalMark

Fate = Literal["applies", "quarantined", "waits", "unread"]


class Accepted(Struct, frozen=True):
    """An entry in the server's one order. `at` corrected µs; `judged`: the newest acceptance when it was judged."""

    acceptance: int
    journal: bytes
    branch: bytes
    seq: int
    hash: bytes
    kind: str
    at: int
    judgement: Fate
    cause: str
    judged: int
    raw: bytes


class Place(Struct, frozen=True):
    """Where an entry stands: which branch of its journal, which number."""

    branch: bytes
    seq: int
    hash: bytes


class Changed(Struct, frozen=True):
    """A row as it was last changed; `body` None where it is gone."""

    change: int
    table: str
    key: bytes
    needs: int
    body: bytes | None


class CrossingRow(Struct, frozen=True):
    """A crossing with what is needed to correct its time later: boot clock µs, boot id, whether it was anchored."""

    acceptance: int
    crossing: Crossing
    boot: int
    boot_id: bytes
    anchored: bool


class Settled(Struct, frozen=True):
    """The outcome of an earlier presentation, by the entry `by`. `instead`: also of one of whom another journal said
    before that they did not cross."""

    journal: bytes
    branch: bytes
    seq: int
    outcome: str
    outcome_at: int
    outcome_by: bytes | None
    ms: int | None
    by: Mark
    instead: bool = False


class Annulment(Struct, frozen=True):
    """The entry `by` undid this movement of a person, whether it is held yet or not."""

    movement: Mark
    person: bytes
    by: Mark


class Reads(View, Protocol):
    """Reads of one moment."""

    @property
    def generation(self) -> int: ...

    @property
    def change(self) -> int:
        """The newest change number."""
        ...

    @property
    def acceptance(self) -> int:
        """The newest acceptance number."""
        ...

    def all(self, kind: type[R]) -> Iterator[R]: ...

    def heads(self, journal: bytes) -> list[BranchHead]: ...

    def head(self, journal: bytes, branch: bytes) -> Place | None: ...

    def place(self, journal: bytes, hash_: bytes) -> Place | None:
        """Where the entry with this hash stands, if it is held."""
        ...

    def raw(self, journal: bytes, branch: bytes, seq: int) -> bytes | None: ...

    def accepted(self, after: int, limit: int) -> list[Accepted]: ...

    def unsettled(self) -> list[Accepted]:
        """Entries that wait, in the order of acceptance."""
        ...

    def unread(self) -> list[Accepted]: ...

    def founding(self) -> bytes | None:
        """The bytes of the zone's founding entry."""
        ...

    def journals(self) -> list[JournalMark]: ...

    def rows_since(self, number: int, limit: int) -> list[Changed]:
        """Rows that travel, changed after `number`, by change number."""
        ...

    def erased_since(self, number: int, limit: int) -> list[tuple[int, bytes]]: ...

    def erased(self, hashes: Collection[bytes]) -> set[bytes]: ...

    def stored(self, hashes: Collection[bytes]) -> set[bytes]: ...

    def attachment(self, hash_: bytes) -> bytes | None: ...

    def owners(self, hash_: bytes) -> list[Ref]:
        """The rows that name this attachment."""
        ...

    def accepted_as(self, journal: bytes, branch: bytes, seq: int) -> Accepted | None:
        """The entry at this place, as it was accepted."""
        ...

    def crossings(self, query: CrossingQuery, limit: int) -> list[tuple[int, Crossing]]:
        """With their acceptance numbers, in this order, those after `query.after`."""
        ...

    def newest_crossings(self, query: NewestQuery, limit: int) -> list[tuple[int, Crossing]]:
        """The other way round, those before `query.before`."""
        ...

    def secret(self, name: str) -> bytes | None: ...

    def secrets(self, prefix: str) -> dict[str, bytes]: ...


class Writes(Reads, Protocol):
    """One transaction. It is committed when its `with` ends without an error; otherwise nothing of it is there."""

    def accept(self, entry: Accepted) -> None:
        """Keep an entry under the next acceptance number, and make it the head of its branch."""
        ...

    def judge(self, acceptance: int, judgement: Fate, cause: str, at: int, judged: int) -> None: ...

    def put_rows(self, changes: Mapping[Ref, Row | None]) -> None:
        """Rows put (None: dropped), each under the next change number."""
        ...

    def heard(self, journal: bytes, at: int) -> None: ...

    def put_attachment(self, hash_: bytes, raw: bytes) -> None: ...

    def erase(self, hashes: Iterable[bytes]) -> None:
        """Delete these attachments and remember their hashes for good, each under the next change number."""
        ...

    def put_crossings(self, rows: Sequence[CrossingRow]) -> None: ...

    def settle(self, settled: Sequence[Settled]) -> None: ...

    def annul(self, annulments: Sequence[Annulment]) -> None: ...

    def name_bearer(self, issued: Pass) -> None:
        """Give crossings that are kept under the pass, and what undid them, to its holder."""
        ...

    def retime(self, journal: bytes, branch: bytes, boot_id: bytes, anchor: int, latest: int) -> None:
        """Correct this boot's crossings that had no anchor; none was later than `latest` (µs UTC)."""
        ...

    def set_vouched(self, journal: bytes, branch: bytes, boot_id: bytes, anchor: int, within: tuple[int, int]) -> None:
        """Correct this boot's crossings that had no anchor by what was vouched for, `within` two times (µs UTC); an
        anchor may come yet."""
        ...

    def hold(self, journal: bytes, branch: bytes, seq: int, boots: Sequence[bytes], latest: int) -> None:
        """Crossings of these boots before the entry `seq` that had no anchor were not later than `latest` (µs UTC)."""
        ...

    def raise_generation(self, least: int) -> int:
        """The next generation, at least this one."""
        ...

    def set_secret(self, name: str, value: bytes | None) -> None: ...


class Storage(Protocol):
    """A server's database."""

    def reading(self) -> AbstractContextManager[Reads]: ...

    def writing(self) -> AbstractContextManager[Writes]: ...

    def forget_deleted(self) -> bool:
        """See that nothing deleted stays on disk; False while a reader holds it back."""
        ...

    def close(self) -> None: ...
