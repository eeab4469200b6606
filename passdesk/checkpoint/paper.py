"""Crossings that stood on paper while a desk was down, typed in later: each is dated by its line and marked so."""

from collections.abc import Iterator
from hashlib import sha256
from typing import Any

import cbor2
from msgspec import Struct

from passdesk.checkpoint.by_hand import by_hand
from passdesk.checkpoint.outcomes import named_outcome, officer
from passdesk.checkpoint.passages import Passages
from passdesk.checkpoint.recording import shown_body
from passdesk.checkpoint.weighing import Weigher
from passdesk.clock import Reading
from passdesk.domain.canonical import encode
from passdesk.domain.entries import Entry
from passdesk.domain.movements import Direction
from passdesk.domain.timekeeping import BUILD_DATE
from passdesk.errors import Declined, Misuse
from passdesk.store.acts import Acting
from passdesk.store.told import told

LONGEST_SHEET = 40
_DAY_US = 86_400_000_000
_PAGE = 256


class PaperLine(Struct, frozen=True):
    """Who crossed, which way, and when (µs UTC), as it stands on the sheet of this name."""

    person: bytes
    direction: Direction
    when: int
    sheet: str


class PaperSheet:
    """What one lane wrote on paper, typed in by an officer who signs each line."""

    def __init__(self, acting: Acting, lane: str) -> None:
        self._acting, self._lane = acting, lane
        self._weigher = Weigher(acting.store, lane, Passages())
        self._known: set[bytes] = set()
        self._read_since: int | None = None

    def add(self, line: PaperLine) -> Entry | None:
        """Record one line, let pass or left in the same entry; None where this desk has that very line already.

        `Misuse` for a time to come, or for one before the policy's retention; `Declined` where who is signed in says
        nothing at gates; `NotRecorded` when the commit failed.
        """
        store, reading = self._acting.store, self._acting.clock()
        now = told(store, reading).at
        self._check_time(line, now, reading)
        _check_sheet(line.sheet)
        presentation = self._presentation(line)
        if presentation in self._written_since(line.when):
            return None
        body = self._body(line, presentation, reading)
        signer = self._acting.signer
        officer(store, signer)
        entry = store.write("shown", body, reading=reading, actor=signer.operator, signers=(signer,))
        self._known.add(presentation)
        return entry

    def _check_time(self, line: PaperLine, now: int, reading: Reading) -> None:
        policy = self._weigher.standing(reading).in_force.policy
        if policy is None:
            raise Declined("Without a policy no crossing can be typed in.", kept="Nothing was recorded.")
        if line.when > now:
            raise Misuse(
                "The time on the paper is still to come.", kept="Nothing was recorded.",
                remedy="Look at the date and the clock once more.",
            )  # fmt: skip
        days = policy.operation.retention_days
        if line.when < now - days * _DAY_US:
            raise Misuse(
                f"The time on the paper lies more than {days} days back.", kept="Nothing was recorded.",
                remedy="Keep the sheet as the policy says; it is no longer typed in.",
            )  # fmt: skip

    def _body(self, line: PaperLine, presentation: bytes, reading: Reading) -> dict[str, object]:
        """What was decided on paper stands as it is: no check of today speaks about it."""
        acting = self._acting
        found = by_hand(acting.store, acting.clock, line.person, "paper")
        weighed = self._weigher.weigh(found, "paper", line.direction, reading, None, lambda: None)
        body = shown_body(weighed, presentation, "paper", replayed=False)
        settled = named_outcome(line.direction, "passed")
        return body | {
            "person": found.person, "pass_id": found.pass_id, "direction": line.direction, "verdict": "attention",
            "reasons": ["by_hand"],
            "instruction": "check", "outcome": settled, "photo": None, "after": None, "evacuated": None,
            "host": None, "when": line.when, "sheet": line.sheet or None,
        }  # fmt: skip

    def _presentation(self, line: PaperLine) -> bytes:
        """The same line makes the same presentation, so that a sheet may be typed in again."""
        said = [self._acting.store.journal.zone, self._lane, line.person, line.direction, line.when]
        return sha256(b"passdesk/paper/1" + encode(said)).digest()[:16]

    def _written_since(self, when: int) -> set[bytes]:
        """Presentations from paper that were recorded after this time; an entry older than the line can't hold it."""
        if self._read_since is None or when < self._read_since:
            self._known |= set(self._from_paper(when - _DAY_US))
            self._read_since = when
        return self._known

    def _from_paper(self, since: int) -> Iterator[bytes]:
        journal = self._acting.store.journal
        before = journal.seq + 1
        while rows := journal.raw_before(before, _PAGE):
            before = rows[-1][0]
            for _, raw in rows:
                at, kind, body = _read(raw)
                if kind == "shown" and body["input"] == "paper":
                    yield body["presentation"]
            if BUILD_DATE <= at < since:  # below that it was a dead battery, and says nothing
                return


def _read(raw: bytes) -> tuple[int, str, dict[str, Any]]:
    """(wall clock in µs, kind, body) of an entry; it was read strictly when it was written."""
    content = cbor2.loads(cbor2.loads(raw)[0])
    return content[4], content[8], content[9]


def _check_sheet(name: str) -> None:
    if len(name) > LONGEST_SHEET or not name.isprintable():
        raise Misuse(
            f"The name of the sheet is longer than {LONGEST_SHEET} signs, or not plain.",
            kept="Nothing was recorded.", remedy="Give its number or its date.",
        )  # fmt: skip
