"""The database key is opened by what was given for it, and by the recovery key always."""

import json
import shutil
from collections.abc import Mapping
from pathlib import Path

import pytest

from passdesk.errors import Damaged, Declined, Misuse, PassdeskError, Trouble
from passdesk.store.database_key import KEYS_FILE, create_keys_file, open_keys_file, set_passphrase, ways_to_open
from passdesk.store.desk_store import DeskStore
from passdesk.store.system_key_store import SystemKeyStore
from tests.factories.desks import a_desk
from tests.factories.zones import CHEAP, Zone, recovery_pair

PRIVATE, PUBLIC = recovery_pair("recovery")


class MemoryKeyStore:
    """A key store that works, or does not."""

    def __init__(self, *, working: bool = True) -> None:
        self.working = working
        self.secrets: dict[str, str] = {}

    def works(self) -> bool:
        return self.working

    def get(self, account: str) -> str | None:
        return self.secrets.get(account)

    def set(self, account: str, secret: str) -> None:
        self.secrets[account] = secret


def made(folder: Path, passphrase: str | None = "let me in", keyring: MemoryKeyStore | None = None) -> bytes:
    return create_keys_file(folder, passphrase=passphrase, keyring=keyring, recovery_public=PUBLIC, cost=CHEAP)


def test_a_passphrase_opens_it_and_goes_before_a_key_store(tmp_path: Path) -> None:
    store = MemoryKeyStore()
    key = made(tmp_path, keyring=store)
    assert len(key) == 32
    assert open_keys_file(tmp_path, passphrase="let me in") == key
    assert store.secrets == {}
    with pytest.raises(Declined, match="passphrase does not open"):
        open_keys_file(tmp_path, passphrase="let me out")


def test_a_working_key_store_opens_it_where_there_is_no_passphrase(tmp_path: Path) -> None:
    store = MemoryKeyStore()
    key = made(tmp_path, passphrase=None, keyring=store)
    assert open_keys_file(tmp_path, keyring=store) == key
    assert key.hex() not in json.dumps(store.secrets)
    with pytest.raises(Declined, match="does not answer here"):
        open_keys_file(tmp_path, keyring=MemoryKeyStore())


@pytest.mark.parametrize("keyring", [None, MemoryKeyStore(working=False)])
def test_with_neither_nothing_is_made_and_both_are_named(tmp_path: Path, keyring: MemoryKeyStore | None) -> None:
    with pytest.raises(Declined) as caught:
        made(tmp_path, passphrase=None, keyring=keyring)
    assert "PASSDESK_PASSPHRASE" in caught.value.remedy
    assert "key store" in caught.value.remedy
    assert list(tmp_path.iterdir()) == []


def test_the_recovery_key_opens_a_copied_folder(tmp_path: Path) -> None:
    key = made(tmp_path / "desk")
    with a_desk(tmp_path / "desk", Zone(), key=key) as store:
        head = store.journal.head_hash
    shutil.copytree(tmp_path / "desk", tmp_path / "copy")
    opened = open_keys_file(tmp_path / "copy", recovery_private=PRIVATE)
    with DeskStore.open(tmp_path / "copy", opened) as store:
        assert store.journal.head_hash == head
    with pytest.raises(Declined, match="recovery key does not open it"):
        open_keys_file(tmp_path / "copy", recovery_private=recovery_pair("another zone")[0])


def test_another_passphrase_takes_the_place_of_what_was(tmp_path: Path) -> None:
    store = MemoryKeyStore()
    key = made(tmp_path, passphrase=None, keyring=store)
    set_passphrase(tmp_path, key, "second", cost=CHEAP)
    assert open_keys_file(tmp_path, passphrase="second") == key
    assert open_keys_file(tmp_path, recovery_private=PRIVATE) == key
    set_passphrase(tmp_path, key, "third", cost=CHEAP)
    for old in ({"keyring": store}, {"passphrase": "second"}):
        with pytest.raises(Declined):
            open_keys_file(tmp_path, **old)
    with pytest.raises(Misuse):
        set_passphrase(tmp_path, key, "", cost=CHEAP)


def test_a_desk_is_not_made_twice_in_a_folder(tmp_path: Path) -> None:
    key = made(tmp_path)
    with pytest.raises(Declined, match="already"):
        made(tmp_path)
    assert open_keys_file(tmp_path, passphrase="let me in") == key


def test_only_the_owner_may_read_it(tmp_path: Path) -> None:
    made(tmp_path)
    assert (tmp_path / KEYS_FILE).stat().st_mode & 0o077 == 0


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (None, Trouble),
        ("{", Damaged),
        ("[]", Damaged),
        ({"format": 2}, Damaged),
        ({"recovery": 1}, Damaged),
        ({"passphrase": "*"}, Damaged),
        ({"passphrase": "AAAA"}, Damaged),
    ],
)
def test_a_keys_file_that_is_none_is_said(
    tmp_path: Path, change: str | Mapping[str, object] | None, expected: type[PassdeskError]
) -> None:
    made(tmp_path)
    path = tmp_path / KEYS_FILE
    match change:
        case None:
            path.unlink()
        case str():
            path.write_text(change)
        case _:
            path.write_text(json.dumps(json.loads(path.read_text()) | dict(change)))
    with pytest.raises(expected) as caught:
        open_keys_file(tmp_path, passphrase="let me in")
    assert caught.value.happened


def test_the_systems_key_store_is_tried_before_it_is_trusted() -> None:
    """On a machine without one it says so; on one with, what is put there comes back and the trial leaves nothing."""
    store = SystemKeyStore()
    assert store.works() in (True, False)
    if not store.works():
        with pytest.raises(Trouble):
            store.set("probe", "secret")


def test_the_ways_to_open_it_are_told_without_opening_it(tmp_path: Path) -> None:
    folders = [tmp_path / name for name in ("one", "two")]
    for folder in folders:
        folder.mkdir()
    made(folders[0])
    made(folders[1], passphrase=None, keyring=MemoryKeyStore())
    assert [ways_to_open(folder) for folder in folders] == [("passphrase", "recovery"), ("key_store", "recovery")]
    with pytest.raises(PassdeskError):
        ways_to_open(tmp_path)
