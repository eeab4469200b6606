"""A scanner that types is heard wherever the focus is, and a person types on as if nothing stood between."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent, QWindow
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from passdesk.desktop.devices import Scans
from passdesk.desktop.keyboard import Keyboard
from passdesk.desktop.look import Look
from passdesk.desktop.sign_in.pin_pad import PinPad
from passdesk.scanning.wedge import LONGEST
from tests.desktop.typing import SUFFIXES, Typist

PASS = "1" + "8675309" * 44
PRESSED = "pressed"


class Place(QWidget):
    """A field and a button, with the keyboard before them."""

    def __init__(self) -> None:
        super().__init__()
        self.field, self.button = QLineEdit(), QPushButton("Go")
        self.button.setDefault(True)
        layout = QVBoxLayout(self)
        layout.addWidget(self.field)
        layout.addWidget(self.button)
        self.happened: list[str] = []
        self.button.clicked.connect(lambda: self.happened.append(PRESSED))
        self.field.returnPressed.connect(lambda: self.happened.append(PRESSED))
        self.scans = Scans()
        self.scans.scanned.connect(lambda text, kind: self.happened.append(f"{kind}:{text}"))
        self.human: list[tuple[int, bool]] = []
        self.wants: set[int] = set()
        self.keyboard = Keyboard(self.scans, self._look)

    def _look(self, event: QKeyEvent, lone: bool) -> bool:
        self.human.append((event.key(), lone))
        return event.key() in self.wants

    @property
    def handle(self) -> QWindow:
        handle = self.windowHandle()
        assert handle is not None
        return handle


@pytest.fixture
def place(qtbot: QtBot, qapp: QApplication) -> Iterator[Place]:
    made = Place()
    qtbot.addWidget(made)
    with qtbot.waitExposed(made):
        made.show()
    made.activateWindow()
    qtbot.waitUntil(lambda: QGuiApplication.focusWindow() is made.handle)
    made.keyboard.watch(qapp)
    yield made
    made.keyboard.stop()


def settled(qtbot: QtBot, place: Place) -> None:
    """Wait until the keyboard holds nothing back."""
    qtbot.waitUntil(lambda: not place.keyboard.busy, timeout=5000)


@pytest.mark.parametrize("suffix", SUFFIXES)
@pytest.mark.parametrize("focus", ["field", "button"])
@pytest.mark.parametrize("pace", [2, 19])
def test_a_pass_is_heard_wherever_the_focus_is(
    qtbot: QtBot, place: Place, suffix: str, focus: str, pace: int
) -> None:
    getattr(place, focus).setFocus()
    place.field.setText("Chan")
    Typist(place.handle).scan(PASS, suffix, pace=pace)
    settled(qtbot, place)
    assert place.happened == [f"wedge:{PASS}"]
    assert place.field.text() == "Chan"
    assert getattr(place, focus).hasFocus()


def test_scans_one_after_another_are_so_many_scans(qtbot: QtBot, place: Place) -> None:
    typist = Typist(place.handle)
    for _ in range(3):
        typist.scan(PASS)
    settled(qtbot, place)
    assert place.happened == [f"wedge:{PASS}"] * 3


def test_a_person_types_into_the_field(qtbot: QtBot, place: Place) -> None:
    place.field.setFocus()
    Typist(place.handle).type("Chan 007", pace=110)
    settled(qtbot, place)
    assert place.field.text() == "Chan 007"
    assert place.happened == []
    assert len(place.human) == 8


def test_a_person_presses_return_and_tab(qtbot: QtBot, place: Place) -> None:
    place.field.setFocus()
    typist = Typist(place.handle)
    typist.press(Qt.Key.Key_Return)
    settled(qtbot, place)
    assert place.happened == [PRESSED]
    typist.at += 1000
    typist.press(Qt.Key.Key_Tab)
    settled(qtbot, place)
    assert place.button.hasFocus()
    typist.at += 1000
    typist.press(Qt.Key.Key_Space, " ")
    settled(qtbot, place)
    assert place.happened == [PRESSED, PRESSED]


@pytest.mark.parametrize(
    ("focus", "words", "pressed"), [("field", "lau", [PRESSED]), ("field", "u", []), ("button", "lau", [])]
)
def test_return_right_after_the_last_letter_is_a_persons_where_letters_came_before(
    qtbot: QtBot, place: Place, focus: str, words: str, pressed: list[str]
) -> None:
    getattr(place, focus).setFocus()
    typist = Typist(place.handle)
    typist.type(words, pace=150)
    typist.at += 20
    typist.press(Qt.Key.Key_Return)
    settled(qtbot, place)
    assert place.happened == pressed
    assert place.field.text() == (words if focus == "field" else "")


def test_return_in_a_persons_flow_is_theirs_whatever_comes_on_its_heels(qtbot: QtBot, place: Place) -> None:
    place.field.setFocus()
    typist = Typist(place.handle)
    typist.type("lau", pace=80)
    typist.at += 80
    typist.press(Qt.Key.Key_Return)
    typist.type("s", pace=15)
    settled(qtbot, place)
    assert (place.happened, place.field.text()) == ([PRESSED], "laus")


def test_a_key_somebody_wants_goes_no_further(qtbot: QtBot, place: Place) -> None:
    place.wants = {Qt.Key.Key_Plus.value}
    place.field.setFocus()
    Typist(place.handle).press(Qt.Key.Key_Plus, "+")
    settled(qtbot, place)
    assert place.field.text() == ""
    assert place.human == [(Qt.Key.Key_Plus, True)]


@pytest.mark.parametrize("code", ["https://u.wechat.com/a+b-c*d", "+++++++++++++", "-1+2-3+4-5+6-7+8", "    +    "])
def test_no_key_of_a_code_is_a_persons(qtbot: QtBot, place: Place, code: str) -> None:
    place.button.setFocus()
    Typist(place.handle).scan(code)
    settled(qtbot, place)
    assert place.human == []
    assert [one.startswith("wedge:") for one in place.happened] in ([True], [])


def test_control_codes_of_a_code_do_nothing(qtbot: QtBot, place: Place) -> None:
    place.field.setFocus()
    typist = Typist(place.handle)
    typist.type("A" * 30, pace=4)
    for key, text in ((Qt.Key.Key_A, "\x01"), (Qt.Key.Key_X, "\x18"), (Qt.Key.Key_F4, ""), (Qt.Key.Key_Escape, "\x1b")):
        typist.at += 4
        typist.press(key, text, Qt.KeyboardModifier.ControlModifier)
    typist.at += 4
    typist.press(Qt.Key.Key_Return)
    settled(qtbot, place)
    assert place.human == []
    assert PRESSED not in place.happened


def test_a_flood_is_one_code_and_no_more(qtbot: QtBot, place: Place) -> None:
    Typist(place.handle).scan("7" + "31" * 5000, pace=1)
    settled(qtbot, place)
    assert len(place.happened) == 1
    assert len(place.happened[0]) == len("wedge:") + LONGEST + 1


def test_a_persons_keys_let_go_at_once_are_not_lost(qtbot: QtBot, place: Place) -> None:
    """A busy machine holds up what is typed and lets go of it at a scanner's pace: a password, say."""
    place.field.setFocus()
    Typist(place.handle).scan("correct horse", "CR", pace=4)
    settled(qtbot, place)
    assert place.field.text() == "correct horse"
    assert place.happened == []  # the Return is lost: it must press nothing


