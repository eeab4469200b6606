"""What officers at the gates are to know of a person: a note beside the journal, shown when their pass is."""

from passdesk.domain.entries import Entry
from passdesk.domain.people import Note, Person
from passdesk.errors import Declined, Misuse
from passdesk.store.acts import Acting
from passdesk.store.attaching import attach
from passdesk.store.desk_store import DeskStore

LONGEST = 1000
"""Characters: it is read while somebody stands there."""
_NOT = "Nothing was changed."


def set_note(acting: Acting, person: bytes, text: str) -> Entry:
    """Leave a note, in the place of the one before. `Misuse` for an empty or a long one; `Declined` for somebody not
    known here or erased, and for who may not."""
    plain = "\n".join(" ".join(line.split()) for line in text.strip().splitlines())
    if not plain or len(plain) > LONGEST or not all(letter.isprintable() or letter == "\n" for letter in plain):
        raise Misuse(
            f"A note for officers has 1 to {LONGEST} characters that can be read.", kept=_NOT, remedy="Write it anew."
        )
    _check_known(acting.store, person)
    note = attach("officer_note", plain.encode())
    return acting.act("note_set", {"person": person, "note": note.hash}, (note,))


def lift_note(acting: Acting, person: bytes) -> Entry:
    """Take the note away; `Declined` where there is none."""
    with acting.store.view() as view:
        row = view.get(Note, person)
    if not isinstance(row, Note) or row.state != "active":
        raise Declined("There is no note for officers about this person.", kept=_NOT)
    return acting.act("note_set", {"person": person, "note": None})


def note_of(store: DeskStore, person: bytes | None) -> str:
    """The note that stands, "" where there is none or its text has not come."""
    with store.view() as view:
        row = view.get(Note, person) if person is not None else None
    held = store.attachments.get(row.note) if isinstance(row, Note) and row.note is not None else None
    if held is None or held.group != "officer_note":
        return ""
    return held.content.decode(errors="replace")


def _check_known(store: DeskStore, person: bytes) -> None:
    with store.view() as view:
        row = view.get(Person, person)
    if not isinstance(row, Person) or row.state == "erased":
        raise Declined("This desk does not know such a person.", kept=_NOT, remedy="Exchange with the server first.")
