"""Verify and decide: one presentation weighed on the register as it stands, nothing written."""

from collections.abc import Callable

from msgspec.structs import replace

from passdesk.checkpoint.now import now
from passdesk.checkpoint.recording import Weighed, believed, photo_shown
from passdesk.checkpoint.standing import OwnActs, Standing, Standings
from passdesk.clock import Reading
from passdesk.credential.token import read_token
from passdesk.domain.admission import InputKind, Now, Presentation, decide
from passdesk.domain.movements import Direction
from passdesk.domain.passes import TokenRead
from passdesk.domain.situation import is_evacuating
from passdesk.errors import Misuse
from passdesk.store.desk_store import DeskStore
from passdesk.store.told import told_in

Source = str | bytes | TokenRead
"""A QR text or what was typed, a token's bytes, or a token read already (`NothingRead` for an empty picture)."""
Tick = Callable[[], None]


class Weigher:
    """Weighs for one lane of one desk."""

    def __init__(self, store: DeskStore, lane: str) -> None:
        self._store, self._lane = store, lane
        journal = store.journal
        self._standings = Standings(journal.id, journal.root, journal.zone)
        self._acts = OwnActs(store.memory)

    def weigh(
        self, source: Source, input_kind: InputKind, direction: Direction | None, reading: Reading, at: int | None,
        tick: Tick,
    ) -> Weighed:  # fmt: skip
        """`tick` is called before and after the signature is checked. In an evacuation a lane goes out, unless a
        direction is given. `Misuse` for a time outside a trial zone."""
        acts = self._acts.newest()
        with self._store.view() as view:
            told = told_in(self._store, view, reading).at
            standing = self._standings.of(view, told // 1_000_000, acts)
            policy = standing.in_force.policy
            moment = now(self._store, view, reading, told, standing)
            if at is not None:
                moment = _given(standing, moment, at)
            tick()
            token = self._read(source, standing)
            tick()
            lane = policy.lanes.get(self._lane) if policy is not None else None
            outward: Direction | None = "exit" if is_evacuating(view) else None
            heading = direction or outward or (lane.default if lane is not None else "entry")
            verdict = decide(Presentation(token, input_kind), view, self._lane, heading, policy, moment)
            photo = photo_shown(self._store, view, verdict.person)
            before = believed(view, verdict.person)
        return Weighed(verdict, token, moment.at, standing.in_force.hash, photo, before)

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
