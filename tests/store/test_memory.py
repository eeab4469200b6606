"""Own entries held in memory until the register has them."""

from pathlib import Path

from passdesk.domain.register import Ref, Row
from passdesk.domain.tables import TABLES
from passdesk.store.desk_store import DeskStore
from passdesk.store.memory import Memory
from tests.factories.desks import a_desk
from tests.factories.people import Office
from tests.factories.zones import Zone


def test_entries_beyond_a_mark_are_those_held_and_else_those_of_the_journal(tmp_path: Path) -> None:
    with a_desk(tmp_path / "desk") as store:
        office = Office(store, Zone())
        for number in range(4):
            office.operator(f"officer {number}", "checkpoint")
        written = list(store.journal.entries())
        memory = Memory()
        for entry in written[2:]:
            memory.add(entry)
        assert list(memory.beyond(3, lambda _: [])) == written[3:]
        assert list(memory.beyond(2, lambda _: [])) == written[2:]
        assert list(memory.beyond(1, store.journal.entries)) == written[1:], "one is not held"
        assert list(memory.beyond(len(written), store.journal.entries)) == []


def test_what_is_folded_from_memory_is_what_the_journal_makes_of_it(tmp_path: Path) -> None:
    with a_desk(tmp_path / "desk") as store:
        Office(store, Zone()).operator("officer", "checkpoint")
        assert store.memory.entries
        store.catch_up()
        assert not store.memory.entries
        rows = every_row(store)
        store.registers.make_anew()
        store.catch_up()
        assert rows == every_row(store)


def every_row(store: DeskStore) -> dict[Ref, Row]:
    with store.view() as view:
        return {row.ref: row for kind in TABLES.values() for row in view.all(kind)}
