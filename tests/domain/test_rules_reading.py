"""Rules of lines and directions: what holds where, and what contradicts itself."""

import pytest

from passdesk.domain.zone import Rules
from passdesk.domain.zone_reading import read_policy
from tests.domain.test_zone_reading import OFFICE, changed, mistakes

BASE, EXIT = 'anti_passback = "off"\n', "\n[lines.door.exit]\n"
ENTRY = "\n[lines.door.entry]\n"
BETWEEN = 'between = ["outside", "office"]\n'


def rules(base: str = BASE, own: str = "") -> tuple[Rules, Rules]:
    """Of the one line's two directions."""
    line = read_policy(changed(BASE, base, changed(BETWEEN, BETWEEN + own, OFFICE))).lines["door"]
    return line.entry, line.exit


def test_what_is_left_out_means_what_it_meant() -> None:
    entry, leaving = rules()
    for found in (entry, leaving):
        assert (found.anti_passback_s, found.impossible_travel, found.escort, found.override) == (
            0,
            "attention",
            "refuse",
            "supervisor",
        )


def test_a_line_repeats_only_what_differs() -> None:
    base = 'anti_passback = "timed"\nanti_passback_minutes = 30\nimpossible_travel = "refuse"\noverride = "two"\n'
    entry, leaving = rules(base, ENTRY + 'escort = "attention"\noverride = "nobody"\n')
    assert (entry.anti_passback, entry.anti_passback_s, entry.impossible_travel) == ("timed", 1800, "refuse")
    assert (entry.escort, entry.override) == ("attention", "nobody")
    assert (leaving.escort, leaving.override) == ("refuse", "supervisor")
    assert rules(base, EXIT + 'anti_passback = "soft"\n')[1].anti_passback == "soft"
    assert rules(base, EXIT + "anti_passback_minutes = 5\n")[1].anti_passback_s == 300
    assert rules(BASE + "anti_passback_minutes = 9\n", EXIT + 'anti_passback = "timed"\n')[1].anti_passback_s == 540


MISTAKES = {
    "timed without its minutes": (
        'anti_passback = "timed"\n',
        "",
        "rules.anti_passback_minutes: missing; anti_passback is timed and needs its minutes",
    ),
    "timed without its minutes on a line": (
        BASE,
        EXIT + 'anti_passback = "timed"\n',
        "lines.door.exit.anti_passback_minutes: missing; anti_passback is timed and needs its minutes",
    ),
    "minutes for nothing": (
        BASE,
        ENTRY + "anti_passback_minutes = 5\n",
        "lines.door.entry.anti_passback_minutes: has no effect: anti_passback is not timed here",
    ),
    "minutes of a negative kind": (
        'anti_passback = "timed"\nanti_passback_minutes = -5\n',
        "",
        "rules.anti_passback_minutes: -5 is out of range; from 1 to 527040",
    ),
    "minutes that are a text": (
        'anti_passback = "timed"\nanti_passback_minutes = "5"\n',
        "",
        "rules.anti_passback_minutes: needs a whole number from 1 to 527040, not a text",
    ),
    "minutes, and nothing timed anywhere": (
        BASE + "anti_passback_minutes = 5\n",
        "",
        "rules.anti_passback_minutes: has no effect: anti_passback is timed nowhere",
    ),
    "a kind that is none, with minutes": (
        BASE,
        ENTRY + 'anti_passback = "timer"\nanti_passback_minutes = 5\n',
        'lines.door.entry.anti_passback: "timer" is not one of hard, soft, timed, off',
    ),
    "too far": (
        BASE + 'impossible_travel = "hold"\n',
        "",
        'rules.impossible_travel: "hold" is not one of attention, refuse',
    ),
    "override": (
        BASE + 'override = "anybody"\n',
        "",
        'rules.override: "anybody" is not one of supervisor, two, nobody',
    ),
    "an escort out": (
        BASE,
        EXIT + 'escort = "refuse"\n',
        (
            "lines.door.exit.escort: unknown key; keys here are anti_passback, anti_passback_minutes, "
            "exchange_refuses_after_minutes, exchange_warns_after_minutes, heard_within_minutes, hold, "
            "impossible_travel, unknown_pass"
        ),
    ),
}


@pytest.mark.parametrize(("base", "own", "line"), MISTAKES.values(), ids=MISTAKES)
def test_a_mistake_is_one_line(base: str, own: str, line: str) -> None:
    assert mistakes(changed(BASE, base, changed(BETWEEN, BETWEEN + own, OFFICE))) == (line,)
