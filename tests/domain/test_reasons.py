"""Every reason is given in some situation of the tables, both ways where it can be, and has its words."""

from passdesk.domain.checks import CHECKS
from passdesk.domain.reasons import CODES, ENGLISH, SEVERITIES
from tests.domain import test_admission, test_admission_unusual, test_conditions
from tests.domain.scenes import Scene

ONLY_ON_ENTRY = {"evacuation", "already_inside", "entries_used_up", "stay_used_up", "escort_required"}
ONLY_ON_EXIT = {"not_inside", "overstayed", "visitors_inside"}


def situations() -> list[Scene]:
    """Every row of every table of verdicts."""
    own = (test_admission.ADMITTED, test_admission.NOT_ADMITTED, test_admission.LEAVING)
    beside = (test_conditions.TABLE, test_admission_unusual.TABLE)
    return [row[0] for table in (*own, *beside) for row in table.values()]


def given(scenes: list[Scene]) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for scene in scenes:
        for reason in scene.verdict().reasons:
            found.setdefault(reason.code, set()).add(scene.direction)
    return found


def test_every_reason_is_given_somewhere() -> None:
    assert set(given(situations())) == set(CODES)
    assert len(situations()) >= 200


def test_every_reason_is_given_both_ways_where_it_can_be() -> None:
    both = [scene.but(direction=way) for scene in situations() for way in ("entry", "exit")]
    ways = given(both)
    assert {code for code, found in ways.items() if found == {"entry"}} == ONLY_ON_ENTRY
    assert {code for code, found in ways.items() if found == {"exit"}} == ONLY_ON_EXIT


def test_all_reasons_of_a_verdict_fit_into_its_entry() -> None:
    assert len(CHECKS) <= 32


def test_every_reason_has_its_words_in_the_order_of_the_table() -> None:
    assert set(ENGLISH) == set(CODES)
    assert [ENGLISH[code].row for code in CODES] == sorted(ENGLISH[code].row for code in CODES)
    assert all(words.wording.endswith(".") and words.remedy.endswith(".") for words in ENGLISH.values())
    assert SEVERITIES == ("attention", "hold", "refuse")
