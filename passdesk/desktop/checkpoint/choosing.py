"""A question beside the verdict: rows are chosen by arrows or a finger, and `+` does it. A code that is read closes it
and is judged: nothing lies over its verdict."""

from abc import ABC, abstractmethod

from PySide6.QtCore import Qt, QTimer
from shiboken6 import isValid

from passdesk.desktop.checkpoint.acting import ActKey
from passdesk.desktop.checkpoint.choice_rows import ChoiceBody, Question
from passdesk.desktop.checkpoint.features import Feature, GateHost, Pressed
from passdesk.desktop.checkpoint.page import GatePage
from passdesk.desktop.checkpoint.state import GatePicture
from passdesk.desktop.look import Look
from passdesk.desktop.widgets.sheet import Sheet
from passdesk.errors import PassdeskError

WIDTH = 296
"""As wide as what stands at the left of the page."""


class Chooser(Feature, ABC):
    """A feature that asks. What was answered so far is kept by whoever inherits; `chosen`: the row it stands at."""

    def __init__(self, gate: GateHost) -> None:
        super().__init__(gate)
        self.chosen = 0
        self.error: PassdeskError | None = None
        self.busy = False
        self._open = False
        self._over: GatePage | None = None
        self._sheet: Sheet | None = None
        self._body: ChoiceBody | None = None
        self._hears = True
        gate.opened.session.changed.connect(self.end)  # what one officer began is no other's to go on with

    # What to ask

    @abstractmethod
    def caption(self, look: Look) -> str:
        """What stands above every question of this feature."""

    @abstractmethod
    def question(self, look: Look, picture: GatePicture) -> Question | None:
        """What is asked now; None: nothing more."""

    @abstractmethod
    def take(self, chosen: int) -> None:
        """This row is the answer."""

    def back(self) -> bool:
        """Whether there is a question before this one, which is asked again."""
        return False

    # How it is asked

    @property
    def is_open(self) -> bool:
        return self._open

    @property
    def secret(self) -> str:
        return self._body.field.text() if self._body is not None and isValid(self._body) else ""

    def ask(self, chosen: int = 0) -> None:
        """Ask what there is to ask, or the next of it."""
        self._open, self.chosen, self.error, self.busy = True, chosen, None, False
        if self._body is not None and isValid(self._body):
            self._body.field.clear()
        self.gate.show()

    def failed(self, error: PassdeskError) -> None:
        """It could not be done: that is said where it was asked."""
        self.error, self.busy = error, False
        self.gate.show()

    def end(self) -> None:
        """Ask no more."""
        self._open = self.busy = False
        sheet, self._sheet, self._over, self._body = self._sheet, None, None, None
        if sheet is not None and isValid(sheet):
            sheet.close_sheet()

    def scanned(self) -> None:
        self.end()

    def close(self) -> None:
        session = self.gate.opened.session
        if self._hears and isValid(session):  # else the whole desk is closed
            session.changed.disconnect(self.end)
        self._hears = False
        self.end()

    def key(self, pressed: Pressed) -> bool:
        if self._open and pressed.event.key() == Qt.Key.Key_Escape:
            self.end()
            return True
        return False

    def acts(self, key: ActKey, *, lone: bool) -> bool:
        if not self._open:
            return False
        match key:
            case "up" | "down":
                self._step(-1 if key == "up" else 1)
            case "let" if lone and not self.busy:
                self.take(self.chosen)
            case "turn" | "back":
                self._go_back()
        return True

    def paint(self, look: Look, page: GatePage, picture: GatePicture) -> None:
        if not self._open:
            return
        question = self.question(look, picture)
        if question is None or self._covered(page):
            self.end()
            return
        if page is not self._over or self._body is None or not isValid(self._body):
            self._lay(look, page)
        if self._body is not None and self._sheet is not None:
            self.chosen = max(0, min(self.chosen, len(question.choices) - 1))
            error = look.said(self.error.happened, self.error.remedy) if self.error is not None else ""
            row = self._body.fill(question, self.chosen, error, busy=self.busy)
            self._sheet.fit()
            if row is not None:
                QTimer.singleShot(0, self._sheet, self._sheet.fit)  # words have their size only once they are shown
                self._sheet.reveal(row)

    def _covered(self, page: GatePage) -> bool:
        """Another sheet was laid over this one."""
        here = self._sheet is not None and page is self._over
        return here and any(one is not self._sheet and one.isVisible() for one in page.findChildren(Sheet))

    def _lay(self, look: Look, page: GatePage) -> None:
        for other in page.findChildren(Sheet):
            if isValid(other) and other.isVisible():
                other.close_sheet()
        body = ChoiceBody(look, self._touched)
        self._over, self._body = page, body
        sheet = Sheet(look, page, self.caption(look), body, width=WIDTH, aside=True, closed=lambda: self._gone(sheet))
        body.buttons = (
            sheet.add_button(look.tr("Back (−)"), self._go_back), sheet.add_button("", self._do, primary=True)
        )  # fmt: skip
        for one in body.buttons:
            one.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # Enter presses nothing at the gate
        sheet.for_gloves()
        self._sheet = sheet

    def _gone(self, sheet: Sheet) -> None:
        if self._sheet is sheet:
            self._sheet = self._over = self._body = None
            self._open = self.busy = False

    def _step(self, by: int) -> None:
        if self._body is not None and self._body.count:
            self.chosen = (self.chosen + by) % self._body.count
            self.gate.show()

    def _do(self) -> None:
        if not self.busy:
            self.take(self.chosen)

    def _touched(self, at: int) -> None:
        self.chosen = at
        self.gate.show()

    def _go_back(self) -> None:
        if self.busy:
            return
        self.error = None
        if self.back():
            self.ask()
        else:
            self.end()
