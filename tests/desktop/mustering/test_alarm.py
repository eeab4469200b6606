"""Beginning an evacuation: nobody signs in, nothing begins it by chance, and every page says that it goes on."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton

from passdesk.desktop.mustering.banner import Banner
from passdesk.domain.people import Evacuation
from passdesk.records.mustering import evacuating
from tests.checkpoint.conftest import account_for_all
from tests.desktop.events import let_events_through
from tests.desktop.mustering.conftest import Left, Ready
from tests.desktop.typing import Typist

Key = Qt.Key


def held(ready: Ready) -> Evacuation | None:
    return evacuating.evacuation(ready.scene.opened.store)


def banner(ready: Ready) -> Banner:
    let_events_through()
    return next(one for one in ready.windowed.desk.window.findChildren(Banner) if one.window().isVisible())


def test_from_the_locked_page_with_the_reason_after_signing_in(ready: Ready) -> None:
    assert not banner(ready).isVisible()
    ready.windowed.click("Evacuation …")
    assert ready.emergency.asked == "begin"
    assert held(ready) is None
    button = ready.hold()
    QTest.mousePress(button, Left)
    ready.until(lambda: ready.emergency.alarm.active)
    evacuation = held(ready)
    assert evacuation is not None
    assert (evacuation.active, evacuation.reason) == (True, "")
    started = next(ready.scene.opened.store.journal.entries(kinds=("evacuation_started",)))
    assert (started.content.actor, started.signatures, started.body["lane"]) == (None, (), "F1-1")
    ready.until(ready.nothing_asked)
    assert banner(ready).isVisible()
    assert "EVACUATION since" in banner(ready).words.words
    assert not ready.scene.opened.session.operator
    assert ready.scene.sounds == ["evacuation"]

    ready.come(ready.scene.officer)
    ready.until(lambda: ready.emergency.asked == "why")
    assert banner(ready).isVisible()
    ready.windowed.click("Fire")
    ready.until(ready.nothing_asked)
    ready.until(lambda: ready.emergency.alarm.held is not None and ready.emergency.alarm.held.reason == "fire")
    assert "Fire" in banner(ready).words.words
    ready.come(ready.scene.chief)  # it is asked once
    assert ready.nothing_asked()


@pytest.mark.parametrize("key", [Key.Key_Return, Key.Key_Enter, Key.Key_Space, Key.Key_Plus, Key.Key_1, Key.Key_F10])
def test_no_key_that_is_not_held_begins_it(ready: Ready, key: Key) -> None:
    ready.emergency.ask_to_begin()
    ready.hold().setFocus()
    for _ in range(3):
        ready.windowed.press(key)
    assert held(ready) is None


def test_a_barcode_begins_nothing_whatever_is_in_it(ready: Ready) -> None:
    """Digits, control codes, keys with Ctrl and Alt, and Return, as fast as a scanner types them."""
    handle = ready.windowed.desk.window.windowHandle()
    QTest.keyClick(handle, Key.Key_F10, Qt.KeyboardModifier.ControlModifier)
    ready.until(lambda: ready.emergency.asked == "begin")
    ready.hold().setFocus()
    for key in (*([Key.Key_Space] * 40), Key.Key_Return, Key.Key_Tab, Key.Key_Space, Key.Key_Enter):
        QTest.keyClick(handle, key)
    for modifier in (Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier):
        QTest.keyClick(handle, Key.Key_Space, modifier)
    ready.windowed.scan("EVACUATE" * 1000)
    let_events_through()
    assert (ready.hold().isDown(), ready.hold().part) == (False, 0.0)  # nothing is on its way to being held
    assert held(ready) is None
    assert "evacuation_started" not in ready.scene.kinds()


def test_held_too_short_it_begins_anew(ready: Ready) -> None:
    ready.emergency.ask_to_begin()
    button = ready.hold()
    for _ in range(4):
        QTest.mousePress(button, Left)
        ready.until(lambda: button.part >= 0.5)
        QTest.mouseRelease(button, Left)
    assert (button.part, held(ready)) == (0.0, None)
    QTest.keyPress(button, Key.Key_Space)
    ready.until(lambda: ready.emergency.alarm.active)
    assert ready.scene.kinds().count("evacuation_started") == 1


def test_ctrl_f10_asks_at_any_page_and_escape_leaves_it_at_that(ready: Ready) -> None:
    for minutes, signer in enumerate((None, ready.scene.officer), 1):
        if signer is not None:
            ready.come(signer)
        handle = ready.windowed.desk.window.windowHandle()
        Typist(handle, minutes * 1_000_000).press(Key.Key_F10, "", Qt.KeyboardModifier.ControlModifier)
        ready.until(lambda: ready.emergency.asked == "begin")
        ready.windowed.press(Key.Key_Escape)
        assert ready.nothing_asked()
    assert held(ready) is None


def test_the_question_stays_when_the_page_is_built_anew(ready: Ready) -> None:
    ready.emergency.ask_to_begin()
    ready.windowed.desk.repaint()
    assert ready.emergency.asked == "begin"
    assert ready.hold().isVisible()


def test_what_could_not_be_written_is_said_and_asked_again(ready: Ready) -> None:
    ready.come(ready.scene.officer)
    ready.emergency._ask("end")  # noqa: SLF001 - a press that came late
    ready.emergency._end()  # noqa: SLF001
    ready.until(lambda: ready.windowed.says("No evacuation was ever begun"))
    assert ready.emergency.asked == "end"


def test_a_chief_ends_it_and_an_officer_cannot(ready: Ready) -> None:
    ready.begin()
    ready.come(ready.scene.officer)
    ready.until(lambda: ready.emergency.asked == "why")
    ready.windowed.click("Later")
    words = [one.text() for one in banner(ready).findChildren(QPushButton)]
    assert words == ["Assembly point"]
    ready.come(ready.scene.chief)
    ready.until(lambda: ready.emergency.asked == "why")
    ready.windowed.click("Drill")
    ready.until(ready.nothing_asked)
    ready.windowed.click("End it …")
    ready.windowed.click("It is over")
    ready.until(lambda: not ready.emergency.alarm.active)
    ready.until(lambda: ready.point.is_open)
    ready.counted()
    assert not banner(ready).isVisible()


def test_one_begun_elsewhere_is_heard_of_with_the_exchange(ready: Ready) -> None:
    store = ready.scene.opened.store
    evacuating.start(store, ready.scene.clock)  # not by this window
    ready.scene.opened.wrote.emit()
    ready.until(lambda: banner(ready).isVisible())
    ready.windowed.click("Evacuation …")  # already: to the assembly point
    ready.until(lambda: ready.point.is_open)
    ready.counted()


def test_while_it_goes_on_the_desk_exchanges_as_if_something_waited(ready: Ready) -> None:
    opened = ready.scene.opened
    opened.store.catch_up()
    account_for_all(opened.store)
    assert not opened._unsent()  # noqa: SLF001 - what the schedule asks
    ready.begin()
    account_for_all(opened.store)
    assert opened._unsent()  # noqa: SLF001
