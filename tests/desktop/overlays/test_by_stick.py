"""By stick from the window: a file there, the answer back, and what is wrong is said on the sheet."""

from collections.abc import Iterator
from contextlib import nullcontext
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from passdesk.desktop.look import Look
from passdesk.desktop.opened_desk import OpenedDesk
from passdesk.desktop.overlays.by_stick import ByStick, ByStickPicture
from passdesk.desktop.overlays.by_stick_body import said, under_way
from passdesk.server.answering import write_answer
from passdesk.server.taking_bundles import take_request
from passdesk.sync.bundling import Bundled
from passdesk.sync.unbundling import Unbundled
from passdesk.sync.wire import Refusal
from tests.desktop.windows import a_window
from tests.factories.clocks import START
from tests.server.zones import Served

TAKEN = Unbundled(START, False, 3, 20, 4, 0, False, False, None, "")


class Chosen:
    """What the file choosers answer."""

    path: Path | None = None

    def __call__(self, begin: str, patterns: str) -> Path | None:
        assert "/" not in begin
        assert patterns
        return self.path


@pytest.fixture
def at_gate(served: Served, qapp: QApplication) -> Iterator[OpenedDesk]:
    del qapp
    store = served.desk("gate-1", "checkpoint", lanes=("F1-1",))
    served.sync(store)
    made = OpenedDesk(store, served.clock, connect=lambda: nullcontext(served.link(store)))
    yield made
    made.close()


@pytest.fixture
def chosen() -> Chosen:
    return Chosen()


@pytest.fixture
def stick(at_gate: OpenedDesk, chosen: Chosen) -> ByStick:
    return ByStick(at_gate, choose_place=chosen, choose_file=chosen)


def ended(qtbot: QtBot, stick: ByStick) -> ByStickPicture:
    qtbot.waitUntil(lambda: not stick.picture.work, timeout=20_000)
    return stick.picture


def test_there_and_back(
    qtbot: QtBot, served: Served, at_gate: OpenedDesk, stick: ByStick, chosen: Chosen, tmp_path: Path
) -> None:
    stick.write()
    assert stick.picture == ByStickPicture()  # nobody chose a place
    served.clock.step(60)
    chosen.path = tmp_path / "up"
    stick.write()
    stick.write()  # one at a time
    written = ended(qtbot, stick).written
    assert written is not None
    write_answer(served.central, take_request(served.central, tmp_path / "up"), tmp_path / "down")
    stick.take()
    assert ended(qtbot, stick).wrong  # a file of our own is no answer
    chosen.path = tmp_path / "down"
    with qtbot.waitSignal(at_gate.wrote):
        stick.take()
    taken = ended(qtbot, stick).taken
    assert taken is not None
    assert not taken.older
    stick.take()
    again = ended(qtbot, stick).taken
    assert again is not None
    assert again.older
    stick.begin()
    assert stick.picture == ByStickPicture()


def test_a_place_that_takes_nothing_is_said(qtbot: QtBot, stick: ByStick, chosen: Chosen, tmp_path: Path) -> None:
    chosen.path = tmp_path / "no folder" / "up"
    stick.write()
    assert "could not be written" in ended(qtbot, stick).wrong[0]


def test_it_waits_for_an_exchange_under_way(
    qtbot: QtBot, at_gate: OpenedDesk, stick: ByStick, chosen: Chosen, tmp_path: Path
) -> None:
    chosen.path = tmp_path / "up"
    assert at_gate.exchanging is not None
    with at_gate.exchanging.aside():
        stick.write()
        stick.cancel()
        assert stick.picture.work == "writing"
    assert "Stopped" in ended(qtbot, stick).wrong[0]
    assert not (tmp_path / "up").exists()


def test_the_sheet_is_for_who_answers_for_the_desk(qtbot: QtBot, served: Served, at_gate: OpenedDesk) -> None:
    del qtbot
    with a_window(at_gate) as windowed:
        at_gate.session.begin(served.admin)
        windowed.overlays.open("menu")
        assert windowed.overlays.by_stick.is_for(at_gate.session.operator)
        windowed.overlays.open("stick")
        assert windowed.says("When the line is down for days.")
        windowed.overlays.by_stick.pictured.emit(ByStickPicture(name="down", taken=TAKEN))
        assert windowed.says("Taken in: 20 rows and 4 attachments.")
        windowed.click("Close")
        assert windowed.over() == ""


def test_a_zone_of_one_desk_has_no_stick(opened: OpenedDesk) -> None:
    assert not ByStick(opened).is_for(opened.session.operator)


@pytest.mark.parametrize(
    ("picture", "words", "tone"),
    [
        (ByStickPicture(), [], []),
        (ByStickPicture(name="up", written=Bundled(1, 0, 0, 0, 9)), ["1 entry and 0 attachments"], ["admit"]),
        (ByStickPicture(name="up", written=Bundled(5, 2, 1, 3, 9)), ["5 entries", "key of the server", "room"],
         ["admit", "attention", "attention"]),
        (ByStickPicture(taken=TAKEN), ["20 rows", "3 entries more"], ["admit", "admit"]),
        (ByStickPicture(taken=Unbundled(START, True, 0, 0, 0, 0, False, False, None, "")), ["Nothing in it is new"],
         ["plain"]),
        (ByStickPicture(taken=Unbundled(START, False, 0, 0, 0, 0, False, True, Refusal(1, "gap", "Not held."), "No.")),
         ["0 rows", "in doubt", "Not held", "No."], ["admit", "attention", "attention", "refuse"]),
        (ByStickPicture(wrong=("This file is no bundle.", "Nothing was changed.")), ["no bundle"], ["refuse"]),
    ],
)  # fmt: skip
def test_how_it_went_in_words(look: Look, picture: ByStickPicture, words: list[str], tone: list[str]) -> None:
    told = said(look, picture)
    assert [each for _, each in told] == tone
    assert all(word in line for word, (line, _) in zip(words, told, strict=True))
    assert under_way(look, picture) == ""
    assert under_way(look, ByStickPicture("taking", 3 << 20)) == "Taking in … 3 MiB"
