"""The QR picture of a pass, and the plain reading that proves it."""

import numpy as np
import qrcode
import qrcode.util
import zxingcpp
from numpy.typing import NDArray
from PIL import Image
from qrcode.constants import ERROR_CORRECT_H, ERROR_CORRECT_L, ERROR_CORRECT_M, ERROR_CORRECT_Q
from qrcode.exceptions import DataOverflowError

from passdesk.errors import Misuse

QUIET_ZONE = 4
_LEVELS = {"L": ERROR_CORRECT_L, "M": ERROR_CORRECT_M, "Q": ERROR_CORRECT_Q, "H": ERROR_CORRECT_H}
# BarcodeFormat.QRCode also takes Micro QR, whose small version sees ghosts inside blurred ordinary codes.
QR_ONLY = zxingcpp.BarcodeFormats([zxingcpp.BarcodeFormat.QRCodeModel2])


def draw_qr(text: str, *, pixels_per_module: int, level: str = "M") -> Image.Image:
    """The smallest QR code (ISO/IEC 18004) that holds `text`, black on white, mode "L", quiet zone of 4
    modules.

    Digits alone are written in numeric mode. `level` is the error correction: L, M, Q or H.
    Raises Misuse where the text does not fit any version or the arguments make no sense.
    """
    modules = np.pad(_modules(text, level), QUIET_ZONE)
    if pixels_per_module < 1:
        raise Misuse(f"A QR code needs at least one pixel per module, not {pixels_per_module}.")
    pixels = np.kron(np.where(modules, 0, 255).astype(np.uint8), np.ones((pixels_per_module,) * 2, np.uint8))
    return Image.fromarray(pixels)


def modules_across(text: str, *, level: str = "M") -> int:
    """How many modules wide `draw_qr` makes the code, quiet zone included."""
    return len(_modules(text, level)) + 2 * QUIET_ZONE


def read_back(image: Image.Image) -> str | None:
    """What one plain reading of the picture says: the text of its only QR code, else None."""
    found = zxingcpp.read_barcodes(image.convert("L"), formats=QR_ONLY)
    return found[0].text if len(found) == 1 else None


def _modules(text: str, level: str) -> NDArray[np.bool_]:
    if level not in _LEVELS:
        raise Misuse(f"{level!r} is no error correction level of QR codes.", remedy="Use L, M, Q or H.")
    if not text:
        raise Misuse("An empty text makes no QR code.")
    # qrcode's own default cuts the text into runs of modes; one run in one mode is what "numeric" promises.
    code = qrcode.QRCode(version=None, error_correction=_LEVELS[level], border=0)
    code.add_data(qrcode.util.QRData(text.encode()), optimize=0)
    try:
        code.make(fit=True)
    except (DataOverflowError, ValueError) as error:
        raise Misuse(f"A text of {len(text)} characters can't be drawn as a QR code: {error}.") from error
    return np.array(code.get_matrix(), dtype=bool)
