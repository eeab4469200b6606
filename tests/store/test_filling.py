"""A register filled beside the one in use holds up no commit: its checkpoints are rare until it serves."""

from pathlib import Path

from passdesk.store.register_file import RegisterFile
from tests.factories.desks import a_desk


def pages_between_checkpoints(register: RegisterFile) -> object:
    with register.file.writer() as writer:
        return writer.value("PRAGMA wal_autocheckpoint")


def test_checkpoints_are_rare_while_it_is_filled_and_as_ever_once_it_serves(tmp_path: Path) -> None:
    with a_desk(tmp_path) as store:
        ever = pages_between_checkpoints(store.registers.current)
        fresh = store.registers.begin(2, 1)
        assert pages_between_checkpoints(fresh) == 30_000
        fresh.apply_page([], 1)
        store.adopt(fresh)
        assert pages_between_checkpoints(store.registers.current) == ever == 1000
