"""The server's process starts, dies, comes back where it was, and is gone in the end."""

from pathlib import Path

import pytest

from passdesk.clock import system_clock
from passdesk.demo.server_process import ServerProcess
from passdesk.demo.stage import KEEPING, PASSPHRASE
from passdesk.errors import Trouble, Unreachable
from passdesk.server.folder import Wanted, found_server
from passdesk.sync.pinning import shown_certificate
from tests.factories.zones import policy_toml


def test_a_killed_server_comes_back_where_it_was(tmp_path: Path) -> None:
    wanted = Wanted(policy_toml(), "admin", tmp_path / "offline.txt", "a password")
    found_server(tmp_path / "server", wanted, KEEPING, system_clock())
    server = ServerProcess(tmp_path / "server", PASSPHRASE, tmp_path / "log")
    try:
        address = server.start()
        certificate = shown_certificate("127.0.0.1", server.port)
        server.kill()
        assert not server.alive
        with pytest.raises(Unreachable):
            shown_certificate("127.0.0.1", server.port)
        assert server.start() == address
        assert shown_certificate("127.0.0.1", server.port) == certificate
    finally:
        server.stop()
    assert not server.alive
    server.stop()


def test_a_server_that_can_not_start_is_told_and_leaves_no_process(tmp_path: Path) -> None:
    server = ServerProcess(tmp_path / "nothing", PASSPHRASE, tmp_path / "log")
    with pytest.raises(Trouble, match="did not start"):
        server.start()
    assert not server.alive
