"""A zone with a server on loopback, and desks that joined it: everything by commands."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from msgspec import Struct, field

from passdesk.server.central import Central
from passdesk.server.folder import held, open_server
from passdesk.server.running import Server
from passdesk.store.creating import Keeping
from tests.cli.shell import PASSPHRASE, Shell, hire, password_of
from tests.cli.town import ZONE_FILE
from tests.factories.clocks import FakeClock
from tests.factories.zones import CHEAP


class ServedZone(Struct):
    """`server` is a shell at the server's folder; `url` where it listens while `running`."""

    folder: Path
    clock: FakeClock = field(default_factory=FakeClock)
    port: int = 0
    url: str = ""

    @property
    def server(self) -> Shell:
        return Shell(self.folder / "server", self.clock)

    def desk(self, name: str) -> Shell:
        return self.server.at(self.folder / name)

    @contextmanager
    def running(self) -> Iterator[str]:
        """The server in a thread of its own, at the same port each time, as `server run` has it."""
        with held(self.folder / "server"):
            central = open_server(self.folder / "server", Keeping(PASSPHRASE, None, CHEAP), self.clock)
            central.begin()
            try:
                with listening(central, self.port) as url:
                    self.url, self.port = url, int(url.rpartition(":")[2])
                    yield url
            finally:
                central.close()

    def enrol(self, name: str, *options: str) -> str:
        """A printed code for a desk."""
        ran = self.server.by("admin", "server", "enrol", name, *options, "--json").done()
        assert set(ran.object) == {"desk", "code"}
        code: str = ran.object["code"]
        return code

    def join(self, name: str, *options: str) -> Shell:
        """A desk enrolled and ready, while the server runs."""
        shell = self.desk(name)
        shell("init", "--join", self.enrol(name, *options), "--server", self.url).done()
        return shell


@contextmanager
def listening(central: Central, port: int) -> Iterator[str]:
    ready = threading.Event()
    address: list[str] = []

    def said(url: str) -> None:
        address.append(url)
        ready.set()

    server = Server(central, "127.0.0.1", port, said)
    thread = threading.Thread(target=server.run)
    thread.start()
    try:
        assert ready.wait(20)
        yield address[0]
    finally:
        server.stop()
        thread.join(20)


def a_served_zone(folder: Path) -> ServedZone:
    zone = ServedZone(folder)
    folder.mkdir(exist_ok=True)
    founding = ("server", "init", "--zone", ZONE_FILE, "--offline", folder / "root-key.txt")
    zone.server(*founding, PASSDESK_PASSWORD=password_of("admin")).done()
    return zone


def staff(office: Shell) -> None:
    for name, role in (("hanna", "hr"), ("anton", "approver")):
        hire(office, name, role)
    office.by("admin", "key", "add").done()


def a_pass(office: Shell, badge: Path) -> str:
    """File, approve and issue in one sitting; the text of the pass."""
    institution = office.by("hanna", "institution", "add", "Loop", "--json").done().object["institution"]
    person = office.by("hanna", "person", "add", "--latin", "CHAN Tai Man", "--json").done().object["person"]
    filed = office.by(
        "hanna", "filing", "file", person, "--institution", institution, "--class", "resident", "--until", "2027-06-30",
        "--json",
    ).done()  # fmt: skip
    office.by("anton", "filing", "approve", filed.object["filing"]).done()
    issued = office.by("hanna", "pass", "issue", person, "--png", badge, "--json").done()
    text: str = issued.object["text"]
    return text
