"""`scan --by-hand` and `paper`: people without a pass that reads, and crossings that stood on paper."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.cli.town import Town

LANE = ("--lane", "F1-1", "--direction", "entry")


def test_by_hand_is_judged_and_let_pass_by_an_officer(town: Town) -> None:
    desk = town.shell
    said = desk("scan", "--by-hand", "陈大文", "--why", "battery", *LANE, "--json")
    assert said.status == 1
    assert (said.object["verdict"], said.object["reasons"]) == ("attention", ["by_hand"])
    assert (said.object["person"], said.object["pass"], said.object["awaiting"]) == (town.chan, town.pass_id, True)
    assert desk("inside", "--json").objects == []
    desk.by("lau", "outcome", str(said.object["entry"]["seq"]), "passed").done()
    assert [one["person"] for one in desk("inside", "--json").objects] == [town.chan]


def test_who_has_no_pass_is_refused_by_hand(town: Town) -> None:
    said = town.shell("scan", "--by-hand", "lee mei", "--why", "forgotten", *LANE, "--json")
    assert (said.status, said.object["verdict"]) == (1, "refuse")
    assert "no_pass" in said.object["reasons"]


@pytest.mark.parametrize(
    "words",
    [
        ("--by-hand", "chan"), ("--by-hand", "chan", "--why", "tired"), ("--why", "battery"), (),
        ("--by-hand", "nobody here", "--why", "other"), ("badge.png", "--by-hand", "chan", "--why", "other"),
        ("--by-hand", "loop biotech", "--why", "other"),
    ],
)  # fmt: skip
def test_wrong_use_of_by_hand_records_nothing(town: Town, words: tuple[str, ...]) -> None:
    before = len(town.shell("journal", "list", "--json").objects)
    ran = town.shell("scan", *words, *LANE)
    assert (ran.status, ran.out) == (2, "")
    assert len(town.shell("journal", "list", "--json").objects) == before


def test_a_line_of_paper_is_recorded_once_and_marked(town: Town, tmp_path: Path) -> None:
    desk = town.shell
    desk.clock.step(7200)
    when = ("--when", _ago(town, 3600), "--sheet", "7", "--lane", "F1-1")
    words = ("paper", "add", town.chan, "--direction", "entry", *when)
    said = desk.by("lau", *words, "--json").done().object
    assert (said["recorded"], said["person"]) == (True, town.chan)
    assert desk.by("lau", *words, "--json").done().object["recorded"] is False
    out = tmp_path / "out.jsonl"
    desk.by("sue", "export", "crossings", "--out", out).done()
    assert '"input": "paper"' in out.read_text(encoding="utf-8")
    assert '"officer": "lau"' in out.read_text(encoding="utf-8")


def test_a_sheet_is_imported_and_its_faults_are_named(town: Town, tmp_path: Path) -> None:
    desk, file = town.shell, tmp_path / "sheet.csv"
    desk.clock.step(7200)
    lines = [
        "when,person,direction,remark", f"{_ago(town, 3600)},{town.number},entry,", f"{_ago(town, 1800)},陳大文,exit,x",
        f"{_ago(town, -3600)},chan,entry,", f"{_ago(town, 60)},nobody,entry,", f"{_ago(town, 60)},chan,up,",
        "soon,chan,exit,", ",,,",
    ]  # fmt: skip
    file.write_text("\ufeff" + "\r\n".join(lines), encoding="utf-8")
    words = ("paper", "import", file, "--sheet", "B", "--lane", "F1-1", "--json")
    ran = desk.by("lau", *words)
    assert ran.status == 1
    assert [one["recorded"] for one in ran.objects] == [True, True, False, False, False, False]
    assert [one["line"] for one in ran.objects if "line" in one] == [4, 5, 6, 7]
    assert desk("inside", "--json").objects == []
    again = desk.by("lau", *words)
    assert not any(one["recorded"] for one in again.objects)


@pytest.mark.parametrize("data", [b"", b"\xff\xfe\x00", b"a,b\n1,2\n", b'person,direction,when\n"x\n'])
def test_a_file_that_is_no_sheet_is_refused(town: Town, tmp_path: Path, data: bytes) -> None:
    file = tmp_path / "sheet.csv"
    file.write_bytes(data)
    ran = town.shell.by("lau", "paper", "import", file, "--lane", "F1-1")
    assert (ran.status, ran.out) == (2, "")
    assert "Nothing was recorded" in ran.err


def _ago(town: Town, seconds: int) -> str:
    return datetime.fromtimestamp(town.shell.clock.wall / 1_000_000 - seconds, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
