"""`scan`, `outcome`, `pass read`, `inside` and `export`: the lane's work and what is kept of it."""

import csv
import json
from pathlib import Path

import pytest
from PIL import Image

from passdesk.credential.certificates import open_certificate
from passdesk.credential.qr_picture import draw_qr
from passdesk.domain.entries import read_entry
from tests.cli.shell import Shell
from tests.cli.town import Town

SCAN_KEYS = [
    "source", "verdict", "reasons", "pass", "person", "entry", "recorded", "provenance", "ms",
    "instruction", "direction", "lane", "awaiting", "outcome", "evacuated",
]  # fmt: skip
LANE = ("--lane", "F1-1", "--direction", "entry")


def test_an_admitted_scan_has_the_shape_of_the_design(town: Town) -> None:
    ran = town.shell("scan", town.badge, *LANE, "--json").done()
    said = ran.object
    assert list(said) == SCAN_KEYS
    assert said["source"] == str(town.badge)
    assert (said["verdict"], said["reasons"], said["recorded"]) == ("admit", [], True)
    assert (said["pass"], said["person"]) == (town.pass_id, town.chan)
    assert set(said["entry"]) == {"journal", "seq"}
    assert said["provenance"] == {
        "signature": "verified", "exchange_age_s": 0, "unheard": [], "clock_suspect": False, "restored": False,
        "vouched": False,
    }  # fmt: skip
    assert list(said["ms"]) == ["decode", "verify", "decide", "commit"]
    assert all(isinstance(span, float) for span in said["ms"].values())
    assert (said["instruction"], said["awaiting"], said["outcome"]) == ("pass", False, "passed")
    assert said["evacuated"] is False


