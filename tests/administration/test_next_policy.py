"""A policy file before it is published: read no further than needed, checked against the one in force."""

from pathlib import Path

import pytest

from passdesk.administration.next_policy import examine, standing
from passdesk.domain.zone import PolicyMistakes
from passdesk.domain.zone_reading import LARGEST
from passdesk.errors import Trouble
from passdesk.store.desk_store import DeskStore
from tests.factories.clocks import FakeClock
from tests.factories.desks import a_desk, an_empty_desk
from tests.factories.zones import Zone, policy_toml


@pytest.fixture
def store(tmp_path: Path) -> DeskStore:
    return a_desk(tmp_path / "desk")


def test_the_policy_in_force_has_its_number_and_hash(store: DeskStore) -> None:
    found = standing(store, FakeClock())
    assert found.policy is not None
    assert (found.policy.zone, found.number, len(found.hash or b"")) == ("hetao", 1, 32)
    store.close()


def test_a_desk_without_a_policy_says_so(tmp_path: Path) -> None:
    with an_empty_desk(tmp_path / "empty", Zone()) as store:
        found = standing(store, FakeClock())
        assert (found.policy, found.number) == (None, 0)
        assert found.words


def test_the_file_is_held_against_the_policy_in_force(store: DeskStore, tmp_path: Path) -> None:
    path = tmp_path / "next.toml"
    path.write_bytes(policy_toml().replace(b"retention_days = 180", b"retention_days = 90"))
    found = examine(store, FakeClock(), path)
    assert [one.dotted for one in found.changes] == ["operation.retention_days"]
    assert found.toml == path.read_bytes()
    store.close()


def test_another_zone_is_a_mistake(store: DeskStore, tmp_path: Path) -> None:
    path = tmp_path / "office.toml"
    path.write_bytes(policy_toml("office"))
    with pytest.raises(PolicyMistakes, match="zone"):
        examine(store, FakeClock(), path)
    store.close()


@pytest.mark.parametrize("size", [LARGEST + 1, 10_000_000])
def test_a_file_too_large_is_a_mistake_and_not_read_whole(store: DeskStore, tmp_path: Path, size: int) -> None:
    path = tmp_path / "large.toml"
    path.write_bytes(b"#" * size)
    with pytest.raises(PolicyMistakes, match="larger"):
        examine(store, FakeClock(), path)
    store.close()


def test_no_file_is_trouble(store: DeskStore, tmp_path: Path) -> None:
    for path in (tmp_path, tmp_path / "nowhere"):
        with pytest.raises(Trouble, match="can't be read"):
            examine(store, FakeClock(), path)
    store.close()
