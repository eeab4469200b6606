"""The issuing workspace: its parts put together around one picture."""


from PySide6.QtCore import QObject
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from passdesk.desktop.issuing.acts import Acts
from passdesk.desktop.issuing.forms import Forms
from passdesk.desktop.issuing.importing import Importing
from passdesk.desktop.issuing.many import Many
from passdesk.desktop.issuing.page import IssuingPage
from passdesk.desktop.issuing.parts import Asking, Parts
from passdesk.desktop.issuing.people import People
from passdesk.desktop.issuing.person import OnePerson
from passdesk.desktop.issuing.photographing import Lender, Photographing
from passdesk.desktop.issuing.prints import Prints
from passdesk.desktop.issuing.stage import Stage
from passdesk.desktop.line_status import LineStatus
from passdesk.desktop.look import Look
from passdesk.desktop.opened_desk import OpenedDesk
from passdesk.domain.admission import InputKind
from passdesk.sync.exchanging import Exchanged


class IssuingWorkspace(QObject):
    """`asking`: files and printers. `lender`: of the camera for photos."""

    def __init__(self, opened: OpenedDesk, asking: Asking, lender: Lender) -> None:
        super().__init__(opened)
        self.stage = Stage(opened)
        person = OnePerson(self.stage)
        forms = Forms(self.stage, person.look_at)
        prints = Prints(self.stage, asking.printers, asking.pdf_to_write)
        self.parts = Parts(
            stage=self.stage,
            people=People(self.stage),
            person=person,
            forms=forms,
            acts=Acts(self.stage, forms, prints),
            many=Many(self.stage, prints),
            importing=Importing(self.stage, asking.people_to_read),
            prints=prints,
            camera=Photographing(lender, opened.clock, opened.jobs, self),
            asking=asking,
        )
        self.stage.acted.connect(self._changed)
        opened.session.changed.connect(self._another_operator)
        opened.bridge.arrived.connect(self._arrived)

    def page(self, look: Look) -> QWidget:
        made = IssuingPage(look, self.parts)
        self.stage.pictured.connect(made.paint)
        made.paint(self.stage.picture)
        return made

    def shown(self) -> None:
        self._changed()

    def takes(self, text: str) -> bool:
        """No card is asked for here."""
        del text
        return False

    def scanned(self, text: str, input_kind: InputKind) -> None:
        """Whose pass it is; not while a form is open."""
        del input_kind
        if self.stage.picture.sheet is None:
            self.parts.person.scanned(text)

    def key(self, event: QKeyEvent, lone: bool) -> bool:
        """Keys go to what has the focus."""
        del event, lone
        return False

    def line_is(self, line: LineStatus) -> None:
        """What this page shows stands at this desk, connected or not."""
        del line

    def close(self) -> None:
        self.parts.camera.close()

    def _changed(self) -> None:
        self.parts.people.refresh()
        self.parts.person.again()

    def _arrived(self, thing: object) -> None:
        """An exchange may have brought other people's work."""
        if isinstance(thing, Exchanged) and thing.connected and not self.stage.opened.session.locked:
            self._changed()

    def _another_operator(self) -> None:
        """What one operator chose, typed or looked at is not for the next."""
        self.parts.camera.stop()
        for work in (self.parts.many, self.parts.importing, self.parts.prints):
            work.stop()  # nothing goes on in the name of somebody who is gone
        self.stage.close_sheet()
        self.parts.person.leave()
        self.parts.people.forget()
        self.stage.show(told=None, busy=False)
        if not self.stage.opened.session.locked:
            self.parts.people.refresh()
