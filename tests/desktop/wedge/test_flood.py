"""Ten thousand characters, a million: one answer, recorded once, and the window goes on."""

import tracemalloc

import pytest
from PySide6.QtWidgets import QApplication, QLineEdit

from passdesk.desktop.checkpoint.state import Shown
from passdesk.domain.entries import Entry
from passdesk.scanning.keystrokes import Action, Key, Keystrokes, Scanned
from passdesk.scanning.serial_port import Lines
from passdesk.scanning.wedge import LONGEST
from tests.desktop.events import let_events_through
from tests.desktop.holder.test_display import Make_, Stand, stand
from tests.desktop.typing import Typist

__all__ = ["stand"]

KEYS, MILLION = 100_000, 1_000_000


def shown(at: Stand) -> list[Entry]:
    return list(at.desk.opened.store.journal.entries(1, kinds=("shown",)))


def goes_on(at: Stand, before: int) -> None:
    """One answer to it, one entry; and whoever comes next is read at once."""
    moment = at.gate.picture.moment
    assert isinstance(moment, Shown)
    assert moment.answer.verdict.word != "admit"
    assert not moment.answer.verdict.verified
    assert len(shown(at)) == before + 1
    at.read()
    moment = at.gate.picture.moment
    assert isinstance(moment, Shown)
    assert moment.answer.verdict.verified


@pytest.mark.parametrize("character", ["7", "a", "+", " 1"])
def test_ten_thousand_characters_typed_by_a_scanner(stand: Make_, character: str) -> None:
    at = stand()
    before = len(shown(at))
    for _ in range(2):
        answered = at.gate.picture.moment
        Typist(at.desk.window.windowHandle()).scan(character * (10_000 // len(character)), pace=1)
        at.until(lambda held=answered: at.gate.picture.moment is not held and isinstance(at.gate.picture.moment, Shown))  # type: ignore[misc]
    goes_on(at, before)


def test_a_hundred_thousand_keys_are_held_as_what_is_refused_and_no_more() -> None:
    strokes, told = Keystrokes(), list[Action]()
    tracemalloc.start()
    for at_ms in range(KEYS):
        told += (one for one in strokes.press(Key("7", "char", at_ms)) if isinstance(one, Scanned))
    held, _ = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    told += strokes.quiet(KEYS + 1000)
    told += strokes.quiet(KEYS + 1100)
    assert [len(one.text) for one in told if isinstance(one, Scanned)] == [LONGEST + 1]
    assert held < 100_000


@pytest.mark.parametrize("size", [10_000, MILLION])
def test_as_many_bytes_from_a_serial_port(stand: Make_, size: int) -> None:
    at = stand()
    before, lines = len(shown(at)), Lines()
    told = [text for _ in range(10) for text in lines.feed(b"7" * (size // 10))] + lines.feed(b"\r")
    assert [len(text) for text in told] == [LONGEST + 1]
    at.read(told[0])
    goes_on(at, before)


@pytest.mark.parametrize("text", ["7" * 7089, "7" * MILLION, "é" * MILLION, "http://" + "a" * MILLION, "\x00" * 10_000])
def test_as_the_content_of_a_code_before_the_camera(stand: Make_, text: str) -> None:
    at = stand()
    before = len(shown(at))
    at.read(text)
    goes_on(at, before)


def test_a_person_who_types_ten_thousand_letters_looks_for_two_hundred(stand: Make_) -> None:
    at = stand()
    at.gate.begin_to_find()
    typist = Typist(at.desk.window.windowHandle())
    typist.type("chan " * 100, pace=110)
    at.until(lambda: not at.desk.keyboard.busy)
    let_events_through()
    field = QApplication.focusWidget()
    assert isinstance(field, QLineEdit)
    field.insert("x" * MILLION)
    at.until(lambda: not at.desk.opened.jobs.busy)
    assert len(field.text()) == len(at.gate.picture.finding.text) == 200
    assert shown(at) == []
