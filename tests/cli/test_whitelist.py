"""Institutions, people, filings, passes and the watchlist, by the commands that change and list them."""

import json
from pathlib import Path

import pytest

from passdesk.cli.output import width_of
from passdesk.domain.attachments import Contact
from passdesk.domain.people import Person
from passdesk.issuing.known_people import read_person
from passdesk.store.desk_store import DeskStore
from tests.cli.shell import Shell, database_key
from tests.cli.town import Town


def states(shell: Shell, *words: str) -> list[str]:
    return [row["state"] for row in shell(*words, "--json").done().objects]


def test_what_the_lists_say_of_a_zone_with_one_pass(founded: Town) -> None:
    shell = founded.shell
    assert shell("institution", "list", "--json").done().object == {
        "institution": founded.institution, "name": "Loop Biotech", "chinese": "環科生物", "state": "active",
    }  # fmt: skip
    assert shell("filing", "list", "--json").done().object == {
        "filing": founded.filing, "person": founded.chan, "name": "CHAN Tai Man 陳大文", "institution": "Loop Biotech",
        "class": "resident", "from": "2027-01-15T00:00:00+08:00", "until": "2027-07-01T00:00:00+08:00",
        "state": "approved",
    }  # fmt: skip
    assert shell("pass", "list", "chan", "--json").done().object == {
        "pass": founded.pass_id, "short_number": founded.number, "person": founded.chan, "name": "CHAN Tai Man 陳大文",
        "class": "resident", "until": "2027-07-01T00:00:00+08:00", "state": "good",
        "stopped_by": [],
    }  # fmt: skip
    assert shell("person", "find", "陳", "--json").done().object == {
        "person": founded.chan, "latin": "CHAN Tai Man", "chinese": "陳大文", "institutions": ["Loop Biotech 環科生物"],
        "state": "active", "language": "", "passes": [f"{founded.number} good"], "stopped_by": {},
    }  # fmt: skip


def test_a_table_keeps_its_columns_with_chinese_in_them(founded: Town) -> None:
    head, line = founded.shell("pass", "list").done().out.splitlines()
    assert width_of(line[: line.index("resident")]) == head.index("CLASS")
    assert line.endswith(founded.pass_id)


@pytest.mark.parametrize("query", ["chan", "tai man chan", "陳", "陳大文", "大"])
def test_one_person_is_found_in_either_script(founded: Town, query: str) -> None:
    assert founded.shell("person", "find", query, "--json").object["person"] == founded.chan


def test_a_list_of_people_that_was_cut_short_says_so(town: Town) -> None:
    desk = town.shell
    desk.by("hanna", "person", "add", "--latin", "CHAN Ka").done()
    cut = desk("person", "find", "chan", "--limit", "1").done()
    assert len(cut.out.splitlines()) == 2
    assert cut.err == "More than 1 match: say more of the name.\n"
    as_json = desk("person", "find", "chan", "--limit", "1", "--json").done()
    assert len(as_json.objects) == 1
    assert json.loads(as_json.err) == {"remark": "More than 1 match: say more of the name.", "more_than": 1}
    whole = desk("person", "find", "chan", "--limit", "2").done()
    assert (len(whole.out.splitlines()), whole.err) == (3, "")


def test_the_short_number_of_a_badge_finds_its_holder(founded: Town) -> None:
    assert founded.shell("person", "find", founded.number, "--json").object["person"] == founded.chan


@pytest.mark.parametrize(
    ("words", "next_step"),
    [
        (["person", "find", "nobody"], "fewer letters"),
        (["pass", "list", "lee"], "passdesk pass issue"),
        (["filing", "list", "--state", "filed"], "No filings of this state"),
        (["watchlist", "list"], "passdesk watchlist add"),
        (["case", "list"], "--state all"),
        (["inside"], "Nobody"),
        (["journal", "list", "--kind", "outcome"], "without options"),
    ],
)
def test_an_empty_list_says_what_to_do(founded: Town, words: list[str], next_step: str) -> None:
    assert next_step in founded.shell(*words).done().out


def test_an_institution_is_added_suspended_and_resumed(desk: Shell) -> None:
    added = desk.by("hanna", "institution", "add", "Delta Labs").done().out
    assert "Delta Labs" in added
    for verb, state in (("suspend", "suspended"), ("resume", "active")):
        desk.by("sue" if verb == "resume" else "anton", "institution", verb, "delta labs").done()
        assert states(desk, "institution", "list") == [state, "active"]


