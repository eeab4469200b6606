"""The page of the gate: camera, find and lists on the left, the verdict on the right."""

import time
from collections.abc import Callable, Sequence
from typing import Protocol

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QWidget

from passdesk.desktop.checkpoint.band import Band
from passdesk.desktop.checkpoint.banding import band
from passdesk.desktop.checkpoint.camera_view import CameraView
from passdesk.desktop.checkpoint.details import Details
from passdesk.desktop.checkpoint.find_field import FindField
from passdesk.desktop.checkpoint.found_list import FoundCard
from passdesk.desktop.checkpoint.header import GateHeader
from passdesk.desktop.checkpoint.keys_row import Keys, KeysRow
from passdesk.desktop.checkpoint.lane_menu import LaneMenu
from passdesk.desktop.checkpoint.lists import MOST_UNSETTLED, ROW, PeopleCard, passed_row
from passdesk.desktop.checkpoint.state import Camera, GateCommands, GatePicture, Waiting
from passdesk.desktop.checkpoint.strip import strip_words
from passdesk.desktop.checkpoint.telling import act_keys, shown_of
from passdesk.desktop.look import Look
from passdesk.desktop.widgets.controls import column, frame, row, surface
from passdesk.desktop.widgets.photo import Photo
from passdesk.desktop.widgets.status_strip import StatusStrip

TOUCHED = ("+", "−")
"""Act keys that stand in the band too."""
NARROW = 870
"""Below this width (px at scale 1) the page is the verdict alone; the find key brings the left side."""

READING_AFTER_MS = 60
"""A verdict that comes sooner takes the place of the one before it: no moment of reading is painted between them, and
nothing of what that takes is waited for."""
_BESIDE_UNSETTLED = 350
"""What the rest of the left side needs at the least: camera, find field, titles and gaps."""


class Beside(Protocol):
    """What else a gate can do, as far as its page shows it; see `features.Feature`."""

    def keys(self, look: Look, picture: GatePicture) -> Keys: ...

    def paint(self, look: Look, page: "GatePage", picture: GatePicture) -> None: ...


