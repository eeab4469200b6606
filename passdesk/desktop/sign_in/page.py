"""The page of the locked desk: who one is, then a password; or a card was shown, and its PIN."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QLayout, QSizePolicy, QStackedWidget, QWidget

from passdesk.desktop.look import Look
from passdesk.desktop.sign_in.names import Names
from passdesk.desktop.sign_in.pin_panel import PinPanel
from passdesk.desktop.sign_in.state import DoorCommands, DoorPicture, Way
from passdesk.desktop.sign_in.vouching import Vouched, Vouching
from passdesk.desktop.sign_in.wording import noted, tried
from passdesk.desktop.widgets.controls import button, card, column, line, note, return_presses, row, scrolled, surface
from passdesk.desktop.widgets.form import TextField
from passdesk.desktop.widgets.labels import label
from passdesk.domain.people import Desk
from passdesk.store.signing_in import SHORTEST_PASSWORD


class SignInPage(QWidget):
    """Each way of signing in is built when it is first shown: most desks are opened by one alone."""

    def __init__(self, look: Look, door: DoorCommands, desk: Desk | None) -> None:
        super().__init__()
        self._look, self._door = look, door
        self._way: Way | None = None
        self._closed = note(look, look.tr("LANE CLOSED. Sign in to open it; nothing was recorded."), "attention",
                            size="head")  # fmt: skip
        self._closed.setAccessibleName(look.tr("Lane closed"))
        self._notes = label("", wrap=True, tone="attention")
        self._parts: dict[Way, _Part] = {}
        self._places: dict[Way, QWidget] = {}
        self._stack = QStackedWidget()
        gap = look.px(28)
        held = card(column(self._title(desk), self._closed, self._notes, self._stack, line(), self._emergency(),
                           spacing=look.px(16), margins=(gap, gap, gap, gap)))  # fmt: skip
        held.setMaximumWidth(look.px(800))
        held.setMinimumWidth(min(look.px(620), 920))
        around = row(None, held, None)
        around.setStretch(1, 10)
        area = scrolled(surface(column(None, around, None, margins=(look.px(16),) * 4)))
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setLayout(column(area))

    def paint(self, picture: DoorPicture) -> None:
        self._closed.setVisible(picture.lane_closed)
        told = [noted(self._look, one) for one in picture.notes]
        told += [self._look.tr("A trial. Sign in as {hint}", hint=picture.hint)] if picture.hint else []
        self._notes.setText("\n".join(told))
        self._notes.setVisible(bool(told))
        part = self._part(picture.way)
        if picture.way != self._way:
            self._way = picture.way
            self._turn_to(picture.way)
            self.setFocusProxy(part)
            part.setFocus(Qt.FocusReason.OtherFocusReason)
        part.paint(picture)

    def _part(self, way: Way) -> "_Part":
        if way not in self._parts:
            part = self._parts[way] = self._made(way)
            place = self._places[way] = _with_back(self._look, self._door, part) if isinstance(part, PinPanel) else part
            return_presses(place)
            self._stack.addWidget(place)
        return self._parts[way]

    def _made(self, way: Way) -> "_Part":
        look, door = self._look, self._door
        match way:
            case "password":
                return _ByPassword(look, door)
            case "pin":
                return PinPanel(look, door)
            case "new password":
                return _NewPassword(look, door)
            case "vouch":
                return Vouching(look, door)
            case "vouched":
                return Vouched(look, door)

    def _turn_to(self, way: Way) -> None:
        """The page is as large as what is shown, not as the largest of what might be."""
        for one, place in self._places.items():
            policy = QSizePolicy.Policy.Preferred if one == way else QSizePolicy.Policy.Ignored
            place.setSizePolicy(policy, policy)
        self._stack.setCurrentWidget(self._places[way])

    def _emergency(self) -> QLayout:
        """Nobody has to sign in first; what they ask for is asked once more."""
        look, door = self._look, self._door
        evacuate = button(look, look.tr("Evacuation …"), door.evacuate, kind="danger", icon="exit-run", touch=True)
        muster = button(look, look.tr("Who is inside"), door.muster, icon="account-group-outline", touch=True)
        evacuate.setToolTip(look.tr("Begin an evacuation (Ctrl+F10)"))
        for one in (evacuate, muster):
            one.setAutoDefault(True)
        return row(evacuate, None, muster)

    def _title(self, desk: Desk | None) -> QWidget:
        mark = QLabel()
        side = self._look.px(32)
        mark.setPixmap(self._look.icon("lock-outline", self._look.colours.accent).pixmap(side, side))
        words = desk.name if desk is not None else self._look.tr("Passdesk")
        said = label(self._look.tr("Locked. Sign in, or show your staff card."), tone="muted", wrap=True)
        held = QWidget()
        layout = row(mark, column(label(words, size="head", wrap=True), said, spacing=0), spacing=self._look.px(14))
        layout.setStretch(1, 1)
        held.setLayout(layout)
        return held


class _ByPassword(QWidget):
    def __init__(self, look: Look, door: DoorCommands) -> None:
        super().__init__()
        self._look, self._door = look, door
        self._tries = 0
        self._names = Names(look, self._chosen)
        self._name = TextField(look, look.tr("Name"), longest=64)
        self._password = TextField(look, look.tr("Password"), secret=True, longest=1024)
        self._wrong = label("", tone="refuse", wrap=True)
        self._go = button(look, look.tr("Sign in"), self._sign_in, kind="primary", touch=True)
        self._name.edit.textEdited.connect(self._typed)
        self._name.edit.returnPressed.connect(self._password.setFocus)
        self._password.edit.returnPressed.connect(self._sign_in)
        lost = button(look, look.tr("Password forgotten?"), door.forgot, kind="quiet")
        fields = column(self._name, self._password, self._go, self._wrong, None,
                        row(lost, None), spacing=look.px(12))  # fmt: skip
        both = row(self._names, fields, spacing=look.px(24))
        both.setStretch(0, 4)
        both.setStretch(1, 5)
        self.setLayout(both)
        self.setMinimumHeight(look.px(300))
        self.setFocusProxy(self._name)

    def paint(self, picture: DoorPicture) -> None:
        if self._name.text != picture.name:
            self._name.edit.setText(picture.name)
        self._names.show_names(picture.names, picture.name)
        words = tried(self._look, picture)
        self._wrong.setText(self._look.tr("Looking …") if picture.busy else words)
        self._wrong.setVisible(bool(self._wrong.text()))
        self._wrong.setProperty("tone", "muted" if picture.busy else "refuse")
        self._wrong.style().polish(self._wrong)
        self._go.setEnabled(not picture.busy and picture.wait_s == 0)
        if picture.tries != self._tries:
            self._tries = picture.tries
            self._password.edit.clear()
            self._password.setFocus(Qt.FocusReason.OtherFocusReason)

    def _chosen(self, name: str) -> None:
        self._door.named(name)
        self._password.setFocus(Qt.FocusReason.OtherFocusReason)

    def _typed(self, text: str) -> None:
        self._door.named(text.strip())

    def _sign_in(self) -> None:
        if self._name.text and self._password.raw and self._go.isEnabled():
            self._door.sign_in(self._name.text, self._password.raw)


class _NewPassword(QWidget):
    """At the first sign-in: the one-time password was right, and opens nothing else."""

    def __init__(self, look: Look, door: DoorCommands) -> None:
        super().__init__()
        self._look, self._door = look, door
        self._who = label("", size="head", wrap=True)
        words = look.tr("You have come in with a one-time password. Choose one of your own, which nobody else knows.")
        hint = look.tr("At least {n} characters.", n=SHORTEST_PASSWORD)
        self._first = TextField(look, look.tr("New password"), secret=True, hint=hint, longest=1024)
        self._second = TextField(look, look.tr("The same again"), secret=True, longest=1024)
        self._first.edit.returnPressed.connect(self._second.setFocus)
        self._second.edit.returnPressed.connect(self._choose)
        self._wrong = label("", tone="refuse", wrap=True)
        self._go = button(look, look.tr("Choose it and sign in"), self._choose, kind="primary", touch=True)
        back = button(look, look.tr("Back"), door.begin_again, touch=True)
        self.setLayout(column(self._who, label(words, wrap=True), self._first, self._second, self._wrong,
                              row(back, None, self._go), None, spacing=look.px(12)))  # fmt: skip
        self.setFocusProxy(self._first)

    def paint(self, picture: DoorPicture) -> None:
        self._who.setText(picture.name)
        self._wrong.setText(tried(self._look, picture))
        self._wrong.setVisible(bool(self._wrong.text()))
        self._go.setEnabled(not picture.busy)

    def _choose(self) -> None:
        if self._first.raw and self._go.isEnabled():
            self._door.choose_password(self._first.raw, self._second.raw)


_Part = _ByPassword | PinPanel | _NewPassword | Vouching | Vouched


def _with_back(look: Look, door: DoorCommands, panel: PinPanel) -> QWidget:
    held = QWidget()
    back = button(look, look.tr("Sign in with a password instead"), door.begin_again, kind="quiet", touch=True)
    held.setLayout(column(panel, row(None, back, None), spacing=look.px(8)))
    return held
