"""The keys a desk signs passes with: made here, certified by an administrator, never leaving the desk."""

from msgspec import Struct

from passdesk.credential import keys
from passdesk.credential.certificates import certify, open_certificate
from passdesk.credential.issuing_key import IssuingKey
from passdesk.domain.entries import Entry
from passdesk.domain.passes import Claims, IssuingScope
from passdesk.domain.people import IssuingKey as KeyRow
from passdesk.errors import Damaged, Declined
from passdesk.store.acts import Acting
from passdesk.store.desk_store import DeskStore
from passdesk.store.told import seconds

_NAME = "issuing:"


class HeldKey(Struct, frozen=True):
    """An issuing key whose private half is at this desk. `id`: 16 bytes."""

    id: bytes
    key: IssuingKey


def create_issuing_key(acting: Acting, scope: IssuingScope) -> bytes:
    """Make a key on this desk and certify it as the administrator who acts; its 16-byte id.

    The certificate has no end of its own: the scope says until when the key may sign, and a pass signed before
    then stays good.
    """
    private = keys.generate()
    public = keys.public_of(private)
    journal = acting.store.journal
    certificate = certify(
        acting.signer.private,
        zone=journal.zone,
        subject=public,
        body=scope,
        not_before=seconds(acting.store, acting.clock()),
    )
    key = keys.key_id(public)
    journal.put_key(_NAME + key.hex(), keys.seed_of(private))
    body = {"key": key, "public_key": public, "certificate": certificate, "desk": journal.id}
    acting.act("issuing_key_added", body)
    return key


def withdraw_issuing_key(acting: Acting, key: bytes, reason: str | None = None) -> Entry:
    """From then on the key's passes are good only where the register knows them."""
    return acting.act("issuing_key_withdrawn", {"key": key, "reason": reason})


def held_keys(store: DeskStore) -> list[HeldKey]:
    """The active keys of this desk, as certified."""
    with store.view() as view:
        rows = [row for row in view.all(KeyRow) if row.state == "active"]
    return [held for row in rows if (held := _held(store, row)) is not None]


def key_for(store: DeskStore, claims: Claims) -> HeldKey:
    """A key of this desk that may sign these claims; `Declined` where there is none."""
    held = held_keys(store)
    for one in held:
        if one.key.known.may_sign(claims):
            return one
    raise Declined(
        "No issuing key of this desk may sign such a pass." if held else "This desk has no issuing key.",
        kept="No pass was made.",
        remedy="Ask an administrator for a key of this scope: passdesk key add.",
    )


def _held(store: DeskStore, row: KeyRow) -> HeldKey | None:
    seed = store.journal.key(_NAME + row.key.hex())
    if seed is None:
        return None
    try:
        certificate = open_certificate(row.certificate, store.journal.zone)
    except Damaged:
        return None
    if not isinstance(certificate.body, IssuingScope):
        return None
    key = IssuingKey.of(seed, certificate.body)
    return HeldKey(row.key, key) if key.known.id == row.key else None
