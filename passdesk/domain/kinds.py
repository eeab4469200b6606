"""The kinds of entry in one table: act or fact, which desks and operators, how many signatures, what they rest on."""

from collections.abc import Callable, Mapping
from typing import Any, Literal

from msgspec import Struct, field
from msgspec.structs import force_setattr, replace

from passdesk.domain import canonical
from passdesk.domain import shapes as s
from passdesk.domain.people import POLICY_KEY
from passdesk.domain.register import Ref

Nature = Literal["fact", "restricting", "granting", "edit", "founding"]
Body = Mapping[str, Any]


class Kind(Struct, frozen=True):
    """One line of the table. `desks`: which desk roles may write it ("server" for the server's own journal);
    `operators`: whose signature counts; `body`: its fields, in canonical order; `rests_on`: the rows whose state a
    granting act names."""

    nature: Nature
    desks: frozenset[str]
    operators: frozenset[str]
    body: Mapping[str, s.Shape]
    signatures: int = 0
    rests_on: Callable[[Body], tuple[Ref, ...]] = field(default=lambda _: ())
    """Called with a body that fits."""
    makes: bool = False
    """The first row it rests on is one it makes: it must not be there."""

    def __post_init__(self) -> None:
        force_setattr(self, "body", {name: self.body[name] for name in canonical.in_order(self.body)})

    def laid_out(self, body: Body) -> dict[str, Any]:
        """The fields of a body that fits, in canonical order."""
        return {name: body[name] for name in self.body if name in body}

    @property
    def is_act(self) -> bool:
        return self.nature in ("restricting", "granting", "edit")


ANY = frozenset({"checkpoint", "issuing", "records", "admin", "server"})
GATE, ISSUING, ADMIN = (
    frozenset({"checkpoint"}),
    frozenset({"issuing", "admin"}),
    frozenset({"admin", "server"}),
)
SERVER = frozenset({"server"})
OFFICE = frozenset({"issuing", "records", "admin", "server"})
HR, APPROVER = frozenset({"hr"}), frozenset({"approver"})
ADMINISTRATOR = frozenset({"administrator"})
CHIEFS = frozenset({"supervisor", "administrator"})
STAFF = frozenset({"hr", "approver", "supervisor", "administrator"})
OFFICERS = frozenset({"checkpoint", "supervisor"})
SUPERVISOR = frozenset({"supervisor"})
NOBODY: frozenset[str] = frozenset()
VERDICTS = s.one_of("admit", "attention", "refuse")
OUTCOMES = s.one_of("passed", "turned_away", "left", "kept_here", "abandoned", "unknown")
DIRECTIONS = s.one_of("entry", "exit")


def _refs(*names: str) -> Callable[[Body], tuple[Ref, ...]]:
    """Rows named by body fields of the same name; a field that is null names none."""
    tables = {"key": "issuing_key", "replaces": "pass"}
    return lambda body: tuple((tables.get(name, name), body[name]) for name in names if body.get(name) is not None)


def _fact(desks: frozenset[str], **body: s.Shape) -> Kind:
    return Kind("fact", desks, NOBODY, body)


def _stop(desks: frozenset[str], operators: frozenset[str], **body: s.Shape) -> Kind:
    return Kind("restricting", desks, operators, {**body, "reason": s.maybe(s.CODE)}, 1)


def _edit(desks: frozenset[str], operators: frozenset[str], **body: s.Shape) -> Kind:
    return Kind("edit", desks, operators, body, 1)


def _grant(
    desks: frozenset[str],
    operators: frozenset[str],
    rests_on: Callable[[Body], tuple[Ref, ...]],
    **body: s.Shape,
) -> Kind:
    return Kind("granting", desks, operators, {**body, "rests_on": s.resting}, 1, rests_on)


def _new(
    desks: frozenset[str],
    operators: frozenset[str],
    rests_on: Callable[[Body], tuple[Ref, ...]],
    **body: s.Shape,
) -> Kind:
    return replace(_grant(desks, operators, rests_on, **body), makes=True)


