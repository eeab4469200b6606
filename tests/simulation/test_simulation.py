"""Two hundred zones live through faults of every kind, heal, and are as they must be."""

from collections import Counter
from pathlib import Path

import pytest

from tests.factories.clocks import FakeClock
from tests.simulation.places import quick_folder
from tests.simulation.zone import run

SEEDS, TOGETHER = 200, 40
_MUST_HAPPEN = {
    "shown admit", "shown attention", "shown refuse", "exchanged", "exchange failed", "desk stopped", "first sync",
    "crashed", "restarted", "server crashed", "clock stepped", "line cut", "arrived again", "declined",
    "filing_approved", "pass_issued", "pass_revoked", "pass_suspended", "person_suspended", "person_erased",
    "not sent", "answer lost", "desk stops before", "desk stops after", "server stops after", "not committed",
    "sent twice", "applies", "quarantined", "stale_grant open", "two_lanes_apart open", "admitted_after open",
}  # fmt: skip


@pytest.mark.parametrize("first", range(0, SEEDS, TOGETHER))
def test_after_healing_everything_holds(first: int, template: tuple[Path, FakeClock]) -> None:
    """Live one seed again by `python -m tests.simulation SEED`."""
    folder, began = template
    done: Counter[str] = Counter()
    for seed in range(first, first + TOGETHER):
        with quick_folder() as place:
            wrong, did = run(folder, place, seed, began)
        assert not wrong, f"seed {seed}:\n" + "\n".join(wrong)
        done += did
    assert done.keys() >= _MUST_HAPPEN, f"these seeds never had {sorted(_MUST_HAPPEN - done.keys())}"


def test_a_seed_lives_the_same_day_twice(template: tuple[Path, FakeClock]) -> None:
    folder, began = template
    days = []
    for _ in range(2):
        with quick_folder() as place:
            days.append(run(folder, place, 7, began))
    assert days[0] == days[1]
