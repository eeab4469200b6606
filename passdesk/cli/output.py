"""What a command prints: a line or a table for people, one JSON object a line for programs."""

import json
import sys
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from passdesk.errors import PassdeskError


@dataclass(frozen=True, slots=True)
class Output:
    """Where results go. With `as_json` every result is one JSON object on a line of its own."""

    as_json: bool = False

    def result(self, value: Mapping[str, Any], text: str) -> None:
        """One result: `value` for programs, `text` for people."""
        if self.as_json:
            print(json.dumps(plain(value), ensure_ascii=False), flush=True)
        else:
            print(printable(text), flush=True)

    def table(self, columns: Sequence[str], rows: Iterable[Mapping[str, Any]], *, empty: str) -> None:
        """Rows under their columns; `empty` is what to do next where there is none."""
        held = [plain(row) for row in rows]
        if self.as_json:
            for row in held:
                print(json.dumps(row, ensure_ascii=False))
            return
        if not held:
            print(empty)
            return
        cells = [[printable(str("" if row.get(name) is None else row[name])) for name in columns] for row in held]
        widths = [max(len(name), *(len(row[i]) for row in cells)) for i, name in enumerate(columns)]
        for line in ([name.upper() for name in columns], *cells):
            print("  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip())

    def remark(self, text: str) -> None:
        """Something people should know beside the result; on the standard error."""
        print(printable(text), file=sys.stderr, flush=True)


def plain(value: Any) -> Any:
    """The value with bytes as hex and tuples as lists, fit for JSON."""
    match value:
        case bytes():
            return value.hex()
        case Mapping():
            return {str(name): plain(held) for name, held in value.items()}
        case list() | tuple() | set() | frozenset():
            return [plain(held) for held in value]
        case _:
            return value


def printable(text: str) -> str:
    """Text without the control characters that a hostile name or code could send to a terminal."""
    return "".join(letter if letter.isprintable() or letter == "\n" else "�" for letter in text)


def complain(error: PassdeskError, *, as_json: bool) -> None:
    """Say on the standard error what happened, what was kept and what to do."""
    if as_json:
        said = {"error": error.happened, "kept": error.kept, "remedy": error.remedy}
        print(json.dumps(said, ensure_ascii=False), file=sys.stderr)
        return
    for part in (error.happened, error.kept, error.remedy):
        if part:
            print(printable(part), file=sys.stderr)
