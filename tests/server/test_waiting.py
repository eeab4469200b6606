"""Desks that wait for an evacuation."""

import asyncio

import pytest

from passdesk.server import waiting
from passdesk.server.waiting import Waiting
from tests.server.zones import Served


def test_a_desk_waits_once_and_another_beside_it(served: Served, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(waiting, "_LOOK_EVERY_S", 0.001)
    gate, other = served.desk("gate", "checkpoint").journal.id, served.desk("other", "checkpoint").journal.id
    held = Waiting(served.central)
    nothing = held.known(gate)

    async def answered() -> list[bool]:
        """Of a desk's two questions one, and not the other desk's."""
        twice = [asyncio.create_task(held.differs(gate, nothing)) for _ in range(2)]
        beside = asyncio.create_task(held.differs(other, nothing))
        done, _ = await asyncio.wait(twice, timeout=10, return_when=asyncio.FIRST_COMPLETED)
        answers = [len(done) == 1, not beside.done()]
        for task in (*twice, beside):
            task.cancel()
        return answers

    assert asyncio.run(answered()) == [True, True]
