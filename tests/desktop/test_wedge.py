"""A real window on a real screen, and a scanner that types: no crossing without a human key."""

import sys
from pathlib import Path

import pytest

from tests.desktop.wedge.screen import SUFFIXES, a_lane

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="Xvfb is Linux's")
ROUNDS = 8


def test_a_scanner_types_and_nobody_crosses_until_a_person_says_so(tmp_path: Path) -> None:
    """The short form of `make faults`: every suffix, the focus in the find field and out of it."""
    with a_lane(tmp_path / "desk") as (lane, digits):
        for suffix in SUFFIXES:
            for turn in range(ROUNDS):
                if turn == ROUNDS // 2:
                    lane.ask("find")
                lane.scan(digits, suffix)
        assert lane.ask("crossings") == "0"
        lane.let_pass()
        assert lane.ask("crossings") == "1"
