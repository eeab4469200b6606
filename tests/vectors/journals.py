"""Vectors of journals: a zone founded, a lane that somebody crosses, and the journal that goes on from the lane's."""

from collections.abc import Mapping, Sequence
from typing import Any

from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from msgspec import Struct, field

from passdesk.credential import entry_signatures, identity, keys, signed_policy
from passdesk.credential.certificate_bodies import JournalRights, OperatorRights, ServerName
from passdesk.credential.certificates import certify
from passdesk.credential.entry_signers import continuation, signers_of
from passdesk.credential.founding import desk_fields
from passdesk.domain.attachments import Attachment, Names
from passdesk.domain.entries import Clocked, Content, Entry, first_prev, seal
from passdesk.domain.folding import fold
from passdesk.domain.judging import Applies, resting_mark
from passdesk.domain.kinds import KINDS
from passdesk.domain.movements import Presence
from passdesk.domain.register import Draft, MemoryView
from passdesk.domain.trail_steps import steps
from tests.credential.factories import NOW, ZONE, private, public
from tests.vectors.signed_things import (
    ADMINISTRATOR,
    INSTITUTION,
    JOURNAL,
    OPERATOR,
    RECOVERY_PRIVATE,
    ROOT,
    SERVER,
    WRAPPED,
)

OFFICER, SERVER_JOURNAL, LATER_JOURNAL = 14, 15, 16
OFFICER_ID, PERSON, PASS, ENROLMENT = b"\x0e" * 16, b"\x21" * 16, bytes(range(16)), b"\x22" * 16
SECOND = 1_000_000
START = NOW * SECOND
FIRST_BOOT, SECOND_BOOT = b"first boot------", b"second boot-----"
BEHIND = 90 * SECOND
"""How far the lane's wall clock is behind the server's."""
NAMES = Attachment("names", b"\x31" * 16, Names("CHAN Siu Ming", "陳小明").to_content())
NOTE = Attachment("note", b"\x32" * 16, b"Speaks Portuguese.")
KEY_WRAPPED = Attachment("wrapped", b"\x33" * 16, bytes.fromhex(WRAPPED))
_SERVER_RIGHTS = JournalRights("Server", ("server",))
_LANE_RIGHTS = JournalRights("Lane 1", ("checkpoint",), ("first-1",))


class Line(Struct):
    """A journal being written; `wrote` has each entry as it is listed."""

    key: int
    view: MemoryView
    head: tuple[int, bytes] = (0, first_prev(public(ROOT)))
    wrote: list[dict[str, Any]] = field(default_factory=list)

    @property
    def id(self) -> bytes:
        return keys.key_id(public(self.key))

    def write(
        self, kind: str, body: Mapping[str, Any], at: int, clock: Clocked, signers: Sequence[tuple[bytes, int]] = ()
    ) -> None:
        """`at` µs by the wall clock; `signers`: name and key of each. The first of them is the actor."""
        resting = {"rests_on": self._resting(kind, body)} if KINDS[kind].nature == "granting" else {}
        actor = signers[0][0] if signers and kind != "zone_founded" else None
        seq, prev = self.head[0] + 1, self.head[1]
        seen = (1, seq) if self.key == SERVER_JOURNAL else None
        content = Content(self.id, seq, prev, at, clock, seen, actor, kind, {**body, **resting}).to_bytes()
        signed = tuple((name, entry_signatures.sign_entry(private(key), content)) for name, key in signers)
        entry = seal(content, signed)
        self.head = (seq, entry.hash)
        self._fold(entry)

    def _resting(self, kind: str, body: Mapping[str, Any]) -> list[Any]:
        draft = Draft(self.view)
        return [[list(ref), resting_mark(draft, ref)] for ref in KINDS[kind].rests_on(body)]

    def _fold(self, entry: Entry) -> None:
        signers = signers_of(entry, self.view)
        folded = fold(entry, self.view, signers=signers)
        if folded.judgement != Applies():
            raise AssertionError(f"{entry.kind}: {folded.judgement}")
        self.view.apply(folded.changes)
        names = {"kind": entry.kind, "hash": entry.hash.hex(), "signers": [name.hex() for name in sorted(signers)]}
        self.wrote.append({**names, "time": folded.at, "entry": entry.raw.hex()})


def vectors() -> dict[str, Any]:
    view = MemoryView()
    server, lane, later = (Line(key, view) for key in (SERVER_JOURNAL, JOURNAL, LATER_JOURNAL))
    _server(server)
    _lane(lane)
    _later(later, lane)
    return {
        "zone": ZONE,
        "root": public(ROOT).hex(),
        "journals": [{"journal": one.id.hex(), "entries": one.wrote} for one in (server, lane, later)],
        "movements": _movements(view),
        "receipt": _receipt(lane),
        "attachments": [_attachment(one) for one in (NAMES, NOTE, KEY_WRAPPED)],
    }


def _server(line: Line) -> None:
    """A server's own journal: the zone, an officer, somebody with names, a place, and the lane that takes it."""
    root, administrator = (keys.key_id(public(ROOT)), ROOT), (OPERATOR, ADMINISTRATOR)
    acts: list[tuple[str, Mapping[str, Any], list[tuple[bytes, int]]]] = [
        ("zone_founded", _founding(), [root]),
        ("operator_added", _officer(), [administrator]),
        ("institution_added", {"institution": INSTITUTION, "name_latin": "Loop Optics"}, [administrator]),
        ("person_added", {"person": PERSON, "names": NAMES.hash, "note": NOTE.hash}, [(OFFICER_ID, OFFICER)]),
        ("enrolment_opened", {"enrolment": ENROLMENT, **_place(_LANE_RIGHTS)}, [administrator]),
        ("desk_enrolled", {"enrolment": ENROLMENT, **_desk(SERVER, JOURNAL, _LANE_RIGHTS)}, []),
    ]
    for number, (kind, body, signers) in enumerate(acts):
        clock = Clocked(number * SECOND, START, b"server boot-----")
        line.write(kind, body, START + number * SECOND, clock, signers)


