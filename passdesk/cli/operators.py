"""`passdesk operator` and `desk`: who may act, and where."""

from pathlib import Path
from typing import Annotated

import typer

from passdesk.administration import desks, operators, places, staff_cards
from passdesk.cli import choosing
from passdesk.cli.enrol import enrol_desks
from passdesk.cli.files import check_place, write_new
from passdesk.cli.people import Reason
from passdesk.cli.session import NEW_PASSWORD, Session
from passdesk.cli.vouch_time import vouch_time
from passdesk.domain.people import Desk, Enrolment
from passdesk.errors import Misuse
from passdesk.store.signing_in import change_password

operator = typer.Typer(help="Members of staff who sign in.", no_args_is_help=True)
desk = typer.Typer(help="Desks of the zone.", no_args_is_help=True)

Which = Annotated[str, typer.Argument(help="A desk: id or name.")]


def add_to(app: typer.Typer) -> None:
    app.add_typer(operator, name="operator")
    desk.command("enrol")(enrol_desks)
    desk.command("vouch-time")(vouch_time)
    app.add_typer(desk, name="desk")


@operator.command("add")
def add_operator(
    context: typer.Context,
    name: Annotated[str, typer.Argument(help="The name to sign in under.")],
    role: Annotated[list[str], typer.Option(help="checkpoint, hr, approver, supervisor, administrator.")],
    institution: Annotated[list[str] | None, typer.Option(help="Only for these (HR).")] = None,
) -> None:
    """Add an operator, as an administrator; prints a one-time password to hand over."""
    session: Session = context.obj
    with session.acting() as acting:
        scope = [choosing.institution(acting.store, one).key for one in institution or []]
        added = operators.add(acting, name, role, scope, cost=session.cost)
    value = {"operator": added.operator, "name": name, "one_time_password": added.one_time_password}
    session.output.result(value, f"Operator {name}: one-time password {added.one_time_password}")


@operator.command("password")
def new_password(context: typer.Context) -> None:
    """Change one's own password: the old one from PASSDESK_PASSWORD, the new from PASSDESK_NEW_PASSWORD, or asked."""
    session: Session = context.obj
    name = session.operator_name()
    old = session.password(name)
    new = session.new_password(NEW_PASSWORD, name)
    with session.desk() as store:
        change_password(store, name, old, new, session.clock, session.cost)
    session.output.result({"operator": name}, "The new password counts from now on, here; elsewhere after an exchange.")


@operator.command("renew")
def renew_operator(
    context: typer.Context, name: Annotated[str, typer.Argument(help="Who forgot their password.")]
) -> None:
    """Give an operator a new key and one-time password, as an administrator at any desk, also without the network."""
    session: Session = context.obj
    with session.acting() as acting:
        row = operators.called(acting.store, name)
        added = operators.renew(acting, row.key, cost=session.cost)
    value = {"operator": added.operator, "name": name, "one_time_password": added.one_time_password}
    words = f"Operator {name}: one-time password {added.one_time_password}\nIt counts here now, elsewhere later."
    session.output.result(value, words)


@operator.command("card")
def make_card(
    context: typer.Context,
    name: Annotated[str, typer.Argument(help="One's own name.")],
    png: Annotated[Path, typer.Option("--png", help="Write the card here; print it and delete the file.")],
) -> None:
    """Make one's own staff card, with a PIN from PASSDESK_PIN or asked; the card before it opens nothing any more.

    Signed in by password, for PASSDESK_PIN is the new card's.
    """
    session: Session = context.obj
    if session.operator not in (None, name):
        raise Misuse("Everybody makes their own card.", kept="No card was made.", remedy=f"Give --operator {name}.")
    check_place(png)
    pin = session.new_pin(name)
    with session.acting_by_password(name) as acting:
        made = staff_cards.make_card(acting, pin, cost=session.cost)
        write_new(png, made.png)
    lacking = f"\nThe fonts here lack: {' '.join(made.missing)}." if made.missing else ""
    words = f"The staff card of {name}: {png}. It counts here from now on; elsewhere after an exchange.{lacking}"
    value = {"operator": name, "png": str(png), "entry": made.entry.mark, "missing": list(made.missing)}
    session.output.result(value, words)


