"""The gate's sounds, distinct without looking; silent where the machine has no way to make them."""

import logging
from typing import Any

from PySide6.QtCore import QLoggingCategory, QUrl

from passdesk import config
from passdesk.desktop.settings import Settings
from passdesk.errors import Trouble

log = logging.getLogger(__name__)
TRIAL = "check"


class Sounds:
    """A `Device`: `play` by name, at the volume that was chosen. What was lacking is logged once, and never shown."""

    def __init__(self) -> None:
        self._volume = 0
        self._effects: dict[str, Any] = {}
        self._silent = False

    def apply(self, settings: Settings) -> None:
        self._volume = settings.volume if settings.sounds else 0

    def stop(self) -> None:
        for effect in self._effects.values():
            effect.stop()
        self._effects.clear()

    def play(self, name: str) -> None:
        """The sound `name` of resources/sounds."""
        self._play(name, self._volume)

    def try_at(self, volume: int) -> None:
        """One sound at this volume, whether sounds are on or not."""
        self._play(TRIAL, volume)

    def _play(self, name: str, volume: int) -> None:
        if volume <= 0 or self._silent:
            return
        effect = self._effects.get(name) or self._made(name)
        if effect is not None:
            effect.setVolume(volume / 100)
            effect.play()

    def _made(self, name: str) -> Any:
        """Made at the first use: a desk without sounds loads none of it."""
        try:
            QLoggingCategory.setFilterRules("qt.multimedia.*=false")  # it speaks of every library it does without
            from PySide6.QtMultimedia import QMediaDevices, QSoundEffect  # a machine may lack what it links to

            if QMediaDevices.defaultAudioOutput().isNull():
                raise Trouble("There is no sound device.")
            effect = QSoundEffect()
            effect.setSource(QUrl.fromLocalFile(str(config.resource("sounds", f"{name}.wav"))))
        except (ImportError, Trouble) as error:
            log.info("no sounds: %s", error)
            self._silent = True
            return None
        self._effects[name] = effect
        return effect
