"""F2 at the gate: why the verdict on screen is what it is, or what it would be of somebody who was found."""

from msgspec import Struct
from PySide6.QtCore import Qt

from passdesk.checkpoint.why import Why, why_shown
from passdesk.desktop.checkpoint.features import Feature, Pressed
from passdesk.desktop.checkpoint.keys import is_act
from passdesk.desktop.checkpoint.keys_row import Keys
from passdesk.desktop.checkpoint.page import GatePage
from passdesk.desktop.checkpoint.state import Found, GatePicture, Shown
from passdesk.desktop.checkpoint.telling import shown_of
from passdesk.desktop.checkpoint.why_body import why_body
from passdesk.desktop.jobs import Ok, Result
from passdesk.desktop.look import Look
from passdesk.desktop.widgets.sheet import Sheet
from passdesk.domain.attachments import Names
from passdesk.domain.movements import Direction

_HOUR = 3_600_000_000
_TURNS = (Qt.Key.Key_Left, Qt.Key.Key_Right)
_HOURS: dict[int, int] = {Qt.Key.Key_Up: 1, Qt.Key.Key_Down: -1}


class Told(Struct, frozen=True):
    """What the sheet tells: of the verdict `shown`, or else of somebody who was `found`."""

    why: Why
    shown: Shown | None = None
    found: Found | None = None


class WhySheet(Feature):
    """Lies at the left until a key, a code, or another verdict. Act keys only close it: it may hide the face.

    `told`: what it tells of while it is open; the sheet itself goes with its page, and lies over the next. Of somebody
    who was found, arrow keys ask about the other direction, and other hours.
    """

    told: Told | None = None
    _painted: tuple[Told, GatePage] | None = None
    _sheet: Sheet | None = None

    def key(self, pressed: Pressed) -> bool:
        key, told = pressed.event.key(), self.told
        if key == Qt.Key.Key_F2:
            self.scanned() if told is not None else self._begin()
            return True
        if told is None:
            return False
        if told.found is not None and (key in _TURNS or key in _HOURS):
            self._ask_of(told, key)
            return True
        if is_act(pressed.event):
            self.scanned()
            return True
        return False

    def keys(self, look: Look, picture: GatePicture) -> Keys:
        there = shown_of(picture) is not None or bool(picture.finding.found)
        return (("F2", look.tr("why")),) if there else ()

    def paint(self, look: Look, page: GatePage, picture: GatePicture) -> None:
        """Another verdict, or none, is nothing this sheet tells of."""
        told = self.told
        if told is None:
            return
        shown = shown_of(picture)
        gone = told.shown is not None and (shown is None or shown.answer.entry != told.shown.answer.entry)
        if gone:
            self.scanned()
        elif self._painted is None or self._painted[1] is not page or self._painted[0] is not told:
            self._open(look, page, told, picture)

    def scanned(self) -> None:
        self.told = None
        if self._sheet is not None:
            self._sheet.close_sheet()

    # Asking

    def _begin(self) -> None:
        picture = self.gate.picture
        shown, found = shown_of(picture), picture.finding.found
        if found:
            self._look(found[picture.finding.chosen], picture.direction, picture.now)
        elif shown is not None:
            self._tell(Told(why_shown(shown.answer.verdict, shown.answer.at), shown))

    def _ask_of(self, told: Told, key: int) -> None:
        direction: Direction = told.why.verdict.direction
        if key in _TURNS:
            direction = "exit" if direction == "entry" else "entry"
        if told.found is not None:
            self._look(told.found, direction, told.why.at + _HOUR * _HOURS.get(key, 0))

    def _look(self, found: Found, direction: Direction, at: int) -> None:
        lane = self.gate.work

        def looked(result: Result[Why]) -> None:
            if isinstance(result, Ok):
                self._tell(Told(result.value, found=found))

        self.gate.opened.jobs.run(lambda: lane.why(found.person, direction, at), looked)

    def _tell(self, told: Told) -> None:
        self.scanned()
        self.told = told
        self.gate.show()

    # The sheet

    def _open(self, look: Look, page: GatePage, told: Told, picture: GatePicture) -> None:
        body = why_body(look, told.why, told.shown, picture)
        self._painted = told, page
        self._sheet = Sheet(look, page, _title(look, told), body, width=520, aside=True, closed=self._closed)
        self._sheet.add_cancel(look.tr("Close (F2)"))

    def _closed(self) -> None:
        self.told = self._painted = self._sheet = None


def _title(look: Look, told: Told) -> str:
    if told.found is None:
        return look.tr("Why: {when}", when=look.clock(told.why.at))
    names = look.names_in_order(Names(told.found.latin, told.found.chinese))
    entering = told.why.verdict.direction == "entry"
    way = look.tr("Entry|direction") if entering else look.tr("Exit|direction")
    return look.tr("{name}: {way}, {when}", name=next(iter(names), "—"), way=way, when=look.moment(told.why.at))
