"""Each entry once, in one order: replays, gaps, bad entries, branches, quarantine, waiting, erasing."""

from typing import Any

import pytest
from msgspec.structs import replace

from passdesk.credential import identity
from passdesk.domain.movements import Case, Presence
from passdesk.domain.passes import Pass
from passdesk.domain.people import Desk, Person
from passdesk.domain.register import Row
from passdesk.errors import Damaged, Misuse
from passdesk.server.acceptance import accept
from passdesk.server.batch import Batch
from passdesk.store.signing import Signer
from passdesk.sync.link import UnknownDesk
from tests.factories.people import a_holder, names_of, shown
from tests.factories.zones import id_of, seeded
from tests.server.journals import HandJournal
from tests.server.zones import Served


def a_gate(served: Served, entries: int = 4) -> HandJournal:
    journal = served.hand_journal("gate", "checkpoint")
    while len(journal.entries) < entries:
        journal.write("shown", shown(presentation=id_of(str(len(journal.entries)))), served.clock.step())
    return journal


def of_kind(served: Served, table: str) -> list[Row]:
    return [row for (name, _), row in served.rows().items() if name == table]


def from_gate(served: Served) -> list[str]:
    return [kind for kind, _, _ in served.fates() if kind in ("journal_opened", "shown", "outcome")]


def test_a_journal_is_accepted_and_receipted(served: Served) -> None:
    journal = a_gate(served)
    answer = journal.push(served.central)
    assert (answer.branch, answer.seq, answer.refusal) == (b"", 4, None)
    assert answer.receipt is not None
    receipt = identity.open_sealed(answer.receipt, identity.Receipt, served.central.keys.public)
    assert receipt == identity.Receipt(
        served.central.zone, journal.id, b"", 4, journal.entries[-1].hash, served.clock().wall, 1
    )
    assert from_gate(served) == ["journal_opened", "shown", "shown", "shown"]


@pytest.mark.parametrize("first", [1, 2, 4])
def test_a_replay_from_anywhere_changes_nothing(served: Served, first: int) -> None:
    journal = a_gate(served)
    journal.push(served.central)
    before, rows = served.fates(), served.rows()
    assert journal.push(served.central, first).seq == 4
    assert (served.fates(), served.rows()) == (before, rows)


def test_an_overlapping_upload_adds_what_is_new(served: Served) -> None:
    journal = a_gate(served)
    journal.cut(2).push(served.central)
    assert journal.push(served.central).seq == 4
    assert from_gate(served) == ["journal_opened", "shown", "shown", "shown"]


def test_a_gap_is_refused_and_what_comes_before_it_stands(served: Served) -> None:
    journal = a_gate(served, 6)
    raws = [journal.entries[at].raw for at in (0, 1, 4, 5)]
    answer = served.central.push(journal.id, raws, journal.head())
    assert answer.refusal is not None
    assert (answer.seq, answer.refusal.seq, answer.refusal.code) == (2, 5, "gap")
    assert journal.push(served.central).seq == 6


@pytest.mark.parametrize("bad", [b"", b"garbage", b"\x82\x40\x80", bytes(20_000)])
def test_a_bad_entry_in_the_middle_is_named_and_nothing_is_lost(served: Served, bad: bytes) -> None:
    journal = a_gate(served)
    raws = [entry.raw for entry in journal.entries]
    answer = served.central.push(journal.id, [*raws[:2], bad, *raws[2:]], journal.head())
    assert answer.refusal is not None
    assert (answer.seq, answer.refusal.code) == (2, "unreadable")
    assert journal.push(served.central, 3).seq == 4


def test_entries_of_another_journal_are_refused(served: Served) -> None:
    journal, other = a_gate(served), served.hand_journal("other", "checkpoint")
    answer = served.central.push(journal.id, [other.entries[0].raw], journal.head())
    assert answer.refusal is not None
    assert (answer.seq, answer.refusal.code) == (0, "other_journal")


def test_a_head_that_is_not_the_journals_is_damaged_and_nothing_is_kept(served: Served) -> None:
    journal, other = a_gate(served), served.hand_journal("other", "checkpoint")
    raws = [entry.raw for entry in journal.entries]
    for head in (other.head(), journal.head(journal.entries[1]), b"x"):
        with pytest.raises(Damaged):
            served.central.push(journal.id, raws, head)
    assert from_gate(served) == []


def test_a_journal_nobody_enrolled_is_unknown(served: Served) -> None:
    stranger = HandJournal("stranger", served.central.zone, served.central.root)
    stranger.write("shown", shown(), served.clock.step())
    with pytest.raises(UnknownDesk):
        stranger.push(served.central)


