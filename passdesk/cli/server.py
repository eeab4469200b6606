"""`passdesk server`: founded or adopted, run, enrolling desks, backed up and restored. `--data` names its folder."""

from collections.abc import Callable
from pathlib import Path
from typing import Annotated

import typer

from passdesk import config
from passdesk.administration.desks import Place, check_place
from passdesk.cli import choosing, server_bundles
from passdesk.cli.desk import offline_path
from passdesk.cli.files import read_bytes
from passdesk.cli.session import Session
from passdesk.credential.certificate_bodies import JournalRights
from passdesk.credential.enrolment import print_code
from passdesk.credential.founding import read_offline
from passdesk.domain.zone_reading import LARGEST
from passdesk.errors import Misuse
from passdesk.logs import level_of
from passdesk.server import backup as backing_up
from passdesk.server.central import Central
from passdesk.server.folder import Wanted, adopt, found_server, held, open_server
from passdesk.server.running import serve
from passdesk.server.signing_in import policy_there, sign_in, sign_in_by_card
from passdesk.store.going_on import open_desk
from passdesk.store.signing import Signer
from passdesk.sync.addresses import host_and_port

server = typer.Typer(help="The central server of a zone.", no_args_is_help=True)
PORT = 8443


def add_to(app: typer.Typer) -> None:
    server_bundles.add_commands(server)
    app.add_typer(server, name="server")


@server.command("init")
def init(
    context: typer.Context,
    zone: Annotated[Path | None, typer.Option(help="A policy in TOML: founds a zone.")] = None,
    adopt_: Annotated[Path | None, typer.Option("--adopt", help="The folder of a desk whose zone this serves.")] = None,
    url: Annotated[str, typer.Option(help="Where desks find this server, with --adopt.")] = f"https://127.0.0.1:{PORT}",
    administrator: Annotated[str, typer.Option(help="Who administers a new zone.")] = "admin",
    offline: Annotated[Path | None, typer.Option(help="The file with the root key, kept off this machine.")] = None,
) -> None:
    """Make a server: with --zone for a new zone, with --adopt for the zone of one desk."""
    session: Session = context.obj
    if (zone is None) == (adopt_ is None):
        raise Misuse("A server founds a zone or adopts one.", remedy="Give --zone FILE or --adopt DESK.")
    if zone is not None:
        _found(session, zone, administrator, offline)
    elif adopt_ is not None:
        _adopt(session, adopt_, url, offline)


def _found(session: Session, zone: Path, administrator: str, offline: Path | None) -> None:
    folder, policy = session.folder, read_bytes(zone, LARGEST)
    password = session.new_password(config.PASSWORD, administrator)
    wanted = Wanted(policy, administrator, offline_path(session, offline), password)
    made = found_server(folder, wanted, session.new_keeping(folder), session.clock())
    value = {"server": str(folder), "zone": made.zone, "administrator": administrator, "offline": str(wanted.offline)}
    words = (
        f"Zone {made.zone} is founded; {administrator} administers it.\n"
        f"The root and recovery keys are in {wanted.offline}: take this file away from this machine, keep two copies."
    )
    session.output.result(value, words)


def _adopt(session: Session, desk: Path, url: str, offline: Path | None) -> None:
    folder = session.folder
    host_and_port(url)
    if offline is None:
        raise Misuse("Adopting needs the zone's root key.", kept="Nothing was made.", remedy="Give its file: --offline")
    with open_desk(desk, session.database_key(desk), session.clock()) as store:
        adopt(folder, store, read_offline(offline), url, session.new_keeping(folder), session.clock())
        zone = store.journal.zone
    words = f"This server has adopted zone {zone}; desk {desk} exchanges with {url} from now on."
    session.output.result({"server": str(folder), "zone": zone, "desk": str(desk), "url": url}, words)


@server.command("run")
def run(
    context: typer.Context,
    host: Annotated[str, typer.Option(help="The address to listen at.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=0, max=65535, help="0: any free one.")] = PORT,
) -> None:
    """Serve until told to stop (Ctrl-C or SIGTERM); says where once it is ready."""
    session: Session = context.obj
    folder, ready = session.folder, session.output.result
    level_of(session.environ)
    with held(folder):
        central = open_server(folder, session.keeping(folder), session.clock)
        try:
            with session.logged(folder, central.keys.journal_id):
                serve(central, host, port, lambda url: ready({"ready": url}, f"Passdesk server ready at {url}"))
        finally:
            central.close()


@server.command("enrol")
def enrol(
    context: typer.Context,
    name: Annotated[str, typer.Argument(help="The new desk's name.")],
    role: Annotated[list[str], typer.Option(help="checkpoint, issuing, records or admin.")],
    lane: Annotated[list[str] | None, typer.Option(help="A lane it serves.")] = None,
    institution: Annotated[list[str] | None, typer.Option(help="Ids of those it issues for; all if left out.")] = None,
) -> None:
    """Open a place for a new desk, as an administrator; prints the code for its `passdesk init --join`."""
    session: Session = context.obj
    folder, unlock = session.folder, _unlocking(session)
    scope = tuple(choosing.identifier(one, "institution") for one in institution or ())
    place = Place(name=name, roles=role, lanes=lane or (), institutions=scope)
    central = open_server(folder, session.keeping(folder), session.clock)
    try:
        check_place(policy_there(central), place)
        rights = JournalRights(name.strip(), tuple(role), tuple(lane or ()), scope)
        code = print_code(central.open_enrolment(rights, unlock(central)))
    finally:
        central.close()
    session.output.result({"desk": name, "code": code}, f"Code for desk {name}, to be used once:\n{code}")


def _unlocking(session: Session) -> Callable[[Central], Signer]:
    """How whoever acts signs in, by password or card: asked for before the server's folder is opened."""
    if card := session.environ.get(config.CARD):
        pin = session.secret(config.PIN, "PIN: ")
        return lambda central: sign_in_by_card(central, card.strip(), pin)
    who = session.operator_name()
    password = session.password(who)
    return lambda central: sign_in(central, who, password)


@server.command("confirm")
def confirm(context: typer.Context) -> None:
    """Say, as an administrator, that a restored server is the one it was: it may grant again."""
    session: Session = context.obj
    folder, unlock = session.folder, _unlocking(session)
    central = open_server(folder, session.keeping(folder), session.clock)
    try:
        central.confirm_itself(unlock(central))
    finally:
        central.close()
    session.output.result({"server": str(folder), "confirmed": True}, "Confirmed: the server may grant again.")


@server.command("backup")
def backup(context: typer.Context, target: Annotated[Path, typer.Argument(help="A new folder.")]) -> None:
    """Copy the server to a folder, also while it runs; the copy is encrypted under the same key."""
    session: Session = context.obj
    backing_up.backup(session.folder, target, session.keeping(session.folder))
    session.output.result({"backup": str(target)}, f"Backup: {target}")


@server.command("restore")
def restore(context: typer.Context, source: Annotated[Path, typer.Argument(help="A backup.")]) -> None:
    """Put a backup in the server's place. Desks notice, and hold what the server has forgotten until it knows again."""
    session: Session = context.obj
    generation = backing_up.restore(source, session.folder, session.keeping(session.folder), session.clock)
    words = (
        f"Restored. This is generation {generation}; desks begin their registers anew with their next exchange.\n"
        "The server grants nothing in its own name until an administrator has looked: passdesk server confirm"
    )
    session.output.result({"server": str(session.folder), "generation": generation}, words)
