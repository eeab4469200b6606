"""(f) A person is erased while a desk that holds a copy is offline."""

from pathlib import Path

from passdesk.domain.attachments import Attachment, Contact, Names
from passdesk.domain.people import Person
from passdesk.issuing import people
from passdesk.issuing.people import Details
from passdesk.store.desk_store import DeskStore
from tests.simulation.places import quick_folder
from tests.stories.town import HR, SUPERVISOR, Town, codes, living_town

NAME, CHINESE, PHONE = "Zebedee Quartermaine", "歐陽翠薇", "+852 5550 1234"


def test_what_was_erased_goes_from_every_file_that_held_it() -> None:
    """Nothing here is encrypted, so that what stands in the files can be looked for."""
    with quick_folder() as folder, living_town(folder, key=None) as town:
        _erase(town)


def _erase(town: Town) -> None:
    office, gate = town.office, town.gates["first"]
    records = town.served.desk("records", "records", "issuing", key=None)
    holder = town.holder(NAME, CHINESE)
    other = town.holder("Li Na", "李娜")
    town.sync(office, gate, records)
    server = town.served.folder

    # Everybody holds the name: the office, the gate, the records desk, the server; and finds the person by it.
    for place in (office.folder, gate.folder, records.folder, server):
        assert holds(place, NAME)
        assert holds(place, CHINESE)
    assert gate.find_people("quarterm") == [holder.person]
    assert gate.find_people("翠") == [holder.person]

    # The records desk, offline, adds a telephone number. Then the office erases the person.
    people.edit(town.acting(HR, records), holder.person, Details(contact=Contact(PHONE, "")))
    erased = people.erase(town.acting(SUPERVISOR), holder.person)
    assert not erased.wal_pending
    assert not holds(office.folder, NAME, CHINESE)
    assert office.find_people("quarterm") == []
    with office.view() as view:
        row = view.get(Person, holder.person)
        assert isinstance(row, Person)
        assert (row.state, row.names) == ("erased", None)

    # The server hears and forgets. The offline gate still holds its copy, and still admits: it cannot know.
    town.sync(office)
    assert not holds(server / "server.db", NAME, CHINESE)
    assert holds(gate.folder, NAME)
    assert town.show(gate, holder, "entry").admitted

    # After its exchange the gate holds nothing of it in any of its files, and the pass is refused.
    report = town.sync(gate)
    assert report.erased >= 1
    assert not gate.erasing_pending()
    assert not holds(gate.folder, NAME, CHINESE)
    assert gate.find_people("quarterm") == gate.find_people("翠") == []
    assert gate.find_people("li na") == [other.person]
    assert "person_suspended" in codes(town.show(gate, holder, "entry"))

    # The telephone number that the records desk wrote meanwhile comes too late: it is erased with the rest.
    assert holds(records.folder, PHONE)
    town.sync(records)
    assert not holds(records.folder, NAME, CHINESE, PHONE)
    assert not holds(server / "server.db", PHONE)

    # It never comes back: an erased hash is not stored again, by whomever it is offered.
    names = Attachment("names", bytes(16), Names(NAME, CHINESE).to_content())
    records.attachments.erase([names.hash])
    records.attachments.put(names)
    assert records.attachments.get(names.hash) is None
    town.sync(office, gate, records)
    for place in (office.folder, gate.folder, records.folder, server / "server.db"):
        assert not holds(place, NAME, CHINESE, PHONE)

    # And every chain still verifies: entries never named anybody.
    for store in (office, gate, records):
        assert whole(store, town)


def holds(place: Path, *texts: str) -> bool:
    """Whether any file there, logs included, has one of the texts in it."""
    files = [place, *place.parent.glob(f"{place.name}-*")] if place.is_file() else sorted(place.rglob("*"))
    contents = [file.read_bytes() for file in files if file.is_file()]
    return any(text.encode() in content for text in texts for content in contents)


def whole(store: DeskStore, town: Town) -> bool:
    with store.view() as view:
        report = store.journal.verify(view=view, server_public=town.served.central.keys.public)
    return report.whole and report.checked == store.journal.seq
