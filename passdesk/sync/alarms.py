"""Whether the area is being emptied, as one side knows it: what a desk tells when it waits to hear of a change."""

from typing import Any, Self

from passdesk.domain import shapes as s
from passdesk.domain.people import EVACUATION_KEY, Evacuation
from passdesk.domain.register import Mark, View
from passdesk.sync.wire import Message, refuse


class Alarm(Message, frozen=True):
    """`started`: the entry that began the newest evacuation; None where there never was one."""

    active: bool
    started: Mark | None

    @classmethod
    def read(cls, parts: Any) -> Self:
        match parts:
            case [bool(active), None] if not active:
                return cls(active, None)
            case [bool(active), started] if s.mark(started):
                return cls(active, (started[0], started[1]))
        raise refuse("What is known of an evacuation")


def alarm_in(view: View) -> Alarm:
    """As a register has it."""
    row = view.get(Evacuation, EVACUATION_KEY)
    return Alarm(row.active, row.started) if isinstance(row, Evacuation) else Alarm(active=False, started=None)
