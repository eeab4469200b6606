"""The keyboard before anything else sees it: a hand-held scanner types wherever the focus is, a person types on."""

import time
from collections.abc import Callable

from msgspec import Struct, field
from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QWindow
from PySide6.QtWidgets import QAbstractSpinBox, QApplication, QLineEdit, QPlainTextEdit, QWidget

from passdesk.desktop.devices import Scans
from passdesk.desktop.settings import Settings
from passdesk.errors import Misuse
from passdesk.scanning.keystrokes import LONE_MS, PACE_MS, Hold, Key, KeyCode, Keystrokes, Replay, Scanned, Swallow
from passdesk.scanning.wedge import LONGEST, typed_text

_ENTERS = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_MODIFIERS = (
    Qt.Key.Key_Shift, Qt.Key.Key_Control, Qt.Key.Key_Alt, Qt.Key.Key_AltGr, Qt.Key.Key_Meta, Qt.Key.Key_CapsLock,
    Qt.Key.Key_NumLock, Qt.Key.Key_ScrollLock,
)  # fmt: skip
_TOUCHES = (QEvent.Type.MouseButtonPress, QEvent.Type.TouchBegin, QEvent.Type.Wheel)
_COMMANDS = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.MetaModifier
_ALT_GR = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier

_FIELDS = (QLineEdit, QPlainTextEdit, QAbstractSpinBox)

TYPED_INTO = "typed_into"
"""The property of what else takes characters as a text field does."""

Human = Callable[[QKeyEvent, bool], bool]
"""Looks at a key a person pressed, and whether it stood alone; True where it is done with."""


class _Kept(Struct):
    """A key that is held back, with its own events and the window they were for. `hurried`: it came on the heels of
    another, at a scanner's pace, or soon after a whole code; `flowing`: after another at a person's."""

    window: QWindow
    press: QKeyEvent
    hurried: bool
    flowing: bool
    release: QKeyEvent | None = None


class _Clock(Struct):
    """Keys carry the time of their own event; timers are asked in the same time."""

    monotonic: Callable[[], float]
    event_ms: int = 0
    handled_at: float = 0.0

    def heard(self, event: QKeyEvent) -> int:
        """The time of a key in ms; by our own clock where its event carries none."""
        self.handled_at = self.monotonic()
        self.event_ms = event.timestamp() or round(self.handled_at * 1000)
        return self.event_ms

    def now_ms(self) -> int:
        return self.event_ms + round((self.monotonic() - self.handled_at) * 1000)


class _Swallowed(Struct):
    """Keys whose press never reached anything: neither does their release."""

    keys: set[int] = field(default_factory=set)


