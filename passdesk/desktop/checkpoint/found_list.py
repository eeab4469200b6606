"""Whom the gate found: as many as fit the words, the one the arrow keys are at marked."""

from collections.abc import Callable

from PySide6.QtCore import QRectF, QSize, QSizeF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QSizePolicy, QWidget

from passdesk.desktop.checkpoint.state import Finding, Found
from passdesk.desktop.look import Look
from passdesk.desktop.theme import SMALL, Tone
from passdesk.desktop.widgets.controls import clear, column, note, scrolled
from passdesk.desktop.widgets.labels import label
from passdesk.desktop.widgets.photo import paint_face, small_picture_of
from passdesk.desktop.widgets.touched import TouchedRow

ROW = 78
_MIDDLE = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)


class FoundRow(TouchedRow):
    """A face, both names, where they are filed with the number on their badge, and how their pass stands."""

    def __init__(self, look: Look, one: Found, pressed: Callable[[], object]) -> None:
        names = tuple(name for name in (one.latin, one.chinese) if name) or (look.tr("Name has not come yet"),)
        where = look.institution(one.institution)
        super().__init__((*names, where, one.short_number, found_words(look, one)[0]), look.px(ROW), pressed)
        self._look, self._one, self.chosen = look, one, False
        self._picture = small_picture_of(one.photo, QSize(look.px(42), look.px(54)))
        self._names, self._where = names, where

    def choose(self, *, chosen: bool) -> None:
        if chosen != self.chosen:
            self.chosen = chosen
            self.update()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        del event
        look, place = self._look, QRectF(self.rect())
        painter = QPainter(self)
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
        if self.chosen:
            painter.setPen(QPen(QColor(look.colours.accent), look.px(2)))
            painter.setBrush(QColor(look.colours.soft("accent")))
            inset = look.px(3)
            painter.drawRoundedRect(place.adjusted(inset, inset, -inset, -inset), look.px(9), look.px(9))
        else:
            painter.fillRect(QRectF(0, place.bottom() - 1, place.width(), 1), QColor(look.colours.hairline))
        face = QRectF(look.px(12), look.px(12), look.px(42), look.px(54))
        paint_face(painter, look, self._picture, face, look.px(8))
        left, right = face.right() + look.px(10), place.right() - look.px(12)
        self._say(painter, QRectF(left, look.px(6), right - left, look.px(22)))
        painter.end()

    def _say(self, painter: QPainter, place: QRectF) -> None:
        """Both names in one line where they fit; where they take two, the institution stands beside the number."""
        look, bold = self._look, self._look.font(15, bold=True)
        together = "  ".join(self._names)
        names = (together,) if QFontMetrics(bold).horizontalAdvance(together) <= place.width() else self._names
        rest = self._one.short_number
        lines = [(name, bold, look.colours.ink) for name in names]
        if len(names) == 1:
            lines.append((self._where, look.font(SMALL), look.colours.muted))
        else:
            rest = " · ".join(part for part in (rest, self._where) if part)
        for words, font, colour in lines:
            self._line(painter, font, colour, words, place)
            place = place.translated(0, place.height())
        word, tone = found_words(look, self._one)
        small = look.font(SMALL, bold=True)
        wide = min(QFontMetrics(small).horizontalAdvance(word) + look.px(8), look.px(110))
        self._line(painter, small, look.colours.text(tone), word, QRectF(place.topLeft(), QSizeF(wide, place.height())))
        self._line(painter, look.font(SMALL), look.colours.muted, rest, place.adjusted(wide, 0, 0, 0))

    def _line(self, painter: QPainter, font: QFont, colour: str, words: str, place: QRectF) -> None:
        painter.setFont(font)
        painter.setPen(QColor(colour))
        cut = painter.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, int(place.width()))
        painter.drawText(place.adjusted(0, 0, 1, 0), _MIDDLE, cut)


class FoundCard(QFrame):
    """In the place of who was last at this lane, while somebody is looked for."""

    def __init__(self, look: Look, choose: Callable[[Found], object]) -> None:
        super().__init__()
        self._look, self._choose = look, choose
        self._found: tuple[Found, ...] | None = None
        self._rows: list[FoundRow] = []
        self._title = label("", size="small", tone="muted", bold=True)
        self._title.setContentsMargins(look.px(12), look.px(10), look.px(12), look.px(4))
        self._said, self._list = column(spacing=look.px(6)), column(spacing=0)
        gap = look.px(10)
        self._said.setContentsMargins(gap, 0, gap, gap)
        inside = QWidget()
        inside.setObjectName("plain")
        inside.setLayout(column(self._said, self._list, None, spacing=0))
        self._scroll = scrolled(inside)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setStyleSheet("QScrollArea, QWidget#plain { background: transparent; }")
        self.setObjectName("card")
        self.setLayout(column(self._title, self._scroll, spacing=0, margins=(1, 1, 1, 1)))
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Expanding)
        self.hide()

    def paint(self, finding: Finding) -> None:
        self.setVisible(finding.found is not None)
        if finding.found is None:
            self._found = None
            return
        if finding.found is not self._found:
            self._found = finding.found
            self._fill(finding, finding.found)
        for place, made in enumerate(self._rows):
            made.choose(chosen=place == finding.chosen)
            if made.chosen:
                self._scroll.ensureWidgetVisible(made, 0, 0)

    def _fill(self, finding: Finding, found: tuple[Found, ...]) -> None:
        look = self._look
        self._title.setText(look.tr("Found  ·  looking records nothing") if found else look.tr("Nobody found"))
        clear(self._said)
        clear(self._list)
        for words in self._hints(finding, found):
            self._said.addWidget(note(look, words, "attention", size="small"))
        self._rows = [FoundRow(look, one, lambda one=one: self._choose(one)) for one in found]  # type: ignore[misc]
        for made in self._rows:
            self._list.addWidget(made)
            made.show()

    def _hints(self, finding: Finding, found: tuple[Found, ...]) -> list[str]:
        """What to do next."""
        look = self._look
        missed = [look.tr("This desk does not keep document numbers.")] if finding.missed else []
        if found:
            return missed
        return [*missed, look.tr("Try fewer letters, the other script, the institution, or the short number.")]


def found_words(look: Look, one: Found) -> tuple[str, Tone]:
    """How the newest pass of somebody stands."""
    if one.good:
        return look.tr("Good"), "admit"
    return (look.tr("Not good"), "attention") if one.state else (look.tr("No pass"), "attention")