def test_a_short_code_before_no_field_is_a_code(qtbot: QtBot, place: Place) -> None:
    place.button.setFocus()
    Typist(place.handle).scan("4006381333931", pace=4)
    settled(qtbot, place)
    assert place.happened == ["wedge:4006381333931"]


def test_a_key_held_down_is_a_persons(qtbot: QtBot, place: Place) -> None:
    place.field.setFocus()
    Typist(place.handle).type("aaaaaaaaaaaaaaaaaaaaaaaa", pace=33)
    settled(qtbot, place)
    assert place.happened == []
    assert set(place.field.text()) <= {"a"}


@pytest.fixture
def pad(place: Place, look: Look) -> PinPad:
    """A PIN pad with the focus; what is entered is among what happened."""
    made = PinPad(look, place.happened.append)
    layout = place.layout()
    assert layout is not None
    layout.addWidget(made)
    made.show()
    made.setFocus()
    return made


def test_a_code_as_long_as_a_pin_is_no_attempt_at_one(qtbot: QtBot, place: Place, pad: PinPad) -> None:
    Typist(place.handle).scan("2580", "CR", pace=4)
    settled(qtbot, place)
    assert (place.happened, pad.count) == ([], 4)


@pytest.mark.parametrize("gap", [35, 55, 110])
def test_a_pin_typed_by_quick_fingers_is_whole(qtbot: QtBot, place: Place, pad: PinPad, gap: int) -> None:
    typist = Typist(place.handle)
    for two in ("25", "80"):
        typist.at += 120
        typist.type(two, pace=gap)
    typist.at += 120
    typist.press(Qt.Key.Key_Return)
    settled(qtbot, place)
    assert place.happened == ["2580"]
    assert pad.count == 0


@pytest.mark.parametrize("focus", ["field", "button"])
def test_of_a_short_code_only_characters_reach_anything_and_only_a_field(
    qtbot: QtBot, place: Place, focus: str
) -> None:
    getattr(place, focus).setFocus()
    Typist(place.handle).scan("A1 ", "Tab", pace=4)
    settled(qtbot, place)
    assert (place.field.text(), place.happened) == ("A1 " if focus == "field" else "", [])
    assert getattr(place, focus).hasFocus()
