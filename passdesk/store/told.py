"""The one corrected time at a desk, for deciding, dating and issuing alike."""

from passdesk.clock import Reading
from passdesk.domain.timekeeping import Told, corrected
from passdesk.store.desk_store import DeskStore
from passdesk.store.desk_view import DeskView


def told(store: DeskStore, reading: Reading) -> Told:
    """`reading` corrected by what this desk knows of its clock, as `fold` would correct an entry written at it."""
    with store.view() as view:
        return told_in(store, view, reading)


def told_in(store: DeskStore, view: DeskView, reading: Reading) -> Told:
    """The same with a view that is open already."""
    return corrected(reading.wall, store.journal.clocked(reading), view.times)


def seconds_at_least(store: DeskStore, view: DeskView, reading: Reading) -> int:
    """How late it is at the least, whole seconds UTC: what certificates are held to, also while the clock went back.

    Otherwise nobody could sign in at a desk with a dead battery to say what time it is.
    """
    return max(told_in(store, view, reading).at, view.times.latest) // 1_000_000


def seconds(store: DeskStore, reading: Reading) -> int:
    """The corrected time in whole seconds UTC."""
    return told(store, reading).at // 1_000_000
