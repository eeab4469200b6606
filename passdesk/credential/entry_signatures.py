"""Signatures of journal entries: an operator's under an entry, the old key's under a new journal."""

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from passdesk.credential import keys

_ENTRY = b"passdesk/entry/1"
_CONTINUES = b"passdesk/continues/1"


def sign_entry(private: Ed25519PrivateKey, content: bytes) -> bytes:
    """An operator's 64-byte signature under an entry's `content` bytes; the root signs the founding one."""
    return private.sign(_ENTRY + content)


def verify_entry(public: bytes, content: bytes, signature: bytes) -> bool:
    """Whether the raw `public` key signed the entry with these `content` bytes."""
    return keys.verify(public, _ENTRY + content, signature)


def sign_continuation(old: Ed25519PrivateKey, content: bytes) -> bytes:
    """The old journal key's word that `content`, the first entry of a new journal, goes on where it ended."""
    return old.sign(_CONTINUES + content)


def verify_continuation(old_public: bytes, content: bytes, signature: bytes) -> bool:
    """Whether the old journal's raw public key signed this continuation."""
    return keys.verify(old_public, _CONTINUES + content, signature)
