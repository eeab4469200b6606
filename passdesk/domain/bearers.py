"""Who showed a sound pass before the register heard of it: they stand under the pass's id until it is issued."""

from msgspec.structs import replace

from passdesk.domain import trails
from passdesk.domain.escorts import by_movement
from passdesk.domain.movements import Case, Escorted, Mustered, Presence
from passdesk.domain.passes import Pass
from passdesk.domain.people import Person
from passdesk.domain.register import Draft
from passdesk.domain.trail_steps import steps


def bearer(draft: Draft, pass_id: bytes | None) -> bytes | None:
    """The person a pass was issued to; where the register has not heard of it, the pass's own id."""
    held = draft.held(Pass, pass_id) if pass_id else None
    return held.person if held is not None else pass_id


def meant(draft: Draft, person: bytes) -> bytes:
    """Whom an entry names: a desk that had not heard of a pass yet names its bearer by the pass."""
    held = draft.held(Pass, person)
    return person if held is None or draft.get(Person, person) is not None else held.person


def claim(draft: Draft, a_pass: Pass) -> None:
    """A pass was issued: what its bearer did before that was heard is its holder's. No pass is issued under the id of a
    person who is known: nobody's movements are taken from them."""
    if draft.get(Person, a_pass.key) is None:
        _take_movements(draft, a_pass)
        if (found := draft.held(Mustered, a_pass.key)) is not None:
            draft.put(replace(found, key=a_pass.person))
            draft.drop(found)


def _take_movements(draft: Draft, a_pass: Pass) -> None:
    stood, person = draft.held(Presence, a_pass.key), a_pass.person
    if stood is None:
        return
    trail, hosts = steps(stood), by_movement(stood.hosts)
    for clash in trails.clashes(trail):
        trails.explain(draft, trails.case_key("two_lanes_apart", *clash))
    for case in draft.find(Case, "person", a_pass.key):
        draft.put(replace(case, person=person))
    for movement in stood.annulled:
        trails.annul(draft, person, movement)
    for step in trail:
        trails.move(draft, person, step, hosts.get(step.mark))
    for row in (stood, draft.held(Escorted, a_pass.key)):
        if row is not None:
            draft.drop(row)
