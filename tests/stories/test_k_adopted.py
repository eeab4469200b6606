"""(k) A zone of one desk is adopted by a server, and a second desk enrols."""

from pathlib import Path

import pytest

from passdesk.administration import operators
from passdesk.administration.zone_alone import Alone, found_alone
from passdesk.checkpoint.answers import Recorded
from passdesk.checkpoint.gate import Gate
from passdesk.clock import MICROSECONDS
from passdesk.credential import keys
from passdesk.credential.certificate_bodies import JournalRights
from passdesk.credential.founding import read_offline
from passdesk.domain.attachments import Names
from passdesk.domain.passes import IssuingScope, Pass
from passdesk.domain.people import ZONE_KEY, Filing, Person, Zone
from passdesk.errors import Misuse
from passdesk.issuing import filings, institutions, issuing_keys, passes, people
from passdesk.issuing.people import Details
from passdesk.server import folder as server_folder
from passdesk.server.rebuilding import rebuild
from passdesk.store.acts import Acting
from passdesk.store.creating import Keeping
from passdesk.store.database_key import open_keys_file
from passdesk.store.desk_store import DeskStore
from passdesk.store.signing_in import change_password, sign_in
from passdesk.sync import known_server
from passdesk.sync.exchange import exchange
from passdesk.sync.joining import join
from passdesk.sync.known_server import KnownServer
from tests.factories.clocks import FakeClock
from tests.factories.people import YEAR
from tests.factories.zones import CHEAP, SINCE, policy_toml, seed_of, seeded
from tests.server.in_process import InProcessLink
from tests.simulation import invariants

KEEPING = Keeping(passphrase="of this machine", cost=CHEAP)
PASSWORD = "the administrator's own"


def test_a_zone_of_one_desk_is_adopted_and_grows(tmp_path: Path) -> None:
    clock, folder, offline = FakeClock(), tmp_path / "desk", tmp_path / "root.txt"
    founded = found_alone(folder, Alone(policy_toml(), "card", "Tang", offline, PASSWORD), KEEPING, clock.step())
    desk = DeskStore.open(folder, open_keys_file(folder, passphrase=KEEPING.passphrase))

    # For a while the card's desk issues and scans by itself; no server is missed, nothing is unconfirmed.
    text, person = _one_holder(desk, clock)
    clock.step(60)
    answer = Gate(desk, "F1-1", clock).present(text, "picture", "entry")
    assert isinstance(answer, Recorded)
    assert answer.admitted
    with desk.view() as view:
        assert not view.unconfirmed(("person", person))
    with pytest.raises(Misuse, match="no server"):
        known_server.public_key(desk.journal)

    # A server adopts the zone: no second root is made, the one there is certifies it.
    root = read_offline(offline)
    place = tmp_path / "server"
    server_folder.adopt(place, desk, root, "https://server", KEEPING, clock.step())
    central = server_folder.open_server(place, KEEPING, clock)
    assert central.root == founded.offline.root_public == desk.journal.root

    # The desk pushes from entry 1, and the server's register is what this one desk had.
    with desk.view() as view:
        before = {row.ref: row for kind in (Person, Pass, Filing) for row in view.all(kind)}
    report = exchange(desk, InProcessLink(central, desk.journal.id), clock)
    assert report.refusal is None
    assert report.sent >= desk.journal.seq - 1
    with central.storage.reading() as reads:
        accepted = invariants.accepted_of(reads)
        assert not list(invariants.entries_once(accepted, [desk.journal]))
        assert {one.judgement for one in accepted} == {"applies"}
        assert not list(invariants.rebuilt_equal(reads))
        assert not list(invariants.rows_unequal(reads, desk))
        assert {ref: reads.get(type(row), ref[1]) for ref, row in before.items()} == before
        zone = reads.get(Zone, ZONE_KEY)
        assert isinstance(zone, Zone)
        assert zone.server_certificate == central.keys.certificate
        assert rebuild(reads).rows
    with desk.view() as view:
        assert view.accounted == desk.journal.seq
    assert not list(invariants.chain_broken(desk, central.keys.public))

    # It goes on as before: the lane knows who is inside, the office issues.
    clock.step(60)
    again = Gate(desk, "F1-1", clock).present(text, "picture", "exit")
    assert isinstance(again, Recorded)
    assert again.admitted

    # The administrator opens a place with the same key as ever, and a second desk enrols at the server.
    administrator = sign_in(desk, "Tang", PASSWORD, clock)
    code = central.open_enrolment(JournalRights("gate", ("checkpoint",), ("S1-1",)), administrator)
    at = clock().wall // MICROSECONDS
    joined = join(code, keys.public_of(seeded("gate")), central.keys.tls.spki_sha256, central.enrol, at)
    assert joined.root == desk.journal.root
    gate = DeskStore.create(
        tmp_path / "gate", database_key=bytes(32), zone=joined.zone, root_public=joined.root,
        journal_seed=seed_of("gate"), name="gate",
    )  # fmt: skip
    known_server.keep(
        gate.journal,
        KnownServer("https://server", joined.server_certificate, central.keys.tls.certificate, joined.tls),
    )
    gate.write("journal_opened", {"certificate": joined.certificate}, reading=clock.step())
    exchange(desk, InProcessLink(central, desk.journal.id), clock)
    exchange(gate, InProcessLink(central, gate.journal.id), clock)

    # The new gate admits who was filed before there was a server, by name.
    clock.step(60)
    admitted = Gate(gate, "S1-1", clock).present(text, "camera", "entry")
    assert isinstance(admitted, Recorded)
    assert admitted.admitted
    assert admitted.verdict.person == person
    assert gate.find_people("chan") == [person]

    # And the first desk hears of it, from the server it did not have this morning.
    exchange(gate, InProcessLink(central, gate.journal.id), clock)
    exchange(desk, InProcessLink(central, desk.journal.id), clock)
    refused = Gate(desk, "F1-1", clock).present(text, "picture", "entry")
    assert isinstance(refused, Recorded)
    assert refused.verdict.reasons[0].code == "already_inside"
    for store in (desk, gate):
        store.close()
    central.close()


def _one_holder(desk: DeskStore, clock: FakeClock) -> tuple[str, bytes]:
    """The text of a pass, and its holder."""
    tang = Acting(desk, sign_in(desk, "Tang", PASSWORD, clock), clock)
    acting = {}
    for name in ("hr", "approver"):
        once = operators.add(tang, name, (name,), cost=CHEAP).one_time_password
        acting[name] = Acting(desk, change_password(desk, name, once, f"the {name}'s own", clock, CHEAP), clock)
    issuing_keys.create_issuing_key(tang, IssuingScope((), (), YEAR, SINCE, SINCE + 10 * YEAR))
    university = institutions.add(acting["hr"], "University", "大學")
    person = people.add(acting["hr"], Details(names=Names("Chan Siu Ming", "陳小明")))
    filing = filings.file(
        acting["hr"], person, university, "talent", valid_from=SINCE, valid_until=SINCE + YEAR
    )
    filings.approve(acting["approver"], filing)
    clock.step()
    return passes.issue(acting["hr"], person).qr_text, person
