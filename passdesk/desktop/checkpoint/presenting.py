"""The work of the gate off the GUI thread: present, settle, find. Each gives back what the picture needs."""

from dataclasses import dataclass

from passdesk.checkpoint.answers import NotRecordedAnswer, Recorded, Settled
from passdesk.checkpoint.gate import Gate
from passdesk.checkpoint.holders import Holder, holder_of
from passdesk.clock import Clock
from passdesk.desktop.checkpoint.state import Found, LanePlace, Passed
from passdesk.domain.admission import InputKind
from passdesk.domain.attachments import Names
from passdesk.domain.movements import Direction
from passdesk.domain.register import Mark
from passdesk.records.pass_states import pass_states
from passdesk.records.search import Found as FoundPerson
from passdesk.records.search import find, found
from passdesk.store.desk_store import DeskStore
from passdesk.store.signing import Signer

MOST_FOUND = 8


@dataclass(frozen=True, slots=True)
class Presented:
    """A presentation's answer, and whose pass it was."""

    answer: Recorded | NotRecordedAnswer
    holder: Holder | None


class Lane:
    """One lane's work. Everything here runs on a thread of the jobs', in the order it was asked for."""

    def __init__(self, store: DeskStore, lane: str, clock: Clock) -> None:
        self.lane = lane
        self._store, self._clock = store, clock
        self._gate = Gate(store, lane, clock)

    def place(self) -> LanePlace | None:
        """Where this lane is, by the policy in force now."""
        return LanePlace.of(self._gate.standing().in_force.policy, self.lane)

    def present(self, text: str, input_kind: InputKind, direction: Direction, decode_ns: int = 0) -> Presented:
        answer = self._gate.present(text, input_kind, direction, decode_ns=decode_ns)
        holder = holder_of(self._store, answer) if isinstance(answer, Recorded) else None
        return Presented(answer, holder)

    def settle(
        self, shown: Mark, outcome: str, signer: Signer, reason: str | None
    ) -> Settled | NotRecordedAnswer:
        return self._gate.outcome(shown, outcome, signer, reason=reason)

    def expire(self) -> list[Settled | NotRecordedAnswer]:
        """What nobody settled in time becomes unknown."""
        return self._gate.expire_awaiting()

    def fold(self) -> None:
        """Keep the register up with the journal."""
        self._store.catch_up()

    def find(self, text: str) -> tuple[Found, ...]:
        """People by name or short number; nothing is recorded by looking."""
        return tuple(self._found(one) for one in find(self._store, text, limit=MOST_FOUND))

    def look_up(self, person: bytes) -> Found | None:
        one = found(self._store, person)
        return None if one is None else self._found(one)

    def _found(self, one: FoundPerson) -> Found:
        newest = one.passes[-1] if one.passes else None
        states = pass_states(self._store, self._clock, [newest] if newest is not None else [])
        state = states.get(newest.key) if newest is not None else None
        photo = self._store.attachments.get(one.person.gate_photo) if one.person.gate_photo is not None else None
        names = one.names or Names("", "")
        called = next(iter(one.institutions.values()), "")
        return Found(
            one.person.key, names.latin, names.chinese, (called, called), None if photo is None else photo.content,
            newest.short_number if newest is not None else "",
            good=state is not None and state.state == "good" and not state.stopped_by,
            state="" if state is None else state.words,
        )  # fmt: skip


def passed(answer: Recorded, holder: Holder | None, outcome: str | None) -> Passed:
    """One line of "last at this lane"."""
    verdict = answer.verdict
    name = "" if holder is None else (holder.names.latin or holder.names.chinese)
    return Passed(
        answer.entry, answer.at, name, ("", "") if holder is None else holder.institution, verdict.word, outcome,
        None if holder is None else holder.photo, verdict.reasons[0].code if verdict.reasons else "",
    )  # fmt: skip
