"""The preferences by themselves, as any page may hold them."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from msgspec.structs import replace
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication, QCheckBox, QComboBox, QPushButton, QSlider
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from passdesk.desktop.camera_device import CameraDevice
from passdesk.desktop.devices import Scans
from passdesk.desktop.jobs import Jobs
from passdesk.desktop.look import Look
from passdesk.desktop.preferences.panel import PreferencesPanel
from passdesk.desktop.preferences.tools import PreferencesTools
from passdesk.desktop.settings import Settings
from passdesk.desktop.widgets.camera_view import LivePicture
from passdesk.errors import Trouble
from passdesk.scanning.serial_port import Port
from tests.factories.clocks import FakeClock

PORTS = [Port("/dev/ttyUSB0", "A scanner"), Port("/dev/ttyS0", "n/a")]
Make = Callable[..., tuple[PreferencesPanel, list[Settings]]]


@pytest.fixture
def make(qapp: QApplication, look: Look) -> Iterator[Make]:
    del qapp
    panels: list[PreferencesPanel] = []

    def made(settings: Settings | None = None, **tools: Any) -> tuple[PreferencesPanel, list[Settings]]:
        told: list[Settings] = []
        screens = ["eDP-1", "HDMI-1"]
        given = PreferencesTools(**{"find_ports": lambda: PORTS, "find_screens": lambda: screens, **tools})
        panel = PreferencesPanel(look, settings or Settings(), told.append, tools=given)
        panels.append(panel)
        panel.show()
        return panel, told

    yield made
    for one in panels:
        if isValid(one):
            one.close()
            one.deleteLater()


@pytest.fixture
def jobs() -> Iterator[Jobs]:
    made = Jobs(ThreadPoolExecutor(1))
    yield made
    made.close()


def named(panel: PreferencesPanel, kind: type[Any], name: str) -> Any:
    return next(one for one in panel.findChildren(kind) if one.accessibleName() == name or one.text() == name)


def box(panel: PreferencesPanel, name: str) -> QComboBox:
    return next(one for one in panel.findChildren(QComboBox) if one.accessibleName() == name)


def choose(one: QComboBox, index: int) -> None:
    one.setCurrentIndex(index)
    one.activated.emit(index)


def test_each_choice_is_told_once_and_adds_to_the_one_before(make: Make) -> None:
    panel, told = make()
    named(panel, QPushButton, "Text size: 125%").click()
    named(panel, QPushButton, "Appearance: As the system").click()
    named(panel, QPushButton, "Appearance: As the system").click()
    expected = replace(Settings(), scale=1.25)
    assert told == [expected, replace(expected, appearance="system")]


@pytest.mark.parametrize(
    ("name", "index", "changed"),
    [("Camera", 0, {"camera": None}), ("Camera", 3, {"camera": 2}), ("Resolution", 2, {"resolution": "1920x1080"}),
     ("Serial port of a scanner", 1, {"serial_port": "/dev/ttyUSB0"}),
     ("Screen before the holder", 1, {"holder_screen": "off"}),
     ("Screen before the holder", 3, {"holder_screen": "HDMI-1"})],
)  # fmt: skip
def test_lists(make: Make, name: str, index: int, changed: dict[str, Any]) -> None:
    panel, told = make()
    choose(box(panel, name), index)
    assert told == [replace(Settings(), **changed)]


def test_mirror_sounds_and_volume(make: Make) -> None:
    panel, told = make()
    full, mirror, sounds = panel.findChildren(QCheckBox)
    full.toggle()
    mirror.toggle()
    sounds.toggle()
    panel.findChildren(QSlider)[0].setValue(0)
    assert told[-1] == replace(Settings(), full_screen=True, mirror=False, sounds=False, volume=0)


def test_what_was_chosen_and_is_not_there_now_is_still_chosen(make: Make) -> None:
    chosen = Settings(serial_port="/dev/gone", printer="A printer that is gone", resolution="800x600", camera=17,
                      holder_screen="DP-9")  # fmt: skip
    panel, told = make(chosen)
    for name, words in (("Serial port of a scanner", "/dev/gone"), ("Printer", "A printer that is gone"),
                        ("Resolution", "800 × 600"), ("Camera", "Camera 17"),
                        ("Screen before the holder", "DP-9")):  # fmt: skip
        assert box(panel, name).currentText().startswith(words)
    named(panel, QPushButton, "Text size: 200%").click()
    assert told == [replace(chosen, scale=2.0)]


def test_cameras_are_looked_for_off_the_gui_thread(qtbot: QtBot, make: Make, jobs: Jobs) -> None:
    panel, _ = make(Settings(camera=1), jobs=jobs, find_cameras=lambda: [0, 3])
    named(panel, QPushButton, "Look for cameras").click()
    camera = box(panel, "Camera")
    qtbot.waitUntil(lambda: camera.count() == 4, timeout=5000)
    assert [camera.itemText(n) for n in range(1, 4)] == ["Camera 0", "Camera 1, not there now", "Camera 3"]
    assert camera.currentText() == "Camera 1, not there now"


def test_a_panel_that_is_gone_hears_of_no_cameras(qtbot: QtBot, make: Make, jobs: Jobs) -> None:
    panel, _ = make(jobs=jobs, find_cameras=list)
    named(panel, QPushButton, "Look for cameras").click()
    panel.deleteLater()
    qtbot.waitUntil(lambda: jobs.busy == 0, timeout=5000)


def test_the_live_picture_is_that_of_the_camera_this_desk_reads_with(make: Make) -> None:
    feed = CameraDevice(Scans(), FakeClock(), lambda _: None)
    panel, _ = make(feed=feed)
    named(panel, QPushButton, "Live picture").click()
    shown = panel.findChildren(LivePicture)[0]
    seen = [shown.shows_picture]
    feed.frame.emit(QImage(64, 48, QImage.Format.Format_RGB888))
    seen.append(shown.shows_picture)
    feed.state.emit("lost")
    assert [*seen, shown.shows_picture] == [False, True, False]
    panel.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    assert not isValid(panel)
    feed.frame.emit(QImage(64, 48, QImage.Format.Format_RGB888))


def test_a_camera_that_cannot_be_opened_says_so(qtbot: QtBot, make: Make) -> None:
    def none_there(number: int, size: tuple[int, int]) -> Any:
        raise Trouble(f"Camera {number} can't be opened at {size}.")

    panel, _ = make(clock=FakeClock(), open_camera=none_there)
    named(panel, QPushButton, "Live picture").click()
    shown = panel.findChildren(LivePicture)[0]
    qtbot.waitUntil(lambda: shown.state == "lost", timeout=5000)
    panel.grab()


def test_the_trial_of_a_sound_is_as_loud_as_chosen(make: Make) -> None:
    played: list[tuple[str, int]] = []
    panel, _ = make(Settings(volume=30), play=lambda name, volume: played.append((name, volume)))
    named(panel, QPushButton, "Admitted").click()
    named(panel, QPushButton, "Evacuation").click()
    assert played == [("admit", 30), ("evacuation", 30)]
    silent, _ = make()
    assert "Evacuation" not in [one.text() for one in silent.findChildren(QPushButton)]


def test_texts_are_for_the_page_until_a_scanner_is_tried(make: Make) -> None:
    panel, _ = make()
    assert not panel.scanned("123")
    named(panel, QPushButton, "Try the scanner").click()
    assert panel.scanned("1" * 10_000)
    assert panel.scanned("")
