"""F10 at the gate: whose shift it is, what it amounts to; ending it, taking it over, handing it over by staff card."""

from msgspec import Struct
from PySide6.QtCore import Qt, QTimer

from passdesk.checkpoint.shifts import Counts, Shift, counted, hand_over, shift_at, sign_off, sign_on
from passdesk.desktop.checkpoint.features import Feature, GateHost, Pressed
from passdesk.desktop.checkpoint.keys import is_act
from passdesk.desktop.checkpoint.keys_row import Keys
from passdesk.desktop.checkpoint.page import GatePage
from passdesk.desktop.checkpoint.shift_body import shift_body
from passdesk.desktop.checkpoint.state import GatePicture
from passdesk.desktop.jobs import Err, Ok, Result
from passdesk.desktop.look import Look
from passdesk.desktop.widgets.sheet import Sheet
from passdesk.errors import PassdeskError
from passdesk.store.acts import Acting

_SIGNS_ON = "checkpoint"


class Standing(Struct, frozen=True):
    """The shift under way and its counts; None where nobody signed on. `mine`: of whoever is signed in. `failed`: why
    it could not be ended or taken over."""

    shift: Shift | None = None
    counts: Counts | None = None
    mine: bool = False
    failed: PassdeskError | None = None


class ShiftSheet(Feature):
    """Whoever signs in where nobody has a shift begins one. While it is open, `+` ends the shift, or takes it over.

    `standing`: what the open sheet tells, None while it is closed.
    """

    def __init__(self, gate: GateHost) -> None:
        super().__init__(gate)
        self.standing: Standing | None = None
        self._over: GatePage | None = None
        self._sheet: Sheet | None = None
        session = gate.opened.session
        session.changed.connect(self._signed_in)
        session.relieved.connect(self._relieved)
        self._listens = True
        self._soon = QTimer(singleShot=True, interval=0)
        self._soon.timeout.connect(self._signed_in)
        self._soon.start()

    def key(self, pressed: Pressed) -> bool:
        if pressed.event.key() == Qt.Key.Key_F10:
            self.scanned() if self.standing is not None else self._look()
            return True
        if self.standing is None or not (is_act(pressed.event) or pressed.event.key() == Qt.Key.Key_Escape):
            return False
        if pressed.event.key() == Qt.Key.Key_Plus:
            if pressed.lone:
                self._go_on()
        else:
            self.scanned()
        return True

    def keys(self, look: Look, picture: GatePicture) -> Keys:
        del picture
        return (("F10", look.tr("shift")),)

    def paint(self, look: Look, page: GatePage, picture: GatePicture) -> None:
        """Nobody awaits an officer behind a sheet: who is shown closes it, by `scanned`."""
        if self.standing is not None and page is not self._over:
            self._open(look, page, self.standing, picture)

    def scanned(self) -> None:
        self.standing = None
        if self._sheet is not None:
            self._sheet.close_sheet()

    def close(self) -> None:
        """Also a second time: whoever closes a window closes what is in it."""
        self._soon.stop()
        if self._listens:
            self._listens = False
            session = self.gate.opened.session
            session.changed.disconnect(self._signed_in)
            session.relieved.disconnect(self._relieved)

    # What is done

    def _signed_in(self) -> None:
        """Nobody has to think of it: the first officer at a lane signs on by signing in."""
        session = self.gate.opened.session
        operator, acting, lane = session.operator, session.acting, self.gate.picture.lane
        self.scanned()
        if operator is None or acting is None or _SIGNS_ON not in operator.roles:
            return

        def begin() -> None:
            if shift_at(acting.store, lane) is None:
                sign_on(acting.store, lane, acting.signer, acting.clock)

        self.gate.opened.gate_jobs.run(begin, lambda _: None)

    def _relieved(self, before: Acting, after: Acting) -> None:
        """The next officer showed their card while this one was signed in: both sign."""
        lane = self.gate.picture.lane

        def change() -> None:
            held = shift_at(before.store, lane)
            if held is not None and held.operator == before.signer.operator != after.signer.operator:
                hand_over(before.store, lane, before.signer, after.signer, after.clock)

        self.gate.opened.gate_jobs.run(change, lambda _: self.gate.opened.written())

    def _look(self, failed: PassdeskError | None = None) -> None:
        acting, lane = self.gate.opened.session.acting, self.gate.picture.lane
        if acting is not None:
            self.gate.opened.gate_jobs.run(lambda: _standing(acting, lane, failed), self._looked)

    def _looked(self, result: Result[Standing]) -> None:
        if isinstance(result, Ok):
            self.scanned()
            self.standing = result.value
            self.gate.show()

    def _go_on(self) -> None:
        """End one's own shift, or take over what nobody handed over."""
        standing, acting, lane = self.standing, self.gate.opened.session.acting, self.gate.picture.lane
        if standing is None or acting is None:
            return
        jobs, said = self.gate.opened.gate_jobs, (acting.store, lane, acting.signer, acting.clock)
        if standing.mine:
            jobs.run(lambda: sign_off(*said), self._ended)
        else:
            jobs.run(lambda: sign_on(*said), self._taken)

    def _ended(self, result: Result[Counts]) -> None:
        match result:
            case Ok():
                self.gate.opened.written()
                self.gate.opened.session.lock()
            case Err(error):
                self._look(error)

    def _taken(self, result: Result[Shift]) -> None:
        match result:
            case Ok():
                self.gate.opened.written()
                self._look()
            case Err(error):
                self._look(error)

    def _open(self, look: Look, page: GatePage, standing: Standing, picture: GatePicture) -> None:
        page.make_way()
        self.standing, self._over = standing, page
        title = look.tr("Shift at {lane}", lane=picture.lane)
        body = shift_body(look, standing.shift, standing.counts, picture.now, standing.failed)
        self._sheet = Sheet(look, page, title, body, width=440, closed=self._closed, aside=True)
        self._sheet.add_cancel(look.tr("Close (F10)"))
        if standing.shift is None or not standing.mine:
            self._sheet.add_button(look.tr("Take over (+)"), self._go_on, primary=True)
        else:
            self._sheet.add_button(look.tr("End the shift (+)"), self._go_on, primary=True)

    def _closed(self) -> None:
        self.standing = self._over = self._sheet = None


def _standing(acting: Acting, lane: str, failed: PassdeskError | None) -> Standing:
    shift = shift_at(acting.store, lane)
    if shift is None:
        return Standing(failed=failed)
    mine = shift.operator == acting.signer.operator
    return Standing(shift, counted(acting.store, shift), mine, failed)
