"""The questions of an evacuation: whether to begin it, why it was begun, whether it is over, who is moved out."""

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QWidget

from passdesk.desktop.look import Look
from passdesk.desktop.mustering.hold_button import HOLD_MS, HoldButton
from passdesk.desktop.mustering.words import called, reason_words
from passdesk.desktop.widgets.controls import button, column
from passdesk.desktop.widgets.labels import label
from passdesk.desktop.widgets.sheet import Sheet
from passdesk.records.mustering.evacuating import REASONS
from passdesk.records.mustering.listing import Listed

Closed = Callable[[], object]
_MOST_NAMED = 200


def ask_to_begin(
    look: Look, over: QWidget, begin: Callable[[], object], closed: Closed, wrong: str = "", hold_ms: int = HOLD_MS
) -> Sheet:
    tr = look.tr
    words = tr("Every lane goes out at once, here and at every desk that is connected; nobody enters. Everybody at a "
               "desk may do this. The reason is asked for later.")  # fmt: skip
    hold = HoldButton(look, tr("EVACUATE: hold for two seconds"), begin, hold_ms=hold_ms)
    said = label(wrong, tone="refuse", wrap=True)
    said.setVisible(bool(wrong))
    body = _body(look, label(words, wrap=True), hold, said)
    sheet = Sheet(look, over, tr("Begin an evacuation?"), body, closed=closed)
    sheet.add_cancel(tr("No, go back")).setFocus()
    return sheet


def ask_why(look: Look, over: QWidget, say: Callable[[str], object], closed: Closed, wrong: str = "") -> Sheet:
    tr = look.tr
    words = label(tr("An evacuation goes on, and nobody has said why it was begun."), wrap=True)
    said = label(wrong, tone="refuse", wrap=True)
    said.setVisible(bool(wrong))
    reasons = [
        button(look, reason_words(look, reason), lambda reason=reason: say(reason), touch=True)  # type: ignore[misc]
        for reason in REASONS
    ]
    for one in reasons:
        one.setAutoDefault(True)
    sheet = Sheet(look, over, tr("Why is the area evacuated?"), _body(look, words, *reasons, said), width=420,
                  closed=closed, aside=True)  # fmt: skip
    sheet.add_cancel(tr("Later"))
    reasons[0].setFocus()
    return sheet


def ask_to_end(look: Look, over: QWidget, end: Callable[[], object], closed: Closed, wrong: str = "") -> Sheet:
    tr = look.tr
    words = label(tr("Lanes go their own way again, and people may enter. Whoever was found and is still inside by the "
                     "record can be moved out next."), wrap=True)  # fmt: skip
    said = label(wrong, tone="refuse", wrap=True)
    said.setVisible(bool(wrong))
    sheet = Sheet(look, over, tr("Is the evacuation over?"), _body(look, words, said), closed=closed)
    sheet.add_cancel(tr("No, it goes on")).setFocus()
    sheet.add_button(tr("It is over"), end, primary=True)
    return sheet


def ask_to_move(
    look: Look, over: QWidget, people: Sequence[Listed], move: Callable[[], object], closed: Closed
) -> Sheet:
    tr = look.tr
    words = label(tr("They were found at the assembly point, and no lane has recorded that they left. One act, signed "
                     "by you, puts them out as of when they were found."), wrap=True)  # fmt: skip
    names = [label(called(look, one.names), bold=True, wrap=True) for one in people[:_MOST_NAMED]]
    more = len(people) - len(names)
    rest = [label(look.count(more, "and {n} more", "and {n} more"), tone="muted")] if more > 0 else []
    title = look.count(len(people), "Move {n} person out?", "Move {n} people out?")
    sheet = Sheet(look, over, title, _body(look, words, *names, *rest), closed=closed)
    sheet.add_cancel(tr("Cancel"))
    does = look.count(len(people), "Move {n} person out", "Move {n} people out")
    sheet.add_button(does, move, primary=True).setFocus()
    return sheet


def _body(look: Look, *parts: QWidget) -> QWidget:
    made = QWidget()
    made.setLayout(column(*parts, spacing=look.px(12)))
    return made
