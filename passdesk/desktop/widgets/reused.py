"""Widgets that are painted again and again with other words: made once, for to make and style them costs the most."""

from collections import defaultdict
from collections.abc import Callable, Hashable
from typing import TypeVar

from PySide6.QtWidgets import QLayout, QWidget

W = TypeVar("W", bound=QWidget)


class Reused:
    """Keeps the widgets of one layout by what they are: between `begin` and `end` each may stand in it again."""

    def __init__(self) -> None:
        self._standing: defaultdict[Hashable, list[QWidget]] = defaultdict(list)
        self._spare: dict[Hashable, list[QWidget]] = {}

    def begin(self, layout: QLayout) -> None:
        """Take everything out of it; only what was `one` of these is kept."""
        self._spare, self._standing = dict(self._standing), defaultdict(list)
        self._empty(layout, {widget for each in self._spare.values() for widget in each})

    def one(self, what: Hashable, make: Callable[[], W]) -> W:
        """One that was `what` before, else a new one."""
        spare = self._spare.get(what)
        widget = spare.pop(0) if spare else make()
        self._standing[what].append(widget)
        return widget  # type: ignore[return-value]  # what it is says of which kind it is

    def end(self) -> None:
        """What does not stand in it again goes."""
        for each in self._spare.values():
            for widget in each:
                _drop(widget)
        self._spare = {}

    def _empty(self, layout: QLayout, kept: set[QWidget]) -> None:
        while (item := layout.takeAt(0)) is not None:
            widget, inner = item.widget(), item.layout()
            if inner is not None:
                self._empty(inner, kept)
            elif widget is not None and widget not in kept:
                _drop(widget)


def _drop(widget: QWidget) -> None:
    widget.hide()
    widget.deleteLater()
