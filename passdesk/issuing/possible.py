"""What can be done with a person at this desk now, and what stands against it: the same table that judges the acts."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Any, Literal

from msgspec import Struct

from passdesk.domain.judging import Judged, entitled
from passdesk.domain.kinds import KINDS
from passdesk.domain.passes import Pass
from passdesk.domain.people import Desk, Filing, Person, Watch
from passdesk.domain.register import Draft
from passdesk.store.acts import Acting
from passdesk.store.told import seconds

Doing = Literal[
    "edit", "file", "approve", "issue", "print", "replace", "withdraw", "suspend", "resume", "revoke", "suspend_person",
    "resume_person", "watch", "lift", "erase",
]  # fmt: skip
Against = Literal["", "not_entitled", "own_filing"]
_KIND: Mapping[Doing, str] = {
    "edit": "person_edited", "file": "filing_filed", "approve": "filing_approved", "issue": "pass_issued",
    "replace": "pass_issued", "withdraw": "filing_withdrawn", "suspend": "pass_suspended", "resume": "pass_resumed",
    "revoke": "pass_revoked", "suspend_person": "person_suspended", "resume_person": "person_resumed",
    "watch": "watch_added", "lift": "watch_lifted", "erase": "person_erased",
}  # fmt: skip
_FIELD: Mapping[str, str] = {"filing_approved": "filing", "filing_withdrawn": "filing"}


class Possible(Struct, frozen=True):
    """Something the state of `row` (the key of a person, filing or pass) allows. `against`: why this operator can't
    do it all the same, "" where they can. What the service then says still decides. `revoked`: the pass to be issued
    would stand in place of one that somebody revoked."""

    doing: Doing
    row: bytes
    against: Against = ""
    revoked: bool = False


def entitled_kinds(acting: Acting) -> frozenset[str]:
    """The acts of this work that the operator may write at this desk at all, whatever they are about."""
    journal, signers = acting.store.journal.id, frozenset({acting.signer.operator})
    kinds = (*_KIND.values(), "person_added", "institution_added", "institution_suspended", "institution_resumed")
    with acting.store.view() as view:
        draft = Draft(view)
        desk = draft.held(Desk, journal)
        here = frozenset(desk.roles) if desk is not None else frozenset()
        return frozenset(
            kind for kind in kinds
            if KINDS[kind].desks & here and entitled(Judged(kind, {}, journal, signers), KINDS[kind], draft)
        )  # fmt: skip


def possible(acting: Acting, person: bytes) -> tuple[Possible, ...]:
    """Everything the person's state allows, in the order of the work."""
    now = seconds(acting.store, acting.clock())
    with acting.store.view() as view:
        row = view.get(Person, person)
        if not isinstance(row, Person):
            return ()
        if row.state == "erased":
            return ()
        filings, passes = view.find(Filing, "person", person), view.find(Pass, "person", person)
        watch, draft = view.get(Watch, person), Draft(view)
        found = [
            *_about_filings(row, filings, passes, now),
            *_about_passes(passes, filings, now),
            *_about_person(row, watch if isinstance(watch, Watch) else None),
        ]
        own = {one.key for one in filings if one.filed_by == acting.signer.operator}
        return tuple(
            Possible(
                doing, key, _against(acting, draft, person, doing, key, own),
                revoked=doing == "issue" and newest_revoked(passes, key),
            )
            for doing, key in found
        )  # fmt: skip


def newest_revoked(passes: Collection[Pass], filing: bytes) -> bool:
    """Whether of a person's passes the newest, or the newest on this filing, was revoked."""
    newest = max(passes, key=_issued, default=None)
    here = max((one for one in passes if one.filing == filing), key=_issued, default=None)
    return any(one is not None and one.state == "revoked" for one in (newest, here))


def _issued(one: Pass) -> tuple[int, bytes]:
    return one.issued_at, one.key


def _about_filings(
    row: Person, filings: Iterable[Filing], passes: Iterable[Pass], now: int
) -> Iterator[tuple[Doing, bytes]]:
    covered = {one.filing for one in passes if one.state in ("good", "suspended") and one.expires > now}
    for one in filings:
        if one.state == "filed":
            yield "approve", one.key
        if one.state == "approved" and one.valid_until > now and one.key not in covered and row.state == "active":
            yield "issue", one.key
        if one.state != "withdrawn":
            yield "withdraw", one.key


def _about_passes(passes: Iterable[Pass], filings: Iterable[Filing], now: int) -> Iterator[tuple[Doing, bytes]]:
    in_force = {one.key for one in filings if one.state == "approved" and one.valid_until > now}
    for one in passes:
        if one.state == "good" and one.expires > now:
            yield "print", one.key
        if one.state in ("good", "suspended"):
            if one.filing in in_force:
                yield "replace", one.key
            yield ("suspend" if one.state == "good" else "resume"), one.key
            yield "revoke", one.key


def _about_person(row: Person, watch: Watch | None) -> Iterator[tuple[Doing, bytes]]:
    yield "edit", row.key
    yield "file", row.key
    yield ("suspend_person" if row.state == "active" else "resume_person"), row.key
    yield ("lift" if watch is not None and watch.state == "active" else "watch"), row.key
    yield "erase", row.key


def _against(acting: Acting, draft: Draft, person: bytes, doing: Doing, key: bytes, own: set[bytes]) -> Against:
    if doing == "print":
        return ""
    kind = _KIND[doing]
    body: dict[str, Any] = {"person": person}
    if kind.startswith(("filing_", "pass_")) and doing != "file":
        body["filing" if doing == "issue" else _FIELD.get(kind, "pass")] = key
    act = Judged(kind, body, acting.store.journal.id, frozenset({acting.signer.operator}))
    desk = draft.held(Desk, acting.store.journal.id)
    if desk is None or not KINDS[kind].desks & set(desk.roles) or not entitled(act, KINDS[kind], draft):
        return "not_entitled"
    return "own_filing" if doing == "approve" and key in own else ""
