"""Erased means gone: looked for byte by byte in files that, for this proof alone, are not encrypted."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from passdesk.domain.attachments import Attachment, Documents
from passdesk.domain.people import Person
from passdesk.store.desk_store import DeskStore
from passdesk.store.ideographs import folded
from passdesk.store.people_list import bring_up
from tests.factories.clocks import FakeClock
from tests.factories.desks import DATABASE_KEY, a_desk
from tests.factories.people import Office, names_of
from tests.factories.zones import Zone, id_of

ZONE = Zone()
LATIN, CHINESE = "Zhuqxvek Wylpkoq", "鬱龘靐"
DOCUMENTS = Attachment("documents", bytes(16), Documents("permit", "JQ7308ZX9W", "1990-01-01").to_content())


def pieces(text: str) -> set[bytes]:
    """The text as it might stand in a file, every three letters of it in a row in every case, every ideograph."""
    trigrams = {text[at : at + 3] for at in range(len(text) - 2)}
    spaced = {" ".join(piece) for piece in trigrams | {text}}
    each = {text, *trigrams, *spaced, *(letter for letter in text if not letter.isascii())}
    return {case.encode() for piece in each for case in (piece, piece.lower(), piece.upper())}


def everywhere(folder: Path) -> bytes:
    return b"\0".join(content(path) for path in sorted(folder.iterdir()) if not path.name.endswith("-shm"))


def content(path: Path) -> bytes:
    """The file; of a log its pages without the random salts and checksums between them, where any piece might stand
    by chance. All else that a desk of these factories writes is the same in every run."""
    data = path.read_bytes()
    if not path.name.endswith("-wal"):
        return data
    return b"".join(data[at + 24 : at + 24 + 4096] for at in range(32, len(data), 24 + 4096))


def traces(folder: Path) -> set[bytes]:
    """Pieces of the name found in any file, logs included, and of the document's number."""
    data, number = everywhere(folder), {case.encode() for case in ("JQ7308ZX9W", "ZX9W", "zx9w")}
    return {piece for piece in pieces(LATIN) | pieces(CHINESE) | pieces(folded(CHINESE)) | number if piece in data}


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    clock = FakeClock()
    with a_desk(tmp_path, ZONE, clock, key=None) as store:
        yield Office(store, ZONE, clock)


def with_a_person(office: Office) -> bytes:
    hr = office.operator("hr", "hr")
    for number in range(30):  # neighbours, so that pages split and are shared
        office.person(f"Other Person {number}", hr, "王大文")
    names, person = names_of(LATIN, CHINESE), id_of(LATIN)
    body = {"person": person, "names": names.hash, "documents": DOCUMENTS.hash}
    office.act("person_added", body, hr, (names, DOCUMENTS))
    office.store.catch_up()
    assert bring_up(office.store.registers.current, office.store.names_of, lambda _: False) == 31
    return person


def erase(office: Office, person: bytes) -> None:
    body = {"person": person, "hashes": [names_of(LATIN, CHINESE).hash, DOCUMENTS.hash]}
    office.act("person_erased", body, office.operator("chief", "supervisor"))


def test_the_name_is_there_before_and_nowhere_after(office: Office) -> None:
    person, store, names = with_a_person(office), office.store, names_of(LATIN, CHINESE)
    searched = " ".join(folded(CHINESE)).encode()
    assert {LATIN.encode(), CHINESE.encode(), b"Zhu", searched, b"zx9w"} <= traces(store.folder)
    assert b"308zx9w" not in everywhere(store.folder), "of a number only the last four are kept to search by"
    assert store.find_people("zhuq") == store.find_people("龘") == store.find_people("zx9w") == [person]
    erase(office, person)
    assert not store.attachments.wal_pending()
    assert traces(store.folder) == set()
    assert store.find_people("zhuq") == store.find_people("龘") == store.find_people("zx9w") == []
    assert store.attachments.get(names.hash) is None
    assert store.attachments.is_erased(names.hash)
    assert store.journal.verify().whole
    assert len(store.find_people("other person")) == 30


@pytest.mark.parametrize("file", ["journal", "register"])
def test_a_reader_holds_the_log_back_and_erasing_says_so(office: Office, file: str) -> None:
    """Neither the reader nor the gate waits for the other; it is done once the reader has gone."""
    person, store = with_a_person(office), office.store
    held = store.journal.file if file == "journal" else store.registers.current.file
    with held.reading() as reader:
        reader.value("SELECT count(*) FROM sqlite_schema")
        erase(office, person)
        assert store.erasing_pending()
        assert not store.finish_erasing()
        assert traces(store.folder) != set()
    assert store.finish_erasing()
    assert not store.erasing_pending()
    assert traces(store.folder) == set()
    assert store.journal.verify().whole


def test_pending_erasing_is_remembered_when_the_desk_is_opened_again(office: Office) -> None:
    person, store, folder = with_a_person(office), office.store, office.store.folder
    with store.registers.current.file.reading() as reader:
        reader.value("SELECT count(*) FROM sqlite_schema")
        erase(office, person)
    assert store.erasing_pending()
    store.close()
    with DeskStore.open(folder, None) as again:
        assert again.erasing_pending()
        assert again.finish_erasing()
    assert traces(folder) == set()


def test_what_the_server_says_is_erased_goes_too(office: Office) -> None:
    """A desk that holds a copy is told by the feed: the hashes come beside a row without them."""
    with_a_person(office)
    store, names = office.store, names_of(LATIN, CHINESE)
    row = Person(key=id_of(LATIN), last=(id_of("else"), 1), state="erased", stopped_at=1)
    store.registers.current.apply_page([(row.TABLE, row.key, 1, row.to_map())], 1)
    assert store.erase([names.hash, DOCUMENTS.hash])
    assert traces(store.folder) == set()


def test_an_erased_hash_is_never_stored_again(office: Office) -> None:
    person, store, names = with_a_person(office), office.store, names_of(LATIN, CHINESE)
    erase(office, person)
    assert store.attachments.put(names) == names.hash
    office.act("person_edited", {"person": person, "names": names.hash}, office.operator("hr2", "hr"), (names,))
    assert store.attachments.missing([names.hash, bytes(32)]) == [bytes(32)]
    assert not store.attachments.has(bytes(32))
    assert store.find_people("zhuq") == []
    assert traces(store.folder) == set()


def test_a_copy_made_before_a_migration_goes_too(office: Office) -> None:
    person, folder = with_a_person(office), office.store.folder
    (folder / "journal.db.before-1").write_bytes((folder / "journal.db").read_bytes())
    erase(office, person)
    assert traces(folder) == set()


def test_encrypted_nothing_of_it_is_ever_in_the_files(tmp_path: Path) -> None:
    clock = FakeClock()
    with a_desk(tmp_path, ZONE, clock, key=DATABASE_KEY) as store:
        with_a_person(Office(store, ZONE, clock))
        assert {piece for piece in traces(tmp_path) if len(piece) > 6} == set()
