"""One crossing's whole story: what was known then, from its entry, and never from today's register."""

from collections.abc import Callable, Mapping
from typing import Any, Literal, Protocol

from msgspec import Struct
from msgspec.structs import replace

from passdesk import __version__
from passdesk.clock import Clock
from passdesk.credential.entry_signers import signers_of
from passdesk.domain import shapes
from passdesk.domain.bearers import holder
from passdesk.domain.crossings import CrossingRecord
from passdesk.domain.entries import Entry, read_entry
from passdesk.domain.kinds import KINDS
from passdesk.domain.movements import Case
from passdesk.domain.people import Operator
from passdesk.domain.reasons import CODES, of_the_pass
from passdesk.domain.register import Mark, View
from passdesk.errors import Damaged, Declined
from passdesk.records.crossings import Crossing, Joining
from passdesk.records.entries_here import own_entry
from passdesk.records.provenance import Provenance, provenance_of
from passdesk.store.desk_store import DeskStore
from passdesk.store.desk_view import DeskView
from passdesk.store.policy_here import in_force


class Given(Protocol):
    """An entry as the server gives it: its bytes or None, what the server made of it with a short cause, and when it
    happened, corrected µs UTC."""

    @property
    def raw(self) -> bytes | None: ...

    @property
    def judgement(self) -> str | None: ...

    @property
    def cause(self) -> str: ...

    @property
    def at(self) -> int | None: ...


AskEntry = Callable[[Mark, bytes], Given]
"""Asks the server for an entry of a journal, by its branch (empty: the journal's own line)."""
PhotoState = Literal["here", "none", "erased", "not_here"]


class Photo(Struct, frozen=True):
    """The picture the officer saw: `content` as stored. `none`: no photo was shown; `erased`: since then, on request;
    `not_here`: this desk does not hold it."""

    state: PhotoState
    hash: bytes | None
    content: bytes | None = None


class Check(Struct, frozen=True):
    """A check of the table, and whether it spoke against the crossing then. `weighed`: it counted, as not every check
    does while the area is emptied."""

    code: str
    spoke: bool
    weighed: bool = True


class Signed(Struct, frozen=True):
    """A signature under an entry: whose, and whether it holds by the key this desk knows of them."""

    operator: bytes
    name: str
    holds: bool


class EntrySeen(Struct, frozen=True):
    """Where a part of the story stands. `source`: this desk's own journal, or the server's word: then its chain was not
    seen. `linked`: own entries next to it name it, and it them; None where that cannot be seen. `fate`: what the server
    made of it ("" where it was not asked), with the short `cause`."""

    mark: Mark
    hash: bytes
    wall: int
    source: Literal["own", "server"]
    linked: bool | None
    signatures: tuple[Signed, ...]
    fate: str = ""
    cause: str = ""


class Story(Struct, frozen=True):
    """`checks`: all of this program's, in the order of the table; `all_checks`: it is the program that decided, so that
    those which did not speak found nothing. `unknown_reasons`: codes of a newer program. `not_recorded`: what no entry
    holds. `after`: the movement its desk believed was that person's last. `replayed`: decided later from a recording.
    `no_pass_read`: the officer's code why, "" where one was read; `sheet` and `typed_at` (µs UTC) of one from paper.
    `reason`, `confirmed`, `override` (why one was let in against the verdict), `ticked`: of the officer's act, None or
    nothing where its entry is not to be had. `annulled`: the entry that undid it, with its `annul_reason`; where it is
    not to be had, the crossing's record still names it. `cases`: which name it."""

    crossing: Crossing
    photo: Photo
    checks: tuple[Check, ...]
    all_checks: bool
    unknown_reasons: tuple[str, ...]
    provenance: Provenance
    after: Mark | None
    replayed: bool
    no_pass_read: str
    sheet: str
    typed_at: int | None
    reason: str | None
    confirmed: bool | None
    shown: EntrySeen
    outcome: EntrySeen | None
    override: str | None
    ticked: tuple[str, ...]
    annulled: EntrySeen | None
    annul_reason: str | None
    cases: tuple[Case, ...]
    not_recorded: tuple[str, ...]


NOT_RECORDED = ("names and documents as they were then", "how often and when the face was painted")


def crossing_story(store: DeskStore, clock: Clock, record: CrossingRecord, ask: AskEntry | None = None) -> Story:
    """The story of a crossing that was listed. `ask` is needed for one of another desk.

    `Declined` where its entry is neither here nor to be had; `Damaged` where the server gives another, or none that
    reads; what `ask` raises.
    """
    held, given = _entry(store, record, ask)
    with store.view() as view:
        _refuse_unfit(held, record, view)
    settling, settled = _another(store, record.settled_by, "outcome", ask)
    undoing, undone = _another(store, record.annulled, "annulled", ask)
    force = in_force(store, clock)
    with store.view() as view:
        shown = _seen(store, view, held, given)
        outcome, annulled = _if_any(store, view, settling, settled), _if_any(store, view, undoing, undone)
        cases = _cases(view, record)
    body, reasons = held.body, held.body["reasons"]
    return Story(
        crossing=Joining(store, force.policy).joined(replace(record, evacuated=bool(body.get("evacuated")))),
        photo=_photo(store, body.get("photo")),
        checks=_checks(body),
        all_checks=body["program"] == __version__,
        unknown_reasons=tuple(code for code in reasons if code not in CODES),
        provenance=provenance_of(body, force.hash),
        after=_mark(body.get("after")),
        replayed=bool(body.get("replayed")),
        no_pass_read=body.get("hand") or "",
        sheet=body.get("sheet") or "",
        typed_at=held.content.at if body.get("when") is not None else None,
        reason=_said(settling, "reason"),
        confirmed=bool(_said(settling, "confirm")) if settling is not None else None,
        shown=shown,
        outcome=outcome,
        override=_said(settling, "override"),
        ticked=tuple(_said(settling, "ticked") or ()),
        annulled=annulled,
        annul_reason=undoing.body["reason"] if undoing is not None else None,
        cases=cases,
        not_recorded=NOT_RECORDED,
    )


