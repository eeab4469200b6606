"""What happens at a gate by itself, after some time."""

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer

CALM_AFTER_MS = 8000
"""What is settled stays on screen this long; what awaits an officer stays until somebody says what happened."""
EXPIRE_EVERY_MS = 30_000
HAND_WAVE_MS = 2500
FOLD_AFTER_MS = 30
"""By then a verdict is on screen, and whoever comes next is not there yet."""


class Pace(QObject):
    """`calm` ends what is settled, `waved` what was said of a key that did not count, `expire` what nobody settled,
    `fold` is due once what is on its way to the screen is there."""

    def __init__(
        self, gate: QObject, *, calm: Callable[[], object], waved: Callable[[], object], expire: Callable[[], object],
        fold: Callable[[], object],
    ) -> None:  # fmt: skip
        super().__init__(gate)
        self.calm = QTimer(self, singleShot=True, interval=CALM_AFTER_MS)
        self.waved = QTimer(self, singleShot=True, interval=HAND_WAVE_MS)
        self.fold = QTimer(self, singleShot=True, interval=FOLD_AFTER_MS)
        self._expire = QTimer(self, interval=EXPIRE_EVERY_MS)
        for timer, then in ((self.calm, calm), (self.waved, waved), (self.fold, fold), (self._expire, expire)):
            timer.timeout.connect(then)
        self._expire.start()

    def stop(self) -> None:
        for timer in (self.calm, self.waved, self.fold, self._expire):
            timer.stop()
