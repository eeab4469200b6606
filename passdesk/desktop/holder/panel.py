"""The holder's display: one ground, one shape, one word in each language, read from three metres away."""

from typing import NamedTuple

from PySide6.QtCore import QEvent, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from passdesk.desktop.checkpoint.band import paint_shape
from passdesk.desktop.holder.arrow import paint_arrow
from passdesk.desktop.holder.setting import Block, Line, Places, blocks_of, places_in, way_lines
from passdesk.desktop.holder.state import HolderPicture
from passdesk.desktop.look import Look
from passdesk.desktop.theme import BANDS

WHITE = "#ffffff"
FLASH_MS = 450


class _Laid(NamedTuple):
    wanted: tuple[HolderPicture, int, int, float]
    places: Places
    blocks: tuple[Block, ...]


class HolderPanel(QWidget):
    """Paints a `HolderPicture`, the same in light and dark. Its edge lights up for a moment when another one comes.
    `touched`: with a finger or the mouse."""

    touched = Signal()

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._picture: HolderPicture | None = None
        self._laid: _Laid | None = None
        self._flash = QTimer(self, singleShot=True, interval=FLASH_MS)
        self._flash.timeout.connect(self.update)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    @property
    def picture(self) -> HolderPicture | None:
        return self._picture

    def wear(self, look: Look) -> None:
        """Another size of text."""
        self._look = look
        self.update()

    def show_picture(self, picture: HolderPicture) -> None:
        if picture == self._picture:
            return
        if self._picture is not None and self.isVisible():
            self._flash.start()
        self._picture = picture
        said = (f"{one.head}. {' '.join(one.lines)}" for one in picture.said)
        self.setAccessibleName(" ".join(said))
        self.update()

    def cut_words(self) -> tuple[str, ...]:
        """What does not fit at the least size that can be read from where the holder stands."""
        if self._picture is None:
            return ()
        return tuple(one.words for one in self._laid_out(self._picture).blocks if not one.fits)

    def event(self, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.MouseButtonPress, QEvent.Type.TouchBegin):
            self.touched.emit()
            return True
        return super().event(event)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        del event
        painter = QPainter(self)
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.TextAntialiasing)
        if self._picture is not None:
            self._paint(painter, self._picture)
        painter.end()

    def _paint(self, painter: QPainter, picture: HolderPicture) -> None:
        laid = self._laid_out(picture)
        places = laid.places
        painter.fillRect(self.rect(), QColor(BANDS[picture.band]))
        paint_shape(painter, picture.shape, places.shape, WHITE)
        if picture.direction is not None:
            paint_arrow(painter, picture.direction, places.arrow, WHITE)
            _paint_lines(painter, way_lines(picture, self._look, places))
        for place in places.rules:
            painter.fillRect(place, QColor(255, 255, 255, 70))
        for one in laid.blocks:
            _paint_lines(painter, one.lines)
        if self._flash.isActive():
            self._paint_edge(painter)

    def _laid_out(self, picture: HolderPicture) -> _Laid:
        """Once for each picture, size and scale: to find what fits takes some milliseconds."""
        wanted = picture, self.width(), self.height(), self._look.theme.scale
        if self._laid is None or self._laid.wanted != wanted:
            places = places_in(picture, self.width(), self.height())
            self._laid = _Laid(wanted, places, blocks_of(picture, self._look, places))
        return self._laid

    def _paint_edge(self, painter: QPainter) -> None:
        width = max(10, min(self.width(), self.height()) // 32)
        painter.setPen(QPen(QColor(WHITE), width, Qt.PenStyle.SolidLine, Qt.PenCapStyle.SquareCap,
                            Qt.PenJoinStyle.MiterJoin))  # fmt: skip
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(QRectF(self.rect()).adjusted(width / 2, width / 2, -width / 2, -width / 2))


def _paint_lines(painter: QPainter, lines: tuple[Line, ...]) -> None:
    painter.setPen(QColor(WHITE))
    for line in lines:
        painter.setFont(line.font)
        painter.drawText(line.place, int(line.flags), line.words)
