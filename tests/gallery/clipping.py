"""Whether any words in a window are cut: measured from the widgets, with the fonts the style sheet gave them.

Words may be cut only where the whole of them stands in a tool tip. What scrolls may be out of sight, not cut across.
"""

from collections.abc import Iterator

from PySide6.QtCore import QAbstractItemModel, QPoint, QRect, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractScrollArea,
    QCheckBox,
    QComboBox,
    QHeaderView,
    QLabel,
    QLineEdit,
    QListView,
    QRadioButton,
    QStyle,
    QStyleOptionButton,
    QStyleOptionComboBox,
    QTableView,
    QToolButton,
    QWidget,
)

from passdesk.desktop.widgets.cut_words import TellsCutWords

SLACK = 2
"""Pixels by which a measure may be off: a side bearing, a rounded half."""
_HEIGHTS = 1 << 16
_TIP = Qt.ItemDataRole.ToolTipRole


def clipped(window: QWidget) -> list[str]:
    """Every text that can't be read whole, each with what cuts it."""
    return sorted({line for widget in window.findChildren(QWidget) if _seen(widget) for line in _cut(widget)})


def _seen(widget: QWidget) -> bool:
    return widget.isVisible() and not widget.visibleRegion().isEmpty()


def _cut(widget: QWidget) -> Iterator[str]:
    if isinstance(widget, TellsCutWords):
        for words in widget.cut_words():
            if words not in widget.toolTip():
                yield _line(widget, words, "painted short, and no tool tip has the whole")
        yield from _by_ancestors(widget, widget.accessibleName())
        return
    match widget:
        case QLabel() if widget.text():
            yield from _label(widget)
        case QCheckBox() | QRadioButton() if widget.text():
            yield from _needs(widget, widget.text(), widget.sizeHint(), widget.size())
        case QAbstractButton() if widget.text():
            yield from _button(widget)
        case QComboBox():
            yield from _combo(widget)
        case QHeaderView():
            yield from _header(widget)
        case QLineEdit():
            yield from _field(widget)
        case QAbstractItemView():
            yield from _cells(widget)


def _label(label: QLabel) -> Iterator[str]:
    words, room = label.text(), label.contentsRect()
    margin, metrics = label.margin(), QFontMetrics(label.font())
    width = room.width() - 2 * margin
    flags = int(label.alignment()) | int(Qt.TextFlag.TextWordWrap) * label.wordWrap()
    taken = metrics.boundingRect(QRect(0, 0, max(1, width) if label.wordWrap() else _HEIGHTS, _HEIGHTS), flags, words)
    if label.toolTip() != words:
        yield from _needs(label, words, taken.size(), QSize(width, room.height()))
    yield from _by_ancestors(label, words)


def _button(button: QAbstractButton) -> Iterator[str]:
    words = button.text()
    font = QFont(button.font())
    font.setBold(font.bold() or (button.isChecked() and button.property("kind") in ("chip", "rail")))
    metrics = QFontMetrics(font)
    needed = QSize(metrics.horizontalAdvance(words), metrics.tightBoundingRect(words).height())
    if isinstance(button, QToolButton):
        room = button.contentsRect().size()
    else:
        option = QStyleOptionButton()
        option.initFrom(button)
        room = button.style().subElementRect(QStyle.SubElement.SE_PushButtonContents, option, button).size()
        if not button.icon().isNull():
            room.setWidth(room.width() - button.iconSize().width() - 4)
    if words not in button.toolTip():
        yield from _needs(button, words, needed, room)
    yield from _by_ancestors(button, words)


def _combo(combo: QComboBox) -> Iterator[str]:
    option = QStyleOptionComboBox()
    combo.initStyleOption(option)
    field = QStyle.SubControl.SC_ComboBoxEditField
    room = combo.style().subControlRect(QStyle.ComplexControl.CC_ComboBox, option, field, combo)
    words = combo.currentText()
    if words not in combo.toolTip():
        yield from _needs(combo, words, QSize(QFontMetrics(combo.font()).horizontalAdvance(words), 0), room.size())
    yield from _by_ancestors(combo, words)


def _field(field: QLineEdit) -> Iterator[str]:
    words = field.placeholderText()
    if words and not field.text() and words not in field.toolTip():
        room = field.contentsRect().width() - 2 * QFontMetrics(field.font()).horizontalAdvance("n")
        yield from _needs(field, words, QSize(QFontMetrics(field.font()).horizontalAdvance(words), 0),
                          QSize(room, _HEIGHTS))  # fmt: skip
    yield from _by_ancestors(field, field.accessibleName() or words)


