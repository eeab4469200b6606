"""Where everything lies in a QR code of a pass: what is the same in each, and the order of the rest (ISO/IEC 18004)."""

import numpy as np
import qrcode
import qrcode.base
import qrcode.util
from msgspec import Struct
from numpy.typing import NDArray
from qrcode.constants import ERROR_CORRECT_M

MASKS = 8
_VERSION_WRITTEN_FROM = 7


class Layout(Struct, frozen=True, eq=False):
    """A version at level M. `fixed`: 1 black, 0 white, -1 open; `formats`: the same with the format information of each
    mask; `order`: row and column of each data module; `masks`: which of these each mask turns; `blocks`: symbols in
    all, and data symbols, of each block."""

    fixed: NDArray[np.int8]
    formats: tuple[NDArray[np.int8], ...]
    order: NDArray[np.intp]
    masks: tuple[NDArray[np.bool_], ...]
    blocks: tuple[tuple[int, int], ...]


def layout(version: int) -> Layout:
    """That of a version from 1 to 40."""
    formats = tuple(_modules(_begun(version), mask) for mask in range(MASKS))
    order = _order(formats[0])
    masks = tuple(
        np.array([bool(qrcode.util.mask_func(mask)(row, column)) for row, column in order]) for mask in range(MASKS)
    )
    blocks = tuple((one.total_count, one.data_count) for one in qrcode.base.rs_blocks(version, ERROR_CORRECT_M))
    return Layout(_modules(_begun(version), None), formats, order, masks, blocks)


def _begun(version: int) -> qrcode.QRCode:
    code = qrcode.QRCode(version=version, error_correction=ERROR_CORRECT_M, border=0)
    code.modules_count = 4 * version + 17
    code.modules = [[None] * code.modules_count for _ in range(code.modules_count)]
    for row, column in ((0, 0), (code.modules_count - 7, 0), (0, code.modules_count - 7)):
        code.setup_position_probe_pattern(row, column)
    code.setup_position_adjust_pattern()
    code.setup_timing_pattern()
    if version >= _VERSION_WRITTEN_FROM:
        code.setup_type_number(test=False)
    return code


def _modules(code: qrcode.QRCode, mask: int | None) -> NDArray[np.int8]:
    if mask is not None:
        code.setup_type_info(test=False, mask_pattern=mask)
    return np.array([[-1 if one is None else int(one) for one in row] for row in code.modules], np.int8)


def _order(taken: NDArray[np.int8]) -> NDArray[np.intp]:
    """Two columns at a time from the right, up and down by turns; the timing column is passed over."""
    across, upwards, order = len(taken), True, []
    for right in [*range(across - 1, 7, -2), 5, 3, 1]:
        for row in range(across - 1, -1, -1) if upwards else range(across):
            order += [(row, column) for column in (right, right - 1) if taken[row, column] < 0]
        upwards = not upwards
    return np.array(order, np.intp)
