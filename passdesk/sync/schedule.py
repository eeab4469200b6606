"""When to exchange next. Pure: whoever asks says what time it is and draws the lot."""

from msgspec import Struct

_SECOND = 1_000_000
QUIET = 60 * _SECOND
EAGER = 2 * _SECOND
_FIRST_WAIT = 5 * _SECOND
LONGEST_WAIT = 10 * 60 * _SECOND


class Attempts(Struct, frozen=True):
    """How it went so far, in µs of the boot clock. `failures` in a row; `unsent` entries not receipted."""

    last: int | None = None
    failures: int = 0
    unsent: bool = False


def succeeded(at: int) -> Attempts:
    return Attempts(last=at)


def failed(before: Attempts, at: int) -> Attempts:
    return Attempts(at, before.failures + 1, before.unsent)


def next_attempt(attempts: Attempts, now: int, lot: float = 0.5) -> int:
    """When to try next, µs of the boot clock, never before `now`.

    At once at the start; soon when something waits to be sent; else once a minute. After failures twice as long
    each time, up to ten minutes, spread by `lot` (0 to 1) over a quarter either way, so that desks cut off together
    do not all come back in one moment.
    """
    if attempts.last is None or attempts.last > now:
        return now
    if attempts.failures:
        wait = min(_FIRST_WAIT << min(attempts.failures - 1, 10), LONGEST_WAIT)
        spread = int(wait * (0.75 + 0.5 * min(max(lot, 0.0), 1.0)))
        return max(now, attempts.last + min(spread, LONGEST_WAIT))
    return max(now, attempts.last + (EAGER if attempts.unsent else QUIET))
