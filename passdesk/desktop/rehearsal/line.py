"""The network of the rehearsal: every desk's line to the server, which a button may cut."""

from contextlib import AbstractContextManager, closing

from passdesk.clock import Clock
from passdesk.errors import Unreachable
from passdesk.store.desk_store import DeskStore
from passdesk.sync.client import HttpLink
from passdesk.sync.exchanging import Connect
from passdesk.sync.link import Link


class CuttableLine:
    """`cut` may change at any time, on any thread; an exchange under way is not disturbed."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self.cut = False

    def of(self, store: DeskStore) -> Connect:
        """How this desk connects; `Unreachable` while the network is cut."""

        def connect() -> AbstractContextManager[Link]:
            if self.cut:
                raise Unreachable("The network is cut.", kept="Everything stays on this desk until it is back.")
            return closing(HttpLink.to(store.journal, self._clock))

        return connect
