"""The form of a person: names in both scripts, document, contact, note, photo. What is wrong stands by its field."""

from collections.abc import Callable, Collection

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from passdesk.desktop.issuing.parts import Parts
from passdesk.desktop.issuing.sheets.body import Body
from passdesk.desktop.issuing.sheets.camera_view import CameraView
from passdesk.desktop.issuing.state import IssuingPicture, PersonDraft
from passdesk.desktop.look import Look
from passdesk.desktop.widgets.controls import button, column, row
from passdesk.desktop.widgets.form import ChoiceField, Field, NoteField, TextField
from passdesk.desktop.widgets.labels import label
from passdesk.desktop.widgets.photo import Photo
from passdesk.desktop.widgets.sheet import Sheet
from passdesk.desktop.wording import LANGUAGE_NAMES


class PersonBody(Body):
    wide = 820

    def __init__(self, look: Look, parts: Parts, draft: PersonDraft) -> None:
        super().__init__(look, parts)
        self.title = look.tr("New person") if draft.person is None else look.tr("Edit person")
        self.fields: dict[str, TextField] = {
            "latin": TextField(look, look.tr("Latin name, as in the document"), draft.latin),
            "chinese": TextField(look, look.tr("Chinese name|person"), draft.chinese),
            "kind": TextField(look, look.tr("Kind of document"), draft.kind, placeholder="hkid"),
            "number": TextField(look, look.tr("Document number"), draft.number),
            "born": TextField(look, look.tr("Date of birth"), draft.born, placeholder="1990-05-31"),
            "phone": TextField(look, look.tr("Telephone"), draft.phone),
            "email": TextField(look, look.tr("E-mail"), draft.email),
        }
        spoken = [("", look.tr("Not known|language")), *((one, name) for one, name in LANGUAGE_NAMES.items())]
        self.language = ChoiceField(look, look.tr("Language at the gate"), spoken, draft.language)
        self.language.box.activated.connect(lambda _: self._typed())
        self.note = NoteField(look, look.tr("Note"), draft.note)
        for field in self.fields.values():
            field.edit.textChanged.connect(lambda _: self._typed())
            field.edit.returnPressed.connect(parts.forms.save_person)
        self.note.edit.textChanged.connect(self._typed)
        self.first = self.fields["latin"]
        self.photo = Photo(look, 132, 165)
        self.photo.setFixedSize(look.px(132), look.px(165))
        self._painted_photo: object = self
        self._faulty: Collection[str] = ()
        self._camera = CameraView(look, parts.camera, parts.forms.take_photo, self._no_camera)
        self._form = self._laid_out()
        self.setLayout(column(self._form, self._camera, None, spacing=look.px(10)))
        self._go: QPushButton | None = None

    def add_to(self, sheet: Sheet) -> None:
        sheet.add_cancel(self.look.tr("Cancel"))
        self._go = sheet.add_button(self.look.tr("Save"), self.parts.forms.save_person, primary=True)

    def paint(self, picture: IssuingPicture) -> None:
        draft = picture.sheet
        if not isinstance(draft, PersonDraft):
            return
        if draft.faults.keys() != self._faulty:
            self._faulty = draft.faults.keys()
            self.fit()
        for name, field in self.fields.items():
            fault = draft.faults.get(name, "")
            field.complain(self.look.tr(_sentence(fault)) if fault else "")
        shown = draft.photo.original if draft.photo is not None else draft.former_photo
        if shown is not self._painted_photo:
            self._painted_photo = shown
            self.photo.show_picture(shown)
        if draft.camera != self._camera.on:
            self._form.setVisible(not draft.camera)
            self._camera.turn(on=draft.camera)
            self.fit()
        if self._go is not None:
            self._go.setEnabled(not picture.busy and not draft.camera)

    def left(self) -> None:
        self._camera.turn(on=False)

    def _laid_out(self) -> QWidget:
        look, fields, forms = self.look, self.fields, self.parts.forms
        choose = button(look, look.tr("From a file…"), self._choose)
        take = button(look, look.tr("From the camera…"), _call(forms.use_camera))
        told = look.tr("JPEG or PNG; it is turned upright and made small.")
        hint = label(told, size="small", tone="muted", wrap=True)
        beside = column(self.photo, choose, take, hint, None, spacing=look.px(8))
        text = column(
            fields["latin"], fields["chinese"],
            _beside(look, fields["kind"], fields["number"], fields["born"]),
            _beside(look, fields["phone"], fields["email"], self.language), self.note, None,
            spacing=look.px(10),
        )  # fmt: skip
        made = QWidget()
        for one in (choose, take, hint):
            one.setMaximumWidth(look.px(190))
        both = row(text, beside, spacing=look.px(20))
        both.setStretch(0, 1)
        made.setLayout(both)
        return made

    def _typed(self) -> None:
        self.parts.forms.typed(**{name: field.text for name, field in self.fields.items()}, note=self.note.text,
                               language=str(self.language.value))  # fmt: skip

    def _choose(self) -> None:
        path = self.parts.asking.photo_to_read()
        if path is not None:
            self.parts.forms.read_photo(path)

    def _no_camera(self) -> None:
        self.parts.forms.use_camera(False)


def _beside(look: Look, *fields: Field) -> QHBoxLayout:
    """In a row, with the fields at one height also when one of them complains."""
    made = row(*fields, spacing=look.px(10))
    for field in fields:
        made.setAlignment(field, Qt.AlignmentFlag.AlignTop)
    return made


def _call(switch: Callable[[bool], None]) -> Callable[[], None]:
    return lambda: switch(True)


def _sentence(fault: str) -> str:
    """What a service says of a field, as a sentence of its own: what was typed stands above it anyway."""
    endings = {
        "is longer than": "Longer than 200 characters.",
        "holds characters that can't be shown": "Holds characters that can't be shown.",
        "looks like a formula": "Looks like a formula to a spreadsheet.",
        "is no day as": "No day as 1990-05-31.",
        "lies in the future": "Lies in the future.",
        "is no number to call": "No number to call.",
        "is no address as": "No address as chan@example.org.",
    }
    return next((said for part, said in endings.items() if part in fault), fault)
