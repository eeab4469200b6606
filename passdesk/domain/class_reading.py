"""Reads names and pass classes out of a policy file."""

from collections.abc import Mapping
from datetime import time
from string import hexdigits

from passdesk.domain.toml_table import Table, quoted
from passdesk.domain.zone import Checkpoint, Line, Names, PassClass

HIGHEST_CLASS = 65_535


def read_names(table: Table) -> Names:
    """`name = "Gate"`, or `name = { en = "Gate", zh-Hant = "…", zh-Hans = "…" }`."""
    if not table.is_table("name"):
        en = table.text("name")
        return Names(en, en, en)
    names = table.table("name")
    en = names.text("en")
    chinese = names.text("zh-Hant", default=en), names.text("zh-Hans", default=en)
    names.finish()
    return Names(en, *chinese)


def read_class(code: str, table: Table, lines: Mapping[str, Line], checkpoints: Mapping[str, Checkpoint]) -> PassClass:
    covered = table.references("lines", "line", lines)
    if not covered and table.has("lines"):
        table.wrong("lines", "covers no line; needs at least one")
    places = table.references("checkpoints", "checkpoint", checkpoints, default=[])
    for place in places:
        if checkpoints[place].line not in covered:
            table.wrong("checkpoints", f"{place} is on a line this class does not cover")
    read = PassClass(
        number=table.whole("number", 1, HIGHEST_CLASS),
        code=code,
        names=read_names(table),
        colour=_colour(table),
        word=table.text("word", most=16),
        lines=sum(lines[line].bit for line in set(covered)),
        longest_s=table.whole("longest_validity_days", 1, 3660) * 86_400,
        checkpoints=frozenset(places),
        hours=_hours(table),
    )
    table.finish()
    return read


def _colour(table: Table) -> str:
    colour = table.text("colour", most=7)
    if colour and not (len(colour) == 7 and colour[0] == "#" and set(colour[1:]) <= set(hexdigits)):
        table.wrong("colour", f'{quoted(colour)} is not a colour like "#1f5fbf"')
    return colour.lower()


def _hours(table: Table) -> tuple[time, time] | None:
    if not table.has("hours"):
        return None
    moments = [_moment(text) for text in table.texts("hours")]
    match moments:
        case [time() as since, time() as until]:
            return since, until
    table.wrong("hours", 'needs two different times of day, as ["07:00", "22:00"]')
    return None


def _moment(text: str) -> time | None:
    digits = text[:2] + text[3:]
    if len(text) != 5 or text[2] != ":" or not (digits.isascii() and digits.isdigit()):
        return None
    hour, minute = int(text[:2]), int(text[3:])
    return time(hour, minute) if hour < 24 and minute < 60 else None


def read_retired(root: Table) -> frozenset[int]:
    numbers = root.take("retired_classes", list, "a list of class numbers", []) or []
    fit = [number for number in numbers if type(number) is int and 1 <= number <= HIGHEST_CLASS]
    if len(fit) < len(numbers):
        root.wrong("retired_classes", f"needs whole numbers from 1 to {HIGHEST_CLASS}")
    return frozenset(fit)
