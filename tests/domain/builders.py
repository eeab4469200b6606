"""Small builders: made-up ids, journals that chain entries, and a zone in memory that folds them."""

from collections.abc import Mapping
from hashlib import sha256
from typing import Any

from msgspec import Struct, field

from passdesk.domain.entries import Clocked, Content, Entry, first_prev, journal_id, seal
from passdesk.domain.folding import Folded, fold
from passdesk.domain.judging import Judgement, Quarantined, Waits, resting_mark
from passdesk.domain.kinds import KINDS
from passdesk.domain.movements import Case, Presence
from passdesk.domain.people import POLICY_KEY, ZONE_KEY, Desk, Operator, Policy, Zone
from passdesk.domain.register import Draft, Mark, MemoryView, R, Row

START = 1_800_000_000_000_000
"""µs UTC; every made-up clock starts here."""
MINUTE = 60_000_000
ROOT = sha256(b"root").digest()
BOOT = b"boot".ljust(16, b"-")


def key_of(name: str) -> bytes:
    """32 made-up bytes."""
    return sha256(name.encode()).digest()


def ident(name: str) -> bytes:
    """16 made-up bytes; of a desk's name its journal id."""
    return journal_id(key_of(name))


class Journal(Struct):
    """A desk's journal: chains what it is given. `anchor` None: a desk that has not heard the server's time."""

    name: str
    anchor: int | None = START
    boot_id: bytes = BOOT
    head: tuple[int, bytes] = (0, first_prev(ROOT))

    @property
    def id(self) -> bytes:
        return ident(self.name)

    def write(self, kind: str, body: Mapping[str, Any], *, at: int = 0, actor: bytes | None = None) -> Entry:
        """An entry made `at` µs after START, and after this boot began."""
        seq, prev = self.head[0] + 1, self.head[1]
        clock = Clocked(at, self.anchor, self.boot_id)
        entry = seal(Content(self.id, seq, prev, START + at, clock, None, actor, kind, body).to_bytes(), ())
        self.head = (seq, entry.hash)
        return entry


class Park(Struct):
    """A founded zone in memory: its register, its journals, and which entries it holds."""

    view: MemoryView
    journals: dict[str, Journal] = field(default_factory=dict)
    held: set[Mark] = field(default_factory=set)

    def journal(self, name: str) -> Journal:
        return self.journals.setdefault(name, Journal(name))

    def take(self, entry: Entry, by: tuple[str, ...] = (), branch: bytes | None = None) -> Folded:
        """Fold one entry, and apply what it amounts to."""
        self.held.add(entry.mark)
        signers = frozenset(ident(name) for name in by)
        folded = fold(entry, self.view, signers=signers, branch=branch, held=self.held.__contains__)
        self.view.apply(folded.changes)
        return folded

    def do(self, desk: str, kind: str, by: str | tuple[str, ...] = (), /, *, at: int = 0, **body: Any) -> Folded:
        """Write an act or fact at a desk and fold it; a granting act names what it rests on as it stands here."""
        names = (by,) if isinstance(by, str) else by
        return self.take(self.write(desk, kind, names, at=at, **body), names)

    def write(self, desk: str, kind: str, by: tuple[str, ...] = (), /, *, at: int = 0, **body: Any) -> Entry:
        if KINDS[kind].nature == "granting" and "rests_on" not in body:
            body["rests_on"] = self.resting(kind, body)
        return self.journal(desk).write(kind, body, at=at, actor=ident(by[0]) if by else None)

    def resting(self, kind: str, body: Mapping[str, Any]) -> list[Any]:
        draft = Draft(self.view)
        marks = [(ref, resting_mark(draft, ref)) for ref in KINDS[kind].rests_on(body)]
        return [[list(ref), mark and list(mark)] for ref, mark in marks]

    def row(self, kind: type[R], key: bytes | str) -> R:
        found = self.view.get(kind, ident(key) if isinstance(key, str) else key)
        assert isinstance(found, kind)
        return found

    def inside(self, person: str) -> bool | None:
        found = self.view.get(Presence, ident(person))
        return found.inside if isinstance(found, Presence) else None

    def cases(self, kind: str | None = None) -> list[Case]:
        rows = [row for row in self.view.rows.values() if isinstance(row, Case)]
        return [row for row in rows if kind is None or row.kind == kind]


def why(judgement: Judgement) -> str:
    """The cause for which an entry was set aside, or waits."""
    assert isinstance(judgement, Quarantined | Waits), judgement
    return judgement.cause


def times_of(desk: str) -> tuple[str, bytes]:
    """What a register keeps of a journal's clock."""
    return ("times", ident(desk))


DESKS: Mapping[str, tuple[str, ...]] = {
    "server": ("server",),
    "gate1": ("checkpoint",),
    "gate2": ("checkpoint",),
    "office": ("issuing",),
    "board": ("records",),
    "head": ("admin",),
}
OPERATORS: Mapping[str, tuple[str, ...]] = {
    "guard": ("checkpoint",),
    "hr": ("hr",),
    "hr2": ("hr",),
    "approver": ("approver",),
    "both": ("hr", "approver"),
    "supervisor": ("supervisor",),
    "admin": ("administrator",),
}


