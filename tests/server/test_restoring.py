"""A server put back from a copy, and one that adopts a desk's zone."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from passdesk.credential.certificate_bodies import JournalRights
from passdesk.credential.founding import Offline, read_offline
from passdesk.domain.movements import Case
from passdesk.domain.passes import Pass
from passdesk.domain.people import Desk
from passdesk.errors import Declined, Misuse, PassdeskError, Trouble
from passdesk.server import backup, folder
from passdesk.server.folder import Wanted
from passdesk.store import exchanged
from passdesk.store.creating import Keeping
from passdesk.store.desk_store import DeskStore
from passdesk.store.signing import Signer
from passdesk.sync.exchange import exchange
from passdesk.sync.link import UnknownDesk
from tests.factories.clocks import FakeClock
from tests.factories.desks import a_desk
from tests.factories.people import Holder, Office, a_holder, names_of, shown
from tests.factories.zones import CHEAP, PASSWORD, Zone, policy_toml
from tests.server.in_process import InProcessLink
from tests.server.zones import URL, Served

KEEPING = Keeping(passphrase="a passphrase", cost=CHEAP)
OFFICE = ("issuing", "records", "admin")


@pytest.fixture
def kept(tmp_path: Path) -> Iterator[Served]:
    """A server in a folder as `server init` makes it."""
    clock, place = FakeClock(), tmp_path / "server"
    wanted = Wanted(policy_toml(), "admin", tmp_path / "offline.txt", PASSWORD)
    founded = folder.found_server(place, wanted, KEEPING, clock.step())
    zone = Served(place, folder.open_server(place, KEEPING, clock), founded, clock)
    yield zone
    zone.close()


def put_back(zone: Served, source: Path) -> None:
    """Stop the server, restore it, start it."""
    zone.central.close()
    backup.restore(source, zone.folder, KEEPING, zone.clock)
    zone.central = folder.open_server(zone.folder, KEEPING, zone.clock)
    zone.clock.step(60)


def desks(zone: Served) -> tuple[DeskStore, DeskStore, Holder]:
    office = zone.desk("office", *OFFICE)
    zone.sync(office)
    holder = a_holder(zone.office(office))
    zone.sync(office)
    gate = zone.desk("gate", "checkpoint")
    zone.sync(gate)
    return office, gate, holder


def state_of(store: DeskStore, holder: Holder) -> str:
    with store.view() as view:
        row = view.get(Pass, holder.pass_id)
    assert isinstance(row, Pass)
    return row.state


def test_the_root_key_is_in_the_offline_file_and_not_on_the_server(kept: Served, tmp_path: Path) -> None:
    offline = read_offline(tmp_path / "offline.txt")
    assert offline == kept.founded.offline
    assert (tmp_path / "offline.txt").stat().st_mode & 0o077 == 0
    with kept.central.storage.reading() as reads:
        assert not {offline.root, offline.recovery} & set(reads.secrets("").values())


def test_a_restore_raises_the_generation_every_time(kept: Served, tmp_path: Path) -> None:
    backup.backup(kept.folder, tmp_path / "copy", KEEPING)
    seen = []
    for _ in range(3):
        put_back(kept, tmp_path / "copy")
        with kept.central.storage.reading() as reads:
            seen.append(reads.generation)
    assert seen == sorted(set(seen))
    assert ("server_restored", "applies", "") in kept.fates()
    assert kept.rebuilt() == kept.rows()


def test_after_a_restore_nobody_revoked_gets_in_and_the_desks_bring_it_all_back(kept: Served, tmp_path: Path) -> None:
    office, gate, holder = desks(kept)
    backup.backup(kept.folder, tmp_path / "copy", KEEPING)
    kept.office(office).act("pass_revoked", {"pass": holder.pass_id, "reason": None}, holder.hr)
    gate.write("shown", shown(holder), reading=kept.clock.step())
    for store in (office, gate):
        kept.sync(store)
    kept.sync(gate)
    put_back(kept, tmp_path / "copy")
    forgetful = kept.rows()["pass", holder.pass_id]
    assert isinstance(forgetful, Pass)
    assert forgetful.state == "good"
    report = kept.sync(gate)
    assert (report.anew, report.forgot, report.carried, report.sent) == (True, True, 1, 1)
    assert (state_of(gate, holder), exchanged.was_restored(gate.journal)) == ("revoked", True)
    assert kept.sync(gate).carried == 1
    back = kept.sync(office)
    assert (back.forgot, back.sent, back.carried) == (True, 1, 0)
    assert state_of(office, holder) == "revoked"
    assert (kept.sync(gate).carried, state_of(gate, holder)) == (0, "revoked")
    assert not exchanged.was_restored(gate.journal)
    assert kept.rebuilt() == kept.rows()


def test_a_right_the_server_forgot_is_dropped_until_it_comes_back(kept: Served, tmp_path: Path) -> None:
    office, gate, holder = desks(kept)
    acts = kept.office(office)
    acts.act("pass_suspended", {"pass": holder.pass_id, "reason": None}, holder.hr)
    kept.sync(office)
    backup.backup(kept.folder, tmp_path / "copy", KEEPING)
    acts.act("pass_resumed", {"pass": holder.pass_id}, holder.approver)
    kept.sync(office)
    kept.sync(gate)
    assert state_of(gate, holder) == "good"
    put_back(kept, tmp_path / "copy")
    assert (kept.sync(gate).carried, state_of(gate, holder)) == (0, "suspended")
    kept.sync(office)
    kept.sync(gate)
    assert state_of(gate, holder) == "good"


def test_a_stop_written_on_the_lost_server_itself_holds_until_a_newer_act(kept: Served, tmp_path: Path) -> None:
    office, gate, holder = desks(kept)
    backup.backup(kept.folder, tmp_path / "copy", KEEPING)
    kept.central.write("pass_suspended", {"pass": holder.pass_id, "reason": None}, signers=(kept.admin,))
    kept.sync(gate)
    assert state_of(gate, holder) == "suspended"
    put_back(kept, tmp_path / "copy")
    for _ in range(2):
        assert (kept.sync(gate).carried, state_of(gate, holder)) == (1, "suspended")
    kept.sync(office)
    with office.view() as view:
        assert isinstance(view.get(Pass, holder.pass_id), Pass)
    kept.central.confirm_itself(kept.admin)
    kept.central.write("pass_suspended", {"pass": holder.pass_id, "reason": None}, signers=(kept.admin,))
    kept.central.write("pass_resumed", {"pass": holder.pass_id}, signers=(kept.admin,))
    assert (kept.sync(gate).carried, state_of(gate, holder)) == (0, "good")


def test_the_servers_new_journal_grants_nothing_until_an_administrator_has_looked(kept: Served, tmp_path: Path) -> None:
    backup.backup(kept.folder, tmp_path / "copy", KEEPING)
    put_back(kept, tmp_path / "copy")
    rights = JournalRights("gate", ("checkpoint",))
    with pytest.raises(Declined, match="yet to confirm"):
        kept.central.open_enrolment(rights, kept.admin)
    kept.central.confirm_itself(kept.admin)
    assert kept.central.open_enrolment(rights, kept.admin).names_root(kept.central.root)


def test_what_was_erased_stays_erased_after_a_restore(kept: Served, tmp_path: Path) -> None:
    office, _, holder = desks(kept)
    name = names_of("Chan Siu Ming", "陳小明")
    backup.backup(kept.folder, tmp_path / "copy", KEEPING)
    kept.office(office).act("person_erased", {"person": holder.person, "hashes": [], "reason": None})
    kept.sync(office)
    put_back(kept, tmp_path / "copy")
    with kept.central.storage.reading() as reads:
        assert (reads.attachment(name.hash), reads.erased([name.hash])) == (None, {name.hash})


def test_a_desk_enrolled_after_the_backup_comes_back_when_an_administrator_lets_it(
    kept: Served, tmp_path: Path
) -> None:
    backup.backup(kept.folder, tmp_path / "copy", KEEPING)
    gate = kept.desk("gate", "checkpoint", lanes=("futian-1",))
    kept.sync(gate)
    gate.write("shown", shown(), reading=kept.clock.step())
    put_back(kept, tmp_path / "copy")
    with pytest.raises(UnknownDesk):
        kept.link(gate).held()
    with pytest.raises(Declined, match="restored from before"):
        kept.sync(gate)
    kept.central.confirm_itself(kept.admin)
    kept.central.open_enrolment(JournalRights("gate", ("checkpoint",), ("futian-1",)), kept.admin)
    assert kept.sync(gate).sent == 3  # opened, shown, and when it was by the server's time
    row = kept.rows()["desk", gate.journal.id]
    assert isinstance(row, Desk)
    assert row.state == "active"


def test_grants_that_rest_on_what_the_server_forgot_wait_and_then_hold(kept: Served, tmp_path: Path) -> None:
    office, _, holder = desks(kept)
    second = kept.desk("second", *OFFICE)
    kept.sync(second)
    backup.backup(kept.folder, tmp_path / "copy", KEEPING)
    acts, others = kept.office(office), kept.office(second)
    hr = holder.hr
    person = acts.person("Late Person", hr)
    kept.sync(office)
    kept.sync(second)
    institution = others.institution("Late Institution", hr)
    others.filing(person, institution, hr)
    kept.sync(second)
    put_back(kept, tmp_path / "copy")
    kept.sync(second)
    assert ("filing_filed", "waits", "not_here_yet") in kept.fates()
    kept.sync(office)
    assert [fate for fate in kept.fates() if fate[1] == "waits"] == []
    assert kept.rebuilt() == kept.rows()


def broken(place: Path) -> None:
    (place / "server.db").write_bytes(b"not a database" * 1000)


def missing(place: Path) -> None:
    (place / "server.db").unlink()


@pytest.mark.parametrize("harm", [broken, missing])
def test_a_bad_backup_changes_nothing(kept: Served, tmp_path: Path, harm: Callable[[Path], None]) -> None:
    backup.backup(kept.folder, tmp_path / "copy", KEEPING)
    harm(tmp_path / "copy")
    before = kept.fates()
    with pytest.raises(PassdeskError):
        backup.restore(tmp_path / "copy", kept.folder, KEEPING, kept.clock)
    assert kept.fates() == before


def test_a_backup_goes_into_a_new_folder_and_is_not_restored_onto_itself(kept: Served, tmp_path: Path) -> None:
    with pytest.raises(Declined):
        backup.backup(kept.folder, kept.folder, KEEPING)
    with pytest.raises(Misuse):
        backup.restore(kept.folder, kept.folder, KEEPING, kept.clock)
    backup.backup(kept.folder, tmp_path / "copy", KEEPING)
    with folder.held(kept.folder), pytest.raises(Trouble, match="holds"):
        backup.restore(tmp_path / "copy", kept.folder, KEEPING, kept.clock)


# A zone of one desk gets a server


def alone(tmp_path: Path, clock: FakeClock) -> tuple[Zone, DeskStore, Holder]:
    zone = Zone()
    desk = a_desk(tmp_path / "desk", zone, clock)
    return zone, desk, a_holder(Office(desk, zone, clock))


def test_a_server_adopts_a_desks_zone_and_takes_its_whole_journal(tmp_path: Path) -> None:
    clock = FakeClock()
    zone, desk, holder = alone(tmp_path, clock)
    offline = Offline(zone.name, zone.root_key.private_bytes_raw(), zone.recovery[0])
    place = tmp_path / "server"
    folder.adopt(place, desk, offline, URL, KEEPING, clock.step())
    central = folder.open_server(place, KEEPING, clock)
    report = exchange(desk, InProcessLink(central, desk.journal.id), clock)
    assert (report.sent, report.refusal, report.went_on) == (desk.journal.seq - 1, None, False)
    with central.storage.reading() as reads:
        assert reads.get(Pass, holder.pass_id) is not None
        assert {one.judgement for one in reads.accepted(0, 1000)} == {"applies"}
        assert list(reads.all(Case)) == []
    assert state_of(desk, holder) == "good"
    code = central.open_enrolment(JournalRights("gate", ("checkpoint",)), Signer(zone.admin_id, zone.admin_key))
    assert code.names_root(zone.root_public)
    central.close()
    desk.close()


def test_the_file_of_another_zone_adopts_nothing(tmp_path: Path) -> None:
    clock = FakeClock()
    zone, desk, _ = alone(tmp_path, clock)
    other = Offline(zone.name, bytes(32), zone.recovery[0])
    with pytest.raises(PassdeskError):
        folder.adopt(tmp_path / "server", desk, other, URL, KEEPING, clock.step())
    assert not (tmp_path / "server").exists()
    desk.close()


def test_a_folder_is_left_clean_when_founding_fails(tmp_path: Path) -> None:
    wanted = Wanted(b"zone = 1", "admin", tmp_path / "offline.txt", PASSWORD)
    with pytest.raises(PassdeskError):
        folder.found_server(tmp_path / "server", wanted, KEEPING, FakeClock().step())
    assert not (tmp_path / "server").exists()
