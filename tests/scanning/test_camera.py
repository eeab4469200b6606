"""A camera on its thread: unplugged, stuck, and giving nonsense."""

from collections.abc import Callable, Iterator
from itertools import chain, repeat
from threading import Event
from typing import cast

import cv2
import numpy as np
import pytest

from passdesk.errors import Trouble
from passdesk.scanning import camera
from passdesk.scanning.camera import BGR, CameraSource, CameraState, CameraThread, found_cameras, open_camera
from passdesk.scanning.frames import Grey
from tests.factories.clocks import FakeClock
from tests.scanning.watching import LONG, Heard, hardly


def pictures(start: int = 0) -> Iterator[BGR]:
    """Pictures without end, each another."""
    number = start
    while True:
        yield np.full((48, 64, 3), number % 251, np.uint8)
        number += 1


class Reel:
    """A camera that gives what it is told, 100 ms after each other by the clock, and none when that ends."""

    def __init__(self, clock: FakeClock, frames: Iterator[object]) -> None:
        self._clock, self._frames = clock, frames
        self.released = Event()

    def read(self) -> BGR | None:
        self._clock.step(0.1)
        frame = next(self._frames, None)
        if isinstance(frame, Exception):
            raise frame
        return cast("BGR | None", frame)  # hostile ones are meant

    def release(self) -> None:
        self.released.set()


class Stuck:
    """A camera whose driver gives one picture and then blocks until it is let go."""

    def __init__(self, before: int = 1) -> None:
        self.freed, self.blocked = Event(), Event()
        self._left = before

    def read(self) -> BGR | None:
        if self._left:
            self._left -= 1
            return np.zeros((48, 64, 3), np.uint8)
        self.blocked.set()
        self.freed.wait(LONG)
        return np.ones((48, 64, 3), np.uint8)

    def release(self) -> None:
        pass


class Watched:
    """A running CameraThread and what it says."""

    def __init__(self, open_it: Callable[[], CameraSource], clock: FakeClock) -> None:
        self.frames = Heard[tuple[Grey, BGR, int]]()
        self.states = Heard[CameraState]()
        self.thread = CameraThread(open_it, self._took, self.states, clock, waiting=hardly)
        self.thread.start()

    def _took(self, grey: Grey, picture: BGR, at_us: int) -> None:
        self.frames((grey, picture, at_us))


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock()


def test_pictures_come_in_grey_and_in_colour_with_rising_times(clock: FakeClock) -> None:
    watched = Watched(lambda: Reel(clock, pictures(5)), clock)
    grey, picture, first = watched.frames.next()
    _, _, second = watched.frames.next()
    assert watched.thread.stop()
    assert (grey.shape, str(grey.dtype), picture.shape) == ((48, 64), "uint8", (48, 64, 3))
    assert (int(grey[0, 0]), second - first) == (5, 100_000)
    assert watched.states.rest() == ["starting", "running"]


def test_a_picture_is_not_mirrored(clock: FakeClock) -> None:
    lopsided = np.zeros((48, 64, 3), np.uint8)
    lopsided[:, :10] = 200
    watched = Watched(lambda: Reel(clock, repeat(lopsided)), clock)
    grey, picture, _ = watched.frames.next()
    watched.thread.stop()
    assert int(grey[0, 0]) == int(picture[0, 0, 0]) == 200
    assert not grey[:, 20:].any()


def test_an_unplugged_camera_is_lost_let_go_and_comes_back(clock: FakeClock) -> None:
    reels = [Reel(clock, iter([next(pictures())])), Reel(clock, pictures(100))]
    attempts = iter([reels[0], None, None, reels[1]])

    def open_next() -> CameraSource:
        opened = next(attempts)
        if opened is None:
            raise Trouble("It is not there.")
        return opened

    watched = Watched(open_next, clock)
    assert [watched.states.next() for _ in range(4)] == ["starting", "running", "lost", "running"]
    assert watched.thread.stop()
    assert all(reel.released.is_set() for reel in reels)


def test_a_camera_that_comes_back_with_the_very_same_picture_runs(clock: FakeClock) -> None:
    black = np.zeros((48, 64, 3), np.uint8)
    reels = iter([Reel(clock, iter([black])), Reel(clock, repeat(black, 5))])
    watched = Watched(lambda: next(reels, None) or Reel(clock, pictures()), clock)
    assert [watched.states.next() for _ in range(4)] == ["starting", "running", "lost", "running"]
    assert watched.thread.stop()


def test_a_camera_that_was_never_there_is_lost(clock: FakeClock) -> None:
    def nothing() -> CameraSource:
        raise Trouble("It is not there.")

    watched = Watched(nothing, clock)
    watched.states.until("lost")
    assert watched.thread.stop()


