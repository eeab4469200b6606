"""The body of a `shown`: everything that is kept for good of one presentation, and nothing that names a person."""

from typing import Any

from msgspec import Struct

from passdesk import __version__
from passdesk.domain.admission import InputKind, Verdict
from passdesk.domain.movements import Presence
from passdesk.domain.passes import ByHand, Forged, TokenRead, UnknownKey, Verified
from passdesk.domain.people import Person
from passdesk.domain.register import Mark
from passdesk.domain.situation import Passage
from passdesk.domain.stays import StayClock
from passdesk.store.desk_store import DeskStore
from passdesk.store.desk_view import DeskView


class Weighed(Struct, frozen=True):
    """A presentation decided and not yet recorded. `at`: corrected µs UTC; `before`: where they were believed to be;
    `passage`: what it is when they pass, where they may bring visitors."""

    verdict: Verdict
    token: TokenRead
    at: int
    policy: bytes | None
    photo: bytes | None
    before: Presence | None
    passage: Passage | None = None
    stay: StayClock | None = None

    @property
    def after(self) -> Mark | None:
        return None if self.before is None else self.before.movement

    @property
    def outcome(self) -> str | None:
        """An automatic lane that admits records the crossing in the same entry; everything else awaits an outcome.

        While the area is emptied no lane waits for an officer: who shows a sound pass left, and of whom nobody can tell
        who it was, nobody knows what came.
        """
        verdict = self.verdict
        if verdict.instruction == "pass":
            return "left" if verdict.evacuated else "passed"
        return "unknown" if verdict.evacuated and verdict.person is None else None


def believed(view: DeskView, person: bytes | None) -> Presence | None:
    presence = view.get(Presence, person) if person is not None else None
    return presence if isinstance(presence, Presence) and presence.stands else None


def photo_shown(store: DeskStore, view: DeskView, person: bytes | None) -> bytes | None:
    """The hash of the gate photo, where both the row and the picture are here."""
    row = view.get(Person, person) if person is not None else None
    photo = row.gate_photo if isinstance(row, Person) else None
    return photo if photo is not None and store.attachments.has(photo) else None


def shown_body(weighed: Weighed, presentation: bytes, input_kind: InputKind, *, replayed: bool) -> dict[str, Any]:
    """The fields of `shown`, as the table of kinds has them."""
    verdict, token = weighed.verdict, weighed.token
    provenance = verdict.provenance
    body = {
        "presentation": presentation,
        "pass_id": verdict.pass_id,
        "person": verdict.person,
        "lane": verdict.lane,
        "direction": verdict.direction,
        "verdict": verdict.word,
        "reasons": [reason.code for reason in verdict.reasons],
        "instruction": verdict.instruction,
        "verified": verdict.verified,
        "outcome": weighed.outcome,
        "input": input_kind,
        "policy": weighed.policy,
        "age": provenance.exchange_age_s,
        "unheard": list(provenance.unheard),
        "clock_suspect": provenance.clock_suspect,
        "restored": provenance.restored,
        "kid": token.kid if isinstance(token, (Verified, Forged, UnknownKey)) else None,
        "photo": weighed.photo,
        "program": __version__,
        "after": None if weighed.after is None else list(weighed.after),
        "replayed": replayed or None,
        **({"vouched": True} if provenance.vouched else {}),
    }
    return {**body, **_seldom(verdict, token)}


def _seldom(verdict: Verdict, token: TokenRead) -> dict[str, Any]:
    """What most presentations have nothing of, and leave out."""
    some: dict[str, Any] = {"host": verdict.host, "evacuated": verdict.evacuated or None}
    if isinstance(token, ByHand):
        some["hand"] = token.why
    return {name: value for name, value in some.items() if value is not None}
