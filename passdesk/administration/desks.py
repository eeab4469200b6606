"""Desks: changed, confirmed after a journal went on, disabled."""

from collections.abc import Sequence

from msgspec import Struct

from passdesk.domain.entries import Entry
from passdesk.domain.people import DESK_ROLES, Desk, Enrolment
from passdesk.domain.zone import Policy
from passdesk.errors import Declined, Misuse
from passdesk.store.acts import Acting
from passdesk.store.desk_store import DeskStore
from passdesk.store.policy_here import policy_here

LONGEST_NAME = 64


class Place(Struct, frozen=True, kw_only=True):
    """What a desk is for: its roles, the lanes it serves, the institutions it issues for (empty: every one)."""

    name: str
    roles: Sequence[str]
    lanes: Sequence[str] = ()
    institutions: Sequence[bytes] = ()

    def to_body(self) -> dict[str, object]:
        return {
            "name": self.name.strip(),
            "roles": list(self.roles),
            "lanes": list(self.lanes),
            "institutions": list(self.institutions) or None,
        }


def change(acting: Acting, desk: bytes, place: Place) -> Entry:
    """Give a desk other roles, lanes or institutions; its register starts anew with its next exchange."""
    check_place(policy_here(acting.store, acting.clock), place)
    held(acting.store, desk)
    return acting.act("desk_changed", {"desk": desk, **place.to_body()})


def confirm(acting: Acting, desk: bytes) -> Entry:
    """Say that a desk whose journal went on under a new key is the one it was; `Declined` where that was said."""
    if held(acting.store, desk).state == "active":
        raise Declined("This desk is confirmed already.", kept="Nothing was changed.")
    return acting.act("desk_confirmed", {"desk": desk})


def disable(acting: Acting, desk: bytes, reason: str | None = None) -> Entry:
    """Its acts count no more and it receives nothing more; what it recorded stands."""
    return acting.act("desk_disabled", {"desk": desk, "reason": reason})


def listed(store: DeskStore) -> tuple[list[Desk], list[Enrolment]]:
    """Every desk, and every place no desk has taken yet, by name."""
    with store.view() as view:
        desks = sorted(view.all(Desk), key=lambda row: (row.name, row.key))
        places = sorted(view.all(Enrolment), key=lambda row: (row.name, row.key))
    return desks, [place for place in places if place.is_open]


def held(store: DeskStore, desk: bytes) -> Desk:
    """The desk's row; `Declined` where there is none this program can read."""
    with store.view() as view:
        row = view.get(Desk, desk)
    if not isinstance(row, Desk):
        raise Declined("No such desk is known here.", kept="Nothing was changed.", remedy="See: desk list.")
    return row


def check_place(policy: Policy, place: Place) -> None:
    """`Misuse` for a role or lane there is none of, or a checkpoint without a lane."""
    unknown = [role for role in place.roles if role not in DESK_ROLES]
    if unknown or not place.roles:
        what = f"There is no desk role {unknown[0]!r}." if unknown else "A desk needs a role."
        raise Misuse(what, kept="Nothing was changed.", remedy=f"The roles are: {', '.join(DESK_ROLES)}.")
    if not 1 <= len(place.name.strip()) <= LONGEST_NAME:
        raise Misuse(f"A desk needs a name of at most {LONGEST_NAME} characters.", kept="Nothing was changed.")
    if not place.name.isprintable():
        raise Misuse("The name holds characters that can't be shown.", kept="Nothing was changed.")
    lanes = policy.lanes
    missing = [lane for lane in place.lanes if lane not in lanes]
    if missing or ("checkpoint" in place.roles) != bool(place.lanes):
        what = f"The policy has no lane {missing[0]!r}." if missing else "A checkpoint desk, and only it, serves lanes."
        raise Misuse(what, kept="Nothing was changed.", remedy=f"The lanes are: {', '.join(lanes)}.")
