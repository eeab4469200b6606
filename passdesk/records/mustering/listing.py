"""The muster with names beside the ids: what a screen lists and a page prints."""

from collections.abc import Iterable, Iterator, Mapping

from msgspec import Struct

from passdesk.credential.short_number import short_number
from passdesk.domain.attachments import Attachment, Names, read_names
from passdesk.domain.movements import Presence
from passdesk.domain.people import Institution, Person
from passdesk.domain.register import View
from passdesk.errors import Damaged
from passdesk.records.mustering.counting import Expected, Muster, Ticked
from passdesk.records.numbered import is_by_pass, numbered
from passdesk.store.desk_store import DeskStore
from passdesk.store.name_words import words

_NOBODY = Names("", "")


class Listed(Struct, frozen=True):
    """Somebody of a muster. `names` are empty where they are not here, and `numbered` of the bearer of a pass nobody
    has heard of; `photo`: hash of the gate photo, where its row names one; `words`: what they are found by, without
    accents, case or a character's written form."""

    of: Expected
    names: Names
    institutions: tuple[Names, ...]
    photo: bytes | None
    words: tuple[str, ...] = ()


class MusterList(Struct, frozen=True):
    """`people` in the muster's order; `besides`: found, although nothing here has them inside."""

    muster: Muster
    people: tuple[Listed, ...]
    besides: tuple[Listed, ...]


def listed(store: DeskStore, muster: Muster) -> MusterList:
    """Everybody of the muster, named as far as this desk can."""
    besides = tuple(map(_besides, muster.besides))
    everybody = (*muster.expected, *besides)
    with store.view() as view:
        rows = {one.person: row for one in everybody if isinstance(row := view.get(Person, one.person), Person)}
        called = {row.key: row.called for row in view.all(Institution)}
        unheard = {one.person for one in everybody if one.person not in rows and _came_by_pass(view, one)}
    hashes = [row.names for row in rows.values() if row.names is not None]
    names = dict(_names(store.attachments.get_many(hashes)))
    people = tuple(
        _numbered(one) if one.person in unheard else _listed(one, rows.get(one.person), names, called)
        for one in everybody
    )
    return MusterList(muster, people[: len(muster.expected)], people[len(muster.expected) :])


def _besides(ticked: Ticked) -> Expected:
    return Expected(ticked.person, 0, "", (), inside=False, found=ticked)


def _came_by_pass(view: View, one: Expected) -> bool:
    if "pass_unheard" in one.doubts:
        return True
    row = view.get(Presence, one.person)
    return isinstance(row, Presence) and is_by_pass(row)


def _numbered(one: Expected) -> Listed:
    number = numbered(one.person)
    return Listed(one, number, (), None, tuple(words(f"{number.latin} {short_number(one.person)}")))


def _listed(one: Expected, row: Person | None, names: Mapping[bytes, Names], called: Mapping[bytes, Names]) -> Listed:
    if row is None:
        return Listed(one, _NOBODY, (), None)
    institutions = tuple(called[key] for key in row.institutions if key in called)
    held = names.get(row.names or b"", _NOBODY)
    said = " ".join((held.both, *(name.both for name in institutions), one.lane))
    return Listed(one, held, institutions, row.gate_photo, tuple(words(said)))


def _names(held: Mapping[bytes, Attachment]) -> Iterator[tuple[bytes, Names]]:
    for hash_, attachment in held.items():
        try:
            yield hash_, read_names(attachment.content)
        except Damaged:
            continue


def photos(store: DeskStore, people: Iterable[Listed]) -> dict[bytes, bytes]:
    """Their pictures by hash, those that are here: JPEG or PNG, as they were kept."""
    held = store.attachments.get_many(one.photo for one in people if one.photo is not None)
    return {hash_: attachment.content for hash_, attachment in held.items() if attachment.group == "gate_photo"}
