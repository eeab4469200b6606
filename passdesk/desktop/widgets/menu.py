"""A menu: a part of the window below what opened it, so that no popup swallows a scan."""

from collections.abc import Callable

from msgspec import Struct
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QPushButton, QWidget

from passdesk.desktop.look import Look
from passdesk.desktop.widgets.controls import button, card, column, line
from passdesk.desktop.widgets.labels import label
from passdesk.desktop.widgets.overlaid import Overlaid

_WIDTH, _LEAST_TOP = 320, 8


class Item(Struct, frozen=True):
    """`key`: the key that does the same anywhere, "" for none. `current`: it is so already; the menu begins there."""

    words: str
    icon: str
    pressed: Callable[[], object]
    key: str = ""
    current: bool = False


class Menu(Overlaid):
    """Covers `over` without hiding it, `top` px below its upper edge, at the right or `left` end of it; Escape, or a
    press beside it, closes it."""

    def __init__(
        self, look: Look, over: QWidget, title: str, below: str, items: tuple[Item, ...], closed: Callable[[], object],
        *, top: int = _LEAST_TOP, left: bool = False,
    ) -> None:  # fmt: skip
        super().__init__(over, closed)
        self._look, self._top, self._left = look, top, left
        self.buttons = [self._button(item) for item in items]
        gap = look.px(8)
        head = column(label(title, bold=True, wrap=True), label(below, size="small", tone="muted", wrap=True),
                      spacing=0, margins=(gap, gap, gap, gap))  # fmt: skip
        inside = column(head, line(), *self.buttons, spacing=look.px(2), margins=(gap, gap, gap, gap))
        self._panel = card(inside)
        self._panel.setParent(self)
        self.lie_over()
        at = next((at for at, item in enumerate(items) if item.current), 0)
        self.buttons[at].setFocus(Qt.FocusReason.PopupFocusReason)

    def close_menu(self) -> None:
        self.give_way()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        if event.type() == QEvent.Type.Resize:
            self.place()
        return super().eventFilter(watched, event)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        match event.key():
            case Qt.Key.Key_Escape:
                self.close_menu()
            case Qt.Key.Key_Down | Qt.Key.Key_Up:
                self._step(1 if event.key() == Qt.Key.Key_Down else -1)
            case Qt.Key.Key_Return | Qt.Key.Key_Enter:
                self._current().click()
            case _:
                super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        if not self._panel.geometry().contains(event.position().toPoint()):
            self.close_menu()

    def focusNextPrevChild(self, forward: bool) -> bool:  # noqa: N802
        """The focus stays within the menu."""
        self._step(1 if forward else -1)
        return True

    def _step(self, by: int) -> None:
        place = (self.buttons.index(self._current()) + by) % len(self.buttons)
        self.buttons[place].setFocus(Qt.FocusReason.TabFocusReason)

    def _current(self) -> QPushButton:
        return next((one for one in self.buttons if one.hasFocus()), self.buttons[0])

    def _button(self, item: Item) -> QPushButton:
        def pressed() -> None:
            self.close_menu()
            item.pressed()

        words = f"{item.words}   {item.key}" if item.key else item.words
        made = button(self._look, words, pressed, kind="quiet", icon=item.icon, touch=True)
        made.setStyleSheet(f"text-align: left; color: {self._look.colours.ink};")
        made.setAccessibleName(item.words)
        return made

    def place(self) -> None:
        self.setGeometry(self._over.rect())
        width = min(self._look.px(_WIDTH), self.width())
        layout = self._panel.layout()
        assert layout is not None
        height = layout.totalHeightForWidth(width)
        top, beside = self._look.px(self._top), self._look.px(12)
        left = beside if self._left else self.width() - width - beside
        self._panel.setGeometry(left, top, width, min(height, self.height() - top))
