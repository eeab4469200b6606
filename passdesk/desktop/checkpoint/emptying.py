"""While the area is emptied the gate says so wherever nobody is shown."""

from shiboken6 import isValid

from passdesk.desktop.checkpoint.features import Feature, GateHost
from passdesk.desktop.mustering.alarm import Alarm


class Emptying(Feature):
    """Follows what this desk hears of evacuations."""

    def __init__(self, gate: GateHost) -> None:
        super().__init__(gate)
        self._alarm = Alarm(gate.opened)
        self._alarm.changed.connect(self._alarmed)
        self._alarm.look()

    def close(self) -> None:
        if isValid(self._alarm):  # else the whole desk is closed
            self._alarm.changed.disconnect(self._alarmed)
            self._alarm.deleteLater()

    def _alarmed(self) -> None:
        self.gate.show(evacuating=self._alarm.active)
