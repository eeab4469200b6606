"""One thing done to everybody chosen: who that is, what stands against it, and how far it is."""

from PySide6.QtWidgets import QProgressBar, QPushButton, QVBoxLayout, QWidget

from passdesk.desktop.issuing import words
from passdesk.desktop.issuing.parts import Parts
from passdesk.desktop.issuing.sheets.body import Body, rename
from passdesk.desktop.issuing.sheets.revoked_note import RevokedNote
from passdesk.desktop.issuing.state import Bulk, IssuingPicture, ManySheet, OneOfMany
from passdesk.desktop.look import Look
from passdesk.desktop.widgets.controls import clear, column, row
from passdesk.desktop.widgets.form import ChoiceField
from passdesk.desktop.widgets.labels import badge, label, name_label
from passdesk.desktop.widgets.sheet import Sheet


class ManyBody(Body):
    wide = 620

    def __init__(self, look: Look, parts: Parts, sheet: ManySheet) -> None:
        super().__init__(look, parts)
        self._doing: Bulk = sheet.doing
        titles: dict[Bulk, str] = {
            "approve": look.tr("Approve filings"),
            "issue": look.tr("Issue and print passes"),
            "withdraw": look.tr("Withdraw filings"),
        }
        self.title = titles[sheet.doing]
        self._said = label(look.tr("Looking at what there is to do…"), tone="muted", wrap=True)
        choices = [(code, words.reason(look, code)) for code in words.REASONS]
        self.reason = ChoiceField(look, look.tr("Reason"), choices)
        self._progress = QProgressBar()
        self._progress.setTextVisible(False)
        self._progress.hide()
        self._list: QVBoxLayout = column(spacing=look.px(6))
        self.revoked = RevokedNote(look, lambda on: parts.many.take_revoked(too=on))
        self.setLayout(column(self._said, self.reason, self._progress, self.revoked, self._list, None,
                              spacing=look.px(12)))  # fmt: skip
        self.reason.setVisible(sheet.doing == "withdraw")
        self._painted: tuple[tuple[OneOfMany, ...] | None, bool, bool] | None = None
        self._go: QPushButton | None = None
        self._cancel: QPushButton | None = None

    def add_to(self, sheet: Sheet) -> None:
        self._cancel = sheet.add_button(self.look.tr("Cancel"), self._leave)
        self._go = sheet.add_button("", self._pressed, primary=self._doing != "withdraw",
                                    danger=self._doing == "withdraw")  # fmt: skip
        self.first = self._go

    def paint(self, picture: IssuingPicture) -> None:
        sheet = picture.sheet
        if not isinstance(sheet, ManySheet) or self._go is None or self._cancel is None:
            return
        self._paint_button(sheet, self._go, self._cancel)
        self._progress.setVisible(sheet.running)
        self._progress.setRange(0, max(1, len(sheet.lines or ())))
        self._progress.setValue(sheet.done)
        shown = (sheet.lines, sheet.revoked_too, sheet.running)
        if shown != self._painted:
            first = self._painted is None or self._painted[0] != sheet.lines
            self._painted = shown
            self.revoked.paint(sheet)
            clear(self._list)
            for one in sheet.lines or ():
                self._list.addWidget(self._line(one, taken=sheet.revoked_too))
            self.fit()
            if first and sheet.lines is not None:
                (self._go if self._go.isEnabled() else self._cancel).setFocus()

    def left(self) -> None:
        self.parts.many.stop()

    def _paint_button(self, sheet: ManySheet, go: QPushButton, cancel: QPushButton) -> None:
        look = self.look
        free = sheet.free
        if sheet.ended:
            self._said.setText(look.tr("{done} of {n} done.", done=sheet.done, n=len(sheet.lines or ())))
            rename(go, look.tr("Print…"))
            go.setVisible(bool(sheet.issued))
        elif sheet.lines is not None:
            self._said.setText(look.tr("{free} of {n} can be done.", free=free, n=len(sheet.lines)))
            verbs: dict[Bulk, str] = {
                "approve": look.tr("Approve {n}", n=free),
                "issue": look.tr("Issue {n}", n=free),
                "withdraw": look.tr("Withdraw {n}", n=free),
            }
            rename(go, verbs[sheet.doing])
        go.setEnabled(sheet.lines is not None and not sheet.running and (bool(free) or bool(sheet.issued)))
        rename(cancel, look.tr("Stop") if sheet.running else look.tr("Close") if sheet.ended else look.tr("Cancel"))

    def _line(self, one: OneOfMany, *, taken: bool) -> QWidget:
        look = self.look
        name = name_label(one.name or look.tr("Name not here yet"))
        if one.done:
            said = badge(look.tr("Done"), "admit")
        elif one.row is None:
            said = badge(look.said(look.tr(one.against)), "attention")
        elif one.revoked:
            words = look.tr("Revoked: a new one") if taken else look.tr("Left out: former pass revoked")
            said = badge(words, "attention")
        else:
            said = badge(look.tr("Ready"), "accent")
        made = QWidget()
        layout = row(name, said, spacing=look.px(10))
        layout.setStretch(0, 1)
        made.setLayout(layout)
        return made

    def _pressed(self) -> None:
        sheet = self.parts.stage.picture.sheet
        if isinstance(sheet, ManySheet) and sheet.ended:
            self.parts.many.print_issued()
        else:
            self.parts.many.go(str(self.reason.value) if self._doing == "withdraw" else None)

    def _leave(self) -> None:
        sheet = self.parts.stage.picture.sheet
        if isinstance(sheet, ManySheet) and sheet.running:
            self.parts.many.stop()
        else:
            self.parts.stage.close_sheet()
