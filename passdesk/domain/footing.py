"""What a pass stands on wherever and however it is shown: its row and the rows behind it, without token or lane."""

from typing import Protocol

from msgspec import Struct

from passdesk.domain.passes import Claims, Pass
from passdesk.domain.people import Filing, Institution, Person, Watch
from passdesk.domain.register import R, TooNew, View


class Footing(Protocol):
    """What the checks look at that need no lane; `Situation` has it too. `seconds`: now, UTC; `latest_seconds`: the
    latest it may already have been, by which whatever ends is over."""

    @property
    def claims(self) -> Claims | None: ...

    @property
    def known(self) -> Pass | None: ...

    @property
    def person(self) -> Person | None: ...

    @property
    def watch(self) -> Watch | None: ...

    @property
    def filing(self) -> Filing | None: ...

    @property
    def institution(self) -> Institution | None: ...

    @property
    def too_new(self) -> bool: ...

    @property
    def stopped_tag(self) -> bool: ...

    @property
    def seconds(self) -> int: ...

    @property
    def latest_seconds(self) -> int: ...


class Listed(Struct, frozen=True):
    """The footing of a pass that is in the register and that nobody shows. `too_new`: one of the rows is."""

    known: Pass
    person: Person | None
    watch: Watch | None
    filing: Filing | None
    institution: Institution | None
    too_new: bool
    seconds: int
    claims: Claims | None = None
    stopped_tag: bool = False

    @property
    def latest_seconds(self) -> int:
        return self.seconds


def listed(view: View, a_pass: Pass, seconds: int) -> Listed:
    """Read what stands behind a pass."""
    person, watch = view.get(Person, a_pass.person), view.get(Watch, a_pass.person)
    filing, institution = view.get(Filing, a_pass.filing), view.get(Institution, a_pass.institution)
    return Listed(
        a_pass, readable(person), readable(watch), readable(filing), readable(institution),
        too_new=TooNew in map(type, (person, watch, filing, institution)), seconds=seconds,
    )  # fmt: skip


def readable(row: R | TooNew | None) -> R | None:
    return None if isinstance(row, TooNew) else row
