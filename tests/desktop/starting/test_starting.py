"""What stands between the start and an open desk: each a picture with words, never a traceback."""

import os
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from msgspec.structs import replace
from PySide6.QtWidgets import QApplication, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from passdesk.desktop.desk_folder import OpenedFolder, Opening
from passdesk.desktop.devices import Scans
from passdesk.desktop.jobs import Jobs
from passdesk.desktop.settings import Settings
from passdesk.desktop.starting.starting import Starting
from passdesk.desktop.starting.state import StartPicture
from passdesk.desktop.starting.window import StartWindow
from passdesk.desktop.wizard.wizard import WizardTools
from passdesk.store.desk_lock import DeskLock
from tests.cli import town as towns
from tests.cli.shell import PASSPHRASE
from tests.cli.town import Town
from tests.factories.clocks import FakeClock
from tests.factories.zones import CHEAP


@pytest.fixture(scope="session")
def founded(tmp_path_factory: pytest.TempPathFactory) -> Town:
    return towns.found(tmp_path_factory.mktemp("founded"), FakeClock())


@pytest.fixture
def folder(founded: Town, tmp_path: Path) -> Path:
    return founded.copied(tmp_path).shell.data


@pytest.fixture
def jobs(qapp: QApplication) -> Iterator[Jobs]:
    del qapp
    made = Jobs(ThreadPoolExecutor(1))
    yield made
    made.close()


def opening(folder: Path, passphrase: str | None = PASSPHRASE) -> Opening:
    return Opening(folder, passphrase, None, CHEAP)


def starts(qtbot: QtBot, starting: Starting) -> StartPicture:
    """What the start comes to; a desk that opens is closed again."""
    opened: list[OpenedFolder] = []
    starting.opened.connect(opened.append)
    starting.begin()
    settles(qtbot, starting)
    for one in opened:
        one.close()
    return starting.picture


def settles(qtbot: QtBot, starting: Starting) -> StartPicture:
    qtbot.waitUntil(lambda: not starting.picture.busy, timeout=20_000)
    return starting.picture


def test_a_desk_opens_with_its_passphrase(qtbot: QtBot, jobs: Jobs, folder: Path, founded: Town) -> None:
    starting = Starting(opening(folder), founded.shell.clock, jobs)
    assert starting.picture.stage == "opening"
    assert starts(qtbot, starting).stage == "open"


def test_a_passphrase_is_asked_for_until_it_fits(qtbot: QtBot, jobs: Jobs, folder: Path, founded: Town) -> None:
    starting = Starting(opening(folder, None), founded.shell.clock, jobs)
    assert (starts(qtbot, starting).stage, starting.picture.happened) == ("passphrase", "")
    starting.give_passphrase("no such passphrase")
    assert settles(qtbot, starting).stage == "passphrase"
    assert "does not open" in starting.picture.happened
    with qtbot.waitSignal(starting.opened, timeout=20_000) as told:
        starting.give_passphrase(PASSPHRASE)
    assert told.args is not None
    told.args[0].close()


def test_a_desk_that_is_held_is_opened_once_it_is_let_go(
    qtbot: QtBot, jobs: Jobs, folder: Path, founded: Town
) -> None:
    lock = DeskLock.take(folder)
    starting = Starting(opening(folder), founded.shell.clock, jobs)
    assert (starts(qtbot, starting).stage, starting.picture.pid) == ("held", os.getpid())
    lock.release()
    with qtbot.waitSignal(starting.opened, timeout=20_000) as told:
        starting.try_again()
    assert told.args is not None
    told.args[0].close()


@pytest.mark.parametrize("name", ["journal.db", "keys.json"])
def test_a_damaged_desk_is_said_in_words(
    qtbot: QtBot, jobs: Jobs, folder: Path, founded: Town, name: str
) -> None:
    (folder / name).write_bytes(b"\x00" * 5000)
    picture = starts(qtbot, Starting(opening(folder), founded.shell.clock, jobs))
    assert (picture.stage, bool(picture.happened)) == ("trouble", True)
    assert "Traceback" not in picture.happened


