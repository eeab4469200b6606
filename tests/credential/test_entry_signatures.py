"""An entry's signature and a continuation's: over the content, each for its own use."""

from passdesk.credential import entry_signatures as entries
from tests.credential.factories import private, public

CONTENT = b"\x81\x01"


def test_entries() -> None:
    signature = entries.sign_entry(private(1), CONTENT)
    assert signature == private(1).sign(b"passdesk/entry/1" + CONTENT)
    assert entries.verify_entry(public(1), CONTENT, signature)
    assert not entries.verify_entry(public(2), CONTENT, signature)
    assert not entries.verify_entry(public(1), CONTENT + b"\x00", signature)
    assert not entries.verify_entry(public(1), CONTENT, signature[:-1])


def test_continuations() -> None:
    signature = entries.sign_continuation(private(1), CONTENT)
    assert entries.verify_continuation(public(1), CONTENT, signature)
    assert not entries.verify_continuation(public(2), CONTENT, signature)
    assert not entries.verify_entry(public(1), CONTENT, signature)
    assert not entries.verify_continuation(public(1), CONTENT, entries.sign_entry(private(1), CONTENT))
