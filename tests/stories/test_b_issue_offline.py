"""(b) File, approve and issue in one sitting without a line; then a gate that has heard of it, and one that has not."""

from passdesk.checkpoint.answers import Recorded
from passdesk.domain.people import Filing
from passdesk.issuing import filings, passes
from tests.stories.town import APPROVER, HR, Town, codes, pass_at, whereabouts


def test_one_sitting_offline_holds_together(town: Town) -> None:
    office, first, second = town.office, town.gates["first"], town.gates["second"]

    # At the office, no exchange in between: each act rests on the one before it, none of them confirmed yet.
    person = town.person("Chan Siu Ming", "陳小明")
    filing = town.file(person)
    with office.view() as view:
        filed = view.get(Filing, filing)
        assert isinstance(filed, Filing)
        assert filed.state == "filed"
        assert view.unconfirmed(filed.ref)
    filings.approve(town.acting(APPROVER), filing)
    holder = town.holder("Li Na", "李娜")
    issued = passes.issue(town.acting(HR), person)
    with office.view() as view:
        assert view.unconfirmed(("pass", issued.pass_id))
        assert view.accounted < office.journal.seq

    # The office exchanges: everything counts, and nothing is unconfirmed any more.
    report = town.sync(office)
    assert report.refusal is None
    assert report.sent >= 8
    with office.view() as view:
        assert not view.unconfirmed(("pass", issued.pass_id))
        assert view.accounted == office.journal.seq

    # The gate on the first line has synced since and admits; the journal says so.
    town.sync(first)
    answer = town.show(first, holder, "entry")
    assert answer.verdict.word == "admit"
    assert answer.admitted
    assert (answer.verdict.person, answer.outcome) == (holder.person, "passed")
    entry = first.journal.entry(answer.entry[1])
    assert entry is not None
    assert (entry.kind, entry.body["outcome"]) == ("shown", "passed")
    assert whereabouts(first, holder) is True

    # The gate on the second line has not: the pass is genuine, and nobody it knows. An officer looks; nobody moves.
    assert pass_at(second, holder) is None
    unheard = town.show(second, holder, "entry")
    assert unheard.verdict.word == "attention"
    assert codes(unheard)[0] == "unknown_pass"
    assert unheard.awaiting
    assert unheard.verdict.verified
    town.settle(second, unheard, "turned_away")
    assert whereabouts(second, holder) is None

    # Once it has synced it knows pass and person, and that they are inside.
    town.sync(first, second)
    known = town.show(second, holder, "entry")
    assert isinstance(known, Recorded)
    assert codes(known) == ["already_inside"]
