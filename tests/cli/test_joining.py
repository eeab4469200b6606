"""`init --join` cut off, tried again, or pointed at a folder in use: a code is spent only where a desk is then."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from passdesk.clock import Reading
from tests.cli import processes
from tests.cli.served import ServedZone, a_served_zone
from tests.cli.shell import Ran, Shell, password_of
from tests.cli.town import ZONE_FILE
from tests.factories.clocks import FakeClock


class ClockThatStops(FakeClock):
    """Interrupts the program at the `last` time it is asked, as whoever ends it would; the shell itself asks once."""

    last: int = 0
    asked: int = 0

    def __call__(self) -> Reading:
        self.asked += 1
        if self.asked == self.last:
            raise KeyboardInterrupt
        return super().__call__()


@pytest.fixture
def zone(tmp_path: Path) -> Iterator[ServedZone]:
    zone = a_served_zone(tmp_path)
    with zone.running():
        yield zone


def joined(zone: ServedZone, shell: Shell, code: str) -> Ran:
    return shell("init", "--join", code, "--server", zone.url)


def cut_off(zone: ServedZone, code: str, last: int) -> Path:
    """The folder of a gate whose enrolment ended at the `last` reading of the clock, if it came so far."""
    clock = ClockThatStops(last=last)
    joined(zone, Shell(zone.folder / "gate", clock), code)
    return zone.folder / "gate"


def waiting(zone: ServedZone) -> list[str]:
    return [path.name for path in zone.folder.glob("*.joining")]


def test_a_folder_in_use_is_refused_before_the_code_is_sent(zone: ServedZone) -> None:
    code = zone.enrol("gate", "--role", "records")
    (zone.folder / "gate").mkdir()
    (zone.folder / "gate" / "file").write_text("of somebody")
    ran = joined(zone, zone.desk("gate"), code)
    assert (ran.status, "not an empty folder" in ran.err) == (1, True)
    assert waiting(zone) == []
    joined(zone, zone.desk("elsewhere"), code).done()
    assert waiting(zone) == []


def test_a_desk_that_is_enrolled_already_is_said_to_be(zone: ServedZone) -> None:
    code = zone.enrol("gate", "--role", "records")
    joined(zone, zone.desk("gate"), code).done()
    for each in (code, zone.enrol("other", "--role", "records")):
        ran = joined(zone, zone.desk("gate"), each)
        assert ran.status == 1
        assert ran.err.startswith("This folder holds a desk already: ")
        assert "passdesk sync" in ran.err
    zone.desk("gate")("sync").done()


@pytest.mark.parametrize("last", range(2, 10))
def test_cut_off_anywhere_it_is_a_desk_or_can_be_enrolled_with_the_same_code(zone: ServedZone, last: int) -> None:
    code = zone.enrol("gate", "--role", "records")
    folder, gate = cut_off(zone, code, last), zone.desk("gate")
    ran = joined(zone, gate, code)
    if "was cut off" in ran.err:
        assert ran.status == 1
        assert str(zone.folder / "gate.joining") in ran.err
        folder.rename(zone.folder / "moved away")
        joined(zone, gate, code).done()
    elif ran.status:
        assert ran.err.startswith("This folder holds a desk already: ")
    assert waiting(zone) == []
    gate("sync").done()
    assert [row["name"] for row in gate("desk", "list", "--json").objects] == ["gate", "server"]


def test_a_key_that_waits_beside_a_desk_that_is_ready_is_taken_away(zone: ServedZone) -> None:
    code = zone.enrol("gate", "--role", "records")
    cut_off(zone, code, 3)
    key = (zone.folder / "gate.joining").read_text()
    (zone.folder / "gate").rename(zone.folder / "moved away")
    joined(zone, zone.desk("gate"), code).done()
    (zone.folder / "gate.joining").write_text(key)
    assert joined(zone, zone.desk("gate"), code).err.startswith("This folder holds a desk already: ")
    assert waiting(zone) == []


def test_a_desk_of_its_own_is_not_taken_for_one_that_was_cut_off(zone: ServedZone) -> None:
    code = zone.enrol("gate", "--role", "records")
    cut_off(zone, code, 2)
    alone = zone.desk("gate")
    alone("init", "--zone", ZONE_FILE, "--alone", PASSDESK_PASSWORD=password_of("admin")).done()
    assert joined(zone, alone, code).err.startswith("This folder holds a desk already: ")
    alone("journal", "verify").done()
    assert waiting(zone) != [], "the key is of the enrolment that was cut off, not of this desk"


def test_nothing_is_called_cut_off_but_a_desk(zone: ServedZone) -> None:
    code = zone.enrol("gate", "--role", "records")
    (zone.folder / "gate.joining").write_text("00" * 32)
    (zone.folder / "gate").mkdir()
    (zone.folder / "gate" / "letter.txt").write_text("somebody's")
    said = joined(zone, zone.desk("gate"), code).err
    assert "is not an empty folder" in said
    assert "cut off" not in said


def test_an_enrolment_that_finds_no_room_can_be_tried_again(zone: ServedZone) -> None:
    code = zone.enrol("gate", "--role", "records")
    words = ("init", "--join", code, "--server", zone.url)
    assert processes.ran(zone.folder / "gate", *words, limit=2_000).returncode == 3
    joined(zone, zone.desk("gate"), code).done()
    assert waiting(zone) == []
