"""What is done to one person, filing, pass or institution: asked about where it stops a right, then done."""

from collections.abc import Callable
from typing import assert_never

from passdesk.desktop.issuing.forms import Forms
from passdesk.desktop.issuing.prints import Prints
from passdesk.desktop.issuing.stage import Stage
from passdesk.desktop.issuing.state import EraseSheet, ReasonSheet, Told
from passdesk.domain.people import Institution
from passdesk.issuing import filings, institutions, passes, people, watching
from passdesk.issuing.possible import Possible
from passdesk.store.acts import Acting


class Acts:
    def __init__(self, stage: Stage, forms: Forms, prints: Prints) -> None:
        self._stage, self._forms, self._prints = stage, forms, prints

    def begin(self, wanted: Possible) -> None:
        """Somebody asked for one of what is possible with the person shown."""
        person = self._stage.picture.person
        if person is None:
            return
        match wanted.doing:
            case "edit":
                self._forms.edit_person()
            case "file":
                self._forms.file()
            case "print":
                self._prints.begin((wanted.row,))
            case "approve":
                self._do(lambda acting: filings.approve(acting, wanted.row), "The filing is approved.")
            case "issue":
                self._issue(person.key, wanted.row)
            case "resume":
                self._do(lambda acting: passes.resume(acting, wanted.row), "The pass is good again.")
            case "resume_person":
                self._do(lambda acting: people.resume(acting, wanted.row), "This person's passes count again.")
            case "lift":
                self._do(lambda acting: watching.lift(acting, wanted.row), "This person is off the watchlist.")
            case "erase":
                self._stage.open_sheet(EraseSheet(wanted.row, self._forms.name_shown()))
            case "withdraw" | "suspend" | "revoke" | "suspend_person" | "watch" | "replace":
                self._stage.open_sheet(ReasonSheet(wanted.doing, wanted.row, self._forms.name_shown()))
            case other:
                assert_never(other)

    def ask_suspend_institution(self, row: Institution) -> None:
        self._stage.open_sheet(ReasonSheet("suspend_institution", row.key, row.name_latin or row.name_chinese))

    def resume_institution(self, row: Institution) -> None:
        self._do(lambda acting: institutions.resume(acting, row.key), "The institution's passes count again.",
                 then=self._forms.institutions)  # fmt: skip

    def answer(self, reason: str | None, action: str = "refuse") -> None:
        """The sheet's question is answered: do it. `action`: of a watch."""
        sheet = self._stage.picture.sheet
        if not isinstance(sheet, ReasonSheet) or self._stage.picture.busy:
            return
        row = sheet.row
        match sheet.doing:
            case "withdraw":
                self._do(lambda acting: filings.withdraw(acting, row, reason), "The filing is withdrawn.")
            case "suspend":
                self._do(lambda acting: passes.suspend(acting, row, reason), "The pass is suspended.")
            case "revoke":
                self._do(lambda acting: passes.revoke(acting, row, reason), "The pass is revoked for good.")
            case "suspend_person":
                self._do(lambda acting: people.suspend(acting, row, reason), "This person's passes are stopped.")
            case "watch":
                self._do(lambda acting: watching.watch(acting, row, action, reason), "This person is watched for.")
            case "suspend_institution":
                self._do(lambda acting: institutions.suspend(acting, row, reason),
                         "Every pass of the institution is stopped.", then=self._forms.institutions)  # fmt: skip
            case "replace":
                self._replace(row)
            case _:
                self._stage.close_sheet()

    def erase(self, typed: str) -> None:
        """Only under the person's name, typed whole."""
        sheet = self._stage.picture.sheet
        if not isinstance(sheet, EraseSheet) or self._stage.picture.busy:
            return
        if " ".join(typed.split()) != " ".join(sheet.name.split()):
            self._stage.tell(Told("That is not the name as it stands here.", "refuse"))
            return

        def done(erased: people.Erased) -> None:
            self._stage.close_sheet()
            pending = "Erased. Close other programs that read this desk, and what is left of it goes too."
            self._stage.tell(Told(pending if erased.wal_pending else "This person is erased, here and everywhere.",
                                  "attention" if erased.wal_pending else "admit"))  # fmt: skip

        self._stage.act(lambda acting: people.erase(acting, sheet.person), done)

    # Parts

    def _issue(self, person: bytes, filing: bytes) -> None:
        self._do(lambda acting: passes.issue(acting, person, filing=filing), "The pass is issued. Print its badge now.")

    def _replace(self, old: bytes) -> None:
        self._do(lambda acting: passes.replace(acting, old), "A new pass is issued; the old one is refused. Print it.")

    def _do(self, work: Callable[[Acting], object], words: str, then: Callable[[], None] = lambda: None) -> None:
        def done(_: object) -> None:
            self._stage.close_sheet()
            self._stage.tell(Told(words, "admit"))
            then()

        self._stage.act(work, done)
