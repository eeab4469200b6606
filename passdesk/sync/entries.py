"""The question for one entry of any journal a records desk asks the server, and the answer."""

from typing import Any, Self

from passdesk.domain import shapes as s
from passdesk.domain.entries import LONGEST
from passdesk.sync.wire import Message, refuse

_BRANCH = s.blob(0, 32)
_FATE = s.one_of("applies", "quarantined", "waits", "unread")


class EntryQuery(Message, frozen=True):
    """Which entry: `branch` empty for the journal's own line, `seq` from 1."""

    journal: bytes
    branch: bytes
    seq: int

    @classmethod
    def read(cls, parts: Any) -> Self:
        match parts:
            case [journal, branch, seq] if s.ID(journal) and _BRANCH(branch) and s.MICRO(seq):
                return cls(journal, branch, seq)
        raise refuse("A question for an entry")


class EntryGiven(Message, frozen=True):
    """The entry's bytes as its desk sent them, or None where the server holds none there; then the rest is empty.

    `judgement`: what the server made of it (applies, quarantined, waits, unread) and the short `cause`; `at`: corrected
    µs UTC.
    """

    raw: bytes | None
    judgement: str | None
    cause: str
    at: int | None

    @classmethod
    def read(cls, parts: Any) -> Self:
        match parts:
            case [raw, judgement, cause, at] if (
                s.maybe(s.blob(1, LONGEST))(raw)
                and s.maybe(_FATE)(judgement)
                and (cause == "" or s.CODE(cause))
                and s.maybe(s.MICRO)(at)
            ):
                return cls(raw, judgement, cause, at)
        raise refuse("The answer to a question for an entry")


NOTHING_THERE = EntryGiven(None, None, "", None)
