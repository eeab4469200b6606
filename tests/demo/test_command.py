"""`passdesk demo` as a command: what it refuses, and that ending it ends its server."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from passdesk.cli import main
from passdesk.cli.demo import has_screen
from passdesk.server.folder import held

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.parametrize(
    ("environ", "platform", "expected"),
    [
        ({}, "linux", False),
        ({"DISPLAY": ""}, "linux", False),
        ({"DISPLAY": ":0"}, "linux", True),
        ({"WAYLAND_DISPLAY": "wayland-0"}, "linux", True),
        ({"QT_QPA_PLATFORM": "offscreen"}, "linux", False),
        ({}, "darwin", True),
        ({}, "win32", True),
    ],
)
def test_it_finds_out_whether_there_is_a_screen(environ: dict[str, str], platform: str, expected: bool) -> None:
    assert has_screen(environ, platform) is expected


@pytest.mark.parametrize("how", ["--headless", "--screen"])
def test_a_folder_in_use_is_refused_and_kept(how: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "thesis.txt").write_text("years of work")
    assert main(["demo", how, "--out", str(tmp_path)]) == 1
    assert "left as it is" in capsys.readouterr().err
    assert (tmp_path / "thesis.txt").read_text() == "years of work"


def test_ended_from_outside_it_takes_its_server_along(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "passdesk", "demo", "--headless", "--out", str(tmp_path / "demo")]
    with subprocess.Popen(command, cwd=ROOT, stderr=subprocess.PIPE, stdout=subprocess.DEVNULL, text=True) as demo:
        assert demo.stderr is not None
        for line in demo.stderr:
            if "people are filed" in line:  # the server runs, and the desks are enrolled with it
                demo.send_signal(signal.SIGTERM)
                break
        said = demo.stderr.read()
    # In the middle of a commit the store has the last word: nothing was recorded for certain, status 3.
    assert demo.returncode in (128 + signal.SIGTERM, 3), said
    assert "Traceback" not in said
    with held(tmp_path / "demo" / "server"):  # nobody else holds it
        pass


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_windows_end_in_order_when_they_are_ended_from_outside(number: signal.Signals, tmp_path: Path) -> None:
    command = [sys.executable, "-m", "passdesk", "demo", "--screen", "--people", "12", "--out", str(tmp_path / "demo")]
    environ = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    with subprocess.Popen(
        command, cwd=ROOT, env=environ, stderr=subprocess.PIPE, stdout=subprocess.DEVNULL, text=True
    ) as demo:
        assert demo.stderr is not None
        for line in demo.stderr:
            if "windows are open" in line:
                demo.send_signal(number)
                break
        said = demo.stderr.read()
    assert demo.returncode == 128 + number, said
    assert "Traceback" not in said
    with held(tmp_path / "demo" / "server"):
        pass
