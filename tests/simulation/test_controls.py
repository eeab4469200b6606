"""Controls: each builds the mistake and shows that what the simulation checks would not let it pass."""

import dataclasses
import shutil
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from msgspec.structs import replace

from passdesk.credential.entry_signers import signers_of
from passdesk.domain.entries import Entry, read_entry
from passdesk.domain.folding import Folded, fold
from passdesk.domain.judging import resting_mark
from passdesk.domain.kinds import KINDS
from passdesk.domain.passes import Pass
from passdesk.domain.register import Draft, MemoryView, View
from passdesk.server.acceptance import Taken, accept
from passdesk.server.batch import fate_of
from passdesk.server.central import Central
from passdesk.server.storage import Accepted, Writes
from passdesk.store.acts import act
from passdesk.store.desk_store import DeskStore
from passdesk.store.desk_view import DeskView
from passdesk.store.memory import Memory
from passdesk.sync.exchange import exchange
from passdesk.sync.link import Link
from passdesk.sync.wire import Cursor, Page
from tests.factories.clocks import FakeClock
from tests.factories.desks import DATABASE_KEY
from tests.factories.people import shown
from tests.factories.zones import id_of
from tests.server.in_process import InProcessLink
from tests.simulation import invariants
from tests.simulation.machines import Desk, ServerMachine
from tests.simulation.places import quick_folder
from tests.simulation.template import server_at, signer


class Zone:
    """The template's zone, its machines in hand."""

    def __init__(self, folder: Path, clock: FakeClock) -> None:
        self.folder = folder
        self.server = ServerMachine(folder / "server", clock)
        self.clock = clock
        self.desks = {name: Desk(name, folder / name, clock) for name in ("issuing", "first", "records")}

    def sync(self, name: str, link: Link | None = None) -> None:
        desk = self.desks[name]
        self.clock.step()
        exchange(desk.store, link or InProcessLink(self.server.central, desk.store.journal.id), self.clock)

    def act(self, name: str, kind: str, a_pass: bytes, by: str = "supervisor") -> Entry:
        body = {"pass": a_pass} if KINDS[kind].nature == "granting" else {"pass": a_pass, "reason": None}
        return act(self.desks[name].store, kind, body, signer(by), self.clock.step())

    @property
    def a_pass(self) -> Pass:
        with self.desks["issuing"].store.view() as view:
            return min(view.all(Pass), key=lambda row: row.key)

    def accepted(self) -> list[Accepted]:
        with self.server.central.storage.reading() as reads:
            return invariants.accepted_of(reads)

    def close(self) -> None:
        for desk in self.desks.values():
            desk.store.close()
        self.server.central.close()


@pytest.fixture
def zone(template: tuple[Path, FakeClock]) -> Iterator[Zone]:
    folder, began = template
    with quick_folder() as place:
        zone = Zone(Path(shutil.copytree(folder, place / "zone")), FakeClock(began.wall, began.boot))
        yield zone
        zone.close()


# A grant applied on a changed row

Folding = Callable[[Entry, View], Folded]


def as_it_is(entry: Entry, view: View) -> Folded:
    return fold(entry, view, signers=signers_of(entry, view))


def on_whatever_is_there(entry: Entry, view: View) -> Folded:
    """The mistake: a granting act is taken to rest on the rows as they stand now."""
    if KINDS[entry.kind].nature != "granting":
        return as_it_is(entry, view)
    draft = Draft(view)
    resting = [[[table, key], resting_mark(draft, (table, key))] for (table, key), _ in entry.body["rests_on"]]
    content = replace(entry.content, body={**entry.body, "rests_on": resting})
    return fold(dataclasses.replace(entry, content=content), view, signers=signers_of(entry, view))


def judged_by(folding: Folding, accepted: Sequence[Accepted]) -> list[Accepted]:
    """The same entries in the same order as another server would have judged them."""
    register, judged = MemoryView(), []
    for one in accepted:
        folded = folding(read_entry(one.raw), register)
        register.apply(folded.changes)
        fate, cause = fate_of(folded.judgement)
        judged.append(replace(one, judgement=fate, cause=cause))
    return judged


def test_a_grant_applied_on_a_changed_row_is_found(zone: Zone) -> None:
    zone.sync("records")
    a_pass = zone.a_pass.key
    zone.act("issuing", "pass_suspended", a_pass)
    zone.sync("issuing")
    zone.sync("records")
    zone.act("issuing", "pass_resumed", a_pass)  # not knowing of the second suspension
    zone.act("records", "pass_suspended", a_pass)
    zone.sync("records")
    zone.sync("issuing")
    accepted = zone.accepted()

    assert [one.cause for one in accepted if one.judgement == "quarantined"] == ["stale"]
    assert not list(invariants.grants_on_changed_rows(accepted))
    assert judged_by(as_it_is, accepted) == accepted

    wrong = judged_by(on_whatever_is_there, accepted)
    assert [found.split(" ")[0] for found in invariants.grants_on_changed_rows(wrong)] == ["pass_resumed"]


# Delivery keyed on (journal, number) alone

Accepting = Callable[[Writes, bytes, Sequence[bytes]], Taken]


def accept_by_number(writes: Writes, journal: bytes, raws: Sequence[bytes]) -> Taken:
    """The mistake: a number that is held already is taken for a repeated delivery."""
    return accept(
        writes, journal, [raw for raw in raws if writes.raw(journal, b"", read_entry(raw).content.seq) is None]
    )


