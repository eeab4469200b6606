"""The town most stories are told in."""

from collections.abc import Iterator

import pytest

from tests.simulation.places import quick_folder
from tests.stories.town import Town, living_town


@pytest.fixture
def town() -> Iterator[Town]:
    with quick_folder() as folder, living_town(folder) as town:
        yield town
