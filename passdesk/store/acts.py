"""Acts as the services write them: who acts on which desk, and what a granting act rests on."""

from collections.abc import Mapping, Sequence
from typing import Any

from msgspec import Struct

from passdesk.clock import Clock, Reading
from passdesk.domain.attachments import Attachment
from passdesk.domain.entries import Entry
from passdesk.domain.judging import resting_mark
from passdesk.domain.kinds import KINDS
from passdesk.domain.register import Draft, View
from passdesk.store.desk_store import DeskStore
from passdesk.store.signing import Signer


class Acting(Struct, frozen=True):
    """An operator who is signed in at a desk, with the clock their acts are dated by."""

    store: DeskStore
    signer: Signer
    clock: Clock

    def act(self, kind: str, body: Mapping[str, Any], attachments: Sequence[Attachment] = ()) -> Entry:
        return act(self.store, kind, body, self.signer, self.clock(), attachments)


def act(
    store: DeskStore,
    kind: str,
    body: Mapping[str, Any],
    signer: Signer,
    reading: Reading,
    attachments: Sequence[Attachment] = (),
) -> Entry:
    """Write one act, signed. A granting act names the rows it rests on as this desk holds them.

    `Declined` when by this desk's register the act does not count; `NotRecorded` when the commit failed.
    """
    if KINDS[kind].nature == "granting":
        with store.view() as view:
            body = {**body, "rests_on": resting(kind, body, view)}
    return store.write(
        kind, body, reading=reading, actor=signer.operator, signers=(signer,), attachments=attachments, check=True
    )


def resting(kind: str, body: Mapping[str, Any], view: View) -> list[list[Any]]:
    """[[[table, key], last or null] …]: the rows this granting act names, as they stand in `view`."""
    draft = Draft(view)
    marks = ((ref, resting_mark(draft, ref)) for ref in KINDS[kind].rests_on(body))
    return [[list(ref), None if mark is None else list(mark)] for ref, mark in marks]
