"""The last second of a pass, the second in which a timetable turns, midnight with somebody at the gate, and the two
nights of the year on which the clocks are changed."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from passdesk.checkpoint.answers import Recorded, Settled
from passdesk.checkpoint.meanwhile import since
from passdesk.clock import MICROSECONDS
from passdesk.credential.token import open_token
from passdesk.domain.movements import Direction
from tests.checkpoint.conftest import Place
from tests.checkpoint.test_gate import recorded
from tests.checkpoint.test_heading import a_place, changed
from tests.factories.zones import policy_toml

Shows = Callable[[Place, datetime], Recorded]
LANE = b'[lanes.F1-1]\ncheckpoint = "F1"\nmode = "automatic"\n'
CLASS = b"[classes.talent]\nnumber = 1\n"
a_desk = contextmanager(a_place)


def by_the_clock(place: Place, at: datetime) -> Recorded:
    """The PC's clock has come so far."""
    place.clock.step((int(at.timestamp() * MICROSECONDS) - place.clock.wall) / MICROSECONDS)
    return recorded(place.gate.present(place.text, "camera", "entry"))


def on_trial(place: Place, at: datetime) -> Recorded:
    """As `scan --at` asks it."""
    return recorded(place.gate.present(place.text, "camera", "entry", at=int(at.timestamp() * MICROSECONDS)))


def codes(answer: Recorded) -> list[str]:
    return [reason.code for reason in answer.verdict.reasons]


def end_of(place: Place) -> datetime:
    return datetime.fromtimestamp(open_token(place.holder.token).claims.expires, UTC)


@pytest.mark.parametrize("shows", [by_the_clock, on_trial])
@pytest.mark.parametrize(("before", "expired"), [(1, False), (0.000001, False), (0, True), (-0.000001, True)])
def test_a_pass_is_good_up_to_its_last_microsecond(
    place: Place, shows: Shows, before: float, expired: bool
) -> None:
    answer = shows(place, end_of(place) - timedelta(seconds=before))
    assert ("expired" in codes(answer)) is expired
    assert (answer.verdict.word == "refuse") is expired


def test_who_came_in_the_last_second_is_let_pass_after_it(place: Place) -> None:
    """The verdict was of then, and that time went on is no news."""
    place.clock.step((end_of(place) - timedelta(seconds=1)).timestamp() - place.clock.wall / MICROSECONDS)
    answer = recorded(place.confirm.present(place.text, "camera", "entry"))
    assert answer.awaiting
    place.clock.step(90)
    assert since(place.store, place.confirm, answer).verdict is None
    assert isinstance(place.confirm.outcome(answer.entry, "passed", place.officer), Settled)
    assert place.inside()
    assert "expired" in codes(recorded(place.confirm.present(place.text, "camera", "entry")))


def test_who_stands_there_at_midnight_passed_when_they_passed(place: Place) -> None:
    """Local midnight in the zone; the outcome is of the day after."""
    midnight = datetime(2027, 1, 19, 16, tzinfo=UTC)
    place.clock.step((midnight - timedelta(seconds=1)).timestamp() - place.clock.wall / MICROSECONDS)
    answer = recorded(place.confirm.present(place.text, "camera", "entry"))
    place.clock.step(2)
    assert since(place.store, place.confirm, answer).verdict is None
    settled = place.confirm.outcome(answer.entry, "passed", place.officer)
    assert isinstance(settled, Settled)
    assert settled.ms == 2000


TABLE = b'timetable = [["00:00", "exit"], ["08:40", "entry"], ["23:59", "exit"]]\n'


@pytest.mark.parametrize(
    ("at", "direction"),
    [("08:39:59.999999", "exit"), ("08:40:00.000000", "entry"), ("23:58:59.999999", "entry"),
     ("23:59:00.000000", "exit"), ("00:00:00.000000", "exit")],
)  # fmt: skip
def test_a_timetable_turns_in_its_very_second(tmp_path: Path, at: str, direction: Direction) -> None:
    local = datetime.fromisoformat(f"2027-01-20T{at}+08:00")
    with a_desk(tmp_path / "desk", changed(policy_toml(), LANE, LANE + TABLE)) as place:
        answer = recorded(place.gate.present("no pass", "camera", at=int(local.timestamp() * MICROSECONDS)))
    assert answer.verdict.direction == direction


def in_london(hours: bytes, table: bytes) -> bytes:
    policy = changed(policy_toml(), b'time_zone = "Asia/Hong_Kong"', b'time_zone = "Europe/London"')
    return changed(changed(policy, CLASS, CLASS + hours), LANE, LANE + table)


@pytest.fixture(scope="module")
def london(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Place]:
    """Open from one to two at night, and the lane turns at half past one."""
    table = b'timetable = [["00:00", "exit"], ["01:30", "entry"]]\n'
    with a_desk(tmp_path_factory.mktemp("london") / "desk", in_london(b'hours = ["01:00", "02:00"]\n', table)) as place:
        yield place


@pytest.mark.parametrize(
    ("utc", "is_open", "direction"),
    [
        # The hour that is there twice: both are between one and two.
        ("2027-10-30T23:59:59", False, "exit"), ("2027-10-31T00:00:00", True, "exit"),
        ("2027-10-31T00:30:00", True, "entry"), ("2027-10-31T00:59:59", True, "entry"),
        ("2027-10-31T01:00:00", True, "exit"), ("2027-10-31T01:30:00", True, "entry"),
        ("2027-10-31T01:59:59", True, "entry"), ("2027-10-31T02:00:00", False, "entry"),
        # The hour that is not there: at one it is two, and what turns at half past one has turned.
        ("2027-03-28T00:59:59", False, "exit"), ("2027-03-28T01:00:00", False, "entry"),
        ("2027-03-28T01:30:00", False, "entry"),
    ],
)  # fmt: skip
def test_the_nights_on_which_clocks_are_changed(london: Place, utc: str, is_open: bool, direction: Direction) -> None:
    at = int(datetime.fromisoformat(f"{utc}+00:00").timestamp()) * MICROSECONDS
    shown: dict[str, Any] = {"at": at}
    assert recorded(london.gate.present("no pass", "camera", **shown)).verdict.direction == direction
    answer = recorded(london.gate.present(london.text, "camera", "entry", **shown))
    assert ("outside_hours" not in codes(answer)) is is_open
