"""Where people are: movements in the order they happened, and the cases two lanes make between them."""

from bisect import bisect
from collections.abc import Callable, Collection, Iterable, Sequence
from hashlib import sha256
from itertools import pairwise
from typing import Any

from msgspec.structs import replace

from passdesk.domain import canonical
from passdesk.domain.entries import Clocked
from passdesk.domain.escorts import Hosts, settle_escort, still_told
from passdesk.domain.movements import NO_MOVEMENT, TRAIL, Case, CaseKind, Presence, Step, Times, Unanchored
from passdesk.domain.passes import Pass
from passdesk.domain.people import Filing, Institution, IssuingKey, Person
from passdesk.domain.register import Draft, Mark, Ref
from passdesk.domain.spells import Counted, base_of, counted, went_on
from passdesk.domain.timekeeping import boots_before, by_anchor
from passdesk.domain.trail_steps import steps
from passdesk.errors import Damaged

Clashes = frozenset[tuple[Mark, Mark]]
ANNULLED_KEPT = 16


def clashes(trail: Iterable[Step]) -> Clashes:
    """Neighbours that put the person into the park twice, the later not knowing of the earlier."""
    return frozenset((one.mark, two.mark) for one, two in pairwise(trail) if one.into and two.into and _apart(one, two))


def _apart(one: Step, two: Step) -> bool:
    """A step that names itself as what came before it knows of whatever stands there, see `move_knowing`."""
    return two.after not in (one.mark, two.mark)


def move(draft: Draft, person: bytes, step: Step, host: bytes | None = None) -> None:
    """Put one movement in its place, re-judge its neighbours, say where the person is now. `host` brought them in."""
    held = draft.held(Presence, person)
    trail = list(steps(held))
    if step.mark in [(one.journal, one.seq) for one in trail] or (held is not None and step.mark in held.annulled):
        return
    place = bisect(trail, step)
    before = clashes(trail[max(place - 1, 0) : place + 1])
    trail.insert(place, step)
    _settle(draft, person, before, clashes(trail[max(place - 1, 0) : place + 2]), trail, hosts=_brought(step, host))
    weigh(draft, person, step)
    if not step.anchored:
        _await_anchor(draft, person, step.journal)


def move_knowing(draft: Draft, person: bytes, step: Step) -> None:
    """The same for what somebody says who knows what came before: it makes no case with its neighbour, whichever comes
    to be that."""
    move(draft, person, step._replace(after=step.mark))


def annul(draft: Draft, person: bytes, movement: Mark) -> None:
    """Undo one movement, whether it has come yet or not; what stood before stands again, later ones stay."""
    held = draft.held(Presence, person) or Presence(key=person, inside=False, at=0, lane="", movement=NO_MOVEMENT)
    if movement in held.annulled:
        return
    before = steps(held)
    annulled = (*held.annulled, (movement[0], movement[1]))[-ANNULLED_KEPT:]
    draft.put(replace(held, annulled=annulled))
    after = tuple(step for step in before if step.mark != movement)
    if after != before:
        _settle(draft, person, clashes(before), clashes(after), after)
        explain(draft, case_key("admitted_after", movement))


def withdraw(draft: Draft, person: bytes, gone: Collection[Mark], *, wholly: bool = False) -> None:
    """These movements are another's; `wholly`: all of the person's are."""
    held = draft.held(Presence, person)
    if held is None:
        return
    before = steps(held)
    after = () if wholly else tuple(step for step in before if step.mark not in gone)
    _settle(draft, person, clashes(before), clashes(after), after)
    if wholly:
        draft.drop(held)


def _brought(step: Step, host: bytes | None) -> Hosts:
    return ((*step.mark, host),) if step.into and host is not None else ()


