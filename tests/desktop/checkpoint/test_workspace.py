"""The gate's workspace over a real store: what is on screen is on disk, and nobody crosses without a human key."""

import pytest
from msgspec.structs import replace
from PySide6.QtCore import QCoreApplication, QEvent, QSize, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from passdesk.desktop.checkpoint.act_buttons import ActButton
from passdesk.desktop.checkpoint.lists import PeopleCard, PersonRow
from passdesk.desktop.checkpoint.page import GatePage
from passdesk.desktop.checkpoint.state import (
    Finding,
    NotRead,
    NotRecorded,
    Passed,
    Settled,
    Shown,
    TurningAway,
    Waiting,
)
from passdesk.desktop.line_status import LineStatus
from passdesk.desktop.look import Look
from passdesk.desktop.opened_desk import OpenedDesk
from passdesk.desktop.settings import Settings
from passdesk.desktop.theme import Theme
from passdesk.domain.attachments import Names
from passdesk.domain.movements import Presence
from passdesk.errors import NotRecorded as NotRecorded_
from tests.desktop.checkpoint.conftest import AUTOMATIC, CONFIRM, Make, Stand
from tests.factories.desks import fill_the_disk

ROOM, WHOLE_SCREEN = QSize(1278, 682), QSize(1366, 768)
"""What the window leaves the page, and a page alone on the screen."""
FOREIGN = "https://u.wechat.com/EAbcdefghijkl"


def inside(stand: Stand) -> bool:
    with stand.store.view() as view:
        row = view.get(Presence, stand.holder.person)
    return isinstance(row, Presence) and row.inside


def fill_up(opened: OpenedDesk) -> None:
    """The disk is full, down to the last page of the journal."""
    fill_the_disk(opened.store)
    with pytest.raises(NotRecorded_):
        _write_on(opened)
    fill_the_disk(opened.store)


def _write_on(opened: OpenedDesk) -> None:
    for _ in range(1000):
        opened.store.write("sign_in_failed", {"operator": None}, reading=opened.clock())


def page_of(stand: Stand, look: Look, size: QSize = ROOM) -> GatePage:
    page = stand.gate.page(look)
    assert isinstance(page, GatePage)
    stand.qtbot.addWidget(page)
    page.resize(size)
    with stand.qtbot.waitExposed(page):
        page.show()
    return page


def look_at_the_face(stand: Stand) -> None:
    """The face is painted, and then looked at for long enough."""
    stand.qtbot.waitUntil(lambda: stand.gate.face_painted, timeout=5000)
    stand.seconds[0] += 1


def at_a_check(stand: Make, look: Look) -> Stand:
    """A confirm lane, somebody entering, their face looked at: every act key counts now."""
    at = stand(CONFIRM)
    at.gate.turn_to("entry")
    page_of(at, look)
    at.gate.scanned(at.text, "wedge")
    at.until(Shown)
    look_at_the_face(at)
    return at


def test_an_automatic_lane_admits_without_a_key(stand: Make) -> None:
    at = stand(AUTOMATIC)
    at.gate.scanned(at.text, "camera")
    assert at.moment() == Waiting(reading=True)
    at.until(Shown)
    moment = at.moment()
    assert isinstance(moment, Shown)
    assert moment.answer.admitted
    assert moment.holder is not None
    assert moment.holder.names.chinese == "陳小明"
    assert inside(at)
    assert [one.outcome for one in at.gate.picture.recent] == ["passed"]


def test_a_confirm_lane_checks_and_the_officer_lets_pass(stand: Make, look: Look) -> None:
    at = stand(CONFIRM)
    at.gate.turn_to("entry")
    page_of(at, look)
    at.gate.scanned(at.text, "wedge")
    at.until(Shown)
    assert not inside(at)
    look_at_the_face(at)
    assert at.gate.act("let", lone=True)
    at.until(Settled)
    assert inside(at)
    (outcome,) = at.entries("outcome")
    assert outcome.body["outcome"] == "passed"
    assert outcome.content.actor == at.officer
    assert [one.outcome for one in at.gate.picture.recent] == ["passed"]


def touch(page: QWidget, key: str) -> None:
    """A finger on the key in the band."""
    (button,) = (one for one in page.findChildren(ActButton) if one.key == key and one.isVisible())
    assert button.height() >= 90, "a gloved finger finds it"
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


