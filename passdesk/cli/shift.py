"""`passdesk shift`: who works a lane, and what their shift amounts to."""

from datetime import tzinfo
from typing import Annotated, Any

import typer
from msgspec.structs import asdict

from passdesk.checkpoint.shifts import Counts, Shift, counted, hand_over, shift_at, sign_off, sign_on
from passdesk.cli.arguments import written_us
from passdesk.cli.scan import the_lane
from passdesk.cli.second_signer import BY, second_signer
from passdesk.cli.session import Session

shift = typer.Typer(help="Who works a lane: sign on, hand over, sign off.", no_args_is_help=True)
Lane = Annotated[str | None, typer.Option(help="Which lane, where this desk serves several.")]


def add_to(app: typer.Typer) -> None:
    app.add_typer(shift, name="shift")


@shift.command("status")
def status(context: typer.Context, lane: Lane = None) -> int:
    """Whose shift it is, and what it amounts to so far. Status 1 where nobody signed on."""
    session: Session = context.obj
    with session.reading() as store:
        where, zone = the_lane(store, lane), session.time_zone(store)
        held = shift_at(store, where)
        counts = counted(store, held) if held is not None else None
    session.output.result(_value(where, held, counts), _words(where, held, counts, zone))
    return 0 if held is not None else 1


@shift.command("start")
def start(context: typer.Context, lane: Lane = None) -> None:
    """Sign on at a lane."""
    session: Session = context.obj
    with session.acting() as acting:
        where, zone = the_lane(acting.store, lane), session.time_zone(acting.store)
        held = sign_on(acting.store, where, acting.signer, session.clock)
    session.output.result(_value(where, held, None), _words(where, held, None, zone))


@shift.command("hand-over")
def to_the_next(
    context: typer.Context,
    to: Annotated[str, typer.Option("--to", help=f"Who takes over; {BY}")],
    lane: Lane = None,
) -> None:
    """Hand one's shift over to the next officer: both sign, with what it amounted to. It takes no line."""
    session: Session = context.obj
    with session.acting() as acting:
        where, zone = the_lane(acting.store, lane), session.time_zone(acting.store)
        following = second_signer(session, acting.store, to)
        held = hand_over(acting.store, where, acting.signer, following, session.clock)
    session.output.result(_value(where, held, None), _words(where, held, None, zone))


@shift.command("end")
def end(context: typer.Context, lane: Lane = None) -> None:
    """Sign off; what the shift amounted to is signed with it."""
    session: Session = context.obj
    with session.acting() as acting:
        where, zone = the_lane(acting.store, lane), session.time_zone(acting.store)
        counts = sign_off(acting.store, where, acting.signer, session.clock)
    session.output.result(_value(where, None, counts), _words(where, None, counts, zone))


def _value(lane: str, held: Shift | None, counts: Counts | None) -> dict[str, Any]:
    return {
        "lane": lane,
        "operator": held.name if held is not None else None,
        "since": held.since if held is not None else None,
        "counts": asdict(counts) if counts is not None else None,
    }


def _words(lane: str, held: Shift | None, counts: Counts | None, zone: tzinfo) -> str:
    if held is None:
        lines = [f"Nobody has a shift at {lane} now."]
    else:
        lines = [f"{lane}: the shift of {held.name} since {written_us(held.since, zone)}."]
    if counts is not None:
        told = ", ".join(
            f"{name.replace('_', ' ')} {number}" for name, number in asdict(counts).items() if name != "since"
        )
        lines.append(f"Since {written_us(counts.since, zone)}: {told}.")
    return "\n".join(lines)
