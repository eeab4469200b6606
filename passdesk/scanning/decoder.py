"""Reads QR codes out of frames with zxing-cpp, and looks again where one look found nothing."""

import math

import zxingcpp

from passdesk.credential.qr_picture import QR_ONLY
from passdesk.scanning.frames import Corners, Frame, Grey, Look, Symbol
from passdesk.scanning.patching import patched
from passdesk.scanning.rescue import (
    LIVE_BLIND,
    LIVE_PASSES,
    LIVE_REGION,
    LIVE_WHOLE,
    STILL_PASSES,
    Pass,
    Span,
    enlarged,
    middle_of,
    span_around,
)
from passdesk.scanning.smear import unsmeared

LIVE_EVERY = 4
_MOST_SPOTS = 4
_SMALLEST_CODE = 21  # pixels: a version 1 code with one pixel per module
_WORKABLE = 4_000_000  # pixels: above it a pass over the whole picture works on a smaller copy
_REGION_WORKABLE = 520_000  # pixels: the middle of a 1080p frame; what is larger needs no enlarging
_PLACE_WORKABLE = 200_000  # pixels: a code of half a 1080p frame's height, enlarged within a frame's time
_PATCHED_EVERY = 5  # misses
_TRIES = 3 * len(LIVE_PASSES)  # without a sight of it, until a place is forgotten
_SMEAR_WORKABLE = 1_000_000  # pixels: undoing a smear tries two dozen of them


