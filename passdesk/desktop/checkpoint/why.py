"""F2 at the gate: why the verdict on screen is what it is, or what it would be of somebody who was found."""

from msgspec import Struct
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent

from passdesk.checkpoint.why import Why, why_shown
from passdesk.desktop.checkpoint.features import Feature, Pressed
from passdesk.desktop.checkpoint.keys import is_act
from passdesk.desktop.checkpoint.keys_row import Keys
from passdesk.desktop.checkpoint.page import GatePage
from passdesk.desktop.checkpoint.state import Found, GatePicture, Shown
from passdesk.desktop.checkpoint.telling import shown_of
from passdesk.desktop.checkpoint.why_asked import asked_rows, lanes_to_ask, ways_of
from passdesk.desktop.checkpoint.why_body import why_body
from passdesk.desktop.jobs import Ok, Result
from passdesk.desktop.look import Look
from passdesk.desktop.widgets.sheet import Sheet
from passdesk.domain.attachments import Names
from passdesk.domain.movements import Direction

_HOUR = 3_600_000_000
_TURNS = (Qt.Key.Key_Left, Qt.Key.Key_Right)
_SCROLLS: dict[int, int] = {
    Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1, Qt.Key.Key_PageUp: -1, Qt.Key.Key_PageDown: 1,
}  # fmt: skip
_HOURS: dict[int, int] = {Qt.Key.Key_Up: 1, Qt.Key.Key_Down: -1}


class Told(Struct, frozen=True):
    """What the sheet tells: of the verdict `shown`, or else of somebody who was `found`."""

    why: Why
    shown: Shown | None = None
    found: Found | None = None


class WhySheet(Feature):
    """Lies at the left until a key, a code, or another verdict. Act keys only close it: it may hide the face.

    `told`: what it tells of while it is open; the sheet itself goes with its page, and lies over the next. Of somebody
    who was found, arrow keys ask about the other direction, and other hours, and F7 about the next lane, with Shift the
    one before. Where it is higher than the page, the keys for a page, and else the arrow keys, show the rest.
    """

    told: Told | None = None
    _painted: tuple[Told, GatePage] | None = None
    _sheet: Sheet | None = None
    _asked = 0
    """How often something was asked, or no more: an answer to what was asked before is nobody's."""

    def key(self, pressed: Pressed) -> bool:
        key, told = pressed.event.key(), self.told
        if key == Qt.Key.Key_F2:
            self.scanned() if told is not None else self._begin()
            return True
        if told is None:
            return False
        if told.found is not None and self._asks(pressed.event):
            return True
        if key in _SCROLLS and self._sheet is not None and self._sheet.scroll_on(_SCROLLS[key]):
            return True
        if is_act(pressed.event) or key == Qt.Key.Key_Escape:
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
        self._asked += 1
        if self._sheet is not None:
            self._sheet.close_sheet()

    # Asking

    def _begin(self) -> None:
        picture = self.gate.picture
        shown, found = shown_of(picture), picture.finding.found
        if found:
            self._look(found[picture.finding.chosen], picture.lane, picture.direction, picture.now)
        elif shown is not None:
            self._tell(Told(why_shown(shown.answer.verdict, shown.answer.at), shown))

    def _asks(self, event: QKeyEvent) -> bool:
        key, shift = event.key(), event.modifiers() & Qt.KeyboardModifier.ShiftModifier
        if key in _TURNS:
            self.turn()
        elif key in _HOURS:
            self.later(_HOURS[key])
        elif key == Qt.Key.Key_F7:
            self.other_lane(-1 if shift else 1)
        else:
            return False
        return True

    def turn(self) -> None:
        """Ask about the other direction, where the lane takes it."""
        if (told := self.told) is not None and told.found is not None:
            lane, now = told.why.verdict.lane, told.why.verdict.direction
            other = next((one for one in ways_of(self.gate.picture, lane) if one != now), now)
            self._look(told.found, lane, other, told.why.at)

    def later(self, hours: int) -> None:
        """Ask about another hour."""
        if (told := self.told) is not None and told.found is not None:
            verdict = told.why.verdict
            self._look(told.found, verdict.lane, verdict.direction, told.why.at + _HOUR * hours)

    def other_lane(self, by: int) -> None:
        """Ask about another lane, in the same direction where it takes that."""
        if (told := self.told) is not None and told.found is not None:
            lanes, verdict = lanes_to_ask(self.gate.picture), told.why.verdict
            at = lanes.index(verdict.lane) if verdict.lane in lanes else 0
            lane = lanes[(at + by) % len(lanes)]
            ways = ways_of(self.gate.picture, lane)
            self._look(told.found, lane, verdict.direction if verdict.direction in ways else ways[0], told.why.at)

    def _look(self, found: Found, lane: str, direction: Direction, at: int) -> None:
        work, self._asked = self.gate.work, self._asked + 1
        asked = self._asked

        def looked(result: Result[Why]) -> None:
            if isinstance(result, Ok) and asked == self._asked:
                self._tell(Told(result.value, found=found))

        self.gate.opened.jobs.run(lambda: work.why(found.person, direction, at, lane), looked)

    def _tell(self, told: Told) -> None:
        self.scanned()
        self.told = told
        self.gate.show()

    # The sheet

    def _open(self, look: Look, page: GatePage, told: Told, picture: GatePicture) -> None:
        page.make_way()
        asked = asked_rows(look, told.why, picture, self) if told.found is not None else None
        body = why_body(look, told.why, told.shown, picture, asked)
        self.told, self._painted = told, (told, page)
        self._sheet = Sheet(look, page, _title(look, told), body, width=520, aside=True, closed=self._closed)
        self._sheet.add_cancel(look.tr("Close (F2)"))

    def _closed(self) -> None:
        self.told = self._painted = self._sheet = None
        self._asked += 1


def _title(look: Look, told: Told) -> str:
    if told.found is None:
        return look.tr("Why: {when}", when=look.clock(told.why.at))
    names = look.names_in_order(Names(told.found.latin, told.found.chinese))
    verdict = told.why.verdict
    way = look.tr("Entry|direction") if verdict.direction == "entry" else look.tr("Exit|direction")
    return look.tr("{name}: {way} at {lane}", name=next(iter(names), "—"), way=way, lane=verdict.lane)
