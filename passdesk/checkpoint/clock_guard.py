"""Watches this PC's clocks at the gate: a clock that was set or has drifted is found, recorded once, and shown."""

from msgspec import Struct
from msgspec.structs import replace

from passdesk.clock import Reading
from passdesk.domain.clock_watch import Moved, Watched, began, looked
from passdesk.domain.timekeeping import STEP_US, is_behind, is_impossible
from passdesk.store.desk_store import DeskStore
from passdesk.store.told import told
from passdesk.store.vouching import asks_for_time, moved_in, time_known


class ClockStanding(Struct, frozen=True):
    """How this PC's clock stands. `at`: the corrected time, µs UTC; `moved`: how far off its wall clock is, or None.

    signed: verdicts go by what the server signed; vouched: by what two people said. asks: neither is so, and the clock
    is plainly wrong: the time is to be asked for.
    """

    at: int
    moved: Moved | None = None
    signed: bool = False
    vouched: bool = False
    asks: bool = False


class ClockGuard:
    """Of one desk. Every reading at the gate goes through `look`; so should one a minute when nobody comes."""

    def __init__(self, store: DeskStore) -> None:
        self._store = store
        self._watched: Watched | None = None

    def look(self, reading: Reading) -> Moved | None:
        """What this reading found, once it is recorded. `NotRecorded` where it could not be: then it is found again."""
        anchor = self._store.journal.anchor(reading.boot_id)
        watched, found = looked(self._of(reading), reading, anchor)
        if found is not None:
            self._store.write("clock_moved", {"kind": found.kind, "by": found.by}, reading=reading, leaving=True)
        self._watched = watched
        return found

    def set_unsigned(self, reading: Reading) -> bool:
        """Whether the wall clock was set in this boot and nothing says what is right."""
        moved = self._watched.standing if self._watched is not None else None
        return moved is not None and moved.by > STEP_US and not time_known(self._store, reading).any

    def standing(self, reading: Reading) -> ClockStanding:
        """How the clock stands, as last looked at."""
        moved = self._watched.standing if self._watched is not None else None
        known = time_known(self._store, reading)
        asks = self.set_unsigned(reading) or asks_for_time(self._store, reading)
        return ClockStanding(told(self._store, reading).at, moved, known.signed, known.vouched, asks)

    def _of(self, reading: Reading) -> Watched:
        """A clock that was plainly wrong and is so no longer was put right: it is told against what it says now."""
        watched = self._watched
        if watched is None or watched.boot_id != reading.boot_id:
            return self._begun(reading)
        times, before = self._store.journal.times(), replace(reading, wall=max(reading.boot + watched.began, 0))
        if is_impossible(before, times) and not is_behind(reading, times):
            return replace(watched, began=reading.wall - reading.boot)
        return watched

    def _begun(self, reading: Reading) -> Watched:
        """From the newest entry of this boot on; a move that was recorded in this boot still stands."""
        journal = self._store.journal
        newest = journal.entry(journal.seq)
        clock = newest.content.clock if newest is not None else None
        if newest is None or clock is None or clock.boot_id != reading.boot_id:
            return began(reading.boot_id, reading.wall, reading.boot, None)
        watched = began(clock.boot_id, newest.content.at, clock.boot, clock.anchor)
        return replace(watched, began=watched.began - moved_in(self._store, clock.boot_id))
