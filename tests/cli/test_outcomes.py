"""`passdesk outcome`, `aside`, `annul`, `right`, `returned`, `stale` and `person note`, at one desk."""

from pathlib import Path

import pytest

from tests.cli.shell import Shell, password_of
from tests.cli.test_staff_cards import card_of
from tests.cli.town import Town

LANE = ("--lane", "F1-1")


@pytest.fixture
def refused(town: Town) -> tuple[Shell, str, Town]:
    """A desk where Chan's pass is suspended and was shown: the presentation awaits its outcome."""
    town.shell.by("hanna", "pass", "suspend", town.pass_id).done()
    ran = town.shell("scan", town.text, *LANE, "--direction", "entry", "--json")
    assert (ran.status, ran.object["verdict"]) == (1, "refuse")
    return town.shell, str(ran.object["entry"]["seq"]), town


def inside(desk: Shell) -> list[str]:
    return [one["name"] for one in desk("inside", "--json").done().objects]


SECOND = {"PASSDESK_SECOND_PASSWORD": password_of("sue")}

REFUSALS: dict[str, tuple[str, tuple[str, ...], dict[str, str], int, str]] = {
    "no reason": ("sue", ("passed",), {}, 2, "coded reason"),
    "a strange reason": ("sue", ("passed", "--override", "because"), {}, 2, "no reason"),
    "an officer": ("lau", ("passed", "--override", "other"), {}, 1, "only a supervisor"),
    "oneself twice": ("sue", ("passed", "--override", "other", "--with", "sue"), SECOND, 1, "signed twice"),
    "a wrong second password": (
        "lau", ("passed", "--override", "other", "--with", "sue"), {"PASSDESK_SECOND_PASSWORD": "guess"}, 1,
        "do not fit",
    ),
    "nobody to ask": ("lau", ("passed", "--override", "other", "--with", "sue"), {}, 2, "PASSDESK_SECOND_PASSWORD"),
    "a second nobody knows": ("lau", ("passed", "--override", "other", "--with", "nobody"), SECOND, 1, "do not fit"),
    "a second from HR": (
        "sue", ("passed", "--override", "other", "--with", "hanna"),
        {"PASSDESK_SECOND_PASSWORD": password_of("hanna")}, 1, "checkpoint staff",
    ),
    "nothing to override": ("sue", ("turned-away", "--override", "other"), {}, 2, "nothing here to override"),
    "no such outcome": ("sue", ("flown",), {}, 2, "no outcome"),
}  # fmt: skip


@pytest.mark.parametrize(("by", "words", "environ", "status", "said"), REFUSALS.values(), ids=REFUSALS)
def test_what_lets_nobody_in_against_the_verdict(
    refused: tuple[Shell, str, Town], by: str, words: tuple[str, ...], environ: dict[str, str], status: int, said: str
) -> None:
    desk, entry, _ = refused
    ran = desk.by(by, "outcome", entry, *words, **environ)
    assert (ran.status, said in ran.err) == (status, True), ran
    assert inside(desk) == []
    desk.by("lau", "outcome", entry, "turned-away").done()


def test_an_officer_and_a_supervisor_let_in_against_the_verdict(refused: tuple[Shell, str, Town]) -> None:
    desk, entry, _ = refused
    words = ("outcome", entry, "passed", "--override", "office_confirmed", "--with", "sue", "--json")
    assert desk.by("lau", *words, **SECOND).done().object["outcome"] == "passed"
    assert inside(desk) == ["CHAN Tai Man 陳大文"]
    written = desk("journal", "list", "--kind", "outcome", "--json").done().objects[-1]
    assert (written["by"], written["signed"], written["body"]["override"]) == ("lau", 2, "office_confirmed")


def test_set_aside_listed_and_settled(refused: tuple[Shell, str, Town], tmp_path: Path) -> None:
    desk, entry, town = refused
    assert desk("aside", "list").done().out == "Nobody waits.\n"
    done = desk.by("lau", "aside", entry, "--why", "papers", "--json").done().object
    assert (done["aside"], done["shown"][1]) == (True, int(entry))
    desk.clock.step(240)
    (one,) = desk("aside", "list", "--json").done().objects
    assert (one["minutes"], one["chinese"], one["lane"], one["reasons"]) == (4, "陳大文", "F1-1", ["suspended"])
    assert (one["why"], one["person"], one["shown"]["seq"]) == ("papers", town.chan, int(entry))
    assert "陳大文" in desk("aside", "list").done().out
    assert desk.by("lau", "aside", entry).status == 1
    assert desk.by("lau", "aside", "99999").status == 2
    assert desk.by("lau", "aside", f"{'ab' * 16}:7").status == 2
    assert desk.by("hanna", "aside", entry).status == 1
    whole = f"{one['shown']['journal']}:{entry}"
    desk.by("sue", "outcome", whole, "passed", "--override", "document_checked").done()
    assert desk("aside", "list", "--json").done().objects == []
    assert inside(desk) == ["CHAN Tai Man 陳大文"]
    path = tmp_path / "crossings.csv"
    desk("export", "crossings", "--out", path).done()
    assert ",passed," in path.read_text(encoding="utf-8-sig").splitlines()[-1]


