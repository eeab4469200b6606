"""The door: what is shown while nobody is signed in, and every way to come in."""

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QWidget

from passdesk.administration import operators
from passdesk.administration.operators import Added
from passdesk.credential.staff_card import StaffCard, card_in
from passdesk.desktop.desk_folder import Note
from passdesk.desktop.jobs import Err, Ok, Result
from passdesk.desktop.look import Look
from passdesk.desktop.opened_desk import OpenedDesk
from passdesk.desktop.sign_in.page import SignInPage
from passdesk.desktop.sign_in.state import DoorPicture
from passdesk.desktop.widgets.empty import empty
from passdesk.domain.people import Operator
from passdesk.errors import PassdeskError
from passdesk.store.acts import Acting
from passdesk.store.signing import Signer
from passdesk.store.signing_in import (
    NewPasswordNeeded,
    TooSoon,
    WrongPassword,
    change_password,
    sign_in,
    sign_in_by_card,
)
from passdesk.store.who_may import who_may_sign_in

_SECOND = 1_000_000


class Door(QObject):
    """`pictured` whenever the picture is another; `card_shown` when a staff card is shown while somebody is signed in:
    its PIN is asked for over the page. `evacuation_asked`, `muster_asked`: somebody wants to evacuate, or to know who
    is inside, and need not sign in for it."""

    pictured = Signal(object)
    card_shown = Signal()
    evacuation_asked = Signal()
    muster_asked = Signal()

    def __init__(self, opened: OpenedDesk) -> None:
        super().__init__()
        self._opened = opened
        self._password = ""
        self._heard_at: int | None = None
        self._ticks = QTimer(self, interval=500)
        self._ticks.timeout.connect(self.tick)
        self.picture = self._fresh()
        opened.session.changed.connect(self._session_changed)

    def page(self, look: Look) -> QWidget:
        made = SignInPage(look, self, self._opened.desk)
        self.pictured.connect(made.paint)
        made.paint(self.picture)
        return made

    def nothing_here(self, look: Look) -> QWidget:
        """Signed in at a desk that has no work for them."""
        words = look.tr("This desk has other work than yours. Sign in at a desk for your role.")
        return empty(look, "desk", look.tr("Nothing to do here"), words)

    def close(self) -> None:
        """The desk is closed: nothing is counted down any more."""
        self._ticks.stop()

    def say(self, notes: tuple[Note, ...], hint: str = "") -> None:
        """What the start has to tell whoever comes to this desk."""
        self._show(replace(self.picture, notes=notes, hint=hint))

    def takes(self, text: str) -> bool:
        """Whether a code that was read is for the door: a staff card, or anything while nobody is signed in."""
        locked = self._opened.session.locked
        card = card_in(text)
        if card is not None:
            if not self.picture.busy:
                self._ask_pin(text, card)
            return True
        if locked:
            self._show(replace(self.picture, lane_closed=True))
        return locked

    def tick(self) -> None:
        """Time went by while a try is not heard yet."""
        left = 0
        if self._heard_at is not None:
            left = max(0, -((self._opened.clock().boot - self._heard_at) // _SECOND))
        if left == 0:
            self._heard_at = None
            self._ticks.stop()
        if left != self.picture.wait_s:
            self._show(replace(self.picture, wait_s=left))

    # Commands

    def named(self, name: str) -> None:
        if name != self.picture.name and not self.picture.busy:
            self._hear()
            self._show(replace(self.picture, name=name, wrong="", remedy="", wait_s=0, lane_closed=False))

    def sign_in(self, name: str, password: str) -> None:
        store, clock = self._opened.store, self._opened.clock
        self._password = password
        self._try(lambda: sign_in(store, name, password, clock), replace(self.picture, name=name))

    def choose_password(self, new_password: str, again: str) -> None:
        store, clock, name, password = self._opened.store, self._opened.clock, self.picture.name, self._password
        if new_password != again:
            self._show(replace(self.picture, wrong="", remedy="", unequal=True, tries=self.picture.tries + 1))
            return
        self._try(lambda: change_password(store, name, password, new_password, clock), self.picture)

    def enter_pin(self, pin: str) -> None:
        store, clock, text = self._opened.store, self._opened.clock, self.picture.card
        if self.picture.way == "pin" and text:
            self._try(lambda: sign_in_by_card(store, text, pin, clock), self.picture)

    def evacuate(self) -> None:
        self.evacuation_asked.emit()

    def muster(self) -> None:
        self.muster_asked.emit()

    def forgot(self) -> None:
        if self.picture.busy:
            return
        self._hear()
        self._show(replace(self._fresh(), way="vouch", name=self.picture.name))

    def vouch(self, forgetful: str, voucher: str, password: str) -> None:
        """`voucher`, an administrator, gives `forgetful` a new one-time password; nobody is signed in by it."""
        opened = self._opened
        if not self.picture.busy:
            self._show(replace(self.picture, name=forgetful, busy=True, wrong="", remedy="", lane_closed=False))
            opened.jobs.run(lambda: _vouched(opened, forgetful, voucher, password), self._was_vouched)

    def begin_again(self) -> None:
        """Away from whatever was begun with; not from a try under way, whose answer would come to another page."""
        if self.picture.busy:
            return
        self._password = ""
        self._hear()
        name = self.picture.name if self.picture.way == "vouched" else ""
        self._show(replace(self._fresh(), name=name))

    # What comes of them

    def _ask_pin(self, text: str, card: StaffCard) -> None:
        with self._opened.store.view() as view:
            row = view.get(Operator, card.operator)
        self._hear()
        self._show(replace(self._fresh(), way="pin", card=text, holder=row.name if isinstance(row, Operator) else ""))
        if not self._opened.session.locked:
            self.card_shown.emit()

    def _try(self, work: Callable[[], Signer], picture: DoorPicture) -> None:
        if not picture.busy:
            self._show(replace(picture, busy=True, wrong="", remedy="", unequal=False, lane_closed=False))
            self._opened.jobs.run(work, self._came)

    def _came(self, result: Result[Signer]) -> None:
        match result:
            case Ok(signer):
                self._password = ""
                self._hear()
                self.picture = self._fresh()
                self._opened.session.begin(signer)
            case Err(NewPasswordNeeded()):
                self._show(replace(self.picture, way="new password", busy=False))
            case Err(error):
                self._failed(error)

    def _was_vouched(self, result: Result[Added]) -> None:
        match result:
            case Ok(added):
                self._opened.written()
                self._show(replace(self._fresh(), way="vouched", name=self.picture.name, once=added.one_time_password))
            case Err(error):
                self._failed(error)

    def _failed(self, error: PassdeskError) -> None:
        wait = error.wait_s if isinstance(error, (WrongPassword, TooSoon)) else 0
        if wait:
            self._heard_at = self._opened.clock().boot + wait * _SECOND
            self._ticks.start()
        tried = replace(self.picture, busy=False, wait_s=wait, tries=self.picture.tries + 1)
        self._show(replace(tried, wrong=error.happened, remedy="" if wait else error.remedy))

    def _hear(self) -> None:
        self._heard_at = None
        self._ticks.stop()

    def _session_changed(self) -> None:
        """Whoever finds the desk locked begins at the beginning, unless a card was just shown."""
        if not self._opened.session.locked or self.picture.way != "pin":
            self._password = ""
            self.picture = self._fresh()
        self.pictured.emit(self.picture)

    def _fresh(self) -> DoorPicture:
        kept = getattr(self, "picture", DoorPicture())
        names = tuple(row.name for row in who_may_sign_in(self._opened.store))
        return DoorPicture(names=names, notes=kept.notes, hint=kept.hint)

    def _show(self, picture: DoorPicture) -> None:
        self.picture = picture
        self.pictured.emit(picture)


def _vouched(opened: OpenedDesk, forgetful: str, voucher: str, password: str) -> Added:
    signer = sign_in(opened.store, voucher, password, opened.clock)
    acting = Acting(opened.store, signer, opened.clock)
    return operators.renew(acting, operators.called(opened.store, forgetful).key)