def test_that_is_all_counts_as_heard_only_when_it_is_all(served: Served) -> None:
    journal = a_gate(served)
    journal.push(served.central)
    with served.central.storage.reading() as reads:
        assert next(mark.heard_at for mark in reads.journals() if mark.journal == journal.id) == 0
    served.central.push(journal.id, [], journal.head())
    with served.central.storage.reading() as reads:
        assert next(mark.heard_at for mark in reads.journals() if mark.journal == journal.id) == served.clock().wall
    journal.write("shown", shown(), served.clock.step())
    with pytest.raises(Misuse):
        served.central.push(journal.id, [], journal.head())


def diverged(served: Served) -> tuple[HandJournal, HandJournal]:
    """A gate's journal and a copy of it from entry 2, gone on otherwise."""
    journal = a_gate(served)
    copy = journal.cut(2)
    for name in ("x", "y"):
        copy.write("shown", shown(presentation=id_of(name)), served.clock.step())
    return journal, copy


def test_a_number_taken_by_another_hash_opens_one_branch_with_one_case(served: Served) -> None:
    journal, copy = diverged(served)
    journal.push(served.central)
    answer = copy.push(served.central)
    assert (answer.branch, answer.seq) == (copy.entries[2].hash, 4)
    heads = {head.branch: head.seq for head in served.central.held(journal.id).heads}
    assert heads == {b"": 4, copy.entries[2].hash: 4}
    copy.write("shown", shown(presentation=id_of("z")), served.clock.step())
    assert copy.push(served.central, 5).branch == copy.entries[2].hash
    cases = [row for row in of_kind(served, "case") if isinstance(row, Case)]
    assert [(case.kind, case.entries) for case in cases] == [("journal_branched", ((journal.id, 3),))]
    assert journal.push(served.central).branch == b""
    assert from_gate(served).count("shown") == 6
    assert served.rebuilt() == served.rows()


def test_a_branch_may_branch_again(served: Served) -> None:
    journal, copy = diverged(served)
    journal.push(served.central)
    copy.push(served.central)
    second = copy.cut(3)
    second.write("shown", shown(presentation=id_of("other")), served.clock.step())
    answer = second.push(served.central)
    assert (answer.branch, answer.seq) == (second.entries[3].hash, 4)
    assert len(served.central.held(journal.id).heads) == 3


def test_acts_on_a_branch_are_quarantined_and_its_facts_count(served: Served) -> None:
    office = served.desk("office", "issuing", "records", "admin")
    served.sync(office)
    holder = a_holder(served.office(office))
    served.sync(office)
    journal = served.hand_journal("twin", "issuing", "checkpoint")
    copy = journal.cut(1)
    journal.write("shown", shown(), served.clock.step())
    copy.write("shown", shown(holder), served.clock.step())
    copy.write("pass_revoked", {"pass": holder.pass_id, "reason": None}, served.clock.step(), signers=(holder.hr,))
    journal.push(served.central)
    copy.push(served.central)
    assert ("pass_revoked", "quarantined", "branch") in served.fates()
    presence, a_pass = served.rows()["presence", holder.person], served.rows()["pass", holder.pass_id]
    assert isinstance(presence, Presence)
    assert isinstance(a_pass, Pass)
    assert (presence.inside, a_pass.state) == (True, "good")


def test_a_grant_on_a_stale_row_is_quarantined_with_a_case_and_blocks_nothing(served: Served) -> None:
    office = served.desk("office", "issuing", "records", "admin")
    served.sync(office)
    acts = served.office(office)
    hr = acts.operator("hr", "hr")
    institution = acts.institution("University", hr)
    served.sync(office)
    journal = served.hand_journal("second", "issuing")
    body = {"institution": institution, "rests_on": [[["institution", institution], None]]}
    journal.write("institution_resumed", body, served.clock.step(), signers=(served.admin,))
    journal.write("signed_in", {"operator": served.admin.operator}, served.clock.step())
    assert journal.push(served.central).seq == 3
    assert served.fates()[-2:] == [("institution_resumed", "quarantined", "stale"), ("signed_in", "applies", "")]
    cases = [row for row in of_kind(served, "case") if isinstance(row, Case)]
    assert [(case.kind, case.entries, case.cause) for case in cases] == [("stale_grant", ((journal.id, 2),), "stale")]


