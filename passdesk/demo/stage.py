"""What the demo plays on: a server process, five desks enrolled by printed codes, and who works at them."""

from collections.abc import Iterator, Mapping
from contextlib import ExitStack, closing, contextmanager

from msgspec import Struct

from passdesk.clock import Clock
from passdesk.credential.certificate_bodies import JournalRights
from passdesk.credential.enrolment import print_code
from passdesk.credential.founding import Founded
from passdesk.credential.wrapping import Cost
from passdesk.demo.cast import ADMINISTRATOR
from passdesk.demo.folder import Folder
from passdesk.demo.server_process import ServerProcess
from passdesk.demo.zone_file import LANES, demo_policy
from passdesk.server.folder import Wanted, found_server, open_server
from passdesk.store.acts import Acting
from passdesk.store.creating import Keeping
from passdesk.store.database_key import open_keys_file
from passdesk.store.desk_store import DeskStore
from passdesk.store.going_on import open_desk
from passdesk.store.signing import Signer
from passdesk.store.signing_in import change_password, sign_in
from passdesk.sync.client import HttpLink
from passdesk.sync.exchange import ExchangeReport, exchange
from passdesk.sync.new_desk import join_zone

PASSPHRASE = "demo-passphrase"
CHEAP = Cost(memory=1024, passes=1, lanes=1)
"""Every password of the demo is printed: what guessing one costs protects nothing here."""
KEEPING = Keeping(PASSPHRASE, None, CHEAP)
PLACES = (
    JournalRights("issuing", ("issuing", "admin")),
    JournalRights("gate-first", ("checkpoint",), (LANES["gate-first"],)),
    JournalRights("gate-confirm", ("checkpoint",), (LANES["gate-confirm"],)),
    JournalRights("gate-second", ("checkpoint",), (LANES["gate-second"],)),
    JournalRights("records", ("records",)),
)


class DeskOnStage(Struct, frozen=True):
    """One desk, open, and what is done at any desk."""

    name: str
    store: DeskStore
    clock: Clock

    def exchange(self) -> ExchangeReport:
        with closing(HttpLink.to(self.store.journal, self.clock)) as link:
            return exchange(self.store, link, self.clock)

    def first_sign_in(self, name: str, one_time_password: str, password: str) -> Acting:
        return self._acting(change_password(self.store, name, one_time_password, password, self.clock, CHEAP))

    def sign_in(self, name: str, password: str) -> Acting:
        return self._acting(sign_in(self.store, name, password, self.clock))

    def _acting(self, signer: Signer) -> Acting:
        return Acting(self.store, signer, self.clock)


class Stage(Struct, frozen=True):
    """Everything that is open while the demo runs. `codes`: how many enrolment codes were printed and used."""

    folder: Folder
    server: ServerProcess
    desks: Mapping[str, DeskOnStage]
    clock: Clock

    @property
    def issuing(self) -> DeskOnStage:
        return self.desks["issuing"]

    @property
    def records(self) -> DeskOnStage:
        return self.desks["records"]

    def exchange_all(self) -> None:
        """Whoever issues first, then the gates, each heard before the other asks, then the records desk."""
        for name in ("issuing", "gate-confirm", "gate-first", "gate-second", "gate-first", "records"):
            self.desks[name].exchange()


@contextmanager
def set_up(folder: Folder, clock: Clock) -> Iterator[Stage]:
    """Found the zone, start the server, enrol the desks. Whatever happens, the process has ended when this has."""
    folder.policy.write_bytes(demo_policy())
    wanted = Wanted(folder.policy.read_bytes(), ADMINISTRATOR.name, folder.offline, ADMINISTRATOR.password)
    founded = found_server(folder.server, wanted, KEEPING, clock())
    server = ServerProcess(folder.server, PASSPHRASE, folder.log)
    with ExitStack() as stack:
        stack.callback(server.stop)
        server.start()
        codes = _codes(folder, founded, clock)
        desks = {name: stack.enter_context(_enrolled(folder, server.url, name, codes[name], clock)) for name in codes}
        yield Stage(folder, server, desks, clock)


def _codes(folder: Folder, founded: Founded, clock: Clock) -> dict[str, str]:
    """An enrolment code for each desk, as `server enrol` prints it, beside the running server."""
    administrator = Signer(founded.administrator.id, founded.administrator.private)
    with closing(open_server(folder.server, KEEPING, clock)) as central:
        return {place.name: print_code(central.open_enrolment(place, administrator)) for place in PLACES}


@contextmanager
def _enrolled(folder: Folder, url: str, name: str, code: str, clock: Clock) -> Iterator[DeskOnStage]:
    where = folder.desk(name)
    join_zone(where, code, url, KEEPING, clock)
    with open_desk(where, open_keys_file(where, passphrase=PASSPHRASE), clock()) as store:
        yield DeskOnStage(name, store, clock)
        store.catch_up()
