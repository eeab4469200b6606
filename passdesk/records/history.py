"""What happened to a person or an institution, newest first: by the acts that are here, by what rows say of others."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Literal

from msgspec import Struct

from passdesk.clock import Clock
from passdesk.domain.attachments import Names
from passdesk.domain.movements import Case, Presence
from passdesk.domain.passes import Pass
from passdesk.domain.people import Desk, Filing, Institution, Operator, Person
from passdesk.domain.register import Mark, Ref, Row, Stops
from passdesk.domain.trail_steps import steps
from passdesk.records.acts_about import Act, acts_here, acts_of_server
from passdesk.records.story import AskEntry
from passdesk.store.desk_store import DeskStore
from passdesk.store.desk_view import DeskView
from passdesk.store.told import seconds

_SAME_WITHIN = 120_000_000
"""µs: what a row and an act say of one moment may differ by what the server corrected."""
_ENDED = {
    ("person", "suspended"): "person_suspended",
    ("person", "erased"): "person_erased",
    ("institution", "suspended"): "institution_suspended",
    ("filing", "withdrawn"): "filing_withdrawn",
    ("pass", "suspended"): "pass_suspended",
    ("pass", "revoked"): "pass_revoked",
    ("pass", "replaced"): "pass_replaced",
}


class Event(Struct, frozen=True):
    """One thing that happened. `at`: corrected µs UTC, None where only that it happened is known; `kind`: the kind of
    entry, with `_in` or `_out` where it says where somebody is; or pass_expired, filing_ended, pass_replaced; `row`:
    table and key of what it happened to.

    `officer`: who signed it, "" where that is not known here. `institution` by name, `class_number`, `short_number`,
    `reason` (a code), `changed` (groups of fields), `until` (seconds UTC) as far as they apply. `mark`: its entry.
    `confirmed`: the server has accounted for it; `counts` False where it then said that it does not count.
    """

    at: int | None
    kind: str
    row: Ref
    officer: str = ""
    institution: Names = Names("", "")
    class_number: int | None = None
    short_number: str = ""
    reason: str = ""
    changed: tuple[str, ...] = ()
    until: int | None = None
    mark: Mark | None = None
    confirmed: bool = True
    counts: bool = True
    source: Literal["own", "server", "row"] = "row"


def person_history(store: DeskStore, clock: Clock, person: bytes, ask: AskEntry | None = None) -> list[Event]:
    """Of a person with their filings and passes. With `ask` (records and admin desks) the newest act on each row is
    fetched where it is another desk's: officer and reason are then known. What `ask` raises."""
    with store.view() as view:
        row, where = view.get(Person, person), view.get(Presence, person)
        filings, passes = view.find(Filing, "person", person), view.find(Pass, "person", person)
    rows: list[Row] = [*([row] if isinstance(row, Person) else []), *filings, *passes]
    moved = [step.mark for step in steps(where)[-2:]] if isinstance(where, Presence) else []
    return _history(store, clock, person, rows, ask, moved)


def institution_history(
    store: DeskStore, clock: Clock, institution: bytes, ask: AskEntry | None = None
) -> list[Event]:
    """Of an institution itself, not of its people."""
    with store.view() as view:
        row = view.get(Institution, institution)
    return _history(store, clock, institution, [row] if isinstance(row, Institution) else [], ask)


def _history(
    store: DeskStore, clock: Clock, key: bytes, rows: Sequence[Row], ask: AskEntry | None, more: Sequence[Mark] = ()
) -> list[Event]:
    """`more`: other entries that may be about it."""
    now = seconds(store, clock())
    acts = acts_here(store, [key, *(row.key for row in rows)])
    if ask is not None:
        own = {act.mark for act in acts}
        wanted = (*(row.last for row in rows if row.last is not None), *more)
        acts += acts_of_server(store, ask, [mark for mark in wanted if mark not in own], (key,))
    with store.view() as view:
        told = _Telling(view, rows, _not_counting(view))
        known = [event for act in acts for event in told.of_act(act)]
        said = [event for row in rows for event in told.of_row(row, now)]
    fresh = [event for event in said if not any(_same(event, other) for other in known)]
    return sorted([*known, *fresh], key=_order, reverse=True)


def _order(event: Event) -> tuple[bool, int, int]:
    return (event.at is not None, event.at or 0, event.mark[1] if event.mark is not None else 0)


def _same(one: Event, other: Event) -> bool:
    """What a row says happened is the act that is known."""
    if one.row != other.row or one.kind != other.kind:
        return False
    return one.at is None or other.at is None or abs(one.at - other.at) <= _SAME_WITHIN


