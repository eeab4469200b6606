"""`passdesk muster` and `evacuation`: who is inside, who was found, and the act that empties the area."""

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Annotated, Any

import typer

from passdesk.cli import choosing, reading
from passdesk.cli.arguments import written_us
from passdesk.cli.session import Session
from passdesk.domain.people import Person
from passdesk.records.mustering import evacuating
from passdesk.records.mustering.counting import Muster
from passdesk.records.mustering.evacuating import REASONS
from passdesk.records.mustering.listing import Listed, MusterList, listed
from passdesk.records.mustering.moving_out import move_out, still_inside
from passdesk.records.mustering.reading import muster as count
from passdesk.records.mustering.ticking import Looks, NotTicked, TickedHere, Why, tick, tick_pass
from passdesk.records.mustering.writing import form_of, place_of, range_of, spoken, write_muster
from passdesk.records.numbered import numbered
from passdesk.scanning.frames import Broken
from passdesk.store.desk_store import DeskStore

muster = typer.Typer(help="Who is inside, surely and possibly; who was found.", no_args_is_help=False)
evacuation = typer.Typer(help="Empty the area: lanes go out, nobody enters.", no_args_is_help=True)
Time = Callable[[int], str]
NOT_TICKED: Mapping[Why, str] = {
    "no_pass": "That is no pass.",
    "forged": "The signature does not hold: this pass is forged or damaged.",
    "unknown_key": "No key this desk knows has signed this pass.",
    "wrong_zone": "This pass is of another zone.",
    "unknown_pass": "The pass is sound, but this desk does not know whose it is: tick them by name.",
    "stopped": "This pass was revoked or replaced, and may be in other hands: look at the face, and tick by name.",
}


def add_to(app: typer.Typer) -> None:
    app.add_typer(muster, name="muster")
    app.add_typer(evacuation, name="evacuation")


@muster.callback(invoke_without_command=True)
def who(
    context: typer.Context,
    out: Annotated[Path | None, typer.Option(help="A file ending in .pdf, forty a page, or .csv.")] = None,
) -> None:
    """Count who is inside, without signing in; that somebody looked is recorded."""
    if context.invoked_subcommand is not None:
        return
    session: Session = context.obj
    if out is not None:
        form_of(out)
    with session.desk() as store:
        found = listed(store, count(store, session.clock))
        Looks(store, session.clock).note(found.muster)
        if out is not None:
            session.output.at_work(f"Writing {len(found.people)} people …")
            write_muster(store, session.clock, found, out, place_of(store, session.clock))
        zone = session.time_zone(store)
    value = _value(found, lambda at: written_us(at, zone))
    text = "\n".join(_lines(found.muster, out, lambda at: written_us(at, zone)))
    session.output.result({**value, "file": None if out is None else str(out)}, text)


@muster.command("tick")
def tick_people(
    context: typer.Context,
    person: Annotated[list[str] | None, typer.Argument(help="By id, short number, or a name that fits one.")] = None,
    scan: Annotated[list[str] | None, typer.Option(help="Pictures, videos or digits of passes.")] = None,
    undo: Annotated[bool, typer.Option("--undo", help="They were ticked by mistake.")] = False,
) -> int:
    """Tick who is at the assembly point, by name or by the passes they show, without signing in."""
    session: Session = context.obj
    if not person and not scan:
        raise typer.BadParameter("Name somebody, or give --scan SOURCE.")
    shown, status = reading.readings(scan or []), 0
    with session.desk() as store:
        named = [choosing.person(store, one).key for one in person or ()]
        if named:
            _say(session, store, "", tick(store, session.clock, named, present=not undo))
        for one in shown:
            if isinstance(one, Broken):
                reading.broken(session, one, {"ticked": [], "why": "unreadable"})
                status = 3
                continue
            done = tick_pass(store, session.clock, one.text or "")
            if undo and isinstance(done, TickedHere):
                done = tick(store, session.clock, done.people, present=False)
            _say(session, store, one.source_name, done)
            status = max(status, int(isinstance(done, NotTicked)))
    return status


@muster.command("move-out")
def move_people_out(context: typer.Context) -> None:
    """Put out, as a supervisor, whom the register still has inside although they were found."""
    session: Session = context.obj
    with session.acting() as acting:
        ready = still_inside(count(acting.store, session.clock))
        entries = move_out(acting, ready)
    value = {"moved_out": [one.person for one in ready], "entries": [entry.mark for entry in entries]}
    session.output.result(value, f"Moved out: {len(ready):,}." if ready else "Nobody who was found is inside.")


