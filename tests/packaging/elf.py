"""What an ELF file asks of the loader: the libraries it links to itself, by name."""

import re
import struct
from pathlib import Path

GLIBC = re.compile(r"(?:libc|libm|libdl|libpthread|librt|libresolv|ld-linux[\w-]*)\.so\.\d")

_PT_LOAD, _PT_DYNAMIC = 1, 2
_DT_NULL, _DT_NEEDED, _DT_STRTAB = 0, 1, 5


def needed(path: Path) -> frozenset[str]:
    """The DT_NEEDED entries of a 64-bit little-endian file; none of anything else."""
    data = path.read_bytes()
    if data[:6] != b"\x7fELF\x02\x01":
        return frozenset()
    headers_at, size, count = *struct.unpack_from("<Q", data, 32), *struct.unpack_from("<HH", data, 54)
    headers = [struct.unpack_from("<IIQQQQQQ", data, headers_at + number * size) for number in range(count)]
    entries = [entry for kind, _, at, *_ in headers if kind == _PT_DYNAMIC for entry in _dynamic(data, at)]
    names_at = next((_offset(headers, value) for tag, value in entries if tag == _DT_STRTAB), 0)
    return frozenset(_name(data, names_at + value) for tag, value in entries if tag == _DT_NEEDED)


def _dynamic(data: bytes, at: int) -> list[tuple[int, int]]:
    found: list[tuple[int, int]] = []
    while not found or found[-1][0] != _DT_NULL:
        found.append(struct.unpack_from("<QQ", data, at + 16 * len(found)))
    return found


def _offset(headers: list[tuple[int, ...]], address: int) -> int:
    """Where in the file an address of the loaded program is."""
    for kind, _, at, start, _, length, *_ in headers:
        if kind == _PT_LOAD and start <= address < start + length:
            return address - start + at
    raise ValueError(f"no segment holds {address:#x}")


def _name(data: bytes, at: int) -> str:
    return data[at : data.index(b"\0", at)].decode("ascii")
