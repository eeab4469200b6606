"""The bundle in dist/passdesk at work: its command line, the demo, and a window with one scan at it.

`make package-test` runs this; its name keeps it out of `make test`, which has no bundle.
"""

import csv
import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import bundle
import pytest
from msgspec import Struct

from tests.cli.shell import PASSPHRASE, password_of
from tests.packaging.elf import GLIBC, needed

ROOT = Path(__file__).resolve().parents[2]
PROGRAM = ROOT / "dist" / "passdesk" / "passdesk"
ZONE_FILE = ROOT / "resources" / "zones" / "office.toml"
PATIENCE_S = 60.0
PERSONS_PACE_MS, SCANNERS_PACE_MS = "150", "4"
STAFF = {"hanna": "hr", "anton": "approver", "lau": "checkpoint", "sue": "supervisor"}


class Desk(Struct, frozen=True):
    """A desk that the bundle made; `badge` is the picture of its one pass, `text` what its code says."""

    folder: Path
    badge: Path
    text: str

    def kinds(self) -> list[str]:
        """What kinds of entries its journal holds."""
        return [json.loads(line)["kind"] for line in passdesk(self.folder, "journal", "list", "--json").splitlines()]

    def inputs(self) -> list[str]:
        """How each pass came in, from the exported crossings."""
        file = self.folder.parent / "crossings.csv"
        by("sue", self.folder, "export", "crossings", "--out", file)
        with file.open(encoding="utf-8-sig", newline="") as rows:
            return [row["input"] for row in csv.DictReader(rows)]


def environment(**more: str) -> dict[str, str]:
    """Of this process only what a login has: nothing of the Python that runs the test."""
    kept = {name: os.environ[name] for name in ("HOME", "PATH", "LANG") if name in os.environ}
    return kept | {"PASSDESK_PASSPHRASE": PASSPHRASE} | more


