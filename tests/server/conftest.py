"""The zone with a server that these tests share."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.server.zones import Served, a_served_zone


@pytest.fixture
def served(tmp_path: Path) -> Iterator[Served]:
    zone = a_served_zone(tmp_path / "server")
    yield zone
    zone.close()
