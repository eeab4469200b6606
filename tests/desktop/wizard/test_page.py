"""The wizard's page: a whole founding by the keyboard alone, and each step shows its picture."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest
from msgspec.structs import replace
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from passdesk.clock import system_clock
from passdesk.credential.qr_picture import draw_qr
from passdesk.demo.made_up_camera import MadeUpCamera
from passdesk.desktop.desk_folder import Opening
from passdesk.desktop.devices import Scans
from passdesk.desktop.jobs import Jobs
from passdesk.desktop.settings import Settings
from passdesk.desktop.starting.window import StartWindow
from passdesk.desktop.theme import Language
from passdesk.desktop.wizard.state import Made, Read, WizardPicture, Wrong
from passdesk.desktop.wizard.wizard import Wizard, WizardTools
from tests.desktop.events import let_events_through
from tests.factories.clocks import FakeClock
from tests.factories.zones import CHEAP

Key = Qt.Key


@pytest.fixture
def shown(qtbot: QtBot, tmp_path: Path) -> Iterator[StartWindow]:
    """The wizard of a new folder, without a key store."""
    made = StartWindow(
        Opening(tmp_path / "desk", None, None, CHEAP), FakeClock(), Jobs(ThreadPoolExecutor(1)), Settings(camera=None),
        lambda: WizardTools(made_up=lambda _: lambda: 0), scans=Scans(),
    )  # fmt: skip
    made.begin()
    qtbot.waitUntil(lambda: made.wizard is not None, timeout=5000)
    made.window.activateWindow()
    QTest.qWaitForWindowActive(made.window)
    yield made
    made.window.close()
    made.window.deleteLater()


def wizard_of(shown: StartWindow) -> Wizard:
    assert shown.wizard is not None
    return shown.wizard


def focused(shown: StartWindow) -> QWidget:
    let_events_through()
    found = shown.window.focusWidget()
    assert found is not None
    return found


def press(shown: StartWindow, key: Qt.Key, times: int = 1) -> None:
    for _ in range(times):
        QTest.keyClick(focused(shown), key)


def words_on(shown: StartWindow) -> str:
    let_events_through()
    return "\n".join(one.text() for one in shown.window.findChildren(QLabel) if one.isVisible())


def buttons_on(shown: StartWindow) -> list[str]:
    let_events_through()
    found = [one for one in shown.window.findChildren(QPushButton) if one.isVisible()]
    return [one.accessibleName() for one in found if one.property("kind") != "chip"]


def test_a_zone_is_founded_by_the_keyboard_alone(qtbot: QtBot, shown: StartWindow) -> None:
    wizard = wizard_of(shown)
    assert focused(shown).accessibleName() == "A desk of a zone that has a server"
    press(shown, Key.Key_Tab)
    press(shown, Key.Key_Return)
    assert wizard.picture.step == "zone"
    assert focused(shown).accessibleName() == "Name of this desk"
    press(shown, Key.Key_Tab, 2)
    assert focused(shown).accessibleName() == "Their password"
    QTest.keyClicks(focused(shown), "a good password")
    press(shown, Key.Key_Tab)
    QTest.keyClicks(focused(shown), "a good password")
    press(shown, Key.Key_Tab)
    press(shown, Key.Key_Return)
    qtbot.waitUntil(lambda: wizard.picture.key_store is False, timeout=5000)
    assert focused(shown).accessibleName() == "Passphrase"
    QTest.keyClicks(focused(shown), "a passphrase")
    press(shown, Key.Key_Tab)
    QTest.keyClicks(focused(shown), "a passphrase")
    press(shown, Key.Key_Return)
    qtbot.waitUntil(lambda: wizard.picture.step == "scan", timeout=20_000)
    QTest.keyClicks(focused(shown), "any code")
    press(shown, Key.Key_Return)
    assert "Read by the keyboard: 8 characters. Nothing was recorded." in words_on(shown)
    with qtbot.waitSignal(shown.opened, timeout=20_000) as told:
        press(shown, Key.Key_Tab)
        assert focused(shown).accessibleName() == "Open the desk"
        press(shown, Key.Key_Return)
    assert told.args is not None
    told.args[0].close()


def test_tab_comes_by_everything_of_a_step_and_round_again(shown: StartWindow) -> None:
    wizard_of(shown).choose("alone")
    begun, come_by = focused(shown), list[str]()
    press(shown, Key.Key_Tab)
    while focused(shown) is not begun and len(come_by) < 30:
        come_by.append(focused(shown).accessibleName())
        press(shown, Key.Key_Tab)
    assert focused(shown) is begun
    assert {"Go on", "Back", "Use the sample", "繁體中文"} <= set(come_by)


def test_what_is_wrong_stands_below_its_field(shown: StartWindow) -> None:
    wizard_of(shown).choose("join")
    press(shown, Key.Key_Return)  # from the code to the address
    press(shown, Key.Key_Return)
    assert focused(shown).accessibleName() == "Printed code"
    assert "Type the printed code" in words_on(shown)


def test_an_invitation_pasted_where_the_code_goes(shown: StartWindow) -> None:
    wizard_of(shown).choose("join")
    field = focused(shown)
    assert isinstance(field, QLineEdit)
    QTest.keyClicks(field, "passdesk-join:1:nothing")
    assert "That was no invitation" in words_on(shown)


def test_the_language_changes_at_once_and_answers_stay(shown: StartWindow) -> None:
    wizard = wizard_of(shown)
    wizard.choose("join")
    QTest.keyClicks(focused(shown), "ABCD-EFGH")
    shown.speak("zh-Hant")
    field = focused(shown)
    assert isinstance(field, QLineEdit)
    assert field.text() == "ABCD-EFGH"


PICTURES = [
    (WizardPicture(), "What is this machine to be?", 3),
    (WizardPicture(resuming=True), "give the same code again", 3),
    (WizardPicture("invitation", "join"), "Join a zone", 4),
    (WizardPicture("invitation", "join", invited=True), "The invitation was read.", 4),
    (WizardPicture("invitation", "join", wrong=Wrong(happened="No answer.", remedy="Wait.")), "No answer. Wait.", 4),
    (WizardPicture("keeping", "join"), "Looking whether this account has a key store", 2),
    (WizardPicture("keeping", "join", key_store=True), "How this desk's files are locked", 2),
    (WizardPicture("keeping", "alone", key_store=False), "This account has no key store that works.", 2),
    (WizardPicture("working", "join"), "Joining the zone …", 0),
    (WizardPicture("working", "made up", progress="Scene 1"), "Scene 1", 1),
    (WizardPicture("working", "made up", cancelling=True), "Stopping after this scene", 1),
    (WizardPicture("scan", "join", made=Made("gate", "hetao", False)), "The server went away", 2),
    (WizardPicture("scan", "alone", made=Made("desk", "office", True, "/root.txt")), "/root.txt", 2),
    (WizardPicture("scan", "join", read=Read(310, "camera", 0.4)), "by the camera in < 1 ms: 310 characters", 2),
    (WizardPicture("scan", "join", read=Read(1, "scanner")), "by the scanner: 1 character.", 2),
]


@pytest.mark.parametrize(("picture", "words", "buttons"), PICTURES)
def test_each_step_shows_its_picture(shown: StartWindow, picture: WizardPicture, words: str, buttons: int) -> None:
    wizard = wizard_of(shown)
    wizard._show(replace(picture, answers=wizard.picture.answers))  # noqa: SLF001
    assert words in words_on(shown)
    assert len(buttons_on(shown)) == buttons


def test_the_camera_reads_the_test_scan(qtbot: QtBot, shown: StartWindow) -> None:
    wizard = wizard_of(shown)
    camera = MadeUpCamera(system_clock)
    camera.put(np.asarray(draw_qr("a code held before the camera", pixels_per_module=8)))
    wizard.tools = replace(wizard.tools, open_camera=lambda _number, _size: camera)
    wizard._show(replace(wizard.picture, way="join", step="scan", made=Made("gate", "hetao")))  # noqa: SLF001
    shown.speak("en")
    let_events_through()
    found = [one for one in shown.window.findChildren(QPushButton) if one.accessibleName() == "Use the camera"]
    (use,) = [one for one in found if one.isVisible()]
    QTest.mouseClick(use, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: wizard.picture.read is not None, timeout=10_000)
    read = wizard.picture.read
    assert read is not None
    assert (read.characters, read.by, read.ms is not None) == (29, "camera", True)


def test_what_is_typed_takes_the_place_of_the_suggested_name(shown: StartWindow) -> None:
    wizard = wizard_of(shown)
    wizard.choose("alone")
    name = focused(shown)
    assert (name.accessibleName(), wizard.picture.answers.name) == ("Name of this desk", "desk")
    QTest.keyClicks(name, "front")
    assert wizard.picture.answers.name == "front"
    shown.speak("zh-Hant")  # built anew
    QTest.keyClicks(focused(shown), "x")
    assert wizard.picture.answers.name == "x"


@pytest.mark.parametrize(
    ("language", "said"),
    [("en", "There is no such folder. Choose one that is there; a stick has to be plugged in."),
     ("zh-Hant", "沒有此資料夾。請選擇現有的資料夾；如用 USB 手指，請先插上。"),
     ("zh-Hans", "没有此文件夹。请选择现有的文件夹；如用 U 盘，请先插上。")],
)  # fmt: skip
def test_a_place_that_will_not_do_is_said_at_once_in_the_language_chosen(
    shown: StartWindow, language: Language, said: str
) -> None:
    wizard = wizard_of(shown)
    wizard.choose("alone")
    shown.speak(language)
    wizard.answer(password="a good password", again="a good password", offline="/no such folder/key.txt")
    wizard.go_on()
    assert wizard.picture.step == "zone"
    assert said in words_on(shown).splitlines()
