"""(h) A desk's disk is restored from yesterday; a desk's disk is copied and both go on."""

import shutil
from pathlib import Path

import pytest

from passdesk.administration import desks
from passdesk.domain.people import Desk, Person
from passdesk.errors import Declined
from passdesk.store.acts import Acting
from passdesk.store.desk_store import DeskStore
from passdesk.store.going_on import open_desk
from tests.factories.desks import DATABASE_KEY
from tests.stories.town import Town, cases_at, codes, whereabouts


def copied(store: DeskStore, target: Path) -> Path:
    """The desk's folder as it lies, once the desk is closed; it is opened by whoever needs it."""
    store.close()
    return Path(shutil.copytree(store.folder, target, ignore=shutil.ignore_patterns("lock")))


def state_of(town: Town, journal: bytes) -> str:
    with town.office.view() as view:
        row = view.get(Desk, journal)
    assert isinstance(row, Desk)
    return row.state


def confirm(town: Town, journal: bytes) -> None:
    desks.confirm(Acting(town.office, town.served.admin, town.clock), journal)


def test_yesterdays_database_under_todays_head_is_in_doubt_and_the_lane_goes_on(town: Town) -> None:
    office, gate = town.office, town.gates["first"]
    one, two = town.holder("Chan Siu Ming", "陳小明"), town.holder("Li Na", "李娜")
    town.sync(office, gate)
    yesterday = copied(gate, gate.folder.parent / "yesterday")

    # Today a person comes in, and the server hears of it. Then yesterday's database is put back.
    with DeskStore.open(gate.folder, DATABASE_KEY) as today:
        assert town.show(today, one, "entry").admitted
        town.sync(today)
        old, gone = today.journal.id, today.journal.seq
    for file in gate.folder.glob("journal.db*"):
        file.unlink()
    shutil.copy2(yesterday / "journal.db", gate.folder / "journal.db")

    # The head kept beside it says that entries are missing: nothing more is written into that journal.
    with DeskStore.open(gate.folder, DATABASE_KEY) as doubtful:
        assert doubtful.doubt is not None
        assert "an older copy was put back" in doubtful.doubt
        with pytest.raises(Declined, match="older copy"):
            doubtful.write("database_recovered", {}, reading=town.clock())

    # The lane goes on at once, without a line, in a new journal that names the old one.
    with open_desk(gate.folder, DATABASE_KEY, town.clock.step()) as store:
        first = store.journal.entry(1)
        assert first is not None
        assert (first.kind, first.body["continues"], first.body["seq"]) == ("journal_continued", old, gone - 1)
        assert town.show(store, two, "entry").admitted

        # The server takes the new journal in; what was lost here it has from before.
        town.sync(store, office, store)
        assert whereabouts(office, one) is whereabouts(office, two) is True
        assert whereabouts(store, one) is True
        assert codes(town.show(store, one, "entry"))[0] == "already_inside"
        assert state_of(town, store.journal.id) == "unconfirmed"

        # Until an administrator has looked, it receives rows without names; then the names come.
        _receives_names_once_confirmed(town, store)
        assert store.journal.verify(server_public=town.served.central.keys.public).whole
    assert cases_at(office) == []  # nothing was written on the old journal's older state


def test_a_whole_disk_from_yesterday_is_found_out_by_the_server(town: Town) -> None:
    office, gate = town.office, town.gates["first"]
    one, two = town.holder("Chan Siu Ming", "陳小明"), town.holder("Li Na", "李娜")
    town.sync(office, gate)
    yesterday = copied(gate, gate.folder.parent / "yesterday")
    with DeskStore.open(gate.folder, DATABASE_KEY) as today:
        assert town.show(today, one, "entry").admitted
        town.sync(today)

    # The head was put back with the rest: the desk itself notices nothing and goes on under numbers already used.
    with open_desk(yesterday, DATABASE_KEY, town.clock.step()) as store:
        assert store.doubt is None
        old = store.journal.id
        assert town.show(store, two, "entry").admitted

        # The server has another entry under that number: a branch. Its facts count, and the desk goes on anew.
        report = town.sync(store)
        assert report.went_on
        assert report.refusal is None
        assert store.journal.id != old
        first = store.journal.entry(1)
        assert first is not None
        assert first.body["continues"] == old
        town.sync(office)
        assert whereabouts(office, one) is whereabouts(office, two) is True
        assert cases_at(office) == [("journal_branched", "open")]

        # The lane goes on in the new journal, and knows both.
        town.sync(store)
        assert whereabouts(store, one) is whereabouts(store, two) is True
        assert codes(town.show(store, two, "entry"))[0] == "already_inside"
        assert not town.sync(store).went_on
        _receives_names_once_confirmed(town, store)


def test_of_a_copied_desk_the_one_heard_second_goes_on_in_a_new_journal(town: Town) -> None:
    office, gate = town.office, town.gates["first"]
    one, two = town.holder("Chan Siu Ming", "陳小明"), town.holder("Li Na", "李娜")
    town.sync(office, gate)
    copy_folder = copied(gate, gate.folder.parent / "copy")
    with (
        open_desk(gate.folder, DATABASE_KEY, town.clock.step()) as original,
        open_desk(copy_folder, DATABASE_KEY, town.clock.step()) as copy,
    ):
        assert original.journal.id == copy.journal.id
        assert town.show(original, one, "entry").admitted
        assert town.show(copy, two, "entry").admitted

        assert not town.sync(original).went_on
        assert town.sync(copy).went_on
        assert original.journal.id != copy.journal.id

        # Both facts count; the case says that a journal goes on in two ways.
        town.sync(original, office, copy)
        assert whereabouts(office, one) is whereabouts(office, two) is True
        assert cases_at(office) == [("journal_branched", "open")]
        assert state_of(town, original.journal.id) == "active"
        assert state_of(town, copy.journal.id) == "unconfirmed"

        # The administrator does not know this machine, and disables it: it may still hand in what happened.
        desks.disable(Acting(office, town.served.admin, town.clock), copy.journal.id, "copied")
        town.show(copy, one, "exit")
        town.sync(office)
        with pytest.raises(Declined, match="disabled"):
            town.sync(copy)
        assert not town.sync(original).went_on
        town.sync(office)
        assert whereabouts(office, one) is False


def _receives_names_once_confirmed(town: Town, store: DeskStore) -> None:
    new = town.holder("Tam Yi", "譚怡")
    town.sync(town.office, store)
    with store.view() as view:
        row = view.get(Person, new.person)
    assert isinstance(row, Person)
    assert row.names is None
    confirm(town, store.journal.id)
    town.sync(town.office, store)
    with store.view() as view:
        row = view.get(Person, new.person)
    assert isinstance(row, Person)
    assert row.names is not None
    assert store.attachments.get(row.names) is not None
    assert store.find_people("tam") == [new.person]
