"""The table of kinds holds together, and names what the design names."""

from typing import Any

import pytest

from passdesk.domain import canonical, shapes
from passdesk.domain.acts import CHANGES
from passdesk.domain.kinds import KINDS, Kind
from passdesk.domain.people import DESK_ROLES, ROLES
from passdesk.domain.tables import TABLES
from tests.domain.builders import ident, issue, key_of

BODY: dict[str, Any] = {
    **issue("lin"), "watch": ident("lin"), "operator": ident("new"), "enrolment": ident("place"),
    "desk": ident("gate"), "key": ident("key"),
}  # fmt: skip
RESTS_ON = {
    "institution_added": ["institution"],
    "institution_resumed": ["institution"],
    "person_added": ["person"],
    "person_resumed": ["person"],
    "watch_lifted": ["watch"],
    "filing_filed": ["filing", "person", "institution"],
    "filing_approved": ["filing", "person", "institution"],
    "pass_issued": ["pass", "filing", "person", "institution", "issuing_key"],
    "pass_resumed": ["pass"],
    "operator_added": ["operator"],
    "operator_renewed": ["operator"],
    "issuing_key_added": ["issuing_key"],
    "enrolment_opened": ["enrolment"],
    "desk_changed": ["desk"],
    "desk_confirmed": ["desk"],
    "policy_published": ["policy"],
}
MAKES = {
    "institution_added", "person_added", "filing_filed", "pass_issued", "operator_added", "issuing_key_added",
    "enrolment_opened",
}  # fmt: skip


SIGNED_FACTS = {
    "shown", "outcome", "set_aside", "returned", "shift_started", "shift_handed_over", "shift_ended",
}  # fmt: skip
"""What officers say happened: it counts also without their signature, as a case."""


@pytest.mark.parametrize("name", KINDS)
def test_a_kind_holds_together(name: str) -> None:
    kind = KINDS[name]
    assert 0 < len(name) <= 40
    assert kind.desks <= {*DESK_ROLES, "server"}
    assert kind.operators <= set(ROLES)
    assert kind.is_act == (kind.nature not in ("fact", "founding"))
    assert kind.signatures == (2 if name == "time_vouched" else int(kind.is_act))
    assert bool(kind.operators) == (kind.is_act or name in SIGNED_FACTS)
    assert all(len(field.encode()) <= 23 for field in kind.body)
    assert ("rests_on" in kind.body) == (kind.nature == "granting")
    assert not kind.is_act or name in CHANGES or name == "time_vouched"  # it changes what time it was


def test_what_grants_rest_on() -> None:
    granting = {name: kind for name, kind in KINDS.items() if kind.nature == "granting"}
    assert {name: [table for table, _ in kind.rests_on(BODY)] for name, kind in granting.items()} == RESTS_ON
    assert {table for refs in RESTS_ON.values() for table in refs} <= set(TABLES)
    assert {name for name, kind in KINDS.items() if kind.makes} == MAKES
    replacing = KINDS["pass_issued"].rests_on({**BODY, "replaces": ident("old")})
    assert replacing[0] == ("pass", ident("lin-pass"))
    assert replacing[-1] == ("pass", ident("old"))


def test_every_change_has_its_kind() -> None:
    assert set(CHANGES) <= set(KINDS)
    assert {name for name in CHANGES if not KINDS[name].is_act} == {
        "zone_founded", "server_adopted", "desk_enrolled", "journal_continued",
    }  # fmt: skip


def test_only_the_server_speaks_for_the_zone() -> None:
    alone = {name for name, kind in KINDS.items() if kind.desks == {"server"}}
    assert alone == {"server_adopted", "desk_enrolled", "server_restored"}


FACTS = [name for name, kind in KINDS.items() if kind.nature == "fact"]
CANDIDATES: list[Any] = [
    *(bytes(length) for length in (4, 16, 32, 64)), 2**40, 1, "entry", "admit", "passed", "name", "back", "黃",
    ["a", "b"], [bytes(16), 7], [bytes(16)], True, None,
]  # fmt: skip


@pytest.mark.parametrize("name", FACTS)
def test_a_fact_is_encoded_unsorted_as_it_is_sorted(name: str) -> None:
    """No shape of a fact lets a map through, whose keys nobody would put in order."""
    kind = KINDS[name]
    maps: list[Any] = [{}, {"b": 1, "a": 2}, [{}], [{}, 1]]
    assert not any(shape(value) for shape in kind.body.values() for value in maps)
    body = {field: next(value for value in CANDIDATES if shape(value)) for field, shape in kind.body.items()}
    backwards = dict(reversed(body.items()))
    assert canonical.encode_vouched([kind.laid_out(backwards)]) == canonical.encode([backwards])
    some = dict(list(backwards.items())[::2])
    assert canonical.encode_vouched(kind.laid_out(some)) == canonical.encode(some)


FITS: dict[str, tuple[shapes.Shape, list[Any], list[Any]]] = {
    "blob": (shapes.blob(1, 2), [b"a", b"ab"], [b"", b"abc", "a", 1, None, [b"a"]]),
    "text": (shapes.text(3), ["", "abc", "黃大"], ["abcd", "a\n", "\x7f", b"a", 1, None]),
    "whole": (shapes.whole(1, 3), [1, 3], [0, 4, True, "1", 1.0, None]),
    "one_of": (shapes.one_of("a", "b"), ["a", "b"], ["", "c", 1, None, ["a"], b"a"]),
    "flag": (shapes.flag, [True, False], [0, 1, None, "true"]),
    "maybe": (shapes.maybe(shapes.flag), [True, None], [0, "x"]),
    "many": (shapes.many(shapes.flag, 2), [[], [True], (True, False)], [[True] * 3, [1], True, None, {"a": True}]),
    "mark": (shapes.mark, [[bytes(16), 1], (bytes(16), 9)], [[bytes(16), 0], [bytes(15), 1], [bytes(16)], 7, None]),
    "zone": (shapes.zone, ["hetao", "A-1"], ["", "ninechars", "河套", "a\n", b"hetao", None]),
    "resting": (
        shapes.resting,
        [[], [[["person", b"k"], None]], ((("person", b"k"), (bytes(16), 1)),), [[["a", b""], [bytes(16), 1]]] * 16],
        [None, 1, [[["person", b"k"]]], [[["person", 1], None]], [[[b"person", b"k"], None]], [[["a", b""], None]] * 17,
         [[["person", b"k"], 1]], [[["person", b"k", 1], None]], [["person", None]], [{}]],
    ),
}  # fmt: skip


@pytest.mark.parametrize(("shape", "good", "bad"), FITS.values(), ids=FITS)
def test_shapes(shape: shapes.Shape, good: list[Any], bad: list[Any]) -> None:
    assert [value for value in good if not shape(value)] == []
    assert [value for value in bad if shape(value)] == []


def test_the_first_fault_is_named() -> None:
    kind: Kind = KINDS["badge_printed"]
    assert shapes.faults({"pass_id": ident("p")}, kind.body) is None
    assert shapes.faults({}, kind.body) == "field pass_id"
    assert shapes.faults({"pass_id": key_of("p")}, kind.body) == "field pass_id"
    assert shapes.faults({"pass_id": ident("p"), "colour": 1}, kind.body) == "unknown field colour"
