"""Crossings as asked for and as found: the filter, and the record a journal gives before any name is joined."""

from typing import Any

from msgspec import Struct

from passdesk.domain.register import Mark

OVERRIDDEN = ("hold", "turn back")
"""Instructions that an outcome of passed or left goes against."""


BY_OFFICERS = ("hand", "paper")
"""How somebody was presented whom an officer found, without a pass that was read."""


class CrossingFilter(Struct, frozen=True, kw_only=True):
    """Which crossings; None asks nothing. `since` and `until`: corrected µs UTC, until excluded.

    line, checkpoint, lane, reason: codes as in policy and verdict; desk, person, institution, officer: 16-byte ids.
    outcome: a word of the table of outcomes, "" for still awaited. override: see `CrossingRecord.override`.
    """

    since: int | None = None
    until: int | None = None
    line: str | None = None
    checkpoint: str | None = None
    lane: str | None = None
    desk: bytes | None = None
    direction: str | None = None
    person: bytes | None = None
    institution: bytes | None = None
    class_number: int | None = None
    verdict: str | None = None
    reason: str | None = None
    outcome: str | None = None
    officer: bytes | None = None
    override: bool | None = None

    def to_map(self) -> dict[str, Any]:
        """What is asked, and nothing else."""
        asked = ((name, getattr(self, name)) for name in self.__struct_fields__)
        return {name: value for name, value in asked if value is not None}


class CrossingRecord(Struct, frozen=True, kw_only=True):
    """One presentation with what came of it: `at` corrected µs UTC of the presentation, `outcome` "" while awaited.

    `ms`: how long the officer took; `officer`: who signed the outcome, None where the lane or the desk itself said it.
    `branch`: where the server keeps it, empty for the journal's own line. `settled_by`: the entry of the outcome, where
    that is another; `annulled`: the entry that undid the crossing, as far as that is known here. `evacuated`: an exit
    while the area was being emptied; None in the server's lists, which do not say.
    """

    mark: Mark
    at: int
    lane: str
    direction: str
    verdict: str
    reasons: tuple[str, ...]
    instruction: str
    verified: bool
    input: str
    person: bytes | None = None
    pass_id: bytes | None = None
    outcome: str = ""
    outcome_at: int | None = None
    officer: bytes | None = None
    ms: int | None = None
    branch: bytes = b""
    settled_by: Mark | None = None
    annulled: Mark | None = None
    evacuated: bool | None = None

    @property
    def movement(self) -> Mark:
        """The entry that says what came of it: the presentation itself, or its outcome."""
        return self.settled_by or self.mark

    @property
    def override(self) -> bool:
        """Passed although the instruction was to turn back, or left although it was to hold."""
        return self.instruction in OVERRIDDEN and self.outcome in ("passed", "left")


class Setting(Struct, frozen=True):
    """What the register says beside a record: where its lane lies, and whose pass it was. "" and None: unknown."""

    checkpoint: str = ""
    line: str = ""
    institution: bytes | None = None
    class_number: int | None = None


def fits(asked: CrossingFilter, record: CrossingRecord, setting: Setting) -> bool:
    """Whether a crossing is one of those asked for."""
    pairs = (
        (asked.line, setting.line),
        (asked.checkpoint, setting.checkpoint),
        (asked.lane, record.lane),
        (asked.desk, record.mark[0]),
        (asked.direction, record.direction),
        (asked.person, record.person or (record.pass_id if record.verified else None)),
        (asked.institution, setting.institution),
        (asked.class_number, setting.class_number),
        (asked.verdict, record.verdict),
        (asked.outcome, record.outcome),
        (asked.officer, record.officer),
        (asked.override, record.override),
    )
    in_time = (asked.since is None or record.at >= asked.since) and (asked.until is None or record.at < asked.until)
    named = asked.reason is None or asked.reason in record.reasons
    return in_time and named and all(wanted is None or wanted == had for wanted, had in pairs)
