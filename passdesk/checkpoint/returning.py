"""Sent back by another authority: where somebody is now, whatever any pass says; from any lane, at any time."""

from typing import Literal, get_args

from passdesk.checkpoint.answers import NotRecordedAnswer, Settled, Timings
from passdesk.checkpoint.outcomes import officer
from passdesk.domain import shapes
from passdesk.domain.movements import Presence
from passdesk.domain.people import Person
from passdesk.errors import Misuse, Trouble
from passdesk.store.acts import Acting
from passdesk.store.told import told

Authority = Literal["mainland", "hong_kong", "customs", "health", "other"]
AUTHORITIES: tuple[Authority, ...] = get_args(Authority)
_NOT = "Nothing was recorded."


def returned(
    acting: Acting, person: bytes, *, into: bool, authority: str, lane: str | None = None, when: int | None = None
) -> Settled | NotRecordedAnswer:
    """Record that an authority sent somebody back, into the park or out of it, at `when` (corrected µs UTC) or now.

    `person`: by their id, or that of the pass they came in by while nobody has heard of it. `Misuse` for an authority
    that is not one of the list, somebody not known here, or a time to come; `Declined` for who does not work at gates.
    """
    store, reading = acting.store, acting.clock()
    officer(store, acting.signer)
    if authority not in AUTHORITIES:
        words = ", ".join(AUTHORITIES)
        raise Misuse(f"There is no authority {authority!r}.", kept=_NOT, remedy=f"Say one of: {words}.")
    with store.view() as view:
        known = isinstance(view.get(Person, person), Person) or view.get(Presence, person) is not None
    if not known:
        raise Misuse(f"This desk knows nobody with the id {person.hex()}.", kept=_NOT)
    if when is not None and not 0 <= when <= told(store, reading).at:
        raise Misuse("Nobody was sent back at a time to come.", kept=_NOT, remedy="Give a time that is past.")
    if lane is not None and not shapes.CODE(lane):
        raise Misuse(f"There is no lane {lane!r}.", kept=_NOT)
    body = {"person": person, "pass_id": None, "lane": lane, "into": into, "authority": authority, "when": when}
    signer = acting.signer
    try:
        entry = store.write(
            "returned", body, reading=reading, actor=signer.operator, signers=(signer,), leaving=not into
        )
    except Trouble as error:
        return NotRecordedAnswer(error.happened, error.kept, error.remedy, Timings())
    return Settled(entry.mark, entry.mark, "returned", None)
