"""(l) The line to a gate is down for days; a stick goes there and back."""

from pathlib import Path

import pytest

from passdesk.administration import desks
from passdesk.domain.attachments import Names
from passdesk.domain.people import Person
from passdesk.issuing import passes, people
from passdesk.issuing.people import Details
from passdesk.issuing.photos import Photo
from passdesk.server import backup
from passdesk.server.answering import write_answer, write_unasked
from passdesk.server.taking_bundles import take_request
from passdesk.store import exchanged
from passdesk.store.acts import Acting
from passdesk.store.desk_store import DeskStore
from passdesk.store.going_on import open_desk
from passdesk.sync import receipts
from passdesk.sync.bundling import Bundled, write_request
from passdesk.sync.crossings import CrossingQuery
from passdesk.sync.unbundling import Unbundled, take_answer
from tests.factories.desks import DATABASE_KEY
from tests.stories.test_g_server_restored import KEEPING, restorable, restore
from tests.stories.test_h_disk_restored import copied
from tests.stories.town import HR, SUPERVISOR, Town, cases_at, codes, pass_at, whereabouts

__all__ = ["restorable"]

DAY = 24 * 3600


class Stick:
    """Files carried between the gates of a town and its server."""

    def __init__(self, town: Town, folder: Path) -> None:
        self.town, self.folder = town, folder

    def written(self, gate: DeskStore, name: str) -> Bundled:
        self.town.clock.step()
        return write_request(gate, self.folder / name, self.town.clock)

    def answered(self, name: str, answer: str) -> None:
        self.town.clock.step()
        central = self.town.served.central
        write_answer(central, take_request(central, self.folder / name), self.folder / answer)

    def taken(self, gate: DeskStore, answer: str) -> Unbundled:
        self.town.clock.step()
        return take_answer(gate, self.folder / answer, self.town.clock)

    def round(self, gate: DeskStore, name: str = "a") -> Unbundled:
        self.written(gate, name)
        self.answered(name, name + "-back")
        return self.taken(gate, name + "-back")


@pytest.fixture
def stick(town: Town, tmp_path: Path) -> Stick:
    return Stick(town, tmp_path)


def server_seq(town: Town, gate: DeskStore) -> int:
    main = town.served.central.held(gate.journal.id).main
    return 0 if main is None else main.seq


def test_two_days_without_a_line(town: Town, stick: Stick) -> None:
    office, gate = town.office, town.gates["first"]
    known = town.holder("Chan Siu Ming", "陳小明")
    town.sync(office, gate)
    last_line = exchanged.exchanged_at(gate.journal)
    assert last_line is not None

    # The line is cut. The office revokes, and files somebody new; the gate admits by what it knows.
    town.clock.step(2 * DAY)
    passes.revoke(town.acting(HR), known.pass_id, "left")
    new = town.holder("Lee Ka Yan", "李嘉欣")
    face = Photo(gate=b"a face", original=b"a larger face")
    people.edit(town.acting(HR), new.person, Details(names=Names("Lee Ka Yan", "李嘉欣"), photo=face))
    town.sync(office)
    admitted = town.show(gate, known, "entry")
    assert admitted.verdict.word == "attention"  # what the gate knows is old
    town.settle(gate, admitted, "passed")
    assert codes(town.show(gate, new, "entry"))[0] == "unknown_pass"

    # The stick goes to the server: the crossing is in what the zone knows, and is a case there.
    done = stick.written(gate, "up")
    assert done.entries >= 2
    stick.answered("up", "down")
    assert server_seq(town, gate) == gate.journal.seq - 1  # all but the note of the bundle itself
    town.sync(office)
    assert whereabouts(office, known) is True
    assert ("admitted_after", "open") in cases_at(office)
    crossings = town.served.link(office).crossings(CrossingQuery(outcome="passed")).rows
    assert [(row.journal, row.person) for row in crossings] == [(gate.journal.id, known.person)]

    # And back: the verdicts change.
    written_at = town.clock().wall
    town.clock.step(DAY)
    back = stick.taken(gate, "down")
    assert (back.older, back.refusal, back.declined) == (False, None, "")
    assert back.rows > 0
    assert back.receipted >= 2
    row = pass_at(gate, known)
    assert row is not None
    assert row.state == "revoked"
    assert town.show(gate, known, "entry").verdict.word == "refuse"
    again = town.show(gate, new, "entry")
    assert "unknown_pass" not in codes(again)
    assert gate.find_people("Lee Ka Yan") == [new.person]
    with gate.view() as view:
        person = view.get(Person, new.person)
    assert isinstance(person, Person)
    assert person.gate_photo is not None
    photo = gate.attachments.get(person.gate_photo)
    assert photo is not None
    assert photo.content == face.gate

    # What it knows is as old as the answer, not as its arrival; and no stick is a clock.
    heard = exchanged.exchanged_at(gate.journal)
    assert heard is not None
    assert last_line < heard <= written_at
    age = again.verdict.provenance.exchange_age_s
    assert age is not None
    assert age >= DAY

    # Then the line comes back, and nothing is doubled.
    before = len(town.served.fates())
    report = town.sync(gate)
    assert (report.refusal, report.went_on, report.forgot) == (None, False, False)
    assert len(town.served.fates()) == before + report.sent
    assert server_seq(town, gate) == gate.journal.seq
    assert whereabouts(office, known) is True
    assert town.served.rows() == town.served.rebuilt()
    assert town.served.link(office).crossings(CrossingQuery(outcome="passed")).rows == crossings


