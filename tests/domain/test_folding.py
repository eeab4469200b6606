"""Facts that fold: who is where, what an outcome does, and branches."""

from typing import Any

import pytest

from passdesk.domain.judging import Applies, Quarantined, Unread
from passdesk.domain.movements import Presence, Shown, mark_key
from tests.domain.builders import MINUTE, START, Journal, Park, ident, key_of, peopled, shown

MOVES: dict[str, tuple[dict[str, Any], bool | None]] = {
    "in": ({}, True),
    "out": ({"direction": "exit"}, False),
    "left": ({"direction": "exit", "outcome": "left"}, False),
    "in by leaving": ({"outcome": "left"}, None),
    "turned away": ({"outcome": "turned_away"}, None),
    "kept here": ({"direction": "exit", "outcome": "kept_here"}, None),
    "abandoned": ({"outcome": "abandoned"}, None),
    "unknown": ({"outcome": "unknown"}, None),
    "not verified": ({"verified": False}, None),
    "left, not verified": ({"direction": "exit", "outcome": "left", "verified": False}, None),
    "by a pass the desk did not know whose it was": ({"person": None}, True),
    "the same, not verified": ({"person": None, "verified": False}, None),
    "by another pass, not heard of yet": ({"person": None, "pass_id": ident("unheard-of")}, None),
    "nobody": ({"person": None, "pass_id": None}, None),
    "no pass": ({"pass_id": None}, True),
    "awaited": ({"outcome": None}, None),
}


@pytest.mark.parametrize(("body", "inside"), MOVES.values(), ids=MOVES)
def test_what_moves_a_person(body: dict[str, Any], inside: bool | None) -> None:
    for late in (False, True):
        zone, asked = peopled(), {**shown(), **body}
        if late and asked["outcome"] is not None:
            zone.do("gate1", "shown", **{**asked, "outcome": None})
            assert zone.inside("lin") is None
            outcome(zone, asked["outcome"], "guard")
        else:
            zone.do("gate1", "shown", **asked)
        assert zone.inside("lin") is inside


def outcome(zone: Park, what: str, by: str | tuple[str, ...] = (), *, seq: int = 0, desk: str = "gate1") -> Any:
    named = [ident(desk), seq or zone.journal(desk).head[0]]
    return zone.do(desk, "outcome", by, at=MINUTE, shown=named, outcome=what)


def test_an_awaited_presentation_is_kept_until_its_outcome() -> None:
    zone = peopled()
    zone.do("gate1", "shown", **shown(outcome=None, after=[ident("gate2"), 4]))
    row = zone.row(Shown, mark_key((ident("gate1"), 1)))
    assert (row.person, row.after) == (ident("lin"), (ident("gate2"), 4))
    outcome(zone, "passed", "guard")
    assert not zone.view.find(Shown, "lane", "lane")
    presence = zone.row(Presence, "lin")
    assert (presence.inside, presence.movement, presence.at) == (True, (ident("gate1"), 2), START + MINUTE)
    outcome(zone, "abandoned", "guard", seq=1)
    assert zone.row(Presence, "lin") == presence


def test_an_outcome_that_names_nothing_awaited_moves_nobody() -> None:
    zone = peopled()
    zone.do("gate1", "shown", **shown(outcome=None))
    zone.do("gate2", "shown", **shown(outcome=None))
    assert outcome(zone, "passed", "guard", seq=7).judgement == Applies()
    foreign = zone.do("gate2", "outcome", "guard", shown=[ident("gate1"), 1], outcome="passed")
    assert foreign.judgement == Applies()
    assert (zone.inside("lin"), zone.cases()) == (None, [])


UNSIGNED = {
    "officer": (("guard",), "passed", 0),
    "supervisor": (("supervisor",), "passed", 0),
    "nobody": ((), "passed", 1),
    "hr": (("hr",), "passed", 1),
    "stranger": (("stranger",), "turned_away", 1),
    "one of two": (("guard", "hr"), "passed", 0),
    "the desk itself: unknown": ((), "unknown", 0),
    "the desk itself: abandoned": ((), "abandoned", 0),
}


