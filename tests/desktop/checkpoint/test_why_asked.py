"""What the sheet says of another lane than the window's."""

from msgspec.structs import replace
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from passdesk.checkpoint.why import Why, why_shown
from passdesk.desktop.checkpoint.state import GatePicture, LanePlace
from passdesk.desktop.checkpoint.why_asked import asked_rows, lanes_to_ask
from passdesk.desktop.look import Look
from passdesk.domain.reasons import Code
from passdesk.domain.zone_reading import read_policy
from tests.desktop.checkpoint.conftest import CONFIRM
from tests.desktop.checkpoint.pictures import shown
from tests.factories.zones import policy_toml

POLICY = read_policy(policy_toml())
AT = GatePicture(CONFIRM, LanePlace.of(POLICY, CONFIRM), "entry", lanes=("F1-1", CONFIRM))
OTHER = "Not a lane of this desk: judged by what this desk knows."
HOST = "Whether a host just passed there is not known here."


class Nothing:
    """Whatever is asked instead."""

    def turn(self) -> None: ...

    def later(self, hours: int) -> None: ...

    def other_lane(self, by: int) -> None: ...


def why(lane: str, *codes: Code) -> Why:
    verdict = shown("refuse", "turn back", *((code, "refuse") for code in codes)).answer.verdict
    return why_shown(replace(verdict, lane=lane), 1_800_000_000_000_000)


def said(qtbot: QtBot, look: Look, told: Why, picture: GatePicture = AT) -> list[str]:
    made = asked_rows(look, told, picture, Nothing())
    qtbot.addWidget(made)
    return [one.text() for one in made.findChildren(QLabel)]


def test_what_is_not_known_of_another_lane_is_said(qtbot: QtBot, look: Look) -> None:
    for lane, codes, expected in (
        (CONFIRM, ("escort_required",), set()), ("F1-1", (), set()), ("F1-1", ("escort_required",), set()),
        ("S1-1", (), {OTHER}), ("S1-1", ("escort_required",), {OTHER, HOST}),
    ):  # fmt: skip
        assert {OTHER, HOST} & set(said(qtbot, look, why(lane, *codes))) == expected, (lane, codes)


def test_where_no_policy_is_known_no_other_lane_can_be_asked_about(qtbot: QtBot, look: Look) -> None:
    picture = replace(AT, place=None)
    assert lanes_to_ask(AT) == (CONFIRM, "F1-1", "S1-1", "S1-2", "S2-1")
    assert lanes_to_ask(picture) == (CONFIRM,)
    made = asked_rows(look, why(CONFIRM), picture, Nothing())
    qtbot.addWidget(made)
    may = {one.accessibleName(): one.isEnabled() for one in made.findChildren(QPushButton)}
    assert (may["Next lane"], may["Lane before"], may["An hour later"]) == (False, False, True)