class GatePage(QWidget):
    """Paints a `GatePicture`. `face_painted_at`: when the face on screen was first painted, seconds; None not yet.
    `chosen`: the row of somebody found was pressed."""

    chosen = Signal(object)

    def __init__(
        self, look: Look, gate: GateCommands, camera: Camera | None, *, mirror: bool = True,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:  # fmt: skip
        super().__init__()
        self._look, self._gate = look, gate
        self.features: Sequence[Beside] = ()
        self.header = GateHeader(look, gate)
        self.header.choosing.connect(self.choose_lane)
        self.lanes = LaneMenu(look, gate)
        self._picture: GatePicture | None = None
        self.camera = CameraView(look, mirror=mirror)
        self.finding = FindField(look)
        self.finding.textEdited.connect(gate.find)
        self._unsettled, self._recent = PeopleCard(look, grows=False), PeopleCard(look, grows=True)
        self.beside, self._found = PeopleCard(look, grows=False), FoundCard(look, self.chosen.emit)
        self.beside.hide()
        self.band = Band(look, gate.touch)
        self._photo = Photo(look, 264, 340, monotonic=monotonic)
        self._details = Details(look, gate, self._photo)
        self.strip = StatusStrip(look)
        self._keys = KeysRow(look)
        self._listed: tuple[object, ...] | None = None
        self._reading = QTimer(self, singleShot=True, interval=READING_AFTER_MS)
        self._reading.timeout.connect(self._paint_due)
        self._left = self._build_left()
        gap = look.px(16)
        whole = row(self._left, self._build_verdict(), spacing=gap, margins=(look.px(20), gap, look.px(20), gap))
        whole.setStretch(1, 1)
        self.setLayout(column(surface(whole)))
        if camera is not None:
            camera.frame.connect(self.camera.show_frame)
            camera.codes.connect(self.camera.show_codes)

    @property
    def face_painted_at(self) -> float | None:
        return self._photo.painted_at

    def paint(self, picture: GatePicture) -> None:
        """At once, but for one that only says a code is being read: most are read before it could be seen."""
        former, self._picture = self._picture, picture
        if former is None or not _reads(picture):
            self._reading.stop()
            self._paint_due()
        elif not _reads(former):
            self._reading.start()

    def _paint_due(self) -> None:
        picture = self._picture
        assert picture is not None
        self.header.paint(picture)
        self.camera.show_state(picture.camera, reading=_reads(picture))
        self.band.say(band(self._look, picture))
        self._details.paint(picture)
        self.strip.say(*strip_words(self._look, picture))
        self._paint_keys(picture)
        self._paint_lists(picture)
        for feature in self.features:
            feature.paint(self._look, self, picture)

    def choose_lane(self) -> None:
        if self._picture is not None:
            self.lanes.open(self, self._picture)

    def begin_to_find(self) -> None:
        """The focus goes to the find field, which comes also on a narrow page."""
        self._left.show()
        self.finding.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.finding.selectAll()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        self._left.setVisible(self.width() >= self._look.px(NARROW))
        self.share_room()
        super().resizeEvent(event)

    def share_room(self) -> None:
        """Those who wait have it before those who are gone; where two lists wait, each its half."""
        room = (self.height() - self._look.px(_BESIDE_UNSETTLED)) // self._look.px(ROW)
        for one, other in ((self._unsettled, self.beside), (self.beside, self._unsettled)):
            share = (room - 1) // 2 if other.isVisibleTo(self._left) else room
            one.show_most(max(1, min(MOST_UNSETTLED, share)))
        both = self.beside.isVisibleTo(self._left) and self._unsettled.isVisibleTo(self._left)
        looked = self._picture is not None and self._picture.finding.found is not None
        self._recent.setVisible(not looked and (not both or room > 2))

    def _build_left(self) -> QWidget:
        px = self._look.px
        lists = (self.beside, self._unsettled, self._found, self._recent)
        made = surface(column(self.camera, self.finding, *lists, spacing=px(12)))
        made.setFixedWidth(px(290))
        return made

    def _build_verdict(self) -> QFrame:
        made = frame("card", column(self.band, self._details, self.strip, self._keys, spacing=0, margins=(0, 0, 0, 0)))
        made.layout().setStretch(1, 1)  # type: ignore[union-attr]
        return made

    def _paint_keys(self, picture: GatePicture) -> None:
        acts = act_keys(self._look, picture)
        self.band.offer(tuple((key, words) for key, words in acts if key in TOUCHED))
        more = [one for feature in self.features for one in feature.keys(self._look, picture)]
        tr = self._look.tr
        standing = ("F8", tr("holder's view")), ("F12", tr("lock")), ("F11", tr("full screen"))
        self._keys.say((*acts, ("F3", tr("find")), *more, *standing))

    def _paint_lists(self, picture: GatePicture) -> None:
        look, finding = self._look, picture.finding
        if self.finding.text() != finding.text:
            self.finding.setText(finding.text)
        current = shown_of(picture)
        mark = current.answer.entry if current is not None else None
        listed = (picture.unsettled, finding, picture.recent, mark)
        if listed == self._listed:  # most pictures change nothing here, and each row reads a photo
            return
        self._listed = listed
        self._unsettled.setVisible(bool(picture.unsettled) and finding.found is None)
        self.share_room()
        waiting = picture.unsettled[:MOST_UNSETTLED]
        self._unsettled.fill(
            look.tr("Not settled  ·  {n}", n=len(picture.unsettled)), waiting,
            lambda one: passed_row(look, one, lambda: self._gate.take_up(one)),
        )  # fmt: skip
        self._found.paint(finding)
        if finding.found is not None:
            return
        before = [one for one in picture.recent if one.entry != mark]
        self._recent.fill(
            look.tr("Last at this lane"), before, lambda one: passed_row(look, one), empty=look.tr("Nobody yet.")
        )


def _reads(picture: GatePicture) -> bool:
    return isinstance(picture.moment, Waiting) and picture.moment.reading
