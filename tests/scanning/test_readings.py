"""Sources decoded and gathered into presentations."""

from collections.abc import Iterable
from itertools import count
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from passdesk.credential.qr_picture import draw_qr
from passdesk.errors import Damaged
from passdesk.scanning.frames import Broken, Frame, Typed
from passdesk.scanning.readings import Reading, at_a_lane, read_items
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


def picture(name: str, *texts: str) -> Frame:
    return Frame(name, 0, np.hstack([qr(text) for text in texts]), None, still=True)


def test_a_lane_takes_no_picture_of_two_passes_and_the_pass_of_one_beside_other_codes() -> None:
    shown = {"two": ("1", "2"), "same": ("3", "3"), "poster": ("4", "HTTP://A"), "one": ("5",)}
    taken = list(at_a_lane(readings(picture(name, *texts) for name, texts in shown.items())))
    assert [one.text for one in taken if isinstance(one, Reading)] == ["3", "4", "5"]
    (broken,) = [one for one in taken if isinstance(one, Broken)]
    assert (taken[0], broken.error.happened) == (broken, "two shows several codes at once.")


def test_a_video_of_two_passes_says_so_and_presents_neither() -> None:
    both = np.hstack([qr("1"), qr("2")])
    (told,) = readings([Frame("two.avi", n, both, n * 40_000, still=False) for n in range(5)])
    assert isinstance(told, Broken)
    alone = np.hstack([EMPTY, qr("2")])
    frames = [Frame("gate.avi", n, image, n * 40_000, still=False) for n, image in enumerate([both, both, alone])]
    assert readings(frames) == [Reading("gate.avi", "video", "2", 80_000)]


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
