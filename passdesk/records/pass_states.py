"""How passes stand: what their own rows say, and what else a gate would refuse them for."""

from collections.abc import Iterable

from msgspec import Struct

from passdesk.clock import Clock
from passdesk.domain.checks import stopped_by
from passdesk.domain.footing import listed
from passdesk.domain.passes import Pass
from passdesk.domain.reasons import Code
from passdesk.store.desk_store import DeskStore
from passdesk.store.told import seconds


class PassState(Struct, frozen=True):
    """`state` is the pass's own; `stopped_by` is what else stands in its way. `unconfirmed`: see `DeskView`."""

    state: str
    stopped_by: tuple[Code, ...]
    unconfirmed: bool

    @property
    def words(self) -> str:
        """"good, but person suspended"."""
        against = " and ".join(code.replace("_", " ") for code in self.stopped_by)
        return f"{self.state}, {'but' if self.state == 'good' else 'and'} {against}" if against else self.state


def pass_states(store: DeskStore, clock: Clock, passes: Iterable[Pass]) -> dict[bytes, PassState]:
    """How each of these passes stands at this desk now, by pass id."""
    now = seconds(store, clock())
    with store.view() as view:
        return {
            row.key: PassState(row.state, stopped_by(listed(view, row, now)), view.unconfirmed(row.ref))
            for row in passes
        }