_OPERATOR: dict[str, s.Shape] = {
    "operator": s.ID, "name": s.text(64), "public_key": s.HASH, "certificate": s.CERTIFICATE,
    "roles": s.many(s.CODE, 8), "institutions": s.maybe(s.many(s.ID)), "wrapped": s.HASH,
}  # fmt: skip
_PLACE: dict[str, s.Shape] = {
    "name": s.text(64), "roles": s.many(s.CODE, 8), "lanes": s.many(s.CODE), "institutions": s.maybe(s.many(s.ID)),
}  # fmt: skip
_DESK: dict[str, s.Shape] = {"desk": s.ID, "public_key": s.HASH, "certificate": s.CERTIFICATE, **_PLACE}
_PHOTOS: dict[str, s.Shape] = {
    name: s.maybe(s.HASH) for name in ("names", "documents", "contact", "gate_photo", "original_photo", "note")
}
_COUNT = s.whole(0, 1 << 48)
_BUNDLE: dict[str, s.Shape] = {
    "desk": s.ID, "to": s.CODE, "entries": _COUNT, "rows": _COUNT, "attachments": _COUNT,
}  # fmt: skip

_COUNTS: dict[str, s.Shape] = {
    "since": s.MICRO,
    **{
        name: s.whole(0, 1 << 40)
        for name in ("passed", "turned_away", "attention", "overridden", "aside", "unsettled", "unsent")
    },
}
"""What a shift amounts to since `since` (corrected µs UTC)."""

