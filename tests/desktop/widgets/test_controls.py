"""Buttons that are named after people and institutions."""

import pytest
from PySide6.QtWidgets import QAbstractButton
from pytestqt.qtbot import QtBot

from passdesk.desktop.look import Look
from passdesk.desktop.widgets.controls import button
from passdesk.desktop.widgets.form import ManyField


@pytest.mark.parametrize("name", ["Chan & Co", "R&D", "&", "&&", "A&FUN", "陳&李"])
def test_an_ampersand_is_shown_and_is_no_shortcut(qtbot: QtBot, look: Look, name: str) -> None:
    field, pressed = ManyField(look, "Lines", [("a", name)]), button(look, name, lambda: None)
    qtbot.addWidget(field)
    qtbot.addWidget(pressed)
    made: list[QAbstractButton] = [pressed, field.boxes["a"]]
    for one in made:
        assert one.shortcut().isEmpty()
        assert one.text() == name.replace("&", "&&")
    assert pressed.accessibleName() == name
