"""Stays in the inside area, counted from movements: the spells that are over, the one under way, entries by pass.

Two spells no more than a day apart are kept as one: between them no whole day lies, so that the same days are counted,
whatever the zone's time. A daily crosser needs a spell a week.
"""

from collections.abc import Iterable, Iterator, Sequence
from struct import Struct as Layout
from typing import Any, NamedTuple

from passdesk.domain.movements import Presence, Step
from passdesk.errors import Damaged

DAY_S = 86_400
KEPT_DAYS = 400
"""Spells that ended longer ago are forgotten: no policy looks back further."""
PASSES_KEPT = 8
_SPELL = Layout(">II")
_MOST = (1 << 32) - 1
_SECOND = 1_000_000


class Counted(NamedTuple):
    """See `Presence`. through: movements up to this time (µs UTC) are in it."""

    spells: bytes = b""
    since: int = 0
    entries: tuple[tuple[bytes, int], ...] = ()
    through: int = -1


def spells_of(packed: bytes) -> Iterator[tuple[int, int]]:
    """(since, until) of each spell in whole seconds UTC, oldest first; a torn last one is left out."""
    return _SPELL.iter_unpack(packed[: len(packed) - len(packed) % _SPELL.size])


def entries_of(entries: tuple[Any, ...]) -> dict[bytes, int]:
    """How often each pass led in. `Damaged` for what says nothing of the kind: a row that came over the line may hold
    anything of the right outline."""
    found: dict[bytes, int] = {}
    for one in entries:
        match one:
            case (bytes(pass_id), int(count)):
                found[pass_id] = count
            case _:
                raise Damaged("A row of presence has entries this program can't read.")
    return found


def base_of(presence: Presence | None) -> Counted:
    """What was counted before the trail's first step; where the trail is not here, up to the newest movement."""
    if presence is None:
        return Counted()
    if not presence.trail and not presence.base:
        return Counted(presence.spells, presence.since, presence.entries, presence.at if presence.stands else -1)
    return _as_counted(presence.base) if presence.base else Counted()


def _as_counted(base: tuple[object, ...]) -> Counted:
    match base:
        case (bytes(spells), int(since), tuple(entries), int(through)):
            return Counted(spells, since, entries, through)
        case _:
            return Counted()


def counted(base: Counted, steps: Iterable[Step]) -> Counted:
    """`base` and the movements after it, oldest first."""
    since, through = base.since, base.through
    spells: list[tuple[int, int]] | None = None  # both are read only where one is added
    entries: dict[bytes, int] | None = None
    for step in steps:
        if step.at <= base.through:
            continue
        through = step.at
        if step.into:
            since = since or step.at
            if step.pass_id:
                entries = entries_of(base.entries) if entries is None else entries
                entries[step.pass_id] = entries.pop(step.pass_id, 0) + 1
        elif since:
            spells = list(spells_of(base.spells)) if spells is None else spells
            _add(spells, since // _SECOND, step.at // _SECOND)
            since = 0
    newest = base.entries if entries is None else tuple(entries.items())[-PASSES_KEPT:]
    packed = base.spells if spells is None else b"".join(_SPELL.pack(*spell) for spell in spells)
    return Counted(packed, since, newest, through)


def went_on(presence: Presence | None, trail: Sequence[Step]) -> Counted | None:
    """The same where only the last step is new, from what is counted in the row; None where all has to be counted.

    A row that has as many passes as are kept may have forgotten one that the trail still knows.
    """
    if presence is None or len(trail) < 2 or not presence.trail or len(presence.entries) >= PASSES_KEPT:
        return None
    counts = bool(presence.spells or presence.since or presence.entries)  # else the row is older than stays
    if not counts or trail[-2].mark != presence.movement or len(trail) != len(presence.trail) + 1:
        return None
    return counted(Counted(presence.spells, presence.since, presence.entries, presence.at - 1), trail[-1:])


def _add(spells: list[tuple[int, int]], since: int, until: int) -> None:
    """One spell more, joined to the last where that ended within a day of it; what is too old falls off."""
    first, last = min(since, _MOST), min(max(until, since), _MOST)
    newest = (first, last)
    if spells and first - spells[-1][1] <= DAY_S:
        before = spells.pop()
        newest = (min(before[0], first), max(before[1], last))
    spells.append(newest)
    oldest = last - KEPT_DAYS * DAY_S
    if spells[0][1] < oldest:
        spells[:] = [spell for spell in spells if spell[1] >= oldest]
