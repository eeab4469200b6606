"""Over the table: chips with counts and filters; while some are chosen, what can be done with them."""

from PySide6.QtCore import QSignalBlocker
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QComboBox, QFrame, QPushButton, QWidget

from passdesk.desktop.issuing import words
from passdesk.desktop.issuing.parts import Parts
from passdesk.desktop.issuing.state import IssuingPicture, PeoplePicture
from passdesk.desktop.look import Look
from passdesk.desktop.theme import SMALL
from passdesk.desktop.widgets.controls import button, chip, column, row
from passdesk.desktop.widgets.icon_button import icon_button
from passdesk.desktop.widgets.labels import label
from passdesk.desktop.widgets.wrapping import Wrapping
from passdesk.records.people_listing import CHIPS, Chip

_ROOMY = 640
"""With less width than this the filters give way to what can be done with those chosen."""


class Toolbar(QFrame):
    def __init__(self, look: Look, parts: Parts) -> None:
        super().__init__()
        self._look, self._parts = look, parts
        self.chips: dict[Chip, QPushButton] = {one: self._chip(one) for one in CHIPS}
        self.institution, self.class_ = _filter(look, 120), _filter(look, 104)
        self.institution.setAccessibleName(look.tr("Institution"))
        self.class_.setAccessibleName(look.tr("Class"))
        self.institution.activated.connect(self._institution_chosen)
        self.class_.activated.connect(self._class_chosen)
        self._painted: PeoplePicture | None = None
        gap = (look.px(14), look.px(8), look.px(14), look.px(8))
        filters = QWidget()
        shown = [*self.chips.values(), self.institution, self.class_]
        filters.setLayout(Wrapping(shown, look.px(8)))
        self._filters, self._bar = filters, self._choosing_bar()
        self.setLayout(column(filters, self._bar, spacing=look.px(8), margins=gap))

    def paint(self, picture: IssuingPicture) -> None:
        people = picture.people
        self._paint_chips(people)
        before, self._painted = self._painted, people
        if before is None or before.institutions != people.institutions or before.policy != people.policy:
            self._fill(people)
        if before is None or before.asked != people.asked:
            self._choose_shown(people)
        self._bar.setVisible(bool(people.chosen))
        self.approve.setVisible("filing_approved" in people.entitled)
        self.issue.setVisible("pass_issued" in people.entitled)
        self.withdraw.setVisible("filing_withdrawn" in people.entitled)
        self._filters.setVisible(not people.chosen or self.width() >= self._look.px(_ROOMY))
        self._said.setText(self._look.tr("{n} chosen", n=f"{len(people.chosen):,}"))

    def _paint_chips(self, people: PeoplePicture) -> None:
        look = self._look
        titles: dict[Chip, str] = {
            "all": look.tr("All"), "awaiting": look.tr("To approve"), "to_issue": look.tr("To issue"),
            "to_print": look.tr("To print"), "ending": look.tr("Ending"), "stopped": look.tr("Stopped"),
        }  # fmt: skip
        bold = QFontMetrics(look.font(SMALL, bold=True))
        for one, made in self.chips.items():
            count = people.listing.counts.get(one) if people.listing is not None else None
            said = titles[one] if count is None else f"{titles[one]} {count:,}"
            made.setChecked(one == people.asked.chip)
            if made.text() != said:
                made.setText(said)
                made.setAccessibleName(said)
                made.setMinimumWidth(bold.horizontalAdvance(said) + look.px(28))
                made.updateGeometry()

    def _chip(self, one: Chip) -> QPushButton:
        return chip(self._look, "", lambda: self._chip_chosen(one))

    def _chip_chosen(self, one: Chip) -> None:
        for name, made in self.chips.items():
            made.setChecked(name == one)
        self._parts.people.ask(chip=one)

    def _fill(self, people: PeoplePicture) -> None:
        look = self._look
        with QSignalBlocker(self.institution), QSignalBlocker(self.class_):
            self.institution.clear()
            self.class_.clear()
            self.institution.addItem(look.tr("Institution"), None)
            for row in people.institutions:
                self.institution.addItem(look.institution(row.called), row.key)
            self.class_.addItem(look.tr("Class"), None)
            if people.policy is not None:
                for known in people.policy.classes.values():
                    self.class_.addItem(words.class_name(look, people.policy, known.code), known.number)
        self._choose_shown(people)

    def _choose_shown(self, people: PeoplePicture) -> None:
        for box, value in ((self.institution, people.asked.institution), (self.class_, people.asked.class_number)):
            values = [box.itemData(at) for at in range(box.count())]
            box.setCurrentIndex(values.index(value) if value in values else 0)

    def _institution_chosen(self) -> None:
        self._parts.people.ask(institution=self.institution.currentData())

    def _class_chosen(self) -> None:
        self._parts.people.ask(class_number=self.class_.currentData())

    def _choosing_bar(self) -> QFrame:
        look, many = self._look, self._parts.many
        self._said = label("", bold=True)
        self.approve = button(look, look.tr("Approve…"), lambda: many.ask("approve"), kind="primary")
        self.issue = button(look, look.tr("Issue and print…"), lambda: many.ask("issue"))
        self.withdraw = button(look, look.tr("Withdraw…"), lambda: many.ask("withdraw"), kind="danger")
        everybody = button(look, look.tr("Choose all shown"), self._parts.people.choose_all, kind="quiet")
        nobody = icon_button(look, "close", look.tr("Choose none"), self._parts.people.choose_none)
        made = QFrame()
        made.setObjectName("note")
        made.setProperty("tone", "accent")
        held = QWidget()
        held.setLayout(Wrapping([self.approve, self.issue, self.withdraw, everybody, nobody], look.px(8)))
        both = row(self._said, held, spacing=look.px(14), margins=(look.px(10), look.px(5), look.px(10), look.px(5)))
        both.setStretch(1, 1)
        made.setLayout(both)
        made.hide()
        return made


def _filter(look: Look, width: int) -> QComboBox:
    made = QComboBox()
    made.setFixedWidth(look.px(width))
    made.setStyleSheet(f"padding: {look.px(2)}px {look.px(10)}px; font-size: {look.px(14)}px;")
    return made
