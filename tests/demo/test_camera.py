"""What the demo's camera takes can be read."""

from pathlib import Path

import numpy as np
import pytest

from passdesk.credential.qr_picture import draw_qr
from passdesk.demo import camera
from passdesk.scanning.readings import Reading, read_items
from passdesk.scanning.sources import read_source
from tests.photographs import token_text


def read(path: Path) -> list[str | None]:
    return [one.text for one in read_items(read_source(str(path)), window=3_000_000) if isinstance(one, Reading)]


def card(seed: int) -> camera.Pixels:
    return camera.card_with(draw_qr(token_text(seed), pixels_per_module=9))


@pytest.mark.parametrize("kind", range(len(camera.KINDS)))
def test_a_pass_reads_under_all_conditions(kind: int, tmp_path: Path) -> None:
    camera.take(card(kind), kind, np.random.default_rng(kind), tmp_path / "taken.jpg")
    assert read(tmp_path / "taken.jpg") == [token_text(kind)]


def test_a_video_shows_each_card_once(tmp_path: Path) -> None:
    camera.film([card(1), card(2)], np.random.default_rng(1), tmp_path / "film.avi")
    assert read(tmp_path / "film.avi") == [token_text(1), token_text(2)]


def test_a_blank_card_says_nothing(tmp_path: Path) -> None:
    camera.take(camera.blank_card(), 0, np.random.default_rng(1), tmp_path / "taken.jpg", size=camera.SMALL)
    assert read(tmp_path / "taken.jpg") == [None]
