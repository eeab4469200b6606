"""What can be done with a person, step by step through the life of a pass, for each role."""

import pytest

from passdesk.issuing import filings, institutions, passes, people, watching
from passdesk.issuing.possible import possible
from passdesk.store.acts import Acting
from tests.factories.people import Office
from tests.issuing.conftest import Bureau


def doings(acting: Acting, person: bytes) -> list[str]:
    """What this operator can do, and with a mark what only stands open to others."""
    return [one.doing if not one.against else f"{one.doing}!" for one in possible(acting, person)]


def test_each_step_of_the_work_opens_the_next(bureau: Bureau) -> None:
    hr, approver = bureau.staff.hr, bureau.staff.approver
    person = bureau.person()
    after = ["edit", "file", "suspend_person", "watch!", "erase!"]
    assert doings(hr, person) == after
    filing = bureau.filed(person)
    assert doings(hr, person) == ["approve!", "withdraw", *after]
    assert doings(approver, person)[:2] == ["approve", "withdraw"]
    filings.approve(approver, filing)
    assert doings(hr, person) == ["issue", "withdraw", *after]
    issued = passes.issue(hr, person)
    assert doings(hr, person) == ["withdraw", "print", "replace", "suspend", "revoke", *after]
    passes.suspend(hr, issued.pass_id)
    assert doings(hr, person) == ["withdraw", "replace", "resume!", "revoke", *after]
    passes.revoke(hr, issued.pass_id)
    assert doings(hr, person) == ["issue", "withdraw", *after]
    filings.withdraw(hr, filing)
    assert doings(hr, person) == after


def test_who_filed_does_not_approve(bureau: Bureau) -> None:
    staff, person = bureau.staff, bureau.person()
    office = Office(staff.store, bureau.zone, staff.clock)
    both = Acting(staff.store, office.operator("both", "hr", "approver"), staff.clock)
    now = bureau.now
    filings.file(both, person, bureau.institution, "talent", valid_from=now, valid_until=now + 86_400)

    def against(acting: Acting) -> list[str]:
        return [one.against for one in possible(acting, person) if one.doing == "approve"]

    assert (against(both), against(staff.hr), against(staff.approver)) == (["own_filing"], ["not_entitled"], [""])


def test_the_person_and_the_watchlist(bureau: Bureau) -> None:
    chief, person = bureau.staff.chief, bureau.person()
    assert doings(chief, person) == ["edit!", "file!", "suspend_person", "watch", "erase"]
    people.suspend(chief, person)
    watching.watch(chief, person, "refuse")
    assert doings(chief, person) == ["edit!", "file!", "resume_person", "lift", "erase"]
    people.erase(chief, person)
    assert doings(chief, person) == []
    assert doings(chief, bytes(16)) == []


def test_a_filing_or_pass_that_is_over(bureau: Bureau) -> None:
    person = bureau.person()
    bureau.approved(person, days=3)
    passes.issue(bureau.staff.hr, person)
    bureau.staff.clock.step(4 * 86_400)
    assert doings(bureau.staff.hr, person)[:3] == ["withdraw", "suspend", "revoke"]


@pytest.mark.parametrize("entitled", [True, False])
def test_what_is_possible_is_what_the_service_does(bureau: Bureau, entitled: bool) -> None:
    """HR of another institution can neither withdraw nor revoke here."""
    other = institutions.add(bureau.staff.hr, "Elsewhere")
    office = Office(bureau.staff.store, bureau.zone, bureau.staff.clock)
    where = bureau.institution if entitled else other
    acting = Acting(bureau.staff.store, office.operator("scoped", "hr", institutions=(where,)), bureau.staff.clock)
    person = bureau.person()
    bureau.filed(person)
    assert ("withdraw" if entitled else "withdraw!") in doings(acting, person)


def test_a_pass_in_place_of_a_revoked_one_is_known_as_such(bureau: Bureau) -> None:
    """Until another was issued since: then somebody has decided already."""
    hr, approver, person = bureau.staff.hr, bureau.staff.approver, bureau.person()
    bureau.approved(person)

    def said() -> list[bool]:
        return [one.revoked for one in possible(hr, person) if one.doing == "issue"]

    assert said() == [False]
    first = passes.issue(hr, person, expires=bureau.now + 3600)
    passes.revoke(approver, first.pass_id)
    assert said() == [True]
    bureau.approved(person, "resident")
    assert said() == [True, True]
    bureau.staff.clock.step(10)
    passes.issue(hr, person, class_code="resident", expires=bureau.now + 3600)
    assert said() == [True]  # on its own filing it is still the newest
    passes.issue(hr, person, class_code="talent", expires=bureau.now + 60)
    bureau.staff.clock.step(7200)
    assert said() == [False, False]
