"""The steps that ask for little: which way, how the database key is kept, and the work itself."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QButtonGroup, QProgressBar, QRadioButton, QWidget

from passdesk.desktop.look import Look
from passdesk.desktop.widgets.choice_card import ChoiceCard
from passdesk.desktop.widgets.controls import button, column, note, row
from passdesk.desktop.widgets.form import Field, TextField
from passdesk.desktop.widgets.labels import label
from passdesk.desktop.wizard.state import Field as FieldName
from passdesk.desktop.wizard.state import WizardCommands, WizardPicture
from passdesk.desktop.wizard.wording import said


class Body(QWidget):
    """One step. `fields`: those a complaint can stand below; `first`: where the focus begins."""

    title = ""

    def __init__(self) -> None:
        super().__init__()
        self.fields: dict[FieldName, Field] = {}
        self.first: QWidget = self

    def paint(self, picture: WizardPicture) -> None:
        """Show what changed within this step."""

    def complains_about(self, field: FieldName) -> bool:
        return field in self.fields

    def complain(self, look: Look, picture: WizardPicture) -> None:
        for name, field in self.fields.items():
            field.complain(said(look, picture.wrong) if name == picture.wrong.field else "")
            if name == picture.wrong.field:
                field.setFocus(Qt.FocusReason.OtherFocusReason)


class WayStep(Body):
    def __init__(self, look: Look, wizard: WizardCommands, *, may_try: bool) -> None:
        super().__init__()
        self.title = look.tr("Welcome to Passdesk. What is this machine to be?")
        self._cards = [
            ChoiceCard(look, "lan-connect", look.tr("A desk of a zone that has a server"),
                       look.tr("Somebody who administers the zone gave you a printed code, a file, or a QR code on "
                               "another screen."), lambda: wizard.choose("join")),
            ChoiceCard(look, "home-city-outline", look.tr("A zone of its own"),
                       look.tr("This machine files, issues and scans by itself. A server can take it over later."),
                       lambda: wizard.choose("alone")),
        ]  # fmt: skip
        if may_try:
            self._cards.append(ChoiceCard(
                look, "account-school-outline", look.tr("Try it with made-up people"),
                look.tr("Thirty people who do not exist, their passes, and a day at the line. It is made in a folder "
                        "of its own; nothing leaves this machine."), lambda: wizard.choose("made up")))  # fmt: skip
        words = look.tr("A desk was being enrolled here when the program ended. Choose the first way and give the same "
                        "code again: it goes on from there.")  # fmt: skip
        self._resuming = note(look, words, "accent")
        self.setLayout(column(self._resuming, *self._cards, spacing=look.px(12)))
        self.first = self._cards[0]

    def paint(self, picture: WizardPicture) -> None:
        self._resuming.setVisible(picture.resuming)


class KeepingStep(Body):
    """The key store is offered where it works; a passphrase always."""

    def __init__(self, look: Look, wizard: WizardCommands, picture: WizardPicture) -> None:
        super().__init__()
        self._look, self._wizard = look, wizard
        self.title = look.tr("How this desk's files are locked")
        answers = picture.answers
        words = look.tr("Everything this desk keeps is encrypted with a key of its own. Whoever takes the disk has "
                        "nothing; the zone's recovery key opens it if all else is lost.")  # fmt: skip
        self._store = QRadioButton(look.tr("By the key store of this account: it opens when you have logged in"))
        self._own = QRadioButton(look.tr("By a passphrase that is typed at each start"))
        self._group = QButtonGroup(self)
        for one in (self._store, self._own):
            self._group.addButton(one)
            one.setMinimumHeight(look.px(40))
        self._store.toggled.connect(self._chosen)
        self._trying = label(look.tr("Looking whether this account has a key store …"), tone="muted", wrap=True)
        self._without = label(look.tr("This account has no key store that works."), tone="muted", wrap=True)
        self._first = TextField(look, look.tr("Passphrase"), answers.passphrase, secret=True, longest=1024)
        self._second = TextField(look, look.tr("The same again"), answers.passphrase_again, secret=True, longest=1024)
        self._first.edit.textEdited.connect(lambda text: wizard.answer(passphrase=text))
        self._second.edit.textEdited.connect(lambda text: wizard.answer(passphrase_again=text))
        self._second.edit.returnPressed.connect(wizard.go_on)
        self._typed = QWidget()
        self._typed.setLayout(row(self._first, self._second, spacing=look.px(16)))
        self.fields = {"passphrase": self._first, "passphrase_again": self._second}
        self.first = self._store
        self.setLayout(column(label(words, wrap=True), self._trying, self._store, self._without, self._own,
                              self._typed, spacing=look.px(10)))  # fmt: skip

    def paint(self, picture: WizardPicture) -> None:
        self._trying.setVisible(picture.key_store is None)
        self._store.setVisible(bool(picture.key_store))
        self._without.setVisible(picture.key_store is False)
        self._own.setVisible(picture.key_store is not None)
        by_store = picture.answers.keeps == "key store"
        (self._store if by_store else self._own).setChecked(True)
        self._typed.setVisible(picture.key_store is not None and not by_store)
        self.complain(self._look, picture)

    def _chosen(self, by_store: bool) -> None:
        self._wizard.answer(keeps="key store" if by_store else "passphrase")
        self._typed.setVisible(not by_store)
        if not by_store:
            self._first.setFocus(Qt.FocusReason.OtherFocusReason)


class WorkingStep(Body):
    def __init__(self, look: Look, wizard: WizardCommands, picture: WizardPicture) -> None:
        super().__init__()
        titles = {
            "join": look.tr("Joining the zone …"), "alone": look.tr("Founding the zone …"),
            "made up": look.tr("Making up a zone …"),
        }  # fmt: skip
        told = {
            "join": look.tr("The server is asked, the desk is made, and what the zone knows is fetched."),
            "alone": look.tr("Keys are made, and the zone's first entry is written."),
            "made up": look.tr("A server, four desks and thirty people: this takes about a minute."),
        }  # fmt: skip
        way = picture.way or "join"
        self._look, self.title = look, titles[way]
        bar = QProgressBar()
        bar.setRange(0, 0)
        bar.setTextVisible(False)
        self._progress = label("", tone="muted", wrap=True)
        self._stop = button(look, look.tr("Stop"), wizard.cancel, touch=True)
        self._stop.setVisible(way == "made up")
        self.first = self._stop
        self.setLayout(column(bar, label(told[way], wrap=True), self._progress, row(self._stop, None),
                              spacing=look.px(14)))  # fmt: skip

    def paint(self, picture: WizardPicture) -> None:
        words = self._look.tr("Stopping after this scene …") if picture.cancelling else picture.progress
        self._progress.setText(words)
        self._stop.setEnabled(not picture.cancelling)
