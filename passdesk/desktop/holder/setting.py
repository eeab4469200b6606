"""Where everything stands on the holder's display, upright or broad, and how large the words are set."""

import math
from typing import NamedTuple

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics

from passdesk.desktop.holder.state import HolderPicture, Spoken
from passdesk.desktop.look import Look
from passdesk.desktop.theme import Theme

HEAD_SHARE, STACKED_SHARE = 0.135, 0.105
"""A head at text size 100 %, as a share of the shorter side; where languages are stacked each has less room."""
BARE = 1.35
"""How much larger a head is with nothing below it."""
LEAST_SHARE = 0.036
"""Nothing is set smaller: 28 px of 768 are read from three metres."""
LINE_OF_HEAD, NARROWER = 0.56, 0.86
"""A line below a head, as a share of it; a little smaller where that saves a line with two words on it."""
SHORT_HEAD = 14
"""An English head of so many letters stands in one line, a longer one in two at most; a Chinese one is never cut."""
WAY_SHARE = 0.058
_STEP = 0.96
_CENTRE = Qt.AlignmentFlag.AlignHCenter
_LEFT = Qt.AlignmentFlag.AlignLeft


class Line(NamedTuple):
    words: str
    font: QFont
    place: QRect
    flags: int


class Block(NamedTuple):
    """One language's words. `fits`: all of it stands in its place."""

    words: str
    lines: tuple[Line, ...]
    fits: bool
    rows: int


class Places(NamedTuple):
    """`blocks`: one for each language; `rules`: the thin lines between them; `way`: the direction in words."""

    shape: QRectF
    arrow: QRectF
    way: QRect
    way_flags: Qt.AlignmentFlag
    blocks: tuple[QRect, ...]
    rules: tuple[QRect, ...]
    share: float
    side: int
    from_top: bool = False


def places_in(picture: HolderPicture, width: int, height: int) -> Places:
    """On a display of this size, px."""
    if len(picture.said) == 1:
        return _alone(picture, width, height)
    return _broad(picture, width, height) if width > height else _upright(picture, width, height)


def _alone(picture: HolderPicture, width: int, height: int) -> Places:
    """One language: below each other in the middle."""
    side, broad = min(width, height), width > height
    top, shape = round(height * (0.10 if broad else 0.20)), side * (0.25 if broad else 0.30)
    margin = round(width * 0.06)
    foot = round(side * 0.18) if picture.direction is not None else 0
    below = round(top + shape + side * (0.05 if broad else 0.10))
    block = QRect(margin, below, width - 2 * margin, height - below - foot - round(side * 0.04))
    arrow = side * 0.10
    return Places(
        QRectF((width - shape) / 2, top, shape, shape),
        QRectF(width / 2 - arrow * 1.25, height - foot, arrow, arrow),
        QRect(round(width / 2 + arrow * 0.15), round(height - foot), round(width / 2), round(arrow)),
        _LEFT | Qt.AlignmentFlag.AlignVCenter, (block,), (), HEAD_SHARE, side, from_top=True,
    )  # fmt: skip


def _broad(picture: HolderPicture, width: int, height: int) -> Places:
    """The shape and the way at the left, the languages at the right."""
    column, shape, arrow = round(width * 0.25), min(width * 0.16, height * 0.30), height * 0.13
    moving = picture.direction is not None
    top = height * 0.16 if moving else (height - shape) / 2
    below = top + shape + height * 0.09
    words = round(below + arrow + height * 0.02)
    margin = round(height * 0.045)
    room = QRect(column, margin, width - column - round(width * 0.03), height - 2 * margin)
    blocks, rules = _stacked(room, len(picture.said), height)
    return Places(
        QRectF((column - shape) / 2, top, shape, shape),
        QRectF((column - arrow) / 2, below, arrow, arrow),
        QRect(round(width * 0.02), words, column - round(width * 0.04), height - words - margin),
        _CENTRE | Qt.AlignmentFlag.AlignTop, blocks, rules, STACKED_SHARE, height,
    )  # fmt: skip


