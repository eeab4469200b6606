"""Paper typed in later: F4 opens a sheet, and one row after the other is recorded from it, each signed."""

from datetime import date, datetime, time
from typing import Literal

from msgspec import Struct
from msgspec.structs import replace
from PySide6.QtCore import Qt

from passdesk.checkpoint.paper import PaperLine, PaperSheet
from passdesk.desktop.checkpoint.features import Feature, GateHost, Pressed
from passdesk.desktop.checkpoint.keys_row import Keys
from passdesk.desktop.checkpoint.page import GatePage
from passdesk.desktop.checkpoint.paper_form import PaperForm
from passdesk.desktop.checkpoint.state import Finding, Found, GatePicture
from passdesk.desktop.jobs import Err, Ok, Result
from passdesk.desktop.look import Look
from passdesk.domain.entries import Entry
from passdesk.domain.movements import Direction
from passdesk.store.acts import Acting

_STEPS: dict[int, int] = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
Missing = Literal["", "who", "hour"]
_ENTERS = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class Typed(Struct, frozen=True):
    """A row that is on disk; `again`: it was already."""

    name: str
    direction: Direction
    when: int
    again: bool = False


class Typing(Struct, frozen=True):
    """What stands in the form, and what was recorded from it, the newest first. `hour` as it is typed. `missing`:
    the field that keeps the row from being recorded; `failed`: why it was not, in English. `busy`: a row is being
    recorded."""

    sheet: str
    day: date
    direction: Direction
    hour: str = ""
    finding: Finding = Finding()
    rows: tuple[Typed, ...] = ()
    missing: Missing = ""
    failed: tuple[str, ...] = ()
    busy: bool = False

    @property
    def person(self) -> Found | None:
        found = self.finding.found
        return found[self.finding.chosen] if found else None


class PaperTyping(Feature):
    """`typing`: what was typed so far; it stays while the sheet is closed, for whoever is signed in."""

    def __init__(self, gate: GateHost) -> None:
        super().__init__(gate)
        self.typing: Typing | None = None
        self._form: PaperForm | None = None
        self._on: tuple[Look, GatePage] | None = None
        self._open = False
        self._sheet: tuple[Acting, PaperSheet] | None = None

    @property
    def takes_keys(self) -> bool:
        return self._form is not None

    def key(self, pressed: Pressed) -> bool:
        """In the sheet + records, and a person types the rest into its fields; Enter does nothing."""
        key = pressed.event.key()
        if self._form is None:
            if key != Qt.Key.Key_F4 or self.gate.opened.session.acting is None:
                return False
            self._begin(pressed.page)
            return True
        if self._form.composing:
            return False
        match key:
            case Qt.Key.Key_Escape:
                self.leave()
            case Qt.Key.Key_Plus if pressed.lone:
                self.record()
            case Qt.Key.Key_Up | Qt.Key.Key_Down if self._form.finding:
                self._step(_STEPS[key])
            case _:
                return key in _ENTERS
        return True

    def keys(self, look: Look, picture: GatePicture) -> Keys:
        del picture
        return (("F4", look.tr("paper")),)

    # What the form asks for

    def find(self, text: str) -> None:
        if self.typing is not None:
            self._say(finding=replace(self.typing.finding, text=text) if text.strip() else Finding(text))
            lane = self.gate.work
            if text.strip():
                self.gate.opened.jobs.run(lambda: lane.find(text), lambda result: self._found(text, result))

    def choose(self, one: Found) -> None:
        found = self.typing.finding.found if self.typing is not None else None
        if self.typing is not None and found is not None and one in found:
            self._say(finding=replace(self.typing.finding, chosen=found.index(one)))

    def change(self, **changes: object) -> None:
        """Another field, without painting the form anew: it shows what was typed."""
        if self.typing is not None:
            self.typing = replace(self.typing, **changes)

    def record(self) -> None:
        """The row that stands in the form, signed by whoever is signed in."""
        typing, acting = self.typing, self.gate.opened.session.acting
        if typing is None or acting is None or typing.busy or self._on is None:
            return
        person, hour = typing.person, hour_of(typing.hour)
        if person is None:
            self._say(missing="who", failed=())
        elif hour is None:
            self._say(missing="hour", failed=())
        else:
            when = round(datetime.combine(typing.day, hour, self._on[0].zone).timestamp()) * 1_000_000
            line, sheet = PaperLine(person.person, typing.direction, when, typing.sheet), self._sheet_of(acting)
            row = Typed(" ".join(name for name in (person.latin, person.chinese) if name), line.direction, when)
            self._say(busy=True, missing="", failed=())
            self.gate.opened.gate_jobs.run(lambda: sheet.add(line), lambda result: self._recorded(row, result))

    def leave(self) -> None:
        """What was typed stays for the next time."""
        if self._form is not None:
            self._form.close_sheet()

    # What comes back

    def _found(self, text: str, result: Result[Finding]) -> None:
        if self.typing is not None and text == self.typing.finding.text and isinstance(result, Ok):
            self._say(finding=result.value)

    def _recorded(self, row: Typed, result: Result[Entry | None]) -> None:
        if self.typing is None:
            return
        match result:
            case Ok(entry):
                if entry is not None:
                    self.gate.opened.written()
                rows = (replace(row, again=entry is None), *self.typing.rows)
                self._say(busy=False, rows=rows, finding=Finding(), hour="")
                if self._form is not None:
                    self._form.begin()
            case Err(error):
                self._say(busy=False, failed=(error.happened, error.kept, error.remedy))

    # Parts

    def scanned(self) -> None:
        self.leave()

    def close(self) -> None:
        self.typing = self._on = None

    def paint(self, look: Look, page: GatePage, picture: GatePicture) -> None:
        del picture
        if self._on is None or page is not self._on[1]:
            self._on, self._form = (look, page), None
            if self._open:
                self._begin(page)

    def _begin(self, page: GatePage) -> None:
        if self._on is None:
            return
        if self.typing is None:
            today = self._on[0].local(self.gate.picture.now).date()
            self.typing = Typing("", today, self.gate.picture.direction)
        self._open = True
        self._form = PaperForm(self._on[0], page, self, self.typing, self._closed)

    def _closed(self) -> None:
        self._form, self._open = None, False

    def _step(self, by: int) -> None:
        if self.typing is not None and self.typing.finding.found:
            finding = self.typing.finding
            count = len(self.typing.finding.found)
            self._say(finding=replace(finding, chosen=(finding.chosen + by) % count))

    def _say(self, **changes: object) -> None:
        if self.typing is not None:
            self.typing = replace(self.typing, **changes)
            if self._form is not None:
                self._form.paint(self.typing)

    def _sheet_of(self, acting: Acting) -> PaperSheet:
        if self._sheet is None or self._sheet[0] is not acting:
            self._sheet = acting, PaperSheet(acting, self.gate.work.lane)
        return self._sheet[1]


def hour_of(text: str) -> time | None:
    """A time of day as people write it: 8:40, 08.40, 0840; None for anything else."""
    digits = text.strip().replace(":", "").replace(".", "").replace("：", "")
    if not (digits.isascii() and digits.isdigit() and 3 <= len(digits) <= 4):
        return None
    hour, minute = int(digits[:-2]), int(digits[-2:])
    return time(hour, minute) if hour < 24 and minute < 60 else None
