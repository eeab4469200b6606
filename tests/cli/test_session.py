"""The log of a desk and of a server: kept by commands that work, with nothing personal, and in nobody's way."""

import json
import socket
from pathlib import Path
from typing import Any

import pytest

from tests.cli.served import a_served_zone
from tests.cli.shell import PASSPHRASE, password_of
from tests.cli.town import Town

SCAN = ("scan", "--lane", "F1-1", "--direction", "entry")


@pytest.fixture
def town(town: Town) -> Town:
    """As if no command had worked here yet."""
    for path in (town.shell.data / "logs").iterdir():
        path.unlink()
    (town.shell.data / "logs").rmdir()
    return town


def log_of(folder: Path) -> list[dict[str, Any]]:
    text = (folder / "logs" / "passdesk.log").read_text(encoding="utf-8")
    return [json.loads(line) for line in text.splitlines()]


def test_a_command_that_works_is_logged_from_its_beginning_to_its_end(town: Town) -> None:
    town.shell(*SCAN, town.text).done()
    opened, closed = log_of(town.shell.data)
    assert (opened["event"], closed["event"]) == ("opened", "closed")
    assert opened["journal"] == town.shell("journal", "list", "--json").objects[0]["body"]["desk"]


def test_what_fails_is_logged_by_kind_and_place_and_nothing_personal_is(town: Town) -> None:
    desk = town.shell
    desk.by("hanna", "person", "add", "--latin", "WONG Siu Fan", "--chinese", "黃小芬", "--document", "H7654321").done()
    desk(*SCAN, town.text).done()
    assert desk("--operator", "hanna", "institution", "add", "Delta", PASSDESK_PASSWORD="mistyped secret").status == 1
    desk.by("hanna", "person", "find", "陳大文").done()
    assert desk.by("hanna", "person", "erase", "陳大文").status == 1
    text = (desk.data / "logs" / "passdesk.log").read_text(encoding="utf-8")
    assert '"error": "WrongPassword at ' in text
    personal = ("WONG", "黃", "陳", "H7654321", town.text, "hanna", "Delta")
    secret = ("mistyped", password_of("hanna"), PASSPHRASE)
    assert [word for word in (*personal, *secret) if word in text] == []


@pytest.mark.parametrize("words", [("journal", "list"), ("journal", "verify"), ("pass", "list"), ("inside",)])
def test_a_command_that_only_reads_keeps_no_log(town: Town, words: tuple[str, ...]) -> None:
    town.shell(*words).done()
    assert not (town.shell.data / "logs").exists()


@pytest.mark.parametrize("level", ["loud", "5", "\x1b[31m"])
def test_a_level_there_is_none_of_is_wrong_use_and_nothing_is_recorded(town: Town, level: str) -> None:
    before = town.shell("journal", "list", "--json").out
    ran = town.shell(*SCAN, town.text, "--json", PASSDESK_LOG_LEVEL=level)
    assert ran.status == 2
    assert "debug, info, warning, error" in ran.complaint["remedy"]
    assert town.shell("journal", "list", "--json").out == before
    assert not (town.shell.data / "logs").exists()


def test_the_level_keeps_out_what_is_below_it(town: Town) -> None:
    town.shell(*SCAN, town.text, PASSDESK_LOG_LEVEL="error").done()
    assert not (town.shell.data / "logs" / "passdesk.log").exists()


@pytest.mark.parametrize("what", ["folder", "file"])
def test_a_log_that_can_not_be_written_stops_no_scan(town: Town, what: str) -> None:
    logs = town.shell.data / "logs"
    if what == "folder":
        logs.write_text("in the way")
    else:
        (logs / "passdesk.log").mkdir(parents=True)
    ran = town.shell(*SCAN, town.text).done()
    assert ran.out.startswith("ADMIT")
    assert len(ran.err.splitlines()) == 1
    assert "can't be" in ran.err


def test_a_server_keeps_its_log_in_its_own_folder(tmp_path: Path) -> None:
    server = a_served_zone(tmp_path).server
    assert server("server", "run", PASSDESK_LOG_LEVEL="loud").status == 2
    with socket.create_server(("127.0.0.1", 0)) as taken:
        assert server("server", "run", "--port", str(taken.getsockname()[1])).status == 3
    opened, failed = log_of(server.data)
    assert (opened["event"], failed["event"], failed["status"]) == ("opened", "failed", 3)
