"""Crossings from the server where it answers, from this desk where not, and very many of them; it says which."""

from contextlib import closing
from threading import Event
from typing import Any, NoReturn

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from passdesk.desktop.opened_desk import OpenedDesk
from passdesk.desktop.records.crossing_list import CrossingList
from passdesk.desktop.records.crossings_page import CrossingsPage
from passdesk.desktop.records.looking import Looking as Services
from passdesk.desktop.records.state import Asked
from passdesk.domain.crossings import CrossingFilter
from passdesk.errors import Unreachable
from passdesk.records.crossing_pages import OwnPages
from passdesk.store.journal import Journal
from passdesk.sync import known_server
from passdesk.sync.client import HttpLink
from passdesk.sync.exchanging import Exchanged
from passdesk.sync.known_server import KnownServer
from tests.desktop.records.conftest import MANY, Busy, Line, Looking, Open, two_lanes_apart
from tests.server.served import serving
from tests.stories.town import SUPERVISOR, Town


def crossings_of(looking: Looking) -> CrossingsPage:
    (page,) = looking.window.window.findChildren(CrossingsPage)
    return page


def badge(looking: Looking) -> str:
    return crossings_of(looking)._badge.text()  # noqa: SLF001


def test_the_whole_zone_from_the_server_and_this_desks_own_without_it(server_desk: Looking, line: Line) -> None:
    at = crossings_of(server_desk)
    server_desk.workspace.go("crossings")
    server_desk.settled()
    assert at.model.rowCount() == 5
    assert badge(server_desk).startswith("From the server, whole zone")
    assert at.strip.isHidden()
    line.cut = True
    server_desk.workspace.refresh()
    server_desk.settled()
    assert at.model.rowCount() == 0
    assert badge(server_desk).startswith("From this desk's own journal")
    assert at.strip.words == (
        "The server was not reached: only what this desk itself recorded is shown. The server does not answer."
    )
    line.cut = False
    server_desk.press(Qt.Key.Key_F5)
    server_desk.settled()
    assert at.model.rowCount() == 5
    assert at.strip.isHidden()


def test_a_line_that_breaks_between_pages_is_said_and_what_came_is_kept(
    town: Town, line: Line, busy: Busy, qtbot: QtBot
) -> None:
    connect = line.connect_for(town.office)
    opened = OpenedDesk(town.office, town.clock, connect=connect)
    part = CrossingList(opened, Services(town.office, town.clock, connect, page_size=2))
    part.refresh()
    qtbot.waitUntil(lambda: not part.picture.busy, timeout=20_000)
    line.cut = True
    part.fetch_more()
    qtbot.waitUntil(lambda: not part.picture.busy, timeout=20_000)
    assert (len(part.picture.rows), part.picture.goes_on) == (2, False)
    assert part.picture.problem is not None
    assert part.picture.problem.happened == "The server does not answer."
    line.cut = False
    part.refresh()
    qtbot.waitUntil(lambda: not part.picture.busy, timeout=20_000)
    part.fetch_more()
    qtbot.waitUntil(lambda: not part.picture.busy, timeout=20_000)
    later = part.picture
    assert (len(later.rows), later.problem) == (4, None)
    part.look_again()
    assert part.picture.newer, "a list longer than a page is not pulled away under the reader"
    opened.close()
    del busy


def test_a_dead_line_holds_up_nobody_who_wants_to_sign_in(town: Town, qtbot: QtBot) -> None:
    cut, went = Event(), list[object]()

    def dead() -> NoReturn:
        cut.wait(30)
        raise Unreachable("The server does not answer.")

    opened = OpenedDesk(town.office, town.clock, connect=dead)
    part = CrossingList(opened, Services(town.office, town.clock, dead))
    for _ in range(6):
        part.refresh()
    opened.jobs.run(lambda: None, went.append)
    qtbot.waitUntil(lambda: bool(went), timeout=10_000)
    assert part.picture.busy
    cut.set()
    opened.close()


def test_an_outcome_that_comes_later_is_seen_in_its_row(server_desk: Looking, town: Town, busy: Busy) -> None:
    waiting = town.show(town.gates["second"], busy.holders[2])
    town.sync(town.gates["second"], town.office)
    at, looking = crossings_of(server_desk), server_desk
    looking.workspace.go("crossings")
    looking.settled()
    assert at.model.index(0, 6).data() == "Awaited"
    town.settle(town.gates["second"], waiting, "turned_away")
    town.sync(town.gates["second"], town.office)
    looking.opened.bridge.post(Exchanged(0, None, None))
    looking.until(lambda: at.model.index(0, 6).data() == "Turned away")
    assert at.model.rowCount() == 6


def test_a_row_of_the_board_tells_its_story(server_desk: Looking) -> None:
    looking = server_desk
    looking.workspace.go("now")
    looking.settled()
    looking.workspace.board.open_row(0)
    looking.settled()
    assert looking.workspace.tab == "crossings"
    story = looking.workspace.crossings.picture.story
    assert story is not None
    assert story.story is not None
    assert story.mark == looking.workspace.crossings.picture.rows[0].record.mark


