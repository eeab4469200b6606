"""The time by two people's word: for a desk whose clock is plainly wrong and that no server tells the time."""

from collections.abc import Sequence

from msgspec import Struct
from msgspec.structs import replace

from passdesk.clock import Reading
from passdesk.domain.entries import Entry
from passdesk.domain.timekeeping import BUILD_DATE, STEP_US, VOUCHED_BEFORE, is_behind, is_impossible
from passdesk.errors import Declined, Misuse
from passdesk.store import about
from passdesk.store.desk_store import DeskStore
from passdesk.store.signing import Signer


class TimeKnown(Struct, frozen=True):
    """What this boot has to tell the time by, beside the wall clock: a server's signed time, two people's word."""

    signed: bool
    vouched: bool

    @property
    def any(self) -> bool:
        return self.signed or self.vouched


def time_known(store: DeskStore, reading: Reading) -> TimeKnown:
    """Signed time goes before people's word."""
    signed = store.journal.anchor(reading.boot_id) is not None
    return TimeKnown(signed, not signed and reading.boot_id in dict(store.journal.times().vouched))


def asks_for_time(store: DeskStore, reading: Reading) -> bool:
    """Whether the wall clock is plainly wrong, or was set ahead since this PC was started, and nothing says what is
    right: then two people are to say what time it is."""
    if time_known(store, reading).any:
        return False
    times, ahead = store.journal.times(), moved_in(store, reading.boot_id)
    before = replace(reading, wall=max(reading.wall - ahead, 0))
    return is_behind(reading, times) or (ahead > STEP_US and not is_impossible(before, times))


def moved_in(store: DeskStore, boot_id: bytes) -> int:
    """How far the clock was last set in this boot, as recorded, µs: ahead above 0, back below it; 0 for not at all."""
    journal = store.journal
    seq = about.newest_before(journal.file, about.CLOCK, journal.seq + 1)
    entry = journal.entry(seq) if seq is not None else None
    if entry is None or entry.kind != "clock_moved" or entry.content.clock.boot_id != boot_id:
        return 0
    return {"ahead": 1, "back": -1}.get(entry.body["kind"], 0) * int(entry.body["by"])


def vouch(store: DeskStore, at: int, signers: Sequence[Signer], reading: Reading) -> Entry:
    """Two officers, supervisors or administrators say that it is `at` (µs UTC) at `reading`, once for this boot.

    `Misuse` for a time that is out of the question, or one person twice; `Declined` where nobody need vouch any more,
    or one of them may not. Nothing was written then.
    """
    known = time_known(store, reading)
    if known.signed:
        raise Declined(
            "The server has told this desk the time.", kept="Nothing was recorded.", remedy="Nobody need vouch for it."
        )
    if known.vouched:
        raise Declined(
            "Two people have vouched for the time since this PC was started.",
            kept="What they said stands.",
            remedy="If it is wrong, restart this PC and vouch again, or connect to the server.",
        )
    if len({signer.operator for signer in signers}) < 2:
        raise Misuse("Two different people have to vouch for the time.", kept="Nothing was recorded.")
    check_time(store, at)
    body = {"boot": reading.boot_id, "anchor": at - reading.boot, "was": reading.wall}
    return store.write("time_vouched", body, reading=reading, signers=signers)


def check_time(store: DeskStore, at: int) -> None:
    """`Misuse` for a time (µs UTC) that nobody can vouch for, whoever they are."""
    if at < BUILD_DATE or at >= VOUCHED_BEFORE:
        raise Misuse(
            "That time is out of the question.",
            kept="Nothing was recorded.",
            remedy="Give today's date and the time by a clock you trust.",
        )
    if at < store.journal.times().floor:
        raise Misuse(
            "The server has already signed a later time than that.",
            kept="Nothing was recorded.",
            remedy="Give today's date and the time by a clock you trust.",
        )
