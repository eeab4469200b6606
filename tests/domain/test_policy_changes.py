"""Every difference between two policies is found, named by its place, and nothing else is."""

import pytest

from passdesk.domain.policy_changes import policy_changes
from passdesk.domain.zone_reading import read_policy
from tests.factories.zones import policy_toml

TOML = policy_toml()
DAYS = ("2026-12-25", "2027-01-01", "2027-02-06", "2027-02-07", "2027-02-08")
TURNS = ("06:00 entry", "09:30 by-person", "18:00 exit")
TICKS = ("declared (Declared)", "seal (Seal unbroken)", "count (Number as declared)")
NEW_LANE = b'[lanes.S2-2]\ncheckpoint = "S2"\nmode = "automatic"\n\n[lanes.S2-1]'


def changed(before: bytes, after: bytes) -> list[tuple[str, object, object]]:
    new = TOML.replace(before, after)
    assert new != TOML
    return [(one.dotted, one.before, one.after) for one in policy_changes(read_policy(TOML), read_policy(new))]


def test_a_policy_is_no_other_than_itself() -> None:
    assert policy_changes(read_policy(TOML), read_policy(TOML + b"# a remark\n")) == ()


@pytest.mark.parametrize(
    ("before", "after", "found"),
    [
        (b"retention_days = 180", b"retention_days = 90", [("operation.retention_days", 180, 90)]),
        (b"trial = true", b"trial = false", [("trial", True, False)]),
        (b'"Huanggang"', b'"Huanggang Port"', [("checkpoints.F1.names.en", "Huanggang", "Huanggang Port")]),
        (
            b"exchange_refuses_after_minutes = 4320",
            b'exchange_refuses_after_minutes = "never"',
            [("lines.first.entry.exchange_refuses_after_s", 259200, None)],
        ),
        (b'word = "TALENT"', b'word = "T"', [("classes.talent.word", "TALENT", "T")]),
    ],
)
def test_one_change_is_one_difference(before: bytes, after: bytes, found: list[tuple[str, object, object]]) -> None:
    assert changed(before, after) == found


def test_a_lane_that_came_or_went_is_one_difference() -> None:
    old, new = read_policy(TOML), read_policy(TOML.replace(b"[lanes.S2-1]", NEW_LANE))
    assert [(one.dotted, one.came, one.went) for one in policy_changes(old, new)] == [("lanes.S2-2", True, False)]
    assert [(one.dotted, one.came, one.went) for one in policy_changes(new, old)] == [("lanes.S2-2", False, True)]


def test_a_rule_of_every_line_differs_on_each() -> None:
    found = changed(b"heard_within_minutes = 15", b"heard_within_minutes = 20")
    assert [one for one, _, _ in found] == [
        f"lines.{line}.{way}.heard_within_s" for line in ("first", "second") for way in ("entry", "exit")
    ]


def test_hours_and_lists_are_told_in_plain_values() -> None:
    found = changed(b"[lanes.F1-1]\n", b'[lanes.F1-1]\ndirections = ["exit"]\n')
    assert ("lanes.F1-1.directions", ("entry", "exit"), ("exit",)) in found


@pytest.mark.parametrize(
    ("before", "after", "found"),
    [
        (b"minutes = 8 ", b"minutes = 6 ", [("travel.F1/S2.least_s", 480, 360)]),
        (b'between = ["F1", "S2"]', b'between = ["S2", "F1"]', []),
        (b"2027-02-08]", b"2027-02-09]", [("holidays", DAYS, (*DAYS[:-1], "2027-02-09"))]),
        (b'default = "by-person" ', b'default = "entry" ', [("lanes.S2-1.by_person", True, False)]),
        (
            b'["09:30", "by-person"]',
            b'["09:45", "exit"]',
            [("lanes.S2-1.timetable", TURNS, (TURNS[0], "09:45 exit", TURNS[2]))],
        ),
        (b'sun = ["08:00", "14:00"]\n', b"", [("classes.goods.hours_on.sun", ("08:00", "14:00"), None)]),
        (b'holiday = "closed"', b'holiday = "all day"', [("classes.goods.hours_on.holiday", "closed", "all day")]),
        (b"days = 3 ", b"days = 4 ", [("classes.visitor.stay.days", 3, 4)]),
        (b"days = 3 ", b"# ", [("classes.visitor.stay.days", 3, None)]),
        (b"escort_within_seconds = 60", b"escort = false #", [("classes.visitor.escort_within_s", 60, None)]),
        (b'"Seal unbroken"', b'"Seal"', [("classes.goods.goods.ticks", TICKS, (TICKS[0], "seal (Seal)", TICKS[2]))]),
        (b'override = "supervisor"', b'override = "two"', [
            ("lines.first.entry.override", "supervisor", "two"), ("lines.second.entry.override", "supervisor", "two"),
        ]),
        (b"stale_accepted_longest_hours = 12", b"#", [("operation.stale_accepted_longest_s", 43_200, 86_400)]),
    ],
)  # fmt: skip
def test_what_a_policy_may_say_beside(before: bytes, after: bytes, found: list[tuple[str, object, object]]) -> None:
    assert changed(before, after) == found


def test_a_stay_or_a_way_that_came_is_one_difference() -> None:
    stay = TOML[TOML.index(b"[classes.visitor.stay]") :]
    way = TOML[TOML.index(b"[[travel]]") : TOML.index(b"# --- pass classes")]
    for part, dotted in ((stay, "classes.visitor.stay"), (way, "travel.F1/S2")):
        old, new = read_policy(TOML.replace(part, b"")), read_policy(TOML)
        assert [(one.dotted, one.came, one.went) for one in policy_changes(old, new)] == [(dotted, True, False)]
        assert [(one.dotted, one.came, one.went) for one in policy_changes(new, old)] == [(dotted, False, True)]
