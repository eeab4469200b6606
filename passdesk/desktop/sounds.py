"""The gate's sounds, distinct without looking; silent where the machine has no way to make them."""

import logging
from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QLoggingCategory, QUrl

from passdesk import config
from passdesk.desktop.settings import Settings

log = logging.getLogger(__name__)


class Sounds:
    """A `Device`: `play` by name, at the volume that was chosen. What was lacking is logged once, and never shown.

    A loudspeaker that is plugged in later is used from then on, and one that is pulled out is missed by nobody.
    `any_device`: whether there is one; `effect`: what sounds, by name.
    """

    def __init__(
        self, any_device: Callable[[], bool] | None = None, effect: Callable[[str], Any] | None = None
    ) -> None:
        self._any_device, self._effect = any_device or _any_device, effect or _effect
        self._volume = 0
        self._effects: dict[str, Any] = {}
        self._devices: Any = None
        self._silent = False

    def apply(self, settings: Settings) -> None:
        self._volume = settings.volume if settings.sounds else 0

    def stop(self) -> None:
        for effect in self._effects.values():
            effect.stop()
        self._effects.clear()
        if self._devices is not None:
            self._devices.audioOutputsChanged.disconnect(self.look_again)
            self._devices = None

    def play(self, name: str) -> None:
        """The sound `name` of resources/sounds; it goes on while the program does."""
        self._play(name, self._volume)

    def try_at(self, name: str, volume: int) -> None:
        """That sound at this volume, whether sounds are on or not."""
        self._play(name, volume)

    def look_again(self) -> None:
        """Other loudspeakers are there than before."""
        for effect in self._effects.values():
            effect.stop()
        self._effects.clear()
        self._silent = not self._any_device()

    def _play(self, name: str, volume: int) -> None:
        if volume <= 0 or not self._can_be_heard():
            return
        effect = self._effects.get(name) or self._made(name)
        effect.setVolume(volume / 100)
        effect.play()

    def _can_be_heard(self) -> bool:
        """Asked of the machine once; after that it tells what changes."""
        if self._devices is None and not self._silent:
            self._listen()
        return not self._silent

    def _listen(self) -> None:
        """At the first sound: a desk without sounds loads none of it."""
        try:
            QLoggingCategory.setFilterRules("qt.multimedia.*=false")  # it speaks of every library it does without
            from PySide6.QtMultimedia import QMediaDevices  # a machine may lack what it links to
        except ImportError as error:
            log.info("no sounds: %s", error)
            self._silent = True
            return
        self._devices = QMediaDevices()
        self._devices.audioOutputsChanged.connect(self.look_again)
        self._silent = not self._any_device()

    def _made(self, name: str) -> Any:
        self._effects[name] = self._effect(name)
        return self._effects[name]


def _any_device() -> bool:
    from PySide6.QtMultimedia import QMediaDevices

    there = not QMediaDevices.defaultAudioOutput().isNull()
    if not there:
        log.info("no sounds: there is no sound device")
    return there


def _effect(name: str) -> Any:
    from PySide6.QtMultimedia import QSoundEffect

    effect = QSoundEffect()
    effect.setSource(QUrl.fromLocalFile(str(config.resource("sounds", f"{name}.wav"))))
    return effect
