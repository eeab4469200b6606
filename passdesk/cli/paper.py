"""`passdesk paper`: crossings that stood on paper while a desk was down, typed in later and marked so."""

import csv
import io
from pathlib import Path
from typing import Annotated

import typer

from passdesk.checkpoint.paper import PaperLine, PaperSheet
from passdesk.cli import choosing
from passdesk.cli.arguments import seconds
from passdesk.cli.files import read_bytes
from passdesk.cli.scan import direction_named, the_lane
from passdesk.cli.session import Session
from passdesk.domain.entries import Entry
from passdesk.errors import Misuse
from passdesk.store.acts import Acting

paper = typer.Typer(help="Crossings that stood on paper, typed in later.", no_args_is_help=True)

COLUMNS = ("person", "direction", "when")
_LARGEST = 1 << 20
Sheet = Annotated[str, typer.Option(help="What the sheet of paper is called: its number, or its date.")]
WhichLane = Annotated[str | None, typer.Option(help="Which lane, where this desk serves several.")]


def add_to(app: typer.Typer) -> None:
    app.add_typer(paper, name="paper")


@paper.command("add")
def add_line(
    context: typer.Context,
    who: Annotated[str, typer.Argument(help="A person: id, short number, or a name that fits one only.")],
    direction: Annotated[str, typer.Option(help="entry or exit.")],
    when: Annotated[str, typer.Option(help="When it was, e.g. 2027-01-15T08:40, in the zone's local time.")],
    sheet: Sheet = "",
    lane: WhichLane = None,
) -> int:
    """Record one line of a sheet, signed by the officer who types it in."""
    session: Session = context.obj
    with session.acting() as acting:
        typed = PaperSheet(acting, the_lane(acting.store, lane))
        line = _line(session, acting, (who, direction, when), sheet)
        _tell(session, line, typed.add(line))
    return 0


@paper.command("import")
def import_sheet(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(help="UTF-8 CSV with the columns person, direction and when.")],
    sheet: Sheet = "",
    lane: WhichLane = None,
) -> int:
    """Record the lines of a file; what was typed in before is left alone. Status 1 if any line could not be taken."""
    session: Session = context.obj
    rows = read_sheet(read_bytes(file, _LARGEST))
    status = 0
    with session.acting() as acting:
        typed = PaperSheet(acting, the_lane(acting.store, lane))
        for number, said in rows:
            try:
                line = _line(session, acting, said, sheet)
                _tell(session, line, typed.add(line))
            except Misuse as error:
                words = f"! line {number}: {error.happened} {error.remedy}"
                session.output.result({"line": number, "recorded": False, "error": error.happened}, words)
                status = 1
    return status


def read_sheet(data: bytes) -> list[tuple[int, tuple[str, str, str]]]:
    """(line, (person, direction, when)) of each row; `Misuse` where the file is none, and nothing is recorded."""
    try:
        rows = list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline=""), strict=True))
    except (UnicodeDecodeError, csv.Error) as error:
        raise Misuse(f"The file is no CSV in UTF-8: {error}.", kept="Nothing was recorded.") from error
    heads = [name.strip().casefold() for name in rows[0]] if rows else []
    if not set(COLUMNS) <= set(heads):
        wanted = ", ".join(COLUMNS)
        raise Misuse(f"The file lacks one of the columns {wanted}.", kept="Nothing was recorded.")
    places = [heads.index(name) for name in COLUMNS]
    return [(number, _cells(row, places)) for number, row in enumerate(rows[1:], start=2) if any(row)]


def _cells(row: list[str], places: list[int]) -> tuple[str, str, str]:
    who, direction, when = (row[place].strip() if place < len(row) else "" for place in places)
    return who, direction, when


def _line(session: Session, acting: Acting, said: tuple[str, str, str], sheet: str) -> PaperLine:
    who, direction, when = said
    way = direction_named(direction)
    if way is None or not who:
        raise Misuse("A line says who, which way and when.", kept="Nothing was recorded.")
    person = choosing.person(acting.store, who)
    at = seconds(when, session.time_zone(acting.store)) * 1_000_000
    return PaperLine(person.key, way, at, sheet)


def _tell(session: Session, line: PaperLine, entry: Entry | None) -> None:
    value = {"person": line.person, "direction": line.direction, "recorded": entry is not None}
    if entry is None:
        session.output.result({**value, "entry": None}, f"Typed in before: {line.person.hex()}.")
        return
    words = f"Recorded: {line.person.hex()}, {line.direction}, from paper (entry {entry.content.seq})."
    session.output.result({**value, "entry": entry.mark}, words)
