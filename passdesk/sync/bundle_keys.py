"""The keys bundles are sealed to: a desk's own, made anew for each request, and the server's."""

import logging

from passdesk.credential import bundles, keys
from passdesk.credential.bundles import BundleKey
from passdesk.credential.identity import open_sealed, seal
from passdesk.errors import Damaged, PassdeskError
from passdesk.store.desk_store import DeskStore
from passdesk.store.journal import Journal
from passdesk.sync.key_messages import KeyTold
from passdesk.sync.link import Link
from passdesk.sync.wire import Cursor

log = logging.getLogger(__name__)
_OWN, _SERVERS, _TOLD = "bundle_keys", "bundle_server_key", "bundle_told"
_MOST = 8
"""So many sticks may be under way; what was sealed to an older key nobody opens any more."""
_KEY = 32
_TELL_AGAIN = 3600 * 1_000_000


def new_key(journal: Journal) -> bytes:
    """Make a key for answers and keep its private half; the raw public one."""
    private, public = bundles.new_bundle_key()
    journal.set_state(_OWN, (_held(journal) + private)[-_MOST * _KEY :])
    return public


def private_half(journal: Journal, public: bytes) -> bytes | None:
    """The raw private key to one of ours; None where it is none, or is gone by now."""
    held = _held(journal)
    each = (held[at : at + _KEY] for at in range(0, len(held), _KEY))
    return next((private for private in each if bundles.public_half(private) == public), None)


def _held(journal: Journal) -> bytes:
    return journal.get_state(_OWN) or b""


def servers_key(journal: Journal, server_public: bytes) -> bytes | None:
    """What bundles to the server are sealed to, raw; None where it never told, or another server did."""
    kept = journal.get_state(_SERVERS)
    try:
        return None if not kept else _checked(journal, kept, server_public)
    except Damaged:
        return None


def keep_servers_key(journal: Journal, sealed: bytes, server_public: bytes) -> None:
    """`Damaged` where the server did not sign it."""
    _checked(journal, sealed, server_public)
    if journal.get_state(_SERVERS) != sealed:
        journal.set_state(_SERVERS, sealed)


def _checked(journal: Journal, sealed: bytes, server_public: bytes) -> bytes:
    key = open_sealed(sealed, BundleKey, server_public)
    if (key.zone, key.owner) != (journal.zone, keys.key_id(server_public)):
        raise Damaged("The server's key for bundles is another's.", kept="It was not kept.")
    return key.public


def cursor_of(store: DeskStore) -> Cursor | None:
    """How far this desk has read the feed; None before its first pull."""
    register = store.registers.current
    return None if register.number is None else Cursor(register.generation, register.scope, register.number)


def hand_over(store: DeskStore, link: Link, server_public: bytes, at: int) -> None:
    """While there is a line: tell the server this desk's key and cursor, once an hour where that moved, and hear its
    key. An exchange is good without it. `at`: corrected µs UTC."""
    journal, cursor = store.journal, cursor_of(store)
    place = journal.id + (b"" if cursor is None else cursor.to_bytes())
    told = journal.get_state(_TOLD) or bytes(8)
    fresh = servers_key(journal, server_public) is not None and _held(journal) != b""
    if fresh and (told[8:] == place or abs(at - int.from_bytes(told[:8])) < _TELL_AGAIN):
        return
    public = bundles.public_half(_held(journal)[-_KEY:]) if _held(journal) else new_key(journal)
    sealed = seal(BundleKey(journal.zone, journal.id, public), journal.identity)
    try:
        given = link.bundle_key(KeyTold(sealed, cursor))
        keep_servers_key(journal, given.key, server_public)
    except PassdeskError as error:
        log.info("no key for bundles was handed over: %s", error)
        return
    journal.set_state(_TOLD, at.to_bytes(8) + place)
