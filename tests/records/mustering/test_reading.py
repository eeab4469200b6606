"""Who is inside as a desk knows it: its register, its own open presentations, and lanes it does not hear."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from msgspec.structs import replace

from passdesk.domain.entries import Entry
from passdesk.domain.movements import Aside, Presence
from passdesk.domain.people import Desk
from passdesk.domain.register import Row
from passdesk.records.mustering import evacuating, ticking
from passdesk.records.mustering.counting import DAY_US, Expected
from passdesk.records.mustering.reading import muster
from passdesk.records.occupancy import how_many_inside
from tests.checkpoint.conftest import a_founded_desk, account_for_all
from tests.factories.clocks import FakeClock
from tests.factories.zones import Zone, id_of, policy_toml
from tests.records.mustering.conftest import Place, a_place
from tests.stories.town import Town, living_town

DAY = timedelta(days=1).total_seconds()


def doubts(people: tuple[Expected, ...]) -> dict[bytes, tuple[str, ...]]:
    return {one.person: one.doubts for one in people}


def refused(place: Place) -> Entry:
    return place.show(outcome=None, verdict="refuse", instruction="turn back", reasons=["expired"])


def settle(place: Place, outcome: str) -> Entry:
    seq = place.store.journal.seq
    body = {"shown": [place.store.journal.id, seq], "outcome": outcome, "ms": None, "reason": None}
    return place.store.write("outcome", body, reading=place.clock.step(), signers=(place.officer,))


def aside(place: Place) -> Entry:
    seq = place.store.journal.seq
    body = {"shown": [place.store.journal.id, seq], "verdict": "attention", "reasons": ["expired"]}
    return place.store.write("set_aside", body, reading=place.clock.step(), signers=(place.officer,))


def enter_and_wait(place: Place, seconds: float) -> None:
    place.show()
    place.clock.step(seconds)


def left_long_ago_then_unknown(place: Place) -> None:
    refused(place)
    settle(place, "unknown")
    place.show()
    place.show(direction="exit")


def turned_away_beside(place: Place) -> None:
    """As the counter says it."""
    refused(place)
    aside(place)

    def settled(row: Row) -> Row:
        return replace(row, state="settled", outcome="turned_away") if isinstance(row, Aside) else row

    account_for_all(place.store, settled)


SITUATIONS: dict[str, tuple[Callable[[Place], object], tuple[str, ...] | None]] = {
    "nobody came": (lambda _: None, None),
    "came in": (lambda place: place.show(), ()),
    "came in and left": (lambda place: (place.show(), place.show(direction="exit")), None),
    "came in yesterday": (lambda place: enter_and_wait(place, DAY + 60), ("long_inside",)),
    "shown and awaited": (refused, ("awaited",)),
    "turned away": (lambda place: (refused(place), settle(place, "turned_away")), None),
    "nobody settled it": (lambda place: (refused(place), settle(place, "unknown")), ("unknown",)),
    "nobody settled it, two days ago": (
        lambda place: (refused(place), settle(place, "unknown"), place.clock.step(2 * DAY)), None,
    ),
    "set aside": (lambda place: (refused(place), aside(place)), ("aside",)),
    "set aside, then turned away": (turned_away_beside, None),
    "unknown first, then in and out": (left_long_ago_then_unknown, None),
    "let in twice": (lambda place: (place.show(), place.show()), ("two_lanes",)),
    "let in twice, then out": (
        lambda place: (place.show(), place.show(), place.show(direction="exit")), ("two_lanes",),
    ),
    "awaited on the way out": (
        lambda place: (place.show(), place.show(direction="exit", outcome=None, verdict="attention",
                                                instruction="hold", reasons=["expired"])), ("awaited",),
    ),
    "awaited on the way out, never in": (
        lambda place: place.show(direction="exit", outcome=None, verdict="attention", instruction="hold"), None,
    ),
}  # fmt: skip


@pytest.mark.parametrize(("happened", "expected"), SITUATIONS.values(), ids=SITUATIONS)
def test_what_happened_at_one_desk(
    place: Place, happened: Callable[[Place], object], expected: tuple[str, ...] | None
) -> None:
    happened(place)
    people = place.count().expected
    assert doubts(people) == ({} if expected is None else {place.holder.person: expected})
    place.store.catch_up()
    assert doubts(place.count().expected) == doubts(people)


@pytest.mark.parametrize(("days", "certain"), [(1, 0), (2, 0), (4, 1), (7, 1)])
def test_a_class_that_may_stay_for_days_is_no_wonder(tmp_path: Path, days: int, certain: int) -> None:
    policy = policy_toml().replace(b'word = "TALENT"', f'word = "TALENT"\nstay = {{ days = {days} }}'.encode())
    zone, clock = Zone(policy=policy), FakeClock()
    with a_founded_desk(tmp_path / "desk", zone, clock) as store:
        place = a_place(store, zone, clock)
        enter_and_wait(place, 3 * DAY)
        assert (place.count().least, place.count().most) == (certain, 1)


def test_who_is_set_aside_at_another_desk_is_possible_until_it_is_settled(place: Place) -> None:
    key = id_of("gate two") + (7).to_bytes(8)
    row = Aside(
        key=key, person=place.holder.person, pass_id=None, direction="entry", lane="S1-1", verified=True, after=None,
        at=place.clock().wall, verdict="attention", reasons=(),
    )  # fmt: skip
    place.store.catch_up()
    for state, outcome, found in (("waiting", "", ("aside",)), ("settled", "unknown", ("unknown",))):
        changed = replace(row, state=state, outcome=outcome)
        number = (place.store.registers.current.number or 0) + 1
        page = [(changed.TABLE, key, changed.needs, changed.to_map())]
        place.store.registers.current.apply_page(page, number)
        assert doubts(place.count().expected) == {place.holder.person: found}
    settled = replace(row, state="settled", outcome="turned_away")
    place.store.registers.current.apply_page([(row.TABLE, key, row.needs, settled.to_map())], number + 1)
    assert place.count().expected == ()


def test_lanes_that_are_silent_are_named_and_who_came_by_them_is_only_possible(tmp_path: Path) -> None:
    with living_town(tmp_path) as town:
        first, second = town.gates["first"], town.gates["second"]
        here, there = town.holder("Chan Siu Ming"), town.holder("Ho Ka Yan")
        town.sync(town.office, first, second)
        assert town.show(first, here, "entry").admitted
        assert town.show(second, there, "entry").admitted
        town.sync(first, second, first, town.office)
        counted = muster(first, town.clock)
        assert (counted.least, counted.most, counted.silent) == (2, 2, ())
        heard = town.clock().wall
        town.clock.step(4 * 3600)
        counted = muster(first, town.clock)
        assert (counted.least, counted.most) == (1, 2)
        assert [one.lane for one in counted.silent] == ["S1-1"]
        assert 0 < counted.silent[0].since <= heard
        assert doubts(counted.expected) == {here.person: (), there.person: ("lane_silent",)}
        # At the office nothing is heard of either gate for as long.
        assert [one.lane for one in muster(town.office, town.clock).silent] == ["F1-1", "S1-1"]


def test_a_desk_that_is_not_told_who_is_inside_says_so(place: Place) -> None:
    place.show()
    assert place.count().knows

    def issuing_only(row: Row) -> Row:
        return replace(row, roles=("issuing",)) if isinstance(row, Desk) else row

    account_for_all(place.store, issuing_only)
    assert not place.count().knows


def test_ticks_are_of_this_evacuation_or_of_today(place: Place) -> None:
    other = place.known("Ho Ka Yan")
    place.show()
    ticking.tick(place.store, place.clock, [place.holder.person, other])
    counted = place.count()
    assert (counted.found, counted.missing_most, [one.person for one in counted.besides]) == (2, 0, [other])
    place.clock.step(60)
    evacuating.start(place.store, place.clock)
    assert place.count().found == 0
    ticking.tick(place.store, place.clock, [place.holder.person])
    assert (place.count().found, place.count().started) == (1, place.last("evacuation_started").mark)
    evacuating.end(place.chief)
    assert place.count().found == 1
    place.clock.step(2 * DAY)
    assert (place.count().found, place.count().started) == (0, None)


def test_rows_are_found_under_a_value_that_no_index_keeps(place: Place) -> None:
    """Own rows over the server's, and those only in memory, whichever of them says so."""
    place.show()
    assert how_many_inside(place.store) == 1
    place.store.catch_up()
    account_for_all(place.store)
    assert how_many_inside(place.store) == 1
    place.show(direction="exit")
    assert how_many_inside(place.store) == 0
    place.store.catch_up()
    assert how_many_inside(place.store) == 0
    with place.store.view() as view:
        assert [row.inside for row in view.all(Presence)] == [False]
        hidden = Presence(key=b"inside\xf5".ljust(16, b"-"), inside=False, at=DAY_US, lane="x", movement=(bytes(16), 1))
    number = (place.store.registers.current.number or 0) + 1
    place.store.registers.current.apply_page([(hidden.TABLE, hidden.key, hidden.needs, hidden.to_map())], number)
    assert how_many_inside(place.store) == 0


def test_a_town_is_counted_the_same_at_every_desk(tmp_path: Path) -> None:
    with living_town(tmp_path) as town:
        _enter(town)
        counted = [muster(store, town.clock) for store in (town.office, *town.gates.values())]
        assert [(one.least, one.most, one.knows) for one in counted] == [(2, 2, True)] * 3


def _enter(town: Town) -> None:
    first, second = town.gates["first"], town.gates["second"]
    here, there = town.holder("Chan Siu Ming"), town.holder("Ho Ka Yan")
    town.sync(town.office, first, second)
    town.show(first, here, "entry")
    town.show(second, there, "entry")
    town.sync(first, second, first, town.office)
