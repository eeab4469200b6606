"""`muster` and `evacuation`: counted, ticked and written without signing in; ended and moved out by staff."""

import csv
import io
from pathlib import Path

from tests.cli.town import Town

IN = ("--lane", "F1-1", "--direction", "entry")


def test_from_the_alarm_to_the_empty_park(town: Town) -> None:
    desk, by = town.shell, town.shell.by
    desk("scan", town.badge, *IN).done()
    assert desk("evacuation", "status", "--json").done().object == {"active": False, "started": None}
    began = desk("evacuation", "start", "--lane", "F1-1", "--json").done().object
    assert began["active"]
    assert desk("evacuation", "start").done().out.startswith("An evacuation goes on already")
    assert "no reason was given yet" in desk("evacuation", "status").done().out

    counted = desk("muster", "--json").done().object
    assert (counted["range"], counted["found"], counted["missing"]) == ([1, 1], 0, [1, 1])
    assert counted["evacuation"] == began["started"]
    (one,) = counted["people"]
    assert (one["person"], one["inside"], one["because"], one["lane"]) == (town.chan, "certain", [], "F1-1")

    assert desk("muster", "tick", "--scan", town.badge, "--json").done().object["ticked"] == [town.chan]
    assert "陳大文" in desk("muster", "tick", "chan tai", "--undo").done().out
    assert desk("muster", "--json").done().object["found"] == 0
    desk("muster", "tick", town.number).done()
    assert "Found: 1. Missing: 0." in desk("muster").done().out

    by("lau", "evacuation", "explain", "fire").done()
    assert by("lau", "evacuation", "end").status != 0
    by("sue", "evacuation", "end").done()
    assert desk("evacuation", "status", "--json").done().object | {"active": False, "reason": "fire"}
    assert by("lau", "muster", "move-out").status != 0
    assert by("sue", "muster", "move-out", "--json").done().object["moved_out"] == [town.chan]
    assert desk("inside").done().out.startswith("Nobody is recorded")
    assert by("sue", "muster", "move-out").done().out.startswith("Nobody who was found")


def test_a_scan_in_an_evacuation_goes_out_also_where_it_was_to_lead_in(town: Town) -> None:
    desk = town.shell
    desk("scan", town.badge, *IN).done()
    desk("evacuation", "start").done()
    said = desk("scan", town.badge, *IN, "--json").done().object
    assert (said["verdict"], said["direction"], said["outcome"], said["awaiting"]) == ("admit", "exit", "left", False)
    assert said["evacuated"] is True
    assert desk("muster", "--json").done().object["range"] == [0, 0]


def test_an_export_says_who_left_while_the_area_was_emptied(town: Town, tmp_path: Path) -> None:
    desk, path = town.shell, tmp_path / "crossings.csv"
    desk("scan", town.badge, *IN).done()
    desk("evacuation", "start").done()
    desk("scan", town.badge, *IN).done()
    desk("export", "crossings", "--out", path).done()
    rows = csv.DictReader(io.StringIO(path.read_bytes().decode("utf-8-sig"), newline=""))
    assert [(row["direction"], row["evacuated"]) for row in rows] == [("entry", "no"), ("exit", "yes")]


def test_the_list_as_a_file(town: Town, tmp_path: Path) -> None:
    desk = town.shell
    desk("scan", town.badge, *IN).done()
    pdf, sheet = tmp_path / "muster.pdf", tmp_path / "muster.csv"
    said = desk("muster", "--out", pdf).done().out
    assert "Inside: 1 (certain 1, possible 0)." in said
    assert pdf.read_bytes().startswith(b"%PDF")
    desk("muster", "--out", sheet).done()
    (row,) = csv.DictReader(io.StringIO(sheet.read_bytes().decode("utf-8-sig"), newline=""))
    assert (row["inside"], row["name_chinese"], row["person"]) == ("certain", "陳大文", town.chan)
    kinds = [one["kind"] for one in desk("journal", "list", "--json").objects]
    assert (kinds.count("muster_opened"), kinds.count("exported")) == (2, 2)


def test_wrong_use(town: Town, tmp_path: Path) -> None:
    desk = town.shell
    seq = len(desk("journal", "list", "--json").objects)
    for words, said in (
        (("muster", "--out", tmp_path / "muster.docx"), "what form"),
        (("muster", "tick"), "Name somebody"),
        (("muster", "tick", "nobody at all"), "Nobody here"),
        (("evacuation", "explain", "fire"), "named as acting"),
        (("evacuation",), "Usage"),
    ):
        ran = desk(*words)
        assert ran.status == 2, words
        assert said in ran.err, words
    ran = desk("muster", "tick", "--scan", "1234567890123", "--json")
    assert (ran.status, ran.object["ticked"], ran.object["why"]) == (1, [], "no_pass")
    assert len(desk("journal", "list", "--json").objects) == seq
