"""The presentations that still await an outcome: this desk's own, and whoever was set aside at any desk."""

from msgspec import Struct

from passdesk.checkpoint.outcomes import Awaited
from passdesk.clock import Reading
from passdesk.domain.entries import Entry
from passdesk.domain.movements import Aside, Direction, Shown, Times, mark_key
from passdesk.domain.register import Mark
from passdesk.domain.timekeeping import corrected
from passdesk.domain.zone import DIRECTIONS
from passdesk.errors import Damaged, Declined, Misuse
from passdesk.store.desk_store import DeskStore


class Presented(Struct, frozen=True):
    """A presentation of which it may be said here what came of it. `entry`: its `shown`, None where another desk wrote
    it; `aside`: they were set aside and wait beside the lane."""

    mark: Mark
    lane: str
    direction: Direction
    verdict: str
    reasons: tuple[str, ...]
    pass_id: bytes | None
    aside: bool
    entry: Entry | None


def awaiting(store: DeskStore) -> list[Awaited]:
    """Of this desk, oldest first; not those who were set aside."""
    with store.view() as view:
        rows = list(view.all(Shown))
        times = view.times
    own = sorted(int.from_bytes(row.key[16:]) for row in rows if row.key[:16] == store.journal.id)
    entries = (store.journal.entry(seq) for seq in own)
    return [Awaited(entry.mark, _at(entry, times), entry.body) for entry in entries if entry is not None]


def presented(store: DeskStore, mark: Mark) -> Presented:
    """The presentation that this mark names and that is not settled yet; `Misuse` or `Declined` otherwise."""
    own = mark[0] == store.journal.id
    entry = store.journal.entry(mark[1]) if own else None
    if own and (entry is None or entry.kind != "shown"):
        raise Misuse(
            f"Entry {mark[1]} is no presentation of this desk.",
            kept="Nothing was changed.",
            remedy="Take the number that `passdesk scan` gave.",
        )
    with store.view() as view:
        row, aside = view.get(Shown, mark_key(mark)), view.get(Aside, mark_key(mark))
    if isinstance(aside, Aside) and aside.state == "waiting":
        return Presented(
            mark, aside.lane, _direction(aside.direction), aside.verdict, aside.reasons, aside.pass_id, True, entry
        )
    if entry is not None and isinstance(row, Shown):
        body = entry.body
        return Presented(
            mark, body["lane"], body["direction"], body["verdict"], tuple(body["reasons"]), body.get("pass_id"), False,
            entry,
        )  # fmt: skip
    if aside is None and not own:
        raise Misuse(
            "That entry is of another desk, and nobody waits under it.",
            kept="Nothing was changed.",
            remedy="Exchange with the server, then see: passdesk aside list",
        )
    raise Declined(f"Entry {mark[1]} has its outcome already.", kept="It stays as it was recorded.")


def _direction(word: str) -> Direction:
    for known in DIRECTIONS:
        if word == known:
            return known
    raise Damaged("A row of people set aside has a direction this program does not know.")


def milliseconds_since(shown: Entry, reading: Reading) -> int | None:
    """From the presentation until now by the boot clock; None across a restart of the machine."""
    clock = shown.content.clock
    if clock.boot_id != reading.boot_id or reading.boot < clock.boot:
        return None
    return (reading.boot - clock.boot) // 1000


def _at(entry: Entry, times: Times) -> int:
    return corrected(entry.content.at, entry.content.clock, times).at
