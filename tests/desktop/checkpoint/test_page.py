"""The gate's page paints what changed, and nothing that nobody could see."""

import io

import numpy as np
from msgspec.structs import replace
from PIL import Image
from PySide6.QtCore import QSize, QTimer
from pytestqt.qtbot import QtBot

from passdesk.demo.portraits import drawn_face
from passdesk.desktop.checkpoint.lists import PersonRow
from passdesk.desktop.checkpoint.page import READING_AFTER_MS, GatePage
from passdesk.desktop.checkpoint.state import GatePicture, Passed, Waiting
from passdesk.desktop.look import Look
from passdesk.desktop.widgets.photo import small_picture_of
from passdesk.domain.attachments import Names
from tests.desktop.checkpoint.conftest import AUTOMATIC, Make
from tests.desktop.checkpoint.pictures import ADMIT, CHECK
from tests.desktop.events import let_events_through


def a_page(stand: Make, look: Look) -> tuple[GatePage, GatePicture]:
    at = stand(AUTOMATIC)
    page = at.gate.page(look)
    assert isinstance(page, GatePage)
    at.qtbot.addWidget(page)
    page.resize(1278, 682)
    page.show()
    return page, at.gate.picture


def someone(seq: int) -> Passed:
    return Passed((bytes(16), seq), 0, Names(f"Chan {seq}"), Names("", ""), "admit", "passed", None)


def rows(page: GatePage) -> list[PersonRow]:
    let_events_through()
    return page.findChildren(PersonRow)


def test_a_verdict_that_comes_soon_takes_the_place_of_the_one_before(stand: Make, look: Look) -> None:
    page, picture = a_page(stand, look)
    page.paint(replace(picture, moment=ADMIT))
    before = page.band.word.words
    page.paint(replace(picture, moment=Waiting(reading=True)))
    assert page.band.word.words == before
    page.paint(replace(picture, moment=CHECK))
    assert page.band.word.words != before
    assert not any(timer.isActive() for timer in page.findChildren(QTimer)), "nothing is painted later"


def test_reading_that_takes_its_time_is_said(qtbot: QtBot, stand: Make, look: Look) -> None:
    page, picture = a_page(stand, look)
    page.paint(replace(picture, moment=ADMIT))
    page.paint(replace(picture, moment=Waiting(reading=True)))
    page.paint(replace(picture, moment=Waiting(reading=True), now=picture.now + READING_AFTER_MS))
    qtbot.waitUntil(lambda: "READING" in page.band.word.words.upper())


def test_who_stays_in_a_list_keeps_their_row(stand: Make, look: Look) -> None:
    page, picture = a_page(stand, look)
    page.paint(replace(picture, recent=(someone(2), someone(1))))
    before = rows(page)
    page.paint(replace(picture, recent=(someone(3), someone(2), someone(1))))
    after = rows(page)
    assert len(after) == 3
    assert set(before) < set(after)
    in_order = sorted((row for row in after if row.isVisible()), key=lambda row: row.y())
    assert [row.accessibleName().split(",")[0] for row in in_order] == ["Chan 3", "Chan 2", "Chan 1"]
    page.paint(replace(picture, recent=(replace(someone(2), outcome="left"), someone(3))))
    assert not set(rows(page)) & set(before), "who is told of otherwise has another row"
    page.paint(replace(picture, recent=()))
    assert not rows(page)


def test_a_small_face_is_read_no_larger_than_it_is_shown(qtbot: QtBot) -> None:
    del qtbot
    face = small_picture_of(drawn_face(np.random.default_rng(1)), QSize(30, 38))
    assert face is not None
    assert face.size() == QSize(30, 40)
    tiny = io.BytesIO()
    Image.new("RGB", (10, 10), "red").save(tiny, "PNG")
    kept = small_picture_of(tiny.getvalue(), QSize(30, 38))
    assert kept is not None
    assert kept.size() == QSize(10, 10)
    for bad in (None, b"", b"no picture"):
        assert small_picture_of(bad, QSize(30, 38)) is None
