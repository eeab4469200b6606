"""Which way a lane goes by itself, who brings visitors in, and lanes while the area is emptied."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from msgspec.structs import replace

from passdesk.checkpoint.annulling import annul
from passdesk.checkpoint.gate import Gate
from passdesk.checkpoint.why import as_if_shown
from passdesk.credential.token import text_of
from passdesk.domain.movements import Direction, Escorted
from passdesk.domain.people import Person
from passdesk.store.acts import Acting
from tests.checkpoint.conftest import Place, a_founded_desk
from tests.checkpoint.test_gate import recorded
from tests.factories.clocks import FakeClock
from tests.factories.people import Holder, Office, a_holder
from tests.factories.zones import Zone, policy_toml

_LANE = b'[lanes.F1-1]\ncheckpoint = "F1"\nmode = "automatic"\n'


def a_place(folder: Path, policy: bytes) -> Iterator[Place]:
    zone, clock = Zone(policy=policy), FakeClock()
    with a_founded_desk(folder, zone, clock) as store:
        office = Office(store, zone, clock)
        holder, officer = a_holder(office), office.operator("officer", "checkpoint")
        yield Place(store, zone, clock, office, holder, officer)


def changed(text: bytes, old: bytes, new: bytes) -> bytes:
    assert old in text
    return text.replace(old, new, 1)


@pytest.fixture
def by_person(tmp_path: Path) -> Iterator[Place]:
    yield from a_place(tmp_path / "desk", changed(policy_toml(), _LANE, _LANE + b'default = "by-person"\n'))


@pytest.fixture
def timetabled(tmp_path: Path) -> Iterator[Place]:
    table = b'timetable = [["06:30", "entry"], ["16:00", "exit"]]\n'
    yield from a_place(tmp_path / "desk", changed(policy_toml(), _LANE, _LANE + table))


def test_a_lane_that_goes_by_person_takes_them_in_and_out_again(by_person: Place) -> None:
    gate, seen = by_person.gate, []
    for _ in range(3):
        by_person.clock.step(600)
        seen.append((recorded(gate.present(by_person.text, "camera")).verdict.direction, by_person.inside()))
    assert seen == [("entry", True), ("exit", False), ("entry", True)]
    assert recorded(gate.present("no pass", "camera")).verdict.direction == "entry"
    assert recorded(gate.present(by_person.text, "camera", "entry")).verdict.direction == "entry"


@pytest.mark.parametrize(("hour", "direction"), [(6, "exit"), (7, "entry"), (15, "entry"), (16, "exit"), (23, "exit")])
def test_a_timetable_turns_the_lane_by_the_zones_own_time(timetabled: Place, hour: int, direction: Direction) -> None:
    at = datetime(2027, 1, 20, hour - 8 if hour >= 8 else hour + 16, 0, tzinfo=UTC)
    answer = recorded(timetabled.gate.present("no pass", "camera", at=int(at.timestamp()) * 1_000_000))
    assert answer.verdict.direction == direction


@pytest.fixture
def escorting(tmp_path: Path) -> Iterator[tuple[Place, Holder]]:
    """The holder may bring visitors of the same institution; the second pass is a visitor's."""
    for place in a_place(tmp_path / "desk", policy_toml()):
        office, host = place.office, place.holder
        visitor = office.person("Visitor Wong", host.hr)
        filing = office.filing(visitor, host.institution, host.hr, class_number=4)
        office.approve(filing, visitor, host.institution, host.approver)
        key = office.issuing_key("visitors")
        pass_id, token = office.issue(filing, visitor, host.institution, key, host.hr, days=5, class_number=4)
        yield place, replace(host, person=visitor, filing=filing, pass_id=pass_id, token=token)


def codes(place: Place, gate: Gate, text: str, direction: Direction | None = None) -> list[str]:
    place.clock.step(5)
    answer = recorded(gate.present(text, "camera", direction))
    return [reason.code for reason in answer.verdict.reasons]


def test_a_visitor_comes_in_after_the_host_and_the_host_leaves_last(escorting: tuple[Place, Holder]) -> None:
    place, visitor = escorting
    gate, text = place.gate, text_of(visitor.token)
    assert codes(place, gate, text) == ["escort_required"]
    assert codes(place, gate, place.text) == []
    assert codes(place, gate, text) == []
    assert place.last().body["host"] == place.holder.person
    with place.store.view() as view:
        assert [row.key for row in view.find(Escorted, "host", place.holder.person)] == [visitor.person]
    place.clock.step(3600)
    assert codes(place, gate, place.text, "exit") == ["visitors_inside"]
    assert codes(place, gate, text, "exit") == []
    assert codes(place, gate, place.text, "exit") == []


