"""Which key does what in which moment: one row each."""

import pytest
from msgspec.structs import replace

from passdesk.desktop.checkpoint.acting import FACE_SEEN_MS, ActKey, Ask, Asked, GoBack, Nothing, Press, Say, asked
from passdesk.desktop.checkpoint.state import Moment, NotRead, NotRecorded, Settled, TurningAway, Waiting
from tests.desktop.checkpoint.pictures import ADMIT, ATTENTION, CHECK, HOLD, LEAVING, REFUSE

WHY = ("not_the_holder", "no_document", "other")
TURNING = TurningAway(CHECK, WHY)  # type: ignore[arg-type]
KEEPING = TurningAway(HOLD, WHY, 2)  # type: ignore[arg-type]
NOTHING = Nothing("nothing")


def press(key: ActKey, *, seen_ms: float | None = FACE_SEEN_MS, lone: bool = True) -> Press:
    return Press(key, 10_000, None if seen_ms is None else 10_000 - seen_ms, lone)


@pytest.mark.parametrize(
    ("moment", "key", "then"),
    [
        (Waiting(), "let", NOTHING),
        (Waiting(reading=True), "let", NOTHING),
        (NotRead("closer"), "let", NOTHING),
        (NotRecorded("", "", ""), "let", NOTHING),
        (NotRecorded("", "", ""), "turn", NOTHING),
        (Settled(CHECK, "passed"), "let", NOTHING),
        (ADMIT, "let", NOTHING),
        (ADMIT, "turn", NOTHING),
        (CHECK, "let", Say("passed")),
        (CHECK, "turn", Ask()),
        (CHECK, "up", NOTHING),
        (CHECK, "back", NOTHING),
        (replace(CHECK, settling=True), "let", NOTHING),
        (replace(CHECK, settling=True), "turn", NOTHING),
        (ATTENTION, "let", Say("passed")),
        (REFUSE, "let", NOTHING),
        (REFUSE, "turn", Ask()),
        (LEAVING, "let", Say("left")),
        (HOLD, "let", Say("left")),
        (HOLD, "turn", Ask()),
        (TURNING, "turn", Say("turned_away", "not_the_holder")),
        (TURNING, "down", Ask(1)),
        (TURNING, "up", Ask(2)),
        (KEEPING, "down", Ask(0)),
        (KEEPING, "turn", Say("kept_here", "other")),
        (TURNING, "let", GoBack()),
        (TURNING, "back", GoBack()),
    ],
)
def test_what_a_key_asks_for(moment: Moment, key: ActKey, then: Asked) -> None:
    assert asked(moment, press(key)) == then


@pytest.mark.parametrize("key", ["let", "turn"])
@pytest.mark.parametrize(
    ("seen_ms", "lone", "why"),
    [(None, True, "too soon"), (0, True, "too soon"), (399, True, "too soon"), (400, True, ""), (400, False, "keys"),
     (None, False, "keys")],
)  # fmt: skip
def test_a_key_counts_only_alone_and_after_the_face(key: ActKey, seen_ms: float | None, lone: bool, why: str) -> None:
    answer = asked(CHECK, press(key, seen_ms=seen_ms, lone=lone))
    assert (answer.why if isinstance(answer, Nothing) else "") == why


def test_the_reason_too_is_given_by_a_key_that_stands_alone() -> None:
    assert asked(TURNING, press("turn", lone=False)) == Nothing("keys")