def _checks(body: Mapping[str, Any]) -> tuple[Check, ...]:
    every = not (body.get("evacuated") and body["verified"])
    return tuple(Check(code, code in body["reasons"], weighed=every or of_the_pass(code)) for code in CODES)


def _refuse_unfit(held: Entry, record: CrossingRecord, view: View) -> None:
    """The entry is what was listed: nobody but its desk has signed for its content, and a server may lie."""
    fault = "another kind" if held.kind != "shown" else shapes.faults(held.body, KINDS["shown"].body)
    if fault is None:
        told = (record.lane, record.direction, record.verdict, record.reasons, record.instruction, record.person)
        body = held.body
        stands = (body["lane"], body["direction"], body["verdict"], tuple(body["reasons"]), body["instruction"],
                  body.get("person") or _named_since(body, record.person, view))  # fmt: skip
        fault = None if told == stands else "it says something else than the list"
    if fault is not None:
        raise Damaged(f"The entry is not the crossing that was listed: {fault}.", kept="It was not used.")


def _named_since(body: Mapping[str, Any], told: bytes | None, view: View) -> bytes | None:
    """Whose pass it was, of one its desk had not heard of: who is told, unless this desk knows better."""
    if not body["verified"] or body.get("pass_id") is None:
        return None
    return told and (holder(view, body["pass_id"]) or told)


def _entry(store: DeskStore, record: CrossingRecord, ask: AskEntry | None) -> tuple[Entry, Given | None]:
    own = own_entry(store, record.mark) if not record.branch else None
    if own is not None:
        return own, None
    if ask is None:
        raise Declined("This was recorded at another desk.", remedy="Connect to the server: it has the entry.")
    given = ask(record.mark, record.branch)
    if given.raw is None:
        raise Declined("The server does not hold this entry.", remedy="List the crossings again.")
    entry = read_entry(given.raw)
    if entry.mark != record.mark:
        raise Damaged("The server gave another entry than the one asked for.", kept="It was not used.")
    return entry, given


def _another(
    store: DeskStore, mark: Mark | None, kind: str, ask: AskEntry | None
) -> tuple[Entry | None, Given | None]:
    """A later entry that is part of the story: this desk's, or as the server gives it; nobody's where it has none."""
    own = own_entry(store, mark) if mark is not None else None
    if mark is None or own is not None or ask is None:
        return own, None
    given = ask(mark, b"")
    entry = read_entry(given.raw) if given.raw is not None else None
    fits = entry is not None and (entry.mark, entry.kind) == (mark, kind)
    if entry is None or not fits or shapes.faults(entry.body, KINDS[kind].body) is not None:
        return None, None
    return entry, given


def _said(settling: Entry | None, field: str) -> Any:
    return settling.body.get(field) if settling is not None else None


def _if_any(store: DeskStore, view: View, entry: Entry | None, given: Given | None) -> EntrySeen | None:
    return None if entry is None else _seen(store, view, entry, given)


def _seen(store: DeskStore, view: View, entry: Entry, given: Given | None) -> EntrySeen:
    holding = signers_of(entry, view)
    signatures = tuple(Signed(who, _name(view, who), who in holding) for who, _ in entry.signatures)
    wall = entry.content.at
    if given is not None:
        fate = given.judgement or ""
        return EntrySeen(entry.mark, entry.hash, wall, "server", None, signatures, fate, given.cause)
    return EntrySeen(entry.mark, entry.hash, wall, "own", _linked(store, entry), signatures)


def _linked(store: DeskStore, entry: Entry) -> bool:
    journal, seq = entry.mark
    before = own_entry(store, (journal, seq - 1)) if seq > 1 else None
    after = own_entry(store, (journal, seq + 1))
    follows = seq == 1 or (before is not None and before.hash == entry.content.prev)
    return follows and (after is None or after.content.prev == entry.hash)


def _name(view: View, operator: bytes) -> str:
    row = view.get(Operator, operator)
    return row.name if isinstance(row, Operator) else ""


def _photo(store: DeskStore, hash_: bytes | None) -> Photo:
    if hash_ is None:
        return Photo("none", None)
    held = store.attachments.get(hash_)
    if held is not None:
        return Photo("here", hash_, held.content)
    return Photo("erased" if store.attachments.is_erased(hash_) else "not_here", hash_)


def _cases(view: DeskView, record: CrossingRecord) -> tuple[Case, ...]:
    """Those that name the presentation or its outcome."""
    marks = {record.mark, record.settled_by, record.annulled}
    return tuple(sorted((row for row in view.all(Case) if marks & set(row.entries)), key=lambda one: one.at))


def _mark(value: Any) -> Mark | None:
    return None if value is None else (value[0], value[1])