KINDS: Mapping[str, Kind] = {
    # Founding: signed by the root, or by the key before.
    "zone_founded": Kind("founding", ANY, NOBODY, {
        "zone": s.zone, "root": s.HASH, "recovery": s.HASH, "policy": s.blob(1, 15000), "operator": s.ID,
        "operator_name": s.text(64), "operator_key": s.HASH, "operator_certificate": s.CERTIFICATE, "wrapped": s.HASH,
        "server_certificate": s.maybe(s.CERTIFICATE), **_DESK}),
    "server_adopted": Kind("founding", SERVER, NOBODY, {
        "zone": s.zone, "server_certificate": s.CERTIFICATE, **_DESK}),
    "journal_opened": _fact(ANY, certificate=s.CERTIFICATE),
    "journal_continued": _fact(ANY, public_key=s.HASH, continues=s.ID, seq=s.whole(0, 1 << 48), hash=s.HASH,
                               proof=s.blob(64, 64), name=s.text(64)),
    # At the gate.
    "shown": Kind("fact", GATE, OFFICERS, {
        "presentation": s.ID, "pass_id": s.maybe(s.ID), "person": s.maybe(s.ID), "lane": s.CODE,
        "direction": DIRECTIONS, "verdict": VERDICTS, "reasons": s.many(s.CODE, 32), "instruction": s.CODE,
        "verified": s.flag, "outcome": s.maybe(OUTCOMES), "input": s.CODE, "policy": s.maybe(s.HASH),
        "age": s.maybe(s.whole(0, 1 << 40)), "unheard": s.many(s.CODE), "clock_suspect": s.flag, "restored": s.flag,
        "kid": s.maybe(s.blob(4, 4)), "photo": s.maybe(s.HASH), "program": s.CODE, "after": s.maybe(s.mark),
        "replayed": s.maybe(s.flag), "hand": s.maybe(s.CODE), "when": s.maybe(s.MICRO), "sheet": s.maybe(s.CODE),
        "host": s.maybe(s.ID), "evacuated": s.maybe(s.flag), "vouched": s.maybe(s.flag)}),
    "outcome": Kind("fact", GATE, OFFICERS, {
        "shown": s.mark, "outcome": OUTCOMES, "ms": s.maybe(s.MICRO), "reason": s.maybe(s.CODE),
        "confirm": s.maybe(s.flag), "override": s.maybe(s.CODE), "ticked": s.maybe(s.many(s.CODE, 32))}),
    "set_aside": Kind("fact", GATE, OFFICERS, {
        "shown": s.mark, "verdict": VERDICTS, "reasons": s.many(s.CODE, 32), "why": s.maybe(s.CODE)}),
    "returned": Kind("fact", GATE | OFFICE, OFFICERS, {
        "person": s.ID, "pass_id": s.maybe(s.ID), "lane": s.maybe(s.CODE), "into": s.flag, "authority": s.CODE,
        "when": s.maybe(s.MICRO)}),
    "annulled": _edit(GATE | OFFICE, OFFICERS, person=s.ID, shown=s.mark, movement=s.mark, reason=s.CODE),
    "put_right": _edit(GATE | OFFICE, SUPERVISOR, people=s.many(s.ID, 512), inside=s.flag, reason=s.CODE,
                       when=s.maybe(s.MICRO), each=s.maybe(s.many(s.MICRO, 512))),
    "note_set": _edit(GATE | OFFICE, OFFICERS | STAFF, person=s.ID, note=s.maybe(s.HASH)),
    "stale_accepted": _edit(GATE, SUPERVISOR, lane=s.CODE, until=s.MICRO, reason=s.maybe(s.CODE)),
    "shift_started": Kind("fact", GATE, OFFICERS, {"lane": s.CODE}),
    "shift_handed_over": Kind("fact", GATE, OFFICERS, {"lane": s.CODE, "to": s.ID, **_COUNTS}),
    "shift_ended": Kind("fact", GATE, OFFICERS, {"lane": s.CODE, **_COUNTS}),
    # Evacuation: anybody at a desk may begin it, also before signing in; who ends it signs.
    "evacuation_started": Kind("fact", ANY, NOBODY, {"lane": s.maybe(s.CODE), "after": s.maybe(s.mark)}),
    "evacuation_explained": _edit(ANY, OFFICERS | STAFF, started=s.mark, reason=s.CODE),
    "evacuation_ended": _edit(ANY, CHIEFS, started=s.mark),
    "mustered": _fact(ANY, people=s.many(s.ID, 512), started=s.maybe(s.mark), how=s.one_of("name", "pass"),
                      present=s.flag),
    "muster_opened": _fact(ANY, certain=s.whole(0, 1 << 40), possible=s.whole(0, 1 << 40), silent=s.many(s.CODE)),
    # The desk about itself.
    "signed_in": _fact(ANY, operator=s.ID),
    "sign_in_failed": _fact(ANY, operator=s.maybe(s.ID)),
    "power_cut": _fact(ANY, held=s.whole(0, 1 << 48), head=s.whole(0, 1 << 48)),
    "exported": _fact(ANY, what=s.CODE, rows=s.whole(0, 1 << 48), filter=s.maybe(s.text(2000)), source=s.CODE),
    "bundle_written": _fact(ANY, **_BUNDLE),
    "bundle_taken": _fact(ANY, **_BUNDLE),
    "badge_printed": _fact(ISSUING, pass_id=s.ID),
    "database_recovered": _fact(ANY),
    "time_heard": _fact(ANY),
    "clock_held": _fact(ANY, floor=s.MICRO),
    "clock_moved": _fact(ANY, kind=s.one_of("back", "ahead", "drift"), by=s.MICRO),
    "time_vouched": Kind("edit", ANY, OFFICERS | CHIEFS, {"boot": s.ID, "anchor": s.SIGNED, "was": s.MICRO}, 2),
    # The server about the zone.
    "desk_enrolled": _fact(SERVER, enrolment=s.ID, **_DESK),
    "server_restored": _fact(SERVER, generation=s.whole(1, 1 << 40)),
    # Institutions and people.
    "institution_added": _new(OFFICE, STAFF, _refs("institution"), institution=s.ID, name_latin=s.NAME,
                                name_chinese=s.maybe(s.NAME)),
    "institution_suspended": _stop(OFFICE, CHIEFS | APPROVER, institution=s.ID),
    "institution_resumed": _grant(OFFICE, CHIEFS, _refs("institution"), institution=s.ID),
    "person_added": _new(OFFICE, HR, _refs("person"), person=s.ID, **_PHOTOS),
    "person_edited": _edit(OFFICE, HR, person=s.ID, **_PHOTOS),
    "person_suspended": _stop(OFFICE, STAFF, person=s.ID),
    "person_resumed": _grant(OFFICE, CHIEFS | APPROVER, _refs("person"), person=s.ID),
    "person_erased": _stop(OFFICE, CHIEFS, person=s.ID, hashes=s.many(s.HASH)),
    "watch_added": _stop(OFFICE, frozenset({"supervisor"}), person=s.ID, action=s.one_of("refuse", "attention")),
    "watch_lifted": _grant(OFFICE, frozenset({"supervisor"}), lambda body: (("watch", body["person"]),), person=s.ID),
    # Filings and passes.
    "filing_filed": _new(ISSUING, HR, _refs("filing", "person", "institution"), filing=s.ID, person=s.ID,
                           institution=s.ID, class_number=s.whole(1, 65535), lines=s.whole(1, 255),
                           valid_from=s.SECONDS, valid_until=s.SECONDS),
    "filing_approved": _grant(ISSUING, APPROVER, _refs("filing", "person", "institution"), filing=s.ID, person=s.ID,
                              institution=s.ID),
    "filing_withdrawn": _stop(OFFICE, STAFF, filing=s.ID),
    "pass_issued": _new(
        ISSUING, HR, _refs("pass", "filing", "person", "institution", "key", "replaces"), **{"pass": s.ID},
        filing=s.ID, person=s.ID, institution=s.ID, class_number=s.whole(1, 65535), lines=s.whole(1, 255),
        issued_at=s.SECONDS, not_before=s.SECONDS, expires=s.SECONDS, key=s.ID, short_number=s.text(11),
        token=s.blob(1, 144), replaces=s.maybe(s.ID)),
    "pass_suspended": _stop(OFFICE, STAFF, **{"pass": s.ID}),
    "pass_resumed": _grant(OFFICE, CHIEFS | APPROVER, _refs("pass"), **{"pass": s.ID}),
    "pass_revoked": _stop(OFFICE, STAFF, **{"pass": s.ID}),
    # Operators, keys, desks, policy.
    "operator_added": _new(ADMIN, ADMINISTRATOR, _refs("operator"), **_OPERATOR),
    "operator_rewrapped": _edit(ANY, STAFF | OFFICERS, operator=s.ID, wrapped=s.HASH),
    "operator_renewed": _grant(ANY, ADMINISTRATOR, _refs("operator"), operator=s.ID, public_key=s.HASH,
                               certificate=s.CERTIFICATE, wrapped=s.HASH),
    "operator_card_made": _edit(ANY, STAFF | OFFICERS, operator=s.ID, card=s.HASH),
    "operator_card_withdrawn": _stop(ANY, STAFF | OFFICERS, operator=s.ID, withdrawn=s.maybe(s.HASH)),
    "operator_disabled": _stop(ADMIN, ADMINISTRATOR, operator=s.ID),
    "issuing_key_added": _new(ADMIN | ISSUING, ADMINISTRATOR, _refs("key"), key=s.ID, public_key=s.HASH,
                                certificate=s.CERTIFICATE, desk=s.ID),
    "issuing_key_withdrawn": _stop(ADMIN, ADMINISTRATOR, key=s.ID),
    "enrolment_opened": _new(ADMIN, ADMINISTRATOR, _refs("enrolment"), enrolment=s.ID, **_PLACE),
    "enrolment_withdrawn": _stop(ADMIN, ADMINISTRATOR, enrolment=s.ID),
    "desk_changed": _grant(ADMIN, ADMINISTRATOR, _refs("desk"), desk=s.ID, **_PLACE),
    "desk_confirmed": _grant(ADMIN, ADMINISTRATOR, _refs("desk"), desk=s.ID),
    "desk_disabled": _stop(ADMIN, ADMINISTRATOR, desk=s.ID),
    "policy_published": _grant(ADMIN, ADMINISTRATOR, lambda _: (("policy", POLICY_KEY),), signed=s.blob(1, 15000),
                               hash=s.HASH, number=s.whole(1, (1 << 31) - 1)),
    "case_closed": _edit(OFFICE, frozenset({"supervisor"}), case=s.ID, reason=s.maybe(s.CODE)),
}  # fmt: skip
