"""No text is clipped in any state of any page; and the measure sees what is."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QListWidget, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from passdesk.desktop.look import Look
from passdesk.desktop.theme import Theme
from passdesk.desktop.widgets.labels import FitLabel
from tests.gallery.clipping import clipped
from tests.gallery.darkroom import SHORT, Darkroom
from tests.gallery.hanging import ROOMS, go_through
from tests.simulation.places import quick_folder

WORDS = "Hold the pass closer to the camera, please"


@pytest.fixture
def folder(qapp: QApplication) -> Iterator[Path]:
    del qapp
    with quick_folder() as made:
        yield made


@pytest.mark.parametrize("room", ROOMS)
def test_no_words_are_clipped(room: str, folder: Path) -> None:
    darkroom = Darkroom(SHORT)
    states = list(go_through(room, folder, darkroom))
    assert len(states) == len(set(states)), "two states of one name"
    assert darkroom.found == []


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    made = QWidget()
    made.setLayout(QVBoxLayout())
    qtbot.addWidget(made)
    return made


def held(window: QWidget, qtbot: QtBot, *widgets: QWidget) -> list[str]:
    layout = window.layout()
    assert layout is not None
    for widget in widgets:
        layout.addWidget(widget)
    with qtbot.waitExposed(window):
        window.show()
    return clipped(window)


def test_what_has_room_is_not_clipped(window: QWidget, qtbot: QtBot) -> None:
    assert held(window, qtbot, QLabel(WORDS), QPushButton(WORDS)) == []


@pytest.mark.parametrize("made", [QLabel, QPushButton])
def test_what_is_too_narrow_is(window: QWidget, qtbot: QtBot, made: type[QLabel] | type[QPushButton]) -> None:
    narrow = made(WORDS)
    narrow.setFixedWidth(60)
    (line,) = held(window, qtbot, narrow)
    assert f"{WORDS!r}: " in line
    assert "px wide in" in line


def test_a_wrapped_label_that_is_too_low_is(window: QWidget, qtbot: QtBot) -> None:
    low = QLabel(WORDS * 5)
    low.setWordWrap(True)
    low.setFixedSize(200, 20)
    (line,) = held(window, qtbot, low)
    assert "px high in 20" in line


def test_what_sticks_out_of_what_holds_it_is(window: QWidget, qtbot: QtBot) -> None:
    frame = QWidget()
    frame.setFixedSize(80, 40)
    inside = QLabel(WORDS, frame)
    inside.resize(inside.sizeHint())
    (line,) = held(window, qtbot, frame)
    assert "at the side by QWidget" in line


def test_a_line_of_a_list_is_elided_and_has_its_whole_in_the_tool_tip(window: QWidget, qtbot: QtBot) -> None:
    lines = QListWidget()
    lines.addItem(WORDS)
    lines.setFixedWidth(120)
    (line,) = held(window, qtbot, lines)
    assert "px wide in" in line
    lines.item(0).setToolTip(WORDS)
    assert len(clipped(window)) == 1, "it is moved by a bar, and not elided"
    lines.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    QApplication.processEvents()
    assert clipped(window) == []


def test_words_that_shrink_and_do_not_fit_are_in_the_tool_tip(window: QWidget, qtbot: QtBot) -> None:
    fitted = FitLabel(Look(Theme(dark=False, scale=1.0, language="en")), 40, lines=2)
    fitted.set_words(WORDS * 3)
    fitted.setFixedWidth(120)
    assert held(window, qtbot, fitted) == []
    assert fitted.elided
    assert fitted.toolTip() == WORDS * 3
    fitted.setToolTip("")
    (line,) = clipped(window)
    assert "no tool tip has the whole" in line
