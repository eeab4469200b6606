"""The tray's page: which window, who may sign in there, what to hold before its camera, and what may go wrong."""

from collections.abc import Callable, Iterable, Sequence

from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QPushButton, QWidget

from passdesk.desktop.look import Look
from passdesk.desktop.rehearsal.card_button import CardButton
from passdesk.desktop.rehearsal.state import (
    GATES,
    Card,
    Member,
    Place,
    Rehearsal,
    TrayCommands,
    TrayPicture,
)
from passdesk.desktop.rehearsal.wording import (
    card_hint,
    card_words,
    place_words,
    queue_does,
    queue_words,
    server_words,
)
from passdesk.desktop.theme import Tone
from passdesk.desktop.widgets.controls import button, clear, column, frame, row, scrolled, surface
from passdesk.desktop.widgets.labels import badge, label, restyle
from passdesk.desktop.widgets.plain_tip import plain


class TrayPage(QWidget):
    """Paints a `TrayPicture`."""

    def __init__(self, look: Look, rehearsal: Rehearsal, tray: TrayCommands) -> None:
        super().__init__()
        self._look, self._rehearsal, self._tray = look, rehearsal, tray
        self._members: tuple[Member, ...] = ()
        self.places = {place.kind: self._place_button(place) for place in rehearsal.places}
        self.cards = tuple(self._card_button(card) for card in rehearsal.cards)
        self.nothing = button(look, look.tr("Take it away"), lambda: tray.hold(None), kind="quiet")
        self.staff: tuple[CardButton, ...] = ()
        self._staff = column(spacing=look.px(6))
        self.network = button(look, "", tray.switch_network)
        self.server = button(look, "", tray.switch_server)
        self.camera = button(look, "", tray.switch_camera)
        self.queue = button(look, "", tray.switch_queue)
        self.queue_said = label("", size="small", wrap=True)
        self.states = badge(""), badge("")
        self.said = label("", size="small", tone="refuse", wrap=True)
        gap = look.px(16)
        inside = surface(column(*self._upper(), None, spacing=look.px(6), margins=(gap, gap, gap, gap)))
        self.setLayout(column(scrolled(inside), self._foot(), spacing=0))

    def paint(self, picture: TrayPicture) -> None:
        tr = self._look.tr
        for kind, one in self.places.items():
            one.setChecked(kind == picture.place)
        self._fill_staff(self._rehearsal.place(picture.place).staff)
        cards = (*self._rehearsal.cards, *(member.card for member in self._members))
        for shown, card in zip((*self.cards, *self.staff), cards, strict=True):
            shown.setChecked(card is picture.held)
        self.nothing.setEnabled(picture.held is not None and not picture.queue.moves)
        self._paint_queue(picture)
        self.network.setText(tr("Cut the network") if picture.connected else tr("Mend the network"))
        self.server.setText(server_words(self._look, picture.server)[1])
        self.server.setEnabled(picture.server != "starting")
        self.camera.setText(tr("Use the made-up camera") if picture.own_camera else tr("Use my camera"))
        self._paint_states(picture)
        lost = tr("No picture comes from a camera of this machine. Plug one in, or use the made-up one again.")
        self.said.setText(self._look.said(*picture.trouble) or (lost if picture.lost else ""))
        self.said.setVisible(bool(self.said.text()))

    # Parts

    def _upper(self) -> Iterable[QWidget]:
        look = self._look
        yield label(look.tr("A rehearsal with made-up people"), size="head", wrap=True)
        yield label(look.tr("Closing any window ends it all."), size="small", tone="muted", wrap=True)
        yield _title(look, look.tr("Windows"))
        gates = [one for kind, one in self.places.items() if kind in GATES]
        yield _grid(look, gates, columns=len(GATES))
        offices = [one for kind, one in self.places.items() if kind not in GATES]
        yield _grid(look, offices, columns=len(offices))
        yield _title(look, look.tr("Who may sign in there"))
        staff, titled = QWidget(), QWidget()
        staff.setLayout(self._staff)
        yield staff
        titled.setLayout(row(_title(look, look.tr("Click to hold before the camera")), None, self.nothing))
        yield titled
        yield _grid(look, self.cards, columns=2)

    def _foot(self) -> QFrame:
        look = self._look
        gap = look.px(16)
        states = row(*self.states, None, spacing=look.px(8))
        margins = (gap, look.px(10), gap, look.px(14))
        below = (self.queue, self.camera) if self._rehearsal.queue else (self.camera,)
        switches = (_grid(look, some, columns=len(some)) for some in ((self.network, self.server), below))
        return frame(
            "foot", column(self.queue_said, self.said, states, *switches, spacing=look.px(8), margins=margins)
        )

    def _place_button(self, place: Place) -> QPushButton:
        words, hint = place_words(self._look, place.kind)
        made = button(self._look, words, lambda: self._tray.open_place(place.kind))
        made.setToolTip(plain(hint))
        made.setCheckable(True)
        made.setProperty("kind", "choice")
        return made

    def _card_button(self, card: Card) -> CardButton:
        look = self._look
        names = look.names_in_order(card.names)
        return CardButton(
            look, card_words(look, card.kind), names[0] if names else "", card.picture, self._holding(card),
            hint="\n".join((*names[1:], card_hint(look, card))),
        )  # fmt: skip

    def _fill_staff(self, members: tuple[Member, ...]) -> None:
        if members == self._members:
            return
        clear(self._staff)
        look, self._members = self._look, members
        self.staff = tuple(
            CardButton(
                look, one.name, look.tr("PIN {pin}  ·  {password}", pin=one.pin, password=one.password),
                one.card.picture, self._holding(one.card), hint=card_hint(look, one.card),
            )
            for one in members
        )  # fmt: skip
        before: QWidget = list(self.places.values())[-1]
        for made in self.staff:
            self._staff.addWidget(made)
            QWidget.setTabOrder(before, made)  # they are made later than what stands below them
            before = made

    def _holding(self, card: Card) -> Callable[[], object]:
        return lambda: self._tray.hold(card)

    def _paint_queue(self, picture: TrayPicture) -> None:
        look, count = self._look, len(self._rehearsal.queue)
        self.queue.setText(queue_does(look, picture.queue, count))
        at_a_gate = picture.place in GATES
        self.queue.setEnabled(at_a_gate and (picture.queue.moves or picture.queue.served < count))
        said = queue_words(look, picture.queue, count, picture.place)
        self.queue_said.setText(said)
        self.queue_said.setVisible(bool(said) and bool(count))

    def _paint_states(self, picture: TrayPicture) -> None:
        look = self._look
        network = look.tr("Network") if picture.connected else look.tr("Network is cut")
        _say(self.states[0], network, "admit" if picture.connected else "refuse")
        tones: dict[str, Tone] = {"runs": "admit", "stopped": "refuse", "starting": "attention"}
        _say(self.states[1], server_words(look, picture.server)[0], tones[picture.server])


def _say(shown: QLabel, words: str, tone: Tone) -> None:
    shown.setText(words)
    shown.setProperty("tone", tone)
    restyle(shown)


def _title(look: Look, words: str) -> QLabel:
    made = label(words, size="small", tone="muted", bold=True)
    made.setContentsMargins(0, look.px(6), 0, 0)
    return made


def _grid(look: Look, parts: Sequence[QWidget], *, columns: int) -> QWidget:
    made, held = QGridLayout(), QWidget()
    made.setContentsMargins(0, 0, 0, 0)
    made.setSpacing(look.px(6))
    for number, part in enumerate(parts):
        made.addWidget(part, number // columns, number % columns)
    for place in range(columns):
        made.setColumnStretch(place, 1)
    held.setLayout(made)
    return held
