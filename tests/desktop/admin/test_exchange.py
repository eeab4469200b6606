"""The exchange: pictures as tables, and a real one on its own thread."""

from collections.abc import Iterator
from contextlib import nullcontext
from pathlib import Path

import pytest
from msgspec.structs import replace
from pytestqt.qtbot import QtBot

from passdesk.desktop.admin.exchange_page import ExchangePage
from passdesk.desktop.admin.exchange_state import ExchangePicture
from passdesk.desktop.admin.exchange_words import receipt_words, tiles, try_detail, try_words
from passdesk.desktop.look import Look
from passdesk.desktop.opened_desk import OpenedDesk
from passdesk.errors import Unreachable
from passdesk.sync.exchange import ExchangeReport
from passdesk.sync.exchanging import Exchanged
from passdesk.sync.status import DeskStatus, NotCounting, Receipted, ServerClock
from tests.desktop.admin.conftest import Hands, World, at_window
from tests.factories.clocks import START, FakeClock
from tests.server.zones import Served, a_served_zone

MINUTE = 60_000_000
WELL = DeskStatus(
    alone=False, exchanged_at=START, age_s=0, unsent=0, unsent_since=None, former_unsent=False, accounted=10,
    receipt=Receipted(10, START, 3), not_counting=(), clock=ServerClock(1000, anchored=True, moved=0), generation=3,
    restored=False, doubt=None, others=(),
)  # fmt: skip
REPORT = ExchangeReport(2, 5, 1, 0, 0, False, False, False, 0, 0, None, True)
WENT = Exchanged(START, REPORT, None)
LOST = Exchanged(START + MINUTE, None, Unreachable("The server does not answer.", remedy="Look at the cable."))


def picture(status: DeskStatus, *tries: Exchanged) -> ExchangePicture:
    return ExchangePicture(status, tries=tries, now=START + 3 * MINUTE)


@pytest.mark.parametrize(
    ("shown", "words", "tones"),
    [
        (picture(WELL, WENT), ("Connected", "0", "0", "Right"), ("admit", "admit", "admit", "admit")),
        (picture(WELL), ("Not tried yet", "0", "0", "Right"), ("plain", "admit", "admit", "admit")),
        (
            picture(replace(WELL, unsent=3, unsent_since=START), LOST, WENT),
            ("Offline", "3", "0", "Right"),
            ("attention", "attention", "admit", "admit"),
        ),
        (
            picture(replace(WELL, clock=ServerClock(-5 * MINUTE, anchored=True, moved=0)), WENT),
            ("Connected", "0", "0", "5 min fast"),
            ("admit", "admit", "admit", "attention"),
        ),
        (
            picture(replace(WELL, clock=None, exchanged_at=None, receipt=None), LOST),
            ("Offline", "0", "0", "—"),
            ("attention", "admit", "admit", "attention"),
        ),
        (
            picture(replace(WELL, not_counting=(NotCounting((b"j" * 16, 4), "pass_issued", "x", "y", b"c"),)), WENT),
            ("Connected", "0", "1", "Right"),
            ("admit", "admit", "refuse", "admit"),
        ),
        (picture(replace(WELL, alone=True)), ("None",), ("plain",)),
        (ExchangePicture(), (), ()),
    ],
    ids=["well", "before", "offline", "fast", "never", "not counting", "alone", "nothing"],
)
def test_each_state_has_its_tiles(
    look: Look, shown: ExchangePicture, words: tuple[str, ...], tones: tuple[str, ...]
) -> None:
    made = tiles(look, shown)
    assert tuple(one.words for one in made) == words
    assert tuple(one.tone for one in made) == tones


def test_offline_says_since_when_and_how_old_the_oldest_is(look: Look) -> None:
    made = tiles(look, picture(replace(WELL, unsent=3, unsent_since=START), LOST))
    assert look.moment(START) in made[0].below
    assert "3 min" in made[1].below


def test_a_try_is_told_with_what_it_did(look: Look) -> None:
    assert try_words(look, WENT) == ("Went through", "admit")
    assert try_detail(look, WENT) == "2 sent, 5 received, 1 attachments"
    doubtful = replace(REPORT, went_on=True, forgot=True, quarantined=2, complete=False)
    assert try_detail(look, Exchanged(START, doubtful, None)).count(";") == 4
    assert try_words(look, LOST) == ("Did not go through", "attention")
    assert "cable" in try_detail(look, LOST)


def test_the_last_receipt_is_named(look: Look) -> None:
    assert "entry 10" in receipt_words(look, WELL)
    assert "no receipt" in receipt_words(look, replace(WELL, receipt=None))


@pytest.fixture
def served(tmp_path: Path, clock: FakeClock) -> Iterator[Served]:
    made = a_served_zone(tmp_path / "server", clock)
    yield made
    made.close()


def test_exchange_now_goes_to_the_server_and_its_report_is_shown(
    qtbot: QtBot, served: Served, world: World, look: Look, clock: FakeClock
) -> None:
    store = served.desk("office", "admin", "issuing")
    opened = OpenedDesk(store, clock, connect=lambda: nullcontext(served.link(store)))
    opened.session.begin(served.admin)
    hands: Hands = at_window(qtbot, opened, world, look)
    hands.workspace.go_to("exchange")
    assert opened.exchanging is not None
    opened.exchanging.start()
    section = hands.workspace.exchange
    hands.until(lambda: len(section.picture.tries) == 1)
    page = hands.page.inside
    assert isinstance(page, ExchangePage)
    hands.until(lambda: page.now.isEnabled())
    hands.push("Exchange now")
    hands.until(lambda: len(section.picture.tries) == 2)
    hands.until(lambda: section.picture.status is not None and section.picture.status.receipt is not None)
    assert section.picture.connected
    assert [line.connected for line in page.tries.lines] == [True, True]
    hands.window.close()
    opened.close()


def test_a_zone_of_one_desk_has_nothing_to_exchange(hands: Hands) -> None:
    hands.workspace.go_to("exchange")
    hands.until(lambda: hands.workspace.exchange.picture.status is not None)
    page = hands.page.inside
    assert isinstance(page, ExchangePage)
    assert not page.now.isVisible()
