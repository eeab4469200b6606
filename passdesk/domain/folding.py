"""fold(entry, register) -> changes, or a case: the one function that turns journals into a register."""

from collections.abc import Mapping
from typing import assert_never

from msgspec import Struct
from msgspec.structs import replace

from passdesk.domain import acts, gate_facts, trails
from passdesk.domain.entries import Entry
from passdesk.domain.judging import (
    Applies,
    HeldMark,
    Judged,
    Judgement,
    Quarantined,
    Unread,
    Waits,
    entitled,
    judge,
)
from passdesk.domain.kinds import KINDS
from passdesk.domain.movements import CaseKind, Times
from passdesk.domain.people import Operator
from passdesk.domain.register import Draft, Mark, Ref, Row, View
from passdesk.domain.scene import Scene
from passdesk.domain.timekeeping import Told, corrected, learnt, not_after, not_before, vouched_for


class Folded(Struct, frozen=True):
    """What became of an entry: how it was judged, its corrected time (µs), the rows put (None: dropped)."""

    judgement: Judgement
    at: int
    changes: Mapping[Ref, Row | None]


def _all_held(_: Mark) -> bool:
    return True


def fold(
    entry: Entry,
    view: View,
    *,
    signers: frozenset[bytes] = frozenset(),
    branch: bytes | None = None,
    held: HeldMark = _all_held,
    latest: int | None = None,
) -> Folded:
    """Fold one entry onto a register.

    `signers` are the operators (of the founding entry: the root's key id; of a continued journal: the journal it
    continues) whose signatures verified. `branch` is the 32-byte hash that names the branch the entry stands on: its
    facts count under the branch's own name, its acts are quarantined. `held` tells whether an entry is here. `latest`
    (µs): when it was heard; whatever its desk claims, it did not happen after that.
    """
    draft, content = Draft(view), entry.content
    writer = branch[:16] if branch is not None else content.journal
    act = Judged(entry.kind, entry.body, content.journal, signers, _absent(entry, draft), entry.fits)
    judgement = judge(act, draft, held) if branch is None or _counts_on_branch(entry.kind) else Quarantined("branch")
    before = _times(draft, writer, content.journal)
    times = _held_to(before, entry, latest) if isinstance(judgement, Applies) else before
    told = not_after(corrected(content.at, content.clock, times), latest)
    scene = Scene(draft, entry, (writer, content.seq), told.at, _signing(act, judgement, draft))
    match judgement:
        case Applies():
            _apply(scene, told)
        case Quarantined() if branch is None:
            trails.open_case(
                draft, _case_for(entry), (scene.mark,), told.at, refs=judgement.refs, cause=judgement.cause
            )
        case Quarantined() | Waits() | Unread():
            pass
        case other:
            assert_never(other)
    _hold(draft, entry, before, times, told)
    _learn(draft, entry, times, told)
    return Folded(judgement, told.at, draft.changes)


def _absent(entry: Entry, draft: Draft) -> frozenset[bytes]:
    if not entry.signatures:
        return frozenset()
    return frozenset(who for who, _ in entry.signatures if draft.get(Operator, who) is None)


def _times(draft: Draft, writer: bytes, journal: bytes) -> Times:
    """A branch knows of the clock what its journal had shown."""
    held = draft.held(Times, writer)
    if held is not None or writer == journal:
        return held or Times(key=writer)
    return replace(draft.held(Times, journal) or Times(key=journal), key=writer)


def _counts_on_branch(name: str) -> bool:
    """What happened counts; what changes rights, or the zone, does not. One case for all is opened by acceptance."""
    kind = KINDS.get(name)
    return kind is None or (kind.nature == "fact" and name not in acts.CHANGES)


def _signing(act: Judged, judgement: Judgement, draft: Draft) -> frozenset[bytes]:
    kind = KINDS.get(act.kind)
    if kind is None or not act.signers or not kind.operators or not isinstance(judgement, Applies):
        return frozenset()
    return entitled(act, kind, draft)


def _case_for(entry: Entry) -> CaseKind:
    kind = KINDS.get(entry.kind)
    return "unread" if kind is not None and kind.nature == "fact" else "stale_grant"


def _apply(scene: Scene, told: Told) -> None:
    match scene.entry.kind:
        case kind if (happened := gate_facts.HAPPENED.get(kind)) is not None:
            happened(scene, told)
        case kind if (change := acts.CHANGES.get(kind)) is not None:
            change(scene)
        case _:
            pass  # a fact that is only kept: signed_in, exported, power_cut …


def _held_to(times: Times, entry: Entry, latest: int | None) -> Times:
    """What the journal's clock is held to by this very entry: it is dated by that too, and so is what follows.

    A floor is held without a signed time of its own boot alone; no entry is dated before the floor it names.
    """
    if entry.kind == "time_vouched":
        return vouched_for(times, entry.content.clock, entry.body["boot"], entry.body["anchor"])
    if entry.kind != "clock_held" or corrected(entry.content.at, entry.content.clock, times).anchored:
        return times
    floor = entry.body["floor"]
    return not_before(times, floor if latest is None else min(floor, latest))


def _hold(draft: Draft, entry: Entry, before: Times, times: Times, told: Told) -> None:
    """What people vouch for puts the movements of that boot where they belong, and those of earlier boots before it."""
    _put_times(draft, before, times)
    if times.vouched != before.vouched:
        seq, (_, anchor) = entry.content.seq, times.vouched[-1]
        trails.held_to(draft, times, entry.content.clock, anchor, seq)
        trails.vouched(draft, times, (seq, told.at))


def _put_times(draft: Draft, times: Times, new: Times) -> None:
    if new != times:
        draft.put(new)


def _learn(draft: Draft, entry: Entry, times: Times, told: Told) -> None:
    """Take the entry's anchor; movements of that boot that had none are put where they belong, before this entry, and
    those of earlier boots before this boot."""
    clock = entry.content.clock
    new = learnt(entry.content.at, clock, times)
    _put_times(draft, times, new)
    if clock.anchor is not None and clock.boot_id not in dict(times.boots):
        trails.held_to(draft, times, clock, clock.anchor, entry.content.seq)
        trails.anchored(draft, new.key, clock.boot_id, clock.anchor, told.at)