def _not_counting(view: DeskView) -> frozenset[Mark]:
    cases = (row for row in view.all(Case) if row.state == "open" and row.kind in ("stale_grant", "unread"))
    return frozenset(mark for row in cases for mark in row.entries)


def _said_kind(act: Act) -> str:
    """Of what moved somebody also which way."""
    way = act.body.get("inside") if act.kind == "put_right" else act.body.get("into")
    return act.kind if way is None else f"{act.kind}_{'in' if way else 'out'}"


class _Telling:
    """Turns acts and rows into events, with names of one moment."""

    def __init__(self, view: DeskView, rows: Iterable[Row], not_counting: frozenset[Mark]) -> None:
        self._view = view
        self._rows = {row.ref: row for row in rows}
        self._not_counting = not_counting
        own = view.get(Desk, view.marks.journal)
        self._sees_watch = isinstance(own, Desk) and bool({"records", "admin"} & set(own.roles))

    def of_act(self, act: Act) -> Iterator[Event]:
        if act.kind.startswith("watch_") and not self._sees_watch:
            return
        body, row = act.body, self._rows.get(act.row)
        a_pass = row if isinstance(row, Pass) else None
        yield Event(
            at=act.at,
            kind=_said_kind(act),
            row=act.row,
            officer=self._officer(act.officer),
            institution=self._institution(body.get("institution") or getattr(row, "institution", None)),
            class_number=body.get("class_number"),
            short_number=body.get("short_number") or (a_pass.short_number if a_pass is not None else ""),
            reason=body.get("reason") or body.get("authority") or "",
            changed=act.changed,
            until=body.get("expires") or body.get("valid_until"),
            mark=act.mark,
            confirmed=self._confirmed(act),
            counts=act.mark not in self._not_counting,
            source=act.source,
        )
        if act.kind == "pass_issued" and (old := body.get("replaces")) is not None:
            yield Event(act.at, "pass_replaced", ("pass", old), self._officer(act.officer), mark=act.mark,
                        confirmed=self._confirmed(act), source=act.source)  # fmt: skip

    def of_row(self, row: Row, now: int) -> Iterator[Event]:
        """What must have happened for the row to be as it is."""
        match row:
            case Filing():
                if row.approved_by is not None:  # its time is not known, only that it came after the filing
                    yield self._filing("filing_approved", row, row.approved_by)
                yield self._filing("filing_filed", row, row.filed_by)
                if row.state == "approved" and row.valid_until <= now:
                    yield Event(row.valid_until * 1_000_000, "filing_ended", row.ref)
                yield from self._stops(row, row.state, row.stopped_at, ())
            case Pass():
                yield Event(
                    row.issued_at * 1_000_000, "pass_issued", row.ref, short_number=row.short_number,
                    institution=self._institution(row.institution), class_number=row.class_number, until=row.expires,
                )  # fmt: skip
                if row.state == "good" and row.expires <= now:
                    yield Event(row.expires * 1_000_000, "pass_expired", row.ref, short_number=row.short_number)
                yield from self._stops(row, row.state, row.stopped_at, row.stops)
            case Person() | Institution():
                yield from self._stops(row, row.state, row.stopped_at, row.stops)

    def _filing(self, kind: str, row: Filing, by: bytes) -> Event:
        return Event(
            None, kind, row.ref, self._officer(by), institution=self._institution(row.institution),
            class_number=row.class_number, until=row.valid_until,
        )  # fmt: skip

    @staticmethod
    def _stops(row: Row, state: str, stopped_at: int | None, stops: Stops) -> Iterator[Event]:
        table = row.TABLE
        for stopped, resumed in stops:
            yield Event(stopped, f"{table}_suspended", row.ref)
            yield Event(resumed, f"{table}_resumed", row.ref)
        if (kind := _ENDED.get((table, state))) is not None:
            yield Event(stopped_at, kind, row.ref, mark=row.last)

    def _confirmed(self, act: Act) -> bool:
        """Without a server nothing is unconfirmed; what it gave, and what a former journal holds, it has."""
        own = act.source == "own" and act.mark[0] == self._view.marks.journal
        return not own or self._view.seen is None or act.mark[1] <= self._view.accounted

    def _officer(self, operator: bytes | None) -> str:
        row = self._view.get(Operator, operator) if operator is not None else None
        return row.name if isinstance(row, Operator) else ""

    def _institution(self, key: bytes | None) -> Names:
        row = self._view.get(Institution, key) if key is not None else None
        return row.called if isinstance(row, Institution) else Names("", "")
