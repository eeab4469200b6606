"""A clock that was set or has drifted, at the gate: found by one reading, recorded once, shown, and doubted."""

from msgspec.structs import replace

from passdesk.checkpoint.answers import Recorded
from passdesk.checkpoint.clock_guard import ClockGuard
from passdesk.checkpoint.gate import Gate
from passdesk.domain.admission import Provenance
from passdesk.domain.clock_watch import Moved
from passdesk.store.vouching import vouch
from tests.checkpoint.conftest import Place
from tests.checkpoint.test_now import HOUR, MINUTE, with_a_server
from tests.factories.clocks import FakeClock

YEAR = 365 * 24 * HOUR


def shown(place: Place, gate: Gate) -> Provenance:
    answer = gate.present(place.text, "camera", "exit")
    assert isinstance(answer, Recorded)
    return answer.verdict.provenance


def moves(place: Place) -> list[tuple[str, int]]:
    return [(one.body["kind"], one.body["by"]) for one in place.store.journal.entries(kinds=("clock_moved",))]


def anchored(place: Place) -> Gate:
    with_a_server(place)
    place.store.journal.note_server_time(place.clock(), place.clock().wall)
    gate = place.gate
    assert gate.clock().moved is None
    return gate


def set_wall(clock: FakeClock, by: int) -> None:
    clock.set_wall(clock().wall + by)


def test_found_by_the_next_presentation_recorded_once_and_shown(place: Place) -> None:
    gate = anchored(place)
    set_wall(place.clock, -3 * HOUR)
    assert not shown(place, gate).clock_suspect
    kinds = [entry.kind for entry in place.store.journal.entries()][-2:]
    assert kinds == ["clock_moved", "shown"]
    for _ in range(3):
        place.clock.step(3600)
        shown(place, gate)
    assert moves(place) == [("back", 3 * HOUR)]
    standing = gate.clock()
    assert (standing.moved, standing.signed, standing.asks) == (Moved("back", 3 * HOUR), True, False)
    assert standing.at - place.clock().wall == 3 * HOUR


def test_a_look_when_nobody_comes_finds_it_too(place: Place) -> None:
    gate = anchored(place)
    set_wall(place.clock, YEAR)
    assert gate.clock().moved == Moved("ahead", YEAR)
    assert moves(place) == [("ahead", YEAR)]
    set_wall(place.clock, -YEAR)
    place.clock.step(3600)
    assert gate.clock().moved is None
    assert moves(place) == [("ahead", YEAR), ("back", YEAR)]


def test_a_drift_is_found_against_the_servers_time(place: Place) -> None:
    gate = anchored(place)
    for _ in range(24):
        place.clock.step(3600)
        set_wall(place.clock, 20_000_000)
        gate.clock()
    assert moves(place) == [("drift", 16 * 20_000_000)]
    assert gate.clock().moved == Moved("drift", 480_000_000)
    assert moves(place) == [("drift", 16 * 20_000_000)]
    assert Gate(place.store, "F1-1", place.clock).clock().moved == Moved("drift", 480_000_000)
    assert moves(place) == [("drift", 16 * 20_000_000)]


def test_sleep_is_no_move(place: Place) -> None:
    gate = anchored(place)
    place.clock.step(60 * 24 * 3600)
    shown(place, gate)
    place.clock.reboot()
    place.clock.step(3600)
    shown(place, gate)
    assert moves(place) == []


def test_without_a_server_a_clock_set_ahead_is_doubted_until_two_people_vouch(place: Place) -> None:
    gate = place.gate
    assert not shown(place, gate).clock_suspect
    set_wall(place.clock, 4 * YEAR)
    assert shown(place, gate).clock_suspect
    assert gate.clock().asks

    # A new start of the program remembers it.
    again = Gate(place.store, "F1-1", place.clock)
    assert shown(place, again).clock_suspect
    assert again.clock().asks

    right = place.clock().wall - 4 * YEAR
    vouch(place.store, right, (place.officer, place.office.operator("second", "supervisor")), place.clock())
    found = shown(place, again)
    assert (found.clock_suspect, found.vouched) == (False, True)
    standing = again.clock()
    assert (standing.asks, standing.vouched) == (False, True)
    assert abs(standing.at - right) < MINUTE


def test_without_a_server_a_clock_set_back_is_doubted_also_after_a_start(place: Place) -> None:
    gate = place.gate
    shown(place, gate)
    set_wall(place.clock, -24 * HOUR)
    for one in (gate, place.gate):
        assert shown(place, one).clock_suspect
        assert one.clock().asks
    place.clock.reboot()
    assert shown(place, place.gate).clock_suspect
    assert moves(place) == [("back", 24 * HOUR)]


def test_a_dead_battery_put_right_while_running_is_in_doubt_no_more(place: Place) -> None:
    right = place.clock().wall
    place.clock.reboot()
    place.clock.set_wall(946_684_800_000_000)
    gate = place.gate
    assert shown(place, gate).clock_suspect
    assert gate.clock().asks
    place.clock.set_wall(right + HOUR)
    assert not shown(place, gate).clock_suspect
    standing = gate.clock()
    assert (standing.asks, standing.moved) == (False, None)
    assert len(moves(place)) == 1


def test_a_finding_that_could_not_be_recorded_is_found_again(place: Place) -> None:
    gate, path = anchored(place), place.store.journal.file.path
    set_wall(place.clock, -3 * HOUR)
    hidden = path.rename(path.with_suffix(".away"))
    assert not isinstance(gate.present(place.text, "camera", "exit"), Recorded)
    hidden.rename(path)
    shown(place, gate)
    assert moves(place) == [("back", 3 * HOUR)]


def test_another_boot_is_watched_from_its_beginning(place: Place) -> None:
    guard = ClockGuard(place.store)
    assert guard.look(place.clock()) is None
    other = replace(place.clock(), boot=5, boot_id=bytes(16), wall=place.clock().wall + YEAR)
    assert guard.look(other) is None
