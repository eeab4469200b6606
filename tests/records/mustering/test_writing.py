"""The list as a file: forty a page with pictures, a spreadsheet that runs nothing, and no half of either."""

import csv
import io
import re
import zlib
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from PIL import Image

from passdesk.domain.attachments import Attachment, Names
from passdesk.errors import Cancelled, Misuse, Trouble
from passdesk.printing.muster_page import A_PAGE, SIZE, MusterEntry, MusterHead, draw_muster_page
from passdesk.records.mustering.counting import DAY_US, Expected, Muster, Silent, Ticked
from passdesk.records.mustering.listing import MusterList, listed
from passdesk.records.mustering.ticking import tick
from passdesk.records.mustering.writing import COLUMNS, range_of, write_muster
from passdesk.records.mustering.writing import Place as Where
from tests.factories.people import names_of
from tests.factories.zones import id_of
from tests.records.mustering.conftest import Place

WHERE = Where(Names("Hetao", "河套"), ZoneInfo("Asia/Hong_Kong"))


def photo(colour: str = "#336699", size: tuple[int, int] = (270, 360)) -> Attachment:
    out = io.BytesIO()
    Image.new("RGB", size, colour).save(out, "JPEG")
    return Attachment("gate_photo", id_of(colour), out.getvalue())


def filled(place: Place) -> MusterList:
    """One certain with a picture, one found, one possible, and one found whom nobody has inside."""
    pictured, names = photo(), names_of("=Lam Ka Ming", "林嘉明")
    body = {"person": id_of("lam"), "names": names.hash, "gate_photo": pictured.hash}
    place.office.act("person_added", body, place.holder.hr, (names, pictured))
    other, besides = place.known("Ho Ka Yan"), place.known("Stranger")
    place.show(place.holder.person)
    place.clock.step(2 * DAY_US // 1_000_000)
    place.show(id_of("lam"))
    place.show(other)
    tick(place.store, place.clock, [other, besides])
    return listed(place.store, place.count())


def write(place: Place, path: Path, found: MusterList | None = None) -> int:
    return write_muster(place.store, place.clock, found or filled(place), path, WHERE)


def test_a_spreadsheet_of_everybody(place: Place, tmp_path: Path) -> None:
    path = tmp_path / "muster.CSV"
    assert write(place, path) == 4
    rows = list(csv.DictReader(io.StringIO(path.read_bytes().decode("utf-8-sig"), newline="")))
    assert tuple(rows[0]) == COLUMNS
    said = [(row["inside"], row["name_latin"], bool(row["found"]), row["possible_because"]) for row in rows]
    assert said == [
        ("certain", "'=Lam Ka Ming", False, ""), ("certain", "Ho Ka Yan", True, ""),
        ("possible", "Chan Siu Ming", False, "long_inside"), ("no", "Stranger", True, ""),
    ]  # fmt: skip
    entry = place.last("exported")
    assert (entry.body["what"], entry.body["rows"], entry.content.actor) == ("muster", 4, None)


def pages_of(pdf: bytes) -> int:
    return len(re.findall(rb"/Type /Page\b", pdf))


def test_pages_to_print(place: Place, tmp_path: Path) -> None:
    path = tmp_path / "muster.pdf"
    write(place, path)
    data = path.read_bytes()
    assert data.startswith(b"%PDF-1.4")
    assert data.rstrip().endswith(b"%%EOF")
    assert pages_of(data) == 3  # certain, possible, besides
    assert data.count(b"/DCTDecode") == 1
    begins = int(data.rsplit(b"startxref\n", 1)[1].split(b"\n")[0])
    assert data[begins : begins + 4] == b"xref"
    for key, place_ in enumerate(re.findall(rb"(\d{10}) 00000 n", data[begins:]), 1):
        assert data[int(place_) :].startswith(b"%d 0 obj" % key)
    ground = re.search(rb"/Width %d /Height %d .*?stream\n" % SIZE, data, re.DOTALL)
    assert ground is not None
    assert len(zlib.decompressobj().decompress(data[ground.end() :])) == SIZE[0] * SIZE[1]


@pytest.mark.parametrize(("people", "pages"), [(0, 1), (1, 1), (A_PAGE, 1), (A_PAGE + 1, 2), (3 * A_PAGE, 3)])
def test_forty_a_page(place: Place, tmp_path: Path, people: int, pages: int) -> None:
    told: list[tuple[int, int]] = []
    some = tuple(Expected(number.to_bytes(16), place.clock().wall, "F1-1") for number in range(people))
    found = listed(place.store, Muster(place.clock().wall, some))
    path = tmp_path / "muster.pdf"
    write_muster(place.store, place.clock, found, path, WHERE, progress=lambda done, of: told.append((done, of)))
    assert pages_of(path.read_bytes()) == pages
    assert told == [(number, pages) for number in range(pages + 1)]


def test_a_list_that_is_given_up_or_cannot_be_written_leaves_nothing(place: Place, tmp_path: Path) -> None:
    found, path, seq = filled(place), tmp_path / "muster.pdf", place.store.journal.seq

    def cancel(done: int, _: int) -> None:
        if done:
            raise Cancelled("Stopped as asked.", kept="Nothing was left half done.")

    with pytest.raises(Cancelled):
        write_muster(place.store, place.clock, found, path, WHERE, progress=cancel)
    with pytest.raises(Trouble):
        write(place, tmp_path / "nowhere" / "muster.pdf", found)
    with pytest.raises(Misuse, match="what form"):
        write(place, tmp_path / "muster.docx", found)
    assert sorted(each.name for each in tmp_path.iterdir()) == ["desk"]
    assert place.store.journal.seq == seq


HOSTILE_PHOTOS = {
    "nothing": b"",
    "no picture": b"%PDF-1.4",
    "torn": photo().content[:200],
    "a tiff": b"II*\x00" + bytes(64),
    "one pixel": photo("#ffffff", (1, 1)).content,
}


@pytest.mark.parametrize("content", HOSTILE_PHOTOS.values(), ids=HOSTILE_PHOTOS)
def test_a_page_stands_whatever_the_pictures_and_names_are(content: bytes) -> None:
    names = ("A" * 120, "龘" * 60, "\u202emirrored\u0000", "𠮷野家", "")
    entries = [MusterEntry((one,), "I" * 120, "c" * 90, ("? " + "x" * 200,), "14:02", content) for one in names]
    page, pictures = draw_muster_page(MusterHead("Muster", "CERTAIN", "1", ("f" * 400,) * 4), entries)
    assert (page.size, page.mode) == (SIZE, "L")
    assert len(pictures) in (0, len(names))


def test_a_range_is_said_as_one_number_where_nobody_is_in_doubt() -> None:
    sure = tuple(Expected(number.to_bytes(16), 1, "F1-1") for number in range(1140))
    doubtful = tuple(Expected(b"?" + number.to_bytes(15), 1, "F1-1", ("unknown",)) for number in range(144))
    assert range_of(Muster(1, sure)) == "1,140"
    assert range_of(Muster(1, sure + doubtful)) == "1,140 to 1,284"
    assert Muster(1, sure, (Ticked(b"x", 1, "name"),), (Silent("F1-1", 0),)).found == 1
