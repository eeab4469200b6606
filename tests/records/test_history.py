"""A history tells each thing once, newest first, whoever did it, and says what is not known."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from msgspec.structs import replace

from passdesk.domain import canonical
from passdesk.domain.attachments import Names
from passdesk.domain.register import Mark
from passdesk.errors import Damaged
from passdesk.records.history import Event, institution_history, person_history
from passdesk.records.story import AskEntry
from passdesk.store.about import printed_among, was_printed
from passdesk.store.desk_store import DeskStore
from passdesk.store.engine import connect
from passdesk.store.journal_schema import JOURNAL
from passdesk.store.migrations import bring_up
from passdesk.sync.entries import EntryGiven
from passdesk.sync.zone_crossings import zone_entry
from tests.factories.clocks import FakeClock
from tests.factories.desks import DATABASE_KEY, a_desk
from tests.factories.people import YEAR, Holder, Office, a_holder, names_of, shown
from tests.factories.zones import Zone, seed_of
from tests.server.zones import Served

BORN = ["badge_printed", "pass_issued", "filing_approved", "filing_filed", "person_added"]


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    zone, clock = Zone(), FakeClock()
    with a_desk(tmp_path / "desk", zone, clock) as store:
        yield Office(store, zone, clock)


def a_life(office: Office) -> Holder:
    """From filing to badge, all at one desk."""
    holder = a_holder(office)
    office.store.write("badge_printed", {"pass_id": holder.pass_id}, reading=office.clock.step())
    return holder


def told(office: Office, holder: Holder) -> list[Event]:
    return person_history(office.store, office.clock, holder.person)


def test_a_life_newest_first_with_who_did_it(office: Office) -> None:
    holder = a_life(office)
    found = told(office, holder)
    assert [event.kind for event in found] == BORN
    assert [event.officer for event in found] == ["", "hr", "approver", "hr", "hr"]
    times = [event.at for event in found if event.at is not None]
    assert times == sorted(times, reverse=True)
    assert len(times) == 5
    issued, filed = found[1], found[3]
    assert (issued.institution, issued.class_number, issued.row) == (Names("University"), 1, ("pass", holder.pass_id))
    assert len(issued.short_number) == 11
    assert (filed.institution, filed.row) == (Names("University"), ("filing", holder.filing))
    assert {(event.confirmed, event.counts, event.source) for event in found} == {(True, True, "own")}


def test_stops_edits_and_ends(office: Office) -> None:
    holder = a_life(office)
    chief = office.operator("chief", "supervisor")
    names = names_of("New Name")
    office.act("person_edited", {"person": holder.person, "names": names.hash}, holder.hr, (names,))
    office.act("pass_suspended", {"pass": holder.pass_id, "reason": "lost"}, holder.hr)
    office.act("pass_resumed", {"pass": holder.pass_id}, chief)
    office.act("watch_added", {"person": holder.person, "action": "attention", "reason": None}, chief)
    office.act("person_suspended", {"person": holder.person}, holder.hr)
    office.act("filing_withdrawn", {"filing": holder.filing}, holder.hr)
    office.clock.step(YEAR)
    found = told(office, holder)
    assert [event.kind for event in found] == [
        "pass_expired", "filing_withdrawn", "person_suspended", "watch_added", "pass_resumed", "pass_suspended",
        "person_edited", *BORN,
    ]  # fmt: skip
    by_kind = {event.kind: event for event in found}
    assert (by_kind["pass_suspended"].reason, by_kind["pass_resumed"].officer) == ("lost", "chief")
    assert by_kind["person_edited"].changed == ("names",)
    assert by_kind["filing_withdrawn"].institution == Names("University")


def test_a_replaced_pass_says_so_once(office: Office) -> None:
    holder = a_life(office)
    entry = next(one for one in office.store.journal.entries() if one.kind == "pass_issued")
    body = dict(entry.body) | {"pass": b"n" * 16, "replaces": holder.pass_id, "short_number": "1"}
    del body["rests_on"]
    office.act("pass_issued", body, holder.hr)
    found = told(office, holder)
    assert [event.kind for event in found if "pass" in event.kind] == ["pass_issued", "pass_replaced", "pass_issued"]
    assert next(one for one in found if one.kind == "pass_replaced").row == ("pass", holder.pass_id)


def test_crossings_are_no_part_of_it(office: Office) -> None:
    holder = a_life(office)
    office.store.write("shown", shown(holder), reading=office.clock.step())
    assert [event.kind for event in told(office, holder)] == BORN


def test_what_happened_before_the_journal_was_continued_is_still_told(office: Office) -> None:
    holder = a_life(office)
    office.store.begin_anew(seed_of("second"), office.clock.step())
    assert [event.kind for event in told(office, holder)] == BORN
    assert was_printed(office.store.journal.file, holder.pass_id)
    others = [number.to_bytes(16) for number in range(1200)]
    assert printed_among(office.store.journal.file, [*others, holder.pass_id]) == {holder.pass_id}


def test_an_institution_has_a_history_without_its_people(office: Office) -> None:
    holder = a_life(office)
    office.act("institution_suspended", {"institution": holder.institution, "reason": "audit"}, holder.approver)
    found = institution_history(office.store, office.clock, holder.institution)
    assert [(event.kind, event.officer, event.reason) for event in found] == [
        ("institution_suspended", "approver", "audit"), ("institution_added", "hr", "")
    ]  # fmt: skip
    assert institution_history(office.store, office.clock, bytes(16)) == []
    assert person_history(office.store, office.clock, bytes(16)) == []


def test_a_journal_of_an_older_version_has_its_histories_when_brought_up(office: Office) -> None:
    holder = a_life(office)
    before, path = told(office, holder), office.store.journal.file.path
    office.store.close()
    older = connect(path, DATABASE_KEY)
    for table in ("about", "badges"):
        older.execute(f"DROP TABLE {table}")
    older.execute("PRAGMA user_version = 1")
    older.close()
    bring_up(path, DATABASE_KEY, JOURNAL)
    with DeskStore.open(path.parent, DATABASE_KEY) as again:
        assert person_history(again, office.clock, holder.person) == before
        assert was_printed(again.journal.file, holder.pass_id)
        assert not was_printed(again.journal.file, bytes(16))


def asking(served: Served, store: DeskStore) -> AskEntry:
    link = served.link(store)
    return lambda mark, branch: zone_entry(link, mark, branch)


def test_what_another_desk_did_is_told_by_rows_and_better_by_the_server(served: Served) -> None:
    here, there = served.desk("here", "issuing", "admin"), served.desk("there", "records", "issuing")
    served.sync(here)
    holder = a_holder(served.office(here))
    served.office(here).act("pass_suspended", {"pass": holder.pass_id, "reason": "lost"}, holder.hr)
    assert [event.confirmed for event in person_history(here, served.clock, holder.person)] == [False] * 5
    for store in (here, there):
        served.sync(store)
    assert [event.confirmed for event in person_history(here, served.clock, holder.person)] == [True] * 5
    by_rows = person_history(there, served.clock, holder.person)
    assert [event.kind for event in by_rows] == ["pass_suspended", "pass_issued", "filing_approved", "filing_filed"]
    assert [(event.at is None, event.officer) for event in by_rows] == [
        (False, ""), (False, ""), (True, "approver"), (True, "hr")
    ]  # fmt: skip
    asked = person_history(there, served.clock, holder.person, asking(served, there))
    assert [(event.kind, event.officer, event.reason) for event in asked] == [
        ("pass_suspended", "hr", "lost"), ("pass_issued", "", ""), ("filing_approved", "approver", ""),
        ("person_added", "hr", ""), ("filing_filed", "hr", ""),
    ]  # fmt: skip


def test_an_entry_that_is_not_the_one_asked_for_is_not_believed(served: Served) -> None:
    here, there = served.desk("here", "issuing", "admin"), served.desk("there", "records")
    served.sync(here)
    holder = a_holder(served.office(here))
    for store in (here, there):
        served.sync(store)
    true = asking(served, there)

    def another(mark: Mark, branch: bytes) -> EntryGiven:
        return zone_entry(served.link(there), (mark[0], 1), branch)

    def unsigned(mark: Mark, branch: bytes) -> EntryGiven:
        given = zone_entry(served.link(there), mark, branch)
        assert given.raw is not None
        content, _ = canonical.decode(given.raw, limit=1 << 16)
        return replace(given, raw=canonical.encode([content, []]))

    with pytest.raises(Damaged):
        person_history(there, served.clock, holder.person, another)
    signed = [event.officer for event in person_history(there, served.clock, holder.person, true) if event.mark]
    assert all(signed)
    bare = person_history(there, served.clock, holder.person, unsigned)
    assert not any(event.officer for event in bare if event.source == "server")


def test_an_act_that_does_not_count_is_marked(served: Served) -> None:
    first, second = served.desk("first", "issuing", "admin"), served.desk("second", "issuing", "records")
    served.sync(first)
    holder = a_holder(served.office(first))
    for store in (first, second):
        served.sync(store)
    served.office(first).act("person_suspended", {"person": holder.person}, holder.hr)
    served.sync(first)
    now = served.clock().wall // 1_000_000
    body = {"filing": b"f" * 16, "person": holder.person, "institution": holder.institution, "class_number": 2,
            "lines": 3, "valid_from": now, "valid_until": now + YEAR}  # fmt: skip
    entry = served.office(second).act("filing_filed", body, holder.hr)
    assert [event.counts for event in person_history(second, served.clock, holder.person) if event.mark == entry.mark]
    served.sync(second)
    found = [event for event in person_history(second, served.clock, holder.person) if event.mark == entry.mark]
    assert [(event.kind, event.counts, event.confirmed) for event in found] == [("filing_filed", False, True)]


def test_where_somebody_is_said_to_be_is_part_of_their_history(office: Office) -> None:
    holder = a_life(office)
    chief = office.operator("chief", "supervisor")
    other = office.person("Ho Ka Yan", holder.hr)
    people = [other, holder.person]
    office.act("put_right", {"people": people, "inside": True, "reason": "seen", "when": None}, chief)
    body = {"person": holder.person, "pass_id": None, "lane": None, "into": False, "authority": "customs", "when": None}
    office.store.write("returned", body, reading=office.clock.step(), actor=chief.operator, signers=(chief,))
    mark = [office.store.journal.id, office.store.journal.seq]
    undone = {"person": holder.person, "shown": mark, "movement": mark, "reason": "twice"}
    office.act("annulled", undone, chief)
    found = told(office, holder)[:3]
    assert [(event.kind, event.reason, event.officer) for event in found] == [
        ("annulled", "twice", "chief"), ("returned_out", "customs", "chief"), ("put_right_in", "seen", "chief"),
    ]  # fmt: skip
    theirs = person_history(office.store, office.clock, other)
    assert [event.kind for event in theirs] == ["put_right_in", "person_added"]
