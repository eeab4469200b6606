"""One exchange: what goes up, what comes down, and that it may be cut off or repeated anywhere."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from passdesk.credential import identity
from passdesk.domain.movements import Case, Presence
from passdesk.domain.passes import Pass
from passdesk.domain.people import Desk, Person
from passdesk.errors import Unreachable
from passdesk.store import exchanged
from passdesk.store.desk_store import DeskStore
from passdesk.sync.exchange import exchange
from passdesk.sync.link import Link
from tests.factories.clocks import FakeClock
from tests.factories.desks import DATABASE_KEY
from tests.factories.people import a_holder, names_of, shown
from tests.factories.zones import id_of
from tests.server.in_process import InProcessLink
from tests.server.zones import Served

CALLS = ("time", "held", "push", "offer", "put_attachments", "get_attachments", "pull")


class Faulty:
    """A line that fails at the nth call, before the server hears it or after, so that only its answer is lost."""

    def __init__(self, link: Link, fails_at: int, *, heard: bool) -> None:
        self._link = link
        self._left = fails_at
        self._heard = heard

    def speaking_for(self, journal: bytes, identity_key: Any) -> "Faulty":
        self._link = self._link.speaking_for(journal, identity_key)
        return self

    def __getattr__(self, name: str) -> Callable[..., Any]:
        def call(*arguments: Any) -> Any:
            self._left -= 1
            if self._left == 0 and not self._heard:
                raise Unreachable("the line was cut")
            answer = getattr(self._link, name)(*arguments)
            if self._left == 0:
                raise Unreachable("the answer was lost")
            return answer

        return call


def an_office(served: Served) -> DeskStore:
    office = served.desk("office", "issuing", "records", "admin")
    served.sync(office)
    return office


def server_rows(store: DeskStore) -> set[tuple[str, bytes, bytes]]:
    return {(table, key, body) for table, key, _, body in store.registers.current.server_rows()}


def test_what_one_desk_does_reaches_another(served: Served) -> None:
    office, gate = an_office(served), served.desk("gate", "checkpoint", lanes=("futian-1",))
    holder = a_holder(served.office(office))
    sent = served.sync(office)
    assert (sent.sent, sent.attachments_sent, sent.refusal) == (8, 3, None)
    served.sync(gate)
    with gate.view() as view:
        a_pass, person = view.get(Pass, holder.pass_id), view.get(Person, holder.person)
        assert isinstance(a_pass, Pass)
        assert isinstance(person, Person)
        assert (a_pass.state, a_pass.token, person.documents) == ("good", b"", None)
    assert gate.find_people("chan") == gate.find_people("陳") == [holder.person]
    gate.write("shown", shown(holder), reading=served.clock.step())
    served.sync(gate)
    served.sync(office)
    with office.view() as view:
        presence = view.get(Presence, holder.person)
        assert isinstance(presence, Presence)
        assert (presence.inside, presence.trail) == (True, ())


def test_a_second_exchange_has_nothing_to_do(served: Served) -> None:
    office = an_office(served)
    a_holder(served.office(office))
    served.sync(office)
    again = served.sync(office)
    assert (again.sent, again.received, again.attachments_sent, again.attachments_fetched) == (0, 0, 0, 0)
    assert not again.anew


def test_confirmed_rows_are_told_from_unconfirmed_ones(served: Served) -> None:
    office = an_office(served)
    holder = a_holder(served.office(office))
    with office.view() as view:
        assert view.unconfirmed(("pass", holder.pass_id))
    served.sync(office)
    with office.view() as view:
        assert not view.unconfirmed(("pass", holder.pass_id))
        assert view.accounted == office.journal.seq
        assert view.journals[office.journal.id].heard_at == served.clock().wall


def test_a_receipt_is_checked_and_kept(served: Served) -> None:
    office = an_office(served)
    sealed = office.journal.latest_receipt()
    assert sealed is not None
    receipt = identity.open_sealed(sealed, identity.Receipt, served.central.keys.public)
    assert (receipt.seq, receipt.hash) == (office.journal.seq, office.journal.head_hash)
    kept = len(list(office.journal.receipts()))
    served.sync(office)
    assert len(list(office.journal.receipts())) == kept
    assert office.journal.verify(server_public=served.central.keys.public).faults == ()


def test_the_signed_time_anchors_this_boot(served: Served) -> None:
    wrong = FakeClock(wall=86_400_000_000, boot=5_000_000)
    gate = served.desk("gate", "checkpoint", clock=wrong)
    assert gate.journal.anchor(wrong().boot_id) is None
    served.sync(gate, wrong)
    assert gate.journal.anchor(wrong().boot_id) == served.clock().wall - wrong().boot
    assert exchanged.exchanged_at(gate.journal) == served.clock().wall


@pytest.mark.parametrize("heard", [False, True], ids=["cut", "answer lost"])
@pytest.mark.parametrize("fails_at", range(1, 12))
def test_an_exchange_cut_off_anywhere_is_made_good_by_the_next(served: Served, fails_at: int, heard: bool) -> None:
    office, twin = an_office(served), served.desk("twin", "issuing", "records", "admin")
    holder = a_holder(served.office(office))
    faulty: Any = Faulty(InProcessLink(served.central, office.journal.id), fails_at, heard=heard)
    try:
        exchange(office, faulty, served.clock)
    except Unreachable:
        pass
    else:
        assert fails_at > 7
    served.sync(office)
    served.sync(twin)
    served.sync(office)
    assert server_rows(office) == server_rows(twin)
    assert twin.attachments.has(names_of("Chan Siu Ming", "陳小明").hash)
    with twin.view() as view:
        assert isinstance(view.get(Pass, holder.pass_id), Pass)
    kinds = [kind for kind, _, _ in served.fates()]
    assert kinds.count("pass_issued") == 1
    assert served.rebuilt() == served.rows()


def test_attachments_may_come_in_several_exchanges(served: Served) -> None:
    office, gate = an_office(served), served.desk("gate", "checkpoint")
    acts = served.office(office)
    hr = acts.operator("hr", "hr")
    for number in range(5):
        acts.person(f"Person {number}", hr)
    served.sync(office)
    reports = [exchange(gate, served.link(gate), served.clock, most_attachments=2) for _ in range(5)]
    # What is not for this desk takes a place in a batch of two, so a batch that follows may bring one more.
    assert all(report.attachments_fetched <= 3 for report in reports)
    assert not reports[0].complete
    assert reports[-1].complete
    assert sum(report.attachments_fetched for report in reports) == 6
    assert len(gate.find_people("person")) == 5


def test_what_is_erased_goes_everywhere_and_offers_of_it_are_answered(served: Served) -> None:
    office, gate = an_office(served), served.desk("gate", "checkpoint")
    acts = served.office(office)
    holder = a_holder(acts)
    served.sync(office)
    served.sync(gate)
    name = names_of("Chan Siu Ming", "陳小明").hash
    assert gate.attachments.has(name)
    acts.act("person_erased", {"person": holder.person, "hashes": [], "reason": None})
    served.sync(office)
    report = served.sync(gate)
    assert report.erased >= 1
    assert (gate.attachments.get(name), gate.attachments.is_erased(name)) == (None, True)
    assert gate.find_people("chan") == []


def test_a_quarantined_act_comes_back_as_a_case_and_the_servers_row(served: Served) -> None:
    office, other = an_office(served), served.desk("other", "issuing", "records", "admin")
    acts = served.office(office)
    holder = a_holder(acts)
    served.sync(office)
    served.sync(other)
    acts.act("pass_revoked", {"pass": holder.pass_id, "reason": None}, holder.hr)
    served.office(other).act("pass_suspended", {"pass": holder.pass_id, "reason": None}, holder.hr)
    served.office(other).act("pass_resumed", {"pass": holder.pass_id}, holder.approver)
    served.sync(office)
    with other.view() as view:
        assert isinstance(before := view.get(Pass, holder.pass_id), Pass)
        assert before.state == "good"
    served.sync(other)
    with other.view() as view:
        assert isinstance(after := view.get(Pass, holder.pass_id), Pass)
        assert after.state == "revoked"
        assert [(case.kind, case.entries) for case in view.all(Case)] == [
            ("stale_grant", ((other.journal.id, other.journal.seq),))
        ]


def copy_of(store: DeskStore, folder: Path) -> Path:
    """The desk's folder as a backup of it would have been now."""
    folder.mkdir()
    for path in store.folder.iterdir():
        (folder / path.name).write_bytes(path.read_bytes())
    return folder


