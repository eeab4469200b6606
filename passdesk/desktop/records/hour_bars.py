"""Crossings by hour, as bars: entries and exits side by side."""

from PySide6.QtCore import QPoint, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QHelpEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from passdesk.desktop.look import Look
from passdesk.records.day import Flow

_STEPS = (1, 2, 5)


class HourBars(QWidget):
    """Paints the hours from the first to the last with a crossing, and those of the working day in any case."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self._hours: tuple[Flow, ...] = ()
        self._first, self._last = 7, 19
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def show_hours(self, hours: tuple[Flow, ...]) -> None:
        busy = [hour for hour, flow in enumerate(hours) if flow.entries or flow.exits]
        self._hours, self._first, self._last = hours, min([7, *busy]), max([19, *busy])
        said = (self._said(hour) for hour in busy)
        self.setAccessibleDescription("; ".join(said) or self._look.tr("No crossings today"))
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's names from here on
        return QSize(self._look.px(560), self._look.px(190))

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        return QSize(self._look.px(240), self._look.px(150))

    def event(self, event: object) -> bool:
        if isinstance(event, QHelpEvent):
            hour = self._hour_at(event.pos())
            QToolTip.showText(event.globalPos(), self._said(hour) if hour is not None else "", self)
            return True
        return super().event(event)  # type: ignore[arg-type]

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        del event
        if not self._hours:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(self._look.font(14))
        top = max(1, *(max(flow.entries, flow.exits) for flow in self._hours))
        step = next_step(top)
        ceiling = step * -(-top // step)
        self._paint_lines(painter, step, ceiling)
        for hour in range(self._first, self._last + 1):
            self._paint_hour(painter, hour, ceiling)
        painter.end()

    def _paint_lines(self, painter: QPainter, step: int, ceiling: int) -> None:
        look, place = self._look, self._place()
        for number in range(0, ceiling + 1, step):
            y = place.bottom() - place.height() * number / ceiling
            painter.fillRect(QRectF(place.x(), round(y), place.width(), 1), QColor(look.colours.hairline))
            room = QRectF(0, y - look.px(10), place.x() - look.px(8), look.px(20))
            painter.setPen(QColor(look.colours.muted))
            painter.drawText(room, int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter), f"{number:,}")

    def _paint_hour(self, painter: QPainter, hour: int, ceiling: int) -> None:
        look, place, flow = self._look, self._place(), self._hours[hour]
        width = place.width() / (self._last - self._first + 1)
        left = place.x() + width * (hour - self._first)
        bar = min(width * 0.36, look.px(22))
        painter.setPen(Qt.PenStyle.NoPen)
        for side, many, colour in ((-bar - 1, flow.entries, look.colours.accent), (1, flow.exits, look.colours.edge)):
            height = place.height() * many / ceiling
            painter.setBrush(QColor(colour))
            if many:
                spot = QRectF(left + width / 2 + side, place.bottom() - max(height, 2), bar, max(height, 2))
                painter.drawRoundedRect(spot, look.px(3), look.px(3))
        every = -(-painter.fontMetrics().horizontalAdvance("00:00 ") // max(1, int(width)))
        if (hour - self._first) % every == 0:
            painter.setPen(QColor(look.colours.muted))
            room = QRectF(left + width / 2 - look.px(40), place.bottom() + look.px(4), look.px(80), look.px(22))
            painter.drawText(room, int(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop), f"{hour}:00")

    def _place(self) -> QRectF:
        look = self._look
        return QRectF(self.rect()).adjusted(look.px(58), look.px(12), -look.px(8), -look.px(30))

    def _hour_at(self, spot: QPoint) -> int | None:
        place = self._place()
        if not self._hours or not place.left() <= spot.x() < place.right():
            return None
        return self._first + int((spot.x() - place.x()) / place.width() * (self._last - self._first + 1))

    def _said(self, hour: int) -> str:
        flow = self._hours[hour]
        return self._look.tr("{hour}:00: {entries} in, {exits} out", hour=hour, entries=f"{flow.entries:,}",
                             exits=f"{flow.exits:,}")  # fmt: skip


def next_step(top: int) -> int:
    """A round distance between lines, so that there are at most five of them."""
    power = 1
    while True:
        for step in _STEPS:
            if step * power * 4 >= top:
                return step * power
        power *= 10
