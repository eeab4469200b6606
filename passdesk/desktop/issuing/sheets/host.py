"""Opens the sheet the picture asks for over the page, and closes it when the picture has it no more."""

from functools import partial
from typing import assert_never

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QWidget

from passdesk.desktop.issuing import state, words
from passdesk.desktop.issuing.parts import Parts
from passdesk.desktop.issuing.sheets.body import Body
from passdesk.desktop.issuing.sheets.filing import FilingBody
from passdesk.desktop.issuing.sheets.importing import ImportBody
from passdesk.desktop.issuing.sheets.institutions import InstitutionsBody
from passdesk.desktop.issuing.sheets.many import ManyBody
from passdesk.desktop.issuing.sheets.person import PersonBody
from passdesk.desktop.issuing.sheets.printing import PrintBody
from passdesk.desktop.issuing.sheets.questions import EraseBody, ReasonBody
from passdesk.desktop.look import Look
from passdesk.desktop.widgets.controls import column
from passdesk.desktop.widgets.sheet import Sheet
from passdesk.desktop.widgets.strip import Strip


class SheetHost:
    def __init__(self, look: Look, over: QWidget, parts: Parts) -> None:
        self._look, self._over, self._parts = look, over, parts
        self._number = 0
        self._sheet: Sheet | None = None
        self.body: Body | None = None
        self._strip: Strip | None = None

    def paint(self, picture: state.IssuingPicture) -> None:
        if picture.sheet is None or picture.sheet_number != self._number:
            self._close()
        if picture.sheet is not None and self._sheet is None:
            self._open(picture, picture.sheet)
        if self.body is not None and picture.sheet is not None:
            self.body.paint(picture)
            self._say(picture)

    def _open(self, picture: state.IssuingPicture, sheet: state.Sheet) -> None:
        self._number = picture.sheet_number
        self.body = body = _body(self._look, self._parts, sheet)
        self._strip = Strip(self._look)
        held = QWidget()
        held.setLayout(column(self._strip, body, spacing=self._look.px(10), margins=(2, 2, self._look.px(10), 2)))
        self._sheet = made = Sheet(self._look, self._over, body.title, held, width=body.wide, closed=self._closed)
        body.sheet = made
        body.add_to(made)
        if body.first is not None:  # what was added last is shown, and can have the focus, in the next turn
            QTimer.singleShot(0, body.first, partial(body.first.setFocus, Qt.FocusReason.OtherFocusReason))
        body.fit()

    def _say(self, picture: state.IssuingPicture) -> None:
        if self._strip is None or self.body is None:
            return
        told = picture.told
        before = self._strip.words
        self._strip.say(words.told(self._look, told) if told is not None else "", told.tone if told else "plain")
        if self._strip.words != before:
            self.body.fit()

    def _close(self) -> None:
        """As the picture says; `_closed` then finds nothing to tell."""
        sheet, body = self._sheet, self.body
        self._sheet = self.body = self._strip = None
        if body is not None:
            body.left()
        if sheet is not None:
            sheet.close_sheet()

    def _closed(self) -> None:
        """Somebody closed it."""
        body, self._sheet, self.body = self.body, None, None
        if body is not None:
            body.left()
            self._parts.stage.close_sheet()


def _body(look: Look, parts: Parts, sheet: state.Sheet) -> Body:
    match sheet:
        case state.PersonDraft():
            return PersonBody(look, parts, sheet)
        case state.InstitutionsSheet():
            return InstitutionsBody(look, parts)
        case state.FilingSheet():
            return FilingBody(look, parts, sheet)
        case state.ReasonSheet():
            return ReasonBody(look, parts, sheet)
        case state.EraseSheet():
            return EraseBody(look, parts, sheet)
        case state.ManySheet():
            return ManyBody(look, parts, sheet)
        case state.ImportSheet():
            return ImportBody(look, parts)
        case state.PrintSheet():
            return PrintBody(look, parts, sheet)
        case other:
            assert_never(other)