def test_a_crossing_is_undone_and_exports_say_so(town: Town, tmp_path: Path) -> None:
    desk = town.shell
    entry = str(desk("scan", town.text, *LANE, "--direction", "entry", "--json").done().object["entry"]["seq"])
    assert inside(desk) == ["CHAN Tai Man 陳大文"]
    for words in ((entry,), ("1", "--reason", "x"), ("x", "--reason", "x")):
        assert desk.by("lau", "annul", *words).status == 2
    undone = desk.by("lau", "annul", entry, "--reason", "other_person", "--json").done().object
    assert (undone["person"], undone["movement"][1]) == (town.chan, int(entry))
    assert inside(desk) == []
    assert desk.by("lau", "annul", entry, "--reason", "other_person").status == 1
    path = tmp_path / "crossings.csv"
    desk("export", "crossings", "--out", path).done()
    heading, line = path.read_text(encoding="utf-8-sig").splitlines()
    assert heading.endswith(",annulled,evacuated")
    assert line.endswith(f":{undone['entry'][1]},no")


def test_a_supervisor_puts_right_one_and_all(town: Town) -> None:
    desk = town.shell
    right = ("right", "--reason", "counted")
    for words in (right, (*right, "--inside"), (*right, "chan", "--all-inside", "--inside"), (*right, "chan")):
        assert desk.by("sue", *words).status == 2
    assert desk.by("lau", *right, "chan", "--inside").status == 1
    done = desk.by("sue", *right, "chan tai", "lee", "--inside", "--at", "2027-01-01", "--json").done().object
    assert (done["people"], done["inside"], len(done["entries"])) == (2, True, 1)
    assert sorted(inside(desk)) == ["CHAN Tai Man 陳大文", "LEE Mei 李美"]
    assert "2 people are outside" in desk.by("sue", *right, "--all-inside", "--outside").done().out
    assert inside(desk) == []
    assert desk.by("sue", *right, "--all-inside", "--outside").status == 2
    assert desk.by("sue", *right, "chan", "--inside", "--at", "2099-01-01").status == 2


def test_somebody_is_sent_back(town: Town) -> None:
    desk = town.shell
    sent = ("returned", "lee", "--authority", "mainland")
    assert desk.by("lau", *sent).status == 2
    assert desk.by("lau", "returned", "lee", "--into").status == 2
    assert desk.by("hanna", *sent, "--into").status == 1
    done = desk.by("lau", *sent, "--into", "--lane", "S1-1", "--json").done().object
    assert (done["person"], done["into"], done["recorded"]) == (town.lee, True, True)
    assert inside(desk) == ["LEE Mei 李美"]
    desk.by("lau", *sent, "--out").done()
    assert inside(desk) == []


def test_an_old_register_is_accepted_for_some_hours(town: Town) -> None:
    desk = town.shell
    accept = ("stale", "accept", "--lane", "F1-1", "--until")
    assert desk.by("lau", *accept, "18:30").status == 1
    for wrong in ("25:00", "noon", ""):
        assert desk.by("sue", *accept, wrong).status == 2
    assert desk.by("sue", "stale", "accept", "--lane", "F9-9", "--until", "18:30").status == 2
    done = desk.by("sue", *accept, "18:30", "--json").done().object
    assert done["until"].endswith("T18:30:00+08:00")


def test_a_note_for_officers_is_left_and_lifted(town: Town) -> None:
    desk = town.shell
    for words in ((), ("text", "--lift")):
        assert desk.by("lau", "person", "note", "chan", *words).status == 2
    desk.by("lau", "person", "note", "chan", "Call the laboratory.").done()
    shown = desk("scan", town.text, *LANE, "--direction", "entry", "--json").object
    assert (shown["verdict"], shown["reasons"]) == ("attention", ["officer_note"])
    desk.by("sue", "person", "note", "chan", "--lift").done()
    assert desk.by("sue", "person", "note", "chan", "--lift").status == 1


def test_a_second_operator_by_card(refused: tuple[Shell, str, Town]) -> None:
    desk, entry, town = refused
    card = {f"PASSDESK_SECOND_{name.removeprefix('PASSDESK_')}": held for name, held in card_of(town, "sue").items()}
    words = ("outcome", entry, "passed", "--override", "medical", "--with")
    assert desk.by("lau", *words, "sue", **card | {"PASSDESK_SECOND_PIN": "135790"}).status == 1
    other = desk.by("lau", *words, "hanna", **card)
    assert (other.status, "not that of hanna" in other.err) == (2, True)
    desk.by("lau", *words, "sue", **card).done()
    assert inside(desk) == ["CHAN Tai Man 陳大文"]