@pytest.mark.parametrize(("by", "what", "cases"), UNSIGNED.values(), ids=UNSIGNED)
def test_an_unsigned_outcome_is_a_case_and_undoes_nothing(by: tuple[str, ...], what: str, cases: int) -> None:
    zone = peopled()
    zone.do("gate1", "shown", **shown(outcome=None))
    assert outcome(zone, what, by).judgement == Applies()
    assert zone.inside("lin") is (True if what == "passed" else None)
    found = zone.cases("unsigned_outcome")
    assert [(case.entries, case.person) for case in found] == [(((ident("gate1"), 2),), ident("lin"))] * cases


def test_a_disabled_officer_signs_in_vain() -> None:
    zone = peopled()
    zone.do("head", "operator_disabled", "admin", operator=ident("guard"))
    zone.do("gate1", "shown", **shown(outcome=None))
    outcome(zone, "passed", "guard")
    assert (zone.inside("lin"), len(zone.cases("unsigned_outcome"))) == (True, 1)


def test_passing_by_itself_without_having_been_admitted_is_a_case() -> None:
    zone = peopled()
    zone.do("gate1", "shown", **shown(verdict="refuse"))
    assert (zone.inside("lin"), len(zone.cases("unsigned_outcome"))) == (True, 1)


# --- branches

BRANCH = key_of("branch")


def test_facts_of_a_branch_count_under_its_own_name() -> None:
    zone = peopled()
    entry = zone.write("gate1", "shown", **shown())
    assert zone.take(entry, branch=BRANCH).judgement == Applies()
    assert zone.row(Presence, "lin").movement == (BRANCH[:16], 1)
    assert zone.row(Presence, "lin").at == START
    assert zone.cases() == []


def test_an_outcome_on_a_branch_may_end_what_was_shown_before_it() -> None:
    zone = peopled()
    zone.do("gate1", "shown", **shown(outcome=None))
    other = Journal("gate1", head=zone.journal("gate1").head)
    zone.take(
        other.write("outcome", {"shown": [ident("gate1"), 1], "outcome": "passed"}, at=MINUTE), ("guard",), BRANCH
    )
    assert zone.row(Presence, "lin").movement == (BRANCH[:16], 2)


def test_an_outcome_on_a_branch_takes_nothing_from_the_journal_itself() -> None:
    zone = peopled()
    zone.do("gate1", "shown", **shown(outcome=None))
    other = Journal("gate1", head=zone.journal("gate1").head)
    zone.take(
        other.write("outcome", {"shown": [ident("gate1"), 1], "outcome": "abandoned"}, at=MINUTE), ("guard",), BRANCH
    )
    assert zone.inside("lin") is None
    outcome(zone, "passed", "guard", seq=1)
    assert zone.inside("lin") is True


QUARANTINED: dict[str, tuple[str, str, str, dict[str, Any]]] = {
    "restricting": ("board", "person_suspended", "supervisor", {"person": ident("lin")}),
    "edit": ("office", "person_edited", "hr", {"person": ident("lin")}),
    "continuing": ("gate3", "journal_continued", "gate1", {
        "public_key": key_of("gate3"), "continues": ident("gate1"), "seq": 1, "hash": bytes(32), "proof": bytes(64),
        "name": "gate3"}),
}  # fmt: skip


@pytest.mark.parametrize(("desk", "kind", "by", "body"), QUARANTINED.values(), ids=QUARANTINED)
def test_acts_on_a_branch_are_quarantined_without_a_case_each(
    desk: str, kind: str, by: str, body: dict[str, Any]
) -> None:
    zone = peopled()
    entry = zone.write(desk, kind, (by,), **body)
    rows = {ref for ref in zone.view.rows if ref[0] != "times"}
    before = {ref: zone.view.rows[ref] for ref in rows}
    assert zone.take(entry, (by,), BRANCH).judgement == Quarantined("branch")
    assert {ref: row for ref, row in zone.view.rows.items() if ref[0] != "times"} == before
    assert zone.take(entry, (by,)).judgement == Applies()


def test_an_unknown_kind_on_a_branch_is_unread() -> None:
    assert peopled().take(Journal("gate1").write("teleported", {}), branch=BRANCH).judgement == Unread()


def test_a_branch_knows_of_the_clock_what_its_journal_had_shown() -> None:
    zone = peopled()
    zone.journal("gate1").anchor = START + 9
    zone.do("gate1", "database_recovered", at=MINUTE)
    other = Journal("gate1", anchor=None, boot_id=ident("another boot"))
    folded = zone.take(other.write("shown", shown(), at=2 * MINUTE), branch=BRANCH)
    assert folded.at == START + 9 + 2 * MINUTE
