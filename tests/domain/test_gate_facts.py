"""What happens at a gate beyond a crossing: set aside, undone, put right, sent back, by hand, evacuated, mustered."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from passdesk.domain import trails
from passdesk.domain.kinds import KINDS
from passdesk.domain.movements import NO_MOVEMENT, TRAIL, Aside, Escorted, Mustered, Presence, Step, mark_key
from passdesk.domain.people import EVACUATION_KEY, Evacuation, Note, Person, StaleAccepted
from passdesk.domain.register import Draft, Mark, MemoryView, Row
from passdesk.domain.shapes import faults
from passdesk.domain.spells import DAY_S, KEPT_DAYS, base_of, counted, spells_of
from passdesk.domain.tables import columns_for
from passdesk.domain.trail_steps import steps
from passdesk.errors import Damaged
from tests.domain.builders import BOOT, MINUTE, START, Park, apart, ident, key_of, move, peopled, shown, why

DAY = DAY_S * 1_000_000
LIN: dict[str, Any] = {"person": ident("lin")}


def stand(zone: Park, minute: int = 1, direction: str = "entry", **more: Any) -> Mark:
    """Lin is shown at the first gate and awaits an officer."""
    said = {"verdict": "attention", "instruction": "check", "outcome": None, **more}
    entry = zone.write("gate1", "shown", at=minute * MINUTE, **shown("lin", direction, **said))
    zone.take(entry)
    return entry.mark


def settle(zone: Park, mark: Mark, outcome: str, desk: str = "gate1", by: str | tuple[str, ...] = "guard") -> None:
    zone.do(desk, "outcome", by, at=9 * MINUTE, shown=list(mark), outcome=outcome)


def aside(zone: Park, mark: Mark, desk: str = "gate1") -> None:
    zone.do(desk, "set_aside", "guard", at=2 * MINUTE, shown=list(mark), verdict="attention", reasons=["expired"])


def at_a_desk(zone: Park) -> Park:
    """The same register as a gate that holds no entries of its own knows it."""
    rows = [columns_for(row, ["checkpoint"]) for row in zone.view.rows.values() if isinstance(row, Row)]
    return Park(MemoryView(rows), zone.journals, zone.held)


# --- set aside

SETTLED = {
    "here, admitted": ("gate1", "passed", True),
    "here, turned back": ("gate1", "turned_away", None),
    "at the counter, admitted": ("gate2", "passed", True),
    "at the counter, turned back": ("gate2", "turned_away", None),
}


@pytest.mark.parametrize(("desk", "outcome", "inside"), SETTLED.values(), ids=SETTLED)
def test_whoever_is_set_aside_is_settled_at_any_desk(desk: str, outcome: str, inside: bool | None) -> None:
    zone = peopled()
    mark = stand(zone)
    aside(zone, mark)
    waiting = zone.row(Aside, mark_key(mark))
    assert (waiting.state, waiting.shown, waiting.reasons) == ("waiting", mark, ("expired",))
    assert zone.view.find(Aside, "state", "waiting") == [waiting]
    settle(zone, mark, outcome, desk)
    assert zone.inside("lin") is inside
    assert zone.view.find(Aside, "state", "waiting") == []
    assert zone.row(Aside, mark_key(mark)).outcome == outcome
    assert zone.cases() == []


def test_two_desks_that_say_different_things_of_one_are_a_case_and_whoever_passed_is_inside() -> None:
    for first, second in (("turned_away", "passed"), ("passed", "turned_away")):
        zone = peopled()
        mark = stand(zone)
        aside(zone, mark)
        settle(zone, mark, first, "gate1")
        settle(zone, mark, first, "gate2")
        assert zone.cases() == []
        settle(zone, mark, second, "gate2")
        assert [case.kind for case in zone.cases()] == ["settled_twice"]
        assert zone.inside("lin") is True
        held = zone.row(Aside, mark_key(mark))
        assert (held.outcome, held.last) == ("passed", zone.row(Presence, "lin").movement)


def test_nobody_sets_aside_whom_another_desk_shows_or_who_was_settled() -> None:
    zone = peopled()
    mark = stand(zone)
    aside(zone, mark, "gate2")
    assert zone.view.get(Aside, mark_key(mark)) is None
    settle(zone, mark, "passed")
    aside(zone, mark)
    assert zone.view.get(Aside, mark_key(mark)) is None


def test_an_outcome_of_another_desks_presentation_that_was_not_set_aside_moves_nobody() -> None:
    zone = peopled()
    settle(zone, stand(zone), "passed", "gate2")
    assert zone.inside("lin") is None


def test_an_outcome_that_is_heard_before_they_were_set_aside_counts_once_they_were() -> None:
    """As after a server was put back: the counter's journal comes again before the gate's."""
    for says, inside in ((("passed",), True), (("turned_away",), None), (("passed", "turned_away"), True)):
        zone = peopled()
        stood = zone.write("gate1", "shown", at=MINUTE, **shown("lin", verdict="attention", outcome=None))
        put = zone.write(
            "gate1", "set_aside", ("guard",), at=2 * MINUTE, shown=list(stood.mark), verdict="attention", reasons=[]
        )
        for word in says:
            settle(zone, stood.mark, word, "gate2")
        assert zone.view.find(Aside, "state", "waiting") == []
        zone.take(stood)
        assert zone.inside("lin") is None
        zone.take(put, ("guard",))
        row = zone.row(Aside, mark_key(stood.mark))
        assert (zone.inside("lin"), row.state, row.early, row.person) == (inside, "settled", False, ident("lin"))
        if inside:
            presence = zone.row(Presence, "lin")
            assert (presence.movement[0], presence.at) == (ident("gate2"), START + 9 * MINUTE)
        assert zone.cases() == []


def test_what_a_desk_says_early_of_nobody_settles_nobody() -> None:
    zone = peopled()
    stood = zone.write("gate1", "shown", at=MINUTE, **shown("lin", verdict="attention", outcome=None))
    settle(zone, stood.mark, "passed", "gate2")
    zone.take(stood)
    settle(zone, stood.mark, "turned_away")
    assert zone.inside("lin") is None


# --- let in against the verdict

OVERRIDDEN: dict[str, tuple[dict[str, Any], dict[str, Any], tuple[str, ...], bool]] = {
    "a supervisor": ({"verdict": "refuse"}, {"override": "medical"}, ("supervisor",), True),
    "a supervisor and an officer": ({"verdict": "refuse"}, {"override": "medical"}, ("guard", "supervisor"), True),
    "an officer alone": ({"verdict": "refuse"}, {"override": "medical"}, ("guard",), False),
    "an officer who leaves the reason out": ({"verdict": "refuse"}, {}, ("guard",), False),
    "nobody": ({"verdict": "refuse"}, {"override": "medical"}, (), False),
    "HR": ({"verdict": "refuse"}, {"override": "medical"}, ("hr",), False),
    "goods without a supervisor": ({"verdict": "attention"}, {"override": "other"}, ("guard",), False),
    "goods with one": ({"verdict": "attention"}, {"override": "other"}, ("supervisor",), True),
    "nothing to override": ({"verdict": "attention"}, {}, ("guard",), True),
    "by hand, at once": ({"verdict": "refuse", "outcome": "passed", "hand": "paper"}, {}, ("supervisor",), True),
    "by hand, at once, by an officer": ({"verdict": "refuse", "outcome": "passed"}, {}, ("guard",), False),
}


@pytest.mark.parametrize("beside", [False, True], ids=["at the lane", "set aside"])
@pytest.mark.parametrize(("shows", "says", "by", "good"), OVERRIDDEN.values(), ids=OVERRIDDEN)
def test_an_override_without_a_supervisor_counts_and_is_a_case(
    shows: dict[str, Any], says: dict[str, Any], by: tuple[str, ...], good: bool, beside: bool
) -> None:
    zone = peopled()
    body = shown("lin", "entry", **{"instruction": "turn back", "outcome": None, **shows})
    entry = zone.write("gate1", "shown", by, at=MINUTE, **body)
    zone.take(entry, by)
    if "outcome" not in shows:
        where = entry.mark
        if beside:
            said = {"verdict": shows["verdict"], "reasons": []}
            zone.do("gate1", "set_aside", "guard", at=MINUTE, shown=list(where), **said)
        desk = "gate2" if beside else "gate1"
        zone.do(desk, "outcome", by, at=2 * MINUTE, shown=list(where), outcome="passed", **says)
    assert zone.inside("lin") is True
    assert [case.kind for case in zone.cases()] == ([] if good else ["unsigned_outcome"])


@pytest.mark.parametrize("outcome", ["turned_away", "abandoned"])
def test_an_officer_turns_away_whom_the_verdict_refused(outcome: str) -> None:
    zone = peopled()
    settle(zone, stand(zone, verdict="refuse"), outcome)
    assert zone.cases() == []


# --- undone


def undo(zone: Park, mark: Mark, by: str | tuple[str, ...] = "guard", desk: str = "gate1") -> str | None:
    folded = zone.do(desk, "annulled", by, **LIN, shown=list(mark), movement=list(mark), reason="slip")
    return None if type(folded.judgement).__name__ == "Applies" else why(folded.judgement)


@pytest.mark.parametrize("known", ["all", "as a desk has it"])
def test_what_stood_before_stands_again(known: str) -> None:
    zone = peopled()
    into, out = move(zone, "gate1", 10), move(zone, "gate2", 20, "exit")
    zone = at_a_desk(zone) if known != "all" else zone
    assert undo(zone, out, "guard", "gate2") is None
    row = zone.row(Presence, "lin")
    assert (row.inside, row.at, row.movement, row.since) == (True, START + 10 * MINUTE, into, START + 10 * MINUTE)


def test_a_crossing_is_undone_also_when_later_ones_have_come() -> None:
    zone = peopled()
    one, two, three = move(zone, "gate1", 10), move(zone, "gate2", 20), move(zone, "gate1", 30, "exit")
    assert apart(zone) == [("open", (one, two))]
    assert undo(zone, two, "supervisor") is None
    assert apart(zone) == [("explained", (one, two))]
    row = zone.row(Presence, "lin")
    assert (row.inside, row.movement, row.entries) == (False, three, ((ident("lin-pass"), 1),))
    assert list(spells_of(row.spells)) == [((START + 10 * MINUTE) // 1_000_000, (START + 30 * MINUTE) // 1_000_000)]


def test_an_officer_undoes_what_their_own_desk_recorded_and_a_supervisor_any_crossing() -> None:
    zone = peopled()
    there = move(zone, "gate2", 10)
    assert undo(zone, there, "guard", "gate1") == "operator_not_entitled"
    assert undo(zone, there, ("guard", "hr"), "board") == "operator_not_entitled"
    assert zone.inside("lin") is True
    assert undo(zone, there, "guard", "gate2") is None
    assert undo(zone, move(zone, "gate2", 12), "supervisor", "gate1") is None
    assert zone.row(Presence, "lin").stands is False


def test_the_only_crossing_undone_leaves_nothing_known() -> None:
    zone = peopled()
    mark = move(zone, "gate1", 10)
    assert undo(zone, mark) is None
    row = zone.row(Presence, "lin")
    assert (row.stands, row.inside, row.movement, row.spells, row.entries) == (False, False, NO_MOVEMENT, b"", ())
    again = move(zone, "gate1", 12)
    assert (zone.inside("lin"), zone.row(Presence, "lin").movement) == (True, again)


def test_a_movement_that_comes_after_it_was_undone_does_not_count() -> None:
    zone = peopled()
    before = move(zone, "gate2", 5)
    entry = zone.write("gate1", "shown", at=10 * MINUTE, **shown("lin", "exit", after=list(before)))
    assert undo(zone, entry.mark, "supervisor", "board") is None
    zone.take(entry)
    zone.take(entry)
    assert zone.inside("lin") is True


@pytest.mark.parametrize(("by", "cause"), {"hr": "operator_not_entitled", (): "unsigned"}.items())
def test_only_officers_undo(by: str | tuple[str, ...], cause: str) -> None:
    zone = peopled()
    mark = move(zone, "gate1", 10)
    assert undo(zone, mark, by) == cause
    assert zone.inside("lin") is True


# --- put right, sent back


def test_a_supervisor_puts_a_list_of_people_right_and_no_case_comes_of_it() -> None:
    zone = peopled()
    move(zone, "gate1", 10)
    people = [ident("lin"), ident("nobody known")]
    zone.do("board", "put_right", "supervisor", at=20 * MINUTE, people=people, inside=False, reason="seen outside")
    assert [zone.row(Presence, who).inside for who in people] == [False, False]
    zone.do("gate1", "put_right", "supervisor", at=30 * MINUTE, people=people, inside=True, reason="seen inside")
    zone.do("gate1", "put_right", "supervisor", at=40 * MINUTE, people=people, inside=True, reason="again")
    assert zone.inside("lin") is True
    assert zone.cases() == []
    assert why(zone.do("gate1", "put_right", "guard", people=people, inside=False, reason="x").judgement)
    assert zone.inside("lin") is True


def test_put_right_at_a_time_that_is_past_stands_below_what_came_after() -> None:
    zone = peopled()
    move(zone, "gate1", 30)
    said = {"people": [ident("lin")], "inside": False, "reason": "x"}
    zone.do("board", "put_right", "supervisor", at=40 * MINUTE, **said, when=START + 20 * MINUTE)
    assert zone.inside("lin") is True
    zone.do("board", "put_right", "supervisor", at=40 * MINUTE, **said, when=START + 2**40)
    assert (zone.inside("lin"), zone.row(Presence, "lin").at) == (False, START + 40 * MINUTE)


EACH: dict[str, tuple[list[int] | None, int | None, list[int]]] = {
    "each at their own": ([10, 20], 15, [10, 20]),
    "too few": ([10], 15, [10, 15]),
    "too few, and none for all": ([10], None, [10, 40]),
    "none": (None, 15, [15, 15]),
    "an empty list": ([], None, [40, 40]),
    "too many": ([10, 20, 30], 15, [10, 20]),
    "a time to come": ([10, 10**6], None, [10, 40]),
}


@pytest.mark.parametrize(("each", "when", "since"), EACH.values(), ids=EACH)
def test_put_right_each_since_a_time_of_their_own(each: list[int] | None, when: int | None, since: list[int]) -> None:
    zone = peopled()
    said: dict[str, Any] = {"when": when and START + when * MINUTE}
    if each is not None:
        said["each"] = [START + minute * MINUTE for minute in each]
    people = [ident("lin"), ident("nobody known")]
    zone.do("board", "put_right", "supervisor", at=40 * MINUTE, people=people, inside=True, reason="x", **said)
    assert [zone.row(Presence, who).at for who in people] == [START + minute * MINUTE for minute in since]


def test_whoever_is_put_right_twice_in_one_entry_moves_once_and_shifts_nobody_elses_time() -> None:
    zone = peopled()
    people = [ident("lin"), ident("lin"), ident("nobody known")]
    each = [START + minute * MINUTE for minute in (10, 20, 30)]
    zone.do("board", "put_right", "supervisor", at=40 * MINUTE, people=people, inside=True, reason="x", each=each)
    rows = [zone.row(Presence, who) for who in ("lin", ident("nobody known"))]
    assert [(row.at, len(steps(row))) for row in rows] == [(each[0], 1), (each[2], 1)]


@pytest.mark.parametrize("each", [[-1], [1] * 513, ["soon"], [None], 7])
def test_what_is_no_list_of_times_is_not_read(each: object) -> None:
    shape = KINDS["put_right"].body
    body = {"people": [ident("lin")], "inside": False, "reason": "x"}
    assert faults(body, shape) is None
    assert faults({**body, "each": each}, shape) == "field each"


@pytest.mark.parametrize(("by", "inside", "cases"), [("guard", True, []), ((), None, ["unsigned_outcome"])])
def test_sent_back_by_another_authority(by: str | tuple[str, ...], inside: bool | None, cases: list[str]) -> None:
    zone = peopled()
    zone.do("gate2", "returned", by, **LIN, into=True, authority="mainland", at=5 * MINUTE)
    assert (zone.inside("lin"), [case.kind for case in zone.cases()]) == (inside, cases)


# --- by hand, and from paper


@pytest.mark.parametrize(("by", "inside"), [("guard", True), ((), None), ("hr", None)])
def test_found_by_name_an_officer_who_signs_moves_them(by: str | tuple[str, ...], inside: bool | None) -> None:
    zone = peopled()
    settle(zone, stand(zone, verified=False, hand="battery", input="hand"), "passed", by=by)
    assert zone.inside("lin") is inside
    assert bool(zone.cases("unsigned_outcome")) is (inside is None)


def test_without_a_reason_what_did_not_verify_moves_nobody_whoever_signs() -> None:
    zone = peopled()
    settle(zone, stand(zone, verified=False), "passed")
    assert zone.inside("lin") is None


def test_paper_counts_at_the_time_that_stands_on_it() -> None:
    zone = peopled()
    paper: dict[str, Any] = {"verified": False, "hand": "paper", "input": "paper", "verdict": "attention"}
    late = zone.journal("gate1")
    late.anchor = None
    zone.do("gate1", "shown", "guard", at=60 * MINUTE, **shown(**paper, when=START + 10 * MINUTE))
    move(zone, "gate2", 20, "exit")
    late.anchor = START + 5 * MINUTE
    zone.do("gate1", "time_heard", at=70 * MINUTE)
    row = zone.row(Presence, "lin")
    assert (row.inside, [step[0] for step in row.trail]) == (False, [START + 10 * MINUTE, START + 20 * MINUTE])
    assert zone.cases("unsigned_outcome") == []


# --- stays


def test_spells_a_day_apart_are_one_and_old_ones_fall_off() -> None:
    zone = peopled()
    for day in (0, 1, 5, 6, KEPT_DAYS + 6):
        move(zone, "gate1", day * 1440 + 60)
        move(zone, "gate1", day * 1440 + 600, "exit")
    spells = [(since - START // 1_000_000, until - START // 1_000_000) for since, until in spells_of(row_spells(zone))]
    days = [(first // DAY_S, last // DAY_S) for first, last in spells]
    assert days == [(5, 6), (KEPT_DAYS + 6, KEPT_DAYS + 6)]


def row_spells(zone: Park) -> bytes:
    return zone.row(Presence, "lin").spells


def test_stays_count_the_same_beyond_the_trail_late_or_not_and_at_a_desk() -> None:
    """The same crossings, in order, a late one last, and with the newest at a desk whose row has no trail."""
    times = [(hour * 30, "entry" if hour % 2 else "exit") for hour in range(1, TRAIL + 20)]
    straight, late = peopled(), peopled()
    for minute, direction in times:
        move(straight, "gate1", minute, direction)
    for minute, direction in (*times[:-6], *times[-5:], times[-6]):
        move(late, "gate1", minute, direction)
    desk = peopled()
    for minute, direction in times[:-5]:
        move(desk, "gate1", minute, direction)
    desk = at_a_desk(desk)
    for minute, direction in times[-5:]:
        move(desk, "gate1", minute, direction)
    known = [zone.row(Presence, "lin") for zone in (straight, late, desk)]
    assert len({(row.spells, row.since, row.entries) for row in known}) == 1
    assert known[0].entries == ((ident("lin-pass"), sum(direction == "entry" for _, direction in times)),)
    assert known[0].needs == 3


@given(st.lists(st.tuples(st.integers(1, 400), st.booleans(), st.integers(0, 9)), min_size=1, max_size=90))
def test_counted_step_by_step_or_all_at_once_a_stay_is_the_same(made: list[tuple[int, bool, int]]) -> None:
    draft = Draft(MemoryView())
    for seq, (hour, into, a_pass) in enumerate(made, 1):
        at, which = hour * 60 * MINUTE * 7 + seq, ident(f"pass {a_pass}")
        step = Step(at, ident("gate1"), seq, into, "lane", None, which, 0, BOOT, anchored=True)
        trails.move(draft, ident("lin"), step)
    row = draft.held(Presence, ident("lin"))
    assert row is not None
    whole = counted(base_of(row), steps(row))
    assert (row.spells, row.entries) == (whole.spells, whole.entries)
    assert row.since == (whole.since if row.inside else 0)


def test_a_torn_row_of_stays_is_read_as_far_as_it_goes() -> None:
    zone = peopled()
    move(zone, "gate1", 10)
    row = zone.row(Presence, "lin")
    zone.view.apply({row.ref: replace(row, base=("x",), spells=b"torn")})
    move(zone, "gate1", 20, "exit")
    assert len(list(spells_of(row_spells(zone)))) == 1
    assert list(spells_of(b"\x00" * 11)) == [(0, 0)]


# --- escort


def test_a_visitor_is_somebodys_until_they_leave() -> None:
    zone = peopled()
    move(zone, "gate1", 1, host=ident("host"))
    assert [row.key for row in zone.view.find(Escorted, "host", ident("host"))] == [ident("lin")]
    move(zone, "gate1", 5, "exit")
    assert zone.view.find(Escorted, "host", ident("host")) == []


def test_a_visitor_whose_entry_is_undone_is_nobodys() -> None:
    for undone_first in (False, True):
        zone = peopled()
        entry = zone.write("gate1", "shown", at=MINUTE, **shown("lin", host=ident("host")))
        if not undone_first:
            zone.take(entry)
        assert undo(zone, entry.mark) is None
        if undone_first:
            zone.take(entry)
        assert zone.view.find(Escorted, "host", ident("host")) == []


def test_late_movements_leave_a_visitor_with_whoever_has_them_now() -> None:
    zone = peopled()
    late = zone.write("gate2", "shown", at=5 * MINUTE, **shown("lin", host=ident("earlier")))
    gone = zone.write("gate2", "shown", at=6 * MINUTE, **shown("lin", "exit"))
    move(zone, "gate1", 10, host=ident("host"))
    zone.take(late)
    zone.take(gone)
    assert zone.row(Escorted, "lin").host == ident("host")
    move(zone, "gate1", 20, "exit")
    zone.take(zone.write("gate2", "shown", at=15 * MINUTE, **shown("lin", host=ident("earlier"))))
    assert zone.view.get(Escorted, ident("lin")) is None


def test_a_visitor_whose_exit_is_undone_is_their_hosts_again() -> None:
    zone = peopled()
    move(zone, "gate1", 1, host=ident("host"))
    left = move(zone, "gate1", 5, "exit")
    assert undo(zone, left) is None
    assert zone.row(Escorted, "lin").host == ident("host")
    move(zone, "gate2", 4, "exit")
    assert zone.view.get(Escorted, ident("lin")) is None


def test_a_gate_that_knows_the_newest_movements_alone_keeps_whose_visitor_it_is_until_they_leave() -> None:
    zone = peopled()
    mark = move(zone, "gate1", 1, host=ident("host"))
    gate = at_a_desk(zone)
    move(gate, "gate2", 3, after=mark)
    assert gate.row(Escorted, "lin") == zone.row(Escorted, "lin")
    move(gate, "gate2", 9, "exit")
    assert gate.view.get(Escorted, ident("lin")) is None


@pytest.mark.parametrize("hosts", [(("x",),), ((bytes(16), 1, None),), ((1, 2, 3),), ((bytes(16), 1, b"h", 4),)])
def test_hosts_that_are_none_are_damaged(hosts: tuple[tuple[Any, ...], ...]) -> None:
    zone = peopled()
    mark = move(zone, "gate1", 1, host=ident("host"))
    row = zone.row(Presence, "lin")
    assert row.hosts == ((*mark, ident("host")),)
    zone.view.apply({row.ref: replace(row, hosts=hosts)})
    with pytest.raises(Damaged):
        move(zone, "gate1", 2, after=mark)


# --- evacuation and muster


def evacuation(zone: Park) -> Evacuation:
    return zone.row(Evacuation, EVACUATION_KEY)


def test_anybody_at_a_desk_begins_an_evacuation_and_a_supervisor_ends_it() -> None:
    zone = peopled()
    zone.do("gate1", "evacuation_started", at=1 * MINUTE, lane="lane")
    zone.do("gate2", "evacuation_started", at=2 * MINUTE)
    begun = evacuation(zone)
    assert (begun.active, begun.at, begun.started[0]) == (True, START + MINUTE, ident("gate1"))
    started = list(begun.started)
    assert why(zone.do("gate2", "evacuation_ended", "guard", started=started).judgement) == "operator_not_entitled"
    zone.do("gate2", "evacuation_explained", "guard", started=started, reason="fire")
    zone.do("gate2", "evacuation_ended", "supervisor", at=5 * MINUTE, started=started)
    assert (evacuation(zone).active, evacuation(zone).reason) == (False, "fire")
    zone.do("gate1", "evacuation_started", at=9 * MINUTE)
    zone.do("gate2", "evacuation_ended", "supervisor", at=10 * MINUTE, started=started)
    assert evacuation(zone).active is True


def test_a_disabled_desk_evacuates_nobody_and_what_ended_does_not_begin_again_by_a_late_word() -> None:
    zone = peopled()
    zone.do("head", "desk_disabled", "admin", desk=ident("gate2"))
    zone.do("gate2", "evacuation_started", at=1 * MINUTE)
    assert zone.view.get(Evacuation, EVACUATION_KEY) is None
    zone.do("gate1", "evacuation_started", at=5 * MINUTE)
    zone.do("board", "evacuation_ended", "supervisor", at=6 * MINUTE, started=list(evacuation(zone).started))
    zone.do("office", "evacuation_started", at=3 * MINUTE)
    assert evacuation(zone).active is False


def test_a_desk_whose_clock_was_ahead_begins_another_evacuation_once_it_is_right() -> None:
    zone = peopled()
    zone.do("gate1", "evacuation_started", at=500 * MINUTE)
    first = evacuation(zone).started
    zone.do("board", "evacuation_ended", "supervisor", at=6 * MINUTE, started=list(first))
    again = zone.write("gate1", "evacuation_started", at=9 * MINUTE)
    zone.take(again)
    assert (evacuation(zone).active, evacuation(zone).started) == (True, again.mark)


def test_the_same_alarm_from_a_desk_that_was_not_heard_begins_nothing_again() -> None:
    zone = peopled()
    zone.do("gate1", "evacuation_started", at=5 * MINUTE)
    started = list(evacuation(zone).started)
    zone.do("board", "evacuation_ended", "supervisor", at=60 * MINUTE, started=started)
    zone.do("gate2", "evacuation_started", at=6 * MINUTE)
    assert evacuation(zone).active is False
    zone.do("gate2", "evacuation_started", at=61 * MINUTE)
    assert evacuation(zone).active is True


def test_an_alarm_of_a_desk_that_knows_the_last_one_is_over_counts_whatever_its_clock_says() -> None:
    zone = peopled()
    zone.do("gate1", "evacuation_started", at=50 * MINUTE)
    first = list(evacuation(zone).started)
    zone.do("board", "evacuation_ended", "supervisor", at=60 * MINUTE, started=first)
    zone.do("gate2", "evacuation_started", at=6 * MINUTE, after=[ident("gate2"), 1])
    assert evacuation(zone).active is False
    zone.do("gate2", "evacuation_started", at=7 * MINUTE, after=first)
    assert evacuation(zone).active is True
    assert evacuation(zone).started[0] == ident("gate2")


def test_a_disabled_desk_ticks_nobody() -> None:
    zone = peopled()
    zone.do("head", "desk_disabled", "admin", desk=ident("gate2"))
    zone.do("gate2", "mustered", at=5 * MINUTE, people=[ident("lin")], started=None, how="name", present=True)
    assert zone.view.get(Mustered, ident("lin")) is None


def test_of_two_ticks_the_later_counts() -> None:
    zone = peopled()
    people = [ident("lin"), ident("wong")]
    zone.do("office", "mustered", at=5 * MINUTE, people=people, started=None, how="pass", present=True)
    zone.do("gate1", "mustered", at=3 * MINUTE, people=people[:1], started=None, how="name", present=False)
    assert [zone.row(Mustered, who).present for who in people] == [True, True]
    zone.do("gate1", "mustered", at=6 * MINUTE, people=people[:1], started=None, how="name", present=False)
    assert [zone.row(Mustered, who).present for who in people] == [False, True]


# --- notes, and a register that is old


def test_a_note_is_erased_with_its_person_also_one_that_comes_late() -> None:
    zone = peopled()
    notes = [key_of("first"), key_of("second"), key_of("late")]
    for note in notes[:2]:
        zone.do("gate1", "note_set", "guard", **LIN, note=note)
    assert (zone.row(Note, "lin").note, zone.row(Note, "lin").past) == (notes[1], (notes[0],))
    zone.do("board", "person_erased", "supervisor", **LIN, hashes=[])
    assert (zone.row(Note, "lin").note, zone.row(Note, "lin").state) == (None, "lifted")
    zone.do("gate1", "note_set", "guard", **LIN, note=notes[2])
    assert zone.row(Note, "lin").note is None
    assert set(notes) <= set(zone.row(Person, "lin").past)


def test_a_lifted_note_may_be_set_again() -> None:
    zone = peopled()
    for note, state in ((key_of("a"), "active"), (None, "lifted"), (key_of("a"), "active")):
        zone.do("gate1", "note_set", "supervisor", **LIN, note=note)
        assert (zone.row(Note, "lin").note, zone.row(Note, "lin").state) == (note, state)


def test_a_stale_register_is_accepted_for_a_lane_by_a_supervisor() -> None:
    zone = peopled()
    zone.do("gate1", "stale_accepted", "supervisor", at=MINUTE, lane="lane", until=START + DAY)
    zone.do("gate1", "stale_accepted", "guard", at=2 * MINUTE, lane="lane", until=START + 9 * DAY)
    row = zone.row(StaleAccepted, b"lane")
    assert (row.accepted_at, row.until) == (START + MINUTE, START + DAY)