def test_a_desk_put_back_from_an_old_copy_pushes_its_branch_and_goes_on_in_a_new_journal(
    served: Served, tmp_path: Path
) -> None:
    gate = served.desk("gate", "checkpoint", lanes=("futian-1",))
    served.sync(gate)
    old = copy_of(gate, tmp_path / "copy")
    (old / "head").unlink()
    gate.write("shown", shown(presentation=id_of("1")), reading=served.clock.step())
    served.sync(gate)
    gate.close()
    served.desks.remove(gate)
    again = DeskStore.open(old, DATABASE_KEY)
    served.desks.append(again)
    first = again.journal.id
    again.write("shown", shown(presentation=id_of("2")), reading=served.clock.step())
    report = served.sync(again)
    assert (report.went_on, report.refusal) == (True, None)
    assert again.journal.id != first
    row = served.rows()["desk", again.journal.id]
    assert isinstance(row, Desk)
    assert (row.state, row.continues) == ("unconfirmed", first)
    assert [fate[0] for fate in served.fates()].count("shown") == 2
    again.write("shown", shown(presentation=id_of("3")), reading=served.clock.step())
    after = served.sync(again)
    assert (after.went_on, after.sent) == (False, 1)


def test_a_desk_that_went_on_while_offline_pushes_the_old_journal_first(served: Served) -> None:
    gate = served.desk("gate", "checkpoint", lanes=("futian-1",))
    served.sync(gate)
    gate.write("shown", shown(presentation=id_of("1")), reading=served.clock.step())
    gate.begin_anew(b"n" * 32, served.clock.step())
    gate.write("shown", shown(presentation=id_of("2")), reading=served.clock.step())
    report = served.sync(gate)
    assert (report.went_on, report.refusal) == (False, None)
    assert [fate for fate in served.fates() if fate[0] in ("shown", "journal_continued")] == [
        ("shown", "applies", ""), ("journal_continued", "applies", ""), ("shown", "applies", "")
    ]  # fmt: skip


def test_an_unconfirmed_desk_receives_names_once_confirmed(served: Served) -> None:
    office, gate = an_office(served), served.desk("gate", "checkpoint")
    served.sync(gate)
    gate.begin_anew(b"n" * 32, served.clock.step())
    acts = served.office(office)
    person = acts.person("New Person", acts.operator("hr", "hr"))
    served.sync(office)
    served.sync(gate)
    with gate.view() as view:
        assert view.get(Person, person) == Person(key=person, last=(office.journal.id, office.journal.seq))
    served.central.write("desk_confirmed", {"desk": gate.journal.id}, signers=(served.admin,))
    report = served.sync(gate)
    assert report.anew
    assert gate.find_people("new") == [person]
