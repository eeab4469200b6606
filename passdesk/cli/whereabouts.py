"""`passdesk right`, `returned`, `stale`: where people are, by who has looked; and going on with an old register."""

from typing import Annotated

import typer

from passdesk.checkpoint.answers import NotRecordedAnswer
from passdesk.checkpoint.putting_right import everybody_inside, put_right
from passdesk.checkpoint.returning import AUTHORITIES, returned
from passdesk.checkpoint.stale_register import accept_stale, read_time
from passdesk.cli import choosing
from passdesk.cli.arguments import seconds, written_us
from passdesk.cli.people import Who
from passdesk.cli.session import Session
from passdesk.errors import Misuse
from passdesk.store.acts import Acting
from passdesk.store.told import told

stale = typer.Typer(help="Going on with a register that is old.", no_args_is_help=True)
At = Annotated[str | None, typer.Option(help="Since when; now if left out.")]


def add_to(app: typer.Typer) -> None:
    app.command("right")(right)
    app.command("returned")(send_back)
    app.add_typer(stale, name="stale")


def right(
    context: typer.Context,
    reason: Annotated[str, typer.Option(help="Why, as a short code.")],
    who: Annotated[list[str] | None, typer.Argument(help="People: ids, or names that fit one only.")] = None,
    all_inside: Annotated[bool, typer.Option("--all-inside", help="Everybody the register has inside.")] = False,
    inside: Annotated[bool | None, typer.Option("--inside/--outside", help="Where they are.")] = None,
    at: At = None,
) -> None:
    """Put right where people are: for a supervisor who has looked."""
    session: Session = context.obj
    if inside is None or bool(who) == all_inside:
        raise Misuse(
            "It was not said who is where.",
            kept="Everybody stands where they stood.",
            remedy="Name people or give --all-inside, and say --inside or --outside.",
        )
    with session.acting() as acting:
        store = acting.store
        people = everybody_inside(store) if all_inside else [choosing.person(store, one).key for one in who or ()]
        entries = put_right(acting, people, inside=inside, reason=reason, when=_micro(session, acting, at))
    count = sum(len(entry.body["people"]) for entry in entries)
    words = f"{count} {'person is' if count == 1 else 'people are'} {'inside' if inside else 'outside'} now."
    session.output.result({"people": count, "inside": inside, "entries": [entry.mark for entry in entries]}, words)


def send_back(
    context: typer.Context,
    who: Who,
    into: Annotated[bool | None, typer.Option("--into/--out", help="Into the park, or out of it.")] = None,
    authority: Annotated[str, typer.Option(help=", ".join(AUTHORITIES))] = "",
    lane: Annotated[str | None, typer.Option(help="At which lane.")] = None,
    at: At = None,
) -> int:
    """Record whom another authority sent back, into the park or out of it."""
    session: Session = context.obj
    if into is None:
        raise Misuse("It was not said where to.", kept="Nothing was recorded.", remedy="Say --into or --out.")
    with session.acting() as acting:
        person = choosing.person(acting.store, who).key
        when = _micro(session, acting, at)
        answer = returned(acting, person, into=into, authority=authority, lane=lane, when=when)
    if isinstance(answer, NotRecordedAnswer):
        value = {"person": person, "recorded": False, "error": answer.happened}
        session.output.result(value, f"NOT RECORDED. {answer.happened} {answer.remedy}")
        return 3
    where = "into the park" if into else "out of the park"
    value = {"person": person, "into": into, "authority": authority, "entry": answer.entry, "recorded": True}
    session.output.result(value, f"Recorded: sent back {where}.")
    return 0


@stale.command("accept")
def accept(
    context: typer.Context,
    lane: Annotated[str, typer.Option(help="Which lane.")],
    until: Annotated[str, typer.Option(help="HH:MM, today or tomorrow, by the zone's time.")],
    reason: Annotated[str | None, typer.Option(help="Why, as a short code.")] = None,
) -> None:
    """Let a lane go on for some hours though its register is old: for a supervisor, within the policy's limit."""
    session: Session = context.obj
    with session.acting() as acting:
        store, zone = acting.store, session.time_zone(acting.store)
        end = read_time(until, told(store, session.clock()).at, zone)
        entry = accept_stale(acting, lane, end, session.policy(store), reason)
    words = f"An old register turns nobody back at {lane} until {written_us(end, zone)}."
    session.output.result({"lane": lane, "until": written_us(end, zone), "entry": entry.mark}, words)


def _micro(session: Session, acting: Acting, at: str | None) -> int | None:
    return None if at is None else seconds(at, session.time_zone(acting.store)) * 1_000_000
