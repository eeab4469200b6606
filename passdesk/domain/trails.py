"""Where people are: movements in the order they happened, and the cases two lanes make between them."""

from dataclasses import replace
from hashlib import sha256
from itertools import pairwise

from passdesk.domain import canonical
from passdesk.domain.movements import TRAIL, Case, CaseKind, Presence, Step, Times
from passdesk.domain.passes import Pass
from passdesk.domain.people import Filing, Institution, IssuingKey, Person
from passdesk.domain.register import Draft, Mark, Ref

Trail = tuple[Step, ...]


def steps(presence: Presence | None) -> Trail:
    """A person's kept movements, oldest first; where only the latest is known here, that one."""
    if presence is None:
        return ()
    if presence.trail:
        return tuple(Step(*raw) for raw in presence.trail)
    return (Step(presence.at, *presence.movement, presence.inside, presence.lane, None, b"", 0, b"", anchored=True),)


def clashes(trail: Trail) -> frozenset[tuple[Mark, Mark]]:
    """Neighbours that put the person into the park twice, the later not knowing of the earlier."""
    pairs = pairwise(trail)
    return frozenset((one.mark, two.mark) for one, two in pairs if one.into and two.into and two.after != one.mark)


def move(draft: Draft, person: bytes, step: Step) -> None:
    """Put one movement in its place, re-judge its neighbours, and say where the person is now."""
    before = steps(draft.held(Presence, person))
    if step.mark not in {held.mark for held in before}:
        _settle(draft, person, before, _ordered((*before, step)))


def retime(draft: Draft, person: bytes, boot_id: bytes, journal: bytes, anchor: int) -> None:
    """Correct a boot's movements by an anchor that came after them."""
    before = steps(draft.held(Presence, person))
    after = tuple(
        step._replace(at=step.boot + anchor, anchored=True)
        if (step.journal, step.boot_id) == (journal, boot_id)
        else step
        for step in before
    )
    if after != before:
        _settle(draft, person, before, _ordered(after))


def _ordered(trail: Trail) -> Trail:
    return tuple(sorted(trail, key=lambda step: step[:3]))


def _settle(draft: Draft, person: bytes, before: Trail, after: Trail) -> None:
    was, now = clashes(before), clashes(after)
    for one, two in sorted(was - now):
        explain(draft, case_key("two_lanes_apart", one, two))
    at = {step.mark: step.at for step in after}
    for one, two in sorted(now - was):
        open_case(draft, "two_lanes_apart", (one, two), at[two], person=person)
    last = after[-1]
    kept = after[-TRAIL:]
    draft.put(Presence(key=person, inside=last.into, at=last.at, lane=last.lane, movement=last.mark, trail=kept))


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
    """Open a case, or open it again where it had been explained; a closed one stays closed."""
    key = case_key(kind, *entries)
    held = draft.held(Case, key)
    if held is None:
        draft.put(Case(key=key, kind=kind, entries=entries, at=at, person=person, refs=refs, cause=cause))
    elif held.state == "explained":
        draft.put(replace(held, state="open"))


def explain(draft: Draft, key: bytes) -> None:
    held = draft.held(Case, key)
    if held is not None and held.state == "open":
        draft.put(replace(held, state="explained"))


def stops_before(draft: Draft, a_pass: Pass, at: int) -> tuple[Ref, ...]:
    """The rows behind a pass that had been stopped by `at` (µs)."""
    rows = (
        a_pass,
        draft.held(Person, a_pass.person),
        draft.held(Filing, a_pass.filing),
        draft.held(Institution, a_pass.institution),
        draft.held(IssuingKey, a_pass.issuing_key),
    )
    return tuple(row.ref for row in rows if row is not None and row.stopped_at is not None and row.stopped_at <= at)


def admitted_after(draft: Draft, person: bytes, entry: Mark, at: int, refs: tuple[Ref, ...]) -> None:
    open_case(draft, "admitted_after", (entry,), at, person=person, refs=refs)


def stopped(draft: Draft, ref: Ref, passes: list[Pass], at: int) -> None:
    """A stop came to be known: movements into the park since then, by any of `passes`, are cases."""
    for a_pass in passes:
        for step in steps(draft.held(Presence, a_pass.person)):
            if step.into and step.pass_id == a_pass.key and step.at >= at:
                admitted_after(draft, a_pass.person, step.mark, step.at, (ref,))


def awaits(times: Times, boot_id: bytes, person: bytes) -> Times:
    """Remember that a movement of this boot was recorded without an anchor."""
    pair = (boot_id, person)
    return times if pair in times.waiting else replace(times, waiting=(*times.waiting, pair)[-4096:])
