"""A zone with a server: founded in a folder of the test's own, with desks enrolled the way desks are."""

from collections.abc import Sequence
from pathlib import Path

from msgspec import Struct, field

from passdesk.credential import keys
from passdesk.credential.certificate_bodies import JournalRights
from passdesk.credential.founding import Founded
from passdesk.domain.register import Ref, Row, TooNew
from passdesk.domain.tables import TABLES
from passdesk.server import founding
from passdesk.server.central import Central
from passdesk.server.erased_file import ErasedFile
from passdesk.server.rebuilding import rebuild
from passdesk.server.sqlite_storage import SqliteStorage
from passdesk.store.desk_store import DeskStore
from passdesk.store.signing import Signer
from passdesk.sync import known_server
from passdesk.sync.exchange import ExchangeReport, exchange
from passdesk.sync.joining import Joined, join
from passdesk.sync.known_server import KnownServer
from tests.factories.clocks import FakeClock
from tests.factories.desks import DATABASE_KEY
from tests.factories.people import Office
from tests.factories.zones import CHEAP, PASSWORD, Zone, policy_toml, seed_of
from tests.server.in_process import InProcessLink
from tests.server.journals import HandJournal

URL = "https://127.0.0.1:8443"


class Served(Struct):
    """A server in process, its founding, and its clock."""

    folder: Path
    central: Central
    founded: Founded
    clock: FakeClock
    desks: list[DeskStore] = field(default_factory=list)

    @property
    def admin(self) -> Signer:
        return Signer(self.founded.administrator.id, self.founded.administrator.private)

    def join(self, name: str, rights: JournalRights) -> Joined:
        code = self.central.open_enrolment(rights, self.admin)
        public = keys.public_of(keys.from_seed(seed_of(name)))
        at = self.clock().wall // 1_000_000
        return join(code, public, self.central.keys.tls.spki_sha256, self.central.enrol, at)

    def desk(
        self,
        name: str,
        *roles: str,
        lanes: Sequence[str] = (),
        institutions: Sequence[bytes] = (),
        clock: FakeClock | None = None,
        key: bytes | None = DATABASE_KEY,
    ) -> DeskStore:
        """A desk enrolled with a printed code, its first entry written, not exchanged yet."""
        joined = self.join(name, JournalRights(name, roles, tuple(lanes), tuple(institutions)))
        store = DeskStore.create(
            self.folder / name, database_key=key, zone=joined.zone, root_public=joined.root,
            journal_seed=seed_of(name), name=name,
        )  # fmt: skip
        known_server.keep(store.journal, KnownServer(URL, joined.server_certificate, self.tls, joined.tls))
        opened = {"certificate": joined.certificate}
        store.write("journal_opened", opened, reading=(clock or self.clock).step())
        self.desks.append(store)
        return store

    def hand_journal(self, name: str, *roles: str, institutions: Sequence[bytes] = ()) -> HandJournal:
        """An enrolled journal whose entries a test writes by hand; the first is written, nothing is sent."""
        joined = self.join(name, JournalRights(name, roles, (), tuple(institutions)))
        journal = HandJournal(name, joined.zone, joined.root)
        journal.write("journal_opened", {"certificate": joined.certificate}, self.clock.step())
        return journal

    def office(self, store: DeskStore) -> Office:
        """Acts of this zone's staff at one of its desks."""
        offline, first = self.founded.offline, self.founded.administrator
        zone = Zone(name=self.founded.zone, root_key=offline.root_key, admin_key=first.private, admin_id=first.id)
        return Office(store, zone, self.clock)

    def fates(self) -> list[tuple[str, str, str]]:
        """(kind, judgement, cause) of every accepted entry, in order."""
        with self.central.storage.reading() as reads:
            return [(one.kind, one.judgement, one.cause) for one in reads.accepted(0, 10_000)]

    def rows(self) -> dict[Ref, Row]:
        """The whole register the server keeps."""
        with self.central.storage.reading() as reads:
            return {row.ref: row for kind in TABLES.values() for row in reads.all(kind)}

    def rebuilt(self) -> dict[Ref, Row | TooNew]:
        """The same, folded anew from the accepted entries."""
        with self.central.storage.reading() as reads:
            return rebuild(reads).rows

    @property
    def tls(self) -> bytes:
        return self.central.keys.tls.certificate

    def link(self, store: DeskStore) -> InProcessLink:
        return InProcessLink(self.central, store.journal.id)

    def sync(self, store: DeskStore, clock: FakeClock | None = None) -> ExchangeReport:
        return exchange(store, self.link(store), clock or self.clock)

    def close(self) -> None:
        for store in self.desks:
            store.close()
        self.central.close()


def a_served_zone(folder: Path, clock: FakeClock | None = None, key: bytes | None = DATABASE_KEY) -> Served:
    """A server that founded its zone; `key` None: its database is not encrypted, for proofs that look into it."""
    clock = clock or FakeClock()
    folder.mkdir(parents=True, exist_ok=True)
    storage, founded = founding.found(
        lambda _: SqliteStorage.create(folder / "server.db", key), policy_toml(), administrator="admin",
        password=PASSWORD, offline=folder / "offline.txt",
        reading=clock.step(), cost=CHEAP,
    )  # fmt: skip
    central = Central(storage, clock, ErasedFile(folder / "erased"))
    central.begin()
    return Served(folder, central, founded, clock)
