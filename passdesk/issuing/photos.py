"""A person's photo made fit to keep: upright, small, and nothing in it but pixels."""

import io
import warnings

from msgspec import Struct
from PIL import Image, ImageOps

from passdesk.domain.attachments import LONGEST
from passdesk.errors import Damaged, Misuse

LARGEST_FILE = 20 * 1024 * 1024
MOST_PIXELS = 50_000_000
SMALLEST_SIDE = 60
_FORMATS = ("JPEG", "PNG")
_SIDES_GATE = (360, 300, 240, 180, 120)
_SIDES_ORIGINAL = (720, 600, 480, 360, 240)
_QUALITIES = (88, 78, 68, 55, 40)


class Photo(Struct, frozen=True):
    """Two JPEGs of one picture: `gate` at most 24 KiB, `original` at most 40 KiB; neither keeps its metadata."""

    gate: bytes
    original: bytes


def prepare_photo(data: bytes) -> Photo:
    """Turn a JPEG or PNG file's bytes upright by its EXIF and shrink it to both sizes.

    `Misuse` for a file over 20 MiB, over 50 megapixels, or under 60 pixels; `Damaged` for one that can't be read.
    """
    if len(data) > LARGEST_FILE:
        raise _unfit(f"a file of {len(data) // 2**20} MiB is more than the {LARGEST_FILE // 2**20} MiB read")
    upright = _upright(data)
    if min(upright.size) < SMALLEST_SIDE:
        raise _unfit(f"{upright.width} x {upright.height} pixels show no face")
    return Photo(
        _within(upright, _SIDES_GATE, LONGEST["gate_photo"]),
        _within(upright, _SIDES_ORIGINAL, LONGEST["original_photo"]),
    )


def _upright(data: bytes) -> Image.Image:
    """Size is read from the header before a pixel is decoded, so that a bomb stays folded."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            picture = Image.open(io.BytesIO(data), formats=_FORMATS)
        with picture:
            if picture.width * picture.height > MOST_PIXELS:
                raise _unfit(f"{picture.width} x {picture.height} pixels are more than are read")
            picture.draft("RGB", (2 * _SIDES_ORIGINAL[0],) * 2)  # a JPEG decodes at a fraction of its size
            return _flat(ImageOps.exif_transpose(picture))
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise _unfit("it has more pixels than are read") from error
    except (OSError, ValueError, SyntaxError, EOFError, MemoryError) as error:
        raise Damaged(
            "The photo can't be read: it is no whole JPEG or PNG.", kept="No photo was kept.", remedy="Take it again."
        ) from error


def _flat(picture: Image.Image) -> Image.Image:
    """RGB on white: a transparent part must not turn black."""
    if picture.mode in ("RGBA", "LA", "PA") or "transparency" in picture.info:
        seen = picture.convert("RGBA")
        white = Image.new("RGBA", seen.size, "white")
        return Image.alpha_composite(white, seen).convert("RGB")
    return picture.convert("RGB")


def _within(picture: Image.Image, sides: tuple[int, ...], limit: int) -> bytes:
    """The largest and best JPEG that fits."""
    for side in sides:
        fitting = max(picture.size) <= side
        small = picture if fitting else ImageOps.contain(picture, (side, side), Image.Resampling.LANCZOS)
        for quality in _QUALITIES:
            out = io.BytesIO()
            small.save(out, "JPEG", quality=quality, optimize=True)
            if out.tell() <= limit:
                return out.getvalue()
    raise _unfit("it does not shrink to the size that is kept")


def _unfit(why: str) -> Misuse:
    return Misuse(f"The photo can't be used: {why}.", kept="No photo was kept.", remedy="Give another JPEG or PNG.")
