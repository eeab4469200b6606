"""Presentations as the crossings query finds them: one row each, completed when the outcome arrives."""

from functools import lru_cache

from msgspec.structs import replace

from passdesk.credential.cose import open1
from passdesk.credential.signed_policy import LONGEST_POLICY
from passdesk.domain import bearers
from passdesk.domain.entries import Entry
from passdesk.domain.folding import Folded
from passdesk.domain.judging import Applies
from passdesk.domain.movements import Aside, Times, mark_key
from passdesk.domain.passes import Pass
from passdesk.domain.people import POLICY_KEY, Person, Policy
from passdesk.domain.register import Draft, Mark
from passdesk.domain.timekeeping import boots_before, corrected, vouched_for
from passdesk.domain.zone import Lane
from passdesk.domain.zone import Policy as ZonePolicy
from passdesk.domain.zone_reading import read_policy
from passdesk.errors import PassdeskError
from passdesk.server.storage import Annulment, CrossingRow, Settled, Writes
from passdesk.sync.crossings import Crossing


class Presentations:
    """Gathers crossings of a batch; `flush` writes them."""

    def __init__(self, writes: Writes) -> None:
        self._writes = writes
        self._rows: list[CrossingRow] = []
        self._settled: list[Settled] = []
        self._annulled: list[Annulment] = []

    def note(
        self, entry: Entry, branch: bytes, number: int, folded: Folded, before: Times | None, draft: Draft
    ) -> None:
        """Take a presentation or an outcome, and times of this boot that an anchor, or people's word, corrects now."""
        known = before or Times(key=branch[:16] or entry.content.journal)
        if isinstance(folded.judgement, Applies):
            match entry.kind:
                case "shown":
                    self._rows.append(_row(entry, branch, number, folded, before, draft))
                case "outcome" if _is_own(entry, branch) or _was_aside(entry, draft):
                    instead = _was_aside(entry, draft, (branch[:16] or entry.content.journal, entry.content.seq))
                    self._settled.append(replace(self._outcome(entry, branch, folded.at), instead=instead))
                case "set_aside" if (settled := _settled_before(entry, branch, folded.at, draft)) is not None:
                    self._write_rows()
                    self._settled.append(settled)
                case "annulled":
                    (journal, seq), whose = entry.body["movement"], bearers.meant(draft, entry.body["person"])
                    self._annulled.append(Annulment((journal, seq), whose, entry.mark))
                case "pass_issued":
                    self._name_bearer(draft, entry.body["pass"])
                case "time_vouched":
                    self._take_vouched(entry, branch, known, folded.at)
        self._retime(entry, branch, known, folded.at)

    def _name_bearer(self, draft: Draft, pass_id: bytes) -> None:
        """Crossings by the pass before it was heard of are its holder's, see `bearers`."""
        issued = draft.held(Pass, pass_id)
        if issued is not None and draft.get(Person, pass_id) is None:
            self.flush()
            self._writes.name_bearer(issued)

    def _outcome(self, entry: Entry, branch: bytes, at: int) -> Settled:
        """An outcome on a branch may name a presentation from before the branch; one of somebody who was set aside,
        another journal's."""
        journal, seq = entry.body["shown"]
        self._write_rows()
        where = b""
        if _is_own(entry, branch):
            journal = entry.content.journal
            where = branch if not branch or self._writes.raw(journal, branch, seq) is not None else b""
        by = (branch[:16] or entry.content.journal, entry.content.seq)
        return Settled(journal, where, seq, entry.body["outcome"], at, _signer(entry), entry.body.get("ms"), by)

    def _retime(self, entry: Entry, branch: bytes, before: Times, latest: int) -> None:
        clock, journal = entry.content.clock, entry.content.journal
        if clock.anchor is not None and clock.boot_id not in dict(before.boots):
            self._hold(entry, branch, before, clock.anchor)
            self._writes.retime(journal, branch, clock.boot_id, clock.anchor, latest)

    def _take_vouched(self, entry: Entry, branch: bytes, before: Times, latest: int) -> None:
        """What people said of this boot, where it counts."""
        clock, anchor = entry.content.clock, entry.body["anchor"]
        if vouched_for(before, clock, entry.body["boot"], anchor) != before:
            self._hold(entry, branch, before, anchor)
            self._writes.set_vouched(entry.content.journal, branch, clock.boot_id, anchor, (before.floor, latest))

    def _hold(self, entry: Entry, branch: bytes, before: Times, anchor: int) -> None:
        self._write_rows()
        others, latest = boots_before(before, entry.content.clock, anchor)
        if others:
            self._writes.hold(entry.content.journal, branch, entry.content.seq, others, latest)

    def _write_rows(self) -> None:
        self._writes.put_crossings(self._rows)
        self._rows = []

    def flush(self) -> None:
        self._write_rows()
        self._writes.settle(self._settled)
        self._writes.annul(self._annulled)
        self._settled, self._annulled = [], []


