"""Verify and decide: one presentation weighed on the register as it stands, nothing written."""

from collections.abc import Callable
from datetime import datetime

from msgspec.structs import replace

from passdesk import __version__
from passdesk.checkpoint.now import now
from passdesk.checkpoint.passages import Passages, passage_of
from passdesk.checkpoint.recording import Weighed, believed, photo_shown
from passdesk.checkpoint.standing import OwnActs, Standing, Standings
from passdesk.checkpoint.why import Why, asked
from passdesk.clock import Reading
from passdesk.credential.token import read_token
from passdesk.domain.admission import InputKind, Now, Presentation, Verdict, decide, explain
from passdesk.domain.heading import heading
from passdesk.domain.movements import Direction, Presence
from passdesk.domain.passes import Pass, TokenRead, Verified
from passdesk.domain.situation import is_evacuating, known_to
from passdesk.domain.stays import StayClock, stay_clock
from passdesk.domain.zone import Policy
from passdesk.errors import Declined, Misuse
from passdesk.store.desk_store import DeskStore
from passdesk.store.desk_view import DeskView
from passdesk.store.told import seconds_at_least, told_in

Source = str | bytes | TokenRead
"""A QR text or what was typed, a token's bytes, or a token read already (`NothingRead` for an empty picture)."""
Tick = Callable[[], None]


class Weigher:
    """Weighs for one lane of one desk. `passages`: who passed here a moment ago."""

    def __init__(self, store: DeskStore, lane: str, passages: Passages) -> None:
        self._store, self._lane, self._passages = store, lane, passages
        journal = store.journal
        self._standings = Standings(journal.id, journal.root, journal.zone)
        self._acts = OwnActs(store.memory)

    def weigh(
        self, source: Source, input_kind: InputKind, direction: Direction | None, reading: Reading, at: int | None,
        tick: Tick, *, moved: bool = False,
    ) -> Weighed:  # fmt: skip
        """`direction` None: the lane's own, by its timetable or by where the person is. `tick` is called before and
        after the signature is checked. `moved`: see `now`. `Misuse` for a time outside a trial zone."""
        acts = self._acts.newest()
        with self._store.view() as view:
            told = told_in(self._store, view, reading).at
            standing = self._standings.of(view, max(told, view.times.latest) // 1_000_000, acts)
            policy = standing.policy_at(self._lane)
            moment = self._moment(view, reading, told, standing, at, moved=moved)
            tick()
            token = self._read(source, standing)
            tick()
            going = "exit" if is_evacuating(view) else direction or self._heading(view, token, policy, moment)
            verdict = decide(Presentation(token, input_kind), view, self._lane, going, policy, moment)
            photo, before = photo_shown(self._store, view, verdict.person), believed(view, _shown(verdict))
            known = known_to(view, token) if verdict.person is not None else None
            passage = passage_of(known, policy, moment.at, going) if verdict.verified else None
            stay = _stay(known, policy, before, moment.at)
        return Weighed(verdict, token, moment.at, standing.in_force.hash, photo, before, passage, stay)

    def explain(
        self, token: TokenRead, direction: Direction | None, reading: Reading, at: int | None
    ) -> Why:
        """Every check and what it finds by what is known now, at `at` (µs UTC) where given; nothing is recorded."""
        acts = self._acts.newest()
        with self._store.view() as view:
            told = told_in(self._store, view, reading).at
            standing = self._standings.of(view, max(told, view.times.latest) // 1_000_000, acts)
            moment, policy = self._moment(view, reading, told, standing, None), standing.in_force.policy
            if at is not None:
                moment = at_another_time(moment, at)
            if policy is None or self._lane not in policy.lanes:
                raise Declined(
                    f"No policy this desk can read provides for the lane {self._lane}.",
                    kept="Nothing was recorded.",
                    remedy="Name a lane of the policy in force.",
                )
            going = direction or self._heading(view, token, policy, moment)
            shown = Presentation(token, "typed")
            verdict = decide(shown, view, self._lane, going, policy, moment)
            found = explain(shown, view, self._lane, going, policy, moment)
            stay = _stay(known_to(view, token), policy, believed(view, _shown(verdict)), moment.at)
        return Why(verdict, asked(verdict, found), moment.at, __version__, stay=stay)

    def _moment(
        self, view: DeskView, reading: Reading, told: int, standing: Standing, at: int | None, *, moved: bool = False
    ) -> Now:
        moment = now(self._store, view, reading, told, standing, moved=moved)
        if at is not None:
            moment = _given(standing, moment, at)
        passed = self._passages.newest
        return replace(moment, passed_here=passed) if passed else moment

    def _heading(self, view: DeskView, token: TokenRead, policy: Policy | None, moment: Now) -> Direction:
        lane = policy.lanes.get(self._lane) if policy is not None else None
        if policy is None or lane is None:
            return "entry"
        if not lane.by_person and not lane.timetable:
            return lane.default
        before = believed(view, _bearer(view, token))
        local = datetime.fromtimestamp(moment.at // 1_000_000, policy.local).time()
        return heading(lane, local, None if before is None else before.inside)

    def standing(self, reading: Reading) -> Standing:
        acts = self._acts.newest()
        with self._store.view() as view:
            return self._standings.of(view, seconds_at_least(self._store, view, reading), acts)

    def _read(self, source: Source, standing: Standing) -> TokenRead:
        if isinstance(source, (str, bytes)):
            return read_token(source, self._store.journal.zone, standing.ring.keys)
        return source


def _shown(verdict: Verdict) -> bytes | None:
    """Whose movements count: a pass this desk has not heard of stands for its bearer."""
    return verdict.person or (verdict.pass_id if verdict.verified else None)


def _bearer(view: DeskView, token: TokenRead) -> bytes | None:
    known = known_to(view, token)
    if known is None and isinstance(token, Verified):
        return token.claims.pass_id
    return known.person if known is not None else None


def _given(standing: Standing, moment: Now, at: int) -> Now:
    policy = standing.in_force.policy
    if policy is None or not policy.trial:
        raise Misuse(
            "A scan may be given a time only in a zone whose policy says trial.",
            kept="Nothing was recorded.",
            remedy="Scan without a time.",
        )
    return at_another_time(moment, at)


def at_another_time(moment: Now, at: int) -> Now:
    """As it will be, or would have been, at `at` (µs UTC) by what is known now. A lane heard now is heard then."""
    fresh = at if moment.exchanged_at == moment.at else moment.exchanged_at
    heard = {lane: at if since == moment.at else since for lane, since in moment.heard.items()}
    return replace(moment, at=at, suspect=False, exchanged_at=fresh, heard=heard, latest=0, vouched=False)


def _stay(known: Pass | None, policy: Policy | None, before: Presence | None, at: int) -> StayClock | None:
    """The holder's stay clock, where their class has one."""
    held = policy.classes.get(known.class_number) if known is not None and policy is not None else None
    return stay_clock(policy, held, before, at) if policy is not None and held is not None else None
