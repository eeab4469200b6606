"""How the address of a server is written: `https://NAME`, or `https://NAME:PORT`."""

import re
from ipaddress import AddressValueError, IPv6Address

from passdesk.errors import Misuse

_LABEL = r"[A-Za-z0-9_](?:[A-Za-z0-9_-]{0,61}[A-Za-z0-9])?"
_ADDRESS = re.compile(rf"https://(?:({_LABEL}(?:\.{_LABEL})*\.?)|\[([0-9A-Fa-f:.]+)\])(?::([0-9]{{1,5}}))?/?", re.ASCII)
_LONGEST = 300


def host_and_port(url: str) -> tuple[str, int]:
    """The name or number of the machine and the port, 443 if none is said; `Misuse` for anything but an address."""
    found = _ADDRESS.fullmatch(url) if len(url) <= _LONGEST else None
    name, number, port = found.groups() if found else (None, None, None)
    if not (name or (number and _is_number(number))) or not 0 < int(port or 443) < 1 << 16:
        raise Misuse(
            f"{url[:100]!r} is not the address of a server.",
            kept="Nothing was sent.",
            remedy="Write https://NAME:PORT, as `server run` says it.",
        )
    return name or number or "", int(port or 443)


def _is_number(text: str) -> bool:
    try:
        IPv6Address(text)
    except AddressValueError:
        return False
    return True