def test_twice_changes_nothing_and_says_so(town: Town, stick: Stick) -> None:
    gate = town.gates["first"]
    holder = town.holder("Chan Siu Ming")
    town.sync(town.office)
    stick.written(gate, "up")
    stick.answered("up", "down")
    accepted = town.served.fates()
    stick.answered("up", "down-again")
    assert [one for one in town.served.fates() if one[0] != "bundle_written"] == [
        one for one in accepted if one[0] != "bundle_written"
    ]
    assert stick.taken(gate, "down").rows > 0
    seq, at = gate.journal.seq, exchanged.exchanged_at(gate.journal)
    again = stick.taken(gate, "down")
    assert (again.older, again.rows, again.attachments, again.receipted) == (True, 0, 0, 0)
    assert (gate.journal.seq, exchanged.exchanged_at(gate.journal)) == (seq, at)
    assert pass_at(gate, holder) is not None
    assert stick.taken(gate, "down-again").declined == ""


def test_sticks_that_cross_and_one_that_is_overtaken_by_the_line(town: Town, stick: Stick) -> None:
    office, gate = town.office, town.gates["first"]
    one = town.holder("Chan Siu Ming")
    town.sync(office)
    stick.written(gate, "first")
    stick.answered("first", "first-back")
    two = town.holder("Lee Ka Yan")
    town.sync(office)
    stick.written(gate, "second")
    stick.answered("second", "second-back")
    assert stick.taken(gate, "second-back").rows > 0
    assert stick.taken(gate, "first-back").older
    assert pass_at(gate, one) is not None
    assert pass_at(gate, two) is not None
    stick.written(gate, "third")
    stick.answered("third", "third-back")
    town.sync(gate)
    heard = exchanged.exchanged_at(gate.journal)
    assert stick.taken(gate, "third-back").older
    assert exchanged.exchanged_at(gate.journal) == heard


def test_a_stick_nobody_asked_for(town: Town, stick: Stick) -> None:
    gate = town.gates["first"]
    new = town.holder("Lee Ka Yan", "李嘉欣")
    town.sync(town.office)
    town.clock.step(DAY)
    write_unasked(town.served.central, "first", stick.folder / "down")
    assert stick.taken(gate, "down").rows > 0
    assert pass_at(gate, new) is not None
    assert gate.find_people("李") == [new.person]
    assert stick.taken(gate, "down").older
    assert town.sync(gate).received == 0


def test_an_erased_person_is_not_carried_and_goes_at_the_gate(town: Town, stick: Stick) -> None:
    gate = town.gates["first"]
    holder = town.holder("Chan Siu Ming", "陳小明")
    town.sync(town.office, gate)
    assert gate.find_people("Chan Siu Ming") == [holder.person]
    people.erase(town.acting(SUPERVISOR), holder.person)
    town.sync(town.office)
    back = stick.round(gate)
    assert back.erased > 0
    assert gate.find_people("Chan Siu Ming") == []
    assert "陳小明".encode() not in (stick.folder / "a-back").read_bytes()


def test_nothing_personal_can_be_read_on_the_stick(town: Town, stick: Stick) -> None:
    town.holder("Lee Ka Yan", "李嘉欣")
    stick.written(town.office, "up")
    stick.answered("up", "down")
    town.sync(town.office)
    gate = town.gates["first"]
    stick.round(gate, "gate")
    for name in ("up", "down", "gate", "gate-back"):
        data = (stick.folder / name).read_bytes()
        assert b"Lee Ka Yan" not in data
        assert "李嘉欣".encode() not in data


def test_names_filed_at_an_office_reach_a_gate_by_two_sticks(town: Town, stick: Stick) -> None:
    new = town.holder("Lee Ka Yan", "李嘉欣")
    done = stick.written(town.office, "up")
    assert (done.attachments > 0, done.left_out) == (True, 0)
    stick.answered("up", "down")
    stick.taken(town.office, "down")
    gate = town.gates["second"]
    assert stick.round(gate, "gate").attachments > 0
    assert gate.find_people("李") == [new.person]


