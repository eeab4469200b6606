"""Bad luck on the disk: what is damaged is said or made good, and what was recorded stays recorded."""

import os
import random
import shutil
import subprocess
import sys
from pathlib import Path

from passdesk.domain.passes import Pass
from passdesk.store.desk_store import DeskStore
from tests.factories.clocks import FakeClock
from tests.factories.desks import DATABASE_KEY, a_desk
from tests.factories.people import Office, a_holder, shown
from tests.factories.zones import Zone

PAGE = 4096


def test_no_damaged_page_of_the_register_keeps_a_desk_shut(tmp_path: Path) -> None:
    zone, clock = Zone(), FakeClock()
    with a_desk(tmp_path / "desk", zone, clock) as store:
        holder = a_holder(Office(store, zone, clock))
        store.catch_up()
        store.registers.current.file.checkpoint()
        store.write("shown", shown(holder), reading=clock.step())
        register = store.registers.current.file.path.name
    whole = (tmp_path / "desk" / register).read_bytes()
    rebuilt = 0
    for page in range(len(whole) // PAGE):
        copy = tmp_path / f"page {page}"
        shutil.copytree(tmp_path / "desk", copy)
        at = page * PAGE + PAGE // 2
        harmed = bytes(byte ^ 0xFF for byte in whole[at : at + 64])
        (copy / register).write_bytes(whole[:at] + harmed + whole[at + 64 :])
        with DeskStore.open(copy, DATABASE_KEY) as store:
            store.write("exported", {"what": "x", "rows": 1, "filter": None, "source": "own"}, reading=clock.step())
            rebuilt += store.registers.rebuilt
            if store.registers.rebuilt:
                with store.view() as view:
                    assert isinstance(view.get(Pass, holder.pass_id), Pass)
    assert rebuilt > 0


_WRITER = """
import sys
from pathlib import Path
from passdesk.clock import system_clock
from passdesk.store.desk_store import DeskStore
with DeskStore.open(Path(sys.argv[1]), bytes(range(32))) as store:
    while True:
        body = {"what": "x", "rows": 1, "filter": None, "source": "own"}
        entry = store.write("exported", body, reading=system_clock())
        print(entry.content.seq, entry.hash.hex(), flush=True)
        if entry.content.seq % 7 == 0:
            store.catch_up()
"""


def test_killed_again_and_again_what_was_said_to_be_recorded_is_there(tmp_path: Path) -> None:
    a_desk(tmp_path / "desk").close()
    printed: dict[int, str] = {}
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])}
    lines = random.Random(4)
    for _ in range(10):
        command = [sys.executable, "-c", _WRITER, str(tmp_path / "desk")]
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment) as process:
            assert process.stdout is not None
            for _ in range(lines.randrange(1, 40)):
                seq, hash_ = process.stdout.readline().split()
                printed[int(seq)] = hash_
            process.kill()
            for line in process.stdout:
                if line.endswith("\n"):
                    seq, hash_ = line.split()
                    printed[int(seq)] = hash_
    with DeskStore.open(tmp_path / "desk", DATABASE_KEY) as store:
        held = {entry.content.seq: entry.hash.hex() for entry in store.journal.entries()}
        assert printed
        assert {seq: held.get(seq) for seq in printed} == printed
        assert store.doubt is None
        assert store.journal.verify().whole
