"""`passdesk why`: nothing is recorded, and what was recorded is told as it was known then."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from passdesk import __version__
from passdesk.cli.why import _rested_on
from passdesk.records.provenance import provenance_of
from tests.cli.town import ZONE_FILE, Town
from tests.factories.people import shown

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


def published(town: Town, folder: Path, old: str, new: str) -> None:
    changed = folder / "new.toml"
    changed.write_text(ZONE_FILE.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")
    town.shell.by("admin", "zone", "publish", changed).done()


def test_a_crossing_tells_what_its_verdict_rested_on(town: Town, tmp_path: Path) -> None:
    seq = str(town.shell("scan", town.badge, *LANE, "--json").done().object["entry"]["seq"])
    (entry,) = town.shell("journal", "list", "--kind", "shown", "--json").objects
    told = town.shell("why", "--entry", seq, "--json").done().object
    assert (told["replayed"], told["provenance"]) == (False, {
        "exchange_age_s": 0, "unheard": [], "clock_suspect": False, "restored": False, "kid": entry["body"]["kid"],
        "policy": entry["body"]["policy"], "policy_is_todays": True, "program": __version__, "vouched": False,
    })  # fmt: skip
    policy, out = entry["body"]["policy"][:16], town.shell("why", "--entry", seq).done().out
    for line in ("Last exchange: 0:00:00 before.", "Lanes not heard: none.", "Clock: not in doubt.",
                 f"Policy: {policy}, the one of today.", f"Key: {entry['body']['kid']}.", f"Program: {__version__}"):
        assert f"  {line}\n" in out
    published(town, tmp_path, 'word = "HK / MACAO"', 'word = "HK"')
    assert f"Policy: {policy}, not the one of today.\n" in town.shell("why", "--entry", seq).done().out
    assert town.shell("why", town.chan, *LANE, "--json").object["provenance"] is None


def test_what_was_in_doubt_then_is_said() -> None:
    doubted: dict[str, Any] = {"age": 93_784, "unheard": ["S1-1", "S1-2"], "clock_suspect": True}
    said = list(_rested_on(provenance_of(shown(restored=True, vouched=True, **doubted), None)))
    assert [one.strip() for one in said] == [
        "Last exchange: 1 day, 2:03:04 before.", "Lanes not heard: S1-1, S1-2.", "Clock: in doubt, vouched for by two.",
        "Server: had been put back from a copy.", "Policy: none was in force.", "Key: none was read.", "Program: test",
    ]  # fmt: skip
    assert "  Last exchange: never before, or a desk alone." in _rested_on(provenance_of(shown(), None))


def test_a_scan_that_was_given_a_time_is_said_to_be_one(town: Town) -> None:
    scanned = town.shell("scan", town.text, *LANE, "--at", "2027-08-01T10:00", "--json").object
    seq = str(scanned["entry"]["seq"])
    assert town.shell("why", "--entry", seq, "--json").object["replayed"] is True
    assert "Decided by a time that was given to the scan" in town.shell("why", "--entry", seq).out
    other = str(town.shell("scan", town.text, *LANE, "--json").object["entry"]["seq"])
    assert "given to the scan" not in town.shell("why", "--entry", other).out


def test_a_line_from_paper_is_told_with_the_time_on_the_sheet(town: Town) -> None:
    town.shell.clock.step(7200)
    entered = seconds_ago(town, 3600)
    words = ("--direction", "entry", "--when", entered, "--sheet", "B 17", "--lane", "F1-1", "--json")
    seq = town.shell.by("lau", "paper", "add", town.chan, *words).done().object["entry"][1]
    told = town.shell("why", "--entry", str(seq), "--json").object
    assert (told["at"], told["replayed"]) == (int(datetime.fromisoformat(entered).timestamp()) * 1_000_000, False)


def seconds_ago(town: Town, seconds: int) -> str:
    return datetime.fromtimestamp(town.shell.clock.wall // 1_000_000 - seconds, UTC).isoformat(timespec="seconds")


@pytest.mark.parametrize(
    ("stay", "days"), [("days = 3", "day 1 of 3, "), ("days_in = { days = 2, within = 9 }", "1 of 2 days in any 9, ")]
)
def test_where_a_class_limits_stays_it_says_by_when_to_leave(town: Town, tmp_path: Path, stay: str, days: str) -> None:
    published(town, tmp_path, "\n[classes.goods]\n", f"\n[classes.resident.stay]\n{stay}\n\n[classes.goods]\n")
    outside = town.shell("why", town.chan, *LANE).out
    assert "as seen here" in outside
    assert "to leave by" not in outside
    town.shell("scan", town.badge, *LANE).done()
    way = ("--lane", "F1-1", "--direction", "exit")
    until = town.shell("why", town.chan, *way, "--json").object["stay"]["until"]
    by = datetime.fromtimestamp(until // 1_000_000, ZoneInfo("Asia/Hong_Kong")).isoformat()
    assert f", as seen here: {days}to leave by {by}." in town.shell("why", town.chan, *way).out


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
