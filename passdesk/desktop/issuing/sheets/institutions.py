"""Institutions: all of them with how many people each has, their state, and one more."""

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from passdesk.desktop.issuing.history_words import moment
from passdesk.desktop.issuing.parts import Parts
from passdesk.desktop.issuing.sheets.body import Body
from passdesk.desktop.issuing.state import InstitutionsSheet, IssuingPicture
from passdesk.desktop.look import Look
from passdesk.desktop.widgets.controls import button, clear, column, line, row
from passdesk.desktop.widgets.form import TextField
from passdesk.desktop.widgets.icon_button import icon_button
from passdesk.desktop.widgets.labels import badge, label, name_label
from passdesk.desktop.widgets.sheet import Sheet
from passdesk.desktop.widgets.timeline import timeline
from passdesk.domain.people import Institution
from passdesk.records.institutions_listing import InstitutionLine


class InstitutionsBody(Body):
    wide = 720

    def __init__(self, look: Look, parts: Parts) -> None:
        super().__init__(look, parts)
        self.title = look.tr("Institutions")
        self._list: QVBoxLayout = column(spacing=look.px(8))
        self._painted = InstitutionsSheet()
        self._turned: dict[bytes, QPushButton] = {}
        self.latin = TextField(look, look.tr("Latin name"), longest=200)
        self.chinese = TextField(look, look.tr("Chinese name"), longest=200)
        self.add = button(look, look.tr("Add institution"), self._add, kind="primary")
        for field in (self.latin, self.chinese):
            field.edit.returnPressed.connect(self._add)
            field.edit.textChanged.connect(lambda _: self._follow())
        fields = row(self.latin, self.chinese, self.add, spacing=look.px(10))
        fields.setAlignment(self.add, Qt.AlignmentFlag.AlignBottom)
        self.setLayout(column(fields, line(), self._list, None, spacing=look.px(14)))
        self.first = self.latin
        self._busy = False
        self._follow()

    def add_to(self, sheet: Sheet) -> None:
        sheet.add_cancel(self.look.tr("Close"))

    def paint(self, picture: IssuingPicture) -> None:
        self._busy = picture.busy
        self._follow()
        sheet, before = picture.sheet, self._painted
        if not isinstance(sheet, InstitutionsSheet) or (sheet == before and sheet.lines is not None):
            return
        added = before.lines is not None and len(sheet.lines or ()) > len(before.lines)
        self._painted = sheet
        clear(self._list)
        self._turned.clear()
        for one in sheet.lines or ():
            self._list.addWidget(self._line(one))
            if one.institution.key == sheet.opened:
                moments = [moment(self.look, picture.people.policy, event) for event in sheet.history]
                self._list.addWidget(timeline(self.look, moments))
        if not sheet.lines:
            self._list.addWidget(label(self.look.tr("None yet. Add the first one above."), tone="muted", wrap=True))
        if added:
            self.latin.edit.clear()
            self.chinese.edit.clear()
            self.latin.setFocus()
        turned = self._turned.get(sheet.opened or before.opened or b"")
        if sheet.opened != before.opened and turned is not None:  # the one that was pressed was made anew
            QTimer.singleShot(0, turned, turned.setFocus)
        self.fit()

    def _follow(self) -> None:
        self.add.setEnabled(bool(self.latin.text or self.chinese.text) and not self._busy)

    def _add(self) -> None:
        if self.add.isEnabled():
            self.parts.forms.add_institution(self.latin.text, self.chinese.text)

    def _line(self, one: InstitutionLine) -> QWidget:
        look, held = self.look, one.institution
        both = dict.fromkeys(name for name in (held.name_latin, held.name_chinese) if name)
        names = column(*(name_label(name, bold=at == 0) for at, name in enumerate(both)), spacing=0)
        count = look.count(one.people, "{n} person", "{n} people")
        people = button(look, count, lambda: self._show(held), kind="quiet")
        state = badge(look.tr("Suspended") if held.state == "suspended" else look.tr("Active"),
                      "refuse" if held.state == "suspended" else "admit")  # fmt: skip
        acts = self.parts.acts
        turn = (
            button(look, look.tr("Resume"), lambda: acts.resume_institution(held))
            if held.state == "suspended"
            else button(look, look.tr("Suspend…"), lambda: acts.ask_suspend_institution(held), kind="danger")
        )
        kind = "institution_resumed" if held.state == "suspended" else "institution_suspended"
        if kind not in self.parts.stage.picture.people.entitled:
            turn.hide()
        made = QWidget()
        forms = self.parts.forms
        history = icon_button(look, "history", look.tr("History"), lambda: forms.show_history(held.key))
        self._turned[held.key] = history
        layout = row(names, state, people, history, turn, spacing=look.px(10))
        layout.setStretch(0, 1)
        made.setLayout(layout)
        return made

    def _show(self, held: Institution) -> None:
        """Its people in the table."""
        self.parts.stage.close_sheet()
        self.parts.people.ask(institution=held.key, text="", chip="all")
