"""What happens to glass, laminate and paper before it comes to the gate, on a flat picture."""

import cv2
import numpy as np

from tests.glass.taking import DRAWN_AT, Floats, Generator, Pixels, soft


def cracked(flat: Pixels, rng: Generator, *, rays: int, shift: float, lost: float) -> Pixels:
    """Cracks run out from a blow. Each shard shows what is below it shifted by up to `shift` modules, edges of glass
    shine or are black, and about `lost` of the picture is splinters that show nothing."""
    side = flat.shape[0]
    middle = rng.uniform(0.15, 0.85, 2) * side
    angles = np.sort(rng.uniform(0, 2 * np.pi, rays))
    rings = np.sort(rng.uniform(0.06, 0.8, rays // 4)) * side
    ragged = _ragged(flat.shape, rng, 0.6 * DRAWN_AT)
    y, x = np.mgrid[0:side, 0 : flat.shape[1]].astype(np.float32)
    round_about = np.arctan2(y - middle[1] + ragged, x - middle[0] + ragged[::-1]) % (2 * np.pi)
    away = np.hypot(x - middle[0], y - middle[1]) + 3 * ragged
    shard = np.searchsorted(angles, round_about) % rays + rays * np.searchsorted(rings, away)
    moves = rng.uniform(-1, 1, (rays * (rays // 4 + 1), 2)).astype(np.float32) * shift * DRAWN_AT
    seen = remapped(flat, moves[shard, 0], moves[shard, 1])
    edges = np.asarray(cv2.morphologyEx(shard.astype(np.float32), cv2.MORPH_GRADIENT, np.ones((3, 3))) > 0)
    wide = cv2.dilate(edges.astype(np.uint8), np.ones((round(rng.uniform(1, 5)),) * 2)) > 0
    shine = soft(rng.uniform(-400, 700, flat.shape).astype(np.float32), 6).clip(-255, 255) * 6
    shown = np.where(wide, (seen + shine).clip(0, 255), seen)
    splinters = away < side * np.sqrt(lost / np.pi) + 2 * ragged
    return np.asarray(np.where(splinters, rng.integers(10, 200) + shine / 3, shown).clip(0, 255), np.uint8)


def scratched(flat: Pixels, rng: Generator, *, lines: int, widest: float) -> Pixels:
    """Bent lines of wear, light or dark, up to `widest` modules wide."""
    worn = flat.copy()
    side = flat.shape[0]
    grain = rng.uniform(0, np.pi)
    for _ in range(lines):
        turn = grain + rng.normal(0, 0.5)
        start, length = rng.uniform(-0.1, 1.1, 2) * side, rng.uniform(0.2, 1.2) * side
        along = np.linspace(-0.5, 0.5, 12) * length
        bend = rng.normal(0, 0.05) * along**2 / side * 4
        line = start + along[:, None] * (np.cos(turn), np.sin(turn)) + bend[:, None] * (-np.sin(turn), np.cos(turn))
        width = max(1, round(rng.uniform(0.15, 1) * widest * DRAWN_AT))
        level = int(rng.choice([rng.integers(170, 256), rng.integers(20, 90)], p=[0.8, 0.2]))
        cv2.polylines(worn, [line.round().astype(np.int32)], isClosed=False, color=level, thickness=width)
    return worn


def creased(flat: Pixels, rng: Generator, *, folds: int, shift: float) -> Pixels:
    """Folded and flattened again: each fold pushes one side by up to `shift` modules, breaks the ink and throws a
    shadow; the paper between is not quite flat."""
    height, width = flat.shape
    y, x = np.mgrid[0:height, 0:width].astype(np.float32)
    across, down = (soft(rng.normal(0, 1, flat.shape).astype(np.float32), 60) * 60 * shift * 3 for _ in range(2))
    shade = np.ones(flat.shape, np.float32)
    broken = np.zeros(flat.shape, bool)
    for _ in range(folds):
        turn = rng.uniform(0, np.pi)
        through = rng.uniform(0.2, 0.8, 2) * (width, height)
        off = (x - through[0]) * np.sin(turn) - (y - through[1]) * np.cos(turn)
        off = off + _ragged(flat.shape, rng, 1.5)
        reach = np.exp(-np.abs(off) / (rng.uniform(4, 14) * DRAWN_AT))
        push = rng.uniform(-1, 1, 2) * shift * DRAWN_AT
        across, down = across + push[0] * np.sign(off) * reach, down + push[1] * np.sign(off) * reach
        shade *= 1 - rng.uniform(0.1, 0.6) * np.where(off > 0, reach, -0.3 * reach)
        broken |= np.abs(off) < rng.uniform(0.1, 0.5) * DRAWN_AT
    seen = remapped(flat, np.asarray(across, np.float32), np.asarray(down, np.float32))
    return np.asarray((np.where(broken, 225, seen) * shade).clip(0, 255), np.uint8)


def remapped(flat: Pixels, across: Floats, down: Floats) -> Pixels:
    """Each pixel shows what lies so far away from it."""
    y, x = np.mgrid[0 : flat.shape[0], 0 : flat.shape[1]].astype(np.float32)
    how = cv2.INTER_LINEAR
    return np.asarray(cv2.remap(flat, x + across, y + down, how, borderMode=cv2.BORDER_REPLICATE), np.uint8)


def _ragged(shape: tuple[int, ...], rng: Generator, by: float) -> Floats:
    """A field that wanders by about `by` pixels over some modules."""
    field = soft(rng.normal(0, 1, shape).astype(np.float32), 10)
    return np.asarray(field * (by / field.std()), np.float32)
