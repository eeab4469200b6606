"""Which entries of a journal are about a row, kept beside them, so that a history reads a few and not millions.

Derived from the entries in the same commit. Presentations and outcomes, nearly all there is, are left out: the gate's
commit stays one insert.
"""

from collections.abc import Iterable, Mapping, Sequence
from hashlib import sha256
from typing import Any

from passdesk.domain.entries import Entry
from passdesk.store.database_file import DatabaseFile

Statement = tuple[str, tuple[Any, ...]]
GATE = ("shown", "outcome")
CLOCKS = ("time_heard", "clock_held", "time_vouched", "clock_moved")
CLOCK = b"passdesk/clocks\0"
"""Stands for the clock among the rows: what was heard or held of the time is about it."""
_NAMING = ("person", "filing", "pass", "pass_id", "replaces", "operator", "key", "desk", "enrolment", "case")
_ID = 16
_MOST = 500


def shift_key(lane: str) -> bytes:
    """Stands for a lane's shifts among the rows."""
    return sha256(b"passdesk/shifts" + lane.encode()).digest()[:_ID]


def keys_of(body: Mapping[str, Any]) -> frozenset[bytes]:
    """Keys of the rows a body is about. The institution of a filing is left out: it has thousands of those."""
    names = _NAMING if "person" in body else (*_NAMING, "institution")
    return frozenset(key for name in names if isinstance(key := body.get(name), bytes) and len(key) == _ID)


def statements(entry: Entry) -> list[Statement]:
    """What is written beside an entry."""
    if entry.kind in GATE:
        return []
    found: list[Statement] = [
        ("INSERT INTO about (key, seq) VALUES (?, ?) ON CONFLICT DO NOTHING", (key, entry.content.seq))
        for key in sorted(keys_of(entry.body) | _stands_for(entry))
    ]
    if entry.kind == "badge_printed" and found:
        found.append(("INSERT INTO badges (pass) VALUES (?) ON CONFLICT DO NOTHING", (entry.body["pass_id"],)))
    return found


def _stands_for(entry: Entry) -> set[bytes]:
    """What an entry is about that is no row, and the people it names in a list."""
    if entry.kind in CLOCKS:
        return {CLOCK}
    if entry.kind == "put_right":
        return set(entry.body["people"])
    return {shift_key(entry.body["lane"])} if entry.kind.startswith("shift_") else set()


def was_printed(file: DatabaseFile, pass_id: bytes) -> bool:
    """Whether this desk has printed a badge for a pass, under this journal or one it continues."""
    return bool(printed_among(file, (pass_id,)))


def printed_among(file: DatabaseFile, passes: Sequence[bytes]) -> frozenset[bytes]:
    """Of these passes those that `was_printed` is true of, asked for together."""
    found: set[bytes] = set()
    with file.reader() as reader:
        for at in range(0, len(passes), _MOST):
            some = passes[at : at + _MOST]
            marks = ",".join("?" * len(some))
            found.update(key for (key,) in reader.rows(f"SELECT pass FROM badges WHERE pass IN ({marks})", some))
    return frozenset(found)


def entries_about(file: DatabaseFile, keys: Iterable[bytes]) -> list[bytes]:
    """The bytes of the entries about any of these rows, newest first; the newest 500 where there are more."""
    asked = list(dict.fromkeys(keys))
    marks = ",".join("?" * len(asked))
    sql = (
        f"SELECT raw FROM entries WHERE seq IN (SELECT seq FROM about WHERE key IN ({marks})) "
        f"ORDER BY seq DESC LIMIT {_MOST}"
    )
    with file.reader() as reader:
        return [row[0] for row in reader.rows(sql, asked)]


def newest_before(file: DatabaseFile, key: bytes, seq: int) -> int | None:
    """The number of the newest entry about a row, below `seq`."""
    with file.reader() as reader:
        found: int | None = reader.value(
            "SELECT seq FROM about WHERE key = ? AND seq < ? ORDER BY seq DESC LIMIT 1", (key, seq)
        )
    return found
