"""Every picture fits every display it may stand on, in letters that are read from three metres, with equal weight."""

from collections.abc import Iterator

import pytest
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from passdesk.desktop.checkpoint.state import GatePicture, Moment, NotRead, NotRecorded, Settled, Waiting
from passdesk.desktop.holder.panel import HolderPanel
from passdesk.desktop.holder.reason_words import told
from passdesk.desktop.holder.setting import blocks_of, places_in, way_lines
from passdesk.desktop.holder.state import HolderPicture, holder_picture
from passdesk.desktop.look import Look
from passdesk.desktop.theme import BANDS, LANGUAGES, Theme
from passdesk.domain.reasons import CODES
from tests.desktop.checkpoint.pictures import ADMIT, ATTENTION, CHECK, LEAVING, shown

LOOKS = {one: Look(Theme(dark=False, scale=1.0, language=one)) for one in LANGUAGES}
SIZES = ((1366, 768), (1920, 1080), (1080, 1920), (768, 1366), (3840, 2160), (1024, 600))
TOLD = [code for code in CODES if told(LOOKS["en"], (code,)) is not None]
MOMENTS: tuple[Moment, ...] = (
    Waiting(), Waiting(reading=True), NotRead("brighten", offer_number=True), NotRead("tilt"), ADMIT, CHECK, LEAVING,
    ATTENTION, Settled(CHECK, "turned_away"), NotRecorded("", "", ""),
    *(shown("refuse", "turn back", (code, "refuse")) for code in TOLD),
    *(shown("attention", "hold", (code, "hold"), direction="exit") for code in TOLD),
)  # fmt: skip


def pictures() -> Iterator[HolderPicture]:
    for moment in MOMENTS:
        whole = holder_picture(GatePicture("F1-2", None, "entry", moment), LOOKS)
        yield whole
        yield from (HolderPicture(whole.band, whole.shape, whole.direction, (one,)) for one in whole.said)
    yield holder_picture(None, LOOKS)


def worn(scale: float) -> Look:
    return Look(Theme(dark=False, scale=scale, language="en"))


@pytest.mark.parametrize("scale", [1.0, 2.0])
@pytest.mark.parametrize(("width", "height"), SIZES)
def test_all_of_it_fits_and_can_be_read_from_afar(qapp: QApplication, width: int, height: int, scale: float) -> None:
    del qapp
    for picture in pictures():
        places = places_in(picture, width, height)
        blocks = blocks_of(picture, worn(scale), places)
        assert all(one.fits for one in blocks), picture
        sizes = [[line.font.pixelSize() for line in one.lines] for one in blocks]
        assert len({one[0] for one in sizes}) == 1, "equal weight"
        assert min(size for one in sizes for size in one) >= 0.030 * min(width, height), picture
        assert min(one[0] for one in sizes) >= 0.05 * min(width, height), picture


@pytest.mark.parametrize(("width", "height"), SIZES)
def test_nothing_lies_over_anything(qapp: QApplication, width: int, height: int) -> None:
    del qapp
    for picture in pictures():
        places = places_in(picture, width, height)
        blocks = [line.place for one in blocks_of(picture, worn(1.0), places) for line in one.lines]
        way = way_lines(picture, worn(1.0), places) if picture.direction is not None else ()
        moving = [places.arrow.toAlignedRect(), *(line.place for line in way)] if way else []
        parts = [places.shape.toAlignedRect(), *moving, *blocks]
        for number, one in enumerate(parts):
            assert one.x() >= 0
            assert one.y() >= 0
            assert one.bottom() <= height
            assert not any(one.adjusted(2, 2, -2, -2).intersects(other.adjusted(2, 2, -2, -2))
                           for other in parts[number + 1 :]), picture  # fmt: skip


def test_it_is_painted_whole_in_its_colour_light_or_dark(qtbot: QtBot) -> None:
    grounds = []
    for dark in (False, True):
        panel = HolderPanel(Look(Theme(dark=dark, scale=1.0, language="en")))
        qtbot.addWidget(panel)
        panel.resize(640, 480)
        panel.show_picture(holder_picture(None, LOOKS))
        grounds.append(panel.grab().toImage())
        assert panel.cut_words() == ()
    assert grounds[0] == grounds[1]
    assert grounds[0].pixelColor(3, 3).name() == BANDS["quiet"]


def test_another_picture_lights_up_the_edge_for_a_moment(qtbot: QtBot) -> None:
    panel = HolderPanel(worn(1.0))
    qtbot.addWidget(panel)
    panel.resize(640, 480)
    panel.show_picture(holder_picture(None, LOOKS))
    panel.show()
    assert not edge_is_white(panel.grab().toImage())
    idle = holder_picture(GatePicture("F1-2", None, "entry", Waiting()), LOOKS)
    panel.show_picture(idle)
    assert edge_is_white(panel.grab().toImage())
    qtbot.waitUntil(lambda: not edge_is_white(panel.grab().toImage()), timeout=5000)
    panel.show_picture(idle)
    assert not edge_is_white(panel.grab().toImage())


def edge_is_white(image: QImage) -> bool:
    return image.pixelColor(3, 240).name() == "#ffffff"
