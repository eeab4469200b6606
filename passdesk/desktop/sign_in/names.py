"""Who may sign in at this desk, each a line to press."""

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QWidget

from passdesk.desktop.look import Look
from passdesk.desktop.widgets.controls import column
from passdesk.desktop.widgets.labels import label
from passdesk.desktop.widgets.plain_tip import plain


class Names(QWidget):
    """`chosen` hears a name that was pressed, or on which Return was."""

    def __init__(self, look: Look, chosen: Callable[[str], object]) -> None:
        super().__init__()
        self._look = look
        self._shown: tuple[str, ...] = ()
        self._list = QListWidget()
        self._list.setAccessibleName(look.tr("Who may sign in here"))
        self._list.setMinimumHeight(look.px(220))
        self._list.setIconSize(QSize(look.icon_px, look.icon_px))
        self._list.setTextElideMode(Qt.TextElideMode.ElideRight)
        self._list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._list.itemClicked.connect(lambda item: chosen(item.text()))
        self._list.itemActivated.connect(lambda item: chosen(item.text()))
        self._empty = label(look.tr("Nobody may sign in here yet. Exchange with the server, or type a name."),
                            tone="muted", wrap=True)  # fmt: skip
        named = label(look.tr("Who may sign in here"), size="small", tone="muted", bold=True)
        self.setLayout(column(named, self._list, self._empty, spacing=look.px(4)))

    def show_names(self, names: tuple[str, ...], current: str) -> None:
        if names != self._shown:
            self._shown = names
            self._list.clear()
            for name in names:
                self._list.addItem(self._item(name))
        self._list.setVisible(bool(names))
        self._empty.setVisible(not names)
        self._list.setCurrentRow(names.index(current) if current in names else -1)

    def _item(self, name: str) -> QListWidgetItem:
        item = QListWidgetItem(self._look.icon("account-circle-outline"), name)
        item.setSizeHint(QSize(0, self._look.px(48)))
        item.setToolTip(plain(name))
        return item
