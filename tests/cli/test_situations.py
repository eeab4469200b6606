"""Who is shown when and where, and what a user then reads: by `scan`, `why`, `outcome`, `inside` and `muster`.

Each situation is a copy of one park on a Monday at nine. First what happened before, then who goes which way at which
lane and time, the verdict, its reasons, what came of it, and who is inside in the end.
"""

from pathlib import Path
from typing import Any

import pytest

from tests.cli.park import MONDAY, Park, opened
from tests.cli.served import ServedZone
from tests.cli.test_server import free_port
from tests.cli.town import Town

ADMIT, CONFIRM = ("admit", "pass"), ("admit", "check")
LOOK, HOLD, BACK = ("attention", "check"), ("attention", "hold"), ("refuse", "turn back")
Row = tuple[tuple[str, ...], str, tuple[str, str], str, str, str]


def come(*who: str, lane: str = "F1-1") -> str:
    """One after the other."""
    texts = " ".join(f"{{{one}.text}}" for one in who)
    return f"desk scan {texts} --lane {lane} --direction entry"


def leave(who: str, lane: str = "F1-1") -> str:
    return f"desk scan {{{who}.text}} --lane {lane} --direction exit"


AWAY, LET_IN, LET_OUT, KEPT = "lau turned-away", "lau passed", "lau left", "lau kept"
NOBODY_SAYS = "nobody"
IN = (come("chan"),)
SUSPENDED = "hanna pass suspend {chan.number}"
WORKED = (come("lee"), leave("lee"))
TWO_DAYS = (come("lee"), "after 1 days", leave("lee"))
BROUGHT = (come("chan", "vu"),)

PASSING: dict[str, Row] = {
    "good entry": ((), "chan in F1-1 09:00:00", ADMIT, "", "", "chan"),
    "good exit": (IN, "chan out F1-1 17:00:00", ADMIT, "", "", ""),
    "good entry where an officer confirms": ((), "chan in F1-2 09:00:00", CONFIRM, "", LET_IN, "chan"),
    "good, but not the face on the pass": ((), "chan in F1-2 09:00:00", CONFIRM, "", AWAY, ""),
    "the lane goes by where they are": (IN, "chan - S2-1 10:00:00", CONFIRM, "", LET_OUT, ""),
    "a note for officers": (
        ("lau person note {chan.person} Call.",), "chan in F1-1 09:00:00", LOOK, "officer_note", LET_IN, "chan",
    ),
}  # fmt: skip

WHEREABOUTS: dict[str, Row] = {
    "shown twice: the last second": (IN, "chan in F1-1 09:00:29", LOOK, "shown_just_now", AWAY, "chan"),
    "hard: already inside": (IN, "chan in F1-1 09:00:30", BACK, "already_inside", AWAY, "chan"),
    "hard: at another lane at once": (IN, "chan in F1-2 09:00:05", BACK, "already_inside", AWAY, "chan"),
    "timed: the last second": (
        (come("chan", lane="S1-1"),), "chan in S1-1 09:29:59", BACK, "already_inside", AWAY, "chan",
    ),
    "timed: over": ((come("chan", lane="S1-1"),), "chan in S1-1 09:30:00", ADMIT, "", "", "chan"),
    "soft: not inside": ((), "chan out F1-1 09:00:00", LOOK, "not_inside", LET_OUT, ""),
    "hard: not inside": ((), "chan out S1-2 09:00:00", HOLD, "not_inside", LET_OUT, ""),
    "impossible travel: the last second": (IN, "chan out S2-1 09:07:59", LOOK, "impossible_travel", LET_OUT, ""),
    "impossible travel: time enough": (IN, "chan out S2-1 09:08:00", CONFIRM, "", LET_OUT, ""),
}  # fmt: skip

VALIDITY: dict[str, Row] = {
    "not yet valid: the last second": ((), "ho in F1-1 2027-01-19T23:59:59", BACK, "not_yet_valid", AWAY, ""),
    "not yet valid: the first good one": ((), "ho in F1-1 2027-01-20T00:00:00", ADMIT, "", "", "ho"),
    "expired: the last good second": ((), "fan in F1-1 2027-02-10T23:59:59", ADMIT, "", "", "fan"),
    "expired: the first second": ((), "fan in F1-1 2027-02-11T00:00:00", BACK, "expired", AWAY, ""),
    "expired with the filing": ((), "chan in F1-1 2027-07-01T00:00:00", BACK, "expired filing_expired", AWAY, ""),
    "expired inside": ((come("fan"),), "fan out F1-1 2027-02-11T00:00:00", HOLD, "expired", LET_OUT, ""),
}