def test_without_the_servers_key_names_wait_and_come_with_the_next(town: Town, stick: Stick) -> None:
    office = town.office
    office.journal.set_state("bundle_server_key", b"")
    town.holder("Lee Ka Yan", "李嘉欣")
    done = stick.written(office, "up")
    assert (done.attachments, done.left_out > 0) == (0, True)
    stick.answered("up", "down")
    stick.taken(office, "down")
    assert receipts.owed(office.journal) > 0
    second = stick.written(office, "again")
    assert (second.attachments, second.left_out) == (done.left_out, 0)
    stick.answered("again", "again-back")
    stick.taken(office, "again-back")
    assert receipts.owed(office.journal) == 0


def test_without_the_servers_key_names_come_with_the_line_too(town: Town, stick: Stick) -> None:
    office, gate = town.office, town.gates["first"]
    office.journal.set_state("bundle_server_key", b"")
    new = town.holder("Lee Ka Yan", "李嘉欣")
    done = stick.written(office, "up")
    stick.answered("up", "down")
    report = town.sync(office)
    assert report.attachments_sent == done.left_out
    town.sync(gate)
    assert gate.find_people("李") == [new.person]


def test_a_disabled_desk_is_heard_and_receives_nothing(town: Town, stick: Stick) -> None:
    gate = town.gates["first"]
    holder = town.holder("Chan Siu Ming")
    town.sync(town.office, gate)
    desks.disable(Acting(town.office, town.served.admin, town.clock), gate.journal.id, "lost")
    town.sync(town.office)
    town.show(gate, holder, "entry")
    stick.written(gate, "up")
    stick.answered("up", "down")
    assert server_seq(town, gate) == gate.journal.seq - 1
    back = stick.taken(gate, "down")
    assert "disabled" in back.declined
    assert (back.rows, back.attachments) == (0, 0)


def test_a_first_register_comes_by_stick(town: Town, stick: Stick) -> None:
    holder = town.holder("Chan Siu Ming", "陳小明")
    town.sync(town.office)
    gate = town.served.desk("third", "checkpoint", lanes=("F2-1",))
    back = stick.round(gate)
    assert back.anew
    assert pass_at(gate, holder) is not None
    assert gate.find_people("陳小明") == [holder.person]
    assert town.sync(gate).received >= 0


def test_a_desk_that_was_put_back_goes_on_in_a_new_journal_by_stick(town: Town, stick: Stick) -> None:
    """As over the line: see story (h)."""
    office, gate = town.office, town.gates["first"]
    one, two = town.holder("Chan Siu Ming", "陳小明"), town.holder("Li Na", "李娜")
    town.sync(office, gate)
    yesterday = copied(gate, stick.folder / "yesterday")
    with DeskStore.open(gate.folder, DATABASE_KEY) as today:
        assert town.show(today, one, "entry").admitted
        town.sync(today)
    with open_desk(yesterday, DATABASE_KEY, town.clock.step()) as store:
        old = store.journal.id
        assert town.show(store, two, "entry").admitted
        back = stick.round(store)
        assert back.went_on
        assert store.journal.id != old
        town.sync(office)
        assert whereabouts(office, one) is whereabouts(office, two) is True
        assert cases_at(office) == [("journal_branched", "open")]

        # The new journal is introduced by the next stick; what the old one wrote since goes with it.
        again = stick.round(store, "b")
        assert (again.went_on, again.refusal) == (False, None)
        assert whereabouts(store, one) is whereabouts(store, two) is True
        assert not town.sync(store).went_on
    assert town.served.rows() == town.served.rebuilt()


def test_a_server_that_forgot_hears_it_all_with_the_second_stick(restorable: Town, tmp_path: Path) -> None:
    town = restorable
    stick, gate = Stick(town, tmp_path), town.gates["first"]
    holder = town.holder("Chan Siu Ming", "陳小明")
    town.sync(town.office, gate)
    backup.backup(town.served.folder, tmp_path / "yesterday", KEEPING)
    town.show(gate, holder, "entry")
    town.sync(gate)
    restore(town, tmp_path / "yesterday")
    assert town.show(gate, holder, "exit").admitted
    back = stick.round(gate)
    assert back.refusal is not None
    assert back.refusal.code == "gap"
    assert back.anew
    assert stick.round(gate, "b").refusal is None
    town.sync(town.office)
    assert whereabouts(town.office, holder) is False


def test_a_desk_of_other_lanes_begins_its_register_anew(town: Town, stick: Stick) -> None:
    gate = town.gates["first"]
    holder = town.holder("Chan Siu Ming", "陳小明")
    town.sync(town.office, gate)
    acting = Acting(town.office, town.served.admin, town.clock)
    desks.change(acting, gate.journal.id, desks.Place(name="first", roles=("checkpoint",), lanes=("F1-2",)))
    town.sync(town.office)
    back = stick.round(gate)
    assert back.anew
    assert pass_at(gate, holder) is not None
    assert gate.find_people("陳小明") == [holder.person]
    assert stick.taken(gate, "a-back").older
    assert town.sync(gate).received == 0
