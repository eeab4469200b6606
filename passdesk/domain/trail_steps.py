"""A person's movements, as a row of presence holds them."""

from typing import Any

from passdesk.domain.movements import Presence, Step
from passdesk.errors import Damaged

Trail = tuple[Step, ...]
"""Steps sort by time, then journal and seq."""


def steps(presence: Presence | None) -> Trail:
    """A person's kept movements, oldest first; where only the latest is known here, that one."""
    if presence is None or not presence.stands:
        return ()
    if presence.trail:
        return _as_steps(presence.trail)
    last = Step(presence.at, *presence.movement, presence.inside, presence.lane, None, b"", 0, b"", anchored=True)
    return (*_previous(presence.previous), last)


def _previous(previous: tuple[Any, ...]) -> Trail:
    """The movement before the latest, as a row tells of it that has no trail."""
    match previous:
        case ():
            return ()
        case (int(at), bytes(journal), int(seq), bool(into), str(lane)):
            return (Step(at, journal, seq, into, lane, None, b"", 0, b"", anchored=True),)
    raise Damaged("A row of presence has a trail this program can't read.")


def _as_steps(trail: tuple[Any, ...]) -> Trail:
    """A trail that has travelled holds plain tuples; one made here is all steps already."""
    return trail if isinstance(trail[0], Step) else tuple(map(_as_step, trail))


def _as_step(raw: Any) -> Step:
    """`Damaged` for what is no step: a row that came over the line may hold anything of the right outline."""
    match raw:
        case (int(), bytes(), int(), bool(), str(), None | (bytes(), int()), bytes(), int(), bytes(), bool()):
            return Step(*raw)
    raise Damaged("A row of presence has a trail this program can't read.")