STATES: dict[str, Row] = {
    "pass revoked": (
        ("hanna pass revoke {chan.number}",), "chan in F1-1 09:00:00", BACK, "revoked", AWAY, "",
    ),
    "pass suspended": ((SUSPENDED,), "chan in F1-1 09:00:00", BACK, "suspended", AWAY, ""),
    "pass good again": (
        (SUSPENDED, "sue pass resume {chan.number}"), "chan in F1-1 09:00:00", ADMIT, "", "", "chan",
    ),
    "pass replaced": (("hanna pass replace {chan.number}",), "chan in F1-1 09:00:00", BACK, "replaced", AWAY, ""),
    "person suspended": (
        ("sue person suspend {chan.person}",), "chan in F1-1 09:00:00", BACK, "person_suspended", AWAY, "",
    ),
    "institution suspended": (
        ("sue institution suspend delta",), "fan in F1-1 09:00:00", BACK, "institution_suspended", AWAY, "",
    ),
    "another institution suspended": (
        ("sue institution suspend delta",), "chan in F1-1 09:00:00", ADMIT, "", "", "chan",
    ),
    "filing withdrawn": (
        ("hanna filing withdraw {chan.filing}",), "chan in F1-1 09:00:00", BACK, "filing_withdrawn", AWAY, "",
    ),
    "watchlisted": (
        ("sue watchlist add {chan.person} --action refuse",), "chan in F1-1 09:00:00", BACK, "watchlisted", AWAY, "",
    ),
    "watched": (
        ("sue watchlist add {chan.person} --action attention",), "chan in F1-1 09:00:00", LOOK, "watchlisted", LET_IN,
        "chan",
    ),
    "suspended, let in by a supervisor": (
        (SUSPENDED,), "chan in F1-1 09:00:00", BACK, "suspended", "sue passed --override medical", "chan",
    ),
    "suspended inside, let out": ((*IN, SUSPENDED), "chan out F1-1 09:10:00", HOLD, "suspended", LET_OUT, ""),
    "suspended inside, kept here": ((*IN, SUSPENDED), "chan out F1-1 09:10:00", HOLD, "suspended", KEPT, "chan"),
    "suspended and on the watchlist": (
        (SUSPENDED, "sue watchlist add {chan.person} --action refuse"), "chan in F1-1 09:00:00", BACK,
        "suspended watchlisted", AWAY, "",
    ),
}  # fmt: skip

RIGHTS: dict[str, Row] = {
    "wrong line": ((), "ng in F1-1 09:00:00", BACK, "wrong_line", AWAY, ""),
    "the right line": ((), "ng in S1-1 09:00:00", ADMIT, "", "", "ng"),
    "wrong checkpoint": ((), "gu in S1-1 09:00:00", BACK, "wrong_checkpoint goods_to_check", AWAY, ""),
    "a lane that only goes out": ((), "chan in S1-2 09:00:00", BACK, "no_policy", AWAY, ""),
    "before opening: the last second": ((), "lee in F1-1 06:59:59", BACK, "outside_hours", AWAY, ""),
    "opening": ((), "lee in F1-1 07:00:00", ADMIT, "", "", "lee"),
    "closed: the first second": ((), "lee in F1-1 22:00:00", BACK, "outside_hours", AWAY, ""),
    "leaving after hours": ((come("lee"),), "lee out F1-1 22:00:00", HOLD, "outside_hours", LET_OUT, ""),
    "a holiday": ((), "lee in F1-1 2027-02-08T12:00:00", BACK, "outside_hours", AWAY, ""),
    "a holiday, another class": ((), "chan in F1-1 2027-02-08T12:00:00", ADMIT, "", "", "chan"),
}

STAYS: dict[str, Row] = {
    "one entry left": ((*WORKED, *WORKED), "lee in F1-1 12:00:00", ADMIT, "", "", "lee"),
    "entries used up": ((*WORKED, *WORKED, *WORKED), "lee in F1-1 12:00:00", BACK, "entries_used_up", AWAY, ""),
    "the last day of a stay": ((come("lee"),), "lee out F1-1 2027-01-19T21:59:59", ADMIT, "", "", ""),
    "overstayed, left": ((come("lee"),), "lee out F1-1 2027-01-20T12:00:00", HOLD, "overstayed", LET_OUT, ""),
    "overstayed, kept here": ((come("lee"),), "lee out F1-1 2027-01-20T12:00:00", HOLD, "overstayed", KEPT, "lee"),
    "overstayed, and nobody says what came of it": (
        (come("lee"),), "lee out F1-1 2027-01-20T12:00:00", HOLD, "overstayed", NOBODY_SAYS, "lee?",
    ),
    "a day left of three": (TWO_DAYS, "lee in F1-1 2027-01-25T12:00:00", ADMIT, "", "", "lee"),
    "stay used up": (
        (*TWO_DAYS, "after 1 days", *WORKED), "lee in F1-1 2027-01-25T12:00:00", BACK, "stay_used_up", AWAY, "",
    ),
}  # fmt: skip

