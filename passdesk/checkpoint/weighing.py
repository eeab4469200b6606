"""Verify and decide: one presentation weighed on the register as it stands, nothing written."""

from collections.abc import Callable
from datetime import datetime

from msgspec.structs import replace

from passdesk.checkpoint.now import now
from passdesk.checkpoint.passages import Passages, passage_of
from passdesk.checkpoint.recording import Weighed, believed, photo_shown
from passdesk.checkpoint.standing import OwnActs, Standing, Standings
from passdesk.clock import Reading
from passdesk.credential.token import read_token
from passdesk.domain.admission import InputKind, Now, Presentation, decide
from passdesk.domain.heading import heading
from passdesk.domain.movements import Direction
from passdesk.domain.passes import TokenRead
from passdesk.domain.situation import is_evacuating, known_to
from passdesk.domain.zone import Policy
from passdesk.errors import Misuse
from passdesk.store.desk_store import DeskStore
from passdesk.store.desk_view import DeskView
from passdesk.store.told import told_in

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
        tick: Tick,
    ) -> Weighed:  # fmt: skip
        """`direction` None: the lane's own, by its timetable or by where the person is. `tick` is called before and
        after the signature is checked. `Misuse` for a time outside a trial zone."""
        acts = self._acts.newest()
        with self._store.view() as view:
            told = told_in(self._store, view, reading).at
            standing = self._standings.of(view, told // 1_000_000, acts)
            policy = standing.in_force.policy
            moment = self._moment(view, reading, told, standing, at)
            tick()
            token = self._read(source, standing)
            tick()
            going = "exit" if is_evacuating(view) else direction or self._heading(view, token, policy, moment)
            verdict = decide(Presentation(token, input_kind), view, self._lane, going, policy, moment)
            photo = photo_shown(self._store, view, verdict.person)
            before = believed(view, verdict.person)
            passage = passage_of(view, token, policy, moment.at, going == "entry") if verdict.verified else None
        return Weighed(verdict, token, moment.at, standing.in_force.hash, photo, before, passage)

    def _moment(self, view: DeskView, reading: Reading, told: int, standing: Standing, at: int | None) -> Now:
        moment = now(self._store, view, reading, told, standing)
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
        known = known_to(view, token)
        before = believed(view, known.person if known is not None else None)
        local = datetime.fromtimestamp(moment.at // 1_000_000, policy.local).time()
        return heading(lane, local, None if before is None else before.inside)

    def standing(self, reading: Reading) -> Standing:
        acts = self._acts.newest()
        with self._store.view() as view:
            return self._standings.of(view, told_in(self._store, view, reading).at // 1_000_000, acts)

    def _read(self, source: Source, standing: Standing) -> TokenRead:
        if isinstance(source, (str, bytes)):
            return read_token(source, self._store.journal.zone, standing.ring.keys)
        return source


def _given(standing: Standing, moment: Now, at: int) -> Now:
    policy = standing.in_force.policy
    if policy is None or not policy.trial:
        raise Misuse(
            "A scan may be given a time only in a zone whose policy says trial.",
            kept="Nothing was recorded.",
            remedy="Scan without a time.",
        )
    fresh = at if moment.exchanged_at == moment.at else moment.exchanged_at
    return replace(moment, at=at, suspect=False, exchanged_at=fresh)
