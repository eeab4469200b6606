"""What happened at a gate, folded: who was shown, set aside, let pass, sent back; and so who is where."""

from collections.abc import Callable, Mapping

from msgspec.structs import replace

from passdesk.domain import bearers, trails
from passdesk.domain.movements import Aside, Mustered, Shown, Step, mark_key
from passdesk.domain.people import EVACUATION_KEY, Desk, Evacuation, Operator
from passdesk.domain.scene import Scene
from passdesk.domain.timekeeping import Told

Happened = Callable[[Scene, Told], None]
_BY_OFFICERS = ("passed", "left", "turned_away", "kept_here")
"""Outcomes that only an officer can know."""


def _shown(scene: Scene, told: Told) -> None:
    body = scene.body
    after, outcome = body.get("after"), body.get("outcome")
    shown = Shown(
        key=mark_key(scene.mark),
        person=body.get("person"),
        pass_id=body.get("pass_id"),
        direction=body["direction"],
        lane=body["lane"],
        verified=body["verified"],
        after=None if after is None else (after[0], after[1]),
        hand=body.get("hand") or "",
        host=body.get("host"),
        verdict=body["verdict"],
    )
    if outcome is None:
        scene.draft.put(shown)
        return
    if body["verdict"] != "admit":
        _officer_signed(scene, outcome, shown)
    _move(scene, shown, outcome, _said(body.get("when"), told))


def _said(when: int | None, told: Told) -> Told:
    """The time an officer gives for what was written down later; not after that, and no anchor moves it."""
    return told if when is None else Told(min(when, told.at), anchored=True)


def _outcome(scene: Scene, told: Told) -> None:
    shown, outcome = _awaited(scene), scene.body["outcome"]
    if shown is None:
        _outcome_aside(scene, outcome, told)
        return
    _officer_signed(scene, outcome, shown)
    if shown.key[:16] == scene.mark[0]:
        scene.draft.drop(shown)  # a branch takes nothing from its journal
    _move(scene, shown, outcome, told)


def _awaited(scene: Scene) -> Shown | None:
    """The presentation of this journal that the outcome names; on a branch also one from before the branch."""
    journal, seq = scene.body["shown"]
    if journal not in (scene.entry.content.journal, scene.mark[0]):
        return None
    on_branch = scene.draft.held(Shown, mark_key((scene.mark[0], seq)))
    return on_branch or scene.draft.held(Shown, mark_key((scene.entry.content.journal, seq)))


def _set_aside(scene: Scene, _: Told) -> None:
    """They wait beside the lane: from now on any desk that is told may say what came of them."""
    shown, body = _awaited(scene), scene.body
    if shown is None or shown.key[:16] != scene.mark[0]:
        return
    early = scene.draft.held(Aside, shown.key)
    scene.draft.drop(shown)
    row = Aside(
        key=shown.key, last=scene.mark, person=shown.person, pass_id=shown.pass_id, direction=shown.direction,
        lane=shown.lane, verified=shown.verified, after=shown.after, at=scene.at, verdict=body["verdict"],
        reasons=tuple(body["reasons"]), hand=shown.hand, host=shown.host, why=body.get("why") or "",
    )  # fmt: skip
    if early is None or early.last is None:
        scene.draft.put(row)
        return
    scene.draft.put(replace(row, last=early.last, state="settled", outcome=early.outcome))
    into = _way(shown, early.outcome)
    if into is not None and (shown.verified or (shown.hand and early.verified)):
        step = Step(early.at, *early.last, into, shown.lane, shown.after, shown.pass_id or b"", 0, b"", anchored=True)
        _take_step(scene, shown, step, early.last[0])


def _outcome_aside(scene: Scene, outcome: str, told: Told) -> None:
    """Said of somebody who was set aside, here or at another desk; two who say different things make a case."""
    shown = scene.body["shown"]
    aside = scene.draft.held(Aside, mark_key((shown[0], shown[1])))
    _officer_signed(scene, outcome, _shown_of(aside) if aside is not None else None)
    if aside is None or aside.early:
        _keep_early(scene, aside, outcome)
        return
    if aside.state == "settled":
        if outcome == aside.outcome:
            return
        person = _whose(scene, _shown_of(aside))
        trails.open_case(scene.draft, "settled_twice", (aside.shown, scene.mark), scene.at, person=person)
        if aside.outcome in ("passed", "left"):
            return  # who crossed has crossed
    scene.draft.put(replace(aside, last=scene.mark, state="settled", outcome=outcome))
    _move(scene, _shown_of(aside), outcome, told)


def _keep_early(scene: Scene, held: Aside | None, outcome: str) -> None:
    """Nobody is known to have been set aside under this mark: a server that was put back may hear of it after this."""
    journal, seq = scene.body["shown"]
    own = journal in (scene.entry.content.journal, scene.mark[0])
    if own or (held is not None and held.outcome in ("passed", "left")):
        return
    scene.draft.put(
        Aside(
            key=mark_key((journal, seq)), last=scene.mark, person=None, pass_id=None, direction="", lane="",
            verified=bool(scene.signing), after=None, at=scene.at, verdict="", reasons=(), state="settled",
            outcome=outcome, early=True,
        )
    )  # fmt: skip


def _shown_of(aside: Aside) -> Shown:
    return Shown(
        key=aside.key, person=aside.person, pass_id=aside.pass_id, direction=aside.direction, lane=aside.lane,
        verified=aside.verified, after=aside.after, hand=aside.hand, host=aside.host, verdict=aside.verdict,
    )  # fmt: skip