BESIDE: dict[str, Row] = {
    "visitor alone": ((), "vu in F1-1 09:00:00", BACK, "escort_required", AWAY, ""),
    "visitor with a host": ((), "chan+vu in F1-1 09:00:00", ADMIT, "", "", "chan vu"),
    "visitor with a host of others": ((), "fan+vu in F1-1 09:00:00", BACK, "escort_required", AWAY, "fan"),
    "visitor leaves first": (BROUGHT, "vu out F1-1 10:00:00", ADMIT, "", "", "chan"),
    "host leaves first": (BROUGHT, "chan out F1-1 10:00:00", HOLD, "visitors_inside", KEPT, "chan vu"),
    "host leaves last": ((*BROUGHT, leave("vu")), "chan out F1-1 10:00:00", ADMIT, "", "", ""),
    "goods to check": (
        (), "gu in S2-1 09:00:00", HOLD, "goods_to_check",
        "lau passed --ticked declared --ticked seal --ticked count", "gu",
    ),
    "goods with a broken seal": ((), "gu in S2-1 09:00:00", HOLD, "goods_to_check", "lau turned-away", ""),
    "goods on a Sunday after hours": (
        (), "gu in S2-1 2027-01-24T14:00:00", BACK, "outside_hours goods_to_check", AWAY, "",
    ),
}  # fmt: skip

CODES: dict[str, Row] = {
    "forged": ((), "forged in F1-1 09:00:00", BACK, "forged", AWAY, ""),
    "of another zone": ((), "of-another-zone in F1-1 09:00:00", BACK, "wrong_zone", AWAY, ""),
    "unknown key": ((), "by-another-key in F1-1 09:00:00", BACK, "unknown_key", AWAY, ""),
    "unknown pass, where the line refuses": ((), "not-heard-of in F1-1 09:00:00", BACK, "unknown_pass", AWAY, ""),
    "unknown pass, where an officer looks": ((), "not-heard-of in S1-1 09:00:00", LOOK, "unknown_pass", AWAY, ""),
    "not a pass": ((), "a-barcode in F1-1 09:00:00", BACK, "not_a_pass", AWAY, ""),
    "forged, leaving": ((), "forged out F1-1 09:00:00", HOLD, "forged", KEPT, ""),
}

ALARM = "desk evacuation start"
EVACUATED: dict[str, Row] = {
    "whoever is inside leaves": ((*IN, ALARM), "chan out F1-1 09:10:00", ADMIT, "", "", ""),
    "what held them before holds nobody": ((*IN, SUSPENDED, ALARM), "chan out F1-1 09:10:00", ADMIT, "", "", ""),
    "where an officer confirms, nobody waits": ((*IN, ALARM), "chan out F1-2 09:10:00", ADMIT, "", "", ""),
    "after the end they enter again": ((ALARM, "sue evacuation end"), "chan in F1-1 09:10:00", ADMIT, "", "", "chan"),
}
ALONE = {**PASSING, **WHEREABOUTS, **VALIDITY, **STATES, **RIGHTS, **STAYS, **BESIDE, **CODES, **EVACUATED}

ACCEPTED = "sue stale accept --lane F1-1 --until 18:00"
WITH_A_SERVER: dict[str, Row] = {
    "before the register is old": ((), "chan in F1-1 12:59:00", ADMIT, "", "", "chan"),
    "an old register warns": ((), "chan in F1-1 13:01:00", LOOK, "register_stale", LET_IN, "chan"),
    "too old: refused at the first line": (
        (), "chan in F1-1 2027-01-21T09:01:00", BACK, "register_stale", AWAY, "",
    ),
    "too old: warns at the second line": (
        (), "chan in S1-1 2027-01-21T09:01:00", LOOK, "register_stale", LET_IN, "chan",
    ),
    "too old, and accepted": (
        ("after 3 days", ACCEPTED), "chan in F1-1 2027-01-21T17:59:59", LOOK, "register_stale", LET_IN, "chan",
    ),
    "accepted until just now": (
        ("after 3 days", ACCEPTED), "chan in F1-1 2027-01-21T18:00:00", BACK, "register_stale", AWAY, "",
    ),
}  # fmt: skip


@pytest.fixture(scope="module")
def park(founded: Town, tmp_path_factory: pytest.TempPathFactory) -> Park:
    """Only to be copied."""
    return opened(founded.copied(tmp_path_factory.mktemp("park")))


