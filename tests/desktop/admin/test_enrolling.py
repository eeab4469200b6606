"""Many lanes enrolled at once, against a real server: places opened, files written, and the codes are good."""

from collections.abc import Iterator, Sequence
from contextlib import nullcontext
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from PIL import Image
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from passdesk.credential import keys
from passdesk.credential.enrolment import parse_code
from passdesk.credential.qr_picture import read_back
from passdesk.desktop.admin.desks_page import DesksPage
from passdesk.desktop.admin.desks_state import Enrolled
from passdesk.desktop.admin.enrol_forms import EnrolledForm, NameForm, PickForm
from passdesk.desktop.admin.told import Done
from passdesk.desktop.look import Look
from passdesk.desktop.opened_desk import OpenedDesk
from passdesk.domain.people import Desk, Enrolment
from passdesk.errors import Declined, Unreachable
from passdesk.store.desk_store import DeskStore
from passdesk.sync.invitations import read_invitation, read_invitation_file
from passdesk.sync.joining import join
from passdesk.sync.link import Link
from tests.desktop.admin.conftest import Escape, Hands, Space, World, at_window
from tests.factories.clocks import FakeClock
from tests.factories.zones import seeded
from tests.server.in_process import InProcessLink
from tests.server.zones import Served, a_served_zone


class CutAfterCodes(InProcessLink):
    """The server has the codes, and then the line is gone."""

    given = False

    def speaking_for(self, journal: bytes, identity: Ed25519PrivateKey) -> "CutAfterCodes":
        del journal, identity
        return self

    def keep_codes(self, codes: Sequence[bytes]) -> None:
        super().keep_codes(codes)
        self.given = True

    def time(self, nonce: bytes) -> bytes:
        if self.given:
            raise Unreachable("The line is gone.")
        return super().time(nonce)


class Wire:
    """The line to the server, which can be cut."""

    def __init__(self, served: Served) -> None:
        self.served, self.cut, self.cut_after_codes = served, False, False

    def line(self, store: DeskStore) -> "nullcontext[Link]":
        if self.cut:
            raise Unreachable("The server does not answer.", kept="Nothing was sent.", remedy="Look at the cable.")
        if self.cut_after_codes:
            return nullcontext(CutAfterCodes(self.served.central, store.journal.id))
        return nullcontext(self.served.link(store))


@pytest.fixture
def served(tmp_path: Path, clock: FakeClock) -> Iterator[Served]:
    made = a_served_zone(tmp_path / "server", clock)
    yield made
    made.close()


@pytest.fixture
def wire(served: Served) -> Wire:
    return Wire(served)


@pytest.fixture
def hands(qtbot: QtBot, served: Served, wire: Wire, world: World, look: Look, clock: FakeClock) -> Iterator[Hands]:
    """At the admin desk of a zone with a server, signed in as its administrator."""
    store = served.desk("office", "issuing", "records", "admin")
    served.sync(store)
    opened = OpenedDesk(store, clock, connect=lambda: wire.line(store))
    opened.session.begin(served.admin)
    made = at_window(qtbot, opened, world, look)
    made.workspace.go_to("desks")
    made.until(lambda: bool(made.workspace.desks.picture.lines))
    yield made
    made.window.close()
    opened.close()


def page(hands: Hands) -> DesksPage:
    inside = hands.page.inside
    assert isinstance(inside, DesksPage)
    return inside


def open_all(hands: Hands) -> None:
    """Every lane without a desk, under the names proposed, by keys."""
    hands.push("Enrol desks…")
    hands.until(lambda: isinstance(page(hands).sheet, PickForm))
    hands.push("Next")
    hands.until(lambda: isinstance(page(hands).sheet, NameForm))
    hands.push("Open")


def enrolled(hands: Hands) -> Enrolled:
    hands.until(lambda: isinstance(hands.workspace.desks.picture.asking, Enrolled))
    asking = hands.workspace.desks.picture.asking
    assert isinstance(asking, Enrolled)
    return asking


