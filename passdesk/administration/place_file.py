"""A file of places for new desks: CSV with a line a desk, read strictly; every fault is named with its line."""

import csv
import io
from collections.abc import Iterator

from passdesk.administration.desks import Place
from passdesk.errors import Misuse

COLUMNS = ("name", "roles", "lanes")
LARGEST = 64 * 1024
_MOST_NAMED = 5


def read_places(data: bytes) -> list[Place]:
    """Places from comma-separated UTF-8 with the columns name, roles, lanes; of several roles or lanes a space between.

    `Misuse` for any other file. Whether roles and lanes exist is asked when the places are opened.
    """
    lines = csv.reader(io.StringIO(_text(data), newline=""), strict=True)
    try:
        heading = [cell.strip().casefold() for cell in next(lines, [])]
        rows = [(lines.line_num, [cell.strip() for cell in row]) for row in lines]
    except csv.Error as error:
        raise _unfit(f"line {lines.line_num}: {error}") from error
    if tuple(heading) != COLUMNS:
        raise _unfit(f"its first line is {','.join(heading)[:80]!r}")
    filled = [(number, row) for number, row in rows if any(row)]
    if faults := list(_faults(filled)):
        raise _unfit("; ".join(faults[:_MOST_NAMED]))
    return [Place(name=name, roles=roles.split(), lanes=lanes.split()) for _, (name, roles, lanes) in filled]


def _faults(rows: list[tuple[int, list[str]]]) -> Iterator[str]:
    if not rows:
        yield "it names no desk"
    for number, row in rows:
        if len(row) != len(COLUMNS):
            yield f"line {number} has {len(row)} cells, the heading {len(COLUMNS)}"
        elif not row[0] or not row[1]:
            yield f"line {number} lacks a name or a role"


def _text(data: bytes) -> str:
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise _unfit("it is not UTF-8; save it as CSV UTF-8") from error
    if len(data) > LARGEST or "\0" in text:
        raise _unfit("it is too large, or no text")
    return text


def _unfit(why: str) -> Misuse:
    return Misuse(
        f"The file of desks can't be used: {why}.",
        kept="No place was opened.",
        remedy=f"Its columns are: {','.join(COLUMNS)}; of several roles or lanes write a space between.",
    )
