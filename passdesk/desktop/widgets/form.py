"""Fields with their names above and what is wrong with them below."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import QDate
from PySide6.QtWidgets import QCheckBox, QComboBox, QDateEdit, QLabel, QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget

from passdesk.desktop.look import Look
from passdesk.desktop.widgets.controls import column, without_shortcut
from passdesk.desktop.widgets.labels import label, restyle
from passdesk.desktop.widgets.plain_tip import plain

_FEWEST_LETTERS = 10
"""A box to choose from is no wider than its place, whatever stands in it: the tool tip has the whole."""


class Field(QWidget):
    """A named field. `complain` says below what is wrong with it, `complain("")` that nothing is."""

    def __init__(self, look: Look, name: str, inside: QWidget, hint: str = "") -> None:
        super().__init__()
        self.inside = inside
        self._hint = hint
        self._below: QLabel = label(hint, size="small", tone="muted", wrap=True)
        named = label(name, size="small", tone="muted", bold=True)
        named.setBuddy(inside)
        inside.setAccessibleName(name)
        self.setLayout(column(named, inside, self._below, spacing=look.px(4)))
        self._below.setVisible(bool(hint))  # not before it has a parent, or it would be a window for a moment
        self.setFocusProxy(inside)

    @property
    def complains(self) -> bool:
        """Whether it says what is wrong with it."""
        return bool(self.inside.property("wrong"))

    def complain(self, words: str) -> None:
        self._below.setText(words or self._hint)
        self._below.setProperty("tone", "refuse" if words else "muted")
        self._below.setVisible(bool(words or self._hint))
        self.inside.setProperty("wrong", bool(words))
        for one in (self._below, self.inside):
            restyle(one)


class TextField(Field):
    """One line. `text` is without spaces at its ends."""

    def __init__(self, look: Look, name: str, text: str = "", *, hint: str = "", secret: bool = False,
                 longest: int = 200, placeholder: str = "") -> None:  # fmt: skip
        self.edit = QLineEdit(text)
        self.edit.setMaxLength(longest)
        self.edit.setPlaceholderText(placeholder)
        if secret:
            self.edit.setEchoMode(QLineEdit.EchoMode.Password)
        super().__init__(look, name, self.edit, hint)

    @property
    def text(self) -> str:
        return self.edit.text().strip()

    @property
    def raw(self) -> str:
        """As typed: a password keeps its spaces."""
        return self.edit.text()


class NoteField(Field):
    def __init__(self, look: Look, name: str, text: str = "", *, hint: str = "") -> None:
        self.edit = QPlainTextEdit(text)
        self.edit.setTabChangesFocus(True)
        self.edit.setFixedHeight(look.px(96))
        super().__init__(look, name, self.edit, hint)

    @property
    def text(self) -> str:
        return self.edit.toPlainText().strip()


class ChoiceField(Field):
    """One of several: `(value, words)` each."""

    def __init__(self, look: Look, name: str, choices: Sequence[tuple[object, str]], chosen: object = None, *,
                 hint: str = "") -> None:  # fmt: skip
        self.box = QComboBox()
        self.box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.box.setMinimumContentsLength(_FEWEST_LETTERS)
        self.box.currentTextChanged.connect(lambda words: self.box.setToolTip(plain(words)))
        self._values: list[object] = []
        self.offer(choices, chosen)
        super().__init__(look, name, self.box, hint)

    def offer(self, choices: Sequence[tuple[object, str]], chosen: object = None) -> None:
        """Others than before; what was chosen stays chosen where it is still among them and `chosen` names none."""
        chosen = self.value if chosen is None else chosen
        self._values = [value for value, _ in choices]
        self.box.clear()
        self.box.addItems([words for _, words in choices])
        if chosen in self._values:
            self.box.setCurrentIndex(self._values.index(chosen))

    @property
    def value(self) -> object:
        return self._values[self.box.currentIndex()] if self._values else None


class ManyField(Field):
    """Any of several, each with a box to tick."""

    def __init__(self, look: Look, name: str, choices: Sequence[tuple[str, str]], chosen: Sequence[str] = (), *,
                 hint: str = "") -> None:  # fmt: skip
        self.boxes = {value: QCheckBox(without_shortcut(words)) for value, words in choices}
        for value in chosen:
            if value in self.boxes:
                self.boxes[value].setChecked(True)
        inside = QWidget()
        layout: QVBoxLayout = column(*self.boxes.values(), spacing=look.px(6))
        inside.setLayout(layout)
        super().__init__(look, name, inside, hint)

    @property
    def values(self) -> tuple[str, ...]:
        return tuple(value for value, box in self.boxes.items() if box.isChecked())


class DayField(Field):
    def __init__(self, look: Look, name: str, day: date, *, hint: str = "") -> None:
        self.edit = QDateEdit(QDate(day.year, day.month, day.day))
        self.edit.setCalendarPopup(True)
        self.edit.setDisplayFormat("yyyy-MM-dd")
        super().__init__(look, name, self.edit, hint)

    @property
    def day(self) -> date:
        chosen = self.edit.date()
        return date(chosen.year(), chosen.month(), chosen.day())