@operator.command("card-withdraw")
def withdraw_card(context: typer.Context, name: Annotated[str, typer.Argument(help="Whose card was lost.")]) -> None:
    """Let a lost staff card open nothing any more: one's own, or as an administrator anybody's."""
    session: Session = context.obj
    with session.acting() as acting:
        row = operators.called(acting.store, name)
        entry = staff_cards.withdraw_card(acting, row.key)
    words = f"The staff card of {name} opens nothing here any more; elsewhere after an exchange."
    session.output.result({"operator": row.key, "entry": entry.mark}, words)


@operator.command("disable")
def disable_operator(
    context: typer.Context, name: Annotated[str, typer.Argument(help="Their name.")], reason: Reason = None
) -> None:
    """Their acts count no more; what they did stands."""
    session: Session = context.obj
    with session.acting() as acting:
        row = operators.called(acting.store, name)
        entry = operators.disable(acting, row.key, reason)
    session.output.result({"operator": row.key, "entry": entry.mark}, f"{name} is disabled.")


@operator.command("list")
def list_operators(context: typer.Context) -> None:
    """List the operators this desk knows."""
    session: Session = context.obj
    with session.reading() as store:
        rows = operators.listed(store)
    session.output.table(
        ("name", "roles", "state", "operator"),
        ({"name": row.name, "roles": row.roles, "state": row.state, "operator": row.key} for row in rows),
        empty="No operators here yet. Exchange with the server: passdesk sync",
    )


@desk.command("list")
def list_desks(context: typer.Context) -> None:
    """List the desks of the zone and the places no desk has taken yet."""
    session: Session = context.obj
    with session.reading() as store:
        known, places = desks.listed(store)
    session.output.table(
        ("name", "roles", "lanes", "state", "desk"),
        [*(_place(row, row.state) for row in known), *(_place(row, "not enrolled yet") for row in places)],
        empty="No desks are known here.",
    )


def _place(row: Desk | Enrolment, state: str) -> dict[str, object]:
    return {"name": row.name, "roles": row.roles, "lanes": row.lanes, "state": state, "desk": row.key}


@desk.command("disable")
def disable_desk(context: typer.Context, which: Which, reason: Reason = None) -> None:
    """Its acts count no more and it receives nothing more; what it recorded stands."""
    session: Session = context.obj
    with session.acting() as acting:
        row = choosing.desk(acting.store, which, ("active", "unconfirmed"))
        if row.key == acting.store.journal.id:
            raise Misuse(
                "A desk does not disable itself: for a zone on this desk alone that would be the end.",
                kept="Nothing was changed.",
                remedy="Do it at another admin desk.",
            )
        entry = desks.disable(acting, row.key, reason)
        left = [one for one in desks.listed(acting.store)[0] if one.name == row.name and one.state != "disabled"]
    session.output.result({"desk": row.key, "entry": entry.mark}, f"Desk {row.name} is disabled.")
    if left:
        session.output.remark(f"Another journal of the name {row.name} still counts: run this again for it.")


@desk.command("withdraw")
def withdraw_place(
    context: typer.Context,
    which: Annotated[str, typer.Argument(help="A place no desk has taken yet: id or name.")],
    reason: Reason = None,
) -> None:
    """Take back a place that was opened and never used: its code opens nothing any more."""
    session: Session = context.obj
    with session.acting() as acting:
        row = choosing.place(acting.store, which)
        entry = places.take_back(acting, row.key, reason)
    words = f"The place {row.name} is taken back. Its code opens nothing once the server has heard it: passdesk sync"
    session.output.result({"desk": row.key, "entry": entry.mark}, words)


@desk.command("confirm")
def confirm_desk(context: typer.Context, which: Which) -> None:
    """Say that a desk whose journal went on under a new key is the one it was."""
    session: Session = context.obj
    with session.acting() as acting:
        row = choosing.desk(acting.store, which, ("unconfirmed",))
        entry = desks.confirm(acting, row.key)
    session.output.result({"desk": row.key, "entry": entry.mark}, f"Desk {row.name} is confirmed.")
