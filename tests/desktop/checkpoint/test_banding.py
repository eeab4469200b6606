"""Every moment of the gate and the band it has: this input, that picture."""

import pytest

from passdesk.desktop.checkpoint.banding import Shape, band
from passdesk.desktop.checkpoint.state import GatePicture, Moment, NotRead, NotRecorded, Settled, TurningAway, Waiting
from passdesk.desktop.look import Look
from passdesk.desktop.theme import Band
from tests.desktop.checkpoint.pictures import (
    ADMIT,
    ATTENTION,
    CHECK,
    HOLD,
    LEAVING,
    REFUSE,
    leaving_in_evacuation,
    shown,
)

TURNED = TurningAway(REFUSE, ("verdict", "other"))


@pytest.mark.parametrize(
    ("moment", "colour", "shape", "word"),
    [
        (Waiting(), "quiet", "code", "READY"),
        (Waiting(reading=True), "quiet", "code", "READING"),
        (NotRead("closer"), "attention", "code", "NOT READ"),
        (CHECK, "check", "glass", "CHECK"),
        (LEAVING, "check", "glass", "CHECK"),
        (ADMIT, "admit", "tick", "ADMIT"),
        (ATTENTION, "attention", "triangle", "ATTENTION"),
        (HOLD, "attention", "hand", "HOLD"),
        (REFUSE, "refuse", "octagon", "REFUSE"),
        (TURNED, "refuse", "octagon", "REFUSE"),
        (Settled(CHECK, "passed"), "admit", "tick", "ADMIT"),
        (Settled(HOLD, "left"), "admit", "tick", "ADMIT"),
        (Settled(HOLD, "kept_here"), "attention", "hand", "KEPT HERE"),
        (Settled(REFUSE, "turned_away"), "refuse", "octagon", "TURNED AWAY"),
        (Settled(CHECK, "unknown"), "quiet", "code", "CLOSED"),
        (NotRecorded("The disk is full.", "", ""), "refuse", "crossed", "NOT RECORDED"),
    ],
)
def test_the_band_of_every_moment(look: Look, moment: Moment, colour: Band, shape: Shape, word: str) -> None:
    said = band(look, GatePicture("F1-2", None, "entry", moment))
    assert (said.band, said.shape, said.word) == (colour, shape, word)


def test_green_comes_only_after_what_was_written(look: Look) -> None:
    """Law 1: of all moments only these two are green: one entry that carries its outcome, or the outcome's own."""
    for moment in (CHECK, LEAVING, ATTENTION, HOLD, REFUSE, TURNED, Waiting(), NotRead(""), NotRecorded("", "", "")):
        assert band(look, GatePicture("F1-2", None, "entry", moment)).band != "admit"


@pytest.mark.parametrize(
    ("hint", "words"),
    [("closer", "Hold it closer"), ("farther", "Hold it farther away"), ("tilt", "Tilt it: the light is glaring"),
     ("brighten", "Make the screen brighter"), ("darken", "Turn the screen's light down"),
     ("damaged", "The code looks damaged"), ("one at a time", "Show one pass at a time"),
     ("hold still", "Hold it still"), ("?", "Hold it still")],
)  # fmt: skip
def test_how_to_hold_a_code(look: Look, hint: str, words: str) -> None:
    assert band(look, GatePicture("F1-2", None, "entry", NotRead(hint))).line == words


def test_the_line_is_the_worst_reason(look: Look) -> None:
    two = shown("refuse", "turn back", ("expired", "refuse"), ("register_stale", "attention"))
    assert band(look, GatePicture("F1-2", None, "entry", two)).line == "This pass has expired."


EVACUATED = {
    "nobody there": (Waiting(), "refuse", "octagon", "OUT ONLY", "Everybody goes out, nobody enters"),
    "a code being judged": (Waiting(reading=True), "quiet", "code", "READING", "One moment"),
    "a sound pass": (leaving_in_evacuation(), "admit", "tick", "GO OUT", "Left, recorded"),
    "no pass": (
        leaving_in_evacuation("not_a_pass"), "attention", "triangle", "GO OUT",
        "Not recorded as anybody  ·  This code is not a pass.",
    ),
    "by hand, for an officer to sign": (
        leaving_in_evacuation("by_hand", awaiting=True), "attention", "triangle", "ATTENTION", None,
    ),
}  # fmt: skip


@pytest.mark.parametrize(("moment", "colour", "shape", "word", "line"), EVACUATED.values(), ids=EVACUATED)
def test_the_band_while_the_area_is_emptied(
    look: Look, moment: Moment, colour: Band, shape: Shape, word: str, line: str | None
) -> None:
    said = band(look, GatePicture("F1-2", None, "entry", moment, evacuating=True))
    assert (said.band, said.shape, said.word) == (colour, shape, word)
    assert line is None or said.line == line
