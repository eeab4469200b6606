"""The assembly point: counted, found by name and by pass, printed, live, and by the keyboard alone."""

from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QPageSize
from PySide6.QtPrintSupport import QPrinter
from pytestqt.modeltest import ModelTester

from passdesk.administration import staff_cards
from passdesk.credential.token import text_of
from passdesk.desktop.faces import Faces
from passdesk.desktop.look import Look
from passdesk.desktop.mustering.model import MusterModel
from passdesk.desktop.mustering.paper import paint_pages, print_pages
from passdesk.desktop.mustering.state import MusterPicture, Part
from passdesk.desktop.opened_desk import OpenedDesk
from passdesk.domain.attachments import Names
from passdesk.errors import Trouble
from passdesk.records.mustering.counting import Expected, Ticked
from passdesk.records.mustering.listing import Listed, listed
from passdesk.records.mustering.reading import muster
from passdesk.records.mustering.ticking import tick
from passdesk.records.mustering.writing import drawn_pages, place_of
from passdesk.store.acts import Acting
from passdesk.store.name_words import words
from tests.desktop.mustering.conftest import Ready, Scene
from tests.factories.desks import fill_the_disk
from tests.factories.zones import CHEAP

Key = Qt.Key


def open_point(ready: Ready) -> None:
    ready.windowed.click("Who is inside")
    ready.counted()


def test_nobody_signs_in_to_count_and_to_find(ready: Ready) -> None:
    scene, point = ready.scene, ready.point
    open_point(ready)
    muster_ = point.picture.muster
    assert muster_ is not None
    assert (muster_.least, muster_.most, muster_.found) == (2, 2, 0)
    assert scene.kinds().count("muster_opened") == 1
    ready.windowed.scan(scene.text)
    ready.until(lambda: point.picture.muster is not None and point.picture.muster.found == 1)
    told = point.picture.told
    assert told is not None
    assert (told.person, told.names.latin, told.why) == (scene.holder.person, "Chan Siu Ming", None)
    assert ready.windowed.says("Found: Chan Siu Ming, 陳小明")
    assert scene.sounds == ["admit"]
    assert scene.kinds()[-1] == "mustered"
    assert scene.inside() == sorted([scene.holder.person, scene.other])  # found, and nobody crossed
    assert [one.of.person for one in point.picture.shown] == [scene.other]


def test_a_code_that_is_no_pass_ticks_nobody_and_says_so(ready: Ready) -> None:
    scene = ready.scene
    open_point(ready)
    broken = bytearray(scene.holder.token)
    broken[-1] ^= 1
    for number, (text, reason) in enumerate((
        (text_of(bytes(broken)), "signature does not hold"), ("https://example.org", "That is no pass"),
        ("9" * 10_000, "That is no pass"), ("\x1b[2J\r\x03", "That is no pass"),
    ), 1):  # fmt: skip
        ready.windowed.scan(text)
        ready.until(partial(ready.told, number))
        assert ready.windowed.says("NOBODY TICKED"), text[:20]
        assert ready.windowed.says(reason)
    assert "mustered" not in scene.kinds()
    assert set(scene.sounds) == {"refuse"}


def test_by_the_keyboard_alone(ready: Ready) -> None:
    point = ready.point
    open_point(ready)
    page = ready.page()
    page.table.setFocus()
    ready.windowed.press(Key.Key_Slash, Key.Key_H, Key.Key_O, Key.Key_Return)
    assert [one.names.latin for one in point.picture.shown] == ["Ho Ka Yan"]
    ready.windowed.press(Key.Key_Space)
    ready.until(lambda: point.picture.by_id[ready.scene.other].of.found is not None)
    assert ready.has_focus(page.table)
    ready.windowed.press(Key.Key_Plus)
    ready.until(lambda: point.picture.by_id[ready.scene.other].of.found is None)
    assert ready.windowed.says("No longer ticked")
    ready.windowed.press(Key.Key_Escape, Key.Key_Escape)
    ready.until(lambda: point.picture.text == "")
    ready.windowed.press(Key.Key_Escape)
    ready.until(lambda: not point.is_open)
    assert ready.windowed.says("Locked.")


def test_one_after_another_with_the_space_bar_alone(ready: Ready) -> None:
    open_point(ready)
    ready.page().table.setFocus()
    ready.windowed.press(Key.Key_Down)
    for found in (1, 2):
        ready.windowed.press(Key.Key_Space)
        ready.until(partial(has_found, ready, found))
    assert ready.point.picture.shown == ()


def has_found(ready: Ready, people: int) -> bool:
    return ready.point.picture.muster is not None and ready.point.picture.muster.found == people


def test_it_is_live_while_others_tick(ready: Ready) -> None:
    open_point(ready)
    tick(ready.scene.opened.store, ready.scene.clock, [ready.scene.other])
    ready.scene.opened.wrote.emit()
    ready.until(lambda: ready.point.picture.muster is not None and ready.point.picture.muster.found == 1)


def test_a_staff_card_is_for_the_door_not_for_the_list(ready: Ready) -> None:
    scene = ready.scene
    card = staff_cards.make_card(Acting(scene.opened.store, scene.officer, scene.clock), "4711", cost=CHEAP).text
    open_point(ready)
    ready.windowed.scan(card)
    assert not ready.point.is_open
    assert ready.windowed.desk.door.picture.way == "pin"
    assert ready.point.picture.told is None