def desk_row(name: str, roles: tuple[str, ...], **more: Any) -> Desk:
    return Desk(key=ident(name), name=name, public_key=key_of(name), certificate=b"c", roles=roles, **more)


def operator_row(name: str, roles: tuple[str, ...], **more: Any) -> Operator:
    return Operator(key=ident(name), name=name, public_key=key_of(name), certificate=b"c", roles=roles, **more)


def founded() -> Park:
    """A zone with one desk of each role (two gates), one operator of each, and policy number 1."""
    rows: list[Row] = [
        Zone(key=ZONE_KEY, zone="hetao", root=ROOT, recovery=key_of("recovery")),
        Policy(key=POLICY_KEY, signed=b"policy", hash=sha256(b"policy").digest()),
        *(desk_row(name, roles) for name, roles in DESKS.items()),
        *(operator_row(name, roles) for name, roles in OPERATORS.items()),
    ]
    return Park(MemoryView(rows))


def peopled() -> Park:
    """A zone where Lin, of the institute, has been filed, approved and given a pass."""
    zone = founded()
    zone.do("office", "institution_added", "hr", institution=ident("institute"), name_latin="Institute")
    zone.do("office", "issuing_key_added", "admin", **issuing_key())
    add_person(zone, "lin")
    return zone


def issuing_key(name: str = "key") -> dict[str, Any]:
    return {"key": ident(name), "public_key": key_of(name), "certificate": b"c", "desk": ident("office")}


def add_person(zone: Park, name: str) -> None:
    """A person with an approved filing `<name>-filing` and a pass `<name>-pass`."""
    zone.do("office", "person_added", "hr", person=ident(name), names=key_of(f"{name}-names"))
    zone.do("office", "filing_filed", "hr", **filing(name))
    zone.do("office", "filing_approved", "approver", **approval(name))
    zone.do("office", "pass_issued", "hr", **issue(name))


def filing(person: str, name: str | None = None, institution: str = "institute", **more: Any) -> dict[str, Any]:
    named = {"filing": ident(name or f"{person}-filing"), "person": ident(person), "institution": ident(institution)}
    return {**named, "class_number": 1, "lines": 3, "valid_from": 0, "valid_until": 2_000_000_000, **more}


def approval(person: str, name: str | None = None, institution: str = "institute") -> dict[str, Any]:
    return {"filing": ident(name or f"{person}-filing"), "person": ident(person), "institution": ident(institution)}


def issue(person: str, name: str | None = None, **more: Any) -> dict[str, Any]:
    return {
        "pass": ident(name or f"{person}-pass"), **approval(person), "class_number": 1, "lines": 3,
        "issued_at": 1_000_000_000, "not_before": 1_000_000_000, "expires": 1_900_000_000, "key": ident("key"),
        "short_number": "12345678903", "token": b"t", **more,
    }  # fmt: skip


def shown(person: str | None = "lin", direction: str = "entry", outcome: str | None = "passed", **more: Any) -> Any:
    """The body of a `shown`: on an automatic lane, admitted and passed, unless told otherwise."""
    return {
        "presentation": ident("presentation"), "pass_id": ident(f"{person}-pass") if person else None,
        "person": ident(person) if person else None, "lane": "lane", "direction": direction, "verdict": "admit",
        "reasons": [], "instruction": "pass", "verified": True, "outcome": outcome, "input": "camera",
        "policy": None, "age": 0, "unheard": [], "clock_suspect": False, "restored": False, "program": "1", **more,
    }  # fmt: skip


def move(
    zone: Park,
    desk: str,
    minute: int,
    direction: str = "entry",
    after: Mark | None = None,
    who: str = "lin",
    **more: Any,
) -> Mark:
    """The holder of a pass crosses at a desk, `minute` minutes after START."""
    mark = list(after) if after else None
    entry = zone.write(desk, "shown", at=minute * MINUTE, **shown(who, direction, after=mark, **more))
    zone.take(entry)
    return entry.mark


def apart(zone: Park) -> list[tuple[str, tuple[Mark, ...]]]:
    return [(case.state, case.entries) for case in zone.cases("two_lanes_apart")]


PLACE: dict[str, Any] = {"name": "gate3", "roles": ["checkpoint"], "lanes": ["lane3"], "institutions": None}
OPERATOR: dict[str, Any] = {
    "operator": ident("new"), "name": "new", "public_key": key_of("new"), "certificate": b"c", "roles": ["hr"],
    "institutions": None, "wrapped": key_of("wrapped"),
}  # fmt: skip
POLICY: dict[str, Any] = {"signed": b"policy 2", "hash": sha256(b"policy 2").digest(), "number": 2}
LIN: dict[str, Any] = {"person": ident("lin")}
PASS: dict[str, Any] = {"pass": ident("lin-pass")}
FILING: dict[str, Any] = {"filing": ident("lin-filing")}
