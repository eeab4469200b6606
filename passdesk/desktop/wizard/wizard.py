"""The wizard: keeps the answers, checks each step, has the desk made, and reads a test scan."""

from pathlib import Path
from typing import Any

from msgspec import Struct
from msgspec.structs import replace
from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from passdesk import config
from passdesk.clock import Clock
from passdesk.desktop.desk_folder import MadeUp, Opening, Show
from passdesk.desktop.jobs import Err, Jobs, Ok, Result, Ticket
from passdesk.desktop.look import Look
from passdesk.desktop.widgets.choosing_files import Choose, ask_file, ask_place
from passdesk.desktop.wizard import work
from passdesk.desktop.wizard.checks import wrong_in
from passdesk.desktop.wizard.page import WizardPage
from passdesk.desktop.wizard.state import STEPS, Made, Read, Speaker, Step, Way, WizardPicture, Wrong
from passdesk.desktop.wizard.tools import OpenCamera, PageTools
from passdesk.errors import PassdeskError
from passdesk.scanning.camera import open_camera
from passdesk.sync import new_desk
from passdesk.sync.invitations import FILE_SUFFIX, Invitation, read_invitation


class WizardTools(Struct, frozen=True):
    """What the wizard is given. `made_up` None: there is nothing to try."""

    made_up: MadeUp | None = None
    open_camera: OpenCamera = open_camera
    choose_file: Choose = ask_file
    choose_place: Choose = ask_place


