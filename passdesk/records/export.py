"""Exports of crossings: CSV that a spreadsheet opens without running anything, and JSON lines.

CSV is RFC 4180 in UTF-8 with a byte order mark, by which Excel knows the encoding. A cell that a spreadsheet would
take for a formula (it begins with = + - @ tab or carriage return) gets an apostrophe before it.
"""

import csv
import io
import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import UTC, datetime, tzinfo
from pathlib import Path
from typing import Literal, get_args

from passdesk.clock import Clock
from passdesk.domain.crossings import CrossingFilter
from passdesk.records.crossings import Crossing
from passdesk.records.forms import form_named
from passdesk.store.desk_store import DeskStore
from passdesk.store.whole_file import whole_file

Form = Literal["csv", "jsonl"]
FORMS: tuple[Form, ...] = get_args(Form)
COLUMNS = (
    "at", "line", "checkpoint", "lane", "direction", "name_latin", "name_chinese", "institution", "class", "verdict",
    "reasons", "instruction", "outcome", "outcome_at", "officer", "override", "desk", "input", "short_number", "person",
    "pass", "journal", "seq", "annulled", "evacuated",
)  # fmt: skip
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_LONGEST_FILTER = 2000
_TELL_EVERY = 100


def export_crossings(
    store: DeskStore,
    clock: Clock,
    found: Iterable[Crossing],
    path: Path,
    *,
    asked: CrossingFilter,
    form: Form | None = None,
    zone: tzinfo = UTC,
    actor: bytes | None = None,
    source: str = "own",
    progress: Callable[[int], None] = lambda _: None,
) -> int:
    """Write crossings to `path` and record the fact `exported`; how many they were. `form` None: by the name's ending.

    `zone`: for the times. `source`: where they came from, "own" or "server". `progress` is told the rows so far every
    now and then, and at the end before anything stands; what it raises, `Cancelled` say, ends the export. The fact is
    committed before the file appears under its name; `Trouble`, `NotRecorded` or a cancelling leave no file.
    """
    chosen = form or form_of(path)
    with whole_file(path) as file:
        count = -_HEADINGS[chosen]
        for line in _WRITERS[chosen](fields_of(one, zone) for one in found):
            file.write(line)
            count += 1
            if count % _TELL_EVERY == 0:
                progress(count)
        progress(count)
        body = {"what": "crossings", "rows": count, "filter": described(asked), "source": source}
        store.write("exported", body, reading=clock(), actor=actor)
    return count


def form_of(path: Path) -> Form:
    """By the ending of the name; `Misuse` for another."""
    return form_named(path, FORMS)


def fields_of(crossing: Crossing, zone: tzinfo) -> dict[str, str | int | bool | None]:
    """One crossing by column, times in ISO 8601 with the zone's offset; ids in hex."""
    record, setting = crossing.record, crossing.setting
    return {
        "at": _time(record.at, zone),
        "line": setting.line,
        "checkpoint": setting.checkpoint,
        "lane": record.lane,
        "direction": record.direction,
        "name_latin": crossing.names.latin,
        "name_chinese": crossing.names.chinese,
        "institution": crossing.institution.both,
        "class": crossing.class_code,
        "verdict": record.verdict,
        "reasons": " ".join(record.reasons),
        "instruction": record.instruction,
        "outcome": record.outcome,
        "outcome_at": _time(record.outcome_at, zone),
        "officer": crossing.officer,
        "override": record.override,
        "desk": crossing.desk,
        "input": record.input,
        "short_number": crossing.short_number,
        "person": record.person.hex() if record.person is not None else None,
        "pass": record.pass_id.hex() if record.pass_id is not None else None,
        "journal": record.mark[0].hex(),
        "seq": record.mark[1],
        "annulled": f"{record.annulled[0].hex()}:{record.annulled[1]}" if record.annulled is not None else None,
        "evacuated": record.evacuated,
    }


def described(asked: CrossingFilter) -> str:
    """What was asked, as the fact `exported` keeps it: codes, times and ids, no name."""
    plain = {name: value.hex() if isinstance(value, bytes) else value for name, value in asked.to_map().items()}
    return json.dumps(plain, sort_keys=True)[:_LONGEST_FILTER]


def safe_cell(value: object) -> str:
    """A cell that no spreadsheet runs."""
    text = "" if value is None else ("yes" if value else "no") if isinstance(value, bool) else str(value)
    return f"'{text}" if text.startswith(_FORMULA) else text


def _csv(rows: Iterable[Mapping[str, object]]) -> Iterator[bytes]:
    yield b"\xef\xbb\xbf" + csv_line(COLUMNS)
    for row in rows:
        yield csv_line([safe_cell(row[name]) for name in COLUMNS])


def csv_line(cells: Iterable[str]) -> bytes:
    """One line of RFC 4180, of cells that are safe already."""
    out = io.StringIO(newline="")
    csv.writer(out).writerow(cells)
    return out.getvalue().encode()


def _jsonl(rows: Iterable[Mapping[str, object]]) -> Iterator[bytes]:
    for row in rows:
        yield json.dumps(row, ensure_ascii=False).encode() + b"\n"


def _time(at: int | None, zone: tzinfo) -> str | None:
    return None if at is None else datetime.fromtimestamp(at / 1_000_000, zone).isoformat(timespec="milliseconds")


_WRITERS: Mapping[Form, Callable[[Iterable[Mapping[str, object]]], Iterator[bytes]]] = {"csv": _csv, "jsonl": _jsonl}
_HEADINGS: Mapping[Form, int] = {"csv": 1, "jsonl": 0}
