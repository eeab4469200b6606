"""What a granting act asks of the rows it rests on, beyond their being unchanged; the server's enrolling too."""

from collections.abc import Callable, Mapping
from hashlib import sha256
from typing import Any

from passdesk.domain.passes import Pass
from passdesk.domain.people import (
    DESK_ROLES,
    POLICY_KEY,
    ROLES,
    Desk,
    Enrolment,
    Filing,
    Institution,
    IssuingKey,
    Operator,
    Person,
    Policy,
    Watch,
)
from passdesk.domain.register import Draft

Body = Mapping[str, Any]
Check = Callable[[Body, frozenset[bytes], Draft], str | None]


def unfit(kind: str, body: Body, signing: frozenset[bytes], draft: Draft) -> str | None:
    """A short code for what stands against the act, or None. `signing`: the entitled operators who signed."""
    check = _CHECKS.get(kind)
    return check(body, signing, draft) if check is not None else None


def _files(body: Body, _: frozenset[bytes], draft: Draft) -> str | None:
    if (cause := _inactive(body, draft)) is not None:
        return cause
    return None if body["valid_from"] < body["valid_until"] else "empty_validity"


def _approves(body: Body, signing: frozenset[bytes], draft: Draft) -> str | None:
    filing = draft.held(Filing, body["filing"])
    if filing is None or filing.state != "filed":
        return "not_filed"
    if (filing.person, filing.institution) != (body["person"], body["institution"]):
        return "mismatch"
    if not signing - {filing.filed_by}:
        return "same_operator"
    return _inactive(body, draft)


def _issues(body: Body, _: frozenset[bytes], draft: Draft) -> str | None:
    filing, key = draft.held(Filing, body["filing"]), draft.held(IssuingKey, body["key"])
    if filing is None or filing.state != "approved":
        return "not_approved"
    if key is None or key.state != "active":
        return "key_withdrawn"
    named = (body["person"], body["institution"], body["class_number"])
    if (filing.person, filing.institution, filing.class_number) != named or body["lines"] & ~filing.lines:
        return "mismatch"
    if body["expires"] > filing.valid_until or not body["issued_at"] <= body["not_before"] < body["expires"]:
        return "outside_filing"
    replaced = body.get("replaces")
    if replaced is not None and ((old := draft.held(Pass, replaced)) is None or old.person != body["person"]):
        return "mismatch"
    return _inactive(body, draft)


def _inactive(body: Body, draft: Draft) -> str | None:
    person, institution = draft.held(Person, body["person"]), draft.held(Institution, body["institution"])
    if person is None or person.state != "active":
        return "person_suspended"
    if institution is None or institution.state != "active":
        return "institution_suspended"
    return None


def _resumes(kind: type[Institution] | type[Person] | type[Pass], field: str) -> Check:
    def check(body: Body, _: frozenset[bytes], draft: Draft) -> str | None:
        row = draft.held(kind, body[field])
        return None if row is not None and row.state == "suspended" else "not_suspended"

    return check


def _lifts(body: Body, _: frozenset[bytes], draft: Draft) -> str | None:
    row = draft.held(Watch, body["person"])
    return None if row is not None and row.state == "active" else "not_watched"


def _publishes(body: Body, _: frozenset[bytes], draft: Draft) -> str | None:
    row = draft.held(Policy, POLICY_KEY)
    if row is None or body["number"] != row.number + 1:
        return "wrong_number"
    return None if sha256(body["signed"]).digest() == body["hash"] else "mismatch"


def _confirms(body: Body, _: frozenset[bytes], draft: Draft) -> str | None:
    row = draft.held(Desk, body["desk"])
    return None if row is not None and row.state == "unconfirmed" else "not_unconfirmed"


def _enrols(body: Body, _: frozenset[bytes], draft: Draft) -> str | None:
    """The server fills a place as an administrator opened it, once, and never another desk's."""
    place, desk = draft.held(Enrolment, body["enrolment"]), draft.get(Desk, body["desk"])
    if place is None:
        return "not_enrolled"
    if not place.is_open or desk is not None:
        return "already_enrolled"
    asked = tuple(tuple(body.get(field) or ()) for field in ("roles", "lanes", "institutions"))
    return None if asked == (place.roles, place.lanes, place.institutions) else "mismatch"


def _changes_desk(body: Body, signing: frozenset[bytes], draft: Draft) -> str | None:
    row = draft.held(Desk, body["desk"])
    if row is None or row.state == "disabled":
        return "desk_disabled"
    return "server_desk" if "server" in row.roles else _names_roles(DESK_ROLES)(body, signing, draft)


def _names_roles(known: tuple[str, ...]) -> Check:
    def check(body: Body, _: frozenset[bytes], draft: Draft) -> str | None:
        del draft
        return None if body["roles"] and set(body["roles"]) <= set(known) else "unknown_role"

    return check


def _adds_operator(body: Body, signing: frozenset[bytes], draft: Draft) -> str | None:
    if draft.find(Operator, "name", body["name"]):
        return "name_taken"
    return _names_roles(ROLES)(body, signing, draft)


def _renews(body: Body, _: frozenset[bytes], draft: Draft) -> str | None:
    row = draft.held(Operator, body["operator"])
    if row is None or row.state != "active":
        return "operator_disabled"
    used = {row.public_key, *(public for public, *_ in row.former)}
    return "key_used" if body["public_key"] in used else None


_CHECKS: Mapping[str, Check] = {
    "filing_filed": _files,
    "filing_approved": _approves,
    "pass_issued": _issues,
    "institution_resumed": _resumes(Institution, "institution"),
    "person_resumed": _resumes(Person, "person"),
    "pass_resumed": _resumes(Pass, "pass"),
    "watch_lifted": _lifts,
    "policy_published": _publishes,
    "desk_confirmed": _confirms,
    "operator_added": _adds_operator,
    "operator_renewed": _renews,
    "enrolment_opened": _names_roles(DESK_ROLES),
    "desk_enrolled": _enrols,
    "desk_changed": _changes_desk,
}
