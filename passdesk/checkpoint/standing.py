"""What changes seldom at a gate: policy, key ring, who serves which lane. Read anew only when rows of it changed."""

from collections.abc import Mapping

from msgspec import Struct

from passdesk.domain.kinds import KINDS
from passdesk.domain.people import POLICY_KEY, ZONE_KEY, Desk, IssuingKey, Operator, Zone
from passdesk.domain.people import Policy as PolicyRow
from passdesk.domain.register import TooNew
from passdesk.domain.zone import Policy
from passdesk.store.desk_view import DeskView
from passdesk.store.memory import Memory
from passdesk.store.trusted import InForce, Ring, administrators, policy_of, ring_of


class Standing(Struct, frozen=True):
    """`heard`: when the server last heard each lane of the other desks, µs UTC; `own_lanes`: this desk's.

    alone: this desk is its own zone, there is no server to exchange with. One that was heard can't say so.
    """

    in_force: InForce
    ring: Ring
    own_lanes: tuple[str, ...]
    heard: Mapping[str, int]
    alone: bool

    def policy_at(self, lane: str) -> Policy | None:
        """The policy to judge by at this lane; one that was taken away from this desk is provided for by none."""
        return self.in_force.policy if lane in self.own_lanes else None


class _Checked(Struct, frozen=True):
    """What was worked out from rows that have not changed since. `sound`: every chain led to the root."""

    rows: tuple[object, ...]
    in_force: InForce
    ring: Ring
    sound: bool


class Standings:
    """Keeps the last standing. `journal`: this desk's; `root`: the pinned root's raw public key."""

    def __init__(self, journal: bytes, root: bytes, zone: str) -> None:
        self._journal, self._root, self._zone = journal, root, zone
        self._last: tuple[object, Standing] | None = None
        self._checked: _Checked | None = None

    def of(self, view: DeskView, at: int, acts: int) -> Standing:
        """As `view` has it at `at` (s UTC). Certificates and the policy's signature are followed to the root.

        `acts`: the newest own act there was before `view` was opened, see `OwnActs`.
        """
        version, last = (view.marks, acts), self._last
        if last is not None and last[0] == version and last[1].ring.serves(at):
            return last[1]
        standing = self._read(view, at)
        self._last = version, standing  # at once: other threads ask too, and none may take the one for the other
        return standing

    def _read(self, view: DeskView, at: int) -> Standing:
        checked = self._check(view, at)
        desks = {desk.key: desk.lanes for desk in view.all(Desk)}
        zone = view.get(Zone, ZONE_KEY)
        return Standing(
            in_force=checked.in_force,
            ring=checked.ring,
            own_lanes=desks.pop(self._journal, ()),
            heard=_heard(view, desks),
            alone=isinstance(zone, Zone) and zone.server_certificate is None and view.seen is None,
        )

    def _check(self, view: DeskView, at: int) -> _Checked:
        """Chains are followed again only when their rows changed, a certificate began or ended, or one led nowhere."""
        policy, issuing = view.get(PolicyRow, POLICY_KEY), tuple(view.all(IssuingKey))
        rows, held = (policy, *issuing), self._checked
        if held is not None and held.sound and held.rows == rows and held.ring.serves(at):
            return held
        self._checked = self._follow(view, policy, issuing, at)
        return self._checked

    def _follow(
        self, view: DeskView, policy: PolicyRow | TooNew | None, issuing: tuple[IssuingKey, ...], at: int
    ) -> _Checked:
        among = administrators(view.all(Operator), self._zone)
        in_force = policy_of(policy, among, self._root, self._zone, at)
        ring = ring_of(issuing, among, self._root, self._zone, at)
        sound = in_force.policy is not None and len(ring) == len(issuing)
        return _Checked((policy, *issuing), in_force, ring, sound)


def _heard(view: DeskView, desks: Mapping[bytes, tuple[str, ...]]) -> Mapping[str, int]:
    heard: dict[str, int] = {}
    for journal, mark in view.journals.items():
        for lane in desks.get(journal, ()):
            heard[lane] = max(heard.get(lane, 0), mark.heard_at)
    return heard


class OwnActs:
    """Which own entry above the register's mark was the newest act, looked at once each.

    Ask before a view is opened: an act that comes in between is then seen by the next presentation at the latest.
    """

    def __init__(self, memory: Memory) -> None:
        self._memory = memory
        self._seen = (0, 0)

    def newest(self) -> int:
        """Its number, 0 for none. What was looked at is said only when all of it was: other threads ask too."""
        looked, newest = self._seen
        last = looked
        for entry in reversed(self._memory.entries):
            seq = entry.content.seq
            if seq <= looked:
                break
            last = max(last, seq)
            if entry.kind not in KINDS or KINDS[entry.kind].nature != "fact":
                newest = max(newest, seq)
        if last != looked:
            self._seen = last, newest
        return newest
