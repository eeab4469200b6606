"""The queue at a real window, off the network, at 8:40: what came of everybody, by the journal and by the server."""

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import datetime
from itertools import pairwise

import pytest
from msgspec.structs import replace

from passdesk.checkpoint.asides import asides
from passdesk.clock import MICROSECONDS
from passdesk.demo.queue_after import at_the_server, settle_asides
from passdesk.demo.queue_figures import Served, figures, holds_up_s, quantiles
from passdesk.demo.queue_script import (
    KINDS,
    MOST_S,
    QUEUE,
    SHORT,
    InLine,
    Mode,
    keys,
    must_become,
    officer_s,
    settled_as,
    steps,
)
from passdesk.domain.crossings import CrossingFilter
from passdesk.domain.movements import Presence
from passdesk.store.desk_store import DeskStore
from passdesk.sync.zone_crossings import zone_crossings
from tests.demo.morning import HONG_KONG, HOUR, MINUTE, Morning, a_morning
from tests.simulation.places import quick_folder
from tests.stories.town import OFFICER, SUPERVISOR

SIXTY = {
    "good": 45, "hard to read": 5, "without a pass": 3, "unknown pass": 3, "expired": 2, "other line": 1, "twice": 1,
}  # fmt: skip
FREE_WITHIN_MS = 1000
"""Far above what it takes; a machine with other work gets it too."""


class Played:
    """A morning that was played, and how."""

    def __init__(self, morning: Morning, served: list[Served], line: Sequence[InLine], mode: Mode) -> None:
        self.morning, self.served, self.line, self.mode = morning, served, line, mode

    @property
    def aside(self) -> list[InLine]:
        return [one.place for one in self.served if one.came_of.endswith("set aside")]


@pytest.fixture(scope="module", params=[("automatic", QUEUE), ("confirm", SHORT)], ids=["automatic", "confirm"])
def played(request: pytest.FixtureRequest) -> Iterator[Played]:
    mode, line = request.param
    with quick_folder() as folder, a_morning(folder / "zone", line, mode) as morning:
        yield Played(morning, morning.serve(mode), line, mode)


# The script alone


def test_the_queue_is_the_one_that_was_promised() -> None:
    assert Counter(one.kind for one in QUEUE) == SIXTY
    assert [one.number for one in QUEUE] == list(range(1, 61))


def test_the_short_one_has_every_kind_and_whoever_comes_twice_follows_a_good_one() -> None:
    assert {one.kind for one in SHORT} == set(KINDS)
    assert {one.by for one in SHORT} == {one.by for one in QUEUE}
    for line in (QUEUE, SHORT):
        for before, one in pairwise(line):
            assert one.kind != "twice" or before.kind == "good"


@pytest.mark.parametrize(("mode", "pressed"), [("automatic", 0), ("confirm", 1)])
def test_keys_for_a_good_one(mode: Mode, pressed: int) -> None:
    assert {keys(steps(one, mode)) for one in QUEUE if one.kind == "good"} == {pressed}


@pytest.mark.parametrize("mode", ["automatic", "confirm"])
def test_no_odd_case_asks_more_of_the_officer_than_is_allowed(mode: Mode) -> None:
    assert max(officer_s(steps(one, mode)) for one in QUEUE) <= MOST_S


def test_what_figures_say() -> None:
    served = [Served(one, steps(one, "confirm"), 10.0 * one.number, "", (b"", 1)) for one in QUEUE]
    assert [round(one, 1) for one in quantiles(served)] == [305.0, 594.1, 600.0]
    assert quantiles(served[:1]) == (10.0, 10.0, 10.0)
    lines = figures(served, "confirm")
    assert lines[2].split() == ["good", "45", "1", "0.7", "290", "596", "600"]
    assert lines[-1].split() == ["everybody", "60", "1", "to", "10", "2.8", "305", "594", "600"]


# At the window


def test_everybody_became_what_they_must(played: Played) -> None:
    wrong = [(one.place, one.came_of) for one in played.served if one.came_of != must_become(one.place)]
    assert wrong == []
    assert [one.place for one in played.served] == list(played.line)


def test_nobody_held_up_the_lane_for_long(played: Played) -> None:
    """By what the officer had to do, and by the program; what that takes is measured by `make bench`."""
    assert max(holds_up_s(one) for one in played.served if one.place.kind != "good") <= MOST_S
    assert 0 < quantiles(one for one in played.served if one.place.kind == "good")[0] < FREE_WITHIN_MS


def test_it_was_that_time_of_day(played: Played) -> None:
    first = next(iter(played.morning.gate.journal.entries(1, kinds=("shown",))))
    at = datetime.fromtimestamp(first.content.at / MICROSECONDS, HONG_KONG)
    assert (at.hour, at.minute - MINUTE < 10) == (HOUR, True)


def test_who_was_let_in_is_inside_and_nobody_else(played: Played) -> None:
    """By this desk's own register: the server has heard of none of it."""
    comers = {one.place.number: one for one in played.morning.queue}
    passed = {comers[one.place.number].person for one in played.served if one.came_of.endswith("passed")}
    assert inside(played.morning.gate) == passed


def test_once_the_network_is_back_the_server_has_everybody_once_and_the_counter_settles_them(played: Played) -> None:
    town, gate, counter = played.morning.town, played.morning.gate, played.morning.counter
    town.sync(gate, counter)
    assert [one.shown for one in asides(counter)] == [one.shown for one in played.served if one.place in played.aside]
    officer, supervisor = town.staff[OFFICER], town.staff[SUPERVISOR]
    came = settle_asides(counter, town.clock, played.served, officer, supervisor)
    assert came == [settled_as(one) for one in played.aside]
    town.sync(counter, gate, town.office)
    for desk in (gate, counter, town.office):
        assert asides(desk) == ()
    records = list(zone_crossings(town.served.link(town.office), CrossingFilter()))
    how_many, outcomes = at_the_server(records, played.served)
    assert how_many == f"{len(played.line)} of {len(played.line)}, once each"
    assert len(records) == len(played.line)
    let_in = sum(one.came_of.endswith("passed") for one in played.served) + came.count("passed")
    assert Counter(outcomes)["passed"] == let_in
    assert inside(gate) <= inside(town.office)
    assert {fate for _, fate, _ in town.served.fates()} == {"applies"}


def test_a_crossing_the_server_has_twice_or_never_is_seen(played: Played) -> None:
    town = played.morning.town
    town.sync(played.morning.gate)
    records = list(zone_crossings(town.served.link(town.office), CrossingFilter()))
    assert at_the_server([*records, records[0]], played.served)[0].endswith("some twice")
    lost = [one for one in records if one.mark != played.served[0].shown]
    assert at_the_server(lost, played.served)[0].startswith(f"{len(played.line) - 1} of")


def test_whom_the_counter_does_not_know_it_leaves_alone(played: Played) -> None:
    town, strangers = played.morning.town, [replace(one, shown=(b"", 0)) for one in played.served]
    assert settle_asides(played.morning.counter, town.clock, strangers, *(town.staff[OFFICER],) * 2) == []


def inside(store: DeskStore) -> set[bytes]:
    with store.view() as view:
        return {row.key for row in view.all(Presence) if row.inside}
