"""Reads a policy file (TOML 1.0) into a `Policy`, naming every mistake by its dotted path. Keys: docs/zones.md."""

import tomllib
from collections.abc import Mapping
from datetime import tzinfo
from types import MappingProxyType
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from passdesk.domain.class_reading import read_class, read_retired
from passdesk.domain.hours_reading import read_holidays
from passdesk.domain.lane_reading import read_checkpoint, read_lane, read_travel
from passdesk.domain.names_reading import read_names
from passdesk.domain.rules_reading import read_rules, read_rules_over
from passdesk.domain.toml_table import Table, is_id, quoted
from passdesk.domain.zone import Area, Line, Operation, PassClass, Policy, PolicyMistakes, Rules

LARGEST = 256 * 1024
LONGEST_LINE = 500
_BITS = tuple(1 << place for place in range(8))
_MOST_MISTAKES = 200
_YEAR_HOURS = 366 * 24


def read_policy(source: bytes | str) -> Policy:
    """The policy in a file's bytes (UTF-8, a byte order mark and CRLF allowed; at most 256 KiB, no line over
    500 characters) or its text.

    `PolicyMistakes` lists everything wrong at once.
    """
    mistakes: list[str] = []
    policy = _policy(Table(_parse(source), mistakes))
    if mistakes:
        raise PolicyMistakes(_bounded(mistakes))
    return policy


def _bounded(mistakes: list[str]) -> tuple[str, ...]:
    beyond = len(mistakes) - _MOST_MISTAKES
    return tuple(mistakes[:_MOST_MISTAKES]) + ((f"… and {beyond} more",) if beyond > 0 else ())


def _parse(source: bytes | str) -> dict[str, Any]:
    if len(source) > LARGEST:
        raise PolicyMistakes((f"file: is larger than {LARGEST // 1024} KiB",))
    try:
        text = source.decode() if isinstance(source, bytes) else source
        _bound_lines(text)
        return tomllib.loads(text.removeprefix("\ufeff"))
    except UnicodeDecodeError as error:
        raise PolicyMistakes((f"file: is not UTF-8 text (at byte {error.start})",)) from error
    except RecursionError as error:
        raise PolicyMistakes(("file: is nested too deep",)) from error
    except ValueError as error:
        raise PolicyMistakes((f"file: is not TOML: {error}",)) from error


def _bound_lines(text: str) -> None:
    """tomllib takes memory by the square of the parts of a dotted key, and a key cannot leave its line."""
    for number, line in enumerate(text.split("\n"), 1):
        if len(line) > LONGEST_LINE:
            raise PolicyMistakes((f"file: line {number} is longer than {LONGEST_LINE} characters",))


def _policy(root: Table) -> Policy:
    areas = {name: _area(name, table) for name, table in root.tables("areas", 16).items()}
    inside = root.reference("inside", "area", areas)
    base = read_rules(root.table("rules"))
    lines = {name: _line(name, table, areas, inside, base) for name, table in root.tables("lines", len(_BITS)).items()}
    checkpoints = {name: read_checkpoint(name, table, lines) for name, table in root.tables("checkpoints", 100).items()}
    lanes = {name: read_lane(name, table, checkpoints) for name, table in root.tables("lanes", 400).items()}
    travel, holidays, retired = read_travel(root, checkpoints, lanes), read_holidays(root), read_retired(root)
    class_tables = root.tables("classes", 100)
    classes = [read_class(code, table, lines, checkpoints, holidays) for code, table in class_tables.items()]
    _clashes(root, lines, classes, retired)
    _without_hosts(root, classes)
    _nothing_timed(root, base, lines)
    time_zone, local = _time_zone(root)
    policy = Policy(
        zone=_zone(root),
        names=read_names(root),
        trial=root.flag("trial", default=False),
        time_zone=time_zone,
        local=local,
        inside=inside,
        areas=MappingProxyType(areas),
        lines=MappingProxyType(lines),
        checkpoints=MappingProxyType(checkpoints),
        lanes=MappingProxyType(lanes),
        classes=MappingProxyType({one.number: one for one in classes}),
        retired=retired,
        operation=_operation(root.table("operation")),
        travel=travel,
        holidays=holidays,
    )
    root.finish()
    return policy


