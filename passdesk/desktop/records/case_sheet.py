"""One case on a sheet: what it is about, and closing it."""

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from passdesk.desktop.look import Look
from passdesk.desktop.records import case_words
from passdesk.desktop.records.cases_state import CaseCommands, CasesPicture
from passdesk.desktop.widgets.controls import column, note, row
from passdesk.desktop.widgets.form import TextField
from passdesk.desktop.widgets.labels import badge, label
from passdesk.desktop.widgets.sheet import Sheet
from passdesk.records.cases import Listed

LONGEST_REASON = 40
"""What the journal takes for a reason; it is kept for good, so no name belongs in it."""


class CaseSheet(Sheet):
    """`reason` only where whoever is signed in may close the case."""

    def __init__(
        self, look: Look, over: QWidget, picture: CasesPicture, one: Listed, commands: CaseCommands,
        closed: Callable[[], None],
    ) -> None:  # fmt: skip
        self.key, self._commands = one.case.key, commands
        self.reason = TextField(
            look, look.tr("Reason"), longest=LONGEST_REASON, hint=look.tr("A few words, kept for good: no names."),
        )  # fmt: skip
        self._wrong = label("", tone="refuse", wrap=True)
        can = picture.may_close and one.case.state != "closed"
        inside = QWidget()
        inside.setLayout(column(*_told(look, one, picture), self.reason, self._wrong, spacing=look.px(12)))
        super().__init__(look, over, look.tr("Case"), inside, width=620, closed=closed)
        self.add_cancel(look.tr("Back"))
        self.add_button(look.tr("Their crossings"), commands.see_crossings).setVisible(one.person is not None)
        self._close_it = self.add_button(look.tr("Close this case"), self._say, primary=True)
        self._close_it.setVisible(can)
        self.reason.setVisible(can)
        self.reason.edit.returnPressed.connect(self._say)
        if can:
            self.reason.setFocus()

    def paint(self, picture: CasesPicture) -> None:
        self._close_it.setEnabled(not picture.busy)
        self._wrong.setText(self._look.said(*picture.wrong.parts) if picture.wrong is not None else "")
        self._wrong.setVisible(picture.wrong is not None)

    def _say(self) -> None:
        self._commands.close_case(self.reason.text)


def _told(look: Look, one: Listed, picture: CasesPicture) -> list[QWidget]:
    state = case_words.state(look, one.case.state)
    head = QWidget()
    head.setLayout(row(badge(state.words, state.tone), label(look.moment(one.case.at), tone="muted"), None))
    said: list[QWidget] = [head, label(case_words.what(look, one), bold=True, wrap=True)]
    if who := case_words.who(look, one):
        said.append(label(who, wrap=True))
    if printed := case_words.badges(look, one, picture):
        said.append(note(look, look.tr("Badges were printed on it: {numbers}. Take them back.", numbers=printed)))
    for journal, seq in one.case.entries[:12]:
        entry = look.tr("Entry {seq} of journal {journal}", seq=seq, journal=journal.hex()[:12])
        said.append(label(entry, size="small", tone="muted"))
    if one.case.state != "closed" and not picture.may_close:
        said.append(label(look.tr("A supervisor can close it."), tone="muted", wrap=True))
    return said
