"""A sheet over the page, for forms and questions: a part of the window, so that no dialog swallows a scan."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget

from passdesk.desktop.look import Look
from passdesk.desktop.widgets.controls import button, card, column, row, scrolled
from passdesk.desktop.widgets.labels import label
from passdesk.desktop.widgets.overlaid import Overlaid
from passdesk.desktop.widgets.tab_order import step


class Sheet(Overlaid):
    """Covers `over` until `close_sheet`. `body` stands in a card of at most `width` px with the title above it and
    the buttons below; Escape, and the cancel button, close it (nothing is done). `below`: what stands above the
    buttons however far the body is scrolled. `aside`: at the left, where it covers no verdict."""

    def __init__(
        self, look: Look, over: QWidget, title: str, body: QWidget, *, width: int = 560,
        closed: Callable[[], object] = lambda: None, aside: bool = False,
    ) -> None:  # fmt: skip
        super().__init__(over, closed)
        self._look, self._aside = look, aside
        self.body = body
        body.setObjectName("sheet")
        body.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._title = label(title, size="head", wrap=True)
        self._buttons = row(None, spacing=look.px(8))
        gap = look.px(20)
        self._scroll, self.below = scrolled(body), column()
        whole = column(
            self._title, self._scroll, self.below, self._buttons, spacing=look.px(14), margins=(gap, gap, gap, gap)
        )
        whole.setStretch(1, 1)
        self._card = card(whole)
        self._card.setParent(self)
        self._width = look.px(width)
        body.installEventFilter(self)
        self.lie_over()
        self.setFocus()

    def add_button(self, words: str, pressed: Callable[[], object], *, primary: bool = False,
                   danger: bool = False) -> QPushButton:  # fmt: skip
        """Buttons stand from left to right; the last one is the one that does it."""
        made = button(self._look, words, pressed, kind="primary" if primary else "danger" if danger else "plain")
        made.setAutoDefault(True)
        self._buttons.addWidget(made)
        made.show()  # the layout would do it when the loop comes round, and until then it takes no focus
        self.place()
        return made

    def for_gloves(self) -> None:
        """The buttons there are by now are as high as a gloved finger needs."""
        self._buttons.addStrut(self._look.px(48))
        for at in range(self._buttons.count()):
            item = self._buttons.itemAt(at)
            made = item.widget() if item is not None else None
            if made is not None:
                made.setSizePolicy(made.sizePolicy().horizontalPolicy(), QSizePolicy.Policy.Expanding)
        self.place()

    def add_cancel(self, words: str) -> QPushButton:
        return self.add_button(words, self.close_sheet)

    def close_sheet(self) -> None:
        self.give_way()

    def focus_first(self) -> bool:
        """The focus goes to the first field of the body; whether there is one."""
        for one in self.body.findChildren(QWidget):
            if one.focusPolicy() & Qt.FocusPolicy.TabFocus and one.isEnabled() and one.isVisibleTo(self.body):
                one.setFocus(Qt.FocusReason.TabFocusReason)
                return True
        return False

    def reveal(self, part: QWidget) -> None:
        """Scroll to this part of the body, once it has its place: it tells something new."""
        QTimer.singleShot(0, part, lambda: self._scroll.ensureWidgetVisible(part, 0, self._look.px(8)))

    def scroll_on(self, by: int) -> bool:
        """Half of what is seen further down, or up where `by` is negative; whether there is more than is seen."""
        bar = self._scroll.verticalScrollBar()
        bar.setValue(bar.value() + by * bar.pageStep() // 2)
        return bar.maximum() > 0

    def fit(self) -> None:
        """What the body shows has another size now."""
        self.place()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Its body asks for another height too: something new is shown, or has its style only now."""
        asks = watched is self.body and event.type() == QEvent.Type.LayoutRequest
        if asks or (watched is self._over and event.type() == QEvent.Type.Resize):
            self.place()
        return False

    def event(self, event: QEvent) -> bool:
        """A letter that is a shortcut of the page below is none here."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and event.text().isprintable():
            event.accept()
            return True
        return super().event(event)

    def focusNextPrevChild(self, next: bool) -> bool:  # noqa: A002, N802
        """Tab stays within the sheet."""
        return step(self._card, forward=next)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        if event.key() == Qt.Key.Key_Escape:
            self.close_sheet()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        del event
        painter = QPainter(self)
        dimmed = self.rect()
        if self._aside:  # the face and the verdict are still to be read
            dimmed.setRight(self._card.geometry().right() + self._look.px(6))
        painter.fillRect(dimmed, QColor(10, 14, 20, 140))
        painter.end()

    def place(self) -> None:
        """As large as the body needs now."""
        self.setGeometry(self._over.rect())
        margin = self._look.px(24)
        width = min(self._width, self.width() - 2 * margin)
        inner = width - 2 * self._look.px(20)
        # a bar that was needed once takes its width from the words, and goes only where they fit beside it
        words = inner - self._scroll.verticalScrollBar().sizeHint().width()
        body = self.body.heightForWidth(words) if self.body.hasHeightForWidth() else self.body.sizeHint().height()
        around = self._title.heightForWidth(inner) + self._buttons.sizeHint().height() + self._below_high(inner)
        around += 2 * self._look.px(20) + 3 * self._look.px(14) + 2  # the card's own edge
        body = max(body, self._scroll.minimumSizeHint().height())  # what scrolls takes so much, also where it need not
        height = min(body + around, self.height() - 2 * margin)
        left = margin if self._aside else (self.width() - width) // 2
        self._card.setGeometry(left, (self.height() - height) // 2, width, height)

    def _below_high(self, wide: int) -> int:
        return 0 if self.below.isEmpty() else self.below.totalHeightForWidth(wide) + self._look.px(14)
