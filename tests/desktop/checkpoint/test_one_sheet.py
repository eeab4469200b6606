"""One sheet lies over the page of a gate at a time, and the key that opened it closes it."""

import itertools

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit

from passdesk.desktop.look import Look
from passdesk.desktop.widgets.sheet import Sheet
from tests.desktop.checkpoint.conftest import Make, Stand
from tests.desktop.checkpoint.test_beside import page_at, press
from tests.desktop.checkpoint.test_workspace import at_a_check, page_of

OPENS = {
    "why": Qt.Key.Key_F2, "paper": Qt.Key.Key_F4, "put right": Qt.Key.Key_F9, "shift": Qt.Key.Key_F10,
}  # fmt: skip


def opened(at: Stand, name: str) -> list[Sheet]:
    press(at, OPENS[name])
    at.qtbot.waitUntil(lambda: at.idle)
    return [one for one in page_at(at).findChildren(Sheet) if one.isVisible()]


@pytest.mark.parametrize(("first", "second"), list(itertools.permutations(OPENS, 2)))
def test_whatever_is_opened_next_lies_there_alone(stand: Make, look: Look, first: str, second: str) -> None:
    at = at_a_check(stand, look)
    (before,) = opened(at, first)
    (now,) = opened(at, second)
    assert first == "paper" or now is not before  # while paper is typed in, only its own keys are heard


@pytest.mark.parametrize("name", OPENS)
def test_the_key_that_opened_a_sheet_closes_it_and_so_does_escape(stand: Make, look: Look, name: str) -> None:
    at = at_a_check(stand, look)
    assert len(opened(at, name)) == 1
    assert opened(at, name) == []
    assert len(opened(at, name)) == 1
    assert press(at, Qt.Key.Key_Escape)
    assert not any(one.isVisible() for one in page_at(at).findChildren(Sheet))


def test_in_a_page_built_anew_one_goes_on_typing_where_one_was(stand: Make, look: Look) -> None:
    """The window gives the focus to the page, the sheet takes it on."""
    at = at_a_check(stand, look)
    opened(at, "paper")
    page_at(at).hide()
    page = page_of(at, look)
    page.activateWindow()
    page.setFocus()
    at.qtbot.waitUntil(lambda: isinstance(page.focusWidget(), QLineEdit))
