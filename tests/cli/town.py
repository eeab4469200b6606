"""A zone of one desk with staff, an institution, two people and a pass: made by commands, once, and copied."""

import shutil
from datetime import UTC, datetime, timedelta
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from passdesk import config
from passdesk.clock import MICROSECONDS
from tests.cli.shell import Shell, hire, password_of
from tests.factories.clocks import FakeClock

ZONE_FILE = config.resource("zones", "hetao.toml")
STAFF = {"hanna": "hr", "anton": "approver", "lau": "checkpoint", "sue": "supervisor"}


class Town(Struct, frozen=True):
    """`chan` has a pass: `pass_id`, `number` on its badge, `text` of its code; `lee` has none."""

    shell: Shell
    offline: Path
    badge: Path
    institution: str
    chan: str
    lee: str
    filing: str
    pass_id: str
    number: str
    text: str

    def copied(self, folder: Path) -> "Town":
        """The same town in a folder of a test's own, with a clock of its own."""
        shutil.copytree(self.shell.data.parent, folder, dirs_exist_ok=True)
        clock = FakeClock(self.shell.clock.wall, self.shell.clock.boot)
        shell = replace(self.shell, data=folder / self.shell.data.name, clock=clock)
        return replace(self, shell=shell, offline=folder / self.offline.name, badge=folder / self.badge.name)


def found(folder: Path, clock: FakeClock) -> Town:
    """Found the zone and do everything up to the first pass."""
    shell = Shell(folder / "desk", clock)
    last_day = datetime.fromtimestamp(clock.wall / MICROSECONDS, UTC).date() + timedelta(days=166)
    founded = shell(
        "init", "--zone", ZONE_FILE, "--alone", "--name", "office", "--json", PASSDESK_PASSWORD=password_of("admin")
    ).done()
    for name, role in STAFF.items():
        hire(shell, name, role)
    shell.by("admin", "key", "add").done()
    add = ("--json", "person", "add")
    institution = shell.by("hanna", "--json", "institution", "add", "Loop Biotech", "--chinese", "環科生物").done()
    chan = shell.by("hanna", *add, "--latin", "CHAN Tai Man", "--chinese", "陳大文", "--document", "A1").done()
    lee = shell.by("hanna", *add, "--latin", "LEE Mei", "--chinese", "李美").done()
    filed = shell.by(
        "hanna", "--json", "filing", "file", "chan tai", "--institution", "loop biotech", "--class", "resident",
        "--until", last_day.isoformat(),
    ).done()  # fmt: skip
    filing = filed.object["filing"]
    shell.by("anton", "filing", "approve", filing).done()
    badge = folder / "badge.png"
    issued = shell.by("hanna", "--json", "pass", "issue", "陳大文", "--png", badge).done().object
    return Town(
        shell, Path(founded.object["offline"]), badge, institution.object["institution"], chan.object["person"],
        lee.object["person"], filing, issued["pass"], issued["short_number"], issued["text"],
    )  # fmt: skip
