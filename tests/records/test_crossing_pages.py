"""Newest first, page by page, is the same as everything at once turned round, whatever the clock did meanwhile."""

from collections.abc import Iterator
from pathlib import Path
from random import Random

import pytest

from passdesk.domain.crossings import CrossingFilter, CrossingRecord
from passdesk.errors import Misuse
from passdesk.records import crossing_pages, newest_first
from passdesk.records.crossing_pages import CrossingPages, Cursor, OwnPages, ServerPages
from passdesk.records.crossings import crossings
from passdesk.store.desk_store import DeskStore
from tests.factories.clocks import START, FakeClock
from tests.factories.desks import DATABASE_KEY, a_desk, append_many
from tests.factories.people import Office, a_holder, shown
from tests.factories.zones import Zone, id_of, seed_of

DAY = 86_400_000_000


def paged(pages: CrossingPages, limit: int, asked: CrossingFilter | None = None) -> list[CrossingRecord]:
    """Everything that fits, a page at a time."""
    found: list[CrossingRecord] = []
    after: Cursor | None = None
    while True:
        page = pages.page(asked or CrossingFilter(), after, limit)
        assert len(page.rows) <= limit
        found += [one.record for one in page.rows]
        if page.next is None:
            return found
        after = page.next


def at_once(store: DeskStore, asked: CrossingFilter | None = None) -> list[CrossingRecord]:
    return [one.record for one in crossings(store, None, asked or CrossingFilter())][::-1]


class Days:
    """A desk that lives through a few hundred things by lot, its clock put wrong, its time heard or not."""

    def __init__(self, store: DeskStore, clock: FakeClock, lot: Random) -> None:
        self.store, self.clock, self.lot = store, clock, lot
        self.waiting: list[int] = []
        self.true = START

    def step(self) -> None:
        seconds = self.lot.choice((1, 7, 600))
        self.clock.step(seconds)
        self.true += seconds * 1_000_000
        self.lot.choice((self.show, self.show, self.show, self.settle, self.settle, self.other, self.happen))()

    def show(self) -> None:
        awaited = self.lot.random() < 0.6
        body = shown(lane="F1-1", outcome=None if awaited else "passed")
        entry = self.store.write("shown", body, reading=self.clock())
        self.waiting += [entry.content.seq] if awaited else []

    def settle(self) -> None:
        if self.waiting:
            seq = self.waiting.pop(self.lot.randrange(len(self.waiting)))
            body = {"shown": [self.store.journal.id, seq], "outcome": "passed", "ms": 900}
            self.store.write("outcome", body, reading=self.clock())

    def other(self) -> None:
        self.store.write("badge_printed", {"pass_id": id_of("pass")}, reading=self.clock())

    def happen(self) -> None:
        match self.lot.randrange(6):
            case 0:
                self.begin_without_a_time()
            case 1:
                self.clock.set_wall(self.true + self.lot.choice((-90_000, -400, -3, 0, 400)) * 1_000_000)
            case 2:
                self.store.journal.note_server_time(self.clock(), self.true)
                self.store.write("time_heard", {}, reading=self.clock())
            case 3:
                self.clock.reboot()
                self.true += 60_000_000
                self.store.journal.note_server_time(self.clock(), self.true)
            case 4:  # heard, and nothing written before the machine went off
                self.store.journal.note_server_time(self.clock(), self.true)
                self.begin_without_a_time()
            case 5 if self.store.journal.anchor(self.clock().boot_id) is None:
                reading, off = self.clock(), self.lot.choice((-9_000, 0, 9_000)) * 1_000_000
                anchor = max(self.true + off, self.store.journal.times().floor) - reading.boot
                body = {"boot": reading.boot_id, "anchor": anchor, "was": reading.wall}
                self.store.write("time_vouched", body, reading=reading, check=False)

    def begin_without_a_time(self) -> None:
        self.clock.reboot()
        self.true += 60_000_000
        heard = self.store.journal.last_server_time
        if heard is not None:
            self.store.write("clock_held", {"floor": heard}, reading=self.clock())


