"""Which desk a name means where a journal went on: both bear it."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.cli.served import ServedZone, a_served_zone
from tests.cli.shell import Shell

GATE = ("gate", "--role", "checkpoint", "--lane", "F1-1")


@pytest.fixture
def zone(tmp_path: Path) -> Iterator[ServedZone]:
    zone = a_served_zone(tmp_path)
    with zone.running():
        yield zone


@pytest.fixture
def office(zone: ServedZone, tmp_path: Path) -> Shell:
    """An admin desk that knows of a gate whose journal went on, after an older copy was put back."""
    office = zone.join("office", "--role", "admin")
    gate = zone.join(*GATE)
    old = shutil.copy(gate.data / "journal.db", tmp_path / "old.db")
    gate("scan", "123456789012")
    shutil.copy(old, gate.data / "journal.db")
    gate("sync").done()
    office("sync").done()
    return office


def states(office: Shell) -> list[str]:
    return sorted(row["state"] for row in office("desk", "list", "--json").objects if row["name"] == "gate")


def test_the_journal_that_went_on_is_confirmed_by_its_name(office: Shell) -> None:
    assert states(office) == ["active", "unconfirmed"]
    office.by("admin", "desk", "confirm", "gate").done()
    assert states(office) == ["active", "active"]
    assert office.by("admin", "desk", "confirm", "gate").err.startswith("This desk is confirmed already.")


def test_the_newest_is_disabled_first_and_what_still_counts_is_said(office: Shell) -> None:
    first = office.by("admin", "desk", "disable", "gate")
    assert (first.status, "still counts" in first.err) == (0, True)
    assert states(office) == ["active", "disabled"]
    second = office.by("admin", "desk", "disable", "gate")
    assert (second.status, second.err) == (0, "")
    assert states(office) == ["disabled", "disabled"]


def test_an_export_is_not_of_one_of_two_by_chance(office: Shell, tmp_path: Path) -> None:
    ran = office("export", "crossings", "--out", tmp_path / "out.csv", "--desk", "gate")
    assert (ran.status, "several desks" in ran.err) == (2, True)


def test_a_name_nobody_has_is_said(office: Shell) -> None:
    ran = office.by("admin", "desk", "confirm", "gaet")
    assert ran.status == 2
    assert "'gaet' is not the name or id of a desk." in ran.err


def test_a_place_is_not_opened_under_the_name_of_a_desk_unless_that_is_disabled(zone: ServedZone) -> None:
    office = zone.join("office", "--role", "admin")
    zone.join(*GATE)
    ran = zone.server.by("admin", "server", "enrol", *GATE)
    assert ran.status == 1
    assert ran.err.startswith("There is a desk gate in this zone already.\nNo place was opened.\n")
    office("sync").done()
    office.by("admin", "desk", "disable", "gate").done()
    office("sync").done()
    assert zone.enrol(*GATE)
