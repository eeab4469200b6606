"""Sounds where there is a device for them, and silence without a word where there is none."""

import wave
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from passdesk import config
from passdesk.desktop.settings import Settings
from passdesk.desktop.sounds import Sounds

NAMES = ("admit", "check", "attention", "refuse", "turned", "not-recorded")


def samples(name: str) -> bytes:
    with wave.open(str(config.resource("sounds", f"{name}.wav"))) as file:
        assert (file.getnchannels(), file.getsampwidth()) == (1, 2)
        assert 0.05 < file.getnframes() / file.getframerate() < 1
        return bytes(file.readframes(file.getnframes()))


def test_every_sound_is_there_and_another() -> None:
    assert {path.stem for path in Path(config.resource("sounds")).glob("*.wav")} == set(NAMES)
    assert len({samples(name) for name in NAMES}) == len(NAMES)


@pytest.mark.qt_log_ignore("PulseAudioService")
@pytest.mark.parametrize("settings", [Settings(), Settings(sounds=False), Settings(volume=0)])
def test_a_machine_without_a_device_is_silent(qapp: QApplication, settings: Settings) -> None:
    del qapp
    sounds = Sounds()
    sounds.apply(settings)
    for name in (*NAMES, "unheard of"):
        sounds.play(name)
    sounds.try_at(100)
    sounds.stop()
