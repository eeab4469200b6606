"""The exchange's own thread: it ends when it is told to, also where the line is dead."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from threading import Event
from time import monotonic
from typing import NoReturn

import pytest

from passdesk.errors import Unreachable
from passdesk.store.desk_store import DeskStore
from passdesk.sync.exchanging import Exchanged, Exchanging
from tests.factories.clocks import FakeClock
from tests.factories.desks import a_desk
from tests.factories.zones import Zone


class DeadLine:
    """A network that neither answers nor fails until `cut`."""

    def __init__(self) -> None:
        self.asked, self.cut = Event(), Event()

    def __call__(self) -> NoReturn:
        self.asked.set()
        self.cut.wait(30)
        raise Unreachable("The line was cut.")


@pytest.fixture
def store(tmp_path: Path) -> Iterator[DeskStore]:
    with closing(a_desk(tmp_path, Zone(), FakeClock())) as made:
        yield made


def test_a_dead_line_holds_up_no_window_and_tells_nothing_afterwards(store: DeskStore) -> None:
    line, told, asked = DeadLine(), list[Exchanged | None](), list[bool]()

    def unsent() -> bool:
        asked.append(True)
        return False

    exchanging = Exchanging(store, line, FakeClock(), told.append, unsent)
    exchanging.start()
    assert line.asked.wait(10)
    began = monotonic()
    assert not exchanging.stop(0.1)
    assert monotonic() - began < 5
    line.cut.set()
    assert exchanging.stop(10)
    assert (told, asked) == ([None], [])


def test_a_line_that_fails_is_told_and_tried_again(store: DeskStore) -> None:
    line, heard = DeadLine(), Event()
    line.cut.set()
    told: list[Exchanged | None] = []

    def tell(one: Exchanged | None) -> None:
        told.append(one)
        if one is not None:
            heard.set()

    exchanging = Exchanging(store, line, FakeClock(), tell, lambda: True)
    exchanging.start()
    assert heard.wait(10)
    heard.clear()
    exchanging.nudge()
    assert heard.wait(10)
    assert exchanging.stop()
    assert [one is None or one.connected for one in told] == [True, False, True, False]
