"""The feed: pages that fit, cursors of one generation and scope, marks at the head alone, tombstones."""

from hashlib import sha256

import pytest

from passdesk.domain import canonical
from passdesk.domain.people import Filing, Person
from passdesk.errors import Declined
from passdesk.server.central import Central
from passdesk.sync.wire import LONGEST_PAGE, Cursor, Page
from tests.factories.zones import id_of
from tests.server.zones import Served


def number_of_people(central: Central, count: int) -> None:
    people = (Person(key=id_of(str(number)), names=sha256(b"%d" % number).digest()) for number in range(count))
    with central.storage.writing() as writes:
        writes.put_rows({person.ref: person for person in people})


def pages(central: Central, journal: bytes) -> list[Page]:
    page = central.pull(journal, None)
    assert (page.anew, page.rows, page.number) == (True, (), 0)
    found: list[Page] = []
    while page.more:
        page = central.pull(journal, page.cursor)
        found.append(page)
    return found


def test_pages_are_small_and_hold_every_row_once(served: Served) -> None:
    journal = served.hand_journal("records", "records").id
    number_of_people(served.central, 5000)
    found = pages(served.central, journal)
    assert len(found) > 2
    assert max(len(page.to_bytes()) for page in found) <= LONGEST_PAGE
    rows = [(row.table, row.key) for page in found for row in page.rows]
    assert len(rows) == len(set(rows))
    assert {("person", id_of(str(number))) for number in range(5000)} < set(rows)


def test_many_erased_hashes_fit_pages_too(served: Served) -> None:
    journal = served.hand_journal("records", "records").id
    hashes = {sha256(b"%d" % number).digest() for number in range(12_000)}
    with served.central.storage.writing() as writes:
        writes.erase(hashes)
    found = pages(served.central, journal)
    assert max(len(page.to_bytes()) for page in found) <= LONGEST_PAGE
    assert {hash_ for page in found for hash_ in page.erased} == hashes


def test_marks_stand_on_the_page_that_reaches_the_head_alone(served: Served) -> None:
    journal = served.hand_journal("records", "records")
    journal.push(served.central)
    number_of_people(served.central, 3000)
    *early, last = pages(served.central, journal.id)
    assert early
    assert all(page.accounted is None and page.journals == () for page in early)
    assert last.accounted == 1
    assert {mark.journal for mark in last.journals} >= {journal.id, served.central.keys.journal_id}


@pytest.mark.parametrize("wrong", [(1, 0, 0), (-1, 0, 0), (0, 1, 0), (0, 0, 10_000)])
def test_a_cursor_of_another_generation_or_scope_begins_anew(served: Served, wrong: tuple[int, int, int]) -> None:
    journal = served.hand_journal("records", "records").id
    at = pages(served.central, journal)[-1].cursor
    cursor = Cursor(at.generation + wrong[0], at.scope + wrong[1], at.number + wrong[2])
    page = served.central.pull(journal, cursor)
    assert (page.anew, page.rows, page.cursor) == (True, (), Cursor(at.generation, at.scope, 0))


def test_a_change_of_a_desks_scope_makes_that_desk_alone_begin_anew(served: Served) -> None:
    desk, other = served.hand_journal("desk", "records"), served.hand_journal("other", "records")
    ends = {journal.id: pages(served.central, journal.id)[-1].cursor for journal in (desk, other)}
    place = {"desk": desk.id, "name": "desk", "roles": ["records"], "lanes": [], "institutions": None}
    served.central.write("desk_changed", place, signers=(served.admin,))
    assert served.central.pull(desk.id, ends[desk.id]).anew
    assert not served.central.pull(other.id, ends[other.id]).anew


def test_a_person_that_leaves_a_desks_institutions_comes_as_a_tombstone(served: Served) -> None:
    uni, lab, person = id_of("uni"), id_of("lab"), id_of("person")
    journal = served.hand_journal("issuing", "issuing", institutions=(uni,)).id
    filing = Filing(key=id_of("f"), person=person, institution=lab, class_number=1, lines=1, valid_from=1,
                    valid_until=2, filed_by=lab)  # fmt: skip
    with served.central.storage.writing() as writes:
        writes.put_rows({("person", person): Person(key=person, institutions=(uni,)), filing.ref: filing})
    first = pages(served.central, journal)[-1]
    assert [canonical.decode(row.body or b"")["key"] for row in first.rows if row.table == "person"] == [person]
    assert not [row for row in first.rows if row.table == "filing"]
    with served.central.storage.writing() as writes:
        writes.put_rows({("person", person): Person(key=person, institutions=(lab,), formerly=(uni,))})
    page = served.central.pull(journal, first.cursor)
    assert [(row.table, row.key, row.body) for row in page.rows] == [("person", person, None)]


def test_what_stays_home_never_travels(served: Served) -> None:
    journal = served.hand_journal("records", "records", "admin").id
    sent = {row.table for page in pages(served.central, journal) for row in page.rows}
    assert ("times" in {table for table, _ in served.rows()}, "times" in sent) == (True, False)


def test_a_disabled_desk_receives_nothing_and_may_still_hand_in(served: Served) -> None:
    journal = served.hand_journal("gate", "checkpoint")
    served.central.write("desk_disabled", {"desk": journal.id, "reason": None}, signers=(served.admin,))
    assert journal.push(served.central).seq == 1
    with pytest.raises(Declined, match="disabled"):
        served.central.pull(journal.id, None)
    with pytest.raises(Declined, match="disabled"):
        served.central.get_attachments(journal.id, [])