@pytest.mark.parametrize("seed", range(12))
def test_pages_are_everything_turned_round(tmp_path: Path, seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(newest_first, "_PAGE", 8)
    monkeypatch.setattr(newest_first, "_NEAR", seed % 3)
    clock, lot = FakeClock(), Random(seed)
    with a_desk(tmp_path / "desk", clock=clock) as store:
        days = Days(store, clock, lot)
        for _ in range(300):
            days.step()
        whole = at_once(store)
        assert len(whole) > 50
        for limit in (1, 7, 500):
            assert paged(OwnPages(store, None), limit) == whole


def test_a_page_reads_what_it_shows_and_not_the_journal(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(crossing_pages, "_LOOKED_AT", 1000)
    clock = FakeClock()
    with a_desk(tmp_path / "desk", clock=clock) as store:
        append_many(store, (shown(lane=f"lane-{number}") for number in range(5000)), clock)
    with DeskStore.open(tmp_path / "desk", DATABASE_KEY) as store:
        pages = OwnPages(store, None)
        first = pages.page(CrossingFilter(), None, 3)
        assert [one.record.lane for one in first.rows] == ["lane-4999", "lane-4998", "lane-4997"]
        second = pages.page(CrossingFilter(), first.next, 3)
        assert [one.record.lane for one in second.rows] == ["lane-4996", "lane-4995", "lane-4994"]
        rare = CrossingFilter(lane="lane-10")
        looked = pages.page(rare)
        assert (looked.rows, looked.next is None) == ((), False)  # gives up after a while, and may be asked to go on
        assert [record.lane for record in paged(pages, 100, rare)] == ["lane-10"]
        assert len(pages.page(CrossingFilter(), None, 10_000_000).rows) == crossing_pages.MOST
        assert len(pages.page(CrossingFilter(), None, -5).rows) == 1


def test_what_lies_before_the_time_asked_for_is_not_looked_through(tmp_path: Path) -> None:
    clock = FakeClock()
    with a_desk(tmp_path / "desk", clock=clock) as store:
        for _ in range(6):
            store.journal.note_server_time(clock(), clock().wall)
            store.write("shown", shown(), reading=clock.step(86_400))
        since = clock().wall - DAY - 1
        page = OwnPages(store, None).page(CrossingFilter(since=since))
        assert [one.record.mark[1] for one in page.rows] == [7, 6]
        assert page.next is None


@pytest.fixture
def continued(tmp_path: Path) -> Iterator[DeskStore]:
    clock = FakeClock()
    with a_desk(tmp_path / "desk", clock=clock) as store:
        for name in ("second", "third"):
            for _ in range(4):
                store.write("shown", shown(), reading=clock.step())
            store.begin_anew(seed_of(name), clock.step())
        store.write("shown", shown(), reading=clock.step())
        yield store


@pytest.mark.parametrize("limit", [1, 3, 4, 100])
def test_journals_that_were_continued_follow_newest_first(continued: DeskStore, limit: int) -> None:
    assert paged(OwnPages(continued, None), limit) == at_once(continued)
    assert len({record.mark[0] for record in at_once(continued)}) == 3


def test_a_cursor_of_another_desk_is_refused(continued: DeskStore) -> None:
    with pytest.raises(Misuse, match="not here"):
        OwnPages(continued, None).page(CrossingFilter(), newest_first.Place(bytes(16), 5))


def test_an_empty_journal_has_one_empty_page(tmp_path: Path) -> None:
    with a_desk(tmp_path / "desk") as store:
        page = OwnPages(store, None).page(CrossingFilter(verdict="refuse"))
        assert (page.rows, page.next) == ((), None)


def test_the_servers_pages_get_names_from_this_desk(tmp_path: Path) -> None:
    zone, clock = Zone(), FakeClock()
    with a_desk(tmp_path / "desk", zone, clock) as store:
        holder = a_holder(Office(store, zone, clock))
        record = CrossingRecord(
            mark=(bytes(16), 9), at=START, lane="F1-1", direction="entry", verdict="admit", reasons=(),
            instruction="pass", verified=True, input="camera", person=holder.person, pass_id=holder.pass_id,
        )  # fmt: skip
        asked: list[tuple[CrossingFilter, int | None, int]] = []

        def ask(wanted: CrossingFilter, after: int | None, limit: int) -> tuple[list[CrossingRecord], int | None]:
            asked.append((wanted, after, limit))
            return [record], 41

        pages: CrossingPages = ServerPages(store, None, ask)
        page = pages.page(CrossingFilter(lane="F1-1"), 55, 10**6)
        assert (asked, page.next) == ([(CrossingFilter(lane="F1-1"), 55, 500)], 41)
        assert [(one.names.latin, one.record) for one in page.rows] == [("Chan Siu Ming", record)]
        assert (pages.source, OwnPages(store, None).source) == ("server", "own")
