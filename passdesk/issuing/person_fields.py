"""What a person's fields may hold, whether they stand in a file or are given one by one."""

import re
from datetime import date, datetime, timedelta, timezone

from passdesk.clock import Clock
from passdesk.domain.attachments import SPOKEN, Documents
from passdesk.store.desk_store import DeskStore
from passdesk.store.told import seconds

LONGEST = 200
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_PHONE = re.compile(r"\+?[\d ()./-]+(?:(?:ext\.?|x|#) ?\d+)?", re.IGNORECASE)
_FEWEST_DIGITS = 3
_EMAIL = re.compile(r"[^\s@]+@[^\s@.]+(?:\.[^\s@.]+)+")
_FIRST_TO_BEGIN_A_DAY = timezone(timedelta(hours=14))


def unsafe(field: str, text: str) -> str | None:
    """What is wrong with a text in any field: too long, not to be shown, or run by a spreadsheet."""
    if len(text) > LONGEST:
        return f"{field} is longer than {LONGEST} characters"
    if not text.isprintable():
        return f"{field} holds characters that can't be shown"
    number = field == "phone" and text.startswith("+") and _is_phone(text)
    return f"{field} looks like a formula" if text.startswith(_FORMULA) and not number else None


def malformed(field: str, text: str, newest: date) -> str | None:
    """What is wrong with a field that has a form of its own; an empty one is none. `newest`: see `newest_day`."""
    if not text:
        return None
    match field:
        case "born":
            return _not_born(text, newest)
        case "phone":
            return None if _is_phone(text) else f"phone {text!r} is no number to call"
        case "email":
            return None if _EMAIL.fullmatch(text) else f"email {text!r} is no address as chan@example.org"
        case "language":
            return None if text in SPOKEN else f"language {text!r} is none of en, zh-Hant, zh-Hans"
        case _:
            return None


def read_day(text: str) -> date | None:
    """A day as 2027-01-31 and in no other form, between 1900 and 2100."""
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return None
    return day if day.isoformat() == text and 1900 <= day.year < 2100 else None


def newest_day(store: DeskStore, clock: Clock) -> date:
    """The day it is where days begin first: nobody anywhere was born after it."""
    return datetime.fromtimestamp(seconds(store, clock()), _FIRST_TO_BEGIN_A_DAY).date()


def document_key(documents: Documents) -> tuple[str, str]:
    """Documents are the same whatever their case and spaces."""
    return "".join(documents.kind.split()).casefold(), "".join(documents.number.split()).casefold()


def _not_born(text: str, newest: date) -> str | None:
    day = read_day(text)
    if day is None:
        return f"born {text!r} is no day as 1990-05-31"
    return f"born {text!r} lies in the future" if day > newest else None


def _is_phone(text: str) -> bool:
    digits = sum(letter.isdigit() for letter in text)
    return digits >= _FEWEST_DIGITS and _PHONE.fullmatch(text) is not None
