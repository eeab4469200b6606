"""The words of a line before the commands see them."""

from datetime import UTC
from zoneinfo import ZoneInfo

import pytest

from passdesk.cli.arguments import globals_first, midnight, refuse_empty, seconds, written
from passdesk.errors import Misuse

HONG_KONG = ZoneInfo("Asia/Hong_Kong")


@pytest.mark.parametrize(
    ("words", "options", "rest"),
    [
        ("sync", "", "sync"),
        ("--data D sync", "--data D", "sync"),
        ("sync --data D", "--data D", "sync"),
        ("filing approve --operator=anton F --json", "--operator=anton --json", "filing approve F"),
        ("person find --limit 3 --json 陳 --data D", "--json --data D", "person find --limit 3 陳"),
        ("person find -- --json", "", "person find -- --json"),
        ("sync --data", "", "sync --data"),
        ("--data --json sync", "--data --json", "sync"),
        ("", "", ""),
    ],
)
def test_options_of_every_command_may_stand_anywhere(words: str, options: str, rest: str) -> None:
    line = globals_first(words.split())
    assert (" ".join(line.options), " ".join(line.rest)) == (options, rest)
    assert line.words == [*options.split(), *rest.split()]


@pytest.mark.parametrize(
    ("words", "command"),
    [("sync", "sync"), ("--data D --json pass list", "pass"), ("--help", None), ("--help scan", "scan"), ("", None)],
)
def test_the_first_word_that_is_no_option_is_the_command(words: str, command: str | None) -> None:
    assert globals_first(words.split()).command == command


@pytest.mark.parametrize(
    ("text", "end", "expected"),
    [
        ("2026-11-23", False, "2026-11-23T00:00:00+08:00"),
        ("2026-11-23", True, "2026-11-24T00:00:00+08:00"),
        ("2026-11-23T08:40", True, "2026-11-23T08:40:00+08:00"),
        ("2026-11-23T08:40Z", False, "2026-11-23T16:40:00+08:00"),
        ("2026-11-23T08:40+01:00", False, "2026-11-23T15:40:00+08:00"),
    ],
)
def test_a_time_is_of_the_zone_unless_it_says_otherwise(text: str, end: bool, expected: str) -> None:
    assert written(seconds(text, HONG_KONG, end_of_day=end), HONG_KONG) == expected


@pytest.mark.parametrize(
    "text",
    ["", "soon", "2026-13-01", "2026-11-2", "9999-12-31", "2026-11-23T25:00", "0001-01-01", "2107-01-01", "9" * 5000],
)
def test_what_is_no_time_says_how_to_write_one(text: str) -> None:
    with pytest.raises(Misuse, match="Write 2026-11-23"):
        seconds(text, HONG_KONG, end_of_day=True)
    assert written(None, UTC) == ""


@pytest.mark.parametrize(
    "words",
    [
        ("scan", ""), ("pass", "read", " "), ("--data", "", "sync"), ("server", "backup", ""),
        ("server", "init", "--adopt="),
        ("pass", "issue", "c", "--png="), ("person", "find", "--latin", "x", ""),
    ],
)  # fmt: skip
def test_an_empty_word_is_no_name_of_anything(words: tuple[str, ...]) -> None:
    with pytest.raises(Misuse, match="empty word"):
        refuse_empty(words)


@pytest.mark.parametrize(
    "words",
    [
        ("person", "edit", "c", "--chinese", ""), ("person", "edit", "c", "--email="), ("person", "add", "--born", ""),
        (),
    ],
)  # fmt: skip
def test_a_name_may_be_taken_away(words: tuple[str, ...]) -> None:
    refuse_empty(words)


@pytest.mark.parametrize("at", ["2026-11-23T00:00", "2026-11-23T07:59", "2026-11-23T08:00", "2026-11-23T23:59:59"])
def test_a_day_begins_at_midnight_of_the_zone(at: str) -> None:
    assert written(midnight(seconds(at, HONG_KONG), HONG_KONG), HONG_KONG) == "2026-11-23T00:00:00+08:00"
