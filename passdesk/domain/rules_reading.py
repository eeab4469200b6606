"""Reads the rules of lines and directions out of a policy file."""

from passdesk.domain.movements import Direction
from passdesk.domain.toml_table import Table
from passdesk.domain.zone import ANTI_PASSBACK, CAUTIONS, OVERRIDES, AntiPassback, Rules

_YEAR_MINUTES = 366 * 24 * 60
_NEVER = "never"
_USUAL = Rules(
    unknown_pass="attention", anti_passback="off", heard_within_s=0, exchange_warns_after_s=0,
    exchange_refuses_after_s=None, hold=True,
)  # fmt: skip
"""Where `[rules]` leaves out what it may leave out."""


def read_rules(table: Table) -> Rules:
    """A whole set of rules, those of every line and direction."""
    return _rules(table, None, None)


def read_rules_over(base: Rules, table: Table, direction: Direction) -> Rules:
    """Rules of one direction whose missing keys are as in `base`. Some keys are for one direction only."""
    return _rules(table, base, direction)


def _rules(table: Table, base: Rules | None, direction: Direction | None) -> Rules:
    leaving, entering = direction != "entry", direction != "exit"
    warns, refuses = _exchange(table, base)
    anti_passback, anti_passback_s = _anti_passback(table, base)
    usual = base or _USUAL
    rules = Rules(
        unknown_pass=table.choice("unknown_pass", CAUTIONS, default=base.unknown_pass if base else None),
        anti_passback=anti_passback,
        heard_within_s=_minutes(table, "heard_within_minutes", base.heard_within_s if base else None),
        exchange_warns_after_s=warns,
        exchange_refuses_after_s=refuses,
        hold=table.flag("hold", default=base.hold if base else None) if leaving else True,
        anti_passback_s=anti_passback_s,
        impossible_travel=table.choice("impossible_travel", CAUTIONS, default=usual.impossible_travel),
        escort=table.choice("escort", CAUTIONS, default=usual.escort) if entering else _USUAL.escort,
        override=table.choice("override", OVERRIDES, default=usual.override) if entering else _USUAL.override,
    )
    table.finish()
    return rules


def _exchange(table: Table, base: Rules | None) -> tuple[int, int | None]:
    warns = _minutes(table, "exchange_warns_after_minutes", base.exchange_warns_after_s if base else None)
    refuses: int | None
    if table.anything("exchange_refuses_after_minutes") is None and base is not None:
        refuses = base.exchange_refuses_after_s
    else:
        refuses = _minutes_or_never(table, "exchange_refuses_after_minutes")
    own = base is None or table.has("exchange_warns_after_minutes") or table.has("exchange_refuses_after_minutes")
    if own and refuses is not None and warns > refuses:
        table.wrong("exchange_warns_after_minutes", "warns later than exchange_refuses_after_minutes refuses")
    return warns, refuses


def _anti_passback(table: Table, base: Rules | None) -> tuple[AntiPassback, int]:
    """The kind, and the seconds that a timed one asks for."""
    count, key = len(table.mistakes), "anti_passback_minutes"
    kind = table.choice("anti_passback", ANTI_PASSBACK, default=base.anti_passback if base else None)
    wrong_kind = len(table.mistakes) > count
    seconds = _minutes(table, key, base.anti_passback_s if base else 0)
    own = base is None or table.has("anti_passback")
    if kind == "timed" and seconds == 0 and own and not table.has(key):
        table.wrong(key, "missing; anti_passback is timed and needs its minutes")
    if kind != "timed" and table.has(key) and base is not None and not wrong_kind:
        table.wrong(key, "has no effect: anti_passback is not timed here")
    return kind, seconds


def _minutes(table: Table, key: str, default_s: int | None) -> int:
    default = default_s // 60 if default_s is not None else None
    return table.whole(key, 1, _YEAR_MINUTES, default=default) * 60


def _minutes_or_never(table: Table, key: str) -> int | None:
    if table.is_text(key):
        table.choice(key, (_NEVER,))
        return None
    return _minutes(table, key, None)
