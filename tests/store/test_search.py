"""People are found by name in both scripts, by institution and by the ends of numbers."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from passdesk.domain.attachments import Attachment, Documents, Names
from passdesk.domain.passes import Pass
from passdesk.domain.people import Institution, Person
from passdesk.store.asking import Asked, asked
from passdesk.store.desk_store import DeskStore
from passdesk.store.name_words import words
from passdesk.store.register_file import RegisterFile
from tests.factories.clocks import FakeClock
from tests.factories.desks import DATABASE_KEY, a_desk
from tests.factories.people import Office, a_holder, names_of
from tests.factories.zones import Zone, id_of

PEOPLE = {
    "Chan Siu Ming": "陳小明",
    "José María Núñez": "",
    "Ó Briain Søren": "",
    "Ouyang Xiu": "歐陽修",
    "Li Ming": "李明",
    "O'Neil-Smith Ann": "",
    "O'Brien Pat": "",
    "O Brien Mary": "",
    "OBRIEN Jo": "",
    "OʼBrien Ed": "",
    "de la Cruz Ana": "",
    "Lau Siuming": "劉兆銘",
    "Weiß Jürgen": "",
    "Đặng Thị Hồng": "鄧氏紅",
    "Guðrún Þórsdóttir": "",
    "Wan Feng": "溫峯",
    "": "〇𠮷",
}
BRIENS = {"O'Brien Pat", "O Brien Mary", "OBRIEN Jo", "OʼBrien Ed"}
QUERIES = [
    ("chan", {"Chan Siu Ming"}),
    ("CHAN SIU", {"Chan Siu Ming"}),
    ("ming chan", {"Chan Siu Ming"}),
    ("min", {"Chan Siu Ming", "Li Ming"}),
    ("m", {"Chan Siu Ming", "Li Ming", "José María Núñez", "O Brien Mary"}),
    ("ing", set()),
    ("jose nunez", {"José María Núñez"}),
    ("NÚÑEZ", {"José María Núñez"}),
    ("soren", {"Ó Briain Søren"}),
    ("ｃｈａｎ", {"Chan Siu Ming"}),
    ("neil", {"O'Neil-Smith Ann"}),
    ("smith-o'neil", {"O'Neil-Smith Ann"}),
    ("oneilsmith", {"O'Neil-Smith Ann"}),
    ("o'brien", BRIENS),
    ("O’BRIEN", BRIENS),
    ("oʼbrien", BRIENS),
    ("o brien", BRIENS),
    ("obrien", BRIENS),
    ("o-brien mary", {"O Brien Mary"}),
    ("pat obrien", {"O'Brien Pat"}),
    ("siuming", {"Chan Siu Ming", "Lau Siuming"}),
    ("siu ming", {"Chan Siu Ming", "Lau Siuming"}),
    ("siu-ming l", {"Lau Siuming"}),
    ("delacruz", {"de la Cruz Ana"}),
    ("dela cruz", {"de la Cruz Ana"}),
    ("de lacr", {"de la Cruz Ana"}),
    ("weiss", {"Weiß Jürgen"}),
    ("WEIẞ jurgen", {"Weiß Jürgen"}),
    ("dang hong", {"Đặng Thị Hồng"}),
    ("đặng", {"Đặng Thị Hồng"}),
    ("gudrun thors", {"Guðrún Þórsdóttir"}),
    ("明", {"Chan Siu Ming", "Li Ming"}),
    ("小明", {"Chan Siu Ming"}),
    ("陳", {"Chan Siu Ming"}),
    ("陈", {"Chan Siu Ming"}),
    ("陈小明", {"Chan Siu Ming"}),
    ("刘兆铭", {"Lau Siuming"}),
    ("温", {"Wan Feng"}),
    ("溫峰", {"Wan Feng"}),
    ("邓氏红", {"Đặng Thị Hồng"}),
    ("李 m", {"Li Ming"}),
    ("陽", {"Ouyang Xiu"}),
    ("欧阳", {"Ouyang Xiu"}),
    ("𠮷", {""}),
    ("吉", {""}),
    ("李陳", set()),
    ("", set()),
    ('" OR *', set()),
    ("chan NOT siu", set()),
    ("-", set()),
    ("_", set()),
    ("written : chan", set()),
    ("chan" * 2000, set()),
    ("a b c d e f g h i j k l m n o p q r s t u v w x y z " * 4, set()),
    (" ".join(["abcdefghijklmnop"] * 11), set()),
]


def of_names(query: str) -> Asked:
    return asked(query, {})


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
    assert set(register.find_people(of_names(query))) == {id_of(latin) for latin in found}


@pytest.mark.parametrize(("query", "found"), QUERIES)
def test_found_alike_before_the_file_has_them(query: str, found: set[str]) -> None:
    wanted = of_names(query)
    fitting = {latin for latin, chinese in PEOPLE.items() if wanted.fits(words(f"{latin} {chinese}"), (), ())}
    assert fitting == found


@pytest.mark.parametrize(
    "forms",
    ["陳陈", "黃黄", "劉刘", "吳吴呉", "溫温", "峰峯", "國国囯", "衞衛卫", "邊边邉辺", "龍龙竜", "乾干幹", "蕭萧肖",
     "傅付", "淸清", "﨑崎", "齋斋斎", "葉叶", "鍾鐘钟", "髙高"],
)  # fmt: skip
def test_forms_of_a_character_are_one_both_ways(forms: str) -> None:
    assert len({tuple(words(form)) for form in forms}) == 1


def test_other_characters_stay_apart() -> None:
    assert len({tuple(words(letter)) for letter in "陳黃劉吳王李張趙周林何"}) == 11


def test_whole_words_come_before_beginnings(register: RegisterFile) -> None:
    assert register.find_people(of_names("li"), limit=1) == [id_of("Li Ming")]


def test_no_more_than_asked_for(register: RegisterFile) -> None:
    assert len(register.find_people(of_names("m"), limit=2)) == 2


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
    assert sorted(store.find_people(query)) == sorted(before)
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


def placed(office: Office) -> None:
    """Two institutions, and people at one of them, at both, or at none."""
    hr = office.operator("hr", "hr")
    for name, latin, chinese in (("lab", "Chan Laboratory", "陳氏實驗室"), ("uni", "Park University", "园区大学")):
        body = {"institution": id_of(name), "name_latin": latin, "name_chinese": chinese}
        office.act("institution_added", body, hr)
    for name, chinese, at in (
        ("Chan Ann", "陳安", ("lab",)), ("Wong Bo", "黃寶", ("lab", "uni")), ("Chan Cy", "陳思", ("uni",)),
        ("Lee Dee", "李迪", ()),
    ):  # fmt: skip
        person = office.person(name, hr, chinese)
        for institution in at:
            office.filing(person, id_of(institution), hr)


@pytest.mark.parametrize(
    ("query", "people"),
    [
        ("chan", ["Chan Ann", "Chan Cy", "Wong Bo"]),
        ("chan lab", ["Chan Ann", "Wong Bo"]),
        ("lab wong", ["Wong Bo"]),
        ("park uni", ["Wong Bo", "Chan Cy"]),
        ("大学", ["Wong Bo", "Chan Cy"]),
        ("大學", ["Wong Bo", "Chan Cy"]),
        ("陈 大學", ["Chan Cy"]),
        ("陳大学", ["Chan Cy"]),
        ("chan ann univ", []),
        ("lee uni", []),
        ("u", []),
    ],
)
def test_found_by_institution_and_name(tmp_path: Path, query: str, people: list[str]) -> None:
    clock, zone = FakeClock(), Zone()
    with a_desk(tmp_path, zone, clock) as store:
        placed(Office(store, zone, clock))
        assert set(found(store, query)) == {id_of(name) for name in people}


def test_whoever_leaves_an_institution_is_not_found_there(tmp_path: Path) -> None:
    clock, zone = FakeClock(), Zone()
    with a_desk(tmp_path, zone, clock) as store:
        register, names = store.registers.current, names_of("Mover", "遷")
        lab = Institution(key=id_of("lab"), tag=id_of("lab")[:4], name_latin="Laboratory")
        store.attachments.put(names)
        for number, at in enumerate(((), (lab.key,), (id_of("other"), lab.key), (id_of("other"),)), 1):
            row = Person(key=id_of("p"), names=names.hash, institutions=at)
            register.apply_page([(one.TABLE, one.key, 1, one.to_map()) for one in (row, lab)], number)
            register.read_names(store.names_of)
            assert store.find_people("labor mov") == ([row.key] if lab.key in at else [])
            assert store.find_people("mover") == [row.key]


def documented(office: Office, name: str, number: str) -> bytes:
    documents = Attachment("documents", bytes(16), Documents("permit", number, "1990-01-01").to_content())
    names = names_of(name)
    body = {"person": id_of(name), "names": names.hash, "documents": documents.hash}
    office.act("person_added", body, office.operator("hr" + name, "hr"), (names, documents))
    return id_of(name)


def test_found_by_the_last_four_of_a_document(tmp_path: Path) -> None:
    clock, zone = FakeClock(), Zone()
    with a_desk(tmp_path, zone, clock) as store:
        office = Office(store, zone, clock)
        one, other = documented(office, "Chan One", "H 0123 4567"), documented(office, "Wong Other", "K14567(8)")
        identity = documented(office, "Ho Third", "A12345(6)")
        documented(office, "Short", "567")
        assert found(store, "4567") == found(store, "chan 4567") == [one]
        assert found(store, "5678") == found(store, "567(8)") == [other]
        assert found(store, "345(6)") == [identity]
        for nobody in ("wong 4567", "0123", "567", "567 8 chan"):
            assert found(store, nobody) == []


def test_found_by_a_part_of_the_short_number(tmp_path: Path) -> None:
    clock, zone = FakeClock(), Zone()
    with a_desk(tmp_path, zone, clock) as store:
        person = a_holder(Office(store, zone, clock)).person
        with store.view() as view:
            (held,) = view.all(Pass)
        number = held.short_number
        for part in (number[-4:], number[:4], number[:7], f"{number[:3]} {number[3:6]}"):
            assert found(store, part) == [person]
        store.catch_up()
        assert store.find_people(f"chan {number[-4:]}") == store.find_people(number[-6:]) == [person]
        assert store.find_people(f"wong {number[-4:]}") == store.find_people(number[3:7]) == []
