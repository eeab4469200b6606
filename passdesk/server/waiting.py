"""Desks that wait to hear of an evacuation: answered as soon as there is something new, and now and then anyway."""

import asyncio

from starlette.concurrency import run_in_threadpool

from passdesk.domain.people import Desk
from passdesk.errors import Declined
from passdesk.server.central import Central
from passdesk.sync.alarms import Alarm, alarm_in
from passdesk.sync.link import UnknownDesk

LONGEST_S = 20.0
_LOOK_EVERY_S = 0.5
_MOST_WAITING = 500
"""More are answered at once: they ask again a little later."""


class Waiting:
    """One for a server. A desk waits once: asked again, what it had asked before is answered."""

    def __init__(self, central: Central) -> None:
        self._central = central
        self._waiting = 0
        self._newest: dict[bytes, object] = {}

    def known(self, journal: bytes) -> Alarm:
        """As the server has it; for desks that may receive rows."""
        with self._central.storage.reading() as reads:
            row = reads.get(Desk, journal)
            if not isinstance(row, Desk):
                raise UnknownDesk("The server does not know this desk.", kept="Nothing was sent.")
            if row.state == "disabled":
                raise Declined("This desk has been disabled: it receives nothing more.")
            return alarm_in(reads)

    async def differs(self, journal: bytes, told: Alarm) -> Alarm:
        """The server's, at once where it is another than `told`, else after 20 s at most."""
        held = await run_in_threadpool(self.known, journal)
        if self._waiting >= _MOST_WAITING:
            return held
        mine = self._newest[journal] = object()
        self._waiting += 1
        try:
            for _ in range(round(LONGEST_S / _LOOK_EVERY_S)):
                if held != told or self._newest.get(journal) is not mine:
                    break
                await asyncio.sleep(_LOOK_EVERY_S)
                held = await run_in_threadpool(self.known, journal)
        finally:
            self._waiting -= 1
            if self._newest.get(journal) is mine:
                del self._newest[journal]
        return held
