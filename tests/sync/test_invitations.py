"""Invitations: one text with address and code, read strictly wherever it comes from."""

from pathlib import Path

import pytest

from passdesk.credential.enrolment import EnrolmentCode, print_code
from passdesk.errors import Misuse, Trouble
from passdesk.sync.invitations import (
    LONGEST,
    Invitation,
    is_invitation,
    read_invitation,
    read_invitation_file,
    write_invitation,
)

CODE = print_code(EnrolmentCode(bytes(range(16)), bytes(10)))
INVITATION = Invitation("https://server.example:8443", CODE)
TEXT = f"passdesk-join:1:{CODE}:https://server.example:8443"


def test_written_and_read_again() -> None:
    assert write_invitation(INVITATION) == TEXT
    for text in (TEXT, f"  {TEXT}\r\n", TEXT.replace(CODE, CODE.lower().replace("-", " ")), f"{TEXT}/"):
        assert read_invitation(text) == INVITATION
        assert is_invitation(text)
    assert CODE not in repr(INVITATION)
    longest = Invitation(f"https://{'.'.join(['a' * 63] * 4)}:65535", CODE)
    assert read_invitation(write_invitation(longest)) == longest


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "no invitation"),
        (CODE, "no invitation"),
        ("https://server.example", "no invitation"),
        ("1" * 310, "no invitation"),
        (TEXT + "x" * LONGEST, "no invitation"),
        (TEXT.upper(), "no invitation"),
        (TEXT.replace(":1:", ":2:"), "does not know"),
        (TEXT.replace(":1:", "::"), "does not know"),
        (TEXT.replace("https", "http"), "not the address"),
        (TEXT.replace("server.example:8443", ""), "not the address"),
        (TEXT.replace("8443", "8443:1"), "not the address"),
        (f"{TEXT}\n{TEXT}", "not the address"),
        (TEXT.replace(CODE[:4], "ZZZZ"), "mistyped"),
        (TEXT.replace(CODE, ""), "letters and digits"),
    ],
)
def test_anything_else_is_refused(text: str, words: str) -> None:
    with pytest.raises(Misuse, match=words):
        read_invitation(text)


def test_nothing_wrong_is_written() -> None:
    for wrong in (Invitation("server.example", CODE), Invitation("https://server.example", "ABCD")):
        with pytest.raises(Misuse):
            write_invitation(wrong)


@pytest.mark.parametrize("data", [TEXT.encode(), f"\ufeff{TEXT}\n".encode()])
def test_a_file_of_it(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "gate.passdesk-join"
    path.write_bytes(data)
    assert read_invitation_file(path) == INVITATION


def test_a_file_of_something_else(tmp_path: Path) -> None:
    path = tmp_path / "photo"
    for data in (b"", b"\xff\xd8" * 10_000, f"{TEXT}{' ' * LONGEST}".encode()):
        path.write_bytes(data)
        with pytest.raises(Misuse):
            read_invitation_file(path)
    for missing in (tmp_path, tmp_path / "none"):
        with pytest.raises(Trouble, match="can't be read"):
            read_invitation_file(missing)
