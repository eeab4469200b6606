"""A rehearsal in the town: a tray with cards of its people beside the windows of its desks, on a screen of any size."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext
from threading import Event

import cv2
import numpy as np
from msgspec.structs import replace
from PySide6.QtCore import QRect
from PySide6.QtGui import QColor, QPainter, QPixmap
from PySide6.QtWidgets import QWidget

from passdesk.administration import staff_cards
from passdesk.clock import Clock
from passdesk.credential.qr_picture import draw_qr
from passdesk.demo.camera import card_with, pixels_of, png_of
from passdesk.demo.forging import altered
from passdesk.desktop.app import application
from passdesk.desktop.camera_device import image_of
from passdesk.desktop.checkpoint.workspace import GateWorkspace
from passdesk.desktop.desk_window import DeskWindow
from passdesk.desktop.rehearsal.line import CuttableLine
from passdesk.desktop.rehearsal.running import begin
from passdesk.desktop.rehearsal.state import Card, CardKind, Member, Place, PlaceKind, Queued, Rehearsal
from passdesk.desktop.rehearsal.tray import LEAST_DESK, place_beside
from passdesk.desktop.settings import Settings, save
from passdesk.domain.attachments import Names
from passdesk.errors import Trouble, Unreachable
from passdesk.issuing import badges
from passdesk.issuing.badge import badge_png
from passdesk.scanning.camera import BGR, CameraSource
from passdesk.store.desk_store import DeskStore
from passdesk.sync.exchanging import Connect
from passdesk.sync.link import Link
from tests.factories.zones import CHEAP
from tests.gallery.studio import Studio, grey_picture
from tests.gallery.subjects import let_go, until
from tests.gallery.town import APPROVER, HR, LONG_NAMED, OFFICER, PASSWORD, PIN, SUPERVISOR, Town

HOLDS_S = 3600.0
"""Longer than all its pictures take."""
FOREIGN = "https://example.org/menu?table=7"
"""What a card says that is no pass."""
_SHOWN: tuple[tuple[CardKind, str], ...] = (
    ("good", "Oluwaseun Adebayo"), ("good", "Chan Tsz Kiu"), ("good", "Mateus da Rosa"), ("expired", "Anneliese Vogt"),
    ("revoked", "Sun Zhiyuan"), ("forged", "Chan Tsz Kiu"), ("wrong line", "Qian Ruolan"),
    ("suspended", "Leung Pak Yin"), ("small", "Inês Queiroga"), ("dark", "Inês Queiroga"),
)  # fmt: skip
_PLACES: tuple[tuple[PlaceKind, str, tuple[str, ...]], ...] = (
    ("automatic lane", "gate-auto", (OFFICER,)), ("confirm lane", "gate", (OFFICER, LONG_NAMED)),
    ("issuing", "office", (HR, APPROVER)), ("records", "office", (SUPERVISOR,)), ("admin", "office", ("admin",)),
)  # fmt: skip


class HeldStill:
    """A `CameraSource` of one picture: a desk top, and the card that is held before it."""

    def __init__(self) -> None:
        self.seen: BGR = grey_picture()

    def put(self, picture: BGR | None) -> None:
        seen = grey_picture()
        if picture is not None:
            card = np.asarray(cv2.resize(picture, (760, 477), interpolation=cv2.INTER_AREA), np.uint8)
            seen[120:597, 260:1020] = card[..., ::-1]
        self.seen = seen

    def read(self) -> BGR | None:
        Event().wait(0.03)
        return self.seen

    def release(self) -> None:
        pass


class TownLine(CuttableLine):
    """Leads to the town's own server. `stopped`: it is."""

    def __init__(self, clock: Clock, town: Town) -> None:
        super().__init__(clock)
        self._town = town
        self.stopped = False

    def of(self, store: DeskStore) -> Connect:
        def connect() -> AbstractContextManager[Link]:
            if self.cut or self.stopped:
                raise Unreachable("The server does not answer.", kept="Everything stays on this desk until it does.")
            return nullcontext(self._town.served.link(store))

        return connect


class TownServer:
    """`may`: until it is set, a start has not ended; `fails`: and then it has not come about."""

    def __init__(self, line: TownLine) -> None:
        self._line, self.may, self.fails = line, Event(), False

    def start(self) -> None:
        self.may.wait()
        if self.fails:
            raise Trouble("The server did not start: its port is taken.", remedy="Stop whatever else listens there.")
        self._line.stopped = False

    def kill(self) -> None:
        self._line.stopped = True


