"""The gate: one scan recorded, against a bare signature check and a bare durable insert into the same file."""

import shutil
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from itertools import count, cycle
from pathlib import Path
from typing import get_args

from passdesk.checkpoint.answers import Recorded
from passdesk.checkpoint.gate import Gate
from passdesk.credential import keys
from passdesk.credential.issuing_key import IssuingKey
from passdesk.credential.token import bytes_of, open_token, text_of
from passdesk.domain.movements import Direction
from passdesk.domain.passes import IssuingScope, Pass
from passdesk.domain.people import Person
from passdesk.domain.register import Row
from passdesk.store.desk_store import DeskStore
from passdesk.store.exchanged import note_exchange
from passdesk.store.register_file import PageRow
from tests.bench.harness import Compared, row
from tests.factories.clocks import FakeClock
from tests.factories.desks import an_empty_desk
from tests.factories.people import YEAR, Holder, Office, a_holder
from tests.factories.zones import SINCE, Zone, founding, id_of, seed_of

SCANS, ROUNDS = 10, 200
HOLDERS = 25
ROWS_EACH = 2
SYNCED, FED = 100_000, 900
ALONE, BETWEEN_S = 500, 0.002
_PAGE = 1000


class Place:
    """Some holders crossing at one automatic lane, all in and then all out, a second apart."""

    def __init__(self, folder: Path, people: int) -> None:
        zone, self.clock = Zone(), FakeClock()
        self.store = an_empty_desk(folder, zone)
        body, wrapped = founding(zone, keys.public_of(self.store.journal.identity), lanes=("F1-1",))
        self.store.write("zone_founded", body, reading=self.clock.step(), signers=(zone.root,), attachments=(wrapped,))
        office = Office(self.store, zone, self.clock)
        self.holder = a_holder(office)
        self.text = text_of(self.holder.token)
        texts = [self.text, *(text_of(another(office, self.holder, number)) for number in range(1, HOLDERS))]
        self.store.journal.note_server_time(self.clock(), self.clock().wall)
        note_exchange(self.store.journal, self.clock().wall + 10**12)  # no scan of a long run finds it stale
        self.store.catch_up()
        fill(self.store, self.holder, people)
        self._gate = Gate(self.store, "F1-1", self.clock)
        self.generations = count(1)
        self._crossings = cycle([(text, way) for way in get_args(Direction) for text in texts])

    def scan(self) -> None:
        self.clock.step(1)
        text, direction = next(self._crossings)
        answer = self._gate.present(text, "camera", direction)
        assert isinstance(answer, Recorded)
        assert answer.admitted, answer.verdict


def another(office: Office, first: Holder, number: int) -> bytes:
    """One more person with a pass like the first one's; the token."""
    person = office.person(f"Holder {number}", first.hr)
    filing = office.filing(person, first.institution, first.hr)
    office.approve(filing, person, first.institution, first.approver)
    scope = IssuingScope((), (), YEAR, SINCE, SINCE + 10 * YEAR)
    key = IssuingKey.of(seed_of("issuing"), scope)
    return office.issue(filing, person, first.institution, key, first.hr)[1]


def others(holder: Holder, first: int, count: int) -> Iterator[PageRow]:
    """As many more people, each with a pass, as the server would send them."""
    for number in range(first, first + count):
        person, a_pass = id_of(f"person {number}"), id_of(f"pass {number}")
        rows: tuple[Row, ...] = (
            Person(key=person, institutions=(holder.institution,)),
            Pass(key=a_pass, person=person, filing=holder.filing, institution=holder.institution, class_number=1,
                 lines=3, issued_at=0, not_before=0, expires=2**32 - 1, issuing_key=bytes(16),
                 short_number=f"{number:011d}", token=b""),
        )  # fmt: skip
        yield from ((one.TABLE, one.key, one.NEEDS, one.to_map()) for one in rows)


def fill(store: DeskStore, holder: Holder, people: int) -> None:
    register = store.registers.current
    register.checkpoint_rarely(rarely=True)
    for number, first in enumerate(range(0, people, _PAGE), 1):
        register.apply_page(others(holder, first, min(_PAGE, people - first)), number)
    register.checkpoint_rarely(rarely=False)
    register.file.checkpoint()


@contextmanager
def a_place(people: int) -> Iterator[Place]:
    folder = Path(tempfile.mkdtemp(prefix="passdesk-bench-"))
    try:
        place = Place(folder / "desk", people)
        try:
            yield place
        finally:
            place.store.close()
    finally:
        shutil.rmtree(folder)


def bare(place: Place) -> Callable[[], None]:
    """One Ed25519 check of the same token, one prepared INSERT of an entry's size, FULL, in the same file."""
    opened = open_token(bytes_of(place.text))
    key = keys.load_public(keys.public_of(keys.from_seed(seed_of("issuing"))))
    numbers = count(1)
    place.scan()
    newest = place.store.journal.entry(place.store.journal.seq)
    assert newest is not None
    content = bytes(len(newest.raw))
    with place.store.journal.file.write() as writer:
        writer.execute("CREATE TABLE IF NOT EXISTS bare (seq INTEGER PRIMARY KEY, raw BLOB) STRICT")

    def scan() -> None:
        assert keys.verify_loaded(key, opened.signed, opened.signature)
        with place.store.journal.file.writer() as writer:
            writer.execute("INSERT INTO bare VALUES (?, ?)", (next(numbers), content))

    return scan


def _times(calls: int, one: Callable[[], None]) -> Callable[[], None]:
    def many() -> None:
        for _ in range(calls):
            one()

    return many


def _scans(people: int) -> Iterator[Compared]:
    with a_place(people) as place:
        yield Compared(_times(SCANS, place.scan), _times(SCANS, bare(place)), calls=SCANS, rounds=ROUNDS)


@row("one scan recorded, 1,000 people", target="<= 2.0")
def scan_of_a_thousand() -> Iterator[Compared]:
    yield from _scans(1_000)


@row("one scan recorded, 200,000 people", target="<= 2.0")
def scan_of_two_hundred_thousand() -> Iterator[Compared]:
    yield from _scans(200_000)


@row("one scan recorded while 100,000 rows sync in, p99 against alone", target="<= 3.0")
def scan_while_syncing() -> Iterator[Compared]:
    with a_place(1_000) as place:
        yield Compared(lambda: p99_of(place.scan, while_doing=lambda: sync(place)), lambda: p99_of(place.scan))


def sync(place: Place) -> None:
    """A first sync of 100,000 rows into a new file beside the one in use, in pages as the feed sends them."""
    current = place.store.registers.current
    fresh = place.store.registers.begin(current.generation + next(place.generations), current.scope)
    for number, first in enumerate(range(0, SYNCED // ROWS_EACH, FED // ROWS_EACH), 1):
        fresh.apply_page(others(place.holder, first, FED // ROWS_EACH), number)
    fresh.close()


def p99_of(scan: Callable[[], None], while_doing: Callable[[], None] | None = None) -> float:
    """The 99th of a hundred, in ms: of 500 scans alone, or of every one until `while_doing` has ended."""
    taken: list[float] = []
    with ThreadPoolExecutor(1) as beside:
        other = beside.submit(while_doing) if while_doing is not None else None
        while len(taken) < ALONE if other is None else not other.done():
            began = time.perf_counter_ns()
            scan()
            taken.append((time.perf_counter_ns() - began) / 1e6)
            time.sleep(BETWEEN_S)
        if other is not None:
            other.result()
    return statistics.quantiles(taken, n=100)[98]
