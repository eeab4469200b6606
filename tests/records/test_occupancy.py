"""By when those who are inside have to leave, as seen here."""

from collections.abc import Iterator
from datetime import datetime, time, timedelta
from pathlib import Path

import pytest

from passdesk.domain.passes import Pass
from passdesk.domain.zone import Policy
from passdesk.records.occupancy import Inside, inside
from passdesk.store.policy_here import in_force
from tests.checkpoint.conftest import Place, a_founded_desk
from tests.factories.clocks import FakeClock
from tests.factories.people import Office, a_holder
from tests.factories.zones import Zone, id_of


@pytest.fixture
def at(tmp_path: Path) -> Iterator[Place]:
    zone, clock = Zone(), FakeClock()
    with a_founded_desk(tmp_path / "desk", zone, clock) as store:
        office = Office(store, zone, clock)
        yield Place(store, zone, clock, office, a_holder(office), office.operator("chief", "supervisor"))


def policy(at: Place) -> Policy:
    held = in_force(at.store, at.clock).policy
    assert held is not None
    return held


def come_in(at: Place, person: bytes) -> Inside:
    at.office.act("put_right", {"people": [person], "inside": True, "reason": "seen"}, at.officer)
    (one,) = [one for one in inside(at.store, policy(at)) if one.person == person]
    return one


def visitor(at: Place, name: str = "Visitor Wong") -> bytes:
    holder, office = at.holder, at.office
    person = office.person(name, holder.hr)
    filing = office.filing(person, holder.institution, holder.hr, class_number=4)
    office.approve(filing, person, holder.institution, holder.approver)
    office.issue(filing, person, holder.institution, office.issuing_key(name), holder.hr, days=5, class_number=4)
    return person


def test_a_class_that_limits_stays_says_by_when(at: Place) -> None:
    one, rules = come_in(at, visitor(at)), policy(at)
    days = rules.classes[4].stay
    assert days is not None
    assert days.days is not None
    first = datetime.fromtimestamp(one.since / 1_000_000, rules.local).date()
    end = datetime.combine(first + timedelta(days=days.days), time(), rules.local)
    assert one.leave_by == int(end.timestamp()) * 1_000_000


def test_who_may_stay_by_another_pass_or_whose_class_limits_nothing_has_no_end(at: Place) -> None:
    assert come_in(at, at.holder.person).leave_by is None
    person, holder = visitor(at), at.holder
    filing = at.office.filing(person, at.office.institution("Second", holder.hr), holder.hr)
    at.office.approve(filing, person, id_of("Second"), holder.approver)
    at.office.issue(filing, person, id_of("Second"), at.office.issuing_key("second"), holder.hr)
    assert come_in(at, person).leave_by is None


def test_without_a_policy_or_a_good_pass_nothing_is_said(at: Place) -> None:
    person = visitor(at)
    come_in(at, person)
    assert [one.leave_by for one in inside(at.store) if one.person == person] == [None]
    at.office.act("person_suspended", {"person": person, "reason": None}, at.officer)
    with at.store.view() as view:
        (held,) = view.find(Pass, "person", person)
    at.office.act("pass_revoked", {"pass": held.key, "reason": None}, at.officer)
    assert [one.leave_by for one in inside(at.store, policy(at)) if one.person == person] == [None]
