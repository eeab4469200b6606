"""Who showed a sound pass before the register heard of it: they stand under the pass's id until it is issued."""

from msgspec.structs import replace

from passdesk.domain import trails
from passdesk.domain.escorts import by_movement
from passdesk.domain.movements import Case, Mustered, Presence
from passdesk.domain.passes import Pass
from passdesk.domain.people import Person
from passdesk.domain.register import Draft, View
from passdesk.domain.trail_steps import steps


def holder(view: View, pass_id: bytes | None) -> bytes | None:
    """The person a pass was issued to, as far as the register has heard of it."""
    held = view.get(Pass, pass_id) if pass_id else None
    return held.person if isinstance(held, Pass) else None


def bearer(view: View, pass_id: bytes | None) -> bytes | None:
    """The holder of a pass; where the register has not heard of it, the pass's own id. A person's id is that of no
    pass: it names nobody here."""
    if (person := holder(view, pass_id)) is not None:
        return person
    return None if pass_id and _is_a_persons(view, pass_id) else pass_id


def meant(view: View, person: bytes) -> bytes:
    """Whom an entry names: a desk that had not heard of a pass yet names its bearer by the pass."""
    return person if _is_a_persons(view, person) else holder(view, person) or person


def claim(draft: Draft, a_pass: Pass) -> None:
    """A pass was issued: what its bearer did before that was heard is its holder's. Where a person is known by the same
    id, only what was done by the pass itself is."""
    shared = _is_a_persons(draft, a_pass.key)
    if not shared:
        _take_cases(draft, a_pass)
        _take_tick(draft, a_pass)
    _take_movements(draft, a_pass, all_of_them=not shared)


def _is_a_persons(view: View, key: bytes) -> bool:
    return view.get(Person, key) is not None


def _take_cases(draft: Draft, a_pass: Pass) -> None:
    for case in draft.find(Case, "person", a_pass.key):
        draft.put(replace(case, person=a_pass.person))


def _take_tick(draft: Draft, a_pass: Pass) -> None:
    """The newer of two counts."""
    found, held = draft.held(Mustered, a_pass.key), draft.held(Mustered, a_pass.person)
    if found is None:
        return
    if held is None or held.at <= found.at:
        draft.put(replace(found, key=a_pass.person))
    draft.drop(found)


def _take_movements(draft: Draft, a_pass: Pass, *, all_of_them: bool) -> None:
    stood, person = draft.held(Presence, a_pass.key), a_pass.person
    if stood is None:
        return
    taken = [step for step in steps(stood) if all_of_them or step.pass_id == a_pass.key]
    hosts, undone = by_movement(stood.hosts), stood.annulled if all_of_them else ()
    trails.withdraw(draft, a_pass.key, [step.mark for step in taken], wholly=all_of_them)
    for movement in undone:
        trails.annul(draft, person, movement)
    for step in taken:
        trails.move(draft, person, step, hosts.get(step.mark))
