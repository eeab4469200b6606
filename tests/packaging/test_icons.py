"""The outlines in resources/ are those of the family's font, and of every icon that the window names."""

import icons
from PySide6.QtWidgets import QApplication


def test_the_outlines_are_those_of_the_font(qapp: QApplication) -> None:
    del qapp
    drawn = icons.outlines()
    assert {"lock-outline", "alert-outline", "qrcode-scan"} <= drawn.keys()
    assert icons.PLACE.read_text(encoding="utf-8") == icons.written(drawn), "python packaging/icons.py writes them"
