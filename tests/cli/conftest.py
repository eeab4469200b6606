"""The zone of one desk that these tests share, as copies of their own."""

from pathlib import Path

import pytest

from tests.cli import town as towns
from tests.cli.shell import Shell
from tests.cli.town import Town
from tests.factories.clocks import FakeClock


@pytest.fixture(scope="session")
def founded(tmp_path_factory: pytest.TempPathFactory) -> Town:
    """Only to be copied, or read."""
    return towns.found(tmp_path_factory.mktemp("founded"), FakeClock())


@pytest.fixture
def town(founded: Town, tmp_path: Path) -> Town:
    return founded.copied(tmp_path)


@pytest.fixture
def desk(town: Town) -> Shell:
    return town.shell