def _header(header: QHeaderView) -> Iterator[str]:
    model: QAbstractItemModel | None = header.model()
    if model is None or header.orientation() is not Qt.Orientation.Horizontal:
        return
    for section in range(header.count()):
        words = model.headerData(section, Qt.Orientation.Horizontal, Qt.ItemDataRole.DisplayRole)
        tip = model.headerData(section, Qt.Orientation.Horizontal, Qt.ItemDataRole.ToolTipRole)
        if words and not header.isSectionHidden(section) and words not in str(tip or ""):
            needed = header.sectionSizeFromContents(section)
            yield from _needs(header, words, needed, QSize(header.sectionSize(section), _HEIGHTS))


def _cells(view: QAbstractItemView) -> Iterator[str]:
    """A row must be as high as its words; what is too long for its column is told by a tool tip of the delegate's."""
    model: QAbstractItemModel | None = view.model()
    if isinstance(view, QListView) and model is not None:
        yield from _lines(view, model)
    if model is None or not model.rowCount() or not isinstance(view, QTableView):
        return
    tells = getattr(view.itemDelegate(), "tells_cut_words", False)
    height = view.rowHeight(0)
    for column in range(model.columnCount()):
        words = str(model.index(0, column).data(Qt.ItemDataRole.DisplayRole) or "")
        needed = view.sizeHintForIndex(model.index(0, column))
        if words and needed.height() > height + SLACK:
            yield _line(view, words, f"needs a row of {needed.height()} px, has {height}")
        if words and not tells:
            yield from _needs(view, words, QSize(needed.width(), 0), QSize(view.columnWidth(column), height))


def _lines(view: QListView, model: QAbstractItemModel) -> Iterator[str]:
    """Of a list: elided, with the whole in the tool tip, where a line is too long; a bar to move it is not enough."""
    for row in range(model.rowCount()):
        index = model.index(row, 0)
        words, needed = str(index.data(Qt.ItemDataRole.DisplayRole) or ""), view.sizeHintForIndex(index)
        if words and (view.horizontalScrollBar().maximum() > 0 or words not in str(index.data(_TIP) or "")):
            yield from _needs(view, words, QSize(needed.width(), 0), QSize(view.viewport().width(), _HEIGHTS))


def _needs(widget: QWidget, words: str, needed: QSize, room: QSize) -> Iterator[str]:
    for what, wants, has in (("wide", needed.width(), room.width()), ("high", needed.height(), room.height())):
        if wants > has + SLACK:
            yield _line(widget, words, f"{wants} px {what} in {has}")


def _by_ancestors(widget: QWidget, words: str) -> Iterator[str]:
    """Cut by something around it, which does not scroll there."""
    place, within = QRect(QPoint(0, 0), widget.size()), widget
    while not within.isWindow() and (around := within.parentWidget()) is not None:
        place.translate(within.pos())
        area = around.parentWidget()
        scrolls = isinstance(area, QAbstractScrollArea) and area.viewport() is around
        across = scrolls and _scrolls(area, Qt.Orientation.Horizontal)
        down = scrolls and _scrolls(area, Qt.Orientation.Vertical)
        over = place.width() - around.rect().intersected(place).width(), _below(place, around)
        if words and over[0] > SLACK and not across:
            yield _line(widget, words, f"cut {over[0]} px at the side by {_called(around)}")
        if words and over[1] > SLACK and not down:
            yield _line(widget, words, f"cut {over[1]} px below by {_called(around)}")
        if max(over) > SLACK:
            return
        within = around


def _below(place: QRect, around: QWidget) -> int:
    return max(0, place.bottom() - around.rect().bottom()) + max(0, -place.top())


def _scrolls(area: object, way: Qt.Orientation) -> bool:
    assert isinstance(area, QAbstractScrollArea)
    sideways = way is Qt.Orientation.Horizontal
    policy = area.horizontalScrollBarPolicy() if sideways else area.verticalScrollBarPolicy()
    return policy != Qt.ScrollBarPolicy.ScrollBarAlwaysOff


def _line(widget: QWidget, words: str, why: str) -> str:
    shown = words if len(words) <= 60 else f"{words[:57]}…"
    return f"{_called(widget)} {shown!r}: {why}"


def _called(widget: QWidget) -> str:
    name = widget.objectName() or str(widget.property("kind") or "")
    return type(widget).__name__ + (f"#{name}" if name else "")
