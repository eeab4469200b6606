"""People from a file: what would change is said first, faults are named by line, twice changes nothing."""

import pytest

from passdesk.domain.attachments import Names
from passdesk.domain.people import Filing, Person
from passdesk.errors import Misuse
from passdesk.issuing import imports, people
from passdesk.issuing.import_file import LARGEST, MOST_ROWS
from tests.issuing.conftest import Bureau

HEAD = ("name_latin,name_chinese,document_kind,document_number,born,phone,email,institution,class,lines,"
        "valid_from,valid_until")  # fmt: skip
CHAN = ("Chan Siu Ming,陳小明,HKID,A123456(7),1990-05-01,+852 5555 1234,chan@example.org,River University,talent,,"
        "2027-01-20,2027-12-31")  # fmt: skip
HO = 'Ho Ka Yan,何家欣,HKID,B765432(1),,,,河大,visitor,second,2027-01-20,2027-01-22'


def a_file(*lines: str, head: str = HEAD) -> bytes:
    return "\r\n".join((head, *lines, "")).encode("utf-8-sig")


def plan(bureau: Bureau, data: bytes) -> imports.Difference:
    return imports.plan_import(bureau.staff.store, bureau.staff.clock, data)


def test_new_people_are_added_and_filed_and_the_same_file_again_changes_nothing(bureau: Bureau) -> None:
    data = a_file(CHAN, HO)
    before = bureau.staff.store.journal.seq
    difference = plan(bureau, data)
    assert [one.wanted.names.latin for one in difference.new] == ["Chan Siu Ming", "Ho Ka Yan"]
    assert bureau.staff.store.journal.seq == before
    assert imports.apply_import(bureau.staff.hr, difference) == imports.Imported(added=2, edited=0, filed=2)
    assert bureau.staff.store.journal.seq == before + 4
    again = plan(bureau, data)
    assert (len(again.unchanged), again.new, again.changed, again.faults) == (2, (), (), ())
    with bureau.staff.store.view() as view:
        (filing,) = [row for row in view.all(Filing) if row.class_number == 4]
    assert filing.lines == 2
    assert filing.valid_until - filing.valid_from == 3 * 86_400  # the last day counts


def test_changed_fields_are_shown_with_before_and_after_and_only_they_are_edited(bureau: Bureau) -> None:
    imports.apply_import(bureau.staff.hr, plan(bureau, a_file(CHAN)))
    with bureau.staff.store.view() as view:
        (row,) = view.all(Person)
    moved = CHAN.replace("5555 1234", "6666 0000").replace("A123456(7)", "a123456 (7)")
    (changed,) = plan(bureau, a_file(moved)).changed
    assert ("contact.phone", "+852 5555 1234", "+852 6666 0000") in changed.fields
    assert not changed.to_file
    imports.apply_import(bureau.staff.hr, plan(bureau, a_file(CHAN.replace("5555 1234", "6666 0000"))))
    after = people.held(bureau.staff.hr, row.key)
    assert (after.names, after.documents) == (row.names, row.documents)
    assert after.contact != row.contact


def test_an_empty_cell_wipes_nothing_and_other_dates_file_anew(bureau: Bureau) -> None:
    imports.apply_import(bureau.staff.hr, plan(bureau, a_file(CHAN)))
    bare = CHAN.replace("+852 5555 1234", "").replace("chan@example.org", "")
    assert len(plan(bureau, a_file(bare)).unchanged) == 1
    (changed,) = plan(bureau, a_file(bare.replace("2027-12-31", "2028-06-30"))).changed
    assert (changed.fields, changed.to_file) == ((), True)


def test_a_language_comes_from_a_file_and_a_file_without_one_keeps_it(bureau: Bureau) -> None:
    spoken = a_file(f"{CHAN},zh-Hans", head=f"{HEAD},language")
    imports.apply_import(bureau.staff.hr, plan(bureau, spoken))
    assert names_of(bureau) == Names("Chan Siu Ming", "陳小明", "zh-Hans")
    assert len(plan(bureau, a_file(CHAN)).unchanged) == 1
    imports.apply_import(bureau.staff.hr, plan(bureau, a_file(CHAN.replace("Siu Ming", "Siu Man"))))
    assert names_of(bureau) == Names("Chan Siu Man", "陳小明", "zh-Hans")
    other = plan(bureau, a_file(f"{CHAN.replace('Siu Ming', 'Siu Man')},en", head=f"{HEAD},language"))
    assert other.changed[0].fields == (("names.language", "zh-Hans", "en"),)
    (fault,) = plan(bureau, a_file(f"{CHAN},Deutsch", head=f"{HEAD},language")).faults
    assert "language 'Deutsch' is none of" in fault.words


def names_of(bureau: Bureau) -> Names | None:
    with bureau.staff.store.view() as view:
        (row,) = view.all(Person)
    return bureau.staff.store.names_of(row.names) if row.names is not None else None


def test_who_has_no_document_here_is_matched_by_names_and_institution(bureau: Bureau) -> None:
    person = people.add(bureau.staff.hr, people.Details(names=Names("Siu Ming CHAN", "陳小明")))
    bureau.filed(person)
    (changed,) = plan(bureau, a_file(CHAN)).changed
    assert changed.person == person
    assert ("documents.number", "", "A123456(7)") in changed.fields


