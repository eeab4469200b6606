"""`desk enrol` at an admin desk, and `init --join` with what it leaves: a file, its text, or the page's code."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image

from passdesk.credential.qr_picture import read_back
from tests.cli.served import ServedZone, a_served_zone
from tests.cli.shell import Ran, Shell

LIST = "name,roles,lanes\nGate 1,checkpoint,F1-1\nGate/2,checkpoint,F1-2\nDesk 3,records,\n"


@pytest.fixture
def zone(tmp_path: Path) -> Iterator[ServedZone]:
    zone = a_served_zone(tmp_path)
    with zone.running():
        yield zone


@pytest.fixture
def office(zone: ServedZone) -> Shell:
    return zone.join("office", "--role", "admin", "--role", "issuing")


def enrol(zone: ServedZone, office: Shell, text: str = LIST, *, name: str = "admin") -> Ran:
    path = zone.folder / "desks.csv"
    path.write_text(text, encoding="utf-8")
    return office.by(name, "desk", "enrol", path, "--out", zone.folder / "out", "--json")


def test_each_new_desk_joins_with_its_file_its_text_or_its_page(zone: ServedZone, office: Shell) -> None:
    rows = enrol(zone, office).done().objects
    assert [row["desk"] for row in rows] == ["Gate 1", "Gate/2", "Desk 3"]
    files = [Path(row["file"]) for row in rows]
    assert [path.name for path in files] == [
        f"{name}.passdesk-join" for name in ("01-Gate-1", "02-Gate-2", "03-Desk-3")
    ]
    with Image.open(files[2].with_suffix(".png")) as page:
        on_page = read_back(page)
    assert on_page is not None
    ways = [str(files[0]), files[1].read_text(), on_page]
    for number, way in enumerate(ways):
        joined = zone.desk(f"new {number}")("init", "--join", way, "--json").done().object
        assert (joined["name"], joined["exchanged"]) == (rows[number]["desk"], True)
    assert (zone.folder / "out" / "pages.pdf").read_bytes().startswith(b"%PDF-")
    office("sync").done()
    said = {row["name"]: row["state"] for row in office("desk", "list", "--json").objects}
    assert {said[row["desk"]] for row in rows} == {"active"}


def test_a_code_by_itself_still_needs_the_address(zone: ServedZone, office: Shell) -> None:
    code = enrol(zone, office).done().objects[0]["code"]
    new = zone.desk("new")
    alone = new("init", "--join", code)
    assert (alone.status, "where the server is" in alone.err) == (2, True)
    new("init", "--join", code, "--server", zone.url).done()


@pytest.mark.parametrize("given", ["", "passdesk-join:1:X:Y", "no/such/file", "x" * 5000, "\0", "."])
def test_what_is_no_invitation(zone: ServedZone, given: str) -> None:
    ran = zone.desk("new")("init", "--join", given)
    assert ran.status == 2, ran
    assert not zone.desk("new").data.exists()


def test_without_the_server_no_place_is_opened(tmp_path: Path) -> None:
    zone = a_served_zone(tmp_path)
    with zone.running():
        office = zone.join("office", "--role", "admin")
    ran = enrol(zone, office)
    assert ran.status == 3
    assert not list((zone.folder / "out").iterdir())
    assert "enrolment_opened" not in office("journal", "list", "--json").out


def test_a_list_with_a_mistake_opens_nothing(zone: ServedZone, office: Shell) -> None:
    for text, status in [("", 2), ("name,roles,lanes\nx,king,\n", 2), ("name,roles,lanes\noffice,admin,\n", 1)]:
        assert enrol(zone, office, text).status == status
    assert len(office("desk", "list", "--json").objects) == 2


def test_a_card_made_at_a_desk_opens_places_there_and_at_the_server(zone: ServedZone, office: Shell) -> None:
    png = zone.folder / "card.png"
    office.by("admin", "operator", "card", "admin", "--png", png, PASSDESK_PIN="471100").done()
    with Image.open(png) as picture:
        text = read_back(picture)
    assert text is not None
    card = {"PASSDESK_CARD": text, "PASSDESK_PIN": "471100"}
    (zone.folder / "desks.csv").write_text(LIST, encoding="utf-8")
    office("desk", "enrol", zone.folder / "desks.csv", "--out", zone.folder / "out", **card).done()
    place = ("server", "enrol", "late", "--role", "records")
    zone.server(*place, **card).done()
    wrong = zone.server(*place, **card | {"PASSDESK_PIN": "471101"})
    foreign = zone.server(*place, **card | {"PASSDESK_CARD": "weixin://qr"})
    assert (wrong.status, foreign.status) == (1, 3)


def test_a_place_that_was_never_used_is_taken_back(zone: ServedZone, office: Shell) -> None:
    enrol(zone, office).done()
    before = [one["name"] for one in office("desk", "list", "--json").objects]
    assert "Gate 1" in before
    office.by("admin", "desk", "withdraw", "Gate 1", "--reason", "other").done()
    assert "Gate 1" not in [one["name"] for one in office("desk", "list", "--json").objects]
    office("sync").done()
    lost = zone.desk("gate-1")("init", "--join", next((zone.folder / "out").glob("01-*.passdesk-join")))
    assert lost.status == 1
    assert "taken back" in lost.err
    assert not zone.desk("gate-1").data.exists()
    assert office.by("admin", "desk", "withdraw", "Gate 1").status == 2
    assert office.by("admin", "desk", "withdraw", "office").status == 2
