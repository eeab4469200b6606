"""What a policy asks, and what another asks otherwise, in the words of the admin desk."""

import pytest

from passdesk.desktop.admin import policy_words as words
from passdesk.desktop.look import Look
from passdesk.desktop.theme import Language, Theme
from passdesk.domain.policy_changes import policy_changes
from passdesk.domain.zone_reading import read_policy
from tests.factories.zones import policy_toml

TOML = policy_toml()
POLICY = read_policy(TOML)


def look(language: Language = "en") -> Look:
    return Look(Theme(dark=False, scale=1.0, language=language))


def class_said(code: str, language: Language = "en") -> str:
    known = POLICY.class_called(code)
    assert known is not None
    return words.class_words(look(language), POLICY, known)


def test_a_class_tells_its_stay_its_escort_and_its_goods() -> None:
    assert class_said("visitor").endswith(
        " · a stay of 3 days at most · 14 days in any 90 · 6 entries by a pass · comes within 1 min after a host"
    )
    assert class_said("talent").endswith(" · may bring visitors")
    hours = "06:00–22:00 · S2 · Sun 08:00–14:00 · Holiday closed"
    assert class_said("goods").endswith(f" · {hours} · goods: Declared, Seal unbroken, Number as declared")
    assert class_said("goods", "zh-Hant").endswith("貨物：已申報、封條完好、數量相符")


def test_a_lane_tells_its_timetable() -> None:
    said = words.lane_words(look(), POLICY.lanes["S2-1"])
    assert said.endswith(" · 06:00 entry, 09:30 by where the person is, 18:00 exit")
    by_person = read_policy(TOML.replace(b'default = "exit"', b'default = "by-person"')).lanes["F1-2"]
    assert words.lane_words(look(), by_person).endswith(" · by where the person is")


def test_rules_tell_what_is_asked_beside() -> None:
    toml = TOML.replace(b'anti_passback = "hard"', b'anti_passback = "timed"\nanti_passback_minutes = 30')
    toml = toml.replace(b'override = "supervisor"', b'override = "two"')
    toml = toml.replace(b'impossible_travel = "attention"', b'impossible_travel = "refuse"')
    line = read_policy(toml).lines["second"]
    entry, leaving = words.rules_words(look(), line.entry), words.rules_words(look(), line.exit, leaving=True)
    assert "nobody comes twice within 30 min" in entry
    assert entry.endswith("too quick a way is refused, only two together override")
    assert leaving.endswith("too quick a way is refused, asks to HOLD")
    soft = read_policy(TOML.replace(b'anti_passback = "hard"', b'anti_passback = "soft"')).lines["second"]
    assert "coming twice is looked at" in words.rules_words(look(), soft.entry)


def test_ways_and_holidays_stand_beside() -> None:
    assert words.beside_words(look(), POLICY) == [
        ("Huanggang ↔ Goods yard", "at least 8 min"),
        ("Holidays", "2026-12-25, 2027-01-01, 2027-02-06, 2027-02-07, 2027-02-08"),
    ]
    assert words.beside_words(look(), read_policy(policy_toml("office"))) == []


DIFFERENCES = {
    b"minutes = 8 ": (b"minutes = 9 ", "Way F1/S2 · least time", "8 min → 9 min"),
    b"days = 3 ": (b"days = 4 ", "Class visitor · stay · longest stay in days", "3 → 4"),
    b'holiday = "closed"': (b"", "Class goods · hours by day · Holiday", "closed → none"),
    b"escort_within_seconds = 60": (b"", "Class visitor · comes after a host within", "1 min → none"),
    b"stale_accepted_longest_hours = 12": (b"", "old register accepted for at most", "12 h → 1 day"),
    b'override = "supervisor"': (b'override = "two"', "Line first · entry · who may override", "supervisor → two"),
}


@pytest.mark.parametrize("before", DIFFERENCES)
def test_a_difference_is_told_in_words(before: bytes) -> None:
    after, where, what = DIFFERENCES[before]
    change, *_ = policy_changes(POLICY, read_policy(TOML.replace(before, after)))
    assert (words.where(look(), change), words.what(look(), change)) == (where, what)


@pytest.mark.parametrize("language", ["zh-Hant", "zh-Hans"])
def test_no_field_is_left_in_english(language: Language) -> None:
    said = look(language)
    for before, (after, *_) in DIFFERENCES.items():
        for change in policy_changes(POLICY, read_policy(TOML.replace(before, after))):
            assert words.where(said, change) != words.where(look(), change)
