"""A camera's picture is cut to fill and mirrored where people see themselves; what is over it stands at its place."""

import numpy as np
import pytest
from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from passdesk.desktop.camera_device import image_of
from passdesk.desktop.checkpoint.camera_view import CameraView
from passdesk.desktop.issuing.sheets.camera_view import GuidedPicture
from passdesk.desktop.look import Look
from passdesk.desktop.widgets.camera_picture import CameraPicture
from passdesk.desktop.widgets.camera_view import LivePicture
from passdesk.desktop.widgets.status_strip import StatusStrip
from passdesk.scanning.camera import BGR

RED, WHITE = "#ff0000", "#ffffff"
SPOT = (0.4, 0.4)
"""Where a white square stands in the frame, as shares of its width and height: left of the middle."""


def frame(width: int, height: int) -> BGR:
    """All red, with a white square around `SPOT`."""
    made = np.zeros((height, width, 3), np.uint8)
    made[..., 2] = 255
    x, y = round(SPOT[0] * width), round(SPOT[1] * height)
    made[y - 12 : y + 12, x - 12 : x + 12] = 255
    return made


def colour(widget: QWidget, x: float, y: float) -> str:
    return widget.grab().toImage().pixelColor(round(x), round(y)).name()


@pytest.mark.parametrize("mirror", [True, False])
@pytest.mark.parametrize(("wide", "high"), [(290, 150), (304, 380), (150, 150)])
@pytest.mark.parametrize("size", [(1280, 720), (640, 480), (480, 640)])
def test_it_fills_its_place_and_knows_where_things_are(
    qtbot: QtBot, look: Look, size: tuple[int, int], wide: int, high: int, mirror: bool
) -> None:
    made = CameraPicture(look, mirror=mirror)
    qtbot.addWidget(made)
    made.resize(wide, high)
    made.show_frame(image_of(frame(*size)))
    at = made.at(*SPOT)
    assert colour(made, at.x(), at.y()) == WHITE
    assert (at.x() > wide / 2) == mirror
    for x, y in ((wide / 2, 4), (wide / 2, high - 4), (4, high / 2), (wide - 4, high / 2)):
        assert colour(made, x, y) == RED


def test_an_heir_paints_over_it_and_a_picture_that_is_gone_leaves_the_ground(qtbot: QtBot, look: Look) -> None:
    class Crossed(CameraPicture):
        def paint_over(self, painter: QPainter, place: QRectF) -> None:
            painter.fillRect(QRectF(place.center().x() - 5, 0, 10, place.height()), QColor("#0000ff"))

    made = Crossed(look, ground="#112233")
    qtbot.addWidget(made)
    made.resize(200, 100)
    made.show_frame(image_of(frame(640, 480)))
    assert (colour(made, 100, 50), colour(made, 20, 50)) == ("#0000ff", RED)
    made.show_none()
    assert (colour(made, 100, 50), colour(made, 20, 50)) == ("#0000ff", "#112233")
    assert made.at(0.5, 0.5).isNull()


def test_every_camera_of_the_window_shows_its_picture_the_same_way(qtbot: QtBot, look: Look) -> None:
    """The gate's, the preferences' and the one for photos: only what stands over it differs."""
    gate, live, photo = CameraView(look), LivePicture(look), GuidedPicture(look)
    for made in (gate, live, photo):
        qtbot.addWidget(made)
        made.resize(304, 380)
        made.setFixedSize(304, 380)
    gate.show_state("running", reading=False)
    for made in (gate, live, photo):
        made.show_frame(image_of(frame(1280, 720)))
        at = made.at(*SPOT)
        assert (colour(made, at.x(), at.y()), at.x() > 152) == (WHITE, True)
    gate.show_state("lost", reading=False)
    live.show_state("lost")
    photo.show_none()
    assert [made.image for made in (gate, live, photo)] == [None, None, None]


def test_a_status_strip_says_what_it_is_told_and_owns_to_what_it_cuts(qtbot: QtBot, look: Look) -> None:
    made = StatusStrip(look)
    qtbot.addWidget(made)
    made.resize(400, 46)
    made.say("All is well")
    assert (made.words, made.toolTip(), made.accessibleName(), made.cut_words()) == (
        "All is well", "All is well", "All is well", ()
    )  # fmt: skip
    quiet = colour(made, 200, 23)
    made.say("No exchange for days " * 9, "attention")
    assert made.cut_words() == (made.words,)
    assert colour(made, 395, 8) != quiet
