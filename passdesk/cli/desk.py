"""`passdesk init`, `sync`, `recover`: a desk is made, exchanges with its server, or is opened without its account."""

from dataclasses import replace
from pathlib import Path
from typing import Annotated

import typer

from passdesk import config
from passdesk.administration.zone_alone import Alone, found_alone
from passdesk.cli.files import is_file, read_bytes
from passdesk.cli.lines import link_of
from passdesk.cli.session import Session
from passdesk.credential.founding import read_offline
from passdesk.domain.zone_reading import LARGEST
from passdesk.errors import Misuse
from passdesk.store.database_key import open_keys_file, set_passphrase
from passdesk.store.desk_store import DeskStore
from passdesk.store.folder_kinds import refuse_server
from passdesk.sync.exchange import ExchangeReport, exchange
from passdesk.sync.invitations import Invitation, is_invitation, read_invitation, read_invitation_file
from passdesk.sync.new_desk import join_zone

_WAYS = "Give --join CODE and --server URL, or --zone FILE and --alone. An invitation, or its file, needs no --server."


def add_to(app: typer.Typer) -> None:
    for command in (init, sync, recover):
        app.command(command.__name__)(command)


def init(
    context: typer.Context,
    join: Annotated[str | None, typer.Option(help="The printed code, an invitation or its file.")] = None,
    server: Annotated[str | None, typer.Option(help="The server's address, https://…")] = None,
    zone: Annotated[Path | None, typer.Option(help="A policy in TOML, for a zone of one's own.")] = None,
    alone: Annotated[bool, typer.Option("--alone", help="Found a zone on this desk, without a server yet.")] = False,
    name: Annotated[str, typer.Option(help="The desk's name, with --alone.")] = "desk",
    administrator: Annotated[str, typer.Option(help="Who administers the new zone.")] = "admin",
    offline: Annotated[Path | None, typer.Option(help="Where the root key goes; take it away from here.")] = None,
) -> None:
    """Make a new desk: enrolled with --join, or with --zone and --alone. It is ready when this ends."""
    session: Session = context.obj
    if join and not (zone or alone):
        return _join(session, _invitation(join, server))
    if zone and alone and not (join or server):
        return _alone(session, Alone(read_bytes(zone, LARGEST), name, administrator, offline_path(session, offline)))
    raise Misuse(
        "A new desk either joins a zone or founds one.",
        kept="Nothing was made.",
        remedy=_WAYS,
    )


def _invitation(given: str, server: str | None) -> Invitation:
    """What `--join` names: an invitation, a file with one, or a code by itself. `--server` goes before its address."""
    if is_invitation(given):
        found = read_invitation(given)
    elif is_file(given):
        found = read_invitation_file(Path(given))
    elif server:
        return Invitation(server, given)
    else:
        raise Misuse(
            f"{given[:60]!r} is no invitation and no file, and a code by itself does not say where the server is.",
            kept="Nothing was made.",
            remedy=_WAYS,
        )
    return replace(found, url=server) if server else found


def _join(session: Session, asked: Invitation) -> None:
    folder = session.folder
    made = join_zone(folder, asked.code, asked.url, session.new_keeping(folder), session.clock)
    rights = made.joined.rights
    value = {
        "desk": str(folder),
        "zone": made.joined.zone,
        "name": rights.name,
        "roles": rights.roles,
        "lanes": rights.lanes,
        "exchanged": made.exchanged,
    }
    lanes = f", lanes {', '.join(rights.lanes)}" if rights.lanes else ""
    later = "" if made.exchanged else " The server went away: run `passdesk sync` before the first scan."
    words = f"Desk {rights.name} of zone {made.joined.zone} is ready: {', '.join(rights.roles)}{lanes}.{later}"
    session.output.result(value, words)


def offline_path(session: Session, named: Path | None) -> Path:
    """Where the root key is written: beside the folder, where no other place is named."""
    return named or session.folder.with_name(f"{session.folder.name}-root-key.txt")


def _alone(session: Session, wanted: Alone) -> None:
    folder = session.folder
    wanted = Alone(
        wanted.policy,
        wanted.name,
        wanted.administrator,
        wanted.offline,
        session.new_password(config.PASSWORD, wanted.administrator),
    )
    founded = found_alone(folder, wanted, session.new_keeping(folder), session.clock())
    value = {"desk": str(folder), "zone": founded.zone, "offline": str(wanted.offline)}
    words = (
        f"Zone {founded.zone} is founded on desk {wanted.name}; {wanted.administrator} administers it.\n"
        f"The root and recovery keys are in {wanted.offline}: take this file away from this machine, keep two copies."
    )
    session.output.result(value, words)


def sync(context: typer.Context) -> int:
    """Push what this desk recorded, pull what the zone knows. Status 1 if the server did not take something, or said
    that something does not count."""
    session: Session = context.obj
    with session.desk() as store, link_of(store, session.clock) as link:
        session.output.at_work("Exchanging with the server …")
        report = exchange(store, link, session.clock)
        value = {name: getattr(report, name) for name in ExchangeReport.__struct_fields__ if name != "refusal"}
        said = None if report.refusal is None else str(report.refusal)
    session.output.result({**value, "refusal": said}, _words(report, said))
    return 1 if said is not None or report.quarantined else 0


def _words(report: ExchangeReport, refusal: str | None) -> str:
    attachments = report.attachments_sent + report.attachments_fetched
    done = f"{report.sent} entries sent, {report.received} rows received, {attachments} attachments exchanged"
    lines = [f"{done}, {report.erased} erased."]
    if report.went_on:
        lines.append("This desk's journal was in doubt: it was sent as it is, and the desk goes on in a new one.")
    if report.forgot:
        lines.append(f"The server was restored and had forgotten entries; {report.carried} stops are held here.")
    if not report.complete:
        lines.append("Some attachments are still to come with the next exchange.")
    if report.quarantined:
        count = report.quarantined
        which = "1 entry of this desk does" if count == 1 else f"{count} entries of this desk do"
        lines.append(f"{which} not count: see `passdesk case list`, and do again what is still wanted.")
    if refusal is not None:
        lines.append(f"The server did not take an entry; it is kept here: {refusal}")
    return "\n".join(lines)


def recover(
    context: typer.Context,
    disk: Annotated[Path, typer.Argument(help="A desk's folder, from a pulled disk or a copy.")],
    key: Annotated[Path, typer.Option("--key", help="The zone's offline file with the recovery key.")],
) -> None:
    """Open a desk's folder with the zone's recovery key and put a new passphrase on it."""
    session: Session = context.obj
    refuse_server(disk)
    offline = read_offline(key)
    database_key = open_keys_file(disk, recovery_private=offline.recovery)
    passphrase = session.new_keeping(disk).passphrase or session.new_password(config.PASSPHRASE, "this desk")
    with DeskStore.open(disk, database_key) as store:
        doubt = store.doubt
        if doubt is None:
            store.write("database_recovered", {}, reading=session.clock())
        entries = store.journal.seq
    set_passphrase(disk, database_key, passphrase, cost=session.cost)
    words = f"Opened: {entries} entries. The folder now opens with the new passphrase."
    session.output.result({"desk": str(disk), "entries": entries, "doubt": doubt}, f"{words} {doubt or ''}".strip())
