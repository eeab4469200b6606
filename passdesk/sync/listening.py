"""The thread that waits to hear of an evacuation while a window is open, beside the exchange's own."""

import logging
from collections.abc import Callable
from threading import Event, Lock, Thread

from passdesk.errors import PassdeskError, Unreachable
from passdesk.store.desk_store import DeskStore
from passdesk.sync.alarms import Alarm, alarm_in
from passdesk.sync.exchanging import Connect

log = logging.getLogger(__name__)
_AFTER_NEWS_S = 1.0
"""So long an exchange may take to bring what was heard of before it is asked for again."""
_BREATH_S = 0.2
"""A server may have more who wait than it lets wait, and then answers at once."""
_UNREACHED_S, _REFUSED_S = 15.0, 600.0


class Listening:
    """`nudge` has the exchange bring what is new, or take there what only this desk knows. Nothing is done before
    `start` and after `stop`."""

    def __init__(self, store: DeskStore, connect: Connect, nudge: Callable[[], None]) -> None:
        self._store, self._connect, self._nudge = store, connect, nudge
        self._stopped, self._turn = Event(), Lock()
        self._thread = Thread(target=self._run, name="alarm", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        """From now on the store is not looked at; a request that is under way is let go of."""
        with self._turn:
            self._stopped.set()

    def _run(self) -> None:
        while not self._stopped.is_set():
            self._stopped.wait(self._listen())

    def _listen(self) -> float:
        """As long as the line holds; after how many seconds to try again."""
        try:
            with self._connect() as link:
                while (told := self._known()) is not None:
                    news = link.wait(told) != told and not self._stopped.is_set()
                    if news:
                        self._nudge()
                    self._stopped.wait(_AFTER_NEWS_S if news else _BREATH_S)
        except Unreachable:
            return _UNREACHED_S
        except PassdeskError as error:  # an older server knows no such request; another desk's is not ours to ask
            log.info("the server lets nobody wait for an evacuation: %s", error.happened)
            return _REFUSED_S
        except Exception:
            log.exception("waiting for an evacuation failed")
            return _REFUSED_S
        return 0.0

    def _known(self) -> Alarm | None:
        with self._turn:
            if self._stopped.is_set():
                return None
            with self._store.view() as view:
                return alarm_in(view)
