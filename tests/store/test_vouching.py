"""Two people vouch for the time: who may, what for, once a boot, and what it is worth."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from msgspec import Struct

from passdesk.credential.entry_signers import signers_of
from passdesk.domain.entries import Entry
from passdesk.domain.folding import Folded, fold
from passdesk.domain.judging import Quarantined
from passdesk.domain.movements import Times
from passdesk.domain.timekeeping import BUILD_DATE, VOUCHED_BEFORE
from passdesk.errors import Declined, Misuse
from passdesk.store.desk_store import DeskStore
from passdesk.store.signing import Signer
from passdesk.store.told import told
from passdesk.store.vouching import time_known, vouch
from tests.checkpoint.conftest import a_founded_desk
from tests.factories.clocks import FakeClock
from tests.factories.desks import DATABASE_KEY
from tests.factories.people import Office
from tests.factories.zones import Zone

HOUR, DAY = 3_600_000_000, 24 * 3_600_000_000
DEAD_BATTERY = 946_684_800_000_000


class Desk(Struct):
    store: DeskStore
    clock: FakeClock
    staff: dict[str, Signer]

    def vouch(self, at: int, *who: str) -> Entry:
        return vouch(self.store, at, [self.staff[name] for name in who], self.clock())

    def told(self) -> int:
        return told(self.store, self.clock()).at


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    """A desk that is its own zone, just started with a dead battery."""
    zone, clock = Zone(), FakeClock()
    with a_founded_desk(tmp_path / "desk", zone, clock) as store:
        office = Office(store, zone, clock)
        roles = {"officer": "checkpoint", "chief": "supervisor", "clerk": "hr", "second": "checkpoint"}
        staff = {name: office.operator(name, role) for name, role in roles.items()}
        staff["admin"] = zone.admin
        clock.reboot()
        yield Desk(store, clock, staff)


def test_from_then_on_time_goes_by_the_boot_clock(desk: Desk) -> None:
    right = desk.clock().wall
    desk.clock.set_wall(DEAD_BATTERY)
    assert not time_known(desk.store, desk.clock()).any
    entry = desk.vouch(right, "officer", "second")
    assert entry.body["was"] == DEAD_BATTERY
    assert len(entry.signatures) == 2
    assert desk.told() == right
    desk.clock.step(3600)
    desk.clock.set_wall(7)
    assert desk.told() == right + HOUR
    assert desk.store.journal.times().latest == right
    assert time_known(desk.store, desk.clock()).vouched


def test_it_stands_for_the_boot_also_after_a_start_of_the_program(desk: Desk, tmp_path: Path) -> None:
    right = desk.clock().wall
    desk.clock.set_wall(DEAD_BATTERY)
    desk.vouch(right, "officer", "admin")
    desk.store.close()
    with DeskStore.open(tmp_path / "desk", DATABASE_KEY) as again:
        assert told(again, desk.clock()).at == right
        with pytest.raises(Declined):
            vouch(again, right, [desk.staff["officer"], desk.staff["chief"]], desk.clock())
        desk.clock.reboot()
        assert not time_known(again, desk.clock()).vouched
        assert told(again, desk.clock()).at == desk.clock().wall
        assert again.journal.times().latest == right


def test_it_may_be_before_what_the_desk_wrote_with_a_clock_that_was_ahead(desk: Desk) -> None:
    right = desk.clock().wall
    desk.clock.set_wall(right + 1500 * DAY)
    desk.store.write("database_recovered", {}, reading=desk.clock())
    assert desk.store.journal.times().latest == right + 1500 * DAY
    desk.clock.set_wall(right + HOUR)
    desk.vouch(right, "chief", "officer")
    assert desk.store.journal.times().latest == right


REFUSED: dict[str, tuple[int, tuple[str, ...], type[Exception]]] = {
    "one alone": (0, ("officer",), Misuse),
    "one twice": (0, ("officer", "officer"), Misuse),
    "nobody": (0, (), Misuse),
    "with somebody of HR": (0, ("officer", "clerk"), Declined),
    "before the program was made": (BUILD_DATE - 1, ("officer", "chief"), Misuse),
    "in the next century": (VOUCHED_BEFORE, ("officer", "chief"), Misuse),
    "before all time": (-(1 << 70), ("officer", "chief"), Misuse),
}


@pytest.mark.parametrize(("at", "who", "error"), REFUSED.values(), ids=REFUSED)
def test_nothing_is_written_of(desk: Desk, at: int, who: tuple[str, ...], error: type[Exception]) -> None:
    seq = desk.store.journal.seq
    with pytest.raises(error):
        desk.vouch(at or desk.clock().wall, *who)
    assert desk.store.journal.seq == seq


def test_not_below_what_the_server_signed_and_not_once_it_has_told(desk: Desk) -> None:
    right = desk.clock().wall
    desk.store.journal.note_server_time(desk.clock(), right)
    with pytest.raises(Declined):
        desk.vouch(right, "officer", "chief")
    desk.clock.reboot()
    with pytest.raises(Misuse):
        desk.vouch(right - 1, "officer", "chief")
    desk.vouch(right, "officer", "chief")


def judged(desk: Desk, entry: Entry) -> Folded:
    with desk.store.view() as view:
        return fold(entry, view, signers=signers_of(entry, view))


def forged(desk: Desk, *who: str, **other: object) -> Entry:
    """An entry written past the checks, and not folded."""
    reading = desk.clock()
    body = {"boot": reading.boot_id, "anchor": reading.wall + DAY - reading.boot, "was": reading.wall, **other}
    signers = [desk.staff[name] for name in who]
    return desk.store.write("time_vouched", body, reading=reading, signers=signers, check=False)


@pytest.mark.parametrize("who", [(), ("officer",), ("officer", "clerk"), ("clerk",)])
def test_a_forged_one_is_quarantined_and_moves_no_clock(desk: Desk, who: tuple[str, ...]) -> None:
    folded = judged(desk, forged(desk, *who))
    assert isinstance(folded.judgement, Quarantined)
    assert folded.judgement.cause in ("unsigned", "operator_not_entitled")
    assert folded.at == desk.clock().wall
    assert all(not row.vouched for row in folded.changes.values() if isinstance(row, Times))


def test_one_for_another_boot_or_below_the_floor_moves_no_clock(desk: Desk) -> None:
    for other in ({"boot": bytes(16)}, {"anchor": -(1 << 60)}, {"anchor": 1 << 62}):
        folded = judged(desk, forged(desk, "officer", "chief", **other))
        assert folded.at == desk.clock().wall