def _settle(
    draft: Draft, person: bytes, was: Clashes, now: Clashes, trail: Sequence[Step], hosts: Hosts = ()
) -> None:
    if was != now:
        _weigh_clashes(draft, person, was, now, trail)
    held = draft.held(Presence, person)
    fallen, kept = trail[:-TRAIL], tuple(trail[-TRAIL:])
    base = counted(base_of(held), fallen) if fallen else base_of(held)
    stay = went_on(held, trail) or counted(base, kept)
    last = trail[-1] if trail else None
    inside, at, lane = (last.into, last.at, last.lane) if last is not None else (False, 0, "")
    where = Presence(
        key=person, inside=inside, at=at, lane=lane, movement=last.mark if last is not None else NO_MOVEMENT,
        trail=kept, previous=_told(trail[-2]) if len(trail) > 1 else (), spells=stay.spells,
        since=(stay.since or at) if inside else 0, entries=stay.entries,
        base=() if base == Counted() else tuple(base), annulled=held.annulled if held is not None else (),
        hosts=still_told((*(held.hosts if held is not None else ()), *hosts), kept),
    )  # fmt: skip
    draft.put(where)
    settle_escort(draft, where)


def _told(step: Step) -> tuple[Any, ...]:
    return (step.at, step.journal, step.seq, step.into, step.lane)


def _weigh_clashes(draft: Draft, person: bytes, was: Clashes, now: Clashes, trail: Sequence[Step]) -> None:
    for one, two in sorted(was - now):
        explain(draft, case_key("two_lanes_apart", one, two))
    for one, two in sorted(now - was):
        at = next(step.at for step in trail if step.mark == two)
        open_case(draft, "two_lanes_apart", (one, two), at, person=person)


def case_key(kind: CaseKind, *entries: Mark) -> bytes:
    """The same disagreement has the same key wherever it is found."""
    return sha256(canonical.encode([kind, [list(mark) for mark in entries]])).digest()[:16]


def open_case(
    draft: Draft,
    kind: CaseKind,
    entries: tuple[Mark, ...],
    at: int,
    *,
    person: bytes | None = None,
    refs: tuple[Ref, ...] = (),
    cause: str = "",
) -> None:
    """Open a case, or open it again where it had been explained; a closed one stays closed. Later rows join it."""
    key = case_key(kind, *entries)
    held = draft.held(Case, key)
    if held is None:
        draft.put(Case(key=key, kind=kind, entries=entries, at=at, person=person, refs=refs, cause=cause))
        return
    state = "open" if held.state == "explained" else held.state
    joined = tuple(dict.fromkeys((*held.refs, *refs)))
    if (state, joined) != (held.state, held.refs):
        draft.put(replace(held, state=state, refs=joined))


def explain(draft: Draft, key: bytes) -> None:
    held = draft.held(Case, key)
    if held is not None and held.state == "open":
        draft.put(replace(held, state="explained"))


def stops_before(draft: Draft, person: bytes, pass_id: bytes | None, at: int) -> tuple[Ref, ...]:
    """The rows behind a pass, and its holder's, that stood stopped at `at` (µs)."""
    a_pass = draft.held(Pass, pass_id) if pass_id else None
    rows: list[Pass | Person | Filing | Institution | IssuingKey | None] = [draft.held(Person, person)]
    if a_pass is not None:
        rows += (
            a_pass,
            draft.held(Filing, a_pass.filing),
            draft.held(Institution, a_pass.institution),
            draft.held(IssuingKey, a_pass.issuing_key),
        )
    return tuple(row.ref for row in rows if row is not None and _stood_stopped(row, at))


def _stood_stopped(row: Pass | Person | Filing | Institution | IssuingKey, at: int) -> bool:
    """By the stop that stands, or by one that is over since."""
    if row.stopped_at is not None and row.stopped_at <= at:
        return True
    return isinstance(row, (Pass, Person, Institution)) and any(_covers(stop, at) for stop in row.stops)


def _covers(stop: Any, at: int) -> bool:
    """`Damaged` for what is no stop: see `_as_step`."""
    match stop:
        case (int(since), int(until)):
            return since <= at < until
    raise Damaged("A row has stops this program can't read.")