class Decoder:
    """Reads frames one after another; remembers where a code was last and how many live frames missed.

    Live frames get one plain look. Where a code is known to be, one that misses gets one of `LIVE_PASSES` there, by
    turns from frame to frame, and every fifth time is patched instead; where none is, every fourth gets a rescue pass,
    by turns sharpened as a whole and one of `LIVE_BLIND` in the middle. Still pictures get every pass until one reads.
    Not for use by two threads at once.
    """

    def __init__(self) -> None:
        self._missed = 0
        self._turn = 0
        self._last: Span | None = None
        self._tried = 0
        self._shape: tuple[int, ...] = ()

    def read(self, frame: Frame) -> list[Symbol]:
        """Every QR code in the frame, each once. Empty where none could be read."""
        return self.look(frame).symbols

    def look(self, frame: Frame) -> Look:
        """Every QR code in the frame, each once, and where codes were seen that could not be read."""
        if min(frame.image.shape) < _SMALLEST_CODE:
            return Look([], [])
        if frame.image.shape != self._shape:
            self._shape, self._last, self._missed = frame.image.shape, None, 0
        symbols, spots = _look(frame.image)
        if frame.still:
            return Look(_distinct([*symbols, *_rescued(frame.image, symbols, spots)]), spots)
        return self._live(frame.image, symbols, spots)

    def expect(self, spot: Corners) -> None:
        """A code was seen there by other means, in a frame as large as the last."""
        if self._last is None and self._shape:
            self._know(span_around(spot, self._shape))

    def _live(self, image: Grey, symbols: list[Symbol], spots: list[Corners]) -> Look:
        unread = [spot for spot in spots if not any(_same_place(spot, symbol.corners) for symbol in symbols)]
        if unread:
            self._know(span_around(unread[-1], image.shape))
        elif symbols:
            self._know(span_around(symbols[-1].corners, image.shape))
        if symbols and not unread:
            self._missed = 0
            return Look(_distinct(symbols), spots)
        self._missed += 1
        again = self._second_look(image, unread)
        if symbols or again.symbols:
            self._missed = 0
        return Look(_distinct([*symbols, *again.symbols]), spots or again.spots)

    def _second_look(self, image: Grey, unread: list[Corners]) -> Look:
        place = self._last
        if unread and self._missed % _PATCHED_EVERY == 0:
            return Look(_patched(image, unread[-1]), [])
        if place is not None and image[place].size <= _PLACE_WORKABLE:
            return self._look_there(image, place)
        if self._missed % LIVE_EVERY:
            return Look([], [])
        span = place or middle_of(image.shape)
        turn = self._missed // LIVE_EVERY
        if turn % 2 == 1 or image[span].size > _REGION_WORKABLE:
            symbols, spots = _look_by(LIVE_WHOLE, image)
        else:
            symbols, spots = _look_within(LIVE_BLIND[(turn // 2 - 1) % len(LIVE_BLIND)], image, span)
        where = spots + [symbol.corners for symbol in symbols]
        if where:
            self._know(span_around(where[-1], image.shape))
        return Look(_distinct(symbols), spots)

    def _look_there(self, image: Grey, place: Span) -> Look:
        step = LIVE_PASSES[self._turn % len(LIVE_PASSES)]
        self._tried += 1
        symbols, spots = _look_within(step, image, place)
        if symbols:  # what has read it goes on
            self._know(span_around(symbols[-1].corners, image.shape))
            return Look(_distinct(symbols), spots)
        self._turn += 1
        if self._tried >= _TRIES:
            self._last = None
        return Look([], spots)

    def _know(self, place: Span) -> None:
        self._last, self._tried = place, 0


def _rescued(image: Grey, symbols: list[Symbol], spots: list[Corners]) -> list[Symbol]:
    """What more passes read: where a code was seen but not read, and everywhere if nothing was read."""
    found = [symbol for spot in spots[:_MOST_SPOTS] for symbol in _rescued_at(image, spot)]
    if symbols or found:
        return found
    scale = min(1.0, math.sqrt(_WORKABLE / image.size))
    whole = image if scale == 1 else enlarged(image, scale, scale)
    seen: list[Corners] = []
    for step in STILL_PASSES:
        found, more = _look_by(step, whole)
        if found:
            return [_moved(symbol, 1 / scale, 1 / scale, 0, 0) for symbol in found]
        seen += more
    patches = (_patched(whole, spot) for spot in _apart(seen)[:_MOST_SPOTS])
    for found in filter(None, patches):
        return [_moved(symbol, 1 / scale, 1 / scale, 0, 0) for symbol in found]
    return _unsmeared(image) if image.size <= _SMEAR_WORKABLE else []


def _rescued_at(image: Grey, spot: Corners) -> list[Symbol]:
    span = span_around(spot, image.shape)
    if image[span].size > _WORKABLE:
        return []
    by_passes = (_look_within(step, image, span)[0] for step in STILL_PASSES)
    return next(filter(None, by_passes), []) or _patched(image, spot)


def _patched(image: Grey, spot: Corners) -> list[Symbol]:
    text = patched(image, spot)
    return [] if text is None else [Symbol(text, text.encode(), spot)]


def _apart(spots: list[Corners]) -> list[Corners]:
    """One of those that lie at the same place."""
    apart: list[Corners] = []
    for spot in spots:
        if not any(_same_place(spot, other) for other in apart):
            apart.append(spot)
    return apart


def _unsmeared(image: Grey) -> list[Symbol]:
    return next(filter(None, (_look_by(LIVE_REGION, sharp)[0] for sharp in unsmeared(image))), [])


def _look_within(step: Pass, image: Grey, span: Span) -> tuple[list[Symbol], list[Corners]]:
    symbols, spots = _look_by(step, image[span])
    top, left = span[0].start, span[1].start
    return [_moved(symbol, 1, 1, left, top) for symbol in symbols], [_placed(s, 1, 1, left, top) for s in spots]


def _look_by(step: Pass, image: Grey) -> tuple[list[Symbol], list[Corners]]:
    symbols, spots = _look(step.look(image), step.black)
    across, down = 1 / step.across, 1 / step.down
    return [_moved(symbol, across, down, 0, 0) for symbol in symbols], [_placed(s, across, down, 0, 0) for s in spots]


def _look(
    image: Grey, black: zxingcpp.Binarizer = zxingcpp.Binarizer.LocalAverage
) -> tuple[list[Symbol], list[Corners]]:
    """One reading: the symbols, and the corners of codes that were seen but not read."""
    plain = zxingcpp.TextMode.Plain
    found = zxingcpp.read_barcodes(image, formats=QR_ONLY, text_mode=plain, binarizer=black, return_errors=True)
    symbols = [Symbol(code.text, bytes(code.bytes), _corners(code.position)) for code in found if code.valid]
    return symbols, [_corners(code.position) for code in found if not code.valid]


def _corners(position: zxingcpp.Position) -> Corners:
    points = (position.top_left, position.top_right, position.bottom_right, position.bottom_left)
    first, second, third, fourth = ((point.x, point.y) for point in points)
    return first, second, third, fourth


def _moved(symbol: Symbol, across: float, down: float, left: int, top: int) -> Symbol:
    return Symbol(symbol.text, symbol.data, _placed(symbol.corners, across, down, left, top))


def _placed(corners: Corners, across: float, down: float, left: int, top: int) -> Corners:
    """Corners of an enlarged cutting, in the picture it was cut from."""
    first, second, third, fourth = ((round(x * across) + left, round(y * down) + top) for x, y in corners)
    return first, second, third, fourth


def _distinct(symbols: list[Symbol]) -> list[Symbol]:
    """The same code read by two passes lies at the same place; two printed copies of one code do not."""
    taken: list[Symbol] = []
    for symbol in symbols:
        if not any(symbol.data == other.data and _close(symbol, other) for other in taken):
            taken.append(symbol)
    return taken


def _close(one: Symbol, other: Symbol) -> bool:
    return _same_place(one.corners, other.corners)


def _same_place(one: Corners, other: Corners) -> bool:
    (left, top), _, (right, bottom), _ = one
    reach = max(abs(right - left), abs(bottom - top)) / 2
    (x, y), (u, v) = one[0], other[0]
    return abs(x - u) <= reach and abs(y - v) <= reach