def test_a_namesake_with_another_document_is_somebody_new_and_counted(bureau: Bureau) -> None:
    imports.apply_import(bureau.staff.hr, plan(bureau, a_file(CHAN)))
    (new,) = plan(bureau, a_file(CHAN.replace("A123456(7)", "Z999999(9)"))).new
    assert new.namesakes == 1


LINES = {
    "institution": (CHAN.replace("River University", "Nowhere"), "no institution is called 'Nowhere'"),
    "class": (CHAN.replace("talent", "astronaut"), "class 'astronaut'"),
    "line": (HO.replace("second", "third"), "does not cover third"),
    "date": (CHAN.replace("2027-12-31", "31/12/2027"), "valid_until '31/12/2027' is no day"),
    "born": (CHAN.replace("1990-05-01", "1990-13-01"), "born '1990-13-01' is no day"),
    "unborn": (CHAN.replace("1990-05-01", "2027-02-01"), "born '2027-02-01' lies in the future"),
    "phone": (CHAN.replace("+852 5555 1234", "after lunch"), "phone 'after lunch' is no number"),
    "address": (CHAN.replace("chan@example.org", "chan at example"), "email 'chan at example' is no address"),
    "order": (CHAN.replace("2027-12-31", "2026-12-31"), "valid_until lies before valid_from"),
    "no name": (CHAN.replace("Chan Siu Ming,陳小明", ","), "has no name"),
    "no document": (CHAN.replace("A123456(7)", ""), "has no document_number"),
    "cells": (CHAN + ",more", "has 13 cells, the heading 12"),
    "formula": (CHAN.replace("Chan Siu Ming", "=HYPERLINK(1)"), "name_latin looks like a formula"),
    "phone formula": (CHAN.replace("+852 5555 1234", "+852*cmd"), "phone looks like a formula"),
    "long": (CHAN.replace("Chan", "C" * 300), "longer than 200"),
    "control": (CHAN.replace("Chan", "Ch\x07an"), "can't be shown"),
}


@pytest.mark.parametrize("name", LINES)
def test_a_faulty_line_is_named_and_stops_the_whole_file(bureau: Bureau, name: str) -> None:
    line, words = LINES[name]
    difference = plan(bureau, a_file(HO, "", line))
    assert [(fault.line, words in fault.words) for fault in difference.faults] == [(4, True)], difference.faults
    before = bureau.staff.store.journal.seq
    with pytest.raises(Misuse, match="line 4"):
        imports.apply_import(bureau.staff.hr, difference)
    assert bureau.staff.store.journal.seq == before


def test_one_document_twice_in_a_file_is_a_fault(bureau: Bureau) -> None:
    (fault,) = plan(bureau, a_file(CHAN, CHAN.lower())).faults[-1:]
    assert (fault.line, fault.words) == (3, "has the document of line 2")


FILES = {
    "empty": (b"", "lacks these columns"),
    "UTF-16": (HEAD.encode("utf-16"), "UTF-16"),
    "a spreadsheet": (b"PK\x03\x04", "spreadsheet"),
    "Big5": (a_file(CHAN).decode("utf-8-sig").encode("big5"), "line 2 is not UTF-8"),
    "missing column": (a_file(head=HEAD.replace("institution,", "")), "lacks these columns: institution"),
    "double column": (a_file(head=HEAD + ",phone"), "columns twice: phone"),
    "unknown column": (a_file(head=HEAD + ",shoe"), "'shoe'"),
    "semicolons": (a_file(CHAN.replace(",", ";"), head=HEAD.replace(",", ";")), "by semicolons, and commas are needed"),
    "quoted semicolons": (a_file(head='"' + HEAD.replace(",", '";"') + '"'), "separated by semicolons"),
    "tabs": (a_file(head=HEAD.replace(",", "\t")), "separated by tabs"),
    "a line for Excel": (a_file(HEAD, CHAN, head="sep=,"), "first line, 'sep=,', is no heading"),
    "another for Excel": (a_file(HEAD.replace(",", ";"), head='"SEP=;"'), "first line, 'SEP=;', is no heading"),
    "too large": (bytes(LARGEST + 1), "larger than 5 MiB"),
    "too many": (a_file(*["x"] * (MOST_ROWS + 1)), "more than 10000 people"),
    "zero byte": (a_file("\0"), "zero byte"),
    "open quote": (a_file('"never closed'), "line"),
    "huge cell": (a_file('"' + "x" * 200_000 + '"'), "line"),
}


@pytest.mark.parametrize("name", FILES)
def test_a_file_that_is_no_such_thing_is_misuse(bureau: Bureau, name: str) -> None:
    data, words = FILES[name]
    with pytest.raises(Misuse, match=words) as raised:
        plan(bureau, data)
    assert raised.value.kept == "Nobody was imported."


def test_an_import_tells_how_far_it_is_and_ends_where_it_is_told_to(bureau: Bureau) -> None:
    class Enough(Exception):
        pass

    told: list[int] = []

    def progress(done: int) -> None:
        told.append(done)
        if done == 2:
            raise Enough

    data = a_file(*(CHAN.replace("A123456(7)", f"A{n}") for n in range(4)))
    difference = plan(bureau, data)
    with pytest.raises(Enough):
        imports.apply_import(bureau.staff.hr, difference, progress)
    assert told == [0, 1, 2]
    again = plan(bureau, data)
    assert (len(again.new), len(again.unchanged)) == (2, 2)
