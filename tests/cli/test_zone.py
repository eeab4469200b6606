"""Founding a zone on one desk, its policy, its staff, its keys, its log, and its disk in other hands."""

import re
import shutil
from pathlib import Path

import pytest

from passdesk.cli.output import width_of
from passdesk.store.database_key import set_passphrase
from tests.cli.shell import Shell, database_key, hire, password_of
from tests.cli.town import ZONE_FILE, Town
from tests.factories.zones import CHEAP


def test_a_founded_zone_is_ready_and_says_where_its_root_key_lies(tmp_path: Path) -> None:
    shell = Shell(tmp_path / "desk")
    words = ("init", "--zone", ZONE_FILE, "--alone", "--administrator", "wu")
    ran = shell(*words, PASSDESK_PASSWORD=password_of("wu")).done()
    assert str(tmp_path / "desk-root-key.txt") in ran.out
    assert (tmp_path / "desk-root-key.txt").stat().st_mode & 0o077 == 0
    assert shell("scan", "123456789012", "--lane", "F1-1", "--json").object["recorded"] is True
    assert shell("operator", "list", "--json").object["name"] == "wu"


def test_a_folder_in_use_is_not_founded_again(town: Town) -> None:
    ran = town.shell("init", "--zone", ZONE_FILE, "--alone", PASSDESK_PASSWORD="another one")
    assert ran.status == 1
    assert "not an empty folder" in ran.err
    assert town.shell("journal", "verify").status == 0


@pytest.mark.parametrize("words", [[], ["--join", "X"], ["--alone"], ["--zone", "Z"], ["--join", "X", "--alone"]])
def test_half_of_an_init_is_wrong_use(tmp_path: Path, words: list[str]) -> None:
    ran = Shell(tmp_path / "desk")("init", *words)
    assert ran.status == 2
    assert "Give --join CODE and --server URL, or --zone FILE and --alone." in ran.err
    assert not (tmp_path / "desk").exists()


def test_a_sample_policy_has_no_mistakes(tmp_path: Path) -> None:
    said = Shell(tmp_path).bare("zone", "check", ZONE_FILE, "--json").done().object
    assert (said["mistake"], said["zone"], said["lines"]) == (None, "hetao", ["first", "second"])
    assert "no mistakes" in Shell(tmp_path).bare("zone", "check", ZONE_FILE).out


def test_a_changed_policy_is_published_and_counts(town: Town, tmp_path: Path) -> None:
    text = ZONE_FILE.read_text(encoding="utf-8").replace('word = "HK / MACAO"', 'word = "HK"')
    (tmp_path / "new.toml").write_text(text, encoding="utf-8")
    assert town.shell.by("hanna", "zone", "publish", tmp_path / "new.toml").status == 1
    town.shell.by("admin", "zone", "publish", tmp_path / "new.toml").done()
    assert town.shell("journal", "list", "--kind", "policy_published", "--json").object["signed"] == 1


def test_every_mistake_of_a_policy_is_named_by_its_path(town: Town, tmp_path: Path) -> None:
    text = ZONE_FILE.read_text(encoding="utf-8").replace('bit = 2', 'bit = 1').replace('mode = "automatic"', "mode = 7")
    (tmp_path / "bad.toml").write_text(text, encoding="utf-8")
    ran = Shell(tmp_path).bare("zone", "check", tmp_path / "bad.toml", "--json")
    assert ran.status == 2
    assert {one["mistake"].split(":")[0] for one in ran.objects} >= {"lines.second.bit", "lanes.F1-1.mode"}
    assert town.shell.by("admin", "zone", "publish", tmp_path / "bad.toml").status == 2


