"""Small pieces that the pages of this workspace share: facts, ids, a list to pick from."""

from collections.abc import Iterable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QListWidget, QListWidgetItem, QWidget

from passdesk.desktop.admin.outside import Outside
from passdesk.desktop.look import Look
from passdesk.desktop.theme import HEAD, SMALL
from passdesk.desktop.widgets.controls import button, column, row
from passdesk.desktop.widgets.form import Field
from passdesk.desktop.widgets.labels import FitLabel, label
from passdesk.desktop.widgets.plain_tip import plain

_SHOWN = 4
_ONE_LINE, _IN_TITLE = 20, 26


def short_id(identifier: bytes) -> str:
    """The first eight digits: enough to tell two apart by eye; the whole stands in the tool tip."""
    return f"{identifier[:_SHOWN].hex()}…" if len(identifier) > _SHOWN else identifier.hex()


def shortened(name: str) -> str:
    """A name as it goes into a title."""
    return name if len(name) <= _IN_TITLE else f"{name[: _IN_TITLE - 1]}…"


def heading(look: Look, words: str) -> QWidget:
    """What something is called, large: in as many lines as it takes. One long word that can't be broken shrinks, and
    is elided in the end; the tool tip has it whole."""
    if " " in words or not words.isascii() or len(words) <= _ONE_LINE:
        return label(words, size="head", wrap=True)
    made = FitLabel(look, HEAD, least=SMALL, bold=True)
    made.set_words(words)
    made.setToolTip(plain(words))
    return made


def facts(look: Look, pairs: Iterable[tuple[str, str]]) -> QWidget:
    """What something is called, small, and below it what it is."""
    made = QWidget()
    parts = [_fact(look, name, words) for name, words in pairs if words]
    made.setLayout(column(*parts, spacing=look.px(10)))
    return made


def _fact(look: Look, name: str, words: str) -> QWidget:
    made = QWidget()
    made.setLayout(
        column(label(name, size="small", tone="muted", bold=True), label(words, wrap=True), spacing=look.px(2))
    )
    return made


def id_fact(look: Look, outside: Outside, name: str, identifier: bytes) -> QWidget:
    """An id, short, with the whole of it in the tool tip and a button that copies it."""
    shown = label(short_id(identifier))
    shown.setToolTip(plain(identifier.hex()))
    copy = button(look, look.tr("Copy"), lambda: outside.copy(identifier.hex()), kind="quiet", icon="content-copy")
    copy.setAccessibleName(f"{look.tr('Copy')}: {name}")
    copy.setToolTip(plain(identifier.hex()))
    made = QWidget()
    named = label(name, size="small", tone="muted", bold=True)
    made.setLayout(column(named, row(shown, None, copy, spacing=look.px(6)), spacing=0))
    return made


class PickField(Field):
    """Any of many, found by typing a part of their name; Space ticks. `values` are those ticked, in their order."""

    def __init__(
        self, look: Look, name: str, choices: Sequence[tuple[object, str]], chosen: Sequence[object] = (), *,
        hint: str = "", height: int = 168,
    ) -> None:  # fmt: skip
        self._values = [value for value, _ in choices]
        self.list = QListWidget()
        self.list.setFixedHeight(look.px(min(height, 36 * max(1, len(choices)) + 8)))
        edge = f"border: 1px solid {look.colours.edge}; border-radius: {look.px(9)}px;"
        self.list.setStyleSheet(f"QListWidget {{ {edge} }}")
        self.list.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setAccessibleName(name)
        for value, words in choices:
            item = QListWidgetItem(words, self.list)
            item.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(Qt.CheckState.Checked if value in chosen else Qt.CheckState.Unchecked)
            item.setToolTip(plain(words))
        if choices:
            self.list.setCurrentRow(0)
        self.search = QLineEdit()
        self.search.setPlaceholderText(look.tr("Type a part of the name"))
        self.search.textChanged.connect(self._narrow)
        if len(choices) <= 8:
            self.search.hide()
        inside = QWidget()
        inside.setLayout(column(self.search, self.list, spacing=look.px(6)))
        super().__init__(look, name, inside, hint)

    @property
    def values(self) -> tuple[object, ...]:
        ticked = (self.list.item(at).checkState() == Qt.CheckState.Checked for at in range(self.list.count()))
        return tuple(value for value, on in zip(self._values, ticked, strict=True) if on)

    def _narrow(self, words: str) -> None:
        wanted = words.casefold().split()
        for at in range(self.list.count()):
            item = self.list.item(at)
            item.setHidden(not all(word in item.text().casefold() for word in wanted))
