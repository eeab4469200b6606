"""`passdesk desk vouch-time`: two people say what time it is, at a desk that no server tells it."""

from datetime import tzinfo
from typing import Annotated

import typer

from passdesk.cli.arguments import seconds, written
from passdesk.cli.second_signer import BY, second_signer
from passdesk.cli.session import Session
from passdesk.errors import Misuse
from passdesk.store.vouching import vouch


def vouch_time(
    context: typer.Context,
    time: Annotated[str, typer.Argument(help='The time by the zone\'s clock, as in "2026-11-28 08:40".')],
    second: Annotated[str, typer.Option("--with", help=f"Who vouches too; {BY}")],
) -> None:
    """Say what time it is where no server does and this PC's clock is wrong. Two people sign; until the next start of
    this PC, or until a server tells the time, verdicts go by it."""
    session: Session = context.obj
    with session.acting() as acting:
        zone = session.time_zone(acting.store)
        at = _microseconds(time.strip(), zone)
        other = second_signer(session, acting.store, second)
        entry = vouch(acting.store, at, (acting.signer, other), session.clock())
        said = written(at // 1_000_000, zone)
    value = {"time": said, "was": entry.body["was"], "entry": entry.content.seq}
    words = f"At this desk it is {said} now, until a server tells the time or this PC is switched off."
    session.output.result(value, words)


def _microseconds(text: str, zone: tzinfo) -> int:
    """UTC; a bare day is no time."""
    if len(text) <= 10:
        raise Misuse(
            f"{text[:60]!r} is no date and time.", kept="Nothing was recorded.", remedy='Write "2026-11-28 08:40".'
        )
    return seconds(text, zone) * 1_000_000
