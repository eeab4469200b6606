"""A supervisor accepts, for one lane and some hours, that what its desk knows is old."""

from datetime import UTC, datetime, time, timedelta, tzinfo

from passdesk.domain.entries import Entry
from passdesk.domain.people import StaleAccepted
from passdesk.domain.zone import Policy
from passdesk.errors import Declined, Misuse
from passdesk.store.acts import Acting
from passdesk.store.desk_store import DeskStore
from passdesk.store.told import told

_NOT = "Nothing was accepted."


def accept_stale(acting: Acting, lane: str, until: int, policy: Policy | None, reason: str | None = None) -> Entry:
    """Until `until` (corrected µs UTC) an old register alone turns nobody back at this lane.

    `Misuse` for a lane the policy does not have, and for a time that is past or further off than the policy allows;
    `Declined` for who is no supervisor.
    """
    now = told(acting.store, acting.clock()).at
    if policy is None or lane not in policy.lanes:
        raise Misuse(f"There is no lane {lane!r}.", kept=_NOT, remedy="Name one of the policy's lanes.")
    longest = policy.operation.stale_accepted_longest_s
    if longest <= 0:
        raise Declined("The policy lets nobody accept an old register.", kept=_NOT, remedy="Exchange with the server.")
    if not now < until <= now + longest * 1_000_000:
        raise Misuse(
            f"An old register is accepted for {_span(longest)} at most, and from now on.",
            kept=_NOT,
            remedy="Name an earlier time.",
        )
    return acting.act("stale_accepted", {"lane": lane, "until": until, "reason": reason})


def accepted_until(store: DeskStore, lane: str, now: int) -> int | None:
    """Until when (µs UTC) an old register is accepted at a lane; None where it is not, or no longer."""
    with store.view() as view:
        row = view.get(StaleAccepted, lane.encode())
    return row.until if isinstance(row, StaleAccepted) and row.until > now else None


def next_time(hour: int, minute: int, now: int, zone: tzinfo) -> int:
    """The next moment, µs UTC, at which the clocks of `zone` show this time, today or tomorrow; `now` µs UTC."""
    here = datetime.fromtimestamp(now / 1_000_000, zone)
    for day in (here.date(), here.date() + timedelta(days=1)):
        at = round(datetime.combine(day, time(hour, minute), zone).astimezone(UTC).timestamp() * 1_000_000)
        if at > now:
            return at
    return at


def read_time(text: str, now: int, zone: tzinfo) -> int:
    """`HH:MM`, or four digits, as the next moment at which the clocks of `zone` show it; `Misuse` for anything else."""
    digits = text.strip().replace(":", "").replace("\uff1a", "")
    if len(digits) == 4 and digits.isascii() and digits.isdigit() and int(digits[:2]) < 24 and int(digits[2:]) < 60:
        return next_time(int(digits[:2]), int(digits[2:]), now, zone)
    raise Misuse(f"{text[:20]!r} is no time of day.", kept=_NOT, remedy="Write HH:MM, for example 18:30.")


def _span(seconds: int) -> str:
    hours, minutes = divmod(seconds // 60, 60)
    return f"{hours} h" if not minutes else f"{hours} h {minutes} min" if hours else f"{minutes} min"
