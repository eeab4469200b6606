"""The keys that may be pressed now, as caps with what they do."""

from PySide6.QtCore import QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from passdesk.desktop.look import Look
from passdesk.desktop.widgets.controls import clear, row
from passdesk.desktop.widgets.labels import key_cap, label
from passdesk.desktop.widgets.plain_tip import plain

Keys = tuple[tuple[str, str], ...]


class KeysRow(QWidget):
    """As many as there is room for, the first ones first; all of them stand in the tool tip."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self._shown: Keys = ()
        self._parts: list[QWidget] = []
        self._layout: QHBoxLayout = row(spacing=look.px(18), margins=(look.px(30), 0, look.px(12), 0))
        self.setLayout(self._layout)
        self.setFixedHeight(look.px(40))

    @property
    def seen(self) -> tuple[str, ...]:
        """The keys there is room for."""
        return tuple(key for (key, _), part in zip(self._shown, self._parts, strict=True) if not part.isHidden())

    def say(self, keys: Keys) -> None:
        """Each key, and what it does."""
        if keys == self._shown:
            return
        self._shown = keys
        clear(self._layout)
        self._parts = [self._part(*one) for one in keys]
        for part in self._parts:
            self._layout.addWidget(part)
        self._layout.addStretch(1)
        self.setToolTip(plain("\n".join(f"{key}  {words}" for key, words in keys)))
        self._make_room()

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        return QSize(self._look.px(100), self._look.px(40))

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        super().resizeEvent(event)
        self._make_room()

    def _part(self, key: str, words: str) -> QWidget:
        made = QWidget()
        made.setLayout(row(key_cap(key), label(words, tone="muted"), spacing=self._look.px(6)))
        return made

    def _make_room(self) -> None:
        left = self.width() - self._look.px(42)
        for part in self._parts:
            left -= part.sizeHint().width()
            part.setVisible(left >= 0)
            left -= self._look.px(18)