def test_a_lane_that_was_closed_for_a_moment_knows_who_passed_there(escorting: tuple[Place, Holder]) -> None:
    place, visitor = escorting
    text = text_of(visitor.token)
    assert codes(place, place.gate, place.text, "entry") == []
    again = Gate(place.store, "F1-1", place.clock)
    assert codes(place, again, text, "entry") == []
    shown = recorded(place.confirm.present(place.text, "camera", "entry"))
    place.confirm.outcome(shown.entry, "passed", place.officer)
    other = Gate(place.store, "F1-2", place.clock)
    assert codes(place, other, text, "entry") == ["already_inside"]
    place.clock.step(3600)
    late = Gate(place.store, "F1-1", place.clock)
    assert codes(place, late, text, "entry") == ["escort_required", "already_inside"]


def test_who_passed_here_brings_nobody_in_at_another_lane(escorting: tuple[Place, Holder]) -> None:
    place, visitor = escorting
    gate = place.gate
    assert codes(place, gate, place.text) == []
    with place.store.view() as view:
        person = view.get(Person, visitor.person)
        assert isinstance(person, Person)
        token = as_if_shown(view, person, visitor.pass_id, place.store.journal.zone)
    told = {lane: gate.explain(token, "entry", lane=lane) for lane in (None, "F1-1", "F1-2", "S1-1")}
    assert [one.verdict.lane for one in told.values()] == ["F1-1", "F1-1", "F1-2", "S1-1"]
    assert [[reason.code for reason in one.verdict.reasons] for one in told.values()] == [
        [], [], ["escort_required"], ["escort_required"],
    ]  # fmt: skip


def test_who_passed_at_another_lane_of_this_desk_is_known_where_that_lane_is_asked_about(
    escorting: tuple[Place, Holder],
) -> None:
    place, visitor = escorting
    shown = recorded(place.confirm.present(place.text, "camera", "entry"))
    place.confirm.outcome(shown.entry, "passed", place.officer)
    with place.store.view() as view:
        person = view.get(Person, visitor.person)
        assert isinstance(person, Person)
        token = as_if_shown(view, person, visitor.pass_id, place.store.journal.zone)
    told = [place.gate.explain(token, "entry", lane=lane).verdict.reasons for lane in ("F1-2", "F1-1")]
    assert [[reason.code for reason in reasons] for reasons in told] == [[], ["escort_required"]]


def test_a_host_who_passed_too_long_ago_or_was_turned_away_brings_nobody(escorting: tuple[Place, Holder]) -> None:
    place, visitor = escorting
    gate, text = place.confirm, text_of(visitor.token)
    shown = recorded(gate.present(place.text, "camera", "entry"))
    assert codes(place, gate, text, "entry") == ["escort_required"]
    gate.outcome(shown.entry, "turned_away", place.officer)
    assert codes(place, gate, text, "entry") == ["escort_required"]
    again = recorded(gate.present(place.text, "camera", "entry"))
    gate.outcome(again.entry, "passed", place.officer)
    assert codes(place, gate, text, "entry") == []
    place.clock.step(3600)
    assert codes(place, gate, text, "entry") == ["escort_required"]


def test_a_host_who_left_again_or_whose_crossing_was_undone_brings_nobody(escorting: tuple[Place, Holder]) -> None:
    place, visitor = escorting
    gate, text = place.gate, text_of(visitor.token)
    assert codes(place, gate, place.text, "entry") == []
    assert codes(place, gate, place.text, "exit") == []
    assert codes(place, gate, text, "entry") == ["escort_required"]
    assert codes(place, gate, place.text, "entry") == []
    annul(Acting(place.store, place.officer, place.clock), place.last().mark, "other_person")
    assert codes(place, gate, text, "entry") == ["escort_required"]
    assert codes(place, gate, place.text, "entry") == []
    assert codes(place, gate, text, "entry") == []


def test_while_the_area_is_emptied_every_lane_leads_out_and_nobody_in(place: Place) -> None:
    place.gate.present(place.text, "camera")
    place.store.write("evacuation_started", {}, reading=place.clock.step())
    place.clock.step(60)
    for gate in (place.gate, place.confirm):
        answer = recorded(gate.present(place.text, "camera", "entry"))
        assert (answer.verdict.direction, answer.verdict.word, answer.outcome) == ("exit", "admit", "left")
        assert place.last().body["evacuated"] is True
    assert place.inside() is False
    unknown = recorded(place.gate.present("no pass", "camera", "entry"))
    assert (unknown.verdict.direction, unknown.verdict.word, unknown.outcome) == ("exit", "attention", "unknown")
