"""Who is offered at a desk's door, what is said of a desk another process holds, and a folder set aside."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from passdesk.administration import operators
from passdesk.store.acts import Acting
from passdesk.store.creating import set_aside
from passdesk.store.database_key import create_keys_file, kept_under_passphrase
from passdesk.store.desk_lock import DeskLock, Held
from passdesk.store.who_may import who_may_sign_in
from tests.factories.clocks import FakeClock
from tests.factories.desks import a_desk
from tests.factories.people import Office
from tests.factories.zones import CHEAP, Zone, recovery_pair


def test_only_those_whose_key_is_held_and_who_are_active(tmp_path: Path) -> None:
    zone, clock = Zone(), FakeClock()
    with a_desk(tmp_path / "desk", zone, clock) as store:
        office = Office(store, zone, clock)
        office.operator("Zoe", "hr")
        gone, elsewhere = office.operator("gone", "hr"), office.operator("elsewhere", "hr")
        acting = Acting(store, zone.admin, clock)
        operators.disable(acting, gone.operator)
        held = operators.called(store, "elsewhere").wrapped
        assert held is not None
        store.erase([held])
        assert [row.name for row in who_may_sign_in(store)] == ["admin", "Zoe"]
        del elsewhere


def test_a_held_desk_says_which_process_has_it(tmp_path: Path) -> None:
    lock = DeskLock.take(tmp_path)
    with pytest.raises(Held) as caught:
        DeskLock.take(tmp_path)
    assert caught.value.pid == os.getpid()
    lock.release()
    DeskLock.take(tmp_path).release()


def test_another_process_is_named_too(tmp_path: Path) -> None:
    code = (
        "import sys; from pathlib import Path; from passdesk.store.desk_lock import DeskLock;"
        "lock = DeskLock.take(Path(sys.argv[1])); print('held', flush=True); sys.stdin.read()"
    )
    with subprocess.Popen(
        [sys.executable, "-c", code, str(tmp_path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == "held\n"
        with pytest.raises(Held) as caught:
            DeskLock.take(tmp_path)
        assert caught.value.pid == other.pid
        other.communicate("")


@pytest.mark.parametrize("content", [b"", b" ", b" what?\n", b"\xff" * 4096])
def test_a_lock_of_an_older_program_names_nobody(tmp_path: Path, content: bytes) -> None:
    lock = DeskLock.take(tmp_path)
    (tmp_path / "lock").write_bytes(content)
    with pytest.raises(Held) as caught:
        DeskLock.take(tmp_path)
    assert caught.value.pid is None
    lock.release()


def test_a_folder_is_set_aside_as_often_as_it_takes(tmp_path: Path) -> None:
    for number in (1, 2):
        folder = tmp_path / "desk"
        folder.mkdir()
        (folder / "keys.json").write_text(f"{number}")
        assert set_aside(folder) == tmp_path / f"desk.unfinished-{number}"
    assert [path.name for path in sorted(tmp_path.iterdir())] == ["desk.unfinished-1", "desk.unfinished-2"]


def test_whether_a_passphrase_opens_it(tmp_path: Path) -> None:
    public = recovery_pair("r")[1]
    create_keys_file(tmp_path, passphrase="long enough", keyring=None, recovery_public=public, cost=CHEAP)
    assert kept_under_passphrase(tmp_path)
