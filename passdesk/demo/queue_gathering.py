"""The queue's people with passes in their hands: gates have heard of all but the newest."""

from collections.abc import Iterable, Sequence

from passdesk.demo import queue_people
from passdesk.demo.day import Day
from passdesk.demo.queue_people import Comer
from passdesk.demo.queue_script import InLine

LAST_S = 1
"""So long the passes last that are to have expired."""


def heard_of(day: Day, line: Sequence[InLine]) -> list[Comer]:
    """Made, and told to every desk."""
    made = _make(day, queue_people.without(line, "unknown pass"))
    day.stage.issuing.store.catch_up()
    day.stage.exchange_all()
    return made


def not_heard_of(day: Day, line: Sequence[InLine]) -> list[Comer]:
    """Made, and told to nobody yet."""
    return _make(day, queue_people.only(line, "unknown pass"))


def _make(day: Day, line: Iterable[InLine]) -> list[Comer]:
    hr, approver = day.staff["hr"], day.staff["approver"]
    return queue_people.make(hr, approver, day.institutions[0], line, last_s=LAST_S)
