"""Whoever was shown and still stands there, by what has come since: a pass revoked, a person erased, a new policy."""

from msgspec import Struct

from passdesk.checkpoint.answers import Recorded
from passdesk.checkpoint.gate import Gate
from passdesk.checkpoint.holders import Holder, holder_of
from passdesk.checkpoint.shown_before import holder_before
from passdesk.checkpoint.why import as_if_shown
from passdesk.domain.admission import Verdict
from passdesk.domain.passes import ByHand, NothingRead, TokenRead, Verified
from passdesk.domain.people import Person
from passdesk.store.desk_store import DeskStore

_OF_NOBODY = frozenset({"register_stale", "clock_suspect"})
"""That what is known grew old says nothing about anybody."""


class Since(Struct, frozen=True):
    """`holder`: by today's register; what was erased is gone. `verdict`: what would have been said by what is known
    now, where that finds what nobody had found; None where it finds nothing more."""

    holder: Holder | None
    verdict: Verdict | None


def since(store: DeskStore, gate: Gate, answer: Recorded) -> Since:
    """Nothing is recorded by looking. That time has gone on is no news: they were shown when they were shown."""
    token = _token(store, answer)
    again = isinstance(answer.token, NothingRead)
    holder = holder_before(store, answer) if again else holder_of(store, answer)
    verdict = answer.verdict
    if not isinstance(token, (Verified, ByHand)):
        return Since(holder, None)
    now = gate.explain(token, verdict.direction, answer.at).verdict
    found = {reason.code for reason in now.reasons} - {reason.code for reason in verdict.reasons}
    return Since(holder, now if found - _OF_NOBODY else None)


def _token(store: DeskStore, answer: Recorded) -> TokenRead:
    """As it was read; of a presentation before a restart, as it would be."""
    if not isinstance(answer.token, NothingRead) or answer.verdict.person is None:
        return answer.token
    with store.view() as view:
        person = view.get(Person, answer.verdict.person)
        if not isinstance(person, Person):
            return answer.token
        return as_if_shown(view, person, answer.verdict.pass_id, store.journal.zone)
