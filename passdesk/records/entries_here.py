"""Entries of this desk's journal and of those it continues, by their marks."""

from passdesk.domain.entries import Entry
from passdesk.domain.register import Mark
from passdesk.store.desk_store import DeskStore


def own_entry(store: DeskStore, mark: Mark) -> Entry | None:
    """The entry; None where it is of another desk, or not written."""
    journal, seq = mark
    if journal == store.journal.id:
        return store.journal.entry(seq)
    former = store.former()
    try:
        return next((one.entry(seq) for one in former if one.id == journal), None)
    finally:
        for one in former:
            one.file.close()