class Wizard(QObject):
    """`pictured` whenever the picture is another; `made` with the `Opening` of a desk that is ready to be opened;
    `instead` with a `Show`, where somebody only wants to try."""

    pictured = Signal(object)
    made = Signal(object)
    instead = Signal(object)

    def __init__(self, opening: Opening, clock: Clock, jobs: Jobs, tools: WizardTools) -> None:
        super().__init__()
        self._opening, self.clock, self._jobs, self.tools = opening, clock, jobs, tools
        self._ticket: Ticket | None = None
        offline = opening.folder.with_name(f"{opening.folder.name}-root-key.txt")
        self.picture = WizardPicture(resuming=new_desk.was_begun(opening.folder)).answered(offline=str(offline))
        self.use_sample()

    def page(self, look: Look, speaker: Speaker) -> QWidget:
        tools = self.tools
        may = PageTools(self.clock, tools.open_camera, tools.made_up is not None)
        made = WizardPage(look, self, speaker, may)
        self.pictured.connect(made.paint)
        made.paint(self.picture)
        return made

    def close(self) -> None:
        """Nobody waits for what is under way any more."""
        if self._ticket is not None:
            self._ticket.cancel()

    # Steps

    def choose(self, way: Way) -> None:
        self._show(replace(self.picture, way=way, wrong=Wrong()))
        self._enter(STEPS[way][1])

    def answer(self, **changes: Any) -> None:
        self.picture = self.picture.answered(**changes)

    def back(self) -> None:
        steps = STEPS[self.picture.way]
        place = steps.index(self.picture.step)
        if place > 0 and self.picture.step not in ("working", "scan"):
            self._show(replace(self.picture, step=steps[place - 1], wrong=Wrong()))

    def go_on(self) -> None:
        """To the next step, where nothing is wrong with this one."""
        wrong = self._wrong_in(self.picture.step)
        if wrong is not None:
            self._show(replace(self.picture, wrong=wrong))
            return
        steps = STEPS[self.picture.way]
        self._enter(steps[steps.index(self.picture.step) + 1])

    def cancel(self) -> None:
        if self._ticket is not None:
            self._ticket.cancel()
            self._show(replace(self.picture, cancelling=True))

    def finish(self) -> None:
        """Open the desk that was made."""
        self.made.emit(work.opening_of(self._opening, self.picture.answers))

    def _enter(self, step: Step) -> None:
        self._show(replace(self.picture, step=step, wrong=Wrong()))
        if step == "keeping" and self.picture.key_store is None:
            self._try_key_store()
        if step == "working":
            self._work()

    def _try_key_store(self) -> None:
        store = self._opening.key_store
        self._jobs.run(lambda: store is not None and store.works(), self._key_store_tried)

    def _key_store_tried(self, result: Result[bool]) -> None:
        works = isinstance(result, Ok) and result.value
        picture = replace(self.picture, key_store=works)
        self._show(picture if works else picture.answered(keeps="passphrase"))

    # Work

    def _work(self) -> None:
        opening, answers, clock, made_up = self._opening, self.picture.answers, self.clock, self.tools.made_up
        match self.picture.way:
            case "join":
                self._jobs.run(lambda: work.join(opening, answers, clock), self._was_made)
            case "alone":
                self._jobs.run(lambda: work.found(opening, answers, clock), self._was_made)
            case "made up" if made_up is not None:
                self._ticket = self._jobs.run_long(lambda it: made_up(it.tell), self._was_made_up, self._told)
            case _:
                self._show(replace(self.picture, step="way"))

    def _told(self, words: str) -> None:
        self._show(replace(self.picture, progress=words))

    def _was_made(self, result: Result[Made]) -> None:
        match result:
            case Ok(made):
                self._show(replace(self.picture, step="scan", made=made))
            case Err(error):
                first: Step = "invitation" if self.picture.way == "join" else "zone"
                again = replace(self.picture, step=first, resuming=new_desk.was_begun(self._opening.folder))
                self._show(replace(again, wrong=self._wrong_in(first) or said_by(error)))

    def _was_made_up(self, result: Result[Show]) -> None:
        self._ticket = None
        match result:
            case Ok(show):
                self.instead.emit(show)
            case Err(error):
                way = replace(self.picture, step="way", progress="", cancelling=False, wrong=said_by(error))
                self._show(way)

    # Invitations, files and codes

    def scanned(self, text: str) -> None:
        """A hand-held scanner read something, wherever the focus was."""
        self._code(text, "scanner", None)

    def seen(self, text: str, decode_ns: int) -> None:
        self._code(text, "camera", decode_ns / 1_000_000)

    def typed(self, text: str) -> None:
        if text.strip():
            self._code(text.strip(), "typed", None)

    def invite(self, text: str) -> None:
        try:
            self._invited(read_invitation(text))
        except PassdeskError as error:
            self._show(replace(self.picture, wrong=said_by(error, Wrong("not an invitation", "code"))))

    def open_invitation(self) -> None:
        path = self.tools.choose_file("", f"*{FILE_SUFFIX} *.txt *.png *.jpg *.jpeg")
        if path is not None:
            self._jobs.run(lambda: work.invitation_in(path), self._file_came)

    def open_policy(self) -> None:
        path = self.tools.choose_file("", "*.toml")
        if path is not None:
            self._jobs.run(lambda: (path, work.policy_in(path)), self._policy_came)

    def use_sample(self) -> None:
        sample = config.resource("zones", "office.toml")
        self._show(self.picture.answered(policy=sample.read_bytes(), policy_name=sample.name, sample=True))

    def place_offline(self) -> None:
        path = self.tools.choose_place(self.picture.answers.offline, "*.txt")
        if path is not None:
            self._show(self.picture.answered(offline=str(path)))

    def _code(self, text: str, by: Any, ms: float | None) -> None:
        match self.picture.step:
            case "invitation":
                self.invite(text)
            case "scan":
                self._show(replace(self.picture, read=Read(len(text), by, ms)))
            case _:
                return

    def _invited(self, invitation: Invitation) -> None:
        answered = self.picture.answered(code=invitation.code, server=invitation.url)
        self._show(replace(answered, invited=True))

    def _file_came(self, result: Result[Invitation]) -> None:
        match result:
            case Ok(invitation):
                self._invited(invitation)
            case Err(error):
                self._show(replace(self.picture, wrong=said_by(error)))

    def _policy_came(self, result: Result[tuple[Path, bytes]]) -> None:
        match result:
            case Ok((path, data)):
                self._show(self.picture.answered(policy=data, policy_name=path.name, sample=False))
                wrong = self._wrong_in("zone")
                if wrong is not None and wrong.field == "policy":
                    self._show(replace(self.picture, wrong=wrong))
            case Err():
                self._show(replace(self.picture, wrong=Wrong("policy unreadable", "policy")))

    def _wrong_in(self, step: Step) -> Wrong | None:
        return wrong_in(step, self.picture.answers, self._opening.folder)

    def _show(self, picture: WizardPicture) -> None:
        self.picture = picture
        self.pictured.emit(picture)


def said_by(error: PassdeskError, about: Wrong | None = None) -> Wrong:
    """What a service said, about a field or the whole step."""
    return replace(about or Wrong(), happened=error.happened, kept=error.kept, remedy=error.remedy)
