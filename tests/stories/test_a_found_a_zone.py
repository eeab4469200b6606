"""(a) Found a zone, enrol a desk, add an HR officer and an approver."""

from pathlib import Path

import pytest

from passdesk.administration import operators
from passdesk.credential import keys
from passdesk.credential.certificate_bodies import JournalRights
from passdesk.credential.enrolment import EnrolmentCode
from passdesk.credential.founding import read_offline
from passdesk.domain.attachments import Names
from passdesk.domain.people import Desk, Enrolment, Operator
from passdesk.errors import Declined
from passdesk.issuing import filings, institutions, people
from passdesk.issuing.people import Details
from passdesk.server import folder as server_folder
from passdesk.server.central import Central
from passdesk.server.folder import Wanted, found_server, open_server
from passdesk.store.acts import Acting
from passdesk.store.creating import Keeping
from passdesk.store.desk_store import DeskStore
from passdesk.store.signing import Signer
from passdesk.store.signing_in import NewPasswordNeeded, WrongPassword, change_password, sign_in
from passdesk.sync import known_server
from passdesk.sync.exchange import exchange
from passdesk.sync.joining import Enrol, Enrolled, join
from passdesk.sync.known_server import KnownServer
from tests.factories.clocks import FakeClock
from tests.factories.desks import DATABASE_KEY
from tests.factories.zones import CHEAP, policy_toml, seed_of, seeded
from tests.server.in_process import InProcessLink

KEEPING = Keeping(passphrase="of the server", cost=CHEAP)
PASSWORD = "the administrator's own"
PUBLIC = keys.public_of(seeded("office"))


def test_from_nothing_to_two_people_who_may_file_and_approve(tmp_path: Path) -> None:
    clock, place, offline = FakeClock(), tmp_path / "server", tmp_path / "root.txt"

    # The zone is founded: one entry, and the root's private half goes to a file to be taken away.
    founded = found_server(place, Wanted(policy_toml(), "Tang", offline, PASSWORD), KEEPING, clock.step())
    assert read_offline(offline) == founded.offline
    central = open_server(place, KEEPING, clock)
    assert (central.zone, central.root) == ("hetao", founded.offline.root_public)

    # The administrator opens a place, and a desk enrols with the printed code.
    administrator = Signer(founded.administrator.id, founded.administrator.private)
    code = central.open_enrolment(JournalRights("office", ("issuing", "records", "admin")), administrator)
    office = _enrol(tmp_path / "office", central, code, clock)
    link = InProcessLink(central, office.journal.id)
    exchange(office, link, clock)
    with office.view() as view:
        desk = view.get(Desk, office.journal.id)
        assert isinstance(desk, Desk)
        assert (desk.name, desk.roles, desk.state) == ("office", ("issuing", "records", "admin"), "active")
        [place_row] = view.all(Enrolment)
        assert place_row.used_by == office.journal.id

    # The code was good once.
    with pytest.raises(Declined, match="has been used"):
        join(code, keys.public_of(seeded("another")), central.keys.tls.spki_sha256, central.enrol, 0)

    # The administrator signs in at the desk, with the key that came wrapped, and adds two people.
    with pytest.raises(WrongPassword):
        sign_in(office, "Tang", "not this one", clock)
    tang = sign_in(office, "Tang", PASSWORD, clock)
    assert tang.operator == administrator.operator
    acting = Acting(office, tang, clock)
    wanted = {"Ho": "hr", "Au": "approver"}
    added = {name: operators.add(acting, name, (role,), cost=CHEAP) for name, role in wanted.items()}

    # A one-time password opens nothing but the choice of one's own.
    with pytest.raises(NewPasswordNeeded):
        sign_in(office, "Ho", added["Ho"].one_time_password, clock)
    ho, au = (
        change_password(office, name, added[name].one_time_password, f"{name}'s own password", clock, CHEAP)
        for name in ("Ho", "Au")
    )
    assert sign_in(office, "Ho", "Ho's own password", clock).operator == ho.operator == added["Ho"].operator

    # They may do what their roles say, and only together: who filed does not approve.
    university = institutions.add(Acting(office, ho, clock), "University", "大學")
    person = people.add(Acting(office, ho, clock), Details(names=Names("Chan Siu Ming", "陳小明")))
    now = clock().wall // 1_000_000
    filing = filings.file(
        Acting(office, ho, clock), person, university, "talent", valid_from=now, valid_until=now + 86_400
    )
    with pytest.raises(Declined, match="does not have the role"):
        filings.approve(Acting(office, ho, clock), filing)
    with pytest.raises(Declined, match="does not have the role"):
        operators.add(Acting(office, ho, clock), "Mate", ("hr",), cost=CHEAP)
    filings.approve(Acting(office, au, clock), filing)

    # The server takes all of it; another office desk gets both operators, and the keys to sign in with.
    report = exchange(office, link, clock)
    assert report.refusal is None
    second_code = central.open_enrolment(JournalRights("second office", ("issuing",)), administrator)
    second = _enrol(tmp_path / "second", central, second_code, clock, "second office")
    exchange(second, InProcessLink(central, second.journal.id), clock)
    with second.view() as view:
        assert {row.name: row.roles for row in view.all(Operator)} == {
            "Tang": ("administrator",), "Ho": ("hr",), "Au": ("approver",)
        }  # fmt: skip
    assert sign_in(second, "Au", "Au's own password", clock).operator == au.operator

    for store in (office, second):
        store.close()
    central.close()


def test_a_server_that_does_not_know_the_code_is_found_out(tmp_path: Path) -> None:
    """Somebody answers in the server's place with all that is public; the desk sends nothing but key and proof."""
    clock, asked = FakeClock(), []
    founded = found_server(
        tmp_path / "server", Wanted(policy_toml(), "Tang", tmp_path / "root.txt", PASSWORD), KEEPING, clock.step()
    )
    central = open_server(tmp_path / "server", KEEPING, clock)
    administrator = Signer(founded.administrator.id, founded.administrator.private)
    code = central.open_enrolment(JournalRights("office", ("admin",)), administrator)

    def in_its_place(wanted: Enrol) -> Enrolled:
        asked.append(wanted)
        other = server_folder.open_server(tmp_path / "server", KEEPING, clock)
        honest = other.enrol(wanted)
        other.close()
        return Enrolled(honest.founding, honest.server_certificate, honest.certificate, honest.tls, bytes(32))

    with pytest.raises(Declined, match="not the server the code was printed for"):
        join(code, PUBLIC, central.keys.tls.spki_sha256, in_its_place, 0)
    assert len(asked) == 1
    assert code.secret not in asked[0].to_bytes()
    central.close()


def _enrol(
    folder: Path, central: Central, code: EnrolmentCode, clock: FakeClock, name: str = "office"
) -> DeskStore:
    """As `init --join` does it: ask, check the answer, make the files, remember the server."""
    public = keys.public_of(seeded(name))
    joined = join(code, public, central.keys.tls.spki_sha256, central.enrol, clock().wall // 1_000_000)
    store = DeskStore.create(
        folder, database_key=DATABASE_KEY, zone=joined.zone, root_public=joined.root, journal_seed=seed_of(name),
        name=name,
    )  # fmt: skip
    server = KnownServer("https://server", joined.server_certificate, central.keys.tls.certificate, joined.tls)
    known_server.keep(store.journal, server)
    store.write("journal_opened", {"certificate": joined.certificate}, reading=clock.step())
    return store