def _officer_signed(scene: Scene, outcome: str, shown: Shown | None) -> None:
    """Without an officer's signature an outcome that only an officer can know is a case, and counts all the same; so
    is one that lets in whom the verdict refused, without a supervisor's."""
    person = _whose(scene, shown) if shown is not None else None
    overrides = outcome == "passed" and (_refused(shown) or scene.body.get("override") is not None)
    signed = scene.signing and (not overrides or any(_is_supervisor(scene, who) for who in scene.signing))
    if outcome in _BY_OFFICERS and not signed:
        trails.open_case(scene.draft, "unsigned_outcome", (scene.mark,), scene.at, person=person)


def _refused(shown: Shown | None) -> bool:
    return shown is not None and (shown.direction, shown.verdict) == ("entry", "refuse")


def _is_supervisor(scene: Scene, operator: bytes) -> bool:
    row = scene.draft.held(Operator, operator)
    return row is not None and "supervisor" in row.roles


def _move(scene: Scene, shown: Shown, outcome: str, told: Told) -> None:
    """A pass that did not verify moves nobody, unless an officer who knows who it is puts their name to it; neither
    does a word about nobody."""
    into = _way(shown, outcome)
    if into is not None and (shown.verified or (shown.hand and scene.signing)):
        _take_step(scene, shown, _step(scene, told, into, shown), scene.entry.content.journal)


def _way(shown: Shown, outcome: str) -> bool | None:
    """Whether an outcome leads into the park, or out of it; None for nowhere."""
    if shown.direction == "entry":
        return True if outcome == "passed" else None
    return False if outcome in ("passed", "left") else None


def _take_step(scene: Scene, shown: Shown, step: Step, journal: bytes) -> None:
    """`journal`: of the desk that said so."""
    person = _whose(scene, shown)
    if person is None:
        return
    if step.after == step.mark:  # a lane knows of nothing but what came before it
        step = step._replace(after=None)
    trails.move(scene.draft, person, step, shown.host)
    desk = scene.draft.held(Desk, journal)
    if desk is not None and (desk.state == "disabled" or "checkpoint" not in desk.roles):
        trails.open_case(scene.draft, "desk_not_entitled", (step.mark,), step.at, person=person)


def _whose(scene: Scene, shown: Shown) -> bytes | None:
    """A desk may hear of a sound pass, and so of its holder, later than this register, or both may not have yet."""
    if shown.person is not None or not shown.verified:
        return shown.person
    return bearers.bearer(scene.draft, shown.pass_id)


def _step(scene: Scene, told: Told, into: bool, shown: Shown) -> Step:
    clock = scene.entry.content.clock
    return Step(
        told.at, *scene.mark, into, shown.lane, shown.after, shown.pass_id or b"", clock.boot, clock.boot_id,
        told.anchored,
    )  # fmt: skip


def _returned(scene: Scene, told: Told) -> None:
    """Sent back by another authority: where they are now, whatever any pass says. It takes an officer's signature."""
    body, clock = scene.body, scene.entry.content.clock
    person = bearers.meant(scene.draft, body["person"])
    if not scene.signing:
        trails.open_case(scene.draft, "unsigned_outcome", (scene.mark,), scene.at, person=person)
        return
    when, lane = _said(body.get("when"), told), body.get("lane") or ""
    step = Step(
        when.at, *scene.mark, body["into"], lane, None, body.get("pass_id") or b"", clock.boot, clock.boot_id,
        when.anchored,
    )  # fmt: skip
    trails.move_knowing(scene.draft, person, step)


def _evacuation_started(scene: Scene, _: Told) -> None:
    """A disabled desk, or one nobody knows, empties no park. What began earlier goes on."""
    desk = scene.draft.held(Desk, scene.entry.content.journal)
    held = scene.draft.held(Evacuation, EVACUATION_KEY)
    if desk is None or desk.state == "disabled" or (held is not None and (held.active or _is_late(scene, held))):
        return
    scene.draft.put(Evacuation(key=EVACUATION_KEY, last=scene.mark, active=True, at=scene.at, started=scene.mark))


def _is_late(scene: Scene, held: Evacuation) -> bool:
    """Whether it began before one that is over had ended: the same alarm, from a desk that was not heard until now. One
    that names that as over is another, whatever its desk's clock says; so is a later one of the same journal."""
    if held.started[0] == scene.mark[0]:
        return held.started[1] >= scene.mark[1]
    after = scene.body.get("after")
    return (after is None or held.started != (after[0], after[1])) and max(held.at, held.ended) >= scene.at


def _mustered(scene: Scene, _: Told) -> None:
    """Of two desks that tick the same person the later counts; a disabled one, or one nobody knows, ticks nobody."""
    body, desk = scene.body, scene.draft.held(Desk, scene.entry.content.journal)
    if desk is None or desk.state == "disabled":
        return
    started = body.get("started")
    mark = None if started is None else (started[0], started[1])
    for one in body["people"]:
        person = bearers.meant(scene.draft, one)
        held = scene.draft.held(Mustered, person)
        if held is None or held.at <= scene.at:
            row = Mustered(key=person, at=scene.at, started=mark, how=body["how"], present=body["present"])
            scene.draft.put(row)


HAPPENED: Mapping[str, Happened] = {
    "shown": _shown,
    "outcome": _outcome,
    "set_aside": _set_aside,
    "returned": _returned,
    "evacuation_started": _evacuation_started,
    "mustered": _mustered,
}
