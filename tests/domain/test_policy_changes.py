"""Every difference between two policies is found, named by its place, and nothing else is."""

import pytest

from passdesk.domain.policy_changes import policy_changes
from passdesk.domain.zone_reading import read_policy
from tests.factories.zones import policy_toml

TOML = policy_toml()
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
