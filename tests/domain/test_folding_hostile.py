"""Entries that are wrong, hostile or newer, come again or in another order: fold tells, and never raises."""

from collections.abc import Mapping
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from passdesk.domain.folding import fold
from passdesk.domain.judging import Quarantined
from passdesk.domain.kinds import KINDS
from passdesk.domain.movements import Case, Presence
from passdesk.domain.people import Desk, Person
from passdesk.domain.register import MemoryView, TooNew
from tests.domain.builders import MINUTE, Journal, Park, add_person, ident, peopled, shown, why

WRONG: dict[str, dict[str, Any]] = {
    "lacks a field": {"verdict": None},
    "unknown field": {"colour": "red"},
    "unknown verdict": {"verdict": "perhaps"},
    "person too short": {"person": b"x"},
    "person a text": {"person": "x" * 16},
    "after a number": {"after": 7},
    "after of seq 0": {"after": [ident("gate1"), 0]},
    "after true": {"after": [ident("gate1"), True]},
    "verified 1": {"verified": 1},
    "reasons a text": {"reasons": "expired"},
    "a reason that is a list": {"reasons": [[[[]]]]},
    "lane of a thousand": {"lane": "x" * 1000},
    "lane with a newline": {"lane": "a\nb"},
    "age below 0": {"age": -1},
}


@pytest.mark.parametrize("wrong", WRONG.values(), ids=WRONG)
def test_a_malformed_fact_moves_nobody_and_is_told(wrong: dict[str, Any]) -> None:
    zone = peopled()
    assert why(zone.do("gate1", "shown", **{**shown(), **wrong}).judgement) == "malformed"
    assert zone.inside("lin") is None
    (case,) = zone.cases()
    assert (case.kind, case.cause, case.entries) == ("unread", "malformed", ((ident("gate1"), 1),))


def test_a_malformed_act_is_quarantined_with_a_case() -> None:
    zone = peopled()
    text: dict[str, Any] = {"pass": "lin"}
    assert why(zone.do("board", "pass_revoked", "supervisor", **text).judgement) == "malformed"
    assert [case.kind for case in zone.cases()] == ["stale_grant"]


values = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(1 << 64), (1 << 64) - 1)
    | st.sampled_from([b"", bytes(16), ident("lin"), ident("lin-pass"), bytes(32), ident("gate1"), "", "refuse", "x"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from("abc"), inner, max_size=2),
    max_leaves=6,
)


@st.composite
def hostile(draw: st.DrawFn) -> tuple[str, Mapping[str, Any]]:
    kind = draw(st.sampled_from(sorted(KINDS)))
    names = st.sampled_from([*KINDS[kind].body, "colour"])
    return kind, draw(st.dictionaries(names, values, max_size=30))


SIGNERS = ["root", "admin", "hr", "both", "supervisor", "guard", "gate1", "stranger"]


@settings(max_examples=400)
@given(hostile(), st.sampled_from(["gate1", "office", "head", "server", "nowhere"]), st.sets(st.sampled_from(SIGNERS)))
def test_whatever_a_body_holds_fold_never_raises(what: tuple[str, Mapping[str, Any]], desk: str, by: set[str]) -> None:
    zone = PEOPLED
    folded = fold(Journal(desk).write(*what), zone.view, signers=frozenset(map(ident, by)))
    if isinstance(folded.judgement, Quarantined):
        assert {type(row).TABLE for row in folded.changes.values() if row} <= {"case", "times"}


PEOPLED = peopled()

ACTS: dict[str, tuple[str, str, dict[str, Any]]] = {
    "shown": ("gate1", "", shown()),
    "person_suspended": ("board", "supervisor", {"person": ident("lin")}),
    "person_edited": ("office", "hr", {"person": ident("lin"), "names": bytes(32)}),
    "person_erased": ("board", "supervisor", {"person": ident("lin"), "hashes": []}),
    "watch_added": ("board", "supervisor", {"person": ident("lin"), "action": "attention"}),
    "filing_withdrawn": ("office", "hr", {"filing": ident("lin-filing")}),
    "pass_revoked": ("board", "supervisor", {"pass": ident("lin-pass")}),
    "institution_suspended": ("board", "supervisor", {"institution": ident("institute")}),
    "issuing_key_withdrawn": ("head", "admin", {"key": ident("key")}),
    "operator_disabled": ("head", "admin", {"operator": ident("hr")}),
    "desk_disabled": ("head", "admin", {"desk": ident("gate2")}),
}


