"""Set aside at the gate: `*` frees the lane, a list shows who waits at this checkpoint, and whoever is chosen in it
comes back to be settled."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QTimer
from PySide6.QtGui import Qt

from passdesk.checkpoint.answers import NotRecordedAnswer, Recorded, SetAside
from passdesk.checkpoint.asides import Waiting as Waits
from passdesk.checkpoint.asides import aside_shown, asides
from passdesk.checkpoint.holders import Holder
from passdesk.checkpoint.settling import set_aside
from passdesk.desktop.checkpoint import changing
from passdesk.desktop.checkpoint.banding import reason_words
from passdesk.desktop.checkpoint.choice_rows import Choice, Question
from passdesk.desktop.checkpoint.choosing import Chooser
from passdesk.desktop.checkpoint.features import GateHost, Pressed
from passdesk.desktop.checkpoint.keys_row import Keys
from passdesk.desktop.checkpoint.lists import PersonRow
from passdesk.desktop.checkpoint.page import GatePage
from passdesk.desktop.checkpoint.state import GatePicture, NotRecorded, Settled, Shown, Waiting
from passdesk.desktop.jobs import Err, Ok, Result
from passdesk.desktop.line_status import LineStatus
from passdesk.desktop.look import Look
from passdesk.desktop.theme import Tone
from passdesk.domain.register import Mark

EVERY_MS = 60_000
LONG_MIN = 10
"""After so many minutes somebody has waited long."""


class AsideList(Chooser):
    """Looks again when something was written here, when an exchange ended, and each minute."""

    def __init__(self, gate: GateHost) -> None:
        super().__init__(gate)
        self.waiting: tuple[Waits, ...] = ()
        self._line: LineStatus | None = None
        self._ended: Settled | None = None
        self._painted: object = None
        self._putting: Mark | None = None
        self._minute = QTimer(interval=EVERY_MS)
        self._minute.timeout.connect(self.look_again)
        self._minute.start()

    def close(self) -> None:
        self._minute.stop()
        super().close()

    # Keys

    def key(self, pressed: Pressed) -> bool:
        keypad = bool(pressed.event.modifiers() & Qt.KeyboardModifier.KeypadModifier)
        if pressed.event.key() != Qt.Key.Key_Asterisk or (pressed.typing and not keypad):
            return super().key(pressed)
        if self.is_open:
            self.end()
        elif (shown := _awaiting(self.gate.picture)) is not None:
            if pressed.lone:
                self._put(shown)
        elif self.waiting:
            self.ask()
        return True

    def keys(self, look: Look, picture: GatePicture) -> Keys:
        shown = _awaiting(picture)
        if shown is not None:
            return (("*", look.tr("back to the list") if shown.aside else look.tr("set aside")),)
        return (("*", look.tr("who waits")),) if self.waiting else ()

    def _put(self, shown: Shown) -> None:
        """Aside, or back to where they were brought from."""
        acting = self.gate.opened.session.acting
        if shown.aside:
            self.gate.show(moment=Waiting())
        elif acting is not None and self._putting != shown.answer.entry:
            store, clock, mark = self.gate.opened.store, self.gate.opened.clock, shown.answer.entry
            self._putting = mark
            self.gate.opened.gate_jobs.run(
                lambda: set_aside(store, mark, acting.signer, None, clock()),
                lambda result: self._was_put(shown, result),
            )

    def _was_put(self, shown: Shown, result: Result[SetAside | NotRecordedAnswer]) -> None:
        self._putting = None
        match result:
            case Ok(SetAside()):
                self.gate.opened.written()
                self.gate.become(changing.beside(self.gate.picture, shown))
                self.look_again()
            case Ok(NotRecordedAnswer() as failed) | Err(failed):
                self.gate.play("not-recorded")
                self.gate.show(moment=NotRecorded(failed.happened, failed.kept, failed.remedy))

    # Who waits

    def look_again(self) -> None:
        place, store = self.gate.picture.place, self.gate.opened.store
        lanes = None
        if place is not None:
            lanes = {lane.id for lane in place.policy.lanes.values() if lane.checkpoint == place.checkpoint.id}
        self.gate.opened.jobs.run(lambda: asides(store, lanes), self._listed)

    def _listed(self, result: Result[tuple[Waits, ...]]) -> None:
        if isinstance(result, Ok) and (result.value or self.waiting):
            self.waiting = result.value
            self.gate.show()

    def bring_back(self, one: Waits) -> None:
        store = self.gate.opened.store
        self.gate.opened.gate_jobs.run(lambda: aside_shown(store, one), self._came)

    def _came(self, result: Result[tuple[Recorded, Holder | None]]) -> None:
        match result:
            case Ok((recorded, holder)):
                self.end()
                self.gate.bring(Shown(recorded, holder, aside=True))
            case Err(error):  # somebody else was quicker
                self.failed(error)
                self.look_again()

    # The list as a question, for whoever has no mouse

    def caption(self, look: Look) -> str:
        return look.tr("Set aside")

    def question(self, look: Look, picture: GatePicture) -> Question | None:
        rows = tuple(_choice(look, one, picture) for one in self.waiting)
        told = "" if rows else look.tr("Nobody waits any more.")
        return Question("", rows, look.tr("bring back") if rows else "", told)

    def take(self, chosen: int) -> None:
        if chosen < len(self.waiting):
            self.busy = True
            self.bring_back(self.waiting[chosen])

    # The list on the page

    def paint(self, look: Look, page: GatePage, picture: GatePicture) -> None:
        news = picture.line != self._line or (_ended(picture) is not None and _ended(picture) is not self._ended)
        self._line, self._ended = picture.line, _ended(picture)
        people = tuple((one, one.minutes(picture.now)) for one in self.waiting)
        painted = (page, people, picture.lane)
        if painted != self._painted:
            self._painted = painted
            page.beside.fill(
                look.tr("Set aside  ·  {n}", n=len(people)), people,
                lambda each: _row(look, each, picture, partial(self.bring_back, each[0])),
            )  # fmt: skip
            page.beside.setVisible(bool(people))
            page.share_room()
        super().paint(look, page, picture)
        if news:
            self.look_again()


def _awaiting(picture: GatePicture) -> Shown | None:
    """Whoever may be set aside, or was and came back."""
    shown = changing.standing(picture.moment)
    return shown if shown is not None and shown.answer.awaiting and not shown.settling else None


def _ended(picture: GatePicture) -> Settled | None:
    """Somebody who waited beside the lane was settled here."""
    moment = picture.moment
    return moment if isinstance(moment, Settled) and moment.shown.aside else None


def _name(look: Look, one: Waits) -> str:
    names = look.names_in_order(one.names)
    return names[0] if names else look.tr("Not known")


def _below(look: Look, one: Waits, picture: GatePicture) -> str:
    """Why they wait, and at which lane where it is another."""
    why = reason_words(look, one.reasons[0]) if one.reasons else look.tr("To be checked")
    return why if one.lane == picture.lane else f"{one.lane}  ·  {why}"


def _waits(look: Look, minutes: int) -> str:
    return look.tr("{n} min", n=minutes)


def _row(look: Look, each: tuple[Waits, int], picture: GatePicture, pressed: Callable[[], object]) -> PersonRow:
    one, minutes = each
    tone: Tone = "attention" if minutes >= LONG_MIN else "accent"
    words = (_name(look, one), _below(look, one, picture), _waits(look, minutes))
    return PersonRow(look, *words, tone, one.photo, pressed)


def _choice(look: Look, one: Waits, picture: GatePicture) -> Choice:
    minutes = _waits(look, one.minutes(picture.now))
    return Choice(_name(look, one), f"{minutes}  ·  {_below(look, one, picture)}")
