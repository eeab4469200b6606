"""`passdesk journal bundle`, `take`, `verify FILE`: what a desk exchanges with its server by a stick."""

from collections.abc import Callable
from datetime import tzinfo
from pathlib import Path
from typing import Annotated

import typer
from msgspec.structs import asdict

from passdesk.cli.arguments import written_us
from passdesk.cli.files import check_place
from passdesk.cli.output import Output
from passdesk.cli.session import Session
from passdesk.sync.bundling import Bundled, write_request
from passdesk.sync.unbundling import Unbundled, take_answer
from passdesk.sync.verifying_bundles import BundleReport, verify_bundle

_TELL_EVERY = 32 << 20


def add_commands(journal: typer.Typer) -> None:
    journal.command("bundle")(bundle)
    journal.command("take")(take)


def telling(output: Output, what: str) -> Callable[[int], None]:
    """A progress that says so now and then, for whoever waits."""
    last = [0]

    def tell(done: int) -> None:
        if done - last[0] >= _TELL_EVERY:
            last[0] = done
            output.at_work(f"{what}: {done >> 20} MiB …")

    return tell


def bundle(
    context: typer.Context, file: Annotated[Path, typer.Argument(help="Where it goes, on a stick for the server.")]
) -> None:
    """Write what the server has not heard, and the question for what is new, to a file for a stick."""
    session: Session = context.obj
    check_place(file)
    with session.desk() as store:
        done = write_request(store, file, session.clock, telling(session.output, "Writing"))
    session.output.result({"file": str(file), **asdict(done)}, _written(file, done))


def _written(file: Path, done: Bundled) -> str:
    lines = [f"{file}: {done.entries} entries, {done.attachments} attachments. Take it to the server."]
    if done.left_out:
        words = "attachments were left out, as this desk knows no key of the server yet; they come with the next."
        lines.append(f"{done.left_out} {words}")
    if done.more:
        lines.append(f"{done.more} entries did not fit; they come with the next.")
    return "\n".join(lines)


def take(
    context: typer.Context, file: Annotated[Path, typer.Argument(help="The server's answer, from the stick.")]
) -> int:
    """Take in what the server wrote for this desk. Status 1 if it did not take something, or gives no rows."""
    session: Session = context.obj
    with session.desk() as store:
        zone = session.time_zone(store)
        session.output.at_work("Taking in …")
        done = take_answer(store, file, session.clock, progress=telling(session.output, "Reading"))
    refusal = None if done.refusal is None else str(done.refusal)
    value = {**asdict(done), "refusal": refusal, "written": written_us(done.written, zone)}
    session.output.result({"file": str(file), **value}, _taken(done, refusal, zone))
    return 1 if done.refusal is not None or done.declined else 0


def _taken(done: Unbundled, refusal: str | None, zone: tzinfo) -> str:
    written = written_us(done.written, zone)
    if done.older:
        lines = [f"Nothing in it is new: this desk has heard what the server wrote on {written}, and more."]
    else:
        lines = [f"The server wrote it on {written}; what this desk knows is as old as that."]
    if done.receipted or not done.older:
        lines.append(f"{done.receipted} own entries are at the server, {done.rows} rows and {done.attachments} "
                     f"attachments came, {done.erased} erased.")  # fmt: skip
    if done.went_on:
        lines.append("This desk's journal was in doubt: it goes on in a new one. Write another bundle.")
    if refusal is not None:
        lines.append(f"The server did not take an entry; it is kept here: {refusal} Write another bundle.")
    if done.declined:
        lines.append(done.declined)
    return "\n".join(lines)


def verify_file(session: Session, file: Path) -> int:
    """Status 1 if anything of what the bundle carries is off."""
    with session.reading() as store:
        zone = session.time_zone(store)
        session.output.at_work("Looking the bundle over …")
        report = verify_bundle(store, file)
    faults = [(journal, fault) for journal, one in report.reports for fault in one.faults]
    for journal, fault in faults:
        value = {"journal": journal, "seq": fault.seq, "fault": fault.what}
        session.output.result(value, f"Entry {fault.seq} of {journal.hex()[:8]}: {fault.what}")
    receipted = max((one.receipted for _, one in report.reports), default=0)
    value = {"bundle": report.kind, "journal": report.journal, "entries": report.entries, "receipted": receipted}
    words = _looked_over(report, written_us(report.written, zone), receipted)
    session.output.result({**value, "sealed": report.sealed, "faults": len(faults)}, words)
    return 0 if report.whole else 1


def _looked_over(report: BundleReport, written: str, receipted: int) -> str:
    whose = "A desk's bundle" if report.kind == "request" else "The server's bundle"
    sealed = f" {report.sealed} parts are sealed for somebody else." if report.sealed else ""
    whole = "It is whole, as it was signed." if report.whole else "WHAT IT CARRIES IS NOT WHOLE."
    return f"{whose} of {written}: {report.entries} entries, receipts up to {receipted}.{sealed} {whole}"
