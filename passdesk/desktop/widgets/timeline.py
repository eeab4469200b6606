"""What happened to something, newest first: a line down the side, what, when and by whom."""

from collections.abc import Iterable

from msgspec import Struct
from PySide6.QtWidgets import QFrame, QWidget

from passdesk.desktop.look import Look
from passdesk.desktop.theme import Tone
from passdesk.desktop.widgets.controls import column, frame
from passdesk.desktop.widgets.labels import label


class Moment(Struct, frozen=True):
    """`what` happened; `when_and_who` in smaller words below it."""

    what: str
    when_and_who: str
    tone: Tone = "plain"


def timeline(look: Look, moments: Iterable[Moment]) -> QWidget:
    made = QWidget()
    made.setLayout(column(*(_one(look, moment) for moment in moments), spacing=look.px(12)))
    return made


def _one(look: Look, moment: Moment) -> QFrame:
    what = label(moment.what, bold=True, wrap=True)
    when = label(moment.when_and_who, size="small", tone="muted", wrap=True)
    made = frame("note", column(what, when, spacing=look.px(2), margins=(look.px(12), look.px(4), 0, look.px(4))))
    made.setProperty("tone", moment.tone)
    return made