def _upright(picture: HolderPicture, width: int, height: int) -> Places:
    """The shape and the way on top, side by side, the languages below."""
    shape, arrow, top = width * 0.26, width * 0.15, height * 0.05
    margin = round(width * 0.06)
    moving = picture.direction is not None
    left = width * 0.13 if moving else (width - shape) / 2
    beside = left + shape + width * 0.13
    words = round(beside + arrow + width * 0.04)
    below = round(top + shape + height * 0.035)
    room = QRect(margin, below, width - 2 * margin, height - below - round(height * 0.03))
    blocks, rules = _stacked(room, len(picture.said), height)
    return Places(
        QRectF(left, top, shape, shape),
        QRectF(beside, top + (shape - arrow) / 2, arrow, arrow),
        QRect(words, round(top), width - words - margin // 2, round(shape)),
        _LEFT | Qt.AlignmentFlag.AlignVCenter, blocks, rules, STACKED_SHARE, width,
    )  # fmt: skip


def _stacked(room: QRect, count: int, height: int) -> tuple[tuple[QRect, ...], tuple[QRect, ...]]:
    gap = round(height * 0.016)
    each = (room.height() - 2 * gap * (count - 1)) // count
    tops = [room.y() + number * (each + 2 * gap) for number in range(count)]
    blocks = tuple(QRect(room.x(), top, room.width(), each) for top in tops)
    rules = tuple(QRect(room.x(), top - gap - 1, room.width(), 2) for top in tops[1:])
    return blocks, rules


def blocks_of(picture: HolderPicture, look: Look, places: Places) -> tuple[Block, ...]:
    """Every language set in one size, the largest that all of them fit in."""
    bare = 1.0 if any(one.lines for one in picture.said) else BARE
    largest, least = places.share * places.side * look.theme.scale * bare, LEAST_SHARE * places.side / LINE_OF_HEAD
    steps = max(1, math.ceil(math.log(least / largest, _STEP)))
    below, above = 0, steps  # steps down from the largest: looked for between those that don't fit and those that do
    best = _set_best(picture, places, largest)
    if _all_fit(best):
        return best
    best = _set_best(picture, places, least)
    while above - below > 1:
        middle = (below + above) // 2
        made = _set_best(picture, places, largest * _STEP**middle)
        if _all_fit(made):
            above, best = middle, made
        else:
            below = middle
    return best


def _all_fit(blocks: tuple[Block, ...]) -> bool:
    return all(one.fits for one in blocks)


def _set_best(picture: HolderPicture, places: Places, head: float) -> tuple[Block, ...]:
    tries = [_set(picture, places, head, head * LINE_OF_HEAD * share) for share in (1.0, NARROWER)]
    return min(tries, key=lambda blocks: sum(one.rows for one in blocks))


def _set(picture: HolderPicture, places: Places, head: float, line: float) -> tuple[Block, ...]:
    pairs = zip(picture.said, places.blocks, strict=True)
    alone, top = len(picture.said) == 1, places.from_top
    return tuple(_block(one, place, head, line, alone=alone, top=top) for one, place in pairs)


def _block(spoken: Spoken, place: QRect, head: float, line: float, *, alone: bool, top: bool) -> Block:
    flags = int((_CENTRE if alone else _LEFT) | Qt.TextFlag.TextWordWrap)
    lines, y, rows, wide = list[Line](), 0, list[int](), True
    for number, words in enumerate((spoken.head, *spoken.lines)):
        font = _font(spoken, line if number else head, bold=number == 0)
        taken = _taken(font, words, place.width(), flags)
        lines.append(Line(words, font, QRect(place.x(), y, place.width(), taken.height()), flags))
        rows.append(round(taken.height() / QFontMetrics(font).lineSpacing()))
        wide = wide and taken.width() <= place.width()  # the widest word is never broken
        y += taken.height() + round(head * (0.02 if number else 0.06))
    begin = place.y() if top else place.y() + max(0, (place.height() - y) // 2)
    set_ = tuple(one._replace(place=one.place.translated(0, begin)) for one in lines)
    fits = wide and y <= place.height() and rows[0] <= _most_rows(spoken)
    return Block(" ".join((spoken.head, *spoken.lines)), set_, fits, sum(rows))


def _most_rows(spoken: Spoken) -> int:
    return 2 if spoken.language == "en" and len(spoken.head) > SHORT_HEAD else 1


def way_lines(picture: HolderPicture, look: Look, places: Places) -> tuple[Line, ...]:
    """The direction in each language, in the largest size in which all stand beside or below their arrow."""
    place, words = places.way, tuple({one.way: one for one in picture.said}.values())
    size, least = WAY_SHARE * places.side * min(1.5, look.theme.scale), LEAST_SHARE * places.side
    while size > least and not _holds(place.size(), _way_taken(words, size)):
        size *= _STEP
    high = _way_taken(words, size).height() // len(words)
    begin = place.y()
    if places.way_flags & Qt.AlignmentFlag.AlignVCenter:
        begin += (place.height() - high * len(words)) // 2
    flags = int((places.way_flags & Qt.AlignmentFlag.AlignHorizontal_Mask) | Qt.AlignmentFlag.AlignVCenter)
    return tuple(
        Line(one.way, _font(one, size, bold=True), QRect(place.x(), begin + n * high, place.width(), high), flags)
        for n, one in enumerate(words)
    )


def _way_taken(words: tuple[Spoken, ...], size: float) -> QSize:
    sizes = [_taken(_font(one, size, bold=True), one.way, 1 << 16, int(_LEFT)) for one in words]
    return QSize(max(one.width() for one in sizes), max(one.height() for one in sizes) * len(words))


def _holds(room: QSize, taken: QSize) -> bool:
    return taken.width() <= room.width() and taken.height() <= room.height()


def _taken(font: QFont, words: str, width: int, flags: int) -> QSize:
    return QFontMetrics(font).boundingRect(QRect(0, 0, width, 1 << 16), flags, words).size()


def _font(spoken: Spoken, size: float, *, bold: bool) -> QFont:
    return Theme(dark=False, scale=1.0, language=spoken.language).font(size, bold=bold)