def _is_own(entry: Entry, branch: bytes) -> bool:
    """Whether the presentation an outcome names is of its own journal."""
    return entry.body["shown"][0] in (entry.content.journal, branch[:16])


def _was_aside(entry: Entry, draft: Draft, by: Mark | None = None) -> bool:
    """Whether it is of somebody who was set aside; with `by`, the entry's mark, also whether it is what holds now."""
    journal, seq = entry.body["shown"]
    row = draft.held(Aside, mark_key((journal, seq)))
    if row is None or row.early:
        return False
    return by is None or (row.last == by and row.outcome in ("passed", "left"))


def _settled_before(entry: Entry, branch: bytes, at: int, draft: Draft) -> Settled | None:
    """What came of somebody of whom that was heard before it was heard that they were set aside."""
    journal, seq = entry.body["shown"]
    row = draft.held(Aside, mark_key((branch[:16] or journal, seq)))
    if row is None or row.last is None or row.state != "settled" or row.last[0] == entry.content.journal:
        return None
    return Settled(entry.content.journal, branch, seq, row.outcome, at, None, None, row.last)


def _signer(entry: Entry) -> bytes | None:
    """Who acted, where they signed it."""
    signed = {who for who, _ in entry.signatures}
    return entry.content.actor if entry.content.actor in signed else None


def _row(
    entry: Entry, branch: bytes, number: int, folded: Folded, before: Times | None, draft: Draft
) -> CrossingRow:
    content, body = entry.content, entry.body
    when, along = body.get("when"), body.get("outcome")
    at = folded.at if when is None else min(when, folded.at)
    a_pass = draft.held(Pass, body["pass_id"]) if body.get("pass_id") is not None else None
    lane = _lane(draft, body["lane"])
    crossing = Crossing(
        journal=content.journal,
        branch=branch,
        seq=content.seq,
        at=at,
        presentation=body["presentation"],
        person=body.get("person") or (bearers.bearer(draft, body.get("pass_id")) if body["verified"] else None),
        pass_id=body.get("pass_id") if body.get("pass_id") != body.get("person") else None,
        institution=a_pass.institution if a_pass is not None else None,
        class_number=a_pass.class_number if a_pass is not None else None,
        line=lane.line if lane is not None else None,
        checkpoint=lane.checkpoint if lane is not None else None,
        lane=body["lane"],
        direction=body["direction"],
        verdict=body["verdict"],
        reasons=tuple(body["reasons"]),
        instruction=body["instruction"],
        verified=body["verified"],
        input=body["input"],
        outcome=along,
        outcome_at=at if along is not None else None,
        outcome_by=_signer(entry) if along is not None else None,
        ms=None,
        override=False,
    )
    told = corrected(content.at, content.clock, before or Times(key=content.journal))
    return CrossingRow(number, crossing, content.clock.boot, content.clock.boot_id, told.anchored or when is not None)


def _lane(draft: Draft, lane: str) -> Lane | None:
    row = draft.held(Policy, POLICY_KEY)
    policy = _policy(row.signed) if row is not None else None
    return policy.lanes.get(lane) if policy is not None else None


@lru_cache(maxsize=4)
def _policy(signed: bytes) -> ZonePolicy | None:
    """The zone as its policy says; None for one this server can't read. Desks check the signature, not we."""
    try:
        return read_policy(open1(signed, LONGEST_POLICY).payload)
    except PassdeskError:
        return None
