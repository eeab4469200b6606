"""The demo's made-up camera gives pictures that a gate reads, in time and at little cost."""

from itertools import pairwise
from threading import Thread

import cv2
import numpy as np
import pytest

from passdesk.credential.qr_picture import draw_qr
from passdesk.demo.camera import blank_card, card_with
from passdesk.demo.made_up_camera import MadeUpCamera, Pixels
from passdesk.demo.photographing import Conditions
from passdesk.scanning.decoder import Decoder
from passdesk.scanning.frames import Frame
from tests.factories.clocks import FakeClock
from tests.photographs import token_text


def card(seed: int) -> Pixels:
    return card_with(draw_qr(token_text(seed), pixels_per_module=9))


def made_up(clock: FakeClock, size: tuple[int, int] = (1280, 720)) -> MadeUpCamera:
    return MadeUpCamera(clock, size=size, per_second=25, wait=clock.step)


def next_picture(camera: MadeUpCamera) -> Pixels:
    picture = camera.read()
    assert picture is not None
    return picture


def texts(picture: Pixels) -> list[str]:
    grey = np.asarray(cv2.cvtColor(picture, cv2.COLOR_BGR2GRAY), np.uint8)
    return [symbol.text for symbol in Decoder().read(Frame("made up", 0, grey, 0, still=False))]


def test_pictures_come_when_they_are_due() -> None:
    clock = FakeClock()
    camera = made_up(clock)
    began = clock().boot
    for _ in range(50):
        next_picture(camera)
    assert clock().boot - began == 2_000_000


def test_a_reader_that_was_late_is_not_made_to_hurry() -> None:
    clock = FakeClock()
    camera = made_up(clock)
    clock.step(60)
    began = clock().boot
    for _ in range(3):
        next_picture(camera)
    assert clock().boot - began <= 3 * 40_000


def test_a_badge_held_up_reads_in_every_picture_until_it_is_taken_away() -> None:
    camera = made_up(FakeClock())
    assert texts(next_picture(camera)) == []
    camera.put(card(1))
    assert all(texts(next_picture(camera)) == [token_text(1)] for _ in range(20))
    camera.put(card(2))
    assert texts(next_picture(camera)) == [token_text(2)]
    camera.put(None)
    assert texts(next_picture(camera)) == []


@pytest.mark.parametrize("held", [None, blank_card()])
def test_no_two_pictures_are_the_same(held: Pixels | None) -> None:
    camera = made_up(FakeClock())
    camera.put(held)
    taken = [next_picture(camera) for _ in range(12)]
    assert all(not np.array_equal(one, other) for one, other in pairwise(taken))


def test_what_is_shown_is_no_longer_changed_by_the_next_picture() -> None:
    camera = made_up(FakeClock())
    camera.put(card(1))
    first = next_picture(camera)
    kept = first.copy()
    for _ in range(8):
        next_picture(camera)
    assert np.array_equal(first, kept)


def test_colours_are_kept_and_given_as_blue_green_red() -> None:
    camera = made_up(FakeClock())
    camera.put(np.full((600, 1000, 3), (200, 30, 10), np.uint8))
    middle = next_picture(camera)[360, 640].astype(int)
    assert middle == pytest.approx((10, 30, 190), abs=20)


@pytest.mark.parametrize(
    ("picture", "held"),
    [
        (np.full((1, 1), 255, np.uint8), Conditions(500)),
        (np.full((600, 1000), 255, np.uint8), Conditions(9_000, roll=45, pitch=30)),
        (np.full((600, 1000), 255, np.uint8), Conditions(1)),
        (np.full((3_000, 20), 255, np.uint8), Conditions(15, defocus=9, light=0)),
    ],
)
@pytest.mark.parametrize("size", [(1280, 720), (320, 180)])
def test_odd_badges_oddly_held_still_give_pictures(picture: Pixels, held: Conditions, size: tuple[int, int]) -> None:
    camera = made_up(FakeClock(), size)
    camera.put(picture, held)
    assert next_picture(camera).shape == (size[1], size[0], 3)


def test_releasing_it_ends_the_waiting() -> None:
    camera = MadeUpCamera(FakeClock(), per_second=0.001)
    taken: list[Pixels | None] = []
    waiting = Thread(target=lambda: taken.append(camera.read()))
    waiting.start()
    camera.release()
    waiting.join(timeout=30)
    assert taken == [None]
