"""A presentation as its journal has it, put together again for an officer who has yet to settle it."""

from collections.abc import Mapping
from typing import Any

from passdesk.checkpoint.answers import Recorded, Timings
from passdesk.checkpoint.holders import Holder, called, found_by_hand, names_of, photo_of
from passdesk.checkpoint.officer_notes import note_of
from passdesk.checkpoint.outcomes import Awaited
from passdesk.domain.admission import Provenance, Verdict
from passdesk.domain.movements import Presence
from passdesk.domain.passes import ByHand, NothingRead, Pass, TokenRead
from passdesk.domain.people import Institution, Person
from passdesk.domain.reasons import CODES, Reason, Severity
from passdesk.store.desk_store import DeskStore


def shown_before(store: DeskStore, awaited: Awaited) -> tuple[Recorded, Holder | None]:
    """What was recorded then, and whose pass it is by today's register.

    The entry keeps which reasons there were, not how each weighed: they are given the weight of the verdict.
    """
    body = awaited.body
    recorded = Recorded(
        verdict_of(body), _token(body), awaited.entry, awaited.at, awaiting=True, outcome=None, ms=Timings(),
        photo=body.get("photo"), policy=body.get("policy"),
    )  # fmt: skip
    return recorded, holder_before(store, recorded)


def _token(body: Mapping[str, Any]) -> TokenRead:
    """Of a pass the entry keeps not what was read."""
    person, why = body.get("person"), body.get("hand")
    return ByHand(person, body.get("pass_id"), why) if person is not None and why else NothingRead()


def verdict_of(body: Mapping[str, Any]) -> Verdict:
    """The verdict that a `shown` keeps."""
    rests = Provenance(
        "verified" if body["verified"] else "none", body["age"], tuple(body["unheard"]), body["clock_suspect"],
        body["restored"], bool(body.get("vouched")),
    )  # fmt: skip
    return verdict_again(body, rests)


def verdict_again(body: Mapping[str, Any], rests: Provenance) -> Verdict:
    """From the fields of `shown` that say what was decided of whom, and what it rested on."""
    weight: Severity = "hold" if body["instruction"] == "hold" else "attention"
    if body["verdict"] == "refuse":
        weight = "refuse"
    reasons = tuple(Reason(code, weight) for code in CODES if code in body["reasons"])
    first = body["reasons"][0] if body["reasons"] else ""
    ordered = tuple(sorted(reasons, key=lambda reason: reason.code != first))
    return Verdict(
        body["verdict"], ordered, body["instruction"], rests, verified=body["verified"], person=body["person"],
        pass_id=body["pass_id"], direction=body["direction"], lane=body["lane"],
        evacuated=bool(body.get("evacuated")), host=body.get("host"),
    )  # fmt: skip


def holder_before(store: DeskStore, recorded: Recorded) -> Holder | None:
    """Whose pass it is by today's register; None where its signature did not hold, or the pass is not known here."""
    verdict = recorded.verdict
    if isinstance(recorded.token, ByHand):
        return found_by_hand(store, recorded)
    with store.view() as view:
        known = view.get(Pass, verdict.pass_id) if verdict.verified and verdict.pass_id is not None else None
        if not isinstance(known, Pass):
            return None
        person = view.get(Person, known.person)
        seen = view.get(Presence, known.person)
        where = called(view.get(Institution, known.institution))
    return Holder(
        names_of(store, person), where, known.class_number, known.lines, known.expires, known=True,
        photo=photo_of(store, recorded.photo), presence=seen if isinstance(seen, Presence) and seen.stands else None,
        short_number=known.short_number, note=note_of(store, known.person),
    )  # fmt: skip
