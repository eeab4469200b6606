"""A form over the page: its fields, what went wrong below them, Cancel, and the button that does it."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QScrollArea, QWidget

from passdesk.desktop.admin.told import Told, told_note
from passdesk.desktop.look import Look
from passdesk.desktop.widgets.controls import clear, column
from passdesk.desktop.widgets.form import Field, TextField
from passdesk.desktop.widgets.labels import label
from passdesk.desktop.widgets.sheet import Sheet


class FormSheet(Sheet):
    """`do` is asked when the last button, or Return in a line, says so; `closed` when Escape or Cancel do. Without
    `cancel` only that button closes it: what it shows can't be had again. Where there is no field to begin with, the
    focus is on Cancel: nothing that is only asked is done by Return."""

    def __init__(
        self, look: Look, over: QWidget, title: str, parts: Sequence[QWidget], *, do_words: str,
        do: Callable[[], object], closed: Callable[[], object], danger: bool = False, cancel: bool = True,
        width: int = 560,
    ) -> None:  # fmt: skip
        body = QWidget()
        body.setLayout(column(*parts, None, spacing=look.px(14), margins=(0, 0, look.px(8), 0)))
        super().__init__(look, over, title, body, width=width, closed=closed)
        self._form_look = look
        self._told: tuple[bool, Told | None] = (False, None)
        self._cancel = cancel
        safe = self.add_cancel(look.tr("Cancel")) if cancel else None
        self._fields = [part for part in parts if isinstance(part, Field)]
        self.go = self.add_button(do_words, lambda: self._do(do), primary=not danger, danger=danger)
        for part in parts:
            if isinstance(part, TextField):
                part.edit.returnPressed.connect(self.go.click)
        body.installEventFilter(self)
        if not self.focus_first():
            (safe or self.go).setFocus(Qt.FocusReason.TabFocusReason)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        if watched is self.body and event.type() == QEvent.Type.LayoutRequest:
            self.place()  # a field complains, or a list has come: the card grows with its form
        return super().eventFilter(watched, event)

    def paint_state(self, *, busy: bool, told: Told | None) -> None:
        """Nothing can be asked twice; what a service said against it stands in the form."""
        self.go.setEnabled(not busy)
        if (busy, told) == self._told:
            return
        self._told = (busy, told)
        clear(self.below)
        said: QWidget | None = None
        if told is not None:
            said = told_note(self._form_look, told)
        elif busy:
            said = label(self._form_look.tr("One moment …"), tone="muted")
        if said is not None:
            self.below.addWidget(said)
            said.show()  # so that it counts when the card is placed
        self.place()

    def _do(self, do: Callable[[], object]) -> None:
        """Whatever a field says against it is scrolled to."""
        do()
        wrong = [one for one in self._fields if one.complains]
        if wrong:
            self.reveal(wrong[0])

    def put_away(self) -> None:
        """Another picture has no use for it: it goes without telling anybody."""
        self._closed = lambda: None
        self.close_sheet()

    def focusNextPrevChild(self, next: bool) -> bool:  # noqa: N802, A002 - Qt's names
        """Tab stays in the form while it stands over the page."""
        stops = [one for one in self.findChildren(QWidget) if _takes_tab(one)]
        focus = self.focusWidget()
        at = stops.index(focus) if focus in stops else -1 if next else 0
        if stops:
            stops[(at + (1 if next else -1)) % len(stops)].setFocus(
                Qt.FocusReason.TabFocusReason if next else Qt.FocusReason.BacktabFocusReason
            )
        return bool(stops)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        if self._cancel or event.key() != Qt.Key.Key_Escape:
            super().keyPressEvent(event)


def _takes_tab(widget: QWidget) -> bool:
    tab = Qt.FocusPolicy.TabFocus.value
    scrolls = isinstance(widget, QScrollArea)  # it scrolls to what has the focus in it
    own = widget.focusProxy() is None and not scrolls
    return own and bool(widget.focusPolicy().value & tab) and widget.isVisible() and widget.isEnabled()
