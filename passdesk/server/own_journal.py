"""What the server itself has to say: entries of its own journal, accepted like every other."""

from collections.abc import Mapping, Sequence
from typing import Any

from msgspec import Struct

from passdesk.clock import Reading
from passdesk.domain.attachments import Attachment
from passdesk.domain.entries import Clocked, Content, Entry, first_prev, seal
from passdesk.domain.kinds import KINDS
from passdesk.domain.people import ZONE_KEY, Zone
from passdesk.errors import Declined
from passdesk.server.acceptance import accept, heard_at
from passdesk.server.storage import Writes
from passdesk.store.acts import resting
from passdesk.store.refusals import in_words
from passdesk.store.signing import Signer, signed_by


class Written(Struct, frozen=True):
    """The entry, and the hashes of whoever was erased by it."""

    entry: Entry
    erased: frozenset[bytes]


def write(
    writes: Writes,
    journal: bytes,
    kind: str,
    body: Mapping[str, Any],
    reading: Reading,
    *,
    signers: Sequence[Signer] = (),
    attachments: Sequence[Attachment] = (),
) -> Written:
    """Append an entry to the server's journal; a granting act names what it rests on.

    `Declined` where it does not count: then
    nothing of it is kept, the transaction must end with this error.
    """
    if KINDS[kind].nature == "granting":
        body = {**body, "rests_on": resting(kind, body, writes)}
    actor = signers[0].operator if signers and KINDS[kind].nature != "founding" else None
    content = _content(writes, journal, kind, body, reading, actor).to_bytes()
    entry = seal(content, signed_by(signers, content))
    for attachment in attachments:
        writes.put_attachment(attachment.hash, attachment.to_bytes())
    taken = accept(writes, journal, [entry.raw], heard_at(reading))
    judged = writes.accepted(writes.acceptance - 1, 1)[0]
    if judged.judgement != "applies":
        raise Declined(
            f"{kind.replace('_', ' ').capitalize()}: not done, because {in_words(judged.cause)}.",
            kept="Nothing was written.",
        )
    return Written(entry, taken.erased)


def _content(
    writes: Writes, journal: bytes, kind: str, body: Mapping[str, Any], reading: Reading, actor: bytes | None
) -> Content:
    head = writes.head(journal, b"")
    zone = writes.get(Zone, ZONE_KEY)
    root = zone.root if isinstance(zone, Zone) else body["root"]
    return Content(
        journal=journal,
        seq=1 if head is None else head.seq + 1,
        prev=first_prev(root) if head is None else head.hash,
        at=reading.wall,
        # The server's own clock is the zone's time: its anchor is known in every boot.
        clock=Clocked(reading.boot, reading.wall - reading.boot, reading.boot_id),
        seen=(writes.generation, writes.change),
        actor=actor,
        kind=kind,
        body=body,
    )
