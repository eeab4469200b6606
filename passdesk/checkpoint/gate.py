"""The gate of one lane: a presentation in, verify, decide, commit, and only then an answer (law 1)."""

import secrets
from collections.abc import Callable

from passdesk.checkpoint import settling
from passdesk.checkpoint.answers import Answer, NotRecordedAnswer, Recorded, SetAside, Settled, Ticks, Timings
from passdesk.checkpoint.asides import overdue
from passdesk.checkpoint.awaiting import awaiting, presented
from passdesk.checkpoint.clock_guard import ClockGuard, ClockStanding
from passdesk.checkpoint.foreign import ForeignCodes
from passdesk.checkpoint.outcomes import Awaited
from passdesk.checkpoint.passages import passages_at
from passdesk.checkpoint.recording import Weighed, shown_body
from passdesk.checkpoint.settling import Saying
from passdesk.checkpoint.standing import Standing
from passdesk.checkpoint.weighing import Source, Weigher
from passdesk.checkpoint.why import Why
from passdesk.clock import Clock, Reading
from passdesk.domain.admission import InputKind
from passdesk.domain.entries import Entry
from passdesk.domain.movements import Direction
from passdesk.domain.passes import TokenRead
from passdesk.domain.people import Desk
from passdesk.domain.register import Mark
from passdesk.domain.zone import Policy
from passdesk.errors import Misuse, Trouble
from passdesk.store.desk_store import DeskStore
from passdesk.store.signing import Signer
from passdesk.store.told import told

UNKNOWN_AFTER_S = 600
ASIDE_UNKNOWN_AFTER_S = 24 * 3600
"""Where no policy says when a presentation nobody settled becomes `unknown`, and one who was set aside."""


