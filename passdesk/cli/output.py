"""What a command prints: a line or a table for people, one JSON object a line for programs."""

import json
import sys
from collections.abc import Iterable, Mapping, Sequence
from io import TextIOWrapper
from typing import Any
from unicodedata import combining, east_asian_width

from msgspec import Struct

from passdesk.errors import PassdeskError, Trouble


class Output(Struct, frozen=True):
    """Where results go. With `as_json` every result is one JSON object on a line of its own."""

    as_json: bool = False

    def result(self, value: Mapping[str, Any], text: str) -> None:
        """One result: `value` for programs, `text` for people."""
        print(json_line(value) if self.as_json else printable(text), flush=True)

    def table(self, columns: Sequence[str], rows: Iterable[Mapping[str, Any]], *, empty: str) -> None:
        """Rows under their columns; `empty` is what to do next where there is none."""
        if self.as_json:
            for row in rows:
                print(json_line(row))
            return
        cells = [[_cell(row.get(name)) for name in columns] for row in rows]
        if not cells:
            print(empty)
            return
        lines = [[name.upper().replace("_", " ") for name in columns], *cells]
        widths = [max(width_of(line[i]) for line in lines) for i in range(len(columns))]
        for line in lines:
            padded = (cell + " " * (width - width_of(cell)) for cell, width in zip(line, widths, strict=True))
            print("  ".join(padded).rstrip())

    def remark(self, text: str, value: Mapping[str, Any] | None = None) -> None:
        """Something to know beside the result, on the standard error; for programs an object, with `value` in it."""
        said = json_line({"remark": text, **(value or {})}) if self.as_json else printable(text)
        print(said, file=sys.stderr, flush=True)

    def at_work(self, text: str) -> None:
        """What a command is at that may take a while, for whoever watches a terminal; programs are not told."""
        if not self.as_json and sys.stderr.isatty():
            self.remark(text)


def plain(value: Any) -> Any:
    """The value with bytes as hex and tuples as lists, fit for JSON."""
    match value:
        case bytes():
            return value.hex()
        case Mapping():
            return {str(name): plain(held) for name, held in value.items()}
        case list() | tuple():
            return [plain(held) for held in value]
        case set() | frozenset():
            return sorted(plain(held) for held in value)
        case _:
            return value


def json_line(value: Mapping[str, Any]) -> str:
    """One object on one line, readable in every script; what a terminal might obey is written as an escape."""
    text = json.dumps(plain(value), ensure_ascii=False)
    return "".join(letter if letter.isprintable() else json.dumps(letter)[1:-1] for letter in text)


def printable(text: str) -> str:
    """Text without the control characters that a hostile name or code could send to a terminal."""
    return "".join(letter if letter.isprintable() or letter == "\n" else "�" for letter in text)


def width_of(text: str) -> int:
    """Columns of a terminal that a text takes: two for a Chinese character, none for an accent put on another."""
    return sum(0 if combining(letter) else 1 + (east_asian_width(letter) in "WF") for letter in text)


def _cell(value: Any) -> str:
    """A cell keeps to its own line, whatever a name holds."""
    said = plain(value)
    text = "" if said is None else ", ".join(map(str, said)) if isinstance(said, list) else str(said)
    return printable(text).replace("\n", "�")


def complain(error: PassdeskError, *, as_json: bool) -> None:
    """Say on the standard error what happened, what was kept and what to do."""
    if as_json:
        said = {"error": error.happened, "kept": error.kept, "remedy": error.remedy}
        print(json_line(said), file=sys.stderr)
        return
    for part in (error.happened, error.kept, error.remedy):
        if part:
            print(printable(part), file=sys.stderr)


def tolerate_any_terminal() -> None:
    """A terminal that lacks a letter shows another in its place; it must not end the command."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="replace")


def as_ours(error: BaseException) -> PassdeskError:
    """What ended a command, in our words."""
    match error:
        case PassdeskError():
            return error
        case OSError():
            return Trouble(f"Could not read or write: {error}.", kept="What was recorded before stays recorded.")
        case _:
            return Trouble("Stopped.", kept="What was recorded before stays recorded.", remedy="Run it again.")
