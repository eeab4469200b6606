"""Widgets that stand again where they stood, with other words."""

from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from passdesk.desktop.widgets.controls import row
from passdesk.desktop.widgets.reused import Reused
from tests.desktop.events import let_events_through


def test_what_was_the_same_stands_again_and_the_rest_goes(qtbot: QtBot) -> None:
    page, layout, reused = QWidget(), QVBoxLayout(), Reused()
    qtbot.addWidget(page)
    page.setLayout(layout)
    page.show()
    made: list[QLabel] = []

    def new() -> QLabel:
        made.append(QLabel())
        return made[-1]

    def fill(*kinds: str) -> list[QLabel]:
        reused.begin(layout)
        each = [reused.one(kind, new) for kind in kinds]
        layout.addWidget(each[0])
        layout.addLayout(row(*each[1:]))
        layout.addWidget(QLabel("of nobody's"))
        reused.end()
        let_events_through()
        return each

    first = fill("name", "name", "line")
    assert fill("name", "name", "line") == first
    assert len(made) == 3
    second = fill("line", "box", "name")
    assert second[0] is first[2]
    assert second[2] is first[0]
    assert len(made) == 4
    shown = {one for one in page.findChildren(QLabel) if one.text() != "of nobody's"}
    assert shown == set(second), "what stands no more is gone"
    assert [one.text() for one in page.findChildren(QLabel)].count("of nobody's") == 1
