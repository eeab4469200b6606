"""F2 at the gate: why the verdict on screen is what it is, row by row of the table of checks."""

from PySide6.QtCore import Qt

from passdesk.checkpoint.why import why_shown
from passdesk.desktop.checkpoint.features import Feature, Pressed
from passdesk.desktop.checkpoint.keys import is_act
from passdesk.desktop.checkpoint.keys_row import Keys
from passdesk.desktop.checkpoint.page import GatePage
from passdesk.desktop.checkpoint.state import GatePicture, Shown
from passdesk.desktop.checkpoint.telling import shown_of
from passdesk.desktop.checkpoint.why_body import why_body
from passdesk.desktop.look import Look
from passdesk.desktop.widgets.sheet import Sheet


class WhySheet(Feature):
    """Lies at the left until a key, a code, or another verdict. Act keys only close it: it may hide the face.

    `_of`: whose verdict it tells of, while it is open; the sheet itself goes with its page, and lies over the next.
    """

    _of: Shown | None = None
    _over: GatePage | None = None
    _sheet: Sheet | None = None

    def key(self, pressed: Pressed) -> bool:
        if pressed.event.key() == Qt.Key.Key_F2:
            if self._of is None:
                self._of = shown_of(self.gate.picture)
                self.gate.show()
            else:
                self.scanned()
            return True
        if self._of is not None and is_act(pressed.event):
            self.scanned()
            return True
        return False

    def keys(self, look: Look, picture: GatePicture) -> Keys:
        return (("F2", look.tr("why")),) if shown_of(picture) is not None else ()

    def paint(self, look: Look, page: GatePage, picture: GatePicture) -> None:
        """Another verdict, or none, is nothing this sheet tells of."""
        if self._of is None:
            return
        shown = shown_of(picture)
        if shown is None or shown.answer.entry != self._of.answer.entry:
            self.scanned()
        elif page is not self._over:
            self._open(look, page, shown, picture)

    def scanned(self) -> None:
        self._of = None
        if self._sheet is not None:
            self._sheet.close_sheet()

    def _open(self, look: Look, page: GatePage, shown: Shown, picture: GatePicture) -> None:
        answer = shown.answer
        body = why_body(look, why_shown(answer.verdict, answer.at), shown, picture)
        title = look.tr("Why: {when}", when=look.clock(answer.at))
        self._over = page
        self._sheet = Sheet(look, page, title, body, width=520, aside=True, closed=self._closed)
        self._sheet.add_cancel(look.tr("Close (F2)"))

    def _closed(self) -> None:
        self._of = self._over = self._sheet = None
