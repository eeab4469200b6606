"""The journals that a desk's own continues: which they are, and whether the server was sent all of them."""

from passdesk.store.journal import Journal

_SENT = "former_sent:"


def former_ids(journal: Journal) -> list[bytes]:
    """The journal that this one continues, where it does."""
    first = journal.entry(1)
    return [first.body["continues"]] if first is not None and first.kind == "journal_continued" else []


def was_sent(journal: Journal, former: bytes) -> bool:
    """Whether a journal that this one continues has been sent to its end."""
    return bool(journal.get_state(_SENT + former.hex()))


def note_sent(journal: Journal, former: bytes) -> None:
    """A journal that this one continues has been sent to its end."""
    journal.set_state(_SENT + former.hex(), b"\x01")
