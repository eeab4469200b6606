"""Reads what a class asks beyond its right to cross: its stay, its escort and its goods."""

from collections.abc import Iterable, Mapping

from passdesk.domain.names_reading import read_names
from passdesk.domain.toml_table import LONGEST_ID, Table, is_id
from passdesk.domain.zone import Goods, Line, Stay, Tick

KEPT_DAYS = 400
"""The register knows of stays this far back."""
_LONGEST_STAY = 3660
_MOST_ENTRIES = 10_000
_LONGEST_ESCORT_S = 3600
_ESCORT_S = 60
_MOST_TICKS = 32


def read_stay(table: Table) -> Stay | None:
    """`stay`: at least one of its keys."""
    asked = table.table("stay", optional=True)
    if not table.is_table("stay"):
        return None
    days = asked.whole("days", 1, _LONGEST_STAY) if asked.has("days") else None
    entries = asked.whole("entries", 1, _MOST_ENTRIES) if asked.has("entries") else None
    days_in, within = _days_in(asked)
    if days is not None and days_in is not None and days > days_in:
        asked.wrong("days", "one stay may be longer than days_in allows of all")
    if not any(asked.has(key) for key in ("days", "entries", "days_in")):
        table.wrong("stay", "asks nothing; needs one of days, days_in, entries")
    for known in ("days", "days_in", "entries"):
        asked.anything(known)
    asked.finish()
    return Stay(days, days_in, within, entries)


def _days_in(asked: Table) -> tuple[int | None, int | None]:
    window, count = asked.table("days_in", optional=True), len(asked.mistakes)
    if not asked.is_table("days_in"):
        return None, None
    days, within = window.whole("days", 1, KEPT_DAYS), window.whole("within", 1, KEPT_DAYS)
    if days > within and len(asked.mistakes) == count:
        window.wrong("days", f"{days} days are more than within has")
    window.finish()
    return days, within


def read_escort(table: Table) -> tuple[int | None, bool]:
    """Within how many seconds after a host a holder has to come (None: comes alone), and whether holders are hosts."""
    hosts, alone = table.flag("hosts", default=False), table.has("escort") and table.anything("escort") is False
    escort = table.flag("escort", default=table.has("escort_within_seconds"))
    within_s = table.whole("escort_within_seconds", 1, _LONGEST_ESCORT_S, default=_ESCORT_S)
    if alone and table.has("escort_within_seconds"):
        table.wrong("escort_within_seconds", "has no effect: escort is false")
    if escort and hosts:
        table.wrong("hosts", "those who need an escort cannot be the escort of others")
    return within_s if escort else None, hosts


def read_goods(table: Table, lines: Mapping[str, Line], covered: Iterable[str]) -> Goods | None:
    """`goods`: the lines and the list to tick."""
    goods = table.table("goods", optional=True)
    if not table.is_table("goods"):
        return None
    on = goods.references("lines", "line", lines)
    if not on and goods.has("lines"):
        goods.wrong("lines", "covers no line; needs at least one")
    for line in on:
        if line not in covered:
            goods.wrong("lines", f"{line} is a line this class does not cover")
    read = Goods(sum(lines[line].bit for line in set(on)), _ticks(goods))
    goods.finish()
    return read


def _ticks(goods: Table) -> tuple[Tick, ...]:
    ticks: list[Tick] = []
    for table in goods.listed("list", _MOST_TICKS, required=True):
        code = table.text("code", most=LONGEST_ID)
        if code and len(code) <= LONGEST_ID and not is_id(code):
            table.wrong("code", f"an id has 1 to {LONGEST_ID} ASCII letters, digits, hyphens, underscores")
        if any(tick.code == code for tick in ticks):
            table.wrong("code", "stands in the list already")
        ticks.append(Tick(code, read_names(table)))
        table.finish()
    if not ticks and goods.has("list"):
        goods.wrong("list", "has nothing to tick")
    return tuple(ticks)