def an_act_before_its_ground(served: Served) -> tuple[HandJournal, HandJournal, Signer]:
    """One journal adds a person, another suspends and resumes them, resting on the first."""
    admin = served.admin
    hr = Signer(id_of("hr"), seeded("hr"))
    ground, after = served.hand_journal("ground", "issuing", "admin"), served.hand_journal("after", "issuing")
    acts: Any = served.office(served.desk("office", "issuing", "admin", "records"))
    served.sync(acts.store)
    acts.operator("hr", "hr")
    served.sync(acts.store)
    person = id_of("person")
    added = {"person": person, "rests_on": [[["person", person], None]]}
    ground.write("person_added", added, served.clock.step(), signers=(hr,))
    after.write("person_suspended", {"person": person, "reason": None}, served.clock.step(), signers=(admin,))
    mark = list(after.entries[-1].mark)
    resumed = {"person": person, "rests_on": [[["person", person], mark]]}
    after.write("person_resumed", resumed, served.clock.step(), signers=(admin,))
    return ground, after, hr


def test_an_act_whose_ground_is_not_here_waits_and_applies_when_it_comes(served: Served) -> None:
    ground, after, _ = an_act_before_its_ground(served)
    after.push(served.central)
    assert served.fates()[-2][1:] == ("waits", "not_here_yet")
    ground.push(served.central)
    assert [fate for fate in served.fates() if fate[1] == "waits"] == []
    person = served.rows()["person", id_of("person")]
    assert isinstance(person, Person)
    assert (person.state, person.last) == ("active", (after.id, 3))
    assert served.rebuilt() == served.rows()


def test_erasing_reaches_attachments_late_edits_and_later_offers(served: Served) -> None:
    office = served.desk("office", "issuing", "records", "admin")
    served.sync(office)
    acts = served.office(office)
    holder = a_holder(acts)
    served.sync(office)
    name, late = names_of("Chan Siu Ming", "陳小明"), names_of("Chan Tai Man")
    journal = served.hand_journal("late", "issuing")
    edit = {"person": holder.person, "names": late.hash}
    journal.write("person_edited", edit, served.clock.step(), signers=(holder.hr,))
    served.central.write(
        "person_erased", {"person": holder.person, "hashes": [], "reason": None}, signers=(served.admin,)
    )
    with served.central.storage.reading() as reads:
        assert reads.attachment(name.hash) is None
    assert served.central.offer(journal.id, [late.hash]).wanted == (late.hash,)
    served.central.put_attachments(journal.id, [late.to_bytes()])
    journal.push(served.central)
    offered = served.central.offer(journal.id, [name.hash, late.hash])
    assert (offered.wanted, set(offered.erased)) == ((), {name.hash, late.hash})
    assert set(served.central.put_attachments(journal.id, [name.to_bytes()]).erased) == {name.hash}
    with served.central.storage.reading() as reads:
        assert reads.stored([name.hash, late.hash]) == set()


def test_a_server_that_dies_before_the_commit_has_accepted_nothing(served: Served) -> None:
    journal = a_gate(served)

    class Dies(Exception):
        pass

    def die_before_the_commit() -> None:
        with served.central.storage.writing() as writes:
            accept(writes, journal.id, [entry.raw for entry in journal.entries])
            raise Dies

    with pytest.raises(Dies):
        die_before_the_commit()
    assert from_gate(served) == []
    assert journal.push(served.central).seq == 4


def test_a_continued_journal_is_known_by_the_old_keys_word_and_unconfirmed(served: Served) -> None:
    gate = served.desk("gate", "checkpoint", lanes=("futian-1",))
    served.sync(gate)
    old = gate.journal.id
    gate.begin_anew(b"n" * 32, served.clock.step())
    report = served.sync(gate)
    assert report.refusal is None
    row = served.rows()["desk", gate.journal.id]
    assert isinstance(row, Desk)
    assert (row.state, row.continues, row.roles, row.lanes) == ("unconfirmed", old, ("checkpoint",), ("futian-1",))


@pytest.mark.parametrize("flushed_after", [0, 1, 2, 3, 5, 256])
def test_what_is_written_in_the_middle_of_an_upload_counts_for_the_rest_of_it(
    served: Served, monkeypatch: pytest.MonkeyPatch, flushed_after: int
) -> None:
    """An act that rests on the one just before it, with the rows of that written in between."""
    monkeypatch.setattr(Batch, "flushed_after", flushed_after)
    store = served.desk("office", "issuing", "records", "admin")
    served.sync(store)
    office = served.office(store)
    holder, key = a_holder(office), office.issuing_key("second key")
    for number in range(12):
        person = office.person(f"Person {number}", holder.hr)
        filing = office.filing(person, holder.institution, holder.hr)
        office.approve(filing, person, holder.institution, holder.approver)
        pass_id, _ = office.issue(filing, person, holder.institution, key, holder.hr)
        crossing = shown(replace(holder, person=person, pass_id=pass_id))
        store.write("shown", crossing, reading=served.clock.step())
    served.sync(store)
    assert {fate for _, fate, _ in served.fates()} == {"applies"}
    assert len(of_kind(served, "presence")) == 12
    assert served.rows() == served.rebuilt()
