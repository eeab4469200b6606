"""Operators' keys that ended: remembered, so that no server brings one back for somebody to sign in with again."""

from collections.abc import Iterable, Iterator

from passdesk.credential.certificates import Certificate, open_certificate
from passdesk.domain.people import Operator
from passdesk.errors import Damaged, PassdeskError
from passdesk.store import carrying, exchanged
from passdesk.store.desk_store import DeskStore
from passdesk.store.journal import Journal
from passdesk.store.register_file import PageRow
from passdesk.store.trusted import Opened, administrators, check_held


def refuse(journal: Journal, generation: int, rows: Iterable[PageRow]) -> None:
    """`Damaged` where an operator is given out with a key that had ended, within this generation of the server."""
    ended = exchanged.ended_keys(journal, generation)
    for table, _, _, body in rows:
        public = body.get("public_key") if table == Operator.TABLE and body is not None else None
        if isinstance(public, bytes) and public in ended:
            raise Damaged(
                "The server gives out a key of an operator that had ended.",
                kept="The key in force stays.",
                remedy="Ask an administrator to look at the server.",
            )


def note(store: DeskStore, at: int) -> None:
    """Remember what the server's rows say has ended; `at`: s UTC.

    Only where the key was certified, and a later one after it: a false row stands in the way of nothing.
    """
    journal, register = store.journal, store.registers.current
    known = exchanged.ended_keys(journal, register.generation)
    with store.view() as view:
        operators = list(view.all(Operator))
    renewed = [carrying.servers_row(register, row.ref) for row in operators if row.former]
    if not renewed:
        return
    among = administrators(operators, journal.zone)
    rows = (row for row in renewed if isinstance(row, Operator))
    ended = {public for row in rows for public in _ended(row, among, journal, at)}
    if ended - known:
        exchanged.note_ended_keys(journal, register.generation, known | ended)


def _ended(row: Operator, among: Opened, journal: Journal, at: int) -> Iterator[bytes]:
    now = _certificate(row.certificate, row.public_key, among, journal, at)
    for public, encoded, _ in row.former:
        before = _certificate(encoded, public, among, journal, at)
        if now is not None and before is not None and before.not_before <= now.not_before and public != now.subject:
            yield public


def _certificate(encoded: bytes, public: bytes, among: Opened, journal: Journal, at: int) -> Certificate | None:
    try:
        certificate = open_certificate(encoded, journal.zone)
        check_held(certificate, among, journal.root, "operator", at)
    except PassdeskError:
        return None
    return certificate if certificate.subject == public else None
