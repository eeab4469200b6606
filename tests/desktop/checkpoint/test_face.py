"""The face at the gate, in windows of every size."""

import pytest
from PySide6.QtCore import QSize
from pytestqt.qtbot import QtBot

from passdesk.desktop.checkpoint.state import Shown
from passdesk.desktop.look import Look
from passdesk.desktop.widgets.photo import Photo
from tests.desktop.checkpoint.conftest import CONFIRM, Make

WINDOWS = [(1024, 640), (1366, 768), (1280, 1024), (1920, 1080), (2560, 1440), (1080, 1920), (3440, 1080)]


@pytest.mark.parametrize("size", WINDOWS)
def test_nobodys_ears_are_cut_off(qtbot: QtBot, stand: Make, look: Look, size: tuple[int, int]) -> None:
    """Photos are three wide and four high; what is painted more slender has its sides cut."""
    here = stand(CONFIRM)
    page = here.gate.page(look)
    qtbot.addWidget(page)
    page.resize(*size)
    page.show()
    here.gate.scanned(here.text, "camera")
    here.until(Shown)
    (face,) = page.findChildren(Photo)
    qtbot.waitUntil(lambda: face.painted_at is not None)
    assert 0.65 < face.width() / face.height() < 0.85
    assert face.height() > 0.25 * min(size)
    page.resize(1024, 640)
    assert page.size() == QSize(1024, 640), "a large face keeps no window large"
