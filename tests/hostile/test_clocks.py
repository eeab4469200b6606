"""Clocks set wrong: what has expired is never plainly good again."""

from pathlib import Path

from passdesk.clock import MICROSECONDS
from tests.stories.town import Town, codes, living_town

DAY = 86_400


def test_a_server_set_back_makes_nothing_good_again(tmp_path: Path) -> None:
    with living_town(tmp_path) as town:
        gate, clock = town.gates["first"], town.clock
        holder = town.holder("Chan Siu Ming", expires=clock().wall // MICROSECONDS + DAY)
        town.sync(town.office, gate)
        clock.step(2 * DAY)
        town.sync(gate)
        assert codes(town.show(gate, holder, "entry")) == ["expired"]
        for back_by in (2 * DAY, 365 * DAY):
            _set_back(town, back_by)
            answer = town.show(gate, holder, "entry")
            assert answer.verdict.word != "admit"
            assert "clock_suspect" in codes(answer)
        _set_back(town, -367 * DAY)
        assert codes(town.show(gate, holder, "entry")) == ["expired"]


def test_a_small_correction_is_no_doubt(tmp_path: Path) -> None:
    with living_town(tmp_path) as town:
        gate = town.gates["first"]
        holder = town.holder("Chan Siu Ming")
        town.sync(town.office, gate)
        assert town.show(gate, holder, "exit").verdict.word != "refuse"
        _set_back(town, 120)
        assert "clock_suspect" not in codes(town.show(gate, holder, "entry"))


def _set_back(town: Town, seconds: int) -> None:
    """The server's wall clock, which every desk follows; the machines run on."""
    town.clock.set_wall(town.clock.wall - seconds * MICROSECONDS)
    town.sync(town.gates["first"])
