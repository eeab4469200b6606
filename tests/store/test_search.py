"""People are found by name in both scripts."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from passdesk.domain.attachments import Attachment, Names
from passdesk.domain.people import Person
from passdesk.store import search
from passdesk.store.desk_store import DeskStore
from passdesk.store.register_file import RegisterFile
from tests.factories.clocks import FakeClock
from tests.factories.desks import DATABASE_KEY, a_desk
from tests.factories.people import Office, names_of
from tests.factories.zones import Zone, id_of

PEOPLE = {
    "Chan Siu Ming": "陳小明",
    "José María Núñez": "",
    "Ó Briain Søren": "",
    "Ouyang Xiu": "歐陽修",
    "Li Ming": "李明",
    "O'Neil-Smith Ann": "",
    "": "〇𠮷",
}
QUERIES = [
    ("chan", {"Chan Siu Ming"}),
    ("CHAN SIU", {"Chan Siu Ming"}),
    ("ming chan", {"Chan Siu Ming"}),
    ("min", {"Chan Siu Ming", "Li Ming"}),
    ("m", {"Chan Siu Ming", "Li Ming", "José María Núñez"}),
    ("ing", set()),
    ("jose nunez", {"José María Núñez"}),
    ("NÚÑEZ", {"José María Núñez"}),
    ("soren", {"Ó Briain Søren"}),
    ("ｃｈａｎ", {"Chan Siu Ming"}),
    ("neil", {"O'Neil-Smith Ann"}),
    ("smith-o'neil", {"O'Neil-Smith Ann"}),
    ("明", {"Chan Siu Ming", "Li Ming"}),
    ("小明", {"Chan Siu Ming"}),
    ("陳", {"Chan Siu Ming"}),
    ("李 m", {"Li Ming"}),
    ("陽", {"Ouyang Xiu"}),
    ("𠮷", {""}),
    ("李陳", set()),
    ("", set()),
    ('" OR *', set()),
    ("chan NOT siu", set()),
    ("-", set()),
]


@pytest.fixture(scope="module")
def register(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RegisterFile]:
    register = RegisterFile.create(tmp_path_factory.mktemp("s") / "register-1-1.db", DATABASE_KEY, bytes(16), 1, 1)
    held = {names_of(latin, chinese).hash: Names(latin, chinese) for latin, chinese in PEOPLE.items()}
    rows = [Person(key=id_of(latin), names=names_of(latin, chinese).hash) for latin, chinese in PEOPLE.items()]
    register.apply_page([(row.TABLE, row.key, 1, row.to_map()) for row in rows], 1)
    assert register.read_names(held.get) == len(PEOPLE)
    yield register
    register.close()


@pytest.mark.parametrize(("query", "found"), QUERIES)
def test_found_by_name(register: RegisterFile, query: str, found: set[str]) -> None:
    assert set(register.find_people(query)) == {id_of(latin) for latin in found}


@pytest.mark.parametrize(("query", "found"), QUERIES)
def test_found_alike_before_the_file_has_them(query: str, found: set[str]) -> None:
    assert {latin for latin, chinese in PEOPLE.items() if search.matches(Names(latin, chinese), query)} == found


def test_no_more_than_asked_for(register: RegisterFile) -> None:
    assert len(register.find_people("m", limit=2)) == 2


def test_a_row_whose_names_come_later_is_found_then(tmp_path: Path) -> None:
    with a_desk(tmp_path, Zone()) as store:
        register, names = store.registers.current, names_of("Late Comer", "遲")
        row = Person(key=id_of("p"), names=names.hash)
        register.apply_page([(row.TABLE, row.key, 1, row.to_map())], 1)
        assert register.read_names(store.names_of) == 0
        assert store.find_people("遲") == []
        store.attachments.put(names)
        assert register.read_names(store.names_of, arrived=[names.hash]) == 1
        assert store.find_people("遲") == [row.key]


def found(store: DeskStore, query: str) -> list[bytes]:
    """In memory and folded in alike."""
    before = store.find_people(query)
    store.catch_up()
    assert store.find_people(query) == before
    return before


def test_a_changed_name_is_found_and_the_old_one_is_not(tmp_path: Path) -> None:
    clock, zone = FakeClock(), Zone()
    with a_desk(tmp_path, zone, clock) as store:
        office = Office(store, zone, clock)
        hr = office.operator("hr", "hr")
        person = office.person("Maiden Name", hr, "舊")
        assert found(store, "maiden") == [person]
        other = Attachment("names", bytes(16), Names("Married Name", "新").to_content())
        office.act("person_edited", {"person": person, "names": other.hash}, hr, (other,))
        assert found(store, "maiden") == found(store, "舊") == []
        assert found(store, "married") == found(store, "新") == [person]
