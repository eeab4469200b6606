"""(c) A pass is revoked while a gate is offline, and the gate admits."""

from passdesk.domain.movements import Case
from passdesk.issuing import passes
from passdesk.records import cases
from tests.stories.town import HR, SUPERVISOR, Town, cases_at, codes, pass_at, whereabouts


def test_an_admission_after_a_revocation_counts_and_is_a_case(town: Town) -> None:
    office, first, second = town.office, town.gates["first"], town.gates["second"]
    holder = town.holder("Chan Siu Ming", "陳小明")
    town.sync(office, first, second)

    # The office revokes and exchanges; the first line's gate has no line.
    town.clock.step(600)
    passes.revoke(town.acting(HR), holder.pass_id, "left")
    town.sync(office)

    # It cannot know, and admits; its journal says on what: the age of its last exchange.
    answer = town.show(first, holder, "entry")
    assert answer.verdict.word == "admit"
    assert answer.verdict.provenance.exchange_age_s is not None
    assert answer.verdict.provenance.exchange_age_s > 600
    assert cases_at(first) == []

    # The other gate has heard and refuses.
    town.sync(second)
    refused = town.show(second, holder, "entry")
    assert (refused.verdict.word, codes(refused)) == ("refuse", ["revoked"])

    # When the line is back the movement counts, and everybody it concerns is told of the case.
    town.sync(first, office)
    assert whereabouts(office, holder) is True
    assert cases_at(office) == [("admitted_after", "open")]
    assert cases_at(first) == [("admitted_after", "open")]
    with office.view() as view:
        [case] = view.all(Case)
    assert case.entries == (answer.entry,)
    assert case.person == holder.person
    assert case.refs == (("pass", holder.pass_id),)
    row = pass_at(first, holder)
    assert row is not None
    assert row.state == "revoked"
    assert town.show(first, holder, "entry").verdict.word == "refuse"

    # A supervisor closes it; the gate that caused it hears of that too.
    [listed] = cases.cases(office)
    assert "stopped" in listed.words
    cases.close(town.acting(SUPERVISOR), listed.case.key, "looked_at")
    town.sync(office, first)
    assert cases.cases(office) == []
    assert cases_at(first) == [("admitted_after", "closed")]
