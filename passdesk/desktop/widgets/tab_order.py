"""Tab as the eye goes: in the order of the layouts, whatever was made or added first."""

from collections.abc import Iterator

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLayout, QScrollArea, QWidget


def step(within: QWidget, *, forward: bool) -> bool:
    """The focus goes to the next or the former widget within this one, around at the ends; False if none can."""
    stops = [one for one in _laid_out(within) if _can_stop(one)]
    if not stops:
        return False
    focused = within.window().focusWidget()  # also where no window manager has made the window the active one
    at = stops.index(focused) if focused in stops else (-1 if forward else len(stops))
    chosen = stops[(at + (1 if forward else -1)) % len(stops)]
    chosen.setFocus(Qt.FocusReason.TabFocusReason if forward else Qt.FocusReason.BacktabFocusReason)
    return True


def _can_stop(widget: QWidget) -> bool:
    return bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus) and widget.isVisible() and widget.isEnabled()


def _laid_out(widget: QWidget) -> Iterator[QWidget]:
    if isinstance(widget, QScrollArea):
        inside = widget.widget()
        if inside is not None:
            yield from _laid_out(inside)
        return
    yield widget
    if widget.focusPolicy() & Qt.FocusPolicy.TabFocus:
        return  # what is within a field or a table is its own affair
    layout = widget.layout()
    if layout is not None:
        yield from _items(layout)
    else:
        for child in widget.children():
            if isinstance(child, QWidget):
                yield from _laid_out(child)


def _items(layout: QLayout) -> Iterator[QWidget]:
    for at in range(layout.count()):
        item = layout.itemAt(at)
        if item is None:
            continue
        inner, widget = item.layout(), item.widget()
        if inner is not None:
            yield from _items(inner)
        elif widget is not None:
            yield from _laid_out(widget)