def passdesk(folder: Path, *words: str | Path, **more: str) -> str:
    """What a command of the bundle printed; it must have been well."""
    done = subprocess.run(
        [PROGRAM, "--data", folder, *words], env=environment(**more), cwd=folder.parent, capture_output=True, text=True,
        check=False, stdin=subprocess.DEVNULL, timeout=PATIENCE_S,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return done.stdout


def by(name: str, folder: Path, *words: str | Path) -> dict[str, Any]:
    said = passdesk(folder, "--json", "--operator", name, *words, PASSDESK_PASSWORD=password_of(name))
    answer: dict[str, Any] = json.loads(said or "{}")
    return answer


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    """A zone of one desk with a person who has a pass."""
    assert PROGRAM.exists(), "There is no bundle yet: run make package first."
    folder = tmp_path_factory.mktemp("bundle") / "desk"
    passdesk(folder, "init", "--zone", ZONE_FILE, "--alone", "--name", "office", PASSDESK_PASSWORD=password_of("admin"))
    for name, role in STAFF.items():
        once = by("admin", folder, "operator", "add", name, "--role", role)["one_time_password"]
        chosen = {"PASSDESK_PASSWORD": once, "PASSDESK_NEW_PASSWORD": password_of(name)}
        passdesk(folder, "--operator", name, "operator", "password", **chosen)
    by("admin", folder, "key", "add")
    by("hanna", folder, "institution", "add", "Loop Biotech", "--chinese", "環科生物")
    by("hanna", folder, "person", "add", "--latin", "CHAN Tai Man", "--chinese", "陳大文", "--document", "A1")
    last_day = (datetime.now(UTC).date() + timedelta(days=90)).isoformat()
    filed = by(
        "hanna", folder, "filing", "file", "chan tai man", "--institution", "Loop Biotech", "--class", "staff",
        "--until", last_day,
    )  # fmt: skip
    by("anton", folder, "filing", "approve", filed["filing"])
    badge = folder.parent / "badge.png"
    issued = by("hanna", folder, "pass", "issue", "chan tai man", "--png", badge)
    return Desk(folder, badge, issued["text"])


@pytest.fixture
def desk(made: Desk, tmp_path: Path) -> Desk:
    return Desk(shutil.copytree(made.folder, tmp_path / "desk"), made.badge, made.text)


@contextmanager
def screen() -> Iterator[str]:
    """A screen that nobody sees; gives its DISPLAY."""
    reading, writing = os.pipe()
    command = ["Xvfb", "-displayfd", str(writing), "-screen", "0", "1366x768x24", "-nolisten", "tcp", "-noreset"]
    with subprocess.Popen(command, pass_fds=(writing,), stderr=subprocess.DEVNULL) as server:
        os.close(writing)
        try:
            with os.fdopen(reading) as told:
                yield f":{told.readline().strip()}"
        finally:
            server.terminate()


@contextmanager
def window(desk: Desk, log: Path, **more: str) -> Iterator["subprocess.Popen[bytes]"]:
    """The desk's window as a process, ended at the end as a log-out ends it."""
    with log.open("wb") as said:
        command = [str(PROGRAM), "--data", str(desk.folder)]
        shown = subprocess.Popen(command, env=environment(**more), stdin=subprocess.DEVNULL, stdout=said, stderr=said)
    try:
        yield shown
    finally:
        shown.terminate()
        shown.wait(PATIENCE_S)


def keys(display: str, *words: str) -> str:
    """xdotool's answer, "" where what it looked for is not there."""
    done = subprocess.run(
        ["xdotool", *words], env=environment(DISPLAY=display), capture_output=True, text=True, check=False,
        timeout=PATIENCE_S,
    )  # fmt: skip
    return done.stdout.strip()


def typed(display: str, text: str, pace_ms: str) -> None:
    keys(display, "type", "--delay", pace_ms, text)
    keys(display, "key", "Return")


def in_time(what: Callable[[], object], every_s: float = 0.2) -> None:
    """Until it is so; a process of its own has no other way to say so."""
    end = time.monotonic() + PATIENCE_S
    while not what():
        assert time.monotonic() < end
        time.sleep(every_s)


def written(desk: Desk) -> int:
    """How much the journal holds, as its files show it from outside."""
    return sum(path.stat().st_size for path in desk.folder.glob("journal.db*"))


@pytest.mark.skipif(sys.platform != "linux", reason="a loader of another kind")
def test_everything_it_links_to_is_inside_or_named_in_the_readme() -> None:
    files = [path for path in PROGRAM.parent.rglob("*") if path.is_file()]
    linked = set().union(*(needed(path) for path in files)) - {path.name for path in files}
    readme = (ROOT / "packaging" / "README.md").read_text(encoding="utf-8")
    outside = {name for name in linked if not GLIBC.fullmatch(name) and f"`{name}`" not in readme}
    assert outside == set()


@pytest.mark.skipif(sys.platform != "linux", reason="made with binutils")
def test_a_lean_copy_says_the_same(tmp_path: Path) -> None:
    import _ctypes

    row = ("python3.11/lib-dynload/_ctypes.so", str(_ctypes.__file__), "EXTENSION")
    data = ("sqlcipher3/readme.txt", "readme.txt", "DATA")
    (name, copy, kind), other = bundle.stripped([row, data], tmp_path / "lean")
    assert (name, kind, other) == (row[0], row[2], data)
    assert Path(copy).read_bytes()[:4] == b"\x7fELF"
    assert Path(copy).stat().st_size <= Path(row[1]).stat().st_size


def test_the_command_line_reads_and_scans(desk: Desk) -> None:
    assert json.loads(passdesk(desk.folder, "--json", "pass", "read", desk.badge))["text"] == desk.text
    scanned = json.loads(passdesk(desk.folder, "--json", "scan", desk.badge, "--direction", "entry"))
    assert scanned["verdict"] == "admit"
    assert desk.kinds().count("shown") == 1


def test_the_demo_runs_with_a_server_that_the_bundle_starts(tmp_path: Path) -> None:
    done = subprocess.run(
        [PROGRAM, "demo", "--headless", "--out", tmp_path / "demo"], env=environment(LANG="C"), capture_output=True,
        text=True, check=False, stdin=subprocess.DEVNULL, timeout=5 * PATIENCE_S,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert str(PROGRAM) in done.stdout


def test_one_scan_at_the_window(desk: Desk, tmp_path: Path) -> None:
    before, log = len(desk.kinds()), tmp_path / "log"
    with screen() as display, window(desk, log, DISPLAY=display) as shown:

        def there_or_gone(found: object) -> bool:
            assert shown.poll() is None, log.read_text()
            return bool(found)

        # Without a window manager nobody gives the window the focus.
        in_time(lambda: there_or_gone(keys(display, "search", "--onlyvisible", "--name", "office")))
        keys(display, "search", "--onlyvisible", "--name", "office", "windowfocus", "--sync")
        locked = written(desk)
        typed(display, "lau", PERSONS_PACE_MS)
        typed(display, password_of("lau"), PERSONS_PACE_MS)
        in_time(lambda: there_or_gone(written(desk) > locked))
        signed_in = written(desk)

        def scanned() -> bool:
            typed(display, desk.text, SCANNERS_PACE_MS)
            return there_or_gone(written(desk) > signed_in)

        in_time(scanned, every_s=1)
    assert "shown" in desk.kinds()[before:]
    assert set(desk.inputs()) == {"wedge"}  # shown again until the journal had it
    assert "Traceback" not in log.read_text()


def test_a_window_without_a_screen(desk: Desk, tmp_path: Path) -> None:
    with window(desk, tmp_path / "log", QT_QPA_PLATFORM="offscreen") as shown:
        in_time(lambda: (desk.folder / "window.json").exists() or shown.poll() is not None)
        assert shown.poll() is None, (tmp_path / "log").read_text()
