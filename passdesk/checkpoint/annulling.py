"""Undoing one crossing that was recorded by mistake: what stood before it stands again, later ones stay."""

from msgspec import Struct

from passdesk.checkpoint.outcomes import officer
from passdesk.domain import shapes
from passdesk.domain.bearers import bearer
from passdesk.domain.entries import Entry, read_entry
from passdesk.domain.movements import Aside, Presence, mark_key
from passdesk.domain.people import Desk
from passdesk.domain.register import Mark
from passdesk.domain.timekeeping import corrected
from passdesk.errors import Declined, Misuse
from passdesk.store.about import entries_about
from passdesk.store.acts import Acting
from passdesk.store.desk_store import DeskStore
from passdesk.store.told import told

OWN_WITHIN_S = 600
"""So long an officer may undo what was recorded at their own lane; supervisors any crossing, at any time."""
_UNDONE = "Nothing was undone."


class Movement(Struct, frozen=True):
    """One crossing that moved somebody. `mark`: the entry that made it; `shown`: the presentation, or the same entry;
    `lane` "" where it was at none; `own`: of this desk's journal; `at` corrected µs UTC; `pass_id`: the pass shown."""

    mark: Mark
    shown: Mark
    person: bytes
    lane: str
    at: int
    own: bool
    pass_id: bytes | None = None


def annul(acting: Acting, crossing: Mark, reason: str) -> Entry:
    """Undo the crossing whose presentation, or outcome, `crossing` names. `Misuse` for what moved nobody or is not
    known here; `Declined` for one that is undone, and for an officer who may not."""
    movement = movement_of(acting.store, crossing)
    if not (reason.strip() and shapes.CODE(reason)):
        raise Misuse("A crossing is undone for a reason: a short code.", kept=_UNDONE)
    _check_may(acting, movement)
    if annulled_here(acting.store, movement):
        raise Declined("This crossing has been undone already.", kept="It stays undone.")
    body = {"person": movement.person, "shown": list(movement.shown), "movement": list(movement.mark), "reason": reason}
    return acting.act("annulled", body)


def _check_may(acting: Acting, movement: Movement) -> None:
    store = acting.store
    if "supervisor" in officer(store, acting.signer).roles:
        return
    with store.view() as view:
        desk = view.get(Desk, store.journal.id)
    lanes = desk.lanes if isinstance(desk, Desk) else ()
    recent = movement.at >= told(store, acting.clock()).at - OWN_WITHIN_S * 1_000_000
    if not (movement.own and movement.lane in lanes and recent):
        raise Declined(
            f"An officer undoes a crossing of their own lane within {OWN_WITHIN_S // 60} minutes.",
            kept=_UNDONE,
            remedy="Ask a supervisor.",
        )


def annulled_here(store: DeskStore, movement: Movement) -> bool:
    """Whether this desk knows that a movement was undone, also under the pass's id while it knew no person."""
    names = [name for name in (movement.person, movement.pass_id) if name is not None]
    about = map(read_entry, entries_about(store.journal.file, names))
    undone = (entry.body["movement"] for entry in about if entry.kind == "annulled")
    if any((journal, seq) == movement.mark for journal, seq in undone):
        return True
    with store.view() as view:
        row = view.get(Presence, movement.person)
    return isinstance(row, Presence) and movement.mark in row.annulled


def movement_of(store: DeskStore, crossing: Mark) -> Movement:
    """By its presentation or by its outcome in this journal; of another desk's, as the register knows of it: one of
    somebody's last two, or of somebody who was set aside. `Misuse` for any other."""
    if crossing[0] != store.journal.id:
        return _elsewhere(store, crossing)
    entry = store.journal.entry(crossing[1])
    kind = entry.kind if entry is not None else ""
    if entry is not None and kind == "shown":
        return _of_shown(store, entry)
    if entry is not None and kind == "outcome":
        return _of_outcome(store, entry)
    if entry is not None and kind == "returned" and entry.signatures:
        return Movement(
            entry.mark, entry.mark, entry.body["person"], entry.body.get("lane") or "", _at(store, entry), own=True
        )
    raise _no_movement(crossing)