def test_an_empty_or_new_folder_begins_the_wizard(qtbot: QtBot, jobs: Jobs, tmp_path: Path) -> None:
    assert starts(qtbot, Starting(opening(tmp_path / "new" / "desk"), FakeClock(), jobs)).stage == "wizard"


def test_a_folder_of_something_else_is_left_alone(qtbot: QtBot, jobs: Jobs, tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("Dear")
    assert starts(qtbot, Starting(opening(tmp_path), FakeClock(), jobs)).stage == "trouble"
    assert [path.name for path in tmp_path.iterdir()] == ["letter.txt"]


def test_a_folder_that_cannot_be_made_is_said_before_any_question(qtbot: QtBot, jobs: Jobs, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    picture = starts(qtbot, Starting(opening(tmp_path / "file" / "desk"), FakeClock(), jobs))
    assert picture.stage == "trouble"
    assert "may not write" in picture.happened


def test_a_desk_that_was_begun_and_not_finished_is_set_aside(
    qtbot: QtBot, jobs: Jobs, folder: Path, tmp_path: Path
) -> None:
    (folder / "journal.db").unlink()
    starting = Starting(opening(folder), FakeClock(), jobs)
    assert starts(qtbot, starting).stage == "unfinished"
    starting.set_aside()
    qtbot.waitUntil(lambda: starting.picture.stage == "wizard", timeout=20_000)
    aside = folder.with_name(f"{folder.name}.unfinished-1")
    assert (aside / "keys.json").exists()
    assert list(folder.iterdir()) == []
    del tmp_path


def test_a_journal_in_doubt_goes_on_and_the_window_says_so(
    qtbot: QtBot, jobs: Jobs, founded: Town, tmp_path: Path
) -> None:
    """An older copy of the journal was put back under a newer head."""
    town = founded.copied(tmp_path)
    older = {path.name: path.read_bytes() for path in town.shell.data.glob("journal.db*")}
    town.shell.by("admin", "institution", "add", "Loop", "--json")
    town.shell.by("admin", "operator", "add", "late", "--role", "hr").done()
    for path in town.shell.data.glob("journal.db*"):
        path.unlink()
    for name, data in older.items():
        (town.shell.data / name).write_bytes(data)
    starting = Starting(opening(town.shell.data), town.shell.clock, jobs)
    with qtbot.waitSignal(starting.opened, timeout=20_000) as told:
        starting.begin()
    assert told.args is not None
    assert told.args[0].notes == ("went on",)
    told.args[0].close()


PICTURES = [
    (StartPicture("opening", "/desk", busy=True), "Opening the desk …", []),
    (StartPicture("passphrase", "/desk"), "Passphrase needed", ["Open the desk"]),
    (StartPicture("held", "/desk", pid=4711, happened="Another."), "process 4711", ["Try again"]),
    (StartPicture("held", "/desk", happened="Another."), "This desk is open already", ["Try again"]),
    (StartPicture("trouble", "/desk", happened="It broke.", kept="All kept."), "It broke.", ["Try again"]),
    (StartPicture("unfinished", "/desk", happened="Begun."), "not finished",
     ["Set it aside and begin again", "Try again"]),
]  # fmt: skip


@pytest.mark.parametrize(("picture", "words", "buttons"), PICTURES)
def test_each_picture_says_what_it_is_and_what_can_be_done(
    qtbot: QtBot, tmp_path: Path, picture: StartPicture, words: str, buttons: list[str]
) -> None:
    del qtbot
    shown = StartWindow(
        Opening(tmp_path / "new"), FakeClock(), Jobs(ThreadPoolExecutor(1)), Settings(camera=None), WizardTools,
        scans=Scans(),
    )  # fmt: skip
    shown.window.show()
    shown.starting._show(picture)  # noqa: SLF001
    labels = " ".join(one.text() for one in shown.window.findChildren(QLabel))
    assert words in labels
    pressed = [one.text() for one in shown.window.findChildren(QPushButton) if one.property("kind") != "chip"]
    assert pressed == buttons
    shown.speak("zh-Hant")
    assert shown.settings == replace(Settings(camera=None), language="zh-Hant")
    shown.window.close()
    shown.window.deleteLater()
