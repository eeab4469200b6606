"""A server's database of an older program brought up to this one's schema, in one transaction."""

from collections.abc import Iterator

from sqlalchemy import Connection, bindparam, select, text, update

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
    for row in connection.execute(with_it).all():
        movement = mark_key((row.branch[:16] or row.journal, row.seq))
        connection.execute(put, {"b_number": row.acceptance, "b_movement": movement})
    by_place = (c.journal == bindparam("b_journal"), c.seq == bindparam("b_seq"), c.branch == bindparam("b_branch"))
    later = update(t.crossings).where(*by_place, c.outcome.is_not(None), c.instruction != "pass")
    for found in _outcomes(connection):
        connection.execute(later.values(movement=bindparam("b_movement")), found)


def _outcomes(connection: Connection) -> Iterator[dict[str, object]]:
    """Each outcome with the presentation it names, which an older program took from the same journal; the first last,
    for it is the one that counts."""
    e = t.entries.c
    before = 1 << 62
    while True:
        which = select(e.acceptance, e.branch, e.raw).where(e.kind == "outcome", e.acceptance < before)
        rows = connection.execute(which.order_by(e.acceptance.desc()).limit(_PAGE)).all()
        for row in rows:
            try:
                entry = read_entry(row.raw)
                journal, seq = entry.body["shown"]
            except (PassdeskError, KeyError, TypeError, ValueError):
                continue
            yield {
                "b_journal": journal, "b_seq": seq, "b_branch": row.branch,
                "b_movement": mark_key((row.branch[:16] or entry.content.journal, entry.content.seq)),
            }  # fmt: skip
        if len(rows) < _PAGE:
            return
        before = rows[-1].acceptance
