"""F2 tells why, and never in the way of a verdict."""

import re

import pytest
from msgspec.structs import replace
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QScrollArea

from passdesk.desktop.checkpoint.page import GatePage
from passdesk.desktop.checkpoint.state import LanePlace, Settled, Shown, TurningAway, Waiting
from passdesk.desktop.look import Look
from passdesk.desktop.widgets.sheet import Sheet
from passdesk.domain.zone_reading import read_policy
from passdesk.records.mustering import evacuating
from tests.desktop.checkpoint.conftest import CONFIRM, Make, Stand
from tests.desktop.checkpoint.test_workspace import FOREIGN, at_a_check, page_of
from tests.factories.zones import policy_toml


def press(at: Stand, key: Qt.Key, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> bool:
    return at.gate.key(QKeyEvent(QEvent.Type.KeyPress, key, held), lone=True)


def sheets() -> list[Sheet]:
    pages = (one for one in QApplication.topLevelWidgets() if isinstance(one, GatePage))
    return [one for page in pages for one in page.findChildren(Sheet) if one.isVisible()]


def words() -> list[str]:
    return [one.text() for one in sheets()[0].findChildren(QLabel) if one.text()]


def test_it_tells_of_every_row_and_goes_with_the_same_key(stand: Make, look: Look) -> None:
    at = at_a_check(stand, look)
    assert press(at, Qt.Key.Key_F2)
    told = words()
    assert "Signature and key" in told
    assert told.count("In order") >= 7
    assert any(one.startswith("Valid until") for one in told)
    assert press(at, Qt.Key.Key_F2)
    assert sheets() == []


@pytest.mark.parametrize("key", [Qt.Key.Key_Plus, Qt.Key.Key_Minus, Qt.Key.Key_Space])
def test_an_act_key_only_closes_it_for_it_may_hide_the_face(stand: Make, look: Look, key: Qt.Key) -> None:
    at = at_a_check(stand, look)
    press(at, Qt.Key.Key_F2)
    assert press(at, key)
    assert sheets() == []
    assert isinstance(at.moment(), Shown)
    assert at.entries("outcome") == []
    press(at, key)
    at.qtbot.waitUntil(lambda: isinstance(at.moment(), (Settled, TurningAway)) and at.idle, timeout=10_000)


def test_on_a_low_page_keys_show_the_rest_of_it(stand: Make, look: Look) -> None:
    at = at_a_check(stand, look)
    (page,) = (one for one in QApplication.topLevelWidgets() if isinstance(one, GatePage) and one.isVisible())
    page.resize(1366, 400)
    press(at, Qt.Key.Key_F2)
    (sheet,) = sheets()
    (area,) = sheet.findChildren(QScrollArea)
    at.qtbot.waitUntil(lambda: area.verticalScrollBar().maximum() > 0)
    for _ in range(9):
        assert press(at, Qt.Key.Key_Down)
    assert area.verticalScrollBar().value() == area.verticalScrollBar().maximum()
    assert press(at, Qt.Key.Key_PageUp)
    assert area.verticalScrollBar().value() < area.verticalScrollBar().maximum()
    assert sheets() == [sheet]


def test_a_code_closes_it_and_what_is_told_next_is_of_that_code(stand: Make, look: Look) -> None:
    at = at_a_check(stand, look)
    press(at, Qt.Key.Key_F2)
    at.gate.scanned(FOREIGN, "wedge")
    assert sheets() == []
    at.until(Shown)
    press(at, Qt.Key.Key_F2)
    assert "This code is not a pass." in words()
    assert words().count("Not asked") == 8


def test_of_an_exit_while_the_area_is_emptied_it_calls_nothing_in_order_that_did_not_count(
    stand: Make, look: Look
) -> None:
    at = stand(CONFIRM)
    page_of(at, look)
    evacuating.start(at.store, at.opened.clock)
    at.gate.scanned(at.text, "wedge")
    at.until(Shown)
    press(at, Qt.Key.Key_F2)
    assert (words().count("In order"), words().count("Not weighed")) == (2, 10)
    assert any(one.startswith("The area is being emptied") for one in words())


def test_where_nobody_is_shown_there_is_nothing_to_tell(stand: Make, look: Look) -> None:
    at = at_a_check(stand, look)
    press(at, Qt.Key.Key_Plus)
    at.until(Settled)
    at.gate.show(moment=Waiting())
    assert press(at, Qt.Key.Key_F2)
    assert sheets() == []


def test_of_somebody_found_it_tells_what_it_would_be_in_the_other_direction_and_at_another_hour(
    stand: Make, look: Look
) -> None:
    at = of_somebody_found(stand, look)
    before = len(at.entries("shown"))
    began = hour()
    assert words()[0] == "Chan Siu Ming: Entry at F1-2"
    assert words().count("In order") >= 10
    press(at, Qt.Key.Key_Right)
    at.qtbot.waitUntil(lambda: at.idle and "Exit" in words()[0], timeout=5000)
    for later in (1, 2, 3):
        press(at, Qt.Key.Key_Up)
        at.qtbot.waitUntil(lambda: at.idle and hour() == (began + later) % 24, timeout=5000)  # noqa: B023
    assert len(at.entries("shown", "outcome")) == before
    press(at, Qt.Key.Key_F2)
    assert sheets() == []


def of_somebody_found(stand: Make, look: Look) -> Stand:
    """The sheet lies open over a confirm lane."""
    at = stand(CONFIRM)
    page_of(at, look)
    at.gate.turn_to("entry")
    at.gate.find("chan")
    at.qtbot.waitUntil(lambda: at.idle and bool(at.gate.picture.finding.found), timeout=5000)
    press(at, Qt.Key.Key_F2)
    at.qtbot.waitUntil(lambda: at.idle and bool(sheets()), timeout=5000)
    return at


def titled(at: Stand, words_: str) -> None:
    at.qtbot.waitUntil(lambda: at.idle and bool(sheets()) and words_ in words()[0], timeout=5000)


def hour() -> int:
    """Of the day, that is asked about."""
    (found,) = (re.search(r" (\d\d):\d\d$", one) for one in words()[:6] if re.search(r" \d\d:\d\d$", one))
    assert found is not None
    return int(found[1])


def arrows(name: str) -> list[QPushButton]:
    return [one for one in sheets()[0].findChildren(QPushButton) if one.accessibleName() == name]


def test_f7_asks_about_every_lane_of_the_policy_the_own_one_first(stand: Make, look: Look) -> None:
    at = of_somebody_found(stand, look)
    for lane in ("F1-1", "S1-1", "S1-2", "S2-1", "F1-2"):
        assert press(at, Qt.Key.Key_F7)
        titled(at, f"Entry at {lane}")
    press(at, Qt.Key.Key_F7, Qt.KeyboardModifier.ShiftModifier)
    titled(at, "Entry at S2-1")
    assert any(one.endswith("·  S2-1") for one in words())
    assert at.gate.picture.lane == CONFIRM
    assert at.entries("shown", "outcome") == []


def test_a_finger_asks_about_the_same(stand: Make, look: Look) -> None:
    at = of_somebody_found(stand, look)
    before = words()[0]
    turned = ("The other direction", "Exit at F1-2")
    for name, told in (("Next lane", "Entry at F1-1"), ("Lane before", "Entry at F1-2"), turned):
        arrows(name)[0].click()
        titled(at, told)
    arrows("The other direction")[1].click()
    titled(at, before)
    began = hour()
    for name, by in (("An hour later", 1), ("An hour before", 0)):
        arrows(name)[0].click()
        at.qtbot.waitUntil(lambda: at.idle and hour() == (began + by) % 24, timeout=5000)  # noqa: B023


def test_a_lane_that_takes_one_direction_is_asked_about_in_that_alone(stand: Make, look: Look) -> None:
    at = of_somebody_found(stand, look)
    policy = read_policy(policy_toml())
    lanes = dict(policy.lanes) | {"F1-1": replace(policy.lanes["F1-1"], directions=("exit",), default="exit")}
    at.gate.show(place=LanePlace.of(replace(policy, lanes=lanes), CONFIRM))
    press(at, Qt.Key.Key_F7)
    titled(at, "Exit at F1-1")
    assert not any(one.isEnabled() for one in arrows("The other direction"))
    press(at, Qt.Key.Key_Right)
    at.qtbot.waitUntil(lambda: at.idle, timeout=5000)
    assert "Exit at F1-1" in words()[0]


def test_an_answer_that_comes_after_a_code_lies_over_no_verdict(stand: Make, look: Look) -> None:
    at = of_somebody_found(stand, look)
    press(at, Qt.Key.Key_F7)
    at.gate.scanned(FOREIGN, "wedge")
    at.until(Shown)
    assert sheets() == []
