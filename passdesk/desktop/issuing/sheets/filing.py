"""The form of a filing: where, in which class, on which lines, from when until when."""

from datetime import date, datetime, time, timedelta

from PySide6.QtCore import QDate
from PySide6.QtWidgets import QPushButton, QWidget

from passdesk.desktop.issuing import words
from passdesk.desktop.issuing.parts import Parts
from passdesk.desktop.issuing.sheets.body import Body
from passdesk.desktop.issuing.state import FilingSheet, IssuingPicture
from passdesk.desktop.look import Look
from passdesk.desktop.widgets.controls import column, row
from passdesk.desktop.widgets.form import ChoiceField, DayField, ManyField
from passdesk.desktop.widgets.labels import badge, label, name_label
from passdesk.desktop.widgets.sheet import Sheet

_DAY_S = 86_400


class FilingBody(Body):
    wide = 600

    def __init__(self, look: Look, parts: Parts, sheet: FilingSheet) -> None:
        super().__init__(look, parts)
        self._picture = sheet
        self.title = look.tr("File for the whitelist")
        institutions = [(one.key, look.institution(one.called)) for one in sheet.institutions]
        hint = "" if institutions else look.tr("There is no institution yet: add one under Institutions… first.")
        self.institution = ChoiceField(look, look.tr("Institution"), institutions, sheet.chosen, hint=hint)
        before = sheet.former[-1].class_number if sheet.former else None
        usual = next((one for one in sheet.classes if one.number == before), None)
        self.class_ = ChoiceField(
            look, look.tr("Class"), [(one, look.place(one.names)) for one in sheet.classes], usual
        )
        self.class_.box.currentIndexChanged.connect(lambda _: self._class_chosen())
        self._lines_at = column()
        self._lines: ManyField | None = None
        self.since = DayField(look, look.tr("From|day"), sheet.today)
        self.until = DayField(look, look.tr("Last good day"), sheet.today)
        for field in (self.since, self.until):
            field.edit.dateChanged.connect(lambda _: self._check())
        days = row(self.since, self.until, spacing=look.px(12))
        parts_: list[QWidget] = [name_label(sheet.name, bold=True), *self._former()]
        self.setLayout(column(*parts_, self.institution, self.class_, self._lines_at, days, None, spacing=look.px(12)))
        self.first = self.institution if len(institutions) > 1 else self.class_
        self._go: QPushButton | None = None
        self._busy = False
        self._class_chosen()

    def add_to(self, sheet: Sheet) -> None:
        sheet.add_cancel(self.look.tr("Cancel"))
        self._go = sheet.add_button(self.look.tr("File|do it"), self._save, primary=True)
        self._check()

    def paint(self, picture: IssuingPicture) -> None:
        self._busy = picture.busy
        self._check()

    def _former(self) -> list[QWidget]:
        """What was filed for them before, newest first."""
        made: list[QWidget] = []
        now_s = int(datetime.combine(self._picture.today, time(12), self.look.zone).timestamp())
        for one in sorted(self._picture.former, key=lambda one: one.valid_from, reverse=True)[:3]:
            said = words.filing_state(self.look, one, now_s)
            until = self.look.day((one.valid_until - 1) * 1_000_000)
            held = QWidget()
            known = next((each for each in self._picture.classes if each.number == one.class_number), None)
            of = self.look.place(known.names) if known is not None else str(one.class_number)
            before = self.look.tr("Filed before: {what}, until {day}", what=of, day=until)
            told = label(before, size="small", tone="muted", wrap=True)
            held.setLayout(row(told, badge(said.words, said.tone or "plain")))
            made.append(held)
        return made

    def _class_chosen(self) -> None:
        """Its lines are ticked, and the last day is as far as a pass of it lasts, a year at most."""
        known = next((one for one in self._picture.classes if one is self.class_.value), None)
        policy = self.parts.stage.picture.people.policy
        if known is None or policy is None:
            return
        lines = [(one, self.look.place(policy.lines[one].names)) for one in policy.lines_of(known.lines)]
        former, self._lines = self._lines, ManyField(self.look, self.look.tr("Lines"), lines, [one for one, _ in lines])
        for box in self._lines.boxes.values():
            box.toggled.connect(lambda _: self._check())
        if former is not None:
            former.hide()
            self._lines_at.removeWidget(former)
            former.deleteLater()
        self._lines_at.addWidget(self._lines)
        last = self._picture.today + timedelta(days=min(known.longest_s // _DAY_S, 365) - 1)
        self.until.edit.setDate(QDate(last.year, last.month, last.day))
        self._check()
        self.fit()

    def _check(self) -> None:
        look, good = self.look, self.institution.value is not None
        ended = self.until.day < self._picture.today
        wrong = self.until.day < self.since.day
        self.until.complain(
            look.tr("It ends before it begins.") if wrong else look.tr("This day is over.") if ended else ""
        )
        none = self._lines is not None and not self._lines.values
        if self._lines is not None:
            self._lines.complain(look.tr("One line at least.") if none else "")
        if self._go is not None:
            self._go.setEnabled(good and not (wrong or ended or none or self._busy))

    def _save(self) -> None:
        known = next((one for one in self._picture.classes if one is self.class_.value), None)
        institution = self.institution.value
        if known is not None and isinstance(institution, bytes) and self._lines is not None:
            since: date = self.since.day
            self.parts.forms.save_filing(institution, known.code, self._lines.values, since, self.until.day)