def test_from_a_case_to_the_crossings_of_whom_it_is_about(look_back: Open, town: Town, line: Line) -> None:
    two_lanes_apart(town)
    looking = look_back(town.office, town.staff[SUPERVISOR], line.connect_for(town.office))
    looking.workspace.go("cases")
    looking.settled()
    looking.workspace.cases.open_row(0)
    looking.workspace.cases.see_crossings()
    looking.settled()
    assert (looking.workspace.tab, crossings_of(looking).model.rowCount()) == ("crossings", 2)
    assert looking.workspace.cases.picture.closing is None


def test_over_https(look_back: Open, town: Town, busy: Busy) -> None:
    with serving(town.served.central) as url:
        journal = town.office.journal
        known = known_server.required(journal)
        known_server.keep(journal, KnownServer(url, known.certificate, known.tls_certificate, known.tls_hash))
        looking = look_back(town.office, town.staff[SUPERVISOR], lambda: closing(HttpLink.to(journal, town.clock)))
        looking.workspace.go("crossings")
        looking.settled()
        looking.workspace.crossings.open_row(0)
        looking.settled()
        picture = looking.workspace.crossings.picture
        assert picture.origin is not None
        assert (picture.origin.source, len(picture.rows)) == ("server", 5)
        assert picture.story is not None
        assert picture.story.story is not None
        assert picture.story.story.shown.source == "server"
    del busy


def test_after_an_exchange_what_is_on_screen_is_read_anew(server_desk: Looking, town: Town, busy: Busy) -> None:
    looking = server_desk
    looking.workspace.go("crossings")
    looking.settled()
    town.show(town.gates["first"], busy.holders[0])
    town.sync(town.gates["first"], town.office)
    looking.opened.bridge.post(Exchanged(0, None, None))
    looking.until(lambda: crossings_of(looking).model.rowCount() == 6)
    looking.workspace.go("now")
    looking.settled()
    figures = looking.workspace.board.picture.figures
    assert figures is not None
    assert (figures.inside, figures.day.entries, figures.day.exits, figures.day.attention) == (3, 4, 1, 1)
    assert [flow.entries for flow in figures.day.hours if flow.entries] == [4]


def test_twenty_thousand_are_paged_and_not_read_at_once(alone: Looking, monkeypatch: pytest.MonkeyPatch) -> None:
    read: list[int] = []
    raw_before = Journal.raw_before

    def counted(self: Journal, seq: int, limit: int) -> Any:
        rows = raw_before(self, seq, limit)
        read.append(len(rows))
        return rows

    monkeypatch.setattr(Journal, "raw_before", counted)
    alone.workspace.go("crossings")
    alone.settled()
    at = crossings_of(alone)
    assert at.model.rowCount() == 100
    assert sum(read) < 3 * 256
    assert at._count.text() == "100 shown, there are more below"  # noqa: SLF001
    costs = []
    for page in range(2, 6):
        read.clear()
        at.table.scrollToBottom()
        alone.until(lambda page=page: at.model.rowCount() >= 100 * page)  # type: ignore[misc]
        alone.settled()
        costs.append(sum(read))
    assert max(costs) < 3 * 256, "a page costs the same wherever it is"
    assert at.table.currentIndex().row() == 0


def test_a_rare_thing_among_many_is_searched_to_the_end(alone: Looking) -> None:
    alone.workspace.go("crossings")
    alone.workspace.crossings.ask(Asked(CrossingFilter(lane="nowhere")))
    alone.until(lambda: not alone.workspace.crossings.picture.busy and not alone.workspace.crossings.picture.goes_on)
    assert alone.workspace.crossings.picture.rows == ()
    assert crossings_of(alone)._stack.currentIndex() == 1  # noqa: SLF001


def test_a_filter_nobody_asks_any_more_changes_nothing(alone: Looking) -> None:
    part = alone.workspace.crossings
    alone.workspace.go("crossings")
    part.ask(Asked(CrossingFilter(lane="nowhere")))
    part.ask(Asked(CrossingFilter(verdict="admit")))
    alone.until(lambda: not part.picture.busy)
    alone.settled()
    assert len(part.picture.rows) == 100
    assert {one.record.verdict for one in part.picture.rows} == {"admit"}


def test_the_board_counts_the_day_and_says_what_it_rests_on(alone: Looking) -> None:
    figures = alone.workspace.board.picture.figures
    assert figures is not None
    assert figures.day.entries == 0  # nobody's pass was verified, so nobody moved
    assert figures.origin.source == "own"
    assert sum(1 for _ in OwnPages(alone.opened.store, None).page(CrossingFilter()).rows) == 100
    assert MANY == 20_000


def test_a_desk_without_a_server_does_not_ask_one(opened: OpenedDesk) -> None:
    assert opened.line is None
    services = Services(opened.store, opened.clock, opened.line)
    began = services.begin(CrossingFilter())
    assert (began.origin.source, began.origin.unreached) == ("own", None)
