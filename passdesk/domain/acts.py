"""What each act does to the rows it is about. Every change of state leaves the act's mark in `last`."""

from collections.abc import Iterable, Mapping
from hashlib import sha256
from itertools import chain
from typing import Any, Literal

from msgspec.structs import replace

from passdesk.domain import bearers, trails
from passdesk.domain.gate_acts import GATE_CHANGES
from passdesk.domain.movements import Case
from passdesk.domain.passes import Pass
from passdesk.domain.people import ATTACHED, Filing, Institution, IssuingKey, Note, Person, Watch, attached_to
from passdesk.domain.scene import Change, Scene
from passdesk.domain.zone_acts import ZONE_CHANGES


def _institution_added(scene: Scene) -> None:
    body = scene.body
    tag = sha256(body["institution"]).digest()[:4]
    scene.draft.put(
        Institution(
            key=body["institution"],
            last=scene.mark,
            tag=tag,
            name_latin=body["name_latin"],
            name_chinese=body.get("name_chinese") or "",
        )
    )


def _person_added(scene: Scene) -> None:
    attached: dict[str, Any] = {name: scene.body.get(name) for name in ATTACHED}
    scene.draft.put(Person(key=scene.body["person"], last=scene.mark, **attached))


def _person_edited(scene: Scene) -> None:
    """Plain edits: the later accepted wins, field group by field group. An erased person stays erased."""
    row = scene.row(Person, "person")
    if row is None:
        return
    new: dict[str, Any] = {name: scene.body[name] for name in ATTACHED if scene.body.get(name) is not None}
    if row.state == "erased":
        new, past = {}, tuple(new.values())  # an edit that did not know of the erasing is to be erased with the rest
    else:
        past = tuple(old for name in new if (old := getattr(row, name)) is not None and old != new[name])
    scene.draft.put(replace(row, **new, past=_joined(row.past, past)))


def _person_erased(scene: Scene) -> None:
    row = scene.row(Person, "person")
    if row is not None:
        note = scene.row(Note, "person")
        noted = attached_to(note) + note.past if note is not None else ()
        if note is not None:
            scene.draft.put(replace(note, last=scene.mark, note=None, state="lifted", past=()))
        past = _joined(row.past, scene.body["hashes"], _hashes(row), noted)
        nothing: dict[str, Any] = dict.fromkeys(ATTACHED)
        stopped_at = _first_stop(row, scene)
        scene.draft.put(replace(row, **nothing, last=scene.mark, state="erased", stopped_at=stopped_at, past=past))
        _tell_stopped(scene, row.ref, "person", row.key)


def _joined(*some: Iterable[bytes]) -> tuple[bytes, ...]:
    return tuple(dict.fromkeys(chain(*some)))


def _hashes(row: Person) -> tuple[bytes, ...]:
    return tuple(held for name in ATTACHED if (held := getattr(row, name)) is not None)


def _filing_filed(scene: Scene) -> None:
    body = scene.body
    names = ("person", "institution", "class_number", "lines", "valid_from", "valid_until")
    named = {name: body[name] for name in names}
    scene.draft.put(Filing(key=body["filing"], last=scene.mark, filed_by=scene.signer(), **named))
    person = scene.row(Person, "person")
    if person is not None and body["institution"] not in person.institutions:
        scene.draft.put(
            replace(
                person,
                institutions=(*person.institutions, body["institution"]),
                formerly=tuple(one for one in person.formerly if one != body["institution"]),
            )
        )


def _filing_approved(scene: Scene) -> None:
    row = scene.row(Filing, "filing")
    if row is not None:
        approver = scene.signer(other_than=row.filed_by)
        scene.draft.put(replace(row, last=scene.mark, state="approved", approved_by=approver))


def _filing_withdrawn(scene: Scene) -> None:
    row = scene.row(Filing, "filing")
    if row is None:
        return
    scene.draft.put(replace(row, last=scene.mark, state="withdrawn", stopped_at=_first_stop(row, scene)))
    _tell_stopped(scene, row.ref, "filing", row.key)
    person = scene.draft.held(Person, row.person)
    filings = scene.draft.find(Filing, "person", row.person)
    if person is not None and not any(
        one.institution == row.institution and one.state != "withdrawn" for one in filings
    ):
        left = tuple(one for one in person.institutions if one != row.institution)
        scene.draft.put(replace(person, institutions=left, formerly=_joined(person.formerly, (row.institution,))))