def test_a_name_that_fits_several_institutions_is_answered_with_their_ids(town: Town) -> None:
    desk = town.shell
    other = desk.by("hanna", "--json", "institution", "add", "Loop Labs").done().object["institution"]
    again = desk.by("hanna", "institution", "add", "loop labs")
    assert (again.status, other in again.err) == (1, True)
    ran = desk.by("sue", "institution", "suspend", "loop")
    assert ran.status == 2
    assert f"fits several institutions: {town.institution} Loop Biotech 環科生物, {other} Loop Labs." in ran.err


def test_a_person_is_edited_suspended_and_resumed(town: Town) -> None:
    desk = town.shell
    desk.by("hanna", "person", "edit", "lee", "--chinese", "李美美", "--phone", "123").done()
    assert desk("person", "find", "美美", "--json").object["latin"] == "LEE Mei"
    for verb, state in (("suspend", "suspended"), ("resume", "active")):
        desk.by("sue", "person", verb, town.lee).done()
        assert desk("person", "find", "lee", "--json").object["state"] == state


def test_a_language_is_given_kept_and_taken_away(town: Town) -> None:
    desk = town.shell
    added = desk.by("hanna", "person", "add", "--latin", "HO Ka", "--language", "zh-Hans", "--json").done()
    who = added.object["person"]
    for words, language in (
        (["--chinese", "何嘉"], "zh-Hans"), (["--language", "en"], "en"), (["--phone", "999"], "en"),
        (["--language", ""], ""),
    ):  # fmt: skip
        desk.by("hanna", "person", "edit", who, *words).done()
        assert desk("person", "find", "何嘉", "--json").object["language"] == language
    assert desk("person", "find", "zh-Hans", "--json").objects == []


@pytest.mark.parametrize(
    ("words", "status", "said"),
    [
        (["add", "--latin", "HO Ka", "--language", "fr"], 2, "is none of en, zh-Hant, zh-Hans"),
        (["add", "--latin", "HO Ka", "--born", "2026-13-40"], 2, "born '2026-13-40' is no day"),
        (["add", "--latin", "HO Ka", "--born", "2030-01-01"], 2, "lies in the future"),
        (["add", "--latin", "=1+1"], 2, "looks like a formula"),
        (["add", "--latin", "HO Ka", "--phone", "soon"], 2, "no number to call"),
        (["edit", "lee", "--email", "lee"], 2, "no address"),
        (["edit", "lee", "--chinese", "@李"], 2, "looks like a formula"),
        (["add", "--latin", "HO Ka", "--document", "a 1"], 1, "Another person here has this document"),
    ],
)
def test_one_person_is_held_to_what_a_file_of_many_is(town: Town, words: list[str], status: int, said: str) -> None:
    ran = town.shell.by("hanna", "person", *words)
    assert (ran.status, said in ran.err) == (status, True), ran
    assert status == 2 or town.chan in ran.err


def test_a_filing_is_approved_by_another_and_withdrawn(town: Town) -> None:
    desk = town.shell
    filed = desk.by(
        "hanna", "filing", "file", "李", "--institution", town.institution, "--class", "talent",
        "--until", "2027-03-01", "--from", "2027-01-20", "--line", "second", "--json",
    ).done().object["filing"]  # fmt: skip
    refused = desk.by("hanna", "filing", "approve", filed)
    assert refused.status == 1
    assert refused.err
    assert states(desk, "filing", "list", "--state", "filed") == ["filed"]
    desk.by("anton", "filing", "approve", filed).done()
    desk.by("hanna", "filing", "withdraw", filed, "--reason", "left").done()
    assert sorted(states(desk, "filing", "list")) == ["approved", "withdrawn"]


def test_a_pass_is_suspended_resumed_replaced_and_revoked(town: Town) -> None:
    desk = town.shell
    for verb, state in (("suspend", "suspended"), ("resume", "good")):
        desk.by("sue", "pass", verb, town.number).done()
        assert states(desk, "pass", "list") == [state]
    replacing = desk.by("hanna", "pass", "replace", town.pass_id, "--json").done().object
    assert sorted(states(desk, "pass", "list")) == ["good", "replaced"]
    desk.by("hanna", "pass", "revoke", replacing["short_number"], "--reason", "lost").done()
    assert sorted(states(desk, "pass", "list")) == ["replaced", "revoked"]


