"""Writes resources/sounds: short, distinct without looking, soft at their ends. `python packaging/sounds.py`."""

import wave
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

RATE = 22_050
PLACE = Path(__file__).resolve().parent.parent / "resources" / "sounds"
# Each a list of (Hz or 0 for silence, seconds). Rising is well, level asks, falling and low is not.
SOUNDS: dict[str, list[tuple[float, float]]] = {
    "admit": [(784, 0.09), (1175, 0.16)],
    "check": [(880, 0.12)],
    "attention": [(740, 0.11), (0, 0.06), (740, 0.11)],
    "refuse": [(233, 0.20), (0, 0.05), (233, 0.28)],
    "turned": [(330, 0.16)],
    "not-recorded": [(622, 0.14), (466, 0.14), (311, 0.30)],
}


def tone(hertz: float, seconds: float) -> NDArray[np.float64]:
    """A sine with a quiet octave above it, faded in and out over 8 ms."""
    at = np.arange(int(RATE * seconds)) / RATE
    if not hertz:
        return np.zeros_like(at)
    fade = np.clip(np.minimum(at, at[::-1]) / 0.008, 0, 1)
    return np.asarray((np.sin(2 * np.pi * hertz * at) + 0.25 * np.sin(4 * np.pi * hertz * at)) * fade / 1.25)


def main() -> None:
    PLACE.mkdir(exist_ok=True)
    for name, parts in SOUNDS.items():
        samples = np.concatenate([tone(*part) for part in parts])
        with wave.open(str(PLACE / f"{name}.wav"), "wb") as file:
            file.setnchannels(1)
            file.setsampwidth(2)
            file.setframerate(RATE)
            file.writeframes((samples * 0.8 * 32767).astype("<i2").tobytes())


if __name__ == "__main__":
    main()
