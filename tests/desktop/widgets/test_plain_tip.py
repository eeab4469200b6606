"""A name is shown as it is, whatever it looks like."""

import re
from pathlib import Path

import pytest
from PySide6.QtGui import QTextDocument
from pytestqt.qtbot import QtBot

import passdesk.desktop
from passdesk.desktop.widgets.plain_tip import plain

DESKTOP = Path(passdesk.desktop.__file__).parent


@pytest.mark.parametrize(
    "words",
    ["", "Chan Siu Ming\n陳小明", "<h1>ADMIT</h1>", "<b>Chan & Co</b>\nsecond line", "a < b", "<img src='x'>", "&lt;"],
)
def test_words_are_shown_as_they_are(qtbot: QtBot, words: str) -> None:
    del qtbot
    told = plain(words)
    document = QTextDocument()
    if "<" in told:
        document.setHtml(told)
    else:
        document.setPlainText(told)
    assert document.toPlainText() == words


def test_every_tool_tip_is_either_ours_or_plain() -> None:
    for path in DESKTOP.rglob("*.py"):
        for argument in re.findall(r"setToolTip\((.*)\)", path.read_text(encoding="utf-8")):
            assert argument.startswith(("plain(", "look.tr(", "self._look.tr(", "tr(", '""')), (path.name, argument)
