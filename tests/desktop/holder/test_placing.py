"""Which screen it stands on, and how long it may fill the officer's."""

import pytest
from msgspec.structs import replace

from passdesk.checkpoint.turning_away import TURNED_AWAY
from passdesk.desktop.checkpoint.state import Moment, NotRead, NotRecorded, Settled, TurningAway, Waiting
from passdesk.desktop.holder.placing import may_stay, screen_for
from tests.desktop.checkpoint.pictures import ADMIT, CHECK, REFUSE


@pytest.mark.parametrize(
    ("chosen", "screens", "officers", "place"),
    [
        ("second", ["eDP-1"], 0, None),
        ("second", ["eDP-1", "HDMI-1"], 0, 1),
        ("second", ["eDP-1", "HDMI-1"], 1, 0),
        ("second", ["eDP-1", "HDMI-1", "DP-2"], 0, 1),
        ("second", ["same", "same"], 0, 1),
        ("second", [], -1, None),
        ("off", ["eDP-1", "HDMI-1"], 0, None),
        ("DP-2", ["eDP-1", "HDMI-1", "DP-2"], 0, 2),
        ("DP-2", ["eDP-1", "HDMI-1", "DP-2"], 2, None),
        ("DP-2", ["eDP-1", "HDMI-1"], 0, None),
        ("same", ["same", "same"], 1, 0),
        ("", ["eDP-1", "HDMI-1"], 0, None),
    ],
)
def test_a_screen_is_found_and_never_the_officers(
    chosen: str, screens: list[str], officers: int, place: int | None
) -> None:
    assert screen_for(chosen, screens, officers) == place


OTHER = replace(CHECK, answer=replace(CHECK.answer, entry=(bytes(16), 8)))
FAILED, AGAIN = NotRecorded("a", "b", "c"), NotRecorded("a", "b", "c")
STAYS: dict[str, tuple[Moment, Moment, bool]] = {
    "idle, and still": (Waiting(), Waiting(), True),
    "idle, being read": (Waiting(), Waiting(reading=True), True),
    "idle, and a code that does not read": (Waiting(), NotRead("closer"), True),
    "idle, and somebody is let through": (Waiting(), ADMIT, True),
    "idle, and somebody awaits the officer": (Waiting(), CHECK, False),
    "idle, and somebody is refused": (Waiting(), REFUSE, False),
    "idle, and nothing is recorded": (Waiting(), FAILED, False),
    "somebody, and still": (REFUSE, REFUSE, True),
    "somebody, whose outcome is being written": (CHECK, replace(CHECK, settling=True), True),
    "somebody, who is settled": (CHECK, Settled(CHECK, "turned_away"), True),
    "somebody, of whom is asked why": (CHECK, TurningAway(CHECK, TURNED_AWAY), True),
    "somebody, who is gone": (CHECK, Waiting(), False),
    "somebody, and another code is held up": (CHECK, NotRead("tilt"), False),
    "somebody, and somebody else": (CHECK, OTHER, False),
    "somebody, and somebody else is settled": (CHECK, Settled(OTHER, "passed"), False),
    "not recorded, and still": (FAILED, FAILED, True),
    "not recorded once more": (FAILED, AGAIN, False),
}


@pytest.mark.parametrize("name", STAYS)
def test_it_goes_where_the_officer_has_to_look(name: str) -> None:
    opened_at, now, stays = STAYS[name]
    assert may_stay(opened_at, now) is stays
