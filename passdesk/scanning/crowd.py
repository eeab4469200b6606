"""Several codes in one frame: which of them is meant, or whether nobody can say."""

from collections.abc import Iterable

from passdesk.scanning.wedge import is_digits


def the_one_meant(texts: Iterable[str]) -> str | None:
    """The code that is meant where these were seen together: the only one, else the only one of digits alone, as a
    pass and a staff card are. None: there are several of them, or none, and picking one would be a guess.

    The same text twice is one code.
    """
    different = list(dict.fromkeys(texts))
    of_digits = [text for text in different if is_digits(text)]
    for group in (different, of_digits):
        if len(group) == 1:
            return group[0]
    return None