class Gate:
    """One lane of one desk. `nanoseconds` may tick, for the timings; without it they are all 0.

    `Misuse` for a lane this desk does not serve.
    """

    def __init__(
        self, store: DeskStore, lane: str, clock: Clock, *, nanoseconds: Callable[[], int] = lambda: 0
    ) -> None:
        self._store, self._lane, self._clock, self._nanoseconds = store, lane, clock, nanoseconds
        _check_serves(store, lane)
        self._passages = passages_at(store, lane, clock)
        self._weigher, self._foreign = Weigher(store, lane, self._passages), ForeignCodes()
        self._guard = ClockGuard(store)

    def present(
        self, source: Source, input_kind: InputKind, direction: Direction | None = None, *, decode_ns: int = 0,
        at: int | None = None,
    ) -> Answer:  # fmt: skip
        """Verify, decide, record, answer. `direction` None: the lane's own; `at`: µs UTC, in a trial zone only.

        Whatever can't be read or written is a `NotRecordedAnswer`; `Misuse` for a time outside a trial zone.
        """
        reading, ticks = self._clock(), Ticks(self._nanoseconds)
        try:
            self._guard.look(reading)
            moved = self._guard.set_unsigned(reading)
            weighed = self._weigher.weigh(source, input_kind, direction, reading, at, ticks.tick, moved=moved)
            ticks.tick()
            before = self._foreign.before(weighed)
            if before is not None:
                return _repeated(weighed, before, ticks.timings(decode_ns))
            body = shown_body(weighed, secrets.token_bytes(16), input_kind, replayed=at is not None)
            leaving = weighed.verdict.direction == "exit"
            entry = self._store.write("shown", body, reading=reading, leaving=leaving)
        except Trouble as error:
            return NotRecordedAnswer(error.happened, error.kept, error.remedy, ticks.timings(decode_ns))
        ticks.tick()
        self._passages.shown(entry.mark, weighed.passage, weighed.outcome)
        return self._foreign.remember(weighed, _recorded(weighed, entry, ticks.timings(decode_ns)))

    def outcome(
        self, shown: Mark, outcome: str | Saying, signer: Signer, *, reason: str | None = None
    ) -> Settled | NotRecordedAnswer:
        """Record what then happened, signed by the officer; see `settling.settle`."""
        saying = outcome if isinstance(outcome, Saying) else Saying(outcome, reason)
        reading = self._clock()
        said = settling.settle(self._store, shown, saying, signer, self._policy(reading), reading)
        if isinstance(said, Settled):
            self._passages.settled(shown, said.outcome, told(self._store, reading).at)
        return said

    def set_aside(self, shown: Mark, signer: Signer, why: str | None = None) -> SetAside | NotRecordedAnswer:
        """Free the lane: the person waits in the list until somebody settles them, here or at another desk."""
        return settling.set_aside(self._store, shown, signer, why, self._clock())

    def explain(
        self, token: TokenRead, direction: Direction | None = None, at: int | None = None, *, lane: str | None = None
    ) -> Why:
        """Every check and what it finds now, or at `at` (µs UTC) by what is known now; nothing is recorded. `lane`:
        another one, this desk's or not; who passed at another desk's a moment ago is not known here."""
        weigher = self._weigher
        if lane is not None and lane != self._lane:
            weigher = Weigher(self._store, lane, passages_at(self._store, lane, self._clock))
        return weigher.explain(token, direction, self._clock(), at)

    def awaiting(self) -> list[Awaited]:
        """The presentations of this desk whose outcome is still to come, oldest first."""
        return awaiting(self._store)

    def expire_awaiting(self) -> list[Settled | NotRecordedAnswer]:
        """What nobody settled within the policy's limit becomes `unknown`, said by the desk itself; nobody moves."""
        reading = self._clock()
        now, policy = told(self._store, reading).at, self._policy(reading)
        limits = policy.operation if policy is not None else None
        after_s = limits.outcome_unknown_after_s if limits is not None else UNKNOWN_AFTER_S
        aside_s = limits.aside_unknown_after_s if limits is not None else ASIDE_UNKNOWN_AFTER_S
        late = [one.entry for one in self.awaiting() if one.at <= now - after_s * 1_000_000]
        late += overdue(self._store, now - aside_s * 1_000_000)
        return [settling.settle_unknown(self._store, presented(self._store, shown), reading) for shown in late]

    def standing(self) -> Standing:
        """Policy, keys and lanes as the next presentation will be judged by."""
        return self._weigher.standing(self._clock())

    def clock(self) -> ClockStanding:
        """How this PC's clock stands, looked at now; what is found is recorded. `NotRecorded` where that fails."""
        reading = self._clock()
        self._guard.look(reading)
        return self._guard.standing(reading)

    def _policy(self, reading: Reading) -> Policy | None:
        return self._weigher.standing(reading).in_force.policy


def _check_serves(store: DeskStore, lane: str) -> None:
    with store.view() as view:
        desk = view.get(Desk, store.journal.id)
    served = desk.lanes if isinstance(desk, Desk) else ()
    if lane not in served:
        raise Misuse(
            f"This desk does not serve the lane {lane}.",
            kept="Nothing was recorded.",
            remedy=f"It serves {', '.join(served)}." if served else "An administrator can give it a lane.",
        )


def _recorded(weighed: Weighed, entry: Entry, ms: Timings) -> Recorded:
    awaited = weighed.outcome is None
    return Recorded(
        weighed.verdict, weighed.token, entry.mark, weighed.at, awaited, weighed.outcome, ms, weighed.photo,
        weighed.policy, before=weighed.before, stay=weighed.stay,
    )  # fmt: skip


def _repeated(weighed: Weighed, before: Recorded, ms: Timings) -> Recorded:
    """Nothing new was written: this answer rests on the entry of the one before."""
    return Recorded(
        weighed.verdict, weighed.token, before.entry, before.at, awaiting=False, outcome=None, ms=ms,
        policy=weighed.policy, repeated=True,
    )  # fmt: skip
