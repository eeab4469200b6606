"""Which person, institution, pass or entry a word on the command line means."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

from passdesk.credential.short_number import is_mistyped, parse_short_number
from passdesk.domain.passes import Pass
from passdesk.domain.people import Desk, Enrolment, Institution, Operator, Person
from passdesk.domain.register import Mark
from passdesk.domain.zone import Policy
from passdesk.errors import Misuse
from passdesk.records import search
from passdesk.records.pass_states import PassState
from passdesk.store.desk_store import DeskStore


def identifier(text: str, what: str) -> bytes:
    """A 16-byte id in hex."""
    try:
        key = bytes.fromhex(text)
    except ValueError:
        key = b""
    if len(key) != 16:
        raise Misuse(f"{text!r} is no id of a {what}.", kept="Nothing was changed.", remedy="An id is 32 hex digits.")
    return key


def person(store: DeskStore, text: str) -> Person:
    """The one person of this id, short number or name."""
    found = search.find(store, text, by_name=True, limit=6)
    if len(found) == 1:
        return found[0].person
    if not found:
        _check_digit(text)
        raise Misuse(f"Nobody here is {text!r}.", kept="Nothing was changed.", remedy="See: passdesk person find NAME")
    ids = ", ".join(f"{one.person.key.hex()} {name_of(store, one.person)}" for one in found[:5])
    raise Misuse(f"{text!r} fits several people: {ids}.", kept="Nothing was changed.", remedy="Give the id.")


def institution(store: DeskStore, text: str) -> Institution:
    """The one institution of this id or name."""
    found = search.institutions_called(store, text)
    if len(found) == 1:
        return found[0]
    ids = ", ".join(f"{row.key.hex()} {row.called.both}" for row in found[:5])
    raise Misuse(
        f"{text!r} fits several institutions: {ids}." if found else f"No institution here is {text!r}.",
        kept="Nothing was changed.",
        remedy="Give the id." if found else "See: passdesk institution list",
    )


def a_pass(store: DeskStore, text: str) -> bytes:
    """The id of the one pass of this id or short number."""
    number = parse_short_number(text)
    if number is None:
        _check_digit(text)
        return identifier(text, "pass")
    with store.view() as view:
        found = view.find(Pass, "short_number", number)
    if len(found) != 1:
        raise Misuse(f"No single pass here has the number {text}.", kept="Nothing was changed.", remedy="Give its id.")
    return found[0].key


def _check_digit(text: str) -> None:
    """`Misuse` for a short number with a slip in it."""
    if is_mistyped(text):
        raise Misuse(
            f"The check digit of {text} does not fit: a digit is wrong, or two have changed places.",
            kept="Nothing was changed.",
            remedy="Read the number on the badge again.",
        )


def entry(store: DeskStore, text: str) -> Mark:
    """An entry of this desk's journal by its number, or any by JOURNAL:NUMBER."""
    journal, colon, number = text.rpartition(":")
    if not (number.isascii() and number.isdigit() and len(number) < 16):
        raise Misuse(f"{text!r} names no entry.", remedy="Give its number, or JOURNAL:NUMBER.")
    return (identifier(journal, "journal") if colon else store.journal.id, int(number))


def class_word(policy: Policy | None, number: int) -> str:
    """The code of a pass class, as `--class` takes it; its number where the policy names none."""
    known = None if policy is None else policy.classes.get(number)
    return str(number) if known is None else known.code


def name_of(store: DeskStore, row: Person) -> str:
    """The person's names in both scripts; empty where they have not come, or were erased."""
    names = store.names_of(row.names) if row.names is not None else None
    return f"{names.latin} {names.chinese}".strip() if names is not None else ""


def names_of(store: DeskStore, people: Iterable[bytes | None]) -> dict[bytes | None, str]:
    """The names of these people, where this desk holds them."""
    with store.view() as view:
        rows = {key: view.get(Person, key) for key in people if key is not None}
    return {key: name_of(store, row) for key, row in rows.items() if isinstance(row, Person)}


def summary(one: search.Found, states: Mapping[bytes, PassState], *, as_json: bool) -> dict[str, Any]:
    """A found person as a row of a list; what stops a pass stands within its words, or apart for programs."""
    held = [(row.short_number, states[row.key]) for row in one.passes]
    row = {
        "person": one.person.key,
        "latin": one.names.latin if one.names else "",
        "chinese": one.names.chinese if one.names else "",
        "institutions": [names.both for names in one.institutions.values()],
        "state": as_known(one.person.state, unconfirmed=one.unconfirmed),
    }
    if as_json:
        stopped = {number: state.stopped_by for number, state in held if state.stopped_by}
        language = one.names.language if one.names else ""
        passes = [f"{number} {state.state}" for number, state in held]
        return {**row, "language": language, "passes": passes, "stopped_by": stopped}
    return {**row, "passes": "; ".join(f"{number} {state.words}" for number, state in held)}


def as_known(state: str, *, unconfirmed: bool) -> str:
    """A state with what is still open about it."""
    return f"{state}, not yet confirmed by the server" if unconfirmed else state


def desk(store: DeskStore, text: str, states: Collection[str] = ()) -> Desk:
    """The one desk of this id or name.

    Where a journal went on, both bear the name: with `states`, meant is one in a state that the command needs, and of
    several the newest.
    """
    with store.view() as view:
        found = [row for row in view.all(Desk) if text in (row.name, row.key.hex())]
    if states:
        found = _newest([row for row in found if row.state in states] or found)
    if len(found) == 1:
        return found[0]
    what = f"{text!r} is the name of several desks." if found else f"{text!r} is not the name or id of a desk."
    raise Misuse(what, kept="Nothing was changed.", remedy="Give the id: see `passdesk desk list`.")


def place(store: DeskStore, text: str) -> Enrolment:
    """The one place of this id or name that no desk has taken yet."""
    with store.view() as view:
        found = [row for row in view.all(Enrolment) if row.is_open and text in (row.name, row.key.hex())]
    if len(found) == 1:
        return found[0]
    what = f"Several places are called {text!r}." if found else f"No place called {text!r} waits for its desk."
    raise Misuse(what, kept="Nothing was changed.", remedy="Give the id: see `passdesk desk list`.")


def _newest(rows: Sequence[Desk]) -> list[Desk]:
    """Those that none of the others continues."""
    former = {row.continues for row in rows}
    return [row for row in rows if row.key not in former]


def operator(store: DeskStore, text: str) -> Operator:
    """The one operator of this id or name."""
    with store.view() as view:
        found = [row for row in view.all(Operator) if text in (row.name, row.key.hex())]
    if len(found) == 1:
        return found[0]
    raise Misuse(f"{text!r} is not the name or id of one operator.", remedy="See: passdesk operator list")
