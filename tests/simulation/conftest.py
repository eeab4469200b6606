"""The zone every seed is copied from, made once."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.factories.clocks import FakeClock
from tests.simulation.places import quick_folder
from tests.simulation.template import make_template


@pytest.fixture(scope="session")
def template() -> Iterator[tuple[Path, FakeClock]]:
    """The folder of the template, and the clock as it stood when it was done."""
    clock = FakeClock()
    with quick_folder() as folder:
        make_template(folder, clock)
        yield folder, clock
