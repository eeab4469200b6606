"""Sources decoded and gathered into presentations."""

from collections.abc import Iterable
from itertools import count
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from passdesk.credential.qr_picture import draw_qr
from passdesk.errors import Damaged
from passdesk.scanning.frames import Broken, Frame, Typed
from passdesk.scanning.readings import Reading, read_items
from passdesk.scanning.sources import Item

WINDOW = 1_000_000
EMPTY = np.full((200, 200), 230, np.uint8)


def qr(text: str) -> NDArray[np.uint8]:
    code = np.asarray(draw_qr(text, pixels_per_module=4))
    return np.pad(code, ((0, 200 - code.shape[0]), (0, 200 - code.shape[1])), constant_values=230)


def readings(items: Iterable[Item]) -> list[Reading | Broken]:
    return list(read_items(iter(items), window=WINDOW))


def test_a_video_is_a_few_presentations_not_many_frames() -> None:
    images = [EMPTY, qr("1"), qr("1"), EMPTY, qr("1"), qr("2"), qr("2")]
    items = [Frame("gate.avi", n, image, n * 40_000, still=False) for n, image in enumerate(images)]
    assert readings(items) == [Reading("gate.avi", "video", "1", 40_000), Reading("gate.avi", "video", "2", 200_000)]


def test_every_picture_is_its_own_presentation_and_an_empty_one_is_told() -> None:
    items = [Frame(name, 0, image, None, still=True) for name, image in [("a", qr("1")), ("b", qr("1")), ("c", EMPTY)]]
    assert readings(items) == [
        Reading("a", "picture", "1"),
        Reading("b", "picture", "1"),
        Reading("c", "picture", None),
    ]


def test_two_codes_in_a_picture_name_each_other() -> None:
    both = Frame("two", 0, np.hstack([qr("1"), qr("2")]), None, still=True)
    found = {(reading.text, reading.beside) for reading in readings([both]) if isinstance(reading, Reading)}
    assert found == {("1", ("2",)), ("2", ("1",))}


def test_a_video_without_a_code_is_told_once_also_when_another_follows_or_it_breaks() -> None:
    empty = [Frame("empty.avi", n, EMPTY, n * 40_000, still=False) for n in range(3)]
    full = Frame("full.avi", 0, qr("1"), 0, still=False)
    cut = Broken("full.avi", Damaged("It ends."))
    assert readings([*empty, full, cut]) == [
        Reading("empty.avi", "video", None),
        Reading("full.avi", "video", "1", 0),
        cut,
    ]


def test_the_same_pass_in_two_videos_is_two_presentations() -> None:
    items = [Frame(name, 0, qr("1"), 0, still=False) for name in ("a.avi", "b.avi")]
    assert [reading.source_name for reading in readings(items)] == ["a.avi", "b.avi"]


def test_typing_passes_through() -> None:
    assert readings([Typed("123")]) == [Reading("typed", "typed", "123")]


def test_what_decoding_took_is_told_by_the_callers_clock(tmp_path: Path) -> None:
    ticks = count(step=7)
    items: list[Item] = [Frame(str(tmp_path), 0, qr("1"), None, still=True)]
    (reading,) = read_items(iter(items), window=WINDOW, nanoseconds=lambda: next(ticks))
    assert isinstance(reading, Reading)
    assert reading.decode_ns == 7