def test_one_missing_picture_is_not_yet_a_loss(clock: FakeClock) -> None:
    first, second, *_ = (next(pictures(n)) for n in range(3))
    watched = Watched(lambda: Reel(clock, iter([first, None, None, second])), clock)
    watched.frames.next()
    watched.frames.next()
    watched.states.until("lost")
    watched.thread.stop()


def test_the_same_picture_over_and_over_is_frozen_and_handed_on_once(clock: FakeClock) -> None:
    same = repeat(np.zeros((48, 64, 3), np.uint8), 60)
    watched = Watched(lambda: Reel(clock, chain(same, pictures(9))), clock)
    assert [watched.states.next() for _ in range(4)] == ["starting", "running", "frozen", "running"]
    watched.thread.stop()
    assert int(watched.frames.next()[0][0, 0]) == 0
    assert int(watched.frames.next()[0][0, 0]) == 9


def test_a_camera_stuck_on_one_picture_is_opened_anew_and_stays_frozen_until_it_moves(clock: FakeClock) -> None:
    stuck = Reel(clock, repeat(np.zeros((48, 64, 3), np.uint8)))
    again = Reel(clock, repeat(np.zeros((48, 64, 3), np.uint8)))
    reels = iter([stuck, again, Reel(clock, pictures(9))])
    watched = Watched(lambda: next(reels), clock)
    watched.states.until("running")
    assert stuck.released.wait(LONG)
    assert again.released.wait(LONG)
    while int(watched.frames.next()[0][0, 0]) != 9:
        pass
    assert watched.thread.stop()
    assert watched.states.rest() == ["frozen", "running"]


def test_a_driver_that_blocks_is_frozen_and_stopping_does_not_wait_for_it(
    clock: FakeClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(camera, "_STOPPED_WITHIN", 0.05)
    stuck = Stuck()
    watched = Watched(lambda: stuck, clock)
    assert stuck.blocked.wait(LONG)
    clock.step(3.1)
    watched.states.until("frozen")
    assert not watched.thread.stop()
    watched.frames.rest()
    stuck.freed.set()
    assert watched.thread.stop()
    assert (watched.frames.rest(), watched.states.rest()) == ([], [])


def test_a_driver_that_blocks_from_the_first_is_frozen(clock: FakeClock) -> None:
    stuck = Stuck(before=0)
    watched = Watched(lambda: stuck, clock)
    assert stuck.blocked.wait(LONG)
    clock.step(3.1)
    watched.states.until("frozen")
    stuck.freed.set()
    watched.states.until("running")
    assert watched.thread.stop()


@pytest.mark.parametrize(
    "nonsense",
    [
        None,
        "a picture",
        np.zeros((0, 0, 3), np.uint8),
        np.zeros((48, 64, 4), np.uint8),
        np.zeros((48, 64, 2), np.uint8),
        np.zeros((4,), np.uint8),
        np.zeros((48, 64, 3), np.float64),
        np.zeros((48, 64, 3), np.uint16),
        np.zeros((2, 48, 64, 3), np.uint8),
        cv2.error("broken"),
        OSError(19, "No such device"),
        RuntimeError("driver"),
        Trouble("gone"),
    ],
)
def test_what_is_no_picture_is_a_miss_and_many_are_a_loss(nonsense: object, clock: FakeClock) -> None:
    reels = iter([Reel(clock, repeat(nonsense)), Reel(clock, pictures())])
    watched = Watched(lambda: next(reels), clock)
    assert [watched.states.next() for _ in range(3)] == ["starting", "lost", "running"]
    assert watched.thread.stop()


def test_grey_pictures_and_changing_sizes_are_taken(clock: FakeClock) -> None:
    shapes: list[object] = [np.zeros((48, 64), np.uint8), np.zeros((1, 1, 3), np.uint8), np.zeros((90, 9, 3), np.uint8)]
    watched = Watched(lambda: Reel(clock, iter(shapes)), clock)
    assert [watched.frames.next()[1].shape for _ in range(3)] == [(48, 64, 3), (1, 1, 3), (90, 9, 3)]
    watched.thread.stop()


def test_a_thread_that_was_not_started_stops(clock: FakeClock) -> None:
    assert CameraThread(lambda: Stuck(), lambda *_: None, lambda _: None, clock).stop()


def test_a_camera_that_is_not_there_is_trouble_and_says_nothing_itself(capfd: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(Trouble, match="Camera 97 can't be opened"):
        open_camera(97, (1280, 720))
    assert isinstance(found_cameras(), list)
    assert capfd.readouterr() == ("", "")
