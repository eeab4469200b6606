"""What the frames of a live camera amount to."""

from itertools import pairwise

import numpy as np
import pytest

from passdesk.demo.photographing import Conditions
from passdesk.scanning.frames import Corners, Frame, Look, Symbol
from passdesk.scanning.hints import Hint
from passdesk.scanning.sightings import (
    ALONE_FOR,
    ANOTHER_WITHIN,
    GONE_AFTER,
    NUMBER_AFTER,
    NUMBER_OF_DAMAGED_AFTER,
    UNREAD_AFTER,
    NothingSeen,
    Seen,
    SeenNotRead,
    Shown,
    Sightings,
)
from tests.photographs import photographed, token_text

WINDOW = 3_000_000
STEP = 50_000  # µs: twenty frames a second
GREY = np.full((480, 640), 160, np.uint8)
SPOT: Corners = ((200, 150), (440, 150), (440, 390), (200, 390))
FAR: Corners = ((300, 200), (340, 200), (340, 240), (300, 240))


def read(*texts: str) -> Look:
    return Look([Symbol(text, text.encode(), SPOT) for text in texts], [])


NOTHING, UNREAD = Look([], []), Look([], [SPOT])


def frames(sightings: Sightings, look: Look, start: int, seconds: float) -> list[tuple[int, Seen]]:
    """What is told while every frame shows the same, from `start` µs on."""
    times = range(start, start + round(seconds * 1_000_000), STEP)
    return [(at, seen) for at in times for seen in sightings.looked(Frame("c", 0, GREY, at, still=False), look)]


@pytest.fixture
def sightings() -> Sightings:
    return Sightings(window=WINDOW)


def test_a_code_is_shown_once_and_then_gone(sightings: Sightings) -> None:
    assert frames(sightings, read("a"), 0, 2) == [(0, Shown("a", 0, (), SPOT, 0))]
    told = frames(sightings, NOTHING, 2_000_000, 3)
    assert told == [(1_950_000 + GONE_AFTER + STEP, NothingSeen())]


def beside(*texts: str) -> Look:
    """Codes next to each other, those named "" seen and not read."""
    places = [tuple((x + 300 * number, y) for x, y in SPOT) for number in range(len(texts))]
    symbols = [Symbol(text, text.encode(), place) for text, place in zip(texts, places, strict=True) if text]  # type: ignore[arg-type]
    return Look(symbols, [place for text, place in zip(texts, places, strict=True) if not text])  # type: ignore[misc]


ONE_AT_A_TIME: Hint = "one at a time"


def test_a_pass_names_a_code_of_others_beside_it_and_is_the_one_shown(sightings: Sightings) -> None:
    look = Look([Symbol("1", b"1", SPOT), Symbol("b", b"b", FAR)], [])
    told = sightings.looked(Frame("c", 0, GREY, 5, still=False), look, decode_ns=9)
    assert told == [Shown("1", 5, ("b",), SPOT, 9)]
    assert frames(sightings, read("b"), 50_000, 2) == []


def test_two_passes_at_once_are_neither_shown_and_said_at_once(sightings: Sightings) -> None:
    assert frames(sightings, beside("1", "2"), 0, 5) == [(0, SeenNotRead(0, ONE_AT_A_TIME))]
    (told,) = frames(sightings, read("2"), 5_000_000, 2)
    assert told == (4_950_000 + ALONE_FOR, Shown("2", 4_950_000 + ALONE_FOR, (), SPOT, 0))


def test_the_same_pass_twice_is_one(sightings: Sightings) -> None:
    assert [type(seen) for _, seen in frames(sightings, beside("1", "1"), 0, 2)] == [Shown]


def test_one_of_two_passes_that_reads_in_some_frames_only_is_not_shown(sightings: Sightings) -> None:
    told = []
    for number, at in enumerate(range(0, 6_000_000, STEP)):
        look = (beside("1", "2"), beside("1", ""), beside("", "2"), beside("1"), UNREAD, NOTHING)[number % 6]
        told += sightings.looked(Frame("c", 0, GREY, at, still=False), look)
    assert {seen.hint for seen in told if isinstance(seen, SeenNotRead)} == {ONE_AT_A_TIME}
    assert not [seen for seen in told if isinstance(seen, Shown)]


def test_a_pass_beside_one_that_was_shown_waits_until_that_is_gone(sightings: Sightings) -> None:
    assert [seen.text for _, seen in frames(sightings, beside("1"), 0, 1) if isinstance(seen, Shown)] == ["1"]
    (told,) = frames(sightings, beside("1", "2"), 1_000_000, 2)
    assert told == (1_000_000, SeenNotRead(1_000_000, ONE_AT_A_TIME))
    (shown,) = frames(sightings, read("2"), 3_000_000, 2)
    assert isinstance(shown[1], Shown)
    assert shown[1].text == "2"


def test_a_pass_beside_a_code_that_does_not_read_yet_waits_a_moment_for_it(sightings: Sightings) -> None:
    assert frames(sightings, beside("1", ""), 0, 0.4) == []
    assert frames(sightings, beside("1", "2"), 400_000, 1) == [(400_000, SeenNotRead(400_000, ONE_AT_A_TIME))]


def test_and_is_shown_if_that_never_reads(sightings: Sightings) -> None:
    ((at, shown),) = frames(sightings, beside("1", ""), 0, 3)
    assert (at, type(shown)) == (ANOTHER_WITHIN, Shown)


