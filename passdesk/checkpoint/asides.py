"""The people who wait beside a lane, set aside at this desk or another, for whoever is to settle them."""

from collections.abc import Collection

from msgspec import Struct

from passdesk.checkpoint.answers import Recorded, Timings
from passdesk.checkpoint.awaiting import presented
from passdesk.checkpoint.holders import Holder, called, names_of, photo_of
from passdesk.checkpoint.outcomes import Awaited
from passdesk.checkpoint.recording import photo_shown
from passdesk.checkpoint.shown_before import holder_before, shown_before, verdict_again
from passdesk.domain.admission import Instruction, Provenance
from passdesk.domain.attachments import Names
from passdesk.domain.bearers import holder
from passdesk.domain.movements import Aside
from passdesk.domain.passes import ByHand, NothingRead, Pass
from passdesk.domain.people import Desk, Institution, Person
from passdesk.domain.register import Mark
from passdesk.store.desk_store import DeskStore


class Waiting(Struct, frozen=True):
    """Somebody who waits. `shown`: their presentation, of any desk; `since`: when they were set aside (corrected µs).

    `names` and `institution` are empty where they are not known here; `photo`: the gate photo as JPEG, where it came.
    `reasons` as they were shown, the principal one first; `why`: a short code of the officer's, or "";
    `hand`: why they were found by name, "" where a pass was read.
    """

    shown: Mark
    since: int
    names: Names
    institution: Names
    photo: bytes | None
    lane: str
    desk: str
    own: bool
    direction: str
    verdict: str
    reasons: tuple[str, ...]
    verified: bool
    person: bytes | None = None
    pass_id: bytes | None = None
    why: str = ""
    hand: str = ""

    def minutes(self, now: int) -> int:
        """Whole minutes they have waited; `now` corrected µs UTC."""
        return max(0, now - self.since) // 60_000_000


def asides(store: DeskStore, lanes: Collection[str] | None = None) -> tuple[Waiting, ...]:
    """Whoever waits, longest first: as far as this desk has heard, at every desk; `lanes`: only at these."""
    with store.view() as view:
        rows = [row for row in view.find(Aside, "state", "waiting") if lanes is None or row.lane in lanes]
        desks = {row.key: row.name for row in view.all(Desk)} if rows else {}
        found = []
        for row in rows:
            held = view.get(Pass, row.pass_id) if row.pass_id is not None else None
            whose = row.person or (holder(view, row.pass_id) if row.verified else None)
            person = view.get(Person, whose) if whose is not None else None
            where = view.get(Institution, held.institution) if isinstance(held, Pass) else None
            photo = photo_of(store, photo_shown(store, view, whose))
            journal = row.shown[0]
            found.append(
                Waiting(
                    row.shown, row.at, names_of(store, person), called(where), photo, row.lane, desks.get(journal, ""),
                    journal == store.journal.id, row.direction, row.verdict, row.reasons, row.verified, whose,
                    row.pass_id, row.why, row.hand,
                )
            )  # fmt: skip
    return tuple(sorted(found, key=lambda one: (one.since, one.shown)))


def overdue(store: DeskStore, before: int) -> list[Mark]:
    """This desk's own who have waited since `before` (µs UTC) or longer."""
    with store.view() as view:
        rows = [row for row in view.find(Aside, "state", "waiting") if row.shown[0] == store.journal.id]
    return sorted(row.shown for row in rows if row.at <= before)


def aside_shown(store: DeskStore, waiting: Waiting) -> tuple[Recorded, Holder | None]:
    """What was said of them at their lane, and whose pass it is by today's register. `Misuse` or `Declined` where they
    wait no longer. What another desk's verdict rested on is not known here."""
    about = presented(store, waiting.shown)
    if about.entry is not None:
        return shown_before(store, Awaited(about.mark, waiting.since, about.entry.body))
    rests = Provenance("verified" if waiting.verified else "none", None, (), clock_suspect=False, restored=False)
    body = {
        "verdict": about.verdict, "reasons": about.reasons, "direction": about.direction, "lane": about.lane,
        "instruction": instruction_then(about.verdict, about.direction), "person": waiting.person,
        "pass_id": waiting.pass_id, "verified": waiting.verified,
    }  # fmt: skip
    by_hand = waiting.person is not None and bool(waiting.hand)
    token = ByHand(waiting.person or b"", waiting.pass_id, waiting.hand) if by_hand else NothingRead()
    with store.view() as view:
        photo = photo_shown(store, view, waiting.person)
    recorded = Recorded(
        verdict_again(body, rests), token, about.mark, waiting.since, awaiting=True, outcome=None, ms=Timings(),
        photo=photo,
    )  # fmt: skip
    return recorded, holder_before(store, recorded)


def instruction_then(verdict: str, direction: str) -> Instruction:
    """What the officer of another desk was told to do, as far as a row of people set aside says."""
    if verdict == "refuse":
        return "turn back"
    return "hold" if (verdict, direction) == ("attention", "exit") else "check"
