"""What every test may have. Hypothesis draws the same examples each run and times nothing."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings

from tests.server.zones import Served, a_served_zone

settings.register_profile("passdesk", derandomize=True, deadline=None, database=None, max_examples=100)
settings.load_profile("passdesk")


@pytest.fixture
def served(tmp_path: Path) -> Iterator[Served]:
    """A zone with a server, of this test's own."""
    zone = a_served_zone(tmp_path / "server")
    yield zone
    zone.close()
