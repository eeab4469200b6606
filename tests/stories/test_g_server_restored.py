"""(g) The server is restored from yesterday's copy: nobody revoked gets in meanwhile."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from passdesk.domain.passes import Pass
from passdesk.issuing import passes
from passdesk.server import backup
from passdesk.server.folder import Wanted, found_server, open_server
from passdesk.store.creating import Keeping
from tests.factories.clocks import FakeClock
from tests.factories.zones import CHEAP, PASSWORD, policy_toml
from tests.server.zones import Served
from tests.stories.town import HR, SUPERVISOR, Town, a_town, codes, pass_at

KEEPING = Keeping(passphrase="of the server", cost=CHEAP)


@pytest.fixture
def restorable(tmp_path: Path) -> Iterator[Town]:
    clock, place = FakeClock(), tmp_path / "server"
    wanted = Wanted(policy_toml(), "admin", tmp_path / "offline.txt", PASSWORD)
    founded = found_server(place, wanted, KEEPING, clock.step())
    served = Served(place, open_server(place, KEEPING, clock), founded, clock)
    yield a_town(served)
    served.close()


def restore(town: Town, copy: Path) -> int:
    """Stop the server, put the copy in its place, start it."""
    town.served.central.close()
    generation = backup.restore(copy, town.served.folder, KEEPING, town.clock)
    town.served.central = open_server(town.served.folder, KEEPING, town.clock)
    return generation


def test_what_the_server_forgot_the_desks_remember(restorable: Town, tmp_path: Path) -> None:
    town = restorable
    office, first, second = town.office, town.gates["first"], town.gates["second"]
    stays, revoked = town.holder("Chan Siu Ming", "陳小明"), town.holder("Li Na", "李娜")
    suspended = town.holder("Wong Ka Yan", "黃嘉欣")
    passes.suspend(town.acting(HR), suspended.pass_id)
    town.sync(office, first, second)
    backup.backup(town.served.folder, tmp_path / "yesterday", KEEPING)

    # Today: one pass is revoked, one resumed, one issued; every gate hears of it.
    passes.revoke(town.acting(HR), revoked.pass_id, "left")
    passes.resume(town.acting(SUPERVISOR), suspended.pass_id)
    new = town.holder("Tam Yi", "譚怡")
    town.sync(office, first, second)
    assert town.show(first, revoked, "entry").verdict.word == "refuse"
    assert town.show(first, new, "entry").admitted
    assert town.show(second, suspended, "entry").admitted

    # The server is put back to yesterday. The gate exchanges before the office does.
    before = first.registers.current.generation
    generation = restore(town, tmp_path / "yesterday")
    assert generation > before
    report = town.sync(first)
    assert report.anew
    assert not report.forgot  # of this gate's own journal; of the office's, see below
    assert report.carried == 1
    assert first.registers.current.generation == generation

    # Who was revoked stays out, though the server says the pass is good; the verdict says what it rests on.
    with town.served.central.storage.reading() as reads:
        row = reads.get(Pass, revoked.pass_id)
        assert isinstance(row, Pass)
        assert row.state == "good"
    answer = town.show(first, revoked, "entry")
    assert (answer.verdict.word, codes(answer)[0]) == ("refuse", "revoked")
    assert answer.verdict.provenance.restored

    # What was granted today is dropped: suspended again, unknown again. Yesterday's good pass is good.
    assert codes(town.show(first, suspended, "entry"))[0] == "suspended"
    assert codes(town.show(first, new, "entry"))[0] == "unknown_pass"
    assert town.show(first, stays, "entry").admitted

    # Also on the second exchange, and at the other gate.
    town.sync(first, second)
    for gate in (first, second):
        assert codes(town.show(gate, revoked, "entry"))[0] == "revoked"

    # The office sends what it still has: the server knows again, and nothing need be carried any more.
    report = town.sync(office)
    assert report.forgot
    assert report.refusal is None
    town.sync(first, second)
    for gate in (first, second):
        row = pass_at(gate, revoked)
        assert row is not None
        assert row.state == "revoked"
        refused = town.show(gate, revoked, "entry")
        assert codes(refused)[0] == "revoked"
        assert not refused.verdict.provenance.restored
    assert "unknown_pass" not in codes(town.show(second, new, "entry"))
    assert "suspended" not in codes(town.show(first, suspended, "entry"))

    # Nothing anybody wrote today is lost.
    for store in (office, first, second):
        town.sync(store)
        with town.served.central.storage.reading() as reads:
            head = reads.head(store.journal.id, b"")
        assert head is not None
        assert (head.seq, head.hash) == (store.journal.seq, store.journal.head_hash)
