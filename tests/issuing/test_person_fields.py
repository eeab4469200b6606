"""A person's fields are held to the same, whether given one by one or in a file; a document is one person's."""

from typing import Any

import pytest

from passdesk.domain.attachments import Contact, Documents, Names
from passdesk.errors import Declined, Misuse
from passdesk.issuing import imports, people
from passdesk.issuing.people import Details
from passdesk.issuing.person_fields import malformed, newest_day
from tests.issuing.conftest import Bureau

NAMES = Names("Ho Ka Yan", "何家欣")
REFUSED: dict[str, tuple[dict[str, Any], str]] = {
    "no day": ({"documents": Documents("HKID", "B1", "2026-13-40")}, "born '2026-13-40' is no day"),
    "unborn": ({"documents": Documents("HKID", "B1", "2027-01-17")}, "lies in the future"),
    "formula": ({"names": Names("=HYPERLINK(1)")}, "name_latin looks like a formula"),
    "formula after spaces": ({"names": Names("Ho", "\t @SUM(A1)")}, "name_chinese looks like a formula"),
    "number formula": ({"documents": Documents("HKID", "-1+1")}, "document_number looks like a formula"),
    "phone formula": ({"contact": Contact("+852*cmd")}, "phone looks like a formula"),
    "phone": ({"contact": Contact("call me")}, "phone 'call me' is no number"),
    "address": ({"contact": Contact(email="ho@@example.org")}, "email 'ho@@example.org' is no address"),
    "language": ({"names": Names("Ho", language="fr")}, "language 'fr' is none of en, zh-Hant, zh-Hans"),
    "long": ({"names": Names("H" * 201)}, "longer than 200"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_a_file_may_not_hold_nobody_is_added_or_edited_with(bureau: Bureau, name: str) -> None:
    given, words = REFUSED[name]
    person, before = bureau.person(), bureau.staff.store.journal.seq
    with pytest.raises(Misuse, match=words) as raised:
        people.add(bureau.staff.hr, Details(**{"names": NAMES} | given))
    assert raised.value.kept
    with pytest.raises(Misuse, match=words):
        people.edit(bureau.staff.hr, person, Details(**given))
    assert bureau.staff.store.journal.seq == before


@pytest.mark.parametrize(
    ("field", "text"),
    [
        ("phone", ""), ("phone", "+852 5555 1234"), ("phone", "(0755) 2345-6789 ext. 12"), ("phone", "999"),
        ("email", "tai.man+park@mail.example.org"), ("email", "陳@例子.香港"), ("email", ""), ("born", "1990-02-28"),
        ("born", "2027-01-15"), ("born", ""), ("name_latin", "anything"), ("language", "zh-Hant"), ("language", ""),
    ],
)  # fmt: skip
def test_what_people_really_give_is_taken(bureau: Bureau, field: str, text: str) -> None:
    assert malformed(field, text, newest_day(bureau.staff.store, bureau.staff.clock)) is None


def test_a_second_person_with_a_document_known_here_is_declined_by_name_of_the_first(bureau: Bureau) -> None:
    first, other = bureau.person(number="A123456(7)"), bureau.person()
    again, before = Documents("hkid", "a123456 (7)"), bureau.staff.store.journal.seq
    for act in (
        lambda: people.add(bureau.staff.hr, Details(names=NAMES, documents=again)),
        lambda: people.edit(bureau.staff.hr, other, Details(documents=again)),
    ):
        with pytest.raises(Declined, match=first.hex()) as raised:
            act()
        assert raised.value.kept
    assert bureau.staff.store.journal.seq == before
    people.edit(bureau.staff.hr, first, Details(documents=again))
    people.add(bureau.staff.hr, Details(names=NAMES, documents=Documents("permit", "A123456(7)")))
    people.erase(bureau.staff.chief, first)
    people.add(bureau.staff.hr, Details(names=NAMES, documents=again))


def test_people_without_a_document_are_no_doubles(bureau: Bureau) -> None:
    for _ in range(2):
        people.add(bureau.staff.hr, Details(names=NAMES, documents=Documents(born="1990-05-01")))


def test_an_import_still_changes_whom_a_document_names(bureau: Bureau) -> None:
    person = bureau.person("Ho Ka Yan", "何家欣", "B765432(1)")
    file = (
        "name_latin,name_chinese,document_kind,document_number,institution,class,valid_from,valid_until,phone\r\n"
        "Ho Ka Yan,何家欣,HKID,B765432(1),河大,visitor,2027-01-20,2027-01-22,+852 6666 0000\r\n"
    )
    plan = imports.plan_import(bureau.staff.store, bureau.staff.clock, file.encode())
    assert [one.person for one in plan.changed] == [person]
    assert imports.apply_import(bureau.staff.hr, plan) == imports.Imported(added=0, edited=1, filed=1)
