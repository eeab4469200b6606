"""A real window on a screen of its own, and a scanner that types: what is lost, what comes in crooked, who crosses.

Needs Xvfb and xdotool (`packaging/linux/setup.sh test`), and a machine with little else to do: where the typist
itself is held up in mid-code for longer than any scanner pauses, half a code is what it typed. The control's
keyboard takes every key for a person's.
"""

import random
import sys
import tempfile
import time
from pathlib import Path

from tests.desktop.wedge.screen import SUFFIXES, Lane, a_lane
from tests.faults.harness import Counted, experiment

ANSWERS_WITHIN_S = 5.0
SETTLES_WITHIN_S = 1.0
FIND_EVERY = 8
"""So often the focus is put into the find field, and stays there until the page lets it go."""
TELL_EVERY = 100
ACT_KEYS = (
    "plus", "space", "minus", "KP_Add", "KP_Subtract", "KP_Multiply", "KP_Divide", "asterisk", "Up", "Down",
    "BackSpace", "F2", "F3", "F6", "F7", "F8", "F9", "F10", "F11", "F12",
)  # fmt: skip
"""What an officer may press, as a code may spell it."""
OTHER_KEYS = (
    "Return", "Tab", "Escape", "ctrl+j", "ctrl+m", "ctrl+a", "alt+k", "ctrl+q", "ctrl+w", "alt+space", "alt+F4", "Menu",
    "ctrl+alt+Delete", "super+d", "alt+KP_0", "alt+KP_4", "alt+KP_3", "Left", "Home", "1", "7", "a", "Z", "slash",
)  # fmt: skip
SHORTEST, LONGEST = 2, 60
"""A code of a single key is a key: no program can tell whose."""


@experiment("wedge: act keys in the code, a CHECK on screen")
def act_keys(runs: int, seed: int, protected: bool) -> Counted:
    """A pass is shown, an officer looks at the face, and a scanner types a code full of act keys. Every outcome that
    is recorded is one nobody said, but for `unknown`: that the desk says itself when nobody did in time."""
    rng, suffixes = random.Random(seed), list(SUFFIXES)
    lost = 0
    with tempfile.TemporaryDirectory() as folder, a_lane(Path(folder) / "desk", *_words(protected)) as (lane, digits):
        for number in range(runs):
            _tell(number, runs)
            lane.type(digits, "CR")
            lost += lane.heard("shown", within_s=ANSWERS_WITHIN_S) is None
            lane.ask("look")
            lane.press_all(_spelt(rng), suffixes[number % len(suffixes)])
            lane.ask("look")
        said, _, unknown = lane.ask("outcomes").split()
        print(f"  outcomes: {said} said by somebody, {unknown} unknown, by the desk when nobody did", file=sys.stderr)
        return Counted(lost=lost, wrong_green=int(said))


def _spelt(rng: random.Random) -> list[str]:
    """Half of the keys of a code are act keys."""
    length = rng.randint(SHORTEST, LONGEST)
    return [rng.choice(ACT_KEYS if rng.random() < 0.5 else OTHER_KEYS) for _ in range(length)]


def _register(suffix: str) -> None:
    @experiment(f"wedge: a pass shown, suffix {suffix}")
    def _presented(runs: int, seed: int, protected: bool) -> Counted:
        return presentations(suffix, runs, seed, protected=protected)


for _suffix in SUFFIXES:
    _register(_suffix)


def presentations(suffix: str, runs: int, seed: int, *, protected: bool) -> Counted:
    """The same pass again and again. What the journal holds in the end is what counts for crossings."""
    rng = random.Random(seed)
    lost = corrupt = 0
    with tempfile.TemporaryDirectory() as folder, a_lane(Path(folder) / "desk", *_words(protected)) as (lane, digits):
        for number in range(runs):
            _tell(number, runs)
            if rng.randrange(FIND_EVERY) == 0:
                lane.ask("find")
            came = _typed(lane, digits, suffix)
            lost, corrupt = lost + (came is None), corrupt + (came == "misread")
        return Counted(lost, corrupt, int(lane.ask("crossings")))


def _typed(lane: Lane, digits: str, suffix: str) -> str | None:
    began = time.monotonic()
    lane.type(digits, suffix)
    took = time.monotonic() - began
    came = lane.heard("shown", "misread", within_s=ANSWERS_WITHIN_S)
    if came == "misread":  # the rest of a code that came in two parts is no presentation of its own
        print(f"  misread; typing it took {took:.2f} s", file=sys.stderr, flush=True)
        while lane.heard("shown", "misread", within_s=SETTLES_WITHIN_S) is not None:
            pass
    return came


def _words(protected: bool) -> tuple[str, ...]:
    return () if protected else ("trusting",)


def _tell(number: int, runs: int) -> None:
    if number % TELL_EVERY == 0:
        print(f"  {number}/{runs}", file=sys.stderr, flush=True)
