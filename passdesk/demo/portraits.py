"""Drawn portraits for made-up people: each seed another face, calm enough to stand on a badge."""

import io

import numpy as np
from msgspec import Struct
from PIL import Image, ImageDraw, ImageFilter

Colour = tuple[int, int, int]
Box = tuple[float, float, float, float]
WIDTH, HEIGHT = 360, 480
MOST_BYTES = 24 * 1024
_SCALE = 3
_SKINS: tuple[Colour, ...] = ((247, 219, 193), (238, 200, 168), (224, 180, 146), (196, 146, 110), (141, 98, 72))
_HAIRS: tuple[Colour, ...] = ((27, 26, 30), (44, 34, 31), (70, 49, 38), (96, 71, 52), (132, 132, 136))
_CLOTHES: tuple[Colour, ...] = ((31, 58, 102), (52, 73, 78), (84, 62, 88), (39, 84, 76), (110, 70, 60), (60, 66, 80))
_BACKS: tuple[Colour, ...] = ((219, 228, 240), (226, 232, 228), (234, 228, 222), (224, 224, 236))


class _Traits(Struct, frozen=True):
    skin: Colour
    hair: Colour
    clothes: Colour
    back: Colour
    face_width: float
    face_height: float
    long_hair: bool
    parting: float
    glasses: bool
    smile: float
    collar: bool


def drawn_face(rng: np.random.Generator) -> bytes:
    """A portrait, JPEG, 360 x 480 pixels, at most 24 KiB; the same generator state gives the same bytes."""
    traits = _traits(rng)
    image = _background(traits.back)
    draw = ImageDraw.Draw(image)
    _draw_back_hair(draw, traits)
    _draw_body(draw, traits)
    _draw_head(draw, traits)
    _draw_features(draw, traits)
    _draw_front_hair(draw, traits)
    return _encoded(image.resize((WIDTH, HEIGHT), Image.Resampling.LANCZOS))


def _traits(rng: np.random.Generator) -> _Traits:
    def one_of(colours: tuple[Colour, ...]) -> Colour:
        return colours[int(rng.integers(len(colours)))]

    return _Traits(
        skin=one_of(_SKINS),
        hair=one_of(_HAIRS),
        clothes=one_of(_CLOTHES),
        back=one_of(_BACKS),
        face_width=float(rng.uniform(70, 80)),
        face_height=float(rng.uniform(94, 106)),
        long_hair=bool(rng.random() < 0.45),
        parting=float(rng.uniform(-0.7, 0.7)),
        glasses=bool(rng.random() < 0.35),
        smile=float(rng.uniform(4, 13)),
        collar=bool(rng.random() < 0.6),
    )


def _background(colour: Colour) -> Image.Image:
    steps = np.linspace(6, -14, HEIGHT * _SCALE)[:, None, None]
    rows = (np.array(colour)[None, None, :] + steps).clip(0, 255).astype(np.uint8)
    return Image.fromarray(np.ascontiguousarray(np.repeat(rows, WIDTH * _SCALE, axis=1)))


def _box(x: float, y: float, half_width: float, half_height: float) -> Box:
    """An upright box around a point, from the portrait's pixels to the drawing's."""
    corners = (x - half_width, y - half_height, x + half_width, y + half_height)
    left, top, right, bottom = (value * _SCALE for value in corners)
    return left, top, right, bottom


def _points(*points: tuple[float, float]) -> list[tuple[float, float]]:
    return [(x * _SCALE, y * _SCALE) for x, y in points]


def _shade(colour: Colour, by: int) -> Colour:
    red, green, blue = (max(0, min(255, part + by)) for part in colour)
    return red, green, blue


_X, _Y = WIDTH / 2, 210.0


def _draw_back_hair(draw: ImageDraw.ImageDraw, traits: _Traits) -> None:
    if traits.long_hair:
        width = traits.face_width + 22
        draw.ellipse(_box(_X, _Y - 18, width, traits.face_height + 14), fill=_shade(traits.hair, -8))
        lower = _box(_X, _Y + 70, width, 110)
        draw.rounded_rectangle(lower, radius=60 * _SCALE, fill=_shade(traits.hair, -8))


