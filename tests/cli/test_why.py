"""`passdesk why`: nothing is recorded, and what was recorded is told as it was known then."""

import pytest

from tests.cli.town import Town

LANE = ("--lane", "F1-1", "--direction", "entry")


def test_a_person_at_a_lane_now(town: Town) -> None:
    before = len(town.shell("journal", "list", "--json").objects)
    told = town.shell("why", town.chan, *LANE, "--json").done().object
    assert (told["verdict"], told["reasons"], told["then"], told["entry"]) == ("admit", [], False, None)
    assert (told["person"], told["pass"], told["lane"]) == (town.chan, town.pass_id, "F1-1")
    assert all(one["asked"] and one["reason"] is None for one in told["checks"])
    assert len(town.shell("journal", "list", "--json").objects) == before


def test_at_another_time_and_by_the_number_on_the_badge(town: Town) -> None:
    told = town.shell("why", town.number, *LANE, "--at", "2100-01-01", "--json")
    assert told.status == 1
    assert "expired" in told.object["reasons"]
    (expired,) = [one for one in told.object["checks"] if one["check"] == "not_over"]
    assert (expired["reason"], expired["severity"], expired["row"]) == ("expired", "refuse", 3)


def test_a_crossing_as_it_was_known_then(town: Town) -> None:
    seq = town.shell("scan", town.badge, *LANE, "--json").done().object["entry"]["seq"]
    town.shell.by("hanna", "pass", "revoke", town.number).done()
    now = town.shell("why", town.chan, *LANE, "--json").object
    told = town.shell("why", "--entry", str(seq), "--json").done().object
    assert (told["verdict"], told["then"], told["entry"]["seq"]) == ("admit", True, seq)
    assert now["verdict"] == "refuse"
    assert "as it was recorded" in town.shell("why", "--entry", str(seq)).done().out


def test_of_an_exit_while_the_area_was_emptied_it_says_what_did_not_count(town: Town) -> None:
    town.shell("evacuation", "start").done()
    town.shell.by("hanna", "pass", "revoke", town.number).done()
    seq = str(town.shell("scan", town.badge, *LANE, "--json").done().object["entry"]["seq"])
    told = town.shell("why", "--entry", seq, "--json").done().object
    assert told["evacuated"] is True
    assert {one["row"] for one in told["checks"] if one["weighed"]} == {1, 2}
    out = town.shell("why", "--entry", seq).done().out
    counted = sum(one["weighed"] for one in told["checks"])
    assert out.count("nothing stands against it") == counted
    assert out.count("not weighed: the area was being emptied") == len(told["checks"]) - counted
    now = town.shell("why", town.chan, "--lane", "F1-1", "--direction", "exit").done().out
    assert "This pass was revoked. (not weighed: the area is being emptied)" in now


def test_the_words_for_people_say_each_check(town: Town) -> None:
    out = town.shell("why", town.chan, *LANE).done().out
    assert out.startswith("ADMIT")
    assert "signature" in out
    assert out.count("nothing stands against it") >= 20


@pytest.mark.parametrize(
    "words",
    [(), ("x", "--entry", "3"), ("--entry", "1"), ("--entry", "99999"), ("--entry", "x"),
     ("Nobody At All", *LANE)],
)  # fmt: skip
def test_what_makes_no_sense_is_wrong_use(town: Town, words: tuple[str, ...]) -> None:
    ran = town.shell("why", *words)
    assert (ran.status, ran.out) == (2, "")


@pytest.mark.parametrize("words", [("--direction", "sideways"), ("--at", "yesterday-ish")])
def test_so_is_a_direction_or_time_that_is_none(town: Town, words: tuple[str, ...]) -> None:
    ran = town.shell("why", town.chan, "--lane", "F1-1", *words)
    assert (ran.status, ran.out) == (2, "")


def test_a_lane_the_policy_lacks_is_declined(town: Town) -> None:
    assert town.shell("why", town.chan, "--lane", "X9", "--direction", "entry").status == 1