def test_a_finger_on_the_band_counts_as_the_key_does(stand: Make, look: Look) -> None:
    at = stand(CONFIRM)
    at.gate.turn_to("entry")
    page = page_of(at, look)
    assert not [one for one in page.findChildren(ActButton) if one.isVisible()]
    at.gate.scanned(at.text, "camera")
    at.until(Shown)
    touch(page, "+")
    assert at.gate.picture.refused_key == "too soon"
    look_at_the_face(at)
    touch(page, "−")
    at.until(TurningAway)
    touch(page, "+")
    at.until(Shown)
    touch(page, "+")
    at.until(Settled)
    (outcome,) = at.entries("outcome")
    assert outcome.body["outcome"] == "passed"
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    assert not page.findChildren(ActButton)


def test_no_key_counts_before_the_face_was_seen(stand: Make, look: Look) -> None:
    at = stand(CONFIRM)
    at.gate.turn_to("entry")
    at.gate.scanned(at.text, "wedge")
    at.until(Shown)
    assert at.gate.act("let", lone=True)  # no page has painted the face
    assert at.gate.picture.refused_key == "too soon"
    page_of(at, look)
    look_at_the_face(at)
    at.seconds[0] -= 0.7
    at.gate.act("let", lone=True)
    at.seconds[0] += 0.7
    at.gate.act("let", lone=False)
    assert at.gate.picture.refused_key == "keys"
    assert at.entries("outcome") == []


def test_what_was_said_of_a_key_goes_with_the_verdict_it_was_about(stand: Make, look: Look) -> None:
    at = at_a_check(stand, look)
    at.gate.act("let", lone=False)
    assert at.gate.picture.refused_key == "keys"
    at.gate.act("let", lone=True)
    at.until(Settled)
    assert at.gate.picture.refused_key == ""


def test_a_policy_that_came_with_an_exchange_is_followed_on_screen(stand: Make) -> None:
    at = stand(CONFIRM)
    place = at.gate.picture.place
    assert place is not None
    at.gate.picture = replace(at.gate.picture, place=replace(place, lane=replace(place.lane, mode="automatic")))
    at.gate.line_is(LineStatus())
    at.qtbot.waitUntil(lambda: at.gate.picture.place == place, timeout=10_000)


def test_a_lower_window_shows_fewer_who_were_last_and_squeezes_nobody(stand: Make, look: Look) -> None:
    at = stand(CONFIRM)
    page = page_of(at, look)
    line = Passed((bytes(16), 1), 0, Names("Chan", ""), Names("", ""), "admit", None, None)
    lines = tuple(replace(line, entry=(bytes(16), seq)) for seq in range(12))
    at.gate.pictured.emit(replace(at.gate.picture, unsettled=lines[:3], recent=lines))
    for height in (720, 520):
        page.resize(1240, height)
        at.qtbot.waitUntil(lambda height=height: page.height() == height)  # type: ignore[misc]
        QApplication.processEvents()
        cards = [one for one in page.findChildren(PeopleCard) if one.isVisible()]
        assert len(cards) == 2
        for card in cards:
            rows = [row.geometry().bottom() for row in card.findChildren(PersonRow) if row.isVisible()]
            assert max(rows, default=0) <= card.height()
        assert max(card.geometry().bottom() for card in cards) <= height


def test_an_officer_turns_away_with_a_reason(stand: Make, look: Look) -> None:
    at = at_a_check(stand, look)
    at.gate.act("turn", lone=True)
    assert isinstance(at.moment(), TurningAway)
    at.gate.act("down", lone=True)
    at.gate.act("back", lone=True)
    assert isinstance(at.moment(), Shown)
    at.gate.act("turn", lone=True)
    at.gate.act("down", lone=True)
    at.gate.act("turn", lone=True)
    at.until(Settled)
    (outcome,) = at.entries("outcome")
    assert (outcome.body["outcome"], outcome.body["reason"]) == ("turned_away", "verdict")
    assert not inside(at)


def test_leaving_is_left(stand: Make, look: Look) -> None:
    at = stand(CONFIRM)  # its default is exit
    page_of(at, look)
    at.gate.scanned(at.text, "wedge")
    at.until(Shown)
    look_at_the_face(at)
    at.gate.act("let", lone=True)
    at.until(Settled)
    assert [entry.body["outcome"] for entry in at.entries("outcome")] == ["left"]


