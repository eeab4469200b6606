"""`passdesk shift`, from signing on to signing off."""

from tests.cli.shell import password_of
from tests.cli.town import Town

LANE = ("--lane", "F1-1")


def test_a_shift_from_beginning_to_end(town: Town) -> None:
    desk = town.shell
    nobody = desk("shift", "status", *LANE, "--json")
    assert (nobody.status, nobody.object["operator"]) == (1, None)
    begun = desk.by("lau", "shift", "start", *LANE, "--json").done().object
    assert begun["operator"] == "lau"
    desk("scan", town.badge, *LANE, "--direction", "entry").done()
    desk("scan", "1234567890123", *LANE, "--direction", "entry")
    counts = desk("shift", "status", *LANE, "--json").done().object["counts"]
    assert (counts["passed"], counts["unsettled"], counts["since"]) == (1, 0, begun["since"])
    ended = desk.by("lau", "shift", "end", *LANE, "--json").done().object
    assert ended["counts"] == counts
    assert desk.by("lau", "shift", "end", *LANE).status == 1
    assert desk("journal", "verify").status == 0


def test_the_words_for_people(town: Town) -> None:
    town.shell.by("lau", "shift", "start", *LANE).done()
    out = town.shell("shift", "status", *LANE).done().out
    assert "the shift of lau" in out
    assert "turned away 0" in out


def test_whoever_takes_over_signs_too_and_a_wrong_password_changes_nothing(town: Town) -> None:
    desk = town.shell
    desk.by("lau", "shift", "start", *LANE).done()
    wrong = desk.by("lau", "shift", "hand-over", "--to", "hanna", *LANE, PASSDESK_SECOND_PASSWORD="not theirs at all")
    assert wrong.status == 1
    assert desk("shift", "status", *LANE, "--json").object["operator"] == "lau"
    held = desk.by("lau", "shift", "hand-over", "--to", "sue", *LANE, PASSDESK_SECOND_PASSWORD=password_of("sue"))
    assert held.status == 0
    assert desk("shift", "status", *LANE, "--json").object["operator"] == "sue"
    to_hr = ("shift", "hand-over", "--to", "hanna", *LANE)
    assert desk.by("sue", *to_hr, PASSDESK_SECOND_PASSWORD=password_of("hanna")).status == 1
    nobody_asked = desk.by("lau", "shift", "hand-over", "--to", "hanna", *LANE)
    assert nobody_asked.status == 2


def test_who_says_nothing_of_where_is_asked(town: Town) -> None:
    ran = town.shell("shift", "status")
    assert ran.status == 2
    assert "--lane" in ran.err
