"""What is asked of somebody who was found: at which lane, in which direction, at which hour; each is one step away."""

from collections.abc import Callable, Iterator
from typing import Protocol

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QWidget

from passdesk.checkpoint.why import Why
from passdesk.desktop.checkpoint.lane_menu import lane_words
from passdesk.desktop.checkpoint.state import GatePicture
from passdesk.desktop.look import Look
from passdesk.desktop.widgets.controls import column, row
from passdesk.desktop.widgets.icon_button import icon_button
from passdesk.desktop.widgets.labels import label, name_label
from passdesk.domain.movements import Direction


class Asks(Protocol):
    """What is asked instead."""

    def turn(self) -> None: ...

    def later(self, hours: int) -> None: ...

    def other_lane(self, by: int) -> None: ...


def lanes_to_ask(picture: GatePicture) -> tuple[str, ...]:
    """Those of the policy in force, the window's own first."""
    lanes = picture.place.policy.lanes if picture.place is not None else ()
    return (picture.lane, *(one for one in lanes if one != picture.lane))


def ways_of(picture: GatePicture, lane: str) -> tuple[Direction, ...]:
    """The directions a lane takes, by the policy in force."""
    known = picture.place.policy.lanes.get(lane) if picture.place is not None else None
    return known.directions if known is not None else ("entry", "exit")


def asked_rows(look: Look, told: Why, picture: GatePicture, asks: Asks) -> QWidget:
    """The lane, and below it direction and hour, each with an arrow either way for a finger."""
    tr, lane, direction = look.tr, told.verdict.lane, told.verdict.direction
    lanes = _step(
        look, lane_words(look, picture, lane), (tr("Lane before"), lambda: asks.other_lane(-1)),
        (tr("Next lane"), lambda: asks.other_lane(1)), can=len(lanes_to_ask(picture)) > 1,
    )  # fmt: skip
    way, turned = tr("Entry|direction") if direction == "entry" else tr("Exit|direction"), tr("The other direction")
    may_turn = any(one != direction for one in ways_of(picture, lane))
    ways = _step(look, way, (turned, asks.turn), (turned, asks.turn), can=may_turn)
    hours = _step(
        look, look.moment(told.at), (tr("An hour before"), lambda: asks.later(-1)),
        (tr("An hour later"), lambda: asks.later(1)),
    )  # fmt: skip
    lower = row(ways, hours, spacing=look.px(20))
    lower.setStretch(1, 1)
    said = [label(words, size="small", tone="attention", wrap=True) for words in _unknown(look, told, picture)]
    keys = label(tr("← → direction, ↑ ↓ hour, F7 lane. Nothing is recorded."), size="small", tone="muted", wrap=True)
    made = QWidget()
    made.setLayout(column(lanes, lower, *said, keys, spacing=look.px(6)))
    return made


def _unknown(look: Look, told: Why, picture: GatePicture) -> Iterator[str]:
    """What this desk can't know of another's lane."""
    if told.verdict.lane in (picture.lane, *picture.lanes):
        return
    yield look.tr("Not a lane of this desk: judged by what this desk knows.")
    if any(one.code == "escort_required" for one in told.verdict.reasons):
        yield look.tr("Whether a host just passed there is not known here.")


Step = tuple[str, Callable[[], object]]


def _step(look: Look, words: str, back: Step, on: Step, *, can: bool = True) -> QHBoxLayout:
    before, after = icon_button(look, "chevron-left", *back), icon_button(look, "chevron-right", *on)
    for one in (before, after):
        one.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # the keys stay the sheet's
        one.setEnabled(can)
    made = row(before, name_label(words, bold=True), after, spacing=look.px(4))
    made.setStretch(1, 1)
    return made
