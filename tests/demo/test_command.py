"""`passdesk demo` as a command: what it refuses, and that ending it ends its server."""

import signal
import subprocess
import sys
from pathlib import Path

import pytest

from passdesk.cli import main
from passdesk.server.folder import held

ROOT = Path(__file__).resolve().parents[2]


def test_without_headless_it_says_what_to_add(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["demo", "--out", str(tmp_path / "demo")]) == 2
    assert "--headless" in capsys.readouterr().err
    assert not (tmp_path / "demo").exists()


def test_a_folder_in_use_is_refused_and_kept(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "thesis.txt").write_text("years of work")
    assert main(["demo", "--headless", "--out", str(tmp_path)]) == 1
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
