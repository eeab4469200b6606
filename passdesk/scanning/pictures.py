"""One picture file, read into grey pixels whatever its format, turn, depth or transparency."""

import struct
import warnings
import zlib
from pathlib import Path

import numpy as np
from PIL import Image, ImageOps, UnidentifiedImageError

from passdesk.errors import Damaged, PassdeskError, Trouble
from passdesk.scanning.frames import Grey

SUFFIXES = frozenset({".png", ".jpg", ".jpeg", ".jpe", ".jfif", ".webp", ".bmp", ".tif", ".tiff", ".gif"})
UNREAD_SUFFIXES = frozenset({".heic", ".heif", ".avif", ".jp2", ".jxl", ".pdf", ".svg", ".dng", ".cr2", ".nef"})
"""Pictures too, of formats that are not read here: they are named, not passed over."""
FORMATS_READ = "PNG, JPEG, WebP, BMP, TIFF and GIF are read."
MOST_PIXELS = 80_000_000
_LIGHT = 160
_MOST_BYTES = 256 * 1024 * 1024
_FORMATS = ("PNG", "JPEG", "WEBP", "BMP", "TIFF", "GIF")
# What Pillow's readers were seen to raise on broken files.
_BROKEN = (OSError, ValueError, SyntaxError, EOFError, TypeError, struct.error, zlib.error)


def read_picture(path: Path) -> Grey:
    """The picture as uint8 height x width, turned as its EXIF says, on a ground where it is
    transparent, first page only.

    Raises Trouble if the file can't be read or is larger than a picture of `MOST_PIXELS` pixels has any
    reason to be, Damaged if it is no picture or a broken one.
    """
    _check_size(path)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # Pillow warns of doubtful metadata; what matters of it raises below
        warnings.simplefilter("error", Image.DecompressionBombWarning)
        try:
            with Image.open(path, formats=_FORMATS) as image:
                _check_pixels(path, image.width * image.height)
                return _grey(image)
        except (Image.DecompressionBombError, Image.DecompressionBombWarning):
            raise _too_large(path) from None
        except UnidentifiedImageError:
            raise Damaged(f"{path} is not a picture.", remedy=FORMATS_READ) from None
        except MemoryError as error:
            raise _too_large(path) from error
        except _BROKEN as error:
            raise _broken(path, error) from error


def _check_size(path: Path) -> None:
    try:
        size = path.stat().st_size
    except OSError as error:
        raise Trouble(f"{path} can't be read: {error.strerror}.", remedy="Look at its name and rights.") from error
    if size == 0:
        raise Damaged(f"{path} is empty.", remedy="Take or copy the picture again.")
    if size > _MOST_BYTES:
        raise _too_large(path)


def _check_pixels(path: Path, pixels: int) -> None:
    if pixels > MOST_PIXELS:
        raise _too_large(path)


def _grey(image: Image.Image) -> Grey:
    upright = ImageOps.exif_transpose(image)
    if upright.mode.startswith("I") or upright.mode == "F":
        return _eight_bits(np.asarray(upright))
    if upright.has_transparency_data:
        return _on_a_ground(upright.convert("RGBA"))
    return np.asarray(upright.convert("L"), dtype=np.uint8).copy()


def _on_a_ground(clear: Image.Image) -> Grey:
    """What is drawn light lies on black, all else on white; where nothing is drawn, the colours as they are."""
    colours = np.asarray(clear.convert("RGB").convert("L"), dtype=np.float32)
    drawn = np.asarray(clear.getchannel("A"), dtype=np.float32) / 255
    if not drawn.any():
        return colours.astype(np.uint8)
    ground = 0 if float((colours * drawn).sum() / drawn.sum()) > _LIGHT else 255
    return np.asarray(colours * drawn + ground * (1 - drawn), dtype=np.uint8)


def _eight_bits(deep: np.ndarray[tuple[int, ...], np.dtype[np.generic]]) -> Grey:
    values = np.nan_to_num(deep.astype(np.float32), posinf=0, neginf=0)
    low, high = float(values.min()), float(values.max())
    return np.asarray((values - low) * (255 / max(high - low, 1e-6)), dtype=np.uint8)


def _too_large(path: Path) -> Trouble:
    return Trouble(
        f"{path} is larger than the {MOST_PIXELS // 1_000_000} million pixels a picture may have.",
        remedy="Make the picture smaller.",
    )


def _broken(path: Path, error: Exception) -> PassdeskError:
    if isinstance(error, PermissionError):
        return Trouble(f"{path} can't be read: {error.strerror}.", remedy="Look at its rights.")
    return Damaged(f"{path} is a damaged picture: {error}.", remedy="Take or copy the picture again.")