@pytest.mark.parametrize("held", [True, False])
def test_a_minute_before_the_camera_is_one_presentation_while_it_is_seen(sightings: Sightings, held: bool) -> None:
    """Thirty frames a second; it reads in the first of each five seconds only."""
    shown = 0
    for number in range(1800):
        look = read("1") if number % 150 < 30 else UNREAD if held else NOTHING
        told = sightings.looked(Frame("c", number, GREY, round(number * 1e6 / 30), still=False), look)
        shown += sum(isinstance(seen, Shown) for seen in told)
    assert shown == (1 if held else 12)


def test_another_code_where_none_was_does_not_prolong_what_was_shown(sightings: Sightings) -> None:
    frames(sightings, read("1"), 0, 0.1)
    elsewhere = Look([], [((900, 150), (1140, 150), (1140, 390), (900, 390))])
    frames(sightings, elsewhere, 100_000, 4)
    assert [type(seen) for _, seen in frames(sightings, read("1"), 4_100_000, 1)] == [Shown]


def test_a_code_seen_but_not_read_says_how_to_hold_it_and_then_offers_the_number(sightings: Sightings) -> None:
    told = frames(sightings, UNREAD, 0, 8)
    assert told == [
        (UNREAD_AFTER, SeenNotRead(0, "hold still")),
        (NUMBER_AFTER, SeenNotRead(0, "hold still", offer_number=True)),
    ]
    assert [seen for _, seen in frames(sightings, NOTHING, 8_000_000, 2)] == [NothingSeen()]


def test_a_code_read_in_time_needs_no_hint(sightings: Sightings) -> None:
    assert frames(sightings, UNREAD, 0, 1.4) == []
    assert [type(seen) for _, seen in frames(sightings, read("a"), 1_400_000, 1)] == [Shown]


def test_a_code_read_now_and_then_needs_no_hint(sightings: Sightings) -> None:
    told: list[tuple[int, Seen]] = []
    for second in range(6):
        told += frames(sightings, read("a"), second * 1_000_000, 0.05)
        told += frames(sightings, UNREAD, second * 1_000_000 + STEP, 0.95)
    assert [type(seen) for _, seen in told] == [Shown]


def test_a_hint_is_taken_back_when_the_same_showing_reads_again() -> None:
    sightings = Sightings(window=60_000_000)
    frames(sightings, read("a"), 0, 1)
    assert [type(seen) for _, seen in frames(sightings, UNREAD, 1_000_000, 2)] == [SeenNotRead]
    assert [seen for _, seen in frames(sightings, read("a"), 3_000_000, 1)] == [NothingSeen()]


def test_frames_that_miss_it_do_not_start_the_count_anew(sightings: Sightings) -> None:
    told: list[tuple[int, Seen]] = []
    for half in range(6):
        told += frames(sightings, UNREAD, half * 500_000, 0.05)
        told += frames(sightings, NOTHING, half * 500_000 + STEP, 0.45)
    assert [seen for _, seen in told] == [SeenNotRead(0, "hold still")]


def test_another_code_after_a_pause_has_a_count_of_its_own(sightings: Sightings) -> None:
    frames(sightings, UNREAD, 0, 1)
    assert frames(sightings, NOTHING, 1_000_000, 2) == []
    told = frames(sightings, UNREAD, 3_000_000, 2)
    assert told == [(3_000_000 + UNREAD_AFTER, SeenNotRead(3_000_000, "hold still"))]


def test_a_camera_that_was_away_starts_the_count_anew(sightings: Sightings) -> None:
    frames(sightings, UNREAD, 0, 1)
    assert frames(sightings, UNREAD, 10_000_000, 1.4) == []


def test_a_hint_stands_long_enough_to_be_read(sightings: Sightings) -> None:
    frames(sightings, UNREAD, 0, 1.5)
    told = []
    for at in range(1_500_000, 4_500_000, STEP):
        look = Look([], [SPOT if at // STEP % 2 else FAR])
        told += [at for _ in sightings.looked(Frame("c", 0, GREY, at, still=False), look)]
    assert 2 <= len(told) <= 3
    assert all(later - earlier >= 1_000_000 for earlier, later in pairwise(told))


def test_nothing_at_all_says_nothing(sightings: Sightings) -> None:
    assert frames(sightings, NOTHING, 0, 10) == []


def test_a_code_that_only_its_eyes_give_away_is_seen(sightings: Sightings) -> None:
    far = photographed(token_text(1), Conditions(1.3, defocus=0.6, noise=3), np.random.default_rng(1), size=(1280, 720))
    times = range(0, 4_000_000, 100_000)
    told = [seen for at in times for seen in sightings.looked(Frame("c", 0, far, at, still=False), NOTHING)]
    assert [(type(seen), seen.hint) for seen in told if isinstance(seen, SeenNotRead)] == [(SeenNotRead, "closer")]


def test_the_number_of_a_damaged_code_is_offered_sooner_and_stays_offered(sightings: Sightings) -> None:
    torn = photographed(token_text(1), Conditions(6, defocus=0.5, noise=2), np.random.default_rng(1), size=(640, 480))
    times = range(0, 5_000_000, STEP)
    told = [
        (at, seen) for at in times for seen in sightings.looked(Frame("c", 0, torn, at, still=False), UNREAD)
    ]
    assert told == [
        (UNREAD_AFTER, SeenNotRead(0, "damaged")),
        (NUMBER_OF_DAMAGED_AFTER, SeenNotRead(0, "damaged", offer_number=True)),
    ]
    blurred = [seen for _, seen in frames(sightings, UNREAD, 5_000_000, 3)]
    assert blurred == [SeenNotRead(0, "hold still", offer_number=True)]