class RehearsalSubject:
    """The tray and the window chosen last, side by side on a screen."""

    def __init__(self, rehearsal: Rehearsal, server: TownServer, camera: HeldStill) -> None:
        self.rehearsal, self.server, self.camera = rehearsal, server, camera
        self.conductor, self.tray = begin(rehearsal, "automatic lane")
        self.screen = QRect(0, 0, 1366, 768)

    @property
    def desk(self) -> DeskWindow:
        assert self.conductor.current is not None
        return self.conductor.current

    @property
    def gate(self) -> GateWorkspace:
        workspace = self.desk.workspace("gate")
        assert isinstance(workspace, GateWorkspace)
        return workspace

    @property
    def windows(self) -> tuple[QWidget, ...]:
        """The tray alone where the screen is too small for both: the desk's pages have rooms of their own."""
        roomy = self.desk.window.width() >= self.desk.look().px(LEAST_DESK)
        return self._both if roomy else (self.tray,)

    @property
    def _both(self) -> tuple[QWidget, QWidget]:
        return self.desk.window, self.tray

    @property
    def busy(self) -> bool:
        opened = self.desk.opened
        return bool(opened.jobs.busy or opened.gate_jobs.busy or opened.line_jobs.busy)

    def stand(self, width: int, height: int) -> None:
        self.screen = QRect(0, 0, width, height)

    def wear(self, settings: Settings) -> None:
        self.desk.change(settings)
        assert self.desk.camera is not None
        self.desk.camera.frame.emit(image_of(self.camera.seen))
        self.tray.look_again()
        place_beside(*self._both, self.screen)

    def picture(self) -> QPixmap:
        """The screen, with nothing behind the windows."""
        made = QPixmap(self.screen.size())
        made.fill(QColor("#7d8794"))
        painter = QPainter(made)
        for window in self._both:
            painter.drawPixmap(window.pos(), window.grab())
        painter.end()
        return made

    def card(self, kind: CardKind) -> Card:
        return next(card for card in self.rehearsal.cards if card.kind == kind)

    def come(self, kind: PlaceKind, name: str, town: Town) -> None:
        """To this window, and this one of the staff signs in there."""
        self.conductor.open_place(kind)
        self.desk.opened.session.begin(town.staff[name])
        self.conductor.open_place(kind)


@contextmanager
def a_rehearsal(studio: Studio) -> Iterator[RehearsalSubject]:
    """What is looked at in the studio while it goes on."""
    town = studio.town
    for _, desk, _ in _PLACES:
        save(town.desks[desk].folder, Settings(camera=None, sounds=False))
    cards = tuple(_cards(town))
    line = TownLine(town.clock, town)
    server = TownServer(line)
    camera = HeldStill()
    rehearsal = Rehearsal(
        town.clock, cards, tuple(_places(town)), line, server, lambda: camera, _hold, tuple(_queue(town, cards))
    )
    application()
    subject = RehearsalSubject(rehearsal, server, camera)
    studio.subjects.append(subject)
    try:
        until(lambda: subject.desk.camera is not None and subject.desk.camera.now == "running")
        yield subject
    finally:
        studio.subjects.pop()
        server.may.set()
        subject.conductor.end()
        let_go()


def _hold(camera: CameraSource, card: Card | None) -> None:
    assert isinstance(camera, HeldStill)
    camera.put(None if card is None else pixels_of(card.picture))


def _queue(town: Town, cards: Sequence[Card]) -> Iterator[Queued]:
    """Somebody who is turned away, and one of a long name who has no pass."""
    expired = next(card for card in cards if card.kind == "expired")
    yield Queued("expired", expired.names, expired, by_hand=False)
    longest = next(one.player for latin, one in town.holders.items() if len(latin) > 100)
    yield Queued("without a pass", Names(longest.latin, longest.chinese), None, by_hand=True)


def _places(town: Town) -> Iterator[Place]:
    cards: dict[str, bytes] = {}
    for kind, desk, names in _PLACES:
        for name in names:
            if name not in cards:
                cards[name] = staff_cards.make_card(town.acting(name), PIN, cost=CHEAP).png
        yield Place(kind, town.desks[desk], tuple(_member(name, cards[name]) for name in names))


def _member(name: str, png: bytes) -> Member:
    return Member(name, PASSWORD, PIN, Card("staff", Names(name, ""), png, HOLDS_S))


def _cards(town: Town) -> Iterator[Card]:
    for kind, latin in _SHOWN:
        yield _card(town, kind, latin, altered if kind == "forged" else lambda text: text)
    for latin in town.holders:
        if len(latin) > 80:
            yield _card(town, "unknown", latin, lambda text: text)
    picture = png_of(card_with(draw_qr(FOREIGN, pixels_per_module=12)))
    yield Card("foreign", Names(FOREIGN, ""), picture, HOLDS_S)


def _card(town: Town, kind: CardKind, latin: str, says: Callable[[str], str]) -> Card:
    one = town.holders[latin]
    names = Names(one.player.latin, one.player.chinese)
    lasting = town.holders["Mateus da Rosa"] if kind == "revoked" else one  # no badge is drawn of a pass that is ended
    face = badges.badge_face(town.desks["office"], town.clock, lasting.pass_id)
    shown = replace(face, name_latin=names.latin, name_chinese=names.chinese, qr_text=says(one.qr_text))
    return Card(kind, names, badge_png(shown), HOLDS_S)
