"""Attachments at the server: who gets them, how much at once, and that they come whole over several answers."""

from pathlib import Path

from passdesk.domain.attachments import Attachment
from passdesk.domain.people import Person
from passdesk.store.desk_store import DeskStore
from passdesk.sync.wire import LONGEST_REQUEST
from tests.factories.zones import id_of
from tests.server.zones import Served, a_served_zone


def faces(served: Served, count: int) -> list[bytes]:
    """People with gate photos of the largest size, already at the server."""
    photos = [Attachment("gate_photo", bytes(16), number.to_bytes(2) * 12_000) for number in range(count)]
    with served.central.storage.writing() as writes:
        for number, photo in enumerate(photos):
            person = Person(key=id_of(str(number)), gate_photo=photo.hash)
            writes.put_attachment(photo.hash, photo.to_bytes())
            writes.put_rows({person.ref: person})
    return [photo.hash for photo in photos]


def fetched(store: DeskStore, hashes: list[bytes]) -> int:
    return len(hashes) - len(store.attachments.missing(hashes))


def test_one_answer_is_bounded_and_several_bring_them_all(served: Served) -> None:
    gate = served.desk("gate", "checkpoint")
    hashes = faces(served, 60)
    given = served.central.get_attachments(gate.journal.id, hashes)
    assert 30 < len(given.blobs) < 60
    assert sum(map(len, given.blobs)) <= LONGEST_REQUEST
    report = served.sync(gate)
    assert (fetched(gate, hashes), report.complete) == (60, True)


def test_what_is_erased_is_in_no_file_of_the_server(tmp_path: Path) -> None:
    served = a_served_zone(tmp_path / "plain", key=None)
    office = served.desk("office", "issuing", "records", "admin")
    served.sync(office)
    acts = served.office(office)
    person = acts.person("Zebedee Quillfeather", acts.operator("hr", "hr"))
    served.sync(office)

    def written() -> bool:
        return any(b"Quillfeather" in (served.folder / f"server.db{end}").read_bytes() for end in ("", "-wal"))

    assert written()
    acts.act("person_erased", {"person": person, "hashes": [], "reason": None})
    served.sync(office)
    assert not written()
    served.close()


def test_a_hash_no_row_of_the_desk_names_is_not_given(served: Served) -> None:
    gate = served.desk("gate", "checkpoint")
    loose = Attachment("note", bytes(16), b"a note")
    served.central.put_attachments(gate.journal.id, [loose.to_bytes()])
    person = Person(key=id_of("p"), note=loose.hash)
    assert served.central.get_attachments(gate.journal.id, [loose.hash, bytes(32)]).blobs == ()
    with served.central.storage.writing() as writes:
        writes.put_rows({person.ref: person})
    assert served.central.get_attachments(gate.journal.id, [loose.hash]).blobs == ()
    office = served.desk("office", "issuing")
    assert served.central.get_attachments(office.journal.id, [loose.hash]).blobs == (loose.to_bytes(),)
