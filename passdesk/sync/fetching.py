"""Fetching attachments: names first, then faces, recent crossers before the rest. A lane may open before all came."""

from collections.abc import Iterable, Iterator, Sequence

from passdesk.domain.attachments import Attachment, read_attachment
from passdesk.domain.movements import Presence
from passdesk.domain.people import Note, Operator, Person, attached_to
from passdesk.errors import Damaged
from passdesk.store.desk_store import DeskStore
from passdesk.sync.link import Link

BEHIND = "attachments_behind"
_BATCH = 256
_FEW = 200
"""Up to so many, the order does not matter enough to look through every person for it."""


class Fetcher:
    """`erased`: hashes the server says are gone for good."""

    def __init__(self, store: DeskStore, link: Link) -> None:
        self._store = store
        self._link = link
        self.fetched = 0
        self.erased: set[bytes] = set()

    def fetch(self, named: frozenset[bytes], limit: int | None) -> bool:
        """Fetch what is missing of `named`, or after an interrupted fetch of everything the register names, until
        `limit` or somewhat more have come. Whether everything was asked for."""
        journal = self._store.journal
        behind = bool(journal.get_state(BEHIND))
        wanted = self._store.attachments.missing(named)
        if not behind and not wanted:
            return True
        if not behind:
            journal.set_state(BEHIND, b"\x01")
        if behind or len(wanted) > _FEW:
            wanted = self._store.attachments.missing(self._in_order(None if behind else named))
        most = _BATCH if limit is None else min(_BATCH, limit)
        for at in range(0, len(wanted), most):
            if limit is not None and self.fetched >= limit:
                return False
            self._take(wanted[at : at + most])
        journal.set_state(BEHIND, b"")
        return True

    def _take(self, hashes: Sequence[bytes]) -> None:
        """One batch; what did not fit the answer is asked for again, what is not for this desk is let be."""
        left = list(hashes)
        while left:
            given = self._link.get_attachments(left)
            arrived = [_asked_for(blob, left) for blob in given.blobs]
            keep(self._store, arrived)
            self.fetched += len(arrived)
            self.erased.update(given.erased)
            if given.erased:
                self._store.attachments.erase(given.erased)
            if not arrived:
                return
            got = {one.hash for one in arrived} | set(given.erased)
            left = [hash_ for hash_ in left if hash_ not in got]

    def _in_order(self, among: frozenset[bytes] | None) -> Iterator[bytes]:
        return (hash_ for hash_ in in_order(self._store) if among is None or hash_ in among)


def keep(store: DeskStore, arrived: list[Attachment]) -> None:
    """In one transaction; names and documents make their people findable."""
    store.attachments.put_all(arrived)
    names = [one.hash for one in arrived if one.group == "names"]
    if names:
        store.registers.current.read_names(store.names_of, names)
    documents = [one.hash for one in arrived if one.group == "documents"]
    if documents:
        store.registers.current.read_ends(store.ends_of, documents)


def in_order(store: DeskStore) -> Iterator[bytes]:
    """What the register names: names, wrapped keys and officers' notes, gate photos by the last crossing, the rest."""
    with store.view() as view:
        people = list(view.all(Person))
        wrapped = [hash_ for row in (*view.all(Operator), *view.all(Note)) for hash_ in attached_to(row)]
        crossed = {row.key: row.at for row in view.all(Presence)}
    people.sort(key=lambda person: -crossed.get(person.key, 0))
    names = (person.names for person in people)
    photos = (person.gate_photo for person in people)
    rest = (one for row in people for one in (row.documents, row.contact, row.note, row.original_photo))
    yield from _there(names, wrapped, photos, rest)


def _there(*each: Iterable[bytes | None]) -> Iterator[bytes]:
    for hashes in each:
        yield from (hash_ for hash_ in hashes if hash_ is not None)


def _asked_for(blob: bytes, asked: Sequence[bytes]) -> Attachment:
    attachment = read_attachment(blob)
    if attachment.hash not in asked:
        raise Damaged("The server sent an attachment nobody asked for.", kept="It was not kept.")
    return attachment
