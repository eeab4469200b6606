"""Institutions with how many people each has."""

from pathlib import Path

from passdesk.records.institutions_listing import list_institutions
from tests.checkpoint.conftest import a_founded_desk
from tests.factories.clocks import FakeClock
from tests.factories.people import Office
from tests.factories.zones import Zone


def test_only_live_filings_count(tmp_path: Path) -> None:
    zone, clock = Zone(), FakeClock()
    with a_founded_desk(tmp_path / "desk", zone, clock) as store:
        office = Office(store, zone, clock)
        hr = office.operator("hr", "hr")
        assert list_institutions(store) == []
        first, second = office.institution("b first", hr), office.institution("A second", hr)
        filed = [office.filing(office.person(name, hr), first, hr) for name in ("Ann", "Ben")]
        told = [(one.institution.name_latin, one.people) for one in list_institutions(store)]
        assert told == [("A second", 0), ("b first", 2)]
        office.act("filing_withdrawn", {"filing": filed[0], "reason": None}, hr)
        assert [one.people for one in list_institutions(store)] == [0, 1]
        assert {one.institution.key for one in list_institutions(store)} == {first, second}
