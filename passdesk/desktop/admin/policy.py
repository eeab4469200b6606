"""The policy: a file is loaded, checked, held against the one in force, signed and published."""

from pathlib import Path

from msgspec.structs import replace
from PySide6.QtCore import QObject, Signal

from passdesk.administration import policies
from passdesk.administration.next_policy import NextPolicy, Standing, examine, standing
from passdesk.desktop.admin.policy_state import PolicyPicture
from passdesk.desktop.admin.told import NOBODY, Done, told_of
from passdesk.desktop.jobs import Err, Ok, Result
from passdesk.desktop.opened_desk import OpenedDesk
from passdesk.domain.entries import Entry
from passdesk.domain.zone import PolicyMistakes


class PolicySection(QObject):
    """`pictured` whenever the picture is another."""

    pictured = Signal(object)

    def __init__(self, opened: OpenedDesk) -> None:
        super().__init__()
        self._opened = opened
        self.picture = PolicyPicture()

    def refresh(self) -> None:
        store, clock = self._opened.store, self._opened.clock
        self._opened.jobs.run(lambda: standing(store, clock), self._stands)

    def load(self, path: Path) -> None:
        store, clock = self._opened.store, self._opened.clock
        self._show(PolicyPicture(self.picture.standing, path.name, busy=True))
        self._opened.jobs.run(lambda: examine(store, clock, path), self._loaded)

    def ask(self) -> None:
        if self.picture.next is not None and not self.picture.busy:
            self._show(replace(self.picture, asking=True, wrong=None, told=None))

    def cancel(self) -> None:
        if self.picture.asking and not self.picture.busy:
            self._show(replace(self.picture, asking=False, wrong=None))

    def publish(self) -> None:
        """The very bytes that were checked, whatever became of the file since."""
        acting, wanted = self._opened.session.acting, self.picture.next
        if wanted is None or self.picture.busy:
            return
        if acting is None:
            self._show(replace(self.picture, wrong=NOBODY))
            return
        self._show(replace(self.picture, busy=True, wrong=None))
        self._opened.jobs.run(lambda: policies.publish(acting, wanted.toml), self._published)

    def left(self) -> None:
        """Whoever was at work is gone."""
        self._show(replace(self.picture, asking=False, wrong=None, told=None))

    def _stands(self, result: Result[Standing]) -> None:
        match result:
            case Ok(found):
                self._show(replace(self.picture, standing=found))
            case Err(error):
                self._show(replace(self.picture, told=told_of(error)))

    def _loaded(self, result: Result[NextPolicy]) -> None:
        match result:
            case Ok(found):
                self._show(replace(self.picture, next=found, busy=False))
            case Err(PolicyMistakes() as mistakes):
                self._show(replace(self.picture, mistakes=mistakes.lines, busy=False))
            case Err(error):
                self._show(replace(self.picture, told=told_of(error), busy=False))

    def _published(self, result: Result[Entry]) -> None:
        match result:
            case Ok(entry):
                self._opened.written()
                done = Done("policy published", str(entry.body["number"]))
                self._show(PolicyPicture(self.picture.standing, told=done))
                self.refresh()
            case Err(PolicyMistakes() as mistakes):
                self._show(replace(self.picture, mistakes=mistakes.lines, next=None, asking=False, busy=False))
            case Err(error):
                self._show(replace(self.picture, busy=False, wrong=told_of(error)))

    def _show(self, picture: PolicyPicture) -> None:
        if picture != self.picture:
            self.picture = picture
            self.pictured.emit(picture)
