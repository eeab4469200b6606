"""Chinese characters however they are written: traditional, simplified, older and regional forms count as one."""

from functools import cache

from passdesk.config import resource

_BLOCKS = ((0x3400, 0x4DBF), (0x4E00, 0x9FFF), (0xF900, 0xFAFF), (0x20000, 0x3FFFF), (0x3007, 0x3007))


def is_ideograph(letter: str) -> bool:
    return any(first <= ord(letter) <= last for first, last in _BLOCKS)


def folded(text: str) -> str:
    """Each character as the first of its class in resources/ideographs.txt, which packaging/ideographs.py writes."""
    return text.translate(_table())


@cache
def _table() -> dict[int, str]:
    lines = resource("ideographs.txt").read_text(encoding="utf-8").splitlines()
    return {ord(other): line[0] for line in lines if not line.startswith("#") for other in line[1:]}
