"""`passdesk desk enrol`: many places at once, with a file and a page to print for each."""

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer

from passdesk.administration.join_files import PAGES, Invited, join_files
from passdesk.administration.place_file import LARGEST, read_places
from passdesk.administration.places import OpenedPlace, open_places
from passdesk.cli.files import check_place, read_bytes, write_new
from passdesk.cli.lines import link_of
from passdesk.cli.session import Session
from passdesk.errors import PassdeskError, Trouble
from passdesk.sync import known_server
from passdesk.sync.exchange import exchange
from passdesk.sync.invitations import FILE_SUFFIX, Invitation, write_invitation


def enrol_desks(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(help="CSV: name,roles,lanes; a line a desk.")],
    out: Annotated[Path, typer.Option("--out", help="A folder for the join files and the pages.")],
) -> int:
    """Open a place for each new desk, as an administrator at an admin desk that reaches the server.

    Status 1 if the server did not hear of the places yet: they open with the next `passdesk sync`.
    """
    session: Session = context.obj
    places = read_places(read_bytes(file, LARGEST))
    _make_folder(out)
    with session.acting() as acting, link_of(acting.store, session.clock) as link:
        session.output.at_work("Exchanging with the server …")
        exchange(acting.store, link, session.clock)
        url = known_server.required(acting.store.journal).url
        opened = open_places(acting, places, link.keep_codes)
        written = _written(out, opened, url, acting.store.journal.zone)
        heard = exchange(acting.store, link, session.clock).refusal is None
    words = (
        f"{len(opened)} places are opened. For each desk there is a file and a page in {out}; destroy both once used."
    )
    for one, path in zip(opened, written, strict=True):
        value = {"desk": one.place.name, "enrolment": one.enrolment, "file": str(path), "code": one.code}
        session.output.result(value, f"{one.place.name}: {path}")
    session.output.remark(words)
    return 0 if heard else 1


def _make_folder(out: Path) -> None:
    try:
        out.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise Trouble(f"{out} can't be made: {error.strerror}.", kept="No place was opened.") from error
    check_place(out / PAGES)


def _written(out: Path, opened: Sequence[OpenedPlace], url: str, zone: str) -> list[Path]:
    try:
        return _write(out, opened, url, zone)
    except PassdeskError as error:
        codes = "; ".join(f"{one.place.name} {one.code}" for one in opened)
        raise Trouble(
            error.happened,
            kept=f"The places are opened, and their codes stand here alone: {codes}",
            remedy="Run `passdesk sync`, and give the codes with `passdesk init --join CODE --server URL`.",
        ) from error


def _write(out: Path, opened: Sequence[OpenedPlace], url: str, zone: str) -> list[Path]:
    invited = [Invited(one, write_invitation(Invitation(url, one.code))) for one in opened]
    written = []
    for file in join_files(invited, FILE_SUFFIX, url, zone):
        write_new(out / file.name, file.data)
        written.append(out / file.name)
    return written[: len(opened)]
