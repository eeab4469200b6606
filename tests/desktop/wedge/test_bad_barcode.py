"""A barcode can type any key there is. Whatever it types, and wherever the officer is just then: nothing acts."""

from collections.abc import Callable

import pytest
from msgspec import Struct
from msgspec.structs import replace
from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QApplication

from passdesk.desktop.checkpoint.state import Shown
from passdesk.desktop.mustering.emergency import Emergency
from passdesk.desktop.mustering.hold_button import HoldButton
from passdesk.desktop.mustering.point import AssemblyPoint
from tests.desktop.events import let_events_through
from tests.desktop.holder.test_display import Make_, Stand, stand
from tests.desktop.typing import Typist

__all__ = ["stand"]

Modifier = Qt.KeyboardModifier
K = Qt.Key
Stroke = tuple[Qt.Key, str, Qt.KeyboardModifier]


def plain(key: Qt.Key, text: str = "", modifier: Qt.KeyboardModifier = Modifier.NoModifier) -> Stroke:
    return key, text, modifier


ACTS: dict[str, Stroke] = {
    "plus": plain(K.Key_Plus, "+"), "numpad plus": plain(K.Key_Plus, "+", Modifier.KeypadModifier),
    "minus": plain(K.Key_Minus, "-"), "numpad minus": plain(K.Key_Minus, "-", Modifier.KeypadModifier),
    "star": plain(K.Key_Asterisk, "*", Modifier.KeypadModifier), "slash": plain(K.Key_Slash, "/"),
    "space": plain(K.Key_Space, " "), "enter": plain(K.Key_Return, "\r"), "escape": plain(K.Key_Escape, "\x1b"),
    "tab": plain(K.Key_Tab, "\t"), "backtab": plain(K.Key_Backtab, "", Modifier.ShiftModifier),
    "backspace": plain(K.Key_Backspace, "\x08"), "up": plain(K.Key_Up), "down": plain(K.Key_Down),
    **{f"F{number}": plain(Qt.Key(K.Key_F1 + number - 1)) for number in range(1, 13)},
    "alt F4": plain(K.Key_F4, "", Modifier.AltModifier), "alt space": plain(K.Key_Space, " ", Modifier.AltModifier),
    "ctrl q": plain(K.Key_Q, "\x11", Modifier.ControlModifier),
    "ctrl w": plain(K.Key_W, "\x17", Modifier.ControlModifier),
    "ctrl m": plain(K.Key_M, "\r", Modifier.ControlModifier), "win d": plain(K.Key_D, "d", Modifier.MetaModifier),
    "ctrl F10": plain(K.Key_F10, "", Modifier.ControlModifier),
    "ctrl alt del": plain(K.Key_Delete, "\x7f", Modifier.ControlModifier | Modifier.AltModifier),
    "alt 0": plain(K.Key_0, "0", Modifier.AltModifier | Modifier.KeypadModifier), "menu": plain(K.Key_Menu),
}  # fmt: skip
NOTHING = plain(K.Key_F24)
LETTER = plain(K.Key_A, "a")


class Code(Struct, frozen=True):
    """Keys, and how many ms before each."""

    strokes: tuple[Stroke, ...]
    gaps: tuple[int, ...]


def paced(*strokes: Stroke, gap: int = 4) -> Code:
    return Code(strokes, (2000, *(gap,) * (len(strokes) - 1)))


SHAPES: dict[str, Callable[[Stroke], Code]] = {
    "alone, and Enter": lambda key: paced(key, ACTS["enter"]),
    "twice": lambda key: paced(key, key),
    "twice, and Enter": lambda key: paced(key, key, ACTS["enter"]),
    "after three letters": lambda key: paced(LETTER, LETTER, LETTER, key),
    "before three letters": lambda key: paced(key, LETTER, LETTER, LETTER),
    "in a burst": lambda key: paced(LETTER, key, LETTER, key, key, LETTER, key, ACTS["enter"], key),
    "nothing else, in a burst": lambda key: paced(*(key,) * 9),
    "held down": lambda key: paced(*(key,) * 20, gap=33),
    "Tab and then it": lambda key: paced(ACTS["tab"], key, key),
    "a late suffix": lambda key: Code((*(LETTER,) * 6, ACTS["enter"], key), (2000, 4, 4, 4, 4, 4, 190, 190)),
}


FACTS = ("shown", "clock_moved")
"""What is written though nobody did anything."""


class State(Struct, frozen=True):
    """What a barcode may not change."""

    written: int
    signed_in: bool
    visible: bool
    full_screen: bool
    direction: str
    chosen: str | None
    lane: str
    over: str
    focus: object


def emergency_of(at: Stand) -> Emergency:
    emergency = at.desk.emergency
    assert isinstance(emergency, Emergency)
    return emergency


def state_of(at: Stand) -> State:
    opened, gate = at.desk.opened, at.gate.picture
    focus = QApplication.focusWidget()
    return State(
        sum(one.kind not in FACTS for one in opened.store.journal.entries()), not opened.session.locked,
        at.desk.window.isVisible(), at.desk.settings.full_screen, gate.direction, gate.chosen, gate.lane,
        at.overlays.shown + emergency_of(at).asked, type(focus).__name__,
    )  # fmt: skip


