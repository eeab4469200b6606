"""(i) A wrong clock at boot, a clock stepped while running, sleep."""

from passdesk.clock import MICROSECONDS
from passdesk.domain.movements import Presence
from passdesk.store.going_on import note_start
from passdesk.sync.crossings import Crossing, CrossingQuery
from tests.factories.clocks import START
from tests.stories.town import Holder, Town, codes, whereabouts

HOUR = 3600
DAY = 24 * HOUR
DEAD_BATTERY = START - 400 * DAY * MICROSECONDS


def a_day_pass(town: Town) -> Holder:
    """Good for a day; the first line's gate knows it."""
    holder = town.holder("Chan Siu Ming", "陳小明", expires=town.clock().wall // MICROSECONDS + DAY)
    town.sync(town.office, town.gates["first"])
    return holder


def test_expired_stays_expired_with_a_wrong_clock_at_boot(town: Town) -> None:
    gate = town.gates["first"]
    holder = a_day_pass(town)
    assert town.show(gate, holder, "entry").admitted

    # It expires while the gate runs.
    town.clock.step(DAY)
    assert codes(town.show(gate, holder, "entry"))[0] == "expired"
    town.sync(gate)

    # The machine comes up with a dead battery and no line: more than a year ago, by its clock. The corrected time is
    # never below what the server last signed, so the pass stays expired; and the desk says that it doubts its clock.
    town.clock.reboot()
    right = town.clock.wall
    town.clock.set_wall(DEAD_BATTERY)
    answer = town.show(gate, holder, "entry")
    assert answer.verdict.word == "refuse"
    assert codes(answer)[0] == "expired"
    assert "clock_suspect" in codes(answer)
    assert answer.verdict.provenance.clock_suspect
    assert answer.at >= START + DAY * MICROSECONDS

    # A pass in force gets attention, never a plain ADMIT, while the clock is in doubt.
    fresh = town.holder("Li Na", "李娜")
    town.clock.set_wall(right)
    town.sync(town.office)
    town.clock.set_wall(DEAD_BATTERY)
    unknown = town.show(gate, fresh, "entry")
    assert unknown.verdict.word != "admit"
    assert "clock_suspect" in codes(unknown)


def test_the_servers_time_corrects_what_was_recorded_before_it(town: Town) -> None:
    office, gate, second = town.office, town.gates["first"], town.gates["second"]
    holder = town.holder("Chan Siu Ming", "陳小明")
    town.sync(office, gate, second)

    # The gate's machine comes up two days behind and lets somebody in; an officer had to look.
    town.clock.reboot()
    right = town.clock.wall
    gate_is_behind = right - 2 * DAY * MICROSECONDS
    town.clock.set_wall(gate_is_behind)
    answer = town.show(gate, holder, "entry")
    assert (answer.verdict.word, codes(answer)) == ("attention", ["clock_suspect"])
    town.settle(gate, answer, "passed")
    began = answer.at

    # The server answers with its own time: the anchor of this boot.
    town.clock.set_wall(right + 60 * MICROSECONDS)
    town.sync(gate)
    town.clock.set_wall(gate_is_behind)
    after = town.show(gate, holder, "exit")
    assert not after.verdict.provenance.clock_suspect
    assert abs(after.at - (right + 120 * MICROSECONDS)) < 10 * MICROSECONDS

    # The next entry carries the anchor, and what came before it in this boot is corrected everywhere.
    town.clock.set_wall(right + 180 * MICROSECONDS)
    town.sync(gate, office)
    with office.view() as view:
        presence = view.get(Presence, holder.person)
    assert isinstance(presence, Presence)
    assert presence.inside is False
    found = [row.at for row in _crossings(town)]
    assert len(found) == 2
    assert all(abs(at - right) < 300 * MICROSECONDS for at in found)
    assert began < right


def test_who_leaves_by_a_desk_with_a_dead_battery_is_recorded_as_left(town: Town) -> None:
    office, first, second = town.office, town.gates["first"], town.gates["second"]
    holder = town.holder("Chan Siu Ming", "陳小明")
    town.sync(office, first, second)

    # In by the second line; then the first line's gate exchanges, records nothing more, and is switched off.
    town.clock.step(HOUR)
    assert town.show(second, holder, "entry").admitted
    town.sync(second)
    town.clock.step(HOUR)
    town.sync(first)

    # It comes up with a dead battery and no line. No entry of its journal says how late it is; it does so itself,
    # and so the exit is later than the entry for everybody, not only on its own screen.
    town.clock.reboot()
    right = town.clock.wall
    town.clock.set_wall(DEAD_BATTERY)
    note_start(first, town.clock())
    town.settle(first, town.show(first, holder, "exit"), "left")
    assert whereabouts(first, holder) is False
    town.clock.set_wall(right)
    town.sync(office)
    late = [entry.kind for entry in first.journal.entries()]
    assert late.count("clock_held") == 1

    # Heard later, in another boot: no anchor will ever correct it, and it still lies where it belongs.
    town.clock.reboot()
    town.sync(first, office)
    assert whereabouts(office, holder) is False


def test_the_servers_time_is_told_as_soon_as_it_is_heard(town: Town) -> None:
    office, gate = town.office, town.gates["first"]
    holder = town.holder("Chan Siu Ming", "陳小明")
    town.sync(office, gate)
    town.clock.reboot()
    right = town.clock.wall
    town.clock.set_wall(right - 2 * DAY * MICROSECONDS)
    town.settle(gate, town.show(gate, holder, "entry"), "passed")
    town.clock.set_wall(right + 60 * MICROSECONDS)

    # One exchange puts right, for everybody, what this boot had recorded; no further entry is needed.
    town.sync(gate)
    assert [abs(row.at - right) < 300 * MICROSECONDS for row in _crossings(town)] == [True]
    town.sync(gate)
    assert [entry.kind for entry in gate.journal.entries()].count("time_heard") == 2


def test_a_clock_stepped_while_running_changes_nothing(town: Town) -> None:
    gate = town.gates["first"]
    holder = a_day_pass(town)
    before = town.show(gate, holder, "entry")

    # Somebody sets the wall clock a year back, then ten years on: boot clock and anchor go on.
    for wall in (DEAD_BATTERY, START + 3650 * DAY * MICROSECONDS):
        town.clock.set_wall(wall)
        answer = town.show(gate, holder, "exit" if wall == DEAD_BATTERY else "entry")
        assert answer.admitted
        assert not answer.verdict.provenance.clock_suspect
        assert 0 < answer.at - before.at < HOUR * MICROSECONDS

    # And a pass that has expired is not made good by stepping back.
    town.clock.step(DAY)
    town.clock.set_wall(DEAD_BATTERY)
    assert codes(town.show(gate, holder, "exit"))[0] == "expired"


def test_sleep_counts(town: Town) -> None:
    gate = town.gates["first"]
    holder = a_day_pass(town)
    answer = town.show(gate, holder, "entry")
    assert answer.admitted

    # The lid is closed for two days; the boot clock counts sleep, so nothing need be corrected on waking.
    town.clock.step(2 * DAY)
    woken = town.show(gate, holder, "exit")
    assert codes(woken)[0] == "expired"
    assert not woken.verdict.provenance.clock_suspect
    assert abs(woken.at - answer.at - (2 * DAY + 60) * MICROSECONDS) < MICROSECONDS
    assert woken.verdict.provenance.exchange_age_s is not None
    assert woken.verdict.provenance.exchange_age_s >= 2 * DAY


def _crossings(town: Town) -> list[Crossing]:
    answer = town.served.link(town.office).crossings(CrossingQuery())
    return list(answer.rows)