def test_an_empty_word_scans_nothing_though_a_badge_lies_here(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(town.badge.parent)
    before = len(town.shell("journal", "list", "--json").objects)
    for words in (("scan", "", *LANE), ("pass", "read", "")):
        ran = town.shell(*words)
        assert (ran.status, ran.out) == (2, "")
        assert "not set" in ran.err
    assert len(town.shell("journal", "list", "--json").objects) == before


def test_a_short_number_is_named_as_one(town: Town) -> None:
    ran = town.shell("scan", town.number, *LANE)
    assert ran.status == 1
    assert f"passdesk person find {town.number}" in ran.out


def test_a_refusal_is_status_1_and_waits_for_its_outcome(town: Town) -> None:
    desk = town.shell
    ran = desk("scan", "1234567890123", *LANE, "--json")
    assert ran.status == 1
    assert list(ran.object) == SCAN_KEYS
    assert (ran.object["verdict"], ran.object["reasons"]) == ("refuse", ["not_a_pass"])
    assert (ran.object["pass"], ran.object["person"], ran.object["awaiting"]) == (None, None, True)
    seq = ran.object["entry"]["seq"]
    settled = desk.by("lau", "outcome", str(seq), "turned-away", "--json").done().object
    assert settled["outcome"] == "turned_away"
    assert settled["shown"] == [ran.object["entry"]["journal"], seq]
    assert settled["recorded"] is True
    again = desk.by("lau", "outcome", str(seq), "passed")
    assert again.status == 1


def test_the_words_for_people_name_the_holder_the_reason_and_what_to_do_next(town: Town) -> None:
    desk = town.shell
    assert desk("scan", town.text, *LANE).out.startswith("ADMIT  pass  CHAN Tai Man 陳大文  (entry ")
    refused = desk("scan", "1234567890123", *LANE).out
    assert refused.startswith("REFUSE  turn back")
    assert "not_a_pass: This code is not a pass." in refused
    assert "passdesk outcome" in refused


def test_who_is_inside_follows_the_movements(town: Town) -> None:
    desk = town.shell
    desk("scan", town.text, *LANE).done()
    (row,) = desk("inside", "--json").done().objects
    assert (row["person"], row["lane"], row["institutions"]) == (town.chan, "F1-1", ["Loop Biotech 環科生物"])
    assert all(name.isidentifier() for name in row)
    assert "CHAN Tai Man 陳大文" in desk("inside").out
    desk.clock.step(120)
    shown = desk("scan", town.text, "--lane", "F1-2", "--json").object
    assert (shown["direction"], shown["awaiting"]) == ("exit", True)
    desk.by("lau", "outcome", str(shown["entry"]["seq"]), "left").done()
    assert desk("inside", "--json").objects == []


def test_a_time_may_be_given_in_a_trial_zone(town: Town) -> None:
    late = town.shell("scan", town.text, *LANE, "--at", "2027-08-01T10:00", "--json")
    assert late.status == 1
    assert late.object["reasons"] == ["expired", "filing_expired"]


def test_digits_full_width_and_in_groups_are_read(town: Town) -> None:
    wide = town.text.translate({ord(str(digit)): chr(0xFF10 + digit) for digit in range(10)})
    assert town.shell("pass", "read", wide, "--json").done().object["text"] == town.text


def test_one_object_a_source_and_the_worst_status_of_all(town: Town, tmp_path: Path) -> None:
    (tmp_path / "broken.png").write_bytes(town.badge.read_bytes()[:200])
    ran = town.shell("scan", town.text, tmp_path / "broken.png", "99999999999", *LANE, "--json")
    assert ran.status == 3
    assert [one["verdict"] for one in ran.objects] == ["admit", None, "refuse"]
    assert [list(one) for one in ran.objects] == [SCAN_KEYS] * 3
    assert [one["recorded"] for one in ran.objects] == [True, False, True]
    assert "broken.png" in ran.complaint["error"]


def test_two_passes_in_one_picture_are_not_judged_and_nothing_is_recorded(town: Town, tmp_path: Path) -> None:
    with Image.open(town.badge) as badge:
        both = Image.new("RGB", (badge.width, badge.height + 600), "white")
        both.paste(badge, (0, 0))
    other = draw_qr("1" + town.text[1:-1] + str((int(town.text[-1]) + 1) % 10), pixels_per_module=8).convert("RGB")
    both.paste(other, (0, both.height - other.height))
    both.save(tmp_path / "both.png")
    before = len(town.shell("journal", "list", "--json").objects)
    ran = town.shell("scan", tmp_path / "both.png", *LANE, "--json")
    assert ran.status == 3
    assert list(ran.object) == SCAN_KEYS
    assert (ran.object["verdict"], ran.object["recorded"]) == (None, False)
    assert "Show one pass at a time." in ran.err
    assert len(town.shell("journal", "list", "--json").objects) == before


def test_a_pass_beside_a_code_of_others_is_judged_alone(town: Town, tmp_path: Path) -> None:
    with Image.open(town.badge) as badge:
        both = Image.new("RGB", (badge.width, badge.height + 300), "white")
        both.paste(badge, (0, 0))
    both.paste(draw_qr("https://example.com", pixels_per_module=8).convert("RGB"), (0, both.height - 264))
    both.save(tmp_path / "both.png")
    said = town.shell("scan", tmp_path / "both.png", *LANE, "--json").done().objects
    assert [(one["verdict"], one["pass"]) for one in said] == [("admit", town.pass_id)]


def test_reading_a_pass_records_nothing_and_says_its_claims(town: Town) -> None:
    desk = town.shell
    before = desk("journal", "verify", "--json").object
    said = desk("pass", "read", town.badge, "--json").done().object
    assert list(said) == ["source", "text", "token", "claims"]
    assert (said["source"], said["text"], said["token"]) == (str(town.badge), town.text, "valid")
    assert said["claims"] == {
        "zone": "hetao", "pass": town.pass_id, "class": 2, "lines": 3, "tag": said["claims"]["tag"],
        "issued_at": "2027-01-15T08:00:08+00:00", "not_before": "2027-01-15T08:00:08+00:00",
        "expires": "2027-06-30T16:00:00+00:00",
    }  # fmt: skip
    assert desk("journal", "verify", "--json").object == before


@pytest.mark.parametrize(("text", "token"), [("12345678901", "not_a_pass"), ("9" * 400, "not_a_pass")])
def test_foreign_codes_are_shown_and_not_hidden(founded: Town, text: str, token: str) -> None:
    ran = founded.shell("pass", "read", text, "--json")
    assert ran.status == 1
    assert ran.object == {"source": "typed", "text": text, "token": token, "claims": None}


def test_a_picture_without_a_code_is_one_object_without_text(founded: Town, tmp_path: Path) -> None:
    Image.new("L", (320, 240), 255).save(tmp_path / "empty.png")
    ran = founded.shell("pass", "read", tmp_path / "empty.png", "--json")
    assert ran.status == 1
    assert ran.object == {"source": str(tmp_path / "empty.png"), "text": None, "token": "unreadable", "claims": None}


def test_an_expired_pass_is_not_called_valid(town: Town) -> None:
    town.shell.clock.step(200 * 86_400)
    ran = town.shell("pass", "read", town.text, "--json")
    assert (ran.status, ran.object["token"]) == (1, "expired")
    assert ran.object["claims"]["pass"] == town.pass_id


def crossed(town: Town) -> Shell:
    desk = town.shell
    desk("scan", town.text, *LANE).done()
    assert desk("scan", "1234567890123", *LANE).status == 1
    return desk


def test_crossings_are_exported_as_a_table_and_as_lines(town: Town, tmp_path: Path) -> None:
    desk = crossed(town)
    done = desk("export", "crossings", "--out", tmp_path / "all.csv", "--json").done().object
    assert done == {"file": str(tmp_path / "all.csv"), "rows": 2, "source": "own"}
    with (tmp_path / "all.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == 2
    assert any("陳大文" in cell for cell in rows[0].values())
    desk("export", "crossings", "--out", tmp_path / "all.jsonl").done()
    lines = [json.loads(line) for line in (tmp_path / "all.jsonl").read_text(encoding="utf-8").splitlines()]
    assert len(lines) == 2


@pytest.mark.parametrize(
    ("options", "rows"),
    [
        ("--verdict admit", 1), ("--verdict refuse", 1), ("--reason not_a_pass", 1), ("--person chan", 1),
        ("--institution loop", 1), ("--class resident", 1), ("--class talent", 0), ("--lane F1-1", 2),
        ("--lane F1-2", 0), ("--line first", 2), ("--line second", 0), ("--checkpoint F1", 2), ("--outcome passed", 1),
        ("--outcome kept", 0), ("--direction exit", 0), ("--desk office", 2), ("--officer lau", 0), ("--override", 0),
        ("--no-override", 2), ("--from 2027-01-15 --to 2027-01-15", 2), ("--from 2027-01-16", 0),
        ("--to 2027-01-14", 0), ("--here", 2),
    ],
)  # fmt: skip
def test_each_filter_of_an_export(crossings: Shell, tmp_path: Path, options: str, rows: int) -> None:
    done = crossings("export", "crossings", "--out", tmp_path / "some.csv", *options.split(), "--json").done()
    assert done.object["rows"] == rows


@pytest.fixture(scope="module")
def crossings(founded: Town, tmp_path_factory: pytest.TempPathFactory) -> Shell:
    return crossed(founded.copied(tmp_path_factory.mktemp("crossed")))


@pytest.mark.parametrize(
    "options", ["--verdict yes", "--lane X", "--outcome maybe", "--direction up", "--reason nonsense", "--class vip"]
)
def test_a_filter_that_nothing_can_fit_writes_nothing(crossings: Shell, tmp_path: Path, options: str) -> None:
    ran = crossings("export", "crossings", "--out", tmp_path / "none.csv", *options.split())
    assert ran.status == 2
    assert options.split()[1] in ran.err
    assert not (tmp_path / "none.csv").exists()


def test_an_auditor_gets_every_entry_whole(town: Town) -> None:
    """Enough to check chain and signatures with a program of one's own."""
    listed = town.shell("journal", "list", "--json").done().objects
    entries = [read_entry(bytes.fromhex(one["raw"])) for one in listed]
    assert [entry.hash.hex() for entry in entries] == [one["hash"] for one in listed]
    assert [later.content.prev for later in entries[1:]] == [entry.hash for entry in entries[:-1]]
    certified = [one for one in town.shell("key", "list", "--json").done().objects if one["purpose"] == "operator"]
    assert certified
    for one in certified:
        assert open_certificate(bytes.fromhex(one["certificate"]), "hetao").subject.hex() == one["public"]
