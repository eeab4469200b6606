"""The clock guard at a gate: looked at after each scan and now and then, told in the strip."""

from PySide6.QtCore import QTimer

from passdesk.checkpoint.clock_guard import ClockStanding
from passdesk.desktop.checkpoint.features import Feature, GateHost
from passdesk.desktop.jobs import Ok, Result

LOOK_EVERY_MS = 60_000


class ClockWatching(Feature):
    """What is found stands in `GatePicture.clock`."""

    def __init__(self, gate: GateHost) -> None:
        super().__init__(gate)
        self._every = QTimer(interval=LOOK_EVERY_MS)
        self._every.timeout.connect(self.look)
        self._soon = QTimer(singleShot=True, interval=0)
        self._soon.timeout.connect(self.look)
        self._every.start()
        self._soon.start()

    def look(self) -> None:
        self.gate.opened.gate_jobs.run(self.gate.work.clock, self._looked)

    def scanned(self) -> None:
        """Once the presentation is in the queue: it may find that the clock was set."""
        self._soon.start()

    def close(self) -> None:
        self._every.stop()
        self._soon.stop()

    def _looked(self, result: Result[ClockStanding]) -> None:
        if not isinstance(result, Ok):
            return
        before, now = self.gate.picture.clock, result.value
        if (before.moved, before.signed, before.vouched, before.asks) != (now.moved, now.signed, now.vouched, now.asks):
            self.gate.show(clock=now)
