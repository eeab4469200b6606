"""The start: opens the desk, says what stands in the way, or hands over to the wizard."""

import dataclasses

from msgspec.structs import replace
from PySide6.QtCore import QObject, Signal

from passdesk.clock import Clock
from passdesk.desktop.desk_folder import OpenedFolder, Opening
from passdesk.desktop.jobs import Err, Jobs, Ok, Result
from passdesk.desktop.starting.opening import NoDesk, PassphraseNeeded, Unfinished, open_folder
from passdesk.desktop.starting.state import Stage, StartPicture
from passdesk.errors import PassdeskError
from passdesk.store import creating
from passdesk.store.desk_lock import Held


class Starting(QObject):
    """`pictured` whenever the picture is another; `opened` with an `OpenedFolder` once the desk is open."""

    pictured = Signal(object)
    opened = Signal(object)

    def __init__(self, opening: Opening, clock: Clock, jobs: Jobs) -> None:
        super().__init__()
        self._opening, self._clock, self._jobs = opening, clock, jobs
        self.picture = StartPicture(folder=str(opening.folder))

    @property
    def opening(self) -> Opening:
        return self._opening

    def begin(self, opening: Opening | None = None) -> None:
        """Open the desk, this one or another that was just made."""
        self._opening = opening or self._opening
        self._show(StartPicture("opening", str(self._opening.folder), busy=True))
        self._open()

    def try_again(self) -> None:
        self._show(replace(self.picture, busy=True))
        self._open()

    def give_passphrase(self, passphrase: str) -> None:
        self._opening = dataclasses.replace(self._opening, passphrase=passphrase)
        self.try_again()

    def set_aside(self) -> None:
        """What was begun and not finished makes room."""
        folder = self._opening.folder
        self._show(replace(self.picture, busy=True))
        self._jobs.run(lambda: creating.set_aside(folder), self._set_aside)

    def _open(self) -> None:
        opening, clock = self._opening, self._clock
        self._jobs.run(lambda: open_folder(opening, clock), self._came)

    def _set_aside(self, result: Result[object]) -> None:
        match result:
            case Ok():
                self.begin()
            case Err(error):
                self._stop("trouble", error)

    def _came(self, result: Result[OpenedFolder]) -> None:
        match result:
            case Ok(opened):
                self._show(StartPicture("open", self.picture.folder))
                self.opened.emit(opened)
            case Err(NoDesk()):
                self._show(StartPicture("wizard", self.picture.folder))
            case Err(PassphraseNeeded() as error):
                self._stop("passphrase", error)
            case Err(Held() as error):
                self._show(replace(self._stopped("held", error), pid=error.pid))
            case Err(Unfinished() as error):
                self._stop("unfinished", error)
            case Err(error):
                self._stop("trouble", error)

    def _stop(self, stage: Stage, error: PassdeskError) -> None:
        self._show(self._stopped(stage, error))

    def _stopped(self, stage: Stage, error: PassdeskError) -> StartPicture:
        return StartPicture(stage, self.picture.folder, False, error.happened, error.kept, error.remedy)

    def _show(self, picture: StartPicture) -> None:
        self.picture = picture
        self.pictured.emit(picture)