def type_code(at: Stand, typist: Typist, code: Code) -> None:
    for (key, text, modifiers), gap in zip(code.strokes, code.gaps, strict=True):
        typist.at += gap
        typist.press(key, text, modifiers)
    typist.at += 2000
    typist.press(*NOTHING)  # what came before it is decided now
    let_events_through()
    at.until(lambda: not at.desk.opened.gate_jobs.busy)
    let_events_through()


def in_the_menu(at: Stand) -> None:
    at.overlays.open("menu")


def in_the_preferences(at: Stand) -> None:
    at.overlays.open("preferences")


def about(at: Stand) -> None:
    at.overlays.open("about")


def finding(at: Stand) -> None:
    at.gate.begin_to_find()


def locked(at: Stand) -> None:
    at.desk.opened.session.lock()


def evacuating(at: Stand) -> None:
    """It is asked whether to begin it, and the button that does is under the hand."""
    emergency_of(at).ask_to_begin()
    (button,) = (one for one in at.desk.window.findChildren(HoldButton) if one.isVisible())
    button.setFocus()


PLACES = {one.__name__: one for one in (in_the_menu, in_the_preferences, about, finding, locked, evacuating)}
GIVES_WAY = ("menu", "preferences", "about")
"""What a code that is read closes, before it is judged."""
BESIDE = ("plus", "space", "enter", "escape", "tab", "backtab", "F2", "F3", "F6", "F11", "F12", "alt F4", "ctrl m",
          "ctrl F10")  # fmt: skip
"""Of each kind one: what a key is at the gate itself, all of them are tried there."""


@pytest.fixture
def check(stand: Make_) -> Stand:
    """Somebody stands there, their face looked at: every act key counts now."""
    at = stand()
    opened = at.desk.opened
    at.desk.prepare(Emergency(at.desk, opened, AssemblyPoint(opened), lane=lambda: "F1-2"))
    at.gate.turn_to("entry")
    as_before(at)
    return at


def as_before(at: Stand) -> None:
    at.overlays.close()
    emergency_of(at).leave()
    if at.desk.opened.session.locked:
        at.desk.opened.session.begin(at.officer)
    moment = at.gate.picture.moment
    if not isinstance(moment, Shown) or not moment.answer.awaiting:
        at.read()
    at.gate.find("")
    at.until(lambda: at.gate.face_painted)
    at.seconds[0] += 10


def what_it_did(at: Stand, typist: Typist, code: Code) -> str:
    before = state_of(at)
    type_code(at, typist, code)
    after = state_of(at)
    if before.over in GIVES_WAY and not after.over:  # nothing lies over the verdict on a code, whatever the code says
        after = replace(after, over=before.over, focus=before.focus)
    changed = (name for name in State.__struct_fields__ if getattr(before, name) != getattr(after, name))
    return ", ".join(f"{name}: {getattr(after, name)}" for name in changed)


def test_at_the_gate_nothing_that_a_barcode_types_acts(check: Stand) -> None:
    typist, did = Typist(check.desk.window.windowHandle()), dict[str, str]()
    for name, key in ACTS.items():
        for shape, made in SHAPES.items():
            as_before(check)
            did[f"{name}, {shape}"] = what_it_did(check, typist, made(key))
    assert {code: what for code, what in did.items() if what} == {}


@pytest.mark.parametrize("place", PLACES)
def test_nor_does_it_in_a_field_or_on_a_sheet(check: Stand, place: str) -> None:
    typist, did = Typist(check.desk.window.windowHandle()), dict[str, str]()
    for name in BESIDE:
        for shape, made in SHAPES.items():
            as_before(check)
            PLACES[place](check)
            let_events_through()
            did[f"{name}, {shape}"] = what_it_did(check, typist, made(ACTS[name]))
    assert {code: what for code, what in did.items() if what} == {}


@pytest.mark.parametrize("name", ACTS)
def test_a_scanner_slower_than_any_settles_nobody_turns_no_lane_and_signs_nobody_out(check: Stand, name: str) -> None:
    """Its keys are a person's by their pace, but none after the first stands alone."""
    typist, key = Typist(check.desk.window.windowHandle()), ACTS[name]
    before = state_of(check)
    type_code(check, typist, paced(LETTER, key, key, key, ACTS["enter"], gap=61))
    assert replace(state_of(check), focus=before.focus) == before


@pytest.mark.parametrize("typing", [True, False])
def test_the_window_system_closes_nothing_that_a_code_asked_for(check: Stand, typing: bool) -> None:
    """Alt+F4 goes to the window system, not to the window; what it makes of it comes while the code is typed."""
    at = check
    closed: list[bool] = []
    at.desk.window.closing.connect(lambda: closed.append(True))
    if typing:
        Typist(at.desk.window.windowHandle()).type("A12", pace=4)
    QCoreApplication.sendEvent(at.desk.window.windowHandle(), QCloseEvent())
    assert (at.desk.window.isVisible(), closed) == ((True, []) if typing else (False, [True]))
