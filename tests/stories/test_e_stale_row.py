"""(e) A grant on a row that had changed: what the acting desk says before, and what after."""

import pytest

from passdesk.domain.movements import Case
from passdesk.domain.people import Filing
from passdesk.issuing import badges, filings, passes
from passdesk.records import cases
from passdesk.store.desk_store import DeskStore
from tests.stories.town import APPROVER, HR, SUPERVISOR, Town, cases_at, codes, pass_at
from tests.stories.town import Holder as Someone


def test_an_approval_that_came_too_late_and_the_badge_printed_on_it(town: Town) -> None:
    office, first = town.office, town.gates["first"]
    records = town.served.desk("records", "records")
    person = town.person("Chan Siu Ming", "陳小明")
    filing = town.file(person)
    town.sync(office, records)

    # A supervisor at the records desk withdraws the filing, and the server hears of it.
    filings.withdraw(town.acting(SUPERVISOR, records), filing, "not_ours")
    town.sync(records)

    # The office has not heard. It approves, issues and prints; it says of each that the server has not confirmed it.
    filings.approve(town.acting(APPROVER), filing)
    town.clock.step()
    holder = Someone(person, filing, passes.issue(town.acting(HR), person))
    badges.print_badge(town.acting(HR), holder.pass_id)
    with office.view() as view:
        row = view.get(Filing, filing)
        assert isinstance(row, Filing)
        assert row.state == "approved"
        assert view.unconfirmed(row.ref)
        assert view.unconfirmed(("pass", holder.pass_id))
    assert cases.cases(office) == []

    # It exchanges: both acts are kept and do not count. Nothing else of the upload is held up by them.
    other = town.holder("Li Na", "李娜")
    report = town.sync(office)
    assert (report.refusal, report.quarantined) == (None, 2)
    with office.view() as view:
        assert view.accounted == office.journal.seq
        row = view.get(Filing, filing)
        assert isinstance(row, Filing)
        assert row.state == "withdrawn"
        assert not view.unconfirmed(row.ref)
        assert not view.unconfirmed(("pass", holder.pass_id))
    assert pass_at(office, holder) is None
    assert pass_at(office, other) is not None

    # The office is told why, act by act, and which printed badge came of it.
    assert cases_at(office) == [("stale_grant", "open")] * 2
    listed = {one.case.entries[0]: one for one in cases.cases(office)}
    by_kind = {_kind(office, mark): one for mark, one in listed.items()}
    assert by_kind.keys() == {"filing_approved", "pass_issued"}
    assert {one.case.cause for one in listed.values()} == {"stale"}
    assert "does not count" in by_kind["filing_approved"].words
    assert {one.kinds for one in by_kind.values()} == {("filing_approved",), ("pass_issued",)}
    assert [one.names and one.names.latin for one in by_kind.values()] == ["Chan Siu Ming"] * 2
    assert town.sync(office).quarantined == 0, "it was said once"
    assert by_kind["filing_approved"].printed == ()
    assert by_kind["pass_issued"].printed == (holder.pass_id,)

    # The badge lets nobody in by itself: the pass is genuine, and unknown everywhere.
    town.sync(first)
    answer = town.show(first, holder, "entry")
    assert (answer.verdict.word, codes(answer)) == ("refuse", ["unknown_pass"])

    # Written anew on what is there now, the acts count.
    again = town.file(person)
    filings.approve(town.acting(APPROVER), again)
    town.clock.step()
    anew = Someone(person, again, passes.issue(town.acting(HR), person))
    town.sync(office, first)
    assert town.show(first, anew, "entry").admitted
    with office.view() as view:
        assert sum(1 for _ in view.all(Case)) == 2


@pytest.mark.parametrize("by_office_first", [True, False])
def test_two_desks_resume_and_suspend_apart(town: Town, by_office_first: bool) -> None:
    """Whoever is heard first, the stop stands: a resumption counts only on the very suspension it saw."""
    office = town.office
    records = town.served.desk("records", "records")
    holder = town.holder("Chan Siu Ming", "陳小明")
    passes.suspend(town.acting(HR), holder.pass_id)
    town.sync(office, records)

    passes.resume(town.acting(SUPERVISOR), holder.pass_id)
    passes.suspend(town.acting(SUPERVISOR, records), holder.pass_id)
    town.sync(*((office, records) if by_office_first else (records, office)))
    town.sync(office, records)

    for store in (office, records):
        row = pass_at(store, holder)
        assert row is not None
        assert row.state == "suspended"
    assert cases_at(records) == ([] if by_office_first else [("stale_grant", "open")])


def _kind(store: DeskStore, mark: tuple[bytes, int]) -> str:
    entry = store.journal.entry(mark[1])
    assert entry is not None
    return entry.kind
