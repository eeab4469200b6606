"""A machine with two screens: the whole program finds the other one, and follows when its window goes there."""

import json
import subprocess
import sys
from pathlib import Path

from passdesk.desktop.settings import Settings, save
from tests.cli import town as towns
from tests.factories.clocks import FakeClock

ROOT = Path(__file__).resolve().parents[3]
_DOTS = {"logicalDpi": 96, "logicalBaseDpi": 96, "dpr": 1}
SCREENS = [
    {"name": "desk", "x": 0, "y": 0, "width": 1366, "height": 768, **_DOTS},
    {"name": "hall", "x": 1366, "y": 0, "width": 1080, "height": 1920, **_DOTS},
]
PROGRAM = """
import sys
from pathlib import Path
from PySide6.QtWidgets import QApplication
from passdesk.desktop.app import application, show_desk
from passdesk.store.desk_store import DeskStore
from tests.cli.shell import Shell, database_key
from tests.desktop.events import let_events_through
from tests.factories.clocks import FakeClock

application()
folder, clock = Path(sys.argv[1]), FakeClock(int(sys.argv[2]))
with DeskStore.open(folder, database_key(Shell(folder, clock))) as store:
    held = show_desk(store, clock)
    for x in (10, 1400, 10):
        held.window.move(x, 10)
        let_events_through()
        second = held.display.second
        assert second.isVisible() and second.geometry() == second.screen().geometry()
        assert QApplication.activeWindow() is held.window
        print(held.window.screen().name(), second.screen().name(), second.accessibleName())
    held.window.close()
    let_events_through()
    print([one for one in QApplication.topLevelWidgets() if one.isVisible()])
"""


def test_the_display_stands_on_the_screen_the_officer_does_not_work_on(tmp_path: Path) -> None:
    town = towns.found(tmp_path, FakeClock())
    save(town.shell.data, Settings(camera=None, sounds=False))
    screens = tmp_path / "screens.json"
    screens.write_text(json.dumps({"screens": SCREENS}))
    ran = subprocess.run(
        [sys.executable, "-c", PROGRAM, str(town.shell.data), str(town.shell.clock.wall)],
        capture_output=True, text=True, cwd=ROOT, check=False, timeout=120,
        env={"QT_QPA_PLATFORM": f"offscreen:configfile={screens}", "PATH": ""},
    )  # fmt: skip
    closed = "本通道已關閉. 請使用另一通道。 本通道已关闭. 请使用另一通道。 This lane is closed. Use another lane."
    assert ran.stdout.splitlines() == [f"desk hall {closed}", f"hall desk {closed}", f"desk hall {closed}", "[]"], ran
