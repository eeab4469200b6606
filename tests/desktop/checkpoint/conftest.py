"""A gate of a confirm lane, and of an automatic one, over a real store."""

from collections.abc import Callable, Iterator

import pytest
from msgspec import Struct
from pytestqt.qtbot import QtBot

from passdesk.credential.token import text_of
from passdesk.desktop.checkpoint.state import Moment
from passdesk.desktop.checkpoint.workspace import GateWorkspace
from passdesk.desktop.opened_desk import OpenedDesk
from passdesk.domain.entries import Entry
from passdesk.store.desk_store import DeskStore
from tests.factories.people import Holder, Office, a_holder

AUTOMATIC, CONFIRM = "F1-1", "F1-2"


class Stand(Struct):
    """An officer at a gate. `seconds` is what the page's clock says."""

    qtbot: QtBot
    opened: OpenedDesk
    store: DeskStore
    office: Office
    holder: Holder
    officer: bytes
    gate: GateWorkspace
    seconds: list[float]
    heard: list[str]

    @property
    def text(self) -> str:
        return text_of(self.holder.token)

    def moment(self) -> Moment:
        return self.gate.picture.moment

    def until(self, kind: type[Moment]) -> None:
        self.qtbot.waitUntil(lambda: isinstance(self.moment(), kind) and self.idle, timeout=10_000)

    @property
    def idle(self) -> bool:
        return not self.opened.gate_jobs.busy and not self.opened.jobs.busy

    def entries(self, *kinds: str) -> list[Entry]:
        return list(self.store.journal.entries(1, kinds=kinds))


Make = Callable[[str], Stand]


@pytest.fixture
def stand(
    qtbot: QtBot, opened: OpenedDesk, store: DeskStore, office: Office,
) -> Iterator[Make]:
    made: list[GateWorkspace] = []

    def make(lane: str) -> Stand:
        holder = a_holder(office)
        officer = office.operator("officer", "checkpoint")
        opened.session.begin(officer)
        seconds, heard = [100.0], list[str]()
        gate = GateWorkspace(opened, lane, monotonic=lambda: seconds[0], sound=heard.append)
        made.append(gate)
        return Stand(qtbot, opened, store, office, holder, officer.operator, gate, seconds, heard)

    yield make
    for gate in made:
        gate.close()
