"""The work of the gate off the GUI thread: present, settle, find. Each gives back what the picture needs."""

import logging
from collections.abc import Mapping
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from passdesk.checkpoint.answers import Answer, NotRecordedAnswer, Recorded, Settled
from passdesk.checkpoint.by_hand import NoPassRead, by_hand, speaking_pass
from passdesk.checkpoint.clock_guard import ClockStanding
from passdesk.checkpoint.gate import Gate
from passdesk.checkpoint.holders import Holder, called, holder_of
from passdesk.checkpoint.meanwhile import since
from passdesk.checkpoint.settling import Saying
from passdesk.checkpoint.shown_before import shown_before
from passdesk.checkpoint.standing import OwnActs
from passdesk.checkpoint.why import Why, as_if_shown
from passdesk.clock import Clock
from passdesk.desktop.checkpoint.state import Finding, Found, LanePlace, Passed, Shown
from passdesk.domain.admission import InputKind
from passdesk.domain.attachments import Names
from passdesk.domain.crossings import CrossingFilter
from passdesk.domain.movements import Direction
from passdesk.domain.passes import NotAPass
from passdesk.domain.people import Institution, Person
from passdesk.domain.register import Mark
from passdesk.errors import Misuse, PassdeskError
from passdesk.records.crossing_pages import OwnPages
from passdesk.records.crossings import Crossing
from passdesk.records.pass_states import pass_states
from passdesk.records.search import Found as FoundPerson
from passdesk.records.search import find, is_missed_here
from passdesk.scanning.foreign_kinds import ForeignKind, foreign_kind
from passdesk.store.desk_store import DeskStore
from passdesk.store.signing import Signer

log = logging.getLogger(__name__)
MOST_FOUND = 8
MOST_RECENT = 12
FOLD_EVERY = 10
"""Few at a time: whoever comes meanwhile waits for them."""


class Remembered(Struct, frozen=True):
    """What a lane was about when its desk was closed: the newest first."""

    recent: tuple[Passed, ...]
    waiting: tuple[Shown, ...]


class Presented(Struct, frozen=True):
    """A presentation's answer, and whose pass it was."""

    answer: Recorded | NotRecordedAnswer
    holder: Holder | None
    foreign: ForeignKind | None = None


