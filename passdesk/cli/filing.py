"""`passdesk filing`, `watchlist`: filed by one and approved by another; who is stopped or looked at."""

from typing import Annotated

import typer

from passdesk.cli import choosing
from passdesk.cli.arguments import midnight, one_of, seconds, written
from passdesk.cli.people import Reason, Who
from passdesk.cli.session import Session
from passdesk.domain.people import FILING_STATES, Filing, Institution, Watch
from passdesk.issuing import filings, watching
from passdesk.store import told

filing = typer.Typer(help="A person's place on the whitelist: filed by one, approved by another.", no_args_is_help=True)
watchlist = typer.Typer(help="People to stop or to look at.", no_args_is_help=True)


def add_to(app: typer.Typer) -> None:
    app.add_typer(filing, name="filing")
    app.add_typer(watchlist, name="watchlist")


@filing.command("file")
def file_person(
    context: typer.Context,
    who: Who,
    institution_: Annotated[str, typer.Option("--institution", help="Id or name.")],
    class_code: Annotated[str, typer.Option("--class", help="A pass class of the policy.")],
    until: Annotated[str, typer.Option(help="Last day, or a time.")],
    since: Annotated[str | None, typer.Option("--from", help="First day, or a time; today if left out.")] = None,
    line: Annotated[list[str] | None, typer.Option(help="A line; every line of the class if left out.")] = None,
) -> None:
    """File a person for an institution; another operator approves."""
    session: Session = context.obj
    with session.acting() as acting:
        zone = session.time_zone(acting.store)
        start = seconds(since, zone) if since else midnight(told.seconds(acting.store, acting.clock()), zone)
        key = filings.file(
            acting,
            choosing.person(acting.store, who).key,
            choosing.institution(acting.store, institution_).key,
            class_code,
            valid_from=start,
            valid_until=seconds(until, zone, end_of_day=True),
            lines=line or None,
        )
    session.output.result({"filing": key}, f"Filing {key.hex()}, to be approved by another operator.")


@filing.command("approve")
def approve_filing(context: typer.Context, which: Annotated[list[str], typer.Argument(help="Filings by id.")]) -> None:
    """Approve what another operator filed."""
    session: Session = context.obj
    with session.acting() as acting:
        for one in which:
            key = choosing.identifier(one, "filing")
            entry = filings.approve(acting, key)
            session.output.result({"filing": key, "entry": entry.mark}, f"Filing {one} is approved.")


@filing.command("withdraw")
def withdraw_filing(
    context: typer.Context, which: Annotated[str, typer.Argument(help="A filing by id.")], reason: Reason = None
) -> None:
    """Take a filing back for good; its passes are refused."""
    session: Session = context.obj
    with session.acting() as acting:
        entry = filings.withdraw(acting, choosing.identifier(which, "filing"), reason)
    session.output.result({"filing": which, "entry": entry.mark}, f"Filing {which} is withdrawn.")


@filing.command("list")
def list_filings(
    context: typer.Context, state: Annotated[str | None, typer.Option(help="filed, approved or withdrawn.")] = None
) -> None:
    """List filings; with `--state filed` those that await approval."""
    session: Session = context.obj
    if state is not None:
        one_of("state", state, FILING_STATES)
    with session.reading() as store:
        policy, zone = session.policy(store), session.time_zone(store)
        with store.view() as view:
            rows = [row for row in view.all(Filing) if state in (None, row.state)]
            places = {row.key: row.name_latin for row in view.all(Institution)}
        names = choosing.names_of(store, (row.person for row in rows))
    session.output.table(
        ("name", "institution", "class", "from", "until", "state", "filing"),
        (
            {
                "filing": row.key,
                "person": row.person,
                "name": names.get(row.person, ""),
                "institution": places.get(row.institution, ""),
                "class": choosing.class_word(policy, row.class_number),
                "from": written(row.valid_from, zone),
                "until": written(row.valid_until, zone),
                "state": row.state,
            }
            for row in rows
        ),
        empty="No filings of this state." if state else "No filings yet. File somebody: passdesk filing file PERSON …",
    )


@watchlist.command("add")
def watch(
    context: typer.Context,
    who: Who,
    action: Annotated[str, typer.Option(help="refuse or attention.")],
    reason: Reason = None,
) -> None:
    """Put a person on the watchlist: --action refuse or attention."""
    session: Session = context.obj
    with session.acting() as acting:
        row = choosing.person(acting.store, who)
        entry = watching.watch(acting, row.key, action, reason)
    session.output.result({"person": row.key, "entry": entry.mark}, f"Person {row.key.hex()} is on the watchlist.")


@watchlist.command("lift")
def lift(context: typer.Context, who: Who) -> None:
    """Take a person off the watchlist."""
    session: Session = context.obj
    with session.acting() as acting:
        row = choosing.person(acting.store, who)
        entry = watching.lift(acting, row.key)
    session.output.result({"person": row.key, "entry": entry.mark}, f"Person {row.key.hex()} is off the watchlist.")


@watchlist.command("list")
def list_watched(context: typer.Context) -> None:
    """List who is watched, as far as this desk is told."""
    session: Session = context.obj
    with session.reading() as store:
        with store.view() as view:
            rows = [row for row in view.all(Watch) if row.state == "active"]
        names = choosing.names_of(store, (row.key for row in rows))
    session.output.table(
        ("name", "action", "reason", "person"),
        (
            {"name": names.get(row.key, ""), "action": row.action, "reason": row.reason, "person": row.key}
            for row in rows
        ),
        empty="Nobody is on the watchlist here. Add somebody: passdesk watchlist add PERSON --action refuse",
    )
