"""Reads the CSV that people are imported from, strictly: every fault is named with its line."""

import csv
import io
from collections.abc import Iterator, Mapping
from itertools import islice

from msgspec import Struct, field

from passdesk.errors import Misuse
from passdesk.issuing.person_fields import unsafe

REQUIRED = (
    "name_latin", "name_chinese", "document_kind", "document_number", "institution", "class", "valid_from",
    "valid_until",
)  # fmt: skip
OPTIONAL = ("born", "phone", "email", "language", "lines")
LARGEST = 5 * 1024 * 1024
MOST_ROWS = 10_000
_LONGEST_HEADING = 2000
_SEPARATORS = {";": "semicolons", "\t": "tabs", "|": "upright strokes"}


class Fault(Struct, frozen=True):
    """What is wrong, and in which line of the file (1 is the heading)."""

    line: int
    words: str


class Cells(Struct, frozen=True):
    """One line of the file: the cells by column, spaces at their ends cut."""

    line: int
    by_column: Mapping[str, str]

    def __getitem__(self, column: str) -> str:
        return self.by_column.get(column, "")


class Sheet(Struct, frozen=True):
    """What could be read, and what could not."""

    rows: tuple[Cells, ...]
    faults: tuple[Fault, ...] = field(default=())


def read_sheet(data: bytes) -> Sheet:
    """Read comma-separated UTF-8 (RFC 4180), a byte order mark allowed; at most 5 MiB and 10,000 people.

    `Misuse` for a file that is no such thing, or whose columns are not the ones asked for.
    """
    text = _text(data)
    _check_separator(text)
    lines = csv.reader(io.StringIO(text, newline=""), strict=True)
    try:
        columns = _columns(next(lines, []))
        read = list(islice(_rows(lines, columns), MOST_ROWS + 1))
    except csv.Error as error:
        raise _unfit(f"line {lines.line_num}: {error}") from error
    if len(read) > MOST_ROWS:
        raise _unfit(f"it has more than {MOST_ROWS} people")
    rows = tuple(one for one in read if isinstance(one, Cells))
    return Sheet(rows, tuple(one for one in read if isinstance(one, Fault)))


def _text(data: bytes) -> str:
    if len(data) > LARGEST:
        raise _unfit(f"it is larger than {LARGEST // 2**20} MiB")
    if data.startswith((b"\xff\xfe", b"\xfe\xff", b"PK")):
        raise _unfit("it is a spreadsheet or UTF-16, not UTF-8; save it as CSV UTF-8")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise _unfit(f"line {line} is not UTF-8; save it as CSV UTF-8") from error
    if "\0" in text:
        raise _unfit("it holds a zero byte")
    return text


def _check_separator(text: str) -> None:
    """Spreadsheets in many countries write another separator than the comma, and some a first line that names it."""
    heading = text[:_LONGEST_HEADING].partition("\n")[0].strip('\r" ')
    if heading.casefold().startswith("sep="):
        raise _unfit(f"its first line, {heading!r}, is no heading; delete it, and let commas separate the cells")
    for mark, name in _SEPARATORS.items():
        cells = {cell.strip('" ') for cell in heading.split(mark)}
        if len(cells & set(REQUIRED)) > 1:
            raise _unfit(f"its cells are separated by {name}, and commas are needed; save it as CSV with commas")


def _columns(heading: list[str]) -> list[str]:
    columns = [name.strip() for name in heading]
    double = sorted({name for name in columns if columns.count(name) > 1})
    missing = [name for name in REQUIRED if name not in columns]
    unknown = [name for name in columns if name not in (*REQUIRED, *OPTIONAL)]
    if double:
        raise _unfit(f"it has these columns twice: {', '.join(double)}")
    if missing:
        raise _unfit(f"it lacks these columns: {', '.join(missing)}")
    if unknown:
        raise _unfit(f"it has columns nothing is known of: {', '.join(map(repr, unknown[:5]))}")
    return columns


def _rows(lines: Iterator[list[str]], columns: list[str]) -> Iterator[Cells | Fault]:
    for number, cells in enumerate(lines, 2):
        trimmed = [cell.strip(" ") for cell in cells]
        if not any(trimmed):
            continue
        if len(trimmed) != len(columns):
            yield Fault(number, f"has {len(trimmed)} cells, the heading {len(columns)}")
            continue
        row = Cells(number, dict(zip(columns, trimmed, strict=True)))
        faults = [fault for name in columns if (fault := unsafe(name, row[name])) is not None]
        yield Fault(number, "; ".join(faults)) if faults else row


def _unfit(why: str) -> Misuse:
    columns = ",".join((*REQUIRED, *OPTIONAL))
    return Misuse(
        f"The file of people can't be used: {why}.", kept="Nobody was imported.", remedy=f"Its columns are: {columns}."
    )
