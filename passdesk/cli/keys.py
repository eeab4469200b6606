"""`passdesk key`: every key this desk knows; issuing keys made and withdrawn."""

from typing import Annotated

import typer

from passdesk.administration.keys import list_keys
from passdesk.cli import choosing
from passdesk.cli.arguments import written
from passdesk.cli.people import Reason
from passdesk.cli.session import Session
from passdesk.domain.passes import IssuingScope
from passdesk.issuing.filings import class_called
from passdesk.issuing.issuing_keys import create_issuing_key, withdraw_issuing_key
from passdesk.store.policy_here import policy_here
from passdesk.store.told import seconds

key = typer.Typer(help="Keys: list, make an issuing key, withdraw it.", no_args_is_help=True)
_DAY = 86_400


def add_to(app: typer.Typer) -> None:
    app.add_typer(key, name="key")


@key.command("list")
def list_all(context: typer.Context) -> int:
    """Print kid, public key, purpose and validity; status 1 if a certificate does not lead to the root."""
    session: Session = context.obj
    with session.reading() as store:
        lines = list_keys(store, session.clock)
    session.output.table(
        ("kid", "purpose", "name", "from", "until", "state", "fault", "public"),
        (
            {
                "kid": line.kid,
                "public": line.public,
                "purpose": line.purpose,
                "name": line.name,
                "from": written(line.not_before),
                "until": written(line.expires),
                "state": line.state,
                "fault": line.fault,
                "certificate": line.certificate,
            }
            for line in lines
        ),
        empty="No keys are known here.",
    )
    return 1 if any(line.fault for line in lines) else 0


@key.command("add")
def add_key(
    context: typer.Context,
    days: Annotated[int, typer.Option(min=1, max=3650, help="How long it may sign.")] = 365,
    class_code: Annotated[list[str] | None, typer.Option("--class", help="Only these classes.")] = None,
    institution: Annotated[list[str] | None, typer.Option(help="Only for these institutions.")] = None,
    longest: Annotated[int | None, typer.Option(min=1, max=3650, help="Longest validity of a pass, days.")] = None,
) -> None:
    """Make an issuing key on this desk, certified by the administrator who acts."""
    session: Session = context.obj
    with session.acting() as acting:
        policy, now = policy_here(acting.store, session.clock), seconds(acting.store, session.clock())
        longest_s = longest * _DAY if longest else max(each.longest_s for each in policy.classes.values())
        scope = IssuingScope(
            classes=tuple(class_called(policy, code).number for code in class_code or []),
            institutions=tuple(choosing.institution(acting.store, one).key for one in institution or []),
            longest=longest_s,
            not_before=now,
            expires=now + days * _DAY,
        )
        made = create_issuing_key(acting, scope)
    session.output.result({"key": made, "expires": written(scope.expires)}, f"Issuing key {made.hex()}")


@key.command("withdraw")
def withdraw_key(
    context: typer.Context, which: Annotated[str, typer.Argument(help="An issuing key by id.")], reason: Reason = None
) -> None:
    """Withdraw an issuing key: its passes are then good only where the register knows them."""
    session: Session = context.obj
    with session.acting() as acting:
        identifier = choosing.identifier(which, "key")
        entry = withdraw_issuing_key(acting, identifier, reason)
    session.output.result({"key": identifier, "entry": entry.mark}, f"Issuing key {which} is withdrawn.")
