"""Photographs by code do what they say."""

from pathlib import Path

import numpy as np
import pytest
from msgspec.structs import replace
from numpy.typing import NDArray

from passdesk.demo.photographing import Conditions, motion_kernel, photograph, write_video
from passdesk.errors import Trouble

PICTURE = np.kron(np.indices((10, 16)).sum(axis=0) % 2 * 255, np.ones((20, 20))).astype(np.uint8)
PERFECT = Conditions(300)
SIZE = (400, 300)


def taken(conditions: Conditions, seed: int = 1) -> NDArray[np.uint8]:
    return photograph(PICTURE, conditions, np.random.default_rng(seed), size=SIZE)


def test_a_seed_gives_the_same_photograph_and_another_another() -> None:
    shaken = Conditions(300, pitch=10, defocus=1, motion=5, noise=4, uneven=0.3, glare=0.5)
    assert np.array_equal(taken(shaken), taken(shaken))
    assert not np.array_equal(taken(shaken), taken(shaken, seed=2))


def test_channels_and_size_are_kept() -> None:
    coloured = np.dstack([PICTURE] * 3)
    assert photograph(coloured, PERFECT, np.random.default_rng(1), size=SIZE).shape == (300, 400, 3)
    assert taken(PERFECT).shape == (300, 400)


@pytest.mark.parametrize("fault", [{"defocus": 3.0}, {"motion": 9.0}])
def test_blur_takes_contrast(fault: dict[str, float]) -> None:
    assert taken(replace(PERFECT, **fault)).std() < 0.95 * taken(PERFECT).std()


def test_light_darkens_and_glare_brightens() -> None:
    plain = float(taken(PERFECT).mean())
    assert taken(replace(PERFECT, light=0.25)).mean() == pytest.approx(plain / 4, rel=0.05)
    assert taken(replace(PERFECT, glare=1)).mean() > plain


@pytest.mark.parametrize("degrees", [0, 33, 90, 179])
def test_motion_kernels_sum_to_one_and_have_their_length(degrees: float) -> None:
    kernel = motion_kernel(7, degrees)
    assert float(kernel.sum()) == pytest.approx(1, abs=1e-5)
    rows, columns = np.indices(kernel.shape) - kernel.shape[0] // 2
    spread = float(np.sqrt((kernel * (rows**2 + columns**2)).sum() * 12))
    assert spread == pytest.approx(7, abs=1)


def test_a_video_that_can_not_be_written_is_told(tmp_path: Path) -> None:
    with pytest.raises(Trouble, match="written"):
        write_video([PICTURE], tmp_path / "no" / "folder.avi")
    with pytest.raises(Trouble, match="at least one frame"):
        write_video([], tmp_path / "empty.avi")
