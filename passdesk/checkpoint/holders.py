"""Whose pass it is: what an officer compares with the person who stands there."""

from msgspec import Struct

from passdesk.checkpoint.answers import Recorded
from passdesk.checkpoint.officer_notes import note_of
from passdesk.domain.attachments import Names, read_names
from passdesk.domain.movements import Presence
from passdesk.domain.passes import ByHand, Claims, Pass, Verified
from passdesk.domain.people import Institution, Person
from passdesk.domain.register import View
from passdesk.errors import Damaged
from passdesk.store.desk_store import DeskStore

_NOBODY = Names("", "")


class Holder(Struct, frozen=True):
    """`names` are empty where they have not come or were erased. `known`: the register knows the pass; else class,
    lines and end (seconds UTC) are the token's, and the institution the one of its tag, if there is one.

    `photo`: the gate photo as JPEG, where it is here. `presence`: where they were last seen, before this presentation.
    `note`: what officers are to know of them, "" for nothing.
    """

    names: Names
    institution: Names
    class_number: int
    lines: int
    expires: int
    known: bool
    photo: bytes | None = None
    presence: Presence | None = None
    short_number: str = ""
    note: str = ""


def holder_of(store: DeskStore, answer: Recorded) -> Holder | None:
    """The holder of the pass that was shown, or whom an officer found; None where its signature does not hold."""
    verdict, token = answer.verdict, answer.token
    if isinstance(token, ByHand):
        return found_by_hand(store, answer)
    if not verdict.verified or not isinstance(token, Verified):
        return None
    with store.view() as view:
        known = view.get(Pass, verdict.pass_id) if verdict.pass_id is not None else None
        if isinstance(known, Pass):
            person = view.get(Person, known.person)
            names = names_of(store, person)
            where = called(view.get(Institution, known.institution))
            lines, expires = known.lines & token.claims.lines, min(known.expires, token.claims.expires)
            return Holder(
                names, where, known.class_number, lines, expires, known=True, photo=photo_of(store, answer.photo),
                presence=answer.before, short_number=known.short_number, note=note_of(store, known.person),
            )  # fmt: skip
        return _unknown(view, token.claims)


def found_by_hand(store: DeskStore, answer: Recorded) -> Holder | None:
    """By their pass; who has none, by the institution where they are filed."""
    verdict = answer.verdict
    with store.view() as view:
        person = view.get(Person, verdict.person) if verdict.person is not None else None
        if not isinstance(person, Person):
            return None
        names, photo = names_of(store, person), photo_of(store, answer.photo)
        known = view.get(Pass, verdict.pass_id) if verdict.pass_id is not None else None
        if not isinstance(known, Pass):
            where = called(view.get(Institution, person.institutions[0])) if person.institutions else _NOBODY
            note = note_of(store, verdict.person)
            return Holder(names, where, 0, 0, 0, known=False, photo=photo, presence=answer.before, note=note)
        where = called(view.get(Institution, known.institution))
    return Holder(
        names, where, known.class_number, known.lines, known.expires, known=True, photo=photo, presence=answer.before,
        short_number=known.short_number, note=note_of(store, verdict.person),
    )  # fmt: skip


def _unknown(view: View, claims: Claims) -> Holder:
    tagged = list(view.find(Institution, "tag", claims.tag))
    where = called(tagged[0]) if len(tagged) == 1 else _NOBODY
    return Holder(_NOBODY, where, claims.class_number, claims.lines, claims.expires, known=False)


def called(row: object) -> Names:
    """An institution's names; empty where the row is none."""
    return row.called if isinstance(row, Institution) else _NOBODY


def names_of(store: DeskStore, person: object) -> Names:
    """Whom a row is about; empty where it is none, or where the names have not come or are gone."""
    hash_ = person.names if isinstance(person, Person) else None
    held = store.attachments.get(hash_) if hash_ is not None else None
    try:
        return read_names(held.content) if held is not None else _NOBODY
    except Damaged:
        return _NOBODY


def photo_of(store: DeskStore, hash_: bytes | None) -> bytes | None:
    """A picture by its hash, where it is here."""
    held = store.attachments.get(hash_) if hash_ is not None else None
    return held.content if held is not None else None
