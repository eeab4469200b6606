"""Below the band, at arm's length: the face, the names, the pass, where they were, what the holder can do."""

from bisect import bisect_left

from msgspec import Struct
from PySide6.QtCore import QEvent, QObject, QSize, Qt
from PySide6.QtGui import QFontMetrics, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QButtonGroup, QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from passdesk.checkpoint.holders import Holder
from passdesk.desktop.checkpoint.banding import reason_words, remedy_words
from passdesk.desktop.checkpoint.details_box import Box, sized
from passdesk.desktop.checkpoint.how_to_hold import HowToHold
from passdesk.desktop.checkpoint.state import (
    GateCommands,
    GatePicture,
    Moment,
    NotRead,
    NotRecorded,
    Settled,
    Shown,
    TurningAway,
    Waiting,
)
from passdesk.desktop.checkpoint.telling import (
    foreign_words,
    last_seen,
    leave_words,
    looks_other,
    pass_words,
    shown_of,
    stay_words,
    turned_away_words,
)
from passdesk.desktop.look import Look
from passdesk.desktop.widgets.controls import button, column, frame, row, scrolled
from passdesk.desktop.widgets.labels import FitLabel
from passdesk.desktop.widgets.photo import Photo
from passdesk.desktop.widgets.reused import Reused
from passdesk.domain.stays import StayClock

_LONG_NAME = 800
"""A name that is longer in its largest letters, px at scale 1, has two lines."""


def face_size(look: Look, wide: int, high: int) -> QSize:
    """As large as this room allows, and never so slender that ears are cut off."""
    least, share = min(look.px(290), round(wide * 0.42)), round(wide * 0.32)
    width = max(1, min(max(least, share), round(high * 0.72), look.px(560)))
    return QSize(width, max(1, min(high, round(width / 0.66))))


class Sizes(Struct, frozen=True):
    """Letters of the names, of institution and pass, of what the holder is told; the space between the parts, all in
    px at scale 1; whether the boxes have room, and without them a line on the end of a stay."""

    name: int
    line: int
    told: int
    gap: int
    boxes: bool = True
    stay: bool = True


SIZES = (
    Sizes(42, 22, 24, 12), Sizes(42, 22, 24, 8), Sizes(36, 20, 24, 8), Sizes(34, 20, 20, 6),
    Sizes(30, 18, 24, 12, boxes=False), Sizes(30, 18, 20, 6, boxes=False),
    Sizes(30, 18, 20, 6, boxes=False, stay=False),
)  # fmt: skip


