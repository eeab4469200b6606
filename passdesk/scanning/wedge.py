"""Text typed by a hand-held scanner (a keyboard wedge) or by hand, made plain."""

from passdesk.errors import Misuse

LONGEST = 1024  # a token has at most 350 digits
_ENDINGS = "\r\n\t \u3000"
_FULL_WIDTH = {0xFF10 + digit: str(digit) for digit in range(10)}
# ISO/IEC 15424: scanners may be set to send "]Q" and a modifier digit before the text of a QR code.
_QR_PREFIX = "]Q"


def typed_text(raw: str) -> str:
    """The text without the scanner's prefix and suffix, full-width digits folded to ASCII.

    The spaces and hyphens people put between groups of digits are dropped if nothing but digits remains.
    Raises Misuse if nothing was typed, or more than `LONGEST` characters were: the bound holds before
    anything looks at the text, so that no later int() meets more digits than it takes.
    """
    if len(raw) > LONGEST:
        raise Misuse(
            f"{len(raw)} characters were typed; a pass has at most {LONGEST}.",
            remedy="Scan the code again.",
        )
    text = raw.strip(_ENDINGS).translate(_FULL_WIDTH)
    if text.startswith(_QR_PREFIX) and text[2:3].isdigit():
        text = text[3:]
    if not text:
        raise Misuse("Nothing was typed.", remedy="Scan the code again.")
    bare = text.translate({ord(mark): None for mark in " -\u2010\u2011\u3000\uff0d"})
    return bare if is_digits(bare) else text


def is_digits(text: str) -> bool:
    """Whether the text is ASCII digits and nothing else; str.isdigit alone takes every script's."""
    return text.isascii() and text.isdigit()
