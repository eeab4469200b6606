"""Before passes are issued to many: who of them had one that was revoked, and whether they get another all the same."""

from collections.abc import Callable

from PySide6.QtWidgets import QCheckBox, QFrame

from passdesk.desktop.issuing.state import ManySheet
from passdesk.desktop.look import Look
from passdesk.desktop.widgets.controls import column
from passdesk.desktop.widgets.labels import breakable, label

MOST_NAMED = 6


class RevokedNote(QFrame):
    """Gone where nobody's former pass was revoked. `taken` hears whether they are not left out."""

    def __init__(self, look: Look, taken: Callable[[bool], object]) -> None:
        super().__init__()
        self._look = look
        self.setObjectName("note")
        self.setProperty("tone", "attention")
        self._words = label("", wrap=True)
        self.box = QCheckBox(look.tr("Issue to them all the same"))
        self.box.setAccessibleName(self.box.text())
        self.box.toggled.connect(taken)
        gap = look.px(12)
        self.setLayout(column(self._words, self.box, spacing=look.px(8), margins=(gap, gap, gap, gap)))
        self.hide()

    @property
    def words(self) -> str:
        return self._words.text()

    def paint(self, sheet: ManySheet) -> None:
        """How many they are, and who."""
        look, revoked = self._look, sheet.revoked
        names = [breakable(one.name or look.tr("Name not here yet")) for one in revoked]
        who = look.listed(names[:MOST_NAMED])
        if len(names) > MOST_NAMED:
            who = look.tr("{who} and {n} more", who=who, n=len(names) - MOST_NAMED)
        told = look.count(
            len(names), "{n} former pass was revoked: {who}.", "{n} former passes were revoked: {who}.", who=who
        )
        left = look.tr("They get a new one.") if sheet.revoked_too else look.tr("They are left out.")
        self._words.setText(f"{told} {left}")
        self.box.setEnabled(not sheet.running)
        self.box.setChecked(sheet.revoked_too)
        self.setVisible(bool(revoked) and not sheet.ended)
