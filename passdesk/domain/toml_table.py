"""A TOML table read key by key: every mistake is noted under its dotted path, and reading goes on."""

import json
from collections.abc import Mapping
from typing import Any, TypeVar

T = TypeVar("T", bound=str)
D = TypeVar("D")
_PLAIN = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-")
LONGEST_ID = 23
_SHOWN = 40
_KINDS: dict[type, str] = {
    str: "a text", bool: "true or false", int: "a whole number", float: "a fraction", list: "a list", dict: "a table",
}  # fmt: skip


class Table:
    """One table. The readers return a stand-in after a mistake, so that one reading finds every mistake.

    `mistakes` is shared by all tables of a file. A key nobody asked for is a mistake, noted by `finish`.
    """

    def __init__(self, raw: Mapping[str, Any], mistakes: list[str], path: str = "") -> None:
        self._raw = raw
        self._asked: set[str] = set()
        self.mistakes = mistakes
        self.path = path

    def wrong(self, key: str, what: str) -> None:
        self.mistakes.append(f"{self.at(key)}: {what}")

    def at(self, key: str) -> str:
        shown = key if key and len(key) <= _SHOWN and _PLAIN.issuperset(key) else quoted(key)
        return f"{self.path}.{shown}" if self.path else shown

    def has(self, key: str) -> bool:
        return key in self._raw

    def is_text(self, key: str) -> bool:
        return type(self._raw.get(key)) is str

    def is_table(self, key: str) -> bool:
        return type(self._raw.get(key)) is dict

    def take(self, key: str, kind: type[D], needed: str, default: D | None) -> D | None:
        """The value if it is of `kind` exactly (True is no number); `default` None means the key is required."""
        self._asked.add(key)
        if key not in self._raw:
            if default is None:
                self.wrong(key, f"missing; needs {needed}")
            return default
        value = self._raw[key]
        if type(value) is kind:
            return value
        self.wrong(key, f"needs {needed}, not {_kind(value)}")
        return None

    def anything(self, key: str) -> object:
        """Whatever stands there, for the caller to judge; None where nothing does."""
        self._asked.add(key)
        return self._raw.get(key)

    def text(self, key: str, *, most: int = 80, default: str | None = None) -> str:
        value = self.take(key, str, "a text", default)
        if value is None or value == default:
            return value or ""
        if not value.strip() or len(value) > most or not value.isprintable():
            self.wrong(key, f"needs 1 to {most} printable characters")
        return value

    def whole(self, key: str, low: int, high: int, *, default: int | None = None) -> int:
        value = self.take(key, int, f"a whole number from {low} to {high}", default)
        if value is None:
            return low - 1
        if self.has(key) and not low <= value <= high:
            shown = value if abs(value) < 10**15 else "that"
            self.wrong(key, f"{shown} is out of range; from {low} to {high}")
        return value

    def flag(self, key: str, *, default: bool | None = None) -> bool:
        return bool(self.take(key, bool, "true or false", default))

    def choice(self, key: str, choices: tuple[T, ...], *, default: T | None = None) -> T:
        stand_in: str | None = default
        value = self.take(key, str, f"one of {', '.join(choices)}", stand_in)
        for choice in choices:
            if value == choice:
                return choice
        if value is not None:
            self.wrong(key, f"{quoted(value)} is not one of {', '.join(choices)}")
        return choices[0]

    def reference(self, key: str, kind: str, known: Mapping[str, object]) -> str:
        """The id of something named elsewhere in the file."""
        value = self.take(key, str, f"the id of {_a(kind)}", None)
        if value is not None and value not in known:
            self.wrong(key, no_such(kind, value, known))
        return value or ""

    def texts(self, key: str, *, default: list[str] | None = None) -> tuple[str, ...]:
        """A list of different texts."""
        values = self.take(key, list, "a list of texts", default) or []
        if not all(isinstance(value, str) for value in values):
            self.wrong(key, "needs a list of texts")
            return ()
        if len(set(values)) < len(values):
            self.wrong(key, "names something twice")
        return tuple(values)

    def references(
        self, key: str, kind: str, known: Mapping[str, object], *, default: list[str] | None = None
    ) -> tuple[str, ...]:
        """A list of ids named elsewhere in the file; those that are not are noted and left out."""
        values = self.texts(key, default=default)
        for value in values:
            if value not in known:
                self.wrong(key, no_such(kind, value, known))
        return tuple(value for value in values if value in known)

    def table(self, key: str, *, optional: bool = False) -> "Table":
        raw = self.take(key, dict, "a table", {} if optional else None)
        return Table(raw or {}, self.mistakes, self.at(key))

    def tables(self, key: str, most: int) -> dict[str, "Table"]:
        """1 to `most` tables by id; an id is up to 23 ASCII letters, digits, hyphens and underscores."""
        raw = self.take(key, dict, "tables by id", None)
        if raw is None:
            return {}
        if not 1 <= len(raw) <= most:
            self.wrong(key, f"has {len(raw)} of them; needs 1 to {most}")
            return {}
        group = Table(raw, self.mistakes, self.at(key))
        for name in raw:
            if not is_id(name):
                group.wrong(name, f"an id has 1 to {LONGEST_ID} ASCII letters, digits, hyphens, underscores")
        return {name: group.table(name) for name in raw}

    def listed(self, key: str, most: int, *, required: bool = False) -> list["Table"]:
        """A list of up to `most` tables, as `[[key]]`; the first has the path `key.1`."""
        raw = self.take(key, list, "a list of tables", None if required else []) or []
        if len(raw) > most:
            self.wrong(key, f"has {len(raw)} of them; needs 0 to {most}")
            return []
        if not all(type(one) is dict for one in raw):
            self.wrong(key, "needs a list of tables")
            return []
        return [Table(one, self.mistakes, f"{self.at(key)}.{number}") for number, one in enumerate(raw, 1)]

    def finish(self) -> None:
        for key in self._raw:
            if key not in self._asked:
                self.wrong(key, f"unknown key; keys here are {', '.join(sorted(self._asked))}")


def is_id(text: str) -> bool:
    return 1 <= len(text) <= LONGEST_ID and _PLAIN.issuperset(text)


def quoted(text: str) -> str:
    """In quotes, cut where long, nothing in it that moves a cursor."""
    cut = text if len(text) <= _SHOWN else text[: _SHOWN - 1] + "…"
    return json.dumps(cut, ensure_ascii=not cut.isprintable())


def no_such(kind: str, value: str, known: Mapping[str, object]) -> str:
    names = [name for name in known if is_id(name)]
    shown = ", ".join(names[:12]) + (" …" if len(names) > 12 else "")
    return f"no such {kind} {quoted(value)}; {kind}s are {shown or 'none'}"


def _a(noun: str) -> str:
    return f"an {noun}" if noun[0] in "aeiou" else f"a {noun}"


def _kind(value: object) -> str:
    return _KINDS.get(type(value), "a date or time")
