"""The table of people: chips, search, order, and that it never shows what is no longer so."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from passdesk.domain import canonical
from passdesk.domain.attachments import Attachment, Documents, Names
from passdesk.domain.passes import Pass
from passdesk.domain.people import Person
from passdesk.domain.zone_reading import read_policy
from passdesk.records.people_listing import (
    Chip,
    PeopleFilter,
    PersonRow,
    keep_up,
    list_people,
    people_rows,
)
from passdesk.store.engine import connect
from passdesk.store.migrations import Schema, create
from passdesk.store.people_list import bring_up, choose, lines
from passdesk.store.register_file import RegisterFile
from passdesk.store.register_schema import REGISTER
from tests.factories.clocks import FakeClock
from tests.factories.desks import DATABASE_KEY, a_desk
from tests.factories.people import YEAR, Holder, Office, a_holder, names_of
from tests.factories.zones import Zone, id_of, policy_toml
from tests.server.zones import a_served_zone

POLICY = read_policy(policy_toml())
DAY = 86_400


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    zone, clock = Zone(), FakeClock()
    with a_desk(tmp_path, zone, clock) as store:
        yield Office(store, zone, clock)


@pytest.fixture
def holder(office: Office) -> Holder:
    return a_holder(office)


def rows(office: Office, **asked: object) -> list[PersonRow]:
    listing = list_people(office.store, office.clock, PeopleFilter(**asked))  # type: ignore[arg-type]
    found = people_rows(office.store, office.clock, POLICY, listing.numbers)
    assert None not in found
    return [row for row in found if row is not None]


def named(office: Office, **asked: object) -> list[str]:
    return [row.names.latin for row in rows(office, **asked) if row.names is not None]


def counts(office: Office, **asked: object) -> dict[Chip, int]:
    return dict(list_people(office.store, office.clock, PeopleFilter(**asked)).counts)  # type: ignore[arg-type]


def test_a_row_is_a_picture_of_what_the_register_says(office: Office, holder: Holder) -> None:
    (row,) = rows(office)
    assert row == PersonRow(
        person=holder.person, names=row.names, institutions=(Names("University"),), classes=("talent",),
        filing="approved", pass_state="good", awaiting=False, stopped_by=(), document="", photo=None, to_print=True,
        expires=row.expires, unconfirmed=False,
    )  # fmt: skip
    assert row.expires is not None
    assert row.expires > office.clock.wall // 1_000_000
    assert row.names is not None
    assert (row.names.latin, row.names.chinese) == ("Chan Siu Ming", "陳小明")


def test_the_last_four_of_the_document_are_shown(office: Office, holder: Holder) -> None:
    papers = Attachment("documents", bytes(16), Documents("passport", "K1234567").to_content())
    office.act("person_edited", {"person": holder.person, "documents": papers.hash}, holder.hr, (papers,))
    assert [row.document for row in rows(office)] == ["4567"]


def test_each_chip_follows_the_life_of_a_pass(office: Office, holder: Holder) -> None:
    none: dict[Chip, int] = {"awaiting": 0, "to_issue": 0, "to_print": 0, "ending": 0, "stopped": 0}
    office.clock.step(60)
    assert counts(office) == none | {"all": 1, "to_print": 1, "ending": 1}  # it ends in 30 days less a minute
    office.store.write("badge_printed", {"pass_id": holder.pass_id}, reading=office.clock())
    assert counts(office) == none | {"all": 1, "ending": 1}
    waiting = office.person("Ho Ka Yan", holder.hr, "何家欣")
    filing = office.filing(waiting, holder.institution, holder.hr)
    assert named(office, chip="awaiting") == ["Ho Ka Yan"]
    office.approve(filing, waiting, holder.institution, holder.approver)
    assert named(office, chip="to_issue") == ["Ho Ka Yan"]
    none["to_issue"] = 1
    office.act("pass_suspended", {"pass": holder.pass_id}, holder.approver)
    assert counts(office) == none | {"all": 2, "stopped": 1}
    office.act("pass_resumed", {"pass": holder.pass_id}, office.operator("chief", "supervisor"))
    assert counts(office) == none | {"all": 2, "ending": 1}
    office.clock.step(30 * DAY)
    assert counts(office) == none | {"all": 2}
    assert [row.pass_state for row in rows(office)] == ["expired", "none"]
    office.clock.step(YEAR - 60 * DAY)
    assert named(office, chip="ending") == ["Chan Siu Ming", "Ho Ka Yan"]  # their filings, now
    office.act("person_suspended", {"person": waiting}, holder.hr)
    assert [row.stopped_by for row in rows(office, chip="stopped")] == [("person_suspended",)]


def test_a_suspended_institution_stops_all_its_people(office: Office, holder: Holder) -> None:
    assert counts(office)["stopped"] == 0
    office.act("institution_suspended", {"institution": holder.institution}, holder.approver)
    assert [row.stopped_by for row in rows(office, chip="stopped")] == [("institution_suspended",)]


@pytest.fixture
def crowd(office: Office, holder: Holder) -> Holder:
    other = office.institution("Academy", holder.hr)
    for latin, chinese, institution in (
        ("Ümit Öz", "", other),
        ("Zhao Min", "趙敏", holder.institution),
        ("", "歐陽修", other),
        ("zhang wei", "張偉", holder.institution),
    ):
        person = office.person(latin, holder.hr, chinese)
        office.filing(person, institution, holder.hr, class_number=2)
    office.person("Abel Unfiled", holder.hr)
    return holder


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({}, ["Abel Unfiled", "Chan Siu Ming", "Ümit Öz", "zhang wei", "Zhao Min", ""]),
        ({"sort": "newest"}, ["Abel Unfiled", "zhang wei", "", "Zhao Min", "Ümit Öz", "Chan Siu Ming"]),
        ({"sort": "institution"}, ["Ümit Öz", "", "Chan Siu Ming", "zhang wei", "Zhao Min", "Abel Unfiled"]),
        ({"institution": id_of("Academy")}, ["Ümit Öz", ""]),
        ({"institution": id_of("Nowhere")}, []),
        ({"class_number": 1}, ["Chan Siu Ming"]),
        ({"class_number": 2, "institution": id_of("University")}, ["zhang wei", "Zhao Min"]),
        ({"text": "zh"}, ["zhang wei", "Zhao Min"]),
        ({"text": "oz umit"}, ["Ümit Öz"]),
        ({"text": "敏"}, ["Zhao Min"]),
        ({"text": "陽歐"}, [""]),
        ({"text": "zh", "class_number": 1}, []),
        ({"text": '" OR *'}, []),
        ({"text": "   "}, ["Abel Unfiled", "Chan Siu Ming", "Ümit Öz", "zhang wei", "Zhao Min", ""]),
        ({"text": id_of("Zhao Min").hex()}, ["Zhao Min"]),
        ({"text": "0" * 32}, []),
        ({"text": "m" * 5000}, []),
        ({"chip": "awaiting"}, ["Ümit Öz", "zhang wei", "Zhao Min", ""]),
    ],
)
@pytest.mark.usefixtures("crowd")
def test_who_is_found_and_in_what_order(office: Office, asked: dict[str, object], found: list[str]) -> None:
    assert named(office, **asked) == found


@pytest.mark.usefixtures("crowd")
def test_the_badge_number_finds_its_holder(office: Office) -> None:
    with office.store.view() as view:
        number = next(view.all(Pass)).short_number
    assert named(office, text=number) == ["Chan Siu Ming"]


@pytest.mark.usefixtures("crowd")
def test_chips_count_among_those_that_fit_otherwise(office: Office) -> None:
    assert counts(office, institution=id_of("Academy"), chip="stopped")["awaiting"] == 2
    found = {"all": 1, "awaiting": 0, "to_issue": 0, "to_print": 1, "ending": 1, "stopped": 0}
    assert counts(office, text="chan") == found


def test_what_was_folded_in_or_only_stands_in_memory_shows_alike(office: Office, crowd: Holder) -> None:
    keep_up(office.store)
    late = office.person("Late Comer", crowd.hr, "遲")
    new = names_of("Married Name", "新")
    office.act("person_edited", {"person": id_of("zhang wei"), "names": new.hash}, crowd.hr, (new,))
    assert late in [row.person for row in rows(office)]
    assert named(office, text="zhang") == []
    assert named(office, text="married") == ["Married Name"]


@pytest.mark.usefixtures("crowd")
def test_the_erased_are_listed_no_more_and_a_listing_from_before_says_so(office: Office) -> None:
    before = list_people(office.store, office.clock, PeopleFilter(text="zhao"))
    person, chief = id_of("Zhao Min"), office.operator("chief", "supervisor")
    office.act("person_erased", {"person": person, "hashes": [names_of("Zhao Min", "趙敏").hash]}, chief)
    assert people_rows(office.store, office.clock, POLICY, before.numbers) == [None]
    assert named(office, text="zhao") == []
    assert person not in [row.person for row in rows(office)]
    assert people_rows(office.store, office.clock, POLICY, before.numbers) == [None]


def test_any_stretch_of_a_long_listing_can_be_looked_at(office: Office, holder: Holder) -> None:
    for number in range(700):
        office.person(f"Person {number:03}", holder.hr)
    told: list[int] = []
    keep_up(office.store, told.append)
    assert told[-1] >= 700
    assert told == sorted(told)
    listing = list_people(office.store, office.clock, PeopleFilter())
    assert len(listing.numbers) == listing.counts["all"] == 701
    for at in (0, 350, 690):
        some = people_rows(office.store, office.clock, None, listing.numbers[at : at + 5])
        assert [row.names.latin for row in some if row and row.names] == [
            "Chan Siu Ming" if n == 0 else f"Person {n - 1:03}" for n in range(at, at + 5)
        ]
    assert len(people_rows(office.store, office.clock, None, listing.numbers)) == 701
    assert people_rows(office.store, office.clock, None, []) == []


def test_a_register_of_an_older_version_gets_its_table(tmp_path: Path) -> None:
    """People in a file that had no table of them are all due once it is brought up."""
    path, person, names = tmp_path / "register-1-1.db", id_of("p"), names_of("Old Hand")
    create(path, DATABASE_KEY, Schema(REGISTER.what, REGISTER.application, REGISTER.steps[:1]))
    older = connect(path, DATABASE_KEY)
    older.execute("INSERT INTO marks VALUES (1, ?, 1, 1, NULL, 0, 0, 0, 1)", (bytes(16),))
    body = canonical.encode(Person(key=person, names=names.hash).to_map())
    older.execute("INSERT INTO rows (tbl, key, layer, needs, body) VALUES ('person', ?, 2, 1, ?)", (person, body))
    older.close()
    register = RegisterFile.open(path, DATABASE_KEY)
    assert bring_up(register, {names.hash: Names("Old Hand")}.get, lambda _: False) == 1
    with register.file.reader() as reader:
        (line,) = lines(reader, choose(reader)).values()
    assert (line.person, line.names) == (person, Names("Old Hand"))
    register.close()


def test_what_the_server_has_not_accounted_for_is_marked_until_it_has(tmp_path: Path) -> None:
    served = a_served_zone(tmp_path)
    try:
        store = served.desk("office", "issuing", "records", "admin")
        served.sync(store)
        office = served.office(store)
        a_holder(office)
        assert [row.unconfirmed for row in rows(office)] == [True]
        served.sync(store)
        assert [row.unconfirmed for row in rows(office)] == [False]
    finally:
        served.close()
