"""The address a server tells of."""

import socket

import pytest

from passdesk.server.running import address_of


@pytest.mark.parametrize(
    ("listens", "told"),
    [("127.0.0.1", "127.0.0.1"), ("::1", "[::1]"), ("0.0.0.0", socket.gethostname()), ("::", socket.gethostname())],
)
def test_a_server_tells_an_address_that_desks_can_use(listens: str, told: str) -> None:
    assert address_of(listens, 8443) == f"https://{told}:8443"
