"""What changes seldom at a gate: policy, key ring, who serves which lane. Read anew only when rows of it changed."""

from dataclasses import dataclass

from passdesk.checkpoint.now import LanesOf, lanes_of
from passdesk.domain.people import POLICY_KEY, ZONE_KEY, Desk, IssuingKey, Operator, Zone
from passdesk.domain.people import Policy as PolicyRow
from passdesk.store.desk_view import DeskView
from passdesk.store.trusted import InForce, Ring, administrators, policy_of, ring_of


@dataclass(frozen=True, slots=True)
class Standing:
    """`zone` None: this desk's register does not hold the founding yet."""

    in_force: InForce
    ring: Ring
    lanes: LanesOf
    zone: Zone | None


class Standings:
    """Keeps the last standing. `root`: the pinned root's raw public key; `zone`: the journal's zone."""

    def __init__(self, root: bytes, zone: str) -> None:
        self._root, self._zone = root, zone
        self._version: object = None
        self._held: Standing | None = None

    def of(self, view: DeskView, at: int) -> Standing:
        """As `view` has it at `at` (seconds UTC). Certificates and the policy's signature are checked to the root."""
        held = self._held
        if held is None or view.version != self._version or not held.ring.serves(at):
            self._held = held = self._read(view, at)
            self._version = view.version
        return held

    def _read(self, view: DeskView, at: int) -> Standing:
        among = administrators(view.all(Operator), self._zone)
        found = view.get(Zone, ZONE_KEY)
        return Standing(
            in_force=policy_of(view.get(PolicyRow, POLICY_KEY), among, self._root, self._zone, at),
            ring=ring_of(view.all(IssuingKey), among, self._root, self._zone, at),
            lanes=lanes_of(view.all(Desk)),
            zone=found if isinstance(found, Zone) else None,
        )
