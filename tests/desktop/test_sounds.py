"""Sounds where there is a device for them, and silence without a word where there is none."""

import time
import wave
from itertools import combinations
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray
from PySide6.QtWidgets import QApplication

from passdesk import config
from passdesk.desktop.look import Look
from passdesk.desktop.preferences.devices import sound_words
from passdesk.desktop.settings import Settings
from passdesk.desktop.sounds import Sounds

RATE = 22_050

NAMES = ("admit", "check", "attention", "hold", "refuse", "turned", "aside", "not-recorded", "evacuation")
FRAME_S = 0.01
PAIRS = tuple(combinations(NAMES, 2))


def samples(name: str) -> NDArray[np.float64]:
    with wave.open(str(config.resource("sounds", f"{name}.wav"))) as file:
        assert (file.getnchannels(), file.getsampwidth(), file.getframerate()) == (1, 2, RATE)
        return np.frombuffer(file.readframes(file.getnframes()), "<i2") / 32768


def loudness(name: str) -> NDArray[np.float64]:
    """The root mean square of each hundredth of a second."""
    heard, step = samples(name), round(RATE * FRAME_S)
    frames = heard[: len(heard) // step * step].reshape(-1, step)
    return np.asarray(np.sqrt((frames**2).mean(axis=1)))


def rhythm(name: str) -> NDArray[np.bool_]:
    """Sound or silence, in each of them."""
    return loudness(name) > 0.03


def melody(name: str) -> NDArray[np.float64]:
    """The strongest tone in each of them, in semitones, where there is any."""
    step, width = round(RATE * FRAME_S), round(RATE * 0.04)
    heard, on = np.pad(samples(name), (0, width)), rhythm(name)
    pitches = []
    for number in np.flatnonzero(on):
        part = heard[number * step : number * step + width] * np.hanning(width)
        spectrum = np.abs(np.fft.rfft(part, 1 << 14))
        pitches.append(12 * np.log2(max(60.0, np.argmax(spectrum) * RATE / (1 << 14)) / 60))
    return np.asarray(pitches)


def apart_in_rhythm(one: str, other: str) -> float:
    """Seconds in which one sounds and the other does not, however the two are laid over each other."""
    a, b = rhythm(one), rhythm(other)
    room = len(a) + len(b)
    fixed = np.pad(a, (len(b), room - len(a)))
    shifted = (np.pad(b, (shift, len(fixed) - len(b) - shift)) for shift in range(len(fixed) - len(b)))
    return float(min(np.count_nonzero(fixed != moved) for moved in shifted) * FRAME_S)


def rise(name: str) -> float:
    """By how many semitones it ends higher than it began; most of a sound's interval survives any loudspeaker."""
    pitches = melody(name)
    fifth = max(2, len(pitches) // 5)
    return float(np.median(pitches[-fifth:]) - np.median(pitches[:fifth]))


def test_every_sound_is_there_and_short() -> None:
    assert {path.stem for path in Path(config.resource("sounds")).glob("*.wav")} == set(NAMES)
    for name in NAMES:
        assert 0.05 < len(samples(name)) / RATE < (2 if name == "evacuation" else 1)


@pytest.mark.parametrize(("one", "other"), PAIRS, ids=["-".join(pair) for pair in PAIRS])
def test_any_two_are_apart_in_rhythm_whatever_their_pitch(one: str, other: str) -> None:
    assert apart_in_rhythm(one, other) >= 0.08


def test_what_is_well_rises_what_asks_is_level_what_is_not_well_falls() -> None:
    found = {name: rise(name) for name in NAMES}
    assert [name for name, by in found.items() if by > 5] == ["admit", "aside", "evacuation"]
    assert [name for name, by in found.items() if abs(by) < 1] == ["check", "attention", "hold"]
    assert [name for name, by in found.items() if by < -3] == ["refuse", "turned", "not-recorded"]


def test_all_are_as_loud_and_none_is_cut_off_or_clicks() -> None:
    for name in NAMES:
        heard, loud = samples(name), loudness(name)
        assert np.sqrt((loud[loud > 0.03] ** 2).mean()) == pytest.approx(0.22, rel=0.1)
        assert np.abs(heard).max() < 0.99
        assert abs(heard[0]) < 0.01
        assert abs(heard[-1]) < 0.01


def test_every_sound_has_its_words_and_can_be_tried(look: Look) -> None:
    assert [name for name, _ in sound_words(look)] == list(NAMES)


@pytest.mark.qt_log_ignore("PulseAudioService")
@pytest.mark.parametrize("settings", [Settings(), Settings(sounds=False), Settings(volume=0)])
def test_a_machine_without_a_device_is_silent(qapp: QApplication, settings: Settings) -> None:
    del qapp
    sounds = Sounds()
    sounds.apply(settings)
    for name in (*NAMES, "unheard of"):
        sounds.play(name)
    sounds.try_at("admit", 100)
    sounds.look_again()
    sounds.play("admit")
    sounds.stop()
    sounds.stop()


class Loudspeaker:
    """What the machine has to sound with, as Qt tells it."""

    def __init__(self) -> None:
        self.there = False
        self.played: list[tuple[str, float]] = []


class Effect:
    """A `QSoundEffect` that only remembers."""

    def __init__(self, speaker: Loudspeaker, name: str) -> None:
        self._speaker, self._name, self._volume = speaker, name, 0.0

    def setVolume(self, volume: float) -> None:  # noqa: N802 - Qt's name
        self._volume = volume

    def play(self) -> None:
        self._speaker.played.append((self._name, self._volume))

    def stop(self) -> None:
        return


@pytest.mark.qt_log_ignore("PulseAudioService")
def test_a_loudspeaker_that_comes_later_is_used(qapp: QApplication) -> None:
    del qapp
    speaker = Loudspeaker()
    sounds = Sounds(any_device=lambda: speaker.there, effect=lambda name: Effect(speaker, name))
    sounds.apply(Settings(volume=50))
    sounds.play("admit")
    assert speaker.played == []
    speaker.there = True
    sounds.look_again()
    sounds.play("admit")
    sounds.try_at("hold", 20)
    sounds.apply(Settings(volume=0))
    sounds.play("admit")
    sounds.try_at("hold", 0)
    assert speaker.played == [("admit", 0.5), ("hold", 0.2)]
    speaker.there = False
    sounds.look_again()
    sounds.try_at("hold", 20)
    assert len(speaker.played) == 2
    sounds.stop()


@pytest.mark.qt_log_ignore("PulseAudioService")
def test_nobody_waits_for_a_sound_that_cannot_be_made(qapp: QApplication) -> None:
    del qapp
    sounds = Sounds()
    sounds.apply(Settings())
    sounds.play("admit")
    began = time.perf_counter()
    for name in NAMES * 100:
        sounds.play(name)
    assert time.perf_counter() - began < 0.5
    sounds.stop()
