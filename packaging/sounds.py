"""Writes resources/sounds: short, distinct without looking, soft at their ends. `python packaging/sounds.py`.

A small loudspeaker, noise in the hall, ears that hear no difference of pitch: so each has a rhythm of its own, and
where two are near in rhythm, another way up or down, and another voice. tests/desktop/test_sounds.py measures it.
"""

import wave
from pathlib import Path
from typing import Literal, NamedTuple

import numpy as np
from numpy.typing import NDArray

RATE = 22_050
PLACE = Path(__file__).resolve().parent.parent / "resources" / "sounds"
FADE_S = 0.008
LOUD = 0.22
"""Every sound's root mean square while it sounds: none is lost, none makes anybody jump."""

Voice = Literal["bell", "horn"]
HARMONICS: dict[Voice, tuple[float, ...]] = {"bell": (1, 0.25), "horn": (1, 0.6, 0.45, 0.3, 0.2)}


class Part(NamedTuple):
    """`hertz` 0: silence. `until`: where it glides to; 0: nowhere."""

    hertz: float
    seconds: float
    until: float = 0


class Sound(NamedTuple):
    parts: tuple[Part, ...]
    voice: Voice = "bell"


# Rising is well, level asks, falling and low is not; the more often and the longer, the more it matters.
SOUNDS: dict[str, Sound] = {
    "admit": Sound((Part(784, 0.07), Part(1175, 0.19))),
    "check": Sound((Part(880, 0.10),)),
    "attention": Sound((Part(740, 0.10), Part(0, 0.10), Part(740, 0.10))),
    "hold": Sound((Part(523, 0.50),)),
    "refuse": Sound((Part(247, 0.20), Part(0, 0.07), Part(196, 0.34)), "horn"),
    "turned": Sound((Part(440, 0.20), Part(0, 0.06), Part(294, 0.10))),
    "aside": Sound((Part(659, 0.05), Part(0, 0.05), Part(659, 0.05), Part(0, 0.05), Part(988, 0.05))),
    "not-recorded": Sound(
        (
            Part(622, 0.09), Part(0, 0.04), Part(466, 0.09), Part(0, 0.04), Part(622, 0.09), Part(0, 0.04),
            Part(466, 0.09), Part(0, 0.04), Part(311, 0.32),
        ), "horn",
    ),
    "evacuation": Sound(
        (Part(500, 0.5, 1200), Part(0, 0.1), Part(500, 0.5, 1200), Part(0, 0.1), Part(500, 0.5, 1200)), "horn"
    ),
}  # fmt: skip


def tone(part: Part, voice: Voice) -> NDArray[np.float64]:
    """Harmonics above the tone, faded in and out."""
    at = np.arange(int(RATE * part.seconds)) / RATE
    if not part.hertz:
        return np.zeros_like(at)
    slope = (part.until - part.hertz) / part.seconds if part.until else 0.0
    turns = 2 * np.pi * (part.hertz * at + slope * at**2 / 2)
    wave_ = sum(share * np.sin(number * turns) for number, share in enumerate(HARMONICS[voice], 1))
    fade = np.clip(np.minimum(at, at[::-1]) / FADE_S, 0, 1)
    return np.asarray(wave_ * fade)


def samples(sound: Sound) -> NDArray[np.float64]:
    """-1 to 1, as loud as all the others."""
    made = np.concatenate([tone(part, sound.voice) for part in sound.parts])
    heard = made[np.abs(made) > 1e-3]
    return np.asarray(made * LOUD / np.sqrt(np.mean(heard**2)))


def main() -> None:
    PLACE.mkdir(exist_ok=True)
    for name, sound in SOUNDS.items():
        with wave.open(str(PLACE / f"{name}.wav"), "wb") as file:
            file.setnchannels(1)
            file.setsampwidth(2)
            file.setframerate(RATE)
            file.writeframes((samples(sound).clip(-1, 1) * 32767).astype("<i2").tobytes())


if __name__ == "__main__":
    main()
