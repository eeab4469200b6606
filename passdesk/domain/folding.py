"""fold(entry, register) -> changes, or a case: the one function that turns journals into a register."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from passdesk.domain import acts, trails
from passdesk.domain.entries import Entry
from passdesk.domain.judging import Applies, HeldMark, Judged, Judgement, Quarantined, judge
from passdesk.domain.kinds import KINDS
from passdesk.domain.movements import Shown, Step, Times, mark_key
from passdesk.domain.passes import Pass
from passdesk.domain.people import Operator
from passdesk.domain.register import Draft, Mark, Ref, Row, View
from passdesk.domain.scene import Scene
from passdesk.domain.timekeeping import Told, corrected, learnt


@dataclass(frozen=True, slots=True)
class Folded:
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
) -> Folded:
    """Fold one entry onto a register.

    `signers` are the operators (of the founding entry: the root's key id; of a continued journal: the journal it
    continues) whose signatures verified. `branch` is the 32-byte hash that names the branch the entry stands on: its
    facts count under the branch's own name, its acts are quarantined. `held` tells whether an entry is here.
    """
    draft = Draft(view)
    content = entry.content
    writer = branch[:16] if branch is not None else content.journal
    times = draft.held(Times, writer) or Times(key=writer)
    told = corrected(content.at, content.clock, times)
    judgement = _judge(entry, draft, signers, branch, held)
    scene = Scene(draft, entry, (writer, content.seq), told.at, signers)
    if isinstance(judgement, Applies):
        _apply(scene, told, times)
    elif isinstance(judgement, Quarantined) and branch is None:
        trails.open_case(draft, "stale_grant", (scene.mark,), told.at, refs=judgement.refs, cause=judgement.cause)
    _learn(draft, entry, writer)
    return Folded(judgement, told.at, draft.changes)


def _judge(entry: Entry, draft: Draft, signers: frozenset[bytes], branch: bytes | None, held: HeldMark) -> Judgement:
    kind = KINDS.get(entry.kind)
    if branch is not None and kind is not None and (kind.is_act or kind.nature == "founding"):
        return Quarantined("branch")
    return judge(Judged(entry.kind, entry.body, entry.content.journal, signers), draft, held)


def _apply(scene: Scene, told: Told, times: Times) -> None:
    match scene.entry.kind:
        case "shown":
            _shown(scene, told, times)
        case "outcome":
            _outcome(scene, told, times)
        case kind if (change := acts.CHANGES.get(kind)) is not None:
            change(scene)
        case _:
            pass  # a fact that is only kept: signed_in, exported, power_cut …


def _shown(scene: Scene, told: Told, times: Times) -> None:
    body = scene.entry.body
    after = body.get("after")
    shown = Shown(
        key=mark_key(scene.mark),
        person=body.get("person"),
        pass_id=body.get("pass_id"),
        direction=body["direction"],
        lane=body["lane"],
        verified=body["verified"],
        after=None if after is None else (after[0], after[1]),
    )
    if body.get("outcome") is None:
        scene.draft.put(shown)
    else:
        _move(scene, shown, body["outcome"], told, times)


def _outcome(scene: Scene, told: Told, times: Times) -> None:
    body = scene.entry.body
    shown = _awaited(scene, body["shown"][1])
    if body["outcome"] in ("passed", "left", "turned_away", "kept_here") and not _officer_signed(scene):
        person = shown.person if shown is not None else None
        trails.open_case(scene.draft, "unsigned_outcome", (scene.mark,), told.at, person=person)
    if shown is not None:
        scene.draft.drop(shown)
        _move(scene, shown, body["outcome"], told, times)


def _awaited(scene: Scene, seq: int) -> Shown | None:
    """An outcome on a branch may name a presentation from before the branch."""
    on_branch = scene.draft.held(Shown, mark_key((scene.mark[0], seq)))
    return on_branch or scene.draft.held(Shown, mark_key((scene.entry.content.journal, seq)))


def _officer_signed(scene: Scene) -> bool:
    rows = (scene.draft.held(Operator, who) for who in scene.signers)
    return any(
        row is not None and row.state == "active" and set(row.roles) & {"checkpoint", "supervisor"} for row in rows
    )


def _move(scene: Scene, shown: Shown, outcome: str, told: Told, times: Times) -> None:
    """A pass that did not verify moves nobody; neither does one whose holder this zone does not know."""
    into = shown.direction == "entry" and outcome == "passed"
    out = shown.direction == "exit" and outcome in ("passed", "left")
    if shown.person is None or not shown.verified or not (into or out):
        return
    clock = scene.entry.content.clock
    step = Step(
        told.at,
        *scene.mark,
        into,
        shown.lane,
        shown.after,
        shown.pass_id or b"",
        clock.boot,
        clock.boot_id,
        told.anchored,
    )
    trails.move(scene.draft, shown.person, step)
    if not told.anchored:
        scene.draft.put(trails.awaits(times, clock.boot_id, shown.person))
    a_pass = scene.draft.held(Pass, shown.pass_id) if shown.pass_id is not None else None
    if into and a_pass is not None and (refs := trails.stops_before(scene.draft, a_pass, told.at)):
        trails.admitted_after(scene.draft, shown.person, scene.mark, told.at, refs)


def _learn(draft: Draft, entry: Entry, writer: bytes) -> None:
    """Take the entry's anchor; movements of that boot that had none are put where they belong."""
    times = draft.held(Times, writer) or Times(key=writer)
    clock = entry.content.clock
    new = learnt(entry.content.at, clock, times)
    if clock.anchor is not None:
        for boot_id, person in new.waiting:
            if boot_id == clock.boot_id:
                trails.retime(draft, person, boot_id, writer, clock.anchor)
        new = replace(new, waiting=tuple(pair for pair in new.waiting if pair[0] != clock.boot_id))
    if new != times:
        draft.put(new)
