"""Desks as earlier programs left them: `versions/desk-N.zip` holds the files of schema N, or of the last before it
where only the other file's grew, written by the program of that time and unencrypted. One is added whenever a schema
grows; none is ever made anew."""

import sqlite3
import zipfile
from contextlib import closing
from pathlib import Path

import pytest

from passdesk.domain.movements import Presence, Shown
from passdesk.domain.passes import Pass
from passdesk.domain.people import Person
from passdesk.errors import Declined
from passdesk.store import about, people_list
from passdesk.store.asking import asked
from passdesk.store.desk_lock import Held
from passdesk.store.desk_store import DeskStore
from passdesk.store.journal_schema import JOURNAL
from passdesk.store.register_schema import REGISTER
from tests.factories.clocks import FakeClock
from tests.factories.people import Office, names_of, shown
from tests.factories.zones import Zone, id_of

VERSIONS = Path(__file__).parent / "versions"
PAST = range(1, max(len(JOURNAL.steps), len(REGISTER.steps)))
LATIN, CHINESE = "Chan Siu Ming", "陳小明"


@pytest.fixture(params=PAST)
def folder(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """A desk of one past version: a holder of a pass, a badge, three crossings, one presentation not settled."""
    with zipfile.ZipFile(VERSIONS / f"desk-{request.param}.zip") as kept:
        kept.extractall(tmp_path)
    return tmp_path


def _version(path: Path) -> int:
    with closing(sqlite3.connect(path)) as file:
        return int(file.execute("PRAGMA user_version").fetchone()[0])


def test_every_past_version_is_kept() -> None:
    assert sorted(path.name for path in VERSIONS.iterdir()) == [f"desk-{version}.zip" for version in PAST]


def test_a_past_desk_is_brought_up_and_goes_on(folder: Path) -> None:
    files = {"journal.db": JOURNAL, "register-0-0.db": REGISTER}
    before = {name: (folder / name).read_bytes() for name in files}
    versions = {name: _version(folder / name) for name in files}
    with DeskStore.open(folder, None) as store:
        assert store.doubt is None
        assert store.journal.verify().whole
        with store.view() as view:
            presence, waiting = view.get(Presence, id_of(LATIN)), list(view.all(Shown))
        assert isinstance(presence, Presence)
        assert (presence.inside, len(waiting)) == (True, 1)
        for query in ("chan", "陳", "陈", "university siu"):
            assert store.find_people(query) == [id_of(LATIN)]
        (issued,) = store.journal.entries(kinds=("pass_issued",))
        assert about.was_printed(store.journal.file, issued.body["pass"])
        kinds = [entry.kind for entry in store.journal.entries() if about.keys_of(entry.body) & {id_of(LATIN)}]
        found = about.entries_about(store.journal.file, [id_of(LATIN)])
        assert len(found) == len([kind for kind in kinds if kind not in about.GATE])
        register = store.registers.current
        assert people_list.bring_up(register, store.names_of, lambda _: False) == 1
        with register.file.reader() as reader:
            (line,) = people_list.lines(reader, list(people_list.choose(reader, asked=asked("siu", {})))).values()
        assert line.names is not None
        assert line.names.chinese == CHINESE
        seq = store.journal.seq
        store.write("shown", shown(outcome=None, verdict="refuse"), reading=FakeClock().step(3600))
    for name, schema in files.items():
        copy = folder / f"{name}.before-{versions[name] + 1}"
        assert (copy.read_bytes() == before[name]) if versions[name] < len(schema.steps) else not copy.exists()
    with DeskStore.open(folder, None) as store:
        assert store.journal.seq == seq + 1
        assert store.journal.verify().whole


def test_where_somebody_is_and_their_number_are_found_in_a_past_file(tmp_path: Path) -> None:
    """The holder of desk 2 has a document; its register knew of no institutions to search by."""
    with zipfile.ZipFile(VERSIONS / "desk-2.zip") as kept:
        kept.extractall(tmp_path)
    with DeskStore.open(tmp_path, None) as store, store.view() as view:
        (held,) = view.all(Pass)
        for query in ("5678", "chan 5678", held.short_number[-4:], "univ", "陈 univ"):
            assert store.find_people(query) == [id_of(LATIN)]


def test_only_its_holder_brings_a_past_desk_up(folder: Path) -> None:
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    with pytest.raises(Declined, match="older Passdesk"):
        DeskStore.open(folder, None, readonly=True)
    assert {name: (folder / name).read_bytes() for name in before} == before
    with DeskStore.open(folder, None), pytest.raises(Held):
        DeskStore.open(folder, None)


def test_an_erased_name_stands_in_no_copy_of_a_past_file(folder: Path) -> None:
    clock = FakeClock()
    with DeskStore.open(folder, None) as store:
        assert list(folder.glob("*.before-*")) != []
        people_list.bring_up(store.registers.current, store.names_of, lambda _: False)
        clock.step(7200)
        office = Office(store, Zone(), clock)
        body = {"person": id_of(LATIN), "hashes": [names_of(LATIN, CHINESE).hash]}
        office.act("person_erased", body, office.operator("chief", "supervisor"))
        with store.view() as view:
            person = view.get(Person, id_of(LATIN))
        assert isinstance(person, Person)
        assert person.state == "erased"
        held = b"\0".join(path.read_bytes() for path in folder.iterdir() if path.is_file())
        assert not [name for name in (LATIN, "Siu Ming", CHINESE, "陳 小 明", "chan siu") if name.encode() in held]
