"""An entry before it is committed: put together, signed, and judged by the same table the server uses."""

from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager
from typing import Any

from msgspec import Struct

from passdesk.clock import Reading
from passdesk.credential.entry_signers import signers_of
from passdesk.domain import shapes
from passdesk.domain.entries import Content, Entry, seal
from passdesk.domain.folding import fold
from passdesk.domain.kinds import KINDS
from passdesk.domain.people import Person
from passdesk.domain.register import View
from passdesk.errors import Misuse
from passdesk.store.journal import Journal
from passdesk.store.refusals import refuse
from passdesk.store.signing import Signer, signed_by


class Written(Struct, frozen=True):
    """What is to be written. Of an act without an `actor`, the first signer is it."""

    kind: str
    body: Mapping[str, Any]
    reading: Reading
    actor: bytes | None = None
    signers: Sequence[Signer] = ()


def sealed(journal: Journal, seen: tuple[int, int] | None, written: Written, *, vouched: bool = False) -> Entry:
    """The journal's next entry, signed. `vouched`: `check_shape` has seen it."""
    kind = KINDS.get(written.kind)
    plain = kind is not None and kind.nature == "fact"
    fits = kind if plain and vouched else None
    content = Content(
        journal=journal.id,
        seq=journal.seq + 1,
        prev=journal.head_hash,
        at=written.reading.wall,
        clock=journal.clocked(written.reading),
        seen=seen,
        actor=_actor(written),
        kind=written.kind,
        body=dict(written.body) if fits is None else fits.laid_out(written.body),
    )
    encoded = content.to_bytes(vouched=fits is not None)
    return seal(encoded, signed_by(written.signers, encoded), content if plain else None, fits=fits is not None)


def _actor(written: Written) -> bytes | None:
    kind = KINDS.get(written.kind)
    if written.actor is None and written.signers and kind is not None and kind.is_act:
        return written.signers[0].operator
    return written.actor


def check_shape(written: Written) -> None:
    """`Misuse` for what does not have its kind's shape. A fact needs no more: facts always count."""
    kind = KINDS.get(written.kind)
    fault = "no such kind" if kind is None else shapes.faults(written.body, kind.body)
    if fault is not None:
        raise Misuse(f"An entry {written.kind} cannot be written: {fault}.", kept="Nothing was written.")


def checked(entry: Entry, view: Callable[[], AbstractContextManager[View]]) -> tuple[bytes, ...]:
    """The hashes that are erased with the entry; `Declined` where it would not count. Of a fact nothing is asked."""
    if KINDS[entry.kind].nature == "fact":
        return ()
    with view() as register:
        folded = fold(entry, register, signers=signers_of(entry, register))
    refuse(entry, folded)
    row = folded.changes.get(("person", entry.body["person"])) if entry.kind == "person_erased" else None
    return row.past if isinstance(row, Person) else ()