class Keyboard(QObject):
    """Stands before whichever window of this program has the focus. Whole codes go to `scans`; what a person types
    goes to `human`, and if that does not want it, to whatever has the focus. `touched`: somebody is at work here."""

    touched = Signal()

    def __init__(self, scans: Scans, human: Human, *, monotonic: Callable[[], float] = time.monotonic) -> None:
        super().__init__()
        self._scans, self._human = scans, human
        self._strokes, self._clock = Keystrokes(), _Clock(monotonic)
        self._kept: list[_Kept] = []
        self._swallowed = _Swallowed()
        self._code_ms: int | None = None
        self._replaying = False
        self._only: QWidget | None = None
        self._app: QGuiApplication | None = None
        self._quiet = QTimer(self, singleShot=True, timerType=Qt.TimerType.PreciseTimer)
        self._quiet.timeout.connect(self._quiet_came)

    def apply(self, settings: Settings) -> None:
        """Nothing to choose: a scanner that types works as it is."""

    @property
    def busy(self) -> bool:
        """Whether a key is held back, or a code is under way."""
        return bool(self._kept) or self._quiet.isActive()

    def is_typing(self) -> bool:
        """Whether a key came a moment ago: whatever is asked for just now, a code may have asked for it."""
        return _within(LONE_MS, self._strokes.last_key_ms, self._clock.now_ms())

    def watch(self, app: QGuiApplication, only: QWidget | None = None) -> None:
        """Stand before every window as it gets the focus. Only those: a filter on all events costs each of them.

        `only` this one and what belongs to it, where the program has windows of several desks.
        """
        self._app, self._only = app, only
        app.focusWindowChanged.connect(self.stand_before)
        self.stand_before(app.focusWindow())

    def stop(self) -> None:
        """From now on keys go where they would have gone."""
        self._quiet.stop()
        if self._app is not None:
            self._app.focusWindowChanged.disconnect(self.stand_before)
            self._app = None

    def stand_before(self, window: QWindow | None) -> None:
        """Also where no window manager says which window has the focus."""
        if window is not None and self._ours(window):
            window.removeEventFilter(self)
            window.installEventFilter(self)

    def _ours(self, window: QWindow) -> bool:
        if self._only is None:
            return True
        self._only.winId()  # makes its window, where it has none yet
        held = self._only.windowHandle()
        return window == held or held.isAncestorOf(window, QWindow.AncestorMode.IncludeTransients)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        if self._app is None:
            return False
        if event.type() in _TOUCHES:
            self.touched.emit()
            return False
        if self._replaying or not isinstance(watched, QWindow) or not isinstance(event, QKeyEvent):
            return False
        if event.key() in _MODIFIERS:
            return False
        if event.type() == QEvent.Type.KeyPress:
            self._press(watched, event)
            return True
        return event.type() == QEvent.Type.KeyRelease and self._release(event)

    def _press(self, window: QWindow, event: QKeyEvent) -> None:
        key = Key(event.text(), code_of(event), self._clock.heard(event), event.isAutoRepeat())
        last, after_code = self._strokes.last_key_ms, _within(LONE_MS, self._code_ms, key.at_ms)
        hurried = _within(PACE_MS, last, key.at_ms) or after_code
        flowing = not hurried and _within(LONE_MS, last, key.at_ms)
        self._kept.append(_Kept(window, _copied(event), hurried, flowing))
        self._act(self._strokes.press(key))

    def _release(self, event: QKeyEvent) -> bool:
        for one in self._kept:
            if one.press.key() == event.key() and one.release is None:
                one.release = _copied(event)
                return True
        if event.key() in self._swallowed.keys:
            self._swallowed.keys.discard(event.key())
            return True
        return False

    def _quiet_came(self) -> None:
        self._act(self._strokes.quiet(self._clock.now_ms()))

    def _act(self, actions: tuple[Hold | Replay | Scanned | Swallow, ...]) -> None:
        for action in actions:
            match action:
                case Hold(until_ms):
                    self._quiet.start(max(1, until_ms - self._clock.now_ms()))
                case Replay(keys, lone):
                    self.touched.emit()
                    replayed, self._kept = self._kept[: len(keys)], self._kept[len(keys) :]
                    hurried = not any(key.repeat for key in keys) and any(one.hurried for one in replayed)
                    theirs = _typed_on(replayed)
                    for at, one in enumerate(replayed):
                        self._give_back(one, lone=lone, hurried=hurried and at >= theirs)
                case Scanned(text, typed):
                    self._scanned(text, typed)
                case Swallow():
                    pass
        self._forget_swallowed()

    def _forget_swallowed(self) -> None:
        count = len(self._kept) - self._strokes.held
        gone, self._kept = self._kept[:count], self._kept[count:]
        self._swallowed.keys |= {one.press.key() for one in gone if one.release is None}

    def _give_back(self, one: _Kept, *, lone: bool, hurried: bool) -> None:
        """A short code types as fast as a person's fingers roll: of `hurried` keys characters alone reach a text field,
        and nothing else anything."""
        gone = hurried and not _is_character(one.press)
        if not gone:
            gone = self._human(one.press, lone) or (hurried and not _takes_text(QApplication.focusWidget()))
        if gone:
            if one.release is None:
                self._swallowed.keys.add(one.press.key())
            return
        self._replaying = True
        try:
            QCoreApplication.sendEvent(one.window, one.press)
            if one.release is not None:
                QCoreApplication.sendEvent(one.window, one.release)
        finally:
            self._replaying = False

    def _scanned(self, text: str, typed: int) -> None:
        """What is too short for a code of ours, and stands before a text field, a person typed on a busy machine."""
        self._code_ms = self._strokes.last_key_ms
        if typed and _takes_text(QApplication.focusWidget()):
            keys, self._kept = self._kept[:typed], self._kept[typed:]
            for one in keys:
                self._give_back(one, lone=False, hurried=True)
            return
        self._tell(text)

    def _tell(self, text: str) -> None:
        try:
            self._scans.scanned.emit(typed_text(text), "wedge")
        except Misuse:
            if text.strip():  # longer than any pass: judged, and recorded, as no pass
                self._scans.scanned.emit(text[: LONGEST + 1], "wedge")


def _typed_on(keys: list[_Kept]) -> int:
    """How many of these a person typed who was typing before: the first, and into a field Enter right after a letter.
    A code has nothing before it."""
    if not keys or not keys[0].flowing:
        return 0
    ends = _is_character(keys[0].press) and len(keys) > 1 and code_of(keys[1].press) == "enter"
    return 2 if ends and _takes_text(QApplication.focusWidget()) else 1


def _copied(event: QKeyEvent) -> QKeyEvent:
    """One of our own: the event handed to a filter, and its clone, end when Qt says so."""
    made = QKeyEvent(
        event.type(), event.key(), event.modifiers(), event.nativeScanCode(), event.nativeVirtualKey(),
        event.nativeModifiers(), event.text(), event.isAutoRepeat(), event.count(),
    )  # fmt: skip
    made.setTimestamp(event.timestamp())
    return made


def _within(ms: int, one_ms: int | None, other_ms: int) -> bool:
    return one_ms is not None and abs(other_ms - one_ms) <= ms


def _takes_text(focused: QWidget | None) -> bool:
    return isinstance(focused, _FIELDS) or (focused is not None and focused.property(TYPED_INTO) is True)


def _is_character(event: QKeyEvent) -> bool:
    """Also one that takes AltGr, which some systems call Ctrl and Alt."""
    typed = code_of(event) == "char" or (event.modifiers() & _COMMANDS) == _ALT_GR
    return typed and event.text().isprintable() and event.text() != ""


def code_of(event: QKeyEvent) -> KeyCode:
    """What kind of key it is; a control code is "other", however it is typed."""
    if event.key() in _ENTERS or event.text() in ("\r", "\n"):
        return "enter"
    if event.key() == Qt.Key.Key_Tab:
        return "tab"
    if event.text().isprintable() and event.text() and not event.modifiers() & _COMMANDS:
        return "char"
    return "other"
