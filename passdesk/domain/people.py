"""Institutions, people, filings, operators, desks and keys: rows of the register."""

from typing import ClassVar, Literal, get_args

from passdesk.domain.attachments import Names
from passdesk.domain.register import Mark, Row, Stops

Role = Literal["checkpoint", "hr", "approver", "supervisor", "administrator"]
DeskRole = Literal["checkpoint", "issuing", "records", "admin"]
ROLES: tuple[Role, ...] = get_args(Role)
DESK_ROLES: tuple[DeskRole, ...] = get_args(DeskRole)
FilingState = Literal["filed", "approved", "withdrawn"]
FILING_STATES: tuple[FilingState, ...] = get_args(FilingState)
ATTACHED = ("names", "documents", "contact", "gate_photo", "original_photo", "note")
"""The groups of a person's erasable fields; the row holds the hash of each."""


class Institution(Row, frozen=True, kw_only=True):
    """`key` is the institution's random 16-byte id; `tag` the first 4 bytes of its SHA-256, as passes carry it."""

    TABLE: ClassVar[str] = "institution"
    INDEXED: ClassVar[tuple[str, ...]] = ("tag",)

    tag: bytes
    name_latin: str
    name_chinese: str = ""
    state: Literal["active", "suspended"] = "active"
    stopped_at: int | None = None
    stops: Stops = ()

    @property
    def called(self) -> Names:
        return Names(self.name_latin, self.name_chinese)


class Person(Row, frozen=True, kw_only=True):
    """Names, documents and pictures are attachments; here stand their hashes.

    `institutions` are those with a live filing, `formerly` those whose desks must be told that the row left them.
    """

    TABLE: ClassVar[str] = "person"
    INDEXED: ClassVar[tuple[str, ...]] = ("institutions",)

    names: bytes | None = None
    documents: bytes | None = None
    contact: bytes | None = None
    gate_photo: bytes | None = None
    original_photo: bytes | None = None
    note: bytes | None = None
    state: Literal["active", "suspended", "erased"] = "active"
    stopped_at: int | None = None
    stops: Stops = ()
    institutions: tuple[bytes, ...] = ()
    formerly: tuple[bytes, ...] = ()
    past: tuple[bytes, ...] = ()
    """Hashes of attachments this person once had; `person_erased` names them all."""


class Filing(Row, frozen=True, kw_only=True):
    """A person's place on an institution's whitelist: class, lines (bit mask) and validity in seconds UTC."""

    TABLE: ClassVar[str] = "filing"
    INDEXED: ClassVar[tuple[str, ...]] = ("person", "institution")

    person: bytes
    institution: bytes
    class_number: int
    lines: int
    valid_from: int
    valid_until: int
    filed_by: bytes
    approved_by: bytes | None = None
    state: FilingState = "filed"
    stopped_at: int | None = None


class Operator(Row, frozen=True, kw_only=True):
    """A member of staff who signs in under `name`. `institutions` scopes HR; empty means every institution.

    `wrapped` is the key under a password, `card` the same under a staff card and its PIN; a card made before `card_at`
    (µs) opens nothing. `former`: the keys before this one, each [public key, certificate, µs when it ended].
    """

    TABLE: ClassVar[str] = "operator"
    INDEXED: ClassVar[tuple[str, ...]] = ("name",)

    name: str
    public_key: bytes
    certificate: bytes
    roles: tuple[str, ...]
    institutions: tuple[bytes, ...] = ()
    wrapped: bytes | None = None
    rewrapped: bool = False
    card: bytes | None = None
    card_at: int = 0
    former: tuple[tuple[bytes, bytes, int], ...] = ()
    state: Literal["active", "disabled"] = "active"

    @property
    def needs(self) -> int:
        """A program that knows neither cards nor former keys must not take the row for what it was without them."""
        return 2 if self.card_at or self.former or self.card is not None else 1


