"""What is wrong in a policy, in the language chosen. The reader of policies says it in English, of a kind or another
with names and numbers filled in; each kind stands here once, and the catalogs have it."""

import re
from functools import cache

from passdesk.desktop.look import Look

KINDS = (
    "missing; needs {needed}",
    "needs 1 to 8 ASCII letters, digits, hyphens or underscores",
    "needs 1 to {most} printable characters",
    "needs a list of texts",
    'needs two areas, one of them the inside one, "{inside}"',
    'needs two different times of day, as ["07:00", "22:00"]',
    "needs whole numbers from 1 to {most}",
    "needs one or both of {choices}",
    "needs {needed}, not {found}",
    "names something twice",
    "has {n} of them; needs 1 to {most}",
    "an id has 1 to {most} ASCII letters, digits, hyphens, underscores",
    "unknown key; keys here are {choices}",
    "no such area {value}; areas are {choices}",
    "no such line {value}; lines are {choices}",
    "no such checkpoint {value}; checkpoints are {choices}",
    "no time zone {value} is known here; an IANA name as Asia/Hong_Kong",
    "warns later than exchange_refuses_after_minutes refuses",
    "covers no line; needs at least one",
    "{value} is on a line this class does not cover",
    '{value} is not a colour like "#1f5fbf"',
    "{value} is out of range; from {low} to {high}",
    "{value} is not one of {choices}",
    "{value} is not among this lane's directions",
    '{value} stands for "{other}" already',
    "{value} is among the retired classes",
    "is larger than {n} KiB",
    "is not UTF-8 text (at byte {n})",
    "is nested too deep",
    "is not TOML: {why}",
    "line {n} is longer than {most} characters",
    "… and {n} more",
    'is "{value}", but this zone is "{other}" for good',
    'is "{value}", but the area that entry leads into stays "{other}"',
    '{value} stood for "{other}", and passes carry it; choose another bit',
    'was {value}, and passes carry it; "{other}" keeps it',
    "{value} was in use; add it here to give it up",
    "{value} is retired and is never given again",
    '{value} stood for "{other}" and is never given to another class',
)
NEEDED = (
    "a text", "true or false", "a whole number from {low} to {high}", "a whole number", "a fraction",
    "a list of class numbers", "a list of texts", "a list", "tables by id", "a table", "a date or time", "none",
    "one of {choices}", "the id of an area", "the id of a line", "the id of a checkpoint",
)  # fmt: skip
"""What is filled in and is itself words."""


def mistake(look: Look, said: str) -> str:
    """One line: a key's dotted path, which stays, and what is wrong there."""
    path, apart, what = said.partition(": ")
    return f"{path}{apart}{wrong(look, what)}" if apart else wrong(look, said)


def wrong(look: Look, what: str) -> str:
    """What is wrong at a key; as it is where it is of no kind known here."""
    found = _kind_of(what, KINDS)
    if found is None:
        return what
    english, values = found
    filled = {name: _phrase(look, value) if name in ("needed", "found", "choices") else value
              for name, value in values.items()}  # fmt: skip
    return look.tr(english, **filled) if filled else look.tr(english)


def _phrase(look: Look, words: str) -> str:
    found = _kind_of(words, NEEDED)
    if found is None:
        return words
    english, values = found
    return look.tr(english, **values) if values else look.tr(english)


def _kind_of(said: str, kinds: tuple[str, ...]) -> tuple[str, dict[str, str]] | None:
    for english in kinds:
        match = _pattern(english).fullmatch(said)
        if match is not None:
            return english, match.groupdict()
    return None


@cache
def _pattern(english: str) -> re.Pattern[str]:
    """What is filled in may be anything, and as little as fits."""
    parts = re.split(r"\{(\w+)\}", english)
    pattern = "".join(f"(?P<{part}>.*?)" if at % 2 else re.escape(part) for at, part in enumerate(parts))
    return re.compile(pattern, re.DOTALL)
