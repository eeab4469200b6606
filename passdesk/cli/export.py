"""`passdesk export crossings`: the whole zone's from the server where this desk may ask, else this desk's own."""

from collections.abc import Iterable, Mapping
from datetime import tzinfo
from pathlib import Path
from typing import Annotated, Any

import typer

from passdesk.cli import choosing
from passdesk.cli.arguments import one_of, span
from passdesk.cli.lines import link_of
from passdesk.cli.session import Session
from passdesk.cli.words import DIRECTIONS, OUTCOMES, VERDICTS
from passdesk.domain.crossings import CrossingFilter, CrossingRecord
from passdesk.domain.people import Desk
from passdesk.domain.reasons import ENGLISH
from passdesk.domain.zone import Policy
from passdesk.errors import Misuse, Unreachable
from passdesk.issuing.filings import class_called
from passdesk.records.crossings import crossings, joined
from passdesk.records.export import export_crossings, form_of
from passdesk.store.desk_store import DeskStore
from passdesk.store.policy_here import in_force
from passdesk.sync import known_server
from passdesk.sync.zone_crossings import zone_crossings

export = typer.Typer(help="Write what happened to a file.", no_args_is_help=True)


def add_to(app: typer.Typer) -> None:
    app.add_typer(export, name="export")


@export.command("crossings")
def export_all(
    context: typer.Context,
    out: Annotated[Path, typer.Option(help="A file ending in .csv or .jsonl.")],
    since: Annotated[str | None, typer.Option("--from", help="First day, or a time.")] = None,
    until: Annotated[str | None, typer.Option("--to", help="Last day, or a time.")] = None,
    line: Annotated[str | None, typer.Option(help="Of this line.")] = None,
    checkpoint: Annotated[str | None, typer.Option(help="Of this checkpoint.")] = None,
    lane: Annotated[str | None, typer.Option(help="Of this lane.")] = None,
    desk: Annotated[str | None, typer.Option(help="Recorded at this desk: id or name.")] = None,
    direction: Annotated[str | None, typer.Option(help="entry or exit.")] = None,
    person: Annotated[str | None, typer.Option(help="Of this person: id, or a name that fits one only.")] = None,
    institution: Annotated[str | None, typer.Option(help="Of its people: id or name.")] = None,
    class_code: Annotated[str | None, typer.Option("--class", help="Of this pass class.")] = None,
    verdict: Annotated[str | None, typer.Option(help="admit, attention or refuse.")] = None,
    reason: Annotated[str | None, typer.Option(help="With this reason among others: its code.")] = None,
    outcome: Annotated[str | None, typer.Option(help="passed, turned-away, left, kept, abandoned or unknown.")] = None,
    officer: Annotated[str | None, typer.Option(help="Settled by this operator: id or name.")] = None,
    override: Annotated[bool | None, typer.Option("--override/--no-override", help="Against the verdict.")] = None,
    here: Annotated[bool, typer.Option("--here", help="Only this desk's own log; the server is not asked.")] = False,
) -> None:
    """Export crossings: the whole zone's from the server where this desk may ask, else this desk's own."""
    del since, until, line, checkpoint, lane, desk, direction, person, institution, class_code, verdict, reason
    del outcome, officer, override  # `asked_for` takes them from the context, by name
    session: Session = context.obj
    form_of(out)
    with session.desk() as store:
        policy, zone = in_force(store, session.clock).policy, session.time_zone(store)
        asked = asked_for(store, policy, zone, context.params)
        records, source = (None, "own") if here else _from_server(session, store, asked)
        found = crossings(store, policy, asked) if records is None else joined(store, policy, asked, records)
        rows = export_crossings(store, session.clock, found, out, asked=asked, zone=zone, source=source)
    whose = "the whole zone, from the server" if source == "server" else "this desk's own log"
    session.output.result({"file": str(out), "rows": rows, "source": source}, f"{rows} crossings in {out}: {whose}.")


def asked_for(store: DeskStore, policy: Policy | None, zone: tzinfo, said: Mapping[str, Any]) -> CrossingFilter:
    """The filter the options name; names of people and institutions are looked up here."""
    plain = ("line", "checkpoint", "lane", "direction", "verdict", "reason", "override")
    _check_words(policy, said)
    since, until = span(said["since"], said["until"], zone)
    desk, officer, person, institution = (said[name] for name in ("desk", "officer", "person", "institution"))
    return CrossingFilter(
        since=since,
        until=until,
        desk=choosing.desk(store, desk).key if desk else None,
        officer=choosing.operator(store, officer).key if officer else None,
        person=choosing.person(store, person).key if person else None,
        institution=choosing.institution(store, institution).key if institution else None,
        class_number=_class(policy, said["class_code"]),
        outcome=OUTCOMES[said["outcome"]] if said["outcome"] else None,
        **{name: said[name] for name in plain},
    )


def _check_words(policy: Policy | None, said: Mapping[str, Any]) -> None:
    """The words of the filter are ones that a crossing can bear."""
    words: dict[str, Iterable[str]] = {
        "direction": DIRECTIONS,
        "verdict": VERDICTS,
        "outcome": OUTCOMES,
        "reason": ENGLISH,
    }
    if policy is not None:
        words |= {"line": policy.lines, "checkpoint": policy.checkpoints, "lane": policy.lanes}
    for name, known in words.items():
        if said[name] is not None:
            one_of(name, said[name], known)


def _class(policy: Policy | None, code: str | None) -> int | None:
    if code is None:
        return None
    if policy is None:
        raise Misuse("No policy can be read here, so no class is known.", kept="Nothing was written.")
    return class_called(policy, code).number


def _from_server(
    session: Session, store: DeskStore, asked: CrossingFilter
) -> tuple[list[CrossingRecord] | None, str]:
    """The zone's crossings, where this desk may ask and the server answers."""
    with store.view() as view:
        row = view.get(Desk, store.journal.id)
    may = isinstance(row, Desk) and {"records", "admin"} & set(row.roles)
    if not may or known_server.known(store.journal) is None:
        return None, "own"
    try:
        with link_of(store, session.clock) as link:
            return list(zone_crossings(link, asked)), "server"
    except Unreachable as error:
        session.output.remark(f"The server was not reached: {error.happened} What follows is this desk's own log.")
        return None, "own"