def weigh(draft: Draft, person: bytes, step: Step) -> None:
    """A movement into the park after a stop of what it rested on is a case; it counts all the same."""
    refs = stops_before(draft, person, step.pass_id, step.at) if step.into else ()
    if refs:
        open_case(draft, "admitted_after", (step.mark,), step.at, person=person, refs=refs)


def stopped(draft: Draft, ref: Ref, passes: list[Pass], at: int) -> None:
    """A stop came to be known: movements into the park since then, by any of `passes`, are cases."""
    for a_pass in passes:
        presence = draft.held(Presence, a_pass.person)
        if presence is None or presence.at < at:
            continue
        for step in steps(presence):
            if step.into and step.pass_id == a_pass.key and step.at >= at:
                open_case(draft, "admitted_after", (step.mark,), step.at, person=a_pass.person, refs=(ref,))


def anchored(draft: Draft, journal: bytes, boot_id: bytes, anchor: int, latest: int) -> None:
    """A boot has its anchor: its movements that had none go where they belong, and are judged anew.

    `latest` (µs) is when the entry that brought it was written: they were written before it.
    """
    for row in draft.find(Unanchored, "boots", journal + boot_id):
        _retime(draft, row.person, journal, boot_id, anchor, latest)
        left = tuple(boot for boot in row.boots if boot != journal + boot_id)
        if left:
            draft.put(replace(row, boots=left))
        else:
            draft.drop(row)


def _await_anchor(draft: Draft, person: bytes, journal: bytes) -> None:
    """Remember the boots of this journal that stand in the person's trail without an anchor."""
    trail = steps(draft.held(Presence, person))
    boots = dict.fromkeys(journal + step.boot_id for step in trail if not step.anchored and step.journal == journal)
    if boots:
        key = sha256(journal + person).digest()[:16]
        draft.put(Unanchored(key=key, person=person, boots=tuple(boots)))


def vouched(draft: Draft, times: Times, by: tuple[int, int]) -> None:
    """Two people have said what time it was in the newest of `times.vouched`: its movements go where they belong by
    that, until an anchor comes. `by`: number and time (µs) of the entry that says so; what it follows was before it."""
    (boot_id, anchor), (seq, latest) = times.vouched[-1], by

    def placed(step: Step) -> Step:
        at = max(by_anchor(step.boot, anchor), times.floor)
        return step._replace(at=min(at, latest) if step.seq < seq else at)

    for row in draft.find(Unanchored, "boots", times.key + boot_id):
        _place_anew(draft, row.person, (times.key, boot_id), placed)


def held_to(draft: Draft, times: Times, clock: Clocked, anchor: int, seq: int) -> None:
    """This boot has an anchor, or people's word: what its journal wrote before the entry `seq` in other boots without
    one did not happen after this boot's first entry."""
    others, latest = boots_before(times, clock, anchor)

    def placed(step: Step) -> Step:
        return step._replace(at=min(step.at, latest)) if step.seq < seq else step

    for boot_id in others:
        for row in draft.find(Unanchored, "boots", times.key + boot_id):
            _place_anew(draft, row.person, (times.key, boot_id), placed)


def _retime(draft: Draft, person: bytes, journal: bytes, boot_id: bytes, anchor: int, latest: int) -> None:
    def placed(step: Step) -> Step:
        return step._replace(at=min(by_anchor(step.boot, anchor), latest), anchored=True)

    _place_anew(draft, person, (journal, boot_id), placed)


def _place_anew(draft: Draft, person: bytes, boot: tuple[bytes, bytes], placed: Callable[[Step], Step]) -> None:
    """Give the movements a person made in a boot without an anchor, `boot` of a journal, the place that is said."""
    before = steps(draft.held(Presence, person))
    moved = {
        step: new
        for step in before
        if ((step.journal, step.boot_id), step.anchored) == (boot, False) and (new := placed(step)) != step
    }
    if moved:
        after = sorted(moved.get(step, step) for step in before)
        _settle(draft, person, clashes(before), clashes(after), after)
    for step in moved.values():
        explain(draft, case_key("admitted_after", step.mark))
        weigh(draft, person, step)
