"""Icons are drawn, from the one family that a bundle carries."""

import pytest
from pytestqt.qtbot import QtBot

from passdesk.desktop.icons import icon


def test_an_icon_is_drawn_in_its_colour(qtbot: QtBot) -> None:
    del qtbot
    drawn = icon("qrcode-scan", "#1f5fbf").pixmap(22, 22).toImage()
    pixels = [drawn.pixelColor(x, y) for x in range(22) for y in range(22)]
    assert {pixel.name() for pixel in pixels if pixel.alpha() == 255} == {"#1f5fbf"}


def test_a_name_that_is_none_is_a_mistake(qtbot: QtBot) -> None:
    del qtbot
    with pytest.raises(Exception, match="no-such-icon"):
        icon("no-such-icon", "#1f5fbf")