def test_whoever_was_not_settled_waits_in_the_list_and_can_be_taken_up(stand: Make, look: Look) -> None:
    at = stand(CONFIRM)
    at.gate.turn_to("entry")
    page_of(at, look)
    at.gate.scanned(at.text, "wedge")
    at.until(Shown)
    at.gate.scanned(FOREIGN, "camera")
    at.until(Shown)
    (waits,) = at.gate.picture.unsettled
    at.gate.take_up(waits)
    assert isinstance(at.moment(), Shown)
    look_at_the_face(at)
    at.gate.act("let", lone=True)
    at.until(Settled)
    assert at.gate.picture.unsettled == ()
    assert inside(at)


def test_a_foreign_code_says_so_once_and_is_one_entry(stand: Make) -> None:
    at = stand(AUTOMATIC)
    for _ in range(5):
        at.gate.scanned(FOREIGN, "camera")
        at.until(Shown)
    assert len(at.entries("shown")) == 1
    assert at.heard == ["refuse"]
    assert len(at.gate.picture.recent) == 1


def test_a_full_disk_is_not_recorded_and_admits_nobody(stand: Make) -> None:
    at = stand(AUTOMATIC)
    fill_up(at.opened)
    at.gate.scanned(at.text, "camera")
    at.until(NotRecorded)
    assert not inside(at)
    assert at.gate.picture.recent == ()
    at.gate.scanned(at.text, "camera")
    at.until(Shown)
    assert inside(at)


def test_an_outcome_that_could_not_be_written_still_waits(stand: Make, look: Look) -> None:
    at = stand(CONFIRM)
    at.gate.turn_to("entry")
    page_of(at, look)
    at.gate.scanned(at.text, "camera")
    at.until(Shown)
    look_at_the_face(at)
    fill_up(at.opened)
    at.gate.act("let", lone=True)
    at.until(NotRecorded)
    assert not inside(at)
    (waits,) = at.gate.picture.unsettled
    at.gate.take_up(waits)
    look_at_the_face(at)
    at.gate.act("let", lone=True)
    at.until(Settled)
    assert inside(at)


def test_nobody_signed_in_settles_nothing(stand: Make, look: Look) -> None:
    at = stand(CONFIRM)
    page_of(at, look)
    at.gate.scanned(at.text, "camera")
    at.until(Shown)
    look_at_the_face(at)
    at.opened.session.lock()
    at.gate.act("let", lone=True)
    at.qtbot.waitUntil(lambda: at.idle)
    assert at.entries("outcome") == []


def test_a_code_seen_and_not_read_says_how_to_hold_it(stand: Make) -> None:
    at = stand(CONFIRM)
    moments = []
    for hint, offer in (("closer", False), ("tilt", True), ("", False)):
        at.gate.seen(hint, offer)
        moments.append(at.moment())
    assert moments == [NotRead("closer"), NotRead("tilt", offer_number=True), Waiting()]


def test_a_hint_never_hides_somebody_who_awaits_an_officer(stand: Make) -> None:
    at = stand(CONFIRM)
    at.gate.scanned(at.text, "camera")
    at.until(Shown)
    at.gate.seen("closer")
    assert isinstance(at.moment(), Shown)


def test_finding_records_nothing(stand: Make) -> None:
    at = stand(CONFIRM)
    for text in ("陳", "siu ming", "nobody at all", " ", "\u202eChan", "x" * 200):
        at.gate.find(text)
        at.qtbot.waitUntil(lambda: at.idle)
    at.gate.find("chan")
    at.qtbot.waitUntil(lambda: bool(at.gate.picture.finding.found))
    assert at.gate.picture.finding.found is not None
    (found,) = at.gate.picture.finding.found
    assert (found.latin, found.chinese, found.good) == ("Chan Siu Ming", "陳小明", True)
    at.gate.find("")
    assert at.gate.picture.finding == Finding()
    assert at.entries("shown", "outcome") == []


def test_the_page_can_be_built_anew_at_any_moment(stand: Make, look: Look) -> None:
    at = stand(CONFIRM)
    at.gate.scanned(at.text, "camera")
    at.until(Shown)
    for language in ("zh-Hant", "zh-Hans", "en"):
        for dark in (True, False):
            page = page_of(at, replace(look, theme=Theme(dark, 2.0, language)))
            page.deleteLater()
    assert Settings().language == "en"
