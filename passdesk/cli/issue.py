"""`passdesk pass`: issued, printed, replaced, suspended, revoked, and read."""

from pathlib import Path
from typing import Annotated, Any

import typer

from passdesk.cli import choosing, reading
from passdesk.cli.arguments import seconds, written
from passdesk.cli.files import check_place, write_new
from passdesk.cli.people import Reason, Who
from passdesk.cli.session import Session
from passdesk.domain.passes import Pass
from passdesk.errors import PassdeskError, Trouble
from passdesk.issuing import badges, passes
from passdesk.printing.typesetting import MISSING
from passdesk.records.pass_states import PassState, pass_states
from passdesk.store.acts import Acting

pass_ = typer.Typer(help="Passes: issue, print, replace, suspend, revoke, read.", no_args_is_help=True)

Which = Annotated[str, typer.Argument(help="A pass: id, or the short number on its badge.")]
Png = Annotated[Path | None, typer.Option("--png", help="Write the badge here.")]


def add_to(app: typer.Typer) -> None:
    app.add_typer(pass_, name="pass")


@pass_.command("issue")
def issue_pass(
    context: typer.Context,
    who: Who,
    class_code: Annotated[str | None, typer.Option("--class", help="A pass class of the policy.")] = None,
    filing: Annotated[str | None, typer.Option(help="Which filing, where there are several.")] = None,
    since: Annotated[str | None, typer.Option("--from", help="First day, or a time; now if left out.")] = None,
    until: Annotated[str | None, typer.Option(help="As long as class and filing allow, if left out.")] = None,
    png: Png = None,
) -> None:
    """Issue a pass on an approved filing."""
    session: Session = context.obj
    _check(png)
    with session.acting() as acting:
        zone = session.time_zone(acting.store)
        issued = passes.issue(
            acting,
            choosing.person(acting.store, who).key,
            class_code=class_code,
            filing=choosing.identifier(filing, "filing") if filing else None,
            not_before=seconds(since, zone) if since else None,
            expires=seconds(until, zone, end_of_day=True) if until else None,
        )
        _tell(session, acting, issued, png)


@pass_.command("replace")
def replace_pass(context: typer.Context, which: Which, png: Png = None) -> None:
    """Issue a new pass in place of another; the old one is refused."""
    session: Session = context.obj
    _check(png)
    with session.acting() as acting:
        _tell(session, acting, passes.replace(acting, choosing.a_pass(acting.store, which)), png)


def _tell(session: Session, acting: Acting, issued: passes.Issued, png: Path | None) -> None:
    expires = written(issued.expires, session.time_zone(acting.store))
    value = {
        "pass": issued.pass_id,
        "short_number": issued.short_number,
        "text": issued.qr_text,
        "expires": expires,
        "entry": issued.entry.mark,
    }
    missing = _print_issued(acting, issued, png) if png is not None else ""
    where = f"\n{_badge_words(png, missing)}" if png is not None else ""
    words = f"Pass {issued.pass_id.hex()}, number {issued.short_number}, until {expires}{where}"
    session.output.result({**value, "png": str(png) if png else None, "missing": list(missing)}, words)


def _print(acting: Acting, pass_id: bytes, png: Path) -> str:
    """Write the badge; the characters that the fonts here lack."""
    printed = badges.print_badge(acting, pass_id)
    write_new(png, printed.png)
    return printed.missing


def _badge_words(png: Path, missing: str) -> str:
    lacking = f"\nThe fonts here lack: {' '.join(missing)}; the badge shows {MISSING} in their place."
    return f"Badge: {png}{lacking if missing else ''}"


def _check(png: Path | None) -> None:
    if png is not None:
        check_place(png)


def _print_issued(acting: Acting, issued: passes.Issued, png: Path) -> str:
    """The badge of a pass that was just issued, and counts whatever becomes of the badge."""
    try:
        return _print(acting, issued.pass_id, png)
    except PassdeskError as error:
        raise Trouble(
            error.happened,
            kept=f"Pass {issued.pass_id.hex()}, number {issued.short_number}, was issued and counts.",
            remedy=f"Print it: passdesk pass print {issued.short_number} --png FILE",
        ) from error


@pass_.command("print")
def print_pass(
    context: typer.Context, which: Which, png: Annotated[Path, typer.Option("--png", help="Write it here.")]
) -> None:
    """Write the badge of a pass; it counts only once its code was read back."""
    session: Session = context.obj
    check_place(png)
    with session.acting() as acting:
        key = choosing.a_pass(acting.store, which)
        missing = _print(acting, key, png)
    session.output.result({"pass": key, "png": str(png), "missing": list(missing)}, _badge_words(png, missing))


@pass_.command("suspend")
def suspend_pass(context: typer.Context, which: Which, reason: Reason = None) -> None:
    """Stop a pass for a while."""
    session: Session = context.obj
    with session.acting() as acting:
        key = choosing.a_pass(acting.store, which)
        entry = passes.suspend(acting, key, reason)
    session.output.result({"pass": key, "entry": entry.mark}, f"Pass {which} is suspended.")


@pass_.command("resume")
def resume_pass(context: typer.Context, which: Which) -> None:
    """Let a suspended pass count again."""
    session: Session = context.obj
    with session.acting() as acting:
        key = choosing.a_pass(acting.store, which)
        entry = passes.resume(acting, key)
    session.output.result({"pass": key, "entry": entry.mark}, f"Pass {which} is good again.")


@pass_.command("revoke")
def revoke_pass(context: typer.Context, which: Which, reason: Reason = None) -> None:
    """Stop a pass for good."""
    session: Session = context.obj
    with session.acting() as acting:
        key = choosing.a_pass(acting.store, which)
        entry = passes.revoke(acting, key, reason)
    session.output.result({"pass": key, "entry": entry.mark}, f"Pass {which} is revoked.")


@pass_.command("list")
def list_passes(
    context: typer.Context, who: Annotated[str | None, typer.Argument(help="Only theirs: id, or a name.")] = None
) -> None:
    """List passes, of one person or all."""
    session: Session = context.obj
    with session.reading() as store:
        policy, zone = session.policy(store), session.time_zone(store)
        of = choosing.person(store, who).key if who else None
        with store.view() as view:
            rows = [row for row in view.all(Pass) if of in (None, row.person)]
        states = pass_states(store, session.clock, rows)
        names = choosing.names_of(store, (row.person for row in rows))
    session.output.table(
        ("short_number", "name", "class", "until", "state", "pass"),
        (
            {
                "pass": row.key,
                "short_number": row.short_number,
                "person": row.person,
                "name": names.get(row.person, ""),
                "class": choosing.class_word(policy, row.class_number),
                "until": written(row.expires, zone),
                **_state(states[row.key], as_json=session.output.as_json),
            }
            for row in rows
        ),
        empty="No passes here. Issue one on an approved filing: passdesk pass issue PERSON",
    )


def _state(held: PassState, *, as_json: bool) -> dict[str, Any]:
    said = choosing.as_known(held.state if as_json else held.words, unconfirmed=held.unconfirmed)
    return {"state": said, "stopped_by": held.stopped_by} if as_json else {"state": said}


@pass_.command("read")
def read_pass(context: typer.Context, source: reading.Sources) -> int:
    """Decode and verify only: nothing is decided and nothing recorded. Status 1 if anything is not a valid pass."""
    session: Session = context.obj
    with session.reading() as store:
        return reading.verify_only(session, store, source)
