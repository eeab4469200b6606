"""The one corrected time at a desk, for deciding, dating and issuing alike."""

from passdesk.clock import Reading
from passdesk.domain.entries import Clocked
from passdesk.domain.timekeeping import Told, corrected
from passdesk.store.journal import Journal


def told(journal: Journal, reading: Reading) -> Told:
    """`reading` corrected by what this desk's journal knows of its clock, as `fold` would correct an entry of it."""
    return corrected(reading.wall, Clocked(reading.boot, None, reading.boot_id), journal.times())
