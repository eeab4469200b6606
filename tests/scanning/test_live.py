"""A live camera and its decoder, with real threads and a made-up camera."""

from collections.abc import Iterator
from itertools import count
from threading import Event

import numpy as np
import pytest

from passdesk.credential.qr_picture import draw_qr
from passdesk.demo.camera import card_with
from passdesk.demo.made_up_camera import HELD, MadeUpCamera
from passdesk.demo.photographing import Conditions
from passdesk.errors import Trouble
from passdesk.scanning.camera import BGR, CameraState
from passdesk.scanning.frames import Grey
from passdesk.scanning.live import LiveReader
from passdesk.scanning.sightings import NothingSeen, Seen, SeenNotRead, Shown
from tests.factories.clocks import FakeClock
from tests.photographs import token_text
from tests.scanning.watching import Heard, hardly

WINDOW = 3_000_000


def card(seed: int) -> BGR:
    return card_with(draw_qr(token_text(seed), pixels_per_module=9))


class Gate:
    """A reader over a made-up camera. Its clock goes on by a picture once the decoder has looked at the one before."""

    def __init__(self) -> None:
        self.clock = FakeClock()
        self.camera = MadeUpCamera(self.clock, per_second=20, wait=self._wait)
        self.taken: int | None = None
        self.ended = Event()
        self.seen, self.states = Heard[Seen](), Heard[CameraState]()
        self.reader = LiveReader(
            lambda: self.camera,
            self.seen,
            self.states,
            self.clock,
            window=WINDOW,
            on_frame=self._took,
            nanoseconds=count(step=7).__next__,
            waiting=hardly,
        )

    def _wait(self, seconds: float) -> None:
        while self._behind() and not hardly(self.ended, 0):
            pass
        self.clock.step(seconds)

    def _behind(self) -> bool:
        newest = self.reader.newest
        return self.taken is not None and (newest is None or newest[0] < self.taken)

    def _took(self, _grey: Grey, _picture: BGR, at_us: int) -> None:
        self.taken = at_us


@pytest.fixture
def gate() -> Iterator[Gate]:
    gate = Gate()
    gate.reader.start()
    yield gate
    gate.ended.set()
    gate.camera.release()
    assert gate.reader.stop()


def test_a_pass_held_up_is_shown_with_its_place(gate: Gate) -> None:
    gate.camera.put(card(1))
    shown = gate.seen.next()
    assert isinstance(shown, Shown)
    assert (shown.text, shown.beside, shown.decode_ns) == (token_text(1), (), 7)
    assert np.mean(shown.corners, axis=0) == pytest.approx((640, 360), abs=60)


def test_one_after_another_with_nothing_between(gate: Gate) -> None:
    for seed in (1, 2):
        gate.camera.put(card(seed))
        shown = gate.seen.next()
        assert isinstance(shown, Shown)
        assert shown.text == token_text(seed)
        gate.camera.put(None)
        assert gate.seen.next() == NothingSeen()


def test_a_pass_too_far_away_says_closer_and_then_offers_the_number(gate: Gate) -> None:
    gate.camera.put(card(1), Conditions(160, defocus=0.6, light=0.95))
    hint, offer = gate.seen.next(), gate.seen.next()
    assert isinstance(hint, SeenNotRead)
    assert isinstance(offer, SeenNotRead)
    assert (hint.hint, hint.offer_number, offer.offer_number) == ("closer", False, True)
    gate.camera.put(card(1), HELD)
    assert isinstance(gate.seen.next(), Shown)


def test_where_codes_lie_in_the_newest_frame_can_be_asked(gate: Gate) -> None:
    gate.camera.put(card(1))
    gate.seen.next()
    newest = gate.reader.newest
    assert newest is not None
    assert newest[0] <= gate.clock().boot


def test_stopping_tells_nothing_more(gate: Gate) -> None:
    gate.camera.put(card(1))
    gate.seen.next()
    gate.ended.set()
    assert gate.reader.stop()
    gate.seen.rest()
    gate.camera.put(card(2))
    assert gate.seen.rest() == []
    assert gate.states.rest() == ["starting", "running"]


class Odd:
    """A camera that changes the size of its pictures and then shows a pass."""

    def __init__(self, clock: FakeClock) -> None:
        shapes = [(1, 1, 3), (20, 2_000, 3), (2_000, 20, 3), (21, 21, 3), (3, 3, 3)]
        self._odd = iter([np.random.default_rng(1).integers(0, 256, shape, dtype=np.uint8) for shape in shapes])
        self._shown = MadeUpCamera(clock, wait=clock.step)
        self._shown.put(card(3))

    def read(self) -> BGR | None:
        hardly(Event(), 0)
        odd = next(self._odd, None)
        return self._shown.read() if odd is None else odd

    def release(self) -> None:
        self._shown.release()


def test_pictures_of_odd_sizes_are_looked_at_and_a_pass_after_them_reads() -> None:
    clock, seen = FakeClock(), Heard[Seen]()
    reader = LiveReader(lambda: Odd(clock), seen, lambda _: None, clock, window=WINDOW, waiting=hardly)
    reader.start()
    shown = seen.next()
    assert reader.stop()
    assert isinstance(shown, Shown)
    assert shown.text == token_text(3)


def test_no_camera_is_lost_and_stops() -> None:
    def nothing() -> MadeUpCamera:
        raise Trouble("It is not there.")

    states = Heard[CameraState]()
    reader = LiveReader(nothing, lambda _: None, states, FakeClock(), window=WINDOW, waiting=hardly)
    reader.start()
    states.until("lost")
    assert reader.stop()
    assert reader.newest is None
    assert reader.passed_over == 0


def test_a_reader_that_was_not_started_stops() -> None:
    clock = FakeClock()
    assert LiveReader(lambda: MadeUpCamera(clock), lambda _: None, lambda _: None, clock, window=WINDOW).stop()
