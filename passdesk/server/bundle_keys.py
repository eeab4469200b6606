"""The keys bundles are sealed to: the server's own, in its database, and what each desk last told of its."""

from passdesk.credential import bundles, keys
from passdesk.credential.bundles import BundleKey
from passdesk.credential.identity import open_sealed, seal
from passdesk.errors import Damaged
from passdesk.server.central import Central
from passdesk.server.storage import Reads
from passdesk.sync.key_messages import KeyGiven, KeyTold
from passdesk.sync.link import UnknownDesk

_OWN = "bundle_key"
_TOLD = "bundle_key:"


def take_over(central: Central, journal: bytes, told: KeyTold) -> KeyGiven:
    """Keep what the desk tells, and tell the server's own key. `Damaged` for a key this journal did not sign."""
    public = central.public_key(journal)
    if public is None:
        raise UnknownDesk("The server does not know this desk.", remedy="Enrol it with a printed code.")
    key = open_sealed(told.key, BundleKey, public)
    if (key.zone, key.owner) != (central.zone, journal):
        raise Damaged("This key for bundles is another desk's.", kept="It was not kept.")
    name, value = _TOLD + journal.hex(), told.to_bytes()
    with central.storage.reading() as reads:
        known = reads.secret(name)
    if known != value:
        with central.storage.writing() as writes:
            writes.set_secret(name, value)
    return KeyGiven(own(central))


def told_by(reads: Reads, journal: bytes) -> KeyTold | None:
    """What this desk told last; None where it never had a line to this server."""
    kept = reads.secret(_TOLD + journal.hex())
    return None if kept is None else KeyTold.from_bytes(kept)


def own(central: Central) -> bytes:
    """The server's sealed `BundleKey`."""
    public = bundles.public_half(private_half(central))
    return seal(BundleKey(central.zone, keys.key_id(central.keys.public), public), central.keys.private)


def private_half(central: Central) -> bytes:
    """The raw private key to it; made when it is asked for the first time."""
    with central.storage.reading() as reads:
        kept = reads.secret(_OWN)
    if kept is not None:
        return kept
    with central.storage.writing() as writes:
        made = writes.secret(_OWN) or bundles.new_bundle_key()[0]
        writes.set_secret(_OWN, made)
    return made
