"""Addresses of servers, and what is none."""

import pytest

from passdesk.errors import Misuse
from passdesk.sync.addresses import host_and_port


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://127.0.0.1:8443", ("127.0.0.1", 8443)),
        ("https://server.example", ("server.example", 443)),
        ("https://server.example/", ("server.example", 443)),
        ("https://x-1.local.:1", ("x-1.local.", 1)),
        ("https://[::1]:8443", ("::1", 8443)),
    ],
)
def test_an_address_has_a_name_and_a_port(url: str, expected: tuple[str, int]) -> None:
    assert host_and_port(url) == expected


@pytest.mark.parametrize(
    "url",
    [
        "", "http://x", "https://", "https://:1", "https://[::", "https://[x]", "https://[:::::::::]", "https://a b",
        "https://a..b", "https://-a", f"https://{'a' * 64}", "https://a:0", "https://a:65536", "https://a:99999999",
        "https://a:１", "https://user@a", "https://a/path", "https://a?x", "https://a#x", "https://a\n", "https://é",
        f"https://{'a.' * 200}b",
    ],
)  # fmt: skip
def test_anything_else_is_wrong_use(url: str) -> None:
    with pytest.raises(Misuse, match="is not the address of a server"):
        host_and_port(url)
