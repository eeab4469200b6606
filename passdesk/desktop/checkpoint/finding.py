"""Without a pass: F3 finds people as one types, the arrow keys and Enter open a sheet, and only its + records."""

from msgspec.structs import replace
from PySide6.QtCore import Qt

from passdesk.checkpoint.by_hand import NO_PASS_READ, NoPassRead
from passdesk.desktop.checkpoint.by_hand_sheet import Asking, ByHandSheet
from passdesk.desktop.checkpoint.features import Feature, GateHost, Pressed
from passdesk.desktop.checkpoint.keys_row import Keys
from passdesk.desktop.checkpoint.page import GatePage
from passdesk.desktop.checkpoint.state import Finding, Found, GatePicture
from passdesk.desktop.jobs import Ok, Result
from passdesk.desktop.look import Look

_ENTERS = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_STEPS: dict[int, int] = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
_BACK = (Qt.Key.Key_Escape, Qt.Key.Key_Backspace, Qt.Key.Key_Minus)


class FindPeople(Feature):
    """`asking`: who was chosen, and why no pass was read; nothing of it is recorded yet."""

    def __init__(self, gate: GateHost) -> None:
        super().__init__(gate)
        self.asking: Asking | None = None
        self._sheet: ByHandSheet | None = None
        self._on: tuple[Look, GatePage] | None = None

    # Finding

    def find(self, text: str) -> None:
        """Look for what is typed; what was found before stays until this is."""
        self.gate.show(finding=replace(self.gate.picture.finding, text=text) if text else Finding())
        lane = self.gate.work
        if text.strip():
            self.gate.opened.jobs.run(lambda: lane.find(text), lambda result: self._found(text, result))

    def _found(self, text: str, result: Result[Finding]) -> None:
        if text == self.gate.picture.finding.text:
            self.gate.show(finding=result.value if isinstance(result, Ok) else Finding(text, ()))

    def choose(self, one: Found) -> None:
        """Ask why nothing was read of them."""
        self.asking = Asking(one)
        self._open()

    # Keys

    @property
    def takes_keys(self) -> bool:
        return self._sheet is not None

    def key(self, pressed: Pressed) -> bool:
        key, page = pressed.event.key(), pressed.page
        if self._sheet is not None:
            return self._of_sheet(key, lone=pressed.lone)
        if key == Qt.Key.Key_F3:
            page.begin_to_find()
            return True
        if not pressed.typing or page.finding.composing:
            return False
        if key == Qt.Key.Key_Escape:
            self.find("")
            page.finding.clearFocus()
            return True
        return self._of_list(key, lone=pressed.lone)

    def _of_list(self, key: int, *, lone: bool) -> bool:
        """A scanner ends with Enter too: it chooses only where it stood alone, and records nothing."""
        finding = self.gate.picture.finding
        if not finding.found or not (key in _STEPS or key in _ENTERS):
            return False
        if key in _STEPS:
            self.gate.show(finding=replace(finding, chosen=(finding.chosen + _STEPS[key]) % len(finding.found)))
        elif lone:
            self.choose(finding.found[finding.chosen])
        return True

    def _of_sheet(self, key: int, *, lone: bool) -> bool:
        """No key reaches whoever stands below it, and none that a scanner types does anything."""
        asking = self.asking
        if asking is None or key in (Qt.Key.Key_F12, Qt.Key.Key_Tab, Qt.Key.Key_Backtab):
            return False
        if key in _BACK:
            self.forget()
        elif key in _STEPS:
            self.say_why(NO_PASS_READ[(NO_PASS_READ.index(asking.why) + _STEPS[key]) % len(NO_PASS_READ)])
        elif key == Qt.Key.Key_Plus and lone:
            self.record()
        return True

    def keys(self, look: Look, picture: GatePicture) -> Keys:
        if not picture.finding.found:
            return ()
        return ("↑ ↓", look.tr("choose")), ("Enter", look.tr("by hand"))

    # The sheet

    def say_why(self, why: NoPassRead) -> None:
        if self.asking is not None:
            self.asking = replace(self.asking, why=why)
            self._open()

    def record(self) -> None:
        """The verdict that comes back is on disk, and the officer's to settle."""
        asking, lane, direction = self.asking, self.gate.work, self.gate.picture.chosen
        self.forget()
        if self._on is not None:
            self._on[1].finding.clearFocus()  # the next keys are for the verdict
        if asking is not None:
            person, why = asking.person.person, asking.why
            self.gate.judge(lambda: lane.present_by_hand(person, why, direction))

    def forget(self) -> None:
        """Nobody was presented after all."""
        self.asking = None
        if self._sheet is not None:
            self._sheet.close_sheet()

    def scanned(self) -> None:
        self.forget()

    def close(self) -> None:
        self.asking = self._on = None

    def paint(self, look: Look, page: GatePage, picture: GatePicture) -> None:
        del picture
        if self._on is None or page is not self._on[1]:
            self._on, self._sheet = (look, page), None
            page.chosen.connect(self.choose)
            self._open()

    def _open(self) -> None:
        if self.asking is None or self._on is None:
            return
        if self._sheet is None:
            self._sheet = ByHandSheet(*self._on, self, self._closed)
        self._sheet.paint(self.asking)

    def _closed(self) -> None:
        self._sheet = self.asking = None
