"""What of the register each desk role receives."""

from typing import Any

import pytest
from msgspec.structs import replace

from passdesk.domain import canonical
from passdesk.domain.movements import TRAIL
from passdesk.domain.people import DESK_ROLES, Person, Watch
from passdesk.domain.register import Row
from passdesk.domain.tables import STAYS_HOME, TABLES, columns_for, is_sent
from tests.domain.builders import Park, ident, key_of, move, peopled

SENT: dict[str, set[str]] = {
    "zone": set(DESK_ROLES),
    "policy": set(DESK_ROLES),
    "institution": set(DESK_ROLES),
    "person": set(DESK_ROLES),
    "filing": set(DESK_ROLES),
    "pass": set(DESK_ROLES),
    "operator": set(DESK_ROLES),
    "issuing_key": set(DESK_ROLES),
    "desk": set(DESK_ROLES),
    "enrolment": {"admin"},
    "watch": {"checkpoint", "records", "admin"},
    "note": {"checkpoint", "records", "admin"},
    "stale_accepted": {"checkpoint", "records", "admin"},
    "evacuation": set(DESK_ROLES),
    "presence": {"checkpoint", "records", "admin"},
    "aside": {"checkpoint", "records", "admin"},
    "escorted": {"checkpoint", "records", "admin"},
    "mustered": set(DESK_ROLES),
    "case": set(DESK_ROLES),
    "times": set(),
    "shown": set(),
    "unanchored": set(),
}
HIDDEN = {
    ("person", "checkpoint"): {"documents", "contact", "original_photo", "note", "past"},
    ("pass", "checkpoint"): {"token"},
    ("watch", "checkpoint"): {"reason"},
    ("note", "checkpoint"): {"past"},
    ("presence", "checkpoint"): {"trail", "base", "annulled", "hosts"},
    ("presence", "records"): {"trail", "base", "annulled", "hosts"},
    ("presence", "admin"): {"trail", "base", "annulled", "hosts"},
}


@pytest.mark.parametrize("table", TABLES)
def test_who_receives_a_table(table: str) -> None:
    assert {role for role in DESK_ROLES if is_sent(table, [role])} == SENT[table]
    assert (not SENT[table]) == (table in STAYS_HOME)
    assert not is_sent(table, [])


def lived() -> Park:
    zone = peopled()
    every: dict[str, Any] = {
        name: key_of(name) for name in ("documents", "contact", "gate_photo", "original_photo", "note")
    }
    zone.do("office", "person_edited", "hr", person=ident("lin"), **every)
    zone.do("office", "person_edited", "hr", person=ident("lin"), note=key_of("newer"))
    zone.do("board", "watch_added", "supervisor", person=ident("lin"), action="refuse", reason="why")
    for minute in range(1, TRAIL + 4):
        mark = move(zone, "gate1", minute, "entry" if minute % 2 else "exit", host=ident("host"))
    zone.do("gate1", "annulled", "guard", person=ident("lin"), shown=list(mark), movement=list(mark), reason="slip")
    zone.do("gate1", "note_set", "guard", person=ident("lin"), note=key_of("old officer's note"))
    zone.do("gate1", "note_set", "guard", person=ident("lin"), note=key_of("officer's note"))
    return zone


@pytest.mark.parametrize("role", DESK_ROLES)
def test_what_each_role_sees_of_a_row(role: str) -> None:
    for row in lived().view.rows.values():
        assert isinstance(row, Row)
        if not is_sent(row.TABLE, [role]):
            continue
        seen = columns_for(row, [role])
        blank = {name for name in row.__struct_fields__ if getattr(seen, name) != getattr(row, name)}
        assert blank == HIDDEN.get((row.ref[0], role), set()), row.ref


def test_a_desk_of_two_roles_sees_what_either_may_see() -> None:
    zone = lived()
    person, watch = zone.row(Person, "lin"), zone.row(Watch, "lin")
    assert columns_for(person, ["checkpoint", "issuing"]) == person
    assert columns_for(watch, ["checkpoint", "issuing"]) == replace(watch, reason="")
    assert columns_for(watch, ["checkpoint", "admin"]) == watch


@pytest.mark.parametrize("kind", TABLES.values(), ids=TABLES)
def test_every_index_is_a_field(kind: Any) -> None:
    assert set(kind.INDEXED) <= set(kind.__struct_fields__)
    assert TABLES[kind.TABLE] is kind


def test_every_row_a_zone_makes_survives_its_travel() -> None:
    for (table, _), row in lived().view.rows.items():
        kind = TABLES[table]
        assert isinstance(row, kind)
        assert kind.from_map(canonical.decode(canonical.encode(row.to_map()))) == row