@pytest.fixture(scope="module")
def served(park: Park, tmp_path_factory: pytest.TempPathFactory) -> Park:
    """The same under a server that was heard once, at nine. Only to be copied."""
    folder = tmp_path_factory.mktemp("served")
    heard = park.copied(folder)
    zone = ServedZone(folder, heard.shell.clock, free_port())
    words = ("server", "init", "--adopt", heard.shell.data, "--offline", heard.town.offline)
    zone.server(*words, "--url", f"https://127.0.0.1:{zone.port}").done()
    with zone.running():
        heard.shell("sync").done()
    return heard


@pytest.mark.parametrize("row", ALONE.values(), ids=ALONE)
def test_alone(park: Park, tmp_path: Path, row: Row) -> None:
    goes_as_told(park.copied(tmp_path), row)


@pytest.mark.parametrize("row", WITH_A_SERVER.values(), ids=WITH_A_SERVER)
def test_with_a_server(served: Park, tmp_path: Path, row: Row) -> None:
    goes_as_told(served.copied(tmp_path), row)


def test_by_hand_is_decided_by_the_time_given_too(park: Park, tmp_path: Path) -> None:
    here = park.copied(tmp_path)
    found = ("scan", "--by-hand", here.holders["chan"].person, "--why", "battery", "--lane", "S2-1", "--json", "--at")
    wrong = here.shell(*found, "nonsense")
    assert (wrong.status, wrong.objects) == (2, [])
    late = here.shell(*found, "2030-01-01T09:00:00").object
    assert "filing_expired" in late["reasons"]


def test_without_a_policy_for_the_way_that_is_the_reason_and_nothing_is_asked(park: Park, tmp_path: Path) -> None:
    here = park.copied(tmp_path)
    told = here.shell("why", here.holders["chan"].person, "--lane", "S1-2", "--direction", "entry").out
    assert "REFUSE  no_policy: " in told
    assert "nothing stands against it" not in told
    assert "not asked: without a policy none is" in told


def test_in_an_evacuation_nobody_would_enter(park: Park, tmp_path: Path) -> None:
    here = park.copied(tmp_path)
    here.does(ALARM).done()
    told = here.shell("why", park.holders["chan"].person, "--lane", "F1-1", "--direction", "entry", "--json").object
    assert said_of(told) == (*BACK, ["evacuation"])


def goes_as_told(park: Park, row: Row) -> None:
    before, shown, (verdict, instruction), reasons, then, inside = row
    for step in before:
        park.does(step).done()
    who, way, lane, at = shown.split()
    *first, last = who.split("+")
    place = ["--lane", lane, "--at", at if "T" in at else f"{MONDAY}T{at}", "--json"]
    place += {"in": ["--direction", "entry"], "out": ["--direction", "exit"]}.get(way, [])
    expected = (verdict, instruction, reasons.split())
    told = park.shell("why", park.holders[last].number, *place) if not first and last in park.holders else None
    ran = park.shell("scan", *map(park.text, (*first, last)), *place)
    said = ran.objects[-1]
    assert (said_of(said), ran.status) == (expected, 0 if verdict == "admit" else 1)
    if told is not None:
        assert (said_of(told.object), told.status) == (expected, ran.status)
    seq = str(said["entry"]["seq"])
    assert said_of(park.shell("why", "--entry", seq, "--json").object) == expected
    assert said["awaiting"] is bool(then)
    settle(park, seq, then)
    assert_inside(park, inside.split())


def said_of(told: dict[str, Any]) -> tuple[str, str, list[str]]:
    return told["verdict"], told["instruction"], told["reasons"]


def settle(park: Park, seq: str, then: str) -> None:
    if then == NOBODY_SAYS:
        park.shell.clock.step(600)
        assert park.shell("scan", "1234567890123", "--lane", "F1-1").status == 1
        body = park.shell("journal", "list", "--kind", "outcome", "--json").done().objects[-1]["body"]
        assert (body["shown"][1], body["outcome"]) == (int(seq), "unknown")
    elif then:
        officer, *words = then.split()
        park.shell.by(officer, "outcome", seq, *words).done()


def assert_inside(park: Park, names: list[str]) -> None:
    """Of a name with a question mark it is not certain."""
    people = {park.holders[name.rstrip("?")].person: "possible" if "?" in name else "certain" for name in names}
    assert {one["person"] for one in park.shell("inside", "--json").done().objects} == set(people)
    muster = park.shell("muster", "--json").done().object
    assert {one["person"]: one["inside"] for one in muster["people"]} == people
    certain = list(people.values()).count("certain")
    assert (muster["certain"], muster["range"]) == (certain, [certain, len(people)])
