"""Reed-Solomon blocks with some symbols doubted, against blocks that the QR writer made."""

import numpy as np
import pytest
import qrcode.base

from passdesk.scanning.erasures import mended

CHECKS, WHOLE = 22, 60


def block(rng: np.random.Generator) -> list[int]:
    """As the library that draws codes makes it."""
    data = [int(one) for one in rng.integers(1, 256, WHOLE - CHECKS)]
    generator = qrcode.base.Polynomial([1], 0)
    for power in range(CHECKS):
        generator = generator * qrcode.base.Polynomial([1, qrcode.base.gexp(power)], 0)
    rest = qrcode.base.Polynomial(data, CHECKS) % generator
    checks = [rest[number] for number in range(len(rest))]
    return data + [0] * (CHECKS - len(checks)) + checks


def spoilt(good: list[int], places: list[int], rng: np.random.Generator) -> list[int]:
    return [one ^ int(rng.integers(1, 256)) if place in places else one for place, one in enumerate(good)]


@pytest.mark.parametrize(
    ("doubted", "wrong"), [(0, 0), (0, 1), (0, 9), (1, 9), (6, 6), (12, 3), (17, 1), (18, 0), (19, 0)]
)
def test_twice_as_many_doubted_as_unknown_are_mended(doubted: int, wrong: int) -> None:
    for seed in range(20):
        rng = np.random.default_rng(seed)
        good = block(rng)
        places = [int(place) for place in rng.permutation(WHOLE)[: doubted + wrong]]
        assert mended(spoilt(good, places, rng), CHECKS, places[:doubted]) == good


def test_symbols_doubted_without_reason_do_no_harm() -> None:
    rng = np.random.default_rng(1)
    good = block(rng)
    assert mended(good, CHECKS, range(19)) == good
    assert mended(spoilt(good, [3], rng), CHECKS, [3, *range(40, 55)]) == good


@pytest.mark.parametrize(("doubted", "wrong"), [(0, 10), (0, 11), (0, 30), (10, 6), (19, 1), (19, 5), (20, 0), (60, 0)])
def test_more_than_the_checks_can_vouch_for_is_not_guessed(doubted: int, wrong: int) -> None:
    for seed in range(20):
        rng = np.random.default_rng(seed)
        good = block(rng)
        places = [int(place) for place in rng.permutation(WHOLE)[: doubted + wrong]]
        assert mended(spoilt(good, places, rng), CHECKS, places[:doubted]) is None


def test_noise_is_nothing() -> None:
    rng = np.random.default_rng(2)
    for number in range(200):
        noise = [int(one) for one in rng.integers(0, 256, WHOLE)]
        assert mended(noise, CHECKS, [int(one) for one in rng.permutation(WHOLE)[: number % 20]]) is None
