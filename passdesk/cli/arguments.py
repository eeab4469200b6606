"""The words of a command line before the commands see them, and how dates are written on it."""

from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from itertools import pairwise

from msgspec import Struct

from passdesk.errors import Misuse

_WITH_VALUE = ("--data", "--operator")
_ALONE = ("--json",)
_MAY_BE_EMPTY = ("--latin", "--chinese", "--language", "--phone", "--email", "--born", "--document", "--document-kind")
_PATHS = ("--data", "--out", "--png", "--photo", "--key", "--zone", "--offline", "--adopt")
_TOO_LATE = 1 << 32  # passes and acts count whole seconds below it


class Line(Struct, frozen=True):
    """A command line: the options every command takes, and the rest, which begins with the command."""

    options: tuple[str, ...]
    rest: tuple[str, ...]

    @property
    def words(self) -> list[str]:
        return [*self.options, *self.rest]

    @property
    def command(self) -> str | None:
        return next((word for word in self.rest if not word.startswith("-")), None)


def refuse_empty(words: Sequence[str]) -> None:
    """`Misuse` for an empty word where it can only be a variable of a script that was not set.

    As a path it would name the folder one happens to be in, and scan what lies there.
    """
    for before, word in pairwise(("", *words)):
        if (not word.strip() and before not in _MAY_BE_EMPTY) or (word.endswith("=") and word[:-1] in _PATHS):
            raise Misuse(
                f"An empty word was given{f' after {before}' if before else ''}.",
                kept="Nothing was done.",
                remedy="If it came from a variable, that is not set.",
            )


def globals_first(words: Sequence[str]) -> Line:
    """Take the options that every command takes to the front: they may stand anywhere before a `--`."""
    front: list[str] = []
    rest: list[str] = []
    left = list(words)
    while left:
        word = left.pop(0)
        if word == "--":
            rest += [word, *left]
            break
        name, joined, _ = word.partition("=")
        if word in _ALONE or (joined and name in _WITH_VALUE):
            front.append(word)
        elif word in _WITH_VALUE and left:
            front += [word, left.pop(0)]
        else:
            rest.append(word)
    return Line(tuple(front), tuple(rest))


def seconds(text: str, zone: tzinfo, *, end_of_day: bool = False) -> int:
    """A date or a time as seconds UTC: `2026-11-23`, `2026-11-23T08:40`, with `Z` or an offset, else in `zone`.

    With `end_of_day` a bare date means the midnight that ends it. `Misuse` for anything else.
    """
    try:
        moment = int(_moment(text, zone, end_of_day=end_of_day).timestamp())
    except (ValueError, OverflowError):
        moment = -1
    if not 0 <= moment < _TOO_LATE:
        raise Misuse(
            f"{text[:60]!r} is no date or time.",
            kept="Nothing was changed.",
            remedy="Write 2026-11-23 or 2026-11-23T08:40, with +08:00 or Z if needed.",
        )
    return moment


def midnight(at: int, zone: tzinfo) -> int:
    """The beginning of the day that `at` lies in, both in seconds UTC."""
    return int(datetime.combine(datetime.fromtimestamp(at, zone).date(), time(), zone).timestamp())


def span(since: str | None, until: str | None, zone: tzinfo) -> tuple[int | None, int | None]:
    """`--from` and `--to` as µs UTC, the latter excluded; None asks nothing. `Misuse` where no time lies between."""
    first = seconds(since, zone) * 1_000_000 if since else None
    end = seconds(until, zone, end_of_day=True) * 1_000_000 if until else None
    if first is not None and end is not None and first >= end:
        raise Misuse(
            f"--from {since} does not lie before --to {until}.",
            kept="Nothing was written.",
            remedy="Name the earlier one with --from.",
        )
    return first, end


def one_of(what: str, said: str, known: Iterable[str]) -> None:
    """A word nothing can bear would give an empty answer that looks like one: `Misuse`, with the words there are."""
    words = tuple(known)
    if said not in words:
        raise Misuse(
            f"There is no {what} {said!r}.", kept="Nothing was written.", remedy=f"Say one of: {', '.join(words)}."
        )


def _moment(text: str, zone: tzinfo, *, end_of_day: bool) -> datetime:
    if len(text) == 10:
        day = date.fromisoformat(text) + timedelta(days=1 if end_of_day else 0)
        return datetime.combine(day, time(), zone)
    moment = datetime.fromisoformat(text)
    return moment if moment.tzinfo else moment.replace(tzinfo=zone)


def written(at: int | None, zone: tzinfo = UTC) -> str:
    """Seconds UTC as people and programs read them: ISO 8601 with the zone's offset."""
    return "" if at is None else datetime.fromtimestamp(at, zone).isoformat(timespec="seconds")


def written_us(at: int | None, zone: tzinfo = UTC) -> str:
    """The same from µs."""
    return written(None if at is None else at // 1_000_000, zone)
