"""What a picture says about how to hold a code that does not read."""

from collections.abc import Callable

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray

from passdesk.demo.photographing import Conditions
from passdesk.scanning.decoder import Decoder
from passdesk.scanning.finders import EYE_LOOKS, EyeLook, code_by_its_eyes
from passdesk.scanning.frames import Corners, Frame, Grey, Look
from passdesk.scanning.hints import Hint, hint_for
from tests.photographs import photographed, token_text

SIZE = (1280, 720)


def taken(conditions: Conditions, seed: int = 1) -> Grey:
    return photographed(token_text(seed), conditions, np.random.default_rng(seed), size=SIZE)


def bare_look(image: Grey) -> Look:
    return Decoder().look(Frame("camera", 0, image, 0, still=False))


def spot_of(image: Grey) -> Corners:
    look = bare_look(image)
    spots = [symbol.corners for symbol in look.symbols] + look.spots
    return next(filter(None, [*spots, *(code_by_its_eyes(image, eye_look) for eye_look in EYE_LOOKS)]))


def with_glare(image: Grey) -> Grey:
    """A lamp mirrored in a laminated badge: plain white over part of the code."""
    y, x = np.ogrid[0 : image.shape[0], 0 : image.shape[1]]
    bright = 700 * np.exp(-((x - 680) ** 2 + (y - 370) ** 2) / (2 * 45**2))
    return np.asarray((image + bright).clip(0, 255), np.uint8)


@pytest.mark.parametrize(
    ("image", "hint"),
    [
        pytest.param(lambda: taken(Conditions(1.4, defocus=0.6, noise=3)), "closer", id="far"),
        pytest.param(lambda: taken(Conditions(1.2, defocus=0.5, noise=3)), "closer", id="farther still"),
        pytest.param(lambda: taken(Conditions(14.5, defocus=0.6, noise=3)), "farther", id="near"),
        pytest.param(lambda: taken(Conditions(5, defocus=0.6, light=0.12, noise=2)), "brighten", id="dark"),
        pytest.param(lambda: with_glare(taken(Conditions(6, defocus=0.6, noise=3))), "tilt", id="glare"),
        pytest.param(lambda: taken(Conditions(5, defocus=0.6, light=0.04, noise=2)), "brighten", id="nearly black"),
        pytest.param(lambda: taken(Conditions(5, defocus=3, noise=3)), "hold still", id="blurred"),
        pytest.param(lambda: taken(Conditions(7, defocus=5, noise=2)), "hold still", id="very blurred"),
    ],
)
def test_the_hint_names_what_is_wrong(image: Callable[[], Grey], hint: Hint) -> None:
    seen = image()
    assert hint_for(seen, spot_of(seen)) == hint


@pytest.mark.parametrize(
    "spot",
    [
        ((0, 0), (0, 0), (0, 0), (0, 0)),
        ((-50, -50), (5, -50), (5, 5), (-50, 5)),
        ((5_000, 5_000), (6_000, 5_000), (6_000, 6_000), (5_000, 6_000)),
        ((10, 10), (11, 10), (11, 11), (10, 11)),
        ((30, 30), (10, 30), (10, 10), (30, 10)),
    ],
)
@pytest.mark.parametrize("shape", [(1, 1), (48, 64), (2, 300)])
def test_a_spot_anywhere_gives_some_hint(spot: Corners, shape: tuple[int, int]) -> None:
    assert hint_for(np.full(shape, 255, np.uint8), spot)


@pytest.mark.parametrize(
    ("look", "conditions"),
    [
        (EYE_LOOKS[0], Conditions(1.3, defocus=0.6, noise=3)),
        (EYE_LOOKS[1], Conditions(5, defocus=0.6, light=0.05, noise=2)),
        (EYE_LOOKS[2], Conditions(3, defocus=2, noise=2)),
    ],
)
def test_each_look_finds_eyes_of_codes_that_nothing_else_sees(look: EyeLook, conditions: Conditions) -> None:
    image = taken(conditions)
    found = code_by_its_eyes(image, look)
    assert found is not None
    assert not bare_look(image).spots
    assert np.mean(found, axis=0) == pytest.approx((640, 360), abs=60)


def noise(shape: tuple[int, int]) -> NDArray[np.uint8]:
    return np.random.default_rng(3).integers(0, 256, shape, dtype=np.uint8)


@pytest.mark.parametrize(
    "image",
    [
        np.zeros((720, 1280), np.uint8),
        np.full((720, 1280), 255, np.uint8),
        noise((480, 640)),
        noise((3, 3)),
        np.zeros((1, 1), np.uint8),
    ],
)
@pytest.mark.parametrize("look", EYE_LOOKS)
def test_where_no_code_is_no_eyes_are_found(image: Grey, look: EyeLook) -> None:
    assert code_by_its_eyes(image, look) is None


def test_characters_that_are_rings_are_no_eyes() -> None:
    page = np.full((480, 640), 230, np.uint8)
    for left in range(60, 560, 70):
        for inset in (0, 14):
            corner, opposite = (left + inset, 200 + inset), (left + 48 - inset, 248 - inset)
            cv2.rectangle(page, corner, opposite, 20, thickness=4)
    assert [code_by_its_eyes(page, look) for look in EYE_LOOKS] == [None] * len(EYE_LOOKS)
