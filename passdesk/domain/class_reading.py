"""Reads pass classes out of a policy file."""

from collections.abc import Mapping
from datetime import date
from string import hexdigits

from passdesk.domain.hours_reading import read_hours, read_hours_on
from passdesk.domain.names_reading import read_names
from passdesk.domain.stay_reading import read_escort, read_goods, read_stay
from passdesk.domain.toml_table import Table, quoted
from passdesk.domain.zone import Checkpoint, Line, PassClass

HIGHEST_CLASS = 65_535


def read_class(
    code: str, table: Table, lines: Mapping[str, Line], checkpoints: Mapping[str, Checkpoint], holidays: frozenset[date]
) -> PassClass:
    covered = table.references("lines", "line", lines)
    if not covered and table.has("lines"):
        table.wrong("lines", "covers no line; needs at least one")
    places = table.references("checkpoints", "checkpoint", checkpoints, default=[])
    for place in places:
        if checkpoints[place].line not in covered:
            table.wrong("checkpoints", f"{place} is on a line this class does not cover")
    escort_within_s, hosts = read_escort(table)
    read = PassClass(
        number=table.whole("number", 1, HIGHEST_CLASS),
        code=code,
        names=read_names(table),
        colour=_colour(table),
        word=table.text("word", most=16),
        lines=sum(lines[line].bit for line in set(covered)),
        longest_s=table.whole("longest_validity_days", 1, 3660) * 86_400,
        checkpoints=frozenset(places),
        hours=read_hours(table),
        hours_on=read_hours_on(table, holidays),
        stay=read_stay(table),
        escort_within_s=escort_within_s,
        hosts=hosts,
        goods=read_goods(table, lines, covered),
    )
    table.finish()
    return read


def _colour(table: Table) -> str:
    colour = table.text("colour", most=7)
    if colour and not (len(colour) == 7 and colour[0] == "#" and set(colour[1:]) <= set(hexdigits)):
        table.wrong("colour", f'{quoted(colour)} is not a colour like "#1f5fbf"')
    return colour.lower()


def read_retired(root: Table) -> frozenset[int]:
    numbers = root.take("retired_classes", list, "a list of class numbers", []) or []
    fit = [number for number in numbers if type(number) is int and 1 <= number <= HIGHEST_CLASS]
    if len(fit) < len(numbers):
        root.wrong("retired_classes", f"needs whole numbers from 1 to {HIGHEST_CLASS}")
    return frozenset(fit)
