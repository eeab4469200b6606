"""`passdesk server take` and `bundle`: a desk's stick taken in, and one written for it."""

from pathlib import Path
from typing import Annotated

import typer
from msgspec.structs import asdict

from passdesk.cli.bundles import telling
from passdesk.cli.files import check_place
from passdesk.cli.session import Session
from passdesk.server.answering import Answered, write_answer, write_unasked
from passdesk.server.folder import open_server
from passdesk.server.taking_bundles import take_request

_NO_ANSWER = "What the desk sent is accepted; without --out it gets no answer."


def add_commands(server: typer.Typer) -> None:
    server.command("take")(take)
    server.command("bundle")(bundle)


def take(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(help="What a desk wrote with `passdesk journal bundle`.")],
    out: Annotated[Path | None, typer.Option(help="Where the answer for that desk goes.")] = None,
) -> int:
    """Take in a desk's bundle from a stick, and write the answer. Status 1 if something was not accepted."""
    session: Session = context.obj
    if out is not None:
        check_place(out)
    central = open_server(session.folder, session.keeping(session.folder), session.clock)
    try:
        central.begin()
        session.output.at_work("Taking in …")
        request = take_request(central, file, telling(session.output, "Reading"))
        answered = None if out is None else write_answer(central, request, out, telling(session.output, "Writing"))
    finally:
        central.close()
    refused = [str(one.answer.refusal) for one in request.outcomes if one.answer.refusal is not None]
    value = {"journal": request.head.journal, "entries": request.entries, "attachments": request.attachments}
    words = [f"{request.entries} entries and {request.attachments} attachments are new here."]
    words += [f"Not accepted: {one}" for one in refused]
    words.append(_NO_ANSWER if answered is None or out is None else _answered(out, answered))
    given = None if answered is None else asdict(answered)
    session.output.result({**value, "refused": refused, "answer": given}, "\n".join(words))
    return 1 if refused or (answered is not None and answered.declined) else 0


def bundle(
    context: typer.Context,
    desk: Annotated[str, typer.Option(help="The desk's name.")],
    out: Annotated[Path, typer.Option(help="Where the file for its stick goes.")],
) -> None:
    """Write what is new for a desk that asked for nothing, from where it last had a line."""
    session: Session = context.obj
    check_place(out)
    central = open_server(session.folder, session.keeping(session.folder), session.clock)
    try:
        central.begin()
        answered = write_unasked(central, desk, out, telling(session.output, "Writing"))
    finally:
        central.close()
    session.output.result({"desk": desk, "file": str(out), **asdict(answered)}, _answered(out, answered))


def _answered(out: Path, answered: Answered) -> str:
    lines = [f"{out}: {answered.rows} rows, {answered.attachments} attachments, sealed to that desk. Take it there."]
    if answered.declined:
        lines.append(f"It gets no rows: {answered.declined}")
    if not answered.complete:
        lines.append("Some attachments did not fit; they come with the next.")
    return "\n".join(lines)