def test_an_operator_is_added_and_chooses_a_password_before_anything_else(town: Town) -> None:
    desk = town.shell
    words = ("--json", "operator", "add", "mei", "--role", "hr", "--institution", "loop")
    once = desk.by("admin", *words).done().object["one_time_password"]
    early = desk("--operator", "mei", "institution", "add", "X", PASSDESK_PASSWORD=once)
    assert early.status == 1
    assert "passdesk operator password" in early.err
    changing = {"PASSDESK_PASSWORD": once, "PASSDESK_NEW_PASSWORD": password_of("mei")}
    desk("--operator", "mei", "operator", "password", **changing).done()
    desk.by("mei", "person", "add", "--latin", "NG Po").done()
    assert {row["name"]: row["roles"] for row in desk("operator", "list", "--json").objects}["mei"] == ["hr"]


def test_a_disabled_operator_signs_in_no_more(town: Town) -> None:
    desk = town.shell
    desk.by("admin", "operator", "disable", "hanna", "--reason", "left").done()
    ran = desk.by("hanna", "institution", "add", "X")
    assert ran.status == 1
    assert {row["name"]: row["state"] for row in desk("operator", "list", "--json").objects}["hanna"] == "disabled"


def test_only_an_administrator_adds_operators(town: Town) -> None:
    ran = town.shell.by("hanna", "operator", "add", "friend", "--role", "administrator")
    assert ran.status == 1
    assert "friend" not in town.shell("operator", "list").out


def test_keys_are_listed_with_what_they_are_for(founded: Town) -> None:
    rows = founded.shell("key", "list", "--json").done().objects
    assert {row["purpose"] for row in rows} == {"root", "recovery", "operator", "issuing", "journal"}
    assert set(rows[0]) == {"kid", "public", "purpose", "name", "from", "until", "state", "fault", "certificate"}
    assert all(re.fullmatch("[0-9a-f]{8}", row["kid"]) for row in rows)


def test_a_key_for_some_classes_is_made_and_withdrawn(town: Town) -> None:
    desk = town.shell
    words = ("--json", "key", "add", "--class", "visitor", "--institution", "loop", "--days", "30", "--longest", "7")
    made = desk.by("admin", *words).done().object["key"]
    desk.by("admin", "key", "withdraw", made, "--reason", "lost").done()
    states = {row["name"]: row["state"] for row in desk("key", "list", "--json").objects}
    assert states[made] == "withdrawn"


def test_the_desks_of_a_zone(town: Town) -> None:
    desk = town.shell
    (row,) = desk("desk", "list", "--json").done().objects
    assert row["name"] == "office"
    assert row["lanes"] == ["F1-1", "F1-2", "S1-1", "S1-2", "S2-1"]
    again = desk.by("admin", "desk", "confirm", "office")
    assert again.err == "This desk is confirmed already.\nNothing was changed.\n"
    itself = desk.by("admin", "desk", "disable", "office")
    assert itself.status == 2
    assert "does not disable itself" in itself.err
    assert desk("desk", "list", "--json").object["state"] == "active"


def test_the_log_is_listed_by_kind_time_and_number(founded: Town) -> None:
    shell = founded.shell
    rows = shell("journal", "list", "--json").done().objects
    assert [row["seq"] for row in rows] == list(range(1, len(rows) + 1))
    assert rows[0]["kind"] == "zone_founded"
    assert set(rows[0]) == {"seq", "at", "kind", "actor", "by", "signed", "hash", "body", "raw"}
    acts = shell("journal", "list", "--kind", "person_added", "--kind", "pass_issued", "--json").objects
    assert {row["kind"] for row in acts} == {"person_added", "pass_issued"}
    assert {row["by"] for row in acts} == {"hanna"}
    assert len(shell("journal", "list", "--last", "3", "--json").objects) == 3
    assert shell("journal", "list", "--to", "2027-01-14", "--json").objects == []
    assert shell("journal", "list", "--from", "2027-01-15T16:00:03", "--json").objects != []
    lines = shell("journal", "list", "--last", "2").out.splitlines()
    assert [width_of(line.split("  ")[0]) > 0 for line in lines] == [True] * 3


def test_a_whole_log_verifies(founded: Town) -> None:
    said = founded.shell("journal", "verify", "--json").done().object
    assert said["faults"] == 0
    assert said["checked"] == founded.shell("journal", "list", "--last", "1", "--json").object["seq"]
    assert "The chain is whole." in founded.shell("journal", "verify").out