def test_every_lane_gets_a_place_a_file_a_page_and_its_code_is_good(
    hands: Hands, served: Served, world: World, tmp_path: Path, clock: FakeClock
) -> None:
    world.folder = tmp_path / "out"
    world.folder.mkdir()
    open_all(hands)
    made = enrolled(hands)
    assert made.heard
    assert [one.opened.place.lanes for one in made.invited] == [("F1-1",), ("F1-2",), ("S1-1",), ("S1-2",), ("S2-1",)]
    assert made.invited[0].opened.place.name == "Huanggang F1-1"
    hands.push("Save files and pages…")
    hands.until(lambda: not hands.workspace.desks.picture.busy)
    files = sorted(path.name for path in world.folder.iterdir())
    assert len(files) == made.of == 11
    assert "01-Huanggang-F1-1.passdesk-join" in files
    assert (world.folder / "pages.pdf").read_bytes().startswith(b"%PDF")
    asked = read_invitation_file(world.folder / "01-Huanggang-F1-1.passdesk-join")
    assert asked.code == made.invited[0].opened.code
    gate = joins(served, asked.code, clock)
    assert gate == "Huanggang F1-1"


def joins(served: Served, code: str, clock: FakeClock) -> str:
    """A new desk takes the place the code is for; its name."""
    public, at = keys.public_of(seeded("new gate")), clock().wall // 1_000_000
    spki = served.central.keys.tls.spki_sha256
    return join(parse_code(code), public, spki, served.central.enrol, at).rights.name


def test_the_code_on_the_screen_reads_back_as_the_invitation(hands: Hands) -> None:
    open_all(hands)
    made = enrolled(hands)
    form = page(hands).sheet
    assert isinstance(form, EnrolledForm)
    hands.tab_to("Desks")
    hands.press(Qt.Key.Key_Down)
    QApplication.processEvents()
    image = form.code.pixmap().toImage()
    raw = Image.new("L", (image.width(), image.height()))
    raw.putdata([image.pixelColor(x, y).red() for y in range(image.height()) for x in range(image.width())])
    text = read_back(raw)
    assert text is not None
    assert read_invitation(text).code == made.invited[1].opened.code
    assert form.typed.text().replace("\n", "-") == made.invited[1].opened.code


def test_a_folder_that_takes_nothing_keeps_the_codes_and_another_is_chosen(
    hands: Hands, world: World, tmp_path: Path
) -> None:
    open_all(hands)
    enrolled(hands)
    world.folder = tmp_path / "not there"
    hands.push("Save files and pages…")
    hands.until(lambda: hands.workspace.desks.picture.wrong is not None)
    assert "could not be written" in told_in(hands)
    hands.press(Escape)
    world.folder = tmp_path / "there"
    world.folder.mkdir()
    hands.push("Save files and pages…")
    hands.until(lambda: enrolled(hands).saved)
    assert hands.workspace.desks.picture.wrong is None
    assert told_in(hands).startswith(f"Saved to {world.folder}")


def test_saving_that_is_stopped_says_what_lies_there_now(hands: Hands, tmp_path: Path) -> None:
    open_all(hands)
    enrolled(hands)
    folder = tmp_path / "out"
    folder.mkdir()
    hands.workspace.desks.save(folder)
    hands.workspace.desks.stop_saving()
    hands.until(lambda: hands.workspace.desks.picture.wrong is not None)
    there = len(list(folder.iterdir()))
    assert 1 <= there < 11
    assert f"{there} of 11 files are in {folder}. Whoever has one of them" in told_in(hands)


def told_in(hands: Hands) -> str:
    """What the form says of itself, all of it to be seen in a small window."""
    hands.window.resize(1024, 640)
    QApplication.processEvents()
    form = page(hands).sheet
    assert form is not None
    item = form.below.itemAt(0)
    assert item is not None
    said = item.widget()
    assert said is not None
    assert said.visibleRegion().boundingRect() == said.rect()
    return " ".join(one.text() for one in said.findChildren(QLabel))


def test_a_name_that_is_too_long_for_the_list_stands_in_its_tool_tip(hands: Hands) -> None:
    open_all(hands)
    enrolled(hands)
    form = page(hands).sheet
    assert isinstance(form, EnrolledForm)
    assert [form.list.item(at).toolTip() for at in (0, 4)] == ["Huanggang F1-1", "Goods yard S2-1"]
    assert form.list.horizontalScrollBarPolicy() is Qt.ScrollBarPolicy.ScrollBarAlwaysOff