@evacuation.command("start")
def start(
    context: typer.Context, lane: Annotated[str | None, typer.Option(help="Where it is begun.")] = None
) -> None:
    """Begin an evacuation, without signing in: lanes go out, nobody enters."""
    session: Session = context.obj
    with session.desk() as store:
        entry = evacuating.start(store, session.clock, lane=lane)
    if entry is None:
        session.output.result({"started": None, "active": True}, "An evacuation goes on already.")
        return
    said = "EVACUATION. Lanes of this desk go out from now on; the others, once they hear of it: passdesk sync."
    session.output.result({"started": entry.mark, "active": True}, said)


@evacuation.command("explain")
def explain(
    context: typer.Context, reason: Annotated[str, typer.Argument(help="fire, gas, threat, drill or other.")]
) -> None:
    """Say afterwards why it was begun."""
    session: Session = context.obj
    with session.acting() as acting:
        entry = evacuating.explain(acting, reason)
    session.output.result({"reason": reason, "entry": entry.mark}, f"Recorded: {reason}.")


@evacuation.command("end")
def end(context: typer.Context) -> None:
    """End it, as a supervisor or administrator."""
    session: Session = context.obj
    with session.acting() as acting:
        entry = evacuating.end(acting)
    session.output.result({"active": False, "entry": entry.mark}, "The evacuation is over. People may enter again.")


@evacuation.command("status")
def status(context: typer.Context) -> None:
    """Whether one goes on, as far as this desk has heard."""
    session: Session = context.obj
    with session.reading() as store:
        held, zone = evacuating.evacuation(store), session.time_zone(store)
    if held is None:
        session.output.result({"active": False, "started": None}, "There was no evacuation.")
        return
    since = written_us(held.at, zone)
    value = {"active": held.active, "started": held.started, "at": since, "reason": held.reason or None}
    why = held.reason or f"no reason was given yet; one of {', '.join(REASONS)}"
    session.output.result(value, f"{'EVACUATION since' if held.active else 'The last one began'} {since} ({why}).")


def _lines(found: Muster, out: Path | None, time: Time) -> Iterator[str]:
    if not found.knows:
        yield "This desk is not told who is inside: it can tick, a gate or records desk can count."
    yield f"Inside: {range_of(found)} (certain {found.least:,}, possible {found.most - found.least:,})."
    yield f"Found: {found.found:,}. Missing: {spoken(found.missing_least, found.missing_most)}."
    for one in found.silent:
        yield f"Silent: lane {one.lane}, " + (f"since {time(one.since)}." if one.since else "never heard.")
    if out is not None:
        yield f"Written: {out}"


def _value(found: MusterList, time: Time) -> dict[str, Any]:
    of = found.muster
    return {
        "at": time(of.at),
        "certain": of.least,
        "possible": of.most - of.least,
        "range": [of.least, of.most],
        "found": of.found,
        "missing": [of.missing_least, of.missing_most],
        "silent": [{"lane": one.lane, "since": time(one.since) if one.since else None} for one in of.silent],
        "evacuation": of.started,
        "knows_who_is_inside": of.knows,
        "people": [_person(one, time) for one in (*found.people, *found.besides)],
    }


def _person(one: Listed, time: Time) -> dict[str, Any]:
    of = one.of
    return {
        "person": of.person,
        "name": one.names.both,
        "institutions": [names.both for names in one.institutions],
        "inside": of.standing,
        "because": list(of.doubts),
        "since": time(of.since) if of.since else None,
        "lane": of.lane,
        "found": time(of.found.at) if of.found is not None else None,
        "found_by": of.found.how if of.found is not None else None,
    }


def _say(session: Session, store: DeskStore, source: str, done: TickedHere | NotTicked) -> None:
    match done:
        case TickedHere():
            with store.view() as view:
                rows = [(one, view.get(Person, one)) for one in done.people]
            names = ", ".join(_called(store, one, row) for one, row in rows)
            value = {"source": source, "ticked": done.people, "present": done.present, "why": None}
            session.output.result(value, f"{'Ticked' if done.present else 'No longer ticked'}: {names}")
        case NotTicked():
            value = {"source": source, "ticked": [], "present": None, "why": done.why}
            session.output.result(value, f"NOBODY TICKED  {source}\n  {NOT_TICKED[done.why]}")


def _called(store: DeskStore, one: bytes, row: object) -> str:
    return choosing.name_of(store, row) if isinstance(row, Person) else numbered(one).latin