def _pass_issued(scene: Scene) -> None:
    body = scene.body
    names = (
        "person",
        "filing",
        "institution",
        "class_number",
        "lines",
        "issued_at",
        "not_before",
        "expires",
        "short_number",
        "token",
    )
    issued = Pass(key=body["pass"], last=scene.mark, issuing_key=body["key"], **{name: body[name] for name in names})
    scene.draft.put(issued)
    bearers.claim(scene.draft, issued)
    old = scene.draft.held(Pass, body["replaces"]) if body.get("replaces") is not None else None
    if old is not None and old.state not in ("revoked", "replaced"):
        gone = {"state": "replaced", "replaced_by": body["pass"], "stopped_at": _first_stop(old, scene)}
        scene.draft.put(replace(old, last=scene.mark, **gone))
        _tell_stopped(scene, old.ref, None, old.key)


def _watch_added(scene: Scene) -> None:
    """Restricting: while a person is to be refused, a second watch does not soften that."""
    body, held = scene.body, scene.row(Watch, "person")
    refused = held is not None and (held.state, held.action) == ("active", "refuse")
    action: Literal["refuse", "attention"] = "refuse" if refused else body["action"]
    scene.draft.put(Watch(key=body["person"], last=scene.mark, action=action, reason=body.get("reason") or ""))


def _watch_lifted(scene: Scene) -> None:
    row = scene.row(Watch, "person")
    if row is not None:
        scene.draft.put(replace(row, last=scene.mark, state="lifted"))


def _case_closed(scene: Scene) -> None:
    row = scene.row(Case, "case")
    if row is not None:
        scene.draft.put(replace(row, last=scene.mark, state="closed"))


STOPS_KEPT = 16
"""Of the stops that are over, those kept per row for judging a movement that comes late."""
Stoppable = Institution | Person | Pass | IssuingKey
Stop = Literal["suspended", "revoked", "withdrawn"]
_FINAL = ("revoked", "withdrawn", "erased", "replaced")


def _stops(kind: type[Stoppable], field: str, state: Stop, passes_by: str | None) -> Change:
    """A stop counts from the first; a final state is never softened, and a revocation beats every other.

    A stop of what is stopped already leaves its mark too: who resumes must have seen it.
    """

    def change(scene: Scene) -> None:
        row: Any = scene.row(kind, field)
        if row is None:
            return
        stopped = replace(row, stopped_at=_first_stop(row, scene))
        stays = row.state in _FINAL and state != "revoked"
        scene.draft.put(stopped if stays else replace(stopped, last=scene.mark, state=state))
        _tell_stopped(scene, row.ref, passes_by, row.key)

    return change


def _first_stop(row: Stoppable | Filing, scene: Scene) -> int:
    return scene.at if row.stopped_at is None else min(row.stopped_at, scene.at)


def _tell_stopped(scene: Scene, ref: tuple[str, bytes], passes_by: str | None, key: bytes) -> None:
    if passes_by is None:
        one = scene.draft.held(Pass, key)
        passes = [one] if one is not None else []
    else:
        passes = scene.draft.find(Pass, passes_by, key)
    trails.stopped(scene.draft, ref, passes, scene.at)


def _resumes(kind: type[Institution] | type[Person] | type[Pass], field: str, state: str) -> Change:
    def change(scene: Scene) -> None:
        row: Any = scene.row(kind, field)
        if row is not None:
            over = () if row.stopped_at is None else ((row.stopped_at, scene.at),)
            stops = (*row.stops, *over)[-STOPS_KEPT:]
            scene.draft.put(replace(row, last=scene.mark, state=state, stopped_at=None, stops=stops))

    return change


CHANGES: Mapping[str, Change] = {
    **ZONE_CHANGES,
    **GATE_CHANGES,
    "issuing_key_withdrawn": _stops(IssuingKey, "key", "withdrawn", "issuing_key"),
    "institution_added": _institution_added,
    "institution_suspended": _stops(Institution, "institution", "suspended", "institution"),
    "institution_resumed": _resumes(Institution, "institution", "active"),
    "person_added": _person_added,
    "person_edited": _person_edited,
    "person_suspended": _stops(Person, "person", "suspended", "person"),
    "person_resumed": _resumes(Person, "person", "active"),
    "person_erased": _person_erased,
    "filing_filed": _filing_filed,
    "filing_approved": _filing_approved,
    "filing_withdrawn": _filing_withdrawn,
    "pass_issued": _pass_issued,
    "pass_suspended": _stops(Pass, "pass", "suspended", None),
    "pass_resumed": _resumes(Pass, "pass", "good"),
    "pass_revoked": _stops(Pass, "pass", "revoked", None),
    "watch_added": _watch_added,
    "watch_lifted": _watch_lifted,
    "case_closed": _case_closed,
}