def _draw_body(draw: ImageDraw.ImageDraw, traits: _Traits) -> None:
    draw.rounded_rectangle(_box(_X, 490, 152, 132), radius=96 * _SCALE, fill=traits.clothes)
    neck = _shade(traits.skin, -22)
    draw.rounded_rectangle(_box(_X, 318, 32, 64), radius=30 * _SCALE, fill=neck)
    if traits.collar:
        draw.polygon(_points((_X - 36, 340), (_X + 36, 340), (_X, 398)), fill=neck)
        for side in (-1, 1):
            edge = _points((_X + side * 34, 340), (_X, 396), (_X + side * 22, 414), (_X + side * 58, 362))
            draw.polygon(edge, fill=(244, 245, 247))
    else:
        draw.ellipse(_box(_X, 356, 48, 30), fill=neck)


def _draw_head(draw: ImageDraw.ImageDraw, traits: _Traits) -> None:
    for side in (-1, 1):
        draw.ellipse(_box(_X + side * (traits.face_width - 1), _Y + 10, 12, 19), fill=_shade(traits.skin, -16))
    draw.ellipse(_box(_X, _Y - 14, traits.face_width, traits.face_height - 12), fill=traits.skin)
    jaw = _box(_X, _Y + 36, traits.face_width * 0.88, traits.face_height * 0.68)
    draw.ellipse(jaw, fill=traits.skin)


def _draw_features(draw: ImageDraw.ImageDraw, traits: _Traits) -> None:
    dark, line = (40, 33, 32), 3 * _SCALE
    for side in (-1, 1):
        x = _X + side * traits.face_width * 0.44
        draw.ellipse(_box(x, _Y + 6, 9, 6.5), fill=(252, 252, 252))
        draw.ellipse(_box(x, _Y + 6, 5.4, 5.8), fill=dark)
        draw.arc(_box(x, _Y - 8, 16, 9), 200, 340, fill=_shade(traits.hair, 10), width=round(1.5 * line))
        draw.ellipse(_box(x, _Y + 34, 13, 8), fill=_blended(traits.skin, (226, 128, 116), 0.22))
        if traits.glasses:
            draw.rounded_rectangle(_box(x, _Y + 6, 25, 18), radius=13 * _SCALE, outline=(52, 58, 70), width=line)
    if traits.glasses:
        draw.line(_points((_X - 9, _Y + 3), (_X + 9, _Y + 3)), fill=(52, 58, 70), width=line)
    draw.arc(_box(_X, _Y + 30, 10, 9), 20, 160, fill=_shade(traits.skin, -42), width=line)
    lips = _blended(traits.skin, (168, 60, 60), 0.6)
    draw.chord(_box(_X, _Y + 58, 23, traits.smile), 8, 172, fill=lips)


def _draw_front_hair(draw: ImageDraw.ImageDraw, traits: _Traits) -> None:
    """A cap of hair cut by the forehead, its edge swept to the side of the parting."""
    top = _Y - traits.face_height
    left, right = _X - traits.face_width - 7, _X + traits.face_width + 7
    crown = np.linspace(np.pi, 2 * np.pi, 40)
    outline = [(_X + (right - left) / 2 * np.cos(a), _Y - 20 + (_Y - 8 - top) * np.sin(a)) for a in crown]
    parting = _X + traits.parting * traits.face_width
    sides = [(right - 9, _Y - 22), (right - 22, _Y - 50)], [(left + 22, _Y - 50), (left + 9, _Y - 22)]
    fringe = [*sides[0], (parting, top + 34), *sides[1]]
    draw.polygon(_points(*outline, *fringe), fill=traits.hair)


def _blended(one: Colour, other: Colour, share: float) -> Colour:
    red, green, blue = (round(a * (1 - share) + b * share) for a, b in zip(one, other, strict=True))
    return red, green, blue


def _encoded(image: Image.Image) -> bytes:
    soft = image.filter(ImageFilter.GaussianBlur(0.4))
    for quality in (88, 80, 70, 60):
        out = io.BytesIO()
        soft.save(out, "JPEG", quality=quality)
        if out.tell() <= MOST_BYTES:
            break
    return out.getvalue()
