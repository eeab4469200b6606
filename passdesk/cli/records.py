"""`passdesk journal`, `case`, `inside`: what happened, as the log has it."""

import time
from pathlib import Path
from typing import Annotated

import typer

from passdesk.cli import bundles, choosing
from passdesk.cli.arguments import one_of, span, written_us
from passdesk.cli.people import Reason
from passdesk.cli.session import Session
from passdesk.domain.kinds import KINDS
from passdesk.domain.movements import CASE_STATES
from passdesk.domain.people import Operator
from passdesk.records import cases, occupancy
from passdesk.sync import known_server

journal = typer.Typer(help="This desk's own log: list it, verify it, carry it by stick.", no_args_is_help=True)
case = typer.Typer(help="Disagreements the server found.", no_args_is_help=True)


def add_to(app: typer.Typer) -> None:
    bundles.add_commands(journal)
    app.add_typer(journal, name="journal")
    app.add_typer(case, name="case")
    app.command("inside")(inside)


@journal.command("list")
def list_entries(
    context: typer.Context,
    kind: Annotated[list[str] | None, typer.Option(help="Only these kinds.")] = None,
    since: Annotated[str | None, typer.Option("--from", help="First day, or a time.")] = None,
    until: Annotated[str | None, typer.Option("--to", help="Last day, or a time.")] = None,
    last: Annotated[int | None, typer.Option(min=1, help="Only the newest so many.")] = None,
) -> None:
    """List this desk's entries by kind and time."""
    session: Session = context.obj
    for one in kind or ():
        one_of("kind of entry", one, KINDS)
    with session.reading() as store:
        zone = session.time_zone(store)
        lowest, highest = span(since, until, zone)
        first = max(1, store.journal.seq - last + 1) if last else 1
        with store.view() as view:
            names = {row.key: row.name for row in view.all(Operator)}
        session.output.table(
            ("seq", "at", "kind", "by", "signed"),
            (
                {
                    "seq": entry.content.seq,
                    "at": written_us(entry.content.at, zone),
                    "kind": entry.kind,
                    "actor": entry.content.actor,
                    "by": names.get(entry.content.actor or b""),
                    "signed": len(entry.signatures),
                    "hash": entry.hash,
                    **({"body": entry.body, "raw": entry.raw} if session.output.as_json else {}),
                }
                for entry in store.journal.entries(first, kinds=kind or ())
                if (lowest is None or entry.content.at >= lowest) and (highest is None or entry.content.at < highest)
            ),
            empty="No such entries. `passdesk journal list` without options shows all.",
        )


@journal.command("verify")
def verify(
    context: typer.Context, file: Annotated[Path | None, typer.Argument(help="A bundle, to look that over.")] = None
) -> int:
    """Check the chain, the signatures, gaps and the server's receipts; status 1 if anything is off."""
    session: Session = context.obj
    if file is not None:
        return bundles.verify_file(session, file)
    with session.reading() as store, store.view() as view:
        server = known_server.known(store.journal)
        public = None if server is None else server.public_key(store.journal.zone, store.journal.root)
        session.output.at_work(f"Checking {store.journal.seq} entries …")
        started = time.perf_counter()
        report = store.journal.verify(server_public=public, view=view)
        took = time.perf_counter() - started
    for fault in report.faults:
        session.output.result({"seq": fault.seq, "fault": fault.what}, f"Entry {fault.seq}: {fault.what}")
    words = f"{report.checked} entries checked in {took:.1f} s; the server's receipts cover {report.receipted}."
    value = {"checked": report.checked, "receipted": report.receipted, "faults": len(report.faults)}
    said = f"{words} {'The chain is whole.' if report.whole else 'THE JOURNAL IS NOT WHOLE.'}"
    session.output.result(value, said)
    return 0 if report.whole else 1


@case.command("list")
def list_cases(
    context: typer.Context, state: Annotated[str, typer.Option(help="open, explained, closed or all.")] = "open"
) -> None:
    """List cases with what they are about."""
    session: Session = context.obj
    one_of("state", state, (*CASE_STATES, "all"))
    with session.reading() as store:
        zone = session.time_zone(store)
        listed = cases.cases(store, None if state == "all" else state)
    session.output.table(
        ("at", "kind", "person", "state", "entry", "what", "case"),
        (
            {
                "case": one.case.key,
                "at": written_us(one.case.at, zone),
                "kind": one.case.kind,
                "person": f"{one.names.latin} {one.names.chinese}".strip() if one.names else one.person,
                "state": one.case.state,
                "entry": ", ".join(kind.replace("_", " ") for kind in one.kinds),
                "what": one.words,
                "entries": one.case.entries,
                "printed_badges": one.printed,
            }
            for one in listed
        ),
        empty="No cases." if state == "all" else f"No {state} cases. `--state all` shows the others.",
    )


@case.command("close")
def close_case(
    context: typer.Context, which: Annotated[str, typer.Argument(help="A case by id.")], reason: Reason = None
) -> None:
    """Close a case, as a supervisor."""
    session: Session = context.obj
    with session.acting() as acting:
        key = choosing.identifier(which, "case")
        entry = cases.close(acting, key, reason)
    session.output.result({"case": key, "entry": entry.mark}, f"Case {which} is closed.")


def inside(context: typer.Context) -> None:
    """Who is in the park, as far as this desk has heard."""
    session: Session = context.obj
    with session.reading() as store:
        zone = session.time_zone(store)
        held = occupancy.inside(store, session.policy(store))
    session.output.table(
        ("name", "institutions", "since", "leave by", "lane", "person"),
        (
            {
                "person": one.person,
                "name": f"{one.names.latin} {one.names.chinese}".strip() if one.names else "",
                "institutions": [names.both for names in one.institutions],
                "since": written_us(one.since, zone),
                "leave by": written_us(one.leave_by, zone) if one.leave_by is not None else "",
                "lane": one.lane,
            }
            for one in held
        ),
        empty="Nobody is recorded as inside.",
    )
