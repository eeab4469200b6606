"""`passdesk` without a command: which folder it opens, and what it says where no window can be shown."""

import subprocess
import sys
from pathlib import Path

import pytest

from passdesk import config
from passdesk.cli.output import Output
from passdesk.cli.session import Session
from passdesk.cli.surroundings import Surroundings
from passdesk.cli.window import desk_folder, refuse_no_screen
from passdesk.errors import Trouble
from tests.cli.shell import Shell
from tests.factories.clocks import FakeClock

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.parametrize("words", [[], ["--data", "DIR"]])
def test_without_a_screen_it_says_so_and_what_to_do(tmp_path: Path, words: list[str]) -> None:
    ran = Shell(tmp_path).bare(*[word if word != "DIR" else tmp_path / "desk" for word in words])
    if sys.platform.startswith("linux"):
        assert (ran.status, ran.out) == (3, "")
        assert "no screen" in ran.err
        assert "passdesk --help" in ran.err
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("words", [["--json"], ["--operator", "admin"]])
def test_what_means_nothing_to_a_window_is_wrong_use(tmp_path: Path, words: list[str]) -> None:
    assert Shell(tmp_path).bare(*words, QT_QPA_PLATFORM="offscreen").status == 2


@pytest.mark.parametrize("name", ["DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"])
def test_any_kind_of_screen_will_do(name: str) -> None:
    refuse_no_screen({name: ":0"}, "linux")
    with pytest.raises(Trouble):
        refuse_no_screen({name: ""}, "linux")
    refuse_no_screen({}, "darwin")
    refuse_no_screen({}, "win32")


@pytest.mark.parametrize(
    ("data", "environ", "folder"),
    [(Path("/a"), {"PASSDESK_DATA": "/b"}, Path("/a")), (None, {"PASSDESK_DATA": "/b"}, Path("/b")),
     (None, {}, config.own_folder({}))],
)  # fmt: skip
def test_the_folder_that_is_named_else_that_of_the_account(
    data: Path | None, environ: dict[str, str], folder: Path
) -> None:
    session = Session(data, None, Output(), Surroundings(environ, FakeClock()))
    assert desk_folder(session) == folder


def test_the_help_still_names_every_command_and_loads_no_qt(tmp_path: Path) -> None:
    ran = Shell(tmp_path).bare("--help").done()
    assert "scan" in ran.out
    code = "import sys; from passdesk.cli import main; main(['--help']); print('QT', 'PySide6' in sys.modules)"
    said = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT)
    assert said.stdout.splitlines()[-1] == "QT False"


def test_a_scan_loads_no_qt(tmp_path: Path) -> None:
    code = (
        "import sys; from passdesk.cli import main;"
        f"main(['--data', {str(tmp_path / 'none')!r}, 'scan', '123', '--direction', 'entry']);"
        "print('QT', 'PySide6' in sys.modules)"
    )
    said = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT)
    assert said.stdout.splitlines()[-1] == "QT False"
