"""The table of checks, and how it fails."""

import pytest

from passdesk.demo.checking import Check, ChecksFailed, counted, insist, table

GOOD, BAD = Check("good pass", "2 admit", "2 admit"), Check("revoked pass", "1 refuse", "1 admit")


def test_counted_has_the_most_frequent_first() -> None:
    assert counted(["b", "a", "b", "c"]) == "2 b; 1 a; 1 c"
    assert counted([]) == "none"


def test_the_table_shows_what_was_found_instead() -> None:
    good, bad, instead = table([GOOD, BAD])
    assert good.split() == ["ok", "good", "pass", "2", "admit"]
    assert bad.startswith("  OFF  revoked pass")
    assert bad.endswith("expected: 1 refuse")
    assert instead.endswith("found:    1 admit")


def test_columns_hold_under_chinese() -> None:
    wide, narrow = table([Check("陳", "x", "x"), Check("ab", "x", "x")])
    assert wide.index("x") + 1 == narrow.index("x")


def test_all_well_is_quiet() -> None:
    insist([GOOD], "kept")


def test_what_is_off_is_named_and_the_status_is_1() -> None:
    with pytest.raises(ChecksFailed, match="revoked pass") as failed:
        insist([GOOD, BAD], "Everything is in /demo.")
    assert "good pass" not in failed.value.happened
    assert failed.value.kept == "Everything is in /demo."
    assert failed.value.exit_status == 1


def test_no_check_at_all_is_a_failure() -> None:
    with pytest.raises(ChecksFailed, match="nothing was checked"):
        insist([], "")
