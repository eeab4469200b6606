"""The question for crossings a records desk asks the server, and the rows that answer it."""

from typing import Any, Self

from passdesk.domain import shapes as s
from passdesk.domain.crossings import CrossingFilter
from passdesk.domain.kinds import DIRECTIONS, OUTCOMES, VERDICTS
from passdesk.domain.register import Mark
from passdesk.sync.wire import Message, many, refuse

MOST_ROWS = 500
_LIMIT = s.whole(1, MOST_ROWS)
_TIME = s.maybe(s.MICRO)
_CODE = s.maybe(s.CODE)
_ID = s.maybe(s.ID)
_WITHOUT_MARKS = 23


def _outcome(value: object) -> bool:
    return value == "" or OUTCOMES(value)


_FILTER = (
    _TIME, _TIME, _CODE, _CODE, _CODE, _ID, s.maybe(DIRECTIONS), _ID, _ID, s.maybe(s.whole(1, 65535)),
    s.maybe(VERDICTS), _CODE, s.maybe(_outcome), _ID, s.maybe(s.flag),
)  # fmt: skip


class CrossingQuery(CrossingFilter, Message, frozen=True, kw_only=True):
    """Which crossings. `after` is the `next` of the page before, 0 at first."""

    after: int = 0

    @classmethod
    def read(cls, parts: Any) -> Self:
        values = _fields(parts, (*_FILTER, s.MICRO), "A question for crossings")
        return cls(**dict(zip(cls.__struct_fields__, values, strict=True)))


class NewestQuery(CrossingFilter, Message, frozen=True, kw_only=True):
    """Which crossings, the newest accepted first. `before` is the `next` of the page before, None at first; `limit`
    rows at most, 1 to 500."""

    before: int | None = None
    limit: int = MOST_ROWS

    @classmethod
    def read(cls, parts: Any) -> Self:
        values = _fields(parts, (*_FILTER, _TIME, _LIMIT), "A question for the newest crossings")
        return cls(**dict(zip(cls.__struct_fields__, values, strict=True)))


class Crossing(Message, frozen=True):
    """One presentation and what then happened. Times corrected µs UTC; names are the reader's to look up.

    `outcome_by`: who signed it, None where the lane or the desk itself said it; `ms`: how long they took. `settled_by`:
    the entry of the outcome where that is another one, of whichever journal; `annulled`: the entry that undid it.
    """

    journal: bytes
    branch: bytes
    seq: int
    at: int
    presentation: bytes
    person: bytes | None
    pass_id: bytes | None
    institution: bytes | None
    class_number: int | None
    line: str | None
    checkpoint: str | None
    lane: str
    direction: str
    verdict: str
    reasons: tuple[str, ...]
    instruction: str
    verified: bool
    input: str
    outcome: str | None
    outcome_at: int | None
    outcome_by: bytes | None
    ms: int | None
    override: bool
    settled_by: Mark | None = None
    annulled: Mark | None = None

    @classmethod
    def read(cls, parts: Any) -> Self:
        """An older server leaves the last two out."""
        if isinstance(parts, list) and len(parts) == _WITHOUT_MARKS:
            parts = [*parts, None, None]
        shapes = (
            s.ID, s.blob(0, 32), s.MICRO, s.MICRO, s.ID, _ID, _ID, _ID, s.maybe(s.whole(1, 65535)), _CODE, _CODE,
            s.CODE, DIRECTIONS, VERDICTS, s.many(s.CODE, 32), s.CODE, s.flag, s.CODE, s.maybe(OUTCOMES), _TIME, _ID,
            _TIME, s.flag, s.maybe(s.mark), s.maybe(s.mark),
        )  # fmt: skip
        values = _fields(parts, shapes, "A crossing")
        values[14] = tuple(values[14])
        values[-2:] = (None if mark is None else (mark[0], mark[1]) for mark in values[-2:])
        return cls(*values)


class CrossingPage(Message, frozen=True):
    """Crossings in the order asked for; `next` asks for those that follow, None at the end."""

    rows: tuple[Crossing, ...]
    next: int | None

    @classmethod
    def read(cls, parts: Any) -> Self:
        match parts:
            case [rows, after] if s.maybe(s.MICRO)(after):
                return cls(many(Crossing, rows), after)
        raise refuse("A page of crossings")


def _fields(parts: Any, shapes: tuple[s.Shape, ...], what: str) -> list[Any]:
    if not isinstance(parts, list) or len(parts) != len(shapes):
        raise refuse(what)
    if not all(fits(part) for part, fits in zip(parts, shapes, strict=True)):
        raise refuse(what)
    return list(parts)