def _of_shown(store: DeskStore, shown: Entry) -> Movement:
    if shown.body.get("outcome") is not None:
        return _moved(store, shown, shown, shown.body["outcome"])
    for entry in store.journal.entries(shown.content.seq + 1, kinds=("outcome",)):
        if tuple(entry.body["shown"]) == shown.mark:
            return _moved(store, shown, entry, entry.body["outcome"])
    return _of_aside(store, shown.mark)


def _of_outcome(store: DeskStore, outcome: Entry) -> Movement:
    journal, seq = outcome.body["shown"]
    shown = store.journal.entry(seq) if journal == store.journal.id else None
    if shown is not None and shown.kind == "shown":
        return _moved(store, shown, outcome, outcome.body["outcome"])
    return _of_aside(store, (journal, seq))


def _moved(store: DeskStore, shown: Entry, by: Entry, outcome: str) -> Movement:
    body = shown.body
    person = _of_whom(store, body.get("person"), body.get("pass_id"), verified=body["verified"])
    vouched = body["verified"] or (body.get("hand") and by.signatures)
    if person is None or not vouched or not moves(body["direction"], outcome):
        raise _no_movement(shown.mark)
    return Movement(by.mark, shown.mark, person, body["lane"], _at(store, by), own=True, pass_id=body.get("pass_id"))


def _of_aside(store: DeskStore, shown: Mark) -> Movement:
    """Whoever was set aside may have been settled at another desk."""
    with store.view() as view:
        row = view.get(Aside, mark_key(shown))
    if not isinstance(row, Aside) or row.last is None or not moves(row.direction, row.outcome):
        raise _no_movement(shown)
    person = _of_whom(store, row.person, row.pass_id, verified=row.verified)
    if person is None:
        raise _no_movement(shown)
    own = row.last[0] == store.journal.id
    entry = store.journal.entry(row.last[1]) if own else None
    at = row.at if entry is None else _at(store, entry)
    return Movement(row.last, shown, person, row.lane, at, own, row.pass_id)


def _of_whom(store: DeskStore, person: bytes | None, pass_id: bytes | None, *, verified: bool) -> bytes | None:
    """While this desk does not know the holder of a sound pass, the pass's own id names them."""
    if person is not None or not verified:
        return person
    with store.view() as view:
        return bearer(view, pass_id)


def _elsewhere(store: DeskStore, crossing: Mark) -> Movement:
    with store.view() as view:
        aside = view.get(Aside, mark_key(crossing))
        if isinstance(aside, Aside):
            return _of_aside(store, crossing)
        for row in view.all(Presence):
            if row.movement == crossing:
                return Movement(crossing, crossing, row.key, row.lane, row.at, own=False)
            if (at := _before(row, crossing)) is not None:
                return Movement(crossing, crossing, row.key, str(row.previous[4]), at, own=False)
    raise Misuse(
        "This desk does not know that crossing of another desk: it knows only the last two of each person.",
        kept=_UNDONE,
        remedy="Undo it at its own desk, or put right where the person is.",
    )


def _before(row: Presence, crossing: Mark) -> int | None:
    match row.previous:
        case (int(at), bytes(journal), int(seq), bool(), str()) if (journal, seq) == crossing:
            return at
    return None


def _at(store: DeskStore, entry: Entry) -> int:
    return corrected(entry.content.at, entry.content.clock, store.journal.times()).at


def moves(direction: str, outcome: str) -> bool:
    """Whether a presentation with this outcome moved its holder, as far as that goes."""
    return outcome == "passed" or (direction == "exit" and outcome == "left")


def _no_movement(crossing: Mark) -> Misuse:
    return Misuse(
        f"Entry {crossing[1]} moved nobody: there is nothing to undo.",
        kept=_UNDONE,
        remedy="Take the number of a crossing of somebody who passed, or left.",
    )