def test_a_pulled_disk_opens_with_the_recovery_key_and_a_new_passphrase(town: Town, tmp_path: Path) -> None:
    pulled = shutil.copytree(town.shell.data, tmp_path / "pulled")
    shell = town.shell.at(pulled)
    ran = shell.bare("recover", pulled, "--key", town.offline, "--json", PASSDESK_PASSPHRASE="a new one").done()
    assert ran.object["entries"] > 20
    assert shell("journal", "verify").status == 1
    assert shell("journal", "verify", PASSDESK_PASSPHRASE="a new one").status == 0
    kinds = shell("journal", "list", "--last", "1", "--json", PASSDESK_PASSPHRASE="a new one").done().object["kind"]
    assert kinds == "database_recovered"


def test_another_zones_recovery_key_opens_nothing(town: Town, tmp_path: Path) -> None:
    other = Shell(tmp_path / "other")
    other("init", "--zone", ZONE_FILE, "--alone", PASSDESK_PASSWORD=password_of("admin")).done()
    ran = town.shell.bare("recover", town.shell.data, "--key", tmp_path / "other-root-key.txt")
    assert ran.status == 1
    assert "recovery key" in ran.err
    assert town.shell("journal", "verify").status == 0


def test_a_new_passphrase_is_as_long_as_a_password_and_an_old_one_opens_as_it_was(town: Town, tmp_path: Path) -> None:
    new = Shell(tmp_path / "new")
    admin = {"PASSDESK_PASSWORD": password_of("admin")}
    for ran in (
        new("init", "--zone", ZONE_FILE, "--alone", PASSDESK_PASSPHRASE="1234567", **admin),
        new("init", "--join", "X", "--server", "https://127.0.0.1:1", PASSDESK_PASSPHRASE="x"),
        new("server", "init", "--zone", ZONE_FILE, PASSDESK_PASSPHRASE="x", **admin),
        town.shell.bare("recover", town.shell.data, "--key", town.offline, PASSDESK_PASSPHRASE="x"),
    ):
        assert ran.status == 2, ran
        assert ran.err.startswith("A new passphrase has at least 8 characters.")
    assert not new.data.exists()
    set_passphrase(town.shell.data, database_key(town.shell), "x", cost=CHEAP)
    town.shell("journal", "verify", PASSDESK_PASSPHRASE="x").done()


@pytest.mark.parametrize("harm", ["missing", "not ASCII", "cut short", "another file", "another value"])
def test_a_key_file_that_is_none_is_said_in_one_sentence(town: Town, tmp_path: Path, harm: str) -> None:
    key = tmp_path / "key.txt"
    content = {
        "not ASCII": "é".encode(), "cut short": town.offline.read_bytes()[:-40], "another file": ZONE_FILE.read_bytes(),
        "another value": b"f97e00",
    }  # fmt: skip
    if harm in content:
        key.write_bytes(content[harm])
    said = town.shell.bare("recover", town.shell.data, "--key", key, "--json")
    assert said.status == 3
    assert str(key) in said.complaint["error"]
    assert not any(word in said.complaint["error"] for word in ("codec", "CBOR", "Errno"))
    assert said.complaint["kept"] == "Nothing was changed."
    assert "when the zone was founded" in said.complaint["remedy"]


def test_a_policy_that_is_not_there_is_said(town: Town, tmp_path: Path) -> None:
    said = town.shell.bare("zone", "check", tmp_path / "none.toml", "--json").complaint
    assert all(said.values())


def test_a_desk_without_a_server_has_nothing_to_exchange_with(town: Town) -> None:
    ran = town.shell("sync")
    assert ran.status == 2
    assert "server init --adopt" in ran.err


def test_several_roles_may_be_one_persons(town: Town) -> None:
    hire(town.shell, "both", "hr", "supervisor")
    town.shell.by("both", "institution", "add", "X").done()
