"""The cast of the demo."""

import pytest

from passdesk.demo.cast import INSTITUTIONS, PARTS, PLAYERS, STAFF, STOPPED, cast
from passdesk.demo.zone_file import demo_policy
from passdesk.domain.zone_reading import read_policy
from passdesk.errors import Misuse
from passdesk.printing.typesetting import without_type


def test_thirty_people_of_three_institutions_and_no_two_the_same() -> None:
    assert len(PLAYERS) == 30
    assert len({one.latin for one in PLAYERS}) == 30
    chinese = [one.chinese for one in PLAYERS if one.chinese]
    assert len(set(chinese)) == len(chinese) >= 25
    assert {one.institution for one in PLAYERS} == set(range(len(INSTITUTIONS))) == {0, 1, 2}


@pytest.mark.parametrize("count", [len(PARTS), 20, 30])
def test_every_part_is_played_however_small_the_cast(count: int) -> None:
    assert {one.part for one in cast(count)} == set(PARTS)
    assert len(cast(count)) == count


@pytest.mark.parametrize("count", [0, len(PARTS) - 1, 31])
def test_no_other_cast_is_played(count: int) -> None:
    with pytest.raises(Misuse, match=f"not {count}"):
        cast(count)


def test_who_is_stopped_with_their_institution_belongs_to_it() -> None:
    stopped = [one for one in PLAYERS if one.part in ("suspended", "held")]
    assert {one.institution for one in stopped} == {STOPPED}


def test_every_class_is_one_of_the_policy() -> None:
    codes = {each.code for each in read_policy(demo_policy()).classes.values()}
    assert {one.class_code for one in PLAYERS} <= codes


def test_every_name_can_be_printed() -> None:
    names = [*(one.latin + one.chinese for one in PLAYERS), *(latin + chinese for latin, chinese in INSTITUTIONS)]
    assert [name for name in names if without_type(name)] == []


def test_staff_have_names_and_passwords_of_their_own() -> None:
    assert len({one.name for one in STAFF}) == len({one.password for one in STAFF}) == len(STAFF)
