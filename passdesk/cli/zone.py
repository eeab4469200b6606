"""`passdesk zone`: every mistake in a policy, before anybody signs it; and the policy signed and published."""

from pathlib import Path
from typing import Annotated

import typer

from passdesk.administration import policies
from passdesk.cli.files import read_bytes
from passdesk.cli.session import Session
from passdesk.domain.zone import Policy, PolicyMistakes
from passdesk.domain.zone_reading import LARGEST, read_policy

zone = typer.Typer(help="Policies: areas, lines, checkpoints, lanes and pass classes.", no_args_is_help=True)


def add_to(app: typer.Typer) -> None:
    app.add_typer(zone, name="zone")


@zone.command()
def check(context: typer.Context, file: Annotated[Path, typer.Argument(help="A policy in TOML.")]) -> int:
    """Name every mistake in a policy by its dotted path; status 2 if there is one."""
    session: Session = context.obj
    try:
        policy = read_policy(read_bytes(file, LARGEST))
    except PolicyMistakes as mistakes:
        for line in mistakes.lines:
            session.output.result({"file": str(file), "mistake": line}, f"{file}: {line}")
        return mistakes.exit_status
    value = {"file": str(file), "mistake": None, **_summary(policy)}
    session.output.result(value, f"{file}: no mistakes. {_said(policy)}")
    return 0


@zone.command("publish")
def publish_policy(context: typer.Context, file: Annotated[Path, typer.Argument(help="A policy in TOML.")]) -> None:
    """Check, sign and publish a policy, as an administrator."""
    session: Session = context.obj
    content = read_bytes(file, LARGEST)
    with session.acting() as acting:
        entry = policies.publish(acting, content)
    session.output.result({"entry": entry.mark}, "Published; desks take it on with their next exchange.")


def _summary(policy: Policy) -> dict[str, object]:
    return {
        "zone": policy.zone,
        "lines": list(policy.lines),
        "lanes": list(policy.lanes),
        "classes": [each.code for each in policy.classes.values()],
        "trial": policy.trial,
    }


def _said(policy: Policy) -> str:
    return f"Zone {policy.zone}: {len(policy.lines)} lines, {len(policy.lanes)} lanes, {len(policy.classes)} classes."