class IssuingKey(Row, frozen=True, kw_only=True):
    """A key that signs passes, with its certificate; `key` is the 16-byte key id."""

    TABLE: ClassVar[str] = "issuing_key"
    INDEXED: ClassVar[tuple[str, ...]] = ()

    public_key: bytes
    certificate: bytes
    desk: bytes
    state: Literal["active", "withdrawn"] = "active"
    stopped_at: int | None = None


class Desk(Row, frozen=True, kw_only=True):
    """One desk's journal as the zone knows it; `key` is the journal id. `scope` rises when what it may see changes."""

    TABLE: ClassVar[str] = "desk"

    name: str
    public_key: bytes
    certificate: bytes
    roles: tuple[str, ...]
    lanes: tuple[str, ...] = ()
    institutions: tuple[bytes, ...] = ()
    scope: int = 1
    state: Literal["active", "unconfirmed", "disabled"] = "active"
    continues: bytes | None = None


class Enrolment(Row, frozen=True, kw_only=True):
    """A place for a desk yet to come. `key` is the first 16 bytes of SHA-256 of its code; used once. `used_by`: the
    desk's journal id; `TAKEN_BACK` where no desk may take it any more, which every program reads as used."""

    TABLE: ClassVar[str] = "enrolment"

    name: str
    roles: tuple[str, ...]
    lanes: tuple[str, ...] = ()
    institutions: tuple[bytes, ...] = ()
    used_by: bytes | None = None

    @property
    def is_open(self) -> bool:
        """Whether a desk may take it."""
        return self.used_by is None


TAKEN_BACK = b""


class Watch(Row, frozen=True, kw_only=True):
    """A person to stop or to look at; `key` is the person's. `reason` never reaches a checkpoint."""

    TABLE: ClassVar[str] = "watch"

    action: Literal["refuse", "attention"]
    reason: str = ""
    state: Literal["active", "lifted"] = "active"


class Note(Row, frozen=True, kw_only=True):
    """What officers at the gates are to know of a person; `key` is theirs. `note`: hash of an attachment; `past` those
    of earlier ones, which `person_erased` names too."""

    TABLE: ClassVar[str] = "note"

    note: bytes | None
    state: Literal["active", "lifted"] = "active"
    past: tuple[bytes, ...] = ()


class StaleAccepted(Row, frozen=True, kw_only=True):
    """A supervisor accepts that a lane's desk was not heard from; `key` is the lane's id in UTF-8. Times in µs UTC."""

    TABLE: ClassVar[str] = "stale_accepted"

    accepted_at: int
    until: int


class Evacuation(Row, frozen=True, kw_only=True):
    """Whether the area is being emptied. `key` is `EVACUATION_KEY`; `started` the entry that began it, `at` when and
    `ended` when it was over, µs UTC. `reason` may be said afterwards."""

    TABLE: ClassVar[str] = "evacuation"

    active: bool
    at: int
    started: Mark
    reason: str = ""
    ended: int = 0


class Policy(Row, frozen=True, kw_only=True):
    """The zone's policy: the signed file itself. `key` is `POLICY_KEY`; `number` rises by one with each."""

    TABLE: ClassVar[str] = "policy"

    signed: bytes
    hash: bytes
    number: int = 1


class Zone(Row, frozen=True, kw_only=True):
    """What the founding entry said. `key` is `ZONE_KEY`."""

    TABLE: ClassVar[str] = "zone"

    zone: str
    root: bytes
    recovery: bytes
    server_certificate: bytes | None = None


POLICY_KEY = b"policy"
ZONE_KEY = b"zone"
EVACUATION_KEY = b"evacuation"


def attached_to(row: Row) -> tuple[bytes, ...]:
    """The hashes of the attachments a row names."""
    match row:
        case Person():
            return tuple(held for name in ATTACHED if (held := getattr(row, name)) is not None)
        case Operator():
            return tuple(held for held in (row.wrapped, row.card) if held is not None)
        case Note(note=bytes(note)):
            return (note,)
        case _:
            return ()
