"""Which form a file is to have, by the ending of its name."""

from pathlib import Path
from typing import TypeVar

from passdesk.errors import Misuse

F = TypeVar("F", bound=str)


def form_named(path: Path, forms: tuple[F, ...]) -> F:
    """One of `forms`; `Misuse` for another ending."""
    for form in forms:
        if path.suffix.lower() == f".{form}":
            return form
    raise Misuse(
        f"{path.name} does not say what form to write.",
        kept="Nothing was written.",
        remedy=f"Let it end in {' or '.join('.' + form for form in forms)}.",
    )