class Details(QWidget):
    """Paints whoever is shown, as large as all of it can be seen at once; else what to do next."""

    def __init__(self, look: Look, gate: GateCommands, photo: Photo) -> None:
        super().__init__()
        self._look, self._gate, self._photo = look, gate, photo
        self._shown: Shown | None = None
        self._painted: GatePicture | None = None
        self._sizes, self._reused = SIZES[0], Reused()
        self._fitted: tuple[Moment, QSize, bool] | None = None
        self._lines: QVBoxLayout = column(spacing=look.px(4))
        inside = QWidget()
        self._inside: QVBoxLayout = column(self._lines, None, spacing=0)
        inside.setLayout(self._inside)
        inside.setObjectName("plain")
        held = scrolled(inside)
        held.setStyleSheet("QScrollArea, QWidget#plain { background: transparent; }")
        held.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        gap = look.px(30)
        held.viewport().installEventFilter(self)
        self._said, self._hold = held, HowToHold(look)
        margins = (gap, look.px(20), gap, look.px(12))
        self._whole: QHBoxLayout = row(photo, held, self._hold, spacing=gap, margins=margins)
        self._whole.setAlignment(photo, Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        self._whole.setStretch(1, 1)
        self._whole.setStretch(2, 1)
        self.setLayout(self._whole)

    @property
    def compact(self) -> bool:
        """Whether there is little room for whomever: at 200%, or in a low window."""
        return self.window().height() < self._look.px(640)

    @property
    def _wide(self) -> bool:
        """Whether boxes stand side by side."""
        return self.width() > self._look.px(760)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        super().resizeEvent(event)
        self._photo.want(face_size(self._look, self.width(), self.height() - self._look.px(32)))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        """The place for the words is another than when they were painted."""
        if event.type() == QEvent.Type.Resize and watched is self._said.viewport() and self._painted is not None:
            self._paint_said(self._painted)
        return super().eventFilter(watched, event)

    def paint(self, picture: GatePicture) -> None:
        self._painted = picture
        shown = shown_of(picture)
        self._photo.setVisible(shown is not None)
        nobody = isinstance(picture.moment, (Waiting, NotRead)) and not _asks_number(picture)
        self._hold.setVisible(nobody)
        self._said.setVisible(not nobody)
        if shown is not None and looks_other(self._shown, shown):
            self._show_face(shown)
        self._shown = shown
        self._paint_said(picture)

    def _paint_said(self, picture: GatePicture) -> None:
        """In the largest sizes in which it need not be scrolled, which are looked for once."""
        fitted = (picture.moment, self._said.viewport().size(), self.compact)
        if self._fitted is not None and self._fitted[0] is fitted[0] and self._fitted[1:] == fitted[1:]:
            self._say_in(self._sizes, picture)
            return
        self._fitted = fitted
        sizes = [one for one in SIZES if not (one.boxes and self.compact)]
        if self._say_in(sizes[0], picture):
            return
        best = 1 + bisect_left(sizes[1:-1], True, key=lambda one: self._say_in(one, picture))
        if self._sizes is not sizes[best]:
            self._say_in(sizes[best], picture)

    def _say_in(self, sizes: Sizes, picture: GatePicture) -> bool:
        """Whether all of it can be seen."""
        self._sizes = sizes
        self._reused.begin(self._lines)
        self._say(picture, shown_of(picture))
        self._reused.end()
        room = self._said.viewport().size()
        return self._inside.totalHeightForWidth(room.width()) <= room.height()

    def _say(self, picture: GatePicture, shown: Shown | None) -> None:
        match picture.moment:
            case TurningAway() as turning:
                self._ask_why(turning)
            case NotRecorded() as failed:
                words = self._look.tr("Show the pass again. If it stays so, close the lane and call for help.")
                self._add(self._told(words, "refuse"))
                self._lines.addSpacing(self._look.px(12))
                for said in (failed.happened, failed.kept, failed.remedy):
                    self._add(sized(self._look, self._look.said(said), 18, tone="muted"))
            case NotRead(offer_number=True):
                words = self._look.tr("It can't be read. Type the short number printed on the pass.")
                self._add(self._told(words, "attention"))
            case _ if shown is not None:
                self._tell(picture, shown)
            case _:
                pass

    def _show_face(self, shown: Shown) -> None:
        holder = shown.holder
        self._photo.show_picture(None if holder is None else holder.photo, words=self._look.tr("Photo of the holder"))

    def _tell(self, picture: GatePicture, shown: Shown) -> None:
        holder = shown.holder
        if holder is not None:
            self._names(holder)
            self._pass(picture, holder)
            if self._sizes.boxes:
                self._boxes(picture, holder, shown.answer.stay)
            elif self._sizes.stay and (ends := leave_words(self._look, shown.answer.stay, picture.now)):
                self._add(self._fit(ends, self._sizes.line))
        moment = picture.moment
        self._reasons(shown, gone=isinstance(moment, Settled) and moment.outcome in ("passed", "left"))

    def _names(self, holder: Holder) -> None:
        look = self._look
        names = look.names_in_order(holder.names)
        for name in names:
            size = self._sizes.name
            lines = 2 if QFontMetrics(look.font(size, bold=True)).horizontalAdvance(name) > look.px(_LONG_NAME) else 1
            self._add(self._fit(name, size, bold=True, lines=lines))
        if not names:
            nobody = not holder.known and bool(holder.expires)
            words = look.tr("Not known here") if nobody else look.tr("Name has not come yet")
            self._add(self._fit(words, self._sizes.name, bold=True))
        self._lines.addSpacing(look.px(self._sizes.gap - 4))

    def _pass(self, picture: GatePicture, holder: Holder) -> None:
        look = self._look
        called = look.institution(holder.institution)
        if called:
            self._add(self._fit(called, self._sizes.line))
        words = pass_words(look, holder, picture.place)
        self._add(self._fit(words, self._sizes.line, colour=look.colours.muted))

    def _boxes(self, picture: GatePicture, holder: Holder, stay: StayClock | None) -> None:
        look = self._look
        boxes = [self._box(look.tr("Last seen"), last_seen(look, holder.presence, picture.place, picture.now))]
        if stay is not None and (said := next(stay_words(look, stay), "")):
            boxes.append(self._box(look.tr("Stay|how long"), said, leave_words(look, stay, picture.now)))
        if holder.short_number:
            boxes.append(self._box(look.tr("Short number"), holder.short_number))
        held = QBoxLayout(QBoxLayout.Direction.LeftToRight if self._wide else QBoxLayout.Direction.TopToBottom)
        held.setSpacing(look.px(12))
        held.setContentsMargins(0, look.px(self._sizes.gap), 0, 0)
        for one in boxes:
            held.addWidget(one)
        held.addStretch(1)
        self._lines.addLayout(held)
        for one in boxes:
            one.show()

    def _box(self, title: str, words: str, below: str = "") -> Box:
        box = self._reused.one(title, lambda: Box(self._look, title))
        box.say(words, below)
        return box

    def _reasons(self, shown: Shown, *, gone: bool) -> None:
        """Whoever is `gone` has nothing left to be told."""
        look, reasons = self._look, shown.answer.verdict.reasons
        if not reasons:
            return
        if shown.foreign is not None:
            self._add(self._fit(foreign_words(look, shown.foreign), 30, bold=True, lines=2))
        self._lines.addSpacing(look.px(self._sizes.gap))
        remedy = remedy_words(look, reasons[0].code)
        if shown.answer.verdict.evacuated:
            remedy = look.tr("Go on out, to the assembly point.")
        if remedy and not gone:
            tone = "refuse" if reasons[0].severity == "refuse" else "attention"
            self._add(self._told(look.tr("Tell the holder: {remedy}", remedy=remedy), tone))
        if shown.holder is not None and shown.holder.note:
            self._add(self._told(look.tr("Note for officers: {note}", note=shown.holder.note), "attention"))
        for reason in reasons[1:]:
            self._add(sized(look, "•  " + reason_words(look, reason.code), 18, tone="muted"))

    def _ask_why(self, turning: TurningAway) -> None:
        look = self._look
        leaving = turning.shown.answer.verdict.direction == "exit"
        title = look.tr("Why is this person kept here?") if leaving else look.tr("Why is this person turned away?")
        self._add(self._fit(title, 24, bold=True))
        group = QButtonGroup(self)
        for place, reason in enumerate(turning.reasons):
            made = self._reason_button(turned_away_words(look, reason), place, chosen=place == turning.chosen)
            group.addButton(made)
            self._add(made)

    def _reason_button(self, words: str, place: int, *, chosen: bool) -> QPushButton:
        made = button(self._look, words, lambda: self._gate.choose_reason(place), kind="primary" if chosen else "plain")
        made.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        made.setMinimumHeight(self._look.px(40))
        return made

    def _told(self, words: str, tone: str) -> QFrame:
        px, sizes = self._look.px, self._sizes
        margins = (px(18), px(sizes.gap), px(14), px(sizes.gap))
        made = frame("note", column(sized(self._look, words, sizes.told), margins=margins))
        made.setProperty("tone", tone)
        return made

    def _fit(self, words: str, size: float, *, bold: bool = False, colour: str = "", lines: int = 1) -> FitLabel:
        what = (size, bold, colour, lines)
        made = self._reused.one(what, lambda: FitLabel(self._look, size, bold=bold, colour=colour, lines=lines))
        made.set_words(words)
        return made

    def _add(self, widget: QWidget) -> None:
        self._lines.addWidget(widget)
        widget.show()  # the layout would do it when the loop comes round, and until then counts it for nothing


def _asks_number(picture: GatePicture) -> bool:
    return isinstance(picture.moment, NotRead) and picture.moment.offer_number
