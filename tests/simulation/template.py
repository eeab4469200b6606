"""The zone every seed begins with, made once and copied: a server, an issuing desk, two gates, a records desk."""

from pathlib import Path

from passdesk.clock import MICROSECONDS
from passdesk.credential import keys
from passdesk.credential.founding import FirstAdministrator, Founded, Offline, certify_server
from passdesk.server import keys_kept, own_journal, tls
from passdesk.server.central import Central
from passdesk.server.erased_file import FILE as ERASED
from passdesk.server.erased_file import ErasedFile
from passdesk.server.sqlite_storage import FILE, SqliteStorage
from passdesk.store.signing import Signer
from tests.factories.clocks import FakeClock
from tests.factories.desks import DATABASE_KEY
from tests.factories.people import Office
from tests.factories.zones import PASSWORD, Zone, founding, id_of, seed_of, seeded
from tests.server.zones import Served

DESKS = ("issuing", "first", "second", "records")
LANES = {"first": ("F1-1", "F1-2"), "second": ("S1-1", "S1-2", "S2-1")}
ROLES = {"issuing": ("issuing", "admin"), "first": ("checkpoint",), "second": ("checkpoint",), "records": ("records",)}
STAFF = {
    "hr": ("hr",), "second hr": ("hr",), "approver": ("approver",), "supervisor": ("supervisor",),
    "officer": ("checkpoint",),
}  # fmt: skip
PEOPLE = ("Chan Siu Ming", "Li Na", "Wong Ka Yan")


def signer(name: str) -> Signer:
    """A member of staff by name, ready to sign."""
    return Signer(id_of(name), seeded(name))


def make_template(folder: Path, clock: FakeClock) -> None:
    """A zone with staff and three holders of passes; every desk but the records desk has exchanged. All is closed."""
    served = _founded(folder, clock)
    desks = {
        name: served.desk(name, *ROLES[name], lanes=LANES.get(name, ()), clock=clock) for name in DESKS
    }
    served.sync(desks["issuing"])
    office = Office(desks["issuing"], Zone(), clock)
    for name, roles in STAFF.items():
        office.operator(name, *roles)
    key = office.issuing_key()
    universities = [office.institution(name, signer("hr")) for name in ("University", "Institute")]
    for place, name in enumerate(PEOPLE):
        person, institution = office.person(name, signer("hr")), universities[place % 2]
        filing = office.filing(person, institution, signer("hr"))
        office.approve(filing, person, institution, signer("approver"))
        office.issue(filing, person, institution, key, signer("hr"))
    for name in ("issuing", "first", "second"):
        clock.step()
        served.sync(desks[name])
    served.close()


def server_at(folder: Path, clock: FakeClock) -> Central:
    """The server whose files lie in `folder`, as it starts."""
    central = Central(SqliteStorage(folder / FILE, DATABASE_KEY), clock, ErasedFile(folder / ERASED))
    central.begin()
    return central


def _founded(folder: Path, clock: FakeClock) -> Served:
    """As `founding.found` does it, with keys that are the same in every run."""
    zone, at = Zone(), clock().wall // MICROSECONDS
    private, journal = seeded("server"), seeded("journal of the server")
    certificate = certify_server(zone.root_key, zone.name, keys.public_of(private), at)
    body, wrapped = founding(zone, keys.public_of(journal), desk_name="server", roles=("server",))
    body = {**body, "server_certificate": certificate}
    kept = keys_kept.make(zone.name, private, journal, certificate, tls.new_identity(zone.name, at))
    (folder / "server").mkdir()
    storage = SqliteStorage.create(folder / "server" / FILE, DATABASE_KEY)
    with storage.writing() as writes:
        keys_kept.keep(writes, kept)
        own_journal.write(
            writes, kept.journal_id, "zone_founded", body, clock.step(), signers=(zone.root,), attachments=(wrapped,)
        )
    storage.close()
    own = body["operator_certificate"]
    first = FirstAdministrator(zone.admin_id, "admin", zone.admin_key, PASSWORD, own, wrapped)
    founded = Founded(zone.name, Offline(zone.name, seed_of("root"), zone.recovery[0]), first, zone.recovery[1], body)
    return Served(folder, server_at(folder / "server", clock), founded, clock)