@pytest.mark.parametrize(
    ("by", "words", "code"),
    [
        ("sue", ["person", "suspend", "chan"], "person_suspended"),
        ("sue", ["person", "erase", "chan"], "person_suspended"),
        ("sue", ["institution", "suspend", "loop"], "institution_suspended"),
        ("sue", ["watchlist", "add", "chan", "--action", "refuse"], "watchlisted"),
        ("hanna", ["filing", "withdraw"], "filing_withdrawn"),
    ],
)
def test_the_lists_say_what_stands_in_the_way_of_a_pass_that_is_good(
    town: Town, by: str, words: list[str], code: str
) -> None:
    desk = town.shell
    desk.by(by, *words, *([town.filing] if words[0] == "filing" else [])).done()
    shown = f"good, but {code.replace('_', ' ')}"
    listed = desk("pass", "list", "--json").done().object
    assert (listed["state"], listed["stopped_by"]) == ("good", [code])
    assert shown in desk("pass", "list").done().out
    found = desk("person", "find", town.number, "--json").done().object
    assert (found["passes"], found["stopped_by"]) == ([f"{town.number} good"], {town.number: [code]})
    assert f"{town.number} {shown}" in desk("person", "find", town.number).done().out
    assert desk("scan", town.text, "--lane", "F1-1").status == 1


def test_issuing_says_everything_about_the_pass(town: Town) -> None:
    again = town.shell.by("hanna", "pass", "issue", town.chan, "--json", "--until", "2027-02-01").done().object
    assert set(again) == {"pass", "short_number", "text", "expires", "entry", "png", "missing"}
    assert again["expires"] == "2027-02-02T00:00:00+08:00"
    assert (again["png"], again["missing"]) == (None, [])
    assert again["text"].isdigit()


def test_a_badge_is_printed_again_and_reads_back(town: Town, tmp_path: Path) -> None:
    png = tmp_path / "folder" / "again.png"
    png.parent.mkdir()
    town.shell.by("hanna", "pass", "print", town.number, "--png", png).done()
    assert town.shell("pass", "read", png, "--json").done().object["text"] == town.text
    assert list(png.parent.iterdir()) == [png]


@pytest.mark.parametrize("place", [".", "/", "no such folder/badge.png", "folder"])
def test_where_no_badge_can_be_written_no_pass_is_made(town: Town, tmp_path: Path, place: str) -> None:
    (tmp_path / "folder").mkdir()
    before = states(town.shell, "pass", "list")
    for words in (("issue", town.chan), ("replace", town.number), ("print", town.number)):
        ran = town.shell.by("hanna", "pass", *words, "--png", tmp_path / place)
        assert (ran.status, ran.out) == (2, ""), ran
        assert "Nothing was done." in ran.err
    assert states(town.shell, "pass", "list") == before


def test_a_pass_whose_badge_could_not_be_written_is_named(town: Town, tmp_path: Path) -> None:
    long = tmp_path / ("x" * 250)  # it can be named, but not with the ending of a file half written
    ran = town.shell.by("hanna", "pass", "issue", town.chan, "--png", long, "--json")
    assert ran.status == 3
    numbers = {one["short_number"] for one in town.shell("pass", "list", "--json").objects} - {town.number}
    assert len(numbers) == 1
    assert numbers.pop() in ran.complaint["kept"]
    assert "pass print" in ran.complaint["remedy"]


@pytest.mark.parametrize(
    "words", [("pass", "suspend"), ("pass", "print", "--png", "none.png"), ("person", "suspend"), ("pass", "list")]
)
def test_a_short_number_with_a_slip_is_named_as_such(town: Town, words: tuple[str, ...]) -> None:
    slip = f"{town.number[:-1]}{(int(town.number[-1]) + 1) % 10}"
    for typed in (slip, f"{slip[:4]} {slip[4:]}"):
        ran = town.shell.by("hanna", *words, typed)
        assert (ran.status, f"The check digit of {typed} does not fit" in ran.err) == (2, True), ran