@pytest.mark.parametrize(("accepting", "lost"), [(accept, []), (accept_by_number, [1, 2, 3])])
def test_delivery_keyed_on_journal_and_number_alone_loses_entries(
    zone: Zone, accepting: Accepting, lost: list[int]
) -> None:
    """A desk's disk was copied: both copies go on under one key, and both are heard."""
    original = zone.desks["first"]
    held = original.store.journal.seq
    original.store.close()
    copy = Desk("first", Path(shutil.copytree(original.folder, zone.folder / "copy")), zone.clock)
    original.store = DeskStore.open(original.folder, DATABASE_KEY)
    stores = [original.store, copy.store]
    for number, store in enumerate(stores):
        for _ in range(2 + number):
            store.write("shown", shown(lane="F1-1", presentation=id_of(f"{number}")), reading=zone.clock.step())
        with zone.server.central.storage.writing() as writes:
            accepting(writes, store.journal.id, [entry.raw for entry in store.journal.entries()])

    found = list(invariants.entries_once(zone.accepted(), [store.journal for store in stores]))
    copy.store.close()
    assert found == [f"entry {held + after} of first is not at the server" for after in lost]


# A cursor without a generation after a restore


class ForgetfulOfGenerations(InProcessLink):
    """The mistake: a cursor is a number, whichever generation it was counted in."""

    def __init__(self, central: Central, journal: bytes, generation: int) -> None:
        super().__init__(central, journal)
        self._generation = generation

    def speaking_for(self, journal: bytes, identity: Ed25519PrivateKey) -> "ForgetfulOfGenerations":
        del identity
        return ForgetfulOfGenerations(self.central, journal, self._generation)

    def pull(self, cursor: Cursor | None) -> Page:
        now = super().pull(None).generation
        page = super().pull(cursor and replace(cursor, generation=now))
        return replace(page, generation=self._generation)


def test_a_cursor_without_its_generation_leaves_rows_wrong_after_a_restore(zone: Zone) -> None:
    yesterday = Path(shutil.copytree(zone.folder / "server", zone.folder / "yesterday"))
    zone.act("issuing", "pass_revoked", zone.a_pass.key)
    zone.sync("issuing")
    zone.sync("first")
    zone.server.central.close()
    zone.server.central = server_at(yesterday, zone.clock)
    with zone.server.central.storage.writing() as writes:
        writes.raise_generation(zone.clock().wall // 1_000_000)
    ours = zone.desks["first"].store
    zone.server.central.write(
        "institution_added", {"institution": id_of("New"), "name_latin": "New", "name_chinese": None},
        signers=(signer("supervisor"),),
    )  # fmt: skip

    zone.sync("first", ForgetfulOfGenerations(zone.server.central, ours.journal.id, 1))
    with zone.server.central.storage.reading() as reads:
        wrong = list(invariants.rows_unequal(reads, ours))
    assert any(found.startswith("pass ") for found in wrong)
    assert any(found.startswith("institution ") for found in wrong)

    zone.sync("first")
    with zone.server.central.storage.reading() as reads:
        assert not list(invariants.rows_unequal(reads, ours))


# Memory dropped before the register's mark is read


class FoldedMeanwhile(Memory):
    """Right after the entries in memory are read, another thread folds them into the register and lets them go."""

    def __init__(self, store: DeskStore) -> None:
        super().__init__()
        self._store = store
        self.meanwhile = False

    @property
    def entries(self) -> Sequence[Entry]:
        entries = super().entries
        if self.meanwhile:
            self.meanwhile = False
            self._store.catch_up()
        return entries


class MarkReadFirst(DeskStore):
    """The mistake: register and mark are read, and the memory only after."""

    meanwhile = False

    @contextmanager
    def view(self) -> Iterator[DeskView]:
        with self.registers.lease() as register, register.snapshot() as snapshot:
            if self.meanwhile:
                self.meanwhile = False
                self.catch_up()
            changes = self.folds.over(register.file.path, snapshot, self.memory.entries)
            yield DeskView(snapshot, changes, self.journal.times())


def recorded(store: DeskStore, zone: Zone) -> dict[bytes, tuple[tuple[bytes, int], int]]:
    """A person comes in, recorded by this desk and not folded into its register yet."""
    a_pass = zone.a_pass
    body = shown(lane="F1-1", person=a_pass.person, pass_id=a_pass.key, verified=True)
    entry = store.write("shown", body, reading=zone.clock.step())
    return {a_pass.person: (entry.mark, zone.clock().wall)}


def test_memory_dropped_before_the_mark_is_read_loses_sight_of_a_movement(zone: Zone) -> None:
    desk = zone.desks["first"]
    known = recorded(desk.store, zone)
    memory = FoldedMeanwhile(desk.store)
    for entry in desk.store.memory.entries:
        memory.add(entry)
    desk.store.memory = memory
    memory.meanwhile = True
    assert not list(invariants.recorded_and_unknown(desk.store, known))
    assert not memory.meanwhile

    desk.store.close()
    wrong = MarkReadFirst.open(desk.folder, DATABASE_KEY)
    desk.store = wrong
    known = recorded(wrong, zone)
    assert isinstance(wrong, MarkReadFirst)
    wrong.meanwhile = True
    assert len(list(invariants.recorded_and_unknown(wrong, known))) == 1
    assert not list(invariants.recorded_and_unknown(wrong, known))


