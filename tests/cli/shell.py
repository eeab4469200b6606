"""`passdesk` run in process, as a shell runs it: words in, status and what was printed out."""

import io
import json
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path
from typing import Any

from msgspec import Struct, field
from msgspec.structs import replace

from passdesk.cli import main
from passdesk.cli.surroundings import Surroundings
from passdesk.store.database_key import open_keys_file
from tests.factories.clocks import FakeClock
from tests.factories.zones import CHEAP

PASSPHRASE = "a passphrase of tests"


class Ran(Struct, frozen=True):
    """What a command left: its exit status, and what it printed."""

    status: int
    out: str
    err: str

    @property
    def objects(self) -> list[dict[str, Any]]:
        """One object a line, as `--json` promises."""
        return [json.loads(line) for line in self.out.splitlines()]

    @property
    def object(self) -> dict[str, Any]:
        (only,) = self.objects
        return only

    @property
    def complaint(self) -> dict[str, str]:
        """What `--json` says on the standard error when a command fails."""
        complaint: dict[str, str] = json.loads(self.err)
        return complaint

    def done(self) -> "Ran":
        assert self.status == 0, self
        return self


class Shell(Struct, frozen=True):
    """A shell at one desk's folder. `environ` holds what else is set; nothing of the real environment is seen."""

    data: Path
    clock: FakeClock = field(default_factory=FakeClock)
    environ: dict[str, str] = field(default_factory=lambda: {"PASSDESK_PASSPHRASE": PASSPHRASE})

    def __call__(self, *words: str | Path, **environ: str) -> Ran:
        """Run one command at this desk."""
        return self.bare("--data", self.data, *words, **environ)

    def bare(self, *words: str | Path, **environ: str) -> Ran:
        """Run one command that names its own desk, or none."""
        self.clock.step(0.5)
        out, err = io.StringIO(), io.StringIO()
        around = Surroundings(self.environ | environ, self.clock, CHEAP)
        with redirect_stdout(out), redirect_stderr(err):
            status = main([str(word) for word in words], around)
        ran = Ran(status, out.getvalue(), err.getvalue())
        assert "Traceback" not in ran.err
        assert status in (0, 1, 2, 3)
        return ran

    def by(self, name: str, *words: str | Path, **environ: str) -> Ran:
        """Run one command as an operator, whose password is known."""
        password = {"PASSDESK_PASSWORD": password_of(name)}
        return self("--operator", name, *words, **password | environ)

    def at(self, data: Path) -> "Shell":
        """The same shell at another desk."""
        return replace(self, data=data)


def database_key(shell: Shell) -> bytes:
    """The key of the desk's files, for a test that holds them as another program would."""
    return open_keys_file(shell.data, passphrase=PASSPHRASE)


def password_of(name: str) -> str:
    return f"{name} has a secret"


def hire(shell: Shell, name: str, *roles: str) -> None:
    """Add an operator and let them choose their password."""
    options = [word for role in roles for word in ("--role", role)]
    once = shell.by("admin", "--json", "operator", "add", name, *options).done().object["one_time_password"]
    changing = {"PASSDESK_PASSWORD": once, "PASSDESK_NEW_PASSWORD": password_of(name)}
    shell("--operator", name, "operator", "password", **changing).done()