def test_letters_no_font_has_are_named_once_the_badge_is_printed(town: Town, tmp_path: Path) -> None:
    desk, png = town.shell, tmp_path / "badge.png"
    desk.by("hanna", "person", "edit", "chan", "--latin", "שלום Tai", "--chinese", "𪚥大").done()
    lacking = ["ש", "ל", "ו", "ם", "𪚥"]
    said = f"The fonts here lack: {' '.join(lacking)}; the badge shows 〓 in their place."
    assert said in desk.by("hanna", "pass", "print", town.number, "--png", png).done().out
    for words in (["print", town.number], ["issue", town.chan]):
        assert desk.by("hanna", "--json", "pass", *words, "--png", png).done().object["missing"] == lacking
    assert said in desk.by("hanna", "pass", "issue", town.chan, "--png", png).done().out
    desk.by("hanna", "person", "edit", town.chan, "--latin", "CHAN Tai Man", "--chinese", "陳大文").done()
    assert "lack" not in desk.by("hanna", "pass", "print", town.number, "--png", png).done().out


def test_somebody_is_watched_and_no_more(town: Town) -> None:
    desk = town.shell
    desk.by("sue", "watchlist", "add", "陳", "--action", "refuse", "--reason", "wanted").done()
    assert desk("watchlist", "list", "--json").object == {
        "name": "CHAN Tai Man 陳大文", "action": "refuse", "reason": "wanted", "person": town.chan,
    }  # fmt: skip
    assert desk("scan", town.text, "--lane", "F1-1").status == 1
    desk.by("sue", "watchlist", "lift", "陳").done()
    assert desk("watchlist", "list", "--json").objects == []


HEAD = "name_latin,name_chinese,document_kind,document_number,institution,class,valid_from,valid_until\n"


def test_people_come_from_a_file_after_the_difference_was_shown(town: Town, tmp_path: Path) -> None:
    desk, file = town.shell, tmp_path / "people.csv"
    file.write_text(f"{HEAD}WONG Ka,黃嘉,hkid,B2,Loop Biotech,resident,2027-02-01,2027-03-01\n", encoding="utf-8")
    before = desk("journal", "verify", "--json").object["checked"]
    shown = desk("people", "import", file, "--dry-run").done()
    assert "+ line 2: WONG Ka 黃嘉" in shown.out
    assert desk("journal", "verify", "--json").object["checked"] == before
    done = desk.by("hanna", "people", "import", file, "--json").done()
    assert done.objects[-1] == {"added": 1, "edited": 0, "filed": 1}
    assert desk("person", "find", "黃", "--json").object["latin"] == "WONG Ka"
    assert "unchanged" in desk("people", "import", file, "--dry-run").done().out


def test_erasing_leaves_no_name_and_a_whole_journal(town: Town) -> None:
    desk = town.shell
    erased = desk.by("sue", "person", "erase", "陳", "--json").done().object
    assert set(erased) == {"person", "erased", "wal_pending", "entry"}
    assert erased["wal_pending"] is False
    assert desk("person", "find", "chan", "--json").objects == []
    assert desk("journal", "verify").status == 0
    assert all("陳" not in line for line in desk("pass", "list").out.splitlines())


def test_erasing_says_wal_pending_while_somebody_reads(town: Town) -> None:
    reading = DeskStore.open(town.shell.data, database_key(town.shell), readonly=True)
    with reading, reading.journal.file.reading() as held:
        held.value("SELECT count(*) FROM entries")
        ran = town.shell.by("sue", "person", "erase", "陳").done()
    assert "WAL pending" in ran.out
    again = town.shell.by("sue", "person", "erase", town.chan, "--json").done()
    assert again.object["wal_pending"] is False


def test_a_new_telephone_leaves_the_address(town: Town) -> None:
    desk = town.shell
    desk.by("hanna", "person", "edit", town.chan, "--phone", "+852 2345 6789", "--email", "chan@example.org").done()
    desk.by("hanna", "person", "edit", town.chan, "--phone", "+852 9876 5432").done()
    assert contact_of(town) == Contact("+852 9876 5432", "chan@example.org")
    desk.by("hanna", "person", "edit", town.chan, "--email", "").done()
    assert contact_of(town) == Contact("+852 9876 5432", "")


def contact_of(town: Town) -> Contact:
    with DeskStore.open(town.shell.data, database_key(town.shell), readonly=True) as store, store.view() as view:
        row = view.get(Person, bytes.fromhex(town.chan))
        assert isinstance(row, Person)
        return read_person(store, row)[2]
