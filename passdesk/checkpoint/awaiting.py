"""The presentations of this desk that still await an outcome."""

from passdesk.checkpoint.outcomes import Awaited
from passdesk.clock import Reading
from passdesk.domain.entries import Entry
from passdesk.domain.movements import Shown, Times, mark_key
from passdesk.domain.register import Mark
from passdesk.domain.timekeeping import corrected
from passdesk.errors import Declined, Misuse
from passdesk.store.desk_store import DeskStore


def awaiting(store: DeskStore) -> list[Awaited]:
    """Oldest first."""
    with store.view() as view:
        rows = list(view.all(Shown))
        times = view.times
    own = sorted(int.from_bytes(row.key[16:]) for row in rows if row.key[:16] == store.journal.id)
    entries = (store.journal.entry(seq) for seq in own)
    return [Awaited(entry.mark, _at(entry, times), entry.body) for entry in entries if entry is not None]


def shown_entry(store: DeskStore, shown: Mark) -> Entry:
    """The `shown` that this mark names and that is not settled yet; `Misuse` or `Declined` otherwise."""
    entry = store.journal.entry(shown[1]) if shown[0] == store.journal.id else None
    if entry is None or entry.kind != "shown":
        raise Misuse(
            f"Entry {shown[1]} is no presentation of this desk.",
            kept="Nothing was changed.",
            remedy="Take the number that `passdesk scan` gave.",
        )
    with store.view() as view:
        row = view.get(Shown, mark_key(shown))
    if not isinstance(row, Shown):
        raise Declined(f"Entry {shown[1]} has its outcome already.", kept="It stays as it was recorded.")
    return entry


def milliseconds_since(shown: Entry, reading: Reading) -> int | None:
    """From the presentation until now by the boot clock; None across a restart of the machine."""
    clock = shown.content.clock
    if clock.boot_id != reading.boot_id or reading.boot < clock.boot:
        return None
    return (reading.boot - clock.boot) // 1000


def _at(entry: Entry, times: Times) -> int:
    return corrected(entry.content.at, entry.content.clock, times).at