@pytest.mark.parametrize("kind", ACTS)
def test_rows_of_a_newer_shape_are_never_written_over_and_never_in_the_way(kind: str) -> None:
    desk, by, body = ACTS[kind]
    newer = peopled()
    newer.do("gate1", "shown", **shown())
    newer.do("board", "watch_added", "supervisor", person=ident("lin"), action="refuse")
    for table, key in list(newer.view.rows):
        zone = Park(MemoryView())
        zone.view.rows = {**newer.view.rows, (table, key): TooNew(table, key, 2)}
        zone.journals = {name: Journal(name, head=had.head) for name, had in newer.journals.items()}
        zone.do(desk, kind, (by,) if by else (), **body)
        assert zone.view.rows[table, key] == TooNew(table, key, 2), (table, key)


# --- again, and in another order


@pytest.mark.parametrize("kind", ["passed", "awaited"])
def test_folding_a_movement_again_changes_nothing(kind: str) -> None:
    zone = peopled()
    zone.do("gate2", "shown", at=1, **shown())
    entry = zone.write("gate1", "shown", at=MINUTE, **shown(outcome=None if kind == "awaited" else "passed"))
    zone.take(entry)
    before = dict(zone.view.rows)
    zone.take(entry)
    assert zone.view.rows == before


def test_a_person_is_where_their_latest_movement_put_them_whatever_comes_late() -> None:
    zone = peopled()
    zone.do("gate1", "shown", at=5 * MINUTE, **shown(direction="exit"))
    zone.do("gate2", "shown", at=2 * MINUTE, **shown())
    presence = zone.row(Presence, "lin")
    assert (presence.inside, presence.movement) == (False, (ident("gate1"), 1))


moves = st.lists(
    st.tuples(
        st.sampled_from(["gate1", "gate2", "office", "board"]),
        st.integers(0, 20),
        st.sampled_from(["entry", "exit"]),
        st.sampled_from(["passed", "left", None]),
    ),
    max_size=12,
)


@given(moves, st.randoms(use_true_random=False))
def test_the_order_of_journals_does_not_matter_where_people_differ(made: list[Any], random: Any) -> None:
    """Each desk moves one person: any interleaving that keeps each journal's order gives the same rows."""
    one, other = base(), base()
    entries = [
        one.write(desk, "shown", at=at * MINUTE, **shown(PERSON_AT[desk], direction, what))
        for desk, at, direction, what in made
    ]
    for entry in entries:
        one.take(entry)
    for entry in interleaved(entries, random):
        other.take(entry)
    assert one.view.rows == other.view.rows


@given(moves, st.randoms(use_true_random=False))
def test_where_a_person_is_does_not_depend_on_the_order_of_arrival(made: list[Any], random: Any) -> None:
    one, other = base(), base()
    entries = [
        one.write(desk, "shown", at=at * MINUTE, **shown("lin", direction, what)) for desk, at, direction, what in made
    ]
    for entry in entries:
        one.take(entry)
    for entry in interleaved(entries, random):
        other.take(entry)
    assert one.view.get(Presence, ident("lin")) == other.view.get(Presence, ident("lin"))
    assert standing(one) == standing(other)


PERSON_AT = {"gate1": "lin", "gate2": "kim", "office": "wu", "board": "zhou"}


def base() -> Park:
    rows = dict(FOUR.view.rows)
    zone = Park(MemoryView())
    zone.view.rows = rows
    zone.journals = {name: Journal(name, head=had.head) for name, had in FOUR.journals.items()}
    return zone


def four_people() -> Park:
    zone = peopled()
    for name in ("kim", "wu", "zhou"):
        add_person(zone, name)
    return zone


FOUR = four_people()


def interleaved(entries: list[Any], random: Any) -> list[Any]:
    queues: dict[bytes, list[Any]] = {}
    for entry in entries:
        queues.setdefault(entry.content.journal, []).append(entry)
    out = []
    while queues:
        journal = random.choice(sorted(queues))
        out.append(queues[journal].pop(0))
        if not queues[journal]:
            del queues[journal]
    return out


def standing(zone: Park) -> set[Any]:
    return {(case.kind, case.entries) for case in zone.cases() if case.state == "open"}


def test_fold_changes_nothing_itself() -> None:
    zone = peopled()
    before = dict(zone.view.rows)
    folded = fold(zone.write("gate1", "shown", **shown()), zone.view)
    assert zone.view.rows == before
    assert {type(row) for row in folded.changes.values()} >= {Presence}
    assert not any(isinstance(row, Case | Desk | Person) for row in folded.changes.values())
