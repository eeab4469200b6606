"""What the camera sees: the newest frame, the corners of a code that was read, and what the camera is doing."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QSizePolicy

from passdesk.desktop.checkpoint.state import CameraState
from passdesk.desktop.look import Look
from passdesk.desktop.theme import SMALL
from passdesk.desktop.widgets.camera_picture import CameraPicture
from passdesk.desktop.widgets.plain_tip import plain

Corners = tuple[tuple[float, float], ...]


class CameraView(CameraPicture):
    """A frame is painted as it comes; what the camera is doing stands over it."""

    def __init__(self, look: Look, *, mirror: bool = True) -> None:
        super().__init__(look, mirror=mirror, ground="#3d4651")
        self._state: CameraState = "none"
        self._reading = False
        self._codes: tuple[Corners, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFixedHeight(look.px(150))

    def show_codes(self, codes: tuple[Corners, ...]) -> None:
        """Where codes were read in the newest frame: corners as shares of its width and height."""
        if codes != self._codes:
            self._codes = codes
            self.update()

    def show_state(self, state: CameraState, *, reading: bool) -> None:
        if (state, reading) == (self._state, self._reading):
            return
        self._state, self._reading = state, reading
        if state != "running":
            self.show_none()
        self.setAccessibleName(self.words)
        self.setToolTip(plain(self.words))
        self.update()

    @property
    def words(self) -> str:
        """What the camera is doing."""
        tr = self._look.tr
        match self._state:
            case "none":
                return tr("No camera: use the scanner")
            case "starting":
                return tr("Camera is starting")
            case "running":
                return tr("Reading") if self._reading else tr("Camera")
            case "lost":
                return tr("Camera is gone: plug it in")
            case "frozen":
                return tr("Camera stands still")

    def cut_words(self) -> tuple[str, ...]:
        wide = QFontMetrics(self._font()).horizontalAdvance(self.words)
        return (self.words,) if wide > self.width() - self._look.px(36) else ()

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        return QSize(self._look.px(290), self._look.px(150))

    def paint_over(self, painter: QPainter, place: QRectF) -> None:
        if self.image is not None:
            self._paint_codes(painter)
        elif self._state != "running":
            self._paint_gone(painter, place)
        self._paint_words(painter, place)

    def _paint_codes(self, painter: QPainter) -> None:
        """Corners around each code that was read; white, for green is only what is written down."""
        painter.setPen(QPen(QColor("#ffffff"), self._look.px(4)))
        for corners in self._codes:
            points = [self.at(x, y) for x, y in corners]
            for before, corner, after in zip(points[-1:] + points[:-1], points, points[1:] + points[:1], strict=True):
                painter.drawLine(corner, corner + (before - corner) * 0.25)
                painter.drawLine(corner, corner + (after - corner) * 0.25)

    @property
    def _bad(self) -> bool:
        return self._state in ("lost", "frozen")

    def _font(self) -> QFont:
        return self._look.font(SMALL, bold=self._bad)

    def _paint_gone(self, painter: QPainter, place: QRectF) -> None:
        side = self._look.px(44)
        name = "camera-off-outline" if self._state in ("lost", "frozen", "none") else "camera-outline"
        spot = QRectF(place.center().x() - side / 2, place.y() + self._look.px(30), side, side)
        self._look.icon(name, "#c9d1dc").paint(painter, spot.toRect())

    def _paint_words(self, painter: QPainter, place: QRectF) -> None:
        look = self._look
        painter.setFont(self._font())
        metrics = painter.fontMetrics()
        room = place.width() - look.px(36)
        words = metrics.elidedText(self.words, Qt.TextElideMode.ElideRight, int(room))
        width = metrics.horizontalAdvance(words) + look.px(16)
        pill = QRectF(place.x() + look.px(10), place.bottom() - look.px(32), width, look.px(22))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor("#9a5200") if self._bad else QColor(16, 20, 26, 220))
        painter.drawRoundedRect(pill, look.px(6), look.px(6))
        painter.setPen(QPen(QColor("#ffffff")))
        painter.drawText(pill, int(Qt.AlignmentFlag.AlignCenter), words)