def test_what_a_field_complains_of_is_scrolled_to(hands: Hands) -> None:
    hands.window.resize(1024, 640)
    hands.push("Enrol desks…")
    hands.until(lambda: isinstance(page(hands).sheet, PickForm))
    form = page(hands).sheet
    assert isinstance(form, PickForm)
    for at in range(form.lanes.list.count()):
        form.lanes.list.item(at).setCheckState(Qt.CheckState.Unchecked)
    hands.tab_to("Next")
    hands.press(Space)
    hands.until(lambda: form.lanes.complains)
    hands.until(lambda: not form.lanes.visibleRegion().isEmpty())


def test_without_a_line_nothing_is_opened_and_the_form_says_so(hands: Hands, wire: Wire, served: Served) -> None:
    wire.cut = True
    open_all(hands)
    hands.until(lambda: hands.workspace.desks.picture.wrong is not None)
    assert isinstance(page(hands).sheet, NameForm)
    assert not [row for row in served.rows().values() if isinstance(row, Enrolment) and row.used_by is None]
    wire.cut = False
    hands.push("Open")
    assert enrolled(hands).heard


def test_codes_are_shown_also_when_the_server_has_not_heard_of_the_places_yet(
    hands: Hands, wire: Wire, served: Served, clock: FakeClock
) -> None:
    wire.cut_after_codes = True
    open_all(hands)
    made = enrolled(hands)
    assert not made.heard
    hands.push("Done")
    hands.until(lambda: page(hands).sheet is None)
    served.sync(served.desks[0])
    assert joins(served, made.invited[0].opened.code, clock) == "Huanggang F1-1"


def test_a_desk_without_a_lane_is_enrolled_by_name(hands: Hands) -> None:
    hands.push("Enrol desks…")
    hands.until(lambda: isinstance(page(hands).sheet, PickForm))
    form = page(hands).sheet
    assert isinstance(form, PickForm)
    hands.push("Next")  # lanes are ticked, and so is the gate
    hands.until(lambda: isinstance(page(hands).sheet, NameForm))
    hands.press(Escape)
    hands.push("Enrol desks…")
    hands.until(lambda: isinstance(page(hands).sheet, PickForm))
    form = page(hands).sheet
    assert isinstance(form, PickForm)
    for at in range(form.lanes.list.count()):
        form.lanes.list.item(at).setCheckState(Qt.CheckState.Unchecked)
    form.roles.boxes["checkpoint"].setChecked(False)
    form.roles.boxes["records"].setChecked(True)
    hands.push("Next")
    assert form.name.inside.property("wrong")
    hands.tab_to("Name, for a desk without a lane")
    hands.type("Board")
    hands.push("Next")
    hands.until(lambda: isinstance(page(hands).sheet, NameForm))
    hands.push("Open")
    assert [one.opened.place.name for one in enrolled(hands).invited] == ["Board"]


def test_a_desk_that_is_gone_is_disabled(hands: Hands, served: Served) -> None:
    gone = served.desk("gone", "records")
    served.sync(gone)
    store = served.desks[0]
    served.sync(store)
    hands.workspace.desks.refresh()
    hands.until(lambda: len(hands.workspace.desks.overview.desks) == 3)
    hands.workspace.desks.choose(gone.journal.id)
    hands.push("Disable…")
    hands.push("Disable")
    hands.until(lambda: hands.workspace.desks.picture.told is not None)
    with store.view() as view:
        row = view.get(Desk, gone.journal.id)
    assert isinstance(row, Desk)
    assert row.state == "disabled"


def test_a_place_no_desk_has_come_to_is_taken_back(
    hands: Hands, wire: Wire, served: Served, clock: FakeClock
) -> None:
    """Also without the line; the lane has no desk again."""
    open_all(hands)
    made = enrolled(hands)
    hands.push("Done")
    hands.until(lambda: page(hands).sheet is None)
    wire.cut = True
    place = made.invited[0].opened
    hands.workspace.desks.choose(place.enrolment)
    hands.until(lambda: hands.workspace.desks.picture.chosen == place.enrolment)
    hands.push("Take back…")
    hands.until(lambda: page(hands).sheet is not None)
    assert hands.focus.accessibleName() == "Cancel"
    hands.push("Take back")
    hands.until(lambda: page(hands).sheet is None)
    hands.until(lambda: place.enrolment not in {line.key for line in hands.workspace.desks.overview.desks})
    assert hands.workspace.desks.picture.told == Done("place taken back", place.place.name)
    assert place.place.lanes[0] in {lane.id for lane in hands.workspace.desks.overview.unserved}
    served.sync(served.desks[0])
    with pytest.raises(Declined, match="taken back"):
        joins(served, place.code, clock)
