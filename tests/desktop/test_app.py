"""From the program's start to its end: a desk that is there, and one that is made first."""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, nullcontext
from pathlib import Path

import pytest
from PySide6.QtCore import QLocale, QTimer
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from passdesk.desktop.app import Shown, first_settings, run, system_language
from passdesk.desktop.desk_folder import Opening
from passdesk.desktop.settings import FILE, Settings, load, save
from passdesk.desktop.wizard.wizard import WizardTools
from passdesk.store.desk_lock import Held
from passdesk.store.desk_store import DeskStore
from tests.cli import town as towns
from tests.cli.shell import PASSPHRASE, database_key
from tests.cli.town import Town
from tests.desktop.events import let_events_through
from tests.factories.clocks import FakeClock
from tests.factories.zones import CHEAP


@pytest.fixture(scope="session")
def founded(tmp_path_factory: pytest.TempPathFactory) -> Town:
    return towns.found(tmp_path_factory.mktemp("founded"), FakeClock())

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def town(founded: Town, tmp_path: Path) -> Town:
    made = founded.copied(tmp_path)
    save(made.shell.data, Settings(camera=None, language="zh-Hans"))
    return made


def opening(folder: Path) -> Opening:
    return Opening(folder, PASSPHRASE, None, CHEAP)


def test_the_first_page_is_loaded_without_what_it_does_not_need() -> None:
    late = ("cv2", "numpy", "PIL", "qrcode", "zxingcpp", "httpx2", "keyring", "sqlite_utils", "typer", "qtawesome",
            "passdesk.desktop.furnishing", "passdesk.desktop.wizard.wizard")  # fmt: skip
    code = f"import passdesk.cli.window, passdesk.desktop.app, sys; print([m for m in {late} if m in sys.modules])"
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT)
    assert ran.stdout.strip() == "[]"


def test_no_source_is_read_for_what_is_loaded_after_qt() -> None:
    for first, read in (("passdesk.desktop.plain_imports", False), ("PySide6.QtCore", True)):
        code = f"import {first}, passdesk.desktop.app, linecache; print(any('desktop' in f for f in linecache.cache))"
        ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT)
        assert ran.stdout.strip() == str(read), "the second is what Qt for Python does when it is left alone"


def test_a_desk_that_is_there_is_shown_held_and_let_go(qtbot: QtBot, town: Town) -> None:
    logged: list[str] = []

    @contextmanager
    def log(folder: Path, journal: bytes) -> Iterator[None]:
        assert (folder, len(journal)) == (town.shell.data, 16)
        logged.append("opened")
        yield
        logged.append("closed")

    with ExitStack() as stack:
        shown = Shown(opening(town.shell.data), town.shell.clock, WizardTools, stack, log)
        qtbot.waitUntil(lambda: shown.desk is not None, timeout=20_000)
        assert shown.desk is not None
        assert not shown.start.window.isVisible()
        desk = shown.desk
        qtbot.waitUntil(lambda: desk.overlays is not None, timeout=20_000)  # furnished once its first page is painted
        assert (shown.desk.window.isVisible(), shown.desk.settings.language) == (True, "zh-Hans")
        with pytest.raises(Held):
            DeskStore.open(town.shell.data, database_key(town.shell))
        shown.desk.window.close()
    assert logged == ["opened", "closed"]
    DeskStore.open(town.shell.data, database_key(town.shell)).close()


def test_a_window_that_filled_the_screen_does_so_again(qtbot: QtBot, town: Town) -> None:
    save(town.shell.data, Settings(camera=None, full_screen=True))
    with ExitStack() as stack:
        shown = Shown(opening(town.shell.data), town.shell.clock, WizardTools, stack, lambda _, __: nullcontext())
        qtbot.waitUntil(lambda: shown.desk is not None and shown.desk.overlays is not None, timeout=20_000)
        assert shown.desk is not None
        assert shown.desk.window.isFullScreen()
        assert shown.desk.window.size() == shown.desk.window.screen().size()
        shown.desk.window.close()


def test_a_desk_is_made_and_keeps_the_language_it_was_made_in(qtbot: QtBot, tmp_path: Path) -> None:
    with ExitStack() as stack:
        shown = Shown(opening(tmp_path / "desk"), FakeClock(), WizardTools, stack, lambda _, __: nullcontext())
        qtbot.waitUntil(lambda: shown.start.wizard is not None, timeout=20_000)
        wizard = shown.start.wizard
        assert wizard is not None
        shown.start.settings = Settings(camera=None)
        shown.start.speak("zh-Hant")
        wizard.choose("alone")
        wizard.answer(password="a good password", again="a good password")
        wizard.go_on()
        qtbot.waitUntil(lambda: wizard.picture.key_store is not None, timeout=20_000)
        wizard.answer(passphrase=PASSPHRASE, passphrase_again=PASSPHRASE)
        wizard.go_on()
        qtbot.waitUntil(lambda: wizard.picture.step == "scan", timeout=20_000)
        wizard.finish()
        qtbot.waitUntil(lambda: shown.desk is not None, timeout=20_000)
        assert shown.desk is not None
        assert shown.desk.settings.language == "zh-Hant"
        shown.desk.window.close()
    assert load(tmp_path / "desk").language == "zh-Hant"


def test_the_program_ends_with_its_window_also_half_way(qtbot: QtBot, tmp_path: Path) -> None:
    """The wizard left half-way leaves an empty folder, and begins again."""
    def leave() -> None:
        for window in QApplication.topLevelWidgets():
            window.close()

    QTimer.singleShot(1500, leave)
    assert run(opening(tmp_path / "desk"), FakeClock()) == 0
    assert list((tmp_path / "desk").iterdir()) == []
    with ExitStack() as stack:
        shown = Shown(opening(tmp_path / "desk"), FakeClock(), WizardTools, stack, lambda _, __: nullcontext())
        qtbot.waitUntil(lambda: shown.start.starting.picture.stage == "wizard", timeout=20_000)
        let_events_through()
        shown.start.window.close()


@pytest.mark.parametrize(
    ("locale", "language"),
    [("en_GB", "en"), ("de_DE", "en"), ("zh_HK", "zh-Hant"), ("zh_TW", "zh-Hant"), ("zh_CN", "zh-Hans"),
     ("zh_SG", "zh-Hans"), ("yue_HK", "zh-Hant"), ("C", "en")],
)  # fmt: skip
def test_the_first_language_is_that_of_the_system(locale: str, language: str) -> None:
    assert system_language(QLocale(locale)) == language


def test_a_desks_own_settings_come_before_the_systems(tmp_path: Path) -> None:
    assert first_settings(tmp_path).camera == Settings().camera
    (tmp_path / FILE).write_text('{"language": "zh-Hans"}')
    assert first_settings(tmp_path) == Settings(language="zh-Hans")
