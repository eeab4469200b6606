"""Which lane this window serves, and which way it works: F6, F7, and what is chosen in the bar above."""

from collections.abc import Callable

from PySide6.QtCore import Qt, QTimer

from passdesk.desktop.checkpoint import changing
from passdesk.desktop.checkpoint.features import Feature, GateHost, Pressed
from passdesk.desktop.checkpoint.keys_row import Keys
from passdesk.desktop.checkpoint.state import GatePicture, Moment, Waiting
from passdesk.desktop.jobs import Ok, Result
from passdesk.desktop.look import Look
from passdesk.domain.movements import Direction

TURN_WITHIN_MS = 4000
"""The second key has to come so soon after the first."""


class LaneChoice(Feature):
    """`lanes`: those the desk has now; `serve` is asked for another one, which another workspace serves: nothing of
    this one comes along."""

    def __init__(self, gate: GateHost, lanes: Callable[[], tuple[str, ...]], serve: Callable[[str], object]) -> None:
        super().__init__(gate)
        self.lanes, self._serve = lanes, serve
        self._asking = QTimer(singleShot=True, interval=TURN_WITHIN_MS)
        self._asking.timeout.connect(self._no_answer)

    def key(self, pressed: Pressed) -> bool:
        match pressed.event.key():
            case Qt.Key.Key_F6:
                self._turn_or_ask(pressed)
            case Qt.Key.Key_F7:
                pressed.page.choose_lane()
            case _:
                return False
        return True

    def keys(self, look: Look, picture: GatePicture) -> Keys:
        turn = (("F6 F6", look.tr("turn the lane")),) if len(changing.ways(picture)) > 1 else ()
        return (*turn, ("F7", look.tr("other lane"))) if picture.may_choose else turn

    def close(self) -> None:
        self._asking.stop()

    def turn_to(self, direction: Direction | None) -> None:
        """The direction the lane works in from now on; None: its own way."""
        self._asking.stop()
        self.gate.become(changing.turned(self.gate.picture, direction))

    def _turn_or_ask(self, pressed: Pressed) -> None:
        """It takes the key twice: one that was hit by mistake turns no lane. Neither does one that is held down."""
        picture = self.gate.picture
        if pressed.event.isAutoRepeat() or len(changing.ways(picture)) < 2:
            return
        if self._asking.isActive():
            self.turn_to(changing.next_way(picture))
        else:
            self._asking.start()
            self.gate.show(question="turn")

    def _no_answer(self) -> None:
        if self.gate.picture.question == "turn":
            self.gate.show(question="")

    def serve(self, lane: str) -> None:
        """Another lane from now on; but whoever is under way is shown here first, and then the lane is as it was."""
        if lane != self.gate.picture.lane and lane in self.lanes():
            stood = self.gate.picture.moment
            self.gate.opened.gate_jobs.run(lambda: lane, lambda result: self._serve_then(stood, result))

    def _serve_then(self, stood: Moment, result: Result[str]) -> None:
        now = self.gate.picture.moment
        news = now is not stood and not isinstance(now, Waiting)  # to be read first
        if isinstance(result, Ok) and not news:
            (self.serve if self.gate.opened.gate_jobs.busy else self._serve)(result.value)
