"""The whole demo, with the smallest cast and one expectation that is wrong on purpose."""

import csv
from urllib.parse import urlsplit

import pytest
from msgspec.structs import replace

from passdesk.clock import system_clock
from passdesk.demo.cast import PARTS, STAFF
from passdesk.demo.checking import ChecksFailed, insist
from passdesk.demo.run import Played, play
from passdesk.demo.situations import SITUATIONS
from passdesk.demo.stage import PASSPHRASE
from passdesk.errors import Unreachable
from passdesk.store.database_key import open_keys_file
from passdesk.store.desk_store import DeskStore
from passdesk.store.signing_in import sign_in
from passdesk.sync import known_server
from passdesk.sync.pinning import shown_certificate

PEOPLE = len(PARTS)
WRONG = "foreign code"


@pytest.fixture(scope="module")
def played(tmp_path_factory: pytest.TempPathFactory) -> Played:
    wrongly = tuple(replace(one, reason="expired") if one.name == WRONG else one for one in SITUATIONS)
    return play(tmp_path_factory.mktemp("demo"), system_clock, people=PEOPLE, situations=wrongly)


def test_everything_holds_but_the_expectation_that_is_wrong(played: Played) -> None:
    off = {check.what: (check.expected, check.found) for check in played.checks if not check.holds}
    assert off == {WRONG: ("1 refuse, expired, turned away", "1 refuse, not a pass, turned away")}


def test_every_situation_was_played(played: Played) -> None:
    expected = {check.what: check.expected for check in played.checks}
    assert [one.name for one in SITUATIONS if expected.get(one.name, "none") == "none"] == []


def test_what_is_off_fails_loudly(played: Played) -> None:
    with pytest.raises(ChecksFailed, match=WRONG):
        insist(played.checks, "")


def test_what_it_leaves_is_what_it_names(played: Played) -> None:
    folder = played.folder
    assert len(list(folder.badges.glob("*.png"))) == PEOPLE
    for path in (folder.badges, folder.photographs, folder.video, folder.csv, folder.server, folder.root / "desks"):
        assert str(path) in played.story
        assert path.exists()
    assert folder.story.read_text(encoding="utf-8") == played.story + "\n"
    with folder.csv.open(encoding="utf-8-sig", newline="") as file:
        assert {row["lane"] for row in csv.DictReader(file)} == {"F1-1", "S1-1"}


def test_anyone_can_go_on_with_the_passwords_it_names(played: Played) -> None:
    assert PASSPHRASE in played.story
    for one in STAFF:
        assert one.password in played.story
        folder = played.folder.desk(one.desk)
        with DeskStore.open(folder, open_keys_file(folder, passphrase=PASSPHRASE)) as store:
            sign_in(store, one.name, one.password, system_clock)


def test_no_server_is_left_running(played: Played) -> None:
    folder = played.folder.desk("records")
    with DeskStore.open(folder, open_keys_file(folder, passphrase=PASSPHRASE), readonly=True) as store:
        port = urlsplit(known_server.required(store.journal).url).port
    assert port
    with pytest.raises(Unreachable):
        shown_certificate("127.0.0.1", port)
