"""Rows as they travel, and the draft a fold writes on."""

from typing import Any

import pytest

from passdesk.domain.movements import Case, Presence, Shown
from passdesk.domain.people import Desk, Operator, Person
from passdesk.domain.register import Draft, MemoryView, TooNew
from passdesk.errors import Damaged
from tests.domain.builders import desk_row, ident, key_of, operator_row

LIN = Person(key=ident("lin"), names=key_of("names"), institutions=(ident("a"), ident("b")))
KIM = Person(key=ident("kim"), institutions=(ident("b"),))
WU = Person(key=ident("wu"))


def test_defaults_do_not_travel() -> None:
    assert WU.to_map() == {"key": ident("wu")}
    assert LIN.to_map() == {"key": LIN.key, "names": LIN.names, "institutions": LIN.institutions}


DAMAGED: dict[str, tuple[Any, dict[str, Any]]] = {
    "no key": (Person, {}),
    "unknown field": (Person, {"key": ident("lin"), "shoe_size": 42}),
    "lacks a field": (Operator, {"key": ident("hr"), "name": "hr"}),
    "text for a key": (Person, {"key": "lin"}),
    "number for a name": (Operator, {**operator_row("hr", ("hr",)).to_map(), "name": 7}),
    "text for roles": (Operator, {**operator_row("hr", ("hr",)).to_map(), "roles": "hr"}),
    "true for a number": (Desk, {**desk_row("gate1", ("checkpoint",)).to_map(), "scope": True}),
    "number for true": (Presence, {"key": b"", "inside": 1, "at": 1, "lane": "", "movement": [b"", 1]}),
    "null where none may be": (Person, {"key": ident("lin"), "institutions": None}),
    "number for a state": (Person, {"key": ident("lin"), "state": 7}),
    "a map": (Person, {"key": ident("lin"), "names": {"a": 1}}),
}


@pytest.mark.parametrize(("kind", "body"), DAMAGED.values(), ids=DAMAGED)
def test_a_row_of_another_form_is_damaged(kind: Any, body: dict[str, Any]) -> None:
    with pytest.raises(Damaged):
        kind.from_map(body)


def test_lists_become_tuples() -> None:
    row = Case.from_map({"key": b"k", "kind": "unread", "entries": [[ident("gate1"), 1]], "at": 1, "person": None})
    assert row.entries == ((ident("gate1"), 1),)


def test_a_draft_lies_over_its_view() -> None:
    draft = Draft(MemoryView([LIN, KIM]))
    moved = Person(key=KIM.key, institutions=(ident("a"),))
    draft.put(moved)
    draft.put(WU)
    draft.drop(LIN)
    assert (draft.get(Person, LIN.key), draft.held(Person, KIM.key), draft.held(Person, WU.key)) == (None, moved, WU)
    assert draft.find(Person, "institutions", ident("b")) == []
    assert draft.find(Person, "institutions", ident("a")) == [moved]
    assert draft.changes == {KIM.ref: moved, WU.ref: WU, LIN.ref: None}


def test_a_draft_reads_each_row_once() -> None:
    view = MemoryView([LIN])
    draft = Draft(view)
    assert draft.get(Person, LIN.key) == LIN
    view.rows.clear()
    assert draft.get(Person, LIN.key) == LIN


def test_a_row_too_new_is_told_and_never_written_over() -> None:
    view, newer = MemoryView(), TooNew("person", LIN.key, 2)
    view.rows[LIN.ref] = newer
    draft = Draft(view)
    draft.put(LIN)
    assert (draft.get(Person, LIN.key), draft.held(Person, LIN.key), draft.changes) == (newer, None, {})
    assert draft.too_new(Person, LIN.key)
    assert not draft.too_new(Person, KIM.key)
    assert view.get(Person, LIN.key) == newer
    assert view.find(Person, "institutions", ident("a")) == []


def test_finding_in_memory() -> None:
    view = MemoryView([LIN, KIM, WU, operator_row("hr", ("hr",))])
    assert view.find(Person, "institutions", ident("b")) == [LIN, KIM]
    assert view.find(Operator, "name", "hr") == [operator_row("hr", ("hr",))]
    assert view.find(Shown, "person", LIN.key) == []
    view.apply({LIN.ref: None, KIM.ref: None, ("person", b"never there"): None})
    assert view.find(Person, "institutions", ident("b")) == []
    assert view.get(Operator, ident("lin")) is None
