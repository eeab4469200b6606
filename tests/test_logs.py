"""The log: one object a line, level by the environment, rotating, and nothing personal."""

import json
import logging
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from passdesk.errors import Misuse, Trouble
from passdesk.logs import LEVEL, close_log, note, open_log


@contextmanager
def opened(folder: Path, level: str = "") -> Iterator[logging.Logger]:
    log = open_log(folder, {LEVEL: level})
    try:
        yield log
    finally:
        close_log(log)


def lines(folder: Path) -> list[dict[str, object]]:
    text = (folder / "logs" / "passdesk.log").read_text(encoding="utf-8")
    return [json.loads(line) for line in text.splitlines()]


def test_an_event_is_one_object_on_one_line(tmp_path: Path) -> None:
    with opened(tmp_path) as log:
        note(log, logging.INFO, "exchange_done", rows=12, journal=b"\x01\xff", reason="late", ms=1.5)
    (line,) = lines(tmp_path)
    assert str(line.pop("at")).endswith("+00:00")
    assert line == {
        "level": "info", "event": "exchange_done", "rows": 12, "journal": "01ff", "reason": "late", "ms": 1.5,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("event", "fields"),
    [
        ("person_found", {"name": "Chan"}),
        ("person_found", {"document": "H1234567"}),
        ("person_found", {"reason": "陳大文 came late"}),
        ("Chan came late", {}),
        ("person_found", {"kind": ["Chan", "H1234567"]}),
    ],
)
def test_nothing_personal_is_written(tmp_path: Path, event: str, fields: dict[str, object]) -> None:
    with opened(tmp_path) as log:
        note(log, logging.INFO, event, None, **fields)
    text = (tmp_path / "logs" / "passdesk.log").read_text(encoding="utf-8")
    assert "withheld" in text
    assert not any(word in text for word in ("Chan", "H1234567", "陳大文"))


def test_an_error_is_named_by_kind_and_place_without_its_message(tmp_path: Path) -> None:
    with opened(tmp_path) as log:
        try:
            raise ValueError("Chan Tai Man")
        except ValueError as error:
            note(log, logging.ERROR, "import_failed", error)
    (line,) = lines(tmp_path)
    assert str(line["error"]).startswith("ValueError at test_logs.py:")
    assert "Chan" not in json.dumps(line)


@pytest.mark.parametrize(("level", "seen"), [("", 3), ("debug", 4), ("WARNING", 2), ("error", 1)])
def test_the_environment_sets_the_level(tmp_path: Path, level: str, seen: int) -> None:
    with opened(tmp_path, level) as log:
        for each in (logging.DEBUG, logging.INFO, logging.WARNING, logging.ERROR):
            note(log, each, "tick")
    assert len(lines(tmp_path)) == seen


def test_an_unknown_level_is_misuse(tmp_path: Path) -> None:
    with pytest.raises(Misuse, match="PASSDESK_LOG_LEVEL"):
        open_log(tmp_path, {LEVEL: "loud"})


def test_a_folder_that_cannot_be_made_is_trouble(tmp_path: Path) -> None:
    (tmp_path / "logs").write_text("in the way")
    with pytest.raises(Trouble, match="log folder"):
        open_log(tmp_path, {})


def test_the_log_rotates_and_keeps_few_files(tmp_path: Path) -> None:
    with opened(tmp_path) as log:
        for handler in log.handlers:
            handler.maxBytes = 500  # type: ignore[attr-defined]
        for number in range(200):
            note(log, logging.INFO, "tick", number=number)
    assert len(list((tmp_path / "logs").iterdir())) == 5
    assert lines(tmp_path)[-1]["number"] == 199


def test_a_log_that_cannot_be_written_says_so_and_stops_nothing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with opened(tmp_path) as log:
        (tmp_path / "logs" / "passdesk.log").mkdir()
        note(log, logging.INFO, "tick")
    assert "can't be written" in capsys.readouterr().err


def test_what_the_programs_own_modules_say_is_kept_without_its_words(tmp_path: Path) -> None:
    """A fault of a job is told with "See passdesk.log": there it has to be."""
    log = open_log(tmp_path, {})
    module = logging.getLogger("passdesk.desktop.jobs")
    try:
        raise ValueError("Chan Tai Man")
    except ValueError:
        module.exception("a job of %s failed", "Chan Tai Man")
    close_log(log)
    module.warning("after the end, and the word nowhere")
    (line,) = (tmp_path / "logs" / "passdesk.log").read_text().splitlines()
    said = json.loads(line)
    assert (said["event"], said["level"]) == ("passdesk.desktop.jobs", "error")
    assert said["error"].startswith("ValueError at test_logs.py:")
    assert "Chan" not in line
