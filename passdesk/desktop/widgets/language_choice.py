"""The languages, each in its own name: whoever can't read a page can still find theirs."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from passdesk.desktop.look import Look
from passdesk.desktop.theme import LANGUAGES, Language
from passdesk.desktop.widgets.controls import chip, row
from passdesk.desktop.wording import LANGUAGE_NAMES


def language_choice(look: Look, speak: Callable[[Language], object]) -> QWidget:
    """`speak` hears the language that was pressed."""
    chips = [
        chip(look, LANGUAGE_NAMES[one], partial(speak, one), checked=one == look.language) for one in LANGUAGES
    ]
    for one in chips:
        one.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    held = QWidget()
    held.setLayout(row(None, *chips, None, spacing=look.px(8)))
    return held
