"""Works a desk's window as people and scanners do: keys come to the window itself, pictures of it are kept."""

import time
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEvent, QEventLoop, Qt, QTimer, SignalInstance
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QLabel

from passdesk.desktop.desk_window import DeskWindow
from passdesk.errors import Trouble

PERSON_MS, SCANNER_MS, ALONE_MS = 110, 4, 420
"""How far apart keys come: a person's, a scanner's, and one that stands alone."""
LOOK_MS = 450
"""How long a face is looked at before a key says what is to happen."""
LONGEST_MS = 30_000
LOOKS_EVERY_MS, IDLE_LOOKS = 5, 6
TRIES, MOST_TABS = 40, 80
_KEYS = {
    "+": Qt.Key.Key_Plus, "-": Qt.Key.Key_Minus, "*": Qt.Key.Key_Asterisk, " ": Qt.Key.Key_Space,
    "F3": Qt.Key.Key_F3, "Enter": Qt.Key.Key_Return,
}  # fmt: skip


class Driver:
    """One window that is shown. Keys carry times of their own, so that nobody waits for a person's pace; shortcuts of
    the window system (Alt and a letter, "/") are not among them."""

    def __init__(self, held: DeskWindow) -> None:
        self.held = held
        self._at = 0

    def sign_in(self, name: str, password: str) -> None:
        """At the door, by the keyboard alone."""
        self.type(name)
        self.press(Qt.Key.Key_Return)
        self.type(password)
        self.press(Qt.Key.Key_Return)
        self.until(lambda: self.operator == name, f"{name} signed in")

    def sign_in_by_pin(self, name: str, pin: str) -> None:
        """After their card was scanned."""
        self.type(pin)
        self.press(Qt.Key.Key_Return)
        self.until(lambda: self.operator == name, f"{name} signed in by PIN")

    @property
    def operator(self) -> str:
        operator = self.held.opened.session.operator
        return "" if operator is None else operator.name

    def type(self, words: str) -> None:
        """As a person does."""
        for letter in words:
            self._key(letter, _key_of(letter), PERSON_MS)
        self._heard()

    def scan(self, text: str) -> None:
        """As a hand-held scanner does that ends with Enter, wherever the focus is."""
        self._at += ALONE_MS
        for letter in text:
            self._key(letter, _key_of(letter), SCANNER_MS)
        self._key("\r", Qt.Key.Key_Return, SCANNER_MS)
        self._heard()

    def enter(self) -> None:
        self.press(Qt.Key.Key_Return)

    def escape(self) -> None:
        self.press(Qt.Key.Key_Escape)

    def press_turn(self) -> None:
        """The key that turns a lane round takes two."""
        for _ in range(2):
            self.press(Qt.Key.Key_F6)

    def tap(self, name: str) -> None:
        """One key by the name it has on the page."""
        self.press(_KEYS[name], name if len(name) == 1 else "")

    def press(self, key: Qt.Key, words: str = "") -> None:
        """One key that stands alone."""
        self._key(words or {Qt.Key.Key_Return: "\r", Qt.Key.Key_Tab: "\t"}.get(key, ""), key, ALONE_MS)
        self._heard()

    def tab_to(self, name: str) -> None:
        """With the Tab key alone, to what is called so; `Trouble` where it does not lead there."""
        for _ in range(MOST_TABS):
            at = QApplication.focusWidget()
            if at is not None and at.accessibleName() == name and at.isEnabled():
                return
            self.press(Qt.Key.Key_Tab)
        raise _not_come(f"Tab leads to {name}")

    def push(self, name: str) -> None:
        """To a button by Tab, and press it."""
        self.tab_to(name)
        self.press(Qt.Key.Key_Space, " ")

    def quiet(self) -> None:
        """Wait for whatever the window has begun, and for what follows from that."""
        opened, idle = self.held.opened, [0]
        jobs = (opened.jobs, opened.gate_jobs, opened.line_jobs)

        def still() -> bool:
            idle[0] = 0 if any(one.busy for one in jobs) else idle[0] + 1
            return idle[0] >= IDLE_LOOKS

        self.until(still, "the work under way done")

    def look(self) -> None:
        """At the face, for as long as it has to be on the screen before a key counts."""
        self.came(lambda: False, LOOK_MS)

    def act(self, key: str, done: Callable[[], bool]) -> None:
        """An act key, pressed again where that was too soon."""
        for _ in range(TRIES):
            self.press(_KEYS[key], key)
            if self.came(done, 150):
                return
        raise _not_come(f"the key {key} counted")

    def painted(self, changes: SignalInstance, so: Callable[[], bool], what: str) -> None:
        """Until it is so after one of these changes, and the whole window shows it; `Trouble` as in `until`."""
        loop = QEventLoop()

        def look(*_: object) -> None:
            if so():
                self.held.window.repaint()
                loop.quit()

        changes.connect(look)
        late = QTimer(singleShot=True, interval=LONGEST_MS)
        late.timeout.connect(loop.quit)
        late.start()
        QTimer.singleShot(0, look)  # it may be so already
        loop.exec()
        late.stop()
        changes.disconnect(look)
        if not so():
            raise _not_come(what)

    def until(self, so: Callable[[], bool], what: str) -> None:
        """`Trouble`, naming `what`, where it does not come."""
        if not self.came(so, LONGEST_MS):
            raise _not_come(what)

    def came(self, so: Callable[[], bool], within_ms: int) -> bool:
        """Let the window live until it is so; whether it was in time."""
        if so():
            return True
        loop, looks, late = QEventLoop(), QTimer(interval=LOOKS_EVERY_MS), QTimer(singleShot=True, interval=within_ms)
        looks.timeout.connect(lambda: loop.exit(1) if so() else None)
        late.timeout.connect(loop.quit)
        looks.start()
        late.start()
        was_so = loop.exec() == 1
        looks.stop()
        late.stop()
        return was_so

    def says(self, words: str) -> bool:
        """Whether these words stand on a label that can be seen."""
        return any(words in one.text() for one in self.held.window.findChildren(QLabel) if one.isVisible())

    def keep_picture(self, path: Path) -> None:
        """A PNG of the window as it is once nothing waits to be painted."""
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
        QCoreApplication.processEvents()
        self.held.window.grab().save(str(path), "PNG")

    def close(self) -> None:
        self.held.window.close()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)

    def _heard(self) -> None:
        self.until(lambda: not self.held.keyboard.busy, "the keys heard")

    def _key(self, words: str, key: Qt.Key, after_ms: int) -> None:
        window = self.held.window.windowHandle()
        self._at = max(self._at + after_ms, round(time.monotonic() * 1000))
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            event = QKeyEvent(kind, key, Qt.KeyboardModifier.NoModifier, words)
            event.setTimestamp(self._at)
            QCoreApplication.sendEvent(window, event)


def _key_of(letter: str) -> Qt.Key:
    """The key of a printable character, as Qt numbers them."""
    upper = letter.upper()
    return Qt.Key(ord(upper)) if len(upper) == 1 and ord(upper) < 128 else Qt.Key.Key_unknown


def _not_come(what: str) -> Trouble:
    return Trouble(f"The window did not come so far: {what}.", remedy="Look at the pictures in the folder of screens.")