def _lane(line: Line) -> None:
    """The time comes after a movement of the same boot; after a power cut the wall clock has gone back an hour."""
    opened, officer = {"certificate": _desk(SERVER, JOURNAL, _LANE_RIGHTS)["certificate"]}, [(OFFICER_ID, OFFICER)]
    wall = START + 10 * SECOND - BEHIND
    anchor = wall + BEHIND
    outcome = {"shown": [line.id, 3], "outcome": "passed", "ms": 1500}
    first: list[tuple[str, Mapping[str, Any], int | None, list[tuple[bytes, int]]]] = [
        ("journal_opened", opened, None, []),
        ("signed_in", {"operator": OFFICER_ID}, None, []),
        ("shown", _shown("entry", 0x41, None), None, []),
        ("outcome", outcome, None, officer),
        ("exported", {"what": "crossings", "rows": 1, "source": "desk"}, anchor, []),
        ("badge_printed", {"pass_id": PASS}, None, []),
    ]
    for number, (kind, body, told, signers) in enumerate(first):
        clock = Clocked(number * SECOND, told, FIRST_BOOT)
        line.write(kind, body, wall + number * SECOND, clock, signers)
    back = wall - 3600 * SECOND
    line.write("power_cut", {"held": 6, "head": 6}, back, Clocked(0, None, SECOND_BOOT))
    left = {**_shown("exit", 0x42, [line.id, 4]), "outcome": "passed"}
    line.write("shown", left, wall + 60 * SECOND, Clocked(3660 * SECOND, None, SECOND_BOOT))


def _later(line: Line, old: Line) -> None:
    """The lane goes on under a new key, by the word of the old one."""
    new, (seq, hash_) = public(line.key), old.head
    proof = entry_signatures.sign_continuation(private(old.key), continuation(new, old.id, seq, hash_))
    body = {"public_key": new, "continues": old.id, "seq": seq, "hash": hash_, "proof": proof, "name": "Lane 1"}
    clock = Clocked(SECOND, START + 199 * SECOND, b"third boot------")
    line.write("journal_continued", body, START + 200 * SECOND, clock)


def _founding() -> dict[str, Any]:
    rights = OperatorRights(OPERATOR, ("administrator",))
    return {
        "zone": ZONE,
        "root": public(ROOT),
        "recovery": _recovery_public(),
        "policy": signed_policy.sign_policy(b'zone = "hetao"\n', signed_policy.FIRST, private(ROOT)),
        "operator": OPERATOR,
        "operator_name": "first",
        "operator_key": public(ADMINISTRATOR),
        "operator_certificate": _certificate(ROOT, ADMINISTRATOR, rights),
        "wrapped": KEY_WRAPPED.hash,
        "server_certificate": _certificate(ROOT, SERVER, ServerName("server")),
        **_desk(ROOT, SERVER_JOURNAL, _SERVER_RIGHTS),
    }


def _officer() -> dict[str, Any]:
    roles = ("checkpoint", "hr")
    return {
        "operator": OFFICER_ID,
        "name": "wong",
        "public_key": public(OFFICER),
        "certificate": _certificate(ADMINISTRATOR, OFFICER, OperatorRights(OFFICER_ID, roles)),
        "roles": list(roles),
        "wrapped": KEY_WRAPPED.hash,
    }


def _shown(direction: str, number: int, after: list[Any] | None) -> dict[str, Any]:
    said = {"verdict": "admit", "reasons": [], "instruction": "pass", "verified": True, "input": "camera"}
    known: dict[str, Any] = {"age": None, "unheard": [], "clock_suspect": False, "restored": False, "program": "1"}
    place = {"lane": "first-1", "direction": direction, "after": after}
    return {"presentation": bytes((number,)) * 16, "pass_id": PASS, "person": PERSON, **place, **said, **known}


def _place(rights: JournalRights) -> dict[str, Any]:
    lists = {"roles": list(rights.roles), "lanes": list(rights.lanes), "institutions": list(rights.institutions)}
    return {"name": rights.name, **lists}


def _desk(issuer: int, subject: int, rights: JournalRights) -> dict[str, Any]:
    return desk_fields(private(issuer), ZONE, public(subject), rights, NOW)


def _certificate(issuer: int, subject: int, body: OperatorRights | ServerName) -> bytes:
    return certify(private(issuer), zone=ZONE, subject=public(subject), body=body, not_before=NOW)


def _recovery_public() -> bytes:
    return X25519PrivateKey.from_private_bytes(RECOVERY_PRIVATE).public_key().public_bytes_raw()


def _movements(view: MemoryView) -> list[dict[str, Any]]:
    """What the journals amount to once all of them are read, oldest first."""
    presence = view.get(Presence, PERSON)
    trail = steps(presence if isinstance(presence, Presence) else None)
    return [{"journal": one.journal.hex(), "seq": one.seq, "into": one.into, "time": one.at} for one in trail]


def _receipt(line: Line) -> dict[str, str]:
    seq, hash_ = line.head
    receipt = identity.Receipt(ZONE, line.id, identity.MAIN_BRANCH, seq, hash_, START + 120 * SECOND, 1)
    return {"sealed": identity.seal(receipt, private(SERVER)).hex()}


def _attachment(one: Attachment) -> dict[str, str]:
    return {"group": one.group, "bytes": one.to_bytes().hex(), "hash": one.hash.hex()}
