"""A pass whose code is seen and does not read: sampled piece by piece, and what can't be told is left to its checks.

Where a reflection, a missing shard or a scratch covers part of a code, a plain reader guesses, and each wrong guess
costs two of the symbols that check the rest. Here the least certain symbols count as missing, which costs one.
"""

from collections.abc import Sequence
from functools import lru_cache

import cv2
import numpy as np
from numpy.typing import NDArray

from passdesk.credential.qr_layout import Layout, layout
from passdesk.scanning.erasures import mended
from passdesk.scanning.frames import Corners, Grey
from passdesk.scanning.rescue import levelled

VERSIONS = (8, 7, 9)
"""Of passes; nearly all are of the first."""
_PIXELS = 8  # to a module of the flattened code
_FARTHEST = 3  # pixels of it that a module may lie off its place
_NEIGHBOURS = 7  # modules across that are shifted alike
_RELUCTANCE = 0.6  # grey levels of contrast that a shift by a pixel has to bring
_TIMED = 0.65  # of the timing pattern's modules are as they should be, if the version is the right one
_DOUBTED = (0, 6, 10, 13, 16, 17, 19)  # symbols of a block that are given up, one after the other
_NUMERIC, _MODE, _COUNT = 1, 4, 10  # bits of a segment's head, in versions below 10
_GROUP = {3: 10, 2: 7, 1: 4}  # digits: bits

Floats = NDArray[np.float32]
_layout = lru_cache(maxsize=len(VERSIONS))(layout)


def patched(image: Grey, corners: Corners) -> str | None:
    """The digits of the pass at `corners`, or None. Nothing but digits at level M is read."""
    if not cv2.isContourConvex(np.array(corners, np.int32)):
        return None
    for version in VERSIONS:
        form = _layout(version)
        apart = _apart(_flattened(image, corners, len(form.fixed)), len(form.fixed))
        if _timed(apart < 0, form):
            return _text(apart, form)
    return None


def _timed(black: NDArray[np.bool_], form: Layout) -> bool:
    right = np.concatenate([black[6, 8:-8] == form.fixed[6, 8:-8], black[8:-8, 6] == form.fixed[8:-8, 6]])
    return bool(np.mean(right) >= _TIMED)


def _flattened(image: Grey, corners: Corners, across: int) -> Floats:
    """The code alone, square and evenly lit, with room for shifts around it."""
    side = across * _PIXELS
    ends = np.array([[0, 0], [side, 0], [side, side], [0, side]], np.float32) + _FARTHEST
    onto = cv2.getPerspectiveTransform(np.array(corners, np.float32), ends)
    size = (side + 2 * _FARTHEST,) * 2
    flat = cv2.warpPerspective(image, onto, size, flags=cv2.INTER_CUBIC, borderMode=cv2.BORDER_REPLICATE)
    even = levelled(np.asarray(cv2.GaussianBlur(flat, (0, 0), _PIXELS / 5), np.uint8), 3 * _PIXELS)
    return even.astype(np.float32)


def _apart(flat: Floats, across: int) -> Floats:
    """How much lighter each module is than what is around it, seen where it and its neighbours stand out most."""
    best = np.full((across, across), -np.inf, np.float32)
    apart = np.zeros((across, across), np.float32)
    steps = range(-_FARTHEST, _FARTHEST + 1)
    for down, right in sorted(((d, r) for d in steps for r in steps), key=lambda step: abs(step[0]) + abs(step[1])):
        top, left = (_FARTHEST + _PIXELS // 2 + by for by in (down, right))
        light = flat[top::_PIXELS, left::_PIXELS][:across, :across]
        here = light - cv2.blur(light, (2 * _NEIGHBOURS + 1,) * 2)
        stands_out = cv2.blur(np.abs(here), (_NEIGHBOURS, _NEIGHBOURS)) - _RELUCTANCE * float(np.hypot(down, right))
        better = stands_out > best
        best, apart = np.where(better, stands_out, best), np.where(better, here, apart)
    return apart


def _text(apart: Floats, form: Layout) -> str | None:
    written = (form.fixed < 0) & (form.formats[0] >= 0)
    matches = [np.count_nonzero((apart < 0)[written] == (one > 0)[written]) for one in form.formats]
    turned = form.masks[int(np.argmax(matches))]
    data = apart[form.order[:, 0], form.order[:, 1]]
    whole = len(data) // 8 * 8
    symbols = np.packbits((data < 0) ^ turned)[: whole // 8]
    certain = np.abs(data[:whole]).reshape(-1, 8).min(axis=1)
    blocks = _blocks(form.blocks)
    if sum(map(len, blocks)) != len(symbols):
        return None
    bits = ""
    for places, (_, kept) in zip(blocks, form.blocks, strict=True):
        block = _mended([int(one) for one in symbols[places]], certain[places], len(places) - kept)
        if block is None:
            return None
        bits += "".join(f"{one:08b}" for one in block[:kept])
    return _digits(bits)


def _mended(block: list[int], certain: Floats, checks: int) -> list[int] | None:
    least = [int(one) for one in np.argsort(certain)]
    tries = (mended(block, checks, least[:given_up]) for given_up in _DOUBTED if given_up < checks)
    return next(filter(None, tries), None)


def _blocks(blocks: Sequence[tuple[int, int]]) -> list[list[int]]:
    """Of each block, where its symbols lie among all: they come by turns, first all data."""
    places: list[list[int]] = [[] for _ in blocks]
    number = 0
    for counts in ([kept for _, kept in blocks], [whole - kept for whole, kept in blocks]):
        for turn in range(max(counts)):
            for block, many in enumerate(counts):
                if turn < many:
                    places[block].append(number)
                    number += 1
    return places


def _digits(bits: str) -> str | None:
    if int(bits[:_MODE], 2) != _NUMERIC:
        return None
    left, at, text = int(bits[_MODE : _MODE + _COUNT], 2), _MODE + _COUNT, ""
    while left:
        digits = min(3, left)
        group = bits[at : at + _GROUP[digits]]
        if len(group) < _GROUP[digits] or int(group, 2) >= 10**digits:
            return None
        text, at, left = text + f"{int(group, 2):0{digits}}", at + len(group), left - digits
    return text or None
