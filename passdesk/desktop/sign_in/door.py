"""The door: what is shown while nobody is signed in, and every way to come in."""

from dataclasses import replace

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from passdesk.desktop.jobs import Err, Ok, Result
from passdesk.desktop.look import Look
from passdesk.desktop.opened_desk import OpenedDesk
from passdesk.desktop.sign_in.page import SignInPage
from passdesk.desktop.sign_in.state import DoorPicture
from passdesk.desktop.widgets.empty import empty
from passdesk.store.signing import Signer
from passdesk.store.signing_in import NewPasswordNeeded, TooSoon, WrongPassword, change_password, sign_in


class Door(QObject):
    """`pictured` whenever the picture is another."""

    pictured = Signal(object)

    def __init__(self, opened: OpenedDesk) -> None:
        super().__init__()
        self._opened = opened
        self.picture = DoorPicture()

    def page(self, look: Look) -> QWidget:
        made = SignInPage(look, self, self._opened.desk)
        self.pictured.connect(made.paint)
        made.paint(self.picture)
        return made

    def nothing_here(self, look: Look) -> QWidget:
        """Signed in at a desk that has no work for them."""
        words = look.tr("This desk has other work than yours. Sign in at a desk for your role.")
        return empty(look, "desk", look.tr("Nothing to do here"), words)

    def takes(self, text: str) -> bool:
        """Whether a code that was read is for the door: a staff's card, or anything while nobody is signed in."""
        del text
        if not self._opened.session.locked:
            return False
        self._show(replace(self.picture, lane_closed=True))
        return True

    def sign_in(self, name: str, password: str) -> None:
        store, clock = self._opened.store, self._opened.clock
        self._show(replace(self.picture, name=name, busy=True, wrong="", remedy=""))
        self._opened.jobs.run(lambda: sign_in(store, name, password, clock), self._came)

    def choose_password(self, password: str, new_password: str) -> None:
        store, clock, name = self._opened.store, self._opened.clock, self.picture.name
        self._show(replace(self.picture, busy=True, wrong="", remedy=""))
        self._opened.jobs.run(lambda: change_password(store, name, password, new_password, clock), self._came)

    def begin_again(self) -> None:
        self._show(DoorPicture())

    def _came(self, result: Result[Signer]) -> None:
        match result:
            case Ok(signer):
                self.picture = DoorPicture()
                self._opened.session.begin(signer)
            case Err(NewPasswordNeeded()):
                self._show(replace(self.picture, way="new password", busy=False))
            case Err(error):
                wait = error.wait_s if isinstance(error, (WrongPassword, TooSoon)) else 0
                wrong = replace(self.picture, busy=False, wrong=error.happened, remedy=error.remedy, wait_s=wait)
                self._show(wrong)

    def _show(self, picture: DoorPicture) -> None:
        self.picture = picture
        self.pictured.emit(picture)
