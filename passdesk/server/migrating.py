"""A server's database of an older program brought up to this one's schema, in one transaction."""

from collections.abc import Iterator
from typing import Any

from sqlalchemy import Column, Connection, Select, bindparam, select, text, update

from passdesk.domain import shapes
from passdesk.domain.entries import read_entry
from passdesk.domain.movements import mark_key
from passdesk.errors import PassdeskError
from passdesk.server import schema as t

_PAGE = 1000


def schema_of(connection: Connection) -> int | None:
    """Which schema the database says it has."""
    number: int | None = connection.execute(select(t.meta.c.schema)).scalar_one_or_none()
    return number


def migrate(connection: Connection) -> None:
    """Every step from the schema it has now; nothing where another process was quicker."""
    if schema_of(connection) == 1:
        _note_movements(connection)
    connection.execute(update(t.meta).values(schema=t.NUMBER))


def _note_movements(connection: Connection) -> None:
    """1 to 2: of each crossing the entry that said its outcome, so that it can be said which were undone."""
    connection.execute(text("ALTER TABLE crossings ADD COLUMN movement BLOB"))
    t.annulments.create(connection)
    c = t.crossings.c
    put = update(t.crossings).where(c.acceptance == bindparam("b_number")).values(movement=bindparam("b_movement"))
    along = c.instruction == "pass"  # an automatic lane that admitted said so in the same entry
    with_it = select(c.acceptance, c.journal, c.branch, c.seq).where(c.outcome.is_not(None), along)
    before = 1 << 62
    while rows := connection.execute(_page_of(with_it, c.acceptance, before)).all():
        before = rows[-1].acceptance
        said = [(row.acceptance, mark_key((row.branch[:16] or row.journal, row.seq))) for row in rows]
        connection.execute(put, [{"b_number": number, "b_movement": movement} for number, movement in said])
    by_place = (c.journal == bindparam("b_journal"), c.seq == bindparam("b_seq"), c.branch == bindparam("b_branch"))
    later = update(t.crossings).where(*by_place, c.outcome.is_not(None), c.instruction != "pass")
    for found in _outcomes(connection):
        connection.execute(later.values(movement=bindparam("b_movement")), found)


def _page_of(which: Select[Any], number: Column[int], before: int) -> Select[Any]:
    return which.where(number < before).order_by(number.desc()).limit(_PAGE)


def _outcomes(connection: Connection) -> Iterator[list[dict[str, object]]]:
    """Outcomes, some at a time, with the presentations they name, which an older program took from the same journal;
    the first last, for it is the one that counts."""
    e = t.entries.c
    which = select(e.acceptance, e.branch, e.raw).where(e.kind == "outcome")
    before = 1 << 62
    while rows := connection.execute(_page_of(which, e.acceptance, before)).all():
        before = rows[-1].acceptance
        if found := [one for row in rows if (one := _settling(row.branch, row.raw)) is not None]:
            yield found


def _settling(branch: bytes, raw: bytes) -> dict[str, object] | None:
    """None for what is no outcome: what a desk sent is kept whatever it says."""
    try:
        entry = read_entry(raw)
    except PassdeskError:
        return None
    shown = entry.body.get("shown")
    if shown is None or not shapes.mark(shown):
        return None
    movement = mark_key((branch[:16] or entry.content.journal, entry.content.seq))
    return {"b_journal": shown[0], "b_seq": shown[1], "b_branch": branch, "b_movement": movement}