def _zone(root: Table) -> str:
    zone = root.text("zone", most=8)
    if zone and len(zone) <= 8 and not is_id(zone):
        root.wrong("zone", "needs 1 to 8 ASCII letters, digits, hyphens or underscores")
    return zone


def _time_zone(root: Table) -> tuple[str, tzinfo]:
    name = root.text("time_zone", most=64)
    try:
        return name, ZoneInfo(name or "UTC")
    except (ZoneInfoNotFoundError, ValueError, OSError):
        root.wrong("time_zone", f"no time zone {quoted(name)} is known here; an IANA name as Asia/Hong_Kong")
        return name, ZoneInfo("UTC")


def _area(name: str, table: Table) -> Area:
    names = read_names(table)
    table.finish()
    return Area(name, names)


def _line(name: str, table: Table, areas: Mapping[str, Area], inside: str, base: Rules) -> Line:
    names, bit = read_names(table), table.whole("bit", 1, _BITS[-1])
    if 1 <= bit <= _BITS[-1] and bit not in _BITS:
        table.wrong("bit", f"{bit} is not one of {', '.join(map(str, _BITS))}")
    line = Line(
        id=name,
        names=names,
        bit=bit,
        outside=_outside(table, areas, inside),
        entry=read_rules_over(base, table.table("entry", optional=True), "entry"),
        exit=read_rules_over(base, table.table("exit", optional=True), "exit"),
    )
    table.finish()
    return line


def _outside(table: Table, areas: Mapping[str, Area], inside: str) -> str:
    count = len(table.mistakes)
    between = table.references("between", "area", areas)
    if len(table.mistakes) > count or inside not in areas:
        return ""
    if len(between) != 2 or inside not in between:
        table.wrong("between", f'needs two areas, one of them the inside one, "{inside}"')
        return ""
    return between[0] if between[1] == inside else between[1]


def _operation(table: Table) -> Operation:
    operation = Operation(
        longest_since_anchor_s=table.whole("longest_since_anchor_hours", 1, _YEAR_HOURS) * 3600,
        outcome_unknown_after_s=table.whole("outcome_unknown_after_minutes", 1, 1440) * 60,
        shown_just_now_s=table.whole("shown_just_now_seconds", 0, 600),
        retention_days=table.whole("retention_days", 1, 36_600),
        stale_accepted_longest_s=table.whole("stale_accepted_longest_hours", 0, _YEAR_HOURS, default=24) * 3600,
        aside_unknown_after_s=table.whole("aside_unknown_after_hours", 1, _YEAR_HOURS, default=24) * 3600,
    )
    table.finish()
    return operation


def _clashes(root: Table, lines: Mapping[str, Line], classes: list[PassClass], retired: frozenset[int]) -> None:
    """Numbers that stand for two things; noted at the second."""
    bits: dict[int, str] = {}
    for line in (line for line in lines.values() if line.bit > 0):
        first = bits.setdefault(line.bit, line.id)
        if first != line.id:
            root.mistakes.append(f'lines.{line.id}.bit: {line.bit} stands for "{first}" already')
    numbers: dict[int, str] = {}
    for one in (one for one in classes if one.number > 0):
        first = numbers.setdefault(one.number, one.code)
        if first != one.code:
            root.mistakes.append(f'classes.{one.code}.number: {one.number} stands for "{first}" already')
        if one.number in retired:
            root.mistakes.append(f"classes.{one.code}.number: {one.number} is among the retired classes")


def _without_hosts(root: Table, classes: list[PassClass]) -> None:
    """Nobody could bring them."""
    hosts = [one.lines for one in classes if one.hosts]
    for one in (one for one in classes if one.escort_within_s is not None):
        if not hosts:
            root.mistakes.append(f"classes.{one.code}.escort: no class has hosts, so nobody could come")
        elif one.lines and not any(one.lines & lines for lines in hosts):
            root.mistakes.append(f"classes.{one.code}.escort: no class with hosts goes by a line of this one")


def _nothing_timed(root: Table, base: Rules, lines: Mapping[str, Line]) -> None:
    """Minutes that no line asks for; not asked where a kind could not be read."""
    every = [base, *(rules for line in lines.values() for rules in (line.entry, line.exit))]
    if not root.mistakes and base.anti_passback_s and all(rules.anti_passback != "timed" for rules in every):
        root.mistakes.append("rules.anti_passback_minutes: has no effect: anti_passback is timed nowhere")
