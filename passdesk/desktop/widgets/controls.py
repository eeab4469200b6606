"""Buttons, chips, cards, notes, lines and rows: made one way everywhere."""

from collections.abc import Callable, Iterable
from typing import Literal, TypeVar

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QLayout, QPushButton, QScrollArea, QVBoxLayout, QWidget

from passdesk.desktop.look import Look
from passdesk.desktop.theme import SMALL, Tone
from passdesk.desktop.widgets.labels import Size, label

L = TypeVar("L", QHBoxLayout, QVBoxLayout)
Kind = Literal["primary", "plain", "danger", "quiet", "chip"]


def button(
    look: Look, words: str, pressed: Callable[[], object], *, kind: Kind = "plain", icon: str = "", touch: bool = False
) -> QPushButton:
    """`touch`: as large as a gloved finger needs. Return presses it, but at the gate nothing has the focus."""
    made = QPushButton(without_shortcut(words))
    made.setProperty("kind", kind)
    made.setCursor(Qt.CursorShape.PointingHandCursor)
    made.setAccessibleName(words)
    made.clicked.connect(lambda: pressed())
    if icon:
        ink = {"primary": look.colours.on_accent, "danger": look.colours.refuse, "quiet": look.colours.accent}
        made.setIcon(look.icon(icon, ink.get(kind, look.colours.ink)))
        made.setIconSize(QSize(look.icon_px, look.icon_px))
    if touch:
        made.setMinimumHeight(look.px(48))
    return made


def without_shortcut(words: str) -> str:
    """For a button: an ampersand in a name is one, and no key with Alt that a code may type presses it."""
    return words.replace("&", "&&")


def return_presses(within: QWidget) -> None:
    """On a page where Return can do no harm: it presses the button that has the focus, as Space does everywhere."""
    for one in within.findChildren(QPushButton):
        one.setAutoDefault(True)


def chip(look: Look, words: str, pressed: Callable[[], object], *, checked: bool = False) -> QPushButton:
    made = button(look, words, pressed, kind="chip")
    made.setCheckable(True)
    made.setChecked(checked)
    fit_chip(look, made)
    return made


def fit_chip(look: Look, made: QPushButton) -> None:
    """Room for its words when it is checked and they are bold: Qt counts the plain weight. Again after new words."""
    bold = QFontMetrics(look.font(SMALL, bold=True))
    made.setMinimumWidth(bold.horizontalAdvance(made.text()) + look.px(28))


def card(layout: QLayout | None = None) -> QFrame:
    made = QFrame()
    made.setObjectName("card")
    if layout is not None:
        made.setLayout(layout)
    return made


def frame(name: str, layout: QLayout) -> QFrame:
    """A frame that the style sheet knows: bar, foot, rail."""
    made = QFrame()
    made.setObjectName(name)
    made.setLayout(layout)
    return made


def surface(layout: QLayout | None = None) -> QWidget:
    made = QWidget()
    made.setObjectName("surface")
    made.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
    if layout is not None:
        made.setLayout(layout)
    return made


def note(look: Look, words: str, tone: Tone = "attention", *, size: Size = "body") -> QFrame:
    """Something to be told, on a soft ground with an edge in its tone."""
    said = label(words, size=size, wrap=True)
    made = frame("note", row(said, margins=(look.px(14), look.px(10), look.px(14), look.px(10))))
    made.setProperty("tone", tone)
    return made


def line() -> QFrame:
    made = QFrame()
    made.setObjectName("line")
    return made


Part = QWidget | QLayout | int | None
"""A widget, a layout, so many pixels of space, or None: whatever space is left."""


def row(*parts: Part, spacing: int = 8, margins: tuple[int, int, int, int] = (0, 0, 0, 0)) -> QHBoxLayout:
    return _filled(QHBoxLayout(), parts, spacing, margins)


def column(*parts: Part, spacing: int = 8, margins: tuple[int, int, int, int] = (0, 0, 0, 0)) -> QVBoxLayout:
    return _filled(QVBoxLayout(), parts, spacing, margins)


def scrolled(inside: QWidget) -> QScrollArea:
    """As wide as there is room; scrolls up and down only."""
    made = QScrollArea()
    made.setWidgetResizable(True)
    made.setFrameShape(QFrame.Shape.NoFrame)
    made.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    inside.setObjectName(inside.objectName() or "surface")
    made.setWidget(inside)
    return made


def clear(layout: QLayout) -> None:
    """Take everything out of a layout and let go of it."""
    while (item := layout.takeAt(0)) is not None:
        if (widget := item.widget()) is not None:
            widget.hide()
            widget.deleteLater()
        elif (inner := item.layout()) is not None:
            clear(inner)


def keep_only(layout: QBoxLayout, wanted: Iterable[QWidget]) -> None:
    """These widgets in this order, those that are there already where they are; let go of all others."""
    each = list(wanted)
    for place in reversed(range(layout.count())):
        item = layout.itemAt(place)
        widget = item.widget() if item is not None else None
        if widget is not None and widget not in each:
            layout.removeWidget(widget)
            widget.hide()
            widget.deleteLater()
    for place, widget in enumerate(each):
        if layout.indexOf(widget) != place:
            layout.insertWidget(place, widget)


def _filled(
    layout: L, parts: Iterable[Part], spacing: int, margins: tuple[int, int, int, int]
) -> L:
    layout.setSpacing(spacing)
    layout.setContentsMargins(*margins)
    for part in parts:
        match part:
            case None:
                layout.addStretch(1)
            case int():
                layout.addSpacing(part)
            case QWidget():
                layout.addWidget(part)
            case QLayout():
                layout.addLayout(part)
    return layout