def test_it_stays_when_somebody_signs_in_and_a_workspace_leads_away(ready: Ready) -> None:
    open_point(ready)
    ready.come(ready.scene.chief)
    assert ready.point.is_open
    ready.windowed.scan(ready.scene.text)
    ready.until(lambda: ready.point.picture.told)
    assert ready.scene.kinds()[-1] == "mustered"
    assert all(probe.heard == [] for probe in ready.windowed.probes.values())
    ready.windowed.press(Key.Key_Plus)
    assert all(probe.keys == [] for probe in ready.windowed.probes.values())
    ready.windowed.desk.go_to("gate")
    ready.windowed.scan(ready.scene.text)
    assert ready.windowed.probes["gate"].heard == [ready.scene.text]


def test_the_found_are_moved_out_in_one_act(ready: Ready) -> None:
    scene = ready.scene
    ready.come(scene.chief)
    ready.emergency.open_point()
    ready.counted()
    assert not ready.page().put_out.isVisible()
    ready.point.tick(scene.other)
    ready.until(lambda: ready.point.picture.ready)
    ready.windowed.click("Move 1 person out …")
    assert ready.windowed.says("Ho Ka Yan, 何家欣")
    ready.windowed.click("Move 1 person out")
    ready.until(lambda: ready.point.picture.moved == 1 and not ready.point.picture.busy)
    assert scene.inside() == [scene.holder.person]
    assert ready.windowed.says("1 person was moved out.")


def test_only_a_supervisor_sees_the_act(ready: Ready) -> None:
    ready.come(ready.scene.officer)
    ready.emergency.open_point()
    ready.counted()
    ready.point.tick(ready.scene.other)
    ready.until(lambda: ready.point.picture.ready)
    assert not ready.page().put_out.isVisible()


def more(ready: Ready, sounds: int) -> bool:
    return len(ready.scene.sounds) > sounds


def test_a_tick_that_could_not_be_written_is_said(ready: Ready) -> None:
    open_point(ready)
    fill_the_disk(ready.scene.opened.store)
    for _ in range(200):
        answered = len(ready.scene.sounds)
        ready.point.scanned(ready.scene.text)
        ready.until(partial(more, ready, answered))
        if ready.point.picture.wrong:
            break
    assert "not-recorded" in ready.scene.sounds
    assert ready.windowed.says("NOT RECORDED")


@pytest.mark.parametrize("name", ["list.pdf", "list.csv", "list"])
def test_the_list_is_saved(ready: Ready, tmp_path: Path, name: str) -> None:
    open_point(ready)
    ready.scene.place.append(tmp_path / name)
    ready.point.save()
    ready.until(lambda: ready.point.picture.printing and ready.point.picture.printing.done)
    assert (tmp_path / name).with_suffix(Path(name).suffix or ".pdf").stat().st_size > 100
    assert "exported" in ready.scene.kinds()


def test_it_is_printed(ready: Ready) -> None:
    open_point(ready)
    ready.point.print()
    ready.until(lambda: ready.point.picture.printing and ready.point.picture.printing.done)
    assert ready.scene.sounds == ["page"]
    assert ready.scene.kinds()[-1] == "exported"


def test_pages_on_a_printer(scene: Scene, tmp_path: Path) -> None:
    with pytest.raises(Trouble, match="printer"):
        print_pages((), "no such printer")
    printer = QPrinter()
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "out.pdf"))
    store, clock = scene.opened.store, scene.clock
    paint_pages(printer, drawn_pages(store, listed(store, muster(store, clock)), place_of(store, clock)))
    assert printer.pageLayout().pageSize().id() == QPageSize.PageSizeId.A4
    assert (tmp_path / "out.pdf").stat().st_size > 10_000


def somebody(number: int, *doubts: str, found: bool = False, latin: str = "") -> Listed:
    key = number.to_bytes(16)
    ticked = Ticked(key, 1_800_000_000_000_000, "name") if found else None
    of = Expected(key, 1_800_000_000_000_000, "F1-1", doubts, found=ticked)  # type: ignore[arg-type]
    names, where = Names(latin or f"Pérson {number}", "陳" * (number % 3)), Names("University", "大學")
    said = tuple(words(f"{names.both} {where.both} {of.lane}"))
    return Listed(of, names, (where,), None, said)


PEOPLE = (somebody(1), somebody(2, found=True), somebody(3, "aside"), somebody(4, "unknown", found=True))
CHOSEN: dict[str, tuple[Part, str, list[int]]] = {
    "missing": ("missing", "", [1, 3]),
    "certain": ("certain", "", [1, 2]),
    "possible": ("possible", "", [3, 4]),
    "found": ("found", "", [2, 4]),
    "by name, whatever part": ("missing", "person 4", [4]),
    "by institution": ("missing", "大學", [1, 2, 3, 4]),
    "by another form of a character": ("missing", "大学", [1, 2, 3, 4]),
    "by one character": ("found", "陈", [1, 2, 4]),
    "two words, one begun": ("missing", "f1-1 PERS", [1, 2, 3, 4]),
    "nobody": ("found", "nobody", []),
    "spaces": ("possible", "   ", [3, 4]),
}


@pytest.mark.parametrize(("part", "text", "numbers"), CHOSEN.values(), ids=CHOSEN)
def test_who_is_listed(part: Part, text: str, numbers: list[int]) -> None:
    picture = MusterPicture(people=PEOPLE, part=part, text=text)
    assert [int.from_bytes(one.of.person) for one in picture.shown] == numbers


def test_the_table(opened: OpenedDesk, look: Look, qtmodeltester: ModelTester) -> None:
    model = MusterModel(look, Faces(opened))
    qtmodeltester.check(model)  # type: ignore[no-untyped-call]
    model.show_people((*PEOPLE, somebody(5, "two_lanes", "lane_silent", latin="W" * 120)))
    qtmodeltester.check(model)  # type: ignore[no-untyped-call]
    assert model.row_of((3).to_bytes(16)) == 2
    assert model.row_of(b"nobody") == -1
    assert model.person(99) is None