class Lane:
    """One lane's work. Everything but `may_fold` runs on a thread of the jobs', in the order it was asked for."""

    def __init__(self, store: DeskStore, lane: str, clock: Clock) -> None:
        self.lane = lane
        self._store, self._clock = store, clock
        self._gate = Gate(store, lane, clock)
        self._acts = OwnActs(store.memory)
        self._heard = self._newest()
        self._presented = 0

    def place(self) -> LanePlace | None:
        """Where this lane is, by the policy in force now; None where that, or an administrator, took it away."""
        return LanePlace.of(self._gate.standing().policy_at(self.lane), self.lane)

    def present(self, text: str, input_kind: InputKind, direction: Direction | None, decode_ns: int = 0) -> Presented:
        answer = self._gate.present(text, input_kind, direction, decode_ns=decode_ns)
        no_pass = isinstance(answer, Recorded) and isinstance(answer.token, NotAPass)
        return self._told(answer, foreign_kind(text) if no_pass else None)

    def present_by_hand(self, person: bytes, why: NoPassRead, direction: Direction | None) -> Presented:
        """Somebody whom the officer found, without a pass that reads."""
        found = by_hand(self._store, self._clock, person, why)
        return self._told(self._gate.present(found, "hand", direction), None)

    def why(self, person: bytes, direction: Direction, at: int, lane: str) -> Why:
        """What a lane would say of somebody at `at` (µs UTC), by what is known now; nothing is recorded."""
        with self._store.view() as view:
            row, best = view.get(Person, person), speaking_pass(view, person, at // 1_000_000)
            if not isinstance(row, Person):
                raise Misuse("This desk knows nobody of that id.", kept="Nothing was recorded.")
            token = as_if_shown(view, row, best.key if best is not None else None, self._store.journal.zone)
        return self._gate.explain(token, direction, at, lane=lane)

    def _told(self, answer: Answer, foreign: ForeignKind | None) -> Presented:
        return Presented(answer, self._holder(answer) if isinstance(answer, Recorded) else None, foreign)

    def _holder(self, answer: Recorded) -> Holder | None:
        """What is on disk is recorded, also where the holder's name or photo can't be read."""
        try:
            return holder_of(self._store, answer)
        except PassdeskError as error:
            log.warning("a holder can't be shown: %s", type(error).__name__)
            return None

    def settle(
        self, shown: Mark, outcome: str | Saying, signer: Signer, reason: str | None
    ) -> Settled | NotRecordedAnswer:
        return self._gate.outcome(shown, outcome, signer, reason=reason)

    def expire(self) -> dict[Mark, str]:
        """What nobody settled in time becomes unknown, at whichever of the desk's lanes; what was written of it."""
        return {one.shown: one.outcome for one in self._gate.expire_awaiting() if isinstance(one, Settled)}

    def clock(self) -> ClockStanding:
        """How this PC's clock stands; what is found is recorded."""
        return self._gate.clock()

    def has_news(self) -> bool:
        """Whether more than crossings of its own may have come since this was last asked."""
        before, self._heard = self._heard, self._newest()
        return before != self._heard

    def _newest(self) -> tuple[object, ...]:
        acts = self._acts.newest()
        with self._store.view() as view:
            return view.seen, view.mark, acts

    def again(self, shown: Shown, *, judge: bool = True) -> Shown:
        """Somebody who was shown, as they are by what has come since; as they were where that can't be read."""
        try:
            now = since(self._store, self._gate, shown.answer)
        except PassdeskError as error:
            log.warning("whoever is shown can't be looked up again: %s", type(error).__name__)
            return shown
        if now.verdict is None or not judge:
            return replace(shown, holder=now.holder)
        return replace(shown, holder=now.holder, answer=replace(shown.answer, verdict=now.verdict), changed=True)

    def may_fold(self) -> bool:
        """Asked after each presentation: whether there were enough of them by now."""
        self._presented += 1
        return self._presented % FOLD_EVERY == 0

    def fold(self) -> None:
        """Keep the register up with the journal."""
        self._store.catch_up()

    def remembered(self) -> Remembered:
        """Who was last at this lane and who is not settled yet, from the journal: a desk goes on where it was."""
        waiting = [one for one in self._gate.awaiting() if _is_settled_here(one.body, self.lane)]
        again = (shown_before(self._store, one) for one in reversed(waiting))
        return Remembered(self.recent(), tuple(Shown(answer, holder) for answer, holder in again))

    def recent(self) -> tuple[Passed, ...]:
        """Who was last at this lane, the newest first."""
        policy = self._gate.standing().in_force.policy
        page = OwnPages(self._store, policy).page(CrossingFilter(lane=self.lane), limit=MOST_RECENT)
        return tuple(self._remembered(one) for one in page.rows)

    def _remembered(self, one: Crossing) -> Passed:
        record = one.record
        with self._store.view() as view:
            person = view.get(Person, record.person) if record.person is not None else None
            found = one.setting.institution
            institution = view.get(Institution, found) if found is not None else None
        photo = self._photo(person.gate_photo) if isinstance(person, Person) else None
        return Passed(
            record.mark, record.at, one.names, called(institution), record.verdict,
            "annulled" if record.annulled is not None else record.outcome or None, photo,
            record.reasons[0] if record.reasons else "", record.direction,
        )  # fmt: skip

    def _photo(self, hash_: bytes | None) -> bytes | None:
        held = self._store.attachments.get(hash_) if hash_ is not None else None
        return None if held is None else held.content

    def find(self, text: str) -> Finding:
        """People by name, institution or number; nothing is recorded by looking."""
        found = tuple(self._found(one) for one in find(self._store, text, limit=MOST_FOUND))
        return Finding(text, found, missed=is_missed_here(self._store, text))

    def _found(self, one: FoundPerson) -> Found:
        newest = one.passes[-1] if one.passes else None
        states = pass_states(self._store, self._clock, [newest] if newest is not None else [])
        state = states.get(newest.key) if newest is not None else None
        names = one.names or Names("", "")
        institution = next(iter(one.institutions.values()), Names("", ""))
        return Found(
            one.person.key, names.latin, names.chinese, institution, self._photo(one.person.gate_photo),
            newest.short_number if newest is not None else "",
            good=state is not None and state.state == "good" and not state.stopped_by,
            state="" if state is None else state.words,
        )  # fmt: skip


def _is_settled_here(body: Mapping[str, Any], lane: str) -> bool:
    return body["lane"] == lane and bool(body["verified"] or body.get("hand"))


def passed(answer: Recorded, holder: Holder | None, outcome: str | None) -> Passed:
    """One line of "last at this lane"."""
    verdict = answer.verdict
    names = Names("", "") if holder is None else holder.names
    return Passed(
        answer.entry, answer.at, names, Names("", "") if holder is None else holder.institution, verdict.word, outcome,
        None if holder is None else holder.photo, verdict.reasons[0].code if verdict.reasons else "",
        verdict.direction,
    )  # fmt: skip
